"""Build, rent or sign: the costs of the three ways, what each has cost so far, in words. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from app.axes import month_axis, value_axis
from app.charts import month_text
from app.decide.exit_texts import money, signed
from app.decide.others_texts import NAMES, month_name
from engine.analysis.alternatives import WAYS
from widgets.decide.exit_states import Word
from widgets.decide.others_states import BuildState, WayState
from widgets.states import Axis, ChartState, Marker, Measure, Series

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from engine.analysis.alternatives import Alternatives, Paths
    from engine.evaluate import Result
    from engine.formula.values import Array
    from engine.scenario import Scenario
    from widgets.decide.exit_states import Sentence

_NO_CONTRACT = "The supplier pays: there is no contract to compare with building or renting."
_NO_FLEET = "No GPUs are committed: there are no hours to compare with renting or building."
_RESALE = "own_residual"
_TITLE = "Paid so far"
_SUBTITLE = "by the end of each month, not discounted"
_JOINED = "\N{NO-BREAK SPACE}"  # a value stays on the line of its name
_DOT = " · dot: net of resale, owning is cheaper"
_NET_COLOUR = "revenue"


class _Line(NamedTuple):
    """A curve: the line item or measure that explains it, its name, its values."""

    key: str
    label: str
    colour: str
    values: Array


class BuildAxes(NamedTuple):
    """They hold still while a hand moves."""

    x: Axis
    y: Axis


def build_state(
    found: Alternatives, result: Result, crosshair: int | None, axes: BuildAxes | None = None
) -> BuildState:
    """The three ways of the scenario that `result` is of. Without `axes`, they are made."""
    if found.paths is None:
        return BuildState(message=_NO_CONTRACT if found.costs.costs[0] is None else _NO_FLEET)
    lines = _lines(found.paths)
    return BuildState(
        ways=(*_ways(found), *_resale(found, result.scenario)),
        sentences=(_crossed(found, found.paths, result.scenario),),
        chart=_chart(found, lines, result, crosshair, axes or _axes(found, lines, result)),
    )


def build_axes(found: Alternatives, result: Result) -> BuildAxes | None:
    """The axes that hold a scenario's curves; None where there are none."""
    if found.paths is None:
        return None
    return _axes(found, _lines(found.paths), result)


def _lines(paths: Paths) -> tuple[_Line, ...]:
    contract, on_demand, own = (NAMES[way] for way in WAYS)
    return (
        _Line("contract_cash_to_date", contract.label, contract.colour, paths.contract),
        _Line("rented_pv", on_demand.label, on_demand.colour, paths.on_demand),
        _Line("built_to_date", own.label, own.colour, paths.own),
        _Line(_RESALE, "Owning, net", _NET_COLOUR, paths.own_net),
    )


# Figures ------------------------------------------------------------------------------------


def _ways(found: Alternatives) -> Iterable[WayState]:
    costs = found.costs
    for (way, figure), cost, regret in zip(WAYS.items(), costs.costs, costs.regrets, strict=True):
        label, best = NAMES[way].label, way == costs.best
        if cost is None or regret is None:
            continue
        detail = "cheapest" if regret == 0 else signed(regret)
        more = "the cheapest" if regret == 0 else f"{money(regret)} more than the cheapest"
        tip = f"{label}: {money(cost)} at today's value, {more}"
        yield WayState(figure, label, money(cost), detail, best=best, tip=tip)


def _resale(found: Alternatives, scenario: Scenario) -> Iterable[WayState]:
    label, when = "Resale value", month_name(scenario, found.end)
    if found.residual is None:
        return
    tip = f"What the fleet could be sold for in {when}, not discounted: {money(found.residual)}"
    yield WayState(_RESALE, label, money(found.residual), f"in {when}", found.end, tip=tip)


# Sentences ----------------------------------------------------------------------------------


def _crossed(found: Alternatives, paths: Paths, scenario: Scenario) -> Sentence:
    gross, net = "own_crossover_month", "own_crossover_net_month"
    if found.crossover_net is None:
        end = month_name(scenario, found.end)
        told = f"Owning has cost more than the contract in every month to {end}, net of resale too."
        return (Word(told),)
    resold = Word(_since(paths.contract >= paths.own_net, found.crossover_net, scenario), net)
    if found.crossover is None:
        lead = "Owning has cost more than the contract in every month; net of resale, less "
        return (Word(lead), resold, Word("."))
    since = Word(_since(paths.contract >= paths.own, found.crossover, scenario), gross)
    lead = "Owning has cost less than the contract "
    return (Word(lead), since, Word("; net of resale, "), resold, Word("."))


def _since(ahead: NDArray[np.bool_], month: int, scenario: Scenario) -> str:
    """`from Nov 2028 on`; `from Nov 2028 to Jan 2029` where it does not stay so."""
    behind = np.flatnonzero(~ahead[month - 1 :])
    first = month_name(scenario, month)
    if not behind.size:
        return f"from {first} on"
    last = month - 1 + int(behind[0])
    return f"in {first}" if last == month else f"from {first} to {month_name(scenario, last)}"


# The chart ----------------------------------------------------------------------------------


def _axes(found: Alternatives, lines: Iterable[_Line], result: Result) -> BuildAxes:
    """To the comparison's end; a later decision month has no line."""
    months = max(found.end, 2)
    y = value_axis([line.values for line in lines], "money")
    return BuildAxes(month_axis(result.scenario, months), y)


def _chart(
    found: Alternatives,
    lines: tuple[_Line, ...],
    result: Result,
    crosshair: int | None,
    axes: BuildAxes,
) -> ChartState:
    read = min(crosshair or found.end, found.end)
    series = tuple(
        Series(line.key, line.label, line.colour, line.values, money(float(line.values[read - 1])))
        for line in lines
    )
    decision = int(result.scenario.values["decision_month"])
    marker, points = _marks(found, lines)
    told = ", ".join(f"{each.label} {each.value_text}" for each in series)
    return ChartState(
        title=_TITLE,
        subtitle=_SUBTITLE + (_DOT if points else ""),
        x_axis=axes.x,
        y_axis=axes.y,
        series=series,
        ghosts=(),
        decision_month=decision,
        decision_text=month_text(result, decision),
        summary=f"{_TITLE}, in {month_text(result, read)}: {told}.",
        crosshair_month=read if crosshair else None,
        crosshair_text=month_text(result, read) if crosshair else "",
        marker=marker,
        reading=month_text(result, read),
        note=_one_month(series) if found.end == 1 else "",
        points=points,
        read_month=found.end,
        measure=Measure(start=result.scenario.start),
    )


def _one_month(series: Iterable[Series]) -> str:
    pairs = (f"{each.label} {each.value_text}".replace(" ", _JOINED) for each in series)
    return f"One month makes no curve: {' · '.join(pairs)}"


def _marks(
    found: Alternatives, lines: tuple[_Line, ...]
) -> tuple[Marker | None, tuple[Series, ...]]:
    """A ring where owning has become cheaper; a dot where it has with the fleet sold."""
    at, net_at = found.crossover, found.crossover_net
    if at is None and net_at is None:
        return None, ()
    own, net = lines[-2:]
    if at is None:
        assert net_at is not None
        value = float(net.values[net_at - 1])
        text = "net of resale, owning is cheaper"
        return Marker(net_at, value, text, net.colour, "own_crossover_net_month"), ()
    value = float(own.values[at - 1])
    ring = Marker(at, value, "owning is cheaper", own.colour, "own_crossover_month")
    if net_at is None:
        return ring, ()
    dot = np.full(found.end, np.nan)
    dot[net_at - 1] = net.values[net_at - 1]
    return ring, (Series(net.key, "Net of resale, owning is cheaper", net.colour, dot, ""),)
