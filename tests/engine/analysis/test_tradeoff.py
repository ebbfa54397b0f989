"""The trade-off map: each cell is its own run, the axes, the goal, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest

from engine.analysis.goal import Goal
from engine.analysis.ranges import Range
from engine.analysis.tradeoff import (
    COLUMNS,
    ROWS,
    TradeoffError,
    grid,
    map_case,
    tradeoff,
    usual_range,
)
from engine.evaluate import evaluate
from engine.files.shipped import preset_scenario, presets
from engine.kpis import kpi
from engine.model.catalogue import catalogue
from engine.model.custom import CustomItem
from engine.project import single
from engine.scenario import Scenario, check_value, scenario
from tests.oracle import headline as oracle_headline
from tests.oracle import model as oracle_model

TERM, SPEND = "term_months", "monthly_spend"
PAIRS = (
    (TERM, SPEND, "exit_cost"),
    (SPEND, "revenue_growth", "first_profit_quarter"),
    ("opening_cash", TERM, "cash_out_month"),
    ("lockin_months", "payment_direction", "best_exit_saving"),
    ("decision_month", "horizon_months", "obligation_to_revenue"),
    ("npv_timing", "discount_rate", "npv_cash_flow"),
    ("auto_renew", "renewal_months", "regret"),
)


def hard() -> Scenario:
    """A case in which many figures exist only here and there."""
    return scenario("hard", {"opening_revenue": 2500.0, "opening_cash": 6000.0})


@pytest.mark.parametrize(("x_key", "y_key", "figure"), PAIRS)
def test_a_cell_has_the_bits_of_its_own_run(x_key: str, y_key: str, figure: str) -> None:
    found = tradeoff(hard(), x_key, y_key, figure)
    rows, columns = found.values.shape
    assert (len(found.y), len(found.x)) == (rows, columns)
    random = np.random.default_rng(7)
    for _ in range(25):
        row, column = int(random.integers(rows)), int(random.integers(columns))
        own = evaluate(hard().with_values(found.inputs(row, column)))
        single_run, value = kpi(own, figure), found.values[row, column]
        if single_run.value is None:
            assert np.isnan(value)
            reason = catalogue().figures[figure].reasons[int(found.reasons[row, column])]
            assert reason.text.split("{")[0] == single_run.reason[: len(reason.text.split("{")[0])]
        else:
            assert value == single_run.number()
            assert found.reasons[row, column] == -1


@pytest.mark.parametrize("figure", ["exit_cost", "zopa_ceiling", "first_profit_month"])
def test_cells_agree_with_the_plain_oracle(figure: str) -> None:
    case = preset_scenario("as_reported")
    found = tradeoff(case, TERM, SPEND, figure, columns=4, rows=3)
    for row in range(3):
        for column in range(4):
            inputs = {**case.values, **found.inputs(row, column)}
            scalars, rows = oracle_model.evaluate(inputs)
            own = oracle_headline.headline(inputs, scalars, rows)[figure]
            assert found.values[row, column] == pytest.approx(own, rel=1e-9)


def test_the_usual_map_is_term_by_spend_around_the_present_point() -> None:
    found = tradeoff(preset_scenario("as_reported"), TERM, SPEND, "exit_cost")
    assert found.values.shape == (ROWS, COLUMNS) == (40, 60)
    assert (found.x[0], found.x[-1], found.y[0], found.y[-1]) == (12, 96, 250, 2500)
    assert (found.x == np.rint(found.x)).all()
    assert (np.diff(found.x) > 0).all()
    assert (np.diff(found.y) > 0).all()
    assert (found.y % 25 == 0).all()  # each can be set by the slider


@pytest.mark.parametrize("key", catalogue().inputs)
def test_every_input_has_a_range_whose_values_it_takes(key: str) -> None:
    item = catalogue().inputs[key]
    for present in (item.minimum, item.default, item.maximum):
        case = scenario("case", {key: present})
        within = usual_range(case, key)
        assert within.low <= present <= within.high
        values = grid(key, within, 60)
        assert 2 <= len(values) <= 60
        assert (np.diff(values) > 0).all()
        for value in values:
            assert check_value(key, float(value)) == value
        assert values[0] <= present <= values[-1]


def test_a_range_stands_still_while_the_present_value_moves_in_it() -> None:
    for key in catalogue().inputs:
        item = catalogue().inputs[key]
        usual = usual_range(scenario("case"), key)
        middle = (usual.low + usual.high) / 2
        moved = round(middle) if item.whole else middle
        if key not in ("payment_direction", "npv_timing"):
            assert usual_range(scenario("case", {key: moved}), key) == usual


@pytest.mark.parametrize(
    ("present", "low", "high"),
    [
        (250.0, 250.0, 2_500.0),
        (249.0, 25.0, 250.0),
        (26.0, 25.0, 250.0),
        (25.0, 25.0, 250.0),
        (14.88, 2.5, 25.0),
        (3.0, 2.5, 25.0),
        (0.0, 0.0, 2_500.0),
        (4_000.0, 250.0, 4_000.0),
    ],
)
def test_a_small_deal_has_a_map_of_its_own_size(present: float, low: float, high: float) -> None:
    assert usual_range(scenario("case", {SPEND: present}), SPEND) == Range(low, high)


def test_every_preset_lies_within_its_map() -> None:
    for preset in presets():
        case = preset_scenario(preset)
        low, high = usual_range(case, SPEND)
        if case.values[SPEND] > 0:
            assert low <= case.values[SPEND] < high


def test_decades_leave_no_amount_out() -> None:
    # Plausible are $3B to $4B: with its margin the range has no whole decade.
    for present in np.geomspace(1.0, 2_499.0, 60):
        within = usual_range(
            scenario("case", {"opening_revenue": float(present)}), "opening_revenue"
        )
        assert within.low <= present <= within.high <= 10 * within.low


def test_a_range_of_few_whole_numbers_has_as_many_columns() -> None:
    assert grid(TERM, Range(20.0, 24.0), 60).tolist() == [20, 21, 22, 23, 24]
    assert grid("payment_direction", Range(-1.0, 1.0), 60).tolist() == [-1, 1]
    assert grid("npv_timing", Range(0.0, 1.0), 60).tolist() == [0, 0.5, 1]


def test_a_smooth_input_between_few_steps_is_still_fine() -> None:
    values = grid("discount_rate", Range(0.1, 0.15), 60)  # ten steps of the slider
    assert len(values) == 60
    assert (values[0], values[-1]) == (0.1, 0.15)


def test_the_goal_is_judged_in_its_month_and_on_its_own_figure() -> None:
    case = preset_scenario("as_reported")
    goal = Goal("exit_cost", "<=", 10_000.0, month=12)
    found = tradeoff(case, TERM, SPEND, "first_profit_quarter", goal=goal, columns=6, rows=5)
    assert found.met is not None
    for row in range(5):
        for column in range(6):
            inputs = {**found.inputs(row, column), "decision_month": 12.0}
            own = kpi(evaluate(case.with_values(inputs)), "exit_cost").number()
            assert own is not None
            assert found.met[row, column] == (own <= 10_000.0)
    assert found.met.any()
    assert not found.met.all()
    assert tradeoff(case, TERM, SPEND, "exit_cost", columns=3, rows=2).met is None


def test_the_point_may_move_on_a_map_that_stays() -> None:
    case = preset_scenario("as_reported")
    moved = case.with_values({TERM: 60.0, SPEND: 2000.0})
    assert map_case(case, TERM, SPEND) == map_case(moved, TERM, SPEND)
    one = tradeoff(case, TERM, SPEND, "regret", columns=5, rows=4)
    other = tradeoff(map_case(moved, TERM, SPEND), TERM, SPEND, "regret", columns=5, rows=4)
    assert one.values.tobytes() == other.values.tobytes()


def test_a_figure_that_neither_input_reaches_is_the_same_everywhere() -> None:
    found = tradeoff(scenario("case"), "own_opex_per_gpu", "own_lead_months", "exit_cost")
    assert found.values.shape == (37, 60)  # 0 to 36 months of lead time
    assert len(set(found.values.ravel().tolist())) == 1


def test_line_items_of_the_user_do_not_stand_in_the_way() -> None:
    items = (CustomItem("extra", "Extra", "$m", "flow", "revenue / 10", "0"),)
    case = single(scenario("case")).with_items(items).scenario
    plain = tradeoff(scenario("case"), TERM, SPEND, "exit_cost", columns=4, rows=3)
    own = tradeoff(case, TERM, SPEND, "exit_cost", columns=4, rows=3)
    assert own.values.tobytes() == plain.values.tobytes()


class Stopped(Exception):  # noqa: N818
    """What a cancelled question raises."""


def test_it_can_be_stopped() -> None:
    def stop() -> None:
        raise Stopped

    with pytest.raises(Stopped):
        tradeoff(scenario("case"), TERM, SPEND, "exit_cost", stop=stop)


@pytest.mark.parametrize(
    ("x_key", "y_key", "figure", "says"),
    [
        (TERM, TERM, "exit_cost", "Term length is on both axes"),
        ("speed", TERM, "exit_cost", "'speed' is no input"),
        (TERM, SPEND, "maturity", "no headline figure of one number"),
        (TERM, SPEND, "revenue", "no headline figure of one number"),
    ],
)
def test_what_can_not_be_drawn_says_why(x_key: str, y_key: str, figure: str, says: str) -> None:
    with pytest.raises(TradeoffError, match=says):
        tradeoff(scenario("case"), x_key, y_key, figure)


def test_a_range_without_extent_is_refused() -> None:
    with pytest.raises(TradeoffError, match="no range from 96 to 120"):
        tradeoff(scenario("case"), TERM, SPEND, "exit_cost", x_range=Range(96.0, 120.0))
