"""The start page at the window: what it offers, and what follows a choice."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.welcome.tiles import preset_tiles
from widgets.language.spoken import own
from widgets.row_list import Row
from widgets.welcome.start import StartPage

if TYPE_CHECKING:
    from app.controller import Controller
    from app.settings import Settings
    from app.window import MainWindow


class StartDesk:
    """One start page at a time."""

    def __init__(self, window: MainWindow, controller: Controller, settings: Settings) -> None:
        self._window = window
        self._controller = controller
        self._settings = settings
        self.dialog: StartPage | None = None

    def open(self) -> None:
        if self.dialog is not None:
            self.dialog.raise_()
            return
        files = self._controller.files
        rows = tuple(_row(path) for path in files.commands.recent())
        at_start = self._settings.start_page == "yes"
        page = StartPage(preset_tiles(), rows, self._window.tokens, self._window, at_start=at_start)
        page.way_chosen.connect(self._act)
        page.preset_chosen.connect(files.begin)
        page.file_chosen.connect(lambda path: files.open_path(Path(path)))
        page.at_start_changed.connect(self._remember)
        page.finished.connect(self._forget)
        self.dialog = page
        page.open()

    def _act(self, name: str) -> None:
        self._controller.action(name).trigger()

    def _remember(self, at_start: bool) -> None:
        self._settings.start_page = "yes" if at_start else ""

    def _forget(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None

    def stop(self) -> None:
        if self.dialog is not None:
            self.dialog.reject()


def _row(path: Path) -> Row:
    return Row(str(path), own(path.name), "", own(path.parent.name), own(str(path)))
