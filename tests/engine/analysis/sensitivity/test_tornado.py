"""The tornado against the oracle, one run for each end of each range."""

from __future__ import annotations

import pytest

from engine.analysis.ranges import Range, plausible_ranges
from engine.analysis.readings import SubjectError
from engine.analysis.sensitivity.tornado import tornado
from engine.explanation.subjects import Subject
from engine.scenario import Scenario, scenario
from tests.engine.analysis.sensitivity.referee import figure, line_item
from tests.engine.analysis.subjects import ITEMS
from tests.oracle.inputs import defaults, presets

RANGES = plausible_ranges()
CLOSE = 1e-9


def of_oracle(case: Scenario, key: str) -> dict[str, tuple[float | None, float | None]]:
    """Every input's number at low and high, each from a run of its own."""
    return {
        name: (
            figure({**case.values, name: ends.low}, key),
            figure({**case.values, name: ends.high}, key),
        )
        for name, ends in RANGES.items()
    }


def agree(found: float | None, expected: float | None) -> bool:
    if found is None or expected is None:
        return found is expected
    return found == pytest.approx(expected, rel=CLOSE, abs=1e-6)


@pytest.mark.parametrize("preset", ["as_reported", "s1_terms", "supplier_pays"])
@pytest.mark.parametrize(
    "key", ["npv_operating_profit", "first_profit_quarter", "cash_out_month", "lock_in_months"]
)
def test_every_end_is_the_oracle_s(preset: str, key: str) -> None:
    case = scenario("case", presets()[preset])
    expected = of_oracle(case, key)
    found = tornado(case, Subject(key), RANGES)
    assert agree(found.base, figure(case.values, key))
    for bar in found.bars:
        low, high = expected[bar.key]
        assert agree(bar.at_low, low), bar
        assert agree(bar.at_high, high), bar
        assert (bar.low, bar.high, bar.now) == (*RANGES[bar.key], case.values[bar.key])
    assert {*(bar.key for bar in found.bars), *found.beyond} == set(RANGES)
    # What is left out as out of reach changes nothing in the oracle either.
    for key_left in found.beyond:
        assert expected[key_left][0] == expected[key_left][1] == figure(case.values, key)


def test_a_line_item_is_read_in_its_month() -> None:
    case = scenario("case")
    found = tornado(case, Subject("operating_profit", 7), RANGES)
    bars = {bar.key: bar for bar in found.bars}
    low = line_item({**defaults(), "monthly_spend": 1000.0}, "operating_profit", 7)
    assert bars["monthly_spend"].at_low == pytest.approx(low, rel=CLOSE)
    assert found.base == pytest.approx(line_item(defaults(), "operating_profit", 7), rel=CLOSE)


def test_bars_stand_by_width_and_those_where_it_appears_first() -> None:
    ranges = {**RANGES, "opening_cash": Range(0.0, 30_000.0)}
    found = tornado(scenario("case"), Subject("cash_out_month"), ranges)
    first, *rest = found.bars
    assert found.base is None
    assert (first.key, first.appears, first.at_high) == ("opening_cash", True, None)
    assert first.at_low == figure({**defaults(), "opening_cash": 0.0}, "cash_out_month")
    assert not any(bar.appears or bar.width for bar in rest)
    widths = [bar.width for bar in tornado(scenario("case"), Subject("regret"), RANGES).bars]
    assert widths == sorted(widths, reverse=True)
    assert widths[0] > 0


def test_width_is_what_is_drawn_from_the_base() -> None:
    """Both ends of a range that lies above where the input stands are on one side."""
    case = scenario("case")
    found = tornado(case, Subject("total_commitment"), {"monthly_spend": Range(1300.0, 1400.0)})
    (bar,) = found.bars
    assert found.base is not None
    assert bar.at_high is not None
    assert bar.width == pytest.approx(bar.at_high - found.base)


def test_a_change_of_the_last_places_is_none() -> None:
    """Fees before the months still owed cancel out of the obligation, but for rounding."""
    found = tornado(scenario("case"), Subject("exit_cost"), RANGES)
    widths = {bar.key: bar.width for bar in found.bars}
    assert widths["committed_gpus"] == 0.0
    assert widths["monthly_spend"] > 0.0


def test_bits_are_those_of_the_moved_case_alone() -> None:
    case = scenario("case")
    together = {bar.key: bar for bar in tornado(case, Subject("npv_cash_flow"), RANGES).bars}
    for key in ("revenue_growth", "availability"):
        alone = tornado(case, Subject("npv_cash_flow"), {key: RANGES[key]}).bars[0]
        assert alone == together[key]


def test_custom_line_items_have_one_too() -> None:
    case = Scenario("case", scenario("case").values, items=ITEMS)
    found = tornado(case, Subject("cash_twice", 12), {"opening_revenue": RANGES["opening_revenue"]})
    plain = tornado(
        case, Subject("cash_balance", 12), {"opening_revenue": RANGES["opening_revenue"]}
    )
    assert found.bars[0].at_low == pytest.approx(2 * (plain.bars[0].at_low or 0.0))
    before = tornado(case, Subject("cash_balance", 0), {"opening_cash": Range(1.0, 2.0)})
    assert (before.bars[0].at_low, before.bars[0].at_high) == (1.0, 2.0)


def test_nothing_reaches_a_number_of_no_input() -> None:
    found = tornado(scenario("case"), Subject("exit_cost"), {"revenue_growth": Range(0.0, 0.1)})
    assert found.bars == ()
    assert found.beyond == ("revenue_growth",)


def test_what_is_no_number_is_said() -> None:
    case = scenario("case")
    with pytest.raises(SubjectError, match="is an input; choose a headline figure or a line item"):
        tornado(case, Subject("term_months"), RANGES)
    with pytest.raises(SubjectError, match="choose a month"):
        tornado(case, Subject("revenue"), RANGES)


def test_it_can_be_stopped() -> None:
    class StoppedError(Exception):
        pass

    def stop() -> None:
        raise StoppedError

    with pytest.raises(StoppedError):
        tornado(scenario("case"), Subject("regret"), RANGES, stop)
