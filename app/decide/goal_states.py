"""The goal bar, goal seek and what must be true as the widgets show them. Pure."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from app.axes import axis_between, value_axis, whole_places
from app.choices import figure_choices, input_choices
from app.control_states import input_text
from app.decide.goal_words import (
    FigureWords,
    answer_words,
    goal_words,
    percent_words,
    rounded,
    share_words,
    solved_words,
    value_words,
)
from app.decide.truth_words import joint_values, threshold_words, truth_pieces
from app.figure_text import DATED
from engine import quantity
from engine.analysis.goal import Goal, holds, is_read_in_a_month
from engine.analysis.goal_seek.probability import ChanceSeek
from engine.analysis.goal_seek.seek import figure_reader
from engine.model.catalogue import catalogue
from widgets.decide.goal_states import (
    Answer,
    CurveState,
    DriverState,
    GoalBarState,
    Question,
    SeekState,
    TruthState,
)
from widgets.states import Axis, Tick

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.analysis.goal_seek.seek import Crossing, Seek
    from engine.analysis.goal_seek.solved import Solved
    from engine.analysis.what_must_be_true.flips import Flip
    from engine.analysis.what_must_be_true.joint import Joint, JointMove
    from engine.analysis.what_must_be_true.what import MustBeTrue
    from engine.model.catalogue import Figure, Input
    from engine.scenario import Scenario

_STEPPED = (*DATED, "flag")
_COUNTED = ("months", "GPUs")  # units that a number does not show by itself
_TICKS = 5
_STRAIGHT = "which is shorter than the sum of its parts"
_LESS = "<\N{THIN SPACE}"  # beside a bar there is no room for words
_MOST_ANSWERS = 12  # on the curve
_ROUND = 2  # digits of a first threshold
_FIRST_WHEN = {"month": 12.0, "quarter": 4.0}
_HINTS = {
    "quarter": "2 for the second complete quarter, or its date: Q3 2026",
    "month": "12 for month 12, or its date: Mar 2027",
    "money": "As people type: 10B, 828m, -2.5B",
    "percent": "A percentage: 40%",
    "flag": "Yes or no",
}


# The goal bar --------------------------------------------------------------------------------


def bar_state(scenario: Scenario, goal: Goal, fault: str = "") -> GoalBarState:
    """The goal, and whether it holds today; `fault` is why what was typed last was refused."""
    figure, words = catalogue().figures[goal.figure], FigureWords(scenario)
    style = catalogue().style(figure.unit)
    value = figure_reader(scenario, goal)({}, 1)
    met = bool(holds(goal, value)[0])
    month = goal.month or int(scenario.values["decision_month"])
    verdict = "Holds today" if met else "Fails today"
    return GoalBarState(
        figures=figure_choices(),
        figure=goal.figure,
        relation=goal.relation,
        relations=("By", "Not before") if style in DATED else ("At most", "At least"),
        value=words.threshold(goal.figure, goal.threshold),
        month=str(month),
        month_matters=is_read_in_a_month(goal.figure),
        verdict=f"{verdict}: {words.text(goal.figure, float(value[0]))}",
        tone="good" if met else "bad",
        fault=fault,
        hint=_HINTS.get(style, ""),
    )


def first_goal(scenario: Scenario, figure: str, month: int = 0) -> Goal:
    """A goal to begin with on another figure: what it is today, on the side that is better."""
    item = catalogue().figures[figure]
    style = catalogue().style(item.unit)
    goal = Goal(figure, ">=" if item.better == "higher" else "<=", 0.0, month)
    value = float(figure_reader(scenario, goal)({}, 1)[0])
    if math.isnan(value):
        value = _FIRST_WHEN.get(style, 0.0)
    elif style not in _STEPPED:
        value = rounded(value, up=goal.relation == "<=", digits=_ROUND)
    return goal._replace(threshold=value)


# Goal seek -----------------------------------------------------------------------------------


class SeekAsked(NamedTuple):
    """What is asked of goal seek: the input, for certain or with a probability (0 to 1)."""

    input: str
    sure: bool = True
    level: float = 0.8
    question: str = ""  # the ready question that it is


def seek_state(
    scenario: Scenario,
    asked: SeekAsked,
    found: Seek | ChanceSeek | None,
    solved: Sequence[Solved] = (),
    *,
    note: str = "Working out the first answer…",
    fault: str = "",
    fresh: bool = True,
    progress: float | None = None,
) -> SeekState:
    """Goal seek as it is shown; `found` None before the first answer, `note` then stands."""
    plain = SeekState(
        inputs=input_choices(),
        input=asked.input,
        sure=asked.sure,
        level=quantity.exact(asked.level, "percent"),
        answer="",
        questions=tuple(_question(each, asked.question) for each in solved),
        note=note,
        fault=fault,
        fresh=fresh,
        progress=progress,
    )
    if found is None or found.key != asked.input:
        return plain
    words = FigureWords(scenario)
    return plain._replace(
        answer=answer_words(found),
        detail=_detail(found, words),
        curve=_curve(found, words),
        notices=" ".join(found.notices),
    )


def _question(found: Solved, asked: str) -> Question:
    question = found.question
    goal = f"{question.meaning} Click to ask."
    return Question(
        question.key, question.label, solved_words(found), goal, on=question.key == asked
    )


def _detail(found: Seek | ChanceSeek, words: FigureWords) -> str:
    """What the answer is an answer to."""
    goal = goal_words(found.goal, words)
    if found.key == "decision_month":
        goal = goal.partition(", read in")[0]
    if isinstance(found, ChanceSeek):
        return (
            f"{goal}, with {found.level:.0%} probability · {found.draws:,} draws, "
            f"± {found.error * 100:.1f} points"
        )
    return goal


def _curve(found: Seek | ChanceSeek, words: FigureWords) -> CurveState:
    item = catalogue().inputs[found.key]
    chance = isinstance(found, ChanceSeek)
    y = found.chances if isinstance(found, ChanceSeek) else found.y
    goal = found.level if isinstance(found, ChanceSeek) else found.goal.threshold
    now = found.chance_today if isinstance(found, ChanceSeek) else found.figure_today
    figure = catalogue().figures[found.goal.figure]

    def said(value: float) -> str:
        if chance:
            return f"{value:.1%}"
        return words.text(figure.key, value) if not math.isnan(value) else _gap(figure)

    names = tuple(value_words(item, _plain(item, x)) for x in found.x.tolist())
    texts = tuple(map(said, y.tolist()))
    return CurveState(
        x_axis=_input_axis(item, float(found.x[0]), float(found.x[-1])),
        y_axis=_chance_axis() if chance else _figure_axis(figure, y, goal, words),
        x=found.x,
        y=y,
        readouts=tuple(f"{name}: {text}" for name, text in zip(names, texts, strict=True)),
        goal=goal,
        goal_text=f"{goal:.0%} probability" if chance else _goal_text(found.goal, words),
        holding=tuple((each.low, each.high) for each in found.stretches),
        answers=tuple(_answer(found, each, item) for each in _shown(found)),
        today=found.today,
        today_y=now,
        today_text=f"today {value_words(item, _plain(item, found.today))}",
        summary=_summary(found, item, words),
        single=bool(item.whole) or len(found.x) < 4,
        gap_text="" if chance else _gap(figure),
        colour="accent" if chance else "revenue",
        input_name=item.label,
        figure_name="Probability" if chance else figure.label,
        style="percent" if chance else catalogue().style(figure.unit),
        names=names,
        texts=texts,
    )


def _goal_text(goal: Goal, words: FigureWords) -> str:
    """`goal: at most $10B`."""
    label = catalogue().figures[goal.figure].label
    text = goal_words(goal, words).removeprefix(label).partition(", read in")[0]
    return f"goal: {text.strip()}"


def _gap(figure: Figure) -> str:
    return "never" if catalogue().style(figure.unit) in DATED else "no figure"


def _plain(item: Input, value: float) -> float:
    """A value with no more digits than are read."""
    return value if item.whole else float(f"{value:.4g}")


def _shown(found: Seek | ChanceSeek) -> list[Crossing]:
    """The answers nearest to today; a value that alone holds is two crossings and one answer."""
    single = {each.value: each for each in found.crossings}
    nearest = sorted(single.values(), key=lambda each: abs(each.value - found.today))
    return sorted(nearest[:_MOST_ANSWERS])


def _answer(found: Seek | ChanceSeek, crossing: Crossing, item: Input) -> Answer:
    label = value_words(item, rounded(crossing.value, up=crossing.side == ">="))
    y = found.chances if isinstance(found, ChanceSeek) else found.y
    place = int(np.searchsorted(found.x, crossing.value))
    on = place < len(found.x) and found.x[place] == crossing.value
    return Answer(
        value=crossing.value,
        y=float(y[place]) if on else math.nan,
        label=label,
        spoken=f"Set {item.label.lower()} to {label}",
        nearest=crossing == found.nearest,
    )


def _summary(found: Seek | ChanceSeek, item: Input, words: FigureWords) -> str:
    today = value_words(item, _plain(item, found.today))
    return f"{_detail(found, words)}: {item.label} {answer_words(found)}; today {today}."


def _input_axis(item: Input, low: float, high: float) -> Axis:
    """From end to end, with round ticks in between; words where the values are words."""
    style = catalogue().style(item.unit)
    if style in ("flag", "direction", "timing"):
        values = np.arange(item.minimum, item.maximum + item.step / 2, item.step).tolist()
        half = item.step / 2
        ticks = tuple(Tick(value, input_text(item.key, value)) for value in values)
        return Axis(low - half, high + half, ticks)
    if high <= low:
        return Axis(low - item.step, high + item.step, (Tick(low, input_text(item.key, low)),))
    axis = axis_between(low, high, style, ticks=_TICKS)
    # The last tick says the unit: the others need not repeat it.
    if item.suffix not in _COUNTED or not axis.ticks:
        return axis
    *others, last = axis.ticks
    return axis._replace(ticks=(*others, last._replace(text=f"{last.text} {item.suffix}")))


def _figure_axis(figure: Figure, y: np.ndarray, goal: float, words: FigureWords) -> Axis:
    style = catalogue().style(figure.unit)
    rows = [y, np.array([goal])]
    if style not in _STEPPED:
        return value_axis(rows, style, zero=False, ticks=_TICKS)
    finite = np.concatenate([row[np.isfinite(row)] for row in rows])
    low, high = math.floor(finite.min()), math.ceil(finite.max())
    if style == "flag":
        return Axis(-0.25, 1.25, tuple(Tick(float(at), ("No", "Yes")[at]) for at in (0, 1)))
    places = whole_places(low, high, ticks=_TICKS)
    ticks = tuple(Tick(float(at), words.text(figure.key, at)) for at in places)
    return Axis(low - 0.5, high + 0.5, ticks)


def _chance_axis() -> Axis:
    ticks = tuple(Tick(at / 4, f"{at * 25}%") for at in range(5))
    return Axis(-0.03, 1.03, ticks)


# What must be true ---------------------------------------------------------------------------


def truth_state(
    scenario: Scenario,
    found: MustBeTrue | None,
    shown: str = "",
    *,
    note: str = "Working out the first answer…",
    fresh: bool = True,
) -> TruthState:
    """What must be true as it is shown. `shown` is the input whose curve stands beside it."""
    if found is None:
        return TruthState(note=note, fresh=fresh)
    joint = found.joint if found.joint is not None and len(found.joint.moves) > 1 else None
    return TruthState(
        pieces=truth_pieces(found, scenario),
        drivers=tuple(_driver(flip, found, shown) for flip in found.flips),
        joint=_joint_rows(joint, found, shown) if joint else (),
        joint_text=_joint_text(joint) if joint else "",
        tone="bad" if found.holds else "good",
        fresh=fresh,
    )


def _driver(flip: Flip, found: MustBeTrue, shown: str) -> DriverState:
    item = catalogue().inputs[flip.key]
    threshold = threshold_words(flip, holds=found.holds)
    value = flip.threshold
    kind = "plausible range" if flip.plausible else "allowed range"
    ends = f"{input_text(item.key, flip.within.low)} to {value_words(item, flip.within.high)}"
    away = "" if math.isnan(flip.share) else share_words(flip.share, _LESS)
    verdict = "fails" if found.holds else "holds"
    return DriverState(
        key=flip.key,
        label=item.label,
        today=value_words(item, _plain(item, flip.today)),
        threshold=threshold,
        away=away,
        today_place=_place(flip, flip.today) if flip.counts else math.nan,
        place=math.nan if value is None or not flip.counts else _place(flip, value),
        value=value,
        button=f"Set {item.label.lower()} to {threshold}: the goal {verdict}",
        tip=f"{item.label}: {kind} {ends}. Click for its curve.",
        shown=flip.key == shown,
    )


def _place(flip: Flip, value: float) -> float:
    low, high = flip.within
    return (value - low) / (high - low)


def _joint_text(joint: Joint) -> str:
    """Not the sum of the parts below it; short, as a heading has one line."""
    share = percent_words(joint.distance, _LESS)
    return f"Together: straight line, {share} of their ranges"


def _joint_rows(joint: Joint, found: MustBeTrue, shown: str) -> tuple[DriverState, ...]:
    texts = dict(joint_values(joint))
    flips = {flip.key: flip for flip in found.flips}
    return tuple(_joint_row(move, texts[move.key], flips[move.key], shown) for move in joint.moves)


def _joint_row(move: JointMove, text: str, flip: Flip, shown: str) -> DriverState:
    item = catalogue().inputs[move.key]
    return DriverState(
        key=move.key,
        label=item.label,
        today=value_words(item, _plain(item, move.before)),
        threshold=text,
        away=share_words(move.share, _LESS),
        today_place=_place(flip, move.before),
        place=_place(flip, move.after),
        value=move.after,
        tip=f"{item.label}: its part of the nearest joint way, {_STRAIGHT}. Click for its curve.",
        joint=True,
        shown=move.key == shown,
    )
