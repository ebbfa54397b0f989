"""Actual months: imported, held against the plan, and gone on from."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QMessageBox

from app.background import Background
from app.scenarios.commands import ScenarioCommands
from engine.calendar import months_between
from engine.evaluate import Result, evaluate
from widgets.language.spoken import joined, own, said

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.actuals.mapping import Import
    from app.session import Session
    from app.settings import Settings
    from app.window import MainWindow
    from engine.actuals import Actuals
    from engine.files.actuals.sheet import Sheet
    from engine.rebase import Rebased
    from widgets.dialogs.actuals import ActualsDialog
    from widgets.dialogs.mapping import MappingDialog

_KINDS = ("Tables (*.csv *.tsv *.txt *.xlsx)", "All files (*)")
_MOST_REMEMBERED = 10

# Modules of actuals are imported where they are used: nothing of them is needed at the start.


class ActualsDesk:
    """Joins the file, the two dialogs and the session."""

    def __init__(
        self,
        window: MainWindow,
        session: Session,
        settings: Settings,
        say: Callable[[str], None],
        explain: Callable[[str, int], None],
    ) -> None:
        """`say` tells something in the window; `explain` takes a line item and a month."""
        self._window = window
        self._session = session
        self._settings = settings
        self._say = say
        self._explain = explain
        self._path = Path()
        self._result: Result | None = None
        self.importing: Import | None = None
        self.mapping: MappingDialog | None = None
        self.dialog: ActualsDialog | None = None
        self._work = Background(window)
        self._work.finished.connect(self._show_sheet)
        self._work.failed.connect(say)
        session.listen(self.refresh)

    def handlers(self) -> dict[str, Callable[[], object]]:
        return {"import_actuals": self.ask, "show_actuals": self.show}

    def settle(self) -> None:
        self._work.wait()

    def stop(self) -> None:
        self._work.stop()

    # Import --------------------------------------------------------------------------------

    def ask(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self._window, said("Import actuals"), self._settings.folder, joined(";;", *_KINDS)
        )
        if chosen:
            self._settings.folder = str(Path(chosen).parent)
            self.open(Path(chosen))

    def open(self, path: Path, sheet: str | None = None) -> None:
        """Reads a file beside the window; the mapping is asked when it is read."""

        def read(_progress: Callable[[float], None]) -> Sheet:
            from engine.files.actuals.sheet import read_sheet

            return read_sheet(path, sheet)

        if self._work.start(read):
            self._path = path
            self._say(f"Reading {path.name}…")

    def _show_sheet(self, sheet: Sheet) -> None:
        from app.actuals.mapping import Import, mapping_state
        from engine.files.actuals.mapping import remembered_of
        from widgets.dialogs.mapping import MappingDialog

        self._window.status.clear_message()
        kept = [found for text in self._settings.mappings if (found := remembered_of(text))]
        self.importing = Import.of(sheet, kept, self._sizes())
        state = mapping_state(self.importing)
        if self.mapping is not None:
            self.mapping.show_state(state)
            return
        dialog = self.mapping = MappingDialog(state, self._window.tokens, self._window)
        dialog.mapping_changed.connect(
            lambda field, column: self._map(lambda found: found.with_column(field, column))
        )
        dialog.unit_changed.connect(lambda unit: self._map(lambda found: found.with_unit(unit)))
        dialog.sheet_changed.connect(self._change_sheet)
        dialog.accepted.connect(self._accept)
        dialog.finished.connect(self._forget_mapping)
        dialog.open()

    def _map(self, change: Callable[[Import], Import]) -> None:
        from app.actuals.mapping import mapping_state

        if self.importing is not None and self.mapping is not None:
            self.importing = change(self.importing)
            self.mapping.show_state(mapping_state(self.importing))

    def _change_sheet(self, place: int) -> None:
        if self.importing is not None:
            self.open(self._path, self.importing.sheet.names[place])

    def _sizes(self) -> dict[str, float]:
        """Typical months of the plan by line item, $m: they tell the unit of bare numbers."""
        from engine.actuals import KEYS

        result = self._plan()
        return {key: float(abs(result.row(key)[:12]).mean()) for key in KEYS}

    def _accept(self) -> None:
        from engine.files.actuals.mapping import remember, remembered_text

        found = self.importing
        if found is None or found.reading.actuals is None:
            return
        text = remembered_text(remember(found.sheet, found.mapping))
        others = [each for each in self._settings.mappings if each != text]
        self._settings.mappings = (text, *others)[:_MOST_REMEMBERED]
        self._keep(found.reading.actuals, f"actuals of {self._path.name}")
        self._say(f"Actuals: {found.reading.summary()}")
        self.show()

    def _forget_mapping(self) -> None:
        if self.mapping is not None:
            self.mapping.deleteLater()
        self.mapping = self.importing = None

    def _keep(self, actuals: Actuals | None, label: str) -> None:
        self._session.change(replace(self._session.project, actuals=actuals), label)

    # Against the plan ------------------------------------------------------------------------

    def show(self) -> None:
        """The table of variances; it stays open and follows the sliders."""
        from widgets.dialogs.actuals import ActualsDialog

        if self.dialog is None:
            dialog = self.dialog = ActualsDialog(self._window.tokens, self._window)
            dialog.import_requested.connect(self.ask)
            dialog.remove_requested.connect(lambda: self._keep(None, "removal of the actuals"))
            dialog.rebase_requested.connect(self.rebase)
            dialog.explain_requested.connect(self._explain_cell)
        self.dialog.show()
        self.refresh()
        self.dialog.raise_()

    def refresh(self) -> None:
        if self.dialog is None or not self.dialog.isVisible():
            return
        from app.actuals.states import actuals_state

        self.dialog.show_state(actuals_state(self._session.project.actuals, self._plan()))

    def _plan(self) -> Result:
        """The current scenario's line items that books have."""
        from engine.actuals import KEYS

        scenario = self._session.document.scenario
        if self._result is None or self._result.scenario is not scenario:
            self._result = evaluate(scenario, frozenset(KEYS))
        return self._result

    def _explain_cell(self, place: int, row: str) -> None:
        """The plan's number of a cell's line item and month."""
        from app.actuals.states import known_months

        actuals, plan = self._session.project.actuals, self._plan()
        if actuals is not None:
            date = known_months(actuals, plan)[place - 1]
            month = months_between(plan.scenario.start, date) + 1
            self._explain(row.partition(".")[0], month)

    # Going on ----------------------------------------------------------------------------------

    def rebase(self, place: int) -> None:
        """A scenario from the month after the one at `place`; says what it rests on."""
        from app.actuals.states import known_months
        from engine.rebase import RebaseError, rebase

        actuals = self._session.project.actuals
        if actuals is None:
            return
        result = self._plan()
        try:
            rebased = rebase(result, actuals, known_months(actuals, result)[place])
        except RebaseError as error:
            title = "No plan from here – Tenor"
            parent = self.dialog or self._window
            QMessageBox.warning(parent, said(title), said(str(error)))
            return
        label, current = f"re-base after {rebased.month.name()}", self._session.project.current
        fault = ScenarioCommands(self._session).add(rebased.scenario, label, after=current)
        if fault:
            self._say(fault)
            return
        if self.dialog is not None:
            self.dialog.hide()  # the new plan begins after the actuals: nothing to hold it against
        self._tell(rebased)

    def _tell(self, rebased: Rebased) -> None:
        approximated = [note.text for note in rebased.notes if note.kind == "approximated"]
        moved = [note.text for note in rebased.notes if note.kind == "moved"]
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Information)
        box.setWindowTitle(said("A plan from the actuals – Tenor"))
        box.setText(said(f"{rebased.scenario.name} was added and is now the current scenario."))
        if approximated:
            lines = (own(f"• {said(text)}") for text in approximated)
            head = "What could not be carried over exactly:"
            box.setInformativeText(joined("\n", head, *lines))
        if moved:
            lines = (own(f"• {said(text)}") for text in moved)
            box.setDetailedText(joined("\n", "Carried over exactly:", *lines))
        box.open()
