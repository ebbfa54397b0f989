"""What must be true, as one plain paragraph whose numbers are links."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from app.decide.goal_words import (
    FigureWords,
    goal_words,
    listed_words,
    percent_words,
    read_in_words,
    rounded,
    share_words,
    value_words,
)
from engine.model.catalogue import catalogue
from widgets.decide.goal_states import FIGURE, INPUT, JOINT, PieceState

if TYPE_CHECKING:
    from engine.analysis.what_must_be_true.flips import Flip
    from engine.analysis.what_must_be_true.joint import Joint
    from engine.analysis.what_must_be_true.what import MustBeTrue
    from engine.scenario import Scenario

_NAMED = 3  # drivers that the paragraph names


def plain(pieces: tuple[PieceState, ...]) -> str:
    """The paragraph as text alone."""
    return "".join(piece.text for piece in pieces)


def truth_pieces(found: MustBeTrue, scenario: Scenario) -> tuple[PieceState, ...]:
    """The paragraph: the answer today, the nearest thresholds, the joint way, how many matter."""
    pieces = (
        *_today(found, scenario),
        *_alone(found),
        *_together(found),
        *_never(found),
    )
    return tuple(piece for piece in pieces if piece.text)


def threshold_words(flip: Flip, *, holds: bool) -> str:
    """The driver's threshold, rounded so that what is said of it stays true."""
    if flip.threshold is None:
        return "never in range"
    item = catalogue().inputs[flip.key]
    # Where the goal holds, the value at which it fails is rounded towards today's.
    up = (flip.change < 0) if holds else (flip.change > 0)
    return value_words(item, rounded(flip.threshold, up=up))


def _today(found: MustBeTrue, scenario: Scenario) -> list[PieceState]:
    words, figure = FigureWords(scenario), catalogue().figures[found.goal.figure]
    target = FIGURE + figure.key
    if found.goal.month and figure.key in scenario.model.line_items:
        target += f"@{found.goal.month}"  # the line item is what it is in that month
    month = read_in_words(found.goal, scenario)
    if math.isnan(found.figure):
        told = [PieceState(f"{figure.label}: "), PieceState(words.reason(figure.key), target)]
    else:
        told = [
            PieceState(f"{figure.label} is "),
            PieceState(words.text(figure.key, found.figure), target),
            PieceState(month),
        ]
    goal = goal_words(found.goal, words).removesuffix(month)
    verdict = "holds" if found.holds else "fails"
    goal = goal.removeprefix(figure.label).strip()
    return [*told, PieceState(". "), _apart(f"The goal, {goal}, {verdict} today. ")]


def _apart(text: str) -> PieceState:
    """A piece that begins a text of its own."""
    return PieceState(text, apart=True)


def _alone(found: MustBeTrue) -> list[PieceState]:
    """The nearest single thresholds."""
    near = [flip for flip in found.flips if flip.threshold is not None][:_NAMED]
    if not near:
        ending = "end it" if found.holds else "bring it about"
        return [_apart(f"No single driver can {ending}, whatever its value. ")]
    pieces = [_apart("With everything else as it is, ")]
    for place, flip in enumerate(near):
        if place:
            pieces.append(_apart(" and " if place == len(near) - 1 else ", "))
        pieces += _threshold(flip, holds=found.holds)
    lead = "" if found.holds else " would do"
    return [*pieces, _apart(f"{lead}. ")]


def _threshold(flip: Flip, *, holds: bool) -> list[PieceState]:
    item = catalogue().inputs[flip.key]
    value = PieceState(threshold_words(flip, holds=holds), INPUT + flip.key)
    away = "" if math.isnan(flip.share) else f" ({share_words(flip.share)})"
    label = item.label[:1].lower() + item.label[1:]
    if holds:
        side = "below" if flip.change > 0 else "above"
        return [_apart(f"{label} must stay {side} "), value, PieceState(away)]
    side = "or more" if flip.change > 0 else "or less"
    return [_apart(f"{label} of "), value, PieceState(f" {side}{away}")]


def _together(found: MustBeTrue) -> list[PieceState]:
    joint = found.joint
    if joint is None or len(joint.moves) < 2:
        return []
    pieces = [_apart("Together, less is enough: ")]
    for place, (key, text) in enumerate(joint_values(joint)):
        if place:
            pieces.append(_apart(" and " if place == len(joint.moves) - 1 else ", "))
        label = catalogue().inputs[key].label
        pieces += [_apart(f"{label[:1].lower()}{label[1:]} at "), PieceState(text, INPUT + key)]
    verdict = "it fails" if found.holds else "it holds"
    return [
        *pieces,
        _apart(f", and {verdict} ("),
        PieceState(joint_share(joint), JOINT),
        PieceState("). "),
    ]


def joint_values(joint: Joint) -> list[tuple[str, str]]:
    """By input: its value there, rounded away from today's, so that the answer still flips."""
    inputs = catalogue().inputs
    return [
        (
            move.key,
            value_words(inputs[move.key], rounded(move.after, up=move.after > move.before)),
        )
        for move in joint.moves
    ]


def joint_share(joint: Joint) -> str:
    """How far it is: not the sum of its parts, but the straight way across them."""
    return f"{percent_words(joint.distance)} of their ranges, in a straight line"


def _never(found: MustBeTrue) -> list[PieceState]:
    never = sum(flip.threshold is None for flip in found.flips)
    outside = sum(flip.outside for flip in found.flips)
    inside = len(found.flips) - never - outside
    parts = []
    if inside:
        parts.append(
            f"{inside} can flip it within {'its range' if inside == 1 else 'their ranges'}"
        )
    if outside:
        parts.append(f"{outside} {'' if inside else 'can flip it '}only outside")
    if never:
        parts.append(f"{never} cannot")
    return [_apart(f"Of {len(found.flips)} main drivers, {listed_words(parts)}.")]
