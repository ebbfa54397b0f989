"""The watch list: what is new, cheap, under a contract's price, or cannot be right."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from engine.contracts.quotes.watch import CHEAP, NEW, SUSPICIOUS, UNDERCUTS, sightings
from engine.contracts.register import Register, Watch
from tests.engine.contracts.quotes.offers import quote

OLD = quote("old", date(2026, 1, 10), 5.0, supplier="Aster")
LATE = replace(quote("late", date(2026, 2, 1), 4.0, supplier="Birch"), added=date(2026, 3, 20))
NOON = quote("noon", date(2026, 3, 15), 3650.0, "gpu_month", "Cedar")  # $5.00 an hour
REGISTER = Register(quotes=(OLD, LATE, NOON))


def seen(register: Register, kind: str, price: float | None = None) -> list[str]:
    found = sightings(register, "C1", price)
    return [each.quote for each in found if each.kind == kind]


def test_before_the_first_look_everything_is_new() -> None:
    found = sightings(REGISTER)
    assert [(each.kind, each.quote) for each in found] == [
        (NEW, "noon"),
        (NEW, "late"),
        (NEW, "old"),
    ]
    assert found[0].text == "Cedar: $5.00/GPU-hour on 15 Mar 2026, not seen yet."


def test_new_is_what_was_entered_after_the_last_look() -> None:
    """By the day of entry where it is known, else by the quote's own day."""
    looked = replace(REGISTER, watch=Watch(last_look=date(2026, 3, 14)))
    assert seen(looked, NEW) == ["noon", "late"]
    looked = replace(REGISTER, watch=Watch(last_look=date(2026, 3, 15)))
    assert seen(looked, NEW) == ["late"]
    (found,) = sightings(looked)
    assert found.text == "Birch: $4.00/GPU-hour on 1 Feb 2026, new since 15 Mar 2026."
    looked = replace(REGISTER, watch=Watch(last_look=date(2026, 3, 20)))
    assert seen(looked, NEW) == []


def test_at_or_under_the_watched_price_in_any_unit() -> None:
    watch = Watch(last_look=date(2027, 1, 1), price=5.0)
    assert seen(replace(REGISTER, watch=watch), CHEAP) == ["noon", "late", "old"]
    assert seen(replace(REGISTER, watch=replace(watch, price=4.5)), CHEAP) == ["late"]


def test_under_a_contracts_price() -> None:
    looked = replace(REGISTER, watch=Watch(last_look=date(2027, 1, 1)))
    assert seen(looked, UNDERCUTS, 5.0) == ["late"]
    (found,) = sightings(looked, "C1", 5.0)
    assert found.contract == "C1"
    assert found.price == 4.0
    assert found.text == (
        "Birch: $4.00/GPU-hour on 1 Feb 2026, 20.0% under the $5.00/GPU-hour of C1."
    )


def test_a_suspicious_quote_comes_first_and_is_nothing_else() -> None:
    wild = quote("wild", date(2026, 3, 1), 0.04, supplier="Dune")
    more = replace(REGISTER, quotes=(OLD, wild, LATE, NOON), watch=Watch(price=5.0))
    found = sightings(more, "C1", 5.0)
    assert [each.kind for each in found if each.quote == "wild"] == [SUSPICIOUS]
    assert found[0].quote == "wild"
    assert found[0].text.startswith("wild, Dune, 1 Mar 2026: $0.04/GPU-hour is ")


def test_no_quotes() -> None:
    assert sightings(Register(watch=Watch(price=4.0)), "C1", 5.0) == ()
