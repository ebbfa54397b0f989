"""How far a headline figure rests on assumptions: computed when the hand has let go."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from app.figure_text import figure_text
from engine import quantity
from engine.analysis.ranges import plausible_ranges, spans
from engine.analysis.standing import MEANING, standing, without_range
from engine.explanation.subjects import Subject
from engine.files.shipped import preset_scenario, presets
from engine.kpis import kpi
from engine.model.catalogue import catalogue
from widgets.comparison.states import Choice
from widgets.sources.states import Segment, ShareState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.analysis.ranges import Range
    from engine.analysis.standing import Share
    from engine.evaluate import Result
    from engine.model.catalogue import Figure
    from engine.scenario import Scenario

DEFAULT_FIGURE = "npv_operating_profit"
# What moves by steps, such as a month, hardly answers to small moves.
_CONTINUOUS = ("money", "price", "percent", "factor")
_ASSUMPTION = "assumption"
_CAPTION = (
    "Of all that would move it: each input alone, over its plausible range or what the presets"
    " span, at today's rate of change."
)
_UNMOVED = "Nothing that has a plausible range moves it"


@cache
def figure_choices() -> tuple[Choice, ...]:
    """The headline figures of which the standing is shown."""
    model = catalogue()
    return tuple(
        Choice(figure.key, figure.label, hint=figure.meaning)
        for figure in model.figures.values()
        if model.style(figure.unit) in _CONTINUOUS and not figure.listed
    )


@cache
def ranges() -> Mapping[str, Range]:
    """The plausible ranges; of terms that have none, what the presets make of them."""
    cases = (preset_scenario(key).values for key in presets())
    return {**spans(cases), **plausible_ranges()}


class Shares:
    """The newest answer. While the hand drags, the last one stands, marked as stale."""

    def __init__(self) -> None:
        self.figure = DEFAULT_FIGURE
        self._asked: tuple[str, Scenario] | None = None
        self._state = ShareState()

    def state(self, scenario: Scenario, result: Result, *, held: bool) -> ShareState:
        """`result` is the scenario's, with the headline figures."""
        asked = (self.figure, replace(scenario, name=""))
        if asked == self._asked:
            return self._state
        if held and self._state.figure == self.figure:
            if not self._state.stale:
                self._state = self._state._replace(stale=True)
                self._asked = None
            return self._state
        self._asked = asked
        asked_of = Subject(self.figure)
        found = standing(scenario, asked_of, ranges())
        left_out = len(without_range(scenario, asked_of, ranges()))
        self._state = share_state(self.figure, result, found, left_out)
        return self._state


def share_state(
    key: str, result: Result, shares: tuple[Share, ...], left_out: int = 0
) -> ShareState:
    """The bar of a headline figure of a result; `left_out` inputs have no range."""
    figure, found = catalogue().figures[key], kpi(result, key)
    value = found.number()
    if value is None:
        return ShareState(key, note=f"There is none: {found.reason}")
    now = f"{figure_text(result.scenario, figure, value)} now"
    if not shares:
        return ShareState(key, headline=now, note=_UNMOVED)
    assumed = next((each.share for each in shares if each.status == _ASSUMPTION), 0.0)
    return ShareState(
        figure=key,
        headline=f"{_percent(assumed)} of what would move it · {now}",
        segments=tuple(_segment(figure, each) for each in shares),
        caption=_CAPTION,
        meaning=f"{MEANING} {_left_out(left_out)}".rstrip(),
    )


def _left_out(count: int) -> str:
    if not count:
        return ""
    inputs = "1 input that it rests on has" if count == 1 else f"{count} inputs behind it have"
    return f"{inputs} no such range and so no part in it: choices, and terms on which all agree."


def _segment(figure: Figure, share: Share) -> Segment:
    inputs = catalogue().inputs
    counted = "1 input" if share.inputs == 1 else f"{share.inputs} inputs"
    strongest = ", ".join(inputs[key].label for key in share.strongest)
    tip = (
        f"{_percent(share.share)} of what would move {figure.label}: {counted} of status "
        f"{share.status}.\nStrongest: {strongest}"
    )
    return Segment(share.status, share.share, f"{share.status} {_percent(share.share)}", tip)


def _percent(share: float) -> str:
    return quantity.short(share, "percent")
