"""Joins session, computation and window. Every change takes the same path to the screen."""

from __future__ import annotations

from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QMenu

from app import theme
from app.action_icons import ActionIcons
from app.actuals.desk import ActualsDesk
from app.beside import Beside, Nothing
from app.contracts import menu as contracts_menu
from app.contracts.files import RegisterFiles
from app.control_states import input_text, read_input, shown_text
from app.explain.desk import ExplainDesk
from app.explain.links import Links
from app.files.desk import ProjectDesk
from app.files.export_case import ExportCase
from app.files.export_dialogs import ExportDialogs
from app.items.desk import ItemsDesk
from app.language import LANGUAGES, NUMBERS
from app.menus import build_menus
from app.pages import PageDesks
from app.presenter import (
    OVERVIEW_PAGE,
    PAGES,
    Presenter,
    Screen,
    View,
    needs,
    resolve,
)
from app.recompute import Recompute
from app.resets import Resets
from app.scenarios.bar_desk import BarDesk
from app.settings import MOTIONS
from app.text_size import SIZES
from app.uncertainty.densities import Densities
from app.uncertainty.dialogs import UncertaintyDialogs
from engine.evaluate import Result, evaluate, prepare
from engine.model.catalogue import catalogue
from engine.model.shape import input_of
from engine.scenario import InputError
from widgets.language.spoken import said

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QAction

    from app.session import Document, Session
    from app.settings import Settings
    from app.window import MainWindow
    from engine.scenario import Scenario
    from widgets.comparison.page import ScenariosPage
    from widgets.overview import OverviewPage
    from widgets.presenting.stage import Stage


_EXPORTS = ("export_workbook", "export_handout", "export_data", "export_image")


class Controller(QObject):
    """One window's behaviour. Holds the session, the last results and the view.

    What belongs to the project's file, the scenario bar and the Scenarios page stands at
    its own desk; all of them change the session, and the session's change comes back here.
    """

    def __init__(
        self,
        window: MainWindow,
        session: Session,
        settings: Settings,
        make_beside: Callable[[MainWindow, Controller, Settings], Beside] | None = None,
    ) -> None:
        """`make_beside` gives what is beside the pages; a window for a picture needs none."""
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._view = View()
        self.session = session
        document = session.document
        self._baseline = evaluate(document.baseline, needs())
        self._result = evaluate(document.scenario, needs())
        self._whole = False  # whether the result holds all formulas, not only the Overview's
        self.presenter = Presenter(window)
        self.recompute = Recompute(self._refresh, self)
        self.exports = ExportDialogs(window, settings, self.export_case)
        self.resets = Resets(window.panel, session)
        self.files = ProjectDesk(
            window,
            session,
            settings,
            self.recompute,
            lambda path: self.beside.open_sealed(path),
        )
        self.bar = BarDesk(window, session)
        request, say = self.recompute.request, window.status.show_message
        self.explaining = ExplainDesk(window, session, request, self.edit)
        self.actuals = ActualsDesk(window, session, settings, say, self.explaining.row)
        self.densities = Densities(request)
        self.uncertain = UncertaintyDialogs(window, session, self.exports)
        self.registers = RegisterFiles(window, session, settings, self.exports)
        self.pages = PageDesks(
            window,
            session,
            request,
            self.connect_months,
            self.explaining,
            self.edit,
            self.uncertain,
            self.registers,
        )
        self.links = Links(window, session, self.explaining, self.pages, self.show_page)
        self.items = ItemsDesk(window, session, say)
        self.beside: Beside = make_beside(window, self, settings) if make_beside else Nothing()
        self._actions = build_menus(window.menuBar(), window, self._handlers())
        ActionIcons(window.menuBar(), self._actions, lambda: window.tokens)
        self.files.add_recent_menu(self._actions)
        self._connect()
        session.listen(self.recompute.request)
        self.recompute.run_now()
        window.status.show_note(_standing_note())
        self._actions[f"theme_{settings.theme}"].setChecked(True)
        self._actions[f"text_size_{settings.text_size}"].setChecked(True)
        self._actions[f"motion_{settings.motion}"].setChecked(True)
        self._actions[f"language_{settings.language}"].setChecked(True)
        self._actions[f"numbers_{settings.numbers}"].setChecked(True)

    @property
    def screen(self) -> Screen:
        """What the window shows."""
        return self.presenter.screen

    def action(self, name: str) -> QAction:
        """The action of an id in the table of actions."""
        return self._actions[name]

    def export_case(self) -> ExportCase:
        """The scenarios as they are now, for files."""
        document = self.session.document
        case = ExportCase.of(document.project, document.baseline)
        return case._replace(simulation=self.pages.simulation(document))

    # From change to screen --------------------------------------------------------------

    def _refresh(self) -> None:
        """The one path: document, results, screen."""
        document, page = self.session.document, self._view.page
        explains = self.explaining.begin_frame()
        result = self._evaluated(document.scenario, whole=explains or page != OVERVIEW_PAGE)
        if explains:
            self.explaining.explain_now(document, result)
        if page == OVERVIEW_PAGE:
            screen = self._overview(document, result)
        else:
            crosshair, last = self._view.crosshair, self.screen
            screen = self.pages.screen(page, document, result, crosshair, last)
        controls = self.densities.on(screen.controls, document)
        self.presenter.show(screen._replace(explain=self.explaining.state, controls=controls))
        self.pages.shown(page, document)
        if not self.session.in_gesture:
            self._show_history(document)
            self.links.refresh()

    def _overview(self, document: Document, result: Result) -> Screen:
        compared = document.baseline.read_like(document.scenario)
        if self._baseline.scenario != compared:
            self._baseline = evaluate(compared, needs())
        # Axes hold while the hand moves and settle when it lets go.
        held = self.screen.axes if self.session.in_gesture and self.screen.axes else None
        view = View(self._view.crosshair, held)
        saved = self.session.saved
        return resolve(document, saved, result, self._baseline, view, self.screen)

    def _evaluated(self, scenario: Scenario, *, whole: bool) -> Result:
        """The result of the current scenario, with all formulas if the whole is asked for."""
        if self._result.scenario is not scenario or (whole and not self._whole):
            # Typed values, steps back and other scenarios come one by one: only a hand that
            # moves on is worth a program of its own.
            last = self._result if self.session.in_gesture and whole == self._whole else None
            self._result = evaluate(scenario, None if whole else needs(), last)
            self._whole = whole
        return self._result

    def _show_history(self, document: Document) -> None:
        for name, label in (("undo", self.session.undo_label), ("redo", self.session.redo_label)):
            action = self._actions[name]
            text = f"&{name.capitalize()}{f' {label}' if label else ''}"
            action.setEnabled(bool(label))
            if action.data() != text:
                action.setData(text)
                action.setText(said(text))
        self.files.show_title(document)

    def settle(self) -> None:
        """Waits for what is computed beside the window: for pictures and tests."""
        self.densities.begin()
        self.recompute.flush()
        while self.pages.settle(self._view.page):
            self.recompute.run_now()  # an answer may bring up another question
        self.explaining.settle(self.recompute.flush)

    # Pages -------------------------------------------------------------------------------

    def show_page(self, page: str) -> None:
        """Another page of the window."""
        if page != self._view.page:
            self.pages.leave(self._view.page)
            self._view = View(page=page)
            self.recompute.run_now()

    # From the user to the session -----------------------------------------------------------

    def _connect(self) -> None:
        panel, page, header = self._window.panel, self._window.overview, self._window.header
        panel.value_edited.connect(self.edit)
        panel.text_entered.connect(self._type)
        panel.gesture_started.connect(self.begin_gesture)
        panel.gesture_finished.connect(lambda _key: self.session.end_gesture())
        self.connect_months(page)
        page.explain_requested.connect(self.explaining.row)
        page.figure_requested.connect(self.explaining.figure)
        panel.explain_requested.connect(self.explaining.figure)
        header.preset_chosen.connect(self.bar.commands.become_preset)
        header.export_requested.connect(self._offer_exports)
        self._window.page_chosen.connect(self.show_page)
        self._window.file_dropped.connect(self._drop)
        self._window.closing.connect(self._close)

    def connect_months(self, page: OverviewPage | ScenariosPage | Stage) -> None:
        """What a page's charts say of months: the crosshair and the decision month."""
        page.month_hovered.connect(self._hover)
        page.decision_drag_started.connect(self.session.begin_gesture)
        page.decision_drag_finished.connect(self.session.end_gesture)
        page.decision_month_dragged.connect(lambda month: self.edit("decision_month", float(month)))

    def begin_gesture(self, key: str) -> None:
        """A hand takes an input: what moves with it is made out before it moves far."""
        self.session.begin_gesture()
        scenario = self.session.document.scenario
        needed = None if self._whole else needs()
        QTimer.singleShot(0, self, lambda: prepare(key, needed, scenario))

    def edit(self, key: str, value: float) -> None:
        """Sets one input. A value that it can't take is shown beside its control."""
        before = self.session.step_start.scenario.values.get(key)
        if before is None:
            return  # the register's switch, gone with its contracts since the last frame
        label = f"{input_of(key).label} {input_text(key, before)}"
        try:
            self.session.edit({key: value}, f"{label} → {input_text(key, value)}")
        except InputError as error:
            self._window.panel.show_error(key, error.fault)

    def _type(self, key: str, text: str) -> None:
        now = self.session.document.scenario.values[key]
        try:
            # A rounded text that was left as it is stands for the value itself.
            value = now if text == shown_text(key, now) else read_input(key, text)
        except InputError as error:
            self._window.panel.show_error(key, error.fault)
            return
        if value == now:
            # The field shows what was typed; put the value's own text back.
            self._window.panel.refresh(key)
        else:
            self.edit(key, value)

    def _drop(self, name: str) -> None:
        """A file on the window: a project, a workbook, or a table of actual months."""
        path = Path(name)
        if path.suffix.lower() in (".csv", ".tsv", ".txt"):
            self.actuals.open(path)
        else:
            self.files.open_path(path)

    def _hover(self, month: int) -> None:
        self._view = self._view._replace(crosshair=month or None)
        self.recompute.request()

    # Actions --------------------------------------------------------------------------------

    def _handlers(self) -> dict[str, Callable[[], object]]:
        window = self._window
        return {
            "export_workbook": self.exports.workbook,
            "export_data": self.exports.data,
            "export_image": self.exports.image,
            "quit": self._quit,
            "undo": self.session.undo,
            "redo": self.session.redo,
            "find_input": window.panel.focus_search,
            **{f"page_{page.lower()}": partial(self.show_page, page) for page in PAGES},
            "choose_preset": window.header.open_picker,
            "theme_system": lambda: self.set_theme("system"),
            "theme_light": lambda: self.set_theme("light"),
            "theme_dark": lambda: self.set_theme("dark"),
            **{f"text_size_{size}": partial(self.set_text_size, size) for size in SIZES},
            **{f"motion_{motion}": partial(self.set_motion, motion) for motion in MOTIONS},
            **{f"language_{each}": partial(self.set_language, each) for each in LANGUAGES},
            **{f"numbers_{each}": partial(self.set_numbers, each) for each in NUMBERS},
            "full_screen": self._toggle_full_screen,
            "theme_contrast": lambda: self.set_theme("contrast"),
            **self.beside.handlers(),
            **self.resets.handlers(),
            **self.files.handlers(),
            **self.bar.handlers(),
            **self.actuals.handlers(),
            **self.links.handlers(),
            **self.items.handlers(),
            **self.uncertain.handlers(),
            **contracts_menu.handlers(self.registers, self.pages, self.show_page),
        }

    def _offer_exports(self) -> None:
        """The ways out, below the button: the same actions as in the menu."""
        button = self._window.header.export
        menu = QMenu(button)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name in _EXPORTS:
            if name in self._actions:
                menu.addAction(self._actions[name])
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def set_theme(self, choice: str) -> None:
        """`light`, `dark`, `contrast`, or `system` to follow the system."""
        self._settings.theme = choice
        self._actions[f"theme_{choice}"].setChecked(True)
        theme.apply(self._window, theme.system_theme() if choice == "system" else choice)
        self.beside.set_tokens(self._window.tokens)

    def follow_system(self) -> None:
        """The system asks for another theme than before."""
        if self._settings.theme == "system":
            self.set_theme("system")

    def set_motion(self, motion: str) -> None:
        """Whether things move by themselves, from now on."""
        self._settings.motion = motion
        self._actions[f"motion_{motion}"].setChecked(True)

    def set_text_size(self, size: str) -> None:
        """Percent of the usual. Qt takes it when its application is made, not later."""
        self._settings.text_size = size
        self._actions[f"text_size_{size}"].setChecked(True)
        told = f"Text is {size}% of the usual size when Tenor is started the next time"
        self._window.status.show_message(told)

    def set_language(self, language: str) -> None:
        """`system` or a language. What is made already goes on speaking as it did."""
        self._settings.language = language
        self._actions[f"language_{language}"].setChecked(True)
        self._window.status.show_message("Tenor speaks so when it is started the next time")

    def set_numbers(self, numbers: str) -> None:
        """As the system's locale writes them, or as is usual in the language."""
        self._settings.numbers = numbers
        self._actions[f"numbers_{numbers}"].setChecked(True)
        self._window.status.show_message("Numbers are so when Tenor is started the next time")

    def _toggle_full_screen(self) -> None:
        if self._window.isFullScreen():
            self._window.showNormal()
        else:
            self._window.showFullScreen()

    def _quit(self) -> None:
        self._window.close()

    def _close(self) -> None:
        self.exports.stop()
        self.beside.stop()
        self.pages.stop()
        self.files.stop()
        self.actuals.stop()
        self.registers.stop()
        self._settings.open_groups = tuple(self._window.panel.open_groups())
        self._settings.geometry = bytes(self._window.saveGeometry().toBase64().data()).decode()


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
