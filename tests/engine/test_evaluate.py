"""Evaluation: many draws against single runs, purity, extremes, cases worked by hand."""

from __future__ import annotations

import itertools
import random
from typing import TYPE_CHECKING

import numpy as np
import pytest

from engine.evaluate import Result, evaluate, evaluate_batch
from engine.kpis import headline
from engine.model.catalogue import MONTHS, catalogue
from engine.scenario import scenario
from tests.oracle.inputs import presets, random_inputs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Value = float | NDArray[np.float64]

MODEL = catalogue()
PRESETS = presets()


def bits(value: object) -> bytes:
    """A value's bits, with both zeros alike: nothing divides by them."""
    return (np.asarray(value, dtype=np.float64) + 0.0).tobytes()


def run(values: Mapping[str, float]) -> Result:
    """One scenario; a fault of arithmetic raises."""
    with np.errstate(divide="raise", over="raise", invalid="raise"):
        return evaluate(scenario("case", values))


# Many draws ------------------------------------------------------------------------------


def assert_columns_are_single_runs(
    columns: Mapping[str, Value], draws: Sequence[Mapping[str, float]]
) -> None:
    count = len(draws)
    with np.errstate(divide="raise", over="raise", invalid="raise"):
        batch = evaluate_batch(columns)
    singles = [run(values).values for values in draws]
    assert list(batch) == list(singles[0])
    for key, value in batch.items():
        array = np.asarray(value)
        assert array.dtype == np.float64
        if isinstance(singles[0][key], np.ndarray):
            assert array.shape in ((MONTHS, 1), (MONTHS, count))
            wide = np.broadcast_to(array, (MONTHS, count))
        else:
            assert array.shape in ((), (1,), (count,))
            wide = np.broadcast_to(array, (count,))
        for place, single in enumerate(singles):
            assert bits(wide[..., place]) == bits(single[key]), (key, place)


def test_every_input_varied() -> None:
    draws = [random_inputs(seed) for seed in range(100)]
    columns = {key: np.array([values[key] for values in draws]) for key in MODEL.inputs}
    before = {key: column.copy() for key, column in columns.items()}
    assert_columns_are_single_runs(columns, draws)
    for key, column in columns.items():
        assert column.tolist() == before[key].tolist()


@pytest.mark.parametrize("seed", range(12))
def test_some_inputs_varied(seed: int) -> None:
    """From one input to most of them; the rest are plain numbers."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    fixed = random_inputs(seed)
    varied = chance.sample(sorted(MODEL.inputs), chance.choice((1, 2, 5, 20, 80)))
    others = [random_inputs(100 * seed + place) for place in range(7)]
    draws = [fixed | {key: other[key] for key in varied} for other in others]
    columns: dict[str, Value] = {**fixed}
    columns |= {key: np.array([values[key] for values in draws]) for key in varied}
    assert_columns_are_single_runs(columns, draws)


@pytest.mark.parametrize("key", list(MODEL.inputs))
def test_one_input_varied(key: str) -> None:
    item = MODEL.inputs[key]
    base = PRESETS["flexible_contract"]
    draws = [base | {key: value} for value in (item.minimum, item.maximum, item.default)]
    columns: dict[str, Value] = {**base, key: np.array([values[key] for values in draws])}
    assert_columns_are_single_runs(columns, draws)


def test_nothing_varied() -> None:
    batch = evaluate_batch(PRESETS["exit_at_12"])
    assert all(np.size(value) == 1 or np.shape(value) == (MONTHS, 1) for value in batch.values())
    assert_columns_are_single_runs(PRESETS["exit_at_12"], [PRESETS["exit_at_12"]])


def test_what_depends_on_nothing_varied_is_computed_once() -> None:
    columns: dict[str, Value] = {**PRESETS["as_reported"], "opening_cash": np.array([1.0, 2.0])}
    batch = evaluate_batch(columns)
    assert np.shape(batch["revenue"]) == (MONTHS, 1)
    assert np.shape(batch["cash_balance"]) == (MONTHS, 2)


# Purity ----------------------------------------------------------------------------------


@pytest.mark.parametrize("preset", list(PRESETS))
def test_the_same_bits_every_time(preset: str) -> None:
    case = scenario(preset, PRESETS[preset])
    before = dict(case.values)
    first = evaluate(case)
    kept = {key: bits(value) for key, value in first.values.items()}
    run(random_inputs(1))
    second = evaluate(case)
    assert {key: bits(value) for key, value in second.values.items()} == kept
    assert {key: bits(value) for key, value in first.values.items()} == kept
    assert dict(case.values) == before


def test_results_share_no_memory() -> None:
    case = scenario("case")
    first, second = evaluate(case), evaluate(case)
    for key, value in first.values.items():
        if isinstance(value, np.ndarray):
            assert not np.shares_memory(value, second.row(key)), key


def test_reading_a_result() -> None:
    result = run({})
    assert result.row("revenue").shape == (MONTHS,)
    assert result.at("month", 1) == 1.0
    assert result.at("month", 120) == 120.0
    assert type(result.at("revenue", 3)) is float
    assert type(result.value("term_end")) is float
    assert result.value("term_end") == 36
    assert set(MODEL.line_items) | set(MODEL.scalars) | set(MODEL.measures) <= set(result.values)
    for key, item in MODEL.scalars.items():
        assert not item.series
        assert type(result.value(key)) is float


# Extremes --------------------------------------------------------------------------------


def assert_sound(values: Mapping[str, float]) -> None:
    """No NaN, no infinity, and a reason in words for every figure that does not exist."""
    result = run(values)
    for key, value in result.values.items():
        assert np.isfinite(value).all(), key
    for key, figure in headline(result).items():
        if figure.value is None:
            assert len(figure.reason) >= 10, key
            assert not set(figure.reason) & set("{}"), key
        else:
            assert figure.reason == "", key
            assert np.isfinite(figure.value).all(), key


@pytest.mark.parametrize("preset", list(PRESETS))
def test_every_input_at_its_ends(preset: str) -> None:
    assert_sound(PRESETS[preset])
    for key, item in MODEL.inputs.items():
        for value in (item.minimum, item.maximum):
            assert_sound(PRESETS[preset] | {key: value})


@pytest.mark.parametrize("end", ["minimum", "maximum"])
def test_all_inputs_at_one_end(end: str) -> None:
    assert_sound({key: getattr(item, end) for key, item in MODEL.inputs.items()})


NOTHING = (
    "opening_revenue",
    "committed_gpus",
    "monthly_spend",
    "incumbent_gpus",
    "opening_training_hours",
    "compute_intensity",
    "opening_fixed_opex",
    "supplier_base_revenue",
)


@pytest.mark.parametrize("direction", [1.0, -1.0])
def test_nothing_of_anything(direction: float) -> None:
    """Zero revenue, zero GPUs, a free contract..., alone and together, and the supplier pays."""
    for count in range(len(NOTHING) + 1):
        for keys in itertools.combinations(NOTHING, count):
            assert_sound(dict.fromkeys(keys, 0.0) | {"payment_direction": direction})


def test_corners() -> None:
    chance = random.Random(0)  # noqa: S311 - repeatable, not secret
    for _ in range(300):
        corner = {
            key: chance.choice((item.minimum, item.maximum)) for key, item in MODEL.inputs.items()
        }
        assert_sound(corner)


def test_a_contract_that_does_not_fit_is_computed_on_what_fits() -> None:
    late = {"contract_start_month": 24, "term_months": 96, "auto_renew": 1, "renewal_months": 24}
    result = run(late)
    assert result.value("life_end") == 143
    assert result.row("live_flag").sum() == 120 - 23
    # In month 110 only the term is owed, to month 119; from 114 on, the renewal, to 120.
    assert result.at("remaining_obligation", 110) == 9 * 1250
    assert result.at("remaining_obligation", 114) == 6 * 1250
    assert result.at("remaining_obligation", 120) == 0


# Worked by hand, from the specification's words --------------------------------------------


def test_what_the_defaults_give() -> None:
    result = run({})
    figures = {key: figure.value for key, figure in headline(result).items()}
    assert figures["first_profit_quarter"] == 2
    quarters = [round(result.at("quarter_profit", month)) for month in (3, 6, 9, 12)]
    assert quarters == [-126, 591, 1494, 2408]
    assert result.at("remaining_obligation", 1) == 43437.5
    assert result.at("exit_cost", 1) == 29062.5
    assert (figures["exit_window_opens"], figures["exit_window_closes"]) == (19, 28)
    assert isinstance(figures["best_exit_saving"], float)
    assert round(figures["best_exit_saving"], 1) == 1186.7


def test_soft_exit_terms_decide_lock_in() -> None:
    result = run(PRESETS["s1_terms"])
    assert result.at("remaining_obligation", 1) == 43437.5
    assert result.at("exit_cost", 1) == 6187.5
    assert headline(result)["exit_window_opens"].value == 1


def test_the_schedule_of_fees() -> None:
    """Half the fee in month 1, three quarters in month 2, then all of it, for 36 months."""
    fees = [625.0, 937.5, *[1250.0] * 34, *[0.0] * 84]
    result = run({})
    assert result.row("minimum_fee").tolist() == fees
    assert result.row("fees_to_date").tolist() == list(itertools.accumulate(fees))
    owed = [sum(fees[month:]) for month in range(1, MONTHS + 1)]
    assert result.row("remaining_obligation").tolist() == owed


def test_leaving_after_month_1_of_the_defaults() -> None:
    """Locked in for 12 months, then 6 months' notice: the exit takes effect in month 18."""
    result = run({"exit_notice_month": 1})
    assert result.value("exit_effective_month") == 18
    # 18 fees remain after month 18. The fee is half of them less 15 points after a year.
    termination_fee = 18 * 1250 * (0.5 - 0.15)
    assert result.at("exit_expense", 18) == pytest.approx(termination_fee + 250)
    assert result.row("exit_expense").sum() == result.at("exit_expense", 18)
    unavoidable = 937.5 + 16 * 1250
    assert run({}).at("exit_cost", 1) == pytest.approx(unavoidable + termination_fee + 250)
    assert result.row("live_flag").sum() == 18


def test_an_early_start_of_the_fiscal_year_shifts_quarters() -> None:
    result = run({"quarter_phase": 2})
    assert result.row("quarter_month")[:5].tolist() == [3, 1, 2, 3, 1]
    quarter = result.row("operating_profit")[1:4].sum()
    assert result.at("quarter_profit", 4) == pytest.approx(quarter)


def test_renewal_is_owed_once_its_notice_has_passed() -> None:
    result = run({"auto_renew": 1, "ramp_months": 0, "term_months": 12, "notice_months": 3})
    # Until month 9 the contract can still be ended with its term; from month 10 on it renews.
    assert result.at("remaining_obligation", 9) == 3 * 1250
    assert result.at("remaining_obligation", 10) == (2 + 12) * 1250
    assert result.row("minimum_fee").tolist() == [1250.0] * 24 + [0.0] * 96


def test_a_deposit_is_used_up_with_the_fees() -> None:
    result = run({"prepay_pct": 0.1, "ramp_months": 0, "term_months": 10})
    # 10 % of what remains after each month: 1,125 after the first, nothing after the last.
    balance = [125.0 * left for left in range(9, 0, -1)]
    assert result.row("prepay_balance")[:10] == pytest.approx([*balance, 0.0])
    assert result.at("contract_cash", 1) == pytest.approx(1250 + 1125)
    assert result.at("contract_cash", 2) == pytest.approx(1250 - 125)
    assert result.row("contract_cash").sum() == pytest.approx(12500)


def test_hours_are_used_in_their_order() -> None:
    """Contract, incumbents, the contract's flex, on demand; what remains is unserved."""
    values = {
        "opening_revenue": 0.0,
        "opening_training_hours": 1000.0,
        "ramp_months": 0.0,
        "committed_gpus": 500.0,
        "hours_per_month": 700.0,
        "availability": 1.0,
        "flex_capacity_pct": 0.1,
        "incumbent_gpus": 600.0,
        "spot_capacity": 150.0,
    }
    result = run(values)
    keys = ("contract_base_used", "incumbent_used", "contract_flex_used", "spot_used")
    assert [result.at(key, 1) for key in keys] == pytest.approx([350, 420, 35, 150])
    assert result.at("unserved_hours", 1) == pytest.approx(1000 - 350 - 420 - 35 - 150)


def test_the_supplier_pays() -> None:
    result = run({"payment_direction": -1})
    assert result.at("anchor_revenue", 1) == 625
    for key in ("contract_charge", "remaining_obligation", "exit_cost", "delivered_gpus"):
        assert not result.row(key).any()
