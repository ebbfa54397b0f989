"""A snapshot held against today's engine: does every number come out the same?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from engine.files.snapshot.snapshot import evaluated

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.files.snapshot.series import Series
    from engine.files.snapshot.snapshot import Snapshot
    from engine.formula.values import Array

# Another processor may round the last digits of a power or a logarithm otherwise. What is
# nearer than this, as a share of the number or in its unit, is that and nothing else.
ROUNDING = 1e-9

Verdict = Literal["changed", "exact", "rounded", "differs"]


class Difference(NamedTuple):
    """A series of which some numbers don't come out again.

    `apart` are so of `total`; the first is at `place`, from 0: `sealed` then, `now` today, NaN
    where there is none. `gone`: today's model doesn't have the series at all.
    """

    scenario: str
    kind: str
    key: str
    part: str
    apart: int
    total: int
    place: int
    sealed: float
    now: float
    gone: bool = False


class Replay(NamedTuple):
    """How many numbers came out to the bit, to rounding, or not; and which did not.

    `fresh` is how many series today's model has that the snapshot doesn't.
    """

    intact: bool
    exact: int
    rounded: int
    differences: tuple[Difference, ...]
    fresh: int = 0

    @property
    def differing(self) -> int:
        return sum(each.apart for each in self.differences)

    @property
    def total(self) -> int:
        """How many numbers were sealed."""
        return self.exact + self.rounded + self.differing

    @property
    def verdict(self) -> Verdict:
        """`changed` after it was sealed, whatever comes out; else the worst of what does."""
        if not self.intact:
            return "changed"
        if self.differences:
            return "differs"
        return "rounded" if self.rounded else "exact"


def replay(
    snapshot: Snapshot,
    progress: Callable[[float], None] = lambda _share: None,
    *,
    workers: int = 1,
) -> Replay:
    """Computes everything anew from the sealed inputs and seed. `progress` may raise to stop."""
    moved = tuple(case.shifts for case in snapshot.cases)
    today = evaluated(snapshot.project, moved, progress, workers=workers)
    exact = rounded = fresh = 0
    differences: list[Difference] = []
    for then, now in zip(snapshot.cases, today, strict=True):
        known = {each.name: each for each in now.series}
        for series in then.series:
            same, close, different = _compared(then.scenario, series, known.pop(series.name, None))
            exact, rounded = exact + same, rounded + close
            differences += different
        fresh += len(known)
    return Replay(snapshot.intact, exact, rounded, tuple(differences), fresh)


def _compared(
    scenario: str, then: Series, now: Series | None
) -> tuple[int, int, tuple[Difference, ...]]:
    """How many of a series' numbers are the same, how many nearly, and what else there is."""
    if now is None:
        return 0, 0, (_gone(scenario, then),)
    size = max(len(then.values), len(now.values))
    old, new = _padded(then.values, size), _padded(now.values, size)
    same = (old == new) | (np.isnan(old) & np.isnan(new))
    close = ~same & np.isclose(new, old, rtol=ROUNDING, atol=ROUNDING)
    apart = np.flatnonzero(~same & ~close)
    counts = int(same.sum()), int(close.sum())
    if not len(apart):
        return *counts, ()
    first = int(apart[0])
    count, sealed, today = len(apart), float(old[first]), float(new[first])
    return *counts, (Difference(scenario, *then.name, count, size, first, sealed, today),)


def _gone(scenario: str, then: Series) -> Difference:
    size = len(then.values)
    first = float(then.values[0]) if size else np.nan
    return Difference(scenario, *then.name, size, size, 0, first, np.nan, gone=True)


def _padded(values: Array, size: int) -> Array:
    """Finite numbers only, as a file holds them; NaN behind their end."""
    full = np.full(size, np.nan)
    full[: len(values)] = np.where(np.isfinite(values), values, np.nan)
    return full
