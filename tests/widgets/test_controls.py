"""One input's control: what it shows, what it emits, and what it leaves alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from tests.widgets.literals import (
    FEE,
    GROWTH,
    LEFT_BUTTON,
    PAYER,
    RENEW,
    STATES,
    TERM,
    Heard,
    tokens,
)
from widgets.buttons import Switch
from widgets.controls.control import InputControl
from widgets.controls.slider import Slider
from widgets.controls.value_field import ValueField
from widgets.states import ControlSpec, ControlState

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

Control = Callable[[ControlSpec], InputControl]


@pytest.fixture
def control(qtbot: QtBot) -> Control:
    """Makes a control in an active window, with nothing focused."""

    def make(spec: ControlSpec) -> InputControl:
        made = InputControl(spec, tokens("light"))
        qtbot.addWidget(made)
        made.resize(290, made.height())
        made.show_state(STATES[spec.key])
        with qtbot.waitActive(made):
            made.show()
        for child in made.focus_widgets():
            child.clearFocus()
        return made

    return make


def slider(control: InputControl) -> Slider:
    (found,) = control.findChildren(Slider)
    return found


def value_field(control: InputControl) -> ValueField:
    (found,) = control.findChildren(ValueField)
    return found


def switch(control: InputControl) -> Switch:
    (found,) = control.findChildren(Switch)
    return found


def press_key(widget: QWidget, key: Qt.Key, *, repeated: bool = False) -> None:
    send_key(widget, QEvent.Type.KeyPress, key, repeated=repeated)


def release_key(widget: QWidget, key: Qt.Key, *, repeated: bool = False) -> None:
    send_key(widget, QEvent.Type.KeyRelease, key, repeated=repeated)


def send_key(widget: QWidget, kind: QEvent.Type, key: Qt.Key, *, repeated: bool) -> None:
    none = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(widget, QKeyEvent(kind, key, none, "", repeated, 1))


def turn_wheel(widget: QWidget, notches: int) -> None:
    """Turn the wheel over a widget; the event goes the way of a real one."""
    window = widget.window()
    middle = widget.mapTo(window, widget.rect().center())
    QTest.wheelEvent(window.windowHandle(), QPointF(middle), QPoint(0, 120 * notches))
    QApplication.processEvents()


def at_position(widget: Slider, share: float) -> QPoint:
    """The point at `share` of the way that the handle can go: 11 px from either end."""
    return QPoint(round(11 + share * (widget.width() - 22)), widget.height() // 2)


# -- showing


def test_showing_emits_nothing(control: Control) -> None:
    one = control(TERM)
    heard = Heard(one)
    for value, text in ((60.0, "60"), (1.0, "1"), (96.0, "96"), (36.5, "36.5")):
        one.show_state(ControlState(value, text, 36, True))
        assert value_field(one).text() == text
    assert heard.take() == []


def test_a_value_off_the_grid_stands_between_two_steps(control: Control) -> None:
    one = control(FEE)
    one.show_state(ControlState(0.33, "33%", 0.5, True))
    assert slider(one).position() == pytest.approx(6.6)
    assert slider(one).value() == 7


@pytest.mark.parametrize(
    ("key", "value"),
    [(Qt.Key.Key_Right, 0.35), (Qt.Key.Key_Left, 0.3), (Qt.Key.Key_PageUp, 0.8)],
)
def test_a_step_from_off_the_grid_lands_on_it(control: Control, key: Qt.Key, value: float) -> None:
    one = control(FEE)
    one.show_state(ControlState(0.33, "33%", 0.5, True))
    heard = Heard(one)
    QTest.keyClick(slider(one), key)
    assert ("value_edited", "fee_pct", value) in heard.take()


def test_a_state_may_bring_its_own_suffix(control: Control) -> None:
    one = control(TERM)
    right = value_field(one).geometry().right()
    one.show_state(ControlState(1, "1", 36, True, "month"))
    assert slider(one).accessibleDescription() == "1 month, undisclosed"
    assert value_field(one).geometry().right() > right
    one.show_state(ControlState(1, "Never", 36, True, ""))
    assert slider(one).accessibleDescription() == "Never, undisclosed"
    one.show_state(STATES["term_months"])
    assert slider(one).accessibleDescription() == "48 months, undisclosed"
    assert value_field(one).geometry().right() == right


def test_names_for_screen_readers(control: Control) -> None:
    one = control(TERM)
    assert slider(one).accessibleName() == "Term length"
    assert slider(one).accessibleDescription() == "48 months, undisclosed"
    assert value_field(one).accessibleName() == "Term length value"
    assert one.toolTip() == "How long"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("spec", [TERM, FEE, PAYER, RENEW], ids=lambda spec: spec.key)
def test_every_kind_paints_in_both_themes(control: Control, spec: ControlSpec, theme: str) -> None:
    one = control(spec)
    one.set_tokens(tokens(theme))
    one.show_error("Not a number")
    corner = one.grab().toImage().pixelColor(1, one.height() - 2)
    assert corner.name() == tokens(theme).panel


# -- slider


@pytest.mark.parametrize(
    ("key", "value"),
    [
        (Qt.Key.Key_Right, 49),
        (Qt.Key.Key_Left, 47),
        (Qt.Key.Key_PageUp, 58),
        (Qt.Key.Key_PageDown, 38),
        (Qt.Key.Key_Home, 1),
        (Qt.Key.Key_End, 96),
    ],
)
def test_keys_move_the_slider(control: Control, key: Qt.Key, value: float) -> None:
    one = control(TERM)
    heard = Heard(one)
    QTest.keyClick(slider(one), key)
    assert heard.take() == [
        ("gesture_started", "term_months"),
        ("value_edited", "term_months", value),
        ("gesture_finished", "term_months"),
    ]


def test_values_carry_no_float_noise(control: Control) -> None:
    one = control(GROWTH)
    heard = Heard(one)
    slider(one).setFocus()
    for _ in range(3):
        QTest.keyClick(slider(one), Qt.Key.Key_Right)
    values = [entry[2] for entry in heard.take() if entry[0] == "value_edited"]
    assert values == [0.075, 0.08, 0.085]
    QTest.keyClick(slider(one), Qt.Key.Key_End)
    QTest.keyClick(slider(one), Qt.Key.Key_Home)
    values = [entry[2] for entry in heard.take() if entry[0] == "value_edited"]
    assert values == [0.4, -0.1]


def test_the_ends_are_exact_where_steps_do_not_divide_the_range(control: Control) -> None:
    one = control(FEE._replace(step=0.3))
    heard = Heard(one)
    QTest.keyClick(slider(one), Qt.Key.Key_End)
    QTest.keyClick(slider(one), Qt.Key.Key_Left)
    values = [entry[2] for entry in heard.take() if entry[0] == "value_edited"]
    assert values == [1, 0.9]
    one.show_state(ControlState(1, "100%", 0.5, True))
    assert slider(one).position() == slider(one).maximum()


def test_a_held_key_is_one_gesture(control: Control) -> None:
    one = control(TERM)
    heard = Heard(one)
    right = Qt.Key.Key_Right
    press_key(slider(one), right)
    for _ in range(2):
        release_key(slider(one), right, repeated=True)
        press_key(slider(one), right, repeated=True)
    release_key(slider(one), right)
    assert [entry[0] for entry in heard.take()] == [
        "gesture_started",
        "value_edited",
        "value_edited",
        "value_edited",
        "gesture_finished",
    ]


def test_losing_focus_ends_a_held_keys_gesture(control: Control) -> None:
    one = control(TERM)
    slider(one).setFocus()
    heard = Heard(one)
    press_key(slider(one), Qt.Key.Key_Left)
    value_field(one).setFocus()
    assert [entry[0] for entry in heard.take()] == [
        "gesture_started",
        "value_edited",
        "gesture_finished",
    ]
    release_key(slider(one), Qt.Key.Key_Left)
    assert heard.take() == []


def test_a_click_on_the_track_jumps_and_drags(control: Control) -> None:
    one = control(FEE)
    handle = slider(one)
    heard = Heard(one)
    QTest.mousePress(handle, LEFT_BUTTON, pos=at_position(handle, 0.8))
    assert heard.take() == [("gesture_started", "fee_pct"), ("value_edited", "fee_pct", 0.8)]
    QTest.mouseMove(handle, at_position(handle, 0.6))
    assert heard.take() == [("value_edited", "fee_pct", 0.6)]
    QTest.mouseMove(handle, at_position(handle, 2.0))
    assert heard.take() == [("value_edited", "fee_pct", 1)]
    QTest.mouseRelease(handle, LEFT_BUTTON, pos=at_position(handle, 2.0))
    assert heard.take() == [("gesture_finished", "fee_pct")]


def test_taking_the_handle_moves_nothing(control: Control) -> None:
    one = control(FEE)
    one.show_state(ControlState(0.33, "33%", 0.5, True))
    heard = Heard(one)
    beside = at_position(slider(one), 0.33) + QPoint(4, 0)
    QTest.mouseClick(slider(one), LEFT_BUTTON, pos=beside)
    assert heard.take() == [("gesture_started", "fee_pct"), ("gesture_finished", "fee_pct")]


def test_a_late_state_does_not_pull_the_handle_back(control: Control) -> None:
    one = control(FEE)
    handle = slider(one)
    QTest.mousePress(handle, LEFT_BUTTON, pos=at_position(handle, 0.8))
    one.show_state(ControlState(0.75, "75%", 0.5, True))
    assert handle.position() == 16
    assert value_field(one).text() == "75%"
    one.show_state(ControlState(0.8, "80%", 0.5, True))
    QTest.mouseRelease(handle, LEFT_BUTTON, pos=at_position(handle, 0.8))
    assert handle.position() == 16


def test_an_error_puts_the_handle_back(control: Control) -> None:
    one = control(TERM)
    QTest.keyClick(slider(one), Qt.Key.Key_End)
    one.show_error("Term length: 96 is more than fits")
    assert slider(one).position() == 47


def test_a_double_click_asks_for_reset(control: Control) -> None:
    one = control(TERM)
    heard = Heard(one)
    QTest.mouseDClick(one, LEFT_BUTTON, pos=QPoint(40, 10))
    assert heard.take() == [("reset_requested", "term_months")]
    QTest.mouseDClick(slider(one), LEFT_BUTTON, pos=at_position(slider(one), 47 / 95))
    assert heard.take()[-1] == ("reset_requested", "term_months")


@pytest.mark.parametrize("spec", [TERM, PAYER], ids=lambda spec: spec.key)
def test_the_wheel_changes_nothing(control: Control, spec: ControlSpec) -> None:
    one = control(spec)
    heard = Heard(one)
    for child in one.focus_widgets():
        child.setFocus()
        turn_wheel(child, 1)
        turn_wheel(child, -1)
    assert heard.take() == []


# -- value field


def test_return_enters_the_text_and_selects_it(control: Control) -> None:
    one = control(TERM)
    field = value_field(one)
    heard = Heard(one)
    field.setFocus()
    assert field.selectedText() == "48"
    QTest.keyClicks(field, "3y")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert heard.take() == [("text_entered", "term_months", "3y")]
    one.show_state(ControlState(36, "36", 36, False))
    assert field.hasFocus()
    assert field.selectedText() == "36"


def test_return_without_a_change_enters_nothing(control: Control) -> None:
    one = control(TERM)
    heard = Heard(one)
    QTest.keyClick(value_field(one), Qt.Key.Key_Return)
    assert heard.take() == []


def test_leaving_the_field_enters_the_text(control: Control) -> None:
    one = control(TERM)
    field = value_field(one)
    heard = Heard(one)
    field.setFocus()
    QTest.keyClicks(field, "24 mo")
    slider(one).setFocus()
    assert heard.take() == [("text_entered", "term_months", "24 mo")]


def test_a_text_entered_with_return_is_not_entered_again(control: Control) -> None:
    one = control(TERM)
    field = value_field(one)
    heard = Heard(one)
    field.setFocus()
    QTest.keyClicks(field, "abc")
    QTest.keyClick(field, Qt.Key.Key_Return)
    one.show_error("Term length: abc is not a number")
    slider(one).setFocus()
    assert heard.take() == [("text_entered", "term_months", "abc")]
    assert field.text() == "48"


def test_escape_restores_the_shown_text(control: Control) -> None:
    one = control(TERM)
    field = value_field(one)
    heard = Heard(one)
    field.setFocus()
    QTest.keyClicks(field, "999")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == "48"
    slider(one).setFocus()
    assert heard.take() == []


def test_a_state_leaves_what_is_being_typed(control: Control) -> None:
    one = control(TERM)
    field = value_field(one)
    field.setFocus()
    QTest.keyClicks(field, "7")
    one.show_state(ControlState(50, "50", 36, True))
    assert field.text() == "7"
    assert slider(one).value() == 49
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == "50"


def test_an_error_stays_until_the_next_edit_or_state(control: Control) -> None:
    one = control(TERM)
    field = value_field(one)
    message = "Term length: 999 is more than the largest, 96"
    one.show_error(message)
    assert one.toolTip() == message
    assert field.accessibleDescription() == message
    field.setFocus()
    QTest.keyClicks(field, "9")
    assert one.toolTip() == "How long"
    one.show_error(message)
    one.show_state(STATES["term_months"])
    assert one.toolTip() == "How long"
    assert field.accessibleDescription() == ""


def test_a_state_replaces_a_refused_text(control: Control) -> None:
    one = control(TERM)
    field = value_field(one)
    field.setFocus()
    QTest.keyClicks(field, "abc")
    QTest.keyClick(field, Qt.Key.Key_Return)
    one.show_state(STATES["term_months"])
    assert field.text() == "48"


def test_refresh_puts_the_values_own_text_back(control: Control) -> None:
    one = control(TERM)
    field = value_field(one)
    one.text_entered.connect(one.refresh)
    field.setFocus()
    QTest.keyClicks(field, "48.0")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "48"
    assert field.selectedText() == "48"


# -- switch


def test_inputs_with_two_values_are_switched(control: Control) -> None:
    one = control(PAYER)
    assert one.findChildren(Slider) == []
    assert one.findChildren(QLineEdit) == []
    assert switch(one).accessibleName() == "Who pays whom"
    assert switch(one).accessibleDescription() == "Supplier pays, disputed"
    assert not switch(one).isChecked()
    heard = Heard(one)
    one.show_state(ControlState(1, "Lab pays", 1, False))
    assert switch(one).isChecked()
    assert heard.take() == []


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Right])
def test_keys_toggle_the_switch(control: Control, key: Qt.Key) -> None:
    one = control(PAYER)
    heard = Heard(one)
    QTest.keyClick(switch(one), key)
    assert heard.take() == [
        ("gesture_started", "payment_direction"),
        ("value_edited", "payment_direction", 1),
        ("gesture_finished", "payment_direction"),
    ]


def test_a_click_toggles_the_switch(control: Control) -> None:
    one = control(RENEW)
    heard = Heard(one)
    QTest.mouseClick(switch(one), LEFT_BUTTON)
    QTest.mouseClick(switch(one), LEFT_BUTTON)
    edits = [entry for entry in heard.take() if entry[0] == "value_edited"]
    assert edits == [("value_edited", "auto_renew", 1), ("value_edited", "auto_renew", 0)]
