"""The colours, pens and fonts of a chart, made once a theme and then only read."""

from __future__ import annotations

import math
from contextlib import contextmanager
from functools import lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from widgets.language.spoken import own, said
from widgets.painting import (
    BOLD,
    MEDIUM,
    REGULAR,
    blend,
    colour,
    colour_of,
    face,
    legible,
    legible_on,
)
from widgets.tokens import TYPE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QFont, QFontMetricsF

    from widgets.tokens import Tokens

GHOST_DASHES = (3.5, 3.0)  # in widths
PLAN_DASHES = (3.0, 2.5)  # in widths
# How much of the paper is in a colour that is drawn on it.
ZERO_PAPER = 0.25
LINE_PAPER = 0.3
GAP = 2.0  # px: the outline of a disc, and the line of a ring


class Stamp(NamedTuple):
    """A mark kept as pixels of the device; `origin` is from its corner to where it is put."""

    pixmap: QPixmap
    origin: QPoint


@contextmanager
def stamped(size: QSize, origin: QPoint, scale: float) -> Iterator[tuple[QPainter, Stamp]]:
    """A painter, in logical pixels from the origin, on a stamp of so many device pixels."""
    made = Stamp(QPixmap(size), origin)
    made.pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made.pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(origin)
    painter.scale(scale, scale)
    try:
        yield painter, made
    finally:
        painter.end()


class Face:
    """A font with its measures, in logical pixels; figures are all equally wide.

    What it keeps doesn't hold it in turn: in a circle its pixmaps would wait for Python's
    collector, which may come along in a worker's thread, where Qt forbids to touch one.
    """

    def __init__(self, size: int, weight: QFont.Weight) -> None:
        made = face(size, weight)
        self.font = made.font
        self._metrics = made.metrics
        self.height = self._metrics.ascent() + self._metrics.descent()
        self.cap = self._metrics.capHeight()
        self._letter = self._metrics.horizontalAdvance("W")
        # Bounded: value texts change with every move of a slider.
        self.width = lru_cache(maxsize=256)(partial(_width, made.metrics))
        self.stamp = lru_cache(maxsize=64)(partial(_text_stamp, made.font, made.metrics))

    def elided(self, text: str, width: float) -> str:
        """The text, cut where it is wider; a short one is known to fit without measuring it."""
        whole = said(text)
        if len(whole) * self._letter <= width or self.width(whole) <= width:
            return whole
        return own(self._metrics.elidedText(whole, Qt.TextElideMode.ElideRight, max(0.0, width)))


def _width(metrics: QFontMetricsF, text: str) -> float:
    return metrics.horizontalAdvance(said(text))


def _text_stamp(font: QFont, metrics: QFontMetricsF, text: str, ink: int, scale: float) -> Stamp:
    """The text on nothing, for a device of `scale` pixels a logical one."""
    # From the corner to the baseline: with room for what juts out.
    left, top = math.ceil(2.0 * scale), math.ceil(metrics.ascent() * scale)
    wide = math.ceil(_width(metrics, text) * scale) + 2 * left
    high = top + math.ceil((metrics.descent() + 1.0) * scale)
    with stamped(QSize(wide, high), QPoint(left, top), scale) as (painter, made):
        painter.setFont(font)
        painter.setPen(QColor(ink))
        painter.drawText(QPointF(), said(text))
    return made


def _round_stamp(radius: float, fill: int, line: int, wide: float, scale: float) -> Stamp:
    """A circle and its outline of that width, for a device of `scale` pixels a logical one."""
    reach = math.ceil((radius + wide) * scale)
    with stamped(QSize(2 * reach, 2 * reach), QPoint(reach, reach), scale) as (painter, made):
        painter.setPen(QPen(QColor(line), wide))
        painter.setBrush(QColor(fill))
        painter.drawEllipse(QPointF(), radius, radius)
    return made


class ChartStyle:
    """One theme's tokens as a chart uses them. Papers are the colours that curves stand on."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._pens: dict[tuple[str, float], QPen] = {}
        self.round_stamp = lru_cache(maxsize=32)(_round_stamp)
        self.title = Face(TYPE.title, BOLD)
        self.subtitle = Face(TYPE.row, REGULAR)
        self.tick = Face(TYPE.note, REGULAR)
        self.label = Face(TYPE.row, BOLD)
        self.value = Face(TYPE.row, REGULAR)
        self.pill = Face(TYPE.note, MEDIUM)
        self.note = Face(TYPE.base, REGULAR)
        self.card_paper = tokens.card
        self.band_paper = tokens.exit_window
        self.card = colour(tokens.card)
        self.border = colour(tokens.border)
        self.text = colour(tokens.text)
        self.muted = colour(tokens.text_muted)
        self.accent = colour(tokens.accent)
        self.on_accent = colour(tokens.text_on_accent)
        self.band_text = legible(tokens, tokens.exit_cost, tokens.exit_window)
        self.decision_line = blend(tokens.accent, tokens.card, LINE_PAPER)
        self.crosshair_line = blend(tokens.text_muted, tokens.card, LINE_PAPER)
        self.gap = QPen(self.card, GAP)  # round what is set off from the curves
        self.plan_pen = QPen(self.text, tokens.plan_width)
        self.plan_pen.setDashPattern(PLAN_DASHES)
        self.plan_pen.setCapStyle(Qt.PenCapStyle.FlatCap)

    def colour(self, name: str) -> QColor:
        """The colour of a token."""
        return colour_of(self._tokens, name)

    def ink(self, name: str) -> QColor:
        """The colour of a token as text on the card is written in it."""
        return legible_on(self._tokens, name)

    def curve_pen(self, name: str, ratio: float) -> QPen:
        """Cosmetic, as the plot's scale differs by axis: its width is in device pixels."""
        if (name, ratio) not in self._pens:
            pen = QPen(self.colour(name), self._tokens.curve_width * ratio)
            pen.setCosmetic(True)
            # As curves bend little from month to month, it looks as round joins do, for a sixth
            # less time; a sharp bend is cut off.
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            self._pens[name, ratio] = pen
        return self._pens[name, ratio]

    def fan_fills(self, name: str) -> tuple[QColor, QColor]:
        """Of a fan's outer and inner area. Opaque: with alpha they cost five times as much."""
        tokens, ink = self._tokens, getattr(self._tokens, name)
        outer, inner = tokens.fan_outer, tokens.fan_inner
        return blend(self.card_paper, ink, outer), blend(self.card_paper, ink, inner)

    def median_pen(self, name: str) -> QPen:
        pen = QPen(self.colour(name), self._tokens.curve_width)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        return pen

    def ghost_pen(self, name: str, paper: str) -> QPen:
        """Opaque on its paper: a pen with alpha costs 2.6 times as much."""
        tokens = self._tokens
        pen = QPen(blend(getattr(tokens, name), paper, tokens.ghost_paper), tokens.ghost_width)
        pen.setDashPattern(GHOST_DASHES)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        return pen

    def still_pen(self, name: str, _paper: str) -> QPen:
        """Whole, but thinner than the curve that moves."""
        pen = QPen(self.colour(name), self._tokens.still_width)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        return pen

    def grid(self, paper: str) -> QColor:
        """The same step from the paper as the grid token makes from the card."""
        under, line, card = (QColor(name) for name in (paper, self._tokens.grid, self.card_paper))
        steps = (
            (under.red(), line.red(), card.red()),
            (under.green(), line.green(), card.green()),
            (under.blue(), line.blue(), card.blue()),
        )
        return QColor(*(max(0, min(255, low + high - base)) for low, high, base in steps))

    def zero(self, paper: str) -> QColor:
        return blend(self._tokens.text_muted, paper, ZERO_PAPER)
