"""The steps of which every month looks at the same month of what it works on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.formula.bench import BOUNDS
from engine.formula.powers import LONG, ROOM, powers_of_draws
from engine.formula.wide import ONE_ROW, MonthByMonth, Rows, Wide, looks_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from engine.formula.bench import Bench
    from engine.formula.values import Array
    from engine.formula.wide import Operand


@dataclass(eq=False, slots=True)
class Column(MonthByMonth):
    """The draws of a varied input. Whoever runs the bench writes them."""

    key: str
    operands: Sequence[Operand] = ()

    def bind(self, bench: Bench, wide: Wide, rows: Rows) -> None:
        pass


@dataclass(eq=False, slots=True)
class Map(MonthByMonth):
    """A function of numpy's, or one like them."""

    function: Callable[..., Any]
    operands: Sequence[Operand]

    def reusable(self) -> Iterable[Wide]:
        return (each for each in self.operands if isinstance(each, Wide))

    def bind(self, bench: Bench, wide: Wide, rows: Rows) -> None:
        out = bench.rows(wide, rows)
        given = [self._given(bench, each, rows) for each in self.operands]
        bench.call(self.function, *given, out=out)

    def _given(self, bench: Bench, operand: Operand, rows: Rows) -> NDArray[Any]:
        found = bench.operand(operand, rows)
        if self.function not in BOUNDS or isinstance(operand, Wide):
            return found
        # Against one number, minimum and maximum take twice as long as against many.
        if found.ndim == 0:
            return bench.line(float(found))
        return np.repeat(found, bench.draws, axis=1)


@dataclass(eq=False, slots=True)
class Guarded(MonthByMonth):
    """A function for formulas of the user's, which makes memory of its own."""

    function: Callable[..., Any]
    operands: Sequence[Operand]

    def bind(self, bench: Bench, wide: Wide, rows: Rows) -> None:
        given = [bench.operand(each, rows) for each in self.operands]
        bench.call(store, bench.rows(wide, rows), self.function, *given)


def store(out: NDArray[Any], function: Callable[..., Any], *given: object) -> None:
    np.copyto(out, function(*given))


@dataclass(eq=False, slots=True)
class Copy(MonthByMonth):
    """The same, in months of its own: what is one value in every month, or a flag's months."""

    operand: Operand

    @property
    def operands(self) -> Sequence[Operand]:  # type: ignore[override]
        return (self.operand,)

    def reusable(self) -> Iterable[Wide]:
        return (self.operand,) if isinstance(self.operand, Wide) else ()

    def bind(self, bench: Bench, wide: Wide, rows: Rows) -> None:
        source, out = bench.operand(self.operand, rows), bench.rows(wide, rows)
        if not _same_memory(source, out):
            bench.call(np.copyto, out, source)


@dataclass(eq=False, slots=True)
class Number(MonthByMonth):
    """True and false as 1 and 0. As bytes they are copied faster than as flags."""

    flags: Wide

    @property
    def operands(self) -> Sequence[Operand]:  # type: ignore[override]
        return (self.flags,)

    def bind(self, bench: Bench, wide: Wide, rows: Rows) -> None:
        bench.call(np.copyto, bench.rows(wide, rows), bench.rows(self.flags, rows).view(np.uint8))


@dataclass(eq=False, slots=True)
class Choose(MonthByMonth):
    """One of two, by a flag that differs from draw to draw."""

    condition: Wide
    yes: Operand
    no: Operand

    @property
    def operands(self) -> Sequence[Operand]:  # type: ignore[override]
        return (self.condition, self.yes, self.no)

    def reusable(self) -> Iterable[Wide]:
        return (self.no,) if isinstance(self.no, Wide) and self.no is not self.yes else ()

    def bind(self, bench: Bench, wide: Wide, rows: Rows) -> None:
        out = bench.rows(wide, rows)
        no = bench.operand(self.no, rows)
        if not _same_memory(no, out):
            bench.call(np.copyto, out, no)
        yes = bench.operand(self.yes, rows)
        bench.call(np.copyto, out, yes, where=bench.rows(self.condition, rows))


@dataclass(eq=False, slots=True)
class Merge(MonthByMonth):
    """One of two, by month: `condition` is (months,), the same in every draw."""

    condition: NDArray[np.bool_]
    yes: Operand
    no: Operand

    @property
    def operands(self) -> Sequence[Operand]:  # type: ignore[override]
        return (self.yes, self.no)

    def looks(self, rows: Rows) -> Iterator[tuple[Wide, Rows]]:
        for side, runs in self._runs(rows):
            for run in runs:
                yield from looks_at((side,), run)

    def bind(self, bench: Bench, wide: Wide, rows: Rows) -> None:
        for side, runs in self._runs(rows):
            for run in runs:
                bench.call(np.copyto, bench.rows(wide, run), bench.operand(side, run))

    def _runs(self, rows: Rows) -> Iterator[tuple[Operand, list[Rows]]]:
        """For either side the months, in a row, in which it is chosen."""
        chosen = self.condition[rows.start : rows.stop]
        edges = (np.flatnonzero(chosen[1:] != chosen[:-1]) + rows.start + 1).tolist()
        runs = [Rows(*pair) for pair in zip([rows.start, *edges], [*edges, rows.stop], strict=True)]
        first = not chosen[0]
        yield self.yes, runs[first::2]
        yield self.no, runs[1 - first :: 2]


@dataclass(eq=False, slots=True)
class Powers(MonthByMonth):
    """One number to exponents that move by the same step every month."""

    base: float | Wide
    exponents: Array | Wide
    months: int

    @property
    def operands(self) -> Sequence[Operand]:  # type: ignore[override]
        return (self.base, self.exponents)

    def looks(self, rows: Rows) -> Iterator[tuple[Wide, Rows]]:
        yield from looks_at((self.base,), ONE_ROW)
        yield from looks_at((self.exponents,), Rows(0, max(rows.stop, min(LONG, self.months))))

    def bind(self, bench: Bench, wide: Wide, rows: Rows) -> None:
        base, exponents = self.base, self.exponents
        bases = bench.whole(base) if isinstance(base, Wide) else np.full(bench.draws, base)
        at = bench.whole(exponents) if isinstance(exponents, Wide) else exponents[:, None]
        room = bench.room(ROOM)
        out = bench.rows(wide, rows)
        bench.call(powers_of_draws, bases, at, bench.months, rows.start, room, out)


def _same_memory(first: NDArray[Any], second: NDArray[Any]) -> bool:
    return first.shape == second.shape and np.may_share_memory(first, second)
