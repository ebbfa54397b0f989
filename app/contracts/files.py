"""Registers in files: import, export, template, the example, deadlines for a calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog

from app.contracts.commands import with_register
from widgets.language.spoken import joined, said

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from app.contracts.importing import RegisterImport
    from app.files.export_dialogs import ExportDialogs
    from app.session import Session
    from app.settings import Settings
    from app.window import MainWindow

_TABLES = ("Tables (*.csv *.tsv *.txt *.xlsx)", "All files (*)")
_SAVED = ("Excel workbook (*.xlsx)", "CSV file (*.csv)")
_CALENDAR = ("Calendar (*.ics)",)

# Modules that read and write files are imported where they are used.


class RegisterFiles(QObject):
    """The file actions of the register of one window."""

    told = Signal(str, object)  # what was done in one line; texts of what was refused

    def __init__(
        self, window: MainWindow, session: Session, settings: Settings, exports: ExportDialogs
    ) -> None:
        super().__init__(window)
        self.now: Callable[[], datetime] = lambda: datetime.now(UTC)  # a calendar says when
        self._window = window
        self._session = session
        self._settings = settings
        self._exports = exports
        self._importing: RegisterImport | None = None

    @property
    def importing(self) -> RegisterImport:
        """The import's own desk, made when it is first needed."""
        if self._importing is None:
            from app.contracts.importing import RegisterImport

            self._importing = RegisterImport(
                self._window, self._session, self._settings, self.told.emit
            )
        return self._importing

    def do(self, what: str) -> None:
        """`import`, `export`, `template` or `example`."""
        self._actions[what]()

    @property
    def _actions(self) -> dict[str, Callable[[], None]]:
        return {
            "import": self.ask_import,
            "export": self.export,
            "template": self.template,
            "example": self.example,
        }

    # In ------------------------------------------------------------------------------------

    def ask_import(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self._window,
            said("Import contracts"),
            self._settings.folder,
            joined(";;", *_TABLES),
        )
        if chosen:
            self._settings.folder = str(Path(chosen).parent)
            self.importing.open(Path(chosen))

    def drop(self, path: str) -> None:
        """A table that was dropped on the register."""
        self.importing.open(Path(path))

    def example(self) -> None:
        """The example in place of the register; undo brings that back."""
        from engine.files.register.example import example_register

        project = self._session.project
        before = len(project.register.contracts)
        shipped = example_register()
        register = replace(
            project.register,
            contracts=shipped.contracts,
            quotes=shipped.quotes,
            planned_supplier=shipped.planned_supplier,
            studied=shipped.studied,
            watch=shipped.watch,
        )
        self._session.change(with_register(project, register), "Example register")
        count = len(shipped.contracts)
        words = f"The example: {count} contracts of suppliers that don’t exist"
        if before:
            held = "contract that was" if before == 1 else f"{before:,} contracts that were"
            words += f" · undo brings back the {held} here"
        self.told.emit(words, ())

    # Out -----------------------------------------------------------------------------------

    def export(self) -> None:
        """All contracts; quotes are exported where they are shown."""
        from engine.files.register.write import write_register

        contracts = self._session.project.register.contracts
        if path := self._ask("Export contracts", "contracts", _SAVED):
            self._exports.save_to(path, lambda to, _progress: write_register(to, contracts))

    def template(self) -> None:
        from engine.files.register.write import write_template

        if path := self._ask("Save a template", "contracts template", _SAVED):
            self._exports.save_to(path, lambda to, _progress: write_template(to))

    def export_calendar(self, as_of: date) -> None:
        """The deadlines after a day, for a calendar."""
        from engine.contracts.deadlines import deadlines
        from engine.files.ics import write_calendar

        events = deadlines(self._session.project.register, as_of)
        if path := self._ask("Export deadlines", "contract deadlines", _CALENDAR):
            stamp = self.now()
            self._exports.save_to(path, lambda to, _progress: write_calendar(to, events, stamp))

    def _ask(self, title: str, name: str, kinds: Sequence[str]) -> Path | None:
        """A file to write; without an ending it gets that of the kind that was chosen."""
        documents = QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )
        known = [suffix_of(each) for each in kinds]
        start = Path(self._settings.folder or documents) / (said(name) + known[0])
        chosen, kind = QFileDialog.getSaveFileName(
            self._window, said(title), str(start), joined(";;", *kinds)
        )
        if not chosen:
            return None
        path = Path(chosen)
        self._settings.folder = str(path.parent)
        if path.suffix.lower() in known:
            return path
        return path.with_name(path.name + (suffix_of(kind) if kind else known[0]))

    def stop(self) -> None:
        """Nothing runs on after the window is closed."""
        if self._importing is not None:
            self._importing.stop()

    def settle(self) -> None:
        """Waits for a file that is being read: for tests."""
        if self._importing is not None:
            self._importing.settle()


def suffix_of(kind: str) -> str:
    """`.xlsx`, of a kind of files such as `Excel workbook (*.xlsx)`."""
    return kind[kind.rindex("*") + 1 : kind.rindex(")")]
