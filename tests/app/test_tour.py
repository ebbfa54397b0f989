"""The tour: five steps at real widgets, once, by keyboard, never in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app import launch
from app import settings as kept
from app.welcome.tour_steps import tour_stops
from widgets.welcome.spotlight import beside

if TYPE_CHECKING:
    from pathlib import Path

    from tests.app.conftest import Opened
    from widgets.welcome.tour import Tour

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def _begin(opened: Opened) -> Tour:
    opened.controller.action("tour").trigger()
    tour = opened.boardroom.welcome.tour
    assert tour is not None
    return tour


def test_it_has_five_steps_and_each_points_at_something_seen(opened: Opened) -> None:
    stops = tour_stops(opened.window)
    assert len(stops) == 5
    for stop in stops:
        assert stop.title
        assert stop.text.endswith(".")
        assert stop.targets
        assert all(target.isVisible() for target in stop.targets)


def test_the_bubble_hides_nothing_that_it_speaks_of(opened: Opened) -> None:
    opened.window.resize(1440, 900)
    tour = _begin(opened)
    for place, stop in enumerate(tour_stops(opened.window)):
        tour.go(place)
        box = tour.bubble.geometry()
        assert opened.window.rect().contains(box)
        for target in stop.targets:
            at = target.mapTo(opened.window, QPoint(0, 0))
            assert not box.intersects(QRect(at, target.size())), (place, stop.title)


def test_all_its_words_have_room(opened: Opened) -> None:
    tour = _begin(opened)
    for place in range(5):
        tour.go(place)
        QApplication.processEvents()
        for label in (tour.bubble.title, tour.bubble.text):
            assert label.height() >= label.heightForWidth(label.width())


def test_enter_goes_to_the_end(opened: Opened) -> None:
    tour = _begin(opened)
    for place in range(5):
        assert tour.place == place
        assert tour.bubble.next.hasFocus()
        QTest.keyClick(tour.bubble.next, Qt.Key.Key_Return)
    assert opened.boardroom.welcome.tour is None


def test_arrows_go_back_and_on_and_escape_ends_it(opened: Opened) -> None:
    tour = _begin(opened)
    QTest.keyClick(tour.bubble.next, Qt.Key.Key_Right)
    QTest.keyClick(tour.bubble.next, Qt.Key.Key_Right)
    assert tour.place == 2
    QTest.keyClick(tour.bubble.next, Qt.Key.Key_Left)
    assert tour.place == 1
    QTest.keyClick(tour.bubble.next, Qt.Key.Key_Escape)
    assert opened.boardroom.welcome.tour is None


def test_tab_stays_in_the_bubble(opened: Opened) -> None:
    tour = _begin(opened)
    tour.go(1)
    seen = []
    for _ in range(4):
        held = QApplication.focusWidget()
        assert held is not None
        seen.append(held)
        QTest.keyClick(held, Qt.Key.Key_Tab)
    assert set(seen) == set(tour.bubble.buttons())


def test_what_is_beneath_can_be_used(opened: Opened) -> None:
    tour = _begin(opened)
    control = opened.window.panel.control("term_months")
    assert control is not None
    middle = control.slider.mapTo(opened.window, control.slider.rect().center())
    under = opened.window.childAt(middle)
    assert under is control.slider
    control.slider.setFocus()
    QTest.keyClick(control.slider, Qt.Key.Key_Right)
    assert opened.value("term_months") == 37.0
    assert tour.is_on()


def test_the_keyboard_goes_back_and_nothing_is_left(opened: Opened) -> None:
    tour = _begin(opened)
    light, bubble = tour.light, tour.bubble
    QTest.keyClick(bubble.next, Qt.Key.Key_Escape)
    assert light.isHidden()
    assert bubble.isHidden()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert not bubble.isAncestorOf(focused)


def test_it_is_never_shown_twice_by_itself(opened: Opened) -> None:
    welcome = opened.boardroom.welcome
    assert opened.settings.toured == ""
    welcome.greet(with_file=False)
    assert opened.settings.toured == "yes"
    assert welcome.tour is not None
    welcome.tour.end()
    welcome.greet(with_file=False)
    assert welcome.tour is None


@pytest.mark.parametrize(
    ("wanted", "with_file", "shown"),
    [("yes", False, True), ("yes", True, False), ("", False, False)],
)
def test_the_start_page_comes_where_it_is_wanted_and_no_file_is_opened(
    opened: Opened, wanted: str, with_file: bool, shown: bool
) -> None:
    opened.settings.toured, opened.settings.start_page = "yes", wanted
    welcome = opened.boardroom.welcome
    welcome.greet(with_file=with_file)
    assert welcome.tour is None
    assert (welcome.start.dialog is not None) == shown


def test_that_it_was_seen_is_kept_at_once(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "settings.json"
    monkeypatch.setattr(launch, "recovery_folder", lambda: tmp_path / "recovery")
    monkeypatch.setattr(kept, "settings_path", lambda: path)
    launch._begin(opened.controller, opened.settings, None)
    assert opened.boardroom.welcome.tour is not None
    assert kept.load(path).toured == "yes"


def test_begun_over_and_over_it_leaves_nothing_behind(opened: Opened) -> None:
    def count() -> int:
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        return len(opened.window.findChildren(QObject))

    _begin(opened).end()
    before = count()
    for _ in range(5):
        _begin(opened).end()
    assert count() == before


def test_a_page_that_hides_a_target_leaves_the_bubble_amid_the_window(opened: Opened) -> None:
    tour = _begin(opened)
    tour.go(2)
    opened.controller.show_page("Ledger")
    tour.place_now()
    middle = tour.bubble.geometry().center() - opened.window.rect().center()
    assert abs(middle.x()) <= 1
    assert abs(middle.y()) <= 1


def test_it_follows_the_size_of_the_window(opened: Opened) -> None:
    tour = _begin(opened)
    tour.go(4)
    before = tour.bubble.pos()
    opened.window.resize(1280, 720)
    QApplication.processEvents()
    assert tour.light.size() == opened.window.size()
    assert tour.bubble.pos() != before
    assert opened.window.rect().contains(tour.bubble.geometry())


def test_started_again_there_is_one(opened: Opened) -> None:
    _begin(opened)
    second = _begin(opened)
    shown = [each for each in opened.window.findChildren(QWidget) if each.isVisible()]
    assert [each for each in shown if type(each).__name__ == "Bubble"] == [second.bubble]


@pytest.mark.parametrize(
    ("hole", "place"),
    [
        (QRect(10, 10, 100, 100), QPoint(126, 12)),  # to the right, kept off the edge
        (QRect(10, 10, 980, 100), QPoint(400, 126)),  # below, in the middle
        (QRect(10, 690, 980, 100), QPoint(400, 574)),  # above
        (QRect(800, 10, 190, 780), QPoint(584, 350)),  # to the left
        (QRect(), QPoint(400, 350)),  # amid the window
    ],
)
def test_where_the_bubble_stands(hole: QRect, place: QPoint) -> None:
    found = beside(hole, QSize(200, 100), QRect(0, 0, 1000, 800))
    assert (found - place).manhattanLength() <= 2
