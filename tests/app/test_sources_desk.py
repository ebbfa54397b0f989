"""The Sources page in the window: readings applied, own sources kept, each one step of undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication

from app.presenter import SOURCES_PAGE
from app.session import Session
from app.sources.commands import SourceCommands, library_of
from engine.files.shipped import preset_scenario, reading_scenario, readings
from engine.project import MAX_SCENARIOS, project_of, single
from engine.scenario import scenario
from engine.sources import MAX_SOURCES, Attachment, Source
from widgets.sources.dialogs import AttachDialog, SourceDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.sources.desk import SourcesDesk
    from tests.app.conftest import Opened
    from widgets.sources.page import SourcesPage

# What the off-screen platform says when a dialog is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def session() -> Session:
    return Session(single(preset_scenario("as_reported")))


@pytest.fixture
def commands(session: Session) -> SourceCommands:
    return SourceCommands(session)


# Commands ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", list(readings()))
def test_a_reading_becomes_the_current_scenario(key: str, session: Session) -> None:
    before = session.project
    assert SourceCommands(session).apply(key) == ""
    assert session.undo_label == f"reading {readings()[key].label}"
    assert session.project.scenario.values == reading_scenario(key).values
    assert len(session.project.entries) == 2
    preset = readings()[key].preset
    if preset:
        assert session.project.scenario.values == preset_scenario(preset).values
    session.undo()
    assert session.project == before


def test_a_reading_applied_twice_gets_a_number(commands: SourceCommands, session: Session) -> None:
    commands.apply("supplier_pays")
    commands.apply("supplier_pays")
    names = [entry.scenario.name for entry in session.project.entries]
    assert names == ["As reported", "Supplier pays", "Supplier pays 2"]


def test_a_full_project_takes_no_reading() -> None:
    full = Session(project_of(scenario(f"Case {place}") for place in range(MAX_SCENARIOS)))
    fault = SourceCommands(full).apply("supplier_pays")
    assert fault == "A project holds up to 200 scenarios; delete one first"
    assert full.undo_label == ""


_STEPS: tuple[tuple[Callable[[SourceCommands], str], str], ...] = (
    (lambda commands: commands.add("Paper", "Page 3", "Ours", "term_months"), "source Paper"),
    (lambda commands: commands.edit(1, "Board paper", "", ""), "source Board paper"),
    (lambda commands: commands.attach(1, "monthly_spend", "ours"), "source of Monthly spend"),
    (lambda commands: commands.detach(1, "term_months"), "detached source of Term length"),
    (lambda commands: commands.delete(1), "deletion of source Board paper"),
)


def test_each_change_of_a_source_is_one_step(commands: SourceCommands, session: Session) -> None:
    states = [session.project]
    for change, label in _STEPS:
        assert change(commands) == ""
        assert session.undo_label == label
        states.append(session.project)
    assert states[1].sources == (Source(1, "Paper", "Page 3", "Ours"),)
    assert states[1].attachments == (Attachment(1, "term_months"),)
    assert states[4].attachments == (Attachment(1, "monthly_spend", "ours"),)
    assert library_of(states[5]) == ((), ())
    for state in reversed(states[:-1]):
        session.undo()
        assert session.project == state
    assert session.undo_label == ""


def test_what_changes_nothing_is_no_step(commands: SourceCommands, session: Session) -> None:
    commands.add("Paper", "", "")
    commands.edit(1, " Paper ", "", "")
    commands.detach(1, "term_months")
    session.undo()
    assert session.project.sources == ()


def test_a_fault_is_said_and_changes_nothing(commands: SourceCommands, session: Session) -> None:
    before = session.project
    assert commands.add("", "", "").startswith("A source needs a title")
    assert commands.add("x" * 121, "", "").startswith("The title has 121 characters")
    assert commands.edit(4, "x", "", "") == "There is no source 4 any more"
    assert commands.attach(4, "term_months", "") == "There is no source 4 any more"
    assert commands.delete(4) == "There is no source 4 any more"
    assert commands.add("x", "", "", "nothing") == "'nothing' is no input of the model"
    for _ in range(MAX_SOURCES):
        commands.add("x", "", "")
    assert "up to 200 sources" in commands.add("x", "", "")
    assert len(session.project.sources) == MAX_SOURCES
    for _ in range(MAX_SOURCES):
        session.undo()
    assert session.project == before


# In the window ----------------------------------------------------------------------------------


class Seen:
    """The page in its window."""

    def __init__(self, opened: Opened) -> None:
        self.opened = opened
        self.show()
        page = opened.window.sources
        assert page is not None
        self.page: SourcesPage = page

    def show(self) -> None:
        self.opened.controller.show_page(SOURCES_PAGE)
        self.settle()

    def settle(self) -> None:
        self.opened.controller.settle()
        QApplication.processEvents()

    @property
    def desk(self) -> SourcesDesk:
        return self.opened.controller.pages.sources

    @property
    def session(self) -> Session:
        return self.opened.controller.session

    def select(self, key: str) -> None:
        self.page.selected.emit(key)
        self.settle()

    def value(self, key: str) -> str:
        model = self.page.inputs.table.inputs
        return next(row.value for row in model.rows if row.key == key)

    def own(self) -> list[str]:
        rows = self.page.claims.view.claims.rows
        return [row.text for row in rows if not isinstance(row, str) and row.key[:4] == "own:"]

    def message(self) -> str:
        return self.opened.window.status.message()


@pytest.fixture
def seen(opened: Opened) -> Seen:
    return Seen(opened)


def test_the_page_shows_the_document(seen: Seen) -> None:
    assert len(seen.page.inputs.table.inputs.rows) == 101
    assert len(seen.page.picture.picture.order()) == 52
    assert seen.page.inputs.share.chooser.text() == "NPV of operating profit"
    assert seen.page.inputs.share.bar.parts()


def test_a_slider_moves_the_values_and_the_share_follows(seen: Seen) -> None:
    before = seen.page.inputs.share.bar.accessibleDescription()
    seen.session.begin_gesture()
    seen.opened.controller.edit("monthly_spend", 2000)
    seen.settle()
    assert seen.value("monthly_spend") == "$2B"
    assert seen.page.inputs.share.bar.accessibleDescription() == before
    seen.session.end_gesture()
    seen.settle()
    assert seen.page.inputs.share.bar.accessibleDescription() != before


def test_a_reading_is_applied_with_one_click(seen: Seen) -> None:
    seen.select("C05")
    assert seen.page.picture.picture.seen().selected == "C05"
    block = seen.page.detail.readings[0]
    block.button.click()
    seen.settle()
    assert seen.session.project.scenario.name == "Supplier pays"
    assert seen.value("payment_direction") == "Supplier pays"
    assert "Supplier pays was added and is now the current scenario" in seen.message()
    seen.opened.controller.action("undo").trigger()
    seen.settle()
    assert seen.value("payment_direction") == "Lab pays"


def test_another_figure_is_shown(seen: Seen) -> None:
    seen.page.figure_chosen.emit("exit_cost")
    seen.settle()
    assert seen.page.inputs.share.chooser.text() == "Exit cost"
    assert "$29.1B now" in seen.page.inputs.share.headline.accessibleName()


def test_an_own_source_from_the_dialog_to_undo(seen: Seen) -> None:
    dialog = seen.desk.ask_source()
    dialog.title.setText("x" * 130)
    dialog.ok.click()
    assert "130 characters; allowed: up to 120" in dialog.fault.text()
    assert dialog.isVisible()
    dialog.title.setText("<b>Board</b> paper")
    dialog.ok.click()
    seen.settle()
    assert seen.own() == ["<b>Board</b> paper"]
    assert seen.page.claims.view.painter.marked.selected == "own:1"
    seen.opened.controller.action("undo").trigger()
    seen.settle()
    assert seen.own() == []
    assert seen.page.picture.picture.seen().selected == ""
    seen.opened.controller.action("redo").trigger()
    seen.settle()
    assert seen.own() == ["<b>Board</b> paper"]


def test_attaching_with_no_source_yet_asks_for_one(seen: Seen) -> None:
    dialog = seen.desk.ask_attach(0, "term_months")
    assert isinstance(dialog, SourceDialog)
    dialog.title.setText("Quote")
    dialog.ok.click()
    seen.settle()
    assert seen.session.project.attachments == (Attachment(1, "term_months"),)
    seen.opened.controller.action("undo").trigger()  # both at once
    assert library_of(seen.session.project) == ((), ())


def test_attaching_editing_detaching_and_deleting(seen: Seen) -> None:
    seen.desk.commands.add("Quote", "", "")
    attach = seen.desk.ask_attach(1, "monthly_spend")
    assert isinstance(attach, AttachDialog)
    attach.note.setPlainText("of June")
    attach.ok.click()
    seen.settle()
    assert seen.session.project.attachments == (Attachment(1, "monthly_spend", "of June"),)
    again = seen.desk.ask_attach(1, "monthly_spend")
    assert isinstance(again, AttachDialog)
    assert again.note.toPlainText() == "of June"
    again.reject()
    edit = seen.desk.ask_edit(1)
    assert edit is not None
    edit.title.setText("Quote of June")
    edit.ok.click()
    seen.settle()
    assert seen.own() == ["Quote of June"]
    assert seen.desk.ask_edit(7) is None
    seen.page.detach_requested.emit("own:1", "monthly_spend")
    assert not seen.session.project.attachments
    seen.page.delete_requested.emit("own:1")
    seen.settle()
    assert seen.own() == []
    assert "Quote of June was deleted" in seen.message()


def test_a_click_on_an_input_explains_it(seen: Seen) -> None:
    seen.page.explain_requested.emit("monthly_spend")
    seen.settle()
    assert seen.opened.controller.explaining.is_open


def test_the_page_follows_the_theme(seen: Seen) -> None:
    light = seen.page.grab().toImage()
    seen.opened.controller.set_theme("dark")
    assert seen.page.grab().toImage() != light


def test_no_filter_is_hidden_when_the_page_is_first_seen(opened: Opened) -> None:
    opened.window.resize(1440, 900)
    opened.controller.show_page("Sources")
    opened.controller.settle()
    QApplication.processEvents()
    page = opened.window.sources
    assert page is not None
    chips = [chip for chip in page.inputs.chips.values() if not chip.isHidden()]
    assert len(chips) == 7  # all, and the six statuses
    for chip in chips:
        row = chip.parentWidget()
        assert row is not None
        assert row.rect().contains(chip.geometry())
