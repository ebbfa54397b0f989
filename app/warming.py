"""After the first frame: loads, a little at a time, what the first click will need.

Nothing here changes what is shown, but for what its starter adds. A step takes some
milliseconds and waits while a hand drags; without this the first explanation takes several
times as long as the second.
"""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from engine.evaluate import evaluate

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.session import Session

_WAIT, _PAUSE = 400, 25  # ms before the first step, and between two
# What the densities on the controls need. All of it in one step would be felt.
_FIRST = ("numpy.testing", "numpy.f2py", "scipy", "scipy.special")
_MODULES = (
    "engine.explanation.digits",
    "engine.explanation.explain",
    "app.explain.states",
    "widgets.explain.drawing",
    "widgets.explain.formulas",
    "widgets.explain.driver_rows",
    "widgets.explain.panel",
    "app.explain.driver_states",
    "engine.analysis.drivers",
    "widgets.ledger.table",
    "widgets.ledger.page",
    "app.ledger.desk",
)


class Warming(QObject):
    """Runs its steps once, one after the other."""

    def __init__(
        self, session: Session, parent: QObject, then: Sequence[Callable[[], object]] = ()
    ) -> None:
        """`then` are more steps, which may show what has been loaded."""
        super().__init__(parent)
        self._session = session
        self._steps: list[Callable[[], object]] = [
            *(partial(import_module, name) for name in _FIRST),
            *then,
            *(partial(import_module, name) for name in _MODULES),
            lambda: evaluate(session.document.scenario),  # compiles the whole model's program
        ]
        self._timer = QTimer(self)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self.step)

    def begin(self) -> None:
        QTimer.singleShot(_WAIT, self, self._timer.start)

    def step(self) -> None:
        """The next one, unless the window is busy."""
        if self._session.in_gesture:
            return
        if self._steps:
            self._steps.pop(0)()
        if not self._steps:
            self._timer.stop()

    def finish(self) -> None:
        """All that is left, at once: for benchmarks and tests."""
        while self._steps:
            self._steps.pop(0)()
        self._timer.stop()
