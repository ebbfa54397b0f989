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
    actual_points,
    chart_axes,
    chart_state,
    ghost_series,
    horizon,
    month_text,
)
from app.control_states import control_states
from app.scenarios.bar_states import bar_state
from engine.evaluate import needs_of
from widgets.scenario_bar.states import ScenarioBarState

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from app.scenarios.view import ScenariosScreen
    from app.session import Document, Saved
    from engine.actuals import Actuals
    from engine.calendar import YearMonth
    from engine.evaluate import Result
    from widgets.contracts.states import ContractsState
    from widgets.decide.states import DecideState
    from widgets.explain.states import ExplainState
    from widgets.ledger.states import LedgerState
    from widgets.sources.states import SourcesState
    from widgets.states import Axis, CardState, ChartState, ControlState, Series
    from widgets.uncertainty.states import UncertaintyState

    Axes = tuple[tuple[Axis, Axis], ...]


PAGES = ("Overview", "Scenarios", "Uncertainty", "Decide", "Contracts", "Ledger", "Sources")
OVERVIEW_PAGE, SCENARIOS_PAGE, UNCERTAINTY_PAGE, DECIDE_PAGE = PAGES[:4]
CONTRACTS_PAGE, LEDGER_PAGE, SOURCES_PAGE = PAGES[4:]


class View(NamedTuple):
    """What the user looks at, apart from the document. Not part of undo."""

    crosshair: int | None = None
    held: Axes | None = None  # axes that stand still while a drag goes on
    page: str = OVERVIEW_PAGE


class Ghosts(NamedTuple):
    """The curves of a baseline, chart by chart."""

    baseline: Result | None = None
    months: int = 0
    series: tuple[tuple[Series, ...], ...] = ()
    start: YearMonth | None = None


class Dots(NamedTuple):
    """The actual months, chart by chart, and what they were made of."""

    actuals: Actuals | None = None
    start: YearMonth | None = None
    months: int = 0
    points: tuple[tuple[Series, ...], ...] = ()


class Screen(NamedTuple):
    """Everything that the window shows. Only the page that is seen is kept up to date."""

    controls: Mapping[str, ControlState] = MappingProxyType({})
    cards: tuple[CardState, ...] = ()
    charts: tuple[ChartState, ...] = ()
    axes: Axes = ()
    ghosts: Ghosts = Ghosts()
    dots: Dots = Dots()
    page: str = OVERVIEW_PAGE
    bar: ScenarioBarState = ScenarioBarState()
    scenarios: ScenariosScreen | None = None
    uncertainty: UncertaintyState | None = None
    decide: DecideState | None = None
    contracts: ContractsState | None = None
    ledger: LedgerState | None = None
    sources: SourcesState | None = None
    explain: ExplainState | None = None  # the panel; None while it is closed
    preset: str = ""
    reading: str = ""
    notice: str = ""


class Target(Protocol):
    """What can be shown: the window, or a list of calls in a test."""

    def show_page(self, page: str) -> None: ...
    def show_bar(self, state: ScenarioBarState) -> None: ...
    def show_controls(self, states: Mapping[str, ControlState]) -> None: ...
    def show_cards(self, states: tuple[CardState, ...]) -> None: ...
    def show_chart(self, place: int, state: ChartState) -> None: ...
    def show_scenarios(self, screen: ScenariosScreen) -> None: ...
    def show_uncertainty(self, state: UncertaintyState) -> None: ...
    def show_decide(self, state: DecideState) -> None: ...
    def show_contracts(self, state: ContractsState) -> None: ...
    def show_ledger(self, state: LedgerState) -> None: ...
    def show_sources(self, state: SourcesState) -> None: ...
    def show_explain(self, state: ExplainState | None) -> None: ...
    def show_preset(self, preset: str) -> None: ...
    def show_reading(self, text: str) -> None: ...
    def show_notice(self, text: str) -> None: ...


@cache
def needs() -> frozenset[str]:
    """What the Overview asks of a result: nothing else is computed under a slider."""
    return needs_of((*CHART_FORMULAS, *CARD_FORMULAS), (*CHART_FIGURES, *CARD_FIGURES))


def resolve(
    document: Document,
    saved: Saved,
    result: Result,
    baseline: Result,
    view: View,
    previous: Screen,
) -> Screen:
    """The Overview of a document and its results. `previous` lends what didn't change."""
    dots = _dots(document, result, previous.dots)
    axes = view.held or tuple(
        chart_axes(spec, result, baseline, points)
        for spec, points in zip(OVERVIEW, dots.points, strict=True)
    )
    decision = int(document.scenario.values["decision_month"])
    reading = Reading(min(view.crosshair or decision, horizon(result)), view.crosshair)
    months = round(axes[0][0].maximum)
    ghosts = _ghosts(result, baseline, months, previous.ghosts, moving=view.held is not None)
    charts = tuple(
        chart_state(spec, result, pair, reading, behind, points)
        for spec, pair, behind, points in zip(
            OVERVIEW, axes, ghosts.series, dots.points, strict=True
        )
    )
    return resolve_frame(document, saved, OVERVIEW_PAGE, result, previous)._replace(
        cards=headline_cards(result, baseline),
        charts=charts,
        axes=axes,
        ghosts=ghosts,
        dots=dots,
    )


def resolve_frame(
    document: Document, saved: Saved, page: str, result: Result, previous: Screen
) -> Screen:
    """What is seen with every page; the pages themselves stay as they were."""
    decision = int(document.scenario.values["decision_month"])
    return previous._replace(
        page=page,
        bar=bar_state(document, saved, ticks_shown=page == SCENARIOS_PAGE),
        controls=control_states(document, previous.controls),
        preset=document.scenario.preset,
        reading=f"Decision month: {month_text(result, decision)}",
        notice=" ".join(document.scenario.notices()),
    )


def _dots(document: Document, result: Result, last: Dots) -> Dots:
    """The actual months on the four charts; the last ones while nothing about them changed."""
    actuals, start, months = document.project.actuals, document.scenario.start, horizon(result)
    made_of = (actuals, start, months)
    if last.points and last[:3] == made_of and last.actuals is actuals:
        return last
    points = tuple(actual_points(spec, actuals, start, months) for spec in OVERVIEW)
    return Dots(actuals, start, months, points)


def _ghosts(result: Result, baseline: Result, months: int, last: Ghosts, *, moving: bool) -> Ghosts:
    """The baseline's curves; the last ones while the baseline stands. None for itself.

    A hand that moves over the baseline's own value leaves them: they lie under the curves then,
    and to take them away and bring them back would hold it up twice, 10 ms each.
    """
    start = result.scenario.start
    stands = last.baseline is baseline and last.months == months and last.start == start
    if stands and moving and any(last.series):
        return last
    if result.scenario.values == baseline.scenario.values and start == baseline.scenario.start:
        return Ghosts(baseline, months, tuple(() for _ in OVERVIEW), start)
    if stands and any(last.series):
        return last
    series = tuple(ghost_series(spec, baseline, start, months) for spec in OVERVIEW)
    return Ghosts(baseline, months, series, start)


# What is shown whole by the setter of its name, and what only while its page is seen.
_PLAIN = ("page", "bar", "controls", "preset", "reading", "notice", "explain")
_OF_PAGES = {page: page.lower() for page in PAGES if page != OVERVIEW_PAGE}


class Presenter:
    """Shows screens on a target, touching only what changed since the last."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self.screen = Screen()
        self._shown = Screen()  # by the target
        self._cards: tuple[CardState, ...] = ()  # as they were shown last
        self._covered = False
        self._resting: frozenset[str] = frozenset()
        self.followers: list[Callable[[Screen], None]] = []  # told of every screen

    def cover(self, *, covered: bool) -> None:
        """Whether nobody sees the target: its Overview is then left as it is."""
        self._covered = covered
        if not covered and self._shown is not self.screen:
            self._show(self.screen)

    def rest(self, parts: Collection[str]) -> None:
        """Which parts wait under a slider, for eyes are on the same figures elsewhere.

        The page "Overview" goes on following a hand that moves the decision month: it may do so
        on its charts. The "controls" are those of the panel.
        """
        woken, self._resting = self._resting.difference(parts), frozenset(parts)
        if "controls" in woken:
            self._target.show_controls(self._shown.controls)
        if OVERVIEW_PAGE in woken and self._shown.page == OVERVIEW_PAGE:
            self._show_overview(self._shown)

    def show(self, screen: Screen) -> None:
        self.screen = screen
        if not (self._covered and screen.page == self._shown.page == OVERVIEW_PAGE):
            self._show(screen)
        for follow in self.followers:
            follow(screen)

    def _show(self, screen: Screen) -> None:
        last, target = self._shown, self._target
        self._shown = screen
        for name in _PLAIN:
            state = getattr(screen, name)
            if name not in self._resting and state != getattr(last, name):
                getattr(target, f"show_{name}")(state)
        if screen.page == OVERVIEW_PAGE:
            if OVERVIEW_PAGE not in self._resting or _decision(screen) != _decision(last):
                self._show_overview(screen)
            return
        name = _OF_PAGES[screen.page]
        state = getattr(screen, name)
        if state is not None and state is not getattr(last, name):
            getattr(target, f"show_{name}")(state)  # a page compares its own parts

    def _show_overview(self, screen: Screen) -> None:
        if screen.cards != self._cards:
            self._cards = screen.cards
            self._target.show_cards(screen.cards)
        for place, state in enumerate(screen.charts):
            self._target.show_chart(place, state)  # a chart compares its own curves


def _decision(screen: Screen) -> int:
    """The decision month of its charts; 0 without any."""
    return screen.charts[0].decision_month if screen.charts else 0
