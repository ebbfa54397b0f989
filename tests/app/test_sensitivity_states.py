"""What the sensitivity view shows of the engine's answers, and the ranges typed into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.control_states import setting_text
from app.uncertainty.sensitivity_states import (
    addable,
    read_range,
    sensitivity_choices,
    waiting_state,
    with_draws,
    with_spider,
    with_tornado,
)
from app.uncertainty.sensitivity_words import Looked, brief, subject_of
from engine.analysis.ranges import Range, Ranges, plausible_ranges, ranges_with
from engine.analysis.sensitivity.draws import DrawSensitivity, InputShare
from engine.analysis.sensitivity.spider import Leg, Spider, spider
from engine.analysis.sensitivity.tornado import Bar, Tornado, tornado
from engine.evaluate import evaluate
from engine.files.shipped import preset_scenario
from engine.scenario import InputError, Scenario

if TYPE_CHECKING:
    from widgets.uncertainty.sensitivity_states import Basis, SensitivityState, TornadoState

REPORTED = preset_scenario("as_reported")
NPV = "npv_operating_profit"


def looked_at(item: str, case: Scenario = REPORTED) -> Looked:
    result = evaluate(case)
    return Looked(result, subject_of(item, result))


def bars(*found: Bar, base: float | None, beyond: tuple[str, ...] = ()) -> Tornado:
    return Tornado(base, found, beyond)


def shown(item: str, found: Tornado, own: Ranges = (), basis: Basis = "ranges") -> SensitivityState:
    looked = looked_at(item)
    state = waiting_state(looked, item, "tornado", basis)
    return with_tornado(state, looked, found, own)


def picture(item: str, found: Tornado, own: Ranges = ()) -> TornadoState:
    made = shown(item, found, own).tornado
    assert made is not None
    return made


# Words --------------------------------------------------------------------------------------


def test_values_as_people_read_them() -> None:
    assert looked_at(NPV).text(71_308.4) == "$71.3B"
    assert looked_at("cash_out_month").text(3.0) == "Jun 2026"
    assert looked_at("cash_out_month").text(None) == "does not exist"
    assert looked_at("effective_lock_in_months").text(17.0) == "17 months"
    assert looked_at("relapses").text(1.0) == "Yes"
    assert looked_at("row:operating_profit").text(-120.25) == "−$120m"
    assert looked_at("row:operating_profit").per() == "a month"


def test_quarters_by_their_date_also_where_the_first_part_does_not_count() -> None:
    """Month 1 is April 2026: quarters end in June, September, ... and count from 1."""
    looked = looked_at("first_profit_quarter")
    assert [looked.text(float(each)) for each in (1, 2, 4)] == ["Q2 2026", "Q3 2026", "Q1 2027"]
    # One month of the quarter gone: it is no complete one, so that the first ends in month 5.
    late = REPORTED.with_values({"quarter_phase": 1.0})
    assert looked_at("first_profit_quarter", late).text(1.0) == "Q3 2026"


def test_changes_say_which_way() -> None:
    assert looked_at("first_profit_quarter").change(2.0) == "2 quarters later"
    assert looked_at("cash_out_month").change(-1.0) == "1 month earlier"
    assert looked_at(NPV).change(-75_159.5) == "−$75.2B"


@pytest.mark.parametrize(
    ("key", "value", "words", "short"),
    [
        ("revenue_growth", 0.03, "3.0% / month", "3.0%"),
        ("revenue_growth", 0.033557551786478665, "≈3.356% / month", "≈3.36%"),
        ("delivery_delay_months", 1.0, "1 month", "1"),
        ("outage_start_month", 16.0, "month 16", "16"),
        ("outage_start_month", 0.0, "None", "None"),
        ("monthly_spend", 1500.0, "$1.5B / month", "$1.5B"),
        ("market_price_decline", -0.1, "−10% a year", "−10%"),
    ],
)
def test_inputs_with_what_they_are_per(key: str, value: float, words: str, short: str) -> None:
    assert setting_text(key, value) == words
    assert brief(key, value) == short


def test_axes_hold_the_numbers_exactly_and_label_round_ones() -> None:
    axis = looked_at(NPV).axis([-3_851.0, 71_308.0, None, 211_484.0])
    assert (axis.minimum, axis.maximum) == (-3_851.0, 211_484.0)
    assert [tick.text for tick in axis.ticks] == ["$0", "$50B", "$100B", "$150B", "$200B"]
    dates = looked_at("first_profit_quarter").axis([1.0, 4.0])
    assert [tick.text for tick in dates.ticks] == ["Q2 2026", "Q3 2026", "Q4 2026", "Q1 2027"]
    alone = looked_at("cash_out_month").axis([None, 1.0])
    assert alone.minimum < 1.0 < alone.maximum
    flat = looked_at(NPV).axis([-5.0, -5.0])
    assert flat.minimum < -5.0 < flat.maximum
    nothing = looked_at(NPV).axis([None])
    assert nothing.minimum < nothing.maximum


# What is asked ------------------------------------------------------------------------------


def test_a_line_item_is_read_in_the_decision_month() -> None:
    case = REPORTED.with_values({"decision_month": 7.0})
    looked = looked_at("row:operating_profit", case)
    assert looked.subject.month == 7
    state = waiting_state(looked, "row:operating_profit", "tornado", "ranges")
    assert state.month == 7
    profit = evaluate(case).at("operating_profit", 7)
    assert state.value == f"${profit:.0f}m a month in Oct 2026"


def test_a_figure_that_does_not_exist_says_why() -> None:
    state = waiting_state(looked_at("cash_out_month"), "cash_out_month", "tornado", "ranges")
    assert state.value == "none now"
    assert state.value_tooltip == "cash never falls below zero in 48 months"
    assert state.picture is None


def test_every_choice_can_be_looked_at() -> None:
    for choice in sensitivity_choices():
        looked = looked_at(choice.key)
        assert waiting_state(looked, choice.key, "tornado", "ranges").value


def test_inputs_behind_it_without_a_range_can_be_added() -> None:
    looked = looked_at("exit_cost")
    keys = {choice.key for choice in addable(REPORTED, looked, plausible_ranges())}
    assert {"term_months", "notice_months", "termination_fee_pct"} <= keys
    assert not keys & {"monthly_spend", "opening_cash", "quarter_phase"}
    wider = ranges_with((("term_months", Range(12, 60)),))
    assert "term_months" not in {choice.key for choice in addable(REPORTED, looked, wider)}


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [("3%", "13%", (0.03, 0.13)), ("3", "13", (0.03, 0.13)), ("−2%", " 4.5 %", (-0.02, 0.045))],
)
def test_ranges_are_read_as_people_type_them(
    low: str, high: str, expected: tuple[float, float]
) -> None:
    assert read_range("revenue_growth", low, high) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("key", "low", "high", "message"),
    [
        ("monthly_spend", "2B", "1B", "Monthly spend: low $2B is not below high $1B"),
        ("monthly_spend", "1B", "1B", "Monthly spend: low $1B is not below high $1B"),
        ("term_months", "1y", "x", "Term length: 'x' is not a number"),
        (
            "term_months",
            "12",
            "200",
            "Term length: 200 is not allowed; allowed: whole numbers 1 to",
        ),
        ("availability", "", "1", "Availability: nothing was typed"),
    ],
)
def test_a_refused_range_says_what_is_allowed(key: str, low: str, high: str, message: str) -> None:
    with pytest.raises(InputError) as refused:
        read_range(key, low, high)
    assert refused.value.fault.startswith(message)
    assert "\n" not in refused.value.fault


# The pictures -------------------------------------------------------------------------------


def test_a_row_has_its_ends_and_its_numbers() -> None:
    bar = Bar("revenue_growth", 0.07, 0.03, 0.13, -3_851.0, 211_484.0, 215_335.0, appears=False)
    made = picture(NPV, bars(bar, base=71_308.0))
    (row,) = made.rows
    assert (row.label, row.unit, row.note) == ("Revenue growth", "/ month", "")
    assert (row.low.value, row.low.text, row.low.number_text) == (0.03, "3.0%", "−$3.85B")
    assert row.high.tooltip.splitlines() == [
        "Revenue growth at 13.0% / month: NPV of operating profit $211B, +$140B",
        "Click to set it",
    ]
    assert row.tooltip == "Revenue growth: 7.0% / month now, range 3.0% / month to 13.0% / month"
    assert made.summary == (
        "NPV of operating profit, $71.3B now. Revenue growth moves it most: −$3.85B to $211B. "
        "1 of 1 inputs move it."
    )


def test_an_end_without_the_figure_and_one_that_changes_nothing() -> None:
    gone = Bar("opening_cash", 20_000, 0, 30_000, 1.0, None, 0.0, appears=True)
    still = Bar("availability", 0.97, 0.9, 0.995, None, None, 0.0, appears=False)
    made = picture("cash_out_month", bars(gone, still, base=None))
    assert made.base is None
    assert made.rows[0].low.number_text == "Apr 2026"
    assert (made.rows[0].high.number, made.rows[0].high.number_text) == (None, "does not exist")
    assert made.rows[1].note == "does not exist from 90.0% to 99.5%"
    level = Bar("availability", 0.97, 0.9, 0.995, 5.0, 5.0, 0.0, appears=False)
    assert picture(NPV, bars(level, base=5.0)).rows[0].note == "no change from 90.0% to 99.5%"


def test_the_user_s_ranges_are_marked_and_only_ranges_can_be_edited() -> None:
    bar = Bar("monthly_spend", 1250, 900, 1600, 2.0, 1.0, 1.0, appears=False)
    own = (("monthly_spend", Range(900, 1600)),)
    assert picture(NPV, bars(bar, base=1.5), own).rows[0].own
    assert not picture(NPV, bars(bar, base=1.5)).rows[0].own
    assert picture(NPV, bars(bar, base=1.5)).editable
    made = shown(NPV, bars(bar, base=1.5), basis="percentiles").tornado
    assert made is not None
    assert not made.editable


def test_what_cannot_reach_it_is_counted_and_named() -> None:
    state = shown("exit_cost", bars(base=1.0, beyond=("availability", "revenue_growth")))
    assert state.note == "2 inputs with a range cannot reach it: Availability, Revenue growth"
    assert state.tornado is not None
    assert state.tornado.message == "No input with a range can reach it: add one above"


def test_the_real_tornado_and_spider_fit_their_axes() -> None:
    looked = looked_at(NPV)
    state = waiting_state(looked, NPV, "tornado", "ranges")
    made = with_tornado(
        state, looked, tornado(REPORTED, looked.subject, plausible_ranges())
    ).tornado
    assert made is not None
    assert len(made.rows) == len(plausible_ranges())
    numbers = [end.number for row in made.rows for end in (row.low, row.high)]
    assert min(numbers) == made.axis.minimum  # type: ignore[type-var]
    assert max(numbers) == made.axis.maximum  # type: ignore[type-var]
    legs = with_spider(
        state._replace(kind="spider"), looked, spider(REPORTED, looked.subject, plausible_ranges())
    ).spider
    assert legs is not None
    assert legs.legs[0].key == "revenue_growth"
    assert legs.legs[0].points[0].text == "Revenue growth 3.0% / month: −$3.85B"
    assert [tick.text for tick in legs.x_axis.ticks if -0.5 <= tick.position <= 0.5] == [
        "−50%",
        "−25%",
        "now",
        "+25%",
        "+50%",
    ]
    assert not legs.stepped


@pytest.mark.parametrize(
    ("results", "ends"),
    [((0.0, 20.0), "from the start to Nov 2027"), ((2.0, 20.0), "from May 2026 to Nov 2027")],
)
def test_a_spider_in_words(results: tuple[float, float], ends: str) -> None:
    looked = looked_at("sustained_profit_month")
    leg = Leg("revenue_growth", (0.03, 0.13), (-0.4, 0.6), results, 20.0, appears=False)
    waiting = waiting_state(looked, "sustained_profit_month", "spider", "ranges")
    legs = (leg, leg._replace(key="training_growth", results=(7.0, 7.0)))
    made = with_spider(waiting, looked, Spider(7.0, legs, ())).spider
    assert made is not None
    assert made.summary == (
        f"{looked.label} along the range of 2 inputs; most by Revenue growth, {ends}."
    )


def draws_state(found: DrawSensitivity) -> SensitivityState:
    looked = looked_at(NPV)
    return with_draws(waiting_state(looked, NPV, "draws", "ranges"), looked, found, 7)


def test_draws_in_words() -> None:
    inputs = (
        InputShare("revenue_growth", 0.668, 0.391),
        InputShare("training_growth", -0.108, 0.149),
        InputShare("outage_start_month", -0.004, 0.0),
    )
    found = DrawSensitivity(inputs, 0.46, 10_000, 188, 0.0198)
    state = draws_state(found)
    assert state.caption == "10,000 draws · seed 7 · left out: 188 in which it does not exist"
    assert state.draws is not None
    assert [row.rank_text for row in state.draws.rows] == ["+0.67", "−0.11", "0.00"]
    assert [row.share_text for row in state.draws.rows] == ["39.1%", "14.9%", "0.0%"]
    assert [row.faint for row in state.draws.rows] == [False, False, True]
    assert state.draws.rest_text == "46.0%"
    assert state.draws.summary == (
        "NPV of operating profit goes most with Revenue growth: rank correlation +0.67, "
        "39% of the variance of ranks."
    )


@pytest.mark.parametrize(
    ("fault", "missing", "message"),
    [
        ("too few", 9_990, "It exists in 10 of 10,000 draws: fewer than 200 say nothing"),
        ("never varies", 0, "It is the same in every draw in which it exists: nothing to explain"),
        ("nothing reaches it", 0, "No uncertain input can reach it"),
    ],
)
def test_where_draws_say_nothing_it_is_said(fault: str, missing: int, message: str) -> None:
    found = DrawSensitivity((), 0.0, 10_000, missing, 0.0, fault=fault)  # type: ignore[arg-type]
    state = draws_state(found)
    assert state.draws is not None
    assert state.draws.message == message
