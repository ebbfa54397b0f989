"""The main window: lays the widgets out and shows what the presenter hands it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from app.control_states import control_groups
from app.presenter import OVERVIEW_PAGE, PAGES, SCENARIOS_PAGE
from widgets.controls.panel import ControlPanel
from widgets.header import Header
from widgets.overview import OverviewPage
from widgets.scenario_bar.bar import ScenarioBar
from widgets.status_bar import StatusBar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent

    from app.scenarios.view import ScenariosScreen
    from widgets.comparison.page import ScenariosPage
    from widgets.scenario_bar.states import ScenarioBarState
    from widgets.states import CardState, ChartState, ControlState
    from widgets.tokens import Tokens

PANEL_WIDTH = 300
SIZE = QSize(1440, 900)
LEAST_SIZE = QSize(1180, 680)


class MainWindow(QMainWindow):
    """Owns the widgets and their places. What they mean is the controller's business."""

    closing = Signal()
    page_chosen = Signal(str)
    page_made = Signal()  # the Scenarios page, when it is first seen
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
        self.scenarios: ScenariosPage | None = None
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
        self._pages = QStackedWidget()
        self._pages.addWidget(self.overview)
        right.addWidget(self._pages, 1)
        upper = QHBoxLayout()
        upper.setSpacing(0)
        upper.addWidget(self.panel)
        upper.addLayout(right, 1)
        whole = QVBoxLayout()
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(upper, 1)
        whole.addWidget(self.status)
        centre = QWidget()
        centre.setLayout(whole)
        self.setCentralWidget(centre)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.bar.set_tokens(tokens)
        if self.scenarios is not None:
            self.scenarios.set_tokens(tokens)
        self.panel.set_tokens(tokens)
        self.header.set_tokens(tokens)
        self.overview.set_tokens(tokens)
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
        if page == SCENARIOS_PAGE and self.scenarios is None:
            # Here, not at the start: nothing of it is needed for the first frame.
            from widgets.comparison.page import ScenariosPage

            self.scenarios = ScenariosPage(self._tokens)
            self._pages.addWidget(self.scenarios)
            self.page_made.emit()
        self.header.tabs.setCurrentIndex(PAGES.index(page))
        shown = self.overview if page == OVERVIEW_PAGE else self.scenarios
        assert shown is not None
        self._pages.setCurrentWidget(shown)

    def show_bar(self, state: ScenarioBarState) -> None:
        self.bar.show_state(state)

    def show_scenarios(self, screen: ScenariosScreen) -> None:
        page = self.scenarios
        assert page is not None
        page.show_overlay(screen.overlay)
        page.show_figures(screen.figures)
        page.show_inputs(screen.inputs)

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

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped_file(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if path := _dropped_file(event):
            event.acceptProposedAction()
            self.file_dropped.emit(path)


def _dropped_file(event: QDropEvent) -> str:
    """The one local file that is dragged; empty where it is none or several."""
    urls = event.mimeData().urls()
    return urls[0].toLocalFile() if len(urls) == 1 else ""
