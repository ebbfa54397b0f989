"""The spider against the oracle at every point of some legs."""

from __future__ import annotations

import pytest

from engine.analysis.ranges import Range, plausible_ranges
from engine.analysis.sensitivity.spider import spider
from engine.analysis.sensitivity.tornado import tornado
from engine.explanation.subjects import Subject
from engine.scenario import scenario
from tests.engine.analysis.sensitivity.referee import figure
from tests.oracle.inputs import defaults

CASE = scenario("case")


def test_every_point_is_the_oracle_s() -> None:
    ranges = {
        "revenue_growth": Range(0.03, 0.13),
        "delivery_delay_months": Range(0.0, 6.0),
        "incumbent_replaced_pct": Range(0.0, 1.0),
    }
    found = spider(CASE, Subject("npv_operating_profit"), ranges, points=11)
    for leg in found.legs:
        for value, result in zip(leg.values, leg.results, strict=True):
            expected = figure({**defaults(), leg.key: value}, "npv_operating_profit")
            assert result == pytest.approx(expected, rel=1e-9), (leg.key, value)


def test_legs_run_in_shares_of_the_range_through_where_the_input_stands() -> None:
    found = spider(CASE, Subject("npv_operating_profit"), {"revenue_growth": Range(0.03, 0.13)}, 11)
    (leg,) = found.legs
    assert leg.values == pytest.approx([0.03 + 0.01 * place for place in range(11)])
    assert leg.moves[0] == pytest.approx(-0.4)
    assert leg.moves[-1] == pytest.approx(0.6)
    assert leg.results[leg.moves.index(0.0)] == found.base


def test_a_range_beside_where_the_input_stands_is_widened_to_it() -> None:
    found = spider(CASE, Subject("npv_operating_profit"), {"monthly_spend": Range(1300, 1400)}, 3)
    (leg,) = found.legs
    assert leg.values == (1250.0, 1300.0, 1350.0, 1400.0)
    assert (leg.moves[0], leg.moves[-1]) == (0.0, 1.0)


def test_whole_numbers_and_choices_take_only_their_values() -> None:
    ranges = {
        "delivery_delay_months": Range(0, 4),
        "npv_timing": Range(0, 1),
        "payment_direction": Range(-1, 1),
    }
    legs = {leg.key: leg for leg in spider(CASE, Subject("npv_cash_flow"), ranges).legs}
    assert legs["delivery_delay_months"].values == (0.0, 1.0, 2.0, 3.0, 4.0)
    assert legs["npv_timing"].values == (0.0, 0.5, 1.0)
    assert legs["payment_direction"].values == (-1.0, 1.0)


def test_the_order_is_the_tornado_s_where_the_ends_are_the_extremes() -> None:
    ranges = plausible_ranges()
    legs = [leg.key for leg in spider(CASE, Subject("total_commitment_pv"), ranges).legs]
    bars = [bar.key for bar in tornado(CASE, Subject("total_commitment_pv"), ranges).bars]
    assert legs == bars


def test_where_it_does_not_exist_there_is_none() -> None:
    found = spider(CASE, Subject("cash_out_month"), {"opening_cash": Range(0.0, 30_000.0)}, 7)
    (leg,) = found.legs
    assert found.base is None
    assert leg.appears
    for value, result in zip(leg.values, leg.results, strict=True):
        assert result == figure({**defaults(), "opening_cash": value}, "cash_out_month")
