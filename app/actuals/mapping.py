"""The import of actuals as a state: a sheet, its mapping, and what comes of the two."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from engine.files.actuals.mapping import FIELDS, ColumnMapping, guess
from engine.files.actuals.read import Reading, read_actuals
from engine.files.actuals.words import MONTH
from engine.files.amounts import UNITS
from engine.files.columns import text_of
from engine.model.catalogue import catalogue
from widgets.dialogs.mapping import NO_COLUMN, FieldState, MappingState
from widgets.language.spoken import own

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engine.files.actuals.mapping import Remembered
    from engine.files.actuals.sheet import Sheet

_SHOWN_ROWS = 12
_UNIT_WORDS = {"$": "dollars", "$k": "thousands", "$m": "millions", "$bn": "billions"}
_ORIGINS = {
    "remembered": "as last time",
    "header": "from the header",
    "cells": "from the cells",
    "size": "from the size of the plan",
}


class Import(NamedTuple):
    """An import under way. `origins` say what each part of the mapping rests on."""

    sheet: Sheet
    mapping: ColumnMapping
    origins: Mapping[str, str]
    reading: Reading

    @classmethod
    def of(
        cls, sheet: Sheet, remembered: Sequence[Remembered], sizes: Mapping[str, float]
    ) -> Import:
        found = guess(sheet, remembered, sizes)
        return cls(sheet, found.mapping, found.origins, read_actuals(sheet, found.mapping))

    def with_column(self, field: str, column: int) -> Import:
        """The user's own choice: nothing is guessed about it any more."""
        chosen = self.mapping.with_column(field, None if column == NO_COLUMN else column)
        return self._chosen(chosen, field)

    def with_unit(self, unit: str) -> Import:
        return self._chosen(self.mapping._replace(unit=unit), "unit")

    def _chosen(self, mapping: ColumnMapping, part: str) -> Import:
        origins = {key: origin for key, origin in self.origins.items() if key != part}
        return Import(
            self.sheet, mapping, MappingProxyType(origins), read_actuals(self.sheet, mapping)
        )


def mapping_state(found: Import) -> MappingState:
    sheet, mapping, reading = found.sheet, found.mapping, found.reading
    shown = range(min(_SHOWN_ROWS, len(sheet.rows)))
    return MappingState(
        file=sheet.source,
        sheets=sheet.names if len(sheet.names) > 1 else (),
        sheet=sheet.names.index(sheet.name) if sheet.name in sheet.names else 0,
        columns=tuple(own(column.header) or column.place for column in sheet.columns),
        row_names=tuple(sheet.rows[row] for row in shown),
        rows=tuple(tuple(text_of(column.cells[row]) for column in sheet.columns) for row in shown),
        fields=tuple(_field(key, found) for key in FIELDS),
        units=tuple((unit, f"{unit} – {_UNIT_WORDS[unit]}") for unit in UNITS),
        unit=mapping.unit,
        unit_mark=_ORIGINS.get(found.origins.get("unit", ""), ""),
        summary=reading.summary(),
        valid=reading.actuals is not None,
        notices=reading.notices,
        cell=_first_fault(reading),
    )


def _field(key: str, found: Import) -> FieldState:
    label = "Month" if key == MONTH else catalogue().line_items[key].label
    column = found.mapping.columns.get(key)
    mark = _ORIGINS.get(found.origins.get(key, ""), "")
    return FieldState(key, label, NO_COLUMN if column is None else column, mark)


def _first_fault(reading: Reading) -> tuple[int, int] | None:
    """The cell of the first fault, if it is among the rows that are shown."""
    if not reading.faults:
        return None
    row, column = reading.faults[0].row, reading.faults[0].column
    if row is None or column is None or row >= _SHOWN_ROWS:
        return None
    return row, column
