"""Where everything stands in the workbook, for the sheets that write it and those that refer.

Rows are counted from 0, as the writer counts them; text for formulas counts from 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from engine.model.catalogue import MONTHS, Catalogue, Formula
from engine.model.shape import Shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

COVER, INPUTS, MODEL, KPIS = "Cover", "Inputs", "Model", "KPIs"
CHARTS, SCENARIOS, CHECKS, SOURCES = "Charts", "Scenarios", "Checks", "Sources"
SIMULATION = "Simulation"  # only where there is one; behind the others
CONTRACTS = "Contracts"  # only where a register's contracts feed the model; behind the Model
SHEETS = (COVER, INPUTS, MODEL, KPIS, CHARTS, SCENARIOS, CHECKS, SOURCES)

# Model: descriptions, the months computed, the opening column, then one column a month.
COUNT_COLUMN, OPENING_COLUMN, FIRST_COLUMN = 6, 7, 8
LAST_COLUMN = FIRST_COLUMN + MONTHS - 1
MONTH_ROW, DATE_ROW, QUARTER_ROW = 1, 2, 3
MODEL_TOP = 4

LIST_TOP = 4  # first row under the header on the sheets Inputs and KPIs
VALUE_COLUMN = 2  # of the sheets Inputs and KPIs
_SETTINGS = ("start_month", "fiscal_start")  # a scenario's own, above the inputs

# Scenarios: the selector, then one column a scenario; at the foot the inputs as exported.
SELECTOR_ROW, NUMBER_ROW = 2, 3
SCENARIOS_HEAD, NAMES_ROW, SHOWN_ROW = 4, 5, 6
SCENARIOS_TOP = 7
LIVE_COLUMN, BASELINE_COLUMN, FIRST_SCENARIO = 2, 4, 5
FIGURES_TITLE = "Headline figures, as stored at export"
EXPORTED_TITLE = "As exported – Tenor compares with these; leave as they are"
CHOICES = ("direction", "flag", "timing")  # styles of inputs that take listed values only
WORKINGS = "workings for the headline figures"
GIVEN_TITLE = "what the Model takes, by model month"
CUSTOM = "custom line items"


def column(index: int) -> str:
    """A column's letters, from 0: A, B, ... DX."""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def absolute(sheet: str, row: int, first: int, last: int | None = None) -> str:
    """A cell or a stretch of one row on a sheet: `Model!$I$20:$DX$20`."""
    start = f"{sheet}!${column(first)}${row + 1}"
    return start if last is None else f"{start}:${column(last)}${row + 1}"


class Block(NamedTuple):
    """A list with headings: the row of each key and of each heading."""

    rows: Mapping[str, int]
    headings: Mapping[int, str]
    end: int  # the first row below


@dataclass(frozen=True, slots=True)
class Layout:
    """The rows of inputs, series, figures and single values; by key.

    `choices` is the row of the values that a style's inputs may take, listed on Inputs.
    `stored_figures`, `stored_inputs` and `exported` are on Scenarios; `given` is on Contracts.
    """

    inputs: Block
    choices: Mapping[str, int]
    model: Block
    figures: Block
    singles: Block
    stored_figures: Block
    stored_inputs: Block
    exported: Block
    given: Block


@cache
def layout(*, supplied: bool) -> Layout:
    """Of the built-in model, or of that which contracts feed.

    Custom line items stand below its rows, see `custom_rows`.
    """
    model = Shape(supplied=supplied).model
    inputs = _stacked(_input_groups(model), LIST_TOP)
    figures = _stacked([("", _figure_heights(model))], LIST_TOP)
    stored_figures = _stacked([(FIGURES_TITLE, _figure_heights(model))], SCENARIOS_TOP)
    stored_inputs = _stacked(_input_groups(model, "scenario_preset"), stored_figures.end)
    # The same groups under each other: the two blocks stand a fixed number of rows apart.
    exported = _stacked(
        [
            (EXPORTED_TITLE, [("scenario_name", 1)]),
            *_input_groups(model, "scenario_preset"),
        ],
        stored_inputs.end + 1,
    )
    singles = [(item.key, 1) for item in single_formulas(model)]
    return Layout(
        inputs=inputs,
        choices={style: inputs.end + 2 + place for place, style in enumerate(CHOICES)},
        model=_stacked(_model_groups(model), MODEL_TOP),
        figures=figures,
        singles=_stacked([("Single values behind the figures", singles)], figures.end + 1),
        stored_figures=stored_figures,
        stored_inputs=stored_inputs,
        exported=exported,
        given=_stacked([(GIVEN_TITLE, [(key, 1) for key in model.given])], MODEL_TOP + 1),
    )


@lru_cache(maxsize=16)
def custom_rows(shape: Shape) -> Block:
    """The rows of the custom line items on the Model, below its own: these stay in place."""
    members = [(item.key, 1) for item in shape.items]
    end = layout(supplied=shape.supplied).model.end
    return _stacked([(CUSTOM, members)] if members else [], end)


def single_formulas(model: Catalogue) -> list[Formula]:
    """What has one value instead of one a month: each in its own named cell."""
    return [item for item in model.formulas() if not item.series]


def series_formulas(model: Catalogue) -> list[Formula]:
    return [item for item in model.formulas() if item.series]


def _input_groups(model: Catalogue, *settings: str) -> list[tuple[str, list[tuple[str, int]]]]:
    own = [(key, 1) for key in (*settings, *_SETTINGS)]
    groups: dict[str, list[tuple[str, int]]] = {"Scenario": own}
    for item in model.inputs.values():
        groups.setdefault(item.group, []).append((item.key, 1))
    return list(groups.items())


def _model_groups(model: Catalogue) -> list[tuple[str, list[tuple[str, int]]]]:
    groups: dict[str, list[tuple[str, int]]] = {}
    for item in series_formulas(model):
        groups.setdefault(item.section or WORKINGS, []).append((item.key, 1))
    return list(groups.items())


def _figure_heights(model: Catalogue) -> list[tuple[str, int]]:
    return [(figure.key, len(figure.formulas)) for figure in model.figures.values()]


def _stacked(groups: Iterable[tuple[str, Sequence[tuple[str, int]]]], top: int) -> Block:
    """Groups one under the other, each under its heading if it has one."""
    rows: dict[str, int] = {}
    headings: dict[int, str] = {}
    at = top
    for title, members in groups:
        if title:
            headings[at] = title
            at += 1
        for key, height in members:
            rows[key] = at
            at += height
    return Block(rows, headings, at)


# Where formulas find things: `engine.formula.excel.Places` -----------------------------------


_FIRST, _LAST = column(FIRST_COLUMN), column(LAST_COLUMN)


class MonthPlaces:
    """For a row of the Model, as a template: `{c}` is this month's column, `{p}` the one
    before. Every month's formula is the template with two columns filled in. `given` are rows
    of the sheet Contracts, where the months stand in the same columns.
    """

    def __init__(self, rows: Mapping[str, int], given: Mapping[str, int]) -> None:
        self._rows = rows
        self._given = given

    def value(self, key: str) -> str:
        if key in self._given:
            return f"{CONTRACTS}!{{c}}{self._given[key] + 1}"
        return f"{{c}}{self._rows[key] + 1}" if key in self._rows else key

    def previous(self, key: str) -> str:
        return f"{{p}}{self._rows[key] + 1}"

    def row(self, key: str) -> str:
        number = self._rows[key] + 1
        return f"${_FIRST}{number}:${_LAST}{number}"

    def so_far(self, key: str) -> str:
        number = self._rows[key] + 1
        return f"${_FIRST}{number}:{{c}}{number}"

    def up_to(self, key: str, month: str) -> str:
        return f"${_FIRST}{self._rows[key] + 1}:INDEX({self.row(key)}, {month})"


class SinglePlaces:
    """For single values on any sheet: inputs and single values by name, series on the Model."""

    def __init__(self, rows: Mapping[str, int]) -> None:
        self._rows = rows

    def value(self, key: str) -> str:
        if key in self._rows:
            raise KeyError(key)  # the catalogue's check refuses a series in a single value
        return key

    def previous(self, key: str) -> str:
        raise KeyError(key)

    def row(self, key: str) -> str:
        return absolute(MODEL, self._rows[key], FIRST_COLUMN, LAST_COLUMN)

    def so_far(self, key: str) -> str:
        raise KeyError(key)

    def up_to(self, key: str, month: str) -> str:
        start = absolute(MODEL, self._rows[key], FIRST_COLUMN)
        return f"{start}:INDEX({self.row(key)}, {month})"
