"""The pages beside the Overview: each at its desk, made when it is first seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.presenter import LEDGER_PAGE, SCENARIOS_PAGE, resolve_frame
from app.scenarios.desk import ComparisonDesk

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.explain.desk import ExplainDesk
    from app.ledger.desk import LedgerDesk
    from app.presenter import Screen
    from app.session import Document, Session
    from app.sources.desk import SourcesDesk
    from app.window import MainWindow
    from engine.evaluate import Result
    from widgets.comparison.page import ScenariosPage


class PageDesks:
    """Asks the desk of the page that is seen for its part of the screen."""

    def __init__(
        self,
        window: MainWindow,
        session: Session,
        request: Callable[[], None],
        connect_months: Callable[[ScenariosPage], None],
        explaining: ExplainDesk,
    ) -> None:
        """`request` asks for another frame; `connect_months` joins a page's charts."""
        self._window = window
        self._session = session
        self._request = request
        self._explaining = explaining
        self.comparison = ComparisonDesk(window, session, request, connect_months, explaining)
        self._ledger: LedgerDesk | None = None
        self._sources: SourcesDesk | None = None

    @property
    def ledger(self) -> LedgerDesk:
        """Made, with its page, when the page is first seen."""
        if self._ledger is None:
            from app.ledger.desk import LedgerDesk

            explain = self._explaining.months
            self._ledger = LedgerDesk(self._window, self._session, self._request, explain)
        return self._ledger

    @property
    def sources(self) -> SourcesDesk:
        """Made, with its page, when the page is first seen."""
        if self._sources is None:
            from app.sources.desk import SourcesDesk

            explain = self._explaining.figure
            self._sources = SourcesDesk(self._window, self._session, self._request, explain)
        return self._sources

    def screen(
        self,
        page: str,
        document: Document,
        result: Result,
        crosshair: int | None,
        previous: Screen,
    ) -> Screen:
        """The screen with one of these pages. `result` has all formulas."""
        frame = resolve_frame(document, self._session.saved, page, result, previous)
        if page == SCENARIOS_PAGE:
            shown = self.comparison.screen(document, result, crosshair, previous.scenarios)
            return frame._replace(scenarios=shown)
        if page == LEDGER_PAGE:
            return frame._replace(ledger=self.ledger.screen(result, previous.ledger))
        return frame._replace(sources=self.sources.screen(document, result, previous.sources))

    def shown(self, page: str, document: Document) -> None:
        """A page was shown: what follows at its leisure."""
        if page == SCENARIOS_PAGE:
            self.comparison.show_bridge(document)

    def leave(self, page: str) -> None:
        if page == SCENARIOS_PAGE:
            self.comparison.leave()

    def settle(self, page: str) -> None:
        """Waits for what is computed beside the window: for pictures and tests."""
        if page == SCENARIOS_PAGE:
            self.comparison.settle()

    def stop(self) -> None:
        self.comparison.stop()
