"""One page of paper: its lengths in points, its typefaces and inks, and words set on it.

The painter's own units are those of the printer, so that letters stand where they are measured
to stand, however large or small.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from app import theme
from widgets.language.spoken import Said, own, said
from widgets.painting import BOLD, MEDIUM, REGULAR, colour, one_line

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

    from app.handouts.content import Paper

DPI = 1200
UNIT = DPI / 72.0  # of the printer in one point
PAPERS: dict[Paper, tuple[float, float]] = {"a4": (842.0, 595.0), "letter": (792.0, 612.0)}
MARGIN = 40.0  # left and right
TOP, BOTTOM = 84.0, 48.0  # of what is not the stamp's
_ALTERNATES = ("tnum", "calt")


class Box(NamedTuple):
    """A part of a page, in points."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height


class Type(NamedTuple):
    """A size of letters, in points: measured and set in the printer's units."""

    font: QFont
    metrics: QFontMetricsF
    leading: float  # from line to line

    def width(self, text: str) -> float:
        """Of the text in the user's language."""
        return self.metrics.horizontalAdvance(said(text)) / UNIT

    @property
    def ascent(self) -> float:
        return self.metrics.ascent() / UNIT

    def elided(self, text: str, width: float) -> str:
        """`text` on one line, cut where it is wider."""
        whole = line(text)
        if self.width(whole) <= width:
            return whole
        cut = Qt.TextElideMode.ElideRight
        return own(self.metrics.elidedText(whole, cut, max(0.0, width) * UNIT))

    def wrapped(self, text: str, width: float, most: int = 60) -> list[str]:
        """The lines of a text; at most so many, the last one cut where there are more."""
        words, lines = line(text).split(" "), [""]
        for place, word in enumerate(words):
            longer = own(f"{lines[-1]} {word}" if lines[-1] else word)
            if self.width(longer) <= width:
                lines[-1] = longer
            elif len(lines) == most:
                lines[-1] = self.elided(own(" ".join((lines[-1], *words[place:]))), width)
                return lines
            else:
                lines = (
                    [*lines, *self._broken(word, width)] if lines[-1] else self._broken(word, width)
                )
        if len(lines) > most:
            lines = [*lines[: most - 1], self.elided(own("".join(lines[most - 1 :])), width)]
        return lines

    def _broken(self, word: str, width: float) -> list[str]:
        """A word in as many pieces as it takes."""
        pieces, piece = [], ""
        for sign in word:
            if piece and self.width(own(piece + sign)) > width:
                pieces.append(own(piece))
                piece = ""
            piece += sign
        return [*pieces, own(piece)]


def line(text: str) -> str:
    """A text on one line, in the user's language."""
    flat = one_line(text)
    return own(flat) if isinstance(text, Said) else said(flat)


def letters(points: float, weight: QFont.Weight = REGULAR) -> Type:
    """Inter at a size.

    Without alternate forms: Qt tells a PDF's reader only what a letter's usual form means, and
    figures of one width could neither be found nor copied.
    """
    font = QFont(theme.application_font().family())
    font.setPixelSize(round(points * UNIT))
    font.setWeight(weight)
    for feature in _ALTERNATES:
        font.setFeature(QFont.Tag(feature), 0)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return Type(font, QFontMetricsF(font), points * 1.38)


class Types(NamedTuple):
    """The scale of a handout."""

    cover: Type
    title: Type
    heading: Type
    figure: Type
    body: Type
    strong: Type
    small: Type
    cell: Type
    head: Type
    fine: Type


class _Own(threading.local):
    """Each thread has its own: Qt's fonts keep what they were last measured with."""

    types: Types | None = None


_own = _Own()


def types() -> Types:
    """The scale, made once a thread."""
    if _own.types is None:
        _own.types = Types(
            cover=letters(34.0, BOLD),
            title=letters(18.0, BOLD),
            heading=letters(12.0, BOLD),
            figure=letters(17.0, BOLD),
            body=letters(10.5),
            strong=letters(10.5, BOLD),
            small=letters(8.5),
            cell=letters(7.5),
            head=letters(7.5, BOLD),
            fine=letters(7.0, MEDIUM),
        )
    return _own.types


class Inks:
    """The light theme's colours: paper is white whatever the window is."""

    def __init__(self) -> None:
        light = theme.tokens("light")
        self.text = colour(light.text)
        self.muted = colour(light.text_muted)
        self.accent = colour(light.accent)
        self.border = colour(light.border)
        self.grid = colour(light.grid)
        self.field = colour(light.field)
        self.card = colour(light.card)
        self.good = colour(light.good)
        self.bad = colour(light.bad)


class Sheet:
    """Draws on one page. All lengths are points from its upper left corner."""

    def __init__(self, painter: QPainter, inks: Inks) -> None:
        self.painter = painter
        self.inks = inks

    def text(self, using: Type, ink: QColor, left: float, top: float, text: str) -> None:
        """One line whose letters begin below `top`."""
        self.painter.setFont(using.font)
        self.painter.setPen(ink)
        self.painter.drawText(QPointF(left * UNIT, (top + using.ascent) * UNIT), said(text))

    def text_right(self, using: Type, ink: QColor, right: float, top: float, text: str) -> None:
        self.text(using, ink, right - using.width(text), top, text)

    def lines(self, using: Type, ink: QColor, left: float, top: float, lines: list[str]) -> float:
        """Lines below each other; where the next would begin."""
        for each in lines:
            self.text(using, ink, left, top, each)
            top += using.leading
        return top

    def rule(self, left: float, right: float, y: float, ink: QColor, width: float = 0.5) -> None:
        self.painter.setPen(QPen(ink, width * UNIT))
        self.painter.drawLine(QPointF(left * UNIT, y * UNIT), QPointF(right * UNIT, y * UNIT))

    def fill(self, box: Box, ink: QColor) -> None:
        self.painter.fillRect(rect_of(box), ink)

    def card(self, box: Box, fill: QColor, edge: QColor, radius: float = 5.0) -> None:
        self.painter.setPen(QPen(edge, 0.75 * UNIT))
        self.painter.setBrush(fill)
        self.painter.drawRoundedRect(rect_of(box), radius * UNIT, radius * UNIT)


def room_size(paper: Paper) -> tuple[float, float]:
    """Width and height of what is left of a page between its stamps."""
    width, height = PAPERS[paper]
    return width - 2 * MARGIN, height - TOP - BOTTOM


def rect_of(box: Box) -> QRectF:
    """The box in the painter's own units."""
    return QRectF(box.left * UNIT, box.top * UNIT, box.width * UNIT, box.height * UNIT)
