"""What drives the number that is explained: looked for whenever the hand pauses."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.analysis import drivers as analysis
    from engine.evaluate import Result
    from engine.explanation.subjects import Explanation, Subject
    from engine.scenario import Scenario
    from widgets.explain.states import Drivers

_PAUSE = 40  # ms without a change


class _Question(NamedTuple):
    """What was asked: the answer stands as long as this does."""

    scenario: Scenario
    subject: Subject


class Driving(QObject):
    """Holds the newest answer. Until the next one it is shown as old, its sliders up to date."""

    def __init__(self, request: Callable[[], None], parent: QObject) -> None:
        """`request` asks for another frame."""
        super().__init__(parent)
        self._request = request
        self._waiting: _Question | None = None
        self._asked: _Question | None = None
        self._answer: analysis.Drivers | None = None
        self._shown: Drivers | None = None
        self._in_old_order = False  # rows that kept their places under a hand
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._find)

    def stop(self) -> None:
        """Nothing is explained any more."""
        self._timer.stop()

    def settle(self) -> None:
        """Looks at once, if it is to look at all: for pictures and tests."""
        if self._timer.isActive():
            self._timer.stop()
            self._find()

    def rows(self, found: Explanation, result: Result, scenario: int, *, held: bool) -> Drivers:
        """The rows for a number of a scenario. While `held` they keep their places."""
        from app.explain.driver_states import drivers_state, moved_drivers
        from engine.explanation.subjects import GIVEN
        from widgets.explain.states import Drivers

        if found.kind == GIVEN:
            self._timer.stop()
            return Drivers("What drives it", note="The register's contracts alone; no input does")
        question = _Question(result.scenario, found.subject)
        if self._asked is None or self._asked.subject != question.subject:
            self._shown = None
        if self._asked == question and self._answer is not None:
            if self._shown is None or self._shown.stale or (self._in_old_order and not held):
                order = [row.key for row in self._shown.rows] if self._shown and held else ()
                self._shown = drivers_state(self._answer, found, result, scenario, order)
                self._in_old_order = held
            return self._shown
        self._waiting = question
        self._timer.start()
        if self._shown is None:
            return Drivers("What drives it", note="Looking…")
        self._shown = moved_drivers(self._shown, question.scenario)
        return self._shown

    def _find(self) -> None:
        from engine.analysis.drivers import drivers

        question = self._waiting
        if question is None:
            return
        self._answer = drivers(question.scenario, question.subject)
        self._asked, self._waiting = question, None
        self._request()
