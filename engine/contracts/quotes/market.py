"""The market curve behind dated quotes: price = p0 · (1 − d)^years, fitted to their logarithms.

Ordinary least squares on the logarithms of $ a GPU-hour, every quote alike: capacities and
terms are not known of all. Quotes that cannot be right are left out by name before
(`engine.contracts.quotes.points`), not weighed down in secret. The curve is the model's own
market price, with `opening_market_price` p0 and `market_price_decline` d.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.contracts.cell_text import day_text
from engine.contracts.dates import Days
from engine.contracts.quotes.points import sort_quotes, years_between, years_from
from engine.contracts.register import KW_PER_GPU
from engine.evaluate import evaluate_draws
from engine.model.catalogue import MONTHS, catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.calendar import YearMonth
    from engine.contracts.quote import Quote
    from engine.contracts.quotes.points import Point, Suspect
    from engine.formula.values import Array

PRICE, DECLINE = "opening_market_price", "market_price_decline"  # the model's inputs
LEAST = 3  # quotes; with two the line has no spread to judge it by
_LEAST_YEARS = 1 / 12  # from the first quote to the last
_STEEPEST = math.log(1000.0)  # a year, either way
_LARGEST = 50.0  # of the logarithm of a price: a curve carried on for centuries
SHARE = 0.9  # of what a band holds


class NoFit(NamedTuple):
    """Why there is no curve, in one line, and the quotes that were left out."""

    reason: str
    left_out: tuple[Suspect, ...]


class Band(NamedTuple):
    """A range of prices, $ a GPU-hour, each like the years that were asked for."""

    low: Array
    high: Array


@dataclass(frozen=True, slots=True)
class MarketFit:
    """A fitted market curve. Years count from `origin`, by the calendar.

    `level` is the logarithm of the price at `centre`, the mean of the quotes' years, `slope`
    its change a year, `spread` the years' sum of squares around the centre, `sd` the residual
    standard deviation of the logarithm with `freedom` degrees of freedom.
    """

    origin: date
    level: float
    slope: float
    centre: float
    spread: float
    sd: float
    points: tuple[Point, ...]
    left_out: tuple[Suspect, ...]

    @property
    def count(self) -> int:
        """The quotes that it rests on."""
        return len(self.points)

    @property
    def freedom(self) -> int:
        return self.count - 2

    @property
    def price(self) -> float:
        """p0, $ a GPU-hour on the day of origin: the curve, which is the median of quotes."""
        return self.price_on(self.origin)

    @property
    def decline(self) -> float:
        """d, the yearly fall of the price as a share; negative for a rise."""
        return -math.expm1(self.slope)

    @property
    def price_error(self) -> float:
        """The standard error of p0, $ a GPU-hour."""
        return self.price * float(self.error(np.zeros(1))[0])

    @property
    def decline_error(self) -> float:
        """The standard error of d, as a share a year."""
        return math.exp(self.slope) * self.slope_error

    @property
    def slope_error(self) -> float:
        """The standard error of the slope."""
        return self.sd / math.sqrt(self.spread)

    def years(self, day: date) -> float:
        """Years from the origin to a day."""
        return years_between(self.origin, day)

    def years_of(self, days: Days) -> Array:
        """(days,), as `years`."""
        return years_from(self.origin, days)

    def prices(self, years: Array) -> Array:
        """The curve, $ a GPU-hour, like `years`."""
        return _price(self._log(years))

    def price_on(self, day: date) -> float:
        """The curve on a day, $ a GPU-hour."""
        return float(self.prices(np.array([self.years(day)]))[0])

    def error(self, years: Array, *, quotes: bool = False) -> Array:
        """The standard error of the logarithm of the curve, like `years`.

        With `quotes`, of one more quote, which has its own spread around the curve.
        """
        away = (years - self.centre) ** 2 / self.spread
        found: Array = self.sd * np.sqrt(float(quotes) + 1 / self.count + away)
        return found

    def band(self, years: Array, share: float = SHARE, *, quotes: bool = False) -> Band:
        """Where the curve lies with probability `share`, by Student's t; with `quotes`, one more.

        Each like `years`, $ a GPU-hour.
        """
        log, reach = self._log(years), self.reach(share) * self.error(years, quotes=quotes)
        return Band(_price(log - reach), _price(log + reach))

    def reach(self, share: float = SHARE) -> float:
        """How many standard errors from the middle a band of that share ends."""
        from scipy.special import stdtrit

        return float(stdtrit(self.freedom, (1 + share) / 2))

    def _log(self, years: Array) -> Array:
        return self.level + self.slope * (years - self.centre)


def fit(
    quotes: Iterable[Quote],
    kw_per_gpu: float = KW_PER_GPU,
    *,
    origin: date | None = None,
    hours: float | None = None,
) -> MarketFit | NoFit:
    """The market curve of dated quotes; `origin` is the first quote's day unless given.

    `kw_per_gpu` is the register's; `hours` are those of a month, the model's default unless
    given. A `NoFit` says why there is no curve: fewer than three quotes that can be right, or
    all within a month.
    """
    found = sort_quotes(quotes, kw_per_gpu=kw_per_gpu, hours=hours)
    if reason := _refusal(found.points):
        return NoFit(reason, found.suspects)
    origin = origin or found.points[0].day
    years = years_from(origin, Days.of(each.day for each in found.points))
    logs = np.log([each.price for each in found.points])
    centre, level = float(years.mean()), float(logs.mean())
    spread = float(((years - centre) ** 2).sum())
    slope = float(((years - centre) * (logs - level)).sum()) / spread
    if not abs(slope) <= _STEEPEST:
        fault = "prices change more than 1,000 times a year; look at dates and units"
        return NoFit(f"No curve: {fault}.", found.suspects)
    residuals = logs - level - slope * (years - centre)
    sd = math.sqrt(float((residuals**2).sum()) / (len(logs) - 2))
    return MarketFit(origin, level, slope, centre, spread, sd, found.points, found.suspects)


class Curve(NamedTuple):
    """The market by month from a start, $ a GPU-hour: each (months,), a month's first day.

    `low` and `high` are the band of the curve, `quote_low` and `quote_high` that of a quote.
    """

    prices: Array
    low: Array
    high: Array
    quote_low: Array
    quote_high: Array


def curve(found: MarketFit, start: YearMonth, months: int, share: float = SHARE) -> Curve:
    """The fitted market from a month on, at most 120 months: the model's market price."""
    first = date(start.year, start.month, 1)
    return curve_from(found, first, months, share)


def curve_from(found: MarketFit, first: date, months: int, share: float = SHARE) -> Curve:
    """As `curve`, from any day on and by whole months from it."""
    months = min(months, MONTHS)
    inputs = {key: item.default for key, item in catalogue().inputs.items()}
    inputs |= {PRICE: found.price_on(first), DECLINE: found.decline}
    rows = evaluate_draws(inputs, frozenset({"market_price"}), months=months)
    prices = np.asarray(rows["market_price"])[:, 0]
    years = found.years(first) + np.arange(months) / 12
    band, quotes = found.band(years, share), found.band(years, share, quotes=True)
    return Curve(prices, band.low, band.high, quotes.low, quotes.high)


def _price(log: Array) -> Array:
    return np.exp(np.clip(log, -_LARGEST, _LARGEST))


def _refusal(points: tuple[Point, ...]) -> str:
    """Why there is no curve through these, in order of days; empty where there is one."""
    count = len(points)
    if count < LEAST:
        usable = "1 usable quote" if count == 1 else f"{count or 'no'} usable quotes"
        return f"No curve: {usable}; it takes at least {LEAST}."
    first, last = points[0].day, points[-1].day
    middle = math.exp(float(np.median(np.log([each.price for each in points]))))
    level = f"they give a level, about ${middle:.2f}/GPU-hour, and no decline"
    if first == last:
        return f"No curve: all {count} quotes are of {day_text(first)}; {level}."
    if years_between(first, last) < _LEAST_YEARS - 1e-9:
        days = (last - first).days
        return f"No curve: all {count} quotes are within {days} days; {level}."
    return ""
