"""The sensitivity view's pictures from the engine's answers, and the ranges typed into it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from app.control_states import input_text, read_input, setting_text
from app.scenarios.overlay import item_choices
from app.uncertainty.sensitivity_words import NONE, Looked, brief, signed
from engine import quantity
from engine.analysis.ranges import Range, plausible_ranges
from engine.analysis.sensitivity.draws import FEWEST
from engine.analysis.sensitivity.moved import inputs_reaching
from engine.model.catalogue import catalogue
from engine.model.shape import PLAIN, Shape
from engine.scenario import InputError
from widgets.comparison.states import Choice
from widgets.states import Axis, Tick
from widgets.uncertainty.sensitivity_states import (
    BarEnd,
    DrawsRow,
    DrawsState,
    LegPoint,
    SensitivityState,
    SpiderLeg,
    SpiderState,
    TornadoRow,
    TornadoState,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engine.analysis.ranges import Ranges
    from engine.analysis.sensitivity.draws import DrawSensitivity, InputShare
    from engine.analysis.sensitivity.spider import Leg, Spider
    from engine.analysis.sensitivity.tornado import Bar, Tornado
    from engine.scenario import Scenario
    from widgets.uncertainty.sensitivity_states import Basis, Kind

_SURE = "No input is uncertain: there are no draws to look at. See Model, Distributions"
DEFAULT_ITEM = "npv_operating_profit"
_CAPTIONS = {
    ("tornado", "ranges"): "Each input alone at both ends of its plausible range",
    ("tornado", "percentiles"): "Each input alone at the 10th and 90th percentile of its draws",
    ("spider", "ranges"): "Each input alone along its plausible range",
    ("spider", "percentiles"): "Each input alone from the 10th to the 90th percentile of its draws",
}
_EMPTY = {
    "ranges": "No input with a range can reach it: add one above",
    "percentiles": "No input whose distribution has a spread can reach it",
}
_REST = (
    "The share of the variance of ranks that no sum of single effects explains: inputs that "
    "work together, and chance"
)
_SHARES = (
    "Where inputs go together, what they explain jointly is split evenly between them. "
    "Shares and the rest add up to 100% of the variance of ranks."
)


@lru_cache(maxsize=8)
def sensitivity_choices(shape: Shape = PLAIN) -> tuple[Choice, ...]:
    """What can be looked at: headline figures of one number, and line items by section."""
    return item_choices(shape)


def addable(scenario: Scenario, looked: Looked, ranges: Mapping[str, Range]) -> tuple[Choice, ...]:
    """The inputs behind the number that have no range yet."""
    behind = inputs_reaching(scenario, looked.subject)
    return tuple(
        Choice(key, item.label, item.group, hint=item.meaning)
        for key, item in catalogue().inputs.items()
        if key in behind and key not in ranges and item.status != "derived"
    )


def read_range(key: str, low: str, high: str) -> Range:
    """What was typed as a range. Raises `InputError` in words for the user."""
    label = catalogue().inputs[key].label
    try:
        found = Range(read_input(key, low), read_input(key, high))
    except InputError as error:
        raise InputError(key, f"{label}: {error.fault}") from None
    if not found.low < found.high:
        ends = (input_text(key, end) for end in found)
        raise InputError(key, "{}: low {} is not below high {}".format(label, *ends))
    return found


def waiting_state(
    looked: Looked, item: str, kind: Kind, basis: Basis, choices: tuple[Choice, ...] = ()
) -> SensitivityState:
    """All that is known before the first answer: the number as it stands, and the choices."""
    month = looked.subject.month or 0
    value = _number(looked)
    text = f"{looked.text(value)} {looked.per()}".rstrip() if value is not None else "none"
    when = f"in {looked.result.scenario.start.plus(month - 1).name()}" if month else "now"
    return SensitivityState(
        item=item,
        kind=kind,
        basis=basis,
        month=month,
        value=f"{text} {when}",
        value_tooltip="" if value is not None else looked.why_not(),
        caption=_CAPTIONS.get((kind, basis), ""),
        addable=choices if basis == "ranges" and kind != "draws" else (),
    )


def _number(looked: Looked) -> float | None:
    from engine.analysis.readings import reading_of
    from engine.analysis.sensitivity.moved import existing

    reading = reading_of(looked.subject, looked.result.model)
    return existing(float(reading.read(looked.result.values)))


# Tornado ------------------------------------------------------------------------------------


def with_tornado(
    state: SensitivityState, looked: Looked, found: Tornado, own: Ranges = ()
) -> SensitivityState:
    """`own` are the project's ranges."""
    values = [found.base, *(end for bar in found.bars for end in (bar.at_low, bar.at_high))]
    mine = {key for key, each in own if each != plausible_ranges().get(key)}
    rows = tuple(_row(looked, found.base, bar, own=bar.key in mine) for bar in found.bars)
    picture = TornadoState(
        axis=looked.axis(values),
        base=found.base,
        base_text=looked.text(found.base),
        rows=rows,
        editable=state.basis == "ranges",
        summary=_tornado_summary(looked, found),
        message="" if rows else _EMPTY[state.basis],
        title=looked.label,
        style=looked.style,
    )
    note, tip = _beyond(found.beyond)
    return state._replace(tornado=picture, note=note, note_tooltip=tip)


def _row(looked: Looked, base: float | None, bar: Bar, *, own: bool) -> TornadoRow:
    item = catalogue().inputs[bar.key]
    low = _end(looked, base, bar.key, bar.low, bar.at_low)
    high = _end(looked, base, bar.key, bar.high, bar.at_high)
    unmoved = not bar.width and not bar.appears
    note = ""
    if unmoved:
        what = NONE if base is None else "no change"
        note = f"{what} from {low.text} to {high.text}"
    ends = f"{setting_text(bar.key, bar.low)} to {setting_text(bar.key, bar.high)}"
    whose = "your range" if own else "range"
    tip = f"{item.label}: {setting_text(bar.key, bar.now)} now, {whose} {ends}"
    return TornadoRow(bar.key, item.label, item.suffix, low, high, own=own, note=note, tooltip=tip)


def _end(
    looked: Looked, base: float | None, key: str, value: float, number: float | None
) -> BarEnd:
    text = looked.text(number)
    label = catalogue().inputs[key].label
    tip = f"{label} at {setting_text(key, value)}: {looked.label} {text}"
    if number is not None and base is not None and number != base:
        tip += f", {looked.change(number - base)}"
    tip += "\nClick to set it"
    return BarEnd(value, brief(key, value), number, text, tip)


def _tornado_summary(looked: Looked, found: Tornado) -> str:
    now = looked.text(found.base)
    moved = [bar for bar in found.bars if bar.width or bar.appears]
    if not moved:
        return f"{looked.label}, {now} now: no input with a range moves it."
    first = moved[0]
    label = catalogue().inputs[first.key].label
    ends = f"{looked.text(first.at_low)} to {looked.text(first.at_high)}"
    return (
        f"{looked.label}, {now} now. {label} moves it most: {ends}. "
        f"{len(moved)} of {len(found.bars)} inputs move it."
    )


def _beyond(keys: Sequence[str]) -> tuple[str, str]:
    if not keys:
        return "", ""
    labels = ", ".join(catalogue().inputs[key].label for key in keys)
    count = "1 input with a range" if len(keys) == 1 else f"{len(keys)} inputs with a range"
    return f"{count} cannot reach it: {labels}", labels


# Spider -------------------------------------------------------------------------------------


def with_spider(state: SensitivityState, looked: Looked, found: Spider) -> SensitivityState:
    values = [found.base, *(result for leg in found.legs for result in leg.results)]
    moves = [move for leg in found.legs for move in leg.moves]
    low, high = min(moves, default=-0.5), max(moves, default=0.5)
    legs = tuple(_leg(looked, leg) for leg in found.legs)
    picture = SpiderState(
        x_axis=Axis(low, high, _move_ticks(low, high)),
        y_axis=looked.axis(values),
        base=found.base,
        legs=legs,
        summary=_spider_summary(looked, found),
        stepped=looked.stepped,
        message="" if legs else _EMPTY[state.basis],
        title=looked.label,
        style=looked.style,
    )
    note, tip = _beyond(found.beyond)
    return state._replace(spider=picture, note=note, note_tooltip=tip)


def _leg(looked: Looked, leg: Leg) -> SpiderLeg:
    label = catalogue().inputs[leg.key].label
    points = tuple(
        LegPoint(
            value,
            move,
            result,
            f"{label} {setting_text(leg.key, value)}: {looked.text(result)}",
            looked.text(result),
        )
        for value, move, result in zip(leg.values, leg.moves, leg.results, strict=True)
    )
    return SpiderLeg(leg.key, label, points)


def _move_ticks(low: float, high: float) -> tuple[Tick, ...]:
    places = [place / 4 for place in range(-4, 5) if low <= place / 4 <= high]
    signs = {True: "+", False: quantity.MINUS}
    return tuple(
        Tick(place, f"{signs[place > 0]}{abs(place):.0%}" if place else "now") for place in places
    )


def _spider_summary(looked: Looked, found: Spider) -> str:
    if not found.legs:
        return f"{looked.label}: no input with a range can reach it."
    first = found.legs[0]
    there = [result for result in first.results if result is not None]
    ends = _span(looked.text(min(there)), looked.text(max(there))) if there else "nowhere"
    label = catalogue().inputs[first.key].label
    return f"{looked.label} along the range of {len(found.legs)} inputs; most by {label}, {ends}."


def _span(low: str, high: str) -> str:
    """`from $2.1B to $9.4B`, but `from the start to May 2027`."""
    return f"{low} to {high}" if low.startswith("from ") else f"from {low} to {high}"


# From the draws -----------------------------------------------------------------------------


def with_draws(
    state: SensitivityState, looked: Looked, found: DrawSensitivity, seed: int
) -> SensitivityState:
    picture = DrawsState(
        rows=tuple(_draws_row(each, found) for each in found.inputs),
        rest=found.rest,
        rest_text=f"{found.rest * 100:.1f}%",
        rest_tooltip=_REST,
        summary=_draws_summary(looked, found),
        message=draws_fault(found),
        title=looked.label,
    )
    caption = f"{found.draws:,} draws · seed {seed}"
    if found.missing:
        caption += f" · left out: {found.missing:,} in which it {NONE}"
    tip = _SHARES
    if found.beyond:
        labels = ", ".join(catalogue().inputs[key].label for key in found.beyond)
        tip += f"\nUncertain inputs that cannot reach it: {labels}."
    return state._replace(draws=picture, caption=caption, note=_SHARES, note_tooltip=tip)


def without_draws(state: SensitivityState) -> SensitivityState:
    """Where nothing is uncertain there is nothing to wait for."""
    empty = DrawsState((), rest=0.0, rest_text="", rest_tooltip="", summary=_SURE, message=_SURE)
    return state._replace(draws=empty, fresh=True)


def _draws_row(each: InputShare, found: DrawSensitivity) -> DrawsRow:
    label = catalogue().inputs[each.key].label
    rank = signed(each.rank)
    faint = abs(each.rank) < found.chance
    share = f"{each.share * 100:.1f}%"
    tip = f"{label}: rank correlation {rank}, {share} of the variance of ranks"
    if faint:
        tip += f"\nWithin ±{found.chance:.2f} a correlation may well be chance"
    return DrawsRow(each.key, label, each.rank, rank, each.share, share, faint, tip)


def _draws_summary(looked: Looked, found: DrawSensitivity) -> str:
    if not found.inputs:
        return f"{looked.label}: {draws_fault(found)}."
    first = found.inputs[0]
    label = catalogue().inputs[first.key].label
    return (
        f"{looked.label} goes most with {label}: rank correlation {signed(first.rank)}, "
        f"{first.share * 100:.0f}% of the variance of ranks."
    )


def draws_fault(found: DrawSensitivity) -> str:
    """Why draws say nothing; empty where they do."""
    if found.fault == "too few":
        there = found.draws - found.missing
        return f"It exists in {there:,} of {found.draws:,} draws: fewer than {FEWEST} say nothing"
    if found.fault == "never varies":
        return "It is the same in every draw in which it exists: nothing to explain"
    if found.fault:
        return "No uncertain input can reach it"
    return ""
