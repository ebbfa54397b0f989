"""The sheet Simulation: what draws of the uncertain inputs gave, as dated values.

It is there only where a simulation of the selected scenario is at hand. Nothing on it is a
formula, and nothing of it is read back.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from engine.analysis.simulation.result import PERCENTILES
from engine.analysis.simulation.summary import summarise
from engine.files.shipped import preset_scenario
from engine.files.workbook.content import serial
from engine.files.workbook.layout import SIMULATION
from engine.files.workbook.style import (
    DATE,
    INPUT_NUMBERS,
    NUMBERS,
    set_up_page,
    signed,
    write_text,
)
from engine.quarters import quarter_ends, quarter_name
from engine.uncertainty.following import shifts
from engine.uncertainty.kinds import KINDS, parameters_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from engine.analysis.simulation.result import Simulation
    from engine.files.workbook.content import Content
    from engine.files.workbook.style import Styles
    from engine.model.catalogue import Catalogue, Formula
    from engine.uncertainty.case import Distribution

_WIDTHS = (26, 44, 17, 13, 15, 13, 13, 13, 13)  # characters
_NAMES = tuple(f"p{share}" for share in PERCENTILES)
_NONE = "\N{EN DASH}"
_SHARE = "0.0%"
_COUNT = "#,##0"


class _Cell(NamedTuple):
    """A value with its number format, or text."""

    value: float | str
    number: str = ""
    looks: tuple[str, ...] = ()


_Row = tuple[_Cell, ...]


class _Table(NamedTuple):
    """One part of the sheet."""

    title: str
    note: str
    heads: tuple[str, ...]
    rows: Sequence[_Row]


def write_simulation(book: Workbook, styles: Styles, content: Content) -> None:
    """Writes the sheet, if there is a simulation."""
    found = content.simulation
    if found is None:
        return
    sheet = book.get_worksheet_by_name(SIMULATION)
    set_up_page(sheet, content.footer(), 0)
    for place, width in enumerate(_WIDTHS):
        sheet.set_column(place, place, width)
    sheet.write_string(0, 0, "Simulation", styles.of("title"))
    sheet.set_row(0, 28)
    note = (
        f"Values, not formulas: simulated on {content.stamp.date} with the distributions below. "
        "They don't follow a changed input, nor another scenario that is chosen."
    )
    sheet.write_string(1, 0, note, styles.of("muted"))
    row = _write_facts(sheet, styles, content, found)
    for table in (
        _distributions(found),
        _correlations(found),
        _figures(found),
        _quarters(found),
        _sustained(content, found),
        *_bands(content, found),
    ):
        row = _write_table(sheet, styles, row, table)


# What was simulated -------------------------------------------------------------------------


def _write_facts(sheet: Worksheet, styles: Styles, content: Content, found: Simulation) -> int:
    moves = "with their inputs" if found.uncertainty.follows else "not: they stand as stated"
    facts = (
        ("Scenario", _Cell(content.name)),
        ("Draws", _Cell(found.draws, _COUNT, ("left",))),
        ("Seed", _Cell(found.seed, "0", ("left",))),
        ("Simulated on", _Cell(content.stamp.date)),
        ("Simulated by", _Cell(f"Tenor {content.stamp.version}")),
        ("Distributions move", _Cell(moves)),
        ("Months", _Cell(len(found.sustained_profit), "0", ("left",))),
    )
    for row, (label, cell) in enumerate(facts, start=3):
        sheet.write_string(row, 0, label, styles.of("muted"))
        _write_cell(sheet, styles, row, 1, cell)
    return 3 + len(facts) + 1


def _distributions(found: Simulation) -> _Table:
    model = found.scenario.model
    base = preset_scenario(found.scenario.preset).values
    moved = shifts(found.uncertainty, found.scenario.values, base)
    rows: list[_Row] = []
    for key, made in found.uncertainty.distributions:
        item = model.inputs[key]
        number = INPUT_NUMBERS[model.style(item.unit)]
        rows.append(
            (
                _Cell(key, looks=("muted",)),
                _Cell(item.label),
                _Cell(found.scenario.values[key], number),
                _Cell(moved.get(key, 0.0), signed("General", '"–"')),
                _Cell(item.unit, looks=("apart",)),
                _Cell(_stated(made)),
            )
        )
    return _Table(
        "Distributions",
        "Parameters in the unit of the input; probabilities 0 to 1.",
        ("Input", "", "Scenario's value", "Moved by", "Unit", "Drawn from", "", "", ""),
        rows,
    )


def _stated(made: Distribution) -> str:
    """`PERT: lowest 0, most likely 0.07, highest 0.16`."""
    parts = [
        f"{each.label.lower()} {made.parameter(each.name):.12g}" for each in parameters_of(made)
    ]
    return f"{KINDS[made.kind].label}: {', '.join(parts)}"


def _correlations(found: Simulation) -> _Table:
    inputs = found.scenario.model.inputs
    rows = [
        (
            _Cell(pair.first, looks=("muted",)),
            _Cell(f"{inputs[pair.first].label} with {inputs[pair.second].label}"),
            _Cell(pair.rank, signed("0.00##")),
            _Cell(pair.second, looks=("muted", "apart")),
        )
        for pair in found.uncertainty.correlations
    ]
    heads = ("Input", "Pair", "Rank correlation", "With", "")
    return _Table("Rank correlations", "Pairs that are not listed have none.", heads, rows)


# What came of it ----------------------------------------------------------------------------


def _figures(found: Simulation) -> _Table:
    model = found.scenario.model
    rows: list[_Row] = []
    for key, values in found.figures.items():
        figure, summary = model.figures[key], summarise(values)
        number = NUMBERS[model.style(figure.unit)]
        rows.append(
            (
                _Cell(key, looks=("muted",)),
                _Cell(figure.label),
                _Cell(summary.share_null, _SHARE),
                *(_Cell(value, number) for value in summary.percentiles.tolist()),
                _Cell(figure.unit, looks=("apart",)),
            )
        )
    note = (
        "Percentiles are of the draws in which a figure has a value; the share of the others "
        "stands beside them. Months and quarters count from the start."
    )
    heads = ("Figure", "", "Draws without", *_NAMES, "Unit")
    return _Table("Headline figures", note, heads, rows)


def _quarters(found: Simulation) -> _Table:
    ends = quarter_ends(found.scenario, len(found.sustained_profit))
    rows = [
        (
            _Cell(quarter_name(found.scenario, number)),
            _Cell(f"months {end - 2} to {end}", looks=("muted",)),
            _Cell(share, _SHARE),
        )
        for number, (end, share) in enumerate(
            zip(ends, found.quarter_profit.tolist(), strict=True), start=1
        )
    ]
    note = "The share of draws in which the quarter's profit is above 0."
    return _Table("Probability of profit by quarter", note, ("Quarter", "", "Profit"), rows)


def _sustained(content: Content, found: Simulation) -> _Table:
    rows = [
        (*_month(content, place), _Cell(share, _SHARE))
        for place, share in enumerate(found.sustained_profit.tolist())
    ]
    note = "The share of draws in which profit is sustained from that month or an earlier one."
    title = "Probability of sustained profit by month"
    return _Table(title, note, ("Month", "", "Sustained profit"), rows)


def _bands(content: Content, found: Simulation) -> Iterator[_Table]:
    """Each line item by month."""
    model = found.scenario.model
    for key, bands in found.bands.items():
        item = _item(model, key)
        number = NUMBERS[model.style(item.unit)]
        rows = [
            (*_month(content, place), *(_Cell(value, number) for value in values))
            for place, values in enumerate(bands.T.tolist())
        ]
        note = f"{key}, {item.unit}: the percentiles of each month by itself."
        yield _Table(f"{item.label} by month", note, ("Month", "", *_NAMES), rows)


def _month(content: Content, place: int) -> _Row:
    """What a month is called, counted from 0."""
    date = _Cell(serial(content.month(place + 1)), DATE, ("left",))
    return date, _Cell(f"month {place + 1}", looks=("muted",))


def _item(model: Catalogue, key: str) -> Formula:
    return model.line_items.get(key) or model.measures[key]


# Writing ------------------------------------------------------------------------------------


def _write_table(sheet: Worksheet, styles: Styles, row: int, table: _Table) -> int:
    """A title, a note, heads and rows. Returns where the next may begin."""
    sheet.write_string(row, 0, table.title, styles.of("heading"))
    sheet.write_string(row + 1, 0, table.note, styles.of("muted"))
    row += 2
    for place, head in enumerate(table.heads):
        sheet.write_string(row, place, head, styles.of("header", *_side(table, place)))
    for cells in table.rows:
        row += 1
        for place, cell in enumerate(cells):
            _write_cell(sheet, styles, row, place, cell._replace(looks=("line", *cell.looks)))
    if not table.rows:
        row += 1
        sheet.write_string(row, 0, "none", styles.of("muted"))
    return row + 2


def _side(table: _Table, place: int) -> tuple[str, ...]:
    """A head stands above its numbers or texts; a date stands left."""
    cells = table.rows[0] if table.rows else ()
    first = cells[place] if place < len(cells) else _Cell("")
    if isinstance(first.value, str):
        return ("apart",) if "apart" in first.looks else ()
    return () if "left" in first.looks else ("right",)


def _write_cell(sheet: Worksheet, styles: Styles, row: int, place: int, cell: _Cell) -> None:
    if isinstance(cell.value, str):
        write_text(sheet, row, place, cell.value, styles, *cell.looks)
    elif math.isfinite(cell.value):
        look = styles.of(*cell.looks, number=cell.number)
        sheet.write_number(row, place, cell.value, look)
    else:
        sheet.write_string(row, place, _NONE, styles.of(*cell.looks, "right", "muted"))
