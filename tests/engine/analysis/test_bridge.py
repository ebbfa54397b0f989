"""The bridge between real scenarios, against every order walked one evaluation at a time."""

from __future__ import annotations

import itertools
import math
import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from engine.analysis.bridge import (
    Bridge,
    BridgeError,
    Target,
    bridge,
    figure_choices,
    row_choices,
)
from engine.calendar import YearMonth
from engine.evaluate import evaluate
from engine.kpis import kpi
from engine.model.catalogue import catalogue
from engine.model.custom import CustomItem
from engine.scenario import Scenario, scenario
from tests.engine.test_kpis import QUIET
from tests.oracle.inputs import defaults, presets, random_inputs

if TYPE_CHECKING:
    from collections.abc import Mapping

PRESETS = presets()
FIGURES = (
    "first_profit_quarter",
    "peak_funding",
    "remaining_obligation",
    "exit_cost",
    "effective_lock_in_months",
    "cash_out_month",
    "closing_cash",
    "npv_operating_profit",
    "regret",
    "supplier_hhi",
)
AS_REPORTED = scenario("As reported", PRESETS["as_reported"])


def value(case: Scenario, target: Target) -> float:
    result = evaluate(case)
    if target.month is not None:
        return result.at(target.key, target.month)
    number = kpi(result, target.key).number()
    assert number is not None
    return number


def by_all_orders(first: Scenario, second: Scenario, target: Target) -> dict[str, float]:
    """Each input's effect in every order in which the inputs can be changed, averaged."""
    differing = [key for key in first.values if first.values[key] != second.values[key]]
    effects: dict[str, list[float]] = {key: [] for key in differing}
    for order in itertools.permutations(differing):
        case = first
        for key in order:
            changed = case.with_values({key: second.values[key]})
            effects[key].append(value(changed, target) - value(case, target))
            case = changed
    return {key: math.fsum(found) / len(found) for key, found in effects.items()}


def sizes(found: Bridge) -> dict[str, float]:
    return {step.key: step.size for step in found.steps()}


def some_changed(seed: int, count: int, base: Mapping[str, float]) -> dict[str, float]:
    """The base with some inputs at random values that differ."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    other = random_inputs(5 * seed)  # all uniform in their ranges
    differing = sorted(key for key in base if base[key] != other[key])
    return {**base, **{key: other[key] for key in chance.sample(differing, count)}}


def assert_sums(found: Bridge) -> None:
    """To the last bit; or, where no doubles of these sizes sum to it, to half of theirs."""
    parts = [step.size for step in found.steps()]
    difference = found.after - found.before
    assert math.fsum((*parts, found.rounding)) == difference
    if found.rounding:
        finest = min(math.ulp(size) for size in parts if size)
        assert math.fmod(difference, finest) != 0
        assert abs(found.rounding) <= finest / 2
    for group in found.groups:
        assert group.size == math.fsum(step.size for step in group.steps)


# Against every order -------------------------------------------------------------------

CASES: list[tuple[dict[str, float], Target]] = [
    ({"monthly_spend": 1500, "term_months": 60}, Target("remaining_obligation")),
    ({"monthly_spend": 1500, "term_months": 60}, Target("remaining_obligation", 24)),
    ({"revenue_growth": 0.05, "opening_revenue": 900}, Target("peak_funding")),
    ({"revenue_growth": 0.1, "price_pass_through": 1, "spot_premium": 0.8}, Target("revenue", 30)),
    (
        {"lockin_months": 3, "notice_months": 3, "termination_fee_pct": 0.2, "switching_cost": 90},
        Target("exit_cost"),
    ),
    (
        {"monthly_spend": 900, "committed_gpus": 300, "discount_rate": 0.2, "opening_cash": 5000},
        Target("npv_cash_flow"),
    ),
    (
        {"revenue_growth": 0.04, "ramp_months": 9, "opening_fixed_opex": 700, "sustain_months": 3},
        Target("first_profit_quarter"),
    ),
    # A contract that runs beyond the timeline.
    (
        {"contract_start_month": 24, "term_months": 96, "auto_renew": 1, "renewal_months": 24},
        Target("total_commitment"),
    ),
]


@pytest.mark.parametrize(("changes", "target"), CASES)
def test_the_average_over_all_orders(changes: dict[str, float], target: Target) -> None:
    second = AS_REPORTED.with_values(changes)
    found = bridge(AS_REPORTED, second, target)
    assert found.exact
    assert found.before == value(AS_REPORTED, target)
    assert found.after == value(second, target)
    expected = by_all_orders(AS_REPORTED, second, target)
    scale = max(map(abs, expected.values()))
    assert sizes(found) == pytest.approx(expected, rel=1e-11, abs=1e-11 * scale)
    assert_sums(found)


@pytest.mark.parametrize("seed", range(6))
def test_the_average_over_all_orders_of_random_scenarios(seed: int) -> None:
    first = random_inputs(seed)
    case, other = scenario("A", first), scenario("B", some_changed(seed + 50, 4, first))
    for target in (Target("closing_cash"), Target("operating_profit", 20)):
        expected = by_all_orders(case, other, target)
        scale = max(map(abs, expected.values()))
        found = sizes(bridge(case, other, target))
        assert found == pytest.approx(expected, rel=1e-9, abs=1e-11 * scale)


def test_worked_by_hand() -> None:
    """36 months at 1,250 or 60 at 1,500 without a ramp: 35 and 59 fees are left after month 1.

    The longer term counts at the mean of both fees, the higher fee at the mean of both terms.
    """
    first = scenario("A", {"ramp_months": 0})
    second = first.with_values({"monthly_spend": 1500, "term_months": 60})
    found = bridge(first, second, Target("remaining_obligation", 1))
    assert (found.before, found.after) == (35 * 1250, 59 * 1500)
    assert sizes(found) == {"monthly_spend": 250 * 47, "term_months": 24 * 1375}
    (group,) = found.groups
    assert (group.name, group.size, group.error) == ("Headline", 59 * 1500 - 35 * 1250, 0.0)
    assert group.steps[0][:3] == ("monthly_spend", 1250, 1500)
    assert (found.exact, found.orders, found.error, found.rounding) == (True, 0, 0.0, 0.0)


# Properties ----------------------------------------------------------------------------


@pytest.mark.parametrize("key", FIGURES)
@pytest.mark.parametrize("preset", list(PRESETS))
def test_presets_sum_or_say_why_not(preset: str, key: str) -> None:
    second = scenario(preset, PRESETS[preset])
    try:
        found = bridge(AS_REPORTED.read_like(second), second, Target(key))
    except BridgeError as error:
        label = catalogue().figures[key].label
        assert str(error).startswith(f"{label} has no value in ")  # noqa: PT017
        assert str(error).endswith("; choose a figure that always exists, such as Peak funding")  # noqa: PT017
        return
    assert found.exact
    assert (found.before, found.after) == (
        value(AS_REPORTED.read_like(second), Target(key)),
        value(second, Target(key)),
    )
    assert_sums(found)


@pytest.mark.parametrize("seed", range(50))
def test_random_pairs_sum(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    first = random_inputs(seed)
    second = some_changed(seed + 300, chance.randint(1, 12), first)
    always = [figure.key for figure in figure_choices() if not figure.reasons]
    rows = [item.key for item in row_choices()]
    targets = (Target(chance.choice(always)), Target(chance.choice(rows), chance.randint(1, 120)))
    for target in targets:
        found = bridge(scenario("A", first), scenario("B", second), target)
        assert found.exact
        assert_sums(found)


def test_the_way_back_is_the_way_there() -> None:
    second = scenario("B", some_changed(7, 9, defaults()))
    for limit in (13, 0):
        there = bridge(AS_REPORTED, second, Target("closing_cash"), exact_inputs=limit)
        back = bridge(second, AS_REPORTED, Target("closing_cash"), exact_inputs=limit)
        assert (back.before, back.after) == (there.after, there.before)
        assert sizes(back) == {key: -size for key, size in sizes(there).items()}
        assert [step.error for step in back.steps()] == [step.error for step in there.steps()]
        assert back.orders == there.orders


def test_what_cannot_reach_the_target_counts_for_nothing() -> None:
    """Every input of demand, of the build and of the supplier differs, 31 in all."""
    quiet = ("Demand and margin", "Build your own", "Supplier")
    inputs = catalogue().inputs
    changes = {
        key: item.minimum if item.default != item.minimum else item.maximum
        for key, item in inputs.items()
        if item.group in quiet
    }
    second = AS_REPORTED.with_values({**changes, "term_months": 24})
    found = bridge(AS_REPORTED, second, Target("remaining_obligation"))
    assert found.exact
    assert sizes(found) == {**dict.fromkeys(changes, 0.0), "term_months": -12 * 1250}
    assert [group.name for group in found.groups] == ["Headline", *quiet]
    assert [group.size for group in found.groups] == [-12 * 1250, 0, 0, 0]


def test_what_happens_not_to_matter_gets_exactly_nothing() -> None:
    """The length of a renewal that neither has."""
    second = AS_REPORTED.with_values({"renewal_months": 24, "term_months": 24})
    for limit in (13, 0):
        found = bridge(AS_REPORTED, second, Target("total_commitment"), exact_inputs=limit)
        assert sizes(found) == {"term_months": -12 * 1250, "renewal_months": 0.0}


def test_groups_and_steps_keep_the_order_of_the_controls() -> None:
    second = scenario("B", some_changed(3, 40, defaults()))
    found = bridge(AS_REPORTED, second, Target("exit_cost"))
    inputs = catalogue().inputs
    keys = [step.key for step in found.steps()]
    assert keys == [key for key in inputs if AS_REPORTED.values[key] != second.values[key]]
    assert [group.name for group in found.groups] == list(
        dict.fromkeys(inputs[key].group for key in keys)
    )
    for group in found.groups:
        for step in group.steps:
            assert inputs[step.key].group == group.name
            assert step.before == AS_REPORTED.values[step.key]
            assert step.after == second.values[step.key]


def test_no_difference() -> None:
    found = bridge(AS_REPORTED, AS_REPORTED, Target("peak_funding"))
    assert found.groups == ()
    assert found.before == found.after
    assert (found.exact, found.error, found.rounding) == (True, 0.0, 0.0)


def test_a_start_month_counts_only_through_the_phase_of_the_quarter() -> None:
    later = scenario("B", start=YearMonth(2027, 9), fiscal_start=2)
    for key in ("first_profit_quarter", "closing_cash"):
        found = bridge(AS_REPORTED, later, Target(key))
        assert found.groups == ()
        assert found.before == found.after


# Twelve inputs that every business feels; eleven of them reach what leaving costs.
OTHERWISE: dict[str, float] = {
    "monthly_spend": 1600,
    "term_months": 48,
    "contract_start_month": 4,
    "fee_escalator": 0.03,
    "ramp_months": 6,
    "take_or_pay_pct": 0.8,
    "prepay_pct": 0.1,
    "lockin_months": 18,
    "notice_months": 9,
    "termination_fee_pct": 0.8,
    "switching_cost": 400,
    "revenue_growth": 0.05,
}

# Sampling ------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["closing_cash", "exit_cost", "npv_operating_profit"])
def test_a_sample_is_near_the_exact_bridge(key: str) -> None:
    second = AS_REPORTED.with_values(OTHERWISE)
    right = bridge(AS_REPORTED, second, Target(key))
    found = bridge(AS_REPORTED, second, Target(key), exact_inputs=10)
    assert right.exact
    assert not found.exact
    assert found.orders >= 64
    assert found.error == max(step.error for step in found.steps())
    assert_sums(found)
    rounding = 1e-12 * max(abs(step.size) for step in right.steps())
    for step, other in zip(found.steps(), right.steps(), strict=True):
        assert abs(step.size - other.size) <= 4 * step.error + rounding
    for group, whole in zip(found.groups, right.groups, strict=True):
        assert abs(group.size - whole.size) <= 4 * group.error + rounding


def test_many_inputs_are_sampled() -> None:
    second = scenario("B", some_changed(21, 45, defaults()))
    found, again = (bridge(AS_REPORTED, second, Target("revenue", 12)) for _ in range(2))
    assert not found.exact
    assert found == again
    assert 0 < found.error <= 0.01 * max(abs(step.size) for step in found.steps())
    assert_sums(found)


# Custom line items ---------------------------------------------------------------------

ITEMS = (
    CustomItem("twice", "Twice the cash", "$m", "balance", "2 * cash_balance"),
    CustomItem("rest", "Cash after exit", "$m", "balance", "twice / 2 - exit_cost"),
    CustomItem("worth", "Fee over the opening sales", "x", "rate", "full_fee / opening_revenue"),
    CustomItem("swing", "Fee per month of both", "x", "rate", "1 / (term_months - lockin_months)"),
)
OWN = replace(AS_REPORTED, items=ITEMS)


def test_a_custom_line_item_is_shared_out_like_any_other() -> None:
    second = OWN.with_values({"monthly_spend": 900, "notice_months": 3, "opening_cash": 5000})
    for target in (Target("twice", 30), Target("rest", 6)):
        found = bridge(OWN, second, target)
        expected = by_all_orders(OWN, second, target)
        scale = max(map(abs, expected.values()))
        assert sizes(found) == pytest.approx(expected, rel=1e-11, abs=1e-11 * scale)
        assert_sums(found)
    assert sizes(bridge(OWN, second, Target("twice", 30)))["notice_months"] == 0.0


def test_a_custom_line_item_by_hand() -> None:
    """Cash of 5,000 for 20,000 to begin with is twice 15,000 less ever after."""
    second = OWN.with_values({"opening_cash": 5000})
    (step,) = bridge(OWN, second, Target("twice", 17)).steps()
    assert step.size == pytest.approx(-30000)


def test_custom_line_items_change_no_other_bridge() -> None:
    second = AS_REPORTED.with_values({"monthly_spend": 900, "notice_months": 3})
    for target in (Target("closing_cash"), Target("exit_cost", 3)):
        with_items = bridge(OWN, replace(second, items=ITEMS), target)
        assert with_items == bridge(AS_REPORTED, second, target)


def test_the_choices_of_a_model_with_custom_line_items() -> None:
    assert [row.key for row in row_choices(OWN.model)[-4:]] == ["twice", "rest", "worth", "swing"]
    assert row_choices(OWN.model)[:-4] == row_choices()


# Interruption --------------------------------------------------------------------------


class Stop(Exception):  # noqa: N818 - not a fault
    pass


@pytest.mark.parametrize("limit", [13, 0])
@pytest.mark.parametrize("calls", [1, 4])
def test_what_progress_raises_stops_the_work(limit: int, calls: int) -> None:
    heard: list[float] = []

    def progress(share: float) -> None:
        heard.append(share)
        if len(heard) == calls:
            raise Stop

    second = AS_REPORTED.with_values(OTHERWISE)
    with pytest.raises(Stop):
        bridge(AS_REPORTED, second, Target("closing_cash"), progress, exact_inputs=limit)
    assert len(heard) == calls


def test_progress_rises_to_one() -> None:
    heard: list[float] = []
    second = AS_REPORTED.with_values(OTHERWISE)
    bridge(AS_REPORTED, second, Target("closing_cash"), heard.append)
    assert heard == sorted(heard)
    assert heard[0] == 0.0
    assert heard[-1] == 1.0


# What can't be shared out --------------------------------------------------------------


def message(first: Scenario, second: Scenario, target: Target) -> str:
    with pytest.raises(BridgeError) as caught:
        bridge(first, second, target)
    return str(caught.value)


def test_no_value_at_one_end() -> None:
    poor = scenario("Too small", PRESETS["run_rate_500m"])
    expected = (
        "First profitable quarter has no value in Too small (no profitable quarter in 48 months); "
        "choose a figure that always exists, such as Peak funding"
    )
    assert message(AS_REPORTED, poor, Target("first_profit_quarter")) == expected
    assert message(poor, AS_REPORTED, Target("first_profit_quarter")) == expected


def test_no_value_in_between() -> None:
    """A small business with the large one's costs never has a profit; the other three do."""
    first = scenario("Large", QUIET | {"opening_revenue": 1000, "opening_fixed_opex": 500})
    second = scenario("Small", QUIET | {"opening_revenue": 300, "opening_fixed_opex": 100})
    for one, other in ((first, second), (second, first)):
        assert message(one, other, Target("first_profit_quarter")) == (
            "First profitable quarter has no value in 1 of the 4 mixtures of the two scenarios "
            "(no profitable quarter in 12 months), so the difference can't be shared out; "
            "choose a figure that always exists, such as Peak funding"
        )


def test_a_custom_line_item_without_a_value() -> None:
    """At one end, and in a mixture of two in which it has one."""
    advice = "; choose a figure that always exists, such as Peak funding"
    unsold = replace(OWN.with_values({"opening_revenue": 0}), name="Unsold")
    assert message(OWN, unsold, Target("worth", 9)) == (
        "Fee over the opening sales has no value in Unsold (its formula gives no number in "
        f"month 9){advice}"
    )
    second = OWN.with_values({"term_months": 60, "lockin_months": 36})
    assert message(OWN, second, Target("swing", 9)) == (
        "Fee per month of both has no value in 1 of the 4 mixtures of the two scenarios (its "
        f"formula gives no number in month 9), so the difference can't be shared out{advice}"
    )


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (Target("profit"), "'profit' is neither a headline figure nor a line item"),
        (Target("maturity"), "Maturity of the obligation is a list of 6 numbers, not one; "),
        (Target("relapses"), "Relapses into loss is yes or no, which has no size to share out; "),
        (Target("live_flag", 3), " is yes or no, which has no size to share out; "),
        (
            Target("peak_funding", 3),
            "Peak funding is one value for all months; leave out the month",
        ),
        (Target("revenue"), " has a value a month; choose a month, 1 to 120"),
        (Target("revenue", 0), "month 0 is not allowed; allowed: 1 to 120"),
        (Target("revenue", 121), "month 121 is not allowed; allowed: 1 to 120"),
    ],
)
def test_targets_that_are_refused(target: Target, expected: str) -> None:
    assert expected in message(AS_REPORTED, AS_REPORTED, target)


def test_every_choice_can_be_explained() -> None:
    second = AS_REPORTED.with_values({"fee_escalator": 0.03})
    for figure in figure_choices():
        if kpi(evaluate(AS_REPORTED), figure.key).value is not None:
            assert_sums(bridge(AS_REPORTED, second, Target(figure.key)))
    for item in row_choices():
        assert_sums(bridge(AS_REPORTED, second, Target(item.key, 40)))
    refused = set(catalogue().figures) - {figure.key for figure in figure_choices()}
    assert refused == {"relapses", "maturity"}
