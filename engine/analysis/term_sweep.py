"""The undisclosed term swept: which conclusions hold for every term, and where they change."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.analysis.goal import comparable, holds
from engine.analysis.readings import reading_of
from engine.evaluate import evaluate_draws
from engine.explanation.subjects import Subject
from engine.model.catalogue import MONTHS, catalogue
from engine.model.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from engine.analysis.goal import Goal
    from engine.formula.values import Array, Value
    from engine.scenario import Scenario

TERM = "term_months"
FIRST, LAST = 12, 96
_RELATIONS: Mapping[str, Callable[[Array, Array], NDArray[np.bool_]]] = {
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
}


class Conclusion(NamedTuple):
    """`figure` against `factor`, or against `factor` times `than`: a figure or an input.

    `holds` says it in words.
    """

    key: str
    figure: str
    relation: str
    factor: float
    than: str
    holds: str


class Run(NamedTuple):
    """Neighbouring terms with one answer: True, False, or None where there is no answer."""

    first: int
    last: int
    answer: bool | None


class Finding(NamedTuple):
    """A conclusion, or the goal where `conclusion` is None, and its runs from term to term."""

    conclusion: Conclusion | None
    figure: str
    runs: tuple[Run, ...]

    @property
    def always(self) -> bool:
        """It holds for every term."""
        return all(run.answer is True for run in self.runs)

    @property
    def never(self) -> bool:
        """It holds for no term."""
        return not any(run.answer for run in self.runs)

    @property
    def changes(self) -> tuple[int, ...]:
        """The terms from which the answer is another."""
        return tuple(run.first for run in self.runs[1:])

    def at(self, term: int) -> bool | None:
        """The answer for one term of the sweep."""
        return next(run.answer for run in self.runs if run.first <= term <= run.last)


@dataclass(frozen=True, eq=False)
class TermSweep:
    """`terms` (terms,), every whole one. `beyond` is the first whose contract does not fit.

    The first finding is the goal's, where there is one. What does not fit the timeline is
    computed on the months that do.
    """

    scenario: Scenario
    terms: NDArray[np.int64]
    findings: tuple[Finding, ...]
    goal: Goal | None = None
    beyond: int | None = None


@cache
def conclusions() -> tuple[Conclusion, ...]:
    """What a board would conclude, in the order of the table."""
    return tuple(
        Conclusion(**{**row, "factor": float(row["factor"])})  # type: ignore[arg-type]
        for row in read_table("conclusions")
    )


def sweep_case(scenario: Scenario) -> Scenario:
    """What a sweep rests on: the scenario without its own term, unless that is a shorter one."""
    if scenario.values[TERM] < FIRST:
        return scenario
    return scenario.with_values({TERM: catalogue().inputs[TERM].default})


def term_sweep(
    scenario: Scenario,
    goal: Goal | None = None,
    *,
    stop: Callable[[], None] | None = None,
) -> TermSweep:
    """Every whole term from 12 to 96 months, everything else as it is, as one batch.

    A shorter present term is swept too. The goal is read in its month, all else in the
    scenario's. `stop` ends the work by raising.
    """
    present = int(scenario.values[TERM])
    terms = np.arange(min(FIRST, present), LAST + 1)
    listed = conclusions()
    keys = frozenset(key for each in listed for key in (each.figure, each.than))
    found = _values(scenario, keys, terms, stop)
    findings = [Finding(each, each.figure, _runs(terms, *_judged(each, found))) for each in listed]
    if goal is not None:
        read = goal.read_in(scenario)
        values = found if read is scenario else {}
        if goal.figure not in values:
            values = _values(read, frozenset((goal.figure,)), terms, stop)
        findings.insert(0, _goal_finding(goal, terms, values[goal.figure]))
    return TermSweep(scenario, terms, tuple(findings), goal, _beyond(scenario, terms))


def _values(
    scenario: Scenario,
    keys: frozenset[str],
    terms: NDArray[np.int64],
    stop: Callable[[], None] | None,
) -> dict[str, Array]:
    """(terms,), figures and inputs by key; NaN where a figure does not exist."""
    model = catalogue()
    readings = {key: reading_of(Subject(key), scenario.model) for key in keys & set(model.figures)}
    needs = frozenset(part for each in readings.values() for part in each.needs)
    varied: dict[str, Value] = {**scenario.values, TERM: terms.astype(np.float64)}
    values = evaluate_draws(varied, needs, scenario, stop=stop)
    found = {key: each.read(values) for key, each in readings.items()}
    found |= {key: np.asarray(varied[key]) for key in keys & set(model.inputs)}
    return {key: np.broadcast_to(each, terms.shape) for key, each in found.items()}


def _judged(each: Conclusion, found: Mapping[str, Array]) -> tuple[NDArray[np.bool_], Array]:
    """(terms,), where it holds, and a number that is NaN where there is no answer."""
    left = comparable(each.figure, found[each.figure])
    right = each.factor * found[each.than] if each.than else np.full(left.shape, each.factor)
    return _RELATIONS[each.relation](left, right), left + right


def _goal_finding(goal: Goal, terms: NDArray[np.int64], values: Array) -> Finding:
    known = comparable(goal.figure, values)
    return Finding(None, goal.figure, _runs(terms, holds(goal, values), known))


def _runs(terms: NDArray[np.int64], answers: NDArray[np.bool_], known: Array) -> tuple[Run, ...]:
    codes = np.where(np.isnan(known), -1, answers.astype(np.int64))
    starts = np.concatenate([[0], np.flatnonzero(np.diff(codes)) + 1])
    ends = np.concatenate([starts[1:], [len(codes)]]) - 1
    return tuple(
        Run(int(terms[start]), int(terms[end]), None if codes[start] < 0 else bool(codes[start]))
        for start, end in zip(starts, ends, strict=True)
    )


def _beyond(scenario: Scenario, terms: NDArray[np.int64]) -> int | None:
    """The first term whose contract ends after the timeline."""
    most = MONTHS - scenario.end_month() + int(scenario.values[TERM])
    return max(most + 1, int(terms[0])) if most < terms[-1] else None
