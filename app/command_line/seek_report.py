"""Goal seek and what must be true, as text for people; see `seek_json` for programs."""

from __future__ import annotations

import math
import shutil
import textwrap
from typing import TYPE_CHECKING

from app.command_line.assumed import Assumed
from app.command_line.columns import columns
from app.command_line.console import UsageError
from app.command_line.idle_month import say_idle_month
from app.command_line.seek_json import chance_json, seek_json, solved_json, truth_json
from app.decide.goal_words import (
    FigureWords,
    answer_words,
    goal_words,
    share_words,
    solved_words,
    value_words,
)
from app.decide.truth_words import joint_share, joint_values, plain, threshold_words, truth_pieces
from app.uncertainty.following import shifts_of
from engine.analysis.goal_seek.points import SeekError
from engine.analysis.goal_seek.probability import DRAWS, seek_probability
from engine.analysis.goal_seek.seek import seek
from engine.analysis.goal_seek.solved import solved
from engine.analysis.goal_text import GoalTextError, month_value, parse_goal
from engine.analysis.ranges import Range
from engine.analysis.what_must_be_true.what import what_must_be_true
from engine.files.reading import nearest
from engine.model.catalogue import catalogue
from engine.quantity_text import QuantityError, parse
from engine.quantity_text import Range as Expected
from engine.scenario import allowed

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable

    from engine.analysis.goal import Goal
    from engine.analysis.goal_seek.probability import ChanceSeek
    from engine.analysis.goal_seek.seek import Crossing, Seek
    from engine.analysis.goal_seek.solved import Solved
    from engine.analysis.what_must_be_true.what import MustBeTrue
    from engine.model.catalogue import Input
    from engine.scenario import Scenario

_LEAST_WIDTH = 50


def report(scenario: Scenario, options: Namespace) -> str:
    """What `tenor seek` prints.

    With an input and a goal, the values at which the goal holds; with a goal alone, what must
    be true for it; with neither, the ready questions. Raises `FileError`, `UsageError`.
    """
    as_json = options.format == "json"
    _check_words(options)
    if options.goal is None:
        found = solved(scenario)
        return solved_json(found, scenario) if as_json else _solved_table(found, scenario)
    goal = _goal(scenario, options)
    say_idle_month(goal.figure, goal.month)
    if options.input is None:
        assumed = Assumed(options.scenario)
        truth = what_must_be_true(scenario, goal, assumed.ranges, assumed.uncertainty.inputs)
        return truth_json(truth, scenario) if as_json else _truth_table(truth, scenario)
    if options.probability is not None:
        chance = _chance(scenario, goal, options)
        return chance_json(chance, scenario) if as_json else _chance_table(chance, scenario)
    item = _input(options.input)
    sought = seek(scenario, item.key, goal, _within(item, options.within))
    return seek_json(sought, scenario) if as_json else _seek_table(sought, scenario)


# What is asked -------------------------------------------------------------------------------


def _check_words(options: Namespace) -> None:
    """Refuses words that would be left without effect."""
    needed = {
        "--goal": (("--input", options.input), ("--month", options.month)),
        "--input": (("--within", options.within), ("--probability", options.probability)),
        "--probability": (
            ("--draws", options.draws),
            ("--seed", options.seed),
            ("--follow", options.follow or None),
        ),
    }
    given = {
        "--goal": options.goal,
        "--input": options.input,
        "--probability": options.probability,
    }
    for needs, words in needed.items():
        for word, value in words:
            if value is not None and given[needs] is None:
                raise UsageError(f"argument {word}: goes with {needs} only")


def _goal(scenario: Scenario, options: Namespace) -> Goal:
    try:
        goal = parse_goal(options.goal, scenario)
    except GoalTextError as error:
        raise UsageError(f"argument --goal: {error}") from None
    if options.month is None:
        return goal
    try:
        month = month_value(options.month, scenario)
    except GoalTextError as error:
        raise UsageError(f"argument --month: {error}") from None
    if goal.month not in (0, month):
        raise UsageError(f"argument --month: {month} is not the goal's own month, {goal.month}")
    return goal._replace(month=month)


def _input(key: str) -> Input:
    inputs = catalogue().inputs
    if key not in inputs:
        raise UsageError(f"argument --input: {key!r} is not an input{nearest(key, inputs)}")
    return inputs[key]


def _within(item: Input, text: str | None) -> Range | None:
    """`LOW:HIGH` as people type quantities; a bare number is in the model's unit."""
    if text is None:
        return None
    typed = text.split(":")
    if len(typed) != 2:
        raise UsageError(f"argument --within: {text!r} is not LOW:HIGH; {allowed(item)}")
    style, expected = catalogue().style(item.unit), Expected(item.minimum, item.maximum)
    try:
        low, high = (parse(each, style, expected, shown=False) for each in typed)
    except QuantityError as error:
        raise UsageError(f"argument --within: {error}; {allowed(item)}") from None
    if low > high:
        ends_typed = f"low {typed[0].strip()} is above high {typed[1].strip()}"
        raise UsageError(f"argument --within: {text!r} is not allowed; {ends_typed}")
    ends = Range(low, high)
    if not item.minimum <= ends.low <= ends.high <= item.maximum:
        raise UsageError(f"argument --within: {text!r} is not allowed; {allowed(item)}")
    return ends


def _chance(scenario: Scenario, goal: Goal, options: Namespace) -> ChanceSeek:
    item = _input(options.input)
    uncertainty = Assumed(options.scenario).drawable(options.changes, follow=options.follow)
    try:
        return seek_probability(
            scenario,
            item.key,
            goal,
            options.probability,
            uncertainty,
            draws=options.draws or DRAWS,
            seed=options.seed,
            shifts=shifts_of(scenario, uncertainty),
            within=_within(item, options.within),
        )
    except SeekError as error:
        raise UsageError(str(error)) from None


# Text ----------------------------------------------------------------------------------------


def _seek_table(found: Seek, scenario: Scenario) -> str:
    item, words = catalogue().inputs[found.key], FigureWords(scenario)
    today = words.with_ordinal(found.goal.figure, found.figure_today)
    verdict = "holds" if found.holds_today else "fails"
    lines = [
        *_head(scenario, _goal_line(found, scenario)),
        f"Today: {value_words(item, found.today)}, {today}: the goal {verdict}",
        f"{item.label}: {answer_words(found)}",
        *_crossing_lines(item, found.crossings, found.nearest),
        *found.notices,
    ]
    return "\n".join([*lines, ""])


def _goal_line(found: Seek | ChanceSeek, scenario: Scenario) -> str:
    text = goal_words(found.goal, FigureWords(scenario))
    return text.partition(", read in")[0] if found.key == "decision_month" else text


def _chance_table(found: ChanceSeek, scenario: Scenario) -> str:
    item = catalogue().inputs[found.key]
    reached = "reached" if found.reached_today else "not reached"
    lines = [
        *_head(scenario, f"{_goal_line(found, scenario)}, with {found.level:.0%} probability"),
        f"Today: {value_words(item, found.today)}, {found.chance_today:.1%} of "
        f"{found.draws:,} draws: {reached}",
        f"{item.label}: {answer_words(found)}",
        *_crossing_lines(item, found.crossings, found.nearest),
        f"Draws: {found.draws:,}, seed {found.seed}; the probability is within "
        f"{found.error * 100:.1f} points at the level (95%)",
        *found.notices,
    ]
    return "\n".join([*lines, ""])


def _crossing_lines(
    item: Input, crossings: Iterable[Crossing], closest: Crossing | None
) -> list[str]:
    """Each crossing with all of its digits; whole numbers with the first that fails."""
    lines = []
    for each in crossings:
        text = f"  {'from' if each.side == '>=' else 'to'} {value_words(item, each.value)}"
        if item.whole:
            text += f"; not at {value_words(item, each.beyond)}"
        lines.append(text + ("  (nearest to today)" if each == closest else ""))
    return lines


def _truth_table(found: MustBeTrue, scenario: Scenario) -> str:
    inputs = catalogue().inputs
    rows = [
        (
            inputs[flip.key].label,
            value_words(inputs[flip.key], flip.today),
            threshold_words(flip, holds=found.holds),
            "" if math.isnan(flip.share) else share_words(flip.share),
        )
        for flip in found.flips
    ]
    head = ("Driver", "Today", "Flips at", "Away")
    together = _together_rows(found)
    table = columns([head, *rows, *together], words=range(len(head)))
    alone = len(rows) + 1
    lines = [
        *_head(scenario, goal_words(found.goal, FigureWords(scenario))),
        *textwrap.wrap(plain(truth_pieces(found, scenario)), _width()),
        "",
        *table[:alone],
    ]
    if found.joint is not None and together:
        lines += ["", f"Together, {joint_share(found.joint)}:", *table[alone:]]
    return "\n".join([*lines, ""])


def _together_rows(found: MustBeTrue) -> list[tuple[str, str, str, str]]:
    """The joint way, where it takes more than one input."""
    joint, inputs = found.joint, catalogue().inputs
    if joint is None or len(joint.moves) < 2:
        return []
    values = dict(joint_values(joint))
    return [
        (
            inputs[move.key].label,
            value_words(inputs[move.key], move.before),
            values[move.key],
            share_words(move.share),
        )
        for move in joint.moves
    ]


def _solved_table(found: Iterable[Solved], scenario: Scenario) -> str:
    rows = [(each.question.label, solved_words(each), each.question.meaning) for each in found]
    return "\n".join([*_head(scenario, "")[:-1], *columns(rows, words=range(3)), ""])


def _head(scenario: Scenario, goal: str) -> list[str]:
    return [f"{scenario.name}: month 1 is {scenario.start.name()}", "", f"Goal: {goal}"]


def _width() -> int:
    return max(_LEAST_WIDTH, shutil.get_terminal_size().columns)
