"""The register's contracts as a scenario's supply: hours, minimum fees and cost by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest

from engine.calendar import YearMonth
from engine.contracts.plan import applied, removed
from engine.contracts.register import Register
from engine.contracts.study import study_inputs
from engine.contracts.supply import supply_of
from engine.evaluate import evaluate, evaluate_draws
from engine.files.shipped import preset_scenario, presets
from engine.kpis import headline
from engine.model.catalogue import catalogue
from engine.model.switch import BESIDE, OFF, REPLACES, SUPPLEMENTS, SWITCH
from engine.project import single
from engine.scenario import scenario, with_supply
from tests.engine.contracts.hand_worked import ADA, AS_OF, BO, CY, HAND, REGISTER, START, needing
from tests.oracle.inputs import random_inputs

if TYPE_CHECKING:
    from engine.evaluate import Result
    from engine.formula.values import Value

MODES = (REPLACES, SUPPLEMENTS, BESIDE)


def run(
    mode: float, need: float = 1000.0, register: Register = REGISTER, **inputs: float
) -> Result:
    case = replace(scenario("case", needing(need) | inputs), start=START)
    return evaluate(with_supply(case, supply_of(register, AS_OF), mode))


def row(result: Result, key: str) -> list[float]:
    found: list[float] = result.row(key).tolist()
    return found


# By hand -------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", MODES)
def test_capacity_and_fees_by_month(mode: int) -> None:
    result, hand = run(mode), HAND[mode]
    assert row(result, "register_gpus") == pytest.approx(hand.gpus, rel=1e-12)
    assert row(result, "incumbent_hours") == pytest.approx(hand.hours(), rel=1e-12)
    assert row(result, "register_firm_fee") == pytest.approx(hand.firm, rel=1e-12)
    assert row(result, "register_full_fee") == pytest.approx(hand.full, rel=1e-12)
    assert row(result, "register_exit_charge") == pytest.approx(hand.charge, rel=1e-12)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("need", [0.0, 40.0, 80.0, 93.0, 1000.0])
def test_cost_by_month(mode: int, need: float) -> None:
    result, hand = run(mode, need), HAND[mode]
    used = [min(need, hours) for hours in hand.hours()]
    assert row(result, "incumbent_used") == pytest.approx(used, rel=1e-12)
    assert row(result, "incumbent_cost") == pytest.approx(hand.cost(need), rel=1e-12)
    assert row(result, "compute_cost") == pytest.approx(hand.cost(need), rel=1e-12)


def test_firm_hours_by_hand() -> None:
    """$110m of $160m are owed in any case: of 87.6 m hours 60.225 m."""
    found = row(run(SUPPLEMENTS), "incumbent_firm_hours")
    assert found[0] == pytest.approx(60.225, rel=1e-12)
    assert found[8] == pytest.approx(94.9 * 140 / 196, rel=1e-12)
    assert found[11] == pytest.approx(14.6, rel=1e-12)  # Bo alone, all of it take-or-pay
    assert found[15] == 0


@pytest.mark.parametrize("mode", MODES)
def test_profit_and_cash_move_by_the_cost_and_the_exit_charges(mode: int) -> None:
    """Against the same plan fed by no contract at all: nothing else differs."""
    result, hand = run(mode, 80.0), HAND[mode]
    none = run(mode, 80.0, Register())
    # Hours that nobody supplies cost nothing and, without inference, lose no revenue.
    lost = [cost + charge for cost, charge in zip(hand.cost(80.0), hand.charge, strict=True)]
    gap = result.row("operating_profit") - none.row("operating_profit")
    assert gap.tolist() == pytest.approx([-each for each in lost], rel=1e-9, abs=1e-9)
    cash = result.row("cash_balance") - none.row("cash_balance")
    assert cash.tolist() == pytest.approx((-np.cumsum(lost)).tolist(), rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(
    ("as_of", "last", "charge"),
    [
        # Ada's completed months 4, 5, 5, 8; out three months later, of 12.
        (date(2026, 4, 30), 4, 200.0),  # after month 7: two fees, below the 5 × $50m left
        (date(2026, 5, 31), 5, 200.0),  # after month 8: two fees are just the 4 × $50m left
        (date(2026, 6, 29), 5, 200.0),  # June is not complete
        (date(2026, 8, 31), 8, 50.0),  # after month 11: one month's minimum is left
        (date(2026, 9, 30), 9, 0.0),  # notice can end nothing any more
    ],
)
def test_notice_is_given_on_the_registers_date(as_of: date, last: int, charge: float) -> None:
    case = replace(scenario("case", needing(1000.0)), start=START)
    supply = supply_of(Register(contracts=(ADA,)), as_of)
    result = evaluate(with_supply(case, supply, REPLACES))
    assert row(result, "register_firm_fee") == [50.0] * last + [0.0] * (120 - last)
    charges = result.row("register_exit_charge")
    assert charges[last - 1] == pytest.approx(charge)
    assert charges.sum() == pytest.approx(charge)


def test_contracts_add_up_one_by_one() -> None:
    for mode in MODES:
        together = run(mode, 0.0)
        alone = [run(mode, 0.0, Register(contracts=(each,))) for each in (ADA, BO, CY)]
        for key in ("register_gpus", "register_firm_fee", "register_full_fee"):
            total = np.sum([each.row(key) for each in alone], axis=0)
            assert row(together, key) == pytest.approx(total.tolist(), rel=1e-12)


def test_the_studied_contract_is_the_commitment_and_the_others_the_supply() -> None:
    """Cy starts in month 6: $30m in a ramp, 80% of it in any case, for 6 months."""
    register = replace(REGISTER, studied="cy")
    own = study_inputs(CY, START, register)
    case = replace(scenario("case", needing(0.0) | own), start=START)
    result = evaluate(with_supply(case, supply_of(register, AS_OF), SUPPLEMENTS))
    fees = [0.0] * 5 + [9.6, 14.4, 19.2, 24.0, 24.0, 24.0] + [0.0] * 109
    assert row(result, "contract_charge") == pytest.approx(fees, rel=1e-12)
    others = [110.0] * 3 + [116.0] * 6 + [66.0] * 6 + [0.0] * 105
    assert row(result, "incumbent_cost") == pytest.approx(others, rel=1e-12)
    # What the plan pays in all is the same as with Cy among the others.
    assert row(result, "compute_cost") == pytest.approx(HAND[SUPPLEMENTS].firm, rel=1e-12)


def test_another_first_month_sees_the_same_calendar() -> None:
    supply = supply_of(REGISTER, AS_OF)
    for mode in MODES:
        for start, shift in ((YearMonth(2026, 1), -3), (YearMonth(2026, 8), 4)):
            case = replace(scenario("case", needing(0.0)), start=start)
            found = row(evaluate(with_supply(case, supply, mode)), "register_firm_fee")
            hand = HAND[mode].firm
            if shift < 0:  # Ada's month 1 to 3, Bo's 7 to 9 come before
                assert found == pytest.approx([110.0] * 3 + hand[:117], rel=1e-12)
            else:
                assert found[:116] == pytest.approx(hand[4:], rel=1e-12)


def test_the_modes_agree_until_something_ends() -> None:
    """Month 6 is the last before Ada could leave, month 9 the last before it lapses."""
    ending, lapsing, lasting = (run(mode, 80.0) for mode in MODES)
    for key in ("incumbent_hours", "incumbent_firm_hours", "incumbent_cost"):
        assert row(ending, key)[:6] == row(lapsing, key)[:6]
        assert row(lapsing, key)[:9] == row(lasting, key)[:9]


# Off -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", presets())
def test_switched_off_every_preset_is_the_plain_model_bit_for_bit(key: str) -> None:
    plain = preset_scenario(key)
    one = evaluate(plain)
    other = evaluate(with_supply(plain, supply_of(REGISTER, AS_OF), OFF))
    for name in (*catalogue().line_items, *catalogue().measures):
        np.testing.assert_array_equal(one.values[name], other.values[name], err_msg=name)
    assert headline(one) == headline(other)


def test_switched_off_draws_are_the_plain_models_bit_for_bit() -> None:
    plain = preset_scenario("as_reported")
    fed = with_supply(plain, supply_of(REGISTER, AS_OF), OFF)
    draws = [random_inputs(seed) for seed in range(50)]
    columns: dict[str, Value] = {
        key: np.array([values[key] for values in draws]) for key in draws[0]
    }
    keys = frozenset({"cash_balance", "exit_cost", "incumbent_cost", "supplier_hhi_month"})
    keys &= {*catalogue().line_items}
    one = evaluate_draws(columns, keys, plain)
    other = evaluate_draws({**columns, SWITCH: 0.0}, keys, fed)
    for key in keys:
        assert np.broadcast_to(one[key], (120, 50)).tobytes() == (
            np.broadcast_to(other[key], (120, 50)).tobytes()
        )


def test_a_project_that_was_fed_and_freed_is_the_one_before() -> None:
    plain = replace(single(preset_scenario("as_reported")), register=REGISTER)
    fed = applied(plain, AS_OF, REPLACES)
    assert headline(evaluate(fed.scenario)) != headline(evaluate(plain.scenario))
    freed = removed(fed)
    assert freed.entries == plain.entries
    assert headline(evaluate(freed.scenario)) == headline(evaluate(plain.scenario))
