"""Ranges from distributions: from the 10th to the 90th percentile of each uncertain input."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from engine.analysis.ranges import Range
from engine.uncertainty.held import held
from engine.uncertainty.kinds import quantile

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.uncertainty.case import Uncertainty

LOW, HIGH = 0.1, 0.9


def percentile_ranges(
    uncertainty: Uncertainty, shifts: Mapping[str, float] | None = None
) -> Mapping[str, Range]:
    """By uncertain input, in its unit, from its own 10th to its own 90th percentile.

    `shifts` are added before the values are held to what the input takes, as for draws. An
    input that is as likely as that to stand at one value, such as an outage that hardly ever
    comes, has no such range and is left out.
    """
    found = {}
    for key, each in uncertainty.distributions:
        ends = quantile(each, np.array([LOW, HIGH])) + (shifts or {}).get(key, 0.0)
        low, high = held(key, ends).tolist()
        if low < high:
            found[key] = Range(low, high)
    return MappingProxyType(found)
