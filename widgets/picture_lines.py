"""A picture's numbers laid out: as a table to be read and copied, and as comma-separated text."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from engine import quantity
from engine.files.register.values import guarded
from widgets.comparison.states import Cell, Column, Row, TableState
from widgets.language.spoken import said
from widgets.picture import ABSENT, UNITS

if TYPE_CHECKING:
    from widgets.picture import PictureColumn, PictureTable

# Styles whose bare numbers say nothing: a date is copied as a date.
_WORDED = ("month", "quarter", *quantity.WORDS)


def table_state(table: PictureTable) -> TableState:
    """As people read it; a spreadsheet gets the numbers behind it."""
    columns = tuple(
        Column(place, column.name, column.colour) for place, column in enumerate(table.columns)
    )
    unit = _unit(table)
    rows = tuple(
        Row(f"{place}", name, tuple(_cell(column, place) for column in table.columns), unit=unit)
        for place, name in enumerate(table.rows)
    )
    return TableState(table.rows_name, columns, rows, empty=table.note)


def _unit(table: PictureTable) -> str:
    """What all numbers are in, where it is one and the same."""
    units = {UNITS.get(column.style, "") for column in table.columns}
    return units.pop() if len(units) == 1 else ""


def _cell(column: PictureColumn, place: int) -> Cell:
    value, text = column.values[place], column.text(place)
    if value is None:
        return Cell(text, number=False, tone="muted" if text == ABSENT else "")
    kind = "text" if column.style in _WORDED else "percent" if column.style == "percent" else ""
    return Cell(text, plain(value), kind=kind)


def plain(value: float | None) -> str:
    """All digits of a number; nothing where there is none."""
    return "" if value is None else repr(value).removesuffix(".0")


def csv_text(table: PictureTable) -> str:
    """A heading with the units, then one line a row; texts where a column has no numbers.

    Words are in the user's language; digits, which programs read, are the same in all.
    Numbers are unrounded and read back as the same floats. No cell is a formula.
    """
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(
        [guarded(said(table.rows_name)), *(_heading(column) for column in table.columns)]
    )
    for place, name in enumerate(table.rows):
        writer.writerow(
            [guarded(said(name)), *(_written(column, place) for column in table.columns)]
        )
    return file.getvalue()


def _heading(column: PictureColumn) -> str:
    unit = UNITS.get(column.style, "")
    name = said(column.name)
    return guarded(f"{name}, {said(unit)}" if unit else name)


def _written(column: PictureColumn, place: int) -> str:
    if column.texts and not any(value is not None for value in column.values):
        return guarded(said(column.texts[place]))
    return plain(column.values[place])
