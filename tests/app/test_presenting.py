"""Presenting in a real window: scenes, live sliders, freeze, screens that come and go."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox

from app.presenting.screens import audience_screen
from engine.files.shipped import preset_scenario
from engine.scene import Scene
from widgets.presenting.keys import BLACK, END, FREEZE, LAST, NEXT, POINTER, PREVIOUS

if TYPE_CHECKING:
    from PySide6.QtGui import QScreen

    from app.presenting.performance import Performance
    from tests.app.conftest import Opened
    from widgets.presenting.stage import Stage

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

SCENES = (
    Scene(1, "overview", "", ("profitability", "lock_in"), "Where we stand", "Breathe."),
    Scene(2, "overview", "", ("cash",), "A longer term"),
    Scene(2, "decide", "exit-plan", (), ""),
)


def _with_scenes(opened: Opened, *scenes: Scene) -> None:
    session = opened.controller.session
    longer = replace(preset_scenario("as_reported"), name="Longer term")
    project = session.project.added(longer.with_values({"term_months": 60.0}))
    project = replace(project, current=1, scenes=scenes or SCENES)
    session.change(project, "scenes")


def _begun(opened: Opened, *, apart: bool = False) -> tuple[Performance, Stage]:
    desk = opened.boardroom.presenting
    opened.controller.action("present_audience" if apart else "present").trigger()
    assert desk.performance is not None
    return desk.performance, desk.performance.stage


def _names(stage: Stage) -> list[str]:
    return [chart.name for chart in stage.state().charts]


def test_f5_shows_the_overview_with_what_decides(opened: Opened) -> None:
    _, stage = _begun(opened)
    assert stage.isFullScreen()
    assert _names(stage) == ["Overview profitability", "Overview lock_in"]
    assert stage.state().heading == "As reported"
    assert [card.key for card in stage.state().cards] == [
        card.key for card in opened.controller.screen.cards
    ]
    assert [control.text for control in stage.state().controls] == ["36", "$1.25B", "7.0%"]


def test_a_slider_on_the_stage_moves_everything_and_is_one_step(opened: Opened) -> None:
    _, stage = _begun(opened)
    before = stage.state()
    slider = stage.controls.controls[0].slider
    slider.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(3):
        QTest.keyPress(slider, Qt.Key.Key_Right)
    QTest.keyRelease(slider, Qt.Key.Key_Right)
    opened.controller.recompute.flush()
    assert opened.value("term_months") == 39.0
    assert stage.state().cards != before.cards
    after = stage.state()
    owed, owed_before = (each.charts[1].state.series[0].values[0] for each in (after, before))
    assert owed > owed_before
    opened.controller.session.undo()
    assert opened.value("term_months") == 36.0


def test_the_window_below_is_not_painted_unless_it_is_called_up(opened: Opened) -> None:
    _, stage = _begun(opened)
    QTest.qWait(20)
    assert not opened.window.updatesEnabled()
    opened.controller.edit("term_months", 60.0)
    opened.controller.recompute.flush()
    shown = opened.window.overview.charts[2].state()
    assert shown is not opened.controller.screen.charts[2]
    opened.window.activateWindow()
    QTest.qWait(20)
    assert opened.window.updatesEnabled()
    assert opened.window.overview.charts[2].state() is opened.controller.screen.charts[2]
    stage.activateWindow()
    QTest.qWait(20)
    assert not opened.window.updatesEnabled()


def test_the_window_below_catches_up_when_it_is_over(opened: Opened) -> None:
    _, stage = _begun(opened)
    chart = opened.window.overview.charts[2]
    opened.controller.edit("term_months", 60.0)
    opened.controller.recompute.flush()
    QTest.keyClick(stage, Qt.Key.Key_Escape)
    assert opened.boardroom.presenting.performance is None
    assert opened.window.updatesEnabled()
    state = chart.state()
    assert state is not None
    assert state is opened.controller.screen.charts[2]
    opened.controller.edit("term_months", 61.0)  # nobody follows any more
    opened.controller.recompute.flush()


def test_scenes_bring_their_scenario_page_and_charts(opened: Opened) -> None:
    _with_scenes(opened)
    performance, stage = _begun(opened)
    controller = opened.controller
    assert (stage.state().heading, stage.state().corner) == (
        "Where we stand",
        "As reported · 1 of 3",
    )
    performance.ask(NEXT)
    assert controller.session.project.current == 2
    assert (_names(stage), stage.state().heading) == (["Overview cash"], "A longer term")
    performance.ask(NEXT)
    performance.ask(NEXT)  # the last one stays
    controller.settle()
    assert controller.screen.page == "Decide"
    assert (stage.state().heading, stage.state().corner) == ("Longer term", "3 of 3")
    assert len(stage.state().cards) == 6
    performance.ask(PREVIOUS)
    assert controller.screen.page == "Overview"
    assert opened.controller.session.undo_label == "scenes"  # looking is no step


def test_pictures_that_are_no_charts_are_mirrored(opened: Opened) -> None:
    _with_scenes(opened)
    performance, stage = _begun(opened)
    stage.showNormal()
    stage.resize(1920, 1080)
    performance.ask(LAST)
    opened.controller.settle()
    performance.ask(PREVIOUS)
    performance.ask(NEXT)
    assert stage.state().charts == ()
    image = stage.grab().toImage()
    colours = {
        image.pixelColor(x, y).name() for x in range(60, 1860, 9) for y in range(300, 900, 9)
    }
    assert len(colours) > 10


def test_a_scene_of_a_page_that_this_version_lacks_keeps_the_page(opened: Opened) -> None:
    _with_scenes(opened, Scene(1, "overview"), Scene(2, "forecast", "wild", ("x",), "Tomorrow"))
    performance, stage = _begun(opened)
    performance.ask(NEXT)
    assert stage.state().heading == "Tomorrow"
    assert _names(stage) == ["Overview profitability", "Overview lock_in"]


def test_number_keys_pick_charts_and_one_always_stays(opened: Opened) -> None:
    performance, stage = _begun(opened)
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_4, Qt.Key.Key_3):
        QTest.keyClick(stage, key)
    assert _names(stage) == ["Overview cash", "Overview price"]
    QTest.keyClick(stage, Qt.Key.Key_2)
    QTest.keyClick(stage, Qt.Key.Key_4)
    assert _names(stage) == ["Overview price"]
    performance.ask(END)
    assert _names(_begun(opened)[1]) == ["Overview price"]  # picked is picked


def test_frozen_the_audience_waits_while_the_presenter_goes_on(opened: Opened) -> None:
    _with_scenes(opened)
    performance, stage = _begun(opened, apart=True)
    performance.ask(FREEZE)
    performance.ask(NEXT)
    assert stage.state().heading == "Where we stand"
    assert performance.console is not None
    assert performance.console.text.text() == "A longer term"
    performance.ask(FREEZE)
    assert stage.state().heading == "A longer term"


def test_stepping_ends_black(opened: Opened) -> None:
    _with_scenes(opened)
    performance, stage = _begun(opened)
    performance.ask(BLACK)
    assert stage.black.isVisible()
    performance.ask(NEXT)
    assert not stage.black.isVisible()


def test_the_console_stands_beside_the_page_and_points(opened: Opened) -> None:
    _with_scenes(opened)
    performance, stage = _begun(opened, apart=True)
    console = performance.console
    assert console is not None
    assert console.isVisible()
    assert opened.window.updatesEnabled()
    assert console.notes.toPlainText() == "Breathe."
    assert console.following.text() == "Next: A longer term"
    console.pointed.emit(0.25, 0.5)
    assert stage.pointer.isVisible()
    assert console.buttons[POINTER].isChecked()
    performance.ask(END)
    assert not console.isVisible()


def test_beside_the_console_the_pages_charts_wait_until_the_hand_lets_go(opened: Opened) -> None:
    _, stage = _begun(opened, apart=True)
    controller, chart = opened.controller, opened.window.overview.charts[2]
    controller.session.begin_gesture()
    controller.edit("term_months", 50.0)  # as the first move of a hand: nothing waits yet
    controller.recompute.flush()
    waiting = chart.state()
    controller.edit("term_months", 60.0)
    controller.recompute.flush()
    assert chart.state() is waiting
    assert stage.state().charts[1].state.series == controller.screen.charts[2].series
    controller.edit("decision_month", 20.0)
    controller.recompute.flush()
    moved = chart.state()
    assert moved is not None
    assert moved.decision_month == 20
    controller.session.end_gesture()
    controller.recompute.flush()
    assert chart.state() is controller.screen.charts[2]


def test_with_one_screen_the_audience_has_a_window(opened: Opened) -> None:
    performance, stage = _begun(opened, apart=True)
    assert stage.isVisible()
    assert not stage.isFullScreen()
    assert performance.console is not None
    assert performance.console.screen_line.text().startswith("No second screen")


class _Screen:
    """As much of a screen as is asked about."""

    def __init__(self, width: int) -> None:
        self._rect = QRect(0, 0, width, 1000)

    def geometry(self) -> QRect:
        return self._rect


def test_the_audience_gets_the_largest_other_screen_and_keeps_it() -> None:
    laptop, small, large = (cast("QScreen", _Screen(width)) for width in (1400, 1000, 1900))
    assert audience_screen([laptop], laptop, None) is None
    assert audience_screen([laptop, small, large], laptop, None) is large
    assert audience_screen([laptop, small, large], laptop, small) is small
    assert audience_screen([laptop, small], laptop, large) is small
    assert audience_screen([laptop], laptop, large) is None


@pytest.mark.parametrize("apart", [False, True])
def test_screens_that_come_and_go_place_the_stage_anew(opened: Opened, *, apart: bool) -> None:
    performance, stage = _begun(opened, apart=apart)
    stage.resize(300, 200)
    placed: list[bool] = []
    screens = cast("Any", performance)._screens
    screens.changed.connect(lambda: placed.append(True))
    application = cast("QGuiApplication", QGuiApplication.instance())
    screen = QGuiApplication.primaryScreen()
    for signal in (application.screenRemoved, application.screenAdded, application.screenRemoved):
        signal.emit(screen)
    QTest.qWait(250)
    assert placed == [True]  # once, when they have settled
    assert stage.isVisible()
    assert stage.width() > 300
    application.screenAdded.emit(screen)
    performance.ask(END)  # with a change under way
    QTest.qWait(250)
    assert placed == [True]


def test_closing_the_window_ends_the_presentation(opened: Opened) -> None:
    _, stage = _begun(opened)
    opened.boardroom.stop()
    assert not stage.isVisible()
    assert opened.boardroom.presenting.performance is None


def test_the_system_closing_the_stage_ends_it_too(opened: Opened) -> None:
    _, stage = _begun(opened)
    stage.close()
    assert opened.boardroom.presenting.performance is None


def test_deleting_a_scenario_while_presenting_harms_nothing(opened: Opened) -> None:
    _with_scenes(opened)
    performance, stage = _begun(opened, apart=True)
    performance.ask(LAST)
    session = opened.controller.session
    session.change(session.project.removed(2), "deletion")
    opened.controller.recompute.flush()
    performance.ask(NEXT)
    assert stage.state().heading == "Where we stand"
    opened.controller.session.change(replace(session.project, scenes=()), "none")
    performance.ask(PREVIOUS)


def test_motion_is_the_users_choice(opened: Opened) -> None:
    _with_scenes(opened)
    for motion, glides in (("reduced", False), ("full", True)):
        opened.settings.motion = motion
        performance, stage = _begun(opened)
        performance.ask(NEXT)
        performance.ask(PREVIOUS)
        performance.ask(NEXT)  # both have been seen, but for the chart that both have: none
        session = opened.controller.session
        first, second, third = session.project.scenes
        scenes = (first, second._replace(charts=first.charts), third)
        session.change(replace(session.project, scenes=scenes), "same charts")
        performance.ask(PREVIOUS)
        performance.ask(NEXT)
        assert (stage.glider.state() == stage.glider.State.Running) == glides
        performance.ask(END)
        session.undo()


def test_a_scene_is_added_edited_moved_and_deleted(opened: Opened) -> None:
    desk, session = opened.boardroom.presenting.scenes, opened.controller.session
    opened.controller.action("add_scene").trigger()
    editor = desk.editor
    assert editor is not None
    assert editor.picks() == ("profitability", "lock_in")
    editor.text.setText("What\tit costs")
    editor.boxes[1].setChecked(True)
    editor.notes.setPlainText("Pause.\nGo on.")
    editor.answers.button(QDialogButtonBox.StandardButton.Ok).click()
    made = Scene(
        1, "overview", "", ("profitability", "cash", "lock_in"), "What it costs", "Pause.\nGo on."
    )
    assert list(session.project.scenes) == [made]
    assert session.undo_label == "new scene"

    opened.controller.action("edit_scenes").trigger()
    assert desk.list is not None
    desk.list.add_requested.emit()
    assert desk.editor is not None
    desk.editor.answers.button(QDialogButtonBox.StandardButton.Ok).click()
    assert desk.list.place() == 1
    desk.list.up.click()
    assert (session.project.scenes[1], desk.list.place()) == (made, 0)
    desk.list.delete.click()
    assert list(session.project.scenes) == [made]
    session.undo()
    assert len(session.project.scenes) == 2
    desk.list.show_lines(desk.list.lines(), 1)
    desk.list.play.click()
    performance = opened.boardroom.presenting.performance
    assert performance is not None
    assert performance.stage.state().heading == "What it costs"


def test_the_dialog_refuses_what_a_scene_cannot_hold(opened: Opened) -> None:
    desk = opened.boardroom.presenting.scenes
    desk.add()
    editor = desk.editor
    assert editor is not None
    okay = editor.answers.button(QDialogButtonBox.StandardButton.Ok)
    for box in editor.boxes:
        box.setChecked(False)
    assert editor.message.text() == "No chart is picked; allowed: at least 1"
    assert not okay.isEnabled()
    editor.boxes[0].setChecked(True)
    editor.notes.setPlainText("x" * 4001)
    assert editor.message.text() == "The notes are too long; allowed: up to 4,000 characters"
    editor.notes.setPlainText("x" * 4000)
    assert okay.isEnabled()
    assert editor.text.maxLength() == 200


def test_the_stage_follows_the_theme(opened: Opened) -> None:
    _, stage = _begun(opened)
    stage.showNormal()
    stage.resize(1280, 720)
    light = stage.grab().toImage().pixelColor(2, 2)
    opened.controller.set_theme("dark")
    assert stage.grab().toImage().pixelColor(2, 2).lightness() < light.lightness()
    opened.controller.set_theme("light")
