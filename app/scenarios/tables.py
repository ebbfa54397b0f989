"""The Scenarios page's tables: headline figures side by side, and the inputs that differ."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from app.control_states import GROUPS, shown_text, unit_label
from app.figure_text import calendar_value, figure_parts, figure_text, part_label
from engine.kpis import headline
from engine.model.catalogue import catalogue
from engine.model.per import per_text
from engine.model.shape import input_of
from widgets.comparison.states import Cell, Column, Row, TableState
from widgets.language.spoken import joined, own
from widgets.scenario_bar.states import colour_token

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.evaluate import Result
    from engine.model.catalogue import Figure
    from engine.project import Entry

_NONE = "none"
_SAID = (
    "month",
    "month_or_none",
    "count_or_none",
    "count_or_never",
    "quarter",
    "flag",
    "direction",
    "timing",
)
_NO_FIGURES = "Tick a scenario in the bar above to see it here"
_NO_INPUTS = "Tick a scenario in the bar above to compare its inputs"
_SAME = "The ticked scenarios have the same inputs"


class Plain(NamedTuple):
    """A figure's cell before it is ranked, and how it looks as the best and as the worst."""

    value: float | None
    cell: Cell
    best: Cell
    worst: Cell


class Case(NamedTuple):
    """One scenario that is compared: its entry, and its result read like the current one.

    Only the case under the slider is made anew in a frame, and with it its `cells`.
    """

    entry: Entry
    result: Result
    cells: tuple[Plain, ...]  # the headline figures, one a row
    baseline: bool = False

    @property
    def colour(self) -> str:
        """The name of its token."""
        return colour_token(self.entry.colour)


def columns(cases: Sequence[Case], current: int) -> tuple[Column, ...]:
    """`current` is the id of the current scenario."""
    return tuple(
        Column(
            each.entry.id,
            own(each.entry.scenario.name),
            each.colour,
            each.baseline,
            current=each.entry.id == current,
        )
        for each in cases
    )


def copied_kind(unit: str) -> str:
    """The `Cell.kind` of values in a unit: a date's number, or a word's, says nothing elsewhere."""
    style = catalogue().style(unit)
    return "percent" if style == "percent" else "text" if style in _SAID else ""


# Headline figures ----------------------------------------------------------------------------


def figures_table(
    cases: Sequence[Case], previous: TableState | None, current: int = 0
) -> TableState:
    """Every headline figure of every case, the best and the worst marked.

    `current` is the id of the current scenario.
    """
    if not cases:
        return TableState("Headline figure", (), (), _NO_FIGURES)
    before = {row.key: row for row in previous.rows} if previous else {}
    rows = tuple(
        figure_row(cases, place, before.get(figure_key(figure, part)))
        for place, (figure, part) in enumerate(figure_places())
    )
    return TableState(read_at(cases[0].result), columns(cases, current), rows)


def read_at(result: Result) -> str:
    """All columns are read at one date: that of the current scenario's decision month."""
    scenario = result.scenario
    month = scenario.start.plus(int(scenario.values["decision_month"]) - 1)
    return f"Read in {month.name()}"


def figure_key(figure: Figure, part: int) -> str:
    return f"{figure.key}.{part}" if figure.listed else figure.key


def figure_row(cases: Sequence[Case], place: int, last: Row | None) -> Row:
    """The row at a place of `figure_places`.

    The last row itself where nothing about it changed: the table then skips it at a glance.
    """
    figure, part = figure_places()[place]
    cells = _ranked(figure, [each.cells[place] for each in cases])
    if last is not None and last.cells == cells:
        return last
    key = figure_key(figure, part)
    label = part_label(figure, part)
    if catalogue().style(figure.unit) == "percent":
        label = f"{label} ({per_text(catalogue(), figure.key)})"
    return Row(key, label, cells, joined("\n\n", figure.meaning, own(key)), figure.unit)


@lru_cache(maxsize=1)
def figure_places() -> tuple[tuple[Figure, int], ...]:
    """The rows of the table of figures: each figure and which of its parts."""
    figures = catalogue().figures.values()
    return tuple((figure, part) for figure in figures for part in range(len(figure.formulas)))


def make_case(entry: Entry, result: Result, *, baseline: bool) -> Case:
    """A case of a whole result: every headline figure is asked of it."""
    found = headline(result)
    parts = {key: figure_parts(figure, found[key]) for key, figure in catalogue().figures.items()}
    cells = tuple(
        _cell(result, figure, parts[figure.key][part], found[figure.key].reason)
        for figure, part in figure_places()
    )
    return Case(entry, result, cells, baseline)


def _cell(result: Result, figure: Figure, value: float | None, reason: str) -> Plain:
    if value is None:
        cell = Cell(reason or _NONE, number=False, tone="muted", tooltip=reason)
        return Plain(None, cell, cell, cell)
    text, kind = figure_text(result.scenario, figure, value), copied_kind(figure.unit)
    cell = Cell(text, copy_text=f"{value:.15g}", kind=kind)
    return Plain(
        calendar_value(result.scenario, figure, value),
        cell,
        cell._replace(mark="best", tone="good"),
        cell._replace(mark="worst", tone="bad"),
    )


def _ranked(figure: Figure, cells: Sequence[Plain]) -> tuple[Cell, ...]:
    """Best and worst marked, where the model says which is better and they differ."""
    values = [value for value, *_ in cells if value is not None]
    low, high = min(values, default=0.0), max(values, default=0.0)
    if not figure.better or low == high:
        return tuple([plain for _, plain, _, _ in cells])
    best, worst = (high, low) if figure.better == "higher" else (low, high)
    # A plain loop over tuples: with fifty scenarios it runs 2,700 times in a frame.
    return tuple(
        [
            as_best if value == best else as_worst if value == worst else plain
            for value, plain, as_best, as_worst in cells
        ]
    )


# Inputs that differ ----------------------------------------------------------------------------


def inputs_table(
    cases: Sequence[Case], kept: frozenset[str], previous: TableState | None, current: int = 0
) -> TableState:
    """The inputs that differ among the cases, and those in `kept`, which were shown before.

    A row that an edit makes equal stays in sight until the page is left.
    """
    if not cases:
        return TableState("Input", (), (), _NO_INPUTS)
    model = catalogue()
    shown = differing(cases) | kept
    before = {row.key: row for row in previous.rows} if previous else {}
    rows = []
    for group in GROUPS:
        keys = [key for key in model.inputs if key in shown and model.inputs[key].group == group]
        if keys:
            rows.append(before.get(group) or Row(group, group))
            rows += [input_row(key, cases, before.get(key)) for key in keys]
    return TableState("Input", columns(cases, current), tuple(rows), "" if rows else _SAME)


def differing(cases: Sequence[Case]) -> frozenset[str]:
    """The inputs of which the cases have more than one value, as they are, not as read."""
    keys = tuple(cases[0].entry.scenario.model.inputs)
    rows = [each.entry.scenario.values for each in cases]
    return frozenset(key for key in keys if len({values[key] for values in rows}) > 1)


def input_row(key: str, cases: Sequence[Case], last: Row | None) -> Row:
    """One input of all cases; the last row itself where nothing about it changed."""
    item = input_of(key)
    values = [each.entry.scenario.values[key] for each in cases]
    standard = next((v for v, each in zip(values, cases, strict=True) if each.baseline), values[0])
    cells = tuple(_input_cell(key, value, differs=value != standard) for value in values)
    if last is not None and last.cells == cells:
        return last
    tooltip = joined("\n\n", item.meaning, own(key))
    return Row(key, unit_label(item), cells, tooltip, item.unit)


@lru_cache(maxsize=8192)
def _input_cell(key: str, value: float, *, differs: bool) -> Cell:
    item = input_of(key)
    text = shown_text(key, value)
    return Cell(
        text,
        copy_text=f"{value:.15g}",
        mark="changed" if differs else "",
        tooltip=f"{text} {item.suffix}".rstrip(),
        editable=True,
        kind=copied_kind(item.unit),
    )
