"""The main window: lays the widgets out and shows what the presenter hands it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from app.control_states import control_groups
from widgets.control_panel import ControlPanel
from widgets.header import Header
from widgets.overview import OverviewPage
from widgets.status_bar import StatusBar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QCloseEvent

    from widgets.states import CardState, ChartState, ControlState
    from widgets.tokens import Tokens

PANEL_WIDTH = 300
SIZE = QSize(1440, 900)
LEAST_SIZE = QSize(1180, 680)
PAGES = ("Overview",)


class MainWindow(QMainWindow):
    """Owns the widgets and their places. What they mean is the controller's business."""

    closing = Signal()

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
        self.overview = OverviewPage(tokens, charts=4)
        self.status = StatusBar(tokens)
        self._lay_out()
        self._dress_menus(tokens)
        self.setMinimumSize(LEAST_SIZE)
        self.resize(SIZE)

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.header)
        right.addWidget(self.overview, 1)
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

    def focus_first(self) -> None:
        """The first headline slider: arrow keys work from the first moment."""
        if control := self.panel.control("term_months"):
            control.focus()

    # What the presenter shows ---------------------------------------------------------------

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

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)
