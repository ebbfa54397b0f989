"""Calls that look along a line item's months, on what is known and what is wide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from engine.formula.algebra import plain_value
from engine.formula.guarded import finite_or_first, missing_where
from engine.formula.looks import (
    Accumulate,
    First,
    Gather,
    Highest,
    Index,
    OneMonth,
    Shift,
    TakeMonths,
    Total,
)
from engine.formula.steps import Copy
from engine.formula.wide import ONE_ROW, Rows, Wide, known_months

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.formula.algebra import Algebra
    from engine.formula.values import Array
    from engine.formula.wide import Operand


class Along:
    """Looks along line items, each with a value a month, known or wide."""

    def __init__(self, algebra: Algebra) -> None:
        self._algebra = algebra
        self._months = algebra.months
        self._do = algebra.do
        self._indices: dict[tuple[Wide, bool], Wide] = {}
        self._single_months: dict[tuple[Wide, int], Wide] = {}

    def whole(self, function: str, series: Operand) -> Operand:
        """`total`, `highest`, `first`, `cumsum`, `lowest_so_far`."""
        if not isinstance(series, Wide):
            guarded = self._algebra.is_guarded and function == "first"
            found = self._do["g_first" if guarded else function](series)
            return self._algebra.settled(plain_value(found))
        if function == "first":
            return self._first(series)
        row = self.spread(self._algebra.number(series))
        assert isinstance(row, Wide)
        if function in ("cumsum", "lowest_so_far"):
            step = np.add if function == "cumsum" else np.minimum
            return self._algebra.settled(self.accumulated(step, row, None))
        found = Highest(row) if function == "highest" else Total(row, self._months)
        return self._algebra.settled(self._algebra.value(found))

    def spread(self, series: Operand) -> Array | Wide:
        """With a value a month, though it be the same in all of them."""
        if not isinstance(series, Wide):
            return np.full(self._months, series) if isinstance(series, float) else series
        return (
            series if series.series else self._algebra.series(Copy(series), None, flag=series.flag)
        )

    def _first(self, series: Wide) -> Operand:
        flags = self.spread(series)
        if not (isinstance(flags, Wide) and flags.flag):
            flags = self._algebra.equal_to_one(flags)
        if flags.known is not None and (flags.known[: flags.unknown.start] == 1).any():
            return float(np.argmax(flags.known == 1)) + 1.0
        return self._algebra.value(First(flags))

    def shifted(self, series: Operand, opening: Operand) -> Array | Wide:
        """`prev`."""
        if not isinstance(series, Wide) and not isinstance(opening, Wide):
            found: Array = self._do["shift"](series, opening)
            return found
        months = known_months(series)
        known = np.full(self._months, np.nan)
        known[1:] = months[:-1] if isinstance(months, np.ndarray) else months
        known[0] = known_months(opening)
        return self._algebra.series(Shift(series, opening), known)

    def accumulated(
        self, function: np.ufunc, series: Operand, opening: Operand | None
    ) -> Array | Wide:
        """A running sum, product or minimum; without `opening` it begins with month 1."""
        months = known_months(series)
        known = months.copy() if isinstance(months, np.ndarray) else np.full(self._months, months)
        if opening is not None:
            known[0] = function(known_months(opening), known[0])
        function.accumulate(known, out=known)
        if not isinstance(series, Wide) and not isinstance(opening, Wide):
            return known
        return self._algebra.series(Accumulate(function, series, opening), known)

    def at(self, function: str, series: Operand, month: Operand) -> Operand:
        """`at` and `sum_to`."""
        if not isinstance(series, Wide) and not isinstance(month, Wide):
            return self._known_at(function, np.asarray(series), month)
        if not self._algebra.is_guarded:
            return self._at(function, series, month)
        if isinstance(month, Wide):
            clean: Operand = self._algebra.call(finite_or_first, [month])
        else:
            clean = plain_value(finite_or_first(month))
        found = self._at(function, series, clean)
        return self._algebra.settled(self._algebra.call(missing_where, [month, found]))

    def _at(self, function: str, series: Operand, month: Operand) -> Operand:
        if function == "at":
            return self._taken(series, month)
        row = self.spread(series)
        if isinstance(row, Wide) and isinstance(month, float):
            return self._algebra.value(Total(row, self._place(month) + 1))
        return self._taken(self.accumulated(np.add, row, None), month)

    def _known_at(self, function: str, row: Array, month: float | Array) -> Operand:
        prefix = "g_" if self._algebra.is_guarded else ""
        if isinstance(month, float):
            name = "pick" if function == "at" else "sum_to"
            found: Any = self._do[f"{prefix}{name}"](row, month)
            return self._algebra.settled(plain_value(found))
        row = self._do["cumsum"](row) if function == "sum_to" else row
        if self._algebra.is_guarded:
            return self._algebra.settled(plain_value(self._do["g_gather"](row, month)))
        return plain_value(self._do["gather"](row, self._do["index"](month)))

    def _place(self, month: float) -> int:
        return int(self._do["position"](month))

    def _taken(self, series: Operand, month: Operand) -> Operand:
        """A series in other months, of which there are all."""
        if isinstance(series, Wide) and not series.series:
            return series
        if isinstance(month, Wide):
            return self._gathered(self.spread(series), month)
        assert isinstance(series, Wide)
        if isinstance(month, float):
            return self._one_month(series, self._place(month))
        places: NDArray[np.intp] = self._do["index"](month)
        if (places == places[0]).all():
            return self._one_month(series, int(places[0]))
        known = None if series.known is None else series.known[places]
        return self._algebra.series(TakeMonths(series, places), known)

    def _one_month(self, series: Wide, place: int) -> float | Wide:
        if series.known is not None and not np.isnan(series.known[place]):
            return series.known.item(place)
        found = self._single_months.get((series, place))
        if found is None:
            found = self._algebra.value(OneMonth(series, place))
            self._single_months[series, place] = found
        return found

    def _gathered(self, series: Array | Wide, month: Wide) -> Array | Wide:
        flat = isinstance(series, Wide)
        index = self._indices.get((month, flat))
        if index is None:
            unknown = Rows(0, self._months) if month.series else ONE_ROW
            index = Wide(Index(month, flat), month.series, index=True, unknown=unknown)
            self._indices[month, flat] = self._algebra.put(index)
        step = Gather(series, index, self._months)
        return self._algebra.series(step, None) if month.series else self._algebra.value(step)
