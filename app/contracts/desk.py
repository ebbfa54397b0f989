"""The Contracts page: made when it is first seen. What all of its views are built from."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from app.contracts.auditing import Auditing
from app.contracts.bench import Bench, TakesFiles
from app.contracts.case import Case
from app.contracts.commands import RegisterCommands
from app.contracts.views import VIEW_DESKS
from widgets.contracts.states import REGISTER, ContractsState

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.contracts.bench import ViewDesk
    from app.contracts.files import RegisterFiles
    from app.contracts.register_desk import RegisterDesk
    from app.session import Document
    from app.tools import Tools
    from app.window import MainWindow
    from engine.contracts.register import Register
    from engine.evaluate import Result

PAGE = "Contracts"
_RUNNING, _STOPPED = "updating…", "stopped: any change of the register computes it anew"


class ContractsDesk:
    """Joins the page, the register, its audit and the desks of the views."""

    def __init__(
        self,
        window: MainWindow,
        tools: Tools,
        files: RegisterFiles,
        clock: Callable[[], date] = date.today,
    ) -> None:
        """`clock` says what day it is: the only place of the page that asks."""
        self.clock = clock
        self.selected = ""  # the id of the contract that is selected in every view
        self._window = window
        self._tools = tools
        self._view = REGISTER
        self._known: tuple[Register | None, str] = (None, "")  # where `selected` was last found
        self._desks: dict[int, ViewDesk] = {}
        self._parts: dict[int, tuple[object, object]] = {}  # what each view shows, and made of what
        self._auditing = Auditing(tools.worker, tools.request)
        commands = RegisterCommands(tools.session, tools.say)
        self._bench = Bench(
            tools, commands, files, self.select, self.show_view, lambda: self.clock()
        )
        window.page_made.connect(self._connect)

    @property
    def _register(self) -> RegisterDesk:
        from app.contracts.register_desk import RegisterDesk

        found = self.desk(REGISTER)
        assert isinstance(found, RegisterDesk)
        return found

    def desk(self, view: int) -> ViewDesk:
        """A view's desk, made when it is first seen."""
        if view not in self._desks:
            self._desks[view] = VIEW_DESKS[view](self._bench)
        return self._desks[view]

    def select(self, contract: str) -> None:
        """A contract by its id, in every view; none where it is empty."""
        if contract != self.selected:
            self.selected = contract
            self._tools.request()

    def show_view(self, view: int) -> None:
        self._view = view
        self._tools.request()

    def as_of(self) -> date:
        """The day that is looked at."""
        return self._bench.as_of()

    def add_contract(self) -> None:
        """A new row in the register, its supplier to be typed."""
        self._register.add()

    def screen(
        self, document: Document, result: Result, previous: ContractsState | None
    ) -> ContractsState:
        """`result` is the current scenario's, whole. Parts that did not change are the last."""
        case = self._case(document, result)
        part = self._part(case)
        status, running = self._status()
        state = ContractsState(self._view, part, status, busy=running)
        if previous is not None and part is previous.part and state == previous:
            return previous
        return state

    def _status(self) -> tuple[str, bool]:
        """What goes on, and whether that can be stopped."""
        auditing, slots = self._auditing, self.desk(self._view).slots
        if auditing.busy:
            share = f" {auditing.share:.0%}" if auditing.share else ""
            return f"auditing…{share}", True
        if any(slot.busy for slot in slots):
            return _RUNNING, True
        if auditing.stopped or any(slot.stopped for slot in slots):
            return _STOPPED, False
        return auditing.fault, False

    def _case(self, document: Document, result: Result) -> Case:
        register, today = document.project.register, self.clock()
        as_of = register.as_of or today
        self._auditing.ask(register, as_of)
        found = self._auditing.found
        return Case(
            register,
            as_of,
            today,
            found.audit,
            found.findings,
            found.market,
            found.market_fault,
            self._selected(register),
            self._auditing.fresh,
            document.project,
            document.scenario,
            result,
        )

    def _selected(self, register: Register) -> str:
        """What is selected, looked for only in another register; the first where it is gone."""
        if self._known[0] is not register or self._known[1] != self.selected:
            if register.contract(self.selected) is None:
                self.selected = register.contracts[0].id if register.contracts else ""
            self._known = (register, self.selected)
        return self.selected

    def _part(self, case: Case) -> object:
        desk = self.desk(self._view)
        made_of = desk.made_of(case)
        shown = self._parts.get(self._view)
        if shown is not None and shown[1] == made_of:
            return shown[0]
        part = desk.state(case)
        self._parts[self._view] = (part, made_of)
        return part

    # The page ------------------------------------------------------------------------------

    def _connect(self, name: str) -> None:
        page = self._window.contracts
        if name != PAGE or page is None:
            return
        page.view_chosen.connect(self.show_view)
        page.view_made.connect(lambda view: self.desk(view).connect_view(page.view(view)))
        page.cancel_requested.connect(self._stop)
        page.file_dropped.connect(self._drop)

    def _drop(self, path: str) -> None:
        """A table: quotes where these are seen, else contracts."""
        desk = self.desk(self._view)
        if isinstance(desk, TakesFiles):
            desk.take_file(path)
        else:
            self._bench.files.drop(path)

    def _stop(self) -> None:
        self._auditing.stop()
        for slot in self.desk(self._view).slots:
            slot.stop()
        self._tools.request()
