"""A demo by hands that know no fear: thousands of seeded actions on one real window.

Menus, pages, views, sliders, fields, dialogs, files and exports, in any order, with clicks and
keys wherever they land. What goes wrong is kept; what it costs is measured at rest: with a new
project on the first page and nothing open.
"""

from __future__ import annotations

import gc
from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QMenu,
    QWidget,
)
from shiboken6 import isValid

from app.actions import ACTIONS
from app.boardroom import boardroom_of
from app.views import page_and_view, page_names
from engine.files.shipped import presets
from engine.model.catalogue import catalogue
from tests.app.answers import Answers
from tests.app.held import Rest, resident, used
from widgets.controls.slider import Slider

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.controller import Controller
    from app.window import MainWindow
    from tests.engine.files.projects import Dice
    from widgets.controls.control import InputControl

SIZES = ((1280, 720), (1440, 900), (1920, 1080))
MOST_SCENARIOS = 6
_BLOCKED = 150  # ms after which a menu or dialog that holds everything up is closed
_PATIENCE = 60  # rounds of what is still open at rest
_LEFT = Qt.MouseButton.LeftButton
_PLAIN = Qt.KeyboardModifier.NoModifier
_KEYS = (
    *(Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Space),
    *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home),
    *(Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Delete, Qt.Key.Key_A),
    *(Qt.Key.Key_5, Qt.Key.Key_F2, Qt.Key.Key_Menu, Qt.Key.Key_F, Qt.Key.Key_B),
)
_TYPED = ("36", "7%", "1.1B", "3y", "0", "-1", "1e99", "none", "", "nonsense", "=1+1", "٣", "$5")


class Demo:
    """Drives one window. `faults` is what went wrong, `log` the last actions before it."""

    def __init__(
        self, window: MainWindow, controller: Controller, folder: Path, dice: Dice
    ) -> None:
        self.window = window
        self.controller = controller
        self.faults: list[str] = []
        self.log: deque[str] = deque(maxlen=25)
        self.actions = 0
        self.left_out = {"quit"}  # ids of the table of actions
        self._folder = folder
        self._dice = dice
        self._answers = Answers()
        controller.files.commands.questions = self._answers
        self._answers.changes = "discard"
        self._answers.overwrite = True
        self._blocked = QTimer()
        self._blocked.setInterval(_BLOCKED)
        self._blocked.timeout.connect(self._unblock)
        self._blocked.start()
        self._kinds: dict[str, tuple[int, Callable[[], str]]] = {
            "menu": (24, self._menu),
            "page": (10, self._page),
            "drag": (12, self._drag),
            "type": (6, self._type),
            "click": (20, self._click),
            "keys": (16, self._keys),
            "point": (6, self._point),
            "history": (5, self._history),
            "file": (4, self._file),
            "scenario": (4, self._scenario),
            "look": (3, self._look),
            "wait": (3, self._wait),
        }

    # The course ----------------------------------------------------------------------------

    def tour(self) -> None:
        """Everything once, so that what is made when it is first seen is there."""
        for name in page_names():
            self._show(name)
            self.controller.settle()
        for spec in ACTIONS:
            self._log(f"tour {spec.id}")
            self._trigger(spec.id)
            _breathe()
            self._close_all()
        self._finish()

    def run(self, count: int) -> None:
        """So many actions by chance; ends early when something went wrong."""
        names = [*self._kinds]
        weights = [weight for weight, _ in self._kinds.values()]
        for _ in range(count):
            if self.faults:
                return
            (name,) = self._dice.choices(names, weights)
            self.actions += 1
            self._log(f"{self.actions} {name} {self._kinds[name][1]()}")
            _breathe()
            if self._dice.random() < 0.35:
                self._leave_dialogs()

    def rest(self) -> Rest:
        """Brings the window to rest, and measures."""
        self._close_all()
        self.controller.files.commands.new()
        self.controller.show_page("Overview")
        self.controller.explaining.close()
        self.controller.set_theme("light")
        self.window.showNormal()
        self.window.resize(*SIZES[1])
        self._finish()
        for _ in range(3):
            _breathe()
            gc.collect()
        return Rest(
            self.actions,
            resident(),
            used(),
            len(gc.get_objects()),
            len(self.window.findChildren(QObject)),
            len(QApplication.topLevelWidgets()),
        )

    def end(self) -> None:
        self._close_all()
        self._finish()
        self._blocked.stop()

    def told(self) -> str:
        """What went wrong, and what was done before."""
        return "\n".join([*self.faults, "", "after:", *self.log])

    def chosen_path(self, start: str, kinds: str) -> Path:
        """What a file dialog answers: one of a few files, some there already."""
        name = Path(start).name or "plan"
        suffix = Path(name).suffix
        if not suffix and "*." in kinds:
            suffix = "." + kinds.split("*.")[1].split(")")[0].split(" ")[0].split(";")[0]
        return self._folder / f"{self._dice.choice(['one', 'two'])}{suffix}"

    def chosen_action(self, menu: QMenu) -> None:
        """What is chosen from a menu that would wait for an answer: an entry, or nothing."""
        entries = [each for each in menu.actions() if each.isEnabled() and not each.isSeparator()]
        if entries and self._dice.random() < 0.6:
            self._dice.choice(entries).trigger()

    def _log(self, text: str) -> None:
        self.log.append(text)

    # Actions -------------------------------------------------------------------------------

    def _menu(self) -> str:
        spec = self._dice.choice(ACTIONS)
        self._trigger(spec.id)
        _breathe()
        for _ in range(self._dice.randint(0, 4)):
            self._act_in(_topmost(self.window))
        return spec.id

    def _trigger(self, name: str) -> None:
        if name not in self.left_out and QApplication.activeModalWidget() is None:
            self.controller.action(name).trigger()

    def _page(self) -> str:
        name = self._dice.choice(page_names())
        self._show(name)
        return name

    def _show(self, name: str) -> None:
        page, view = page_and_view(name)
        self.controller.show_page(page)
        if "/" in name:
            self.controller.pages.show_view(page, view)

    def _drag(self) -> str:
        keys = ["term_months", "monthly_spend", "revenue_growth", *self._some_inputs()]
        control = self.window.panel.control(self._dice.choice(keys))
        if control is None or not control.isVisible():
            return "nothing"
        self._pull(control)
        return control.objectName()

    def _some_inputs(self) -> list[str]:
        """Those that have a control: the switch of a register's contracts has none."""
        return self._dice.sample(list(catalogue().inputs), 3)

    def _pull(self, control: InputControl) -> None:
        found = control.findChildren(Slider)
        if not found:  # a switch
            return
        slider = found[0]
        middle = slider.height() // 2
        QTest.mousePress(slider, _LEFT, _PLAIN, QPoint(slider.width() // 2, middle))
        for _ in range(self._dice.randint(1, 6)):
            at = QPoint(self._dice.randint(-10, slider.width() + 10), middle)
            QTest.mouseMove(slider, at)
            _breathe()
        if isValid(slider):
            QTest.mouseRelease(slider, _LEFT, _PLAIN, QPoint(slider.width() // 3, middle))

    def _type(self) -> str:
        key, text = self._dice.choice(self._some_inputs()), self._dice.choice(_TYPED)
        self.window.panel.text_entered.emit(key, text)
        return f"{text!r} in {key}"

    def _click(self) -> str:
        return self._act_in(_topmost(self.window))

    def _act_in(self, top: QWidget) -> str:
        """A click, a double click or a key, somewhere in a window, a dialog or a list."""
        places = [each for each in top.findChildren(QWidget) if _is_seen(each)]
        widget = self._dice.choice(places) if places else top
        if top is not self.window and self._dice.random() < 0.3:
            QTest.keyClick(top, self._dice.choice(_KEYS))
            return f"key in {type(top).__name__}"
        at = QPoint(
            self._dice.randrange(max(1, widget.width())),
            self._dice.randrange(max(1, widget.height())),
        )
        name, kind = type(widget).__name__, self._dice.random()
        if kind < 0.08:
            QTest.mouseDClick(widget, _LEFT, _PLAIN, at)
        elif kind < 0.16:
            QTest.mouseClick(widget, Qt.MouseButton.RightButton, _PLAIN, at)
        else:
            QTest.mouseClick(widget, _LEFT, _PLAIN, at)
        return f"{name} in {type(top).__name__} at {at.x()}, {at.y()}"

    def _keys(self) -> str:
        pressed = self._dice.choices(_KEYS, k=self._dice.randint(1, 5))
        for key in pressed:
            QTest.keyClick(QApplication.focusWidget() or self.window, key)
            _breathe()
        return " ".join(Qt.Key(key).name for key in pressed)

    def _point(self) -> str:
        """The mouse over the page, for crosshairs and tips."""
        for _ in range(self._dice.randint(1, 6)):
            at = QPoint(
                self._dice.randrange(self.window.width()),
                self._dice.randrange(self.window.height()),
            )
            widget = self.window.childAt(at)
            if widget is not None:
                QTest.mouseMove(widget, widget.mapFrom(self.window, at))
            _breathe()
        return ""

    def _history(self) -> str:
        for _ in range(self._dice.randint(1, 8)):
            back = self._dice.random() < 0.6
            session = self.controller.session
            (session.undo if back else session.redo)()
        return ""

    def _file(self) -> str:
        """Saved, opened, sealed, begun anew."""
        plan = self._folder / f"{self._dice.choice(['one', 'two'])}.tenor"
        what = self._dice.choice(["save", "open", "seal", "sealed", "new", "workbook"])
        commands = self.controller.files.commands
        self._answers.to_save, self._answers.to_open = plan, plan
        if what == "save":
            commands.save_as()
        elif what == "seal":
            self._trigger("seal_snapshot")
        elif what == "new":
            commands.new()
        else:
            suffix = {"open": ".tenor", "sealed": ".tenorseal", "workbook": ".xlsx"}[what]
            path = plan.with_suffix(suffix)
            if path.is_file() and QApplication.activeModalWidget() is None:
                self.window.file_dropped.emit(str(path))
        self._answers.asked.clear()
        self._answers.faults.clear()
        return what

    def _scenario(self) -> str:
        commands, project = self.controller.bar.commands, self.controller.session.project
        if len(project.entries) < MOST_SCENARIOS:
            preset = self._dice.choice(list(presets()))
            commands.add_preset(preset)
            return f"add {preset}"
        commands.delete(self._dice.choice(project.entries).id)
        return "delete"

    def _look(self) -> str:
        """Another size, another theme."""
        width, height = self._dice.choice(SIZES)
        if not self.window.isFullScreen():
            self.window.resize(width, height)
        theme = self._dice.choice(["light", "dark", "contrast", "system"])
        self.controller.set_theme(theme)
        return f"{width}x{height} {theme}"

    def _wait(self) -> str:
        """Until every answer is there."""
        if QApplication.activeModalWidget() is None:
            self.controller.settle()
        return ""

    # Dialogs -------------------------------------------------------------------------------

    def _leave_dialogs(self) -> None:
        """Closes what is open, now and then by the button that does what it says."""
        top = _topmost(self.window)
        if top is self.window:
            return
        buttons = [each for each in top.findChildren(QAbstractButton) if _is_seen(each)]
        if buttons and self._dice.random() < 0.4:
            self._dice.choice(buttons).click()
            _breathe()
        self._close(_topmost(self.window))

    def _close(self, top: QWidget) -> None:
        if top is self.window or not isValid(top):
            return
        if isinstance(top, QDialog):
            top.reject()
        else:
            top.close()
        _breathe()

    def _close_all(self) -> None:
        for _ in range(_PATIENCE):
            top = _topmost(self.window)
            if top is self.window:
                return
            self._close(top)
        self.faults.append(f"{type(_topmost(self.window)).__name__} does not close")

    def _unblock(self) -> None:
        """A menu or a box of the toolkit's own holds everything up: it is closed."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()

    def _finish(self) -> None:
        """All that was begun is done: exports, reading, sealing, answers."""
        for _ in range(_PATIENCE):
            self.controller.exports.exports.cancel()
            _breathe()
            self.controller.files.workbooks.settle()
            self.controller.registers.settle()
            self.controller.actuals.settle()
            boardroom_of(self.controller).sealing.settle()
            self.controller.settle()
            if _topmost(self.window) is self.window and not self.controller.exports.exports.busy:
                return
            self._close_all()  # what was read asks how it is meant, say
            QTest.qWait(20)
        self.faults.append("the window does not come to rest")


def _topmost(window: MainWindow) -> QWidget:
    """What takes the next click: a list or menu, a modal dialog, another window, the window."""
    above = QApplication.activePopupWidget() or QApplication.activeModalWidget()
    if above is not None:
        return above
    others = [
        each
        for each in QApplication.topLevelWidgets()
        if each.isVisible() and each is not window and each.windowType() != Qt.WindowType.ToolTip
    ]
    return others[-1] if others else window


def _is_seen(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled() and not widget.visibleRegion().isEmpty()


def _breathe() -> None:
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
