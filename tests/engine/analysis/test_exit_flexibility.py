"""The value of deciding later against plain loops over the oracle's runs."""

from __future__ import annotations

import numpy as np
import pytest

from engine.analysis.exit_plan.flexibility import flexibility, of_savings
from engine.files.shipped import preset_scenario
from engine.scenario import scenario
from tests.engine.analysis import exit_oracle as oracle
from tests.engine.analysis.exit_oracle import small_contract


def test_two_futures_by_hand() -> None:
    # Month 1 saves 5 or loses 3; month 2 loses 1 or saves 4: means 1 and 1.5.
    found = of_savings(np.array([[5.0, -3.0], [-1.0, 4.0]]))
    assert (found.known, found.fixed, found.fixed_month) == (4.5, 1.5, 2)
    assert found.value == 3.0
    assert found.pays == 1.0
    assert found.best_months.tolist() == [0.5, 0.5]


def test_a_future_in_which_leaving_never_pays() -> None:
    found = of_savings(np.array([[2.0, -6.0, -6.0], [1.0, -7.0, -7.0]]))
    assert (found.fixed_month, found.fixed) == (0, 0.0)
    assert found.value == pytest.approx(2 / 3)
    assert found.pays == pytest.approx(1 / 3)
    assert found.best_months.tolist() == pytest.approx([1 / 3, 0.0])


@pytest.mark.parametrize("preset", ["as_reported", "s1_terms", "total_15b_60m"])
def test_few_draws_by_plain_loops(preset: str) -> None:
    chosen = preset_scenario(preset)
    draws = {
        "market_price_decline": np.array([-0.2, 0.1, 0.15, 0.3, 0.5]),
        "opening_market_price": np.array([6.0, 5.25, 4.0, 5.0, 3.5]),
    }
    found = flexibility(chosen, draws)
    savings = []
    for place in range(5):
        drawn = {key: float(values[place]) for key, values in draws.items()}
        savings.append(oracle.discounted(oracle.run({**chosen.values, **drawn})))
    known = sum(max(0.0, *each) for each in savings) / 5
    means = [sum(each[month] for each in savings) / 5 for month in range(120)]
    assert found.known == pytest.approx(known)
    assert found.fixed == pytest.approx(max(0.0, *means))
    assert found.value == pytest.approx(known - max(0.0, *means), abs=1e-6)
    assert found.pays == sum(max(each) > 0 for each in savings) / 5
    months = [each.index(max(each)) + 1 for each in savings if max(each) > 0]
    listed = [month for month in range(1, 121) for _ in range(months.count(month))]
    shares = [round(share * 5) for share in found.best_months]
    assert listed == [month for month in range(1, 121) for _ in range(shares[month - 1])]
    assert found.draws == 5


def test_it_is_worth_nothing_where_nothing_is_uncertain() -> None:
    chosen = preset_scenario("as_reported")
    certain = flexibility(chosen, {})
    assert (certain.value, certain.draws, certain.fixed_month) == (0.0, 1, 19)
    same = flexibility(chosen, {"market_price_decline": np.full(50, 0.15)})
    assert same.value == pytest.approx(0.0, abs=1e-9)
    assert same.error == pytest.approx(0.0, abs=1e-9)


def test_it_is_never_negative_and_the_planned_notice_does_not_matter() -> None:
    generator = np.random.default_rng(5)
    draws = {"market_price_decline": generator.uniform(-0.3, 0.5, 400)}
    for preset in ("as_reported", "flexible_contract", "albatross", "supplier_pays"):
        assert flexibility(preset_scenario(preset), draws).value >= 0.0
    planned = flexibility(preset_scenario("exit_at_12"), draws)
    assert planned.value == flexibility(preset_scenario("as_reported"), draws).value


def test_uncertain_terms_too() -> None:
    chosen = scenario("case", small_contract())
    found = flexibility(chosen, {"switching_cost": np.array([10.0, 400.0])})
    # The first saves 150 in month 1, the second nothing; fixed in advance month 1 loses.
    assert (found.known, found.fixed, found.pays) == pytest.approx((75.0, 0.0, 0.5))


def test_it_can_be_stopped() -> None:
    class StoppedError(Exception):
        pass

    def stop() -> None:
        raise StoppedError

    draws = {"market_price_decline": np.linspace(0, 0.3, 10)}
    with pytest.raises(StoppedError):
        flexibility(preset_scenario("as_reported"), draws, stop)
