"""Contextual help, the sheet of keys, About, and the titles of windows."""

from __future__ import annotations

import ast
import re
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

import app
import widgets
from app.actions import ACTIONS
from app.presenter import PAGES
from app.welcome import help_texts
from app.welcome.keys import GESTURES, key_groups
from app.welcome.parts import PACKAGES, parts, reflowed
from engine.model.catalogue import catalogue
from widgets.headline import HeadlineCard
from widgets.welcome.key_rows import KeyRows
from widgets.welcome.shortcut_sheet import shared
from widgets.welcome.states import KeyGroup, KeyLine

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from tests.app.conftest import Opened

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


# Help --------------------------------------------------------------------------------------------


def test_help_on_an_input_says_what_the_model_says(opened: Opened) -> None:
    control = opened.window.panel.control("monthly_spend")
    assert control is not None
    control.slider.setFocus()
    opened.controller.action("context_help").trigger()
    dialog = opened.boardroom.welcome.helping.dialog
    assert dialog is not None
    item = catalogue().inputs["monthly_spend"]
    assert dialog.windowTitle() == "Help: Monthly spend – Tenor"
    assert dialog.text.text().startswith(item.meaning)
    assert "It is $1.25B / month now" in dialog.text.text()
    assert item.basis in dialog.text.text()
    dialog.reference.click()
    reference = opened.controller.links.reference.dialog
    assert reference is not None
    assert reference.isVisible()


def test_help_on_a_card_and_on_a_chart(opened: Opened) -> None:
    helping = opened.boardroom.welcome.helping
    card = opened.window.findChildren(HeadlineCard)[3]
    assert helping.help_on(card).title == "Exit cost"
    assert helping.help_on(card).entry == "kpi_exit_cost"
    state = helping.help_on(opened.window.overview.charts[2])
    assert state.title == "Lock-in"
    assert state.paragraphs[0].startswith("Lock-in: in Q2 2026")


def test_parts_of_the_window_have_help(opened: Opened) -> None:
    helping = opened.boardroom.welcome.helping
    window = opened.window
    told: list[tuple[QWidget, str]] = [
        (window.panel, "Inputs"),
        (window.bar.plus, "Scenario bar"),
        (window.header.tabs, "Preset and page tabs"),
        (window.overview.strip, "Headline figures"),
        (window, "Overview"),
    ]
    for widget, title in told:
        assert helping.help_on(widget).title == title


def test_every_page_and_view_has_help(opened: Opened) -> None:
    from app.welcome.entries import VIEWS

    helping = opened.boardroom.welcome.helping
    for page in PAGES:
        opened.controller.show_page(page)
        for place, view in enumerate(VIEWS.get(page, (page,))):
            if page in VIEWS:
                opened.controller.pages.show_view(page, place)
                opened.controller.recompute.flush()
            state = helping.help_on(None)
            assert state.title == view
            assert all(text.endswith(".") for text in state.paragraphs)
    assert set(help_texts.PAGES) | set(VIEWS) == set(PAGES)


def test_the_help_window_fits_what_it_says_each_time(opened: Opened) -> None:
    helping = opened.boardroom.welcome.helping
    for key in ("term_months", "monthly_spend"):
        control = opened.window.panel.control(key)
        helping.show(helping.help_on(control))
        helping.show(helping.help_on_page())
        dialog = helping.dialog
        assert dialog is not None
        rows = [each for each in dialog.findChildren(KeyRows) if each.isVisible()]
        assert rows == [dialog.rows]
        assert dialog.text.height() >= dialog.text.heightForWidth(dialog.text.width())


# Keys --------------------------------------------------------------------------------------------


def test_the_sheet_has_every_shortcut(opened: Opened) -> None:
    actions = {spec.id: opened.controller.action(spec.id) for spec in ACTIONS}
    groups = key_groups(actions)
    told = {key for group in groups for line in group.lines for key in line.keys}
    for spec in ACTIONS:
        if spec.shortcut:
            assert spec.shortcut in told
    assert groups[-len(GESTURES) :] == GESTURES


def test_no_two_actions_share_a_shortcut() -> None:
    shortcuts = [spec.shortcut for spec in ACTIONS if spec.shortcut]
    assert len(shortcuts) == len(set(shortcuts))


def test_a_question_mark_opens_the_sheet_and_closes_it(opened: Opened, qtbot: QtBot) -> None:
    opened.controller.action("shortcuts").trigger()
    sheet = opened.boardroom.welcome.sheet
    assert sheet is not None
    qtbot.waitUntil(sheet.isActiveWindow)
    QTest.keyClick(sheet, Qt.Key.Key_Question)
    assert not sheet.isVisible()


@pytest.mark.parametrize("width", [600, 860, 1120])
def test_nothing_on_the_sheet_is_cut(opened: Opened, width: int) -> None:
    opened.controller.action("shortcuts").trigger()
    sheet = opened.boardroom.welcome.sheet
    assert sheet is not None
    sheet.resize(width, 600)
    for rows in sheet.findChildren(KeyRows):
        for words in rows.words:
            assert words.height() >= words.heightForWidth(words.width())
            assert words.geometry().right() <= rows.width()
    sheet.reject()


def test_columns_are_about_equally_long() -> None:
    groups = [KeyGroup(str(n), (KeyLine(("A",), "b"),) * n) for n in (4, 3, 2, 2, 1, 6)]
    columns = shared(groups, 3)
    assert [group for column in columns for group in column] == groups
    assert all(columns)
    assert shared(groups, 1) == [groups]


# About -------------------------------------------------------------------------------------------


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).casefold()


def _needed(name: str, found: set[str]) -> None:
    """The packages that one needs on this machine, those of extras left out."""
    if _plain(name) in found:
        return
    found.add(_plain(name))
    for line in metadata.requires(name) or []:
        needed, _, marker = line.partition(";")
        if "extra" not in marker:
            _needed(re.split(r"[ <>=!~\[(]", needed.strip())[0], found)


def test_all_that_ships_is_in_it() -> None:
    project = Path(app.__file__).parents[1] / "pyproject.toml"
    lines = project.read_text(encoding="utf-8").split("\ndependencies = [")[1].split("\n]")[0]
    found: set[str] = set()
    for name in re.findall(r'"([A-Za-z0-9_-]+)[<>=!~]', lines):
        _needed(name, found)
    assert found == {_plain(package.package) for package in PACKAGES}


def test_every_part_has_a_version_a_licence_and_its_text() -> None:
    made = {part.name: part for part in parts()}
    assert set(made) >= {"Tenor", "Python", "Inter", "NumPy", "Qt and PySide6"}
    for part in made.values():
        assert part.licence
        assert part.purpose.endswith(".")
        assert len(part.text) > 50, part.name
    for package in PACKAGES:
        assert made[package.name].version == metadata.version(package.package)


def test_licences_are_those_that_the_packages_name() -> None:
    for package in PACKAGES:
        about = metadata.metadata(package.package)
        named = about.get_all("License-Expression") or about.get_all("License") or []
        told = " ".join(named)
        classified = " ".join(about.get_all("Classifier") or [])
        family = package.licence.split()[0].split("-")[0]
        assert family in f"{told} {classified}" or (family == "BSD" and "Redistribution" in told)


def test_lines_of_a_licence_are_joined_but_not_its_lists() -> None:
    long = "word " * 12
    text = f"Title\n\n{long}\nends here.\n\n  * {long}\n  * two"
    assert reflowed(text) == f"Title\n\n{long}ends here.\n\n  * {long.rstrip()}\n  * two"


def test_choosing_a_part_shows_its_licence(opened: Opened) -> None:
    opened.controller.action("about").trigger()
    about = opened.boardroom.welcome.about
    assert about is not None
    assert about.licence.toPlainText().startswith("MIT License")
    about.list.select("Inter")
    assert "SIL Open Font License" in about.licence.toPlainText()
    about.reject()


# Titles ------------------------------------------------------------------------------------------

SOURCES = [
    *sorted(Path(widgets.__file__).parent.rglob("*.py")),
    *sorted(Path(app.__file__).parent.rglob("*.py")),
]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_dialog_says_what_it_is(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and any(
            isinstance(base, ast.Name) and base.id == "QDialog" for base in node.bases
        ):
            titles = [
                call
                for call in ast.walk(node)
                if isinstance(call, ast.Call)
                and isinstance(call.func, ast.Attribute)
                and call.func.attr == "setWindowTitle"
            ]
            assert titles, f"{node.name} has no title"
        if isinstance(node, ast.Constant) and node.value == "Tenor":
            assert not _titles(tree, node), f"{path.name}: a title that only says Tenor"


def _titles(tree: ast.AST, text: ast.Constant) -> bool:
    """Whether a text is the title of a box or a window."""
    named = ("setWindowTitle", "QMessageBox", "warning", "information", "question", "critical")
    return any(
        isinstance(call, ast.Call)
        and text in call.args
        and (
            (isinstance(call.func, ast.Attribute) and call.func.attr in named)
            or (isinstance(call.func, ast.Name) and call.func.id in named)
        )
        for call in ast.walk(tree)
    )
