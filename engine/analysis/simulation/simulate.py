"""A scenario under its uncertainty: drawn, evaluated, and read as bands and probabilities."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.analysis.readings import reading_of
from engine.analysis.simulation.percentiles import bands
from engine.analysis.simulation.result import Simulation
from engine.evaluate import evaluate_draws
from engine.explanation.subjects import Subject
from engine.formula.columns import BLOCK
from engine.quarters import quarter_ends
from engine.uncertainty.sampling import sample

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from engine.formula.values import Array, Value
    from engine.scenario import Scenario
    from engine.uncertainty.case import Uncertainty

FAN_ROWS = ("operating_profit", "cash_balance", "exit_cost", "above_market_exposure")
_QUARTER, _SUSTAINED = "quarter_profit", "sustained_profit_month"
_MOST_CELLS = 32_000_000  # numbers of the line items that are held at once: 256 MB


def simulate(
    scenario: Scenario,
    uncertainty: Uncertainty,
    *,
    draws: int | None = None,
    seed: int | None = None,
    shifts: Mapping[str, float] | None = None,
    rows: Sequence[str] = FAN_ROWS,
    figures: Sequence[str] = (),
    block: int = BLOCK,
    workers: int = 1,
    stop: Callable[[], None] | None = None,
) -> Simulation:
    """Draws of the uncertain inputs, as many as the uncertainty says or `draws`, and what comes.

    `rows` are the line items or measures that get bands, `figures` the headline figures that
    are kept draw by draw; the month of sustained profit always is. A listed figure has no
    one value and raises `SubjectError`; rank correlations that no draws can have together
    raise `ValueError`. `shifts` move distributions, by input in its unit
    (see `engine.uncertainty.following`).

    The same bits every time, whatever `block` and `workers`. `stop` is asked often and ends
    the work by raising.
    """
    count = uncertainty.draws if draws is None else draws
    chosen = uncertainty.seed if seed is None else seed
    samples = sample(uncertainty, count, chosen, shifts or {}, stop)
    inputs: dict[str, Value] = {**scenario.values, **samples}
    months = int(scenario.values["horizon_months"])

    def evaluated(needs: frozenset[str]) -> dict[str, Value]:
        return evaluate_draws(
            inputs, needs, scenario, months=months, block=block, workers=workers, stop=stop
        )

    readings = {
        key: reading_of(Subject(key), scenario.model)
        for key in dict.fromkeys((*figures, _SUSTAINED))
    }
    first, *others = _groups(rows, months * count)
    parts = (part for each in readings.values() for part in each.needs)
    values = evaluated(frozenset((_QUARTER, *parts, *first)))
    known = {key: np.full(count, each.read(values)) for key, each in readings.items()}
    profit = np.asarray(values[_QUARTER])
    found = {key: bands(np.asarray(values[key]), stop) for key in first}
    for group in others:
        values = evaluated(frozenset(group))
        found |= {key: bands(np.asarray(values[key]), stop) for key in group}
    return Simulation(
        scenario=scenario,
        uncertainty=uncertainty,
        draws=count,
        seed=chosen,
        samples=samples,
        bands=found,
        quarter_profit=_profitable(profit, quarter_ends(scenario, months)),
        sustained_profit=_reached(known[_SUSTAINED], months),
        figures=known,
    )


def _groups(rows: Sequence[str], cells: int) -> Iterator[tuple[str, ...]]:
    """Rows that are computed together; `cells` are the numbers of one. At least one group."""
    once = tuple(dict.fromkeys(rows))
    size = max(1, _MOST_CELLS // cells)
    for start in range(0, max(1, len(once)), size):
        yield once[start : start + size]


def _profitable(profit: Array, ends: Sequence[int]) -> Array:
    """(quarters,), the share of draws with a profit in the quarters that end in `ends`."""
    at_ends = profit[np.asarray(ends, dtype=np.intp) - 1]
    shares: Array = np.count_nonzero(at_ends > 0, axis=1) / at_ends.shape[1]
    return shares


def _reached(first: Array, months: int) -> Array:
    """(months,), the share of draws whose month, NaN for never, is this one or earlier."""
    known = first[~np.isnan(first)].astype(np.intp)
    counts = np.bincount(known, minlength=months + 1)[: months + 1]
    reached: Array = counts.cumsum()[1:] / len(first)
    return reached
