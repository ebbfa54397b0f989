"""What drives a number, against moving one input at a time and evaluating the whole model."""

from __future__ import annotations

import math
import random
from dataclasses import replace

import pytest

from engine.analysis.drivers import Driver, drivers
from engine.analysis.readings import SubjectError
from engine.calendar import YearMonth
from engine.explanation.subjects import Subject
from engine.model.catalogue import catalogue
from engine.scenario import Scenario, scenario
from tests.engine.analysis.subjects import ITEMS, Asked, number
from tests.oracle.inputs import presets, random_inputs, ranges, whole_numbers

MODEL = catalogue()
DEFAULT = scenario("As reported")
ALL = len(MODEL.inputs)
NO_RAMP = scenario("No ramp", {"ramp_months": 0})
ANY = (
    Asked("revenue", 24),
    Asked("operating_profit", 7, 9),
    Asked("cash_balance", 13, 24),
    Asked("exit_cost"),
    Asked("exit_cost", 30),
    Asked("peak_funding"),
    Asked("regret"),
    Asked("first_profit_quarter"),
    Asked("relapses"),
    Asked("maturity", part=2),
    Asked("contract_price"),
    Asked("cash_trough"),
    Asked("supplier_hhi_month", 5),
    Asked("profit_on_growth", 3),
    Asked("cash_twice", 40),
    Asked("fees_or_none", 1, 3),
    Asked("cash_balance", 3, 5, summed=True),
    Asked("cash_balance", 0),
    Asked("pot", 0),
)

FIGURES = [Asked(key, part=3 if key == "maturity" else None) for key in MODEL.figures]


# One at a time -------------------------------------------------------------------------


def nudged(key: str, value: float) -> tuple[float, bool]:
    """An input's value after its small move, and whether that is 1% of itself."""
    low, high = ranges()[key]
    if key == "payment_direction":
        return -value, False
    if key == "npv_timing":
        return {0.0: 0.5, 0.5: 1.0, 1.0: 0.5}[value], False
    relative = value != 0 and key not in whole_numbers()
    size = abs(value) / 100 if relative else MODEL.inputs[key].step
    after = value + size if value + size <= high else value - size
    assert after >= low
    return after, relative


def plainly(case: Scenario, asked: Asked) -> dict[str, Driver]:
    """Every input moved on its own; those that change the number, in the model's order."""
    value = number(case, asked)
    found = {}
    for key in MODEL.inputs:
        after, relative = nudged(key, case.values[key])
        result = number(case.with_values({key: after}), asked)
        change = None if value is None or result is None else result - value
        if result != value:
            found[key] = Driver(key, case.values[key], after, relative, result, change)
    sizes = [abs(each.change) for each in found.values() if each.change is not None]
    least = 1e-9 * max(abs(value or 0.0), *sizes, 0.0)
    return {
        key: each for key, each in found.items() if each.change is None or abs(each.change) > least
    }


def assert_as_plain(case: Scenario, asked: Asked) -> None:
    """The same bits, in the order of size; equals in the model's order."""
    expected = plainly(case, asked)
    order = sorted(
        expected.values(), key=lambda each: -math.inf if each.change is None else -abs(each.change)
    )
    found = drivers(case, asked, ALL)
    assert found.value == number(case, asked)
    assert found.moves == tuple(order)
    assert found.moved == len(order) <= found.reaching
    assert drivers(case, asked) == found._replace(moves=found.moves[:10])


@pytest.mark.parametrize("asked", ANY)
def test_the_default_case(asked: Asked) -> None:
    assert_as_plain(replace(DEFAULT, items=ITEMS), asked)


@pytest.mark.parametrize("seed", range(30))
def test_random_cases(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    case = replace(scenario("case", random_inputs(seed)), items=ITEMS)
    series = [each.key for each in case.model.formulas() if each.series]
    first = chance.randint(1, 120)
    assert_as_plain(case, chance.choice(ANY))
    assert_as_plain(case, chance.choice(FIGURES))
    assert_as_plain(case, Asked(chance.choice(series), first, chance.randint(first, 120)))


@pytest.mark.parametrize("end", [0, 1])
@pytest.mark.parametrize("asked", [Asked("closing_cash"), Asked("exit_cost"), ANY[-6]])
def test_every_input_at_an_end_of_its_range(asked: Asked, end: int) -> None:
    case = scenario("case", {key: limits[end] for key, limits in ranges().items()})
    assert_as_plain(replace(case, items=ITEMS), asked)


@pytest.mark.parametrize("preset", ["run_rate_500m", "supplier_pays"])
def test_presets(preset: str) -> None:
    case = scenario(preset, presets()[preset])
    for key in ("first_profit_quarter", "regret", "zopa_ceiling"):
        assert_as_plain(case, Asked(key))


# By hand -------------------------------------------------------------------------------


def test_the_obligation_by_hand() -> None:
    """After month 1 of 36 at 1,250 with no ramp, 35 fees are left."""
    found = drivers(NO_RAMP, Asked("remaining_obligation", 1), ALL)
    moves = {move.key: move for move in found.moves}
    assert found.value == 35 * 1250
    assert moves["term_months"] == ("term_months", 36, 37, False, 36 * 1250, 1250)
    assert moves["monthly_spend"] == ("monthly_spend", 1250, 1262.5, True, 35 * 1262.5, 437.5)
    # The minimum is the whole fee already, so less is all that is allowed.
    assert moves["take_or_pay_pct"][1:4] == (1, 0.99, True)
    assert moves["take_or_pay_pct"].change == pytest.approx(-437.5)
    # From 0 a slider's step of 0.5% a year: twelve fees 0.5% up, twelve 0.5% on that.
    assert moves["fee_escalator"][1:4] == (0, 0.005, False)
    assert moves["fee_escalator"].change == pytest.approx(1250 * 12 * (0.005 + 0.010025))
    assert moves["payment_direction"][1:] == (1, -1, False, 0, -35 * 1250)
    assert found.moves[0].key == "payment_direction"
    assert "opening_cash" not in moves


def test_revenue_by_hand() -> None:
    """In month 1 there is no growth yet; a paying supplier adds the ramp's half fee."""
    served = DEFAULT.with_values({"spot_capacity": 1000})
    found = drivers(served, Asked("revenue", 1))
    assert found.value == 3500
    assert found.moves == (
        Driver("payment_direction", 1, -1, False, 4125, 625),
        Driver("opening_revenue", 3500, 3535, True, 3535, 35),
    )
    assert found.moved == 2
    assert found.reaching > 20


@pytest.mark.parametrize(
    ("key", "before", "after", "relative"),
    [
        ("monthly_spend", 5000, 4950, True),  # at the maximum
        ("availability", 0.995, 0.995 - 0.00995, True),  # 1% more is beyond it
        ("availability", 1, 0.99, True),
        ("market_price_decline", -0.1, -0.099, True),  # up is towards 0
        ("monthly_spend", 0, 25, False),
        ("term_months", 96, 95, False),
        ("term_months", 1, 2, False),
        ("horizon_months", 118, 112, False),
        ("auto_renew", 0, 1, False),
        ("auto_renew", 1, 0, False),
        ("payment_direction", -1, 1, False),
        ("npv_timing", 0, 0.5, False),
        ("npv_timing", 0.5, 1, False),
        ("npv_timing", 1, 0.5, False),
        ("opening_cash", 5e-324, 100, False),  # 1% of it is nothing
    ],
)
def test_a_move_is_up_where_that_is_allowed(
    key: str, before: float, after: float, relative: bool
) -> None:
    """An input asked about is its own driver, and nothing else is."""
    found = drivers(DEFAULT.with_values({key: before}), Asked(key))
    (move,) = found.moves
    assert move.after == pytest.approx(after)
    assert (move.key, move.before, move.relative) == (key, before, relative)
    assert (move.result, move.change) == (move.after, move.after - before)
    assert found == (before, (move,), 1, 1)


def test_every_input_can_move() -> None:
    for key in MODEL.inputs:
        assert len(drivers(DEFAULT, Asked(key)).moves) == 1


# Existence and steps -------------------------------------------------------------------


def test_what_makes_a_figure_appear_comes_first() -> None:
    found = drivers(DEFAULT.with_values({"committed_gpus": 0}), Asked("implied_price"))
    assert found.value is None
    (move,) = found.moves
    assert move[:4] == ("committed_gpus", 0, 5, False)
    assert move.result == pytest.approx(1000 * 1250 / (5 * 730))
    assert move.change is None


def test_what_makes_a_figure_disappear_comes_first() -> None:
    found = drivers(DEFAULT, Asked("regret"))
    assert found.moves[0] == Driver("payment_direction", 1, -1, False, None, None)
    assert all(move.change is not None for move in found.moves[1:])
    assert len(found.moves) == 10


def test_a_number_that_goes_in_steps_may_have_no_driver() -> None:
    found = drivers(DEFAULT, Asked("cash_out_month"))
    assert (found.value, found.moves, found.moved) == (None, (), 0)
    assert found.reaching > 80


def test_a_custom_line_item_without_a_value() -> None:
    """Revenue in month 1 is what it was at the start, unless something cuts or adds to it."""
    case = replace(DEFAULT, items=ITEMS)
    found = drivers(case, Asked("profit_on_growth", 1))
    assert found.value is None
    assert found.moved == len(found.moves) > 0
    assert all(move.change is None and move.result is not None for move in found.moves)
    order = list(MODEL.inputs)
    places = [order.index(move.key) for move in found.moves]
    assert places == sorted(places)


def test_nothing_reaches_the_calendar() -> None:
    assert drivers(DEFAULT, Asked("month", 5)) == (5.0, (), 0, 0)


# Order and rounding --------------------------------------------------------------------


def test_equals_are_in_the_models_order() -> None:
    """A month more of lock-in and one more of notice cost the same."""
    found = drivers(DEFAULT, Asked("exit_cost"), ALL)
    moves = {move.key: move.change for move in found.moves}
    assert moves["lockin_months"] == moves["notice_months"]
    keys = list(moves)
    assert keys.index("lockin_months") + 1 == keys.index("notice_months")
    assert list(MODEL.inputs).index("lockin_months") < list(MODEL.inputs).index("notice_months")


def test_rounding_is_no_effect() -> None:
    """Fees paid before month 24 don't count then, but for the last places of the sums."""
    case = DEFAULT.with_values({"monthly_spend": 987.654, "ramp_first_pct": 0.123})
    asked = Asked("remaining_obligation", 24)
    before = number(case, asked)
    after = number(case.with_values({"ramp_first_pct": 0.123 + 0.123 / 100}), asked)
    assert before is not None
    assert after is not None
    assert 0 < abs(after - before) < 1e-9
    assert "ramp_first_pct" not in [move.key for move in drivers(case, asked, ALL).moves]


def test_the_start_month_does_not_matter() -> None:
    later = scenario("B", start=YearMonth(2027, 9), fiscal_start=2)
    assert drivers(later, Asked("exit_cost")) == drivers(DEFAULT, Asked("exit_cost"))


# What is asked -------------------------------------------------------------------------


def test_months_are_added_up_or_read_at_the_last() -> None:
    """A flow's months are summed; a balance and a rate are what they are in the last."""
    for key in ("revenue", "cash_balance", "market_price"):
        asked = Asked(key, 4, 6)
        assert drivers(DEFAULT, asked).value == number(DEFAULT, asked)
    rates = (Asked("market_price", 4, 6), Asked("market_price", 6))
    assert drivers(DEFAULT, rates[0]) == drivers(DEFAULT, rates[1])


def test_the_opening_value_is_a_number_too() -> None:
    found = drivers(DEFAULT, Asked("revenue", 0))
    assert found == (3500, (Driver("opening_revenue", 3500, 3535, True, 3535, 35),), 1, 1)
    assert drivers(DEFAULT, Asked("discount_factor", 0)) == (1, (), 0, 0)
    case = replace(DEFAULT.with_values({"lockin_months": 36}), items=ITEMS)
    found = drivers(case, Asked("pot", 0))
    assert found.value is None
    assert [move.key for move in found.moves] == ["term_months", "lockin_months"]


def test_an_explanations_subject_will_do() -> None:
    assert drivers(DEFAULT, Subject("revenue", 24)) == drivers(DEFAULT, Asked("revenue", 24))


def test_a_key_with_a_month_is_the_line_item() -> None:
    case = DEFAULT.with_values({"decision_month": 9})
    figure, row = drivers(case, Asked("exit_cost"), ALL), drivers(case, Asked("exit_cost", 9), ALL)
    assert figure.value == row.value
    keys = [{move.key for move in found.moves} for found in (figure, row)]
    assert keys[0] - keys[1] == {"decision_month"}


def test_a_single_value_is_the_same_in_every_month() -> None:
    for key in ("contract_price", "peak_funding", "monthly_spend"):
        assert drivers(DEFAULT, Asked(key, 7)) == drivers(DEFAULT, Asked(key))


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (Asked("profit"), "'profit' is no input, line item or headline figure"),
        (Asked("profit_on_growth", 1), "'profit_on_growth' is no input, line item or"),
        (Asked("revenue"), "Revenue has a value a month; choose a month, 1 to 120"),
        (Asked("revenue", -1), "month -1 is not allowed; allowed: 1 to 120"),
        (Asked("revenue", 0, 3), "months 0 to 3 are not allowed; allowed: 1 to 120"),
        (Asked("revenue", 121), "month 121 is not allowed; allowed: 1 to 120"),
        (Asked("revenue", 119, 121), "months 119 to 121 are not allowed; allowed: 1 to 120"),
        (Asked("revenue", 9, 8), "months 9 to 8 are not allowed; allowed: 1 to 120"),
        (Asked("maturity"), "part None of Maturity of the obligation is not allowed; "),
        (Asked("maturity", part=6), "is not allowed; allowed: 0 to 5"),
    ],
)
def test_what_is_no_number(asked: Asked, expected: str) -> None:
    with pytest.raises(SubjectError) as caught:
        drivers(DEFAULT, asked)
    assert expected in str(caught.value)
