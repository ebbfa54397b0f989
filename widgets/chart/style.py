"""The colours, pens and fonts of a chart, made once a theme and then only read."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from widgets.painting import BOLD, MEDIUM, REGULAR, blend, colour, colour_of, face

if TYPE_CHECKING:
    from PySide6.QtGui import QFont

    from widgets.tokens import Tokens

CURVE_WIDTH = 2.0
STILL_WIDTH = 1.5
GHOST_WIDTH = 1.25
GHOST_DASHES = (3.5, 3.0)  # in widths
# How much of the paper is in a colour that is drawn on it.
GHOST_PAPER = 0.5
ZERO_PAPER = 0.25
LINE_PAPER = 0.3
FAN_INK = (0.24, 0.42)  # how much of its colour is in a fan's outer and inner area
PLAN_WIDTH = 1.25
PLAN_DASHES = (3.0, 2.5)  # in widths


class Face:
    """A font with its measures, in logical pixels; figures are all equally wide."""

    def __init__(self, size: int, weight: QFont.Weight) -> None:
        made = face(size, weight)
        self.font = made.font
        self._metrics = made.metrics
        self.height = self._metrics.ascent() + self._metrics.descent()
        self.cap = self._metrics.capHeight()
        self._letter = self._metrics.horizontalAdvance("W")
        # From a stamp's corner to its baseline: whole pixels, with room for what juts out.
        self.stamp_origin = QPointF(2.0, math.ceil(self._metrics.ascent()))
        # Bounded: value texts change with every move of a slider.
        self.width = lru_cache(maxsize=256)(self._metrics.horizontalAdvance)
        self.stamp = lru_cache(maxsize=64)(self._stamp)

    def elided(self, text: str, width: float) -> str:
        """The text, cut where it is wider; a short one is known to fit without measuring it."""
        if len(text) * self._letter <= width or self.width(text) <= width:
            return text
        return self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, width))

    def _stamp(self, text: str, ink: int, scale: float) -> QPixmap:
        """The text on nothing, for a device of `scale` pixels a logical one."""
        wide = self.width(text) + 2 * self.stamp_origin.x()
        high = self.stamp_origin.y() + self._metrics.descent() + 1.0
        stamp = QPixmap(math.ceil(wide * scale), math.ceil(high * scale))
        stamp.setDevicePixelRatio(scale)
        stamp.fill(Qt.GlobalColor.transparent)
        painter = QPainter(stamp)
        painter.setFont(self.font)
        painter.setPen(QColor(ink))
        painter.drawText(self.stamp_origin, text)
        painter.end()
        return stamp


class ChartStyle:
    """One theme's tokens as a chart uses them. Papers are the colours that curves stand on."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._pens: dict[tuple[str, float], QPen] = {}
        self.title = Face(14, BOLD)
        self.subtitle = Face(12, REGULAR)
        self.tick = Face(11, REGULAR)
        self.label = Face(12, BOLD)
        self.value = Face(12, REGULAR)
        self.pill = Face(11, MEDIUM)
        self.note = Face(13, REGULAR)
        self.card_paper = tokens.card
        self.band_paper = tokens.exit_window
        self.card = colour(tokens.card)
        self.border = colour(tokens.border)
        self.text = colour(tokens.text)
        self.muted = colour(tokens.text_muted)
        self.accent = colour(tokens.accent)
        self.on_accent = colour(tokens.text_on_accent)
        self.band_text = colour(tokens.exit_cost)
        self.decision_line = blend(tokens.accent, tokens.card, LINE_PAPER)
        self.crosshair_line = blend(tokens.text_muted, tokens.card, LINE_PAPER)
        self.gap = QPen(self.card, 2.0)  # round what is set off from the curves
        self.plan_pen = QPen(self.text, PLAN_WIDTH)
        self.plan_pen.setDashPattern(PLAN_DASHES)
        self.plan_pen.setCapStyle(Qt.PenCapStyle.FlatCap)

    def colour(self, name: str) -> QColor:
        """The colour of a token."""
        return colour_of(self._tokens, name)

    def curve_pen(self, name: str, ratio: float) -> QPen:
        """Cosmetic, as the plot's scale differs by axis: its width is in device pixels."""
        if (name, ratio) not in self._pens:
            pen = QPen(self.colour(name), CURVE_WIDTH * ratio)
            pen.setCosmetic(True)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            self._pens[name, ratio] = pen
        return self._pens[name, ratio]

    def fan_fills(self, name: str) -> tuple[QColor, QColor]:
        """Of a fan's outer and inner area. Opaque: with alpha they cost five times as much."""
        outer, inner = FAN_INK
        ink = getattr(self._tokens, name)
        return blend(self.card_paper, ink, outer), blend(self.card_paper, ink, inner)

    def median_pen(self, name: str) -> QPen:
        pen = QPen(self.colour(name), CURVE_WIDTH)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        return pen

    def ghost_pen(self, name: str, paper: str) -> QPen:
        """Opaque on its paper: a pen with alpha costs 2.6 times as much."""
        pen = QPen(blend(getattr(self._tokens, name), paper, GHOST_PAPER), GHOST_WIDTH)
        pen.setDashPattern(GHOST_DASHES)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        return pen

    def still_pen(self, name: str, _paper: str) -> QPen:
        """Whole, but thinner than the curve that moves."""
        pen = QPen(self.colour(name), STILL_WIDTH)
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
