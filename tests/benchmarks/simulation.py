"""Ten thousand draws to bands and probabilities, and the parts of the way."""

from __future__ import annotations

import time
from functools import partial
from itertools import count
from typing import TYPE_CHECKING

import numpy as np

from engine.analysis.simulation.percentiles import bands
from engine.analysis.simulation.simulate import FAN_ROWS, simulate
from engine.evaluate import evaluate_draws
from engine.files.shipped import preset_scenario
from engine.model.catalogue import MONTHS
from engine.uncertainty.defaults import shipped
from engine.uncertainty.sampling import sample
from tests.benchmarks.measure import Figure, median, milliseconds
from tests.oracle import model as oracle

if TYPE_CHECKING:
    from engine.formula.values import Array, Value
    from engine.scenario import Scenario

_DRAWS, _LIVE = 10_000, 1_000
_PLAIN = 40  # draws of the plain loops, from which the time of all is scaled
_ONE = ("operating_profit",)
_BUDGETS = {48: 30.0, MONTHS: 100.0}  # ms


def simulation() -> list[Figure]:
    figures = []
    for months, budget in _BUDGETS.items():
        case = preset_scenario("as_reported").with_values({"horizon_months": float(months)})
        ours = milliseconds(partial(simulate, case, shipped()), 60, warm=5)
        fresh = milliseconds(partial(_afresh, case, count()), 30, warm=3)
        one = milliseconds(partial(simulate, case, shipped(), rows=_ONE), 60, warm=5)
        figures.append(
            Figure(
                f"{_DRAWS:,} draws to one fan and all probabilities, {months} months, p50",
                median(one),
                _plainly(case, months, _ONE),
                "ms",
                "the same by plain loops; this is what the prototype of the budget measured",
                budget,
            )
        )
        figures.append(
            Figure(
                f"{_DRAWS:,} draws to the page's {len(FAN_ROWS)} fans, {months} months, p50",
                median(ours),
                _plainly(case, months),
                "ms",
                f"plain loops over draws and months, then sorting, as tests/oracle has them; "
                f"{_DRAWS:,} draws scaled from {_PLAIN}",
                budget,
            )
        )
        figures.append(
            Figure(
                "  the same where no live answer came before",
                median(fresh),
                median(ours),
                "ms",
                "with the plan of the live answer",
            )
        )
    return [*figures, *_parts()]


def _afresh(case: Scenario, turns: count[int]) -> None:
    """A case that no run had before, so that nothing is kept of it."""
    cash = case.values["opening_cash"] + next(turns)
    simulate(case.with_values({"opening_cash": cash}), shipped())


def _plainly(case: Scenario, months: int, keys: tuple[str, ...] = FAN_ROWS) -> float:
    """The plain model draw by draw, and the fans' rows sorted month by month; ms."""
    drawn = sample(shipped(), _PLAIN, 1)
    columns = {key: values.tolist() for key, values in drawn.items()}
    began = time.perf_counter()
    runs = [
        oracle.evaluate({**case.values, **{key: each[place] for key, each in columns.items()}})[1]
        for place in range(_PLAIN)
    ]
    evaluated = (time.perf_counter() - began) / _PLAIN * _DRAWS
    wide = [
        [runs[draw % _PLAIN][key][month] for draw in range(_DRAWS)]
        for key in keys
        for month in range(months)
    ]
    began = time.perf_counter()
    for row in wide:
        row.sort()
    return (evaluated + time.perf_counter() - began) * 1e3


def _parts() -> list[Figure]:
    case, generator = preset_scenario("as_reported"), np.random.default_rng(1)
    drawn = sample(shipped(), _DRAWS, 1)
    rows = _rows(case, drawn)
    sampled = milliseconds(lambda: sample(shipped(), _DRAWS, 1), 200)
    bare = milliseconds(lambda: generator.random((len(drawn), _DRAWS)), 200)
    full = milliseconds(lambda: simulate(case, shipped()), 30, warm=3)
    live = milliseconds(lambda: simulate(case, shipped(), draws=_LIVE), 100)
    found = milliseconds(lambda: [bands(each) for each in rows], 40, warm=5)
    sort = milliseconds(lambda: [np.sort(each, axis=1) for each in rows], 20, warm=3)
    return [
        Figure(
            "  of these, drawing them from what is kept",
            median(sampled),
            median(bare),
            "ms",
            f"as many uniform numbers from numpy: {len(drawn)} inputs",
        ),
        Figure(
            f"  of these, bands of {len(rows)} line items, 48 months",
            median(found),
            median(sort),
            "ms",
            "np.sort of the same rows",
            most_ratio=1.0,
        ),
        Figure(
            f"{_LIVE:,} draws under the slider, 48 months, p50",
            median(live),
            median(full) * _LIVE / _DRAWS,
            "ms",
            f"its share of {_DRAWS:,} draws: what is above does not depend on the draws",
        ),
    ]


def _rows(case: Scenario, drawn: dict[str, Array]) -> list[Array]:
    inputs: dict[str, Value] = {**case.values, **drawn}
    values = evaluate_draws(inputs, frozenset(FAN_ROWS), months=48)
    return [np.asarray(values[key]) for key in FAN_ROWS]
