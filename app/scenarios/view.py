"""What the Scenarios page shows of the document: which cases, which item, and their states."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from app.charts import Reading, actual_series, horizon
from app.scenarios.overlay import DEFAULT_ITEM, Curves, Drawn, ghost_of, overlay_axes, overlay_state
from app.scenarios.standing import StandingTables
from app.scenarios.tables import Case, make_case
from engine.calendar import YearMonth
from engine.evaluate import evaluate
from engine.model.catalogue import catalogue

if TYPE_CHECKING:
    from app.session import Document
    from engine.evaluate import Result
    from engine.project import Entry
    from engine.scenario import Scenario
    from widgets.comparison.states import OverlayState, TableState
    from widgets.states import Axis, Series

_MOST_IN_A_FRAME = 4  # other scenarios that a drag may compute anew


class ScenariosScreen(NamedTuple):
    """What the page shows, but for the bridge, which is computed beside it."""

    overlay: OverlayState
    figures: TableState
    inputs: TableState
    axes: tuple[Axis, Axis] | None = None


_Reading = tuple[float, float, YearMonth]  # decision month, horizon, and what they count from


class _Known(NamedTuple):
    """A case, and what it was made of."""

    scenario: Scenario
    reading: _Reading
    case: Case


class ScenariosView:
    """The page's choices and its cases. Cases are kept while their scenarios stand."""

    def __init__(self) -> None:
        self.item = DEFAULT_ITEM
        self._known: dict[int, _Known] = {}
        self._tables = StandingTables()
        self._curves: Curves = {}
        self._baseline: Result | None = None
        self._kept: frozenset[str] = frozenset()  # inputs in sight until the page is left
        self._count = 0  # of scenarios, at the last frame

    def leave(self) -> None:
        """The page is no longer seen: rows that an edit made equal may go."""
        self._kept = frozenset()

    def screen(
        self,
        document: Document,
        result: Result,
        crosshair: int | None,
        previous: ScenariosScreen | None,
        *,
        held: bool,
    ) -> ScenariosScreen:
        """`result` is the current scenario's, whole. With `held` axes stand as they were."""
        cases = self._cases(document, result, held=held)
        current = document.project.current
        if not _is_there(self.item, result if cases else None):
            self.item = DEFAULT_ITEM  # it was the user's own, and is no more
        if len(document.project.entries) < self._count:
            self._kept = frozenset()  # with a scenario go the rows that only it made differ
        self._count = len(document.project.entries)
        self._kept |= self._tables.differing(cases, current)
        decision = int(document.scenario.values["decision_month"])
        reading = Reading(min(crosshair or decision, horizon(result)), crosshair)
        points = self._points(document, result)
        ghosts = self._ghosts(document, result, cases)
        axes = self._axes(cases, current, (*points, *ghosts), previous, held=held)
        drawn = Drawn(reading, axes, points, ghosts)
        overlay = overlay_state(self.item, cases, current, drawn, self._curves)
        return ScenariosScreen(overlay, *self._tables.show(cases, current, self._kept), axes)

    def _axes(
        self,
        cases: list[Case],
        current: int,
        beside: tuple[Series, ...],
        previous: ScenariosScreen | None,
        *,
        held: bool,
    ) -> tuple[Axis, Axis] | None:
        if not cases or not self.item.startswith("row:"):
            return None
        if held and previous and previous.axes and previous.overlay.item == self.item:
            return previous.axes
        return overlay_axes(self.item, cases, current, beside)

    def _points(self, document: Document, result: Result) -> tuple[Series, ...]:
        actuals, key = document.project.actuals, self.item.removeprefix("row:")
        if actuals is None or key not in actuals.rows:
            return ()
        start = document.scenario.start
        found = actual_series(actuals, key, "text", start, horizon(result))
        return () if found is None else (found,)

    def _ghosts(self, document: Document, result: Result, cases: list[Case]) -> tuple[Series, ...]:
        """What the current scenario is compared with, where it is none of the cases."""
        compared = document.baseline.read_like(document.scenario)
        same = compared.values == document.scenario.values
        if (same and compared.start == document.scenario.start) or any(
            each.baseline for each in cases
        ):
            return ()
        if not self.item.startswith("row:"):
            return ()
        if self._baseline is None or self._baseline.scenario != compared:
            self._baseline = evaluate(compared)
        return (ghost_of(self.item, self._baseline, result),)

    # Cases ---------------------------------------------------------------------------------

    def _cases(self, document: Document, result: Result, *, held: bool) -> list[Case]:
        """The ticked scenarios, all read like the current one: at its month, over its horizon."""
        project, current = document.project, document.scenario
        pinned = project.reference.id if project.reference.kind == "scenario" else 0
        found = []
        computed = 0
        for entry in project.entries:
            if not entry.ticked:
                continue
            known = self._known.get(entry.id)
            if entry.id == project.current:
                case = self._current(entry, result, known, baseline=entry.id == pinned)
            elif known is not None and _stands(known, entry, current):
                case = _as(known.case, entry, baseline=entry.id == pinned)
            elif held and known is not None and computed >= _MOST_IN_A_FRAME:
                # All others follow when the hand lets go.
                case = _as(known.case, entry, baseline=entry.id == pinned)
            else:
                computed += 1
                other = evaluate(entry.scenario.read_like(current))
                case = make_case(entry, other, baseline=entry.id == pinned)
                self._known[entry.id] = _Known(entry.scenario, _reading(current), case)
            found.append(case)
        self._forget(document)
        return found

    def _current(
        self, entry: Entry, result: Result, known: _Known | None, *, baseline: bool
    ) -> Case:
        if known is not None and known.case.result is result:
            return _as(known.case, entry, baseline=baseline)
        case = make_case(entry, result, baseline=baseline)
        self._known[entry.id] = _Known(entry.scenario, _reading(entry.scenario), case)
        return case

    def _forget(self, document: Document) -> None:
        """Cases of scenarios that are no more."""
        if len(self._known) > len(document.project.entries):
            there = {entry.id for entry in document.project.entries}
            self._known = {key: each for key, each in self._known.items() if key in there}
            self._curves = {key: each for key, each in self._curves.items() if key in there}


def _is_there(item: str, result: Result | None) -> bool:
    """Whether the model has the line item that is chosen; a headline figure always is."""
    model = catalogue() if result is None else result.model
    return not item.startswith("row:") or item.removeprefix("row:") in model.line_items


def _stands(known: _Known, entry: Entry, current: Scenario) -> bool:
    return known.scenario is entry.scenario and known.reading == _reading(current)


def _reading(scenario: Scenario) -> _Reading:
    values = scenario.values
    return values["decision_month"], values["horizon_months"], scenario.start


def _as(case: Case, entry: Entry, *, baseline: bool) -> Case:
    """The case with the entry's own name and colour now."""
    if case.entry is entry and case.baseline == baseline:
        return case
    return case._replace(entry=entry, baseline=baseline)
