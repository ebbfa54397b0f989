"""Screens resolved from documents, and the calls that a change of screen makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from app.charts import OVERVIEW
from app.presenter import Presenter, Screen, View, needs, resolve
from app.session import Document, Saved
from engine.evaluate import evaluate
from engine.files.shipped import preset_scenario, presets
from engine.project import single
from tests.oracle.inputs import random_inputs
from tests.oracle.model import evaluate as oracle

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.scenarios.view import ScenariosScreen
    from engine.scenario import Scenario
    from widgets.contracts.states import ContractsState
    from widgets.decide.states import DecideState
    from widgets.explain.states import ExplainState
    from widgets.ledger.states import LedgerState
    from widgets.scenario_bar.states import ScenarioBarState
    from widgets.sources.states import SourcesState
    from widgets.states import CardState, ChartState, ControlState
    from widgets.uncertainty.states import UncertaintyState


class Recorder:
    """A target that only remembers what it was asked to show."""

    def __init__(self) -> None:
        self.calls: list[str] = []

    def show_controls(self, states: Mapping[str, ControlState]) -> None:
        self.calls.append(f"controls {len(states)}")

    def show_cards(self, states: tuple[CardState, ...]) -> None:
        self.calls.append(f"cards {len(states)}")

    def show_chart(self, place: int, state: ChartState) -> None:
        self.calls.append(f"chart {place} {state.title}")

    def show_page(self, page: str) -> None:
        self.calls.append(f"page {page}")

    def show_bar(self, state: ScenarioBarState) -> None:
        self.calls.append(f"bar {len(state.chips)}")

    def show_scenarios(self, screen: ScenariosScreen) -> None:
        self.calls.append(f"scenarios {screen.overlay.item}")

    def show_uncertainty(self, state: UncertaintyState) -> None:
        self.calls.append(f"uncertainty {state.toolbar.view}")

    def show_decide(self, state: DecideState) -> None:
        self.calls.append(f"decide {state.view}")

    def show_contracts(self, state: ContractsState) -> None:
        self.calls.append(f"contracts {state.view}")

    def show_ledger(self, state: LedgerState) -> None:
        self.calls.append(f"ledger {len(state.lines)}")

    def show_sources(self, state: SourcesState) -> None:
        self.calls.append(f"sources {state.share.figure}")

    def show_explain(self, state: ExplainState | None) -> None:
        self.calls.append(f"explain {state.title if state else None}")

    def show_preset(self, preset: str) -> None:
        self.calls.append(f"preset {preset}")

    def show_reading(self, text: str) -> None:
        self.calls.append(f"reading {text}")

    def show_notice(self, text: str) -> None:
        self.calls.append(f"notice {text}")


def _screen(scenario: Scenario, view: View = View(), last: Screen = Screen()) -> Screen:  # noqa: B008
    baseline = preset_scenario(scenario.preset)
    project = single(scenario)
    document = Document(project, scenario, baseline)
    compared = evaluate(baseline.read_like(scenario), needs())
    return resolve(document, Saved(project), evaluate(scenario, needs()), compared, view, last)


def _card(screen: Screen, key: str) -> CardState:
    return next(card for card in screen.cards if card.key == key)


def test_what_a_view_needs_has_the_bits_of_the_whole() -> None:
    scenario = preset_scenario("flexible_contract")
    whole, part = evaluate(scenario).values, evaluate(scenario, needs()).values
    assert len(part) < len(whole)
    for key, value in part.items():
        np.testing.assert_array_equal(value, whole[key])


def test_the_reported_case_reads_as_the_specification_says() -> None:
    screen = _screen(preset_scenario("as_reported"))
    shown = {card.key: card.value for card in screen.cards}
    assert shown == {
        "first_profit_quarter": "Q3 2026",
        "peak_funding": "$804m",
        "remaining_obligation": "$43.4B",
        "exit_cost": "$29.1B",
        "effective_lock_in_months": "17 months",
        "cash_out_month": "48+ months",
    }
    band = screen.charts[2].band
    assert band is not None
    assert (band.first, band.last) == (19, 28)


def test_changes_are_told_against_the_baseline() -> None:
    softer = preset_scenario("as_reported").with_values(
        {"lockin_months": 3, "notice_months": 3, "termination_fee_pct": 0.25}
    )
    screen = _screen(softer)
    exit_cost = _card(screen, "exit_cost")
    assert (exit_cost.arrow, exit_cost.tone) == ("down", "good")
    assert exit_cost.change.endswith("vs baseline")
    assert _card(screen, "effective_lock_in_months").change == "12 months vs baseline"
    assert _card(screen, "peak_funding").arrow == ""


def test_the_baseline_is_read_in_the_same_month() -> None:
    longer = preset_scenario("as_reported").with_values({"term_months": 48, "decision_month": 12})
    card = _card(_screen(longer), "remaining_obligation")
    # Twelve more months at $1.25B, whenever one looks.
    assert (card.value, card.change, card.tone) == ("$45.0B", "$15.0B vs baseline", "bad")


def test_a_null_figure_gives_its_reason() -> None:
    shrinking = preset_scenario("as_reported").with_values({"revenue_growth": -0.1})
    card = _card(_screen(shrinking), "first_profit_quarter")
    assert card.value == "None"
    assert card.change == "baseline Q3 2026"
    assert "No profitable quarter in 48 months." in card.tooltip


def test_curves_are_the_model_rows_over_the_horizon() -> None:
    scenario = preset_scenario("major_outage").with_values({"horizon_months": 24})
    screen = _screen(scenario)
    _, rows = oracle(dict(scenario.values))
    for chart in screen.charts:
        for series in chart.series:
            assert len(series.values) == 24
            if series.key in rows and series.key != "contract_unit_price":
                np.testing.assert_allclose(series.values, rows[series.key][:24], rtol=1e-9)


def test_the_contract_has_no_price_once_it_is_over() -> None:
    screen = _screen(preset_scenario("as_reported"))
    contract = screen.charts[3].series[0]
    assert np.isfinite(contract.values[:36]).all()
    assert np.isnan(contract.values[36:]).all()


def test_the_baseline_ghosts_only_where_it_differs() -> None:
    scenario = preset_scenario("as_reported")
    assert not any(chart.ghosts for chart in _screen(scenario).charts)
    changed = _screen(scenario.with_values({"term_months": 48}))
    assert all(chart.ghosts for chart in changed.charts)


def test_a_hand_leaves_the_ghosts_where_the_values_are_the_baselines() -> None:
    plan = preset_scenario("as_reported")
    baseline = evaluate(plan, needs())

    def shown(term: float, view: View, last: Screen) -> Screen:
        project = single(plan.with_values({"term_months": term}))
        document = Document(project, project.scenario, plan)
        now = evaluate(project.scenario, needs())
        return resolve(document, Saved(project), now, baseline, view, last)

    away = shown(48.0, View(), Screen())
    over = shown(36.0, View(held=away.axes), away)
    for chart, before in zip(over.charts, away.charts, strict=True):
        assert chart.ghosts is before.ghosts  # so that nothing behind the curves is painted anew
        for one, ghost in zip(chart.series, chart.ghosts, strict=True):
            np.testing.assert_array_equal(one.values, ghost.values)
    assert not any(chart.ghosts for chart in shown(36.0, View(), over).charts)
    assert not any(chart.ghosts for chart in shown(36.0, View(held=away.axes), Screen()).charts)


def test_held_axes_stay() -> None:
    scenario = preset_scenario("as_reported")
    first = _screen(scenario)
    grown = scenario.with_values({"revenue_growth": 0.2})
    held = _screen(grown, View(held=first.axes), first)
    assert held.axes == first.axes
    assert _screen(grown).axes != first.axes


def test_the_crosshair_is_read_in_all_four() -> None:
    screen = _screen(preset_scenario("as_reported"), View(crosshair=12))
    assert {chart.crosshair_month for chart in screen.charts} == {12}
    assert {chart.crosshair_text for chart in screen.charts} == {"Q1 2027 · month 12"}
    _, rows = oracle(dict(preset_scenario("as_reported").values))
    revenue = screen.charts[0].series[0]
    assert revenue.value_text == f"${rows['revenue'][11] / 1000:.2f}B"


def test_only_what_changed_is_shown_again() -> None:
    target = Recorder()
    presenter = Presenter(target)
    scenario = preset_scenario("as_reported")
    first = _screen(scenario)
    presenter.show(first)
    assert "controls 101" in target.calls
    assert "preset as_reported" in target.calls
    target.calls.clear()
    again = _screen(scenario, last=first)
    presenter.show(again)
    assert [call for call in target.calls if not call.startswith("chart")] == []
    target.calls.clear()
    moved = scenario.with_values({"supplier_base_revenue": 1.0})
    presenter.show(_screen(moved, last=again))
    assert [call for call in target.calls if not call.startswith("chart")] == ["controls 101"]


class Resting:
    """A presenter that has shown a case, some of its parts resting since."""

    def __init__(self, *parts: str) -> None:
        self.target = Recorder()
        self.presenter = Presenter(self.target)
        self.plan = preset_scenario("as_reported")
        self.presenter.show(_screen(self.plan))
        self.presenter.rest(parts)
        self.target.calls.clear()

    def moves(self, changes: dict[str, float]) -> list[str]:
        """The calls for a change."""
        self.target.calls.clear()
        self.plan = self.plan.with_values(changes)
        self.presenter.show(_screen(self.plan, last=self.presenter.screen))
        return list(self.target.calls)

    def wakes(self) -> list[str]:
        self.target.calls.clear()
        self.presenter.rest(())
        return list(self.target.calls)


CHARTS = [f"chart {place}" for place in range(4)]


def test_a_resting_overview_waits_and_is_shown_when_it_wakes() -> None:
    resting = Resting("Overview")
    assert resting.moves({"monthly_spend": 1400}) == ["controls 101"]
    woken = resting.wakes()
    assert woken[0] == "cards 6"
    assert [call[:7] for call in woken[1:]] == CHARTS
    assert resting.wakes() == []


def test_a_resting_overview_follows_the_decision_month() -> None:
    resting = Resting("Overview")
    resting.moves({"monthly_spend": 1400})
    moved = resting.moves({"decision_month": 20})
    assert "cards 6" in moved
    assert [call[:7] for call in moved if call.startswith("chart")] == CHARTS


def test_the_panel_rests_under_a_slider_of_the_stage() -> None:
    resting = Resting("Overview", "controls")
    assert resting.moves({"monthly_spend": 1400}) == []
    assert resting.wakes()[:2] == ["controls 101", "cards 6"]


def test_unchanged_controls_are_the_same_objects() -> None:
    scenario = preset_scenario("as_reported")
    first = _screen(scenario)
    second = _screen(scenario.with_values({"term_months": 40}), last=first)
    different = [key for key in first.controls if first.controls[key] is not second.controls[key]]
    assert different == ["term_months"]


@pytest.mark.parametrize("preset", sorted(presets()))
@pytest.mark.parametrize("decision", [1, 12, 40, 120])
def test_every_preset_gives_a_whole_screen(preset: str, decision: int) -> None:
    scenario = preset_scenario(preset).with_values({"decision_month": decision})
    screen = _screen(scenario)
    assert len(screen.cards) == 6
    assert len(screen.charts) == len(OVERVIEW)
    for card in screen.cards:
        assert card.value
        assert card.change
        assert "nan" not in card.value + card.change
        assert "{" not in card.tooltip
    for chart in screen.charts:
        assert chart.subtitle
        assert chart.summary
        for series in chart.series:
            finite = series.values[np.isfinite(series.values)]
            assert (finite >= chart.y_axis.minimum - 1e-9).all()
            assert (finite <= chart.y_axis.maximum + 1e-9).all()


def test_random_scenarios_need_nothing_more() -> None:
    for seed in range(120):
        changes = random_inputs(seed)
        screen = _screen(preset_scenario("as_reported").with_values(changes))
        assert all(card.value and card.change for card in screen.cards)


def test_a_contract_beyond_the_timeline_says_so() -> None:
    long = preset_scenario("as_reported").with_values(
        {"term_months": 96, "contract_start_month": 24, "auto_renew": 1, "renewal_months": 24}
    )
    assert _screen(long).notice == (
        "The contract ends in month 143; it is computed on the 120 months that fit."
    )
