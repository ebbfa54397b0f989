"""Quotes as points in time and price, and those that cannot be right.

A quote is suspicious where it lies so far off the others that a wrong unit or a slip of the
keyboard is likelier than the price. Such quotes are named, and the market is fitted without
them.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.contracts.cell_text import day_text
from engine.contracts.dates import Days
from engine.contracts.quotes.units import PRICE_NAMES, hours_per_month, price_factors
from engine.contracts.register import KW_PER_GPU
from engine.model.catalogue import catalogue
from engine.quantity import short

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from engine.contracts.quote import Quote
    from engine.contracts.quotes.units import Factor
    from engine.formula.values import Array

ENOUGH_TO_JUDGE = 4  # quotes: among three, each may be the odd one out
_NEVER_OFF, _ALWAYS_OFF = math.log(3), math.log(20)  # of a price, as logarithms of its ratio
_SPREADS = 4.0  # robust standard deviations beyond which a price is off
_NORMAL = 1.4826  # the standard deviation of a normal, in its median absolute deviations
_BEYOND = 5.0  # times the range of the model's input, where there is nothing to compare with
_NEAR = math.log(3)  # within it, another unit explains a price
_PRICES = (1e-4, 1e5)  # $ a GPU-hour: what is outside isn't one
_CENTS = 100.0
_PIVOTS = 500  # slopes through more quotes than that say nothing else


class Point(NamedTuple):
    """One quote that can be used: its day and its price, $ a GPU-hour."""

    quote: str
    supplier: str
    day: date
    price: float
    unit: str  # in which it was given


class Suspect(NamedTuple):
    """A quote that cannot be right.

    `price` is $ a GPU-hour and NaN where it is no price at all; `expected` is what the others
    say, NaN where they say nothing. `message` is one line.
    """

    quote: str
    price: float
    expected: float
    message: str


class Sorted(NamedTuple):
    """All quotes: those to go by, in order of their days, and those that cannot be right."""

    points: tuple[Point, ...]
    suspects: tuple[Suspect, ...]


def sort_quotes(
    quotes: Iterable[Quote], *, kw_per_gpu: float = KW_PER_GPU, hours: float | None = None
) -> Sorted:
    """Which quotes to go by.

    With four or more, a price is off where it is at least three times above or below the line
    through the others (repeated medians of the logarithms, which half of the quotes may be off
    without moving it) and lies more than four robust standard deviations away; it is always
    off at twenty times. With fewer, where it is far outside of what the model's own market
    price can be. A price that is not a positive number is always left out.
    """
    factors = price_factors(kw_per_gpu, hours_per_month() if hours is None else hours)
    readings = [_reading(quote, factors) for quote in quotes]
    points = sorted((each for each in readings if isinstance(each, Point)), key=_by_day)
    suspects = [each for each in readings if isinstance(each, Suspect)]
    if points:
        expected, off = _judged(points)
        found = zip(points, expected, off, strict=True)
        suspects += [_suspect(point, line, factors) for point, line, bad in found if bad]
        points = [point for point, bad in zip(points, off, strict=True) if not bad]
    return Sorted(tuple(points), tuple(suspects))


def years_between(first: date, second: date) -> float:
    """Years by the calendar: a month is a twelfth of a year, a day its share of its month."""
    return float(years_from(first, Days.of((second,)))[0])


def years_from(first: date, days: Days) -> Array:
    """(days,), years from one day to many, as `years_between`."""
    found: Array = days.years() - Days.of((first,)).years()
    return found


def price_text(price: float) -> str:
    """`$4.10/GPU-hour`; two digits where cents would not show it."""
    text = short(price, "price") if price >= 0.095 else f"${price:.2g}"
    return f"{text}/GPU-hour"


# One quote ---------------------------------------------------------------------------------


def _reading(quote: Quote, factors: Mapping[str, Factor]) -> Point | Suspect:
    factor = factors.get(quote.price_unit)
    if factor is None:
        known = ", ".join(factors)
        return _no_price(quote, f"unknown price unit {quote.price_unit!r}; allowed: {known}")
    if not 0 < quote.price < math.inf:
        return _no_price(quote, f"{quote.price:g} is not a price; allowed: more than 0")
    price = factor.there(quote.price)
    if not _PRICES[0] <= price <= _PRICES[1]:
        return _no_price(quote, f"${price:.3g} is not the price of a GPU-hour")
    return Point(quote.id, quote.supplier, quote.day, price, quote.price_unit)


def _no_price(quote: Quote, fault: str) -> Suspect:
    message = f"{_name(quote.id, quote.supplier, quote.day)}: {fault}."
    return Suspect(quote.id, math.nan, math.nan, message)


def _name(key: str, supplier: str, day: date) -> str:
    return ", ".join(part for part in (key, supplier, day_text(day)) if part)


def _by_day(point: Point) -> date:
    return point.day


# Against the others ------------------------------------------------------------------------


def _judged(points: Sequence[Point]) -> tuple[Array, NDArray[np.bool_]]:
    """The price expected of each, NaN where nothing is, and whether it is off; (points,)."""
    prices = np.array([each.price for each in points])
    if len(points) < ENOUGH_TO_JUDGE:
        item = catalogue().inputs["opening_market_price"]
        off = (prices < item.minimum / _BEYOND) | (prices > item.maximum * _BEYOND)
        return np.full(len(points), math.nan), off
    years = years_from(points[0].day, Days.of(each.day for each in points))
    line = _robust_line(years, np.log(prices))
    away = np.abs(np.log(prices) - line)
    # Two points of a line through few are on it by construction and say nothing of the spread.
    count = len(points)
    spread = _NORMAL * float(np.median(away)) * count / (count - 2)
    return np.exp(line), away > min(max(_SPREADS * spread, _NEVER_OFF), _ALWAYS_OFF)


def _robust_line(years: Array, logs: Array) -> Array:
    """(points,), the line of repeated medians at each of the points; level on a single day."""
    slopes = []
    every = -(-len(years) // _PIVOTS)
    for year, log in zip(years[::every], logs[::every], strict=True):
        others = years != year
        if others.any():
            slopes.append(np.median((logs[others] - log) / (years[others] - year)))
    slope = float(np.median(slopes)) if slopes else 0.0
    line: Array = slope * years + np.median(logs - slope * years)
    return line


def _suspect(point: Point, expected: float, factors: Mapping[str, Factor]) -> Suspect:
    name = _name(point.quote, point.supplier, point.day)
    if math.isnan(expected):
        item = catalogue().inputs["opening_market_price"]
        ends = f"${item.minimum:g} to ${item.maximum:g}"
        message = f"{name}: {price_text(point.price)} is far outside {ends}, the model's range."
        return Suspect(point.quote, point.price, expected, message)
    high = point.price > expected
    times = point.price / expected if high else expected / point.price
    size = f"{times:,.0f}" if times >= 10 else f"{times:.1f}"
    side = f"{size}× the market" if high else f"{size}× under the market"
    hint = _likely(point, expected, factors)
    message = f"{name}: {price_text(point.price)} is {side} of about {price_text(expected)}.{hint}"
    return Suspect(point.quote, point.price, expected, message)


def _likely(point: Point, expected: float, factors: Mapping[str, Factor]) -> str:
    """Which slip would explain the price; empty where none would."""
    told = factors[point.unit].value
    slips = {
        f"as {PRICE_NAMES[unit]} instead of {PRICE_NAMES[point.unit]}": factor.value / told
        for unit, factor in factors.items()
        if unit != point.unit
    }
    slips["in cents instead of dollars"] = _CENTS
    away = {slip: abs(math.log(point.price / size / expected)) for slip, size in slips.items()}
    slip = min(away, key=lambda each: away[each])
    if away[slip] > _NEAR:
        return ""
    return f" Read {slip}, it would be {price_text(point.price / slips[slip])}."
