"""The simulation once more, the plain way: a loop over draws, lists, and sorting.

Draws come from here too: plain random numbers through a Gaussian copula, no hypercube, with
scipy's distributions and parameters worked out by hand from the tables of the specification.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import stats

from tests.oracle import headline as oracle_headline
from tests.oracle import model as oracle_model

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engine.formula.values import Array
    from tests.oracle.base import Rows, Values
    from tests.oracle.figures import Figures

SHARES = (5, 25, 50, 75, 95)


@dataclass(frozen=True)
class PlainRun:
    """One draw of the oracle."""

    rows: Rows
    figures: Figures


def runs(inputs: Mapping[str, float], samples: Mapping[str, Sequence[float]]) -> list[PlainRun]:
    """The oracle, draw by draw."""
    count = len(next(iter(samples.values())))
    found = []
    for place in range(count):
        values: Values = dict(inputs) | {key: float(each[place]) for key, each in samples.items()}
        scalars, rows = oracle_model.evaluate(values)
        found.append(PlainRun(rows, oracle_headline.headline(values, scalars, rows)))
    return found


def percentile(values: Sequence[float], share: float) -> float:
    """Straight between the two sorted values around it."""
    ordered = sorted(values)
    place = share / 100 * (len(ordered) - 1)
    low, high = math.floor(place), math.ceil(place)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def band(found: Sequence[PlainRun], key: str, share: float, months: int) -> list[float]:
    return [percentile([run.rows[key][t] for run in found], share) for t in range(months)]


def figure(found: Sequence[PlainRun], key: str) -> list[float]:
    """Its values in the draws that have one."""
    values = [run.figures[key] for run in found]
    assert not any(isinstance(value, list) for value in values)
    return [float(value) for value in values if value is not None]  # type: ignore[arg-type]


def quarter_profit(found: Sequence[PlainRun], months: int) -> list[float]:
    """By complete quarter, the share of draws with a profit."""
    timing = found[0].rows["quarter_month"]
    ends = [t for t in range(2, months) if timing[t] == 3]
    return [share([run.rows["quarter_profit"][t] > 0 for run in found]) for t in ends]


def sustained_profit(found: Sequence[PlainRun], months: int) -> list[float]:
    firsts = [run.figures["sustained_profit_month"] for run in found]
    return [
        share(
            [
                first is not None and not isinstance(first, list) and first <= month
                for first in firsts
            ]
        )
        for month in range(1, months + 1)
    ]


def share(flags: Sequence[bool]) -> float:
    return sum(flags) / len(flags)


# Draws ------------------------------------------------------------------------------------

_KEYS = (
    "revenue_growth",
    "long_run_growth",
    "market_price_decline",
    "efficiency_gain",
    "training_growth",
    "opening_market_price",
    "delivery_delay_months",
    "outage_start_month",
)
_RANKS = {
    ("revenue_growth", "long_run_growth"): 0.5,
    ("market_price_decline", "efficiency_gain"): 0.4,
    ("revenue_growth", "market_price_decline"): -0.3,
    ("opening_market_price", "market_price_decline"): -0.3,
    ("revenue_growth", "training_growth"): 0.3,
}
_PERT = {
    "revenue_growth": (0, 0.07, 0.16),
    "long_run_growth": (-0.005, 0.0125, 0.025),
    "efficiency_gain": (0.05, 0.35, 0.65),
    "training_growth": (0.1, 0.5, 1.2),
    "opening_market_price": (3.5, 5.25, 7),
}


def plain_draws(count: int, seed: int) -> dict[str, list[float]]:
    """Independent draws of the shipped distributions with their rank correlations."""
    pearson = np.eye(len(_KEYS))
    for (first, second), rank in _RANKS.items():
        i, j = _KEYS.index(first), _KEYS.index(second)
        pearson[i, j] = pearson[j, i] = 2 * math.sin(math.pi / 6 * rank)
    normal = np.random.default_rng(seed).multivariate_normal(
        np.zeros(len(_KEYS)), pearson, size=count
    )
    u = dict(zip(_KEYS, stats.norm.cdf(normal).T, strict=True))
    found = {key: _pert(u[key], *_PERT[key]) for key in _PERT}
    price = stats.norm.ppf(u["market_price_decline"], 0.15, 0.18)
    found["market_price_decline"] = np.clip(price, -0.35, 0.55)
    delay = u["delivery_delay_months"]
    later = stats.geom.ppf(np.clip((delay - 0.6) / 0.4, 1e-12, None), 1 / 5)
    found["delivery_delay_months"] = np.where(delay <= 0.6, 0, later).clip(0, 24)
    outage = u["outage_start_month"]
    month = 1 + np.floor((outage - 0.82) / 0.18 * 36)
    found["outage_start_month"] = np.where(outage <= 0.82, 0, month)
    return {key: values.tolist() for key, values in found.items()}


def _pert(u: Array, low: float, mode: float, high: float) -> Array:
    first = 1 + 4 * (mode - low) / (high - low)
    second = 1 + 4 * (high - mode) / (high - low)
    return np.asarray(low + (high - low) * stats.beta.ppf(u, first, second))
