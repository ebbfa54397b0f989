"""How far distributions move along with their sliders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.uncertainty.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.uncertainty.case import Uncertainty


def shifts(
    uncertainty: Uncertainty, values: Mapping[str, float], base: Mapping[str, float]
) -> Mapping[str, float]:
    """By input, in its unit: how far its distribution stands from where it is stated.

    `values` are a scenario's inputs, `base` those of its preset. Only of distributions that
    have a place, and only where the uncertainty `follows`.
    """
    if not uncertainty.follows:
        return {}
    return {
        key: values[key] - base[key]
        for key, each in uncertainty.distributions
        if KINDS[each.kind].located and values[key] != base[key]
    }
