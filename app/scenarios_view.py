"""What the Scenarios page shows of the document: which cases, which item, and their states."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from app.charts import Reading, actual_series, horizon
from app.comparison import Case, differing, figures_table, inputs_table, make_case
from app.overlay import DEFAULT_ITEM, overlay_axes, overlay_state
from engine.calendar import YearMonth
from engine.evaluate import evaluate

if TYPE_CHECKING:
    from app.session import Document
    from engine.evaluate import Result
    from engine.project import Entry
    from engine.scenario import Scenario
    from widgets.comparison_states import OverlayState, TableState
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
        self._kept: frozenset[str] = frozenset()  # inputs in sight until the page is left

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
        if cases:
            self._kept |= differing(cases)
        decision = int(document.scenario.values["decision_month"])
        reading = Reading(min(crosshair or decision, horizon(result)), crosshair)
        points = self._points(document, result)
        current = document.project.current
        axes = self._axes(cases, current, points, previous, held=held)
        return ScenariosScreen(
            overlay_state(self.item, cases, current, reading, axes, points),
            figures_table(cases, previous.figures if previous else None),
            inputs_table(cases, self._kept, previous.inputs if previous else None),
            axes,
        )

    def _axes(
        self,
        cases: list[Case],
        current: int,
        points: tuple[Series, ...],
        previous: ScenariosScreen | None,
        *,
        held: bool,
    ) -> tuple[Axis, Axis] | None:
        if not cases or not self.item.startswith("row:"):
            return None
        if held and previous and previous.axes and previous.overlay.item == self.item:
            return previous.axes
        return overlay_axes(self.item, cases, current, points)

    def _points(self, document: Document, result: Result) -> tuple[Series, ...]:
        actuals, key = document.project.actuals, self.item.removeprefix("row:")
        if actuals is None or key not in actuals.rows:
            return ()
        start = document.scenario.start
        found = actual_series(actuals, key, "text", start, horizon(result))
        return () if found is None else (found,)

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
