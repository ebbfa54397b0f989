"""The table of quotes, the watch list and the units: from a register to what is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.contracts.quote_texts import CAPACITY_WORDS, capacity_text, price_text, quote_name
from engine import quantity
from engine.contracts.cell_text import day_text
from engine.contracts.quotes.units import k_gpus, price_factors
from engine.contracts.quotes.watch import CHEAP, NEW, SUSPICIOUS, sightings
from widgets.comparison.states import Cell, Column, Row, TableState
from widgets.contracts.quotes_states import (
    QUOTE_KEYS,
    FactorLine,
    QuoteTableState,
    UnitsState,
    WatchState,
)
from widgets.language.spoken import own
from widgets.painting import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.contracts.quote import Quote
    from engine.contracts.quotes.units import Factor
    from engine.contracts.quotes.watch import Sighting
    from engine.contracts.register import Register

    Seen = Mapping[str, tuple[Sighting, ...]]  # what there is to see in quotes, by id

_HEADINGS: Mapping[str, tuple[str, str]] = {
    "watched": ("Watch", "New since the last look, at or under the threshold, or left out"),
    "supplier": ("Supplier", ""),
    "day": ("Date", "The day that the quote is of"),
    "price": ("Price as quoted", "Type $2.10, $1,450 / GPU-month or $950k / MW-month"),
    "gpu_hour": ("$ / GPU-h", "The price as quoted, by the factors beside"),
    "capacity": ("Capacity", f"Type 10,000, 10k GPUs or 64 MW: {', '.join(CAPACITY_WORDS)}"),
    "term_months": ("Term", "Months; type 36 or 3y"),
    "conditions": ("Conditions", ""),
    "reference": ("Reference", "Where the quote is to be found"),
}
_WORDS: Mapping[str, str] = {SUSPICIOUS: "left out", NEW: "new", CHEAP: "under"}
_EMPTY = "No quotes yet. Type one below, or import a CSV or Excel file."


class QuoteRows:
    """Rows of the table that stand while what they show is the same."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[Quote, float, tuple[Sighting, ...], Row]] = {}

    def row(
        self, quote: Quote, power: float, factors: Mapping[str, Factor], seen: tuple[Sighting, ...]
    ) -> Row:
        """`factors` are those of a `power` a GPU."""
        kept = self._kept.get(quote.id)
        if kept is not None and kept[0] is quote and kept[1:3] == (power, seen):
            return kept[3]
        factor = factors.get(quote.price_unit)
        price = factor.there(quote.price) if factor else None
        made = Row(quote.id, quote_name(quote), _cells(quote, price, seen))
        self._kept[quote.id] = quote, power, seen, made
        return made


def quote_table(register: Register, seen: Seen, kept: QuoteRows) -> QuoteTableState:
    """All quotes, the newest first; `seen` is what there is to see in each, by id."""
    power = register.kw_per_gpu
    factors = price_factors(power)
    columns = tuple(
        Column(place, _HEADINGS[key][0], "", tooltip=_HEADINGS[key][1])
        for place, key in enumerate(QUOTE_KEYS)
    )
    newest = sorted(register.quotes, key=lambda quote: quote.day, reverse=True)
    rows = tuple(kept.row(quote, power, factors, seen.get(quote.id, ())) for quote in newest)
    suppliers = len({quote.supplier for quote in register.quotes})
    count = f"{_counted(len(rows), 'quote')} of {_counted(suppliers, 'supplier')}" if rows else ""
    return QuoteTableState(TableState("", columns, rows, _EMPTY), count)


def _counted(count: int, word: str) -> str:
    return f"{count:,} {word}" if count == 1 else f"{count:,} {word}s"


def _cells(quote: Quote, price: float | None, seen: tuple[Sighting, ...]) -> tuple[Cell, ...]:
    kinds = [sighting.kind for sighting in seen]
    watched = ", ".join(word for kind, word in _WORDS.items() if kind in kinds)
    tone = "bad" if SUSPICIOUS in kinds else "good" if CHEAP in kinds else ""
    told = "\n".join(sighting.text for sighting in seen)
    term = "" if quote.term_months is None else f"{quote.term_months}"
    shown = "—" if price is None else quantity.short(price, "price")
    return (
        Cell(watched, number=False, tone=tone, tooltip=told),
        _typed(quote.supplier),
        Cell(day_text(quote.day), quote.day.isoformat(), number=False, editable=True, kind="text"),
        Cell(price_text(quote), number=False, editable=True),
        Cell(shown, "" if price is None else repr(price), tone="bad" if tone == "bad" else ""),
        Cell(capacity_text(quote), number=False, editable=True),
        Cell(term, editable=True),
        _typed(quote.conditions),
        _typed(quote.reference),
    )


def _typed(text: str) -> Cell:
    return Cell(own(one_line(text)), number=False, editable=True)


def seen_by_quote(register: Register) -> Seen:
    """What there is to see in each quote, by its id."""
    found: dict[str, tuple[Sighting, ...]] = {}
    for sighting in sightings(register):
        found[sighting.quote] = (*found.get(sighting.quote, ()), sighting)
    return found


def watch_state(register: Register, seen: Seen) -> WatchState:
    """The threshold, and how many quotes are under it or new."""
    watch = register.watch
    count = {
        kind: sum(any(each.kind == kind for each in found) for found in seen.values())
        for kind in (NEW, CHEAP)
    }
    if watch.price is None:
        under = "No threshold is set."
    else:
        under = f"{_counted(count[CHEAP], 'quote') if count[CHEAP] else 'No quote'} at or under it."
    new = _counted(count[NEW], "quote")
    if watch.last_look is None:
        fresh = f"{new} not seen yet." if count[NEW] else "Nothing new."
    else:
        since = day_text(watch.last_look)
        fresh = f"{f'{new} new' if count[NEW] else 'Nothing new'} since {since}."
    price = "" if watch.price is None else quantity.exact(watch.price, "price")
    return WatchState(price, under, fresh, count[NEW] > 0)


def units_state(register: Register) -> UnitsState:
    """What a MW is in GPUs, and each unit of price in GPU-hours."""
    factors = price_factors(register.kw_per_gpu)
    gpus = 1000 * k_gpus(1.0, "mw", register.kw_per_gpu)
    kilowatts = quantity.exact(register.kw_per_gpu, "factor").rstrip("×")
    lines = [FactorLine("1 MW", f"= {gpus:,.1f} GPUs", f"1,000 kW at {kilowatts} kW a GPU")]
    for unit, name in (("gpu_month", "1 GPU-month"), ("mw_month", "1 MW-month")):
        factor = factors[unit]
        lines.append(FactorLine(name, f"= {factor.value:,.0f} GPU-h", factor.why))
    return UnitsState(kilowatts, tuple(lines))
