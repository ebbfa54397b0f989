"""Which column is which figure: guessed from headers, remembered from earlier imports."""

from __future__ import annotations

import json
import math
from statistics import median
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from engine.actuals import KEYS
from engine.files.actuals.words import MONTH, figure_of, same_header, unit_of
from engine.files.amounts import UNITS, CellError, amount_of, decimal_sign

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engine.files.actuals.sheet import Sheet
    from engine.files.columns import Column

FIELDS = (MONTH, *KEYS)  # what a column can be
MAX_TEXT = 10_000  # characters of a remembered mapping
_LEAST = 0.4  # of a header's words must say what it is


class ColumnMapping(NamedTuple):
    """Columns of a sheet by field, from 0, None where there is none; and bare numbers' unit."""

    columns: Mapping[str, int | None]
    unit: str = "$m"  # a key of UNITS

    def with_column(self, field: str, column: int | None) -> ColumnMapping:
        """The same with another column for a field. A column is one field's at most."""
        freed = {each: None if place == column else place for each, place in self.columns.items()}
        return self._replace(columns=MappingProxyType({**freed, field: column}))


class Guess(NamedTuple):
    """A mapping, and what each of its parts rests on: `remembered`, `header`, `cells`, `size`.

    `origins` is by field, and `unit` for the unit; a part that nothing speaks for is missing.
    """

    mapping: ColumnMapping
    origins: Mapping[str, str]


class Remembered(NamedTuple):
    """An import's mapping without its sheet: fields by header, and the unit."""

    headers: Mapping[str, str]
    unit: str


def guess(
    sheet: Sheet,
    remembered: Sequence[Remembered] = (),
    sizes: Mapping[str, float] = MappingProxyType({}),
) -> Guess:
    """The likeliest mapping of a sheet.

    An earlier import (the newest first) holds if all its headers are there. Else headers
    decide. `sizes` are typical months of the plan by key, $m: where no text names the unit,
    that one is taken in which the books come nearest to them.
    """
    known = _recalled(sheet, remembered)
    if known is not None:
        return known
    columns: dict[str, int | None] = dict.fromkeys(FIELDS)
    columns[MONTH] = sheet.month
    origins = {} if sheet.month is None else {MONTH: "cells"}
    for field, place in _by_header(sheet):
        if columns[field] is None and place not in columns.values():
            columns[field] = place
            origins[field] = "header"
    unit, origin = _unit(sheet, columns, sizes)
    if origin:
        origins["unit"] = origin
    return Guess(ColumnMapping(MappingProxyType(columns), unit), MappingProxyType(origins))


def _by_header(sheet: Sheet) -> list[tuple[str, int]]:
    """Fields and columns, the surest first."""
    found = []
    for place, column in enumerate(sheet.columns):
        field, share = figure_of(column.header)
        if field and share >= _LEAST:
            found.append((-share, place, field))
    return [(field, place) for _, place, field in sorted(found)]


def _recalled(sheet: Sheet, remembered: Sequence[Remembered]) -> Guess | None:
    places: dict[str, int] = {}
    for place, column in enumerate(sheet.columns):
        places.setdefault(same_header(column.header), place)
    for each in remembered:
        figures = [header for header, field in each.headers.items() if field != MONTH]
        if not figures or not all(header in places for header in figures):
            continue
        columns: dict[str, int | None] = dict.fromkeys(FIELDS)
        columns[MONTH] = sheet.month
        columns |= {
            field: places[header] for header, field in each.headers.items() if header in places
        }
        origins = {field: "remembered" for field, place in columns.items() if place is not None}
        mapping = ColumnMapping(MappingProxyType(columns), each.unit)
        return Guess(mapping, MappingProxyType({**origins, "unit": "remembered"}))
    return None


# The unit of money -------------------------------------------------------------------------


def _unit(
    sheet: Sheet, columns: Mapping[str, int | None], sizes: Mapping[str, float]
) -> tuple[str, str]:
    """The unit, and what it rests on."""
    figures = {key: sheet.columns[place] for key in KEYS if (place := columns[key]) is not None}
    texts = [*(column.header for column in figures.values()), *sheet.notes]
    named = next((unit for text in texts if (unit := unit_of(text)) not in ("", "$")), "")
    if named:
        return named, "header"
    if fitting := _unit_by_size(sheet, figures, sizes):
        return fitting, "size"
    if any(unit_of(text) == "$" for text in texts):
        return "$", "header"
    return "$m", ""


def _unit_by_size(sheet: Sheet, figures: Mapping[str, Column], sizes: Mapping[str, float]) -> str:
    """The unit in which the books are nearest to the plan; empty where nothing tells."""
    decimal = decimal_sign(
        (cell for column in figures.values() for cell in column.cells), sheet.decimal
    )
    ratios = []
    for key, column in figures.items():
        typical = median(_sizes(column, decimal) or [0.0])
        if typical > 0 and sizes.get(key, 0.0) > 0:
            ratios.append(math.log10(typical / sizes[key]))
    if not ratios:
        return ""
    return min(UNITS, key=lambda unit: abs(median(ratios) + math.log10(UNITS[unit])))


def _sizes(column: Column, decimal: str) -> list[float]:
    """The sizes of a column's amounts, read as $m."""
    found = []
    for cell in column.cells:
        try:
            amount = amount_of(cell, "$", decimal)
        except CellError:
            continue
        if amount:
            found.append(abs(amount) / UNITS["$"])
    return found


# Remembering -------------------------------------------------------------------------------


def remember(sheet: Sheet, mapping: ColumnMapping) -> Remembered:
    """What the next import of such a file should begin with."""
    headers = {
        header: field
        for field, place in mapping.columns.items()
        if place is not None and (header := same_header(sheet.columns[place].header))
    }
    return Remembered(MappingProxyType(headers), mapping.unit)


def remembered_text(remembered: Remembered) -> str:
    """As JSON, for the settings."""
    return json.dumps({"headers": dict(remembered.headers), "unit": remembered.unit})


def remembered_of(text: str) -> Remembered | None:
    """A remembered mapping from JSON; None where it makes no sense."""
    try:
        kept: Any = json.loads(text[:MAX_TEXT])
        headers, unit = kept["headers"], kept["unit"]
        fields = list(headers.values())
        valid = unit in UNITS and all(field in FIELDS for field in fields)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    if not valid or len(fields) != len(set(fields)):
        return None
    return Remembered(MappingProxyType(dict(headers)), unit)
