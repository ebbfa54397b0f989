"""The scenario bar: every signal by mouse and by keyboard, and nothing done for nothing."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QColor,
    QContextMenuEvent,
    QHelpEvent,
    QIcon,
    QKeyEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolTip, QWidget

from tests.widgets.literals import LEFT_BUTTON, Heard, listed, tokens
from widgets.scenario_bar import chip as scenario_chip
from widgets.scenario_bar.bar import ScenarioBar
from widgets.scenario_bar.states import ChipState, ComparisonState, ScenarioBarState, colour_token

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from widgets.scenario_bar.rename import NameEditor

SIGNALS = (
    "selected",
    "ticked",
    "rename_requested",
    "duplicate_requested",
    "delete_requested",
    "moved",
    "colour_chosen",
    "pinned",
    "unpinned",
    "new_requested",
    "preset_added",
    "reference_chosen",
)
TO_PRESET = ComparisonState("preset As reported", preset="As reported", has_saved=True)
REPORTED = ChipState(1, "As reported", "scenario_1", is_baseline=True)
SOFTER = ChipState(
    4, "Softer exit", "scenario_2", current=True, modified=True, tooltip="5 inputs differ"
)
LATE = ChipState(7, "Late delivery", "scenario_3", ticked=False)
THREE = ScenarioBarState((REPORTED, SOFTER, LATE), comparison=TO_PRESET)
TICKS = THREE._replace(ticks_shown=True)
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier

# The off-screen platform says so about every pop-up.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def many(count: int, current: int) -> ScenarioBarState:
    """`count` scenarios with ids from 1, of which one is current."""
    chips = tuple(
        ChipState(number, f"Draft {number}", colour_token(number % 8), number == current)
        for number in range(1, count + 1)
    )
    return ScenarioBarState(chips, comparison=TO_PRESET)


def with_chip(state: ScenarioBarState, changed: ChipState) -> ScenarioBarState:
    chips = tuple(changed if chip.id == changed.id else chip for chip in state.chips)
    return state._replace(chips=chips)


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    """What the bar stands on."""
    made = QWidget()
    made.resize(1100, 200)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def bar(qtbot: QtBot, page: QWidget) -> ScenarioBar:
    made = ScenarioBar(tokens("light"), page)
    made.setGeometry(0, 0, 1100, made.sizeHint().height())
    made.set_presets((("as_reported", "As reported", "The case"), ("r_d", "R&D", "<b> & so")))
    made.show_state(THREE)
    with qtbot.waitActive(page):
        page.show()
    made.setFocus(Qt.FocusReason.TabFocusReason)
    return made


def centre(bar: ScenarioBar, number: int) -> QPoint:
    return bar.strip.chip_rect(number).center()


def press_key(bar: ScenarioBar, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(bar.strip, key, modifiers)


def editor(bar: ScenarioBar) -> NameEditor:
    found = bar.strip.editor()
    assert found is not None
    return found


def labels(menu: QMenu) -> list[str]:
    return [action.text().split("\t")[0] for action in menu.actions() if not action.isSeparator()]


def trigger(menu: QMenu, label: str) -> None:
    """Choose a line of a menu that is open, and close it as Qt would."""
    (action,) = (a for a in menu.actions() if a.text().split("\t")[0] == label)
    assert action.isEnabled()
    menu.hide()
    action.trigger()


def context_menu(bar: ScenarioBar, number: int) -> QMenu:
    """The menu of a chip, by a right click."""
    at = centre(bar, number)
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(
        bar.strip, QContextMenuEvent(reason, at, bar.strip.mapToGlobal(at), NONE)
    )
    return bar.chip_menu


# -- selecting


def test_a_click_selects_another_and_never_the_current_one(bar: ScenarioBar) -> None:
    heard = Heard(bar, SIGNALS)
    QTest.mouseClick(bar.strip, LEFT_BUTTON, NONE, centre(bar, 7))
    QTest.mouseClick(bar.strip, LEFT_BUTTON, NONE, centre(bar, 4) - QPoint(20, 0))
    QTest.mouseClick(bar.strip, LEFT_BUTTON, NONE, QPoint(2, 2))
    assert heard.take() == [("selected", 7)]


def test_a_click_that_ends_elsewhere_selects_nothing(bar: ScenarioBar) -> None:
    heard = Heard(bar, SIGNALS)
    QTest.mousePress(bar.strip, LEFT_BUTTON, NONE, centre(bar, 7))
    QTest.mouseRelease(bar.strip, LEFT_BUTTON, NONE, QPoint(centre(bar, 7).x(), 1))
    assert heard.take() == []


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (Qt.Key.Key_Left, [("selected", 1)]),
        (Qt.Key.Key_Right, [("selected", 7)]),
        (Qt.Key.Key_Home, [("selected", 1)]),
        (Qt.Key.Key_End, [("selected", 7)]),
    ],
)
def test_arrows_home_and_end_select(
    bar: ScenarioBar, key: Qt.Key, expected: list[tuple[object, ...]]
) -> None:
    heard = Heard(bar, SIGNALS)
    press_key(bar, key)
    assert heard.take() == expected
    press_key(bar, key)  # at the end there is nowhere to go
    assert heard.take() == expected


def test_ctrl_arrows_move_only_the_focus_and_enter_selects(bar: ScenarioBar) -> None:
    heard = Heard(bar, SIGNALS)
    press_key(bar, Qt.Key.Key_Right, CTRL)
    assert heard.take() == []
    assert bar.strip.focused_id() == 7
    press_key(bar, Qt.Key.Key_Return)
    assert heard.take() == [("selected", 7)]
    press_key(bar, Qt.Key.Key_Space)
    assert heard.take() == [("selected", 7)]


def test_the_focus_follows_the_current_scenario(bar: ScenarioBar) -> None:
    press_key(bar, Qt.Key.Key_Left, CTRL)
    chips = (REPORTED, SOFTER._replace(current=False), LATE._replace(current=True))
    bar.show_state(THREE._replace(chips=chips))
    assert bar.strip.focused_id() == 7


# -- ticking


def test_tick_boxes_are_there_only_where_they_are_asked_for(bar: ScenarioBar) -> None:
    assert bar.strip.tick_rect(1).width() == 0
    bar.show_state(TICKS)
    heard = Heard(bar, SIGNALS)
    for number in (1, 7):
        QTest.mouseClick(bar.strip, LEFT_BUTTON, NONE, bar.strip.tick_rect(number).center())
    assert heard.take() == [("ticked", 1, False), ("ticked", 7, True)]


def test_space_ticks_where_tick_boxes_are_shown(bar: ScenarioBar) -> None:
    bar.show_state(TICKS)
    heard = Heard(bar, SIGNALS)
    press_key(bar, Qt.Key.Key_Right, CTRL)
    press_key(bar, Qt.Key.Key_Space)
    assert heard.take() == [("ticked", 7, True)]


def test_a_double_click_on_a_tick_box_ticks_and_does_not_rename(bar: ScenarioBar) -> None:
    bar.show_state(TICKS)
    heard = Heard(bar, SIGNALS)
    at = bar.strip.tick_rect(7).center()
    QTest.mouseClick(bar.strip, LEFT_BUTTON, NONE, at)
    QTest.mouseDClick(bar.strip, LEFT_BUTTON, NONE, at)
    assert {name for name, *_ in heard.take()} == {"ticked"}
    assert bar.strip.editor() is None


# -- renaming


def test_a_double_click_opens_the_name_and_enter_asks_for_it(bar: ScenarioBar) -> None:
    heard = Heard(bar, SIGNALS)
    QTest.mouseDClick(bar.strip, LEFT_BUTTON, NONE, centre(bar, 7))
    field = editor(bar)
    assert (field.text(), field.selectedText()) == ("Late delivery", "Late delivery")
    QTest.keyClicks(field, "Later delivery")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert heard.take() == [("rename_requested", 7, "Later delivery")]
    assert bar.strip.editor() is None
    assert bar.strip.hasFocus()


def test_f2_opens_the_name_and_escape_leaves_it(bar: ScenarioBar) -> None:
    heard = Heard(bar, SIGNALS)
    press_key(bar, Qt.Key.Key_F2)
    QTest.keyClicks(editor(bar), "Harder exit")
    QTest.keyClick(editor(bar), Qt.Key.Key_Escape)
    assert heard.take() == []
    assert bar.strip.editor() is None
    assert bar.strip.hasFocus()


def test_a_name_that_is_not_changed_is_not_asked_for(bar: ScenarioBar) -> None:
    heard = Heard(bar, SIGNALS)
    press_key(bar, Qt.Key.Key_F2)
    QTest.keyClick(editor(bar), Qt.Key.Key_Enter)
    assert heard.take() == []
    assert bar.strip.editor() is None


def test_a_refused_name_stays_open_with_the_reason_until_another_is_typed(
    bar: ScenarioBar,
) -> None:
    bar.rename_requested.connect(lambda number, text: bar.show_rename_error(number, f"{text}: no"))
    press_key(bar, Qt.Key.Key_F2)
    field = editor(bar)
    QTest.keyClicks(field, "Late delivery")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert editor(bar) is field
    assert field.text() == field.selectedText() == "Late delivery"
    assert field.message() == field.accessibleDescription() == "Late delivery: no"
    QTest.keyClicks(field, "L")
    assert (field.message(), field.accessibleDescription()) == ("", "")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert bar.strip.editor() is None


def test_a_refusal_that_comes_later_opens_the_field_again(bar: ScenarioBar) -> None:
    press_key(bar, Qt.Key.Key_F2)
    QTest.keyClicks(editor(bar), "Late delivery")
    QTest.keyClick(editor(bar), Qt.Key.Key_Return)
    bar.show_rename_error(4, "taken")
    field = editor(bar)
    assert (field.text(), field.message()) == ("Late delivery", "taken")
    assert field.hasFocus()
    bar.show_rename_error(7, "of another scenario")
    assert field.message() == "taken"


def test_leaving_the_field_asks_for_the_name_once_and_closes(bar: ScenarioBar) -> None:
    heard = Heard(bar, SIGNALS)
    press_key(bar, Qt.Key.Key_F2)
    QTest.keyClicks(editor(bar), "Harder exit")
    bar.plus.setFocus(Qt.FocusReason.TabFocusReason)
    assert heard.take() == [("rename_requested", 4, "Harder exit")]
    assert bar.strip.editor() is None
    assert bar.plus.hasFocus()


def test_a_name_refused_on_leaving_does_not_stay(bar: ScenarioBar) -> None:
    bar.rename_requested.connect(lambda number, _text: bar.show_rename_error(number, "taken"))
    press_key(bar, Qt.Key.Key_F2)
    field = editor(bar)
    QTest.keyClicks(field, "Late delivery")
    bar.plus.setFocus(Qt.FocusReason.TabFocusReason)
    assert bar.strip.editor() is None
    assert field.message() == "taken"  # for a while
    assert bar.plus.hasFocus()


def test_the_field_goes_with_its_scenario(bar: ScenarioBar) -> None:
    bar.rename(7)
    assert editor(bar).number == 7
    bar.show_state(THREE._replace(chips=(REPORTED, SOFTER)))
    assert bar.strip.editor() is None
    bar.rename(7)
    assert bar.strip.editor() is None


def test_the_field_stands_over_its_chip_wherever_that_goes(bar: ScenarioBar) -> None:
    bar.rename(7)
    assert editor(bar).x() == bar.strip.x() + bar.strip.chip_rect(7).x()
    bar.show_state(THREE._replace(chips=(LATE, REPORTED, SOFTER)))
    assert editor(bar).x() == bar.strip.x() + bar.strip.chip_rect(7).x()


# -- moving


def drag(bar: ScenarioBar, number: int, to: QPoint) -> None:
    start = centre(bar, number)
    QTest.mousePress(bar.strip, LEFT_BUTTON, NONE, start)
    for share in (0.3, 0.6, 1.0):
        QTest.mouseMove(bar.strip, start + (to - start) * share)


@pytest.mark.parametrize(
    ("number", "over", "to_the", "expected"),
    [
        (7, 1, -5, [("moved", 7, 0)]),
        (7, 1, 5, [("moved", 7, 1)]),
        (1, 7, 5, [("moved", 1, 2)]),
        (1, 4, 5, [("moved", 1, 1)]),
        (1, 4, -5, []),
        (4, 4, 30, []),
    ],
)
def test_dragging_moves(
    bar: ScenarioBar, number: int, over: int, to_the: int, expected: list[tuple[object, ...]]
) -> None:
    heard = Heard(bar, SIGNALS)
    to = centre(bar, over) + QPoint(to_the, 0)
    drag(bar, number, to)
    QTest.mouseRelease(bar.strip, LEFT_BUTTON, NONE, to)
    assert heard.take() == expected


def test_escape_gives_a_drag_up(bar: ScenarioBar) -> None:
    heard = Heard(bar, SIGNALS)
    drag(bar, 7, centre(bar, 1))
    press_key(bar, Qt.Key.Key_Escape)
    QTest.mouseRelease(bar.strip, LEFT_BUTTON, NONE, centre(bar, 1))
    assert heard.take() == []


def test_a_drag_shows_where_the_chip_would_go(bar: ScenarioBar) -> None:
    drag(bar, 7, centre(bar, 1) - QPoint(30, 0))
    image = bar.strip.grab().toImage()
    mark = bar.strip.chip_rect(1).left() - 4
    assert image.pixelColor(mark, 20) == QColor(tokens("light").accent)
    press_key(bar, Qt.Key.Key_Escape)
    assert bar.strip.grab().toImage().pixelColor(mark, 20) == QColor(tokens("light").window)


def test_a_drag_ends_with_its_scenario(bar: ScenarioBar) -> None:
    heard = Heard(bar, SIGNALS)
    drag(bar, 7, centre(bar, 1))
    bar.show_state(THREE._replace(chips=(REPORTED, SOFTER)))
    QTest.mouseRelease(bar.strip, LEFT_BUTTON, NONE, centre(bar, 1))
    assert heard.take() == []


def test_a_drag_to_an_end_scrolls(bar: ScenarioBar, qtbot: QtBot) -> None:
    bar.show_state(many(50, current=1))
    heard = Heard(bar, SIGNALS)
    end = QPoint(bar.strip.width() - 3, centre(bar, 1).y())
    drag(bar, 1, end)
    qtbot.waitUntil(lambda: bar.strip.chip_rect(50).right() < bar.strip.width(), timeout=20_000)
    QTest.mouseRelease(bar.strip, LEFT_BUTTON, NONE, end)
    assert heard.take() == [("moved", 1, 49)]


def test_ctrl_shift_arrows_move_by_one_place(bar: ScenarioBar) -> None:
    heard = Heard(bar, SIGNALS)
    press_key(bar, Qt.Key.Key_Left, CTRL | SHIFT)
    press_key(bar, Qt.Key.Key_Right, CTRL | SHIFT)
    assert heard.take() == [("moved", 4, 0), ("moved", 4, 2)]
    press_key(bar, Qt.Key.Key_Right, CTRL)
    press_key(bar, Qt.Key.Key_Right, CTRL | SHIFT)
    assert heard.take() == []


# -- deleting


def test_delete_asks_unless_it_is_the_last(bar: ScenarioBar) -> None:
    heard = Heard(bar, SIGNALS)
    press_key(bar, Qt.Key.Key_Delete)
    assert heard.take() == [("delete_requested", 4)]
    bar.show_state(THREE._replace(chips=(SOFTER,)))
    press_key(bar, Qt.Key.Key_Delete)
    assert heard.take() == []


# -- a chip's menu


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Duplicate", ("duplicate_requested", 7)),
        ("Move left", ("moved", 7, 1)),
        ("Pin as baseline", ("pinned", 7)),
        ("Delete", ("delete_requested", 7)),
    ],
)
def test_lines_of_the_chip_menu(bar: ScenarioBar, label: str, expected: tuple[object, ...]) -> None:
    heard = Heard(bar, SIGNALS)
    trigger(context_menu(bar, 7), label)
    assert heard.take() == [expected]


def test_rename_in_the_menu_opens_the_field(bar: ScenarioBar) -> None:
    trigger(context_menu(bar, 7), "Rename")
    assert editor(bar).number == 7


def test_the_baseline_is_unpinned(bar: ScenarioBar) -> None:
    heard = Heard(bar, SIGNALS)
    trigger(context_menu(bar, 1), "Unpin")
    assert heard.take() == [("unpinned",)]


def test_what_cannot_be_done_is_disabled(bar: ScenarioBar) -> None:
    def enabled(menu: QMenu) -> list[bool]:
        wanted = ("Move left", "Move right", "Delete")
        menu.hide()
        return [a.isEnabled() for a in menu.actions() if a.text().split("\t")[0] in wanted]

    assert enabled(context_menu(bar, 1)) == [False, True, True]
    assert enabled(context_menu(bar, 7)) == [True, False, True]
    bar.show_state(THREE._replace(chips=(SOFTER,)))
    assert enabled(context_menu(bar, 4)) == [False, False, False]


def test_colours_are_chosen_by_name(bar: ScenarioBar) -> None:
    heard = Heard(bar, SIGNALS)
    context_menu(bar, 7).hide()
    colours = bar.chip_menu.colours
    assert len(labels(colours)) == 8
    assert [a.text() for a in colours.actions() if a.isChecked()] == ["Green"]
    trigger(colours, "Violet")
    assert heard.take() == [("colour_chosen", 7, 6)]


@pytest.mark.parametrize(("key", "modifiers"), [(Qt.Key.Key_Menu, NONE), (Qt.Key.Key_F10, SHIFT)])
def test_the_menu_by_keyboard(
    bar: ScenarioBar, key: Qt.Key, modifiers: Qt.KeyboardModifier
) -> None:
    heard = Heard(bar, SIGNALS)
    press_key(bar, Qt.Key.Key_Right, CTRL)
    press_key(bar, key, modifiers)
    assert bar.chip_menu.isVisible()
    trigger(bar.chip_menu, "Duplicate")
    assert heard.take() == [("duplicate_requested", 7)]


def test_the_systems_menu_key_opens_the_menu_of_the_focused_chip(bar: ScenarioBar) -> None:
    press_key(bar, Qt.Key.Key_Right, CTRL)
    reason = QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(bar.strip, QContextMenuEvent(reason, QPoint(), QPoint(), NONE))
    heard = Heard(bar, SIGNALS)
    trigger(bar.chip_menu, "Duplicate")
    assert heard.take() == [("duplicate_requested", 7)]


def test_the_triangle_of_the_current_chip_opens_its_menu(bar: ScenarioBar) -> None:
    heard = Heard(bar, SIGNALS)
    QTest.mouseClick(bar.strip, LEFT_BUTTON, NONE, bar.strip.arrow_rect(4).center())
    assert bar.chip_menu.isVisible()
    trigger(bar.chip_menu, "Duplicate")
    assert heard.take() == [("duplicate_requested", 4)]


# -- the plus


def open_add_menu(bar: ScenarioBar, *, by_key: bool) -> QMenu:
    if by_key:
        QTest.keyClick(bar.plus, Qt.Key.Key_Return)
    else:
        QTest.mouseClick(bar.plus, LEFT_BUTTON)
    assert bar.add_menu.isVisible()
    return bar.add_menu


@pytest.mark.parametrize("by_key", [False, True])
def test_the_plus_offers_new_and_duplicate(bar: ScenarioBar, by_key: bool) -> None:
    heard = Heard(bar, SIGNALS)
    trigger(open_add_menu(bar, by_key=by_key), "New scenario")
    trigger(open_add_menu(bar, by_key=by_key), "Duplicate current")
    assert heard.take() == [("new_requested",), ("duplicate_requested", 4)]


def test_the_plus_offers_the_presets_with_their_stories(bar: ScenarioBar) -> None:
    heard = Heard(bar, SIGNALS)
    presets = bar.add_menu.presets
    presets.aboutToShow.emit()
    assert labels(presets) == ["As reported", "R&&D"]
    assert [a.toolTip() for a in presets.actions()] == [
        "The case",
        "<qt>&lt;b&gt; &amp; so</qt>",
    ]
    trigger(presets, "R&&D")
    assert heard.take() == [("preset_added", "r_d")]
    bar.set_presets((("late", "Late delivery", ""),))
    presets.aboutToShow.emit()
    assert labels(presets) == ["Late delivery"]


def test_further_actions_of_the_plus_stay(bar: ScenarioBar) -> None:
    bar.add_menu.addAction("From a workbook…")
    open_add_menu(bar, by_key=False).hide()
    assert labels(bar.add_menu)[-1] == "From a workbook…"


# -- what is compared with


def open_reference_menu(bar: ScenarioBar) -> QMenu:
    QTest.keyClick(bar.compare, Qt.Key.Key_Down)
    assert bar.reference_menu.isVisible()
    return bar.reference_menu


def test_what_is_compared_with_is_named_and_chosen(bar: ScenarioBar) -> None:
    heard = Heard(bar, SIGNALS)
    assert bar.compare.accessibleName() == "Compared with: preset As reported"
    menu = open_reference_menu(bar)
    assert labels(menu) == [
        "Its preset: As reported",
        "Its saved state",
        "As reported",
        "Softer exit",
        "Late delivery",
    ]
    assert [a.text() for a in menu.actions() if a.isChecked()] == ["Its preset: As reported"]
    trigger(menu, "Its saved state")
    trigger(open_reference_menu(bar), "Late delivery")
    trigger(open_reference_menu(bar), "Its preset: As reported")
    assert heard.take() == [
        ("reference_chosen", "saved", 0),
        ("reference_chosen", "scenario", 7),
    ]


def test_back_to_the_preset_by_mouse(bar: ScenarioBar) -> None:
    pinned = ComparisonState("scenario As reported", "scenario", 1, "As reported")
    bar.show_state(THREE._replace(comparison=pinned))
    heard = Heard(bar, SIGNALS)
    QTest.mouseClick(bar.compare, LEFT_BUTTON)
    menu = bar.reference_menu
    assert [a.text() for a in menu.actions() if a.isChecked()] == ["As reported"]
    assert [a.text() for a in menu.actions() if not a.isEnabled() and a.text()] == [
        "Its saved state"
    ]
    trigger(menu, "Its preset: As reported")
    assert heard.take() == [("reference_chosen", "preset", 0)]


# -- many


def shown_whole(bar: ScenarioBar, number: int) -> bool:
    rect = bar.strip.chip_rect(number)
    return rect.left() >= 0 and rect.right() < bar.strip.width()


@pytest.mark.parametrize("width", [880, 960, 1140, 2560])
@pytest.mark.parametrize("count", [1, 3, 8, 50, 200])
def test_nothing_overlaps_at_any_width(bar: ScenarioBar, width: int, count: int) -> None:
    long = ComparisonState("scenario with a name as long as names may get, and longer", "preset")
    bar.show_state(many(count, current=count)._replace(comparison=long))
    bar.resize(width, bar.height())
    parts = (bar.to_left, bar.strip, bar.to_right, bar.plus, bar.all, bar.compare)
    shown = [part.geometry() for part in parts if part.isVisible()]
    for one, other in pairwise(shown):
        assert one.right() < other.left() + 4  # the room for a focus ring may be shared
    assert bar.compare.geometry().right() < width
    assert shown_whole(bar, count)


def test_arrows_and_the_list_are_there_only_where_chips_do_not_fit(bar: ScenarioBar) -> None:
    assert not any(part.isVisible() for part in (bar.to_left, bar.to_right, bar.all))
    assert bar.plus.geometry().left() - bar.strip.geometry().right() < 8
    bar.show_state(many(50, current=1))
    assert all(part.isVisible() for part in (bar.to_left, bar.to_right, bar.all))
    assert (bar.to_left.isEnabled(), bar.to_right.isEnabled()) == (False, True)
    bar.show_state(many(50, current=50))
    assert (bar.to_left.isEnabled(), bar.to_right.isEnabled()) == (True, False)
    bar.show_state(THREE)
    assert not any(part.isVisible() for part in (bar.to_left, bar.to_right, bar.all))
    assert bar.strip.chip_rect(1).left() == 4


@pytest.mark.parametrize("count", [1, 3])
def test_the_last_chip_stays_whole_when_it_gets_wider(bar: ScenarioBar, count: int) -> None:
    state = many(count, current=1)
    last = state.chips[-1]
    for wider in (
        state,
        state._replace(ticks_shown=True),
        with_chip(state, last._replace(is_baseline=True)),
        with_chip(state, last._replace(name="A longer name than before")),
    ):
        bar.show_state(wider)
        assert shown_whole(bar, last.id)
        assert bar.plus.geometry().left() > bar.strip.geometry().right() - 4


def test_the_current_chip_is_kept_in_sight(bar: ScenarioBar) -> None:
    for current in (50, 1, 30, 29):
        bar.show_state(many(50, current=current))
        assert shown_whole(bar, current)
    bar.resize(900, bar.height())
    assert shown_whole(bar, 29)


def test_the_current_chip_stays_in_sight_when_chips_get_wider(bar: ScenarioBar) -> None:
    for current in (6, 20, 30):
        state = many(30, current=current)
        bar.show_state(state)
        bar.strip.scroll_by(3)
        bar.show_state(state._replace(ticks_shown=True))
        assert shown_whole(bar, current)
        wider = tuple(chip._replace(name=f"{chip.name}, longer") for chip in state.chips)
        bar.show_state(state._replace(chips=wider, ticks_shown=True))
        assert shown_whole(bar, current)


def turn_wheel(bar: ScenarioBar, turned: QPoint) -> None:
    window = bar.window()
    at = QPointF(bar.strip.mapTo(window, bar.strip.rect().center()))
    QTest.wheelEvent(window.windowHandle(), at, turned)
    QApplication.processEvents()


def test_the_wheel_and_the_arrows_scroll_and_nothing_scrolls_back(bar: ScenarioBar) -> None:
    state = many(50, current=1)
    bar.show_state(state)
    heard = Heard(bar, SIGNALS)
    lefts = [bar.strip.chip_rect(1).left()]
    turn_wheel(bar, QPoint(0, -120))
    lefts.append(bar.strip.chip_rect(1).left())
    turn_wheel(bar, QPoint(-120, 0))
    lefts.append(bar.strip.chip_rect(1).left())
    QTest.mouseClick(bar.to_right, LEFT_BUTTON)
    lefts.append(bar.strip.chip_rect(1).left())
    assert lefts == sorted(set(lefts), reverse=True)
    renamed = with_chip(state, state.chips[30]._replace(name="Another name"))
    bar.show_state(renamed)
    assert bar.strip.chip_rect(1).left() == lefts[-1]
    QTest.mouseClick(bar.to_left, LEFT_BUTTON)
    turn_wheel(bar, QPoint(0, 1200))
    assert bar.strip.chip_rect(1).left() == lefts[0]
    assert heard.take() == []


def test_a_scenario_is_found_by_typing_a_part_of_its_name(bar: ScenarioBar) -> None:
    state = many(50, current=9)
    bar.show_state(with_chip(state, state.chips[41]._replace(name="Worst case, late")))
    heard = Heard(bar, SIGNALS)
    QTest.keyClick(bar.all, Qt.Key.Key_Return)
    finder = bar.finder
    assert finder.isVisible()
    assert len(listed(finder)) == 50
    assert finder.list.currentIndex().data() == "Draft 9"
    QTest.keyClicks(finder.search, "LATE wor")
    assert listed(finder) == ["Worst case, late"]
    QTest.keyClick(finder.search, Qt.Key.Key_Return)
    assert not finder.isVisible()
    assert heard.take() == [("selected", 42)]


def test_the_list_is_walked_by_keyboard_and_clicked(bar: ScenarioBar) -> None:
    bar.show_state(many(50, current=9))
    heard = Heard(bar, SIGNALS)
    QTest.mouseClick(bar.all, LEFT_BUTTON)
    finder = bar.finder
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown):
        QTest.keyClick(finder.search, key)
    assert finder.list.currentIndex().data() == "Draft 20"
    QTest.keyClick(finder.search, Qt.Key.Key_Enter)
    QTest.mouseClick(bar.all, LEFT_BUTTON)
    at = finder.list.visualRect(finder.list.model().index(10, 0)).center()
    QTest.mouseClick(finder.list.viewport(), LEFT_BUTTON, NONE, at)
    assert heard.take() == [("selected", 20), ("selected", 11)]


def test_a_name_that_is_not_there_chooses_nothing(bar: ScenarioBar) -> None:
    bar.show_state(many(50, current=9))
    heard = Heard(bar, SIGNALS)
    QTest.mouseClick(bar.all, LEFT_BUTTON)
    finder = bar.finder
    QTest.keyClicks(finder.search, "zebra")
    QTest.keyClick(finder.search, Qt.Key.Key_Return)
    assert listed(finder) == []
    assert finder.isVisible()
    QTest.keyClick(finder.search, Qt.Key.Key_Escape)  # clears the field first
    assert len(listed(finder)) == 50
    QTest.keyClick(finder.search, Qt.Key.Key_Escape)
    assert not finder.isVisible()
    assert bar.all.hasFocus()
    assert heard.take() == []


def test_the_list_of_all_shows_colours_and_the_baseline(bar: ScenarioBar) -> None:
    state = many(50, current=9)
    name = "Signed\nlast <b>week</b>"
    bar.show_state(with_chip(state, state.chips[9]._replace(name=name, is_baseline=True)))
    QTest.mouseClick(bar.all, LEFT_BUTTON)
    row = bar.finder.list.model().index(9, 0)
    assert row.data() == "Signed last <b>week</b>"
    assert "&lt;b&gt;week" in row.data(Qt.ItemDataRole.ToolTipRole)
    rect = bar.finder.list.visualRect(row)
    assert bar.finder.list.viewport().rect().contains(rect)  # beside the current one
    assert painted(bar.finder.list.viewport(), tokens("light").scenario_3, rect) > 20


# -- nothing for nothing


class Counted:
    """What was measured and painted, by id; and how often a part was asked to repaint."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.measured: list[int] = []
        self.painted: list[int] = []
        measure, paint = scenario_chip.measured, scenario_chip.paint_chip

        def measured(state: ChipState, *, ticks_shown: bool) -> scenario_chip.Chip:
            self.measured.append(state.id)
            return measure(state, ticks_shown=ticks_shown)

        def painted(painter: object, chip: scenario_chip.Chip, *rest: object) -> None:
            self.painted.append(chip.state.id)
            paint(painter, chip, *rest)  # type: ignore[arg-type]

        monkeypatch.setattr(scenario_chip, "measured", measured)
        monkeypatch.setattr(scenario_chip, "paint_chip", painted)

    def take(self) -> tuple[list[int], list[int]]:
        QApplication.processEvents()
        taken = self.measured, sorted(set(self.painted))
        self.measured, self.painted = [], []
        return taken


@pytest.fixture
def counted(bar: ScenarioBar, monkeypatch: pytest.MonkeyPatch) -> Counted:
    QTest.mouseMove(bar, QPoint(1, 1))
    bar.show_state(many(200, current=1))
    made = Counted(monkeypatch)
    made.take()
    return made


def test_an_equal_state_touches_nothing(bar: ScenarioBar, counted: Counted) -> None:
    for _tick in range(60):
        bar.show_state(many(200, current=1))
    assert counted.take() == ([], [])


@pytest.mark.parametrize(
    "change",
    [{"colour": "scenario_8"}, {"ticked": False}, {"modified": True}, {"tooltip": "other"}],
)
def test_a_change_of_look_repaints_one_chip_and_measures_none(
    bar: ScenarioBar, counted: Counted, change: dict[str, object]
) -> None:
    state = many(200, current=1)
    bar.show_state(with_chip(state, state.chips[2]._replace(**change)))  # type: ignore[arg-type]
    assert counted.take() == ([], [3])


def test_a_change_out_of_sight_repaints_nothing(bar: ScenarioBar, counted: Counted) -> None:
    state = many(200, current=1)
    bar.show_state(with_chip(state, state.chips[150]._replace(colour="scenario_8")))
    assert counted.take() == ([], [])


def test_another_name_measures_one_chip_and_paints_what_is_seen(
    bar: ScenarioBar, counted: Counted
) -> None:
    state = many(200, current=1)
    bar.show_state(with_chip(state, state.chips[2]._replace(name="A name that is longer")))
    measured, painted = counted.take()
    assert measured == [3]
    assert 3 in painted
    assert len(painted) < 15


def test_other_words_of_comparison_measure_no_chip(bar: ScenarioBar, counted: Counted) -> None:
    bar.show_state(many(200, current=1)._replace(comparison=ComparisonState("preset Other")))
    assert counted.take()[0] == []


# -- what is said and seen


def tooltip_at(bar: ScenarioBar, at: QPoint) -> str:
    event = QHelpEvent(QEvent.Type.ToolTip, at, bar.strip.mapToGlobal(at))
    QApplication.sendEvent(bar.strip, event)
    return QToolTip.text()


def test_tooltips_say_what_is_cut_and_what_the_marks_mean(bar: ScenarioBar) -> None:
    assert tooltip_at(bar, centre(bar, 4)) == "5 inputs differ\nChanged since it was saved"
    assert tooltip_at(bar, centre(bar, 1)) == "Baseline: scenarios are compared with it"
    long = "A name\tthat is <b>much</b> too long to be shown in any chip of the bar"
    bar.show_state(with_chip(THREE, LATE._replace(name=long)))
    shown = tooltip_at(bar, centre(bar, 7))
    assert "&lt;b&gt;much&lt;/b&gt; too long to be shown in any chip of the bar" in shown
    long = "A name that is much too long to be shown in any chip of the bar"
    bar.show_state(with_chip(THREE, LATE._replace(name=long, tooltip=f"{long}\nMonth 1 is 2")))
    assert tooltip_at(bar, centre(bar, 7)) == f"{long}\nMonth 1 is 2"


def test_names_take_no_more_than_their_room(bar: ScenarioBar) -> None:
    widths = []
    for name in ("W" * 60, "W" * 600, "Line\nbreak\tand tab " * 20):
        bar.show_state(with_chip(THREE, LATE._replace(name=name)))
        widths.append(bar.strip.chip_rect(7).width())
    assert max(widths) < 220


def test_screen_readers_hear_name_place_and_count(bar: ScenarioBar) -> None:
    said = "Softer exit, 2 of 3, current, changed since it was saved"
    assert bar.strip.accessibleName() == "Scenarios"
    assert bar.strip.accessibleDescription() == said
    press_key(bar, Qt.Key.Key_Left, CTRL)
    assert bar.strip.accessibleDescription() == "As reported, 1 of 3, baseline"
    bar.show_state(TICKS)
    assert bar.strip.accessibleDescription() == "As reported, 1 of 3, baseline, ticked"
    buttons = (bar.to_left, bar.to_right, bar.plus, bar.all, bar.compare)
    assert all(button.accessibleName() for button in buttons)


def test_screen_readers_are_told_where_the_keyboard_went(
    bar: ScenarioBar, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []

    def tell(event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            told.append(event.message())

    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", tell)
    press_key(bar, Qt.Key.Key_End)
    assert told == ["Late delivery, 3 of 3"]


def test_tab_goes_through_the_parts(bar: ScenarioBar) -> None:
    bar.show_state(many(50, current=1))
    order = []
    for _stop in range(4):
        focus = QApplication.focusWidget()
        assert focus is not None
        order.append(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    assert order == [bar.strip, bar.plus, bar.all, bar.compare]


def painted(part: QWidget, ink: str, rect: QRect) -> int:
    """How many pixels of a place have a colour."""
    image = part.grab(rect).toImage()
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return sum(image.pixelColor(x, y) == QColor(ink) for x, y in points)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_each_chip_has_its_colour_and_the_current_one_its_frame(
    bar: ScenarioBar, theme: str
) -> None:
    inks = tokens(theme)
    bar.set_tokens(inks)
    for number, ink in ((1, inks.scenario_1), (4, inks.scenario_2), (7, inks.scenario_3)):
        assert painted(bar.strip, ink, bar.strip.chip_rect(number)) > 30
    framed = [painted(bar, inks.accent, bar.strip.chip_rect(n)) > 100 for n in (1, 4, 7)]
    assert framed == [False, True, False]
    corner = bar.grab().toImage().pixelColor(bar.width() // 2, 1)
    assert corner.name() == inks.window


def test_the_focus_ring_is_the_keyboards(bar: ScenarioBar) -> None:
    accent = tokens("light").accent
    around = bar.strip.chip_rect(7).adjusted(-4, -4, 4, 4)
    QTest.mouseClick(bar.strip, LEFT_BUTTON, NONE, centre(bar, 7))
    assert painted(bar.strip, accent, around) == 0
    press_key(bar, Qt.Key.Key_Right, CTRL)
    assert painted(bar.strip, accent, around) > 100
    bar.plus.setFocus(Qt.FocusReason.MouseFocusReason)
    assert painted(bar.strip, accent, around) == 0


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_field_of_a_name_has_its_ring_and_its_dot(
    page: QWidget, bar: ScenarioBar, theme: str
) -> None:
    """Also below a style sheet, as in the window's header: Qt then fills fields by itself."""
    inks = tokens(theme)
    page.setStyleSheet("QLabel { color: red; }")
    bar.set_tokens(inks)
    bar.rename(7)
    field = editor(bar)
    assert painted(field, inks.accent, field.rect()) > 300
    assert painted(field, inks.scenario_3, QRect(0, 0, 26, field.height())) > 30
    image = field.grab().toImage()
    assert image.pixelColor(0, 0).name() == inks.window
    assert image.pixelColor(field.width() - 30, field.height() // 2).name() == inks.field


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_dot_is_seen_on_a_highlight_of_its_own_colour(qapp: QApplication, theme: str) -> None:
    inks = tokens(theme)
    size = QSize(16, 16)
    icon = scenario_chip.dot_icon(inks, "scenario_1", 1.0)
    for mode, around in (
        (QIcon.Mode.Normal, 0),
        (QIcon.Mode.Active, 255),
        (QIcon.Mode.Selected, 255),
    ):
        image = icon.pixmap(size, 1.0, mode).toImage()
        assert image.pixelColor(8, 8).name() == inks.scenario_1
        beside = image.pixelColor(2, 8)
        assert beside.alpha() == around
        assert not around or beside.name() == inks.card


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_part_takes_another_theme_also_while_open(bar: ScenarioBar, theme: str) -> None:
    bar.show_state(many(50, current=1))
    QTest.mouseClick(bar.all, LEFT_BUTTON)
    bar.rename(1)
    bar.show_rename_error(1, "taken")
    bar.set_tokens(tokens(theme))
    finder = bar.finder.grab().toImage()
    assert finder.pixelColor(3, 3).name() == tokens(theme).card
    bar.finder.hide()
    assert editor(bar).grab().toImage().pixelColor(100, 4).name() == tokens(theme).field


def test_keys_that_are_not_the_bars_are_left_to_the_window(bar: ScenarioBar) -> None:
    for key, modifiers in ((Qt.Key.Key_Z, CTRL), (Qt.Key.Key_Up, NONE), (Qt.Key.Key_F2, CTRL)):
        event = QKeyEvent(QEvent.Type.KeyPress, key, modifiers)
        QApplication.sendEvent(bar.strip, event)
        assert not event.isAccepted()


def test_an_empty_bar_takes_keys_and_clicks(bar: ScenarioBar) -> None:
    bar.show_state(ScenarioBarState())
    heard = Heard(bar, SIGNALS)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_F2, Qt.Key.Key_Delete, Qt.Key.Key_Menu):
        press_key(bar, key)
    QTest.mouseClick(bar.strip, LEFT_BUTTON, NONE, QPoint(10, 15))
    trigger(open_add_menu(bar, by_key=False), "Duplicate current")
    assert heard.take() == []
    assert bar.strip.accessibleDescription() == ""
