"""The Decide page: which question on top, the goal below it, and one view that answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from widgets.buttons import TextButton
from widgets.card_board import EDGE
from widgets.comparison.parts import Line
from widgets.decide.goal_bar import GoalBar
from widgets.decide.states import EXIT, GOAL, MAP, OTHERS, VIEWS
from widgets.language.spoken import said
from widgets.segments import Segments

if TYPE_CHECKING:
    from collections.abc import Callable

    from widgets.decide.states import DecideState
    from widgets.tokens import Tokens


class DecidePage(QWidget):
    """Makes a view when it is first seen and hands it what to show."""

    view_chosen = Signal(int)
    view_made = Signal(int)
    cancel_requested = Signal()

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self._state: DecideState | None = None
        self._views: dict[int, QWidget] = {}
        self.segments = Segments("Question", VIEWS, tokens)
        self.goal_bar = GoalBar(tokens)
        self._status = Line(tokens)
        self._cancel = TextButton("Stop", 12, tokens)
        self._cancel.hide()
        self._stack = QStackedWidget()
        self._lay_out()
        self.segments.chosen.connect(self.view_chosen)
        self._cancel.clicked.connect(self.cancel_requested)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(EDGE, 0, EDGE, 0)
        top.setSpacing(12)
        top.addWidget(self.segments)
        top.addWidget(self._status, 1)
        top.addWidget(self._cancel)
        goal = QHBoxLayout()
        goal.setContentsMargins(EDGE, 0, EDGE, 0)
        goal.addWidget(self.goal_bar)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 12, 0, 12)
        whole.setSpacing(8)
        whole.addLayout(top)
        whole.addLayout(goal)
        whole.addWidget(self._stack, 1)

    def view(self, place: int) -> QWidget | None:
        """A view that was seen already."""
        return self._views.get(place)

    def show_state(self, state: DecideState) -> None:
        last, self._state = self._state, state
        self.segments.show_choice(state.view)
        self._status.setText(said(state.status))
        self._cancel.setVisible(state.busy)
        self.goal_bar.setVisible(state.view in (GOAL, MAP))
        if last is None or state.bar != last.bar:
            self.goal_bar.show_state(state.bar)
        view = self._made(state.view)
        self._stack.setCurrentWidget(view)
        if state.part is not None and (last is None or state.part is not last.part):
            view.show_state(state.part)  # type: ignore[attr-defined]

    def _made(self, place: int) -> QWidget:
        if place not in self._views:
            view = self._views[place] = _MAKERS[place](self._tokens)
            self._stack.addWidget(view)
            self.view_made.emit(place)
        return self._views[place]

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        for part in (self.segments, self.goal_bar, self._status, self._cancel):
            part.set_tokens(tokens)
        for view in self._views.values():
            view.set_tokens(tokens)  # type: ignore[attr-defined]


def _goal_view(tokens: Tokens) -> QWidget:
    from widgets.decide.goal_view import GoalView

    return GoalView(tokens)


def _map_view(tokens: Tokens) -> QWidget:
    from widgets.decide.map_view import MapView

    return MapView(tokens)


def _exit_view(tokens: Tokens) -> QWidget:
    from widgets.decide.exit_view import ExitView

    return ExitView(tokens)


def _others_view(tokens: Tokens) -> QWidget:
    from widgets.decide.others_view import OthersView

    return OthersView(tokens)


_MAKERS: dict[int, Callable[[Tokens], QWidget]] = {
    GOAL: _goal_view,
    MAP: _map_view,
    EXIT: _exit_view,
    OTHERS: _others_view,
}
