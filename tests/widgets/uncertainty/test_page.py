"""The Uncertainty page: what it makes when, what it shows, what it says."""

from __future__ import annotations

import subprocess
import sys
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest

from tests.widgets.literals import LEFT_BUTTON, Heard, tokens
from tests.widgets.uncertainty.literals import fans, figure, toolbar
from widgets.uncertainty.fans_view import FansView
from widgets.uncertainty.figure_view import FigureView
from widgets.uncertainty.page import UncertaintyPage
from widgets.uncertainty.states import (
    FANS,
    FIGURE,
    SENSITIVITY,
    FansState,
    GoalState,
    Message,
    UncertaintyState,
)

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
SIGNALS = (
    "view_chosen",
    "draws_chosen",
    "seed_entered",
    "follow_chosen",
    "distributions_requested",
    "correlations_requested",
    "export_requested",
    "cancel_requested",
    "figure_chosen",
    "month_hovered",
    "decision_month_dragged",
    "explain_requested",
)


@pytest.fixture
def page(qtbot: QtBot) -> UncertaintyPage:
    made = UncertaintyPage(tokens("light"))
    qtbot.addWidget(made)
    made.resize(1080, 690)
    made.show_state(UncertaintyState(toolbar(), fans()))
    made.show()
    return made


def fans_view(page: UncertaintyPage) -> FansView:
    view = page.view(FANS)
    assert isinstance(view, FansView)
    return view


def figure_view(page: UncertaintyPage) -> FigureView:
    page.show_state(UncertaintyState(toolbar(view=FIGURE), figure()))
    view = page.view(FIGURE)
    assert isinstance(view, FigureView)
    return view


def test_a_view_is_made_when_it_is_first_seen(page: UncertaintyPage) -> None:
    heard = Heard(page, ("view_made",))
    assert page.view(FIGURE) is None
    figure_view(page)
    figure_view(page)
    assert heard.take() == [("view_made", FIGURE)]
    assert page.view(SENSITIVITY) is None


def test_only_what_is_seen_is_imported() -> None:
    code = (
        "import sys, widgets.uncertainty.page;"
        "print([n for n in sys.modules if n.endswith(('fans_view', 'sensitivity_view'))])"
    )
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_the_toolbar_says_what_was_chosen(page: UncertaintyPage) -> None:
    heard, bar = Heard(page, SIGNALS), page.toolbar
    assert bar.draws is not None
    pressed = (
        bar.views.buttons[1],
        bar.draws.buttons[2],
        bar.follow,
        bar.distributions,
        bar.correlations,
        bar.export,
    )
    for button in pressed:
        QTest.mouseClick(button, LEFT_BUTTON)
    assert heard.take() == [
        ("view_chosen", 1),
        ("draws_chosen", 50_000),
        ("follow_chosen", True),
        ("distributions_requested",),
        ("correlations_requested",),
        ("export_requested",),
    ]


def test_a_number_of_draws_of_its_own_is_a_choice(page: UncertaintyPage) -> None:
    own = toolbar(draws=2_500, draw_choices=(1_000, 2_500, 10_000, 50_000))
    page.show_state(UncertaintyState(own, None))
    draws = page.toolbar.draws
    assert draws is not None
    assert [button.text() for button in draws.buttons] == ["1,000", "2,500", "10,000", "50,000"]
    assert draws.buttons[1].isChecked()


def test_a_refused_seed_stays_with_its_reason_until_it_is_typed_anew(
    page: UncertaintyPage,
) -> None:
    heard, bar = Heard(page, ("seed_entered",)), page.toolbar
    bar.seed.setFocus()
    bar.seed.selectAll()
    QTest.keyClicks(bar.seed, "x1")
    QTest.keyClick(bar.seed, Qt.Key.Key_Return)
    assert heard.take() == [("seed_entered", "x1")]
    reason = "Seed x1 is not allowed; allowed: whole numbers"
    page.show_state(UncertaintyState(toolbar(seed_error=reason), None))
    assert bar.seed.text() == "x1"
    assert bar.legend.accessibleName() == reason
    assert bar.seed.accessibleDescription() == reason
    QTest.keyClick(bar.seed, Qt.Key.Key_Escape)
    assert bar.seed.text() == "1"
    assert bar.legend.accessibleName() == "line: median"


def test_the_same_seed_refused_again_says_so_again(page: UncertaintyPage) -> None:
    bar, reason = page.toolbar, "Seed x is not allowed"
    page.show_state(UncertaintyState(toolbar(seed_error=reason), None))
    bar.seed.setFocus()
    bar.seed.selectAll()
    QTest.keyClicks(bar.seed, "x")
    assert bar.legend.accessibleName() == "line: median"
    QTest.keyClick(bar.seed, Qt.Key.Key_Return)
    assert bar.legend.accessibleName() == reason


def test_progress_comes_with_a_way_to_stop(page: UncertaintyPage) -> None:
    assert not page.toolbar.cancel.isVisible()
    page.show_state(UncertaintyState(toolbar(progress=0.4, status="40% of 50,000 draws"), None))
    heard = Heard(page, ("cancel_requested",))
    QTest.mouseClick(page.toolbar.cancel, LEFT_BUTTON)
    assert heard.take() == [("cancel_requested",)]
    assert page.toolbar.progress.isVisible()


def test_what_cannot_be_done_cannot_be_pressed(page: UncertaintyPage) -> None:
    page.show_state(UncertaintyState(toolbar(can_export=False, can_correlate=False), None))
    assert not page.toolbar.export.isEnabled()
    assert not page.toolbar.correlations.isEnabled()
    assert page.toolbar.distributions.isEnabled()


def test_six_cards_pass_on_what_they_say(page: UncertaintyPage) -> None:
    view, heard = fans_view(page), Heard(page, SIGNALS)
    QTest.keyClick(view.quarters, Qt.Key.Key_Right)
    QTest.keyClick(view.quarters, Qt.Key.Key_Return)
    assert heard.take() == [("month_hovered", 6), ("explain_requested", "quarter_profit", 6)]
    view.charts[0].figure_requested.emit("peak_funding")
    assert heard.take() == [("explain_requested", "peak_funding", 0)]
    QTest.keyClick(view.charts[3], Qt.Key.Key_Right)
    assert ("decision_month_dragged", 13) in heard.take()


def test_a_message_stands_in_place_of_the_cards(page: UncertaintyPage) -> None:
    message = Message("No input is uncertain: every draw would be the same.", distributions=True)
    page.show_state(UncertaintyState(toolbar(), FansState(message=message)))
    view, heard = fans_view(page), Heard(page, SIGNALS)
    assert not view.board.isVisible()
    assert view.message.accessibleName() == message.text
    QTest.mouseClick(view.message.button, LEFT_BUTTON)
    assert heard.take() == [("distributions_requested",)]
    page.show_state(UncertaintyState(toolbar(), fans()))
    assert view.board.isVisible()
    assert not view.message.isVisible()


def test_a_fault_has_no_button(page: UncertaintyPage) -> None:
    fault = Message("Rank correlations cannot hold together", fault=True)
    page.show_state(UncertaintyState(toolbar(), FansState(message=fault)))
    assert not fans_view(page).message.button.isVisible()


def test_the_figure_view_shows_its_four_cards(page: UncertaintyPage) -> None:
    view = figure_view(page)
    assert view.histogram.chooser.text() == "NPV"
    assert view.goal.accessibleDescription() == "NPV at least $10B: holds in 71% of draws"
    assert view.percentiles.view.comparison.state.rows[0].label == "Median"
    heard = Heard(page, SIGNALS)
    view.histogram.chooser.chosen.emit("peak")
    QTest.keyClick(view.histogram.plot, Qt.Key.Key_Return)
    assert heard.take() == [("figure_chosen", "peak"), ("explain_requested", "npv", 0)]


def test_without_a_goal_the_card_says_where_to_set_one(page: UncertaintyPage) -> None:
    view = figure_view(page)
    none = figure(goal=GoalState("", note="No goal is set."))
    page.show_state(UncertaintyState(toolbar(view=FIGURE), none))
    assert view.goal.accessibleDescription() == "No goal is set."
    assert not view.goal.grab().isNull()


@pytest.mark.parametrize("choices", [(1_000, 10_000, 50_000), (1_000, 2_500, 10_000, 50_000)])
@pytest.mark.parametrize("progress", [None, 0.4])
@pytest.mark.parametrize("width", [620, 720, 880, 920, 1080, 1600])
def test_nothing_of_the_toolbar_is_cut_off(
    page: UncertaintyPage, width: int, progress: float | None, choices: tuple[int, ...]
) -> None:
    page.show_state(UncertaintyState(toolbar(draw_choices=choices, progress=progress), None))
    page.resize(width, 600)
    QTest.qWait(0)
    assert page.width() == width
    bar = page.toolbar
    assert bar.draws is not None
    places = []
    for part in (
        *bar.views.buttons,
        *bar.draws.buttons,
        *(bar.seed, bar.follow, bar.cancel, bar.distributions, bar.correlations, bar.export),
    ):
        if part.isVisible():
            assert part.width() >= (60 if part is bar.seed else part.sizeHint().width())
            places.append(QRect(part.mapTo(bar, QPoint(0, 0)), part.size()))
    assert all(bar.rect().contains(place) for place in places)
    assert not any(one.intersects(other) for one, other in combinations(places, 2))


def test_the_draws_have_a_row_of_their_own_where_there_is_no_room(page: UncertaintyPage) -> None:
    bar = page.toolbar
    heights = []
    for width in (1080, 620, 1080):
        page.resize(width, 600)
        QTest.qWait(0)
        heights.append(bar.seed.mapTo(bar, QPoint(0, 0)).y() - bar.views.y())
    assert heights[0] == heights[2] == 0
    assert heights[1] >= bar.views.height()


def test_every_part_is_reached_by_tab(page: UncertaintyPage) -> None:
    page.activateWindow()
    bar = page.toolbar
    bar.views.buttons[0].setFocus()
    reached = set()
    for _step in range(40):
        reached.add(page.focusWidget())
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
    view = fans_view(page)
    wanted = {bar.seed, bar.follow, bar.export, *view.charts, view.quarters, view.sustained}
    assert wanted <= reached


def test_tab_goes_from_the_chooser_to_the_histogram(page: UncertaintyPage) -> None:
    card = figure_view(page).histogram
    page.activateWindow()
    card.chooser.setFocus()
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
    assert page.focusWidget() is card.plot
    over = card.chooser.geometry().center()
    assert card.childAt(over) is card.chooser  # which lies over the plot


def test_another_theme_reaches_all_of_it(page: UncertaintyPage) -> None:
    figure_view(page)
    before = page.grab().toImage()
    page.set_tokens(tokens("dark"))
    assert page.grab().toImage() != before
