"""The trade-off map and the sweep in words, colours and lines."""

from __future__ import annotations

import numpy as np
import pytest

from app.choices import figure_choices, input_choices
from app.decide.map_states import (
    map_picture,
    map_state,
    place_text,
    with_point,
)
from app.decide.sweep_states import sweep_state, verdict_text
from app.figure_text import figure_text
from engine import quantity
from engine.analysis.goal import Goal
from engine.analysis.term_sweep import Run, term_sweep
from engine.analysis.tradeoff import tradeoff
from engine.evaluate import evaluate
from engine.files.shipped import preset_scenario
from engine.kpis import kpi
from engine.model.catalogue import catalogue
from engine.scenario import Scenario, scenario

TERM, SPEND = "term_months", "monthly_spend"
GOAL = Goal("exit_cost", "<=", 20_000.0)


def reported() -> Scenario:
    return preset_scenario("as_reported")


def hard() -> Scenario:
    return scenario("hard", {"opening_revenue": 2600.0})


def test_the_point_is_said_as_the_headline_figures_say_it() -> None:
    state = map_state(tradeoff(reported(), TERM, SPEND, "exit_cost"), reported())
    assert state.here == "Now · 36 months, $1.25B / month: exit cost $29.1B"
    assert (state.x.present, state.y.present) == (36, 1250)
    assert (state.x.name, state.y.name) == ("Term length, months", "Monthly spend / month")
    assert state.summary.startswith("Exit cost by Term length, months and Monthly spend / month.")


@pytest.mark.parametrize("figure", ["exit_cost", "first_profit_quarter", "payback_month"])
def test_a_cell_is_said_as_its_own_run_would_be(figure: str) -> None:
    found = tradeoff(hard(), SPEND, "revenue_growth", figure)
    state = map_state(found, hard())
    for row, column in ((0, 0), (12, 30), (39, 59), (39, 0)):
        own = evaluate(hard().with_values(found.inputs(row, column)))
        value = kpi(own, figure)
        number = value.number()
        if number is None:
            expected = value.reason
        else:
            item = catalogue().figures[figure]
            name = item.label[0].lower() + item.label[1:]
            expected = f"{name} {figure_text(own.scenario, item, number)}"
        assert state.read(row, column).endswith(f": {expected}")


def test_missing_cells_say_why() -> None:
    found = tradeoff(hard(), SPEND, "revenue_growth", "payback_month")
    assert np.isnan(found.values).any()
    assert map_picture(found).missing == "cash spent is not regained in 48 months"
    there = tradeoff(reported(), TERM, SPEND, "exit_cost")
    assert map_picture(there).missing == ""


def test_a_reason_does_not_name_one_value_of_an_axis() -> None:
    found = tradeoff(hard(), SPEND, "horizon_months", "payback_month")
    assert map_picture(found).missing == "cash spent is not regained in so many months"


def test_contours_are_at_the_scale_s_round_numbers() -> None:
    state = map_picture(tradeoff(reported(), TERM, SPEND, "exit_cost"))
    texts = [contour.text for contour in state.contours]
    assert texts == ["$20B", "$40B", "$60B", "$80B", "$100B"]
    assert [tick.text for tick in state.scale.ticks] == texts
    assert not state.scale.signed
    assert not state.stepped


def test_values_on_a_contour_are_its_level() -> None:
    """Interpolated on the grid by hand, wherever the line crosses a row of cells."""
    found = tradeoff(reported(), TERM, SPEND, "exit_cost")
    state = map_picture(found)
    for contour, level in zip(state.contours, (20e3, 40e3, 60e3, 80e3, 100e3), strict=True):
        for line in contour.lines:
            for x, y in line:
                if y in found.y:
                    row = found.values[found.y.tolist().index(y)]
                    assert np.interp(x, found.x, row) == pytest.approx(level, rel=1e-9)


def test_figures_that_go_in_steps_are_drawn_in_steps() -> None:
    state = map_picture(tradeoff(reported(), TERM, SPEND, "first_profit_quarter"))
    assert state.stepped
    assert [tick.text for tick in state.scale.ticks][:2] == ["Q2 2026", "Q3 2026"]
    assert state.contours[0].text == "from Q3 2026"


def test_a_figure_on_both_sides_of_zero_has_two_colours() -> None:
    low = scenario("low", {"opening_revenue": 2500.0})
    scale = map_picture(tradeoff(low, TERM, "revenue_growth", "npv_cash_flow")).scale
    assert scale.signed
    assert scale.low == -scale.high


def test_a_long_tail_leaves_colours_for_the_rest() -> None:
    """Cash runs low: the ratio of what is owed to it has no end."""
    case = scenario("case", {"opening_cash": 1000.0, "opening_revenue": 2800.0})
    found = tradeoff(case, TERM, SPEND, "obligation_to_cash")
    assert map_picture(found).scale.high < np.nanmax(found.values)


def test_the_goal_has_a_line_where_its_figure_passes_the_threshold() -> None:
    found = tradeoff(reported(), TERM, SPEND, "exit_cost", goal=GOAL)
    state = map_picture(found, "Exit cost at most $20B")
    assert state.goal is not None
    assert state.goal.text == "Goal: exit cost at most $20B"
    assert ((state.goal.margin >= 0) == found.met).all()
    assert [line.tolist() for line in state.goal.lines] == [
        line.tolist() for line in state.contours[0].lines
    ]


@pytest.mark.parametrize(("threshold", "words"), [(1e9, "everywhere"), (-1.0, "nowhere")])
def test_a_goal_that_is_met_everywhere_or_nowhere_says_so(threshold: float, words: str) -> None:
    goal = Goal("exit_cost", "<=", threshold)
    state = map_picture(tradeoff(reported(), TERM, SPEND, "exit_cost", goal=goal), "Exit cost low")
    assert state.goal is not None
    assert state.goal.text == f"Goal: exit cost low · met {words} here"
    assert state.goal.lines == ()


def test_the_goal_of_a_date_that_never_comes_is_judged_as_the_goal_is() -> None:
    """The runway is at least 36 months also where cash never runs out."""
    case = scenario("case", {"opening_cash": 6000.0, "opening_revenue": 2500.0})
    goal = Goal("cash_out_month", ">=", 36.0)
    found = tradeoff(case, TERM, "revenue_growth", "npv_cash_flow", goal=goal)
    state = map_picture(found, "Cash runway not before Mar 2029")
    assert state.goal is not None
    assert found.goal_values is not None
    endless = np.isnan(found.goal_values)
    assert endless.any()
    assert (state.goal.margin[endless] > 0).all()
    assert len(state.goal.lines) >= 1


def test_the_point_moves_on_a_picture_that_stands() -> None:
    found = tradeoff(reported(), TERM, SPEND, "exit_cost")
    picture = map_picture(found)
    moved = with_point(picture, found, reported().with_values({TERM: 48.0}))
    assert moved.values is picture.values
    assert moved.contours is picture.contours
    own = kpi(evaluate(reported().with_values({TERM: 48.0})), "exit_cost").number()
    assert own is not None
    text = quantity.short(own, "money")
    assert moved.here == f"Now · 48 months, $1.25B / month: exit cost {text}"


def test_a_figure_that_nothing_on_the_map_changes_says_so() -> None:
    found = tradeoff(reported(), "own_lead_months", "own_value_loss", "exit_cost")
    state = map_picture(found)
    assert state.note == "It is $29.1B all over the map."
    assert state.contours == ()


def test_terms_beyond_the_timeline_are_noted() -> None:
    late = scenario("late", {"contract_start_month": 24.0, "auto_renew": 1.0})
    assert "ends in month 131" in map_picture(tradeoff(late, TERM, SPEND, "exit_cost")).note


@pytest.mark.parametrize(
    ("key", "value", "text"),
    [
        (TERM, 48.0, "48 months"),
        (SPEND, 1250.0, "$1.25B / month"),
        ("auto_renew", 1.0, "Auto-renewal: Yes"),
        ("payment_direction", -1.0, "Who pays whom: Supplier pays"),
        ("termination_fee_pct", 0.5, "50% of remaining"),
        ("decision_month", 12.0, "month 12"),
    ],
)
def test_settings_say_their_unit(key: str, value: float, text: str) -> None:
    assert place_text(key, value) == text


def test_all_inputs_and_all_single_figures_can_be_chosen() -> None:
    assert {choice.key for choice in input_choices()} == set(catalogue().inputs)
    assert "maturity" not in [choice.key for choice in figure_choices()]
    assert len(figure_choices()) == len(catalogue().figures) - 1


@pytest.mark.parametrize("figure", [choice.key for choice in figure_choices()])
def test_every_figure_can_be_drawn(figure: str) -> None:
    for case in (reported(), scenario("supplier", {"payment_direction": -1.0})):
        found = tradeoff(case, TERM, SPEND, figure, goal=GOAL, columns=12, rows=8)
        state = map_state(found, case, "Exit cost at most $20B")
        assert state.read(0, 0)
        assert "nan" not in f"{state.here}{state.summary}{state.missing}".casefold()
        assert all(tick.text for tick in state.scale.ticks)


# The sweep ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        (((12, 96, True),), "for every term from 12 to 96"),
        (((12, 96, False),), "for no term from 12 to 96"),
        (((12, 96, None),), "no answer for any term from 12 to 96"),
        (((12, 47, True), (48, 96, False)), "up to 47 months, not from 48"),
        (((12, 27, False), (28, 96, True)), "from 28 months, not before"),
        (((12, 19, False), (20, 60, True), (61, 96, False)), "only from 20 to 60 months"),
        (((12, 19, False), (20, 20, True), (21, 96, False)), "only at 20 months"),
        (((12, 19, True), (20, 60, False), (61, 96, True)), "not from 20 to 60 months"),
        (
            ((12, 19, True), (20, 60, False), (61, 70, True), (71, 96, False)),
            "only from 12 to 19 and from 61 to 70 months",
        ),
        (
            ((12, 37, True), (38, 80, False), (81, 96, None)),
            "from 12 to 37; not from 38 to 80; no answer from 81 to 96 months",
        ),
    ],
)
def test_verdicts_are_plain_words(
    runs: tuple[tuple[int, int, bool | None], ...], text: str
) -> None:
    assert verdict_text(tuple(Run(*run) for run in runs)) == text


def test_many_spans_are_counted() -> None:
    runs = tuple(Run(term, term, answer=term % 2 == 0) for term in range(12, 97))
    assert verdict_text(runs) == "only at 12, at 14, at 16 and 40 more spans of months"


def test_rows_say_what_holds_now_and_the_goal_stands_first() -> None:
    found = term_sweep(reported(), GOAL)
    state = sweep_state(found, reported(), "Exit cost at most $20B")
    first = state.rows[0]
    assert (first.key, first.goal, first.figure) == ("goal", True, "exit_cost")
    assert first.sentence == "Goal: exit cost at most $20B"
    assert first.verdict == "up to 17 months, not from 18"
    assert first.now is False
    assert first.spoken.endswith("; does not hold now")
    assert state.present_text == "36 months now"
    assert [tick.text for tick in state.ticks] == ["12", "24", "48", "72", "96"]
    assert state.rows[1].sentence == "Profit comes within a year"
    assert state.rows[1].now is True


def test_what_never_holds_keeps_its_sentence_and_holds_for_no_term() -> None:
    low = scenario("low", {"opening_revenue": 1500.0})
    rows = {row.key: row for row in sweep_state(term_sweep(low), low).rows}
    assert rows["first_profit"].sentence == "Profit comes within a year"
    assert rows["first_profit"].verdict == "for no term from 12 to 96"
    missed = term_sweep(low, Goal("exit_cost", "<=", -1.0))
    goal = sweep_state(missed, low, "Exit cost at most −$1").rows[0]
    assert goal.sentence == "Goal: exit cost at most −$1"
    assert goal.verdict == "for no term from 12 to 96"


def test_where_the_supplier_pays_there_is_no_answer() -> None:
    paid = scenario("paid", {"payment_direction": -1.0})
    rows = {row.key: row for row in sweep_state(term_sweep(paid), paid).rows}
    assert rows["deal_exists"].now is None
    assert rows["deal_exists"].sentence == "A fee exists that suits both sides"
    assert rows["deal_exists"].verdict == "no answer for any term from 12 to 96"


def test_terms_that_do_not_fit_are_noted_below() -> None:
    late = scenario("late", {"contract_start_month": 24.0, "auto_renew": 1.0})
    assert sweep_state(term_sweep(late), late).note.startswith("Contracts of 86 months or more")
