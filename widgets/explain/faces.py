"""The faces of the panel, and where its columns stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from widgets.controls.control import LEFT, RIGHT
from widgets.painting import BOLD, MEDIUM, REGULAR, Face, face

if TYPE_CHECKING:
    from PySide6.QtGui import QFont

_VALUE_SIZES = range(28, 16, -1)  # px, the first that fits
_ANY_DIGIT = str.maketrans("123456789", "000000000")
_MOST_WIDTHS = 4000


class QuickFace(Face):
    """A face that remembers how wide texts are.

    Figures are equally wide to within a quarter of a pixel, so a number is measured once
    whatever its digits: while a slider moves, hardly anything is measured.
    """

    widths: dict[str, float]

    def width(self, text: str) -> float:
        shape = text.translate(_ANY_DIGIT)
        known = self.widths.get(shape)
        if known is None:
            if len(self.widths) > _MOST_WIDTHS:
                self.widths.clear()
            known = self.widths[shape] = super().width(shape)
        return known


def _quick(size: int, weight: QFont.Weight = REGULAR, *, spacing: float = 0.0) -> QuickFace:
    made = QuickFace(face(size, weight, spacing=spacing).font)
    made.widths = {}
    return made


class Look(NamedTuple):
    """What every block needs to lay itself out. `width` is the page's, px."""

    width: int
    values: tuple[Face, ...]
    title: Face
    strong: Face
    medium: Face
    text: Face
    note: Face
    note_medium: Face
    note_strong: Face
    small: Face
    small_medium: Face
    caption: Face

    @property
    def left(self) -> int:
        return LEFT

    @property
    def right(self) -> int:
        return self.width - RIGHT

    @property
    def room(self) -> int:
        return self.right - self.left


def look(width: int) -> Look:
    """The application's faces, for a page so wide."""
    return Look(
        width=width,
        values=tuple(_quick(size, BOLD) for size in _VALUE_SIZES),
        title=_quick(17, BOLD),
        strong=_quick(13, BOLD),
        medium=_quick(13, MEDIUM),
        text=_quick(13),
        note=_quick(12),
        note_medium=_quick(12, MEDIUM),
        note_strong=_quick(12, BOLD),
        small=_quick(11),
        small_medium=_quick(11, MEDIUM),
        caption=_quick(11, BOLD, spacing=0.5),
    )
