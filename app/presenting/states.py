"""From the window's screen to what the stage shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.cards import headline_cards
from app.charts import OVERVIEW
from app.control_states import control_groups
from app.presenter import OVERVIEW_PAGE, needs
from engine.evaluate import Result, evaluate
from widgets.chart.chart import Chart
from widgets.presenting.states import StageChart, StageState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.presenter import Screen
    from app.presenting.exhibits import Exhibit
    from app.session import Document
    from engine.scenario import Scenario
    from widgets.states import CardState, ChartState

HEADLINE = tuple(spec for spec in control_groups()[0][1] if spec.prominent)
PART = " · "  # between the parts of a subtitle
_NOTHING = "There is no picture on this page yet"


class StageStates:
    """Makes stage states; keeps the results that pages without headline figures lack."""

    def __init__(self) -> None:
        self._result: Result | None = None
        self._baseline: Result | None = None

    def of(
        self,
        document: Document,
        screen: Screen,
        shown: Sequence[Exhibit],
        heading: str,
        corner: str,
    ) -> StageState:
        charts = tuple(
            StageChart(f"{screen.page} {each.name}", _on_stage(document, state))
            for each in shown
            if (state := _state_of(each, screen)) is not None
        )
        return StageState(
            heading=heading,
            corner=corner,
            cards=self._cards(document, screen),
            charts=charts,
            controls=tuple(screen.controls[spec.key] for spec in HEADLINE),
            note="" if shown else _NOTHING,
        )

    def _cards(self, document: Document, screen: Screen) -> tuple[CardState, ...]:
        """The Overview has them; for the other pages they are made here."""
        if screen.page == OVERVIEW_PAGE:
            return screen.cards
        compared = document.baseline.read_like(document.scenario)
        self._result = _evaluated(document.scenario, self._result)
        self._baseline = _evaluated(compared, self._baseline)
        return headline_cards(self._result, self._baseline)


def _evaluated(scenario: Scenario, last: Result | None) -> Result:
    if last is not None and last.scenario == scenario:
        return last
    return evaluate(scenario, needs())


def _state_of(exhibit: Exhibit, screen: Screen) -> ChartState | None:
    """A chart's state; None of a picture that is none. The Overview's own may be covered."""
    if screen.page == OVERVIEW_PAGE:
        places = [spec.key for spec in OVERVIEW]
        return screen.charts[places.index(exhibit.name)]
    return exhibit.widget.state() if isinstance(exhibit.widget, Chart) else None


def _on_stage(document: Document, state: ChartState) -> ChartState:
    """A chart in fewer words: what it is of, the month that is read, what the dashes are."""
    scenario = document.scenario
    month = state.crosshair_month or state.read_month or state.decision_month
    quarter = scenario.start.plus(month - 1).quarter(scenario.fiscal_start)
    reading = f"{quarter} · dashed: baseline" if state.ghosts else f"{quarter}"
    what = state.subtitle.split(PART)[0]  # what the numbers are, before what is said of them
    return state._replace(subtitle=what, subtitle_target="", reading=reading)
