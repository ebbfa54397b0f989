"""Starting and stopping the window, for people and for pictures."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QByteArray,
    QEvent,
    QMessageLogContext,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication

from app import settings as kept
from app import theme
from app.boardroom import Boardroom, boardroom_of
from app.controller import Controller
from app.files.recovery import recovery_folder
from app.language import begin_to_speak
from app.scenarios.naming import with_own_names
from app.session import Session
from app.text_size import USUAL, painted_at
from app.warming import Warming
from app.window import MainWindow
from engine.files.shipped import presets

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from engine.project import Project


# The interface never waits longer than this for a thread that computes; Python's own 5 ms are
# more than half a frame.
_SWITCH = 0.0005  # seconds


def application(text_size: str = USUAL) -> QApplication:
    """The one QApplication, with Tenor's fonts and name. Made once, at one text size."""
    sys.setswitchinterval(_SWITCH)
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    with painted_at(text_size):
        made = QApplication(sys.argv[:1])
    made.setApplicationName("Tenor")
    made.setDesktopFileName("tenor")  # whose icon Wayland shows
    made.setApplicationDisplayName("")
    made.setStyle("Fusion")
    theme.load_fonts()
    made.setFont(theme.application_font())
    return made


def open_window(
    project: Project, settings: kept.Settings, path: Path | None = None
) -> tuple[MainWindow, Controller]:
    """A window on a project, not shown yet. `path` is its file, if it has one."""
    if path is None:
        project = with_own_names(project)
    name = theme.system_theme() if settings.theme == "system" else settings.theme
    theme.set_palette(name)
    listed = [(each.id, each.name, each.story) for each in presets().values()]
    window = MainWindow(theme.tokens(name), listed, settings.open_groups)
    controller = Controller(window, Session(project, path), settings, Boardroom)
    theme.SystemTheme(controller).changed.connect(controller.follow_system)
    return window, controller


def close_window(window: MainWindow) -> None:
    """Takes the window apart while Qt still lives: left to the interpreter, pyqtgraph crashes."""
    window.close()
    window.deleteLater()
    give_up_clipboard()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()


def give_up_clipboard() -> None:
    """Leaves what was copied there as plain text of Qt's own.

    A table was put there as an object of Python's: Qt would take it apart after Python.
    """
    clipboard = QApplication.clipboard()
    if clipboard.ownsClipboard() and clipboard.mimeData().hasHtml():
        clipboard.setText(clipboard.text())


def run(project: Project, path: Path | None = None, workbook: Path | None = None) -> int:
    """Opens the window and stays until it is closed. The exit code.

    A `workbook` is one whose changes are offered once the window stands, or a snapshot.
    """
    where = kept.settings_path()
    settings = kept.load(where)
    made = application(settings.text_size)
    begin_to_speak(made, settings.language, settings.numbers)
    if settings.text_size != USUAL:
        from widgets.dialogs.fitting import FittingDialogs

        FittingDialogs(made)
    window, controller = open_window(project, settings, path)
    sys.excepthook = _reporter(window)
    if settings.geometry:
        window.restoreGeometry(QByteArray.fromBase64(settings.geometry.encode()))
    else:  # a small screen, or one that large text makes small
        window.resize(window.size().boundedTo(window.screen().availableSize()))
    window.show()
    window.focus_first()
    QTimer.singleShot(0, controller, lambda: _begin(controller, settings, workbook))
    code = made.exec()
    sys.excepthook = sys.__excepthook__
    kept.save(settings, where)
    close_window(window)
    return code


def _begin(controller: Controller, settings: kept.Settings, workbook: Path | None) -> None:
    """What waits until the first frame is seen: the keeping of work, and what is asked."""
    from app.app_icon import show_icon

    show_icon()
    folder = recovery_folder()
    controller.files.keep_work(folder)
    controller.files.offer_recovery(folder)
    if workbook is not None:
        controller.files.commands.open_path(workbook)
    elif not settings.toured or settings.start_page:
        with_file = controller.session.saved.path is not None
        boardroom_of(controller).welcome.greet(with_file=with_file)
        kept.save(settings, kept.settings_path())  # at once: the tour is not shown a second time
    Warming(controller.session, controller, [controller.densities.begin]).begin()


_Hook = Callable[[type[BaseException], BaseException, "TracebackType | None"], None]


def _reporter(window: MainWindow) -> _Hook:
    """A fault of ours never goes unseen and never closes the window."""

    def report(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        sys.__excepthook__(kind, error, trace)
        window.status.show_message(f"Something went wrong: {error}. Your work is unharmed.")

    return report


def use_off_screen() -> None:
    """Paints without a display. Must be called before the first QApplication."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    qInstallMessageHandler(_told)


def _told(_kind: QtMsgType, _context: QMessageLogContext, text: str | None) -> None:
    """Qt's messages on standard error, but for one that is of no use to anybody."""
    if text and "propagateSizeHints" not in text:
        sys.stderr.write(f"{text}\n")
