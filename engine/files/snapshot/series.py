"""The results of one scenario as lists of numbers: what a snapshot keeps and holds against."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.analysis.simulation.result import PERCENTILES
from engine.analysis.simulation.simulate import FAN_ROWS, simulate
from engine.analysis.simulation.summary import summarise
from engine.evaluate import evaluate
from engine.kpis import headline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from engine.analysis.simulation.result import Simulation
    from engine.evaluate import Result
    from engine.formula.values import Array
    from engine.kpis import KpiValue
    from engine.scenario import Scenario
    from engine.uncertainty.case import Uncertainty

FIGURE, ROW, BAND, PROBABILITY, SPREAD = "figure", "row", "band", "probability", "spread"
KINDS = (FIGURE, ROW, BAND, PROBABILITY, SPREAD)
QUARTER_PROFIT, SUSTAINED_PROFIT = "quarter_profit", "sustained_profit_by_month"
PARTS = tuple(f"p{share}" for share in PERCENTILES)


class Series(NamedTuple):
    """Numbers that belong together, in the catalogue's unit; NaN where there is none.

    `values` is (1,) or (6,) of a headline `figure`, (120,) by month of a `row`, (months to the
    horizon,) of a `band`, whose percentile is `part`, (complete quarters,) or (months,) shares
    of the draws of a `probability`, and (6,) of a `spread`, a headline figure over all draws:
    the percentiles of `PARTS`, and the share of the draws in which it does not exist.
    """

    kind: str
    key: str
    part: str
    values: Array
    reason: str = ""  # why there is no figure

    @property
    def name(self) -> tuple[str, str, str]:
        """What it is called within its scenario."""
        return (self.kind, self.key, self.part)


def results_of(
    case: Scenario,
    uncertainty: Uncertainty,
    shifts: Mapping[str, float],
    *,
    workers: int = 1,
    stop: Callable[[], None] | None = None,
) -> tuple[Series, ...]:
    """Every line item by month, every headline figure, and what the draws say of them.

    As many draws as the uncertainty says, from its seed; `shifts` move distributions, by input
    in its unit (see `engine.uncertainty.following`). The same bits every time. `stop` is asked
    often and ends the work by raising.
    """
    result = evaluate(case)
    found = simulate(
        case,
        uncertainty,
        shifts=shifts,
        rows=FAN_ROWS,
        figures=[key for key, figure in case.model.figures.items() if not figure.listed],
        workers=workers,
        stop=stop,
    )
    return (*_figures(result), *_rows(result), *_drawn(found))


def _figures(result: Result) -> Iterator[Series]:
    for key, found in headline(result).items():
        yield Series(FIGURE, key, "", _numbers(found.value), found.reason)


def _numbers(value: KpiValue) -> Array:
    if value is None:
        return np.array([np.nan])
    return np.array(value if isinstance(value, tuple) else [value], dtype=np.float64)


def _rows(result: Result) -> Iterator[Series]:
    for key in result.model.line_items:
        yield Series(ROW, key, "", result.row(key))


def _drawn(found: Simulation) -> Iterator[Series]:
    for key, band in found.bands.items():
        for part, row in zip(PARTS, band, strict=True):
            yield Series(BAND, key, part, row)
    yield Series(PROBABILITY, QUARTER_PROFIT, "", found.quarter_profit)
    yield Series(PROBABILITY, SUSTAINED_PROFIT, "", found.sustained_profit)
    for key, values in found.figures.items():
        summary = summarise(values)
        yield Series(SPREAD, key, "", np.append(summary.percentiles, summary.share_null))
