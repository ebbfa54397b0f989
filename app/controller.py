"""Joins session, computation and window. Every change takes the same path to the screen."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app import theme
from app.actions import build_menus
from app.control_states import input_text, read_input
from app.export_dialogs import ExportDialogs
from app.presenter import Presenter, Screen, View, needs, resolve
from app.recompute import Recompute
from app.session import Document, Session
from engine.evaluate import Result, evaluate
from engine.files.shipped import preset_scenario
from engine.model.catalogue import catalogue
from engine.scenario import InputError, Scenario

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QAction

    from app.settings import Settings
    from app.window import MainWindow


class Controller(QObject):
    """One window's behaviour. Holds the session, the last results and the view."""

    def __init__(self, window: MainWindow, session: Session, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._view = View()
        self._baseline = evaluate(session.document.baseline, needs())
        self.session = session
        self._result = evaluate(session.document.scenario, needs())
        self.presenter = Presenter(window)
        self.recompute = Recompute(self._refresh, self)
        self.exports = ExportDialogs(window, settings, self.results)
        self._actions = build_menus(window.menuBar(), window, self._handlers())
        self._connect()
        session.listen(self.recompute.request)
        self.recompute.run_now()
        window.status.show_note(_standing_note())
        self._actions[f"theme_{settings.theme}"].setChecked(True)

    @property
    def screen(self) -> Screen:
        """What the window shows."""
        return self.presenter.screen

    def action(self, name: str) -> QAction:
        """The action of an id in the table of actions."""
        return self._actions[name]

    def results(self) -> tuple[Result, Result]:
        """The whole model of the scenario and of its baseline, for files."""
        document = self.session.document
        compared = document.baseline.read_like(document.scenario)
        return evaluate(document.scenario), evaluate(compared)

    # From change to screen --------------------------------------------------------------

    def _refresh(self) -> None:
        """The one path: document, results, screen."""
        document = self.session.document
        if self._result.scenario is not document.scenario:
            self._result = evaluate(document.scenario, needs())
        compared = document.baseline.read_like(document.scenario)
        if self._baseline.scenario != compared:
            self._baseline = evaluate(compared, needs())
        # Axes hold while the hand moves and settle when it lets go.
        held = self.screen.axes if self.session.in_gesture and self.screen.axes else None
        view = View(self._view.crosshair, held)
        self.presenter.show(resolve(document, self._result, self._baseline, view, self.screen))
        if not self.session.in_gesture:
            self._show_history(document)

    def _show_history(self, document: Document) -> None:
        for name, label in (("undo", self.session.undo_label), ("redo", self.session.redo_label)):
            action = self._actions[name]
            text = f"&{name.capitalize()}{f' {label}' if label else ''}"
            action.setEnabled(bool(label))
            if action.text() != text:
                action.setText(text)
        title = f"{document.scenario.name} – Tenor"
        if self._window.windowTitle() != title:
            self._window.setWindowTitle(title)

    # From the user to the session -----------------------------------------------------------

    def _connect(self) -> None:
        panel, page, header = self._window.panel, self._window.overview, self._window.header
        panel.value_edited.connect(self.edit)
        panel.text_entered.connect(self._type)
        panel.gesture_started.connect(lambda _key: self.session.begin_gesture())
        panel.gesture_finished.connect(lambda _key: self.session.end_gesture())
        panel.reset_requested.connect(lambda key: self._reset([key]))
        panel.group_reset_requested.connect(self._reset_group)
        panel.reset_all_requested.connect(self._reset_all)
        page.month_hovered.connect(self._hover)
        page.decision_drag_started.connect(self.session.begin_gesture)
        page.decision_drag_finished.connect(self.session.end_gesture)
        page.decision_month_dragged.connect(lambda month: self.edit("decision_month", float(month)))
        header.preset_chosen.connect(self.choose_preset)
        header.export_requested.connect(self.exports.workbook)
        self._window.closing.connect(self._close)

    def edit(self, key: str, value: float) -> None:
        """Sets one input. A value that it can't take is shown beside its control."""
        before = self.session.step_start.scenario.values[key]
        label = f"{catalogue().inputs[key].label} {input_text(key, before)}"
        try:
            self.session.edit({key: value}, f"{label} → {input_text(key, value)}")
        except InputError as error:
            self._window.panel.show_error(key, error.fault)

    def _type(self, key: str, text: str) -> None:
        try:
            value = read_input(key, text)
        except InputError as error:
            self._window.panel.show_error(key, error.fault)
            return
        if value == self.session.document.scenario.values[key]:
            # The field shows what was typed; put the value's own text back.
            self._window.panel.refresh(key)
        else:
            self.edit(key, value)

    def _reset(self, keys: list[str]) -> None:
        label = catalogue().inputs[keys[0]].label if len(keys) == 1 else f"{len(keys)} inputs"
        self.session.reset(keys, f"reset of {label}")

    def _reset_group(self, group: str) -> None:
        inputs = catalogue().inputs
        changed = self.session.document.changed_keys()
        if keys := [key for key in changed if inputs[key].group == group]:
            self._reset(keys)

    def _reset_all(self) -> None:
        if keys := self.session.document.changed_keys():
            self._reset(keys)

    def choose_preset(self, preset: str) -> None:
        """A preset becomes scenario and baseline alike; undo brings the old ones back."""
        chosen = preset_scenario(preset)
        self.session.open(chosen, chosen, f"preset {chosen.name}")

    def _hover(self, month: int) -> None:
        self._view = View(crosshair=month or None)
        self.recompute.request()

    # Actions --------------------------------------------------------------------------------

    def _handlers(self) -> dict[str, Callable[[], None]]:
        window = self._window
        return {
            "export_workbook": self.exports.workbook,
            "export_data": self.exports.data,
            "export_image": self.exports.image,
            "quit": self._quit,
            "undo": self.session.undo,
            "redo": self.session.redo,
            "reset_all": self._reset_all,
            "find_input": window.panel.focus_search,
            "choose_preset": window.header.open_picker,
            "theme_system": lambda: self.set_theme("system"),
            "theme_light": lambda: self.set_theme("light"),
            "theme_dark": lambda: self.set_theme("dark"),
            "full_screen": self._toggle_full_screen,
            "reference": self._show_reference,
            "about": self._show_about,
        }

    def set_theme(self, choice: str) -> None:
        """`light`, `dark`, or `system` to follow the system."""
        self._settings.theme = choice
        self._actions[f"theme_{choice}"].setChecked(True)
        theme.apply(self._window, theme.system_theme() if choice == "system" else choice)

    def _toggle_full_screen(self) -> None:
        if self._window.isFullScreen():
            self._window.showNormal()
        else:
            self._window.showFullScreen()

    def _quit(self) -> None:
        self._window.close()

    def _show_reference(self) -> None:
        from app.dialogs import show_reference

        show_reference(self._window)

    def _show_about(self) -> None:
        from app.dialogs import show_about

        show_about(self._window)

    def _close(self) -> None:
        self.exports.stop()
        self._settings.open_groups = tuple(self._window.panel.open_groups())
        self._settings.geometry = bytes(self._window.saveGeometry().toBase64().data()).decode()


def start_document(scenario: Scenario) -> Document:
    """A document whose baseline is the preset that the scenario began as."""
    baseline = preset_scenario(scenario.preset)
    same = baseline.values == scenario.values and baseline.start == scenario.start
    return Document(scenario, scenario if same else baseline)


def _standing_note() -> str:
    counts = Counter(item.status for item in catalogue().inputs.values())
    parts = [
        f"{counts[status]} {word}"
        for status, word in (
            ("reported", "reported"),
            ("disputed", "disputed"),
            ("undisclosed", "undisclosed"),
            ("assumption", "assumptions"),
            ("choice", "choices"),
        )
    ]
    return f"Sources are unverified and contradict each other · inputs: {', '.join(parts)}"
