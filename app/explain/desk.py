"""Answers "why?": the panel beside the page, for whichever number was clicked."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from app.explain.driving import Driving
from app.explain.trail import BASELINE, CURRENT, Spot, Trail, spot_of
from engine.evaluate import evaluate
from engine.explanation.subjects import INPUT, Subject
from widgets.language.spoken import joined, own

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.explain.states import Frame
    from app.session import Document, Session
    from app.window import MainWindow
    from engine.evaluate import Result
    from engine.explanation.subjects import Explanation
    from engine.scenario import Scenario
    from widgets.explain.states import ExplainState, Line

_FRAME = 1 / 30  # seconds between two explanations while a hand drags
_BEHIND = 2  # ms behind the move


class _Case(NamedTuple):
    """Whose number it is: the scenario's id, name, colour and result."""

    id: int
    name: str
    colour: int
    result: Result


class ExplainDesk(QObject):
    """Holds what was asked and the way back, and answers it frame by frame."""

    source_chosen = Signal(str)  # the id of a claim, or of a source of the user's
    reference_requested = Signal(object)  # the subject that is explained

    def __init__(
        self,
        window: MainWindow,
        session: Session,
        request: Callable[[], None],
        edit: Callable[[str, float], None],
    ) -> None:
        """`request` asks for another frame; `edit` sets an input of the current scenario."""
        super().__init__(window)
        self._window = window
        self._session = session
        self._request = request
        self._edit = edit
        self._trail = Trail()
        self._open = False
        self._other: Result | None = None  # of a scenario that is not the current one
        self._driving = Driving(request, self)
        self.state: ExplainState | None = None  # what the panel shows; None while it is closed
        self._file = session.opened
        self._explained = 0.0  # when that was made
        self._due = False  # whether the next frame makes it anew, even during a drag
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._again)
        window.panel_made.connect(self._connect)

    @property
    def is_open(self) -> bool:
        return self._open

    @property
    def spot(self) -> Spot | None:
        """The number that is explained now."""
        return self._trail.spot if self._open else None

    # What is asked -------------------------------------------------------------------------

    def explain(self, subject: Subject, scenario: int = CURRENT) -> None:
        """Opens the panel on a number."""
        project = self._session.project
        if scenario == BASELINE and project.reference.kind == "scenario":
            scenario = project.reference.id
        if scenario == project.current:
            scenario = CURRENT
        self._visit(Spot(scenario, subject))

    def figure(self, key: str, scenario: int = CURRENT, part: int | None = None) -> None:
        self.explain(Subject(key, part=part), scenario)

    def row(self, key: str, month: int, scenario: int = CURRENT) -> None:
        self.explain(Subject(key, month), scenario)

    def months(self, key: str, first: int, last: int) -> None:
        """A cell of the ledger: a month, a quarter or a year."""
        self.explain(Subject(key, first, last if last > first else None))

    def reopen(self) -> None:
        """The last number again; nothing where none was asked."""
        if self._trail.spot is not None:
            self._open = True
            self._request()

    def close(self) -> None:
        self._open = False
        self._request()

    def _visit(self, spot: Spot) -> None:
        self._trail.visit(spot)
        self._open = True
        self.state = None
        self._request()

    # The panel ------------------------------------------------------------------------------

    def _connect(self) -> None:
        panel = self._window.explanation
        assert panel is not None
        panel.target_chosen.connect(self._choose)
        panel.back_requested.connect(lambda: self._step(self._trail.back))
        panel.forward_requested.connect(lambda: self._step(self._trail.forward))
        panel.close_requested.connect(self.close)
        panel.reference_requested.connect(self._show_reference)
        panel.driver_edited.connect(self._edit_driver)
        panel.driver_gesture_started.connect(lambda _key: self._session.begin_gesture())
        panel.driver_gesture_finished.connect(lambda _key: self._session.end_gesture())

    def _edit_driver(self, key: str, value: float) -> None:
        """An input dragged in the panel, of whichever scenario is explained."""
        spot, project = self._trail.spot, self._session.project
        number = spot.scenario if spot is not None and project.has(spot.scenario) else CURRENT
        if number in (CURRENT, project.current):
            self._edit(key, value)
            return
        entry = project.by_id(number)
        if key not in entry.scenario.values:
            return  # the register's switch, gone with its contracts since the last frame
        changed = entry.scenario.with_values({key: value})
        label = f"{changed.model.inputs[key].label} in {changed.name}"
        self._session.change(project.with_entry(entry._replace(scenario=changed)), label)

    def _choose(self, target: str) -> None:
        kind, _, source = target.partition(":")
        if kind == "source":
            self.source_chosen.emit(source)
        else:
            self._visit(spot_of(target))

    def _step(self, move: Callable[[], None]) -> None:
        move()
        self.state = None
        self._request()

    def _show_reference(self) -> None:
        if self._trail.spot is not None:
            self.reference_requested.emit(self._trail.spot.subject)

    # From question to answer ----------------------------------------------------------------

    def begin_frame(self) -> bool:
        """Whether this frame explains anew, and needs a result of all formulas.

        While a hand drags, the curves have the frame of each move for themselves: numbers in
        words follow in the pause behind it, at most thirty times a second.
        """
        if self._file != self._session.opened:
            self._file, self._open = self._session.opened, False
            self._trail.clear()  # it led through the project before
        if not self._open or self._trail.spot is None:
            self.state = None
            self._driving.stop()
            return False
        if not self._session.in_gesture or self.state is None or self._due:
            return True
        if not self._later.isActive():
            wait = _FRAME - (time.monotonic() - self._explained)
            self._later.start(max(_BEHIND, round(wait * 1000)))
        return False

    def explain_now(self, document: Document, result: Result) -> None:
        """Makes `state` anew; `result` has all formulas."""
        spot = self._trail.spot
        assert spot is not None
        # Here, not above: nothing is explained before the first frame.
        from app.explain.states import explain_state, gone_state
        from engine.explanation.explain import exists, explain_value

        self._later.stop()
        self._due = False
        self._explained = time.monotonic()
        case = self._case(document, spot.scenario, result)
        frame = self._frame(case)
        if not exists(case.result.model, spot.subject):
            self.state = gone_state(spot, frame)
            return
        found = explain_value(case.result, spot.subject)
        if case.id != BASELINE and _is_one_number(found, case.result):
            held = self._session.in_gesture
            rows = self._driving.rows(found, case.result, case.id, held=held)
            frame = frame._replace(drivers=rows)
        if found.kind == INPUT:
            frame = frame._replace(sources=self._sources(document, spot.subject.key))
        self.state = explain_state(spot, case.result, found, frame)

    def settle(self, flush: Callable[[], None]) -> None:
        """All that waits for a pause, at once: for pictures and tests. `flush` ends a frame."""
        if self._later.isActive():
            self._again()
            flush()
        self._driving.settle()
        flush()

    def _again(self) -> None:
        self._later.stop()
        self._due = True
        self._request()

    def _case(self, document: Document, number: int, result: Result) -> _Case:
        """The scenario of a spot; the current one where it is no more.

        All but the current one are read at the current one's month.
        """
        project, current = document.project, document.scenario
        if number == BASELINE:
            read = self._read(document.baseline.read_like(current))
            return _Case(BASELINE, joined(": ", "Baseline", own(read.scenario.name)), 0, read)
        if project.has(number) and number != project.current:
            entry = project.by_id(number)
            read = self._read(entry.scenario.read_like(current))
            return _Case(number, own(entry.scenario.name), entry.colour, read)
        return _Case(CURRENT, own(current.name), project.entry.colour, result)

    def _read(self, scenario: Scenario) -> Result:
        """The result of a scenario that is not the current one."""
        if self._other is None or self._other.scenario != scenario:
            self._other = evaluate(scenario)
        return self._other

    def _frame(self, case: _Case) -> Frame:
        from app.explain.states import Frame
        from app.explain.words import label_of

        def words(spot: Spot | None) -> str:
            return "" if spot is None else label_of(case.result.model, spot.subject)

        return Frame(case.name, case.colour, words(self._trail.before), words(self._trail.after))

    def _sources(self, document: Document, key: str) -> tuple[Line, ...]:
        from app.explain.sources import source_lines

        return source_lines(document.project, key)


def _is_one_number(found: Explanation, result: Result) -> bool:
    """Whether inputs can drive it: not an input, nor a list as a whole."""
    figure = result.model.figures.get(found.subject.key)
    whole_list = figure is not None and figure.listed and found.subject.part is None
    return found.kind != INPUT and not whole_list
