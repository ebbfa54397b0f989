"""The scenarios of an opened workbook, as they were written and as they are now."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.files.workbook.cells import Place
from engine.files.workbook.layout import SCENARIOS, column
from engine.files.workbook.reading import Case, CellFault, Change
from engine.files.workbook.values import (
    NAME,
    CellValueError,
    Value,
    as_text,
    assembled,
    converted,
    keys,
    label,
    shown,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.files.workbook.cells import Area, Book
    from engine.model.supplied import Supply

SELECTOR = "selected_scenario"
NAMES, KEYS, EXPORTED, SELECTED = (
    "scenario_names",
    "scenario_keys",
    "exported_keys",
    "selected_values",
)
_LISTED = 10  # scenarios named in a fault
# Tenor 0.1 wrote one scenario, and stored it beside its baseline.
_SINGLE_HEAD, _SINGLE_TITLE, _SINGLE_COLUMN = 4, "This scenario", 3

# The cell of each key; None where it is lost.
_Places = dict[str, "Place | None"]


class Cases:
    """Reads the scenarios and collects what is wrong with their cells.

    `found` holds those that could be read, `selected` the place of the one that the model
    shows, `shown` its name; `columns` counts the scenarios' columns, blank ones too.
    """

    def __init__(self, book: Book, supply: Supply | None = None) -> None:
        """`supply` is what the workbook's contracts feed its scenarios with."""
        self._book = book
        self._supply = supply
        self._keys = keys(supplied=supply is not None)
        self._names: list[str] = []  # of all scenarios, as they are now
        self.found: list[Case] = []
        self.faults: list[CellFault] = []
        self.selected: int | None = None
        self.shown = ""
        self.columns = 1
        if NAMES in book.names:
            self._read_columns(book.names[NAMES])
        else:
            self._read_single()

    def _read_columns(self, names: Area) -> None:
        rows = {**self._rows(KEYS), NAME: names.top}
        exported = self._rows(EXPORTED)
        self.columns = names.right - names.left + 1
        row = (names.sheet, names.top)
        found = [self._book.value(Place(*row, at)) for at in range(names.left, names.right + 1)]
        self._names = [as_text(name) for name in found if name is not None]
        selector = self._selector()
        for at in range(names.left, names.right + 1):
            here = self._book.value(Place(names.sheet, names.top, at))
            written: _Places = {key: Place(names.sheet, row, at) for key, row in exported.items()}
            if here is None and self._are_empty(written):
                continue  # a column that somebody put between
            now: _Places = {
                key: Place(names.sheet, rows[key], at) if key in rows else None
                for key in self._keys
            }
            live = selector is not None and as_text(here) == selector and not self.shown
            self._add(now, written, "no row of the sheet is for {}", live=live, follows=True)

    def _read_single(self) -> None:
        now: _Places = {key: self._book.place(key) for key in self._keys}
        self._add(now, self._single_written(), "no cell is named {}", live=True, follows=False)

    def _single_written(self) -> _Places:
        """Where Tenor 0.1 stored the scenario; nowhere if its sheet isn't as it was."""
        grid = self._book.values.get(SCENARIOS, {})
        if grid.get((_SINGLE_HEAD, _SINGLE_COLUMN)) != _SINGLE_TITLE:
            return {}
        rows = {key: row for (row, at), key in grid.items() if at == 1 and isinstance(key, str)}
        rows = {key: row for key, row in rows.items() if key in self._keys}
        rows[NAME] = _SINGLE_HEAD - 1
        return {key: Place(SCENARIOS, row, _SINGLE_COLUMN) for key, row in rows.items()}

    def _rows(self, name: str) -> dict[str, int]:
        """The row of each key in the column of keys of that name."""
        area = self._book.names.get(name)
        found: dict[str, int] = {}
        for row in range(area.top, area.bottom + 1) if area else ():
            key = self._book.value(Place(area.sheet, row, area.left)) if area else None
            if isinstance(key, str) and key in self._keys:
                found.setdefault(key, row)
        return found

    def _are_empty(self, places: Mapping[str, Place | None]) -> bool:
        return all(place is None or self._book.value(place) is None for place in places.values())

    def _selector(self) -> str | None:
        """The name in the selector, if a scenario has it."""
        place = self._book.place(SELECTOR)
        if place is None:
            self._fault(None, "", SELECTOR, f"no cell is named {SELECTOR}")
            return None
        value = self._book.value(place)
        if value is not None and as_text(value) in self._names:
            return as_text(value)
        told = "it is empty" if value is None else f"{shown(value)} names no scenario"
        more = ", …" if len(self._names) > _LISTED else ""
        known = ", ".join(map(shown, self._names[:_LISTED])) + more
        self._fault(place, "", SELECTOR, f"{told}; allowed: {known}")
        return None

    def _fault(self, place: Place | None, scenario: str, key: str, fault: str) -> None:
        self.faults.append(CellFault(place, scenario, key, fault))

    # One scenario ------------------------------------------------------------------------

    def _add(
        self,
        now: _Places,
        written: _Places,
        absent: str,
        *,
        live: bool,
        follows: bool,
    ) -> None:
        """One scenario from its cells; `absent` says that a cell of `now` is lost.

        With `live` it is the one that the model shows; with `follows` the live cells take its
        values unless they were typed over.
        """
        places = (written.get(NAME), now[NAME])
        names = [self._book.value(place) for place in places if place is not None]
        name = next((as_text(each) for each in names if each is not None), "")
        added = self._are_empty(written)
        first = {} if added else self._values(written, name, "")
        found = self._values(now, name, absent)
        if found.get(NAME) != first.get(NAME):
            self._check_name(found, now[NAME], name)
        values = {**first, **found}
        standing = {**values, **first}
        changes = [
            Change(place, name, key, label(key), first[key], found[key])
            for key, place in now.items()
            if place and key in first and key in found and first[key] != found[key]
        ]
        if live:
            self.shown = name
            if follows:
                changes += self._typed_over(name, values)
        if len(standing) < len(self._keys):
            return  # what is missing is a fault
        if live:
            self.selected = len(self.found)
        before = None if added else assembled(standing, self._supply)
        self.found.append(Case(before, assembled(values, self._supply), tuple(changes)))

    def _values(self, places: _Places, name: str, absent: str) -> dict[str, Value]:
        """What stands in the cells; a fault, and nothing, for each that can't be taken."""
        found: dict[str, Value] = {}
        for key, place in places.items():
            if place is None:
                self._fault(None, name, key, absent.format(key))
                continue
            try:
                found[key] = converted(key, self._book.value(place))
            except CellValueError as error:
                self._fault(place, name, key, str(error))
        return found

    def _check_name(self, found: dict[str, Value], place: Place | None, name: str) -> None:
        """A new name must be there once: the model follows the first of two."""
        if self._names.count(str(found.get(NAME))) > 1:
            fault = f"{shown(found[NAME])} is another scenario's name; allowed: each name once"
            self._fault(place, name, NAME, fault)
            del found[NAME]

    def _typed_over(self, name: str, values: dict[str, Value]) -> list[Change]:
        """What was typed into the live cells, which then no longer follow the scenario."""
        changes = []
        for key in self._keys:
            place = self._book.place(key)
            if place is None:
                self._fault(None, name, key, f"no cell is named {key}")
                continue
            if self._follows(place):
                continue
            try:
                value = converted(key, self._book.value(place))
            except CellValueError as error:
                self._fault(place, name, key, str(error))
                continue
            if key in values and value != values[key]:
                changes.append(Change(place, name, key, label(key), values[key], value))
            values[key] = value
        return changes

    def _follows(self, place: Place) -> bool:
        """Whether a live cell takes the selected scenario's value, which stands in its row."""
        formula = self._book.formula(place)
        if formula is None or place.sheet != self._sheet_of_inputs():
            return formula is not None
        beside = column(self._book.names[SELECTED].left - 1)
        return re.fullmatch(rf"=\+?\$?{beside}\$?{place.row}", formula.replace(" ", "")) is not None

    def _sheet_of_inputs(self) -> str:
        area = self._book.names.get(SELECTED)
        return area.sheet if area else ""
