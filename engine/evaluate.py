"""Scenarios to results: every line item by month, the scalars, the headline figures."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from engine.formula.columns import BLOCK, Columns
from engine.formula.formulas import Formulas
from engine.formula.program import compile_program
from engine.model.catalogue import MONTHS, catalogue, definitions
from engine.model.shape import PLAIN, Shape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from engine.formula.values import Array, Value
    from engine.model.catalogue import Catalogue
    from engine.scenario import Scenario


@dataclass(frozen=True, slots=True, eq=False)
class Result:
    """What a scenario gives; equal to itself only. `values` holds every formula by key.

    A line item or measure is (120,) in its unit, a scalar a float. The rows that the scenario
    gives its model are there too.
    """

    scenario: Scenario
    values: Mapping[str, Value]

    @property
    def model(self) -> Catalogue:
        """What its values are values of."""
        return self.scenario.model

    def row(self, key: str) -> Array:
        """(120,), a line item or measure by month."""
        row = self.values[key]
        assert isinstance(row, np.ndarray)
        return row

    def value(self, key: str) -> float:
        """A scalar, or a constant of the headline figures."""
        value = self.values[key]
        assert not isinstance(value, np.ndarray)
        return value

    def at(self, key: str, month: int) -> float:
        """A line item or measure in one month, from 1."""
        return float(self.row(key)[month - 1])


def evaluate(
    scenario: Scenario, needs: frozenset[str] | None = None, last: Result | None = None
) -> Result:
    """The model of one scenario: pure, the same bits every time.

    With `needs` (see `needs_of`) only these and what they rest on are computed: a third of
    the time is saved under a slider that moves four charts. `last` may be the result of a case
    with the same needs: where it differs in one input only, what doesn't rest on this input is
    taken over, and a third to two thirds of what is left are saved.
    """
    key = None if last is None else _moved(last.scenario, scenario)
    if last is not None and key is not None:
        keys, run = _single(needs, scenario.shape, key)
        if tuple(last.values) == keys:
            found = run({**scenario.values, **last.values})
            return Result(scenario, dict(zip(keys, found, strict=True)))
    keys, run = _single(needs, scenario.shape)
    if scenario.supply is None:
        return Result(scenario, dict(zip(keys, run(scenario.values), strict=True)))
    rows = scenario.rows
    found = run({**scenario.values, **rows})
    return Result(scenario, {**rows, **dict(zip(keys, found, strict=True))})


def prepare(key: str, needs: frozenset[str] | None, like: Scenario) -> None:
    """Makes ready for cases that differ in one input: the first would wait for it, 10 ms."""
    if like.supply is None:
        _single(needs, like.shape, key)


def _moved(before: Scenario, now: Scenario) -> str | None:
    """The one input in which two cases of a model differ; None where it isn't one."""
    if now.supply is not None or before.shape != now.shape:
        return None
    old, new = before.values, now.values
    # Zero has two signs, which compare as equal.
    moved = [
        key
        for key, value in new.items()
        if value is not old[key] and (value != old[key] or value == 0.0)
    ]
    return moved[0] if len(moved) == 1 else None


def needs_of(formulas: Iterable[str], figures: Iterable[str]) -> frozenset[str]:
    """What `evaluate` takes for some line items, measures or scalars and headline figures."""
    table = catalogue().figures
    chosen = [table[key] for key in figures]
    parts = (part for each in chosen for part in (*each.value_keys, *each.null_keys))
    return frozenset((*formulas, *parts))


def evaluate_batch(
    inputs: Mapping[str, Value],
    needs: frozenset[str] | None = None,
    like: Scenario | None = None,
) -> dict[str, Value]:
    """Many draws at once: inputs are floats or (draws,).

    With `needs` (see `needs_of`) only these and what they rest on are computed. The model is
    that of `like`, and so are the rows that it is given, where the inputs don't hold them:
    (120,), or (120, draws). Without, it is the built-in one.

    A series comes as (120, 1) where it depends on no varied input, else (120, draws); a
    single value as a number or as (draws,). A draw's column has the bits of its
    own run.
    """
    columns = _columns(needs, PLAIN if like is None else like.shape)
    return columns.run(_with_rows(inputs, like), columns.keys, months=MONTHS)


def evaluate_draws(
    inputs: Mapping[str, Value],
    needs: frozenset[str],
    like: Scenario | None = None,
    *,
    months: int = MONTHS,
    block: int = BLOCK,
    stop: Callable[[], None] | None = None,
    workers: int = 1,
) -> dict[str, Value]:
    """Many draws, in blocks that fit the cache: only `needs`, each by key. See `evaluate_batch`.

    A series comes with its first `months` months: (months, 1) where it depends on no varied
    input, else (months, draws); a single value as a number or as (draws,). No more months
    are computed than these rest on. The bits are those of each draw's own run, whatever the
    block and the number of `workers`, which are threads. `stop` is asked before every block,
    by every worker, and ends the work by raising.
    """
    columns = _columns(needs, PLAIN if like is None else like.shape)
    return columns.run(
        _with_rows(inputs, like), needs, months=months, block=block, stop=stop, workers=workers
    )


def _with_rows(inputs: Mapping[str, Value], like: Scenario | None) -> Mapping[str, Value]:
    return inputs if like is None or like.supply is None else {**like.rows, **inputs}


@lru_cache(maxsize=64)
def _single(
    needs: frozenset[str] | None = None, shape: Shape = PLAIN, moved: str | None = None
) -> tuple[tuple[str, ...], Callable[[Mapping[str, Value]], list[Value]]]:
    model = shape.model
    given, changed = tuple(model.given), None if moved is None else (moved,)
    program = compile_program(definitions(model), tuple(model.inputs), needs, given, changed)
    return program.keys, program.bind(MONTHS)


@lru_cache(maxsize=32)  # each holds its latest plan: thousands of small objects
def _columns(needs: frozenset[str] | None, shape: Shape) -> Columns:
    return Columns(_formulas(shape), tuple(shape.model.inputs), needs)


@lru_cache(maxsize=8)
def _formulas(shape: Shape) -> Formulas:
    model = shape.model
    return Formulas(definitions(model), MONTHS, tuple(model.given))
