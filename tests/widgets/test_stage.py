"""The stage: large enough for the back of the room, live, and still when it is frozen."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from app import theme
from tests.widgets.test_glide import chart_of
from widgets.presenting.console import Console
from widgets.presenting.keys import BLACK, END, NEXT, PREVIOUS
from widgets.presenting.mirror import Mirror
from widgets.presenting.places import places
from widgets.presenting.scale import LEAST_TEXT, Scale
from widgets.presenting.stage import Stage
from widgets.presenting.states import ConsoleState, StageChart, StageState
from widgets.states import CardState, ChartState, ControlSpec, ControlState

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.usefixtures("qapp")
SPECS = tuple(
    ControlSpec(key, label, "Headline", suffix, 0.0, 100.0, 1.0, "reported", "", prominent=True)
    for key, label, suffix in (("term", "Term length", "months"), ("spend", "Spend", "/ month"))
)
CARDS = tuple(
    CardState(
        f"card{number}", label, "$43.4B", "$1.25B vs baseline", "bad", "up", brief_change="$1.25B"
    )
    for number, label in enumerate(("First profitable quarter", "Peak funding", "Exit cost") * 2)
)
CONTROLS = (
    ControlState(36.0, "36", 36.0, changed=False),
    ControlState(50.0, "$1.25B", 40.0, changed=True),
)
CURVES = chart_of(8, cash=[0, 2, 4, 6])


def _state(count: int = 2, chart: ChartState = CURVES) -> StageState:
    charts = tuple(StageChart(f"chart {number}", chart) for number in range(count))
    return StageState("What it costs", "Longer term · 2 of 5", CARDS, charts, CONTROLS)


@pytest.fixture
def stage(qtbot: QtBot) -> Stage:
    made = Stage(SPECS, theme.tokens("light"))
    qtbot.addWidget(made)
    made.resize(1920, 1080)
    made.show()
    made.show_state(_state())
    return made


@pytest.mark.parametrize("count", [1, 2, 3, 4])
@pytest.mark.parametrize("name", theme.THEMES)
def test_no_text_is_smaller_than_can_be_read_from_ten_metres(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, count: int, name: str
) -> None:
    sizes: list[float] = []
    draw = QPainter.drawText

    def noted(painter: QPainter, *given: Any) -> Any:
        sizes.append(painter.font().pixelSize() * painter.deviceTransform().m11())
        return draw(painter, *given)

    monkeypatch.setattr(QPainter, "drawText", noted)
    stage.set_tokens(theme.tokens(name))
    stage.show_state(_state(count))
    QTest.keyClick(stage, Qt.Key.Key_Question)
    stage.grab()
    assert len(sizes) > 20
    assert min(sizes) >= LEAST_TEXT - 1e-6


@pytest.mark.parametrize(
    ("size", "unit"),
    [((1920, 1080), 1.0), ((3840, 2160), 2.0), ((1280, 1024), 2 / 3), ((1920, 600), 5 / 9)],
)
def test_everything_grows_with_the_screen(size: tuple[int, int], unit: float) -> None:
    assert Scale.of(QSize(*size)).unit == pytest.approx(unit)


@pytest.mark.parametrize("count", range(5))
def test_pictures_share_the_room_without_touching(count: int) -> None:
    room = QRect(40, 260, 1841, 663)
    found = places(count, room, 20)
    assert len(found) == count
    assert all(room.contains(each) for each in found)
    assert not any(
        one.adjusted(-9, -9, 9, 9).intersects(two) for one, two in combinations(found, 2)
    )


def test_labels_give_way_to_brief_ones_before_they_are_cut(stage: Stage) -> None:
    long = CARDS[0]._replace(brief="First profit", change="first profit Jun 2026 or so, maybe")
    brief = long._replace(arrow="", brief_change="from Jun 2026")
    stage.show_state(_state()._replace(cards=(long, brief, *CARDS[2:])))
    texts = stage.strip.shown_texts()
    assert texts[1] == ("First profit", "$43.4B", "from Jun 2026")
    assert texts[2][2] == "$1.25B"  # what it is against stands in the charts


def test_a_frozen_stage_keeps_what_it_shows_and_thaws_to_the_newest(stage: Stage) -> None:
    stage.set_frozen(True)
    for heading in ("One", "Two"):
        stage.show_state(_state()._replace(heading=heading))
    assert stage.state().heading == "What it costs"
    assert not stage.controls.isEnabled()
    stage.set_frozen(False)
    assert stage.state().heading == "Two"
    assert stage.controls.isEnabled()


def test_curves_glide_only_where_things_may_move(stage: Stage) -> None:
    other = chart_of(8, cash=[8, 8, 8, 8])
    stage.show_state(_state(2, other), glide=True)
    assert not stage.glider.currentTime()
    stage.set_gliding(True)
    stage.show_state(_state(), glide=True)
    stage.glider.pause()
    stage.glider.setCurrentTime(stage.glider.duration() // 2)
    state = stage.shown_charts()[0].state()
    assert state is not None
    assert 0.0 < state.series[0].values[0] < 8.0
    stage.show_state(_state(), glide=False)  # an answer that changes nothing doesn't end it
    assert stage.shown_charts()[0].state() is state
    stage.show_state(_state(2, other))  # a slider does
    assert stage.shown_charts()[0].state() is other


def test_keys_ask_and_arrows_move_a_slider_that_tab_reached(stage: Stage, qtbot: QtBot) -> None:
    asked: list[str] = []
    edited: list[tuple[str, float]] = []
    stage.asked.connect(asked.append)
    stage.value_edited.connect(lambda key, value: edited.append((key, value)))
    for key in (Qt.Key.Key_Right, Qt.Key.Key_PageUp, Qt.Key.Key_B, Qt.Key.Key_3, Qt.Key.Key_Escape):
        QTest.keyClick(stage, key)
    assert asked == [NEXT, PREVIOUS, BLACK, "chart3", END]
    slider = stage.controls.controls[0].slider
    slider.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(slider, Qt.Key.Key_Right)
    QTest.keyClick(slider, Qt.Key.Key_PageDown)
    assert edited == [("term", 37.0)]
    assert asked[-1] == NEXT
    assert slider.accessibleName() == "Term length"
    assert slider.accessibleDescription() == "36 months"


def test_the_first_key_after_the_key_sheet_closes_it(stage: Stage) -> None:
    asked: list[str] = []
    stage.asked.connect(asked.append)
    QTest.keyClick(stage, Qt.Key.Key_Question)
    assert stage.key_sheet.isVisible()
    QTest.keyClick(stage, Qt.Key.Key_Escape)
    assert not stage.key_sheet.isVisible()
    assert asked == []


def test_the_pointer_is_a_dot_where_it_was_put(stage: Stage) -> None:
    stage.set_pointer(True)
    stage.point(0.5, 0.5)
    assert stage.pointer.at() == QPoint(960, 540)
    seen = stage.grab().toImage().pixelColor(960, 540).name()
    assert seen == theme.tokens("light").bad
    stage.point(-1.0, -1.0)
    assert stage.pointer.at() is None
    assert stage.grab().toImage().pixelColor(960, 540).name() != seen


def test_black_is_black(stage: Stage) -> None:
    stage.set_black(True)
    image = stage.grab().toImage()
    assert {image.pixelColor(x, 500).name() for x in range(0, 1920, 40)} == {"#000000"}
    stage.set_black(False)
    assert stage.grab().toImage().pixelColor(960, 500).name() != "#000000"


def test_a_chart_takes_the_room_of_a_mirror_that_goes(stage: Stage, qtbot: QtBot) -> None:
    source = QWidget()
    qtbot.addWidget(source)
    alone = _state(1)
    stage.show_state(alone)
    (chart,) = stage.shown_charts()
    whole = chart.geometry()
    stage.show_state(alone, [source])
    assert chart.geometry().width() < whole.width()
    stage.show_state(alone)
    assert chart.geometry() == whole


def test_nothing_stays_where_the_pointer_was(stage: Stage) -> None:
    def strip() -> QImage:
        QApplication.processEvents()
        return stage.screen().grabWindow(stage.winId()).copy(stage.strip.geometry()).toImage()

    before = strip()
    stage.set_pointer(True)
    for step in range(400):  # along the cards and what is between them
        stage.point(step / 400, 0.16)
        QApplication.processEvents()
    stage.point(0.99, 0.99)
    assert strip() == before


def test_a_mirror_fills_its_place_and_leaves_the_other_as_it_was(qtbot: QtBot) -> None:
    source, holder = QLabel(), QWidget()
    source.setStyleSheet("background: #00ff00;")
    qtbot.addWidget(source)
    qtbot.addWidget(holder)
    source.resize(300, 400)
    mirror = Mirror(theme.tokens("light"), holder)
    mirror.resize(1000, 500)
    mirror.set_zoom(2.5)
    mirror.show_source(source)
    image = mirror.grab().toImage()
    assert image.pixelColor(20, 20) == image.pixelColor(980, 480)
    assert image.pixelColor(500, 250).name() == "#00ff00"
    assert mirror.zoom() == pytest.approx(2.5)
    assert source.size() == QSize(300, 400)


def test_the_console_says_what_is_on_and_asks(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    console = Console(theme.tokens("dark"), holder)
    asked: list[str] = []
    console.asked.connect(asked.append)
    console.show_state(
        ConsoleState("Scene 2 of 5", "What it costs", "Breathe.", "Then?", frozen=True)
    )
    assert console.position.text() == "Scene 2 of 5"
    assert console.notes.toPlainText() == "Breathe."
    assert console.following.text() == "Next: Then?"
    assert console.buttons["freeze"].isChecked()
    console.buttons["black"].click()
    assert asked == ["black"]
    assert not console.buttons["black"].isChecked()  # until the state says so
    QTest.keyClick(console, Qt.Key.Key_Right)
    assert asked == ["black", NEXT]
