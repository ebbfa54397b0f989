"""The contracts of an opened workbook, from the constants on its sheet Contracts."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from engine.files.workbook.cells import Place
from engine.files.workbook.contract_names import (
    COUNTED,
    FIRST,
    NAME_COLUMN,
    OTHERS,
    PARTS,
    SAID,
    SERVICE_COLUMN,
    SUPPLIER_COLUMN,
    TOTALS,
)
from engine.files.workbook.reading import CellFault
from engine.files.workbook.values import CellValueError, as_text, month_of, shown
from engine.model.supplied import Part, given_rows, summed_rows, supply_from

if TYPE_CHECKING:
    from engine.calendar import YearMonth
    from engine.files.workbook.cells import Area, Book
    from engine.formula.values import Array
    from engine.model.supplied import Supply

NAMES = (FIRST, COUNTED, SAID, TOTALS, PARTS)
_MOST = 1e12  # $m, or thousand GPUs: what a month may hold


class ContractsBack:
    """Reads the contracts and collects what is wrong with their cells.

    `supply` is None where the workbook has none, or where its sheet is lost.
    """

    def __init__(self, book: Book) -> None:
        self.faults: list[CellFault] = []
        self.supply: Supply | None = None
        self._book = book
        if FIRST not in book.names:
            return
        lost = [name for name in (TOTALS, PARTS) if name not in book.names]
        place = book.place(FIRST)
        if place is None or lost:
            told = f"its contracts can't be found: no cells are named {(lost or [FIRST])[0]}"
            self.faults.append(CellFault(None, "", FIRST, told))
            return
        self._left = place.column  # the first month's
        self._sheet = place.sheet
        first = self._month(place)
        notes = self._notes()
        self.supply = supply_from(first, self._parts(), self._shares(), self._counted(), notes)

    def _month(self, place: Place) -> YearMonth:
        try:
            return month_of(self._book.value(place))
        except CellValueError as error:
            self.faults.append(CellFault(place, "", FIRST, str(error)))
            return month_of(0)

    def _counted(self) -> int:
        place = self._book.place(COUNTED)
        value = None if place is None else self._book.value(place)
        return int(value) if isinstance(value, (int, float)) and 0 <= value <= _MOST else 0

    def _notes(self) -> list[str]:
        place = self._book.place(SAID)
        text = "" if place is None else as_text(self._book.value(place))
        return [line for line in text.split("\n") if line]

    def _parts(self) -> list[Part]:
        area = self._book.names[PARTS]
        tables: dict[str, Array] = {}
        said: dict[str, tuple[str, str]] = {}
        for row in range(area.top, area.bottom + 1):
            key = self._text(row, 0)
            name = self._text(row, NAME_COLUMN)
            if key not in summed_rows() or not name:
                continue  # a heading, or what somebody wrote between
            table = tables.setdefault(name, np.zeros((len(summed_rows()), self._months(area))))
            table[summed_rows().index(key)] = self._numbers(row, area, key)
            said.setdefault(
                name, (self._text(row, SUPPLIER_COLUMN), self._text(row, SERVICE_COLUMN))
            )
        return [
            Part("" if name == OTHERS else name, *said[name], table.tobytes())
            for name, table in tables.items()
        ]

    def _shares(self) -> dict[str, Array]:
        area = self._book.names[TOTALS]
        months = self._months(area)
        found = {key: np.zeros(months) for key in given_rows() if key not in summed_rows()}
        for row in range(area.top, area.bottom + 1):
            key = self._text(row, 0)
            if key in found:
                found[key] = self._numbers(row, area, key)
        return found

    def _months(self, area: Area) -> int:
        return max(1, area.right - self._left + 1)

    def _text(self, row: int, place: int) -> str:
        return as_text(self._book.values[self._sheet].get((row, place + 1))).strip()

    def _numbers(self, row: int, area: Area, key: str) -> Array:
        found = np.zeros(self._months(area))
        for at in range(self._left, area.right + 1):
            place = Place(self._sheet, row, at)
            value = self._book.value(place)
            if value is None:
                continue
            if isinstance(value, bool) or not isinstance(value, (int, float)):
                told = f"{shown(value)} is not a number; allowed: numbers, or nothing"
                self.faults.append(CellFault(place, "", key, told))
            elif not (math.isfinite(value) and 0 <= value <= _MOST):
                told = f"{shown(value)} is not allowed; allowed: 0 to {_MOST:g}"
                self.faults.append(CellFault(place, "", key, told))
            else:
                found[at - self._left] = value
        return found
