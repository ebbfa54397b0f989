"""Contracts and quotes from a file, and every cell that can't be taken.

A row with a refused cell is left out, whichever column the cell is in: no contract is audited
on terms that nobody could read. Of two rows with the same id the first is taken.
"""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import TYPE_CHECKING, NamedTuple

from engine.contracts.contract import Contract
from engine.contracts.quote import Quote
from engine.files.atomic import FileError
from engine.files.register.columns import contract_table, quote_table
from engine.files.register.mapping import RegisterMapping, guess
from engine.files.register.rows import Rejected, rows_of
from engine.files.register.sheet import open_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from engine.files.register.mapping import Guess, Remembered
    from engine.files.register.rows import Rows
    from engine.files.register.sheet import RegisterSheet

__all__ = [
    "QuotesReading",
    "RegisterReading",
    "Rejected",
    "read_quotes",
    "read_register",
    "take_contracts",
    "take_quotes",
]

_NAMED = 8  # columns that a notice names
_BLANK = {"supplier": ""}  # what a blank cell means where a contract must say something


class RegisterReading(NamedTuple):
    """The contracts of a file in its order, and every cell that was refused.

    `more` is how many refused cells there are beyond those listed. `rows` are those that held
    anything. `notices` say how dates were read and which columns were left out.
    """

    contracts: tuple[Contract, ...]
    rejected: tuple[Rejected, ...] = ()
    mapping: RegisterMapping = RegisterMapping({})
    notices: tuple[str, ...] = ()
    more: int = 0
    rows: int = 0


class QuotesReading(NamedTuple):
    """The same for quotes."""

    quotes: tuple[Quote, ...]
    rejected: tuple[Rejected, ...] = ()
    mapping: RegisterMapping = RegisterMapping({})
    notices: tuple[str, ...] = ()
    more: int = 0
    rows: int = 0


def read_register(
    path: Path, mapping: RegisterMapping | None = None, remembered: Sequence[Remembered] = ()
) -> RegisterReading:
    """The contracts of a CSV file or of a workbook's first sheet with a known header.

    Without a mapping the columns are guessed. Raises `FileError`: can't be read, damaged, too
    large, no column for what a contract needs, two columns that claim to be the same.
    """
    sheet = open_sheet(path, contract_table())
    if mapping is None:
        found = guess(sheet, remembered)
        _check_guess(path, sheet, found)
        mapping = found.mapping
    return take_contracts(path, sheet, mapping)


def read_quotes(
    path: Path, mapping: RegisterMapping | None = None, remembered: Sequence[Remembered] = ()
) -> QuotesReading:
    """The quotes of a file, in the manner of `read_register`."""
    sheet = open_sheet(path, quote_table())
    if mapping is None:
        found = guess(sheet, remembered)
        _check_guess(path, sheet, found)
        mapping = found.mapping
    return take_quotes(path, sheet, mapping)


def take_contracts(path: Path, sheet: RegisterSheet, mapping: RegisterMapping) -> RegisterReading:
    """The contracts of a sheet whose columns are mapped. Raises `FileError`."""
    rows = _rows(path, sheet, mapping)
    contracts = tuple(Contract(*row) for row in rows.values)
    notices = (*_left_out(sheet, mapping), *rows.notices)
    return RegisterReading(contracts, rows.rejected, mapping, notices, rows.more, rows.number)


def take_quotes(path: Path, sheet: RegisterSheet, mapping: RegisterMapping) -> QuotesReading:
    """The quotes of a sheet whose columns are mapped. Raises `FileError`."""
    rows = _rows(path, sheet, mapping)
    quotes = tuple(Quote(*row) for row in rows.values)
    notices = (*_left_out(sheet, mapping), *rows.notices)
    return QuotesReading(quotes, rows.rejected, mapping, notices, rows.more, rows.number)


def _left_out(sheet: RegisterSheet, mapping: RegisterMapping) -> Iterator[str]:
    """Columns that hold something and are taken for nothing: a clause may be among them."""
    taken = set(mapping.columns.values())
    names = [
        each.title()[:40]
        for place, each in enumerate(sheet.columns)
        if place not in taken and any(cell is not None for cell in each.cells)
    ]
    if names:
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        yield f"Not known and left out: {', '.join(names[:_NAMED])}{more}."


def _rows(path: Path, sheet: RegisterSheet, mapping: RegisterMapping) -> Rows:
    _check_needed(path, sheet, mapping.columns)
    return rows_of(path, sheet, mapping, _defaults(sheet.table.name))


def _defaults(table: str) -> dict[str, object]:
    """What blank cells mean, field by field in order: its default, None where it has none."""
    made = Contract if table == "contract" else Quote
    return {
        each.name: _BLANK.get(each.name) if each.default is MISSING else each.default
        for each in fields(made)
        if each.name != "extra"
    }


def _check_guess(path: Path, sheet: RegisterSheet, found: Guess) -> None:
    """Two columns that claim the same key equally: none is better than the other."""
    for key, places in found.doubles.items():
        told = " and ".join(
            f"{sheet.columns[place].place} ({sheet.columns[place].header[:40]})"
            for place in places[:3]
        )
        raise FileError(path, f"has {len(places)} columns for {key}: {told}; allowed: one")


def _check_needed(path: Path, sheet: RegisterSheet, columns: Mapping[str, int | None]) -> None:
    width = len(sheet.columns)
    for key, place in columns.items():
        if key not in sheet.table.columns or not (place is None or 0 <= place < width):
            raise FileError(path, f"has no column {place} for {key}")
    held = {key for key, place in columns.items() if place is not None}
    if "fee_schedule" in held:
        held.add("monthly_fee")
    missing = [key for key in sheet.table.needed if key not in held]
    if missing:
        headers = ", ".join(column.title()[:30] for column in sheet.columns[:8])
        fault = f"has no column for {', '.join(missing)}; its headers are {headers or 'none'}"
        raise FileError(path, fault)
