"""The pages beside the Overview: each at its desk, made when it is first seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.presenter import (
    CONTRACTS_PAGE,
    DECIDE_PAGE,
    LEDGER_PAGE,
    SCENARIOS_PAGE,
    UNCERTAINTY_PAGE,
    resolve_frame,
)
from app.scenarios.desk import ComparisonDesk
from app.slot import Slot

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.contracts.desk import ContractsDesk
    from app.contracts.files import RegisterFiles
    from app.decide.desk import DecideDesk
    from app.explain.desk import ExplainDesk
    from app.ledger.desk import LedgerDesk
    from app.presenter import Screen
    from app.session import Document, Session
    from app.sources.desk import SourcesDesk
    from app.tools import Tools
    from app.uncertainty.desk import UncertaintyDesk
    from app.uncertainty.dialogs import UncertaintyDialogs
    from app.window import MainWindow
    from engine.analysis.simulation.result import Simulation
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
        edit: Callable[[str, float], None],
        dialogs: UncertaintyDialogs,
        registers: RegisterFiles,
    ) -> None:
        """`request` asks for another frame; `connect_months` joins a page's charts; `edit` sets
        an input of the current scenario.
        """
        self._window = window
        self._session = session
        self._request = request
        self._explaining = explaining
        self._edit = edit
        self._dialogs = dialogs
        self._registers = registers
        self.comparison = ComparisonDesk(window, session, request, connect_months, explaining)
        self._ledger: LedgerDesk | None = None
        self._sources: SourcesDesk | None = None
        self._tools: Tools | None = None
        self._uncertainty: UncertaintyDesk | None = None
        self._decide: DecideDesk | None = None
        self._contracts: ContractsDesk | None = None

    @property
    def tools(self) -> Tools:
        """What desks with long answers work with, the one thread for these among it."""
        if self._tools is None:
            from app.tools import Tools
            from app.worker import Worker

            self._tools = Tools(
                self._session,
                Worker(self._window),
                self._explaining,
                self._request,
                self._edit,
                self._window.status.show_message,
            )
        return self._tools

    @property
    def uncertainty(self) -> UncertaintyDesk:
        """Made, with its page, when the page is first seen."""
        if self._uncertainty is None:
            from app.uncertainty.desk import UncertaintyDesk

            self._uncertainty = UncertaintyDesk(self._window, self.tools, self._dialogs)
        return self._uncertainty

    @property
    def decide(self) -> DecideDesk:
        """Made, with its page, when the page is first seen."""
        if self._decide is None:
            from app.decide.desk import DecideDesk

            self._decide = DecideDesk(self._window, self.tools)
        return self._decide

    @property
    def contracts(self) -> ContractsDesk:
        """Made, with its page, when the page is first seen."""
        if self._contracts is None:
            from app.contracts.desk import ContractsDesk

            self._contracts = ContractsDesk(self._window, self.tools, self._registers)
        return self._contracts

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
        if page == UNCERTAINTY_PAGE:
            seen = self.uncertainty.screen(document, result, previous.uncertainty)
            return frame._replace(uncertainty=seen)
        if page == DECIDE_PAGE:
            return frame._replace(decide=self.decide.screen(document, result, previous.decide))
        if page == CONTRACTS_PAGE:
            told = self.contracts.screen(document, result, previous.contracts)
            return frame._replace(contracts=told)
        if page == LEDGER_PAGE:
            return frame._replace(ledger=self.ledger.screen(result, previous.ledger))
        return frame._replace(sources=self.sources.screen(document, result, previous.sources))

    def show_view(self, page: str, view: int) -> None:
        """One of the views of a page that has several."""
        if page == UNCERTAINTY_PAGE:
            self.uncertainty.show_view(view)
        elif page == CONTRACTS_PAGE:
            self.contracts.show_view(view)
        else:
            self.decide.show_view(view)

    def shown(self, page: str, document: Document) -> None:
        """A page was shown: what follows at its leisure."""
        if page == SCENARIOS_PAGE:
            self.comparison.show_bridge(document)

    def simulation(self, document: Document) -> Simulation | None:
        """The current scenario's, if it is at hand with all of its draws: for files."""
        if self._uncertainty is None:
            return None
        from app.uncertainty.at_hand import complete

        uncertainty = document.project.uncertainty_or_shipped
        return complete(self._uncertainty.drawing.simulation, document.scenario, uncertainty)

    def leave(self, page: str) -> None:
        if page == SCENARIOS_PAGE:
            self.comparison.leave()

    def settle(self, page: str) -> bool:
        """Waits for what is computed beside the window: for pictures and tests.

        Whether an answer came that the next frame is to show.
        """
        if page == SCENARIOS_PAGE:
            self.comparison.settle()
        if self._tools is None:
            return False
        for slot in self._tools.worker.findChildren(Slot):
            slot.settle()
        return self._tools.worker.settle()

    def stop(self) -> None:
        self.comparison.stop()
        if self._tools is not None:
            self._tools.worker.stop()
