"""The draws of the current scenario: as many as the frame allows under a hand, then all."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

from app.slot import Slot
from app.uncertainty.fan_states import FAN_ITEMS
from app.uncertainty.following import shifts_of
from app.uncertainty.live import DrawBudget
from app.uncertainty.toolbar_states import Run
from engine.analysis.simulation.simulate import simulate

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.worker import Stop, Worker
    from engine.analysis.simulation.result import Simulation
    from engine.scenario import Scenario
    from engine.uncertainty.case import Uncertainty

CHANNEL = "fan"


class Question(NamedTuple):
    """What is drawn: a scenario, its uncertainty, how many draws, and what is kept of them."""

    scenario: Scenario
    uncertainty: Uncertainty
    draws: int
    figures: tuple[str, ...]


class Drawn(NamedTuple):
    """An answer and the seconds that it took."""

    simulation: Simulation
    seconds: float


class Drawing:
    """Asks the worker for draws and holds the last answer."""

    def __init__(self, worker: Worker, request: Callable[[], None]) -> None:
        """`request` asks for another frame when an answer has come."""
        self._slot: Slot[Drawn] = Slot(worker, CHANNEL, request)
        self._budget = DrawBudget()
        self._measured: Drawn | None = None

    @property
    def simulation(self) -> Simulation | None:
        """The last answer; it may be some moves old."""
        return None if self._slot.answer is None else self._slot.answer.simulation

    @property
    def fault(self) -> str:
        return self._slot.fault

    def ask(
        self,
        scenario: Scenario,
        uncertainty: Uncertainty,
        figures: tuple[str, ...],
        *,
        dragging: bool,
    ) -> None:
        """Asks for the draws of a scenario, unless they are there or on their way."""
        self._measure()
        full = uncertainty.draws
        draws = self._budget.live(full) if dragging else full
        question = Question(scenario, uncertainty, draws, figures)
        self._slot.ask(question, lambda stop: _drawn(question, stop), live=dragging)

    def stop(self) -> None:
        """What is on its way is not waited for; the next change asks anew."""
        self._slot.stop()

    def run(self, *, dragging: bool) -> Run:
        """How the answers stand."""
        found = self.simulation
        shown = None if found is None else found.draws
        return Run(shown, self._slot.fresh, dragging)

    @property
    def busy(self) -> bool:
        return self._slot.busy

    def _measure(self) -> None:
        """Learns from each answer once how long a draw takes."""
        last = self._slot.answer
        if last is not None and last is not self._measured:
            self._measured = last
            self._budget.measured(last.simulation.draws, last.seconds)


def _drawn(question: Question, stop: Stop) -> Drawn:
    began = time.perf_counter()
    scenario, uncertainty, draws, figures = question
    found = simulate(
        scenario,
        uncertainty,
        draws=draws,
        shifts=shifts_of(scenario, uncertainty),
        rows=FAN_ITEMS,
        figures=figures,
        stop=stop,
    )
    return Drawn(found, time.perf_counter() - began)
