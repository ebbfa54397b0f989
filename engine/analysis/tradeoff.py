"""The trade-off map: a headline figure over two inputs at once, everything else as it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.analysis.goal import holds
from engine.analysis.ranges import Range, plausible_ranges
from engine.analysis.readings import reading_of
from engine.evaluate import evaluate_draws
from engine.explanation.subjects import Subject
from engine.model.catalogue import catalogue
from engine.quantity import SCALES, WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from engine.analysis.goal import Goal
    from engine.formula.values import Array, Value
    from engine.model.catalogue import Figure, Input
    from engine.scenario import Scenario

COLUMNS, ROWS = 60, 40
# The two that a map begins with, from a short and small contract to a long and large one.
_USUAL = {"term_months": Range(12.0, 96.0), "monthly_spend": Range(250.0, 2_500.0)}
_WORDED = ("flag", "direction", "timing")  # inputs that take a few named values only


class TradeoffError(ValueError):
    """A map that can't be drawn. The message says why."""


@dataclass(frozen=True, eq=False)
class Tradeoff:
    """A figure over two inputs. `x` (columns,) and `y` (rows,) increase, in the inputs' units.

    `values` is (rows, columns) in the figure's unit, NaN where it does not exist; `reasons`
    says why: the place of the figure's reason, -1 where it exists. `goal_values` is the
    goal's figure likewise, `met` where the goal holds; None without a goal. `scenario` is the
    case around which it is drawn, read in the goal's month.
    """

    scenario: Scenario
    x_key: str
    y_key: str
    figure: str
    x: Array
    y: Array
    values: Array
    reasons: NDArray[np.int8]
    goal: Goal | None = None
    goal_values: Array | None = None

    @property
    def met(self) -> NDArray[np.bool_] | None:
        """(rows, columns), where the goal holds."""
        if self.goal is None or self.goal_values is None:
            return None
        return holds(self.goal, self.goal_values)

    def inputs(self, row: int, column: int) -> dict[str, float]:
        """What a cell differs in from the scenario."""
        return {self.x_key: float(self.x[column]), self.y_key: float(self.y[row])}


def map_case(scenario: Scenario, x_key: str, y_key: str) -> Scenario:
    """What a map rests on: the scenario without its own values of the two inputs.

    Equal for every point of a map, so that moving the point asks for no other map.
    """
    inputs = catalogue().inputs
    return scenario.with_values({key: inputs[key].default for key in (x_key, y_key)})


def tradeoff(
    scenario: Scenario,
    x_key: str,
    y_key: str,
    figure: str,
    *,
    goal: Goal | None = None,
    columns: int = COLUMNS,
    rows: int = ROWS,
    x_range: Range | None = None,
    y_range: Range | None = None,
    stop: Callable[[], None] | None = None,
) -> Tradeoff:
    """Every cell in one batch; each has the bits of its own run.

    Ranges are `usual_range` where none is given. Raises `TradeoffError`; `stop` is asked
    often and ends the work by raising.
    """
    shown = _checked(x_key, y_key, figure)
    base = goal.read_in(scenario) if goal else scenario
    x = grid(x_key, x_range or usual_range(base, x_key), columns)
    y = grid(y_key, y_range or usual_range(base, y_key), rows)
    shape = (len(y), len(x))
    varied: dict[str, Value] = {
        **base.values,
        x_key: np.tile(x, len(y)),
        y_key: np.repeat(y, len(x)),
    }
    reading = reading_of(Subject(figure), base.model)
    goal_reading = reading_of(Subject(goal.figure), base.model) if goal else None
    needs = reading.needs | (goal_reading.needs if goal_reading else frozenset())
    found = evaluate_draws(varied, needs, base, stop=stop)
    return Tradeoff(
        base,
        x_key,
        y_key,
        figure,
        x,
        y,
        _cells(reading.read(found), shape),
        _reasons(shown, found, shape),
        goal,
        _cells(goal_reading.read(found), shape) if goal_reading else None,
    )


def _checked(x_key: str, y_key: str, figure: str) -> Figure:
    model = catalogue()
    for key in (x_key, y_key):
        if key not in model.inputs:
            raise TradeoffError(f"{key!r} is no input")
    if x_key == y_key:
        raise TradeoffError(f"{model.inputs[x_key].label} is on both axes; choose two inputs")
    found = model.figures.get(figure)
    if found is None or found.listed:
        raise TradeoffError(f"{figure!r} is no headline figure of one number")
    return found


def _cells(values: Array, shape: tuple[int, int]) -> Array:
    """(rows, columns), also of a figure that neither input reaches."""
    flat = np.broadcast_to(np.atleast_1d(values), (shape[0] * shape[1],))
    return np.where(np.isfinite(flat), flat, np.nan).reshape(shape)


def _reasons(
    figure: Figure, values: Mapping[str, Value], shape: tuple[int, int]
) -> NDArray[np.int8]:
    """The first reason that holds in each cell, as for a single result."""
    found = np.full(shape[0] * shape[1], -1, dtype=np.int8)
    for place, key in reversed(list(enumerate(figure.null_keys))):
        found[np.broadcast_to(np.asarray(values[key]) != 0, found.shape)] = place
    return found.reshape(shape)


# The axes -----------------------------------------------------------------------------------


def usual_range(scenario: Scenario, key: str) -> Range:
    """What an axis shows unless it is told otherwise; the present value is always in it.

    Plausible ranges are widened by half of their width on both sides; amounts without one run
    from a fifth to twice the default; everything else over all that is allowed. For an amount
    below that it is as many decades further down. It stands still while the present value
    moves within it.
    """
    item, present = catalogue().inputs[key], scenario.values[key]
    is_amount = catalogue().style(item.unit) in SCALES
    found = Range(item.minimum, item.maximum)
    plausible = plausible_ranges().get(key)
    if key in _USUAL:
        found = _USUAL[key]
    elif plausible:
        margin = (plausible.high - plausible.low) / 2
        found = Range(plausible.low - margin, plausible.high + margin)
    elif item.default > 0 and is_amount:
        found = Range(item.default / 5, item.default * 2)
    usual = _on_steps(item, found)
    low, high = _decades_down(usual, present, item.minimum) if is_amount else usual
    return Range(min(low, present), max(high, present))


def _decades_down(usual: Range, present: float, least: float) -> Range:
    """The nearest range by tenths that holds an amount below the usual one.

    Each takes over where the one above it ends. As it was where it would go below `least`.
    """
    low, high = usual
    if not 0 < present < low:
        return usual
    while low > present:
        high, low = max(high / 10, low), low / 10
    return Range(low, high) if low >= least else usual


def _on_steps(item: Input, found: Range) -> Range:
    """Outwards to the slider's steps, within what is allowed."""
    low = np.floor(found.low / item.step + 1e-9) * item.step
    high = np.ceil(found.high / item.step - 1e-9) * item.step
    if high <= low:
        high = low + item.step
    return Range(
        max(round(float(low), 10), item.minimum), min(round(float(high), 10), item.maximum)
    )


def grid(key: str, within: Range, count: int) -> Array:
    """At most `count` values of an input from `within.low` to `within.high`, increasing.

    They lie on the slider's steps where there are enough of these, so that each can be set;
    inputs that count take whole numbers only, choices their own few.
    """
    item = catalogue().inputs[key]
    low, high = max(within.low, item.minimum), min(within.high, item.maximum)
    if not low < high:
        raise TradeoffError(f"{item.label} has no range from {within.low:g} to {within.high:g}")
    if catalogue().style(item.unit) in _WORDED:
        return np.array(sorted(WORDS[catalogue().style(item.unit)]), dtype=np.float64)
    spaced = np.linspace(low, high, count)
    if item.whole:
        return np.unique(np.rint(spaced))
    if (high - low) / item.step < count - 1:
        return spaced
    stepped = np.round(np.rint(spaced / item.step) * item.step, 10)
    stepped[0], stepped[-1] = low, high
    return np.unique(stepped)
