"""The steps that look along the months: running sums, the month before, `at`, totals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.formula.wide import ONE_ROW, MonthByMonth, Rows, Wide, looks_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from engine.formula.bench import Bench
    from engine.formula.values import Array
    from engine.formula.wide import Operand


@dataclass(eq=False, slots=True)
class Accumulate(MonthByMonth):
    """A running sum, product or minimum, month by month from the first that is unknown.

    numpy's own accumulation along the first axis takes thirty times as long.
    """

    function: np.ufunc
    series: Operand
    opening: Operand | None  # None: begins with the first month

    @property
    def operands(self) -> Sequence[Operand]:  # type: ignore[override]
        return (self.series,) if self.opening is None else (self.series, self.opening)

    def span(self, wide: Wide, rows: Rows) -> Rows:
        return rows if rows.empty else Rows(wide.unknown.start, rows.stop)

    def reusable(self) -> Iterable[Wide]:
        return (self.series,) if isinstance(self.series, Wide) else ()

    def bind(self, bench: Bench, wide: Wide, rows: Rows) -> None:
        out = list(bench.rows(wide, rows))
        steps = bench.each(self.series, rows.stop)[rows.start :]
        last = self.opening
        if rows.start > 0:
            assert wide.known is not None
            last = wide.known.item(rows.start - 1)
        before = None if last is None else bench.operand(last, ONE_ROW)
        for row, step in zip(out, steps, strict=True):
            if before is None:
                bench.call(np.copyto, row, step)
            elif isinstance(step, float) and step == 0 and self.function is np.add:
                bench.call(np.copyto, row, before)
            else:
                bench.call(self.function, before, np.asarray(step), out=row)
            before = row


@dataclass(eq=False, slots=True)
class Shift(MonthByMonth):
    """The month before."""

    series: Operand
    opening: Operand

    @property
    def operands(self) -> Sequence[Operand]:  # type: ignore[override]
        return (self.series, self.opening)

    def looks(self, rows: Rows) -> Iterator[tuple[Wide, Rows]]:
        if rows.start == 0:
            yield from looks_at((self.opening,), ONE_ROW)
        before = _before(rows)
        if not before.empty:
            yield from looks_at((self.series,), before)

    def bind(self, bench: Bench, wide: Wide, rows: Rows) -> None:
        if rows.start == 0:
            first = bench.rows(wide, ONE_ROW)
            bench.call(np.copyto, first, bench.operand(self.opening, ONE_ROW))
        before = _before(rows)
        if not before.empty:
            out = bench.rows(wide, Rows(before.start + 1, rows.stop))
            bench.call(np.copyto, out, bench.operand(self.series, before))


def _before(rows: Rows) -> Rows:
    return Rows(max(rows.start - 1, 0), rows.stop - 1)


@dataclass(eq=False, slots=True)
class OneMonth(MonthByMonth):
    """A series in one month, from 0: a value for all months."""

    series: Wide
    month: int

    @property
    def operands(self) -> Sequence[Operand]:  # type: ignore[override]
        return (self.series,)

    def looks(self, _rows: Rows) -> Iterator[tuple[Wide, Rows]]:
        return looks_at((self.series,), Rows(self.month, self.month + 1))

    def bind(self, bench: Bench, wide: Wide, rows: Rows) -> None:
        bench.call(np.copyto, bench.rows(wide, rows), bench.whole(self.series)[self.month])


@dataclass(eq=False, slots=True)
class TakeMonths(MonthByMonth):
    """A series in other months, the same in every draw: `months` are (months,), from 0."""

    series: Wide
    months: NDArray[np.intp]

    @property
    def operands(self) -> Sequence[Operand]:  # type: ignore[override]
        return (self.series,)

    def looks(self, rows: Rows) -> Iterator[tuple[Wide, Rows]]:
        months = self.months[rows.start : rows.stop]
        return looks_at((self.series,), Rows(int(months.min()), int(months.max()) + 1))

    def bind(self, bench: Bench, wide: Wide, rows: Rows) -> None:
        months = self.months[rows.start : rows.stop]
        out = bench.rows(wide, rows)
        bench.call(np.take, bench.whole(self.series), months, axis=0, out=out, mode="clip")


@dataclass(eq=False, slots=True)
class Index(MonthByMonth):
    """Where `at` looks: month numbers rounded, halves up, and clamped to the timeline.

    A place in a row of months, from 0, or `flat` in an array of months and draws.
    """

    month: Wide
    flat: bool

    @property
    def operands(self) -> Sequence[Operand]:  # type: ignore[override]
        return (self.month,)

    def bind(self, bench: Bench, wide: Wide, rows: Rows) -> None:
        given, out = bench.rows(self.month, rows), bench.rows(wide, rows)
        room = bench.room(len(out)) if wide.series else bench.room(1)[0]
        bench.call(np.add, given, 0.5, room)
        bench.call(np.floor, room, room)
        bench.call(np.maximum, room, bench.line(1.0), out=room)
        bench.call(np.minimum, room, bench.line(float(bench.months)), out=room)
        if self.flat:
            bench.call(np.multiply, room, float(bench.draws), room)
            bench.call(np.add, room, np.arange(bench.draws) - float(bench.draws), room)
        else:
            bench.call(np.subtract, room, 1.0, room)
        bench.call(np.copyto, out, room, casting="unsafe")


@dataclass(eq=False, slots=True)
class Gather(MonthByMonth):
    """A series in months that differ from draw to draw."""

    series: Array | Wide
    index: Wide  # flat where the series is wide
    months: int

    @property
    def operands(self) -> Sequence[Operand]:  # type: ignore[override]
        return (self.series, self.index)

    def looks(self, rows: Rows) -> Iterator[tuple[Wide, Rows]]:
        yield from looks_at((self.series,), Rows(0, self.months))
        yield from looks_at((self.index,), rows)

    def bind(self, bench: Bench, wide: Wide, rows: Rows) -> None:
        series, out = self.series, bench.rows(wide, rows)
        source = bench.whole(series).reshape(-1) if isinstance(series, Wide) else series
        bench.call(np.take, source, bench.rows(self.index, rows), out=out, mode="clip")


@dataclass(eq=False, slots=True)
class Total(MonthByMonth):
    """The sum of the months before `stop`, one addition after the other."""

    series: Wide
    stop: int

    @property
    def operands(self) -> Sequence[Operand]:  # type: ignore[override]
        return (self.series,)

    def looks(self, _rows: Rows) -> Iterator[tuple[Wide, Rows]]:
        return looks_at((self.series,), Rows(0, self._stop))

    @property
    def _stop(self) -> int:
        """Months behind it are known to be 0."""
        return min(self.stop, _end(self.series))

    def bind(self, bench: Bench, wide: Wide, rows: Rows) -> None:
        out = bench.rows(wide, rows)
        months = bench.whole(self.series)
        bench.call(np.copyto, out, months[0])
        for month in range(1, self._stop):
            bench.call(np.add, out, months[month], out)


@dataclass(eq=False, slots=True)
class Highest(MonthByMonth):
    """The largest of all months."""

    series: Wide

    @property
    def operands(self) -> Sequence[Operand]:  # type: ignore[override]
        return (self.series,)

    def looks(self, _rows: Rows) -> Iterator[tuple[Wide, Rows]]:
        return looks_at((self.series,), self.series.unknown)

    def bind(self, bench: Bench, wide: Wide, rows: Rows) -> None:
        out = bench.rows(wide, rows)
        unknown = bench.rows(self.series, self.series.unknown)
        bench.call(np.maximum.reduce, unknown, axis=0, out=out)
        known = self.series.known
        if known is not None and not np.isnan(known).all():
            bench.call(np.maximum, out, float(np.nanmax(known)), out=out)


@dataclass(eq=False, slots=True)
class First(MonthByMonth):
    """The number of the first month in which a flag is true; 0 where there is none."""

    flags: Wide

    @property
    def operands(self) -> Sequence[Operand]:  # type: ignore[override]
        return (self.flags,)

    def looks(self, _rows: Rows) -> Iterator[tuple[Wide, Rows]]:
        return looks_at((self.flags,), self.flags.unknown)

    def bind(self, bench: Bench, wide: Wide, rows: Rows) -> None:
        out, flags, unknown = bench.rows(wide, rows), self.flags, self.flags.unknown
        # The earlier the month the larger its weight: the largest is the first one's.
        weights = bench.room(unknown.stop - unknown.start)
        bench.call(np.copyto, weights, bench.rows(flags, unknown).view(np.uint8))
        bench.call(np.multiply, weights, np.arange(len(weights), 0.0, -1.0)[:, None], out=weights)
        bench.call(np.maximum.reduce, weights, axis=0, out=out)
        none = np.empty(bench.draws, np.bool_)
        bench.call(np.equal, out, 0.0, out=none)
        bench.call(np.subtract, unknown.stop + 1.0, out, out=out)
        bench.call(np.copyto, out, self._later(), where=none)

    def _later(self) -> float:
        """The first month after the unknown ones; 0 if there is none."""
        known, stop = self.flags.known, self.flags.unknown.stop
        if known is None or not (known[stop:] == 1).any():
            return 0.0
        return float((known[stop:] == 1).argmax()) + stop + 1


def _end(series: Wide) -> int:
    """The first month, from 0, from which on the series is known to be 0."""
    if series.known is None:
        return series.unknown.stop
    return int(np.flatnonzero(series.known != 0)[-1]) + 1
