"""The Scenarios page: made when it is first seen, fed with cases, tables and the bridge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.control_states import input_text, read_input, shown_text
from app.explain import trail
from app.presenter import SCENARIOS_PAGE
from app.scenarios import bridging
from app.scenarios.bridging import Bridging
from app.scenarios.overlay import item_choices
from app.scenarios.view import ScenariosScreen, ScenariosView
from engine.calendar import months_between
from engine.model.catalogue import MONTHS
from engine.model.shape import input_of
from engine.scenario import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.explain.desk import ExplainDesk
    from app.session import Document, Session
    from app.window import MainWindow
    from engine.evaluate import Result
    from engine.model.shape import Shape
    from widgets.comparison.page import ScenariosPage


# What the bridge says in place of a scenario's id, and what the explanation says.
_WHOSE = {bridging.BASELINE: trail.BASELINE, bridging.CURRENT: trail.CURRENT}


class ComparisonDesk:
    """Joins the page, its choices and the session."""

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
        self._connect_months = connect_months
        self._explaining = explaining
        self._view = ScenariosView()
        self._bridging: Bridging | None = None
        self._chosen_of: Shape | None = None  # the page's choices
        window.page_made.connect(self._connect)

    def screen(
        self,
        document: Document,
        result: Result,
        crosshair: int | None,
        previous: ScenariosScreen | None,
    ) -> ScenariosScreen:
        held = self._session.in_gesture
        self._show_choices(document)
        return self._view.screen(document, result, crosshair, previous, held=held)

    def leave(self) -> None:
        self._view.leave()

    def stop(self) -> None:
        if self._bridging is not None:
            self._bridging.stop()

    def settle(self) -> None:
        if self._bridging is not None:
            self._bridging.settle()

    # The page ------------------------------------------------------------------------------

    def _connect(self, name: str) -> None:
        """A page was made: the Overview, which is always there, has its own connections."""
        page = self._window.scenarios
        if name != SCENARIOS_PAGE or page is None:
            return
        self._chosen_of = None
        self._show_choices(self._session.document)
        page.item_chosen.connect(self._choose_item)
        page.value_entered.connect(self._enter)
        page.bridge_requested.connect(self._choose_bridge)
        page.bridge_cancelled.connect(lambda: self._bridge().cancel())
        page.explain_requested.connect(self._explain)
        self._connect_months(page)

    def _explain(self, number: int, item: str, month: int) -> None:
        """A number of the page: `row:revenue`, `input:term_months`, a figure or a part of one."""
        scenario = _WHOSE.get(number, number)
        kind, _, key = item.rpartition(":")
        if kind == "row":
            self._explaining.row(key, self._month_of(number, month), scenario)
            return
        key, _, part = key.partition(".")
        self._explaining.figure(key, scenario, int(part) if part else None)

    def _month_of(self, number: int, month: int) -> int:
        """The page counts months from the current scenario's start, another from its own."""
        project = self._session.project
        if not project.has(number):
            return month
        shift = months_between(project.by_id(number).scenario.start, project.scenario.start)
        return min(max(month + shift, 1), MONTHS)

    def _show_choices(self, document: Document) -> None:
        """What can be drawn and bridged; anew where the user's own line items changed."""
        page, shape = self._window.scenarios, document.scenario.shape
        if page is not None and shape != self._chosen_of:
            self._chosen_of = shape
            page.show_choices(item_choices(shape))

    def _choose_item(self, item: str) -> None:
        self._view.item = item
        self._request()

    def _enter(self, number: int, key: str, text: str) -> None:
        """A value typed into the table of inputs, of whichever scenario."""
        session, page = self._session, self._window.scenarios
        assert page is not None
        if not session.project.has(number):
            return  # it went away since the last frame, as the register's switch may have
        entry = session.project.by_id(number)
        now = entry.scenario.values.get(key)
        if now is None:
            return
        try:
            value = now if text == shown_text(key, now) else read_input(key, text)
            changed = entry.scenario.with_values({key: value})
        except InputError as error:
            page.show_cell_error(number, key, error.fault)
            return
        item = input_of(key)
        before = input_text(key, now)
        label = f"{item.label} {before} → {input_text(key, value)} in {entry.scenario.name}"
        session.change(session.project.with_entry(entry._replace(scenario=changed)), label)

    # The bridge ----------------------------------------------------------------------------

    def _bridge(self) -> Bridging:
        if self._bridging is None:
            self._bridging = Bridging(self._window)
            self._bridging.changed.connect(lambda: self.show_bridge(self._session.document))
        return self._bridging

    def _choose_bridge(self, first: int, second: int, item: str, month: int) -> None:
        self._bridge().choose(first, second, item, month)

    def show_bridge(self, document: Document) -> None:
        """The newest answer; while a hand drags, the last one stands."""
        page = self._window.scenarios
        if page is None or self._session.in_gesture:
            return
        bridging = self._bridge()
        bridging.update(document)
        page.show_bridge(bridging.state(document))
