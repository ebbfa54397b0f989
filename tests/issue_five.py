"""A plain Monte Carlo for issue 5: my own draws of the specification's tables, one by one.

It shares nothing with the engine: scipy's distributions, a Gaussian copula, a random number
generator of its own, no strata; each draw goes through the oracle alone.
"""

from __future__ import annotations

import math
import random
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy import stats

from tests.oracle.headline import headline
from tests.oracle.inputs import presets, ranges
from tests.oracle.model import evaluate

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from tests.oracle.base import Rows, Values
    from tests.oracle.figures import Figure, Figures

    Floats = NDArray[np.float64]

HEADLINE_DRAWS = 1000
SURE = 4.5  # standard errors; the seeds are fixed, so what passes passes always

# model/correlations.tsv
CORRELATIONS = {
    ("revenue_growth", "long_run_growth"): 0.5,
    ("market_price_decline", "efficiency_gain"): 0.4,
    ("revenue_growth", "market_price_decline"): -0.3,
    ("opening_market_price", "market_price_decline"): -0.3,
    ("revenue_growth", "training_growth"): 0.3,
}


def pert(low: float, mode: float, high: float) -> Callable[[float], float]:
    """README: the beta distribution on low..high with the usual weight 4 on the mode."""
    width = high - low
    a, b = 1 + 4 * (mode - low) / width, 1 + 4 * (high - mode) / width
    return lambda u: float(stats.beta.ppf(u, a, b, loc=low, scale=width))


def normal_clipped(mean: float, sd: float, low: float, high: float) -> Callable[[float], float]:
    return lambda u: min(high, max(low, float(stats.norm.ppf(u, mean, sd))))


def zero_or_geometric(p_zero: float, mean: float) -> Callable[[float], float]:
    """0, else geometric on 1, 2, ... with the mean."""

    def draw(u: float) -> float:
        if u <= p_zero:
            return 0.0
        return float(stats.geom.ppf((u - p_zero) / (1 - p_zero), 1 / mean))

    return draw


def one_event(p: float, window: int) -> Callable[[float], float]:
    """0 with probability 1 - p, else a month uniform on 1..window."""

    def draw(u: float) -> float:
        return 0.0 if u <= 1 - p else float(min(window, math.ceil((u - (1 - p)) / p * window)))

    return draw


# model/uncertainty.tsv
DISTRIBUTIONS: dict[str, Callable[[float], float]] = {
    "revenue_growth": pert(0, 0.07, 0.16),
    "long_run_growth": pert(-0.005, 0.0125, 0.025),
    "market_price_decline": normal_clipped(0.15, 0.18, -0.35, 0.55),
    "efficiency_gain": pert(0.05, 0.35, 0.65),
    "training_growth": pert(0.1, 0.5, 1.2),
    "opening_market_price": pert(3.5, 5.25, 7),
    "delivery_delay_months": zero_or_geometric(0.6, 5),
    "outage_start_month": one_event(0.18, 36),
}


def copula() -> Floats:
    """Pearson's correlations of the normal scores: 2 sin(pi r / 6)."""
    keys = list(DISTRIBUTIONS)
    found = np.eye(len(keys))
    for (one, other), rank in CORRELATIONS.items():
        i, j = keys.index(one), keys.index(other)
        found[i, j] = found[j, i] = 2 * math.sin(math.pi * rank / 6)
    return found


def held(key: str, value: float) -> float:
    """README: every draw is clipped to its input's range."""
    low, high = ranges()[key]
    return min(high, max(low, value))


@cache
def my_draws(count: int, seed: int = 20260401) -> tuple[Values, ...]:
    """So many draws of the eight inputs."""
    root = np.linalg.cholesky(copula())
    chance = random.Random(seed)  # noqa: S311
    found = []
    for _ in range(count):
        scores = root @ np.array([chance.gauss(0, 1) for _ in DISTRIBUTIONS])
        shares = stats.norm.cdf(scores)
        drawn = zip(DISTRIBUTIONS.items(), shares, strict=True)
        found.append({key: held(key, quantile(float(u))) for (key, quantile), u in drawn})
    return tuple(found)


class Run(NamedTuple):
    """One run of the oracle."""

    rows: Rows
    figures: Figures


def run(inputs: Values) -> Run:
    scalars, rows = evaluate(dict(inputs))
    return Run(rows, headline(inputs, scalars, rows))


def of(preset: str, **changes: float) -> Values:
    return {**presets()[preset], **changes}


def figure(key: str, preset: str = "as_reported", **changes: float) -> Figure:
    return run(of(preset, **changes)).figures[key]


def number(key: str, preset: str = "as_reported", **changes: float) -> float:
    """A figure that there is, as a float."""
    found = figure(key, preset, **changes)
    assert isinstance(found, (float, int))
    return float(found)


def existing(found: Sequence[Figure]) -> list[float]:
    """The figures that exist, as floats; a yes is 1."""
    return [float(each) for each in found if isinstance(each, (float, int))]


class Drawn(NamedTuple):
    """My draws through the oracle: rows (draws, months to the horizon), figures a draw each."""

    horizon: int
    rows: dict[str, Floats]
    figures: dict[str, list[Figure]]


@cache
def drawn(
    preset: str, changes: tuple[tuple[str, float], ...] = (), count: int = HEADLINE_DRAWS
) -> Drawn:
    inputs = of(preset, **dict(changes))
    horizon = int(inputs["horizon_months"])
    rows: dict[str, list[list[float]]] = {}
    figures: dict[str, list[Figure]] = {}
    for values in my_draws(count):
        done = run({**inputs, **values})
        for key, row in done.rows.items():
            rows.setdefault(key, []).append(row[:horizon])
        for key, found in done.figures.items():
            figures.setdefault(key, []).append(found)
    return Drawn(horizon, {key: np.array(each) for key, each in rows.items()}, figures)


def share_agrees(share: float, held_in: int, count: int) -> bool:
    """Whether a probability is within the sampling error of mine, `held_in` of `count`."""
    mine = held_in / count
    spread = max(mine * (1 - mine), share * (1 - share), 1 / count)
    return abs(share - mine) <= SURE * math.sqrt(spread / count) + 1 / count


def percentile_agrees(value: float, percent: float, mine: Sequence[float] | Floats) -> bool:
    """Whether `value` may be that percentile, judged by how many of mine lie on each side.

    Exact for any distribution, with ties: the share below is at most the percentile and the share
    up to it at least that, but for the sampling error. The value may lie between two of few.
    """
    values = np.sort(np.asarray(mine, dtype=float))
    count = len(values)
    share = percent / 100
    error = SURE * math.sqrt(share * (1 - share) / count) + 2 / count
    close = 1e-9 * max(1.0, abs(value))
    below = np.searchsorted(values, value - close, "left") / count
    up_to = np.searchsorted(values, value + close, "right") / count
    return bool(below <= share + error and up_to >= share - error)
