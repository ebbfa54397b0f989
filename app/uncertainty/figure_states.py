"""One headline figure over all draws: distribution, percentiles, convergence, the goal."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from app.choices import figure_choices
from app.decide.goal_words import FigureWords, goal_words
from app.figure_text import DATED
from app.scenarios.tables import copied_kind
from app.uncertainty.sensitivity_words import NONE, Looked
from app.uncertainty.shares import of_draws, percent, share_axis, whole_axis
from engine.analysis.goal import comparable
from engine.analysis.simulation.convergence import running_percentile, running_probability
from engine.analysis.simulation.histogram import histogram
from engine.analysis.simulation.summary import probability, summarise
from engine.evaluate import evaluate_batch
from engine.explanation.subjects import Subject
from engine.kpis import kpi, reason_text
from engine.model.catalogue import catalogue
from widgets.comparison.states import Cell, Column, Row, TableState
from widgets.states import Axis, Tick
from widgets.uncertainty.states import (
    Absent,
    ConvergenceState,
    FigureState,
    Frame,
    GoalState,
    HistogramState,
    Mark,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from engine.analysis.goal import Goal
    from engine.analysis.simulation.convergence import Running
    from engine.analysis.simulation.histogram import Histogram
    from engine.analysis.simulation.result import Simulation
    from engine.evaluate import Result
    from engine.formula.values import Array
    from engine.model.catalogue import Figure

DEFAULT_FIGURE = "npv_operating_profit"
_COLOUR = "accent"
_FLAG = "flag"
_MEDIAN = 50
_PLAN = "as planned"
_MARKED = (("median", 2), ("p5", 0), ("p95", 4))  # places in the percentiles, by importance
_LOOKED_AT = 100  # draws that are asked why they have no figure
_FAR = 1.0  # widths of the distribution beyond which the plan's own value has no mark
_NO_GOAL = "No goal is set. The Decide page sets one."


class _Drawn(NamedTuple):
    """A figure's draws, beside the scenario without any."""

    figure: Figure
    values: Array  # (draws,), NaN where it does not exist
    simulation: Simulation
    looked: Looked  # in the scenario without draws

    @property
    def plan(self) -> float | None:
        return kpi(self.looked.result, self.figure.key).number()

    @property
    def is_flag(self) -> bool:
        return self.looked.style == _FLAG

    def text(self, value: float) -> str:
        """`$4.5B`, `Q3 2026`; `Q3 2026 to Q4 2026` between two dates."""
        if self.looked.style in DATED and value != round(value):
            return f"{self.text(math.floor(value))} to {self.text(math.ceil(value))}"
        return self.looked.text(value)


def figure_state(
    key: str, simulation: Simulation, result: Result, goal: Goal | None = None
) -> FigureState:
    """What is known of a figure that the simulation has kept draw by draw.

    `result` is the scenario without any draws, with all its formulas.
    """
    looked = Looked(result, Subject(key))
    figure = catalogue().figures[key]
    drawn = _Drawn(figure, simulation.figures[key], simulation, looked)
    return FigureState(
        figure=key,
        choices=figure_choices(),
        histogram=_histogram(drawn),
        percentiles=_table(drawn),
        convergence=_convergence(drawn),
        goal=goal_state(goal, simulation),
    )


# The distribution ------------------------------------------------------------------------------


def _histogram(drawn: _Drawn) -> HistogramState:
    found = histogram(drawn.values)
    absent = _absent(drawn, found.missing)
    none = not len(found.shares)
    ends = [] if none else [float(found.edges[0]), float(found.edges[-1])]
    marks = _marks(drawn, ends)
    names, readings = _bar_names(drawn, found), _bar_readings(drawn, found)
    if absent is not None:
        names = (*names, NONE)
        readings = (*readings, f"{NONE} · {absent.text}")
    subtitle = _subtitle(drawn, found)
    frame = Frame(
        title="",  # the button that chooses the figure stands there
        subtitle=subtitle,
        x_axis=_x_axis(drawn, [*ends, *(mark.value for mark in marks)]),
        y_axis=share_axis(found.shares) if not none else whole_axis(),
        places=_places(found, with_absent=absent is not None),
        readings=readings,
        summary=f"{drawn.figure.label}: {', '.join(mark.text for mark in marks)}. {subtitle}.",
        note=f"No draw has it: {absent.reason}" if none and absent is not None else "",
        names=names,
        name=drawn.figure.label,
    )
    return HistogramState(frame, _COLOUR, found.edges, found.shares, marks, absent)


def _places(found: Histogram, *, with_absent: bool) -> tuple[float, ...]:
    """The bars' middles; the one of what does not exist lies behind them."""
    middles = tuple(found.middles.tolist())
    if not with_absent:
        return middles
    return (*middles, float(found.edges[-1]) if middles else 0.0)


def _marks(drawn: _Drawn, ends: Sequence[float]) -> tuple[Mark, ...]:
    """The scenario's own value unless it is far from all draws, then the percentiles."""
    if not ends or drawn.is_flag:
        return ()
    levels = summarise(drawn.values).percentiles.tolist()
    named = [(name, levels[at]) for name, at in _MARKED]
    plan, reach = drawn.plan, _FAR * (ends[1] - ends[0])
    if plan is not None and ends[0] - reach <= plan <= ends[1] + reach:
        named.insert(0, (_PLAN, plan))
    values = dict.fromkeys(value for _, value in named)
    return tuple(
        _mark(drawn, value, [name for name, at in named if at == value]) for value in values
    )


def _mark(drawn: _Drawn, value: float, names: Sequence[str]) -> Mark:
    """What stands at one value: `median, p95 $4.5B`."""
    return Mark(value, f"{', '.join(names)} {drawn.text(value)}", plan=_PLAN in names)


def _x_axis(drawn: _Drawn, ends: Sequence[float]) -> Axis:
    """Labelled at each whole number where there are few, else at round ones."""
    if drawn.is_flag:
        return Axis(-0.5, 1.5, (Tick(0.0, drawn.text(0.0)), Tick(1.0, drawn.text(1.0))))
    return drawn.looked.axis(ends or (0.0, 1.0))


def _bar_names(drawn: _Drawn, found: Histogram) -> tuple[str, ...]:
    """What each bar holds: `$4.5B to $4.6B`."""
    if found.whole:
        return tuple(map(drawn.text, found.middles.tolist()))
    return tuple(
        f"{drawn.text(low)} to {drawn.text(high)}" for low, high in pairwise(found.edges.tolist())
    )


def _bar_readings(drawn: _Drawn, found: Histogram) -> tuple[str, ...]:
    return tuple(
        f"{name} · {of_draws(share)}"
        for name, share in zip(_bar_names(drawn, found), found.shares.tolist(), strict=True)
    )


def _subtitle(drawn: _Drawn, found: Histogram) -> str:
    """How likely it is to do as well as planned, and what lies beyond the bars."""
    parts = ["% of draws"]
    plan, better = drawn.plan, drawn.figure.better
    if plan is not None and better and not drawn.is_flag:
        values = comparable(drawn.figure.key, drawn.values)
        as_good = values <= plan if better == "lower" else values >= plan
        parts.append(f"as planned or better in {of_draws(float(np.mean(as_good)))}")
    elif plan is None:
        parts.append(f"as planned: {drawn.looked.why_not()}")
    beyond = ((found.below, "below what is shown"), (found.above, "above what is shown"))
    parts += [f"{of_draws(share)} {where}" for share, where in beyond if share > 0]
    return " · ".join(parts)


def _absent(drawn: _Drawn, share: float) -> Absent | None:
    if share <= 0:
        return None
    return Absent(share, of_draws(share), absent_reason(drawn))


def absent_reason(drawn: _Drawn) -> str:
    """Why the figure does not exist in the draws without it, the most frequent reason first.

    Where the figure knows more than one reason, some of these draws are asked.
    """
    figure, result = drawn.figure, drawn.looked.result
    texts = [reason_text(reason.text, result) for reason in figure.reasons]
    if len(texts) > 1:
        counts = _asked(drawn, figure.null_keys)
        order = sorted(range(len(texts)), key=lambda place: -counts[place])
        texts = [texts[place] for place in order if counts[place]]
    return ", or ".join(dict.fromkeys(texts)) or "no value in the draw"


def _asked(drawn: _Drawn, null_keys: tuple[str, ...]) -> list[int]:
    """In how many of the draws that are asked each reason is the first to hold."""
    simulation, scenario = drawn.simulation, drawn.simulation.scenario
    absent = np.flatnonzero(np.isnan(drawn.values))[:_LOOKED_AT]
    chosen = {key: values[absent] for key, values in simulation.samples.items()}
    values = evaluate_batch({**scenario.values, **chosen}, frozenset(null_keys), scenario)
    held = np.array([np.broadcast_to(values[key], absent.shape) != 0 for key in null_keys])
    counts: list[int] = np.bincount(held.argmax(axis=0), minlength=len(null_keys)).tolist()
    return counts


# Percentiles -----------------------------------------------------------------------------------


def _table(drawn: _Drawn) -> TableState:
    """Percentiles and mean of the draws in which it exists, and the share in which not."""
    summary = summarise(drawn.values)
    rows: list[Row] = []
    if drawn.is_flag:
        for value in (1.0, 0.0):
            share = float(np.mean(drawn.values == value))
            rows.append(_share_row(drawn.text(value), share))
    elif summary.share_null < 1:
        names = ("5th percentile", "25th percentile", "Median", "75th percentile")
        for name, value in zip((*names, "95th percentile"), summary.percentiles, strict=True):
            rows.append(_value_row(drawn, name, float(value)))
        if drawn.looked.style not in DATED:
            rows.append(_value_row(drawn, "Mean", summary.mean))
    plan = drawn.plan
    if plan is None:
        cell = Cell(NONE, number=False, tone="muted", tooltip=drawn.looked.why_not())
        rows.append(Row("As planned", "As planned", (cell,)))
    else:
        rows.append(_value_row(drawn, "As planned", plan))
    rows.append(_share_row("Does not exist", summary.share_null))
    heading = f"{drawn.simulation.draws:,} draws"
    return TableState("Where it exists", (Column(0, heading, ""),), tuple(rows))


def _value_row(drawn: _Drawn, name: str, value: float) -> Row:
    kind = copied_kind(drawn.figure.unit)
    cell = Cell(drawn.text(value), copy_text=f"{value:.15g}", kind=kind)
    return Row(name, name, (cell,), unit=drawn.figure.unit)


def _share_row(name: str, share: float) -> Row:
    cell = Cell(of_draws(share), copy_text=f"{share:.15g}", kind="percent")
    return Row(name, name, (cell,), unit="% of draws")


# Convergence -----------------------------------------------------------------------------------


def _convergence(drawn: _Drawn) -> ConvergenceState:
    """The median; of yes or no, the share of yes."""
    if drawn.is_flag:
        running, name = running_probability(drawn.values == 1), f"{drawn.figure.label}: yes"
    else:
        running, name = running_percentile(drawn.values, _MEDIAN), "Median"
    there = np.isfinite(running.low + running.high)
    kept = _where(running, there)
    text = of_draws if drawn.is_flag else drawn.text
    note = "" if len(kept.draws) > 1 else "Too few draws have the figure to say how sure it is"
    reach = "" if note else _reach(text(float(kept.low[-1])), text(float(kept.high[-1])))
    last = text(float(kept.estimate[-1])) if not note else ""
    frame = Frame(
        title="Convergence",
        subtitle=f"{name} as the draws grow in number{reach}",
        x_axis=_draws_axis(kept),
        y_axis=_estimate_axis(drawn, kept),
        places=tuple(np.log10(kept.draws).tolist()),
        readings=tuple(
            f"{count:,} draws · {text(value)}"
            for count, value in zip(kept.draws.tolist(), kept.estimate.tolist(), strict=True)
        ),
        summary=f"{name} after {drawn.simulation.draws:,} draws: {last}{reach}.",
        note=note,
        names=tuple(f"{count:,}" for count in kept.draws.tolist()),
    )
    shown = percent(float(kept.estimate[-1])) if drawn.is_flag and not note else last
    rows = zip(kept.low.tolist(), kept.estimate.tolist(), kept.high.tolist(), strict=True)
    texts = tuple((text(low), text(middle), text(high)) for low, middle, high in rows)
    style = "percent" if drawn.is_flag else drawn.looked.style
    return ConvergenceState(frame, _COLOUR, kept.estimate, kept.low, kept.high, shown, style, texts)


def _reach(low: str, high: str) -> str:
    where = f"at {low}" if low == high else f"between {low} and {high}"
    return f" · 19 times in 20 {where}"


def _where(running: Running, there: NDArray[np.bool_]) -> Running:
    return running._replace(
        draws=running.draws[there],
        estimate=running.estimate[there],
        error=running.error[there],
        low=running.low[there],
        high=running.high[there],
    )


def _draws_axis(running: Running) -> Axis:
    """Each ten times as many draws as wide as the last."""
    if len(running.draws) < 2:
        return Axis(0.0, 1.0, ())
    ticks = tuple(Tick(math.log10(count), f"{count:,}") for count in running.draws.tolist())
    return Axis(ticks[0].position, ticks[-1].position, ticks)


def _estimate_axis(drawn: _Drawn, running: Running) -> Axis:
    if not len(running.draws):
        return whole_axis()
    if drawn.is_flag:
        return share_axis(running.high)
    low, high = float(running.low.min()), float(running.high.max())
    if drawn.looked.style in DATED:
        return drawn.looked.axis((low - 1, high + 1))
    return drawn.looked.axis((low, high))


# The goal --------------------------------------------------------------------------------------


def goal_state(goal: Goal | None, simulation: Simulation) -> GoalState:
    """In how many draws the goal holds; why that is not known where it isn't."""
    if goal is None:
        return GoalState("", note=_NO_GOAL)
    scenario = simulation.scenario
    sentence = goal_words(goal, FigureWords(scenario))
    values = simulation.figures.get(goal.figure)
    if goal.read_in(scenario) is not scenario or values is None:
        note = "These draws are read in another month than the goal."
        return GoalState(sentence, note=note if values is not None else "Drawing…")
    return GoalState(sentence, probability(goal, values), of_draws(probability(goal, values)))
