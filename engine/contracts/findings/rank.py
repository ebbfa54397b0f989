"""How severe a finding is, and in which order they come."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.contracts.finding import SEVERITIES
from engine.contracts.findings.table import cases, thresholds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.contracts.findings.look import Hits, Look, Places

_HIGH, _MEDIUM, _LOW = range(len(SEVERITIES))


def ranked(look: Look, hits: Sequence[Hits]) -> tuple[Places, Places]:
    """The severity of each hit of each of `hits`, and the order in which they come.

    The most money at stake first; then the gravest, then in the order of the contracts, the
    portfolio before them, then in that of the rules. Both are (all hits,).
    """
    low, high, places = (
        np.concatenate([getattr(each, key) for each in hits]) for key in ("low", "high", "places")
    )
    bounds = _bounds(look.obligation, int(look.audit.signed.sum()))
    severities = np.concatenate([_severities(each, bounds) for each in hits])
    order: Places = np.arange(len(places))
    # The least of the keys first, each keeping the order of those before.
    for key in (places, severities, -low, -high):
        if look.stop is not None:
            look.stop()
        order = order[np.argsort(key[order], kind="stable")]
    return severities, order


def _bounds(obligation: float, contracts: int) -> tuple[float, float]:
    """$m from which on a finding is high, and medium."""
    limits, mean = thresholds(), obligation / max(contracts, 1)
    high = min(obligation * limits["high_share"], mean * limits["high_contracts"])
    medium = min(obligation * limits["medium_share"], mean * limits["medium_contracts"])
    return high, medium


def _severities(hits: Hits, bounds: tuple[float, float]) -> Places:
    """By the money at stake, moved by the days left, held to what the case may be."""
    case, limits, at_stake = cases()[hits.case], thresholds(), hits.high > 0
    high, medium = at_stake & (hits.high >= bounds[0]), at_stake & (hits.high >= bounds[1])
    level = np.where(high, _HIGH, np.where(medium, _MEDIUM, _LOW))
    if hits.days is not None:
        level += hits.days > limits["notice_soon"]
        level -= hits.days <= limits["notice_urgent"]
    held: Places = np.clip(np.clip(level, _HIGH, _LOW), case.gravest, case.mildest)
    return held
