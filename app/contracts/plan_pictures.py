"""Hours and firm fees by month and by contract, one layer on the other, against the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from app.axes import month_axis, value_axis
from app.charts import horizon
from engine import quantity
from engine.calendar import months_between
from engine.model.catalogue import MONTHS
from engine.model.supplied import summed_rows
from engine.model.switch import SWITCH
from widgets.contracts.read_chart_states import ReadChartState, ReadMonth
from widgets.states import PLAN, ChartState, Fan, FanLabel, Measure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.evaluate import Result
    from engine.formula.values import Array
    from engine.model.supplied import Part, Supply

MOST_LAYERS = 6  # contracts that are told apart
_COLOURS = tuple(f"scenario_{place}" for place in range(1, 9))
_OWN, _BLOCK, _OTHERS = "contract", "text_muted", "text_muted"
_CASES = ("", "ending", "lapsing", "lasting")  # by mode: which rows of a supply count
_INCUMBENTS = "incumbent_hours"
_MIDDLE = 2


class Layer(NamedTuple):
    """One area: `values` are (months,); `label` stands beside it, `item` is what it shows whole."""

    name: str
    label: str
    colour: str
    values: Array
    item: str = ""  # of the model, that a click on the label explains


def hours_picture(result: Result, supply: Supply | None, own: str) -> ReadChartState:
    """GPU-hours that contracts give, and the hours that are needed.

    `result` is the scenario's, with all formulas; `own` names the contract under study.
    """
    others = _hours_by_contract(result, supply)
    layers = _layers(result, _own(own, result, "contract_hours"), others)
    words = _Words(
        "Contracted hours",
        "GPU-hours a month",
        "gpu_hours",
        "contracted",
        "need",
        "compute_need",
        "GPU-hours per month",
    )
    return _picture(result, words, layers)


def fees_picture(result: Result, supply: Supply | None, own: str) -> ReadChartState:
    """Fees that are owed whether hours are used or not, and what all compute costs."""
    mode = _mode(result)
    others = []
    if mode and supply is not None:
        row = f"{_CASES[mode]}_firm_fee"
        others = [_part(part, _row(supply, part, row, result)) for part in supply.parts]
    layers = _layers(result, _own(own, result, "minimum_fee"), others)
    words = _Words(
        "Firm fees", "a month", "money", "firm", "compute", "compute_cost", "$ per month"
    )
    return _picture(result, words, layers)


class _Words(NamedTuple):
    """What a picture is called, in which unit it is, what is stacked, what the line is.

    `item` is the line's in the model.
    """

    title: str
    per: str
    style: str
    stacked: str
    line: str
    item: str
    unit: str


def _mode(result: Result) -> int:
    return int(result.scenario.values.get(SWITCH, 0.0))


def _own(contract: str, result: Result, item: str) -> Layer:
    name, label = contract or "the commitment", contract or "own"
    return Layer(name, label, _OWN, result.row(item), item)


def _part(part: Part, values: Array) -> Layer:
    return Layer(part.id or "all others", part.id or "others", "", values)


def _row(supply: Supply, part: Part, key: str, result: Result) -> Array:
    """(120,), one of a part's rows on the scenario's timeline."""
    row: Array = part.table()[summed_rows().index(key)]
    places = np.arange(MONTHS) + months_between(supply.first, result.scenario.start)
    return row[np.clip(places, 0, len(row) - 1)]


def _hours_by_contract(result: Result, supply: Supply | None) -> list[Layer]:
    """The model's hours of other supply, shared out by what each contract delivers."""
    total, mode = result.row(_INCUMBENTS), _mode(result)
    if not mode or supply is None:
        return [Layer("the incumbent block", "block", _BLOCK, total, _INCUMBENTS)]
    gpus = [_row(supply, part, f"{_CASES[mode]}_gpus", result) for part in supply.parts]
    whole = np.sum(gpus, axis=0) if gpus else np.zeros(MONTHS)
    divisor = np.where(whole > 0, whole, 1.0)
    return [
        _part(part, total * each / divisor) for part, each in zip(supply.parts, gpus, strict=True)
    ]


def _layers(result: Result, own: Layer, others: Sequence[Layer]) -> list[Layer]:
    """The own contract at the bottom, then the largest of the others, then the rest as one."""
    months = horizon(result)
    cut = [layer._replace(values=layer.values[:months]) for layer in (own, *others)]
    first, *rest = [layer for layer in cut if layer is cut[0] or layer.values.any()]
    rest.sort(key=lambda layer: -float(layer.values.sum()))
    shown, left = rest[:MOST_LAYERS], rest[MOST_LAYERS:]
    coloured = [
        layer if layer.colour else layer._replace(colour=_COLOURS[place % len(_COLOURS)])
        for place, layer in enumerate(shown)
    ]
    found = [first, *coloured] if first.values.any() else coloured
    if left:
        values = np.sum([layer.values for layer in left], axis=0)
        found.append(Layer(f"{len(left)} more", f"{len(left)} more", _OTHERS, values))
    return found


def _picture(result: Result, words: _Words, layers: Sequence[Layer]) -> ReadChartState:
    """The layers, held against a line."""
    months = horizon(result)
    line = result.row(words.item)[:months]
    top = np.sum([layer.values for layer in layers], axis=0) if layers else np.zeros(months)
    reads = tuple(
        _read(result, month, layers, (float(top[month]), float(line[month])), words)
        for month in range(months)
    )
    here = min(int(result.scenario.values["decision_month"]), months)
    told = ", ".join(layer.name for layer in layers) or "nothing"
    chart = ChartState(
        title=words.title,
        subtitle=f"{words.per} · from below: {told}",
        x_axis=month_axis(result.scenario, months),
        y_axis=value_axis([top, line], words.style),
        series=(),
        ghosts=(),
        decision_month=here,
        decision_text=reads[here - 1].text,
        summary=f"{words.title}: {reads[here - 1].text}.",
        fans=(*_stacked(layers), _dashed(words, line)),
        measure=Measure(words.style, words.unit, result.scenario.start, stacked=True),
    )
    return ReadChartState(chart, reads)


def _stacked(layers: Sequence[Layer]) -> tuple[Fan, ...]:
    """Areas from one edge to the next, up to the month in which a layer is nothing."""
    found, low = [], np.zeros(len(layers[0].values) if layers else 0)
    for place, layer in enumerate(layers):
        high = low + layer.values
        rows = np.array([low, low, high, high, high])
        there = layer.values > 0
        beside = np.concatenate((there[1:], [False])) | np.concatenate(([False], there[:-1]))
        rows[:, ~(there | beside)] = np.nan
        key = layer.item or f"layer_{place}"
        label = FanLabel(layer.label, _MIDDLE, "", explains=bool(layer.item))
        found.append(Fan(key, layer.colour, rows, (label,), own=layer.values))
        low = high
    return tuple(found)


def _dashed(words: _Words, values: Array) -> Fan:
    """A line without areas."""
    none = np.full((5, len(values)), np.nan)
    label = FanLabel(words.line, PLAN, "", explains=True)
    return Fan(words.item, "text", none, (label,), plan=values)


def _read(
    result: Result,
    place: int,
    layers: Sequence[Layer],
    sizes: tuple[float, float],
    words: _Words,
) -> ReadMonth:
    """`sizes` are the layers together, and the line."""
    labels = [quantity.short(float(layer.values[place]), words.style) for layer in layers]
    top, line = (quantity.short(size, words.style) for size in sizes)
    month = result.scenario.start.plus(place).name()
    text = f"{month} · {words.stacked} {top} · {words.line} {line}"
    return ReadMonth(text, (*((label,) for label in labels), (line,)))
