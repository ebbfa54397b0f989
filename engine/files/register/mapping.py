"""Which column of a file is which of a table: guessed from headers, remembered from before."""

from __future__ import annotations

import json
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from engine.files.actuals.words import same_header
from engine.files.amounts import UNITS
from engine.files.register.words import column_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engine.files.register.columns import Table
    from engine.files.register.sheet import RegisterSheet

MAX_TEXT = 20_000  # characters of a remembered mapping


class RegisterMapping(NamedTuple):
    """Columns of a sheet by key, from 0; keys that no column holds are None or missing.

    `unit` is that of bare amounts whose header names none, a key of `UNITS`. `day_first` says
    whether 4/5/2026 is in May; None: the column tells.
    """

    columns: Mapping[str, int | None]
    unit: str = "$"
    day_first: bool | None = None

    def with_column(self, key: str, column: int | None) -> RegisterMapping:
        """The same with another column for a key. A column is one key's at most."""
        freed = {each: None if place == column else place for each, place in self.columns.items()}
        return self._replace(columns=MappingProxyType({**freed, key: column}))


class Guess(NamedTuple):
    """A mapping, and what each of its parts rests on: `remembered` or `header`.

    `origins` is by key. `doubles` are the places of columns that claim the same key equally,
    by key: the first is taken, and somebody must choose. `unused` are headers that are none.
    """

    mapping: RegisterMapping
    origins: Mapping[str, str]
    doubles: Mapping[str, tuple[int, ...]]
    unused: tuple[str, ...]


class Remembered(NamedTuple):
    """An import's mapping without its sheet: keys by header, and the settings."""

    headers: Mapping[str, str]
    unit: str = "$"
    day_first: bool | None = None


def guess(sheet: RegisterSheet, remembered: Sequence[Remembered] = ()) -> Guess:
    """The likeliest mapping: an earlier import, the newest first, if all its headers are there.

    Else the headers decide, the surest first.
    """
    known = _recalled(sheet, remembered)
    columns: dict[str, int | None] = dict.fromkeys(sheet.table.columns)
    if known is not None:
        columns |= known.columns
        origins = {key: "remembered" for key, place in columns.items() if place is not None}
        mapping = known._replace(columns=MappingProxyType(columns))
        return Guess(
            mapping, MappingProxyType(origins), MappingProxyType({}), _rest(sheet, columns)
        )
    claims = _claims(sheet)
    for key, found in claims.items():
        columns[key] = found[0]
    doubles = {key: found for key, found in claims.items() if len(found) > 1}
    origins = dict.fromkeys(claims, "header")
    mapping = RegisterMapping(MappingProxyType(columns))
    return Guess(
        mapping, MappingProxyType(origins), MappingProxyType(doubles), _rest(sheet, columns)
    )


def _claims(sheet: RegisterSheet) -> dict[str, tuple[int, ...]]:
    """By key, the columns whose headers name it most surely."""
    best: dict[str, tuple[float, tuple[int, ...]]] = {}
    for place, column in enumerate(sheet.columns):
        key, share = column_of(column.header, sheet.table)
        if not key:
            continue
        most, places = best.get(key, (0.0, ()))
        if share > most:
            best[key] = (share, (place,))
        elif share == most:
            best[key] = (share, (*places, place))
    return {key: places for key, (_, places) in best.items()}


def _rest(sheet: RegisterSheet, columns: Mapping[str, int | None]) -> tuple[str, ...]:
    taken = set(columns.values())
    return tuple(column.title() for place, column in enumerate(sheet.columns) if place not in taken)


def _recalled(sheet: RegisterSheet, remembered: Sequence[Remembered]) -> RegisterMapping | None:
    places: dict[str, int] = {}
    for place, column in enumerate(sheet.columns):
        places.setdefault(same_header(column.header), place)
    for each in remembered:
        if not each.headers or not all(header in places for header in each.headers):
            continue
        if all(key in sheet.table.columns for key in each.headers.values()):
            columns = {key: places[header] for header, key in each.headers.items()}
            return RegisterMapping(MappingProxyType(columns), each.unit, each.day_first)
    return None


# Remembering -------------------------------------------------------------------------------


def remember(sheet: RegisterSheet, mapping: RegisterMapping) -> Remembered:
    """What the next import of such a file should begin with."""
    headers = {
        header: key
        for key, place in mapping.columns.items()
        if place is not None and (header := same_header(sheet.columns[place].header))
    }
    return Remembered(MappingProxyType(headers), mapping.unit, mapping.day_first)


def remembered_text(remembered: Remembered) -> str:
    """As JSON, for the settings."""
    kept: dict[str, Any] = {"headers": dict(remembered.headers), "unit": remembered.unit}
    if remembered.day_first is not None:
        kept["day_first"] = remembered.day_first
    return json.dumps(kept)


def remembered_of(text: str, table: Table) -> Remembered | None:
    """A remembered mapping from JSON; None where it makes no sense."""
    try:
        kept: Any = json.loads(text[:MAX_TEXT])
        headers, unit, first = kept["headers"], kept["unit"], kept.get("day_first")
        keys = list(headers.values())
        valid = unit in UNITS and all(key in table.columns for key in keys)
        valid = valid and first in (True, False, None) and len(keys) == len(set(keys))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    return Remembered(MappingProxyType(dict(headers)), unit, first) if valid else None
