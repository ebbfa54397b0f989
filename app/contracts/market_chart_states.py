"""The chart of the market: quotes by month, the fitted curve, the selected contract over its life.

The gap between contract and market is a fan of its own, whose middle line is the contract.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from app.axes import month_axis, value_axis
from engine import quantity
from engine.calendar import YearMonth, months_between
from engine.contracts.quotes.market import SHARE
from engine.contracts.quotes.units import price_factors
from engine.contracts.quotes.watch import NEW, SUSPICIOUS
from widgets.contracts.read_chart_states import ReadChartState, ReadMonth
from widgets.states import Axis, ChartState, Fan, FanLabel, Marker, Measure, Series

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from app.contracts.case import Case
    from app.contracts.quote_table_states import Seen
    from engine.contracts.quotes.against import PriceByMonth
    from engine.contracts.quotes.market import MarketFit
    from engine.formula.values import Array

_MOST_MONTHS, _AHEAD = 120, 12  # either way from the day; after it at least
_TITLE = "Market and quotes"
_HEADROOM = 1.5  # times what is drawn besides: a band carried far on leaves the plot
_NOTHING = "No quotes yet: type them below, or import a file."
_LOW, _MIDDLE, _HIGH = 0, 2, 4
_MARKET = (("market", _MIDDLE), ("high", _HIGH), ("low", _LOW))
_DOTS = ("market", "accent", "text_muted")  # quotes that are known, new, left out
_DOT_NAMES = dict(zip(_DOTS, ("quotes", "new quotes", "quotes left out"), strict=True))


class _Span(NamedTuple):
    """The months that are shown."""

    start: YearMonth
    months: int

    def place(self, day: date) -> int:
        """A day's month, from 0."""
        return months_between(self.start, YearMonth(day.year, day.month))

    def years(self, market: MarketFit, day: date) -> Array:
        """(months,), by the curve's count: in every month the place that `day` has in its own."""
        return market.years(day) + (np.arange(self.months) - self.place(day)) / 12


class Curves(NamedTuple):
    """By month of the chart, $ a GPU-hour, NaN where there is none: each (months,)."""

    market: Array
    low: Array
    high: Array
    contract: Array


def market_chart(case: Case, priced: PriceByMonth | None, seen: Seen) -> ReadChartState:
    """`priced` is the selected contract's price by month, `seen` what there is in the quotes."""
    span = _span(case, priced)
    points = _points(case, span, seen)
    curves = _curves(case, span, priced)
    if not points and not any(np.isfinite(row).any() for row in curves):
        return ReadChartState(_empty(case, span, _NOTHING))
    here = min(max(span.place(case.as_of) + 1, 1), span.months)
    name = priced.contract.id if priced is not None else ""
    fans = _fans(case, curves, name)
    reads = tuple(_read(case, span, curves, month, fans, name) for month in range(span.months))
    chart = _empty(case, span, "")._replace(
        y_axis=_prices(points, curves),
        decision_month=here,
        decision_text=reads[here - 1].text,
        points=points,
        fans=fans,
        marker=_gap(curves, here),
        summary=f"{_TITLE}: {reads[here - 1].text}.",
    )
    return ReadChartState(chart, reads)


def _empty(case: Case, span: _Span, note: str) -> ChartState:
    return ChartState(
        title=_TITLE,
        subtitle=_subtitle(case),
        x_axis=_months(case, span),
        y_axis=value_axis([np.array([0.0, 1.0])], "price"),
        series=(),
        ghosts=(),
        decision_month=0,
        decision_text="",
        summary=note or _TITLE,
        note=note,
        measure=Measure("price", "$ per GPU-hour", span.start),
    )


def _subtitle(case: Case) -> str:
    if case.market is not None:
        band = quantity.short(SHARE, "percent").replace(".0%", "%")
        return f"$ per GPU-hour · dots: quotes, blue where new, grey where left out · {band} range"
    return "$ per GPU-hour" + (f" · {case.market_fault}" if case.market_fault else "")


def _months(case: Case, span: _Span) -> Axis:
    return month_axis(replace(case.scenario, start=span.start), span.months)


def _span(case: Case, priced: PriceByMonth | None) -> _Span:
    """From the first quote or the contract's start to the contract's end, and a year from today."""
    days = [quote.day for quote in case.register.quotes]
    days += [
        case.as_of,
        *(priced.days[:1] if priced else ()),
        *(priced.days[-1:] if priced else ()),
    ]
    here = YearMonth(case.as_of.year, case.as_of.month)
    ends = [months_between(here, YearMonth(day.year, day.month)) for day in days]
    first = max(min(ends) - 1, -_MOST_MONTHS)  # one before: no dot is cut by the plot's edge
    last = min(max(*ends, _AHEAD), _MOST_MONTHS)
    return _Span(here.plus(first), last - first + 1)


def _points(case: Case, span: _Span, seen: Seen) -> tuple[Series, ...]:
    """Dots; as many rows of a colour as the fullest month has quotes in it."""
    factors = price_factors(case.register.kw_per_gpu)
    rows: dict[tuple[str, int], Array] = {}
    taken: dict[tuple[str, int], int] = {}
    for quote in case.register.quotes:
        factor, place = factors.get(quote.price_unit), span.place(quote.day)
        if factor is None or not 0 <= place < span.months:
            continue
        kinds = {each.kind for each in seen.get(quote.id, ())}
        colour = _DOTS[2] if SUSPICIOUS in kinds else _DOTS[1] if NEW in kinds else _DOTS[0]
        layer = taken.get((colour, place), 0)
        taken[colour, place] = layer + 1
        row = rows.setdefault((colour, layer), np.full(span.months, np.nan))
        row[place] = factor.there(quote.price)
    return tuple(
        Series(f"{colour}_{layer}", _dot_name(colour, layer), colour, row, "")
        for (colour, layer), row in rows.items()
    )


def _dot_name(colour: str, layer: int) -> str:
    """What its dots are; of the second and later ones in a month, that they are."""
    name = _DOT_NAMES[colour]
    return f"{name} ({layer + 1})" if layer else name


def _curves(case: Case, span: _Span, priced: PriceByMonth | None) -> Curves:
    none = np.full(span.months, np.nan)
    market, low, high, contract = none, none, none, none.copy()
    if case.market is not None:
        years = span.years(case.market, case.as_of)
        band = case.market.band(years)
        market, low, high = case.market.prices(years), band.low, band.high
    if priced is not None:
        for day, price in zip(priced.days, priced.prices.tolist(), strict=True):
            if 0 <= (place := span.place(day)) < span.months:
                contract[place] = price
    return Curves(market, low, high, contract)


def _fans(case: Case, curves: Curves, name: str) -> tuple[Fan, ...]:
    found = []
    if case.market is not None:
        middle = curves.market
        rows = np.array([curves.low, middle, middle, middle, curves.high])  # one area
        labels = tuple(FanLabel(word, row, "") for word, row in _MARKET)
        found.append(Fan("market", "market", rows, labels))
    if np.isfinite(curves.contract).any():
        contract = curves.contract
        other = np.where(np.isfinite(curves.market), curves.market, contract)
        low, high = np.minimum(contract, other), np.maximum(contract, other)
        rows = np.array([low, contract, contract, contract, high])
        found.append(Fan("contract", "contract", rows, (FanLabel(name, _MIDDLE, ""),)))
    return tuple(found)


def _prices(points: Sequence[Series], curves: Curves) -> Axis:
    """All that is drawn but a band that goes far beyond it."""
    rows = [each.values for each in points if each.colour != _DOTS[2]]
    rows += [curves.market, curves.contract]
    finite = [row[np.isfinite(row)] for row in rows]
    highest = max((float(row.max()) for row in finite if row.size), default=1.0)
    band = curves.high[np.isfinite(curves.high)]
    if band.size:
        highest = max(highest, min(float(band.max()), highest * _HEADROOM))
    return value_axis([np.array([0.0, highest])], "price")


def _gap(curves: Curves, month: int) -> Marker | None:
    """How far the contract is from the market in the month that is looked at."""
    market, contract = float(curves.market[month - 1]), float(curves.contract[month - 1])
    if not np.isfinite(market + contract):
        return None
    return Marker(month, contract, gap_text(contract, market), "contract")


def gap_text(contract: float, market: float) -> str:
    """`24% above market`."""
    share = contract / market - 1
    size = quantity.short(abs(share), "percent")
    if size == quantity.short(0.0, "percent"):
        return "at market"
    return f"{size} {'above' if share > 0 else 'below'} market"


def _read(
    case: Case, span: _Span, curves: Curves, place: int, fans: Sequence[Fan], name: str
) -> ReadMonth:
    values = {
        ("market", _MIDDLE): float(curves.market[place]),
        ("market", _LOW): float(curves.low[place]),
        ("market", _HIGH): float(curves.high[place]),
        ("contract", _MIDDLE): float(curves.contract[place]),
    }
    texts = {
        key: quantity.short(value, "price") if np.isfinite(value) else "—"
        for key, value in values.items()
    }
    words = [span.start.plus(place).name()]
    if case.market is not None:
        words.append(f"market {texts['market', _MIDDLE]}")
    if np.isfinite(curves.contract[place]):
        words.append(f"{name} {texts['contract', _MIDDLE]}")
        if case.market is not None:
            words.append(gap_text(values["contract", _MIDDLE], values["market", _MIDDLE]))
    labels = tuple(tuple(texts[fan.key, label.row] for label in fan.labels) for fan in fans)
    return ReadMonth(" · ".join(words), labels)
