"""The Ledger page: made when it is first seen, fed with the current scenario's line items."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from app.ledger.states import LedgerView, ledger_state

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import SignalInstance

    from app.session import Session
    from engine.evaluate import Result
    from widgets.ledger.page import LedgerPage
    from widgets.ledger.states import LedgerState

PAGE = "Ledger"


class LedgerWindow(Protocol):
    """What the desk asks of a window."""

    @property
    def ledger(self) -> LedgerPage | None: ...
    @property
    def page_made(self) -> SignalInstance: ...  # of (str), a page's name


class LedgerDesk:
    """Joins the page, how the user looks at it, and the session."""

    def __init__(
        self,
        window: LedgerWindow,
        session: Session,
        request: Callable[[], None],
        explain: Callable[[str, int, int], None],
    ) -> None:
        """`request` asks for another frame; `explain` takes a line item, first and last month."""
        self._window = window
        self._session = session
        self._request = request
        self._explain = explain
        self._view = LedgerView()
        self._shown: tuple[Result, LedgerView, bool] | None = None  # what the last state is of
        window.page_made.connect(self._connect)

    def screen(self, result: Result, previous: LedgerState | None) -> LedgerState:
        """`result` is the current scenario's, whole. The same state while nothing changed."""
        held = self._session.in_gesture
        shown = (result, self._view, held)
        last, self._shown = self._shown, shown
        if previous is not None and last is not None and _same(last, shown):
            return previous
        return ledger_state(result, self._view, previous, held=held)

    def focus_search(self) -> None:
        if self._window.ledger is not None:
            self._window.ledger.focus_search()

    def _connect(self, name: str) -> None:
        if name != PAGE:
            return
        page = self._window.ledger
        assert page is not None
        page.period_chosen.connect(lambda period: self._look(self._view._replace(period=period)))
        page.span_chosen.connect(lambda whole: self._look(self._view._replace(whole=whole)))
        page.explain_requested.connect(self._explain)

    def _look(self, view: LedgerView) -> None:
        self._view = view
        self._request()


def _same(last: tuple[Result, LedgerView, bool], now: tuple[Result, LedgerView, bool]) -> bool:
    return last[0] is now[0] and last[1:] == now[1:]
