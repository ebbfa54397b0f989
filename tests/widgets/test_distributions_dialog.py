"""The dialog of distributions alone: it shows a state, and says what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from tests.widgets.literals import tokens
from widgets.comparison.states import Choice
from widgets.dialogs.density_picture import DensityView
from widgets.dialogs.distribution_states import (
    SCENARIO,
    DensityPicture,
    DistributionsState,
    EditorState,
    Mark,
    ParameterField,
)
from widgets.dialogs.distributions import DistributionsDialog
from widgets.row_list import Row
from widgets.states import Tick

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

PICTURE = DensityPicture(
    ((0.1, 0.0), (0.5, 1.0), (0.9, 0.0)),
    (),
    (Tick(0.0, "0%"), Tick(1.0, "20%")),
    (Mark(0.5, "scenario 7%", SCENARIO), Mark(0.3, "p5 3%"), Mark(0.52, "median 7.2%")),
    "PERT: 0% to 16%. scenario 7%, p5 3%, median 7.2%.",
)
LOW = ParameterField("low", "Lowest", "0%", "/ month", "No draw is below it.")
HIGH = ParameterField("high", "Highest", "16%", "/ month", "No draw is above it.")
EDITOR = EditorState(
    key="growth",
    title="Growth",
    about="How fast",
    kinds=("Uniform", "Single values"),
    kind=0,
    kind_about="Every value is as likely.",
    rows=((LOW,), (HIGH,)),
    picture=PICTURE,
    note="It moves with its slider.",
    shipped="PERT: 0% to 16%",
)
STATE = DistributionsState(
    rows=(Row("growth", "Growth", "Headline", "Uniform"), Row("price", "Price", "Market", "PERT")),
    choices=(Choice("term", "Term length", "Headline"),),
    editor=EDITOR,
    can_reset=True,
)
VALUES = tuple(
    (
        ParameterField(f"value_{place}", f"Value {place}", f"{place}", "months", ""),
        ParameterField(f"probability_{place}", f"Probability {place}", "50%", "of draws", ""),
    )
    for place in (1, 2)
)
LISTED = EDITOR._replace(kind=1, rows=VALUES, listed=True, can_add=True)


@pytest.fixture
def dialog(qtbot: QtBot) -> DistributionsDialog:
    made = DistributionsDialog(tokens("light"))
    qtbot.addWidget(made)
    made.show_state(STATE)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_a_field_says_what_it_is(dialog: DistributionsDialog) -> None:
    low = dialog.form.fields["low"]
    assert low.accessibleName() == "Lowest / month"
    assert low.accessibleDescription() == "No draw is below it."
    fault = LOW._replace(text="20%", fault="Lowest: 20% is not allowed; allowed: below 16%")
    dialog.show_state(STATE._replace(editor=EDITOR._replace(rows=((fault,), (HIGH,)))))
    assert dialog.form.fields["low"] is low  # where it was, with the cursor in it
    assert low.accessibleDescription() == fault.fault
    assert dialog.form._faults["low"].text() == fault.fault
    assert dialog.form._faults["low"].isVisible()
    assert not dialog.form._faults["high"].isVisible()


def test_typing_is_told_once(dialog: DistributionsDialog) -> None:
    heard: list[tuple[str, str]] = []
    dialog.parameter_entered.connect(lambda name, text: heard.append((name, text)))
    low = dialog.form.fields["low"]
    low.setFocus()
    low.selectAll()
    QTest.keyClicks(low, "3%")
    QTest.keyClick(low, Qt.Key.Key_Return)
    assert heard == [("low", "3%")]
    assert dialog.isVisible()  # Enter closes nothing


def test_tab_goes_from_field_to_field(dialog: DistributionsDialog) -> None:
    """Also through fields that came later."""
    dialog.show_state(STATE._replace(editor=LISTED))
    fields, removes = dialog.form.fields, dialog.form.removes
    order = [fields["value_1"], fields["probability_1"], removes[0]]
    order += [fields["value_2"], fields["probability_2"], removes[1]]
    order += [dialog.add_value, dialog.certain, dialog.close_button]
    dialog.show_state(STATE._replace(editor=LISTED._replace(shipped="")))
    dialog.activateWindow()
    dialog.kind.setFocus()
    for expected in order:
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        assert dialog.focusWidget() is expected


def test_another_kind_is_told_and_the_same_is_not(dialog: DistributionsDialog) -> None:
    heard: list[int] = []
    dialog.kind_chosen.connect(heard.append)
    dialog.kind.activated.emit(0)
    dialog.kind.activated.emit(1)
    assert heard == [1]


def test_rows_of_values_are_added_and_removed(dialog: DistributionsDialog) -> None:
    dialog.show_state(STATE._replace(editor=LISTED))
    assert dialog.add_value.isVisible()
    heard: list[object] = []
    dialog.value_removed.connect(heard.append)
    dialog.value_added.connect(lambda: heard.append("added"))
    dialog.form.removes[1].click()
    dialog.add_value.click()
    assert heard == [1, "added"]
    assert dialog.form.removes[1].accessibleName() == "Remove the value 2"
    one = LISTED._replace(rows=VALUES[:1])
    dialog.show_state(STATE._replace(editor=one))
    assert not dialog.form.removes[0].isEnabled()  # the last one stays
    dialog.show_state(STATE)
    assert not dialog.add_value.isVisible()


def test_the_list_goes_by_keys_and_enter_goes_to_the_fields(dialog: DistributionsDialog) -> None:
    heard: list[str] = []
    dialog.input_chosen.connect(heard.append)
    dialog.activateWindow()
    dialog.list.setFocus()
    QTest.keyClick(dialog.list, Qt.Key.Key_Down)
    assert heard == ["price"]
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    assert dialog.form.fields["low"].hasFocus()


def test_the_list_of_inputs_to_add_is_searched(dialog: DistributionsDialog) -> None:
    heard: list[str] = []
    dialog.input_added.connect(heard.append)
    dialog.add.click()
    popup = dialog.popup()
    assert popup is not None
    QTest.keyClicks(popup.search, "term")
    QTest.keyClick(popup.search, Qt.Key.Key_Return)
    assert heard == ["term"]


def test_every_button_says_its_own(dialog: DistributionsDialog) -> None:
    heard = []
    for signal in ("removed", "reset", "all_reset"):
        getattr(dialog, signal).connect(lambda signal=signal: heard.append(signal))
    for button in (dialog.certain, dialog.shipped, dialog.reset_all):
        button.click()
    assert heard == ["removed", "reset", "all_reset"]
    assert not any(button.autoDefault() for button in dialog.findChildren(QPushButton))
    dialog.close_button.click()
    assert not dialog.isVisible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_picture_says_what_it_shows(qtbot: QtBot, theme: str) -> None:
    view = DensityView(tokens(theme))
    qtbot.addWidget(view)
    view.resize(560, view.height())
    view.show_state(PICTURE)
    assert view.accessibleDescription() == PICTURE.summary
    whole = view.grab().toImage()
    for less in (
        PICTURE._replace(marks=()),
        PICTURE._replace(curve=()),
        PICTURE._replace(ticks=()),
    ):
        view.show_state(less)
        assert view.grab().toImage() != whole


def test_both_themes(dialog: DistributionsDialog) -> None:
    before = dialog.grab().toImage()
    dialog.set_tokens(tokens("dark"))
    assert dialog.grab().toImage() != before
