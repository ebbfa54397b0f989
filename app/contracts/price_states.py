"""Contracts against the market: the selected one in words, and the table of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from app.contracts.market_chart_states import gap_text
from engine import quantity
from engine.contracts.cell_text import day_text
from engine.contracts.dates import month_end
from engine.contracts.quotes.market import SHARE
from engine.contracts.quotes.points import sort_quotes
from widgets.comparison.states import Cell, Choice, Column, Row, TableState
from widgets.contracts.quotes_states import PriceState, ScaleMark, ScaleState
from widgets.decide.exit_states import Sentence, Word

if TYPE_CHECKING:
    from app.contracts.case import Case
    from app.contracts.pricing import Pricing
    from engine.contracts.contract import Contract

MOST_ROWS = 200  # of the table of all: the largest exposures
MOST_CHOICES = 2_000
_NONE = "—"
_COLUMNS = (
    ("Price today", "$ a GPU-hour in the contract month that runs"),
    ("Against market", "The price today over the fitted market's today"),
    ("Exposure", "Fees above the fitted market to the committed end, at present value"),
    ("Switch below", "The market price today below which leaving pays, exit cost included"),
)


def choices(case: Case) -> tuple[Choice, ...]:
    """The contracts to choose from."""
    found = case.register.contracts[:MOST_CHOICES]
    if case.contract is not None and case.contract not in found:
        found = (case.contract, *found)
    named = tuple(Choice(each.id, contract_name(each)) for each in found)
    return named if case.selected else (Choice("", "Choose one"), *named)


def contract_name(contract: Contract) -> str:
    """`C-012 CoreCo`."""
    return f"{contract.id} {contract.supplier}".strip()


# One contract ------------------------------------------------------------------------------


def price_state(case: Case, found: Pricing | None) -> PriceState:
    """The selected contract's card; `found` is None until it is computed."""
    contract, empty = case.contract, PriceState(choices(case), case.selected)
    if not case.register.contracts:
        return empty._replace(message="The register has no contracts yet.")
    if contract is None:
        return empty._replace(message="Choose a contract to see it against the market.")
    if found is None or contract.id not in found.audit.places:
        return empty._replace(message="Computing…")
    place = found.audit.place(contract.id)
    price = float(found.prices[place])
    if np.isnan(price):
        return empty._replace(message=found.switching.reasons[place] or "It has no price today.")
    switching = _switching(case, found, place)
    if found.market is None:
        return empty._replace(
            headline=f"{quantity.short(price, 'price')} a GPU-hour",
            beside=case.market_fault or "No market: there are no quotes.",
            sentences=switching,
        )
    market = found.market.price_on(case.as_of)
    band = found.market.band(np.array([found.market.years(case.as_of)]))
    low, high = float(band.low[0]), float(band.high[0])
    above = price > market
    even = "at" in gap_text(price, market).split()[0]
    return empty._replace(
        headline=_upper(gap_text(price, market)),
        tone="" if even else "bad" if above else "good",
        beside=f"{quantity.short(price, 'price')} / GPU-h; {_market_words(market, low, high)}",
        scale=_scale(price, market, (low, high), float(found.switching.today[place])),
        sentences=(_exposure(found, place), *switching),
    )


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _scale(price: float, market: float, band: tuple[float, float], switch: float) -> ScaleState:
    marks = [
        ScaleMark(market, f"market {quantity.short(market, 'price')}", "market", above=False),
        ScaleMark(price, f"contract {quantity.short(price, 'price')}", "contract"),
    ]
    if np.isfinite(switch) and switch > 0:
        text = f"switch below {quantity.short(switch, 'price')}"
        marks.append(ScaleMark(switch, text, "exit_cost"))
    most = max(*(mark.value for mark in marks), min(band[1], 2 * max(price, market)))
    said = ", ".join(mark.text for mark in marks)
    ends = " to ".join(quantity.short(end, "price") for end in band)
    return ScaleState(0.0, most * 1.05, *band, tuple(marks), f"{said}; market range {ends}")


def _market_words(market: float, low: float, high: float) -> str:
    share = quantity.short(SHARE, "percent").replace(".0%", "%")
    ends = " to ".join(quantity.short(end, "price") for end in (low, high))
    return f"market {quantity.short(market, 'price')}, {share} range {ends}"


def _exposure(found: Pricing, place: int) -> Sentence:
    assert found.exposure is not None
    amount, audit = float(found.exposure[place]), found.audit
    contract = audit.contracts[place]
    end = day_text(month_end(contract.start, max(int(audit.committed_end[place]), 1)))
    side = "above" if amount >= 0 else "below"
    size = quantity.short(abs(amount), "money")
    return (Word(f"Fees to the committed end, {end}: {size} {side} market, at present value."),)


def _switching(case: Case, found: Pricing, place: int) -> tuple[Sentence, ...]:
    switching = found.switching
    if reason := switching.reasons[place]:
        return ((Word(reason),),)
    charge = quantity.short(float(switching.charge[place]), "money")
    flat = quantity.short(float(switching.flat[place]), "price")
    words = [f"Switching pays below {flat} a GPU-hour if the market then stays as it is; leaving "
             f"costs {charge}, which is included."]  # fmt: skip
    today = float(switching.today[place])
    if found.market is not None and np.isfinite(today):
        saving = float(switching.saving[place])
        size = quantity.short(abs(saving), "money")
        side = f"leaving now saves {size}" if saving > 0 else f"staying is {size} cheaper"
        shown = quantity.short(today, "price")
        words.append(f"With the market falling as fitted, below {shown} today: {side}.")
    words += _best_quote(case, today if np.isfinite(today) else float(switching.flat[place]))
    return tuple((Word(each),) for each in words)


def _best_quote(case: Case, price: float) -> list[str]:
    """The cheapest quote that can be right, against the price at which switching pays."""
    if case.market is not None:
        points = case.market.points
    else:
        points = sort_quotes(case.register.quotes, kw_per_gpu=case.register.kw_per_gpu).points
    if not points:
        return []
    best = min(points, key=lambda point: point.price)
    side = "under" if best.price < price else "above"
    name = best.supplier or best.quote
    told = f"{quantity.short(best.price, 'price')} of {name}, {day_text(best.day)}"
    return [f"The cheapest quote, {told}, is {side} that."]


# All contracts -----------------------------------------------------------------------------


def against_state(case: Case, found: Pricing | None) -> TableState:
    """The contracts that are not over, the largest exposure first."""
    columns = tuple(
        Column(place, name, "", tooltip=tip) for place, (name, tip) in enumerate(_COLUMNS)
    )
    if not case.register.contracts:
        return TableState("Contract", columns, (), "No contracts in the register.")
    if found is None:
        return TableState("Contract", columns, (), "Computing…")
    places = _largest(case, found)
    market = found.market.price_on(case.as_of) if found.market is not None else np.nan
    shown = [(place, found.audit.contracts[place]) for place in places]
    rows = tuple(
        Row(contract.id, contract_name(contract), _cells(found, place, market), contract.service)
        for place, contract in shown
    )
    count = int(found.audit.signed.sum())
    corner = f"Contract, {len(rows)} of {count:,}" if count > len(rows) else "Contract"
    return TableState(corner, columns, rows, "Every contract of the register is over.")


def _largest(case: Case, found: Pricing) -> list[int]:
    """Places in the audit; the selected contract's is among them."""
    signed = np.flatnonzero(found.audit.signed)
    size = found.exposure if found.exposure is not None else found.audit.remaining_obligation
    sizes = np.nan_to_num(size[signed], nan=-np.inf)
    order = [int(place) for place in signed[np.argsort(-sizes, kind="stable")]]
    kept = order[:MOST_ROWS]
    own = found.audit.places.get(case.selected)
    if own is not None and own not in kept and found.audit.signed[own]:
        kept.append(own)
    return kept


def _cells(found: Pricing, place: int, market: float) -> tuple[Cell, ...]:
    price, switching = float(found.prices[place]), found.switching
    reason = switching.reasons[place]
    exposure = np.nan if found.exposure is None else float(found.exposure[place])
    gap = price / market - 1
    return (
        _cell(price, "price", reason),
        _signed_cell(gap, "percent", reason),
        _signed_cell(exposure, "money", reason),
        _cell(float(switching.today[place]), "price", reason),
    )


def _cell(value: float, style: str, reason: str) -> Cell:
    if not np.isfinite(value):
        return Cell(_NONE, number=False, tone="muted", tooltip=reason)
    return Cell(quantity.short(value, style), repr(value))


def _signed_cell(value: float, style: str, reason: str) -> Cell:
    """More is bad news."""
    if not np.isfinite(value):
        return _cell(value, style, reason)
    text = quantity.short(value, style)
    if value > 0:
        text = f"+{text}"
    tone = "bad" if value > 0 else "good" if value < 0 else ""
    kind = "percent" if style == "percent" else ""
    return Cell(text, repr(value), tone=tone, kind=kind)
