"""The mathematics of the kinds of distribution: shares below, densities, quantiles, steps.

Everything takes a distribution's parameters by name, in the unit of its input, and arrays of
any shape. scipy is imported where it is called: it costs a tenth of a second.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from engine.formula.values import Array

    Parameters = Mapping[str, float]
    Curve = Callable[[Parameters, Array], Array]

_PERT_WEIGHT = 4.0  # of the mode, against 1 for either end
_NO_MORE = 2.0**-53  # what is rarer than this is never drawn


class Continuous(NamedTuple):
    """A family with a density; `below` is the share of draws at or below x."""

    quantile: Curve
    density: Curve
    below: Curve


class Steps(NamedTuple):
    """A family of single values: the values, rising, and the share of each; both (values,)."""

    table: Callable[[Parameters], tuple[Array, Array]]


Family = Continuous | Steps


def step_quantile(values: Array, shares: Array, u: Array) -> Array:
    """The first value up to which at least the share `u` lies; `values` are rising."""
    held = shares > 0
    places = np.searchsorted(np.cumsum(shares[held]), u, side="left")
    found: Array = values[held][np.minimum(places, held.sum() - 1)]
    return found


# Between two bounds ------------------------------------------------------------------------


def _uniform_quantile(parameters: Parameters, u: Array) -> Array:
    low, high = parameters["low"], parameters["high"]
    return low + u * (high - low)


def _uniform_density(parameters: Parameters, x: Array) -> Array:
    low, high = parameters["low"], parameters["high"]
    return np.where((x >= low) & (x <= high), 1 / (high - low), 0.0)


def _uniform_below(parameters: Parameters, x: Array) -> Array:
    low, high = parameters["low"], parameters["high"]
    return np.clip((x - low) / (high - low), 0.0, 1.0)


def _bounds(parameters: Parameters) -> tuple[float, float, float]:
    """Low, high, and where between them the mode lies, 0 to 1."""
    low, mode, high = parameters["low"], parameters["mode"], parameters["high"]
    return low, high, (mode - low) / (high - low)


def _triangular_quantile(parameters: Parameters, u: Array) -> Array:
    low, high, rising = _bounds(parameters)
    mode = parameters["mode"]
    left = low + np.sqrt(u * (high - low) * (mode - low))
    right = high - np.sqrt((1 - u) * (high - low) * (high - mode))
    return np.where(u < rising, left, right)


def _triangular_density(parameters: Parameters, x: Array) -> Array:
    low, high, _ = _bounds(parameters)
    mode = parameters["mode"]
    peak = 2 / (high - low)
    # Clipped first: a mode may lie so near to an end that all else is too far away for a float.
    left = (np.clip(x, low, mode) - low) / (mode - low) if mode > low else np.ones_like(x)
    right = (high - np.clip(x, mode, high)) / (high - mode) if high > mode else np.ones_like(x)
    inside = (x >= low) & (x <= high)
    return np.where(inside, peak * np.where(x < mode, left, right), 0.0)


def _triangular_below(parameters: Parameters, x: Array) -> Array:
    low, high, rising = _bounds(parameters)
    part = (np.clip(x, low, high) - low) / (high - low)
    left = np.minimum(part, rising) ** 2 / rising if rising > 0 else np.zeros_like(part)
    right = 1 - (1 - part) ** 2 / (1 - rising) if rising < 1 else np.ones_like(part)
    return np.where(part < rising, left, right)


def _beta(parameters: Parameters) -> tuple[float, float, float, float]:
    """Low, width, and the two shapes of the beta distribution of a PERT."""
    low, high, rising = _bounds(parameters)
    return low, high - low, 1 + _PERT_WEIGHT * rising, 1 + _PERT_WEIGHT * (1 - rising)


def _pert_quantile(parameters: Parameters, u: Array) -> Array:
    from scipy.special import betaincinv

    low, width, first, second = _beta(parameters)
    return np.asarray(low + width * betaincinv(first, second, u))


def _pert_density(parameters: Parameters, x: Array) -> Array:
    low, width, first, second = _beta(parameters)
    size = math.gamma(first + second) / (math.gamma(first) * math.gamma(second)) / width
    part = (x - low) / width
    inside = (part >= 0) & (part <= 1)
    safe = np.where(inside, part, 0.5)
    return np.where(inside, size * safe ** (first - 1) * (1 - safe) ** (second - 1), 0.0)


def _pert_below(parameters: Parameters, x: Array) -> Array:
    from scipy.special import betainc

    low, width, first, second = _beta(parameters)
    return np.asarray(betainc(first, second, np.clip((x - low) / width, 0.0, 1.0)))


# Normal and lognormal ----------------------------------------------------------------------


def _normal_quantile(parameters: Parameters, u: Array) -> Array:
    from scipy.special import ndtri

    return np.asarray(parameters["mean"] + parameters["sd"] * ndtri(u))


def _normal_density(parameters: Parameters, x: Array) -> Array:
    scaled = (x - parameters["mean"]) / parameters["sd"]
    return np.asarray(np.exp(-(scaled**2) / 2) / (parameters["sd"] * math.sqrt(2 * math.pi)))


def _normal_below(parameters: Parameters, x: Array) -> Array:
    from scipy.special import ndtr

    return np.asarray(ndtr((x - parameters["mean"]) / parameters["sd"]))


def _clipped_quantile(parameters: Parameters, u: Array) -> Array:
    return np.clip(_normal_quantile(parameters, u), parameters["low"], parameters["high"])


def _clipped_density(parameters: Parameters, x: Array) -> Array:
    inside = (x >= parameters["low"]) & (x <= parameters["high"])
    return np.where(inside, _normal_density(parameters, x), 0.0)


def _clipped_below(parameters: Parameters, x: Array) -> Array:
    found = np.where(x < parameters["low"], 0.0, _normal_below(parameters, x))
    return np.where(x >= parameters["high"], 1.0, found)


def _logarithm(parameters: Parameters) -> dict[str, float]:
    """The normal distribution of the logarithm, from the mean and deviation of the value."""
    mean, sd = parameters["mean"], parameters["sd"]
    variance = math.log1p((sd / mean) ** 2)
    return {"mean": math.log(mean) - variance / 2, "sd": math.sqrt(variance)}


def _lognormal_quantile(parameters: Parameters, u: Array) -> Array:
    return np.asarray(np.exp(_normal_quantile(_logarithm(parameters), u)))


def _lognormal_density(parameters: Parameters, x: Array) -> Array:
    safe = np.where(x > 0, x, 1.0)
    return np.where(x > 0, _normal_density(_logarithm(parameters), np.log(safe)) / safe, 0.0)


def _lognormal_below(parameters: Parameters, x: Array) -> Array:
    safe = np.where(x > 0, x, 1.0)
    return np.where(x > 0, _normal_below(_logarithm(parameters), np.log(safe)), 0.0)


# Single values -----------------------------------------------------------------------------


def _discrete_table(parameters: Parameters) -> tuple[Array, Array]:
    pairs = sorted(
        (value, parameters[f"probability_{name.removeprefix('value_')}"])
        for name, value in parameters.items()
        if name.startswith("value_")
    )
    return np.array([value for value, _ in pairs]), np.array([share for _, share in pairs])


def _delay_table(parameters: Parameters) -> tuple[Array, Array]:
    """0, or a geometric number of months from 1."""
    on_time, stays = parameters["p_zero"], 1 - 1 / parameters["mean"]
    longest = math.ceil(math.log(_NO_MORE) / math.log(stays))
    months = np.arange(longest + 1.0)
    shares = (1 - on_time) * (1 - stays) * stays ** (months - 1)
    shares[0] = on_time
    return months, shares


def _event_table(parameters: Parameters) -> tuple[Array, Array]:
    """0, or a month of the window, each as likely."""
    window = int(parameters["window"])
    shares = np.full(window + 1, parameters["p"] / window)
    shares[0] = 1 - parameters["p"]
    return np.arange(window + 1.0), shares


PERT = Continuous(_pert_quantile, _pert_density, _pert_below)
TRIANGULAR = Continuous(_triangular_quantile, _triangular_density, _triangular_below)
UNIFORM = Continuous(_uniform_quantile, _uniform_density, _uniform_below)
NORMAL = Continuous(_normal_quantile, _normal_density, _normal_below)
NORMAL_CLIPPED = Continuous(_clipped_quantile, _clipped_density, _clipped_below)
LOGNORMAL = Continuous(_lognormal_quantile, _lognormal_density, _lognormal_below)
DISCRETE = Steps(_discrete_table)
DELAY = Steps(_delay_table)
EVENT = Steps(_event_table)
