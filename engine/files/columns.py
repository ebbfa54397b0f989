"""A column of a foreign sheet: its header, its place, its cells; and cells as texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from engine.files.amounts import shown

if TYPE_CHECKING:
    from engine.files.grid import Cell

_SAMPLES = 3


class Column(NamedTuple):
    """One column: its header, its place in the file, one cell for each of the sheet's rows."""

    header: str
    place: str  # `column C`, or `row 3` where the months run across
    cells: tuple[Cell, ...]

    def title(self) -> str:
        """What people call it: the header, or the place where it has none."""
        return self.header or self.place

    def samples(self) -> tuple[str, ...]:
        """The first few cells that hold something, as text."""
        held = (cell for cell in self.cells if cell is not None)
        return tuple(text_of(cell) for cell, _ in zip(held, range(_SAMPLES), strict=False))


def text_of(cell: Cell) -> str:
    """A cell as text; empty where it holds nothing."""
    if cell is None or isinstance(cell, str):
        return cell or ""
    return f"{cell:,.10g}" if isinstance(cell, float) else shown(cell)


def row_place(place: int) -> str:
    """`row 4`, from a place from 0."""
    return f"row {place + 1}"


def column_place(place: int) -> str:
    """`column D`, from a place from 0."""
    return f"column {_letters(place)}"


def _letters(place: int) -> str:
    """A, B, ... Z, AA: a column as spreadsheets call it, from 0."""
    text = ""
    place += 1
    while place:
        place, letter = divmod(place - 1, 26)
        text = chr(ord("A") + letter) + text
    return text
