"""How often a figure takes which value over all draws."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from engine.formula.values import Array

_MOST_WHOLE = 240  # bars of whole numbers, side by side
_LEAST, _MOST = 12, 60  # bins of what is continuous
_TAIL = 0.005  # the share of the draws beyond either end, where tails are long
_LONG = 2.0  # times as wide as what lies between the tails
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_SAME = 1e-9  # of the size of the values: closer together they are one value


class Histogram(NamedTuple):
    """Bars that add up, with the shares apart, to all draws.

    `edges` is (bars + 1,), in the figure's unit; a bar has its lower edge, the last one both.
    Where the values are `whole` a bar stands around each whole number, or around the only
    value. `shares` is (bars,). `below` and `above` lie beyond the bars, where few draws would
    squeeze all others together; `missing` is where the figure does not exist.
    """

    edges: Array
    shares: Array
    whole: bool
    below: float
    above: float
    missing: float

    @property
    def middles(self) -> Array:
        """(bars,), the middle of each bar; the whole number itself where they are whole."""
        middles: Array = (self.edges[:-1] + self.edges[1:]) / 2
        return middles


def histogram(values: Array, most: int = _MOST) -> Histogram:
    """The histogram of (draws,), NaN where the figure does not exist; at most `most` bins.

    Bins end at round numbers. Months, quarters and yes or no have a bar for each value.
    """
    existing = np.sort(values[~np.isnan(values)])
    missing = 1 - len(existing) / len(values)
    if not len(existing):
        return Histogram(np.empty(0), np.empty(0), whole=True, below=0.0, above=0.0, missing=1.0)
    edges, whole = _whole_edges(existing), True
    if edges is None:
        edges, whole = _round_edges(existing, most), False
    counts = np.histogram(existing, edges)[0]
    below = int(existing.searchsorted(edges[0], side="left"))
    above = len(existing) - int(existing.searchsorted(edges[-1], side="right"))
    total = len(values)
    return Histogram(edges, counts / total, whole, below / total, above / total, missing)


def _whole_edges(ordered: Array) -> Array | None:
    """Around each whole number, or around the only value; None where there is neither."""
    low, high = float(ordered[0]), float(ordered[-1])
    if high - low <= _SAME * max(abs(low), abs(high)):
        reach = max(abs(low), 1.0) / 2 if low != round(low) else 0.5
        return np.array([low - reach, low + reach])
    if high - low > _MOST_WHOLE or np.any(ordered != np.round(ordered)):
        return None
    return np.arange(low - 0.5, high + 1.0)


def _round_edges(ordered: Array, most: int) -> Array:
    """As wide as Freedman and Diaconis would have it, rounded, in the room that there is."""
    low, high = _ends(ordered)
    first, third = np.quantile(ordered, (0.25, 0.75))
    wanted = 2 * (third - first) / len(ordered) ** (1 / 3)
    width = float(min(max(wanted, (high - low) / (most - 2)), (high - low) / min(_LEAST, most - 2)))
    power = 10.0 ** np.floor(np.log10(width))
    step = power * next(each for each in _STEPS if each * power >= width * (1 - _SAME))
    start, end = np.floor(low / step), np.ceil(high / step)
    edges: Array = np.arange(start, max(end, start + 1) + 1) * step
    return edges


def _ends(ordered: Array) -> tuple[float, float]:
    """Of the bars: all values, unless long tails would squeeze the others together."""
    low, high = float(ordered[0]), float(ordered[-1])
    inner_low, inner_high = np.quantile(ordered, (_TAIL, 1 - _TAIL))
    inner = float(inner_high - inner_low)
    if inner <= _SAME * max(abs(low), abs(high)) or high - low <= _LONG * inner:
        return low, high
    return float(inner_low), float(inner_high)
