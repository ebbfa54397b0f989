"""What the panel draws, as values: two drawings are compared mark by mark.

Lengths are px, from the top left corner of the block that holds the mark. An ink is the name of
a token; `faded` makes it a weaker one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from widgets.painting import (
    Face,
    blend,
    colour_of,
    draw_dot,
    draw_rounded,
    draw_square,
    draw_text,
    draw_triangle,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

    from widgets.tokens import Tokens

_FADED = "faded "
_FADE = 0.38  # how much of the ground is mixed in


def faded(ink: str) -> str:
    """The ink, weaker."""
    return _FADED + ink


def ink_of(tokens: Tokens, ink: str) -> QColor:
    """The colour of an ink."""
    if ink.startswith(_FADED):
        return blend(getattr(tokens, ink.removeprefix(_FADED)), tokens.panel, _FADE)
    return colour_of(tokens, ink)


class Box(NamedTuple):
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    def rect(self) -> QRectF:
        return QRectF(self.x, self.y, self.width, self.height)

    def grown(self, x: float, y: float) -> Box:
        """Wider by `x` and higher by `y` on each side."""
        return Box(self.x - x, self.y - y, self.width + 2 * x, self.height + 2 * y)


class Words(NamedTuple):
    """One line of text. `whole` is all of it where it had to be cut."""

    box: Box
    text: str
    using: Face
    ink: str
    whole: str = ""

    def paint(self, painter: QPainter, tokens: Tokens) -> None:
        box = self.box
        at = QPointF(box.x, self.using.baseline(box.y, box.height))
        draw_text(painter, at, self.text, self.using, ink_of(tokens, self.ink))


class Plate(NamedTuple):
    """A rounded ground with an edge."""

    box: Box
    fill: str
    edge: str
    thickness: float = 1.0
    radius: float = 6.0

    def paint(self, painter: QPainter, tokens: Tokens) -> None:
        fill, edge = colour_of(tokens, self.fill), colour_of(tokens, self.edge)
        draw_rounded(painter, self.box.rect(), fill, edge, self.radius, self.thickness)


class Fill(NamedTuple):
    """A plain rectangle: a rule, the line that bars begin at."""

    box: Box
    ink: str

    def paint(self, painter: QPainter, tokens: Tokens) -> None:
        painter.fillRect(self.box.rect(), ink_of(tokens, self.ink))


class Bar(NamedTuple):
    """A bar with slightly rounded ends."""

    box: Box
    ink: str

    def paint(self, painter: QPainter, tokens: Tokens) -> None:
        radius = min(1.5, self.box.width / 2)
        draw_rounded(painter, self.box.rect(), ink_of(tokens, self.ink), radius=radius)


class Dot(NamedTuple):
    """A round dot that fills its box."""

    box: Box
    ink: str

    def paint(self, painter: QPainter, tokens: Tokens) -> None:
        draw_dot(painter, self.box.rect().center(), self.box.width, colour_of(tokens, self.ink))


class Square(NamedTuple):
    """The square before a status word."""

    box: Box
    ink: str

    def paint(self, painter: QPainter, tokens: Tokens) -> None:
        draw_square(painter, self.box.rect(), colour_of(tokens, self.ink))


class Tick(NamedTuple):
    """A tick: the condition holds."""

    box: Box
    ink: str

    def paint(self, painter: QPainter, tokens: Tokens) -> None:
        box = self.box
        pen = QPen(colour_of(tokens, self.ink), 1.6)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        places = ((0.0, 0.55), (0.36, 0.9), (1.0, 0.1))
        corners = [QPointF(box.x + x * box.width, box.y + y * box.height) for x, y in places]
        painter.drawPolyline(corners)


class Fold(NamedTuple):
    """The triangle of what can be unfolded; it points down once it is."""

    box: Box
    is_open: bool

    def paint(self, painter: QPainter, tokens: Tokens) -> None:
        turn = 180.0 if self.is_open else 90.0
        ink = colour_of(tokens, "text_muted")
        draw_triangle(painter, self.box.rect().center(), 7.0, 4.5, turn, ink)


Mark = Words | Plate | Fill | Bar | Dot | Square | Tick | Fold

LINK, ROW, CELL, HEADING, BUTTON, CONTROL = "link", "row", "cell", "heading", "button", "control"


class Hit(NamedTuple):
    """What can be clicked and reached with the keyboard.

    A `CONTROL` is only a place in the order: the slider or switch of the input `target` stands
    there. A `HEADING` folds, a `BUTTON` copies its `target`, everything else goes to it.
    """

    name: str  # unique on the page, and the same while the structure is
    kind: str
    boxes: tuple[Box, ...]
    target: str
    spoken: str
    tip: str = ""
    is_stop: bool = True  # whether the keyboard stops here


class Block(NamedTuple):
    """One part of the page. Marks lie over each other in their order."""

    name: str
    height: int
    marks: tuple[Mark, ...] = ()
    hits: tuple[Hit, ...] = ()


def difference(old: Block, new: Block) -> Box | None:
    """What of a block has to be painted again: all marks that changed, before and after."""
    if len(old.marks) != len(new.marks):
        boxes = [mark.box for mark in (*old.marks, *new.marks)]
    else:
        pairs = zip(old.marks, new.marks, strict=True)
        boxes = [mark.box for pair in pairs if pair[0] != pair[1] for mark in pair]
    if not boxes:
        return None
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right, bottom = max(box.right for box in boxes), max(box.bottom for box in boxes)
    return Box(left, top, right - left, bottom - top)
