"""A density drawn as a hump and bars: small on a control, large in a dialog."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPen, QPolygonF

from widgets.painting import blend

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QPainter

    from widgets.states import Density
    from widgets.tokens import Tokens

Points = tuple[tuple[float, float], ...]  # places and heights, both 0 to 1

_TOP = 0.5  # px left free above the tallest
_SWITCH_BAR = 6.0  # px wide
_FILL, _EDGE = 0.3, 0.62  # of the accent in the panel's colour


class Look(NamedTuple):
    """Colours of the hump and of its line, which bars have too, and sizes in px."""

    fill: QColor
    edge: QColor
    line: float = 1.0
    bar: float = 3.0  # wide, or narrower where bars would touch
    least: float = 2.0  # high: a rare value is still a value


def quiet_look(tokens: Tokens) -> Look:
    """That of a control, behind its slider."""
    fill, edge = (blend(tokens.panel, tokens.accent, share) for share in (_FILL, _EDGE))
    return Look(fill, edge)


class Hump:
    """A curve and bars made ready to be painted; for the same room they are laid out once."""

    def __init__(self, curve: Points, bars: Points) -> None:
        self._points = curve
        self._bars = bars
        self._box = QRectF()
        self._curve = QPolygonF()

    def paint(self, painter: QPainter, box: QRectF, look: Look) -> None:
        """Both stand on the box's foot."""
        if box != self._box:
            self._box = QRectF(box)
            self._curve = _laid_out(self._points, box)
        if self._curve.size():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.fill)
            painter.drawPolygon(self._curve)
            painter.setPen(QPen(look.edge, look.line))
            painter.drawPolyline(self._curve)
        draw_bars(painter, box, self._bars, look)


def paint_switch_bars(painter: QPainter, box: QRectF, density: Density, tokens: Tokens) -> None:
    """The values of a switched input, each below its side of the switch."""
    draw_bars(painter, box, density.bars, quiet_look(tokens)._replace(bar=_SWITCH_BAR))


def draw_bars(painter: QPainter, box: QRectF, bars: Points, look: Look) -> None:
    """Bars that stand on the box's foot."""
    gap = min((after[0] - before[0] for before, after in pairwise(bars)), default=1.0)
    width = min(look.bar, max(1.0, gap * box.width() - 1.0))
    for at, height in bars:
        tall = max(look.least, height * (box.height() - _TOP))
        x = box.left() + at * box.width() - width / 2
        painter.fillRect(QRectF(x, box.bottom() - tall, width, tall), look.edge)


def _laid_out(curve: Points, box: QRectF) -> QPolygonF:
    """Along the curve, from foot to foot."""
    if not curve:
        return QPolygonF()
    foot, tall = box.bottom(), box.height() - _TOP
    points = [QPointF(box.left() + at * box.width(), foot - height * tall) for at, height in curve]
    return QPolygonF([QPointF(points[0].x(), foot), *points, QPointF(points[-1].x(), foot)])
