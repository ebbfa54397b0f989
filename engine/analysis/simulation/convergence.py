"""How sure a simulated number is: what the first 100, 200, 500, ... draws alone would say.

The draws are a Latin hypercube in an order by chance, so that the first few are much like
plain random draws, and all of them spread more evenly than these. The errors given are those
of plain random draws: for all draws together they are an upper bound, and nearly always the
number is closer to the truth than they say. They say nothing of the distributions' being
right.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.analysis.simulation.percentiles import percentiles

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from engine.formula.values import Array

_SURE = 1.959963984540054  # standard errors each way that hold the truth 19 times in 20
_FIRST, _GROWTH = 100, (2.0, 2.5, 2.0)  # 100, 200, 500, 1,000, ...


class Running(NamedTuple):
    """An estimate as draws are added; each field is (checks,).

    `draws` is how many it rests on; `estimate` and its standard `error` are in the number's
    unit, `low` to `high` hold the truth 19 times in 20. NaN where the draws are too few to
    say.
    """

    draws: NDArray[np.intp]
    estimate: Array
    error: Array
    low: Array
    high: Array


def running_probability(held: NDArray[np.bool_]) -> Running:
    """The share of (draws,) that hold. The interval is Wilson's.

    It is never of no width: that none of 100 draws holds does not mean that none can.
    """
    return _running(len(held), lambda count: _share(held[:count]))


def running_percentile(values: Array, share: float) -> Running:
    """A percentile, 0 to 100, of (draws,), those left out in which the figure is NaN.

    The interval lies between two draws, whatever the distribution; the error is its width in
    standard errors.
    """
    return _running(len(values), lambda count: _percentile(values[:count], share))


def checks(draws: int) -> tuple[int, ...]:
    """100, 200, 500, 1,000, ... and all of them."""
    found, count, place = [], float(_FIRST), 0
    while count < draws:
        found.append(int(count))
        count *= _GROWTH[place % len(_GROWTH)]
        place += 1
    return (*found, draws)


_Estimate = tuple[float, float, float, float]


def _running(draws: int, at: Callable[[int], _Estimate]) -> Running:
    counts = checks(draws)
    estimate, error, low, high = np.array([at(count) for count in counts]).T
    return Running(np.array(counts, dtype=np.intp), estimate, error, low, high)


def _share(held: NDArray[np.bool_]) -> _Estimate:
    count = len(held)
    share = np.count_nonzero(held) / count
    variance = share * (1 - share) / count
    pull = _SURE**2 / count
    middle = (share + pull / 2) / (1 + pull)
    reach = _SURE / (1 + pull) * math.sqrt(variance + pull / (4 * count))
    return share, math.sqrt(variance), max(middle - reach, 0.0), min(middle + reach, 1.0)


def _percentile(values: Array, share: float) -> _Estimate:
    """Between the draws whose ranks hold the percentile's rank, a binomial number."""
    ordered = np.sort(values[~np.isnan(values)])
    count = len(ordered)
    estimate = float(percentiles(ordered, (share,))[0])
    middle, reach = count * share / 100, _SURE * math.sqrt(count * share / 100 * (1 - share / 100))
    first, last = math.floor(middle - reach), math.ceil(middle + reach)
    low = float(ordered[first - 1]) if first >= 1 else math.nan
    high = float(ordered[last]) if last < count else math.nan
    return estimate, (high - low) / (2 * _SURE), low, high
