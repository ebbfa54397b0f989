"""Every text of every page and dialog is translated: seen in a language that nobody speaks.

The user's own words are in Greek here: what is left in Latin letters without accents was made
by the program.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialogButtonBox, QToolButton, QWidget

from tests.language.pseudo import left_in_english, pseudo
from tests.screens.stage import PAGES, Stage, stage
from tests.screens.test_walk import DIALOGS
from tests.screens.texts import texts_of
from tests.screens.walker import shown_in
from widgets.language.spoken import speaking

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.project import Project

_QUIET = "This plugin does not support"
_OWN = ("id", "supplier", "service", "reference", "currency_note", "conditions")
_MORE_DIALOGS = ("export_handout", "palette", "context_help")

pytestmark = pytest.mark.qt_log_ignore(_QUIET)


@pytest.fixture(scope="module")
def staged(qapp: QApplication) -> Iterator[Stage]:
    with speaking(pseudo()), stage("light") as made:
        session = made.controller.session
        session.change(_in_greek(session.project), "names")
        made.settle()
        yield made


def _in_greek(project: Project) -> Project:
    """The same project, with names of the user's that no program would make."""
    register = replace(
        project.register,
        contracts=tuple(_renamed(each) for each in project.register.contracts),
        quotes=tuple(_renamed(each) for each in project.register.quotes),
        planned_supplier=_greek(project.register.planned_supplier),
    )
    entries = tuple(
        each._replace(scenario=replace(each.scenario, name=_greek(each.scenario.name)))
        for each in project.entries
    )
    return replace(project, register=register, entries=entries)


def _renamed(row: Any) -> Any:
    names = [field.name for field in fields(row) if field.name in _OWN]
    return replace(row, **{name: _greek(getattr(row, name)) for name in names})


def _greek(text: str) -> str:
    return "".join(chr(0x3B1 + ord(each) % 24) if each.isalpha() else each for each in text)


@pytest.mark.parametrize("page", PAGES)
def test_every_text_of_a_page_is_translated(staged: Stage, page: str) -> None:
    staged.show(page, 1440, 900)
    assert _left(staged.window) == []


_NAMES_OF_OTHERS = "about"  # what ships, by its name, with licences as they were written


@pytest.mark.parametrize("action", sorted({*DIALOGS, *_MORE_DIALOGS} - {_NAMES_OF_OTHERS}))
def test_every_text_of_a_dialog_is_translated(staged: Stage, action: str) -> None:
    staged.show("overview", 1280, 720)
    staged.controller.action(action).trigger()
    staged.settle()
    opened = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
    dialogs = [each for each in opened if each is not staged.window]
    found = [left for dialog in dialogs for left in (*_left(dialog), *_title(dialog))]
    for dialog in dialogs:
        dialog.close()
    assert found == []


def test_every_text_of_an_explanation_is_translated(staged: Stage) -> None:
    staged.show("overview", 1440, 900)
    for place in range(6):
        staged.window.overview.strip.cards()[place].request_explanation()
        staged.settle()
        assert _left(staged.window) == []
    staged.window.show_explain(None)


def test_every_action_is_translated(staged: Stage) -> None:
    actions = staged.window.findChildren(QAction)
    texts = [text for each in actions for text in (each.text(), each.toolTip(), each.statusTip())]
    assert len(texts) > 200
    assert [text for text in texts if left_in_english(text.partition("\t")[0])] == []


def _left(window: QWidget) -> list[tuple[str, str]]:
    """What is in English: painted, in tooltips, or said to screen readers."""
    found: dict[tuple[str, str], None] = {}
    for widget in shown_in(window):
        if _is_qts(widget):
            continue
        name = type(widget).__name__
        for painted in texts_of(widget):
            if left_in_english(painted.text):
                found[name, painted.text] = None
        told = (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription())
        for text in told:
            if left_in_english(text):
                found[name, text] = None
    return list(found)


def _is_qts(widget: QWidget) -> bool:
    """Buttons whose words are Qt's, and translated by Qt."""
    if isinstance(widget, QToolButton):
        return not type(widget).__module__.startswith("widgets")
    box = widget.parentWidget()
    if isinstance(box, QDialogButtonBox) and isinstance(widget, QAbstractButton):
        return box.standardButton(widget) != QDialogButtonBox.StandardButton.NoButton
    return False


def _title(dialog: QWidget) -> list[tuple[str, str]]:
    title = dialog.windowTitle()
    return [("title", title)] if left_in_english(title) else []
