"""The main window: lays the widgets out and shows what the presenter hands it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from app.control_states import control_groups
from app.presenter import (
    CONTRACTS_PAGE,
    DECIDE_PAGE,
    LEDGER_PAGE,
    OVERVIEW_PAGE,
    PAGES,
    SCENARIOS_PAGE,
    SOURCES_PAGE,
    UNCERTAINTY_PAGE,
)
from widgets.controls.panel import ControlPanel
from widgets.header import Header
from widgets.overview import OverviewPage
from widgets.roomy import PageRoom, PageStack
from widgets.scenario_bar.bar import ScenarioBar
from widgets.status_bar import StatusBar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent

    from app.scenarios.view import ScenariosScreen
    from widgets.comparison.page import ScenariosPage
    from widgets.contracts.page import ContractsPage
    from widgets.contracts.states import ContractsState
    from widgets.decide.page import DecidePage
    from widgets.decide.states import DecideState
    from widgets.explain.panel import ExplainPanel
    from widgets.explain.states import ExplainState
    from widgets.ledger.page import LedgerPage
    from widgets.ledger.states import LedgerState
    from widgets.scenario_bar.states import ScenarioBarState
    from widgets.sources.page import SourcesPage
    from widgets.sources.states import SourcesState
    from widgets.states import CardState, ChartState, ControlState
    from widgets.tokens import Tokens
    from widgets.uncertainty.page import UncertaintyPage
    from widgets.uncertainty.states import UncertaintyState

PANEL_WIDTH, NARROW_PANEL_WIDTH = 300, 264
NARROW_BELOW = 1000  # px of width: the panel is narrow, and an explanation takes the page's place
SIZE = QSize(1440, 900)
LEAST_SIZE = QSize(620, 340)  # half of a small screen: there text is twice as large


class MainWindow(QMainWindow):
    """Owns the widgets and their places. What they mean is the controller's business."""

    closing = Signal()
    page_chosen = Signal(str)
    page_made = Signal(str)  # a page but the Overview, when it is first seen
    panel_made = Signal()  # the explanation, when it is first seen
    file_dropped = Signal(str)

    def __init__(
        self, tokens: Tokens, presets: Sequence[tuple[str, str, str]], open_groups: Sequence[str]
    ) -> None:
        super().__init__()
        groups = control_groups()
        self.panel = ControlPanel(tokens)
        self.panel.set_specs(groups, open_groups)
        self.panel.setFixedWidth(PANEL_WIDTH)
        self.header = Header(PAGES, tokens)
        self.header.picker.set_presets(presets)
        self._tokens = tokens
        self.bar = ScenarioBar(tokens)
        self.bar.set_presets(presets)
        self.overview = OverviewPage(tokens, charts=4)
        # Made when they are first seen: nothing of them is needed for the first frame.
        self.scenarios: ScenariosPage | None = None
        self.uncertainty: UncertaintyPage | None = None
        self.decide: DecidePage | None = None
        self.contracts: ContractsPage | None = None
        self.ledger: LedgerPage | None = None
        self.sources: SourcesPage | None = None
        self.explanation: ExplainPanel | None = None
        self._focused_before: QWidget | None = None  # what had the keyboard before that
        self.may_close: Callable[[], bool] = lambda: True
        self.header.page_chosen.connect(lambda place: self.page_chosen.emit(PAGES[place]))
        self.setAcceptDrops(True)
        self.status = StatusBar(tokens)
        self._lay_out()
        self._dress_menus(tokens)
        self.setMinimumSize(LEAST_SIZE)
        self.resize(SIZE)

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(0)
        self.header.put_below_tabs(self.bar)
        right.addWidget(self.header)
        self._pages = PageStack()
        self._pages.addWidget(self.overview)
        self.page_room = PageRoom(self._pages, self._tokens)
        self._beside = QHBoxLayout()  # the page, and the explanation when there is one
        self._beside.setSpacing(0)
        self._beside.addWidget(self.page_room, 1)
        right.addLayout(self._beside, 1)
        upper = QHBoxLayout()
        upper.setSpacing(0)
        upper.addWidget(self.panel)
        upper.addLayout(right, 1)
        whole = QVBoxLayout()
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(upper, 1)
        whole.addWidget(self.status)
        self._whole = whole
        centre = QWidget()
        centre.setLayout(whole)
        self.setCentralWidget(centre)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.bar.set_tokens(tokens)
        pages = (
            self.scenarios,
            self.uncertainty,
            self.decide,
            self.contracts,
            self.ledger,
            self.sources,
            self.explanation,
        )
        for made in pages:
            if made is not None:
                made.set_tokens(tokens)
        self.panel.set_tokens(tokens)
        self.header.set_tokens(tokens)
        self.overview.set_tokens(tokens)
        self.page_room.set_tokens(tokens)
        self.status.set_tokens(tokens)
        self._dress_menus(tokens)

    def _dress_menus(self, tokens: Tokens) -> None:
        self.menuBar().setStyleSheet(
            f"QMenuBar {{ background: {tokens.panel}; color: {tokens.text_muted};"
            f" border-bottom: 1px solid {tokens.border}; padding: 1px 8px; }}"
            f"QMenuBar::item {{ padding: 4px 10px; background: transparent; }}"
            f"QMenuBar::item:selected {{ color: {tokens.text}; background: {tokens.field}; }}"
        )

    @property
    def tokens(self) -> Tokens:
        """The theme that is shown, for dialogs."""
        return self._tokens

    def focus_first(self) -> None:
        """The first headline slider: arrow keys work from the first moment."""
        if control := self.panel.control("term_months"):
            control.focus()

    # What the presenter shows ---------------------------------------------------------------

    def show_page(self, page: str) -> None:
        self.header.tabs.setCurrentIndex(PAGES.index(page))
        self._pages.setCurrentWidget(self._page(page))

    def _page(self, name: str) -> QWidget:
        if name == OVERVIEW_PAGE:
            return self.overview
        attribute = name.lower()
        made: QWidget | None = getattr(self, attribute)
        if made is None:
            made = _MAKERS[name](self._tokens)
            setattr(self, attribute, made)
            self._pages.addWidget(made)
            self.page_made.emit(name)
        return made

    def show_explain(self, state: ExplainState | None) -> None:
        """The panel beside the page; None closes it."""
        panel = self.explanation
        if state is None:
            if panel is not None:
                self._close_beside(panel)
            return
        if panel is None:
            from widgets.explain.panel import ExplainPanel

            panel = self.explanation = ExplainPanel(self._tokens)
            self.put_beside(panel)
            self.panel_made.emit()
        self._remember_focus(panel, state)
        panel.show_state(state)
        panel.show()
        self._share_room()

    def _close_beside(self, panel: ExplainPanel) -> None:
        """Hides the panel; the keyboard goes back to where it came from."""
        held = panel.isAncestorOf(QApplication.focusWidget() or self)
        panel.hide()
        self._share_room()
        if held and self._focused_before is not None and isValid(self._focused_before):
            self._focused_before.setFocus()

    def _remember_focus(self, panel: ExplainPanel, state: ExplainState) -> None:
        """What had the keyboard when a number was asked about, if it was not the panel."""
        now, last = QApplication.focusWidget(), panel.state()
        asked = panel.isHidden() or last is None or last.target != state.target
        if asked and now is not None and not panel.isAncestorOf(now):
            self._focused_before = now

    def _share_room(self) -> None:
        """Where there is no room for both, an explanation takes the page's place."""
        narrow = self.width() < NARROW_BELOW
        self.panel.setFixedWidth(NARROW_PANEL_WIDTH if narrow else PANEL_WIDTH)
        explained = self.explanation is not None and not self.explanation.isHidden()
        if self.explanation is not None:
            self.explanation.set_alone(narrow)
        self.page_room.setVisible(not (narrow and explained))

    def put_beside(self, widget: QWidget) -> None:
        """Shows a widget at the page's right."""
        self._beside.addWidget(widget)

    def put_above(self, widget: QWidget) -> None:
        """Shows a widget across the window, above all else."""
        self._whole.insertWidget(0, widget)

    def show_bar(self, state: ScenarioBarState) -> None:
        self.bar.show_state(state)

    def show_scenarios(self, screen: ScenariosScreen) -> None:
        page = self.scenarios
        assert page is not None
        page.show_overlay(screen.overlay)
        page.show_figures(screen.figures)
        page.show_inputs(screen.inputs)

    def show_uncertainty(self, state: UncertaintyState) -> None:
        assert self.uncertainty is not None
        self.uncertainty.show_state(state)

    def show_decide(self, state: DecideState) -> None:
        assert self.decide is not None
        self.decide.show_state(state)

    def show_contracts(self, state: ContractsState) -> None:
        assert self.contracts is not None
        self.contracts.show_state(state)

    def show_ledger(self, state: LedgerState) -> None:
        assert self.ledger is not None
        self.ledger.show_state(state)

    def show_sources(self, state: SourcesState) -> None:
        assert self.sources is not None
        self.sources.show_state(state)

    def show_controls(self, states: Mapping[str, ControlState]) -> None:
        self.panel.show_states(states)

    def show_cards(self, states: tuple[CardState, ...]) -> None:
        self.overview.show_cards(states)

    def show_chart(self, place: int, state: ChartState) -> None:
        self.overview.show_chart(place, state)

    def show_preset(self, preset: str) -> None:
        self.header.show_preset(preset)

    def show_reading(self, text: str) -> None:
        self.status.show_reading(text)

    def show_notice(self, text: str) -> None:
        if text:
            self.status.show_message(text)
        else:
            self.status.clear_message()

    # Qt -------------------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_close():
            event.ignore()
            return
        self.closing.emit()
        super().closeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped_file(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if path := _dropped_file(event):
            event.acceptProposedAction()
            self.file_dropped.emit(path)


def _scenarios_page(tokens: Tokens) -> QWidget:
    from widgets.comparison.page import ScenariosPage

    return ScenariosPage(tokens)


def _uncertainty_page(tokens: Tokens) -> QWidget:
    from widgets.uncertainty.page import UncertaintyPage

    return UncertaintyPage(tokens)


def _decide_page(tokens: Tokens) -> QWidget:
    from widgets.decide.page import DecidePage

    return DecidePage(tokens)


def _contracts_page(tokens: Tokens) -> QWidget:
    from widgets.contracts.page import ContractsPage

    return ContractsPage(tokens)


def _ledger_page(tokens: Tokens) -> QWidget:
    from widgets.ledger.page import LedgerPage

    return LedgerPage(tokens)


def _sources_page(tokens: Tokens) -> QWidget:
    from widgets.sources.page import SourcesPage

    return SourcesPage(tokens)


_MAKERS: dict[str, Callable[[Tokens], QWidget]] = {
    SCENARIOS_PAGE: _scenarios_page,
    UNCERTAINTY_PAGE: _uncertainty_page,
    DECIDE_PAGE: _decide_page,
    CONTRACTS_PAGE: _contracts_page,
    LEDGER_PAGE: _ledger_page,
    SOURCES_PAGE: _sources_page,
}


def _dropped_file(event: QDropEvent) -> str:
    """The one local file that is dragged; empty where it is none or several."""
    urls = event.mimeData().urls()
    return urls[0].toLocalFile() if len(urls) == 1 else ""
