"""Quotes as people type them, the watch list, the market into the plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.contracts.quote_commands import (
    add_quote,
    delete_quotes,
    edit_quote,
    mark_seen,
    power_per_gpu,
    take_quotes,
    use_market,
    watch_price,
)
from app.contracts.quote_files import reading_words
from app.contracts.quote_texts import capacity_text, fields_of, price_text
from engine.contracts.quote import MOST_QUOTES, Quote
from engine.contracts.quotes.market import NoFit, fit
from engine.contracts.register import EMPTY
from engine.files.amounts import CellError
from engine.files.register.read import QuotesReading
from engine.files.register.rows import Rejected
from tests.app.quote_cases import EXACT, SCATTERED, TODAY, project_with, register

PROJECT = project_with(register())


@pytest.mark.parametrize(
    ("text", "price", "unit"),
    [
        ("1.95", 1.95, "gpu_hour"),
        ("$2.10/GPU-h", 2.10, "gpu_hour"),
        ("$2.10 a GPU-hour", 2.10, "gpu_hour"),
        ("$1,450 / GPU-month", 1450.0, "gpu_month"),
        ("95k per MW-month", 95_000.0, "mw_month"),
        ("$1.3m / MW-month", 1_300_000.0, "mw_month"),
        ("USD 2.2 / gpu hour", 2.2, "gpu_hour"),
    ],
)
def test_prices_are_typed_as_people_write_them(text: str, price: float, unit: str) -> None:
    assert fields_of("price", text, None) == {"price": price, "price_unit": unit}


@pytest.mark.parametrize("text", ["abc", "-2", "2 per cat", "1e400", ""])
def test_what_is_no_price_is_refused_with_what_is_allowed(text: str) -> None:
    with pytest.raises(CellError, match=r"allowed|blank"):
        fields_of("price", text, None)


@pytest.mark.parametrize(
    ("text", "capacity", "unit"),
    [
        ("10k GPUs", 10.0, "k_gpu"),
        ("64 MW", 64.0, "mw"),
        ("10,000", 10_000.0, "gpu"),
        ("73,000,000 GPU-hours a month", 73e6, "gpu_hour_month"),
        ("", None, ""),
    ],
)
def test_capacities(text: str, capacity: float | None, unit: str) -> None:
    assert fields_of("capacity", text, None) == {"capacity": capacity, "capacity_unit": unit}


@pytest.mark.parametrize("quote", [*EXACT, *SCATTERED], ids=lambda quote: quote.supplier)
def test_what_a_cell_shows_reads_back(quote: Quote) -> None:
    shown = fields_of("price", price_text(quote), quote)
    assert shown == {"price": pytest.approx(quote.price, rel=1e-11), "price_unit": quote.price_unit}
    if quote.capacity is not None:
        read = fields_of("capacity", capacity_text(quote), quote)
        assert read == {"capacity": quote.capacity, "capacity_unit": quote.capacity_unit}


def test_a_bare_number_keeps_the_quotes_unit() -> None:
    done = edit_quote(PROJECT, "Q3", "price", "2,650")
    changed = next(each for each in done.project.register.quotes if each.id == "Q3")
    assert (changed.price, changed.price_unit) == (2650.0, "gpu_month")
    assert done.words == "Quote: CoreCo, 3 Mar 2025"
    assert not done.fault


def test_a_refused_cell_changes_nothing_and_names_its_column() -> None:
    done = edit_quote(PROJECT, "Q3", "term_months", "never")
    assert done.project is PROJECT
    assert done.key == "term_months"
    assert "never" in done.fault


def test_dates_that_could_be_two_days_are_refused() -> None:
    assert "could be" in edit_quote(PROJECT, "Q3", "day", "04/05/2026").fault
    done = edit_quote(PROJECT, "Q3", "day", "4 May 2026")
    assert next(q for q in done.project.register.quotes if q.id == "Q3").day == date(2026, 5, 4)


def test_a_new_quote_needs_supplier_date_and_price() -> None:
    texts = {"supplier": "Helio", "day": "1 Nov 2026", "price": "2.40", "term_months": "3y"}
    done = add_quote(PROJECT, texts, TODAY)
    made = done.project.register.quotes[-1]
    assert made == Quote("Q11", "Helio", date(2026, 11, 1), 2.40, term_months=36, added=TODAY)
    for key in ("supplier", "day", "price"):
        without = {each: text for each, text in texts.items() if each != key}
        refused = add_quote(PROJECT, without, TODAY)
        assert (refused.key, refused.project) == (key, PROJECT)
        assert refused.fault.startswith("A quote needs")


def test_there_is_a_largest_number_of_quotes() -> None:
    many = tuple(replace(SCATTERED[0], id=f"Q{count}") for count in range(MOST_QUOTES))
    full = project_with(register(many))
    texts = {"supplier": "Helio", "day": "1 Nov 2026", "price": "2.40"}
    assert f"{MOST_QUOTES:,}" in add_quote(full, texts, TODAY).fault
    assert take_quotes(full, [replace(SCATTERED[0], id="new")], TODAY).fault


def test_quotes_from_a_file_replace_their_earlier_state_only() -> None:
    again = replace(SCATTERED[0], price=4.2)
    other = Quote("Q2", "Someone else", date(2026, 2, 2), 3.0)
    done = take_quotes(PROJECT, (again, other), TODAY)
    quotes = {each.id: each for each in done.project.register.quotes}
    assert quotes["Q1"].price == 4.2
    assert quotes["Q1"].added is None
    assert quotes["Q2"] == SCATTERED[1]
    assert quotes["Q11"] == replace(other, id="Q11", added=TODAY)
    assert done.words == "Import 2 quotes"


def test_deleting_quotes() -> None:
    done = delete_quotes(PROJECT, ("Q1", "Q8"))
    left = [each.id for each in done.project.register.quotes]
    assert left == ["Q2", "Q3", "Q4", "Q5", "Q6", "Q7", "Q9", "Q10"]
    assert done.words == "Delete 2 quotes"


def test_the_watch_list() -> None:
    assert watch_price(PROJECT, "$2.25 / GPU-h").project.register.watch.price == 2.25
    assert watch_price(PROJECT, "$1,460 / GPU-month").project.register.watch.price == 2.0  # 730 h
    assert watch_price(PROJECT, "3,00").project == PROJECT  # not 300
    assert watch_price(PROJECT, "").project.register.watch.price is None
    refused = watch_price(PROJECT, "0")
    assert (refused.key, refused.project) == ("price", PROJECT)
    assert mark_seen(PROJECT, TODAY).project.register.watch.last_look == TODAY


def test_the_power_of_a_gpu() -> None:
    assert power_per_gpu(PROJECT, "1.5 kW").project.register.kw_per_gpu == 1.5
    assert "0.05 to 100 kW" in power_per_gpu(PROJECT, "0").fault


def test_the_market_in_the_plan_is_the_curve_at_the_plans_start() -> None:
    found = fit(EXACT)
    assert not isinstance(found, NoFit)
    done = use_market(project_with(register(EXACT)), found)
    values = done.project.scenario.values
    # The plan starts in April 2026: two years and a quarter after the curve's beginning.
    assert values["opening_market_price"] == pytest.approx(4.0 * 0.75**2.25)
    assert values["market_price_decline"] == pytest.approx(0.25)
    drawn = done.project.uncertainty_or_shipped
    # The quotes lie on one line: nothing is left to chance.
    assert drawn.distribution("opening_market_price") is None
    assert drawn.distribution("market_price_decline") is None
    assert done.words == "Market from quotes"


def test_scattered_quotes_leave_the_market_uncertain() -> None:
    found = fit(SCATTERED)
    assert not isinstance(found, NoFit)
    done = use_market(PROJECT, found)
    drawn = done.project.uncertainty_or_shipped.distribution("market_price_decline")
    assert drawn is not None
    assert drawn.kind == "normal_clipped"
    assert use_market(done.project, found).project == done.project


def test_what_a_file_came_to_in_one_line() -> None:
    rejected = (Rejected(5, "Price", "abc", "'abc' is not a number"),)
    reading = QuotesReading(SCATTERED[:2], rejected)
    assert reading_words(reading) == (
        "2 quotes read. 1 cell refused: row 5, Price: 'abc' is not a number."
    )
    assert reading_words(QuotesReading(SCATTERED[:1])) == "1 quote read."


def test_a_quote_that_is_gone_is_left_alone() -> None:
    empty = project_with(EMPTY)
    done = edit_quote(empty, "Q1", "price", "2")
    assert (done.project, done.words) == (empty, "")
