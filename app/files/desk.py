"""The project's file at the window: menu, title, recent files, dropped files, recovery."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from app.files.autosave import Autosave
from app.files.commands import FileCommands
from app.files.dialogs import FileDialogs
from app.files.recovery import RecoveryFile, left_behind, release
from app.files.workbook_desk import WorkbookDesk
from widgets.language.spoken import own, said

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from PySide6.QtGui import QAction

    from app.recompute import Recompute
    from app.session import Document, Session
    from app.settings import Settings
    from app.window import MainWindow


class ProjectDesk:
    """Joins the window, the file commands and the autosave."""

    def __init__(
        self,
        window: MainWindow,
        session: Session,
        settings: Settings,
        recompute: Recompute,
        open_sealed: Callable[[Path], None],
    ) -> None:
        """`open_sealed` takes a snapshot."""
        self._window = window
        self._session = session
        self._recompute = recompute
        self._open_sealed = open_sealed
        self.sealed_name = ""  # of the snapshot that is shown, while nothing in it is changed
        self._autosave: Autosave | None = None
        self._recent: QMenu | None = None
        self.workbooks = WorkbookDesk(
            window, session, lambda text, why: self.commands.questions.failed(text, why)
        )
        self.commands = FileCommands(
            session,
            settings,
            FileDialogs(window),
            window.status.show_message,
            self._open_other,
        )

    def handlers(self) -> dict[str, Callable[[], object]]:
        commands = self.commands
        return {
            "new_project": lambda: self._done(commands.new()),
            "open_project": lambda: self._done(commands.open()),
            "save_project": lambda: self._done(commands.save()),
            "save_project_as": lambda: self._done(commands.save_as()),
        }

    def begin(self, preset: str) -> None:
        """A new project with a preset's scenario."""
        self._done(self.commands.new(preset))

    def open_path(self, path: Path) -> None:
        """A file that was dropped on the window."""
        self._done(self.commands.open_path(path))

    def _open_other(self, path: Path) -> None:
        sealed = path.suffix.lower() == ".tenorseal"
        (self._open_sealed if sealed else self.workbooks.open)(path)

    def _done(self, _done: bool) -> None:
        """The title and the bar follow at once, also where no number changed."""
        self._recompute.run_now()

    def show_title(self, document: Document) -> None:
        """`Longer term · plan.tenor – Tenor`, with a mark while there is unsaved work."""
        path = self._session.saved.path
        file = path.name if path else self.sealed_name
        name = f"{document.scenario.name} · {file}" if file else document.scenario.name
        # Doubled, Qt's placeholder for the mark stands for itself.
        title = name.replace("[*]", "[*][*]") + "[*] – Tenor"
        if self._window.windowTitle() != title:
            self._window.setWindowTitle(own(title))
        self._window.setWindowModified(self._session.unsaved)

    # Recent files --------------------------------------------------------------------------

    def add_recent_menu(self, actions: Mapping[str, QAction]) -> None:
        """`Open recent`, below `Open`; filled whenever it is opened."""
        self._recent = QMenu(said("Open &recent"), self._window)
        self._recent.aboutToShow.connect(self._fill_recent)
        file_menu = actions["open_project"].associatedObjects()[-1]
        assert isinstance(file_menu, QMenu)
        file_menu.insertMenu(actions["save_project"], self._recent)

    def _fill_recent(self) -> None:
        menu = self._recent
        assert menu is not None
        menu.clear()
        paths = self.commands.recent()
        for path in paths:
            action = menu.addAction(own(path.name.replace("&", "&&")))
            action.setToolTip(own(str(path)))
            action.triggered.connect(
                lambda _checked=False, path=path: self._done(self.commands.open_path(path))
            )
        if not paths:
            menu.addAction(said("No recent files")).setEnabled(False)
        else:
            menu.addSeparator()
            menu.addAction(said("Clear this list"), self.commands.clear_recent)
        menu.setToolTipsVisible(True)

    # Unsaved work --------------------------------------------------------------------------

    def keep_work(self, folder: Path) -> None:
        """From now on unsaved work is kept in `folder`, and asked about before it is lost."""
        autosave = Autosave(self._session, RecoveryFile(folder), self._window)
        autosave.failed.connect(self._window.status.show_message)
        self._autosave = autosave
        self._window.may_close = self.commands.may_lose

    def offer_recovery(self, folder: Path) -> None:
        """Asks about work that a window left behind; what is opened is unsaved work again."""
        found = left_behind(folder)
        for place, each in enumerate(found):
            answer = self.commands.questions.recover(each, len(found) - place - 1)
            safe = answer == "discard"
            if answer == "save":
                self.commands.recover(each)
                # The old copy goes when there is a new one.
                safe = self._autosave is not None and self._autosave.keep_now()
            release(each, remove=safe)
            if answer != "discard":
                for other in found[place + 1 :]:
                    release(other, remove=False)
                break
        self._recompute.run_now()

    def stop(self) -> None:
        """The window closes: nothing is left to recover."""
        self.workbooks.stop()
        if self._autosave is not None:
            self._autosave.finish()
