"""Timings and how they are reported."""

from __future__ import annotations

import statistics
import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the report. A budget is met when `ours` and the ratio are within it."""

    name: str
    ours: float
    floor: float
    unit: str
    floor_is: str
    most: float | None = None  # the budget for `ours`
    most_ratio: float | None = None  # the budget for ours / floor

    @property
    def ratio(self) -> float:
        return self.ours / self.floor

    @property
    def met(self) -> bool:
        within = self.most is None or self.ours <= self.most
        return within and (self.most_ratio is None or self.ratio <= self.most_ratio)

    def line(self) -> str:
        budget = []
        if self.most is not None:
            budget.append(f"≤ {self.most:g} {self.unit}")
        if self.most_ratio is not None:
            budget.append(f"≤ {self.most_ratio:g} ×")
        verdict = ("met" if self.met else "MISSED") if budget else "for information"
        return (
            f"{self.name:<46} {self.ours:>9.3f} {self.unit:<3} floor {self.floor:>9.3f} "
            f"ratio {self.ratio:>5.2f}  {' and '.join(budget):<22} {verdict}\n"
            f"    floor: {self.floor_is}"
        )

    def record(self) -> dict[str, object]:
        return {**asdict(self), "ratio": self.ratio, "met": self.met}


def milliseconds(run: Callable[[], object], count: int, warm: int = 20) -> list[float]:
    """Sorted times of `count` runs after `warm` uncounted ones."""
    for _ in range(warm):
        run()
    times = []
    for _ in range(count):
        began = time.perf_counter()
        run()
        times.append((time.perf_counter() - began) * 1e3)
    return sorted(times)


def percentile(times: Sequence[float], share: float) -> float:
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def median(times: Sequence[float]) -> float:
    return statistics.median(times)
