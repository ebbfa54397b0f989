"""Scenarios and subjects that the tests of explanations go through."""

from __future__ import annotations

import random
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from engine.evaluate import Result, evaluate
from engine.explanation.subjects import Subject
from engine.model.catalogue import MONTHS, catalogue
from engine.scenario import scenario
from tests.oracle import headline as oracle_headline
from tests.oracle import model as oracle_model
from tests.oracle.inputs import random_inputs
from tests.oracle.recursive import Formula, Row, Run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.oracle.base import Rows, Values
    from tests.oracle.figures import Figures

SEEDS = (0, 101, 202, 303, 404, 505, 611, 713, 818, 924)


class Case(NamedTuple):
    """A scenario, its result, and what the plain loops make of it."""

    result: Result
    months: tuple[int, ...]
    scalars: Values
    rows: Rows
    figures: Figures


@cache
def case(seed: int) -> Case:
    """A random scenario and the months to look at."""
    inputs = random_inputs(seed)
    scalars, rows = oracle_model.evaluate(dict(inputs))
    draw = random.Random(seed)  # noqa: S311 (months, not secrets)
    months = {1, MONTHS, int(inputs["horizon_months"]), draw.randint(2, 119), draw.randint(2, 60)}
    return Case(
        evaluate(scenario("case", inputs)),
        tuple(sorted(months)),
        scalars,
        rows,
        oracle_headline.headline(dict(inputs), scalars, rows),
    )


@cache
def plain_measures(seed: int) -> Run:
    """Scalars, line items and measures, one month and one tree at a time."""
    this = case(seed)
    run = Run({**this.result.scenario.values, **this.scalars}, MONTHS)
    for key, item in catalogue().line_items.items():
        assert item.opening is not None
        run.rows[key] = Row(run.value(item.opening, 0), this.rows[key])
    for key, measure in catalogue().measures.items():
        run.define(Formula(key, measure.formula, measure.opening))
    return run


def subjects(months: tuple[int, ...]) -> Iterator[Subject]:
    """Every number of the model, series in `months` and before month 1."""
    model = catalogue()
    for key in model.inputs:
        yield Subject(key)
    for formula in model.formulas():
        if formula.series:
            yield from (Subject(formula.key, month) for month in (0, *months))
        else:
            yield Subject(formula.key)
    for figure in model.figures.values():
        if figure.listed:
            yield from (Subject(figure.key, part=place) for place in range(len(figure.formulas)))
        yield Subject(figure.key)
