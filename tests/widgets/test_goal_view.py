"""The Goal view: the curve, its answers, the drivers, the links; by mouse and by keys alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.widgets.goal_literals import CURVE, SEEK, TRUTH, VIEW
from tests.widgets.hands import move
from tests.widgets.literals import LEFT_BUTTON, Heard, tokens
from widgets.decide.goal_curve_layout import curve_plot
from widgets.decide.goal_rows import fitted
from widgets.decide.goal_states import GoalViewState, SeekState, TruthState
from widgets.decide.goal_view import GoalView
from widgets.painting import MEDIUM, face

if TYPE_CHECKING:
    from PySide6.QtCore import QPointF, QRectF
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
SIGNALS = (
    "explain_requested",
    "value_edited",
    "values_edited",
    "gesture_started",
    "gesture_finished",
    "input_chosen",
    "certainty_chosen",
    "level_entered",
    "question_chosen",
)
SET_FIVE = [("gesture_started",), ("value_edited", "term_months", 5.0), ("gesture_finished",)]


@pytest.fixture
def view(qtbot: QtBot) -> GoalView:
    made = GoalView(tokens("light"))
    qtbot.addWidget(made)
    made.resize(1080, 640)
    made.show_state(VIEW)
    made.show()
    qtbot.waitExposed(made)
    return made


def middle(box: QRectF) -> QPoint:
    return box.center().toPoint()


# The curve -----------------------------------------------------------------------------


def test_an_answer_is_set_by_its_label_and_by_its_point(view: GoalView) -> None:
    heard = Heard(view, SIGNALS)
    curve = view.seek.curve
    plot = curve.plot()
    assert plot is not None
    label = next(each for each in plot.labels if each.place == 1)
    QTest.mouseClick(curve, LEFT_BUTTON, pos=middle(label.box))
    assert heard.take() == SET_FIVE
    QTest.mouseClick(curve, LEFT_BUTTON, pos=plot.point(5.0, 10.0).toPoint())
    assert heard.take() == SET_FIVE
    QTest.mouseClick(curve, LEFT_BUTTON, pos=plot.point(9.0, 3.0).toPoint())
    assert heard.take() == []


def test_an_answer_is_set_by_keys(view: GoalView) -> None:
    heard = Heard(view, SIGNALS)
    curve = view.seek.curve
    curve.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(curve, Qt.Key.Key_Return)
    assert heard.take() == []
    QTest.keyClick(curve, Qt.Key.Key_Right)
    assert curve.accessibleDescription() == "Set term length to 3 months"
    QTest.keyClick(curve, Qt.Key.Key_Right)
    QTest.keyClick(curve, Qt.Key.Key_Right)
    assert curve.accessibleDescription() == "Set term length to 5 months"
    QTest.keyClick(curve, Qt.Key.Key_Space)
    assert heard.take() == SET_FIVE


def test_the_pointer_reads_the_curve(view: GoalView) -> None:
    curve = view.seek.curve
    plot = curve.plot()
    assert plot is not None
    move(curve, plot.point(7.2, 3.0).toPoint())
    assert curve.pointed().reading == 6
    move(curve, plot.point(5.0, 10.0).toPoint())
    assert (curve.pointed().reading, curve.pointed().answer) == (-1, 1)


def test_points_stand_where_the_axes_say(view: GoalView) -> None:
    plot = view.seek.curve.plot()
    assert plot is not None
    assert plot.x(1) == plot.box.left()
    assert plot.x(10) == plot.box.right()
    assert plot.y(0) == plot.box.bottom()
    assert plot.y(20) == plot.box.top()
    assert [plot.nearest(plot.x(value)) for value in (1, 1.4, 1.6, 10)] == [0, 0, 1, 9]


@pytest.mark.parametrize("width", [220, 340, 700])
def test_labels_keep_out_of_each_others_way(qtbot: QtBot, width: int) -> None:
    plot = curve_plot(CURVE, width, 260, face(11), face(11))
    boxes = [label.box for label in plot.labels]
    for place, box in enumerate(boxes):
        assert box.left() >= 0
        assert box.right() <= width
        assert box.bottom() <= plot.box.top()
        assert not any(box.intersects(other) for other in boxes[place + 1 :])


def test_before_the_first_answer(view: GoalView) -> None:
    waiting = SeekState(SEEK.inputs, "term_months", True, "80%", "", note="Working…")
    view.show_state(GoalViewState(waiting, TruthState(note="Working…")))
    assert view.seek.curve.plot() is None
    assert view.seek.curve.accessibleDescription() == "Working…"
    assert not view.truth.paragraph.isVisible()
    assert not view.grab().isNull()


# Goal seek's other parts ---------------------------------------------------------------


def test_for_certain_or_with_a_probability(view: GoalView) -> None:
    heard = Heard(view, SIGNALS)
    assert not view.seek.level.isVisible()
    QTest.mouseClick(view.seek.surety.buttons[1], LEFT_BUTTON)
    assert heard.take() == [("certainty_chosen", False)]
    view.show_state(VIEW._replace(seek=SEEK._replace(sure=False)))
    level = view.seek.level
    assert level.isVisible()
    level.setFocus()
    level.selectAll()
    QTest.keyClicks(level, "90")
    QTest.keyClick(level, Qt.Key.Key_Return)
    assert heard.take() == [("level_entered", "90")]


def test_ready_questions(view: GoalView) -> None:
    heard = Heard(view, SIGNALS)
    chips = list(view.seek._chips.values())
    assert [chip.text() for chip in chips] == [
        "Break-even growth: 3.2% / month",
        "Longest term: 17 months",
    ]
    QTest.mouseClick(chips[0], LEFT_BUTTON)
    assert heard.take() == [("question_chosen", "growth")]
    changed = SEEK.questions[0]._replace(answer="4% / month")
    view.show_state(VIEW._replace(seek=SEEK._replace(questions=(changed, SEEK.questions[1]))))
    assert list(view.seek._chips.values()) == chips
    assert chips[0].text() == "Break-even growth: 4% / month"


def test_stale_is_said(view: GoalView) -> None:
    view.show_state(GoalViewState(SEEK._replace(fresh=False), TRUTH._replace(fresh=False)))
    updating = view.seek._updating
    assert updating.text() == "updating…"
    view.resize(600, 500)  # it stays whole where the words beside it give way
    view.show()
    assert updating.width() >= updating.fontMetrics().horizontalAdvance(updating.text())
    assert "updating…" in view.truth._status.accessibleName()
    view.show_state(VIEW)
    assert not updating.text()


# What must be true ---------------------------------------------------------------------


def test_links_lead_to_the_curve_or_the_explanation(view: GoalView) -> None:
    heard = Heard(view, SIGNALS)
    view.truth.paragraph.linkActivated.emit("input:term_months")
    view.truth.paragraph.linkActivated.emit("figure:exit_cost")
    assert heard.take() == [("input_chosen", "term_months"), ("explain_requested", "exit_cost", 0)]
    view.truth.paragraph.linkActivated.emit("figure:exit_cost@12")
    assert heard.take() == [("explain_requested", "exit_cost", 12)]
    view.truth.paragraph.linkActivated.emit("joint")
    assert heard.take() == []
    assert view.truth.rows.hasFocus()


def test_what_looks_like_mark_up_is_text(view: GoalView) -> None:
    paragraph = view.truth.paragraph
    assert "&lt;b&gt;term" in paragraph.text()
    assert paragraph.accessibleName() == (
        "Exit cost is $15.6B. With <b>term</b> of 5 months, or together."
    )


def test_a_row_shows_its_curve_and_its_button_sets_it(view: GoalView) -> None:
    heard = Heard(view, SIGNALS)
    rows = view.truth.rows
    line = rows.lines()[1]
    at: QPointF = rows.button_box(line).center()
    QTest.mouseClick(rows, LEFT_BUTTON, pos=QPoint(30, line.top + 10))
    assert heard.take() == [("input_chosen", "term_months")]
    QTest.mouseClick(rows, LEFT_BUTTON, pos=at.toPoint())
    assert heard.take() == SET_FIVE
    never = rows.lines()[3]
    QTest.mouseClick(rows, LEFT_BUTTON, pos=middle(rows.button_box(never)))
    assert heard.take() == [("input_chosen", "notice_months")]


def test_rows_by_keys(view: GoalView) -> None:
    heard = Heard(view, SIGNALS)
    rows = view.truth.rows
    rows.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(rows, Qt.Key.Key_Return)
    assert heard.take() == [("input_chosen", "term_months")]
    assert "30% of its range" in rows.accessibleDescription()
    QTest.keyClick(rows, Qt.Key.Key_Right)
    QTest.keyClick(rows, Qt.Key.Key_Return)
    assert heard.take() == SET_FIVE
    QTest.keyClick(rows, Qt.Key.Key_Down)
    QTest.keyClick(rows, Qt.Key.Key_Left)
    QTest.keyClick(rows, Qt.Key.Key_Return)
    assert heard.take() == [("input_chosen", "spend")]


def test_the_joint_way_is_set_at_once(view: GoalView) -> None:
    heard = Heard(view, SIGNALS)
    rows = view.truth.rows
    heading = next(line for line in rows.lines() if line.joint)
    QTest.mouseClick(rows, LEFT_BUTTON, pos=middle(rows.button_box(heading)))
    assert heard.take() == [("values_edited", {"term_months": 6.0, "spend": 1100.0})]
    rows.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(rows, Qt.Key.Key_Home)
    for _step in range(4):
        QTest.keyClick(rows, Qt.Key.Key_Down)
    QTest.keyClick(rows, Qt.Key.Key_Space)
    assert heard.take() == [("values_edited", {"term_months": 6.0, "spend": 1100.0})]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1080, 640), (920, 460), (560, 700)])
def test_it_paints_at_every_size(view: GoalView, theme: str, size: tuple[int, int]) -> None:
    view.set_tokens(tokens(theme))
    view.resize(*size)
    picture = view.grab()
    assert (picture.width(), picture.height()) == size
    assert view.truth.rows.width() <= view.truth.width()


@pytest.mark.parametrize(("room", "today"), [(400, "$1.25B  →  "), (140, "→  "), (20, "→  ")])
def test_where_room_is_short_todays_value_gives_way_to_the_threshold(
    qtbot: QtBot, room: int, today: str
) -> None:
    driver = TRUTH.drivers[1]._replace(threshold="$3.956B / GPU-hour")
    small, bold = face(11), face(11, MEDIUM)
    shown, threshold = fitted(driver, room, small, bold)
    assert shown == today
    assert small.width(shown) + bold.width(threshold) <= room + 1
    assert (threshold == driver.threshold) == (room > 20)


def test_a_long_value_of_today_is_cut_before_the_threshold_is(qtbot: QtBot) -> None:
    driver = TRUTH.drivers[1]._replace(today="100% of contract capacity")
    small, bold = face(11), face(11, MEDIUM)
    shown, threshold = fitted(driver, 140, small, bold)
    assert shown.startswith("100%")
    assert "…" in shown
    assert threshold == driver.threshold
