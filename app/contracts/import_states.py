"""The import of contracts as a state: a sheet, its mapping, and what comes of the two."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from engine.contracts.contract import register_columns
from engine.files.amounts import UNITS
from engine.files.atomic import FileError
from engine.files.columns import text_of
from engine.files.register.mapping import RegisterMapping, guess
from engine.files.register.read import RegisterReading, take_contracts
from widgets.dialogs.register_import_states import (
    ImportColumn,
    RefusedCell,
    RegisterImportState,
)
from widgets.language.spoken import own, said

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from engine.files.register.mapping import Remembered
    from engine.files.register.sheet import RegisterSheet

_SHOWN_ROWS = 5
_MOST_REFUSED = 500  # cells that the dialog lists
_UNIT_WORDS = {"$": "dollars", "$k": "thousands", "$m": "millions", "$bn": "billions"}
_ORIGINS = {"remembered": "as last time", "header": "from the header"}
_ORDERS = ("as the column tells", "day first: in May", "month first: in April")
_FIRST: tuple[bool | None, ...] = (None, True, False)


class Import(NamedTuple):
    """An import under way. `reading` is None where `fault` says why nothing can be read.

    `origins` say by key what the mapping rests on; `doubles` name columns that claim the same.
    """

    path: Path
    sheet: RegisterSheet
    mapping: RegisterMapping
    origins: Mapping[str, str]
    doubles: Mapping[str, tuple[int, ...]]
    reading: RegisterReading | None
    fault: str = ""

    @classmethod
    def of(cls, path: Path, sheet: RegisterSheet, remembered: Sequence[Remembered]) -> Import:
        found = guess(sheet, remembered)
        made = cls(path, sheet, found.mapping, found.origins, found.doubles, None)
        return made.read()

    def read(self) -> Import:
        """With what the mapping makes of the sheet; of a large one this takes seconds."""
        try:
            return self._replace(
                reading=take_contracts(self.path, self.sheet, self.mapping), fault=""
            )
        except FileError as error:
            return self._replace(reading=None, fault=error.fault)

    def with_column(self, place: int, key: str) -> Import:
        """The user's own choice: nothing is guessed about it any more. Not read yet."""
        mapping = self.mapping
        before = next((each for each, at in mapping.columns.items() if at == place), "")
        if before:
            mapping = mapping.with_column(before, None)
        if key:
            mapping = mapping.with_column(key, place)
        changed = {before, key}
        origins = {each: why for each, why in self.origins.items() if each not in changed}
        doubles = {each: two for each, two in self.doubles.items() if each not in changed}
        return self._replace(
            mapping=mapping, origins=MappingProxyType(origins), doubles=MappingProxyType(doubles)
        )

    def with_unit(self, unit: str) -> Import:
        return self._replace(mapping=self.mapping._replace(unit=unit))

    def with_order(self, place: int) -> Import:
        return self._replace(mapping=self.mapping._replace(day_first=_FIRST[place]))


def import_state(found: Import, held: int, *, replaces: bool, busy: bool) -> RegisterImportState:
    """`held` is how many contracts the register has."""
    sheet, mapping, reading = found.sheet, found.mapping, found.reading
    shown = range(min(_SHOWN_ROWS, sheet.rows))
    refused = reading.rejected if reading else ()
    return RegisterImportState(
        file=sheet.source,
        sheets=sheet.names if len(sheet.names) > 1 else (),
        sheet=sheet.names.index(sheet.name) if sheet.name in sheet.names else 0,
        columns=_columns(found),
        keys=tuple((key, column.label) for key, column in register_columns().items()),
        row_names=tuple(f"row {sheet.row_number(row):,}" for row in shown),
        rows=tuple(tuple(text_of(each.cells[row]) for each in sheet.columns) for row in shown),
        units=tuple((unit, f"{unit} – {_UNIT_WORDS[unit]}") for unit in UNITS),
        unit=mapping.unit,
        orders=_ORDERS,
        order=_FIRST.index(mapping.day_first),
        summary="Reading…" if busy else _summary(found),
        valid=bool(reading and reading.contracts),
        notices=reading.notices if reading else (),
        refused=tuple(
            RefusedCell(f"{each.row:,}", _label(each.column), each.value, each.message)
            for each in refused[:_MOST_REFUSED]
        ),
        more=max(0, len(refused) - _MOST_REFUSED) + (reading.more if reading else 0),
        held=held,
        replaces=replaces,
        busy=busy,
        cell=_first_refused(found),
    )


def _first_refused(found: Import) -> tuple[int, int] | None:
    """The place of the first refused cell among the rows that are shown."""
    for each in found.reading.rejected if found.reading else ():
        row, column = each.row - found.sheet.first, found.mapping.columns.get(each.column)
        if column is not None:
            return (row, column) if row < _SHOWN_ROWS else None
    return None


def _columns(found: Import) -> tuple[ImportColumn, ...]:
    keys = {place: key for key, place in found.mapping.columns.items() if place is not None}
    rivals = {place: key for key, places in found.doubles.items() for place in places}
    made = []
    for place, column in enumerate(found.sheet.columns):
        key, rival = keys.get(place, ""), rivals.get(place, "")
        mark = (
            f"two columns say {_label(rival)}"
            if rival
            else _ORIGINS.get(found.origins.get(key, ""), "")
        )
        samples = ", ".join(column.samples())
        title = own(column.header) or column.place
        made.append(ImportColumn(title, samples, key, mark, bool(rival)))
    return tuple(made)


def _label(key: str) -> str:
    return register_columns()[key].label if key else "the whole row"


def _summary(found: Import) -> str:
    reading = found.reading
    if reading is None:
        return own(f"{found.sheet.source} {said(found.fault)}")
    count = len(reading.contracts)
    words = f"{count:,} {'contract' if count == 1 else 'contracts'} of {reading.rows:,} rows"
    cells = len(reading.rejected) + reading.more
    if not cells:
        return f"{words}: every cell is understood"
    left = reading.rows - count
    refused = f"{cells:,} {'cell is' if cells == 1 else 'cells are'} refused"
    rows = f"{left:,} {'row is' if left == 1 else 'rows are'} left out"
    return f"{words}: {refused}, {rows}"


def left_out(reading: RegisterReading) -> tuple[str, tuple[str, ...]]:
    """What is said of it once the others are in the register; and each refused cell."""
    count = len(reading.rejected) + reading.more
    if not count:
        return "", ()
    texts = tuple(
        f"row {each.row:,}, {_label(each.column)}: {each.message}" for each in reading.rejected
    )
    return f" · {count:,} {'cell was' if count == 1 else 'cells were'} refused", texts
