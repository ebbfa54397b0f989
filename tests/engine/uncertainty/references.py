"""The kinds of distribution built anew from scipy.stats, for tests to compare with."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import stats

from engine.uncertainty.case import Distribution, Uncertainty

if TYPE_CHECKING:
    from engine.formula.values import Array


def distribution(kind: str, **parameters: float) -> Distribution:
    return Distribution(kind, tuple((name, float(value)) for name, value in parameters.items()))


def alone(key: str, made: Distribution) -> Uncertainty:
    """One uncertain input."""
    return Uncertainty(((key, made),))


def frozen(made: Distribution) -> Any:
    """The distribution of a kind that has a density; not clipped to anything."""
    of = dict(made.parameters)
    if made.kind in ("normal", "normal_clipped"):
        return stats.norm(of["mean"], of["sd"])
    if made.kind == "lognormal":
        ratio = 1 + (of["sd"] / of["mean"]) ** 2
        return stats.lognorm(math.sqrt(math.log(ratio)), scale=of["mean"] / math.sqrt(ratio))
    width = of["high"] - of["low"]
    if made.kind == "uniform":
        return stats.uniform(of["low"], width)
    if made.kind == "triangular":
        return stats.triang((of["mode"] - of["low"]) / width, of["low"], width)
    # The mean of a PERT is (low + 4 mode + high) / 6.
    mean = (of["low"] + 4 * of["mode"] + of["high"]) / 6
    first = 6 * (mean - of["low"]) / width
    return stats.beta(first, 6 - first, of["low"], width)


def mass(made: Distribution, values: Array) -> Array:
    """The probability of each of some whole numbers, of a kind that counts or has values."""
    of = dict(made.parameters)
    if made.kind == "discrete":
        shares = {of[f"value_{at}"]: of[f"probability_{at}"] for at in range(1, len(of) // 2 + 1)}
        return np.array([shares.get(value, 0.0) for value in values.tolist()])
    if made.kind == "one_event":
        inside = stats.randint(1, int(of["window"]) + 1).pmf(values)
        return np.asarray((1 - of["p"]) * (values == 0) + of["p"] * inside)
    some = stats.geom(1 / of["mean"]).pmf(values)
    return np.asarray(of["p_zero"] * (values == 0) + (1 - of["p_zero"]) * some)


# By name: the input that is drawn, and its distribution, which stays well inside its range.
CONTINUOUS = {
    "pert": ("revenue_growth", distribution("pert", low=0, mode=0.07, high=0.16)),
    "pert to the left": ("revenue_growth", distribution("pert", low=0, mode=0, high=0.4)),
    "pert to the right": ("monthly_spend", distribution("pert", low=900, mode=1500, high=1500)),
    "triangular": ("training_growth", distribution("triangular", low=-0.3, mode=0.2, high=1.2)),
    "triangular to the left": (
        "training_growth",
        distribution("triangular", low=0.25, mode=0.25, high=1),
    ),
    "triangular to the right": (
        "training_growth",
        distribution("triangular", low=0.25, mode=1, high=1),
    ),
    "normal": ("opening_market_price", distribution("normal", mean=7, sd=0.5)),
    "lognormal": ("opening_market_price", distribution("lognormal", mean=2, sd=0.3)),
    "lognormal and skewed": ("monthly_spend", distribution("lognormal", mean=900, sd=250)),
    "uniform": ("opening_revenue", distribution("uniform", low=3000, high=4000)),
}
STEPS = {
    "discrete": (
        "term_months",
        distribution(
            "discrete",
            value_1=60,
            probability_1=0.2,
            value_2=24,
            probability_2=0.5,
            value_3=36,
            probability_3=0.3,
        ),
    ),
    "a coin": (
        "auto_renew",
        distribution("discrete", value_1=1, probability_1=0.375, value_2=0, probability_2=0.625),
    ),
    "zero_or_geometric": (
        "incumbent_term_months",
        distribution("zero_or_geometric", p_zero=0.6, mean=5),
    ),
    "never zero": (
        "incumbent_term_months",
        distribution("zero_or_geometric", p_zero=0, mean=1.25),
    ),
    "one_event": ("outage_start_month", distribution("one_event", p=0.18, window=36)),
    "for sure": ("outage_start_month", distribution("one_event", p=1, window=120)),
}
