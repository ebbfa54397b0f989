"""Contracts and quotes as CSV or as a workbook; what is written reads back equal.

Text that a spreadsheet would take for a formula gets a ' before it. Fields that a later
version of Tenor added stay in the project file: a table has its columns only.
"""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from functools import lru_cache
from io import StringIO
from typing import TYPE_CHECKING, NamedTuple

from engine.files.amounts import amount_of
from engine.files.atomic import FileError, replacing
from engine.files.register.columns import contract_table, quote_table
from engine.files.register.values import allowed, guarded

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence
    from pathlib import Path

    from engine.contracts.contract import Contract, RegisterColumn
    from engine.contracts.quote import Quote
    from engine.files.register.columns import Table

MOST_IN_WORKBOOK = 50_000  # rows: all of them are in memory while it is written
_FORMATS = {
    "date": "yyyy-mm-dd",
    "money": "#,##0",
    "price": "#,##0.00",
    "number": "#,##0.###",
    "share": "0.0##%",
    "whole": "0",
}
_CHOICES = {"flag": ["yes", "no"]}
_FIRST_YEAR = 1900  # of which spreadsheets have a leap day that never was
_VALIDATED = 1000  # rows of a template that offer choices
_WIDTH = 16  # characters


class _Cell(NamedTuple):
    """A cell: its text in a CSV file, and its number in a workbook where that says the same."""

    text: str
    number: float | date | None = None


def write_register(path: Path, contracts: Sequence[Contract]) -> None:
    """Writes contracts as .csv or .xlsx, whole or not at all. Raises `FileError`."""
    _write(path, contract_table(), contracts)


def write_quotes(path: Path, quotes: Sequence[Quote]) -> None:
    """The same for quotes."""
    _write(path, quote_table(), quotes)


def write_template(path: Path, table: Table | None = None) -> None:
    """An empty table to fill in: headings; in a workbook each with a note and its choices."""
    _write(path, table or contract_table(), (), template=True)


def register_text(contracts: Iterable[Contract]) -> str:
    """What `write_register` writes into a CSV file."""
    return _csv_text(contract_table(), contracts)


def _write(
    path: Path, table: Table, rows: Sequence[Contract | Quote], *, template: bool = False
) -> None:
    kind = path.suffix.lower()
    if kind == ".csv":
        with replacing(path) as temporary:
            temporary.write_text(_csv_text(table, rows), encoding="utf-8", newline="\n")
    elif kind == ".xlsx":
        if len(rows) > MOST_IN_WORKBOOK:
            raise FileError(
                path, f"can't hold {len(rows):,} rows; allowed: up to {MOST_IN_WORKBOOK:,}, or .csv"
            )
        with replacing(path) as temporary:
            _write_workbook(temporary, table, rows, template=template)
    else:
        raise FileError(path, "can't be written: allowed: .csv or .xlsx")


def _csv_text(table: Table, rows: Iterable[Contract | Quote]) -> str:
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([cell.text for cell in cells] for cells in _cells(table, rows))
    return text.getvalue()


def _cells(table: Table, rows: Iterable[Contract | Quote]) -> Iterator[list[_Cell]]:
    kinds = [(key, column.kind) for key, column in table.columns.items()]
    for row in rows:
        yield [_cell(kind, getattr(row, key)) for key, kind in kinds]


# Cells -------------------------------------------------------------------------------------


@lru_cache(maxsize=20_000, typed=True)
def _cell(kind: str, value: Hashable) -> _Cell:
    """A value in a form that reads back as itself."""
    if value is None:
        return _Cell("")
    if isinstance(value, bool):
        return _Cell("yes" if value else "no")
    if isinstance(value, date):
        return _Cell(value.isoformat(), value if value.year > _FIRST_YEAR else None)
    if isinstance(value, tuple):
        return _Cell("; ".join(f"{month}: {_moved(fee, 6)}" for month, fee in value))
    if isinstance(value, str):
        return _Cell(guarded(value))
    assert isinstance(value, (int, float))
    if kind == "money":
        dollars = _moved(value, 6)
        return _Cell(dollars, _if_exact(float(dollars), amount_of(float(dollars), "$", "."), value))
    if kind == "share":
        return _Cell(f"{_moved(value, 2)}%", _if_exact(float(value), value, value))
    return _Cell(_moved(value, 0), _if_exact(float(value), value, value))


def _moved(value: float, places: int) -> str:
    """A number with its point moved to the right, all its digits, no exponent."""
    text = f"{Decimal(repr(value)).scaleb(places):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _if_exact(stored: float, read: float | None, value: float) -> float | None:
    """A cell's number, if it reads back as the value: a workbook holds sixteen digits."""
    return stored if read == value and float(f"{stored:.16G}") == stored else None


# Workbooks ---------------------------------------------------------------------------------


def _write_workbook(
    path: Path, table: Table, rows: Sequence[Contract | Quote], *, template: bool
) -> None:
    # Here, not above: a CSV file needs no library.
    import xlsxwriter

    from engine.files.workbook.closing import close

    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(str(path), {"in_memory": True, **plain})
    sheet = book.add_worksheet(f"{table.name.capitalize()}s")
    formats = {kind: book.add_format({"num_format": code}) for kind, code in _FORMATS.items()}
    heading = book.add_format({"bold": True, "bottom": 1})
    columns = list(table.columns.values())
    for place, column in enumerate(columns):
        sheet.set_column(place, place, max(_WIDTH, len(column.key) + 2), formats.get(column.kind))
        sheet.write_string(0, place, column.key, heading)
        if template:
            sheet.write_comment(0, place, _note(column, table), {"x_scale": 2.2, "y_scale": 1.4})
            if choices := _choices(column):
                rule = {"validate": "list", "source": choices, "error_type": "warning"}
                sheet.data_validation(1, place, _VALIDATED, place, rule)
    sheet.freeze_panes(1, 2)
    for number, cells in enumerate(_cells(table, rows), start=1):
        for place, cell in enumerate(cells):
            if isinstance(cell.number, date):
                sheet.write_datetime(number, place, cell.number, formats["date"])
            elif cell.number is not None:
                sheet.write_number(number, place, cell.number, formats.get(columns[place].kind))
            elif cell.text:
                sheet.write_string(number, place, cell.text)
    close(book)


def _note(column: RegisterColumn, table: Table) -> str:
    """`Monthly fee: the full monthly fee. Must be given. Allowed: $0 to $100B.`"""
    needed = " Must be given." if column.key in table.needed else ""
    told = allowed(column)
    return f"{column.label}: {column.meaning}.{needed} {told[0].upper()}{told[1:]}."


def _choices(column: RegisterColumn) -> list[str]:
    if column.kind in ("unit", "price_unit"):
        return allowed(column).removeprefix("allowed: ").split(", ")
    return _CHOICES.get(column.kind, [])
