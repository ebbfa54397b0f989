"""Asking where to save, and telling how it went."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from app.files.exporting import Exports, Write
from app.files.pictures import save_picture
from app.files.writers import data_writer, draws_writer, workbook_writer
from engine.files.atomic import FileError
from widgets.language.spoken import said

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from app.files.export_case import ExportCase
    from app.settings import Settings
    from app.window import MainWindow
    from engine.analysis.simulation.result import Simulation

_BOARD_PACKS = {
    "pdf": "PDF document (*.pdf)",
    "pptx": "PowerPoint presentation (*.pptx)",
}


class ExportDialogs(QObject):
    """The export actions of one window. `case` gives the scenarios as they are."""

    def __init__(
        self, window: MainWindow, settings: Settings, case: Callable[[], ExportCase]
    ) -> None:
        super().__init__(window)
        self._case = case
        self._window = window
        self._settings = settings
        self.exports = Exports(self)
        status = window.status
        self.exports.started.connect(self._started)
        self.exports.progressed.connect(status.show_progress)
        self.exports.saved.connect(self._saved)
        self.exports.failed.connect(self._failed)
        status.cancel_requested.connect(self.exports.cancel)
        status.link_opened.connect(_open)

    def workbook(self) -> None:
        if path := self._ask("Export workbook", ".xlsx", "Excel workbook (*.xlsx)"):
            self.save_to(path, workbook_writer(self._case()))

    def data(self) -> None:
        if path := self._ask("Export data", ".csv", "CSV file (*.csv)"):
            self.save_to(path, data_writer(self._case().result()))

    def draws(self, make: Callable[[Callable[[], None]], Simulation]) -> None:
        """`make` gives them beside the window; it calls often what it is handed."""
        if path := self._ask("Export draws", ".csv", "CSV file (*.csv)", " draws"):
            self.save_to(path, draws_writer(make))

    def image(self) -> None:
        picture = self._window.grab()  # before the dialog covers it
        if path := self._ask("Export image", ".png", "PNG image (*.png)"):
            try:
                save_picture(picture, path)
            except FileError as error:
                self._failed(str(error))
            else:
                self._saved(str(path))

    def ask_board_pack(self, form: str, parent: QWidget) -> Path | None:
        """Where to save it; `form` is pdf or pptx."""
        kind = _BOARD_PACKS[form]
        return self._ask("Export board pack", f".{form}", kind, " board pack", parent)

    def save_to(self, path: Path, write: Write) -> None:
        """Writes in the background; the window goes on."""
        self.exports.start(path, write)

    def stop(self) -> None:
        self.exports.stop()

    def _ask(
        self, title: str, suffix: str, kind: str, what: str = "", parent: QWidget | None = None
    ) -> Path | None:
        """A file of the scenario's name, and of `what` behind it."""
        documents = QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )
        folder = Path(self._settings.folder or documents)
        name = file_name(self._case().scenario.name) + what + suffix
        asking = parent or self._window
        start = str(folder / name)
        chosen, _ = QFileDialog.getSaveFileName(asking, said(title), start, said(kind))
        if not chosen:
            return None
        path = Path(chosen)
        self._settings.folder = str(path.parent)
        return path if path.suffix.lower() == suffix else path.with_name(path.name + suffix)

    def _started(self, name: str) -> None:
        self._window.status.show_message(f"Saving {name}…")
        self._window.status.show_progress(0.0)

    def _saved(self, path: str) -> None:
        self._window.status.show_progress(None)
        link = QUrl.fromLocalFile(path).toString()
        self._window.status.show_message(f"Saved {Path(path).name}", link, "Open")

    def _failed(self, fault: str) -> None:
        self._window.status.show_progress(None)
        self._window.status.show_message(fault)


def file_name(name: str) -> str:
    """A scenario's name without what file systems refuse."""
    kept = "".join(each if each.isalnum() or each in " -_()$." else "-" for each in name)
    return kept.strip(" .")[:80] or "scenario"


def _open(link: str) -> None:
    QDesktopServices.openUrl(QUrl(link))
