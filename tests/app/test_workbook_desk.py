"""A workbook goes out, is edited, and comes back: seen first, then taken."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import openpyxl
import pytest
from PySide6.QtWidgets import QApplication

from app.files.writers import workbook_writer
from engine.files.shipped import preset_scenario
from engine.model.custom import CustomItem
from engine.project import single
from engine.sources import Attachment, Source

if TYPE_CHECKING:
    from pathlib import Path

    from tests.app.conftest import Opened
    from widgets.dialogs.changes import ChangesDialog

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def _exported(opened: Opened, folder: Path) -> Path:
    path = folder / "board.xlsx"
    workbook_writer(opened.controller.export_case())(path, lambda _share: None)
    return path


def _edited(path: Path, **values: object) -> Path:
    book = openpyxl.load_workbook(path)
    for key, value in values.items():
        ((sheet, cell),) = book.defined_names[key].destinations
        book[sheet][cell.replace("$", "")].value = value
    book.save(path)
    return path


def _open(opened: Opened, path: Path) -> ChangesDialog:
    desk = opened.controller.files.workbooks
    desk.open(path)
    desk.settle()
    QApplication.processEvents()
    assert desk.dialog is not None
    return desk.dialog


def _lines(dialog: ChangesDialog) -> dict[str, list[list[str]]]:
    found = {}
    for place in range(dialog.list.topLevelItemCount()):
        top = dialog.list.topLevelItem(place)
        assert top is not None
        lines = [top.child(row) for row in range(top.childCount())]
        found[top.text(0)] = [[line.text(column) for column in range(5)] for line in lines if line]
    return found


def _names(opened: Opened) -> list[str]:
    return [entry.scenario.name for entry in opened.controller.session.project.entries]


def test_a_changed_input_becomes_a_scenario(opened: Opened, tmp_path: Path) -> None:
    opened.controller.bar.commands.duplicate(1)
    path = _edited(_exported(opened, tmp_path), term_months=48)
    dialog = _open(opened, path)
    ((_cell, scenario, what, before, after),) = _lines(dialog)["Changed inputs"]
    assert (scenario, what, before, after) == ("As reported 2", "Term length (months)", "36", "48")
    assert _names(opened) == ["As reported", "As reported 2"]  # nothing is taken before it is seen
    dialog.accept_button.click()
    assert _names(opened) == ["As reported", "As reported 2", "As reported 2 (edited)"]
    assert opened.value("term_months") == 48
    opened.controller.session.undo()
    assert _names(opened) == ["As reported", "As reported 2"]


def test_what_cannot_be_taken_is_told_cell_by_cell(opened: Opened, tmp_path: Path) -> None:
    path = _edited(_exported(opened, tmp_path), term_months=500, monthly_spend="lots")
    dialog = _open(opened, path)
    faults = {line[2]: line[4] for line in _lines(dialog)["Cells that can't be taken"]}
    assert "1 to 96" in faults["Term length (months)"]
    assert "'lots'" in faults["Monthly spend (/ month)"]
    assert any("2 cells left as exported" in box.text() for _take, box in dialog.boxes)
    dialog.reject()
    assert _names(opened) == ["As reported"]


def test_an_unchanged_workbook_says_so(opened: Opened, tmp_path: Path) -> None:
    dialog = _open(opened, _exported(opened, tmp_path))
    assert _lines(dialog) == {}
    dialog.reject()


def test_a_file_that_is_no_workbook_is_refused(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "broken.xlsx"
    path.write_text("no workbook", encoding="utf-8")
    told: list[tuple[str, str]] = []
    questions = opened.controller.files.commands.questions
    monkeypatch.setattr(questions, "failed", lambda text, why: told.append((text, why)))
    desk = opened.controller.files.workbooks
    desk.open(path)
    desk.settle()
    assert desk.dialog is None
    ((text, why),) = told
    assert text == "broken.xlsx can't be opened"
    assert "is not a workbook" in why


def test_line_items_and_sources_come_back(opened: Opened, tmp_path: Path) -> None:
    session = opened.controller.session
    item = CustomItem("cash_left", "Cash left", "$m", "balance", "cash_balance - exit_cost")
    source = Source(1, "Board paper", "page 3")
    noted = replace(
        session.project.with_items((item,)),
        sources=(source,),
        attachments=(Attachment(1, "term_months", "36 months"),),
    )
    session.change(noted, "own")
    path = _edited(_exported(opened, tmp_path), term_months=48)
    session.open(single(preset_scenario("as_reported")), None)
    _open(opened, path).accept_button.click()
    project = session.project
    assert project.items == (item,)
    assert project.sources == (source,)
    assert project.attachments == (Attachment(1, "term_months", "36 months"),)
    assert [each.scenario.values["term_months"] for each in project.entries] == [48.0]
    session.undo()
    assert session.project.items == ()
