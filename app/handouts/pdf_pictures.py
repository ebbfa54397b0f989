"""Pictures on paper: rows as wide as the sheet, each picture with what it says below it."""

from __future__ import annotations

from itertools import groupby, islice
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QPicture

from app.handouts.pdf_sheet import UNIT, Box, rect_of, types
from app.handouts.pdf_spreads import (
    ABOVE_WORDS,
    GAP,
    HEAD,
    Shape,
    spreads,
    words_height,
    words_lines,
)
from widgets.language.spoken import own, said

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.handouts.content import PagePart, Picture
    from app.handouts.pdf_sheet import Sheet

_WIDEST_GAP = 30.0  # between two pictures
_TOLD = 12  # letters of a title that tell it from others
_LARGEST = 0.95  # points a px, of what could not be made larger


class Placed(NamedTuple):
    """A picture with its words in a box: `scale` is points a px."""

    picture: Picture
    box: Box
    scale: float
    words: tuple[str, ...]
    head: str = ""  # above it, where it doesn't say its title itself

    def draw(self, sheet: Sheet) -> None:
        painter = sheet.painter
        drawing = QPicture()
        held = QByteArray(self.picture.vector)  # the buffer doesn't keep it
        buffer = QBuffer(held)
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        drawing.load(buffer)
        painter.save()
        painter.setClipRect(rect_of(self.box))
        painter.translate(self.box.left * UNIT, self.box.top * UNIT)
        # It scales itself by the two devices' dots an inch.
        own = self.scale * UNIT * drawing.logicalDpiX() / painter.device().logicalDpiX()
        painter.scale(own, own)
        painter.drawPicture(0, 0, drawing)
        painter.restore()
        face, inks = types(), sheet.inks
        head = face.strong.elided(self.head, self.box.width)
        sheet.text(face.strong, inks.text, self.box.left, self.box.top - HEAD, head)
        top = self.box.bottom + ABOVE_WORDS
        sheet.lines(face.small, inks.muted, self.box.left, top, list(self.words))


class PicturesPage(NamedTuple):
    """Rows of pictures."""

    title: str
    placed: tuple[Placed, ...]
    note: str = ""

    def draw(self, sheet: Sheet, room: Box) -> None:
        if self.note:
            sheet.text(types().body, sheet.inks.muted, room.left, room.top, self.note)
        for each in self.placed:
            each.draw(sheet)


def picture_pages(part: PagePart, room: Box) -> Iterator[PicturesPage]:
    """The pages that a page of the window takes; one that says so where it has no picture."""
    if not part.pictures and not part.tables:
        yield PicturesPage(part.title, (), "There is no picture of this page for the scenario.")
        return
    for rows in _sheets(part.pictures, room):
        yield PicturesPage(part.title, tuple(_placed(rows, room)))


def _sheets(pictures: Sequence[Picture], room: Box) -> Iterator[list[tuple[Picture, ...]]]:
    """The rows of each sheet: those that the pictures were painted for, if they were."""
    if all(each.stand is not None for each in pictures):
        for _, sheet in groupby(pictures, key=lambda each: each.stand and each.stand[0]):
            yield [tuple(row) for _, row in groupby(sheet, key=lambda each: each.stand)]
        return
    shapes = [
        Shape(each.width, each.height, each.height, each.height, not says_title(each))
        for each in pictures
    ]
    left = iter(pictures)
    for spread in spreads(shapes, room.width, room.height):
        yield [tuple(islice(left, len(row))) for row in spread.rows]


def _scale(rows: Sequence[Sequence[Picture]], room: Box) -> float:
    """The largest scale at which the rows fit the page: one for all its letters."""
    wide = min((room.width - GAP * (len(row) - 1)) / _wide(row) for row in rows)
    words = sum(_words(row) for row in rows) + GAP * (len(rows) - 1)
    return min(wide, (room.height - words) / sum(map(_high, rows)), _LARGEST)


def _words(row: Sequence[Picture]) -> float:
    return words_height(len(row), headed=_headed(row))


def _headed(row: Sequence[Picture]) -> bool:
    return not all(map(says_title, row))


def _wide(row: Sequence[Picture]) -> float:
    return sum(each.width for each in row)


def _high(row: Sequence[Picture]) -> float:
    return max(each.height for each in row)


def _placed(rows: Sequence[Sequence[Picture]], room: Box) -> Iterator[Placed]:
    """Rows from the top, each from the left; what is left of the height lies between them."""
    scale = _scale(rows, room)
    heights = [_high(row) * scale + _words(row) for row in rows]
    gap = GAP
    if len(rows) > 1:
        gap = min(_WIDEST_GAP, (room.height - sum(heights)) / (len(rows) - 1))
    top = room.top
    for row, height in zip(rows, heights, strict=True):
        between = GAP
        if len(row) > 1:
            between = min(_WIDEST_GAP, (room.width - _wide(row) * scale) / (len(row) - 1))
        left, below = room.left, top + (HEAD if _headed(row) else 0.0)
        for each in row:
            wide = each.width * scale
            words = types().small.wrapped(_sentence(each), wide, words_lines(len(row)))
            box = Box(left, below, wide, each.height * scale)
            head = "" if says_title(each) else each.table.title
            yield Placed(each, box, scale, tuple(words), head)
            left += wide + between
        top += height + gap


def says_title(picture: Picture) -> bool:
    """Whether its title is among its letters, or how it begins where there is little room."""
    title = said(picture.table.title)[:_TOLD]
    return title.encode("utf-16-be") in picture.vector


def _sentence(picture: Picture) -> str:
    """What is said below it: its sentence, without the title that stands in or above it."""
    title, sentence = said(picture.table.title), said(picture.sentence)
    rest = sentence.removeprefix(f"{title}: ").removeprefix(f"{title}. ")
    told = rest[:1].upper() + rest[1:]
    return own(told if not told or told[-1] in ".!?" else f"{told}.")
