"""What the Quotes view shows of a register, figures from hand-worked cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest

from app.contracts.market_chart_states import gap_text
from app.contracts.quotes_states import quotes_state
from engine.contracts.contract import Contract
from engine.contracts.register import EMPTY, Watch
from tests.app.quote_cases import (
    CONTRACTS,
    EXACT,
    SCATTERED,
    TODAY,
    case_of,
    priced,
    register,
)
from widgets.contracts.quotes_states import (
    CAPACITY,
    DAY,
    GPU_HOUR,
    PRICE,
    TERM,
    WATCHED,
)

if TYPE_CHECKING:
    from engine.contracts.quote import Quote
    from widgets.contracts.quotes_states import QuotesState


def shown(
    selected: str = "",
    quotes: tuple[Quote, ...] = SCATTERED,
    contracts: tuple[Contract, ...] = CONTRACTS,
) -> QuotesState:
    case = case_of(register(quotes, contracts), selected)
    return quotes_state(case, priced(case))


def test_quotes_stand_the_newest_first_with_their_price_in_gpu_hours() -> None:
    table = shown(quotes=EXACT).quotes.table
    assert [row.key for row in table.rows] == ["Q3", "Q2", "Q1"]
    assert [row.cells[GPU_HOUR].text for row in table.rows] == ["$2.25", "$3.00", "$4.00"]
    assert [row.cells[PRICE].text for row in table.rows] == [
        "$1.20772058824m / MW-month",
        "$2,190 / GPU-month",
        "$4.00 / GPU-hour",
    ]


def test_a_quotes_cells() -> None:
    state = shown()
    row = next(row for row in state.quotes.table.rows if row.key == "Q3")
    assert row.label == "CoreCo, 3 Mar 2025"
    assert row.cells[DAY].text == "3 Mar 2025"
    assert row.cells[CAPACITY].text == "10 k GPUs"
    assert row.cells[TERM].text == "36"
    assert state.quotes.counted == "10 quotes of 7 suppliers"


def test_marks_for_new_under_and_left_out() -> None:
    marks = {row.key: row.cells[WATCHED].text for row in shown().quotes.table.rows}
    # Seen up to 15 Oct 2026; at or under $2.50: $1.3m / (1000/1.36·730) = $2.42, 1790/730 = $2.45.
    assert {key: mark for key, mark in marks.items() if mark} == {
        "Q10": "new",
        "Q9": "new, under",
        "Q7": "under",
        "Q8": "left out",
    }


def test_the_watch_list_counts() -> None:
    watch = shown().watch
    assert watch.price == "$2.50"
    assert watch.under == "2 quotes at or under it."
    assert watch.fresh == "2 quotes new since 15 Oct 2026."
    assert watch.seen
    seen = case_of(replace(register(), watch=Watch(TODAY, None)))
    quiet = quotes_state(seen, priced(seen)).watch
    assert (quiet.under, quiet.fresh) == (
        "No threshold is set.",
        "Nothing new since 22 Nov 2026.",
    )
    assert not quiet.seen


def test_units_with_their_numbers() -> None:
    units = shown().units
    assert units.kw_per_gpu == "1.36"
    assert [(line.unit, line.value) for line in units.factors] == [
        ("1 MW", "= 735.3 GPUs"),
        ("1 GPU-month", "= 730 GPU-h"),
        ("1 MW-month", "= 536,765 GPU-h"),
    ]
    assert "1.36 kW" in units.factors[2].why


def test_the_curve_passes_through_quotes_on_one_line() -> None:
    contract = Contract("X", "X", date(2026, 1, 1), 12, 2.0 * 730 / 1000, capacity=1.0,
                        capacity_unit="k_gpu")  # fmt: skip
    case = case_of(register(EXACT, (contract,)), "X")
    chart = quotes_state(case, priced(case)).market
    market, line = chart.chart.fans
    # As of 22 Nov 2026 the curve is at 4 · 0.75 ^ (2 + (10 + 21/30) / 12) = $1.74.
    here = chart.chart.decision_month
    assert chart.reads[here - 1].text == "Nov 2026 · market $1.74 · X $2.00 · 14.9% above market"
    assert market.values[2][here - 1] == pytest.approx(4 * 0.75 ** (2 + (10 + 21 / 30) / 12))
    assert np.nanmax(line.values[2]) == pytest.approx(2.0)
    assert np.isfinite(line.values[2]).sum() == 12
    assert chart.chart.marker is not None
    assert chart.chart.marker.text == "14.9% above market"


def test_dots_are_quotes_by_month_new_and_left_out_apart() -> None:
    chart = shown().market.chart
    count: dict[str, int] = {}
    for series in chart.points:
        count[series.colour] = count.get(series.colour, 0) + int(np.isfinite(series.values).sum())
    assert count == {"market": 7, "accent": 2, "text_muted": 1}
    assert chart.y_axis.maximum < 10  # what is left out does not stretch the axis


def test_the_selected_contract_in_words() -> None:
    price = shown("C-01").price
    # $420m over 120,000 GPUs of 730 hours.
    assert "$4.79 / GPU-h" in price.beside
    assert "90% range" in price.beside
    assert price.headline.endswith("above market")
    assert price.tone == "bad"
    assert price.scale is not None
    assert {mark.colour for mark in price.scale.marks} == {"market", "contract", "exit_cost"}
    words = " ".join(word.text for sentence in price.sentences for word in sentence)
    assert "Switching pays below" in words
    assert "The cheapest quote, $2.42 of Helio, 1 Jun 2026" in words


@pytest.mark.parametrize(
    ("selected", "words"),
    [("C-03", "over"), ("C-04", "capacity is not known"), ("", "Choose a contract")],
)
def test_why_there_is_no_price(selected: str, words: str) -> None:
    assert words in shown(selected).price.message


def test_all_contracts_the_largest_exposure_first() -> None:
    table = shown("C-02").against
    assert [row.key for row in table.rows] == ["C-01", "C-02", "C-04"]
    assert table.rows[0].cells[0].text == "$4.79"
    assert table.rows[2].cells[0].text == "—"
    assert "capacity" in table.rows[2].cells[0].tooltip


def test_the_market_in_the_plan_before_and_after() -> None:
    plan = shown(quotes=EXACT).plan
    rows = {row.key: [cell.text for cell in row.cells] for row in plan.table.rows}
    assert rows["market_price_decline"] == ["15%", "25%"]
    assert rows["opening_market_price"] == ["$5.25", "$2.094"]
    assert rows["opening_market_price_drawn"][1] == "certain"
    assert plan.can_use
    words = " ".join(word.text for sentence in plan.sentences for word in sentence)
    assert "from 3 quotes of 1 Jan 2024 to 1 Jan 2026" in words
    assert "It falls 25.0% a year, standard error 0.0% a year." in words


def test_quotes_that_are_left_out_are_named_with_their_reason() -> None:
    words = [word.text for sentence in shown().plan.sentences for word in sentence]
    assert any(text.startswith("Left out: Q8, Spotmart") and "cents" in text for text in words)


def test_too_few_quotes_are_a_designed_state() -> None:
    state = shown("C-01", quotes=SCATTERED[:2])
    assert not state.plan.can_use
    assert "at least 3" in state.plan.sentences[0][0].text
    assert state.plan.table.rows[0].cells[1].text == "—"
    assert "at least 3" in state.market.chart.subtitle
    assert not state.market.chart.note
    assert state.price.headline == "$4.79 a GPU-hour"
    assert "at least 3" in state.price.beside


def test_an_empty_register() -> None:
    case = case_of(EMPTY)
    state = quotes_state(case, None)
    assert state.market.chart.note
    assert state.price.message == "The register has no contracts yet."
    assert state.against.empty
    assert state.quotes.table.empty
    assert not state.plan.can_use


def test_until_contracts_are_priced_the_cards_say_so() -> None:
    case = case_of(register(), "C-01")
    state = quotes_state(case, None)
    assert state.price.message == "Computing…"
    assert state.against.empty == "Computing…"


def test_quotes_that_nobody_would_write_leave_the_view_standing() -> None:
    odd = (
        replace(SCATTERED[0], id="O1", day=date(2200, 1, 1)),
        replace(SCATTERED[0], id="O2", day=date(1900, 1, 1), price=0.0),
        replace(SCATTERED[0], id="O3", price=1e9, supplier="", conditions="<b>\n=1+1"),
        replace(SCATTERED[0], id="O4", price_unit="furlong"),
    )
    state = shown("C-01", quotes=(*SCATTERED, *odd))
    chart = state.market.chart
    assert len(state.market.reads) == chart.x_axis.maximum == 241
    assert state.market.reads[chart.decision_month - 1].text.startswith("Nov 2026")
    cells = {row.key: row.cells for row in state.quotes.table.rows}
    assert cells["O2"][WATCHED].text == cells["O4"][WATCHED].text == "left out"
    assert cells["O4"][GPU_HOUR].text == "—"
    assert cells["O3"][7].text == "<b> =1+1"


def test_gap_words() -> None:
    assert gap_text(2.5, 2.0) == "25.0% above market"
    assert gap_text(1.5, 2.0) == "25.0% below market"
    assert gap_text(2.0001, 2.0) == "at market"


def test_without_a_quote_or_a_price_there_is_no_curve_to_draw() -> None:
    unknown = replace(CONTRACTS[0], capacity=None, capacity_unit="")
    chart = shown(unknown.id, quotes=(), contracts=(unknown,)).market.chart
    assert chart.note
    assert not chart.fans
