"""The Contracts page: which view on top, and the view below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from widgets.buttons import TextButton
from widgets.card_board import EDGE
from widgets.comparison.parts import Line
from widgets.contracts.states import AUDIT, PICTURES, PLAN, QUOTES, REGISTER, VIEWS
from widgets.roomy import ViewStack
from widgets.segments import Segments

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    from widgets.contracts.states import ContractsState
    from widgets.tokens import Tokens


_TABLES = (".csv", ".tsv", ".txt", ".xlsx")


class ContractsPage(QWidget):
    """Makes a view when it is first seen and hands it what to show."""

    view_chosen = Signal(int)
    view_made = Signal(int)
    cancel_requested = Signal()
    file_dropped = Signal(str)  # a table: of contracts, or of quotes

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self._state: ContractsState | None = None
        self._views: dict[int, QWidget] = {}
        self._parts: dict[int, object] = {}  # what each view shows
        self.segments = Segments("View", VIEWS, tokens)
        self._status = Line(tokens)
        self._cancel = TextButton("Stop", 12, tokens)
        self._cancel.hide()
        self._stack = ViewStack()
        self.setAcceptDrops(True)
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
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 12, 0, 12)
        whole.setSpacing(8)
        whole.addLayout(top)
        whole.addWidget(self._stack, 1)

    def view(self, place: int) -> QWidget | None:
        """A view that was seen already."""
        return self._views.get(place)

    def show_state(self, state: ContractsState) -> None:
        last, self._state = self._state, state
        if last is None or state.view != last.view:
            self.segments.show_choice(state.view)
        if last is None or (state.status, state.busy) != (last.status, last.busy):
            self._status.show_text(state.status)
            self._cancel.setVisible(state.busy)
        view = self._made(state.view)
        self._stack.setCurrentWidget(view)
        if state.part is not None and self._parts.get(state.view) is not state.part:
            self._parts[state.view] = state.part
            view.show_state(state.part)  # type: ignore[attr-defined]

    def _made(self, place: int) -> QWidget:
        if place not in self._views:
            view = self._views[place] = _MAKERS[place](self._tokens)
            self._stack.addWidget(view)
            self.view_made.emit(place)
        return self._views[place]

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Here it is a table of contracts, not one of actual months as elsewhere."""
        if path := _dropped(event):
            event.acceptProposedAction()
            self.file_dropped.emit(path)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        for part in (self.segments, self._status, self._cancel):
            part.set_tokens(tokens)
        for view in self._views.values():
            view.set_tokens(tokens)  # type: ignore[attr-defined]


def _dropped(event: QDropEvent) -> str:
    """The one table that is dragged; empty where it is none or several."""
    urls = event.mimeData().urls()
    path = urls[0].toLocalFile() if len(urls) == 1 else ""
    return path if path.lower().endswith(_TABLES) else ""


def _register_view(tokens: Tokens) -> QWidget:
    from widgets.contracts.register_view import RegisterView

    return RegisterView(tokens)


def _audit_view(tokens: Tokens) -> QWidget:
    from widgets.contracts.audit_view import AuditView

    return AuditView(tokens)


def _pictures_view(tokens: Tokens) -> QWidget:
    from widgets.contracts.pictures_view import PicturesView

    return PicturesView(tokens)


def _quotes_view(tokens: Tokens) -> QWidget:
    from widgets.contracts.quotes_view import QuotesView

    return QuotesView(tokens)


def _plan_view(tokens: Tokens) -> QWidget:
    from widgets.contracts.plan_view import PlanView

    return PlanView(tokens)


_MAKERS: dict[int, Callable[[Tokens], QWidget]] = {
    REGISTER: _register_view,
    AUDIT: _audit_view,
    PICTURES: _pictures_view,
    QUOTES: _quotes_view,
    PLAN: _plan_view,
}
