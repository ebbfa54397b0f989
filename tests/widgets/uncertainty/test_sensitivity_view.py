"""The sensitivity view whole, its spider and its draws."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.widgets.hands import move
from tests.widgets.literals import LEFT_BUTTON, Heard, tokens
from tests.widgets.uncertainty.sensitivity_literals import DRAWS, SPIDER, STATE, TORNADO, leg
from widgets.comparison.states import Choice
from widgets.uncertainty.sensitivity_spider import At
from widgets.uncertainty.sensitivity_view import SensitivityView
from widgets.uncertainty.sensitivity_web import NAME

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

Key = Qt.Key
CHOICES = (Choice("profit", "Profit", "Figures"), Choice("row:cash", "Cash", "Cash", monthly=True))
SIGNALS = (
    "item_chosen",
    "kind_chosen",
    "basis_chosen",
    "value_edited",
    "range_entered",
    "range_reset",
    "input_added",
    "explain_requested",
)
SPIDERED = STATE._replace(kind="spider", spider=SPIDER)
DRAWN = STATE._replace(kind="draws", draws=DRAWS)


@pytest.fixture
def view(qtbot: QtBot) -> SensitivityView:
    made = SensitivityView(tokens("light"))
    qtbot.addWidget(made)
    made.resize(1080, 690)
    made.show_choices(CHOICES)
    made.show_state(STATE)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_it_says_what_is_looked_at_and_what_is_left_out(view: SensitivityView) -> None:
    assert view.item.text() == "Profit"
    assert view.value.text() == "$50m now"
    assert view.note.accessibleName() == "1 input cannot reach it: Tax"
    assert view.tornado.isVisible()
    view.show_state(STATE._replace(fresh=False))
    assert view.note.accessibleName().startswith("updating… · ")


def test_switches_and_choosers_ask(view: SensitivityView) -> None:
    heard = Heard(view, SIGNALS)
    view.kinds.buttons[1].click()
    view.bases.buttons[1].click()
    view.value.click()
    view.item.chosen.emit("row:cash")
    assert heard.take() == [
        ("kind_chosen", "spider"),
        ("basis_chosen", "percentiles"),
        ("explain_requested", "profit", 0),
        ("item_chosen", "row:cash"),
    ]
    view.show_state(STATE._replace(item="row:cash", month=7))
    view.value.click()
    assert heard.take() == [("explain_requested", "cash", 7)]


def test_an_input_can_be_added_where_there_are_some(view: SensitivityView) -> None:
    assert not view.add.isVisible()
    heard = Heard(view, SIGNALS)
    view.show_state(STATE._replace(addable=(Choice("term", "Term length", "Headline"),)))
    assert view.add.isVisible()
    assert view.add.text() == "Add an input"
    view.add.chosen.emit("term")
    assert heard.take() == [("input_added", "term")]


def test_before_the_first_answer_and_where_there_is_nothing(view: SensitivityView) -> None:
    view.show_state(STATE._replace(tornado=None))
    assert (view.words.isVisible(), view.words.text) == (True, "Looking…")
    empty = TORNADO._replace(rows=(), message="No input can reach it")
    view.show_state(STATE._replace(tornado=empty))
    assert view.words.text == "No input can reach it"
    view.show_state(STATE)
    assert not view.words.isVisible()


def test_bars_set_inputs_and_names_explain_them(view: SensitivityView) -> None:
    heard = Heard(view, SIGNALS)
    view.tornado.bars.setFocus()
    for key in (Key.Key_Return, Key.Key_Left, Key.Key_Return):
        QTest.keyClick(view.tornado.bars, key)
    assert heard.take() == [("value_edited", "growth", 1.0), ("explain_requested", "growth", 0)]


def test_a_refused_range_is_said_below_until_the_fields_are_left(view: SensitivityView) -> None:
    view.range_entered.connect(lambda *_: view.show_range_fault("Growth: low is not below high"))
    view.tornado.bars.edit(0)
    editor = view.tornado.bars.editor
    assert editor is not None
    QTest.keyClick(editor.low, Key.Key_Return)
    assert view.note.accessibleName() == "Growth: low is not below high"
    QTest.keyClick(editor.low, Key.Key_Escape)
    assert view.note.accessibleName() == STATE.note
    assert view.tornado.bars.hasFocus()


def test_a_taken_range_is_asked_for_once(view: SensitivityView) -> None:
    heard = Heard(view, SIGNALS)
    view.tornado.bars.edit(0)
    assert view.tornado.bars.editor is not None
    view.tornado.bars.editor.take.click()
    assert heard.take() == [("range_entered", "growth", "1%", "9%")]


# Spider -------------------------------------------------------------------------------------


def test_the_spider_is_walked_and_its_points_set_inputs(view: SensitivityView) -> None:
    view.show_state(SPIDERED)
    heard, spider = Heard(view, SIGNALS), view.spider
    spider.setFocus(Qt.FocusReason.TabFocusReason)
    assert spider.at() == At(0, 2)  # where the input stands
    QTest.keyClick(spider, Key.Key_Right)
    assert view.note.accessibleName() == "Growth 30%: 70.0"
    QTest.keyClick(spider, Key.Key_Return)
    QTest.keyClick(spider, Key.Key_Down)
    for _ in range(3):
        QTest.keyClick(spider, Key.Key_Right)
    assert spider.at() == At(1, NAME)
    QTest.keyClick(spider, Key.Key_Space)
    QTest.keyClick(spider, Key.Key_Left)
    assert spider.at() == At(1, 4)
    assert heard.take() == [("value_edited", "growth", 30.0), ("explain_requested", "price", 0)]


def test_the_spider_under_the_hand(view: SensitivityView) -> None:
    view.show_state(SPIDERED)
    heard, web = Heard(view, SIGNALS), view.spider.web()
    assert web is not None
    point = web.lines[0][3]
    assert point is not None
    near = point.toPoint() + QPoint(2, 1)
    move(view.spider, near)
    assert view.spider.shown() == At(0, 3)
    QTest.mouseClick(view.spider, LEFT_BUTTON, Qt.KeyboardModifier.NoModifier, near)
    name = web.name_box(1).center().toPoint()
    QTest.mouseClick(view.spider, LEFT_BUTTON, Qt.KeyboardModifier.NoModifier, name)
    empty = QPoint(round(web.plot.box.left) + 3, round(web.plot.box.bottom) - 3)
    QTest.mouseClick(view.spider, LEFT_BUTTON, Qt.KeyboardModifier.NoModifier, empty)
    assert heard.take() == [("value_edited", "growth", 30.0), ("explain_requested", "price", 0)]


@pytest.mark.parametrize("size", [(1080, 690), (920, 510), (560, 400)])
def test_names_never_meet(view: SensitivityView, size: tuple[int, int]) -> None:
    legs = tuple(
        leg(f"input{place}", (50.0, 50.0, 50.0, 50.0, 50.0 + place % 3)) for place in range(40)
    )
    view.resize(*size)
    view.show_state(SPIDERED._replace(spider=SPIDER._replace(legs=legs)))
    web = view.spider.web()
    assert web is not None
    boxes = sorted((web.name_box(place) for place in web.names), key=lambda box: box.top())
    assert len(boxes) > 10
    for one, other in pairwise(boxes):
        assert one.bottom() <= other.top() + 0.01
    assert all(box.right() <= view.spider.width() for box in boxes)


def test_a_line_breaks_where_the_number_does_not_exist(view: SensitivityView) -> None:
    view.show_state(SPIDERED)
    web = view.spider.web()
    assert web is not None
    assert web.lines[2][:2] == [None, None]
    assert web.end(2) is not None
    view.spider.setFocus(Qt.FocusReason.TabFocusReason)
    for key in (Key.Key_End, Key.Key_Left, Key.Key_Left):
        QTest.keyClick(view.spider, key)
    assert view.spider.at() == At(2, 0)
    assert not view.grab().isNull()


# From the draws -----------------------------------------------------------------------------


def test_draws_are_walked_and_explained(view: SensitivityView) -> None:
    view.show_state(DRAWN)
    assert not view.bases.isVisible()
    heard, bars = Heard(view, SIGNALS), view.draws.bars
    bars.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(bars, Key.Key_Return)
    QTest.keyClick(bars, Key.Key_End)
    assert bars.accessibleDescription().startswith("Together, or chance: 30.0%")
    QTest.keyClick(bars, Key.Key_Return)  # what goes with no input has nothing to explain
    middle = bars.box(1).center().toPoint()
    QTest.mouseClick(bars, LEFT_BUTTON, Qt.KeyboardModifier.NoModifier, middle)
    assert heard.take() == [("explain_requested", "growth", 0), ("explain_requested", "price", 0)]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_picture_is_painted_in_both_themes(view: SensitivityView, theme: str) -> None:
    for state in (STATE, SPIDERED, DRAWN, SPIDERED._replace(spider=SPIDER._replace(stepped=True))):
        view.show_state(state)
        view.set_tokens(tokens(theme))
        assert not view.grab().isNull()


def test_focus_stays_with_the_picture_when_another_is_shown(view: SensitivityView) -> None:
    view.tornado.bars.setFocus()
    view.show_state(SPIDERED)
    assert view.spider.hasFocus()
    view.show_state(DRAWN)
    assert view.draws.bars.hasFocus()
