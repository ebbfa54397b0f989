"""Goal seek and what must be true as JSON for programs."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from app.command_line.json_text import entries, line, whole
from app.decide.truth_words import plain, truth_pieces

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.analysis.goal_seek.probability import ChanceSeek
    from engine.analysis.goal_seek.seek import Seek
    from engine.analysis.goal_seek.solved import Solved
    from engine.analysis.what_must_be_true.what import MustBeTrue
    from engine.formula.values import Array
    from engine.scenario import Scenario


def seek_json(found: Seek, scenario: Scenario) -> str:
    """The answer in the catalogue's units.

    `{"name", "input", "goal": {"figure", "relation", "threshold", "month"}, "within": [low,
    high], "kind": "values"|"always"|"never", "today": {"value", "figure", "holds"},
    "crossings": [{"value", "beyond", "side"}], "nearest": one of them or null, "stretches":
    [[low, high]], "curve": {"x": [...], "figure": [...]}, "notices": [text]}`. The goal holds
    at a crossing's `value` and on its `side`, and fails at `beyond`; it holds within the
    stretches. `month` 0 is the scenario's own decision month. A figure that does not exist is
    null.
    """
    today = {
        "value": found.today,
        "figure": _number(found.figure_today),
        "holds": found.holds_today,
    }
    return whole(
        [
            *_answer_parts(found, scenario, line(today)),
            ("curve", entries([("x", found.x.tolist()), ("figure", _numbers(found.y))])),
            ("notices", line(found.notices)),
        ]
    )


def chance_json(found: ChanceSeek, scenario: Scenario) -> str:
    """As `seek_json`, of a probability.

    Beside it `"probability"` is the level, `"today": {"value", "probability", "reached"}`,
    `"draws"`, `"seed"`, `"error"` (the half width of the level's 95% interval, as a share) and
    `"curve": {"x", "probability"}`.
    """
    today = {
        "value": found.today,
        "probability": found.chance_today,
        "reached": found.reached_today,
    }
    return whole(
        [
            *_answer_parts(found, scenario, line(today)),
            ("probability", line(found.level)),
            ("draws", line(found.draws)),
            ("seed", line(found.seed)),
            ("error", line(found.error)),
            (
                "curve",
                entries([("x", found.x.tolist()), ("probability", found.chances.tolist())]),
            ),
            ("notices", line(found.notices)),
        ]
    )


def _answer_parts(
    found: Seek | ChanceSeek, scenario: Scenario, today: str
) -> list[tuple[str, str]]:
    nearest_one = found.nearest._asdict() if found.nearest else None
    return [
        ("name", line(scenario.name)),
        ("input", line(found.key)),
        ("goal", line(found.goal._asdict())),
        ("within", line(found.within)),
        ("kind", line(found.kind)),
        ("today", today),
        ("crossings", line([each._asdict() for each in found.crossings])),
        ("nearest", line(nearest_one)),
        ("stretches", line(found.stretches)),
    ]


def truth_json(found: MustBeTrue, scenario: Scenario) -> str:
    """What must be true, in the catalogue's units.

    `{"name", "goal", "today": {"figure", "holds"}, "text", "drivers": [{"input", "today",
    "threshold": number or null, "change", "share", "range": [low, high], "outside"}], "joint":
    {"distance", "least", "figure", "inputs": {key: number}} or null}`. A `share` is of the
    width of the driver's `range`, null where there is no distance; `distance` is Euclidean in
    these, `least` that of all drivers moved together.
    """
    drivers = [
        {
            "input": flip.key,
            "today": flip.today,
            "threshold": flip.threshold,
            "change": _number(flip.change),
            "share": _number(flip.share),
            "range": flip.within,
            "outside": flip.outside,
        }
        for flip in found.flips
    ]
    joint = found.joint
    told = joint and {
        "distance": joint.distance,
        "least": joint.least,
        "figure": _number(joint.figure),
        "inputs": joint.values,
    }
    return whole(
        [
            ("name", line(scenario.name)),
            ("goal", line(found.goal._asdict())),
            ("today", line({"figure": _number(found.figure), "holds": found.holds})),
            ("text", line(plain(truth_pieces(found, scenario)))),
            ("drivers", _lines(drivers)),
            ("joint", line(told)),
        ]
    )


def solved_json(found: Iterable[Solved], scenario: Scenario) -> str:
    """`{"name", "solved": {key: {"input", "goal", "kind", "value": number or null}}}`."""
    rows = [
        (
            each.question.key,
            {
                "input": each.question.input,
                "goal": each.question.goal._asdict(),
                "kind": each.kind,
                "value": each.answer.value if each.answer else None,
            },
        )
        for each in found
    ]
    return whole([("name", line(scenario.name)), ("solved", entries(rows))])


def _lines(values: Iterable[object]) -> str:
    """A list within `whole`, one line an entry."""
    inner = ",\n".join(f"    {line(value)}" for value in values)
    return f"[\n{inner}\n  ]" if inner else "[]"


def _number(value: float) -> float | None:
    return None if math.isnan(value) else value


def _numbers(values: Array) -> list[float | None]:
    return [_number(value) for value in values.tolist()]
