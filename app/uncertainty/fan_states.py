"""The six cards of the fans: four line items over all draws, two probabilities of profit."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from app.axes import month_axis, value_axis
from app.charts import OVERVIEW, month_text
from app.control_states import setting_text
from app.uncertainty.shares import is_flat, of_draws, percent, whole_axis
from engine import quantity
from engine.analysis.reach import inputs_behind
from engine.quarters import quarter_ends, quarter_name
from widgets.states import PLAN, Axis, ChartState, Fan, FanLabel, Measure, Tick
from widgets.uncertainty.states import FansState, Frame, ProbabilityState

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.charts import Reading
    from engine.analysis.simulation.result import Simulation
    from engine.evaluate import Result
    from engine.formula.values import Array
    from engine.scenario import Scenario

    Subtitle = Callable[["_Drawn", Array, int], str]

_STYLE = "money"
_LOW, _MEDIAN, _HIGH = 0, 2, 4  # rows of the bands
# The most important first: the last give way where there is no room.
_ROWS = (("median", 2), ("p95", 4), ("p5", 0), ("plan", PLAN), ("p75", 3), ("p25", 1))
_UNREACHED = "No uncertain input reaches it"
_ALIKE = "The same in at least 90% of draws"
_EVEN = 0.5
_SUSTAINED, _TEST = "sustained_profit_month", "sustain_months"


class FanSpec(NamedTuple):
    """One fan: a line item or measure. `subtitle` is given its bands and the month's place.

    What is `owed` is read in the decision month, and there is none where nothing is owed; all
    else is read in the last month, where the fan is widest.
    """

    key: str
    title: str
    colour: str
    subtitle: Subtitle
    owed: bool = False


class FanAxes(NamedTuple):
    """The axes of the four fans, in their order; they hold still during a drag."""

    months: Axis
    values: tuple[Axis, ...]


def fan_axes(simulation: Simulation, result: Result) -> FanAxes:
    """Axes that hold every fan and its plan."""
    months = _months(simulation)
    values = tuple(
        value_axis([*simulation.bands[spec.key], result.row(spec.key)[:months]], _STYLE)
        for spec in FANS
    )
    return FanAxes(month_axis(simulation.scenario, months), values)


def fans_state(
    simulation: Simulation,
    result: Result,
    reading: Reading,
    axes: FanAxes | None = None,
) -> FansState:
    """The six cards. `result` is the scenario without any draws, with all its formulas.

    The simulation has `FAN_ITEMS` as its rows; it may be some frames older than the result.
    """
    found = axes or fan_axes(simulation, result)
    drawn = _Drawn(simulation, _quarters(simulation.scenario))
    charts = tuple(
        _chart(spec, drawn, result, reading, (found.months, each))
        for spec, each in zip(FANS, found.values, strict=True)
    )
    return FansState(charts, _by_quarter(drawn, reading), _sustained(simulation, reading))


class _Quarter(NamedTuple):
    """A complete quarter; `end` is its last month, from 1."""

    end: int
    name: str


class _Drawn(NamedTuple):
    """A simulation, and the complete quarters to its horizon."""

    simulation: Simulation
    quarters: tuple[_Quarter, ...]

    def quarter_at(self, month: int | None) -> int | None:
        """The place of the quarter that a month is in."""
        if month is None:
            return None
        places = enumerate(self.quarters)
        return next((place for place, each in places if each.end - 2 <= month <= each.end), None)


def _quarters(scenario: Scenario) -> tuple[_Quarter, ...]:
    ends = quarter_ends(scenario, int(scenario.values["horizon_months"]))
    return tuple(
        _Quarter(end, quarter_name(scenario, number)) for number, end in enumerate(ends, start=1)
    )


def _months(simulation: Simulation) -> int:
    return len(simulation.sustained_profit)


# Fans ------------------------------------------------------------------------------------------


def _chart(
    spec: FanSpec,
    drawn: _Drawn,
    result: Result,
    reading: Reading,
    axes: tuple[Axis, Axis],
) -> ChartState:
    simulation = drawn.simulation
    months = _months(simulation)
    bands, plan = simulation.bands[spec.key], result.row(spec.key)[:months]
    asked = reading.crosshair or (reading.month if spec.owed else months)
    place = max(0, min(asked, months) - 1)
    fan = _fan(spec, bands, plan, place)
    when = month_text(result, place + 1)
    decision = int(result.scenario.values["decision_month"])
    note = _nothing(spec, result, bands, plan) if spec.owed else ""
    subtitle = _flat(spec.key, simulation) if is_flat(bands) else spec.subtitle(drawn, bands, place)
    read = ", ".join(f"{each.name} {each.text}" for each in fan.labels)
    return ChartState(
        title=spec.title,
        subtitle="" if note else subtitle,
        x_axis=axes[0],
        y_axis=axes[1],
        series=(),
        ghosts=(),
        decision_month=decision,
        decision_text=month_text(result, decision),
        summary=f"{spec.title}: {note or f'{subtitle}. In {when}, {read}'}.",
        crosshair_month=reading.crosshair,
        crosshair_text=when if reading.crosshair else "",
        reading="" if note else when,
        note=note,
        fans=(fan,),
        read_month=place + 1,
        measure=Measure(_STYLE, start=result.scenario.start),
    )


def _flat(key: str, simulation: Simulation) -> str:
    """Why an item's bands have no width."""
    behind = inputs_behind(frozenset((key,)), simulation.scenario.shape)
    return _ALIKE if behind & simulation.samples.keys() else _UNREACHED


def _fan(spec: FanSpec, bands: Array, plan: Array, place: int) -> Fan:
    """Where no draw differs, the plan is the line, and what is said once is enough."""
    if is_flat(bands):
        label = FanLabel("all", _MEDIAN, _text(bands[_MEDIAN, place]), explains=True)
        return Fan(spec.key, spec.colour, bands, (label,))
    labels = tuple(
        FanLabel(name, row, _text((plan if row == PLAN else bands[row])[place]), row == PLAN)
        for name, row in _ROWS
    )
    return Fan(spec.key, spec.colour, bands, labels, plan)


def _text(value: float) -> str:
    return "—" if np.isnan(value) else quantity.short(float(value), _STYLE)


def _nothing(spec: FanSpec, result: Result, bands: Array, plan: Array) -> str:
    """Why there is nothing to draw; empty where there is.

    Nothing to leave is said as the Overview says it. Beyond the bands nothing is known.
    """
    note = next(chart for chart in OVERVIEW if chart.key == "lock_in").note(result)
    if note or np.nan_to_num(bands).any() or np.nan_to_num(plan).any():
        return note
    return f"No {spec.title.lower()} in any month, in at least 95% of draws"


def _name(scenario: Scenario, month: int) -> str:
    return scenario.start.plus(month - 1).name()


def _profit(drawn: _Drawn, bands: Array, place: int) -> str:
    """The quarter's share; the median where the month is in no complete quarter."""
    quarter = drawn.quarter_at(place + 1)
    if quarter is None:
        when = _name(drawn.simulation.scenario, place + 1)
        return f"Median {_text(bands[_MEDIAN, place])} in {when}"
    share = float(drawn.simulation.quarter_profit[quarter])
    return f"Profit in {drawn.quarters[quarter].name} in {of_draws(share)}"


def _cash(drawn: _Drawn, bands: Array, _place: int) -> str:
    """Where the lower edge is deepest."""
    low = bands[_LOW]
    if not np.nanmin(low) < 0:
        return "Above zero in 95% of draws in every month"
    deepest = int(np.nanargmin(low))
    when = _name(drawn.simulation.scenario, deepest + 1)
    return f"5% of draws are below {_text(low[deepest])} in {when}"


def _most(_drawn: _Drawn, bands: Array, place: int) -> str:
    """What nine of ten draws lie between."""
    low, high = _text(bands[_LOW, place]), _text(bands[_HIGH, place])
    return f"90% of draws: {low if low == high else f'{low} to {high}'}"


FANS = (
    FanSpec("operating_profit", "Operating profit", "profit", _profit),
    FanSpec("cumulative_cash", "Cumulative cash", "revenue", _cash),
    FanSpec("exit_cost", "Exit cost", "exit_cost", _most, owed=True),
    FanSpec("above_market_exposure", "Above-market exposure", "contract", _most, owed=True),
)
FAN_ITEMS = tuple(spec.key for spec in FANS)  # what the simulation is asked for


# Probabilities ---------------------------------------------------------------------------------


def _by_quarter(drawn: _Drawn, reading: Reading) -> ProbabilityState:
    """The probability that each complete quarter is profitable."""
    quarters, shares = drawn.quarters, drawn.simulation.quarter_profit
    readings = tuple(
        f"{quarter.name} · {of_draws(share)}"
        for quarter, share in zip(quarters, shares.tolist(), strict=True)
    )
    frame = Frame(
        title="Probability of profit",
        subtitle="% of draws" + _soonest(quarters, shares),
        x_axis=_quarter_axis(drawn),
        y_axis=whole_axis(),
        places=tuple(float(place) for place in range(1, len(quarters) + 1)),
        readings=readings,
        summary=_told(readings, shares),
        read=drawn.quarter_at(reading.crosshair),
        note="" if quarters else "No complete quarter to the horizon",
        names=tuple(quarter.name for quarter in quarters),
    )
    texts = tuple(percent(share) for share in shares.tolist())
    ends = tuple(quarter.end for quarter in quarters)
    return ProbabilityState(frame, "profit", shares, texts, "quarter_profit", ends)


def _told(readings: tuple[str, ...], shares: Array) -> str:
    """The first quarter, the most probable one and the last; the others are the readings."""
    if not readings:
        return "Probability of profit by quarter: no complete quarter to the horizon."
    most = readings[int(np.argmax(shares))]
    return f"Probability of profit: {readings[0]}; most, {most}; at last, {readings[-1]}."


def _soonest(quarters: tuple[_Quarter, ...], shares: Array) -> str:
    """The first quarter in which more than half of the draws have a profit."""
    likely = np.flatnonzero(shares > _EVEN)
    return f" · over half first in {quarters[likely[0]].name}" if len(likely) else ", by quarter"


def _quarter_axis(drawn: _Drawn) -> Axis:
    """Labelled where the fans beside it are."""
    ticks = []
    for tick in month_axis(drawn.simulation.scenario, _months(drawn.simulation)).ticks:
        place = drawn.quarter_at(round(tick.position))
        if place is not None:
            ticks.append(Tick(place + 1.0, tick.text))
    return Axis(0.5, max(1, len(drawn.quarters)) + 0.5, tuple(ticks))


def _sustained(simulation: Simulation, reading: Reading) -> ProbabilityState:
    """The probability that profit is sustained from each month or earlier."""
    scenario, shares = simulation.scenario, simulation.sustained_profit
    months = len(shares)
    last, even = float(shares[-1]), np.flatnonzero(shares >= _EVEN)
    readings = tuple(
        f"by {_name(scenario, month)} · {of_draws(share)}"
        for month, share in enumerate(shares.tolist(), start=1)
    )
    by_end = f"{of_draws(last)} by {_name(scenario, months)}"
    begun = by_end
    if len(even):
        first = int(even[0])
        begun = f"{of_draws(float(shares[first]))} by {_name(scenario, first + 1)}"
    axis = month_axis(scenario, months)
    run = setting_text(_TEST, scenario.values[_TEST])
    what = f"A run of {run} has begun; it may relapse"
    read = reading.crosshair
    frame = Frame(
        title="Probability of sustained profit",
        subtitle=begun,
        x_axis=Axis(0.5, months + 0.5, axis.ticks),
        y_axis=whole_axis(),
        places=tuple(float(month) for month in range(1, months + 1)),
        readings=readings,
        summary=f"Probability of sustained profit by month: {begun}; {by_end}. {what}.",
        read=None if read is None or read > months else read - 1,
        detail=what,
        names=tuple(_name(scenario, month) for month in range(1, months + 1)),
    )
    texts = ("",) * (months - 1) + (percent(last),)
    return ProbabilityState(
        frame,
        "profit",
        shares,
        texts,
        _SUSTAINED,
        tuple(range(1, months + 1)),
        headline=True,
        stepped=True,
    )
