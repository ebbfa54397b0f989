"""The project at the window: title, mark, menus, dropped files, closing with unsaved work."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QLockFile, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox

from app.files.dialogs import FileDialogs
from app.files.recovery import Recovered
from app.launch import close_window, open_window
from app.settings import Settings
from engine.files.project.file import read_project, write_project
from engine.files.shipped import preset_scenario
from engine.project import Project, project_of, single
from engine.scenario import scenario
from tests.app.answers import Answers

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from app.files.dialogs import Answer
    from app.session import Session
    from tests.app.conftest import Opened

# What the off-screen platform says when a popup is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

REPORTED = preset_scenario("as_reported").name


class Desk:
    """The window, with a user who answers and work that is kept."""

    def __init__(self, opened: Opened, folder: Path) -> None:
        self.opened = opened
        self.window = opened.window
        self.answers = Answers()
        self.folder = folder
        opened.controller.files.commands.questions = self.answers
        opened.controller.files.keep_work(folder)

    @property
    def session(self) -> Session:
        return self.opened.controller.session

    def settle(self) -> None:
        self.opened.controller.settle()
        QApplication.processEvents()

    def do(self, action: str) -> None:
        self.opened.controller.action(action).trigger()
        self.settle()

    def edit(self, term: float = 48) -> None:
        self.opened.controller.edit("term_months", term)
        self.settle()

    def title(self) -> tuple[str, bool]:
        """The title as it is written, and whether it has the mark of unsaved work."""
        return self.window.windowTitle().replace("[*]", ""), self.window.isWindowModified()


@pytest.fixture
def desk(opened: Opened, tmp_path: Path) -> Desk:
    return Desk(opened, tmp_path / "recovery")


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.tenor"
    write_project(path, _two())
    return path


def _two() -> Project:
    return project_of([scenario("Short", {"term_months": 12}), scenario("Long")])


# Title -------------------------------------------------------------------------------------


def test_the_title_names_scenario_and_file(desk: Desk, plan: Path) -> None:
    assert desk.title() == (f"{REPORTED} – Tenor", False)
    desk.edit()
    assert desk.title() == (f"{REPORTED} – Tenor", True)
    desk.answers.to_save = plan
    desk.do("save_project")
    assert desk.title() == (f"{REPORTED} · plan.tenor – Tenor", False)
    assert "Saved plan.tenor" in desk.window.status.message()
    desk.do("undo")
    assert desk.title() == (f"{REPORTED} · plan.tenor – Tenor", True)
    desk.do("redo")
    assert desk.title() == (f"{REPORTED} · plan.tenor – Tenor", False)


def test_the_title_follows_the_current_scenario_and_its_name(desk: Desk, plan: Path) -> None:
    desk.answers.to_open = plan
    desk.do("open_project")
    assert desk.title() == ("Short · plan.tenor – Tenor", False)
    desk.do("next_scenario")
    assert desk.title() == ("Long · plan.tenor – Tenor", False)  # looking is no change
    desk.window.bar.ticked.emit(1, False)
    desk.settle()
    assert desk.title() == ("Long · plan.tenor – Tenor", False)
    desk.window.bar.rename_requested.emit(2, "Longer")
    desk.settle()
    assert desk.title() == ("Longer · plan.tenor – Tenor", True)


@pytest.mark.parametrize("name", ["A[*]", "[*]", "[*] [*] B"])
def test_a_name_with_qt_s_own_mark_is_shown_as_it_is(desk: Desk, name: str) -> None:
    desk.window.bar.rename_requested.emit(1, name)
    desk.settle()
    assert desk.window.isWindowModified()
    # In a title two of the signs stand for one that is shown, and a lone one for the mark.
    shown = desk.window.windowTitle().replace("[*][*]", "\0")
    assert shown.count("[*]") == 1
    assert shown.replace("[*]", "").replace("\0", "[*]") == f"{name} – Tenor"


def test_a_window_on_a_file_has_nothing_unsaved(qtbot: QtBot, plan: Path) -> None:
    window, controller = open_window(read_project(plan), Settings(theme="light"), plan)
    assert window.windowTitle().replace("[*]", "") == "Short · plan.tenor – Tenor"
    assert not window.isWindowModified()
    assert controller.session.saved.path == plan
    close_window(window)


def test_what_is_opened_is_shown_at_once(desk: Desk, plan: Path) -> None:
    desk.answers.to_open = plan
    desk.opened.controller.action("open_project").trigger()
    assert [chip.name for chip in desk.window.bar.state().chips] == ["Short", "Long"]
    assert desk.opened.value("term_months") == 12
    control = desk.window.panel.control("term_months")
    assert control is not None
    assert control.slider.value() == 11  # from 1


# Files -------------------------------------------------------------------------------------


def test_new_asks_and_begins_anew(desk: Desk, plan: Path) -> None:
    desk.answers.to_open = plan
    desk.do("open_project")
    desk.edit()
    desk.do("new_project")
    assert desk.answers.asked[-1] == "save changes to plan.tenor"
    assert desk.title() == ("Short · plan.tenor – Tenor", True)  # cancelled
    desk.answers.changes = "discard"
    desk.do("new_project")
    assert desk.title() == (f"{REPORTED} – Tenor", False)


def test_save_as(desk: Desk, plan: Path, tmp_path: Path) -> None:
    desk.answers.to_open, desk.answers.to_save = plan, tmp_path / "other.tenor"
    desk.do("open_project")
    desk.do("save_project_as")
    assert desk.title() == ("Short · other.tenor – Tenor", False)
    assert read_project(tmp_path / "other.tenor").entries == _two().entries


def test_what_can_t_be_saved_keeps_its_mark(desk: Desk, tmp_path: Path) -> None:
    desk.edit()
    desk.answers.to_save = tmp_path / "gone" / "plan.tenor"
    desk.do("save_project")
    assert len(desk.answers.faults) == 1
    assert desk.title() == (f"{REPORTED} – Tenor", True)
    assert desk.opened.value("term_months") == 48


def test_a_newer_file_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    newer = tmp_path / "newer.tenor"
    newer.write_text('{"tenor": 99, "scenarios": [{"name": "A"}]}', encoding="utf-8")
    desk.answers.to_open = newer
    before = desk.session.project
    desk.do("open_project")
    assert "newer" in desk.answers.faults[0]
    assert desk.session.project is before
    assert desk.title() == (f"{REPORTED} – Tenor", False)


def test_another_file_on_the_scenarios_page(desk: Desk, plan: Path) -> None:
    desk.session.open(project_of(scenario(name) for name in "ABC"), None)
    desk.opened.controller.show_page("Scenarios")
    desk.answers.to_open = plan
    desk.do("open_project")
    assert desk.window.scenarios is not None
    table = desk.window.scenarios.figures.view.comparison.state
    assert [column.heading for column in table.columns] == ["Short", "Long"]
    assert table.rows[0].cells


def _recent(desk: Desk) -> QMenu:
    file_menu = next(
        menu
        for entry in desk.window.menuBar().actions()
        if entry.text() == "&File" and isinstance(menu := entry.menu(), QMenu)
    )
    found = next(
        menu
        for entry in file_menu.actions()
        if isinstance(menu := entry.menu(), QMenu) and "recent" in menu.title()
    )
    found.aboutToShow.emit()
    return found


def _texts(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if action.text()]


def test_recent_files_are_in_the_menu(desk: Desk, plan: Path, tmp_path: Path) -> None:
    (nothing,) = _recent(desk).actions()
    assert not nothing.isEnabled()
    odd = tmp_path / "größer.tenor"
    write_project(odd, single(scenario("Odd")))
    for path in (odd, plan):
        desk.answers.to_open = path
        desk.do("open_project")
    menu = _recent(desk)
    assert _texts(menu) == ["plan.tenor", "größer.tenor", "Clear this list"]
    assert menu.actions()[1].toolTip() == str(odd)
    menu.actions()[1].trigger()
    desk.settle()
    assert desk.title() == ("Odd · größer.tenor – Tenor", False)
    assert _texts(_recent(desk))[0] == "größer.tenor"
    _recent(desk).actions()[-1].trigger()
    assert len(_recent(desk).actions()) == 1


def test_a_recent_file_whose_name_has_an_ampersand_is_shown_whole(
    desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "R&D.tenor"
    write_project(path, single(scenario("Research")))
    desk.answers.to_open = path
    desk.do("open_project")
    assert _texts(_recent(desk))[0] == "R&&D.tenor"  # a single one would underline the D


# Dropped files -----------------------------------------------------------------------------


def _mime(*urls: QUrl, text: str = "") -> QMimeData:
    data = QMimeData()
    if urls:
        data.setUrls(list(urls))
    if text:
        data.setText(text)
    return data


def _drop(desk: Desk, data: QMimeData) -> bool:
    """Drags over the window and lets go. Whether it was taken."""
    action, buttons = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(400, 300), action, data, buttons, none)
    enter.setAccepted(False)
    QApplication.sendEvent(desk.window, enter)
    if enter.isAccepted():
        drop = QDropEvent(QPointF(400, 300), action, data, buttons, none)
        QApplication.sendEvent(desk.window, drop)
        assert drop.isAccepted()
    desk.settle()
    return enter.isAccepted()


def test_a_project_is_dropped_onto_the_window(desk: Desk, plan: Path) -> None:
    assert _drop(desk, _mime(QUrl.fromLocalFile(str(plan))))
    assert desk.title() == ("Short · plan.tenor – Tenor", False)
    assert desk.session.project.entries == _two().entries


def test_a_dropped_project_asks_for_unsaved_work(desk: Desk, plan: Path) -> None:
    desk.edit()
    assert _drop(desk, _mime(QUrl.fromLocalFile(str(plan))))
    assert desk.answers.asked == [f"save changes to {REPORTED}"]
    assert desk.title() == (f"{REPORTED} – Tenor", True)
    desk.answers.changes = "discard"
    _drop(desk, _mime(QUrl.fromLocalFile(str(plan))))
    assert desk.title() == ("Short · plan.tenor – Tenor", False)


@pytest.mark.parametrize("name", ["größer & 50 %.tenor", "a#b.tenor", "日本 🚀.tenor"])
def test_a_dropped_project_of_an_odd_name(desk: Desk, tmp_path: Path, name: str) -> None:
    write_project(tmp_path / name, _two())
    assert _drop(desk, _mime(QUrl.fromLocalFile(str(tmp_path / name))))
    assert desk.session.saved.path == tmp_path / name


def test_a_dropped_file_that_is_none_of_ours_is_refused_in_words(
    desk: Desk, tmp_path: Path
) -> None:
    (tmp_path / "notes.txt").write_text("notes")
    _drop(desk, _mime(QUrl.fromLocalFile(str(tmp_path / "notes.txt"))))
    assert len(desk.answers.faults) <= 1  # or it was not taken at all
    assert desk.title() == (f"{REPORTED} – Tenor", False)


@pytest.mark.parametrize(
    "data",
    [
        lambda _plan: _mime(text="some text"),
        lambda _plan: _mime(QUrl("https://example.com/plan.tenor")),
        lambda plan: _mime(QUrl.fromLocalFile(str(plan)), QUrl.fromLocalFile(str(plan))),
    ],
    ids=["text", "address", "two files"],
)
def test_what_is_not_one_file_is_not_taken(
    desk: Desk, plan: Path, data: Callable[[Path], QMimeData]
) -> None:
    assert not _drop(desk, data(plan))
    assert desk.title() == (f"{REPORTED} – Tenor", False)


# Closing -----------------------------------------------------------------------------------


def _left(desk: Desk) -> list[str]:
    return [each.name for each in desk.folder.iterdir()] if desk.folder.exists() else []


def test_closing_with_nothing_unsaved_asks_nothing(desk: Desk) -> None:
    desk.window.close()
    assert not desk.window.isVisible()
    assert desk.answers.asked == []


@pytest.mark.parametrize("how", ["close", "quit"])
def test_closing_with_unsaved_work_can_be_cancelled(desk: Desk, how: str) -> None:
    desk.edit()
    if how == "close":
        desk.window.close()
    else:
        desk.do("quit")
    assert desk.answers.asked == [f"save changes to {REPORTED}"]
    assert desk.window.isVisible()
    desk.edit(50)  # and work goes on
    assert desk.opened.value("term_months") == 50
    desk.answers.changes = "discard"


@pytest.mark.parametrize("answer", ["save", "discard"])
def test_closing_with_unsaved_work(desk: Desk, plan: Path, answer: Answer) -> None:
    desk.answers.to_open = plan
    desk.do("open_project")
    desk.edit()
    desk.answers.changes = answer
    desk.window.close()
    assert not desk.window.isVisible()
    term = read_project(plan).scenario.values["term_months"]
    assert term == (48 if answer == "save" else 12)
    assert _left(desk) == []


def test_a_save_that_fails_keeps_the_window(desk: Desk, tmp_path: Path) -> None:
    desk.edit()
    desk.answers.changes, desk.answers.to_save = "save", tmp_path / "gone" / "plan.tenor"
    desk.window.close()
    assert desk.window.isVisible()
    assert len(desk.answers.faults) == 1
    assert desk.opened.value("term_months") == 48
    desk.answers.changes = "discard"


def test_a_window_for_a_picture_asks_nothing(opened: Opened) -> None:
    """Without `keep_work` nobody is there to be asked."""
    opened.controller.edit("term_months", 48)
    opened.window.close()
    assert not opened.window.isVisible()


# The dialogs themselves --------------------------------------------------------------------

_Button = QMessageBox.StandardButton


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> list[QMessageBox]:
    """The boxes that were shown; each is answered with Cancel until told otherwise."""
    shown: list[QMessageBox] = []

    def answer(box: QMessageBox) -> int:
        shown.append(box)
        return int(_Button.Cancel.value)

    monkeypatch.setattr(QMessageBox, "exec", answer)
    return shown


@pytest.mark.parametrize(
    ("button", "answer"),
    [(_Button.Save, "save"), (_Button.Discard, "discard"), (_Button.Cancel, "cancel")],
)
def test_the_question_before_work_would_be_lost(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, button: _Button, answer: str
) -> None:
    boxes: list[QMessageBox] = []

    def exec_box(box: QMessageBox) -> int:
        boxes.append(box)
        return int(button.value)

    monkeypatch.setattr(QMessageBox, "exec", exec_box)
    assert FileDialogs(opened.window).save_changes("plan.tenor") == answer
    (box,) = boxes
    assert "plan.tenor" in box.text()
    assert box.standardButtons() == _Button.Save | _Button.Discard | _Button.Cancel
    assert box.defaultButton() is box.button(_Button.Save)


def test_overwriting_is_not_the_default(opened: Opened, box: list[QMessageBox]) -> None:
    assert not FileDialogs(opened.window).overwrite_changed("plan.tenor")
    assert "plan.tenor" in box[0].text()
    assert box[0].defaultButton() is box[0].button(_Button.Cancel)


@pytest.mark.parametrize(
    ("clicked", "answer"),
    [("Recover", "save"), ("Discard", "discard"), ("Ask me later", "cancel")],
)
def test_the_offer_of_recovery(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, clicked: str, answer: str
) -> None:
    found = Recovered(
        tmp_path / "x.tenor",
        QLockFile(str(tmp_path / "x.lock")),
        _two(),
        tmp_path / "plan.tenor",
        datetime.datetime(2026, 11, 21, 14, 5),
    )
    boxes: list[QMessageBox] = []

    def exec_box(box: QMessageBox) -> int:
        boxes.append(box)
        button = next(each for each in box.buttons() if each.text() == clicked)
        monkeypatch.setattr(box, "clickedButton", lambda: button)
        return 0

    monkeypatch.setattr(QMessageBox, "exec", exec_box)
    assert FileDialogs(opened.window).recover(found, 2) == answer
    (box,) = boxes
    assert "plan.tenor" in box.text()
    assert "2 scenarios" in box.informativeText()
    assert "21 Nov 2026 at 14:05" in box.informativeText()
    assert "2 more" in box.informativeText()


def test_what_failed_is_told_as_plain_text(opened: Opened, box: list[QMessageBox]) -> None:
    """A file's name is whatever it is; it is no markup."""
    FileDialogs(opened.window).failed("<b>odd</b>.tenor can't be opened", "<i>why</i>")
    assert box[0].textFormat() == Qt.TextFormat.PlainText
