"""Small painting helpers that several widgets share. Every colour comes from Tokens."""

from __future__ import annotations

import html
import math
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QPainter,
    QPalette,
    QPen,
    QPolygonF,
    QTextOption,
)

from widgets.language.spoken import Said, own, said
from widgets.tokens import RADIUS

if TYPE_CHECKING:
    from widgets.tokens import Tokens

REGULAR = QFont.Weight.Normal
MEDIUM = QFont.Weight.Medium
BOLD = QFont.Weight.DemiBold

PIN_WIDTH = 10
_TABULAR = "tnum"
_STEPS = 40  # from a colour to the text's
_PIN_BODY = ((-2.1, -3.9), (2.1, -3.9), (2.3, -0.6), (3.9, 1.5), (-3.9, 1.5), (-2.3, -0.6))
_VISITS = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)


class Face:
    """A font and its measures. Shared: callers change neither."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self.metrics = QFontMetricsF(font)
        # Bounded: figures change with every move of a slider.
        self._advance = lru_cache(maxsize=256)(self.metrics.horizontalAdvance)

    def width(self, text: str) -> float:
        """The advance of `text` in the user's language, px."""
        return self._advance(said(text))

    def baseline(self, top: float, height: float) -> float:
        """The y at which text stands in the middle of a row, whole px."""
        return round(top + (height - self.metrics.height()) / 2 + self.metrics.ascent())

    def elided(
        self, text: str, width: float, where: Qt.TextElideMode = Qt.TextElideMode.ElideRight
    ) -> str:
        """`text`, or its start and an ellipsis where it is wider than `width`."""
        whole = said(text)
        if self._advance(whole) <= width:
            return whole
        return own(self.metrics.elidedText(whole, where, max(0.0, width)))


def face(size: int, weight: QFont.Weight = REGULAR, *, spacing: float = 0.0) -> Face:
    """The application's family at `size` px. All figures are equally wide."""
    return _face(QGuiApplication.font().family(), size, weight, spacing)


@lru_cache(maxsize=64)
def _face(family: str, size: int, weight: QFont.Weight, spacing: float) -> Face:
    font = QFont(family)
    font.setPixelSize(size)
    font.setWeight(weight)
    # A painter takes it over from the application's font in any case: unset, measures are wrong.
    font.setFeature(QFont.Tag(_TABULAR), 1)
    if spacing:
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, spacing)
    return Face(font)


@lru_cache(maxsize=256)
def colour(name: str) -> QColor:
    """A token's colour. Shared: callers do not change it."""
    return QColor(name)


@lru_cache(maxsize=64)
def blend(first: str, second: str, share: float) -> QColor:
    """`first` with `share` (0 to 1) of `second` mixed in."""
    a, b = QColor(first), QColor(second)
    return QColor.fromRgbF(
        a.redF() + (b.redF() - a.redF()) * share,
        a.greenF() + (b.greenF() - a.greenF()) * share,
        a.blueF() + (b.blueF() - a.blueF()) * share,
    )


def colour_of(tokens: Tokens, name: str) -> QColor:
    """The colour of the token that a state names."""
    return colour(getattr(tokens, name))


def contrast(one: QColor, other: QColor) -> float:
    """The contrast ratio of two colours by WCAG 2.2, 1 to 21."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(of: QColor) -> float:
    """0 to 1, of an sRGB colour."""
    coded = (of.redF(), of.greenF(), of.blueF())
    light = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in coded]
    return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]


def legible(tokens: Tokens, ink: str, paper: str) -> QColor:
    """`ink`, or as little towards the text's colour as it takes to be read on `paper`.

    Curves and marks are seen well enough in colours in which small text is not.
    """
    return _legible(ink, paper, tokens.text, tokens.readable)


@lru_cache(maxsize=128)
def _legible(ink: str, paper: str, text: str, least: float) -> QColor:
    ground = QColor(paper)
    steps = (blend(ink, text, step / _STEPS) for step in range(_STEPS))
    return next((made for made in steps if contrast(made, ground) >= least), QColor(text))


def legible_on(tokens: Tokens, name: str, paper: str = "card") -> QColor:
    """The colour of the token `name` as text is written in it on the token `paper`."""
    return legible(tokens, getattr(tokens, name), getattr(tokens, paper))


def pointed_edge(tokens: Tokens) -> QColor:
    """The border of what the pointer is over."""
    return blend(tokens.border, tokens.text_muted, 0.5)


def edge_of(tokens: Tokens, *, focused: bool, pointed: bool) -> tuple[QColor, float]:
    """The border of a field or a card, and its width in px."""
    if focused:
        return colour(tokens.accent), 2.0
    return pointed_edge(tokens) if pointed else colour(tokens.border), 1.0


def field_edge(tokens: Tokens, *, focused: bool, pointed: bool) -> tuple[QColor, float]:
    """The border of what is typed into, and its width in px: it must be seen."""
    if focused:
        return colour(tokens.accent), 2.0
    return colour(tokens.text_muted if pointed else tokens.edge), 1.0


def palette(tokens: Tokens, base: str | None = None) -> QPalette:
    """A palette from tokens. `base` is the colour under edited text; none lets the parent show."""
    made = QPalette()
    role = QPalette.ColorRole
    made.setColor(role.Window, colour(tokens.panel))
    made.setColor(role.WindowText, colour(tokens.text))
    made.setColor(role.Text, colour(tokens.text))
    made.setColor(role.PlaceholderText, colour(tokens.text_muted))
    made.setColor(role.Highlight, colour(tokens.accent))
    made.setColor(role.HighlightedText, colour(tokens.text_on_accent))
    made.setColor(role.Base, colour(base) if base else QColor(Qt.GlobalColor.transparent))
    return made


def is_visit(event: QFocusEvent) -> bool:
    """Whether focus goes to, or comes from, another window or a menu only."""
    return event.reason() in _VISITS


def is_keyboard_focus(event: QFocusEvent, *, before: bool) -> bool:
    """Whether a focus ring belongs there; another window's or menu's visit changes nothing."""
    if is_visit(event):
        return before
    return event.reason() != Qt.FocusReason.MouseFocusReason


def plain_tip(text: str) -> str:
    """Tooltips take what looks like mark-up for mark-up; a name is never that."""
    text = said(text)
    if "<" not in text and "&" not in text:
        return text
    return own("<qt>" + html.escape(text).replace("\n", "<br>") + "</qt>")


def one_line(text: str) -> str:
    """A name from a file may hold line breaks and tabs; shown, it is one line."""
    made = " ".join(text.split())
    return own(made) if type(text) is Said else made


def draw_text(painter: QPainter, at: QPointF, text: str, using: Face, ink: QColor) -> None:
    """One line of text that starts at `at`, on its baseline."""
    painter.setFont(using.font)
    painter.setPen(ink)
    painter.drawText(at, said(text))


def draw_note(painter: QPainter, box: QRectF, text: str, font: QFont, ink: QColor) -> None:
    """Sentences in the middle of a box, over several lines if need be."""
    option = QTextOption(Qt.AlignmentFlag.AlignCenter)
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawText(box, said(text), option)


def draw_rounded(
    painter: QPainter,
    rect: QRectF,
    fill: QColor,
    border: QColor | None = None,
    radius: float = RADIUS.card,
    width: float = 1.0,
) -> None:
    """A rounded rectangle that stays inside `rect`, border included."""
    painter.setBrush(fill)
    if border is None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(rect, radius, radius)
        return
    half = width / 2
    painter.setPen(QPen(border, width))
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius - half, radius - half)


def draw_ring(painter: QPainter, rect: QRectF, ink: QColor, radius: float) -> None:
    """A focus ring whose line runs along `rect`."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(ink, 1.5))
    painter.drawRoundedRect(rect, radius, radius)


def draw_dot(painter: QPainter, centre: QPointF, diameter: float, fill: QColor) -> None:
    """A filled round dot."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    painter.drawEllipse(centre, diameter / 2, diameter / 2)


def draw_square(painter: QPainter, rect: QRectF, fill: QColor) -> None:
    """The small square before a status word."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    painter.drawRoundedRect(rect, 1.5, 1.5)


def draw_triangle(
    painter: QPainter, centre: QPointF, width: float, height: float, turn: float, fill: QColor
) -> None:
    """A filled triangle that points up, turned clockwise by `turn` degrees."""
    angle = math.radians(turn)
    cos, sin = math.cos(angle), math.sin(angle)
    x, y, w, h = centre.x(), centre.y(), width / 2, height / 2
    corners = [
        QPointF(x + px * cos - py * sin, y + px * sin + py * cos)
        for px, py in ((-w, h), (0.0, -h), (w, h))
    ]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    painter.drawPolygon(corners)


def draw_pin(painter: QPainter, centre: QPointF, ink: QColor) -> None:
    """The mark of the baseline: a drawing pin, point down, leaning."""
    painter.save()
    painter.translate(centre)
    painter.rotate(30)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawRoundedRect(QRectF(-3.4, -5.4, 6.8, 1.7), 0.6, 0.6)
    painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in _PIN_BODY]))
    painter.drawRect(QRectF(-0.6, 1.4, 1.2, 4.2))
    painter.restore()
