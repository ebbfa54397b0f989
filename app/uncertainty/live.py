"""How many draws an answer may have while a hand drags."""

from __future__ import annotations

from collections import deque

RUNGS = (250, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000)
SECONDS = 0.012  # that an answer may take during a gesture
_START = 500  # draws of the first answer, before anything is known
_KEPT = 3  # answers that are remembered: one that was held up decides nothing
_ROOM = 0.8  # of the time, that the next rung must fit in before it is tried


class DrawBudget:
    """Chooses the number of draws from the seconds that the last answers took.

    It falls as far as it must and rises a rung at a time, with room to spare: what is shown
    must not jump to and fro. It has no clock; the caller measures.
    """

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._rung = RUNGS.index(_START)
        self._costs: deque[float] = deque(maxlen=_KEPT)  # seconds a draw

    def live(self, full: int) -> int:
        """Draws of the next answer during a gesture; never more than `full`, the case's own."""
        return min(RUNGS[self._rung], full)

    def measured(self, draws: int, seconds: float) -> None:
        """An answer with so many draws, live or full, took so long."""
        self._costs.append(seconds / draws)
        cost = sorted(self._costs)[(len(self._costs) - 1) // 2]
        while self._rung and RUNGS[self._rung] * cost > self._seconds:
            self._rung -= 1
        above = self._rung + 1
        if above < len(RUNGS) and RUNGS[above] * cost <= self._seconds * _ROOM:
            self._rung = above
