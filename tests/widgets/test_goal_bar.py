"""The goal bar: what it shows, what it says when it is used, by mouse and by keys."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.widgets.goal_literals import BAR
from tests.widgets.literals import LEFT_BUTTON, Heard, tokens
from widgets.decide.goal_bar import GoalBar

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
SIGNALS = ("figure_chosen", "relation_chosen", "value_entered", "month_entered")


@pytest.fixture
def bar(qtbot: QtBot) -> GoalBar:
    made = GoalBar(tokens("light"))
    qtbot.addWidget(made)
    made.show_state(BAR)
    made.resize(900, 28)
    made.show()
    return made


def test_it_shows_the_goal(bar: GoalBar) -> None:
    current = bar.chooser.current()
    assert current is not None
    assert current.label == "Exit cost"
    assert bar.sides.buttons[0].isChecked()
    assert (bar.value.text(), bar.month.text()) == ("$10B", "12")
    assert bar.verdict.text() == "Fails today: $15.6B"


def test_what_is_typed_goes_out_as_it_is(bar: GoalBar) -> None:
    heard = Heard(bar, SIGNALS)
    bar.value.setFocus()
    bar.value.selectAll()
    QTest.keyClicks(bar.value, "12bn")
    QTest.keyClick(bar.value, Qt.Key.Key_Return)
    bar.month.setFocus()
    bar.month.selectAll()
    QTest.keyClicks(bar.month, "Mar 2027")
    QTest.keyClick(bar.month, Qt.Key.Key_Return)
    assert heard.take() == [("value_entered", "12bn"), ("month_entered", "Mar 2027")]


def test_the_other_side(bar: GoalBar) -> None:
    heard = Heard(bar, SIGNALS)
    QTest.mouseClick(bar.sides.buttons[1], LEFT_BUTTON)
    assert heard.take() == [("relation_chosen", ">=")]
    bar.show_state(BAR._replace(relation=">="))
    assert bar.sides.buttons[1].isChecked()


def test_another_figure(bar: GoalBar) -> None:
    heard = Heard(bar, SIGNALS)
    bar.chooser.chosen.emit("regret")
    assert heard.take() == [("figure_chosen", "regret")]


def test_dates_have_words_of_their_own(bar: GoalBar) -> None:
    bar.show_state(BAR._replace(relations=("By", "Not before")))
    assert [button.text() for button in bar.sides.buttons] == ["By", "Not before"]


def test_a_figure_without_a_month_of_its_own(bar: GoalBar) -> None:
    bar.show_state(BAR._replace(month_matters=False))
    assert not bar.month.isEnabled()
    bar.show_state(BAR)
    assert bar.month.isEnabled()


def test_a_fault_takes_the_place_of_the_verdict(bar: GoalBar) -> None:
    bar.show_state(BAR._replace(fault="'ten' is not an amount; try $1.25B"))
    assert bar.verdict.text() == "'ten' is not an amount; try $1.25B"
    assert bar.verdict.accessibleName() == bar.verdict.text()
    bar.show_state(BAR)
    assert bar.verdict.text() == "Fails today: $15.6B"


def test_what_is_being_typed_stays(bar: GoalBar) -> None:
    bar.value.setFocus()
    bar.value.selectAll()
    QTest.keyClicks(bar.value, "9")
    bar.show_state(BAR._replace(value="$11B"))
    assert bar.value.text() == "9"


@pytest.mark.parametrize("width", [560, 900])
def test_nothing_lies_over_anything(bar: GoalBar, width: int) -> None:
    bar.show_state(BAR._replace(fault="a long sentence that says what is allowed " * 3))
    bar.resize(width, 28)
    QApplication.processEvents()
    for row in ((bar.chooser, bar.sides, bar.value), (bar.month, bar.verdict)):
        for left, right in pairwise(row):
            assert left.geometry().right() < right.geometry().left()
    assert bar.month.y() > bar.value.geometry().bottom()
    assert bar.verdict.geometry().right() <= bar.width()
    bar.set_tokens(tokens("dark"))
    assert not bar.grab().isNull()


def test_two_rows_where_one_would_cut_the_words(bar: GoalBar) -> None:
    wide = bar.sizeHint()
    assert bar.verdict.y() == bar.value.y()
    bar.resize(600, 28)
    QApplication.processEvents()
    assert bar.sizeHint().height() > 2 * bar.value.height()
    assert bar.verdict.y() > bar.value.geometry().bottom()
    for part in (bar.chooser, bar.verdict):
        assert part.width() >= part.sizeHint().width()
    bar.resize(900, 28)
    QApplication.processEvents()
    assert bar.sizeHint() == wide
    assert bar.verdict.y() == bar.value.y()
