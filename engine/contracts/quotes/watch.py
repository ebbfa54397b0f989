"""What there is to see in the quotes: new ones, those under a price, those under a contract's."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from engine.contracts.cell_text import day_text
from engine.contracts.quotes.points import price_text, sort_quotes
from engine.quantity import short

if TYPE_CHECKING:
    from datetime import date

    from engine.contracts.quotes.points import Point
    from engine.contracts.register import Register, Watch

NEW, CHEAP, UNDERCUTS, SUSPICIOUS = "new", "cheap", "undercuts", "suspicious"


class Sighting(NamedTuple):
    """One thing to see in one quote, in one line.

    `kind` is new, cheap (at or under the watched price), undercuts (under what `contract`
    pays) or suspicious. `price` is $ a GPU-hour, NaN where it is none.
    """

    kind: str
    quote: str
    contract: str
    price: float
    text: str


def sightings(
    register: Register, contract: str = "", contract_price: float | None = None
) -> tuple[Sighting, ...]:
    """What the watch list shows: by quote, the latest first, suspicious ones first of all.

    New is what was entered after the last look, or is of a later day where it isn't known when
    it was entered; before the first look everything is. Quotes are compared with
    `contract_price`, $ a GPU-hour, of the contract that is named. A suspicious quote is
    neither new nor compared.
    """
    found = sort_quotes(register.quotes, kw_per_gpu=register.kw_per_gpu)
    odd = [
        Sighting(SUSPICIOUS, each.quote, "", each.price, each.message) for each in found.suspects
    ]
    added = {quote.id: quote.added for quote in register.quotes}
    latest = sorted(found.points, key=lambda point: point.day, reverse=True)
    seen: list[Sighting] = []
    for point in latest:
        seen += _watched(point, added[point.quote], register.watch)
        if contract_price is not None and point.price < contract_price:
            seen.append(_undercut(point, contract, contract_price))
    return (*odd, *seen)


def _watched(point: Point, added: date | None, watch: Watch) -> list[Sighting]:
    found, offer = [], _offer(point)
    if watch.last_look is None or (added or point.day) > watch.last_look:
        since = f"new since {day_text(watch.last_look)}" if watch.last_look else "not seen yet"
        found.append(Sighting(NEW, point.quote, "", point.price, f"{offer}, {since}."))
    if watch.price is not None and point.price <= watch.price:
        text = f"{offer}, at or under the watched {price_text(watch.price)}."
        found.append(Sighting(CHEAP, point.quote, "", point.price, text))
    return found


def _undercut(point: Point, contract: str, price: float) -> Sighting:
    share = short(1 - point.price / price, "percent")
    text = f"{_offer(point)}, {share} under the {price_text(price)} of {contract}."
    return Sighting(UNDERCUTS, point.quote, contract, point.price, text)


def _offer(point: Point) -> str:
    return f"{point.supplier or point.quote}: {price_text(point.price)} on {day_text(point.day)}"
