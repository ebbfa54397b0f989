"""What is selected in a table, as areas: all cells of a large one are too many to go through."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from PySide6.QtCore import QItemSelection, QItemSelectionRange


class _Area(NamedTuple):
    top: int
    bottom: int
    left: int
    right: int


class Chosen:
    """Cells by their rows and columns, from 0."""

    def __init__(self, selection: QItemSelection) -> None:
        self._areas = [
            _Area(each.top(), each.bottom(), each.left(), each.right())
            for each in cast("Iterable[QItemSelectionRange]", selection)
        ]

    def rows(self) -> list[int]:
        """Those with a cell that is chosen, from the top."""
        found: set[int] = set()
        for area in self._areas:
            found.update(range(area.top, area.bottom + 1))
        return sorted(found)

    def columns(self) -> range:
        """From the first to the last with a cell that is chosen."""
        if not self._areas:
            return range(0)
        return range(
            min(area.left for area in self._areas), max(area.right for area in self._areas) + 1
        )

    def count(self) -> int:
        """How many cells there are."""
        return sum(
            (area.bottom - area.top + 1) * (area.right - area.left + 1) for area in self._areas
        )

    def cells(self) -> Iterator[tuple[int, int]]:
        """Row and column of each."""
        for area in self._areas:
            for row in range(area.top, area.bottom + 1):
                for column in range(area.left, area.right + 1):
                    yield row, column

    def holds(self, row: int, column: int) -> bool:
        return any(
            area.top <= row <= area.bottom and area.left <= column <= area.right
            for area in self._areas
        )
