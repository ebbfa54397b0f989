"""Powers, at the price of few calls of the C library: one takes as long as forty products.

Most exponents of the model move by the same step every month: `pow(base, (month - 1) / 12)`.
With the month k = a + 4 b + 16 c, such a power is base^e(a) times base^(e(4 b) - e(0)) times
base^(e(16 c) - e(0)), so that 14 powers and a product a month give 120 months, within three
units in the last place. One scenario and many draws use the same powers and products in the
same order, and so have the same bits.

The commonest exponents are years, `(month - 1) / 12`. They need no power at all: a year's
months are roots and products of these, whole years are products of the base. That is within
eight units in the last place.

A base far from 1 or a far exponent could leave the range of floats half way. Which way is
taken is decided by each draw's own base and exponents, whatever is computed beside it.
"""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.formula.syntax import FUNCTIONS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from engine.formula.dag import Graph, Node
    from engine.formula.values import Array, Value

SHORT, LONG = 4, 16  # months from one anchor to the next
_FIRST = SHORT + LONG // SHORT  # the powers of which the first months are products
_LEAST_MONTHS = LONG  # shorter series save nothing
_LEAST_BASE, _MOST_BASE = 1 / 16, 16.0
_MOST_EXPONENT = 125.0  # 16 to this power, and to twice this power, is a float
YEAR = 12
_MONTH = 1 / YEAR
_MOST_YEARS = 10
ROOM = YEAR + _MOST_YEARS  # rows that the powers of many draws are worked out in


# Any power --------------------------------------------------------------------------------


def single_power(base: float, exponent: float) -> float:
    """As `power`, of single values."""
    return 1.0 / base if exponent == -1 else math.pow(base, exponent)


def power(base: Value, exponent: Value, out: Array | None = None) -> Array:
    """The C library's power, but to the power of -1 the reciprocal: correctly rounded, quick."""
    if not isinstance(exponent, np.ndarray) or exponent.ndim == 0:
        if exponent == -1:
            return np.divide(1.0, base, out=out)
        return np.float_power(base, exponent, out=out)
    inverted = np.equal(exponent, -1.0)
    if not inverted.any():
        return np.float_power(base, exponent, out=out)
    # Before `out` is written to: it may be the memory of the base.
    inverse = np.empty(np.broadcast_shapes(np.shape(base), exponent.shape))
    np.divide(1.0, base, out=inverse, where=inverted)
    found = np.float_power(base, exponent, out=out)
    np.copyto(found, inverse, where=inverted)
    return found


# Exponents that move by the same step every month -----------------------------------------


class Anchors(NamedTuple):
    """A series of exponents, (months,), and the few of which powers are taken.

    `few` are those of months 1 to 4; the steps from month 1 to months 1, 5, 9, 13; those to
    months 1, 17, 33... It is None where every month gets a power of its own. `years`: the
    exponents are those of years, which need none of these.
    """

    exponents: Array
    few: Array | None
    years: bool = False


def anchors(exponents: Array) -> Anchors:
    """The anchors of exponents that move by the same step every month."""
    if len(exponents) < _LEAST_MONTHS:
        return Anchors(exponents, None)
    if exponents.item(0) == 0 and exponents.item(1) == _MONTH and _fits(len(exponents)):
        return Anchors(exponents, None, years=True)
    few = exponents.take(_places(len(exponents)))
    first = few.item(0)
    few[SHORT:] -= first
    reach = abs(first) + len(exponents) * abs(few.item(1) - first)
    return Anchors(exponents, few if reach <= _MOST_EXPONENT else None)


@cache
def _places(months: int) -> NDArray[np.intp]:
    """The months of the anchors, from 0."""
    every = np.arange(months)
    return np.concatenate((every[:SHORT], every[:LONG:SHORT], every[::LONG]))


@cache
def _factors(months: int) -> tuple[NDArray[np.intp], ...]:
    """Which three of the few powers are multiplied for every month."""
    month = np.arange(months)
    return month % SHORT, SHORT + month % LONG // SHORT, _FIRST + month // LONG


def powers(bases: Sequence[float], at: Anchors) -> list[Array] | Array:
    """(months,) for each of the bases, to every exponent. Many cost little more than one."""
    few, months = at.few, len(at.exponents)
    near = all(_LEAST_BASE <= base <= _MOST_BASE for base in bases)
    if at.years and near:
        return _of_years(np.array(bases), months)
    if few is None or not near:
        if len(bases) > 1:
            return [powers((base,), at)[0] for base in bases]
        return [np.float_power(bases[0], at.exponents)]
    one, two, three = _factors(months)
    if len(bases) == 1:
        found = np.float_power(bases[0], few)
        row = found.take(one)
        row *= found.take(two)
        row *= found.take(three)
        return [row]
    found = np.float_power(np.array(bases)[:, None], few)
    first = found.take(one[:LONG], 1)
    first *= found.take(two[:LONG], 1)
    table: Array = found[:, _FIRST:, None] * first[:, None, :]
    return [*table.reshape(len(bases), -1)[:, :months]]


def _of_years(bases: Array, months: int) -> list[Array]:
    """(months,) for each of the bases, to exponents that are years."""
    years = (months - 1) // YEAR + 1
    room = np.empty((YEAR + years, len(bases)))
    first, whole = room[:YEAR], room[YEAR:]
    _within_year(bases, first)
    _whole_years(bases, whole)
    table = (whole.T[:, :, None] * first.T[:, None, :]).reshape(len(bases), -1)
    return [*table[:, :months]]


def _within_year(bases: Array, out: Array) -> None:
    """Powers to 0, 1/12, 2/12... 11/12 in the (12, bases) of `out`."""
    third, half, quarter = out[4], out[6], out[3]
    np.cbrt(bases, out=third)
    np.sqrt(bases, out=half)
    np.sqrt(half, out=quarter)
    out[0] = 1.0
    np.divide(third, quarter, out=out[1])
    np.sqrt(third, out=out[2])
    np.multiply(third, out[1], out=out[5])
    np.multiply(third, out[3:5], out=out[7:9])
    np.multiply(half, out[3:6], out=out[9:12])


def _whole_years(bases: Array, out: Array) -> None:
    """Powers to 0, 1, 2... in the (years, bases) of `out`."""
    out[0] = 1.0
    for year, row in enumerate(out[1:], 1):
        if year == 1:
            row[:] = bases
        elif year % 2:
            np.multiply(out[year - 1], bases, out=row)
        else:
            np.multiply(out[year // 2], out[year // 2], out=row)


def powers_of_draws(
    bases: Array, exponents: Array, months: int, start: int, room: Array, out: Array
) -> None:
    """Months `start` to `start + len(out)` - 1, from 0, of the powers of many draws.

    `bases` is (draws,), `out` (rows, draws). `exponents`, (rows, 1) or (rows, draws), begin
    in the first of the timeline's `months` and hold every anchor up to the last row. `room`
    to work in is (`ROOM`, draws).
    """
    stop = start + len(out)
    odd = _odd(bases, exponents, months)
    if odd is None:
        _near(bases, exponents, months, start, room, out)
        return
    if not odd.all():
        _near(np.where(odd, 1.0, bases), exponents, months, start, room, out)
    rows = exponents[start:stop]
    out[:, odd] = np.float_power(bases[odd], rows if rows.shape[1] == 1 else rows[:, odd])


def _near(bases: Array, exponents: Array, months: int, start: int, room: Array, out: Array) -> None:
    """As `powers_of_draws`, where no draw is odd."""
    years = (exponents[0] == 0) & (exponents[1] == _MONTH) & _fits(months)
    if not years.all():
        _anchored(bases, exponents, start, room, out)
    elif len(years) == 1 or len(years) == len(bases):
        _yearly(bases, start, room, out)
        return
    if years.any():
        found = np.empty((len(out), int(years.sum())))
        _yearly(bases[years], start, np.empty((ROOM, found.shape[1])), found)
        out[:, years] = found


def _yearly(bases: Array, start: int, room: Array, out: Array) -> None:
    """As `_anchored`, of exponents that are years."""
    first, whole = room[:YEAR], room[YEAR:]
    _within_year(bases, first)
    stop = start + len(out)
    _whole_years(bases, whole[: (stop - 1) // YEAR + 1])
    for month in range(start // YEAR * YEAR, stop, YEAR):
        begin, end = max(start, month), min(stop, month + YEAR)
        rows, source = out[begin - start : end - start], first[begin - month : end - month]
        np.multiply(whole[month // YEAR], source, out=rows)


def _fits(months: int) -> bool:
    return months <= _MOST_YEARS * YEAR


def _anchored(bases: Array, exponents: Array, start: int, room: Array, out: Array) -> None:
    first, anchor = room[:LONG], room[LONG]
    for month in range(SHORT):
        _line(bases, exponents[month], first[month])
    for month in range(SHORT, LONG, SHORT):
        _line(bases, exponents[month] - exponents[0], anchor)
        np.multiply(anchor, first[:SHORT], out=first[month : month + SHORT])
    stop = start + len(out)
    for month in range(start // LONG * LONG, stop, LONG):
        begin, end = max(start, month), min(stop, month + LONG)
        rows, source = out[begin - start : end - start], first[begin - month : end - month]
        if month == 0:
            np.copyto(rows, source)
        else:
            _line(bases, exponents[month] - exponents[0], anchor)
            np.multiply(anchor, source, out=rows)


def _line(bases: Array, exponent: Array, out: Array) -> None:
    """One power, (draws,). That to the power of 0 or 1 has the same bits either way."""
    if len(exponent) == 1 and exponent[0] in (0.0, 1.0):
        np.copyto(out, bases if exponent[0] else 1.0)
    else:
        np.float_power(bases, exponent, out=out)


def _odd(bases: Array, exponents: Array, months: int) -> NDArray[np.bool_] | None:
    """(draws,), which draws take a power every month; None where none does."""
    if months < _LEAST_MONTHS:
        return np.ones(len(bases), np.bool_)
    reach = abs(exponents[0]) + months * abs(exponents[1] - exponents[0])
    near = bool((reach <= _MOST_EXPONENT).all())
    if near and bases.min() >= _LEAST_BASE and bases.max() <= _MOST_BASE:
        return None
    fit: NDArray[np.bool_] = (
        (bases >= _LEAST_BASE) & (bases <= _MOST_BASE) & (reach <= _MOST_EXPONENT)
    )
    return ~fit


class Counting:
    """Which expressions of a graph are one number, and which move by one step every month.

    `counts` are the series that count months: running sums of 1.
    """

    def __init__(self, graph: Graph, series: Mapping[str, bool]) -> None:
        self._graph = graph
        self._series = series
        self._counts: set[str] = set()
        self._known: dict[int, str] = {}

    def define(self, key: str, formula: int) -> None:
        """Takes note of a series' formula, in the order of the formulas."""
        running = self._graph.running(key, formula)
        if running and running.sign == "+" and self._graph.nodes[running.step].kind == "number":
            self._counts.add(key)

    def is_power(self, node: Node) -> bool:
        """Whether this is a `pow` of one number that the months only multiply."""
        if node.kind != "call" or node.label != "pow":
            return False
        base, exponent = node.parts
        return self._kind(base) == "single" and self._kind(exponent) == "steady"

    def _kind(self, number: int) -> str:
        """`single`, `steady` where it moves by one step every month, else `other`."""
        known = self._known.get(number)
        if known is None:
            known = self._known[number] = self._found(self._graph.nodes[number])
        return known

    def _found(self, node: Node) -> str:
        if node.kind == "number":
            return "single"
        if node.kind == "name":
            if node.label in self._counts:
                return "steady"
            return "other" if self._series.get(node.label, False) else "single"
        if node.kind == "call" and FUNCTIONS[node.label].of_item:
            return "other"
        kinds = [self._kind(part) for part in node.parts]
        if all(kind == "single" for kind in kinds):
            return "single"
        if "other" in kinds:
            return "other"
        if node.kind in ("+", "-", "negate"):
            return "steady"
        one_steady = node.kind == "*" and "single" in kinds
        return "steady" if one_steady or (node.kind, kinds[1]) == ("/", "single") else "other"
