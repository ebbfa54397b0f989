"""Line items that the user adds: what they may be, what they give, what they can't do."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

from engine.evaluate import evaluate, evaluate_batch, needs_of
from engine.formula.syntax import MAX_LENGTH, FormulaError, parse
from engine.model.catalogue import catalogue
from engine.model.custom import (
    MAX_ITEMS,
    MAX_LABEL,
    UNITS,
    CustomItem,
    checked,
    fitting_units,
    key_fault,
    model_with,
)
from engine.scenario import Scenario, scenario
from tests.oracle.inputs import random_inputs
from tests.oracle.missing import Months

MODEL = catalogue()


def item(key: str = "margin_left", formula: str = "revenue", **others: str) -> CustomItem:
    plain = {"label": "Margin left", "unit": "$m", "kind": "flow"}
    return CustomItem(**{"key": key, "formula": formula, **plain, **others})


def with_items(*items: CustomItem, **changes: float) -> Scenario:
    return replace(scenario("case", changes), items=items)


def row_of(formula: str, opening: str = "0", unit: str = "x", **changes: float) -> list[float]:
    """(120,), the months of one custom line item."""
    one = item("mine", formula, opening=opening, unit=unit, kind="rate")
    found: list[float] = evaluate(with_items(one, **changes)).row("mine").tolist()
    return found


# What they give ----------------------------------------------------------------------------


def test_the_model_holds_it_behind_its_own() -> None:
    model = model_with((item(), item("twice_left", "2 * margin_left")))
    assert list(model.line_items)[-2:] == ["margin_left", "twice_left"]
    assert list(model.line_items)[:-2] == list(MODEL.line_items)
    assert model.custom == {"margin_left", "twice_left"}
    assert [each.key for each in model.formulas()][-2:] == ["margin_left", "twice_left"]
    assert model.line_items["margin_left"].section == "custom"
    assert catalogue() is MODEL
    assert len(MODEL.line_items) == 106


def test_no_items_are_the_built_in_model() -> None:
    assert model_with(()) is MODEL
    assert scenario("case").model is MODEL


def test_values_by_hand() -> None:
    assert row_of("prev(mine) + month", "10")[:4] == [11.0, 13.0, 16.0, 20.0]
    assert row_of("prev(mine) * 2", "1")[:4] == [2.0, 4.0, 8.0, 16.0]
    assert row_of("max(0, prev(mine) - 2) + 1", "5")[:5] == [4.0, 3.0, 2.0, 1.0, 1.0]
    assert row_of("at(month, 7) * month")[2] == 21.0
    assert row_of("total(month)")[50] == 7260.0
    assert row_of("first(exit_flag)")[0] == 0.0
    assert row_of("take_or_pay_pct * 2", take_or_pay_pct=0.5)[9] == 1.0


def test_built_in_values_keep_their_bits() -> None:
    odd = (item("a_gap", "1 / (month - 5)", unit="x"), item("a_sum", "revenue + operating_profit"))
    for seed in range(20):
        values = random_inputs(seed)
        plain = evaluate(scenario("case", values))
        found = evaluate(replace(plain.scenario, items=odd))
        for key, value in plain.values.items():
            assert np.asarray(value).tobytes() == np.asarray(found.values[key]).tobytes(), key


def test_only_what_is_needed_is_computed() -> None:
    two = with_items(item("one_more", "revenue"), item("two_more", "one_more * 2"))
    found = evaluate(two, needs_of(("one_more",), ()))
    assert "one_more" in found.values
    assert "two_more" not in found.values


# No value ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("formula", "opening", "without"),
    [
        ("1 / (month - 5)", "0", [5]),
        ("(1 / (month - 5) > 0) + 1", "0", [5]),
        ("where(1 / (month - 5) > 0, 1, 2)", "0", [5]),
        ("where(month == 5, 0, 1 / (month - 5))", "0", []),
        ("min(3, 1 / (month - 5))", "0", [5]),
        ("prev(mine) / (month - 118)", "1", [118, 119, 120]),
        ("prev(mine) + 1 / (month - 119)", "1", [119, 120]),
        ("1 / 0", "0", list(range(1, 121))),
        ("at(month, 1 / (month - 2))", "0", [2]),
        ("pow(0 - 1, 0.5 * (month == 4))", "0", [4]),
        ("exp(month * 6.5)", "0", list(range(110, 121))),
        ("prev(mine)", "1 / 0", list(range(1, 121))),
        ("1 / (1e200 * month * 1e200)", "0", list(range(1, 121))),
        ("where(pow(1e200, month + 1) > 1, 1, 0)", "0", list(range(1, 121))),
        ("min(1, exp(month * 100))", "0", list(range(8, 121))),
    ],
)
def test_months_without_a_value(formula: str, opening: str, without: list[int]) -> None:
    months = row_of(formula, opening)
    assert [place + 1 for place, value in enumerate(months) if np.isnan(value)] == without
    assert not np.isinf(months).any()


def test_an_item_that_looks_at_no_value_has_none() -> None:
    items = (item("gap_a", "1 / (month - 5)", unit="x"), item("gap_b", "gap_a + 1", unit="x"))
    found = evaluate(with_items(*items))
    assert np.isnan(found.at("gap_b", 5))
    assert found.at("gap_b", 6) == 2.0


_PLAIN = ("month", "contract_month", "term_flag", "live_flag", "growth_rate", "api_price_index")
_SINGLE = ("take_or_pay_pct", "term_months", "revenue_growth", "lockin_months")


def _random_formula(rng: random.Random, rows: list[str], depth: int) -> str:
    """A formula of plain numbers that divides by what may be 0."""
    if depth == 0:
        some = [*rows, *_SINGLE, "0", "1", "2.5", "3"]
        return rng.choice(some)

    def part() -> str:
        return _random_formula(rng, rows, depth - 1)

    row = rng.choice(rows)
    return rng.choice(
        [
            f"({part()} {rng.choice('+-*//')} {part()})",
            f"({part()} {rng.choice(('<', '<=', '>', '>=', '==', '!='))} {part()})",
            f"where({part()}, {part()}, {part()})",
            f"{rng.choice(('min', 'max'))}({part()}, {part()})",
            f"-{part()}",
            f"pow({part()}, {part()})",
            f"at({row}, {part()})",
            f"{rng.choice(('prev', 'cumsum', 'total', 'lowest_so_far', 'first'))}({row})",
            f"sum_to({row}, {part()})",
            f"highest({row})",
        ]
    )


def _same(found: float, expected: float | None) -> bool:
    if expected is None:
        return bool(np.isnan(found))
    return abs(found - expected) <= 1e-9 * max(1.0, abs(expected))


@pytest.mark.parametrize("seed", range(40))
def test_random_formulas_against_plain_months(seed: int) -> None:
    """Four items that look at each other and at themselves, against one loop over months."""
    rng = random.Random(seed)  # noqa: S311 - repeatable, not secret
    rows, items = list(_PLAIN), []
    for place in range(4):
        key = f"mine_{place}"
        formula = _random_formula(rng, rows, 3)
        if rng.random() < 0.5:
            formula = f"0.5 * prev({key}) + {formula}"
        items.append(item(key, formula, unit="x", kind="rate", opening=rng.choice("012")))
        rows.append(key)
    result = evaluate(with_items(*items, **random_inputs(seed)))
    singles = {key: result.scenario.values[key] for key in _SINGLE}
    openings = {key: {"api_price_index": 1.0}.get(key, 0.0) for key in _PLAIN}
    plain = Months({key: result.row(key).tolist() for key in _PLAIN}, singles, openings)
    for each in items:
        expected = plain.add(each.key, parse(each.formula), parse(each.opening))
        found = result.row(each.key).tolist()
        wrong = [
            place + 1
            for place, (ours, theirs) in enumerate(zip(found, expected, strict=True))
            if not _same(ours, theirs) and (theirs is None or abs(theirs) < 1e12)
        ]
        assert not wrong, (each.formula, wrong[:3])


def test_a_draw_has_the_bits_of_its_own_run() -> None:
    rng = random.Random(7)  # noqa: S311 - repeatable, not secret
    items = tuple(
        item(f"mine_{place}", _random_formula(rng, list(_PLAIN), 3), unit="x", kind="rate")
        for place in range(12)
    )
    draws = [random_inputs(seed) for seed in range(8)]
    columns = {key: np.array([values[key] for values in draws]) for key in MODEL.inputs}
    batch = evaluate_batch(columns, None, with_items(*items))
    for place, values in enumerate(draws):
        single = evaluate(with_items(*items, **values))
        for each in items:
            wide = np.broadcast_to(batch[each.key], (120, len(draws)))
            own = single.row(each.key)
            assert np.array_equal(wide[:, place], own, equal_nan=True), each.formula


# What is refused --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("formula", "position", "fault"),
    [
        ("revenue + nonsense", 10, "unknown name 'nonsense'"),
        ("revenue +", 9, "expected a number, a name or '(', found the end"),
        ("__import__('os')", 11, 'unexpected character "\'"'),
        ("revenue.__class__", 7, "unexpected character '.'"),
        ("eval(revenue)", 0, "unknown function 'eval'"),
        ("margin_left + 1", 0, "cycle: 'margin_left' refers to itself without prev"),
        ("kpi_exit_cost_0", 0, "unknown name 'kpi_exit_cost_0'"),
        ("at(monthly_spend, 3)", 3, "at takes a line item, and 'monthly_spend' is not one"),
        ("revenue + month", 10, "wrong units: 10^6·$ against a plain number"),
        ("month", None, "wrong units: the formula gives a plain number, not 10^6·$"),
        ("(" * 60 + "1" + ")" * 60, 40, "nested deeper than 40"),
        ("1+" * 900 + "1", 400, "the formula has more than 400 parts"),
        ("1" * (MAX_LENGTH + 1), MAX_LENGTH, "the formula is longer than 2000 characters"),
        ("", 0, "expected a number, a name or '(', found the end"),
    ],
)
def test_faults_of_a_formula(formula: str, position: int | None, fault: str) -> None:
    with pytest.raises(FormulaError) as found:
        checked(item(formula=formula))
    assert (found.value.item, found.value.column) == ("margin_left", "formula")
    assert found.value.position == position
    assert found.value.fault.startswith(fault)


def test_an_item_can_look_back_only() -> None:
    first, second = item("first_one", "second_one"), item("second_one", "revenue")
    with pytest.raises(FormulaError, match="unknown name 'second_one'"):
        model_with((first, second))
    assert model_with((second, first))


def test_a_fault_in_an_opening_says_so() -> None:
    with pytest.raises(FormulaError) as found:
        checked(item(formula="prev(margin_left) + revenue", opening="revenue"))
    assert (found.value.column, found.value.position) == ("opening", 0)


@pytest.mark.parametrize(
    ("change", "column", "fault"),
    [
        ({"key": "revenue"}, "key", "the key 'revenue' is taken"),
        ({"key": "monthly_spend"}, "key", "the key 'monthly_spend' is taken"),
        ({"key": "exit_cost"}, "key", "the key 'exit_cost' is taken"),
        ({"key": "min"}, "key", "the key 'min' is taken"),
        ({"key": "kpi_mine"}, "key", "the key 'kpi_mine' is taken"),
        ({"key": "fy26"}, "key", "'fy26' is a cell's name in a workbook; choose another"),
        ({"key": "Mine"}, "key", "'Mine' is not a name"),
        ({"key": "x" * 41}, "key", f"{'x' * 40!r} is not a name"),
        ({"key": "__class__"}, "key", "'__class__' is not a name"),
        ({"key": ""}, "key", "'' is not a name"),
        ({"label": "  "}, "label", "a line item needs a label"),
        ({"label": "x" * (MAX_LABEL + 1)}, "label", "longer than 60 characters"),
        ({"label": "a\nb"}, "label", "characters that can't be shown"),
        ({"unit": "bananas"}, "unit", "'bananas' is not one of $m, "),
        ({"kind": "sum"}, "kind", "'sum' is not one of flow, balance, rate"),
    ],
)
def test_faults_of_words(change: dict[str, str], column: str, fault: str) -> None:
    with pytest.raises(FormulaError) as found:
        checked(item(**change))
    assert found.value.column == column
    assert found.value.fault.startswith(fault)


def test_two_items_of_one_key() -> None:
    with pytest.raises(FormulaError, match="taken"):
        model_with((item(), item()))


def test_not_more_than_there_is_room_for() -> None:
    many = tuple(item(f"item_{place}", "revenue") for place in range(MAX_ITEMS))
    assert len(model_with(many).custom) == MAX_ITEMS
    with pytest.raises(FormulaError, match="more than 50"):
        model_with((*many, item("one_too_many")))


def test_the_whole_room_filled_still_runs() -> None:
    longest = " + ".join(["revenue * month / month"] * 60)
    many = tuple(item(f"item_{place}", f"{longest} + {place}") for place in range(MAX_ITEMS))
    result = evaluate(with_items(*many))
    expected = result.at("revenue", 3) * 60 + 49
    assert result.at("item_49", 3) == pytest.approx(expected)


# Units -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("formula", "units"),
    [
        ("revenue", ("$m",)),
        ("revenue / contract_charge", ("%", "x", "#", "months", "0/1")),
        ("contract_hours", ("m GPU-h",)),
        ("contract_charge / contract_hours", ("$/GPU-h",)),
        ("12", UNITS),
        ("prev(margin_left) * 1.1", UNITS),
    ],
)
def test_units_that_fit(formula: str, units: tuple[str, ...]) -> None:
    assert fitting_units(item(formula=formula, unit="")) == units


def test_no_unit_fits_a_wrong_formula() -> None:
    with pytest.raises(FormulaError, match="unknown name"):
        fitting_units(item(formula="nonsense"))
    with pytest.raises(FormulaError, match="wrong units"):
        fitting_units(item(formula="revenue + month"))


def test_every_unit_offered_is_the_catalogues() -> None:
    assert set(UNITS) <= set(MODEL.units)


def test_key_faults_in_words() -> None:
    assert key_fault("gross_margin_left", MODEL) == ""
    assert "taken" in key_fault("revenue", MODEL)
