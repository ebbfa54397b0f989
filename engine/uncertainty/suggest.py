"""A first distribution for an input that has none, or of another kind for one that has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.analysis.ranges import Range, plausible_ranges, range_around
from engine.model.catalogue import catalogue
from engine.uncertainty.case import Distribution
from engine.uncertainty.checks import checked_distribution
from engine.uncertainty.held import held, is_choice
from engine.uncertainty.shape import percentiles

if TYPE_CHECKING:
    from collections.abc import Mapping

_TAIL = 0.01  # of an endless distribution, outside the bounds of one that has some
_SPREADS = 4  # standard deviations from bound to bound
_OFTEN = 0.5
_EVENT, _WINDOW = 0.2, 36.0
_LEAST_MEAN = 2.0  # months, where there are any


def suggested(key: str, kind: str, value: float, like: Distribution | None = None) -> Distribution:
    """A distribution of a kind that input `key` can have, to be edited.

    Around `value`, over the input's plausible range; with `like`, over about the same values
    as that one. Raises `UncertaintyError` for a kind that the input can't have.
    """
    bounds = _bounds(key, value, like)
    if like is not None:
        middle = _short(key, percentiles(key, like, [0.5])[0])
        value = dict(like.parameters).get("mode", middle)
    middle = min(max(value, bounds.low), bounds.high)
    parameters = _parameters(key, kind, bounds, middle)
    return checked_distribution(key, Distribution(kind, tuple(parameters.items())))


def _bounds(key: str, value: float, like: Distribution | None) -> Range:
    """From where to where draws should lie."""
    found = plausible_ranges().get(key) or range_around(key, value)
    if like is None:
        return Range(min(found.low, value), max(found.high, value))
    stated = dict(like.parameters)
    if "low" in stated:
        return Range(stated["low"], stated["high"])
    low, high = (_short(key, each) for each in percentiles(key, like, [_TAIL, 1 - _TAIL]))
    return Range(low, high) if low < high else found


def _parameters(key: str, kind: str, bounds: Range, middle: float) -> Mapping[str, float]:
    low, high = bounds
    spread = float(f"{(high - low) / _SPREADS:.3g}")
    item = catalogue().inputs[key]
    found: dict[str, dict[str, float]] = {
        "pert": {"low": low, "mode": middle, "high": high},
        "triangular": {"low": low, "mode": middle, "high": high},
        "normal": {"mean": middle, "sd": spread},
        "normal_clipped": {"mean": middle, "sd": spread, "low": low, "high": high},
        "lognormal": {"mean": max(middle, item.step), "sd": spread},
        "uniform": {"low": low, "high": high},
        "discrete": _values(key, bounds, middle),
        "zero_or_geometric": {"p_zero": _OFTEN, "mean": max(middle, _LEAST_MEAN)},
        "one_event": {"p": _EVENT, "window": min(_WINDOW, item.maximum)},
    }
    return found.get(kind, {})


def _values(key: str, bounds: Range, middle: float) -> dict[str, float]:
    """The middle half of the time, else the ends; of a choice its other values."""
    item = catalogue().inputs[key]
    ends = Range(item.minimum, item.maximum) if is_choice(item) else bounds
    most = float(held(key, np.array(middle)))
    values = np.unique(held(key, np.array([most, *ends]))).tolist()
    found: dict[str, float] = {}
    for place, value in enumerate(values, start=1):
        share = _OFTEN if value == most else (1 - _OFTEN) / (len(values) - 1)
        found |= {f"value_{place}": value, f"probability_{place}": share}
    return found if len(values) > 1 else {"value_1": most, "probability_1": 1.0}


def _short(key: str, value: float) -> float:
    """Few digits, and still a value that the input takes."""
    return float(held(key, np.array(float(f"{value:.3g}"))))
