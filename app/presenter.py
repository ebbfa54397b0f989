"""From document, results and view to one frozen screen state, and from two of them to calls.

`resolve` is pure. `Presenter` compares what it showed last with what is to be shown and
calls only the setters whose value changed.
"""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, Protocol

from app.cards import CARD_FIGURES, CARD_FORMULAS, headline_cards
from app.charts import (
    CHART_FIGURES,
    CHART_FORMULAS,
    OVERVIEW,
    Reading,
    chart_axes,
    chart_state,
    ghost_series,
    horizon,
    month_text,
)
from app.control_states import control_states
from engine.evaluate import needs_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.session import Document
    from engine.evaluate import Result
    from widgets.states import Axis, CardState, ChartState, ControlState, Series

    Axes = tuple[tuple[Axis, Axis], ...]


class View(NamedTuple):
    """What the user looks at, apart from the document. Not part of undo."""

    crosshair: int | None = None
    held: Axes | None = None  # axes that stand still while a drag goes on


class Ghosts(NamedTuple):
    """The curves of a baseline, chart by chart."""

    baseline: Result | None = None
    months: int = 0
    series: tuple[tuple[Series, ...], ...] = ()


class Screen(NamedTuple):
    """Everything that the window shows."""

    controls: Mapping[str, ControlState] = MappingProxyType({})
    cards: tuple[CardState, ...] = ()
    charts: tuple[ChartState, ...] = ()
    axes: Axes = ()
    ghosts: Ghosts = Ghosts()
    preset: str = ""
    reading: str = ""
    notice: str = ""


class Target(Protocol):
    """What can be shown: the window, or a list of calls in a test."""

    def show_controls(self, states: Mapping[str, ControlState]) -> None: ...
    def show_cards(self, states: tuple[CardState, ...]) -> None: ...
    def show_chart(self, place: int, state: ChartState) -> None: ...
    def show_preset(self, preset: str) -> None: ...
    def show_reading(self, text: str) -> None: ...
    def show_notice(self, text: str) -> None: ...


@cache
def needs() -> frozenset[str]:
    """What `resolve` asks of a result: nothing else is computed under a slider."""
    return needs_of((*CHART_FORMULAS, *CARD_FORMULAS), (*CHART_FIGURES, *CARD_FIGURES))


def resolve(
    document: Document, result: Result, baseline: Result, view: View, previous: Screen
) -> Screen:
    """The screen of a document and its results. `previous` lends what didn't change."""
    axes = view.held or tuple(chart_axes(spec, result, baseline) for spec in OVERVIEW)
    decision = int(document.scenario.values["decision_month"])
    reading = Reading(min(view.crosshair or decision, horizon(result)), view.crosshair)
    ghosts = _ghosts(result, baseline, round(axes[0][0].maximum), previous.ghosts)
    charts = tuple(
        chart_state(spec, result, pair, reading, behind)
        for spec, pair, behind in zip(OVERVIEW, axes, ghosts.series, strict=True)
    )
    return Screen(
        controls=control_states(document, previous.controls),
        cards=headline_cards(result, baseline),
        charts=charts,
        axes=axes,
        ghosts=ghosts,
        preset=document.scenario.preset,
        reading=f"Decision month: {month_text(result, decision)}",
        notice=" ".join(document.scenario.notices()),
    )


def _ghosts(result: Result, baseline: Result, months: int, last: Ghosts) -> Ghosts:
    """The baseline's curves; the last ones while the baseline stands. None for itself."""
    if result.scenario.values == baseline.scenario.values:
        return Ghosts(baseline, months, tuple(() for _ in OVERVIEW))
    if last.baseline is baseline and last.months == months and any(last.series):
        return last
    return Ghosts(
        baseline, months, tuple(ghost_series(spec, baseline, months) for spec in OVERVIEW)
    )


class Presenter:
    """Shows screens on a target, touching only what changed since the last."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self.screen = Screen()

    def show(self, screen: Screen) -> None:
        last, target = self.screen, self._target
        self.screen = screen
        if screen.controls != last.controls:
            target.show_controls(screen.controls)
        if screen.cards != last.cards:
            target.show_cards(screen.cards)
        for place, state in enumerate(screen.charts):
            target.show_chart(place, state)  # a chart compares its own curves
        if screen.preset != last.preset:
            target.show_preset(screen.preset)
        if screen.reading != last.reading:
            target.show_reading(screen.reading)
        if screen.notice != last.notice:
            target.show_notice(screen.notice)
