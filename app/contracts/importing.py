"""Contracts from a file: read beside the window, mapped in a dialog, then in the register."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from app.background import Background
from app.contracts.commands import with_register
from app.contracts.import_states import Import, import_state, left_out
from app.contracts.register_edits import merged
from engine.contracts.contract import MOST_CONTRACTS
from engine.files.register.columns import contract_table
from engine.files.register.mapping import remember, remembered_of, remembered_text
from engine.files.register.sheet import open_sheet
from widgets.dialogs.register_import import RegisterImportDialog

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.session import Session
    from app.settings import Settings
    from app.window import MainWindow

    Tell = Callable[[str, object], object]  # what was done in one line; what was refused

_AT_ONCE = 2_000  # rows: fewer are read anew while the dialog waits
_MOST_REMEMBERED = 10


class RegisterImport(QObject):
    """One file at a time. Reading can be cancelled at the foot of the window."""

    def __init__(
        self, window: MainWindow, session: Session, settings: Settings, tell: Tell
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._settings = settings
        self._tell = tell
        self._replaces = False
        self._waiting: Import | None = None  # mapped otherwise, to be read next
        self.found: Import | None = None
        self.dialog: RegisterImportDialog | None = None
        self._work = Background(self)
        self._work.finished.connect(self._read)
        self._work.failed.connect(self._failed)
        self._work.cancelled.connect(lambda: self._failed("Import cancelled"))
        self._work.progressed.connect(window.status.show_progress)
        window.status.cancel_requested.connect(self._work.cancel)

    def open(self, path: Path, sheet: str | None = None) -> None:
        """Reads a file; the mapping is asked when it is read."""
        kept = self._remembered()

        def read(progress: Callable[[float], None]) -> Import:
            progress(0.05)
            found = open_sheet(path, contract_table(), sheet)
            progress(0.6)
            made = Import.of(path, found, kept)
            progress(1.0)
            return made

        if self._work.start(read):
            self._window.status.show_progress(0.0)
            self._window.status.show_message(f"Reading {path.name}…")

    def _remembered(self) -> list[Any]:
        texts = self._settings.register_mappings
        return [found for text in texts if (found := remembered_of(text, contract_table()))]

    def settle(self) -> None:
        self._work.wait()

    def stop(self) -> None:
        self._work.stop()

    # The dialog ----------------------------------------------------------------------------

    def _read(self, found: Import) -> None:
        self._window.status.show_progress(None)
        self._window.status.clear_message()
        self.found = found
        if self._waiting is not None:
            self._again(self._waiting)
            return
        self._show()

    def _failed(self, fault: str) -> None:
        self._window.status.show_progress(None)
        self._window.status.show_message(fault)
        self._waiting = None
        if self.dialog is not None:
            self._show()

    def _show(self) -> None:
        found = self.found
        if found is None:
            return
        held = len(self._session.project.register.contracts)
        state = import_state(found, held, replaces=self._replaces, busy=self._work.busy)
        if self.dialog is not None:
            self.dialog.show_state(state)
            return
        dialog = self.dialog = RegisterImportDialog(state, self._window.tokens, self._window)
        dialog.column_mapped.connect(lambda at, key: self._map(lambda it: it.with_column(at, key)))
        dialog.unit_changed.connect(lambda unit: self._map(lambda it: it.with_unit(unit)))
        dialog.order_changed.connect(lambda at: self._map(lambda it: it.with_order(at)))
        dialog.sheet_changed.connect(self._change_sheet)
        dialog.replace_chosen.connect(self._choose_way)
        dialog.accepted.connect(self._accept)
        dialog.finished.connect(self._forget)
        dialog.open()

    def _map(self, change: Callable[[Import], Import]) -> None:
        if self.found is not None:
            self._again(change(self._waiting or self.found))

    def _again(self, changed: Import) -> None:
        """Reads the sheet as it is mapped now: at once, or beside the window if it is large."""
        self._waiting = None
        if changed.sheet.rows <= _AT_ONCE:
            self.found = changed.read()
        elif not self._work.start(lambda _progress: changed.read()):
            self._waiting = changed  # read when what is under way is done
            return
        else:
            self.found = changed
        self._show()

    def _change_sheet(self, place: int) -> None:
        if self.found is not None:
            self.open(self.found.path, self.found.sheet.names[place])

    def _choose_way(self, replaces: bool) -> None:
        self._replaces = replaces

    def _accept(self) -> None:
        found = self.found
        if found is None or found.reading is None:
            return
        text = remembered_text(remember(found.sheet, found.mapping))
        others = [each for each in self._settings.register_mappings if each != text]
        self._settings.register_mappings = (text, *others)[:_MOST_REMEMBERED]
        register = self._session.project.register
        held = () if self._replaces else register.contracts
        new = found.reading.contracts
        if len(held) + len(new) > MOST_CONTRACTS:
            self._tell(f"Nothing was imported: {MOST_CONTRACTS:,} contracts are the most", ())
            return
        contracts, renamed = merged(held, new)
        project = with_register(self._session.project, replace(register, contracts=contracts))
        self._session.change(project, f"Import {found.sheet.source}")
        words = (
            f"{len(new):,} {'contract' if len(new) == 1 else 'contracts'} of {found.sheet.source}"
        )
        if renamed:
            words += f" · {renamed:,} had an id that was taken and got one of their own"
        left, refused = left_out(found.reading)
        self._tell(words + left, refused)

    def _forget(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
        self.dialog = self.found = self._waiting = None
