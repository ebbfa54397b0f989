"""Workbooks that come back: what was changed in them is shown before it is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.background import Background
from app.control_states import unit_label
from engine.model.catalogue import catalogue
from engine.project import MAX_SCENARIOS
from widgets.dialogs.changes import ChangeLine, ChangesDialog, ChangeSection, ChangesState, Take
from widgets.language.spoken import joined, own

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.session import Session
    from app.window import MainWindow
    from engine.files.workbook.reading import Case, FormulaChange, WorkbookReading


class WorkbookDesk:
    """Reads a workbook beside the window and asks which of its scenarios to add."""

    def __init__(
        self, window: MainWindow, session: Session, failed: Callable[[str, str], None]
    ) -> None:
        """`failed` tells what could not be opened, and why."""
        self._window = window
        self._session = session
        self._failed = failed
        self._name = ""
        self.dialog: ChangesDialog | None = None
        self._work = Background(window)
        self._work.progressed.connect(window.status.show_progress)
        self._work.finished.connect(self._read)
        self._work.failed.connect(self._refused)
        self._work.cancelled.connect(self._finish)
        window.status.cancel_requested.connect(self._work.cancel)

    def open(self, path: Path) -> None:
        """Reads the workbook; what it holds is shown when it is read."""

        def read(progress: Callable[[float], None]) -> WorkbookReading:
            from engine.files.workbook.read import read_changes  # here: openpyxl is slow to import

            progress(0.1)
            found = read_changes(path)
            progress(1.0)
            return found

        if not self._work.start(read):
            self._window.status.show_message("Another workbook is still being read")
            return
        self._name = path.name
        self._window.status.show_message(f"Reading {path.name}…")
        self._window.status.show_progress(0.0)

    def settle(self) -> None:
        self._work.wait()

    def stop(self) -> None:
        self._work.stop()

    def _finish(self) -> None:
        self._window.status.show_progress(None)
        self._window.status.clear_message()

    def _refused(self, fault: str) -> None:
        self._finish()
        self._failed(f"{self._name} can't be opened", fault)

    def _read(self, reading: WorkbookReading) -> None:
        self._finish()
        dialog = ChangesDialog(
            changes_state(self._name, reading), self._window.tokens, self._window
        )
        dialog.taken.connect(lambda places: self._take(reading, places))
        dialog.setModal(True)
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.show()

    def _take(self, reading: WorkbookReading, places: tuple[int, ...]) -> None:
        """Adds the chosen scenarios, in one step of undo."""
        session = self._session
        project = session.project
        if len(project.entries) + len(places) > MAX_SCENARIOS:
            self._window.status.show_message(
                f"A project holds up to {MAX_SCENARIOS} scenarios; delete some first"
            )
            return
        from engine.files.workbook import joining

        notes: tuple[str, ...] = ()
        if session.saved.path is None and not session.unsaved:
            # Nothing was done here yet: the workbook's scenarios take the place of the preset.
            project = joining.opened(reading, places)
        else:
            project, notes = joining.joined(project, reading, places)
        session.change(project, f"scenarios of {self._name}")
        if notes:
            self._window.status.show_message(joined("; ", *notes))


# What is shown -------------------------------------------------------------------------------


def changes_state(name: str, reading: WorkbookReading) -> ChangesState:
    """The list of everything that differs from what Tenor wrote."""
    sections = [
        ChangeSection("Changed inputs", _inputs(reading)),
        ChangeSection("Cells that can't be taken", _faults(reading)),
        ChangeSection("Changed formulas – Tenor keeps its own", _formulas(reading)),
        ChangeSection("Notes", tuple(_line(note) for note in reading.notes)),
    ]
    return ChangesState(
        f"Changes in {name}",
        _summary(reading),
        tuple(section for section in sections if section.lines),
        _takes(reading),
    )


def _summary(reading: WorkbookReading) -> str:
    by = f"Written by Tenor {reading.version}. " if reading.version else ""
    if not (reading.changes or reading.faults or reading.formulas):
        unchanged = "Nothing was changed since: its scenarios can be added as they are."
        return joined("", by, unchanged)
    parts = [
        _counted(len(reading.changes), "input was", "inputs were") + " changed",
        _counted(len(reading.faults) + reading.more_faults, "cell", "cells") + " can't be taken",
        _counted(len(reading.formulas) + reading.more_formulas, "formula was", "formulas were")
        + " changed",
    ]
    told = [part for part in parts if not part.startswith("0 ")]
    changed = "A changed scenario is added beside the one it came from."
    return joined("", by, joined("; ", *told), ". ", changed)


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def _inputs(reading: WorkbookReading) -> tuple[ChangeLine, ...]:
    return tuple(
        ChangeLine((str(each.place), own(each.scenario), _label(each.key), *each.texts()))
        for each in reading.changes
    )


def _faults(reading: WorkbookReading) -> tuple[ChangeLine, ...]:
    lines = [
        ChangeLine(
            (str(each.place or ""), own(each.scenario), _label(each.key), "", each.fault),
            tone="bad",
        )
        for each in reading.faults
    ]
    if reading.more_faults:
        lines.append(_line(f"and {reading.more_faults} more"))
    return tuple(lines)


def _label(key: str) -> str:
    """What people call an input; a setting's key is a word already."""
    item = catalogue().inputs.get(key)
    return unit_label(item) if item else key.replace("_", " ").capitalize()


def _formulas(reading: WorkbookReading) -> tuple[ChangeLine, ...]:
    lines = [_formula(each) for each in reading.formulas]
    if reading.more_formulas:
        lines.append(_line(f"and {reading.more_formulas} more"))
    return tuple(lines)


def _formula(each: FormulaChange) -> ChangeLine:
    cells, named = own(f"{each.sheet}!{each.cells}"), each.label or own(each.key)
    return ChangeLine((cells, each.kind, named, own(each.before), own(each.after)))


def _line(text: str) -> ChangeLine:
    return ChangeLine(("", "", text, "", ""))


def _takes(reading: WorkbookReading) -> tuple[Take, ...]:
    """Changed scenarios first and ticked; without any, the selected one."""
    changed = [place for place, case in enumerate(reading.cases) if _is_new(case)]
    ticked = changed or [reading.selected]
    others = [place for place in range(len(reading.cases)) if place not in ticked]
    return tuple(
        Take(place, _take_text(reading, reading.cases[place]), place in ticked)
        for place in (*ticked, *others)
    )


def _is_new(case: Case) -> bool:
    return bool(case.changes) or case.written is None


def _take_text(reading: WorkbookReading, case: Case) -> str:
    count, named = len(case.changes), case.written or case.now
    refused = sum(1 for fault in reading.faults if fault.scenario == named.name)
    parts = [_counted(count, "change", "changes") if count else "not changed"]
    if case.written is None:
        parts = ["a column added in the workbook"]
    if refused:
        parts.append(f"{_counted(refused, 'cell', 'cells')} left as exported")
    return joined(" – ", own(case.scenario.name), joined(", ", *parts))
