"""Values that differ from draw to draw, and the steps that compute them.

Under many draws most of the model is the same in all of them and is computed once: it is
*known*, a float or (months,). What depends on a varied input is *wide*: it gets a row of
draws a month. Often it is wide in some months only, say until the contract ends; its other
months are known, and are filled in without being computed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from engine.formula.values import Array

    Operand: TypeAlias = "float | Array | Wide"


class Rows(NamedTuple):
    """Months from `start` to before `stop`, counted from 0."""

    start: int
    stop: int

    @property
    def empty(self) -> bool:
        return self.stop <= self.start

    def joined(self, other: Rows) -> Rows:
        """The least that holds both."""
        if self == other or other.empty:
            return self
        if self.empty:
            return other
        return Rows(min(self.start, other.start), max(self.stop, other.stop))

    def within(self, other: Rows) -> Rows:
        if self == other:
            return self
        return Rows(max(self.start, other.start), min(self.stop, other.stop))


NO_ROWS = Rows(0, 0)
ONE_ROW = Rows(0, 1)  # of what is one value for all months


@dataclass(eq=False, slots=True, repr=False)
class Wide:
    """A value a draw, (draws,), or, where it is a `series`, a row of these a month.

    A `flag` is a comparison: true or false. An `index` holds whole numbers. `known` is
    (months,), NaN where the month depends on the draw; None where all months do, from the
    first to the last of which are `unknown`. `needed` are the months that others look at,
    `computed` those that the step computes, and `sources` what it looks at for that.
    """

    step: Step
    series: bool
    flag: bool = False
    index: bool = False
    known: Array | None = None
    unknown: Rows = ONE_ROW
    never_negative: bool = False
    needed: Rows = NO_ROWS
    computed: Rows = NO_ROWS
    sources: tuple[Wide, ...] = ()

    def plan(self) -> None:
        """Settles what is computed, once all that look at it have told which months they need."""
        wanted = self.needed.within(self.unknown)
        if wanted.empty:
            return
        self.computed = self.step.span(self, wanted)
        looks = list(self.step.looks(self.computed))
        for other, rows in looks:
            other.needed = other.needed.joined(rows)
        self.sources = tuple(dict.fromkeys(other for other, _ in looks))


class Step(Protocol):
    """How a wide value is computed."""

    @property
    def operands(self) -> Sequence[Operand]: ...

    def span(self, wide: Wide, rows: Rows) -> Rows:
        """The months that are computed where `rows` are wanted."""
        ...

    def looks(self, rows: Rows) -> Iterable[tuple[Wide, Rows]]:
        """The months of its operands that computing `rows` looks at."""
        ...

    def reusable(self) -> Iterable[Wide]:
        """The operands in whose memory the result may be written."""
        ...

    def bind(self, bench: Any, wide: Wide, rows: Rows) -> None:
        """Puts the calls that compute `rows` on the bench (`engine.formula.bench`)."""
        ...


class MonthByMonth:
    """A step of which every month looks at the same month of its operands."""

    operands: Sequence[Operand]

    def span(self, _wide: Wide, rows: Rows) -> Rows:
        return rows

    def looks(self, rows: Rows) -> Iterator[tuple[Wide, Rows]]:
        return looks_at(self.operands, rows)

    def reusable(self) -> Iterable[Wide]:
        return ()


def looks_at(operands: Sequence[Operand], rows: Rows) -> Iterator[tuple[Wide, Rows]]:
    """The wide ones of `operands`, each in `rows`."""
    for operand in operands:
        if isinstance(operand, Wide):
            yield operand, rows if operand.series else ONE_ROW


def series_of(step: Step, known: Array | None, months: int, *, flag: bool) -> Array | Wide:
    """A wide series of which `known` months are known; just these where all are."""
    unknown = Rows(0, months) if known is None else unknown_rows(known)
    if known is not None and unknown.empty:
        return known
    return Wide(step, series=True, flag=flag, known=known, unknown=unknown)


def unknown_rows(known: Array) -> Rows:
    """From the first to the last month that is not known."""
    missing = np.isnan(known)
    start = int(missing.argmax())
    return Rows(start, len(known) - int(missing[::-1].argmax())) if missing[start] else NO_ROWS


def known_months(operand: Operand) -> float | Array:
    """What is known of an operand: NaN where it depends on the draw."""
    if not isinstance(operand, Wide):
        return operand
    return operand.known if operand.known is not None else np.nan
