"""The rows of a sheet as values, column by column, and the cells that are refused."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

from engine.files.amounts import NOTHING, CellError, amount_of, decimal_sign
from engine.files.atomic import FileError
from engine.files.columns import column_place, row_place, text_of
from engine.files.days import day_first, either_way
from engine.files.register.values import Reading, allowed, split_unit, value_of
from engine.files.register.words import header_units

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from engine.contracts.contract import RegisterColumn
    from engine.files.columns import Column
    from engine.files.grid import Cell
    from engine.files.register.mapping import RegisterMapping
    from engine.files.register.sheet import RegisterSheet

MAX_REJECTED = 20_000  # cells that are named
MAX_VALUE = 60  # characters of a refused cell
_NUMBERS = ("money", "number", "share", "whole", "price")


class Rejected(NamedTuple):
    """A refused cell: the file's row from 1, the column's key, what it holds, what is allowed.

    `column` is empty where the whole row is refused.
    """

    row: int
    column: str
    value: str
    message: str


class Rows(NamedTuple):
    """The rows that were taken, each with a value for every key in the order of the defaults."""

    values: tuple[tuple[Any, ...], ...]
    rejected: tuple[Rejected, ...]
    more: int
    notices: tuple[str, ...]
    number: int


class _Faults:
    """Refused cells by row; all rows are kept, but no more cells than can be told."""

    def __init__(self, sheet: RegisterSheet) -> None:
        self._sheet = sheet
        self.rows: set[int] = set()
        self.told: list[Rejected] = []
        self.more = 0
        self._blanks: set[tuple[int, str]] = set()

    def add(self, row: int, column: str, cell: Cell, message: str) -> None:
        """Refuses a cell; a blank one that was refused already is not told twice."""
        if cell is None and (row, column) in self._blanks:
            return
        self.rows.add(row)
        if cell is None:
            self._blanks.add((row, column))
        if len(self.told) >= MAX_REJECTED:
            self.more += 1
            return
        number = self._sheet.row_number(row)
        self.told.append(Rejected(number, column, _short(text_of(cell)), message))

    def in_order(self) -> tuple[Rejected, ...]:
        order = {key: place for place, key in enumerate(self._sheet.table.columns)}
        return tuple(sorted(self.told, key=lambda each: (each.row, order.get(each.column, -1))))


def rows_of(
    path: Path, sheet: RegisterSheet, mapping: RegisterMapping, defaults: Mapping[str, Any]
) -> Rows:
    """The rows of a sheet. `defaults` are what blank cells mean, by key of the table.

    Raises `FileError`: more rows than there may be, merged cells that overlap.
    """
    places = {key: place for key, place in mapping.columns.items() if place is not None}
    cells = {key: sheet.columns[place].cells for key, place in places.items()}
    held = [row for row, each in enumerate(zip(*cells.values(), strict=True)) if _any(each)]
    if len(held) > sheet.table.most:
        raise FileError(
            path, f"has {len(held):,} {sheet.table.name}s; allowed: up to {sheet.table.most:,}"
        )
    faults = _Faults(sheet)
    notices: list[str] = []
    for row, width in sheet.long_rows.items():
        told = f"the row has {width} cells, the header {len(sheet.columns)}; allowed: as many"
        faults.add(row, "", None, f"{told}, with quotes around a cell that holds the separator")
    _refuse_merged(path, sheet, places, set(held), faults)
    values: dict[str, list[Any]] = {}
    hows = _readings(sheet, places, mapping, notices)
    for key, column in sheet.table.columns.items():
        if key in cells:
            read = _column(cells[key], held, column, hows[key], faults)
            values[key] = [defaults[key] if value is None else value for value in read]
        else:
            values[key] = [defaults[key]] * len(held)
    _check_together(sheet, cells, values, held, faults)
    _make_ids(sheet, values["id"], held, faults)
    taken = tuple(
        row
        for place, row in zip(
            held, zip(*(values[key] for key in defaults), strict=True), strict=True
        )
        if place not in faults.rows
    )
    return Rows(taken, faults.in_order(), faults.more, tuple(notices), len(held))


def _refuse_merged(
    path: Path, sheet: RegisterSheet, places: Mapping[str, int], held: set[int], faults: _Faults
) -> None:
    """Of merged cells only the first holds what all of them show: the others are refused."""
    keys = {place: key for key, place in places.items()}
    left = sheet.rows * len(keys)
    for area in sheet.merged:
        columns = [place for place in sorted(keys) if area.left <= place <= area.right]
        rows = range(max(area.top, 0), area.bottom + 1)
        left -= len(rows) * len(columns)
        if left < 0:
            raise FileError(path, "is a damaged workbook: its merged cells overlap")
        first = f"{column_place(area.left)}, {row_place(sheet.row_number(area.top) - 1)}"
        for row in rows:
            for place in columns:
                if (row, place) != (area.top, area.left) and row in held:
                    told = f"the cell is merged with {first}; allowed: a value in every cell"
                    faults.add(row, keys[place], None, told)


def _any(cells: Iterable[Cell]) -> bool:
    return any(cell is not None for cell in cells)


def _short(text: str) -> str:
    return text if len(text) <= MAX_VALUE else f"{text[: MAX_VALUE - 3]}..."


# How columns are meant -----------------------------------------------------------------------


def _readings(
    sheet: RegisterSheet, places: Mapping[str, int], mapping: RegisterMapping, notices: list[str]
) -> dict[str, Reading]:
    kinds = {key: sheet.table.columns[key].kind for key in places}
    numbers = {
        cell
        for key, place in places.items()
        if kinds[key] in _NUMBERS
        for cell in set(sheet.columns[place].cells)
    }
    base = Reading(
        decimal=decimal_sign(numbers, sheet.decimal),
        unit=mapping.unit,
        day_first=mapping.day_first,
    )
    return {
        key: _reading(sheet.columns[place], kinds[key], base, notices)
        for key, place in places.items()
    }


def _reading(column: Column, kind: str, base: Reading, notices: list[str]) -> Reading:
    if kind == "date" and base.day_first is None:
        return base._replace(day_first=_order(column, notices))
    units = header_units(column.header)
    if kind in ("money", "schedule"):
        return base._replace(unit=units.money or base.unit)
    if kind == "share" and units.percent:
        return base._replace(percent=_above_one(column.cells, base.decimal))
    return base._replace(years=units.years) if kind == "whole" else base


def _order(column: Column, notices: list[str]) -> bool | None:
    """Whether days come first, as the column as a whole tells; a notice where it was needed."""
    unclear = [cell for cell in set(column.cells) if either_way(cell)]
    order = day_first(cell for cell in column.cells if isinstance(cell, str))
    if unclear:
        example = min(map(str, unclear))
        how = {True: "the day first", False: "the month first", None: ""}[order]
        told = f"dates such as {example} were read with {how}"
        refused = f"dates such as {example} could have the day or the month first: refused"
        notices.append(f"{column.title()}: {told if how else refused}.")
    return order


def _above_one(cells: Iterable[Cell], decimal: str) -> bool:
    """Whether a column's bare numbers can only be per cent."""
    for cell in set(cells):
        text = cell.strip().rstrip("%") if isinstance(cell, str) else cell
        bare = isinstance(cell, float) or (isinstance(cell, str) and not cell.strip().endswith("%"))
        if bare and abs(_number(text, decimal)) > 1:
            return True
    return False


def _number(cell: Cell, decimal: str) -> float:
    try:
        return amount_of(cell, "$m", decimal) or 0.0
    except CellError:
        return 0.0


# Values --------------------------------------------------------------------------------------


def _column(
    cells: tuple[Cell, ...],
    held: list[int],
    column: RegisterColumn,
    how: Reading,
    faults: _Faults,
) -> list[Any]:
    """A column's values by row; each different cell is read once."""
    read: dict[Cell, Any] = {}
    wrong: dict[Cell, str] = {}
    for cell in set(cells):
        try:
            read[cell] = value_of(cell, column, how)
        except CellError as fault:
            read[cell], wrong[cell] = None, str(fault)
    if wrong:
        for row in held:
            if (message := wrong.get(cells[row])) is not None:
                faults.add(row, column.key, cells[row], message)
    return [read[cells[row]] for row in held]


def _check_together(
    sheet: RegisterSheet,
    cells: Mapping[str, tuple[Cell, ...]],
    values: dict[str, list[Any]],
    held: list[int],
    faults: _Faults,
) -> None:
    """What a row needs; a schedule gives the fee, and a capacity may hold its own unit."""
    if "fee_schedule" in cells:
        for place, (fee, steps) in enumerate(
            zip(values["monthly_fee"], values["fee_schedule"], strict=True)
        ):
            if fee is None and steps:
                values["monthly_fee"][place] = steps[0][1]
    if "capacity" in cells:
        for place, row in enumerate(held):
            cell = cells["capacity"][row]
            if isinstance(cell, str) and not values["capacity_unit"][place]:
                values["capacity_unit"][place] = split_unit(cell)[1]
    for key in sheet.table.needed:
        column = sheet.table.columns[key]
        told = f"nothing is there; {allowed(column)}"
        for place, row in enumerate(held):
            blank = key not in cells or _reads_blank(cells[key][row])
            if values[key][place] is None and blank:
                faults.add(row, key, cells[key][row] if key in cells else None, told)


def _reads_blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and cell.strip().lower() in NOTHING)


def _make_ids(sheet: RegisterSheet, ids: list[Any], held: list[int], faults: _Faults) -> None:
    """Refuses ids that an earlier row has, and makes those that are blank: `row-7`."""
    first: dict[str, int] = {}
    for place, row in enumerate(held):
        if not ids[place]:
            continue
        before = first.setdefault(ids[place], row)
        if before != row:
            numbers = f"rows {sheet.row_number(before)} and {sheet.row_number(row)}"
            told = f"{numbers} have the same id {_short(ids[place])!r}; allowed: each id once"
            faults.add(row, "id", ids[place], told)
    for place, row in enumerate(held):
        if not ids[place]:
            ids[place] = _free(f"row-{sheet.row_number(row)}", first)
            first[ids[place]] = row


def _free(name: str, taken: Mapping[str, int]) -> str:
    if name not in taken:
        return name
    return next(made for number in count(2) if (made := f"{name}-{number}") not in taken)
