"""Line items that the user added, explained like the model's own; and months without a value."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from engine.evaluate import Result, evaluate
from engine.explanation.explain import exists, explain_value
from engine.explanation.subjects import Explanation, Subject
from engine.formula.syntax import Number, parse
from engine.model.custom import CustomItem
from engine.scenario import scenario
from tests.oracle.missing import Months

from .cases import SEEDS, case
from .reading import computed
from .test_explain_value import assert_true_as_printed, text

ITEMS = (
    CustomItem(
        "margin_left",
        "Margin left",
        "%",
        "rate",
        "operating_profit / revenue",
        meaning="Profit over revenue.",
    ),
    CustomItem(
        "spend_so_far",
        "Spend so far",
        "$m",
        "balance",
        "prev(spend_so_far) + compute_cost",
        opening="opening_cash / 4",
    ),
    CustomItem("live_months", "Months live", "#", "balance", "cumsum(live_flag)"),
    CustomItem(
        "per_live", "Cost a live month", "$m", "rate", "compute_cost / (contract_month - 3)"
    ),
    CustomItem("after_it", "Twice that", "$m", "flow", "2 * per_live"),
    CustomItem("spared", "Only later", "$m", "flow", "where(month > 6, per_live, 1)"),
    CustomItem("peak", "Best month yet", "$m", "balance", "highest(operating_profit)"),
    CustomItem(
        "long_ago", "Where it was", "$m", "balance", "at(cash_balance, month - 12 * live_flag)"
    ),
    CustomItem("rich", "Rich", "0/1", "rate", "(operating_profit > 500) * (month <= 60)"),
    CustomItem("since", "Months since rich", "months", "balance", "month - first(rich)"),
    CustomItem("huge", "Huge", "#", "rate", "exp(month * 20)"),
    CustomItem("broken", "Broken power", "#", "rate", "pow(2 - month, 0.5)"),
    CustomItem("negative", "Power of 0", "#", "rate", "pow(month - 1, -1)"),
    CustomItem("either", "Either", "#", "rate", "where(month > 6, 1 / 0, 1 / (month - 3))"),
    CustomItem("looking", "Looks nowhere", "$m", "rate", "at(revenue, 1 / (month - 1))"),
)
KEYS = tuple(item.key for item in ITEMS)


def with_items(result: Result) -> Result:
    return evaluate(replace(result.scenario, items=ITEMS))


DEFAULTS = with_items(evaluate(scenario("defaults")))


def the(key: str, month: int, last: int | None = None) -> Explanation:
    return explain_value(DEFAULTS, Subject(key, month, last))


def expected(result: Result) -> Months:
    """The items' values, one month at a time, over the engine's built-in rows."""
    model = result.model
    built_in = [each for each in model.formulas() if each.key not in model.custom]
    singles = dict(result.scenario.values)
    singles |= {each.key: result.value(each.key) for each in built_in if not each.series}
    rows = {each.key: result.row(each.key).tolist() for each in built_in if each.series}
    openings = {key: explain_value(result, Subject(key, 0)).value or 0.0 for key in rows}
    months = Months(rows, singles, openings)
    for item in ITEMS:
        months.add(item.key, parse(item.formula), parse(item.opening))
    return months


@pytest.mark.parametrize("seed", SEEDS)
def test_custom_items_are_explained_like_the_others(seed: int) -> None:
    result = with_items(case(seed).result)
    plain = expected(result)
    for key in KEYS:
        for month in (1, 2, 7, *case(seed).months):
            found = explain_value(result, Subject(key, month))
            assert (found.kind, found.section) == ("custom line item", "custom")
            value = plain.rows[key][month - 1]
            assert (found.value is None) == (value is None), (key, month)
            if value is None:
                assert found.reason
                assert math.isnan(found.workings[0].value)
            else:
                assert not found.reason
                assert found.value == pytest.approx(value, rel=1e-9, abs=1e-9)
                assert_true_as_printed(found)
            for precedent in found.precedents:
                deeper = explain_value(result, precedent.subject).value
                if not precedent.text.startswith(("first(", "at(")):
                    assert (deeper is None) == math.isnan(precedent.value)
                    assert deeper in (None, precedent.value)
                assert key in explain_value(result, precedent.subject).used_by or (
                    precedent.subject.key == key
                )


@pytest.mark.parametrize(
    ("key", "month", "reason"),
    [
        ("per_live", 3, "division by zero: contract_month - 3 is 0"),
        ("after_it", 3, "per_live has no value"),
        ("huge", 60, "it grows beyond the largest number"),
        ("broken", 5, "pow(2 - month, 0.5) is a broken power of a negative number"),
        ("negative", 1, "division by zero: pow(month - 1, -1) is a negative power of 0"),
        ("either", 3, "division by zero: month - 3 is 0"),
        ("either", 7, "division by zero"),
        ("looking", 1, "division by zero: month - 1 is 0"),
    ],
)
def test_why_a_month_has_no_value(key: str, month: int, reason: str) -> None:
    found = the(key, month)
    assert found.value is None
    assert found.reason == reason
    parse(found.workings[0].in_digits)


def test_a_side_not_taken_is_spared() -> None:
    found = the("spared", 3)
    assert found.value == 1
    assert text(found.workings[0].in_values) == "where(3 > 6, —, 1)"
    assert found.workings[0].in_digits == "where(3 > 6, (0 / 0), 1)"
    assert computed(found.workings[0].in_digits) == 1


def test_a_period_with_a_month_that_has_no_value() -> None:
    assert the("after_it", 1, 3).value is None
    assert the("after_it", 1, 3).reason == "at(after_it, 3) has no value"
    assert the("after_it", 4, 6).value is not None


def test_a_balance_or_rate_is_not_summed_over_a_period() -> None:
    found = the("spend_so_far", 4, 6)
    assert found.value == the("spend_so_far", 6).value
    assert the("spend_so_far", 0).value == 5000


def test_the_sum_of_a_flag_leads_to_its_months() -> None:
    found = the("live_months", 9)
    (precedent,) = found.precedents
    assert precedent.subject == Subject("live_flag", 1, 9, summed=True)
    assert explain_value(DEFAULTS, precedent.subject).value == found.value == 9


def test_the_deciding_month_is_linked_and_shown() -> None:
    found = the("peak", 40)
    (precedent,) = found.precedents
    assert precedent.subject.month == int(DEFAULTS.row("operating_profit").argmax()) + 1
    (search,) = found.searches
    assert search.decides == precedent.subject.month
    since = the("since", 40)
    (search,) = since.searches
    assert (search.flag, search.row) == ("rich", "operating_profit")
    first = int(DEFAULTS.row("rich").argmax()) + 1
    assert search.decides == first
    assert Subject("rich", first) in [each.subject for each in since.precedents]


def test_built_in_items_say_that_custom_ones_use_them() -> None:
    assert the("compute_cost", 5).used_by[-2:] == ("spend_so_far", "per_live")
    plain = evaluate(scenario("defaults"))
    assert "per_live" not in explain_value(plain, Subject("compute_cost", 5)).used_by
    assert exists(DEFAULTS.model, Subject("per_live", 5))
    assert not exists(plain.model, Subject("per_live", 5))


def test_an_item_of_numbers_only() -> None:
    items = (CustomItem("seven", "Seven", "#", "rate", "7"),)
    result = evaluate(replace(scenario("case"), items=items))
    found = explain_value(result, Subject("seven", 12))
    assert parse(found.workings[0].in_digits) == Number(7.0)
    assert not found.precedents
    assert found.value == 7
