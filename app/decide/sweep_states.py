"""The undisclosed term swept, in words: what holds for every term, and where it changes. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.decide.map_states import mid_sentence
from engine.analysis.term_sweep import TERM
from engine.model.catalogue import MONTHS
from widgets.decide.map_states import SweepRow, SweepState
from widgets.states import Tick

if TYPE_CHECKING:
    from engine.analysis.term_sweep import Finding, Run, TermSweep
    from engine.scenario import Scenario

_YEAR = 12
_ALL = {True: "for every term", False: "for no term", None: "no answer for any term"}
_MOST_SPANS = 3  # named one by one


def sweep_state(found: TermSweep, scenario: Scenario, goal_text: str = "") -> SweepState:
    """One row a conclusion, the goal first; `scenario` has the present term."""
    first, last = int(found.terms[0]), int(found.terms[-1])
    present = scenario.values[TERM]
    rows = tuple(_row(each, present, goal_text) for each in found.findings)
    every = sum(each.always or each.never for each in found.findings)
    return SweepState(
        first=first,
        last=last,
        present=present,
        present_text=f"{present:g} {'month' if present == 1 else 'months'} now",
        ticks=tuple(Tick(float(each), str(each)) for each in _years(first, last)),
        rows=rows,
        summary=f"{every} of {len(rows)} conclusions are the same for every term",
        note=_note(found),
    )


def _years(first: int, last: int) -> list[int]:
    """Every other year, and both ends."""
    inner = range(2 * _YEAR, last, 2 * _YEAR)
    return [first, *(each for each in inner if each - first >= _YEAR and last - each > _YEAR), last]


def _note(found: TermSweep) -> str:
    if found.beyond is None:
        return ""
    return (
        f"Contracts of {found.beyond} months or more end after month {MONTHS}; "
        "they are computed on the months that fit."
    )


def _row(each: Finding, present: float, goal_text: str) -> SweepRow:
    spans = tuple((run.first, run.last, run.answer) for run in each.runs)
    sentence, verdict = sentence_text(each, goal_text), verdict_text(each.runs)
    now = each.at(int(present)) if each.runs[0].first <= present <= each.runs[-1].last else None
    answer = {True: "holds now", False: "does not hold now", None: "no answer now"}[now]
    return SweepRow(
        key=each.conclusion.key if each.conclusion else "goal",
        figure=each.figure,
        sentence=sentence,
        verdict=verdict,
        spans=spans,
        now=now,
        spoken=f"{sentence}: {verdict}; {answer}",
        goal=each.conclusion is None,
    )


def sentence_text(each: Finding, goal_text: str) -> str:
    """What would hold: whether it does is for the verdict to say."""
    if each.conclusion is None:
        return f"Goal: {mid_sentence(goal_text)}"
    return each.conclusion.holds


def verdict_text(runs: tuple[Run, ...]) -> str:
    """`for every term from 12 to 96`, `for no term`, `up to 47 months, not from 48`."""
    first, last = runs[0].first, runs[-1].last
    if len(runs) == 1:
        return f"{_ALL[runs[0].answer]} from {first} to {last}"
    if any(run.answer is None for run in runs):
        return _with_gaps(runs)
    held = [run for run in runs if run.answer]
    if len(runs) == 2:
        if runs[0].answer:
            return f"up to {runs[0].last} months, not from {runs[1].first}"
        return f"from {runs[1].first} months, not before"
    if len(runs) == 3 and runs[0].answer:
        return f"not {_stretch(runs[1])} months"
    return f"only {_stretches(held)} months"


def _with_gaps(runs: tuple[Run, ...]) -> str:
    """Some terms have no answer: where it holds, where it doesn't, and where it is not known."""
    answers = ((True, ""), (False, "not "), (None, "no answer "))
    parts = []
    for answer, word in answers:
        some = [run for run in runs if run.answer is answer]
        if some:
            parts.append(f"{word}{_stretches(some)}")
    return f"{'; '.join(parts)} months"


def _stretches(runs: list[Run]) -> str:
    named = [_stretch(run) for run in runs[:_MOST_SPANS]]
    if len(runs) > _MOST_SPANS:
        return f"{', '.join(named)} and {len(runs) - _MOST_SPANS} more spans of"
    return " and ".join([", ".join(named[:-1]), named[-1]] if len(named) > 1 else named)


def _stretch(run: Run) -> str:
    return f"at {run.first}" if run.first == run.last else f"from {run.first} to {run.last}"
