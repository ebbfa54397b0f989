"""Contextual help: finds out what has the keyboard, and says what that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from app.control_states import allowed_text, setting_text
from app.presenter import CONTRACTS_PAGE, DECIDE_PAGE, UNCERTAINTY_PAGE
from app.reference.entries import figure_id
from app.welcome import help_texts
from app.welcome.keys import FIELD, SLIDER
from widgets.chart.chart import Chart
from widgets.controls.control import InputControl
from widgets.headline import HeadlineCard
from widgets.language.spoken import joined
from widgets.welcome.help import HelpWindow
from widgets.welcome.states import HelpState

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from app.controller import Controller
    from app.window import MainWindow


class HelpDesk:
    """One help window, made when it is first asked for."""

    def __init__(
        self, window: MainWindow, controller: Controller, show_keys: Callable[[], object]
    ) -> None:
        self._window = window
        self._controller = controller
        self._show_keys = show_keys
        self.dialog: HelpWindow | None = None

    def show_focused(self) -> None:
        """Help on what has the keyboard; on the page where that is nothing in particular."""
        self.show(self.help_on(QApplication.focusWidget()))

    def show(self, state: HelpState) -> None:
        if self.dialog is None:
            self.dialog = HelpWindow(self._window.tokens, self._window)
            self.dialog.reference_requested.connect(self._show_entry)
            self.dialog.keys_requested.connect(self._show_keys)
        self.dialog.show_state(state)
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()

    def help_on(self, widget: QWidget | None) -> HelpState:
        """The help of the smallest thing around a widget that there is help on."""
        while widget is not None and widget is not self._window:
            if (state := self._help_of(widget)) is not None:
                return state
            widget = widget.parentWidget()
        return self.help_on_page()

    def help_on_page(self) -> HelpState:
        """The help of the page that is seen, or of its view."""
        screen = self._controller.screen
        views = {
            UNCERTAINTY_PAGE: screen.uncertainty.toolbar.view if screen.uncertainty else 0,
            DECIDE_PAGE: screen.decide.view if screen.decide else 0,
            CONTRACTS_PAGE: screen.contracts.view if screen.contracts else 0,
        }
        if screen.page in views:
            return help_texts.VIEWS[screen.page, views[screen.page]]
        return help_texts.PAGES[screen.page]

    def _help_of(self, widget: QWidget) -> HelpState | None:
        window = self._window
        if isinstance(widget, InputControl):
            return self._input(widget.spec().key)
        if isinstance(widget, HeadlineCard):
            state = widget.state()
            return self._figure(state.key) if state is not None else None
        if isinstance(widget, Chart) and window.overview.isAncestorOf(widget):
            return self._chart(widget)
        parts: tuple[tuple[QWidget | None, HelpState], ...] = (
            (window.overview.strip, help_texts.HEADLINE),
            (window.panel, help_texts.CONTROLS),
            (window.bar, help_texts.BAR),
            (window.explanation, help_texts.EXPLAIN),
            (window.header.export, help_texts.EXPORT),
            (window.header, help_texts.PRESET),
        )
        return next((state for part, state in parts if part is widget), None)

    def _input(self, key: str) -> HelpState:
        scenario = self._controller.session.document.scenario
        item = scenario.model.inputs[key]
        allowed = allowed_text(item)
        told = joined(
            " ",
            f"It is {setting_text(key, scenario.values[key])} now; {allowed}.",
            f"In the reported case it is {setting_text(key, item.default)}.",
        )
        basis = joined(": ", item.status.capitalize(), item.basis)
        kind = f"Input · {item.group}"
        keys = (*SLIDER.lines, *FIELD.lines)
        return HelpState(item.label, kind, (item.meaning, told, basis), keys, key)

    def _figure(self, key: str) -> HelpState:
        figure = self._controller.session.document.scenario.model.figures[key]
        told = "Enter or a click explains it: its formula, its values and what drives it."
        entry = figure_id(key)
        return HelpState(figure.label, "Headline figure", (figure.meaning, told), (), entry)

    def _chart(self, chart: Chart) -> HelpState:
        page = help_texts.PAGES[self._controller.screen.page]
        state = self._controller.screen.charts[self._window.overview.charts.index(chart)]
        return HelpState(state.title, "Chart", (state.summary, *page.paragraphs), page.keys)

    def _show_entry(self, entry: str) -> None:
        self._controller.links.reference.show(entry)

    def stop(self) -> None:
        if self.dialog is not None:
            self.dialog.close()
