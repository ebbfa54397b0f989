"""The complete quarters of a scenario: when they end, and what they are called."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from engine.evaluate import evaluate
from engine.model.catalogue import MONTHS
from engine.scenario import scenario as made

if TYPE_CHECKING:
    from engine.scenario import Scenario

_COMPLETE, _PHASE = "complete_quarter", "quarter_phase"


def quarter_ends(scenario: Scenario, months: int = MONTHS) -> tuple[int, ...]:
    """The last months, from 1, of the complete quarters in the first `months` months.

    An opening part-quarter is none, as for the first profitable quarter.
    """
    return tuple(end for end in _ends(scenario.values[_PHASE]) if end <= months)


def quarter_name(scenario: Scenario, number: float) -> str:
    """The date of a complete quarter, counted from 1: `Q3 2026`, `Q1 FY2027`.

    One beyond the timeline has no date: `quarter 99`.
    """
    ends = _ends(scenario.values[_PHASE])
    if not 1 <= number <= len(ends):
        return f"quarter {number:g}"
    return scenario.start.plus(ends[int(number) - 1] - 1).quarter(scenario.fiscal_start)


@lru_cache(maxsize=3)
def _ends(phase: float) -> tuple[int, ...]:
    """All of the timeline's. They rest on no other input."""
    case = made("", {_PHASE: phase})
    row = evaluate(case, frozenset((_COMPLETE,))).row(_COMPLETE)
    return tuple((np.flatnonzero(row) + 1).tolist())
