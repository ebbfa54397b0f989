"""The bridge: why one scenario's figure differs from another's, input by input.

The players of `engine.analysis.shapley` are the inputs that differ; a set of them stands
for the mixture that takes these from the second scenario and the rest from the first.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.analysis import shapley
from engine.analysis.reach import inputs_behind
from engine.analysis.readings import Reading
from engine.evaluate import evaluate, evaluate_batch
from engine.kpis import kpi
from engine.model.catalogue import MONTHS, Figure, Formula, catalogue
from engine.model.switch import SWITCH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.analysis.shapley import Array, Members, Progress
    from engine.evaluate import Result
    from engine.formula.values import Value
    from engine.model.catalogue import Catalogue
    from engine.scenario import Scenario

# 2^13 mixtures of the dearest figure take about half a second; one input more doubles it.
EXACT_INPUTS = 13


class BridgeError(ValueError):
    """A difference that can't be shared out. The message is for the user: what, and why."""


class Target(NamedTuple):
    """What is explained: a headline figure, or a line item or measure in a month, 1 to 120."""

    key: str
    month: int | None = None


class Step(NamedTuple):
    """One input that differs, and what it contributes.

    `before` and `after` are in the input's unit; `size` and its standard error in the
    target's. The error is 0 where the size is exact.
    """

    key: str
    before: float
    after: float
    size: float
    error: float


class Group(NamedTuple):
    """A group of controls. `size` is the sum of its steps' sizes, `error` that sum's own."""

    name: str
    size: float
    error: float
    steps: tuple[Step, ...]


class Bridge(NamedTuple):
    """From `before` to `after`, in the target's unit.

    Groups and the steps in them are in the catalogue's order; only what differs is there.
    `math.fsum` of all sizes and `rounding` is `after - before`. `orders` is how many orders
    were sampled; 0 where the sizes are exact, the average over all of them.
    """

    target: Target
    before: float
    after: float
    groups: tuple[Group, ...]
    orders: int

    @property
    def exact(self) -> bool:
        return not self.orders

    @property
    def error(self) -> float:
        """The largest standard error of a step."""
        return max((step.error for step in self.steps()), default=0.0)

    @property
    def rounding(self) -> float:
        """What the sizes can't hold: 0, or less than their last place (`summing_to`)."""
        return self.after - self.before - math.fsum(step.size for step in self.steps())

    def steps(self) -> Iterator[Step]:
        return (step for group in self.groups for step in group.steps)


def figure_choices() -> tuple[Figure, ...]:
    """The headline figures that a bridge can explain: one number that has a size."""
    return tuple(figure for figure in catalogue().figures.values() if not _figure_fault(figure))


def row_choices(model: Catalogue | None = None) -> tuple[Formula, ...]:
    """The line items and measures that a bridge can explain, given a month.

    Those of the built-in model, or of one with custom line items.
    """
    formulas = (model or catalogue()).formulas()
    return tuple(item for item in formulas if item.series and not _is_flag(item))


def bridge(
    first: Scenario,
    second: Scenario,
    target: Target,
    progress: Progress = lambda _: None,
    exact_inputs: int = EXACT_INPUTS,
) -> Bridge:
    """What every input that differs contributes to the target's way from first to second.

    The sizes are Shapley values: an input's effect averaged over all orders in which the
    inputs can be changed. They are exact where at most `exact_inputs` of those that differ
    can reach the target at all, else sampled; an input that can't reach it has size 0.

    Both have the same custom line items. The two are compared as they stand. Give the first
    as `first.read_like(second)`, so that both are read in the same month; otherwise that
    month is one more input that differs. A start month counts only through `quarter_phase`,
    and where contracts of a register supply, which lie in other months then, through the switch.

    `progress` gets the share done, several times in 100 ms; what it raises stops the work.
    Raises `BridgeError` where the target is none or has no value in a mixture.
    """
    progress(0.0)
    game = _Mixtures(first, second, target)
    before, after = game.value_in(first), game.value_in(second)
    try:
        if len(game.players) <= exact_inputs:
            shares = shapley.exact(len(game.players), game, progress)
        else:
            shares = shapley.sampled(len(game.players), game, progress)
    except shapley.MissingError as error:
        raise BridgeError(game.missing_text(error)) from None
    sizes = shapley.summing_to(after - before, shares.sizes)
    return Bridge(target, before, after, _groups(game, shares._replace(sizes=sizes)), shares.orders)


def _groups(game: _Mixtures, shares: shapley.Shares) -> tuple[Group, ...]:
    place = {key: number for number, key in enumerate(game.players)}
    inputs = game.first.model.inputs
    found = []
    for name in dict.fromkeys(item.group for item in inputs.values()):
        keys = [key for key in game.differing if inputs[key].group == name]
        if keys:
            players = [place[key] for key in keys if key in place]
            steps = tuple(_step(game, shares, key, place.get(key)) for key in keys)
            size = math.fsum(step.size for step in steps)
            found.append(Group(name, size, shares.error(players), steps))
    return tuple(found)


def _step(game: _Mixtures, shares: shapley.Shares, key: str, player: int | None) -> Step:
    values = game.first.values[key], game.second.values[key]
    if player is None:
        return Step(key, *values, size=0.0, error=0.0)
    return Step(key, *values, shares.sizes[player], shares.error([player]))


class _Mixtures:
    """The game: `differing` are all inputs that differ, `players` those that can matter."""

    def __init__(self, first: Scenario, second: Scenario, target: Target) -> None:
        self.first = first
        self.second = second
        self._target = target
        self._reading = _reading(target, first.model)
        inputs = first.model.inputs
        self._rows = first.rows, second.rows
        moved = first.start != second.start  # so that the rows lie in other months
        self.differing = [
            key
            for key in inputs
            if first.values[key] != second.values[key] or (key == SWITCH and moved)
        ]
        behind = inputs_behind(self._reading.needs, first.shape)
        self.players = [key for key in self.differing if key in behind]

    def __call__(self, members: Members) -> Array:
        """(mixtures,), NaN where the figure does not exist."""
        before, after = self.first.values, self.second.values
        columns: dict[str, Value] = {**before}
        for place, key in enumerate(self.players):
            columns[key] = np.where(members[:, place], after[key], before[key])
            if key == SWITCH:
                columns |= self._rows_of(members[:, place])
        values = evaluate_batch(columns, self._reading.needs, self.first)
        return np.broadcast_to(self._reading.read(values), len(members))

    def _rows_of(self, members: Members) -> dict[str, Value]:
        """(120, mixtures) each, the rows of one scenario or the other."""
        first, second = self._rows
        return {
            key: np.where(members, second[key][:, None], row[:, None]) for key, row in first.items()
        }

    def value_in(self, scenario: Scenario) -> float:
        """The target in one of the two. Raises `BridgeError` where it does not exist."""
        result = evaluate(scenario, self._reading.needs)
        value = float(self._reading.read(result.values))
        if math.isnan(value):
            label, reason = self._reading.label, self._reason(result)
            raise BridgeError(f"{label} has no value in {scenario.name} ({reason}); {_advice()}")
        return value

    def missing_text(self, error: shapley.MissingError) -> str:
        taken = [key for key, member in zip(self.players, error.members, strict=True) if member]
        mixture = self.first.with_values({key: self.second.values[key] for key in taken})
        if SWITCH in taken:
            mixture = replace(mixture, start=self.second.start)
        reason = self._reason(evaluate(mixture, self._reading.needs))
        return (
            f"{self._reading.label} has no value in {error.missing} of the {error.tried} "
            f"mixtures of the two scenarios ({reason}), so the difference can't be shared out; "
            f"{_advice()}"
        )

    def _reason(self, result: Result) -> str:
        """Why there is no value: a figure says so, a custom line item can't be computed."""
        key, month = self._target
        if month is None:
            return kpi(result, key).reason
        return f"its formula gives no number in month {month}"


def _reading(target: Target, model: Catalogue) -> Reading:
    """Raises `BridgeError` where the target is none that has one value with a size."""
    key, month = target
    figure = model.figures.get(key)
    row = model.line_items.get(key) or model.measures.get(key)
    if figure and (month is None or row is None):
        if fault := _figure_fault(figure):
            raise BridgeError(f"{figure.label} {fault}; {_advice()}")
        if month is not None:
            raise BridgeError(f"{figure.label} is one value for all months; leave out the month")
        return Reading(figure.label, figure.value_keys[0], figure.null_keys)
    if row is None:
        raise BridgeError(f"{key!r} is neither a headline figure nor a line item")
    if _is_flag(row):
        raise BridgeError(f"{row.label} {_YES_OR_NO}; {_advice()}")
    if month is None:
        raise BridgeError(f"{row.label} has a value a month; choose a month, 1 to {MONTHS}")
    if not 1 <= month <= MONTHS:
        raise BridgeError(f"month {month} is not allowed; allowed: 1 to {MONTHS}")
    return Reading(row.label, key, months=(month, month))


_YES_OR_NO = "is yes or no, which has no size to share out"


def _figure_fault(figure: Figure) -> str:
    """Why a headline figure can't be explained; empty where it can."""
    if figure.listed:
        return f"is a list of {len(figure.formulas)} numbers, not one"
    return _YES_OR_NO if _is_flag(figure) else ""


def _is_flag(item: Figure | Formula) -> bool:
    return catalogue().style(item.unit) == "flag"


def _advice() -> str:
    always = next(figure for figure in figure_choices() if not figure.reasons)
    return f"choose a figure that always exists, such as {always.label}"
