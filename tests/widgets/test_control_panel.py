"""The controls panel: groups that fold, search, counts, focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.widgets.literals import (
    CONTROL_SIGNALS,
    FEE,
    GROWTH,
    LEFT_BUTTON,
    NOTICE,
    PAYER,
    RENEW,
    STATES,
    TERM,
    Heard,
    tokens,
)
from widgets.buttons import Switch
from widgets.controls.control import InputControl
from widgets.controls.panel import ControlPanel
from widgets.controls.parts import SearchBox
from widgets.controls.slider import Slider
from widgets.controls.value_field import ValueField
from widgets.states import ControlState

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

GROUPS = (
    ("Headline", (TERM, GROWTH)),
    ("Exit terms", (NOTICE, FEE)),
    ("Commitment", (PAYER, RENEW)),
)
SIGNALS = (*CONTROL_SIGNALS, "group_reset_requested", "reset_all_requested", "groups_changed")


@pytest.fixture
def panel(qtbot: QtBot) -> ControlPanel:
    made = ControlPanel(tokens("light"))
    qtbot.addWidget(made)
    made.resize(300, 600)
    made.set_specs(GROUPS, {"Headline", "Exit terms"})
    made.show_states(STATES)
    with qtbot.waitActive(made):
        made.show()
    return made


def slider(control: InputControl) -> Slider:
    (found,) = control.findChildren(Slider)
    return found


def value_field(control: InputControl) -> ValueField:
    (found,) = control.findChildren(ValueField)
    return found


def switch(control: InputControl) -> Switch:
    (found,) = control.findChildren(Switch)
    return found


def search_box(panel: ControlPanel) -> SearchBox:
    (found,) = panel.findChildren(SearchBox)
    return found


def made(panel: ControlPanel, key: str) -> InputControl:
    control = panel.control(key)
    assert control is not None
    return control


def shown_keys(panel: ControlPanel) -> list[str]:
    """The inputs whose controls are seen, from top to bottom."""
    controls = [one for one in panel.findChildren(InputControl) if one.isVisible()]
    return [one.spec().key for one in sorted(controls, key=lambda one: one.y())]


def turn_wheel(widget: QWidget, notches: int) -> None:
    """Turn the wheel over a widget; the event goes the way of a real one."""
    window = widget.window()
    middle = widget.mapTo(window, widget.rect().center())
    QTest.wheelEvent(window.windowHandle(), QPointF(middle), QPoint(0, 120 * notches))
    QApplication.processEvents()


# -- groups and counts


def test_controls_of_a_folded_group_are_made_when_it_opens(panel: ControlPanel) -> None:
    assert panel.control("payment_direction") is None
    assert panel.open_groups() == ("Headline", "Exit terms")
    heard = Heard(panel, SIGNALS)
    QTest.mouseClick(panel.heading("Commitment"), LEFT_BUTTON)
    assert heard.take() == [("groups_changed",)]
    assert panel.open_groups() == ("Headline", "Exit terms", "Commitment")
    payer = switch(made(panel, "payment_direction"))
    assert payer.accessibleDescription() == "Supplier pays, disputed"
    assert shown_keys(panel) == list(STATES)
    QTest.mouseClick(panel.heading("Exit terms"), LEFT_BUTTON)
    assert shown_keys(panel) == [
        "term_months",
        "revenue_growth",
        "payment_direction",
        "auto_renew",
    ]


@pytest.mark.parametrize(
    ("keys", "is_open"),
    [
        ([Qt.Key.Key_Space], True),
        ([Qt.Key.Key_Return], True),
        ([Qt.Key.Key_Right], True),
        ([Qt.Key.Key_Right, Qt.Key.Key_Right], True),
        ([Qt.Key.Key_Right, Qt.Key.Key_Left], False),
        ([Qt.Key.Key_Left], False),
    ],
)
def test_keys_fold_a_group(panel: ControlPanel, keys: list[Qt.Key], is_open: bool) -> None:
    heading = panel.heading("Commitment")
    for key in keys:
        QTest.keyClick(heading, key)
    assert ("Commitment" in panel.open_groups()) is is_open
    assert heading.accessibleDescription() == ("open" if is_open else "folded")


def test_showing_states_emits_nothing_and_touches_what_differs(
    panel: ControlPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = Heard(panel, SIGNALS)
    touched: list[str] = []
    monkeypatch.setattr(
        InputControl, "show_state", lambda self, _state: touched.append(self.spec().key)
    )
    equal = ControlState(0.25, "25%", 0.5, True)
    panel.show_states({**STATES, "fee_pct": equal})
    assert touched == []
    panel.show_states({**STATES, "notice_months": ControlState(4, "4", 6, True)})
    assert touched == ["notice_months"]
    assert heard.take() == []


def test_headings_and_footer_count_changes(panel: ControlPanel) -> None:
    heard = Heard(panel, SIGNALS)
    assert panel.heading("Exit terms").accessibleName() == "Exit terms, 2 changed"
    (reset_all,) = (one for one in panel.findChildren(QWidget) if is_button(one, "Reset 4 changes"))
    QTest.mouseClick(reset_all, LEFT_BUTTON)
    assert heard.take() == [("reset_all_requested",)]
    same = {key: ControlState(s.baseline, s.text, s.baseline, False) for key, s in STATES.items()}
    panel.show_states({**same, "term_months": STATES["term_months"]})
    assert is_button(reset_all, "Reset 1 change")
    assert panel.heading("Exit terms").accessibleName() == "Exit terms"
    panel.show_states(same)
    assert is_button(reset_all, "Reset all")
    assert not reset_all.isEnabled()


def is_button(widget: QWidget, text: str) -> bool:
    return bool(widget.property("text") == text)


def test_a_heading_resets_its_group(panel: ControlPanel) -> None:
    heard = Heard(panel, SIGNALS)
    button = panel.heading("Commitment").reset_button()
    assert button is not None
    assert button.accessibleName() == "Reset Commitment"
    QTest.mouseClick(button, LEFT_BUTTON)
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert heard.take() == [("group_reset_requested", "Commitment")] * 2
    panel.show_states({**STATES, "payment_direction": ControlState(1, "Lab pays", 1, False)})
    assert not button.isVisible()


def test_the_panel_passes_on_what_controls_emit(panel: ControlPanel) -> None:
    heard = Heard(panel, SIGNALS)
    one = made(panel, "notice_months")
    QTest.keyClick(slider(one), Qt.Key.Key_Right)
    value_field(one).setFocus()
    QTest.keyClicks(value_field(one), "9")
    QTest.keyClick(value_field(one), Qt.Key.Key_Return)
    QTest.mouseDClick(one, LEFT_BUTTON, pos=QPoint(40, 10))
    assert heard.take() == [
        ("gesture_started", "notice_months"),
        ("value_edited", "notice_months", 4),
        ("gesture_finished", "notice_months"),
        ("text_entered", "notice_months", "9"),
        ("reset_requested", "notice_months"),
    ]


def test_an_error_reaches_its_control(panel: ControlPanel) -> None:
    panel.show_error("notice_months", "Notice: 99 is more than the largest, 24")
    panel.show_error("auto_renew", "has no control yet")
    panel.refresh("notice_months")
    panel.refresh("auto_renew")
    assert made(panel, "notice_months").toolTip() == "Notice: 99 is more than the largest, 24"


def test_the_wheel_scrolls_the_panel(panel: ControlPanel) -> None:
    panel.resize(300, 240)
    heard = Heard(panel, SIGNALS)
    one = made(panel, "term_months")
    before = one.mapTo(panel, QPoint(0, 0)).y()
    turn_wheel(slider(one), -1)
    assert one.mapTo(panel, QPoint(0, 0)).y() < before
    assert heard.take() == []


# -- search


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("notice", ["notice_months"]),
        ("TERM length", ["term_months"]),
        ("between exits", ["notice_months"]),
        ("fee_pct", ["fee_pct"]),
        ("fee pct", ["fee_pct"]),
        ("commitment", ["payment_direction", "auto_renew"]),
        ("exit fee", ["fee_pct"]),
    ],
)
def test_search_finds_by_key_label_group_and_tooltip(
    panel: ControlPanel, text: str, keys: list[str]
) -> None:
    QTest.keyClicks(search_box(panel), text)
    assert shown_keys(panel) == keys


def test_search_makes_only_what_it_finds_and_puts_folds_back(panel: ControlPanel) -> None:
    box = search_box(panel)
    heard = Heard(panel, SIGNALS)
    assert box.placeholderText() == "Search 6 inputs"
    box.setText("auto")
    assert shown_keys(panel) == ["auto_renew"]
    assert panel.control("payment_direction") is None
    assert panel.heading("Commitment").is_open()
    assert not panel.heading("Headline").isVisible()
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert box.text() == ""
    assert panel.open_groups() == ("Headline", "Exit terms")
    assert shown_keys(panel) == ["term_months", "revenue_growth", "notice_months", "fee_pct"]
    QTest.mouseClick(panel.heading("Commitment"), LEFT_BUTTON)
    assert shown_keys(panel)[4:] == ["payment_direction", "auto_renew"]
    assert heard.take() == [("groups_changed",)]


def test_a_group_folded_while_searching_stays_as_it_was(panel: ControlPanel) -> None:
    QTest.keyClicks(search_box(panel), "m")
    QTest.mouseClick(panel.heading("Exit terms"), LEFT_BUTTON)
    assert "notice_months" not in shown_keys(panel)
    QTest.keyClicks(search_box(panel), "o")
    assert "notice_months" in shown_keys(panel)
    search_box(panel).clear()
    assert panel.open_groups() == ("Headline", "Exit terms")


def test_search_that_finds_nothing_says_so(panel: ControlPanel) -> None:
    QTest.keyClicks(search_box(panel), "zebra")
    assert shown_keys(panel) == []
    assert panel.empty_message() == "No input matches"
    QTest.keyClick(search_box(panel), Qt.Key.Key_Escape)
    assert panel.empty_message() == ""


def test_focus_search_and_on_to_the_first_found(panel: ControlPanel) -> None:
    panel.focus_search()
    assert search_box(panel).hasFocus()
    QTest.keyClicks(search_box(panel), "renew")
    QTest.keyClick(search_box(panel), Qt.Key.Key_Return)
    assert switch(made(panel, "auto_renew")).hasFocus()


# -- focus


def test_reveal_unfolds_scrolls_and_focuses(panel: ControlPanel) -> None:
    panel.resize(300, 300)
    QTest.keyClicks(search_box(panel), "zebra")
    panel.reveal("auto_renew")
    one = made(panel, "auto_renew")
    assert switch(one).hasFocus()
    assert search_box(panel).text() == ""
    assert "Commitment" in panel.open_groups()
    assert one.visibleRegion().boundingRect() == one.rect()
    with pytest.raises(KeyError):
        panel.reveal("no_such_input")


def test_tab_follows_the_reading_order(panel: ControlPanel) -> None:
    panel.resize(300, 260)
    QTest.mouseClick(panel.heading("Exit terms"), LEFT_BUTTON)
    QTest.mouseClick(panel.heading("Commitment"), LEFT_BUTTON)
    panel.focus_search()
    names = []
    for _ in range(11):
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        names.append(focused().accessibleName() or focused().property("text"))
        row = row_of(focused())
        assert row.visibleRegion().boundingRect() == row.rect()
    assert names == [
        "Headline, 1 changed",
        "Reset Headline",
        "Term length value",
        "Term length",
        "Revenue growth value",
        "Revenue growth",
        "Exit terms, 2 changed",
        "Reset Exit terms",
        "Commitment, 1 changed",
        "Reset Commitment",
        "Who pays whom",
    ]


def row_of(widget: QWidget) -> QWidget:
    """The control that a part belongs to, or the part itself."""
    parent = widget.parentWidget()
    return parent if isinstance(parent, InputControl) else widget


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_new_specs_replace_the_old(panel: ControlPanel) -> None:
    panel.set_specs((("Commitment", (RENEW,)),), {"Commitment"})
    assert shown_keys(panel) == ["auto_renew"]
    assert panel.control("term_months") is None
    assert search_box(panel).placeholderText() == "Search 1 input"
    panel.show_states({"auto_renew": ControlState(1, "Yes", 0, True)})
    assert switch(made(panel, "auto_renew")).isChecked()
    assert panel.heading("Commitment").accessibleName() == "Commitment, 1 changed"


def test_the_panel_paints_in_both_themes(panel: ControlPanel) -> None:
    for theme in ("dark", "light"):
        panel.set_tokens(tokens(theme))
        image = panel.grab().toImage()
        for point in (QPoint(2, 2), QPoint(2, 300), QPoint(2, 598), QPoint(298, 598)):
            assert image.pixelColor(point).name() == tokens(theme).panel


# Explaining


def test_the_control_that_has_focus_is_explained_on_request(panel: ControlPanel) -> None:
    heard = Heard(panel, (*SIGNALS, "explain_requested"))
    panel.reveal("auto_renew")
    for key in ("term_months", "auto_renew"):
        found = panel.control(key)
        assert found is not None
        for widget in found.focus_widgets():
            # As the window does: from what has focus up to who explains.
            at: QWidget | None = widget
            while at is not None and not hasattr(at, "request_explanation"):
                at = at.parentWidget()
            assert at is found
            assert found.request_explanation()
    assert [each for each in heard.take() if each[0] == "explain_requested"] == [
        ("explain_requested", "term_months"),
        ("explain_requested", "term_months"),
        ("explain_requested", "auto_renew"),
    ]


def test_using_a_control_explains_nothing(panel: ControlPanel) -> None:
    heard = Heard(panel, ("explain_requested",))
    found = panel.control("term_months")
    assert found is not None
    for widget in found.focus_widgets():
        QTest.mouseClick(widget, LEFT_BUTTON)
        QTest.keyClick(widget, Qt.Key.Key_Right)
        QTest.keyClick(widget, Qt.Key.Key_Return)
    assert heard.take() == []
