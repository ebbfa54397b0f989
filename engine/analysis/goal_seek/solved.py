"""The solved figures: ready questions, each answered by one goal seek."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from engine.analysis.goal import Goal
from engine.analysis.goal_seek.seek import seek
from engine.model.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.analysis.goal import Relation
    from engine.analysis.goal_seek.seek import Crossing, Seek
    from engine.scenario import Scenario

_RELATIONS: dict[str, Relation] = {"<=": "<=", ">=": ">="}
_SIDES = {"least": ">=", "most": "<="}


class Question(NamedTuple):
    """A ready question: the least or the most of an input at which a goal holds."""

    key: str
    label: str
    input: str
    goal: Goal
    want: str  # least or most
    meaning: str


class Solved(NamedTuple):
    """A question and its answer.

    `kind`: `value`, and `answer` is it; `always` or `never` within the input's range; or
    `open` where the goal holds at some values up to the range's end, so that there is no most,
    or no least.
    """

    question: Question
    kind: Literal["value", "always", "never", "open"]
    answer: Crossing | None
    seek: Seek


@cache
def questions() -> tuple[Question, ...]:
    """The ready questions, as the table lists them."""
    return tuple(
        Question(
            key=row["key"],
            label=row["label"],
            input=row["input"],
            goal=Goal(row["figure"], _RELATIONS[row["relation"]], float(row["threshold"])),
            want=row["want"],
            meaning=row["meaning"],
        )
        for row in read_table("solved_figures")
    )


def solved(scenario: Scenario, stop: Callable[[], None] | None = None) -> tuple[Solved, ...]:
    """Every ready question, answered for a scenario."""
    return tuple(answered(question, scenario, stop) for question in questions())


def answered(
    question: Question, scenario: Scenario, stop: Callable[[], None] | None = None
) -> Solved:
    """One question. Of several answers the one nearest to today's value."""
    found = seek(scenario, question.input, question.goal, stop=stop)
    if found.kind != "values":
        return Solved(question, found.kind, None, found)
    sides = [each for each in found.crossings if each.side == _SIDES[question.want]]
    if not sides:
        return Solved(question, "open", None, found)
    answer = min(sides, key=lambda each: abs(each.value - found.today))
    return Solved(question, "value", answer, found)
