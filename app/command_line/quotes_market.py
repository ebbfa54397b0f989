"""The market behind a file of quotes, for `tenor audit`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.command_line.console import complain
from engine.contracts.cell_text import day_text
from engine.contracts.quotes.market import MarketFit, fit
from engine.contracts.quotes.points import price_text
from engine.files.register.read import read_quotes
from engine.quantity import short

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

_MOST = 20  # refused cells that are named


def market_of(path: Path, kw_per_gpu: float) -> MarketFit | None:
    """The fitted curve; None where there is none, and then why is said.

    What isn't read and what is left out is said too, a line each. Raises `FileError`.
    """
    reading = read_quotes(path)
    for notice in reading.notices:
        complain(f"{path}: {notice}")
    for each in reading.rejected[:_MOST]:
        place = f"row {each.row}, {each.column}" if each.column else f"row {each.row}"
        complain(f"{path}: {place}: {each.message}")
    more = len(reading.rejected) + reading.more - _MOST
    if more > 0:
        complain(f"{path}: {more:,} more cells are not read")
    found = fit(reading.quotes, kw_per_gpu)
    for suspect in found.left_out[:_MOST]:
        complain(f"{path}: left out: {suspect.message}")
    if len(found.left_out) > _MOST:
        complain(f"{path}: {len(found.left_out) - _MOST:,} more quotes are left out")
    if isinstance(found, MarketFit):
        return found
    complain(f"{path}: {found.reason}")
    return None


def market_text(market: MarketFit, as_of: date) -> str:
    """`Market: $2.40/GPU-hour on 30 Jun 2026, falling by 22.9% a year, by 40 quotes`."""
    side = "falling" if market.decline >= 0 else "rising"
    price, size = price_text(market.price_on(as_of)), short(abs(market.decline), "percent")
    quotes = f"{market.count:,} quotes"
    return f"Market: {price} on {day_text(as_of)}, {side} by {size} a year, by {quotes}"
