"""Many draws evaluated, alone: what a simulation and a trade-off map rest on."""

from __future__ import annotations

import time
from itertools import count
from typing import TYPE_CHECKING

import numpy as np

from engine.evaluate import evaluate_draws, needs_of
from engine.files.shipped import preset_scenario
from engine.model.catalogue import MONTHS
from engine.uncertainty.defaults import shipped
from engine.uncertainty.sampling import sample
from tests.benchmarks.measure import Figure, median, milliseconds
from tests.oracle import model as oracle

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.formula.values import Array, Value

_DRAWS = 10_000
_COLUMNS, _ROWS = 60, 40
_PLAIN = 40  # draws of the plain month loops, from which the time of all is scaled
_BUDGETS = {48: 24.0, MONTHS: 85.0}  # ms: what sampling and sorting leave of 30 and 100
_FAN = needs_of(
    ("operating_profit", "quarter_profit", "cash_balance", "exit_cost", "above_market_exposure"),
    ("sustained_profit_month",),
)
_FIGURES = ("exit_cost", "first_profit_quarter")


def draws() -> list[Figure]:
    """The fan's draws at both horizons, and a map of two inputs; against plain loops."""
    base = dict(preset_scenario("as_reported").values)
    drawn = sample(shipped(), _DRAWS, 1)
    fans = [_fan(base | {"horizon_months": float(months)}, drawn, months) for months in _BUDGETS]
    return [*fans, *(_map(base, figure) for figure in _FIGURES)]


def _fan(base: Mapping[str, float], drawn: Mapping[str, Array], months: int) -> Figure:
    inputs: dict[str, Value] = {**base, **drawn}
    turns = count()

    def run() -> None:
        """A case that no run had before, so that no plan is kept of it."""
        fresh = {**inputs, "opening_cash": base["opening_cash"] + next(turns)}
        evaluate_draws(fresh, _FAN, months=months)

    ours = milliseconds(run, 60, warm=5)
    name = f"{_DRAWS:,} draws evaluated, {months} months, p50"
    return Figure(name, median(ours), _plainly(inputs, _DRAWS), "ms", _plain(), _BUDGETS[months])


def _map(base: Mapping[str, float], figure: str) -> Figure:
    terms, spends = np.meshgrid(np.linspace(1, 96, _COLUMNS).round(), np.linspace(0, 2500, _ROWS))
    varied = {"term_months": terms.ravel(), "monthly_spend": spends.ravel()}
    inputs: dict[str, Value] = {**base, **varied}
    needs = needs_of((), (figure,))
    turns = count()

    def run() -> None:
        evaluate_draws({**inputs, "opening_cash": base["opening_cash"] + next(turns)}, needs)

    ours = milliseconds(run, 100)
    name = f"{_COLUMNS} × {_ROWS} cells of {figure}, p50"
    return Figure(name, median(ours), _plainly(inputs, terms.size), "ms", _plain(), 12.0)


def _plain() -> str:
    return f"tests/oracle, plain loops over months, one draw after the other; from {_PLAIN} draws"


def _plainly(inputs: Mapping[str, Value], count: int) -> float:
    """The plain model's time for `count` draws, scaled from some of them; ms."""
    places = range(0, count, count // _PLAIN)
    cases = [
        {
            key: value.item(place) if isinstance(value, np.ndarray) else value
            for key, value in inputs.items()
        }
        for place in places
    ]
    began = time.perf_counter()
    for case in cases:
        oracle.evaluate(case)
    return (time.perf_counter() - began) * 1e3 / len(cases) * count
