"""The full deterministic model, alone and beside a busy simulation thread."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np

from engine.evaluate import evaluate, evaluate_batch
from engine.files.shipped import preset_scenario
from engine.formula.program import compile_program
from engine.kpis import headline
from engine.model.catalogue import catalogue, definitions
from tests.benchmarks.measure import Figure, median, milliseconds, percentile

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.formula.values import Value


def model() -> list[Figure]:
    scenario = preset_scenario("as_reported")
    operations = _operations()
    row, other = np.linspace(1.0, 2.0, 120), np.linspace(3.0, 4.0, 120)

    def ours() -> None:
        headline(evaluate(scenario))

    def floor() -> None:
        for _ in range(operations):
            np.add(row, other)

    alone, bare = milliseconds(ours, 1500), milliseconds(floor, 1500)
    busy = _beside_simulation(ours)
    what = f"{operations} numpy additions of 120 months: one for every operation of the program"
    return [
        Figure("full model with figures, p50", median(alone), median(bare), "ms", what, 0.5),
        Figure(
            "the same beside a simulation thread, p95",
            percentile(busy, 0.95),
            median(bare),
            "ms",
            what,
            1.5,
        ),
    ]


def _operations() -> int:
    """Arithmetic signs and calls in the generated program."""
    found = catalogue()
    source = compile_program(definitions(found), tuple(found.inputs)).source
    body = source.split("v_month = ")[1].split("return")[0]
    return sum(body.count(sign) for sign in (" + ", " - ", " * ", " / ", " > ", " <= ", "where("))


def _beside_simulation(ours: Callable[[], None]) -> list[float]:
    """Times while one thread evaluates blocks of 1,000 draws."""
    values = dict(preset_scenario("as_reported").values)
    draws = np.random.default_rng(1).uniform(0.0, 0.15, 1000)
    inputs: dict[str, Value] = {**values, "revenue_growth": draws}
    stop = threading.Event()

    def simulate() -> None:
        while not stop.is_set():
            evaluate_batch(inputs)

    thread = threading.Thread(target=simulate)
    thread.start()
    try:
        return milliseconds(ours, 1000)
    finally:
        stop.set()
        thread.join()
