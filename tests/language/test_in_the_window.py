"""The window in German: names that are given, values that are typed, and what searches find."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.language import translator
from app.launch import close_window, open_window
from app.reference.entries import entries
from app.reference.search import Search
from app.settings import Settings
from app.welcome.palette_desk import PaletteDesk
from engine.files.shipped import preset_scenario
from engine.model.catalogue import catalogue
from engine.project import single
from widgets.comparison.choice_list import matching
from widgets.comparison.states import Choice
from widgets.controls.value_field import ValueField
from widgets.language.spoken import said, speaking

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.controller import Controller
    from app.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def opened(qapp: object) -> Iterator[tuple[MainWindow, Controller]]:
    with speaking(translator("de")):
        project = single(preset_scenario("as_reported"))
        window, controller = open_window(project, Settings(theme="light"))
        window.show()
        yield window, controller
        window.may_close = lambda: True
        close_window(window)


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_a_value_is_typed(opened: tuple[MainWindow, Controller]) -> None:
    window, controller = opened
    control = window.panel.control("monthly_spend")
    assert control is not None
    field = control.focus_widgets()[0]
    assert isinstance(field, ValueField)
    assert _plain(field.text()) == "1,25 Mrd. $"
    field.setText("900 Mio. $")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert controller.session.document.scenario.values["monthly_spend"] == 900.0


@pytest.mark.parametrize("typed", ["Laufzeit", "term length", "term_months", "LAUFZEIT"])
def test_the_panel_finds_inputs_by_either_name(
    opened: tuple[MainWindow, Controller], typed: str
) -> None:
    panel = opened[0].panel
    panel._search.setText(typed)
    found = {key for group in panel._groups for key in panel._found(group)}
    assert "term_months" in found
    assert len(found) < 40


@pytest.mark.parametrize("typed", ["Laufzeit 36", "term 36", "Laufzeit auf 36", "term to 36"])
def test_the_palette_sets_inputs_by_either_name(
    opened: tuple[MainWindow, Controller], typed: str
) -> None:
    desk = PaletteDesk(*opened)
    desk.open()
    desk.palette.field.setText(typed)
    assert desk._settings["set:term_months"].value == 36.0


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("monatsausgaben 1,1 Mrd. $", ("set:monthly_spend", 1100.0)),
        ("Ausstiegsgebühr 7,5 %", ("set:termination_fee_pct", 0.075)),
    ],
)
def test_the_palette_reads_german_numbers(
    opened: tuple[MainWindow, Controller], typed: str, found: tuple[str, float]
) -> None:
    desk = PaletteDesk(*opened)
    desk.open()
    desk.palette.field.setText(typed)
    assert desk._settings[found[0]].value == pytest.approx(found[1])


@pytest.mark.parametrize(
    ("typed", "entry"),
    [
        ("Duplizieren", "action:duplicate_scenario"),
        ("duplicate", "action:duplicate_scenario"),
        ("Ausstiegskosten", "figure:exit_cost"),
        ("Exit cost", "figure:exit_cost"),
        ("Zahlenwerk", "page:Ledger"),
        ("Ledger", "page:Ledger"),
    ],
)
def test_the_palette_finds_by_either_name(
    opened: tuple[MainWindow, Controller], typed: str, entry: str
) -> None:
    desk = PaletteDesk(*opened)
    desk.open()
    assert entry in [found.id for _, found in desk.find(typed)][:3]


def test_names_that_are_given_are_german_and_then_the_users(
    opened: tuple[MainWindow, Controller],
) -> None:
    window, controller = opened
    commands, session = controller.bar.commands, controller.session
    name = session.project.scenario.name
    assert name == said("As reported") != "As reported"
    commands.rename(session.project.current, "Revenue")
    controller.settle()
    assert window.bar.state().chips[0].name == "Revenue"
    assert "Revenue" in window.bar.strip.accessibleDescription()
    commands.new()
    assert session.project.scenario.name == said("New scenario") != "New scenario"
    commands.become_preset("as_reported")
    assert session.project.scenario.name == name


def test_what_undo_takes_back_is_said_once(opened: tuple[MainWindow, Controller]) -> None:
    _, controller = opened
    controller.edit("term_months", 48.0)
    controller.settle()
    action = controller.action("undo")
    assert action.text() == "&Rückgängig: Laufzeit 36 → 48"
    assert action.data() == "&Undo Term length 36 → 48"


def test_lists_and_the_reference_find_by_either_name() -> None:
    with speaking(translator("de")):
        choices = (Choice("exit_cost", "Exit cost", "Headline figures"),)
        for typed in ("ausstiegskosten", "exit", "leitkennzahlen"):
            assert choices[0] in matching(choices, typed)
        search = Search(entries(catalogue()))
        for typed in ("Ausstiegskosten", "Exit cost", "exit_cost"):
            assert "exit_cost" in search.find(typed)[:2]
