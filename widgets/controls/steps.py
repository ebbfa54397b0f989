"""The grid of steps that a slider moves on."""

from __future__ import annotations

import math
from typing import NamedTuple, Protocol


class _Ranged(Protocol):
    """What says an input's range: a control's spec, a driver's row."""

    @property
    def minimum(self) -> float: ...
    @property
    def maximum(self) -> float: ...
    @property
    def step(self) -> float: ...


class StepGrid(NamedTuple):
    """An input's range in steps; the last may be a short one."""

    minimum: float
    maximum: float
    step: float

    @property
    def steps(self) -> int:
        """How many there are; an input of two values has one."""
        return max(1, math.ceil((self.maximum - self.minimum) / self.step - 1e-6))

    def position(self, value: float) -> float:
        """Where a value stands, in steps from the least."""
        if value >= self.maximum:
            return float(self.steps)
        return max(0.0, (value - self.minimum) / self.step)

    def value(self, position: int) -> float:
        """The value at a whole position."""
        if position <= 0:
            return self.minimum
        if position >= self.steps:
            return self.maximum
        return round(self.minimum + position * self.step, 10)


def grid_of(ranged: _Ranged) -> StepGrid:
    """The grid of an input."""
    return StepGrid(ranged.minimum, ranged.maximum, ranged.step)
