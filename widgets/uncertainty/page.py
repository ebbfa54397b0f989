"""The Uncertainty page: a toolbar over one of three views, each made when it is first seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from widgets.card_board import EDGE
from widgets.uncertainty.states import FANS, FIGURE, SENSITIVITY
from widgets.uncertainty.toolbar import Toolbar

if TYPE_CHECKING:
    from collections.abc import Callable

    from widgets.tokens import Tokens
    from widgets.uncertainty.states import UncertaintyState


class UncertaintyPage(QWidget):
    """Hands the view that is seen its part of the state, and passes on what it says.

    Signals that only the sensitivity view has are its own: `view_made` says when to ask
    `view` for it.
    """

    view_chosen = Signal(int)
    view_made = Signal(int)
    draws_chosen = Signal(int)
    seed_entered = Signal(str)
    follow_chosen = Signal(bool)
    distributions_requested = Signal()
    correlations_requested = Signal()
    export_requested = Signal()
    cancel_requested = Signal()
    figure_chosen = Signal(str)
    month_hovered = Signal(int)  # 0 when the pointer leaves
    decision_month_dragged = Signal(int)
    decision_drag_started = Signal()
    decision_drag_finished = Signal()
    explain_requested = Signal(str, int)  # a key; the month, 0 for a headline figure

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self._state: UncertaintyState | None = None
        self._views: dict[int, QWidget] = {}
        self.toolbar = Toolbar(tokens)
        self._stack = QStackedWidget()
        top = QHBoxLayout()
        top.setContentsMargins(EDGE, 0, EDGE, 0)
        top.addWidget(self.toolbar)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 12, 0, 0)
        whole.setSpacing(8)
        whole.addLayout(top)
        whole.addWidget(self._stack, 1)
        self._connect()

    def _connect(self) -> None:
        names = ("view_chosen", "draws_chosen", "seed_entered", "follow_chosen")
        doors = ("distributions_requested", "correlations_requested", "export_requested")
        for name in (*names, *doors, "cancel_requested"):
            getattr(self.toolbar, name).connect(getattr(self, name))

    def view(self, place: int) -> QWidget | None:
        """A view that was seen already."""
        return self._views.get(place)

    def show_state(self, state: UncertaintyState) -> None:
        last, self._state = self._state, state
        self.toolbar.show_state(state.toolbar)
        view = self._made(state.toolbar.view)
        self._stack.setCurrentWidget(view)
        if state.part is not None and (last is None or state.part is not last.part):
            view.show_state(state.part)  # type: ignore[attr-defined]

    def _made(self, place: int) -> QWidget:
        if place not in self._views:
            view = self._views[place] = _MAKERS[place](self._tokens)
            self._stack.addWidget(view)
            for name in _PASSED_ON:
                if hasattr(view, name):
                    getattr(view, name).connect(getattr(self, name))
            self.view_made.emit(place)
        return self._views[place]

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.toolbar.set_tokens(tokens)
        for view in self._views.values():
            view.set_tokens(tokens)  # type: ignore[attr-defined]


_PASSED_ON = (
    "distributions_requested",
    "figure_chosen",
    "month_hovered",
    "decision_month_dragged",
    "decision_drag_started",
    "decision_drag_finished",
    "explain_requested",
)


def _fans_view(tokens: Tokens) -> QWidget:
    from widgets.uncertainty.fans_view import FansView

    return FansView(tokens)


def _figure_view(tokens: Tokens) -> QWidget:
    from widgets.uncertainty.figure_view import FigureView

    return FigureView(tokens)


def _sensitivity_view(tokens: Tokens) -> QWidget:
    from widgets.uncertainty.sensitivity_view import SensitivityView

    return SensitivityView(tokens)


_MAKERS: dict[int, Callable[[Tokens], QWidget]] = {
    FANS: _fans_view,
    FIGURE: _figure_view,
    SENSITIVITY: _sensitivity_view,
}
