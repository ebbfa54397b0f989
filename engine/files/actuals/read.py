"""Actual months from a sheet whose columns are mapped, or what is wrong with it, cell by cell."""

from __future__ import annotations

from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from engine.actuals import KEYS, MAX_MONTHS, Actuals
from engine.calendar import months_between
from engine.files.actuals.values import month_of
from engine.files.actuals.words import MONTH, is_total
from engine.files.amounts import CellError, amount_of, decimal_sign, shown
from engine.files.columns import text_of
from engine.files.days import day_first
from engine.model.catalogue import catalogue

if TYPE_CHECKING:
    from engine.calendar import YearMonth
    from engine.files.actuals.mapping import ColumnMapping
    from engine.files.actuals.sheet import Sheet

COSTS = ("compute_cost", "fixed_opex")
MAX_FAULTS = 100
MAX_SOURCE = 200  # characters of a file's name
_MAX_TOLD = 5  # rows named in a notice


class CellFault(NamedTuple):
    """What can't be taken, and where: its place in words, and as row and column from 0.

    `row` or `column` is None where the fault is not one cell's.
    """

    text: str
    row: int | None = None
    column: int | None = None


class Reading(NamedTuple):
    """The actuals, or faults, never both. `notices` say what was left out or turned round."""

    actuals: Actuals | None
    faults: tuple[CellFault, ...] = ()
    notices: tuple[str, ...] = ()

    def summary(self) -> str:
        """`6 months, Apr 2026 to Sep 2026`, or the first fault."""
        if self.actuals is None:
            rest = len(self.faults) - 1
            return self.faults[0].text + (f" (and {rest} more)" if rest else "")
        first, months = self.actuals.start, self.actuals.months()
        if months == 1:
            return f"1 month, {first.name()}"
        return f"{months} months, {first.name()} to {first.plus(months - 1).name()}"


class _FaultsError(Exception):
    """What keeps the sheet from being read."""

    def __init__(self, *faults: CellFault) -> None:
        self.faults = faults[:MAX_FAULTS]
        super().__init__()


def read_actuals(sheet: Sheet, mapping: ColumnMapping) -> Reading:
    """The months of a sheet in $m, in calendar order, as `mapping` says what its columns are.

    Months without a figure at either end are left out, and so are rows that are no months:
    totals, remarks below the table.
    """
    notices: list[str] = []
    try:
        actuals = _read(sheet, mapping, notices)
    except _FaultsError as error:
        return Reading(None, error.faults, tuple(notices))
    return Reading(actuals, (), tuple(notices))


def _read(sheet: Sheet, mapping: ColumnMapping, notices: list[str]) -> Actuals:
    columns = {field: place for field, place in mapping.columns.items() if place is not None}
    if MONTH not in columns:
        raise _FaultsError(CellFault("no column holds the months; choose one"))
    month_column = columns.pop(MONTH)
    if not columns:
        wanted = "revenue, compute cost, fixed opex or cash"
        raise _FaultsError(CellFault(f"no column is a figure; choose one for {wanted}"))
    months = _months(sheet, month_column, list(columns.values()), notices)
    rows = _figures(sheet, columns, mapping.unit, months)
    ordered = _in_order(sheet, month_column, months, rows)
    table = {
        key: _positive(key, [rows[key][row] for row in ordered], notices)
        for key in KEYS
        if key in rows
    }
    return Actuals(months[ordered[0]], MappingProxyType(table), sheet.source[:MAX_SOURCE])


# Months ------------------------------------------------------------------------------------


def _months(
    sheet: Sheet, column: int, figures: list[int], notices: list[str]
) -> dict[int, YearMonth]:
    """The month of each row that has one, by row."""
    cells = sheet.columns[column].cells
    order = day_first(cells)
    if order is None:
        raise _FaultsError(_ambiguous(sheet, column))
    found: dict[int, YearMonth] = {}
    others: dict[int, CellError] = {}
    for row, cell in enumerate(cells):
        try:
            found[row] = month_of(cell, day_first=order)
        except CellError as fault:
            if any(sheet.columns[place].cells[row] is not None for place in figures):
                others[row] = fault
    if not found:
        raise _FaultsError(CellFault(f"{sheet.columns[column].title()}: no cell is a month"))
    last = max(found)
    faulty = [row for row in others if row < last and not is_total(text_of(cells[row]))]
    if faulty:
        raise _FaultsError(*(_fault(sheet, row, column, others[row]) for row in faulty))
    if others:
        notices.append(_left_out(sheet, column, list(others)))
    return found


def _ambiguous(sheet: Sheet, column: int) -> CellFault:
    text = (
        f"{sheet.columns[column].title()}: the dates could have the day or the month first; "
        "write months as 2026-04"
    )
    return CellFault(text, None, column)


def _left_out(sheet: Sheet, column: int, rows: list[int]) -> str:
    told = []
    for row in rows[:_MAX_TOLD]:
        cell = sheet.columns[column].cells[row]
        told.append(sheet.rows[row] + (f" ({shown(cell)})" if cell is not None else ""))
    more = f" and {len(rows) - _MAX_TOLD} more" if len(rows) > _MAX_TOLD else ""
    return f"Left out, being no months: {', '.join(told)}{more}."


def _in_order(
    sheet: Sheet,
    column: int,
    months: dict[int, YearMonth],
    rows: dict[str, dict[int, float | None]],
) -> list[int]:
    """The rows in calendar order, from the first with a figure to the last with one."""
    ordered = sorted(months, key=lambda row: months[row])
    held = [
        place
        for place, row in enumerate(ordered)
        if any(values[row] is not None for values in rows.values())
    ]
    if not held:
        raise _FaultsError(CellFault("no month has a figure in the columns chosen"))
    ordered = ordered[held[0] : held[-1] + 1]
    faults = []
    for earlier, later in pairwise(ordered):
        gap = months_between(months[earlier], months[later])
        if gap == 0:
            first, second = sorted((earlier, later))
            told = f"{months[later].name()} is given twice, also in {sheet.rows[first]}"
            faults.append(_fault(sheet, second, column, f"{told}; allowed: each month once"))
        elif gap > 1:
            missing = months[earlier].plus(1).name()
            told = f"{missing} is missing before {months[later].name()}; allowed: no gaps"
            faults.append(_fault(sheet, later, column, told))
    if len(ordered) > MAX_MONTHS and not faults:
        faults = [CellFault(f"{len(ordered)} months; allowed: up to {MAX_MONTHS}")]
    if faults:
        raise _FaultsError(*faults)
    return ordered


# Figures -----------------------------------------------------------------------------------


def _figures(
    sheet: Sheet, columns: dict[str, int], unit: str, months: dict[int, YearMonth]
) -> dict[str, dict[int, float | None]]:
    """The columns' amounts by key and row, $m. All have the same decimal sign."""
    cells = {key: sheet.columns[place].cells for key, place in columns.items()}
    decimal = decimal_sign((held[row] for held in cells.values() for row in months), sheet.decimal)
    found: dict[str, dict[int, float | None]] = {key: {} for key in columns}
    faults = []
    for row in months:
        for key, place in columns.items():
            try:
                found[key][row] = amount_of(cells[key][row], unit, decimal)
            except CellError as fault:
                faults.append(_fault(sheet, row, place, fault))
    if faults:
        raise _FaultsError(*faults)
    return found


def _positive(key: str, row: list[float | None], notices: list[str]) -> tuple[float | None, ...]:
    """A row; costs that are negative throughout are turned round."""
    known = [value for value in row if value]
    if key not in COSTS or not known or max(known) > 0:
        return tuple(row)
    label = catalogue().line_items[key].label
    notices.append(f"{label} is negative in every month: taken as a cost, with its sign turned.")
    return tuple(None if value is None else -value + 0.0 for value in row)


def _fault(sheet: Sheet, row: int, column: int, fault: CellError | str) -> CellFault:
    return CellFault(f"{sheet.place(row, column)}: {fault}", row, column)
