"""Recurrences of many draws: each month rests on the month before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np

from engine.formula.steps import store
from engine.formula.wide import MonthByMonth, Rows, Wide, looks_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from engine.formula.bench import Bench
    from engine.formula.values import Array
    from engine.formula.wide import Operand

    Row = float | NDArray[Any]
    Part: TypeAlias = "Operand | Micro | Last | Whole"


class Last:
    """The month before, of the series that is defined."""


LAST: Final = Last()


@dataclass(eq=False, slots=True)
class Whole:
    """All months of another series, where the month that is looked at depends on `LAST`."""

    series: Array | Wide


@dataclass(eq=False, slots=True)
class Micro:
    """One operation within a loop. `function` is numpy's, or makes memory of its own.

    Without a function it is a choice: condition, one side, other side.
    """

    function: Callable[..., Any] | None
    parts: tuple[Part, ...]
    flag: bool = False
    own_memory: bool = False


@dataclass(eq=False, slots=True)
class Loop(MonthByMonth):
    """A series by month, from the first on. `result` is the formula's last operation."""

    result: Part
    opening: Operand
    months: int

    @property
    def operands(self) -> Sequence[Operand]:  # type: ignore[override]
        return (*_outside(self.result), self.opening)

    def span(self, _wide: Wide, rows: Rows) -> Rows:
        return Rows(0, rows.stop)

    def looks(self, rows: Rows) -> Iterator[tuple[Wide, Rows]]:
        yield from looks_at(self.operands, rows)
        for each in _wholes(self.result):
            yield from looks_at((each.series,), Rows(0, self.months))

    def bind(self, bench: Bench, wide: Wide, rows: Rows) -> None:
        months = _Months(bench, self.result, rows.stop)
        (last,) = bench.each(self.opening, 1)
        for month, out in enumerate(bench.rows(wide, rows)):
            months.begin(month, last)
            found = months.value(self.result, out)
            if found is not out:
                bench.call(np.copyto, out, np.asarray(found))
            last = out


def _outside(part: Part) -> Iterator[Operand]:
    """What a loop runs along."""
    if isinstance(part, Micro):
        for each in part.parts:
            yield from _outside(each)
    elif not isinstance(part, (Last, Whole)):
        yield part


def _wholes(part: Part) -> Iterator[Whole]:
    if isinstance(part, Micro):
        for each in part.parts:
            yield from _wholes(each)
    elif isinstance(part, Whole):
        yield part


class _Months:
    """Writes the calls of a loop, month by month; what a month makes plain is left out."""

    def __init__(self, bench: Bench, result: Part, stop: int) -> None:
        self._bench = bench
        self._room: dict[Micro, NDArray[Any]] = {}
        self._done: dict[Micro, Row] = {}
        self._along = {id(each): bench.each(each, stop) for each in _outside(result)}
        self._month = 0
        self._last: Row = 0.0

    def begin(self, month: int, last: Row) -> None:
        self._month = month
        self._last = last
        self._done = {}

    def value(self, part: Part, out: NDArray[Any] | None = None) -> Row:
        """The value of a part in this month. A new one is written to `out` where given."""
        if isinstance(part, Last):
            return self._last
        if isinstance(part, Whole):
            series = part.series
            return self._bench.whole(series) if isinstance(series, Wide) else series[:, None]
        if not isinstance(part, Micro):
            return self._along[id(part)][self._month]
        if part not in self._done:
            self._done[part] = self._new(part, out)
        return self._done[part]

    def _new(self, part: Micro, out: NDArray[Any] | None) -> Row:
        if part.function is None:
            return self._choice(part, out)
        if (other := self._plain(part)) is not None:
            return other if isinstance(other, float) else self.value(other, out)
        bench, target = self._bench, self._target(part) if out is None else out
        given = [self.value(each) for each in part.parts]
        if part.own_memory:
            bench.call(store, target, part.function, *given)
        else:
            bench.call(
                part.function, *(bench.row(part.function, each) for each in given), out=target
            )
        return target

    def _plain(self, part: Micro) -> float | Part | None:
        """What a sum with 0 or a product with 0 or 1 comes to; None for all else."""
        if part.function is not np.add and part.function is not np.multiply:
            return None
        for one, other in (part.parts, part.parts[::-1]):
            if isinstance(one, Micro):
                continue
            value = self.value(one)
            if isinstance(value, float):
                if value == 0 and part.function is np.multiply:
                    return 0.0
                if value == (0.0 if part.function is np.add else 1.0):
                    return other
        return None

    def _choice(self, part: Micro, out: NDArray[Any] | None) -> Row:
        condition, yes, no = part.parts
        chosen = self.value(condition)
        if isinstance(chosen, float):
            return self.value(yes if chosen != 0 else no, out)
        target = self._target(part) if out is None else out
        for side, where in ((no, True), (yes, chosen)):
            self._bench.call(np.copyto, target, np.asarray(self.value(side)), where=where)
        return target

    def _target(self, part: Micro) -> NDArray[Any]:
        if part not in self._room:
            kind = np.bool_ if part.flag else np.float64
            self._room[part] = np.empty(self._bench.draws, kind)
        return self._room[part]


def number_of(flags: Micro) -> Micro:
    """A flag of a loop as a number: storing it makes 1 and 0 of it."""
    return Micro(_same, (flags,), own_memory=True)


def _same(flags: NDArray[Any]) -> NDArray[Any]:
    return flags
