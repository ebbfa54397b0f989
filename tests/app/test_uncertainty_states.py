"""What the Uncertainty page shows, from simulations made by hand and small real ones."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from app.charts import Reading
from app.choices import figure_choices
from app.uncertainty.fan_states import FAN_ITEMS, fan_axes, fans_state
from app.uncertainty.figure_states import figure_state, goal_state
from app.uncertainty.shares import of_draws, percent, share_axis
from app.uncertainty.toolbar_states import Run, instead, toolbar_state
from engine.analysis.goal import Goal
from engine.analysis.simulation.result import Simulation
from engine.analysis.simulation.simulate import simulate
from engine.evaluate import Result, evaluate
from engine.files.shipped import preset_scenario
from engine.model.catalogue import catalogue
from engine.uncertainty.case import Distribution, Uncertainty
from engine.uncertainty.defaults import shipped
from widgets.states import PLAN
from widgets.uncertainty.states import FANS, FIGURE

if TYPE_CHECKING:
    from collections.abc import Sequence

MONTHS, QUARTERS = 48, 16
GROWTH = Uncertainty((("revenue_growth", Distribution("uniform", (("low", 0), ("high", 0.1)))),))


@cache
def planned(preset: str = "as_reported", **changes: float) -> Result:
    return evaluate(preset_scenario(preset).with_values(changes))


def drawn(result: Result | None = None, **given: Any) -> Simulation:
    """By hand: profit fans out to -20, 10, 30, 50 and 90 $m; all else is 100 in every draw."""
    found = result or planned()
    grown = np.linspace(0.0, 1.0, MONTHS)
    bands = {key: np.full((5, MONTHS), 100.0) for key in FAN_ITEMS}
    bands["operating_profit"] = np.outer([-20.0, 10.0, 30.0, 50.0, 90.0], grown)
    fields: dict[str, Any] = {
        "scenario": found.scenario,
        "uncertainty": GROWTH,
        "draws": 4,
        "seed": 1,
        "samples": {"revenue_growth": np.array([0.01, 0.02, 0.03, 0.04])},
        "bands": bands,
        "quarter_profit": np.linspace(0.0, 1.0, QUARTERS),
        "sustained_profit": np.linspace(0.0, 0.94, MONTHS),
        "figures": {},
    }
    return Simulation(**(fields | given))


# Shares ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("share", "text"),
    [(0, "0%"), (1, "100%"), (0.83, "83%"), (0.0001, "<1%"), (0.9999, ">99%")],
)
def test_what_is_neither_none_nor_all_never_reads_so(share: float, text: str) -> None:
    assert percent(share) == text


def test_a_share_says_of_what() -> None:
    assert of_draws(0.831) == "83% of draws"


def test_the_axis_of_shares_is_written_in_whole_percent_where_it_can() -> None:
    assert [tick.text for tick in share_axis(np.array([0.19])).ticks][-1] == "20%"
    assert share_axis(np.array([0.012])).ticks[1].text == "0.5%"


# Fans ------------------------------------------------------------------------------------------


def test_the_labels_read_the_last_month_and_under_the_crosshair_another() -> None:
    found = fans_state(drawn(), planned(), Reading(1, None)).charts[0]
    texts = {label.name: label.text for label in found.fans[0].labels}
    assert texts["p95"] == "$90.0m"
    assert texts["p5"] == "−$20.0m"
    assert found.read_month == MONTHS
    assert found.reading == "Q1 2030 · month 48"
    crossed = fans_state(drawn(), planned(), Reading(25, 25)).charts[0]
    texts = {label.name: label.text for label in crossed.fans[0].labels}
    assert texts["median"] == "$15.3m"  # 30 × 24 / 47
    assert crossed.crosshair_text == "Q2 2028 · month 25"


def test_the_plan_is_the_scenarios_own_curve() -> None:
    result = planned()
    fan = fans_state(drawn(), result, Reading(1, None)).charts[0].fans[0]
    assert fan.plan is not None
    assert np.array_equal(fan.plan, result.row("operating_profit")[:MONTHS])
    assert [label.explains for label in fan.labels if label.row == PLAN] == [True]


def test_profit_is_said_of_the_quarter_that_is_read() -> None:
    state = fans_state(drawn(), planned(), Reading(7, 7))
    assert state.charts[0].subtitle == "Profit in Q4 2026 in 13% of draws"  # 2/15
    assert state.quarters is not None
    assert state.quarters.frame.read == 2
    assert state.quarters.frame.readings[2] == "Q4 2026 · 13% of draws"


def test_an_opening_part_quarter_has_no_bar() -> None:
    scenario = preset_scenario("as_reported").with_values({"quarter_phase": 1})
    late = evaluate(scenario)
    state = fans_state(drawn(late, quarter_profit=np.full(15, 0.5)), late, Reading(1, 1))
    assert state.quarters is not None
    assert state.quarters.months[0] == 5
    assert state.quarters.frame.read is None
    assert state.charts[0].subtitle.startswith("Median $0 in Apr 2026")


def test_what_is_reached_and_hardly_ever_moves_is_not_said_to_be_out_of_reach() -> None:
    late = drawn(samples={"delivery_delay_months": np.array([0.0, 0.0, 0.0, 3.0])})
    chart = fans_state(late, planned(), Reading(1, None)).charts[2]
    assert chart.subtitle == "The same in at least 90% of draws"


def test_what_no_uncertain_input_reaches_is_a_line_and_says_so() -> None:
    chart = fans_state(drawn(), planned(), Reading(1, None)).charts[2]
    assert chart.subtitle == "No uncertain input reaches it"
    (label,) = chart.fans[0].labels
    assert (label.name, label.text, label.explains) == ("all", "$100m", True)
    assert chart.fans[0].plan is None


def test_where_the_supplier_pays_there_is_nothing_to_leave() -> None:
    result = planned("supplier_pays")
    charts = fans_state(drawn(result), result, Reading(1, None)).charts
    assert [chart.note for chart in charts] == [
        "",
        "",
        *["The supplier pays: nothing to leave"] * 2,
    ]
    assert charts[2].subtitle == ""


def test_where_nothing_is_ever_owed_words_stand_for_the_empty_plot() -> None:
    case = preset_scenario("as_reported").with_values({"term_months": 1.0})
    found = simulate(case, GROWTH, draws=20, rows=FAN_ITEMS)
    charts = fans_state(found, evaluate(case), Reading(1, None)).charts
    assert [chart.note for chart in charts] == [
        "",
        "",
        "No exit cost in any month, in at least 95% of draws",
        "No above-market exposure in any month, in at least 95% of draws",
    ]
    assert (charts[2].subtitle, charts[2].reading) == ("", "")
    assert charts[2].note in charts[2].summary


def test_cash_says_where_the_lower_edge_is_deepest() -> None:
    bands = dict(drawn().bands)
    low = np.linspace(100.0, 90.0, MONTHS)
    bands["cumulative_cash"] = np.outer(np.ones(5), low) + np.arange(5)[:, None]
    above = fans_state(drawn(bands=bands), planned(), Reading(1, None)).charts[1]
    assert above.subtitle == "Above zero in 95% of draws in every month"
    bands["cumulative_cash"][0, 11] = -1_250.0
    below = fans_state(drawn(bands=bands), planned(), Reading(1, None)).charts[1]
    assert below.subtitle == "5% of draws are below −$1.25B in Mar 2027"


def test_sustained_profit_says_when_half_of_the_draws_have_it() -> None:
    state = fans_state(drawn(), planned(), Reading(1, None))
    assert state.sustained is not None
    # 0.94 × 25 / 47 is the first share of at least a half: month 26.
    assert state.sustained.frame.subtitle == "50% of draws by May 2028"
    assert state.sustained.frame.detail == "A run of 6 months has begun; it may relapse"
    assert state.sustained.frame.detail in state.sustained.frame.summary
    never = drawn(sustained_profit=np.linspace(0.0, 0.4, MONTHS))
    rare = fans_state(never, planned(), Reading(1, None)).sustained
    assert rare is not None
    assert rare.frame.subtitle == "40% of draws by Mar 2030"


def test_the_test_of_sustained_profit_is_the_scenarios_own() -> None:
    result = planned(sustain_months=1.0)
    state = fans_state(drawn(result), result, Reading(1, None))
    assert state.sustained is not None
    assert state.sustained.frame.detail == "A run of 1 month has begun; it may relapse"


def test_axes_hold_the_fan_and_its_plan_and_can_be_held() -> None:
    axes = fan_axes(drawn(), planned())
    plan = planned().row("operating_profit")[:MONTHS]
    assert axes.values[0].minimum <= min(-20.0, plan.min())
    assert axes.values[0].maximum >= max(90.0, plan.max())
    other = planned(monthly_spend=2_000.0)
    held = fans_state(drawn(other), other, Reading(1, None), axes)
    assert [chart.y_axis for chart in held.charts] == list(axes.values)


@pytest.mark.parametrize(("months", "bars"), [(48, 16), (120, 40)])
def test_a_horizon_has_a_bar_a_quarter(months: int, bars: int) -> None:
    result = planned(horizon_months=float(months))
    found = simulate(result.scenario, GROWTH, draws=20, rows=FAN_ITEMS)
    state = fans_state(found, result, Reading(1, None))
    assert state.quarters is not None
    assert state.sustained is not None
    assert len(state.quarters.shares) == bars
    assert len(state.sustained.shares) == months
    assert all("of draws" in text for text in state.quarters.frame.readings)


# One figure ------------------------------------------------------------------------------------


def figures(**values: Sequence[float]) -> Simulation:
    count = len(next(iter(values.values())))
    found = {key: np.array(row, dtype=np.float64) for key, row in values.items()}
    return drawn(draws=count, figures=found, samples={"revenue_growth": np.full(count, 0.01)})


NONE = float("nan")


def test_draws_without_the_figure_are_a_share_of_their_own() -> None:
    found = figures(first_profit_quarter=[1, 2, 2, 2, 3, NONE, NONE, 2, 2, 2])
    state = figure_state("first_profit_quarter", found, planned())
    assert state.histogram is not None
    absent = state.histogram.absent
    assert absent is not None
    assert absent.share == pytest.approx(0.2)
    assert absent.text == "20% of draws"
    assert absent.reason == "no profitable quarter in 48 months"
    assert np.allclose(state.histogram.shares, [0.1, 0.6, 0.1])
    assert state.histogram.frame.readings[1] == "Q3 2026 · 60% of draws"
    assert state.histogram.frame.readings[-1] == "does not exist · 20% of draws"
    assert state.percentiles is not None
    rows = {row.key: row.cells[0].text for row in state.percentiles.rows}
    assert rows["Median"] == "Q3 2026"
    assert rows["Does not exist"] == "20% of draws"
    assert "Mean" not in rows  # of dates there is none


def test_a_percentile_between_two_dates_says_both() -> None:
    found = figures(first_profit_quarter=[1, 2] * 50)
    state = figure_state("first_profit_quarter", found, planned())
    assert state.percentiles is not None
    rows = {row.key: row.cells[0] for row in state.percentiles.rows}
    assert rows["Median"].text == "Q2 2026 to Q3 2026"
    assert rows["Median"].copy_text == "1.5"


def test_what_stands_at_one_value_is_said_once() -> None:
    found = figures(first_profit_quarter=[2] * 99 + [4])
    state = figure_state("first_profit_quarter", found, planned())
    assert state.histogram is not None
    marks = [mark.text for mark in state.histogram.marks]
    assert marks == ["as planned, median, p5, p95 Q3 2026"]  # the plan's own is quarter 2


def test_how_likely_it_is_to_do_as_well_as_planned() -> None:
    found = figures(first_profit_quarter=[1, 2, 3, NONE])
    state = figure_state("first_profit_quarter", found, planned())
    assert state.histogram is not None
    assert "as planned or better in 50% of draws" in state.histogram.frame.subtitle


def test_yes_or_no_has_shares_and_no_percentiles() -> None:
    state = figure_state("relapses", figures(relapses=[1, 0, 0, NONE] * 50), planned())
    assert state.percentiles is not None
    rows = {row.key: row.cells[0].text for row in state.percentiles.rows}
    assert rows == {
        "Yes": "25% of draws",
        "No": "50% of draws",
        "As planned": "No",
        "Does not exist": "25% of draws",
    }
    assert state.convergence is not None
    assert state.convergence.text == "25%"


def test_a_figure_of_which_no_draw_has_one() -> None:
    result = planned("supplier_pays")
    found = drawn(result, figures={"regret": np.full(4, NONE)})
    state = figure_state("regret", found, result)
    assert state.histogram is not None
    assert state.histogram.frame.note == "No draw has it: the supplier pays: nothing to regret"
    assert state.convergence is not None
    assert state.convergence.frame.note


def test_of_several_reasons_those_of_the_draws_are_given() -> None:
    result = planned()
    found = simulate(result.scenario, shipped(), draws=400, figures=("exit_window_opens",))
    state = figure_state("exit_window_opens", found, result)
    assert state.histogram is not None
    assert state.histogram.absent is not None
    assert state.histogram.absent.reason == "staying is always cheaper"


def test_convergence_ends_at_the_median_of_all_draws() -> None:
    values = np.random.default_rng(7).normal(5_000.0, 900.0, 2_000)
    found = drawn(draws=2_000, figures={"npv_operating_profit": values})
    state = figure_state("npv_operating_profit", found, planned())
    assert state.convergence is not None
    assert state.convergence.estimate[-1] == np.median(values)
    assert state.convergence.frame.places[-1] == np.log10(2_000)
    assert "19 times in 20" in state.convergence.frame.subtitle


def test_every_figure_of_a_real_simulation_has_a_state() -> None:
    result = planned()
    keys = tuple(choice.key for choice in figure_choices())
    assert set(keys) == {key for key, each in catalogue().figures.items() if not each.listed}
    found = simulate(result.scenario, shipped(), draws=300, figures=keys)
    for key in keys:
        state = figure_state(key, found, result)
        assert state.histogram is not None
        missing = state.histogram.absent.share if state.histogram.absent else 0.0
        assert float(state.histogram.shares.sum()) + missing <= 1 + 1e-9
        frame = state.histogram.frame
        assert len(frame.places) == len(frame.readings)
        assert all("of draws" in text for text in frame.readings)


# The goal --------------------------------------------------------------------------------------


def test_the_goal_holds_in_a_share_of_all_draws() -> None:
    found = figures(first_profit_quarter=[1, 2, 3, NONE])
    state = goal_state(Goal("first_profit_quarter", "<=", 2.0), found)
    assert (state.share, state.text) == (0.5, "50% of draws")
    assert state.sentence == "First profitable quarter by Q3 2026"


def test_a_goal_read_in_another_month_is_not_answered_here() -> None:
    found = figures(exit_cost=[1.0, 2.0])
    state = goal_state(Goal("exit_cost", "<=", 10_000.0, 12), found)
    assert state.share is None
    assert "another month" in state.note


def test_without_a_goal_it_says_where_to_set_one() -> None:
    assert "Decide" in goal_state(None, drawn()).note


# The toolbar -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("run", "status"),
    [
        (Run(10_000), "live · 10,000 draws · seed 1"),
        (Run(10_000, fresh=False), "updating… · 10,000 draws · seed 1"),
        (Run(500, dragging=True), "500 draws while you drag"),
        (Run(10_000, dragging=True), "live · 10,000 draws · seed 1"),
        (Run(), "drawing 10,000 draws…"),
        (Run(10_000, progress=0.42), "42% of 10,000 draws"),
    ],
)
def test_the_status_says_how_the_answers_stand(run: Run, status: str) -> None:
    assert toolbar_state(FANS, shipped(), run).status == status


def test_a_files_own_number_of_draws_is_among_the_choices() -> None:
    own = Uncertainty(GROWTH.distributions, draws=2_500)
    state = toolbar_state(FIGURE, own, Run(2_500))
    assert state.draw_choices == (1_000, 2_500, 10_000, 50_000)
    assert not state.can_correlate  # with one uncertain input there is no pair


def test_without_uncertain_inputs_there_is_nothing_to_draw() -> None:
    state = toolbar_state(FANS, Uncertainty(), Run())
    assert not state.can_export
    message = instead(Uncertainty(), drawn=False)
    assert message is not None
    assert message.text == "No input is uncertain: every draw would be the same."
    assert message.distributions


def test_what_stands_in_place_of_a_view() -> None:
    waiting = instead(GROWTH, drawn=False)
    assert waiting is not None
    assert waiting.text == "Drawing 10,000 draws…"
    fault = instead(GROWTH, drawn=True, fault="no such draws")
    assert fault is not None
    assert fault.fault
    assert instead(GROWTH, drawn=True) is None


def test_a_refused_seed_comes_with_its_reason() -> None:
    state = toolbar_state(FANS, GROWTH, Run(1), ("x", "Seed x is not allowed"))
    assert (state.seed_text, state.seed_error) == ("1", "Seed x is not allowed")
