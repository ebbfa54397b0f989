"""Axes: visible ranges and ticks at round values, and months as quarters."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from engine.quantity import tick_texts
from widgets.states import Axis, Tick

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.formula.values import Array
    from engine.scenario import Scenario

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_APART = (1, 2, 3, 6, 12, 24, 60, 120)  # between the labels of whole numbers


def value_axis(rows: Iterable[Array], style: str, *, zero: bool = True, ticks: int = 5) -> Axis:
    """An axis that holds every finite value of the rows, from a round number to another."""
    finite = [row[np.isfinite(row)] for row in rows]
    finite = [row for row in finite if row.size]
    low = min((float(row.min()) for row in finite), default=0.0)
    high = max((float(row.max()) for row in finite), default=1.0)
    if zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if high - low <= 1e-9 * max(abs(high), abs(low), 1e-9):
        low, high = min(low, 0.0), max(high, low + 1.0)
    step = _round_step((high - low) / ticks)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    values = [place * step for place in range(first, last + 1)]
    texts = tick_texts(values, style)
    return Axis(values[0], values[-1], tuple(map(Tick, values, texts)))


def axis_between(low: float, high: float, style: str, *, ticks: int = 6) -> Axis:
    """An axis from `low` to `high` to the last digit, with the round values between them."""
    found = value_axis([np.array([low, high])], style, zero=False, ticks=ticks).ticks
    return Axis(low, high, tuple(tick for tick in found if low <= tick.position <= high))


def whole_places(low: float, high: float, *, ticks: int = 6) -> range:
    """Whole numbers from `low` to `high`: all, or as many months apart as leaves a few."""
    every = next((each for each in _APART if (high - low) / each <= ticks), _APART[-1])
    return range(math.ceil(low / every) * every, math.floor(high) + 1, every)


def _round_step(least: float) -> float:
    """The smallest of 1, 2, 2.5, 5 × 10^n that is at least `least`."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(part * power for part in _STEPS if part * power >= least * (1 - 1e-9))


def month_axis(scenario: Scenario, months: int) -> Axis:
    """Months 1 to the horizon, labelled by quarter: `Q2 26` first, then every few quarters."""
    first_quarters = [
        month
        for month in range(1, months + 1)
        if (scenario.start.month - scenario.fiscal_start + month - 1) % 12 == 0
    ]
    every = 3 if months <= 15 else 6 if months <= 30 else 12 * math.ceil(months / 66)
    found = {1}
    if first_quarters:
        found.update(range(first_quarters[0], months + 1, every))
        found.update(range(first_quarters[0], 0, -every))
    gap = months / 9  # months that a label takes
    kept: list[int] = []
    for month in sorted(found, key=lambda month: (month != 1, month)):
        if all(abs(month - other) >= gap for other in kept):
            kept.append(month)
    ticks = tuple(Tick(float(month), _quarter(scenario, month)) for month in sorted(kept))
    return Axis(1.0, float(months), ticks)


def _quarter(scenario: Scenario, month: int) -> str:
    quarter, year = scenario.start.plus(month - 1).quarter(scenario.fiscal_start).split()
    return f"{quarter} {year.replace('20', '', 1)}"
