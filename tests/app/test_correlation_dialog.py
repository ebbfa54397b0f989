"""The dialog of correlations as people use it: typed, checked, repaired with notice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from app.uncertainty.correlation_states import (
    Refused,
    correlations_state,
    ordered_inputs,
    rank_text,
    read_rank,
)
from engine.uncertainty.correlation import Change
from engine.uncertainty.defaults import shipped

if TYPE_CHECKING:
    from tests.app.conftest import Opened
    from widgets.dialogs.correlations import CorrelationsDialog

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

GROWTH, LONG, TRAINING = "revenue_growth", "long_run_growth", "training_growth"
MINUS, ARROW = "\N{MINUS SIGN}", "\N{RIGHTWARDS ARROW}"


class Hand:
    """A window with the dialog open, and what a hand does there."""

    def __init__(self, opened: Opened) -> None:
        self.opened = opened
        self.session = opened.controller.session
        opened.controller.uncertain.correlations()
        found = opened.controller.uncertain.correlation_desk.dialog
        assert found is not None
        self.dialog: CorrelationsDialog = found
        self.keys = ordered_inputs(self.session.project.uncertainty_or_shipped)

    def go(self, row: str, column: str) -> None:
        model = self.dialog.matrix.model()
        at = model.index(self.keys.index(row), self.keys.index(column))
        self.dialog.matrix.setCurrentIndex(at)

    def type(self, text: str) -> None:
        """Typing begins the edit, Enter takes it."""
        viewport = self.dialog.matrix.viewport()
        QTest.keyClicks(viewport, text[0])
        (field,) = self.dialog.matrix.findChildren(QLineEdit)
        QTest.keyClicks(field, text[1:])
        QTest.keyClick(field, Qt.Key.Key_Return)
        QTest.qWait(0)  # the editor goes once the event is over

    def rank(self, one: str, other: str) -> float:
        pairs = self.session.project.uncertainty_or_shipped.correlations
        return next((pair.rank for pair in pairs if {one, other} == {*pair[:2]}), 0.0)

    def cell(self, row: str, column: str) -> tuple[str, str]:
        """Its text and what a screen reader says."""
        model = self.dialog.matrix.model()
        at = model.index(self.keys.index(row), self.keys.index(column))
        return at.data(), at.data(Qt.ItemDataRole.AccessibleTextRole)


@pytest.fixture
def hand(opened: Opened) -> Hand:
    return Hand(opened)


def test_what_ships(hand: Hand) -> None:
    name = "Revenue growth with Long-run growth: 0.50"
    assert hand.cell(LONG, GROWTH) == ("0.50", name)
    assert hand.cell(GROWTH, LONG) == ("0.50", "Long-run growth with Revenue growth: 0.50")
    assert hand.cell("market_price_decline", GROWTH)[0] == f"{MINUS}0.30"
    assert hand.cell("delivery_delay_months", GROWTH)[0] == "0"
    assert hand.cell(GROWTH, GROWTH) == ("1", "Revenue growth with itself: 1")
    assert not hand.dialog.shipped.isEnabled()


def test_a_number_is_typed_and_both_sides_show_it(hand: Hand) -> None:
    hand.go(LONG, GROWTH)
    hand.type("0.6")
    assert hand.rank(GROWTH, LONG) == 0.6
    assert hand.cell(LONG, GROWTH)[0] == hand.cell(GROWTH, LONG)[0] == "0.60"
    assert hand.session.undo_label == "Correlation of Revenue growth with Long-run growth"
    assert hand.dialog.reading.text() == "Revenue growth with Long-run growth: 0.60"
    assert hand.dialog.shipped.isEnabled()
    hand.session.undo()
    assert hand.cell(LONG, GROWTH)[0] == "0.50"
    assert not hand.session.undo_label


def test_the_keys_move_and_enter_edits(hand: Hand) -> None:
    matrix = hand.dialog.matrix
    hand.go(LONG, GROWTH)
    QTest.keyClick(matrix.viewport(), Qt.Key.Key_Down)
    assert hand.keys[matrix.currentIndex().row()] == "efficiency_gain"
    QTest.keyClick(matrix.viewport(), Qt.Key.Key_Return)
    (field,) = matrix.findChildren(QLineEdit)
    assert field.accessibleName() == "Revenue growth with Efficiency gain: 0"
    field.setText("-.2")
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.qWait(0)
    assert hand.rank(GROWTH, "efficiency_gain") == -0.2


def test_above_the_diagonal_nothing_is_edited(hand: Hand) -> None:
    hand.go(GROWTH, LONG)
    QTest.keyClick(hand.dialog.matrix.viewport(), Qt.Key.Key_Return)
    QTest.keyClicks(hand.dialog.matrix.viewport(), "5")
    assert not hand.dialog.matrix.findChildren(QLineEdit)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("1.5", f"1.5 is not allowed; allowed: {MINUS}1 to 1"),
        ("two", f"'two' is not a number; allowed: {MINUS}1 to 1"),
        ("50%", f"'50%' is not a number; try 1.25; allowed: {MINUS}1 to 1"),
        ("", f"nothing was typed; allowed: {MINUS}1 to 1"),
    ],
)
def test_faults_in_words(text: str, fault: str) -> None:
    found = read_rank(GROWTH, LONG, text)
    assert isinstance(found, Refused)
    assert found.fault == f"Revenue growth with Long-run growth: {fault}"


@pytest.mark.parametrize(("text", "rank"), [("0.5", 0.5), (f"{MINUS}1", -1.0), (" 1 ", 1.0)])
def test_what_people_type(text: str, rank: float) -> None:
    assert read_rank(GROWTH, LONG, text) == rank


def test_a_fault_stands_in_its_cell_until_it_is_mended(hand: Hand) -> None:
    hand.go(LONG, GROWTH)
    hand.type("1.5")
    fault = f"Revenue growth with Long-run growth: 1.5 is not allowed; allowed: {MINUS}1 to 1"
    assert hand.dialog.message.text() == fault
    text, spoken = hand.cell(LONG, GROWTH)
    assert text == "1.5"
    assert spoken.endswith(fault)
    assert hand.rank(GROWTH, LONG) == 0.5
    assert not hand.session.undo_label
    QTest.keyClick(hand.dialog.matrix.viewport(), Qt.Key.Key_Escape)
    assert hand.dialog.isVisible()
    assert hand.cell(LONG, GROWTH)[0] == "0.50"
    assert not hand.dialog.message.isVisible()
    QTest.keyClick(hand.dialog.matrix.viewport(), Qt.Key.Key_Escape)
    assert not hand.dialog.isVisible()


def test_what_cannot_be_together_is_repaired_with_notice(hand: Hand) -> None:
    """Revenue growth alone would be more than explained: the squares add up to above 1."""
    hand.go(TRAINING, GROWTH)
    hand.type("0.95")
    notice = hand.dialog.message.text()
    assert notice.startswith("No draws can have all of these together.")
    assert f"Revenue growth with Training growth 0.95 {ARROW} 0." in notice
    assert notice.endswith("Undo takes it back.")
    assert hand.session.undo_label == "Correlation of Revenue growth with Training growth, repaired"
    found = correlations_state(hand.session.project.uncertainty_or_shipped)
    ranks = np.array([[cell.value for cell in row] for row in found.cells])
    assert np.array_equal(ranks, ranks.T)
    assert np.linalg.eigvalsh(2 * np.sin(np.pi / 6 * ranks))[0] > -1e-3
    hand.session.undo()
    assert (hand.rank(GROWTH, LONG), hand.rank(GROWTH, TRAINING)) == (0.5, 0.3)
    assert not hand.dialog.message.isVisible()


def test_the_notice_names_the_pairs_that_changed_most() -> None:
    def change(other: str, before: float, after: float) -> Change:
        return Change(GROWTH, other, before, after)

    changes = (
        change(TRAINING, 0.9, 0.71),
        change(LONG, 0.5, 0.45),
        change("efficiency_gain", 0.0, 0.04),
        change("opening_market_price", -0.2, -0.17),
        change("market_price_decline", -0.3, -0.28),
        change("outage_start_month", 0.0, 0.001),
    )
    state = correlations_state(shipped(), changes)
    assert state.notice == (
        "No draws can have all of these together. Changed to the nearest that they can have: "
        f"Revenue growth with Training growth 0.90 {ARROW} 0.71; "
        f"Revenue growth with Long-run growth 0.50 {ARROW} 0.45; "
        f"Revenue growth with Efficiency gain 0 {ARROW} 0.04; "
        f"Revenue growth with Opening market price {MINUS}0.20 {ARROW} {MINUS}0.17; "
        "2 other pairs by at most 0.02. Undo takes it back."
    )
    assert len(state.notice_tip.splitlines()) == 6
    marked = sum(cell.changed for row in state.cells for cell in row)
    assert marked == 10  # five pairs, on both sides; the sixth is not seen


def test_reset_brings_back_those_that_ship(hand: Hand) -> None:
    hand.go(LONG, GROWTH)
    hand.type("0")
    assert len(hand.session.project.uncertainty_or_shipped.correlations) == 4
    hand.dialog.shipped.click()
    assert hand.rank(GROWTH, LONG) == 0.5
    assert not hand.dialog.shipped.isEnabled()


def test_it_follows_what_becomes_certain(hand: Hand) -> None:
    commands = hand.opened.controller.uncertain.distribution_desk._commands
    commands.set_distribution(GROWTH, None)
    assert hand.dialog.matrix.model().rowCount() == 7
    for key in hand.keys:
        commands.set_distribution(key, None)
    assert hand.dialog.about.text().startswith("Two inputs must be uncertain")
    assert not hand.dialog.matrix.isVisible()


@pytest.mark.parametrize(
    ("rank", "text"),
    [(0.0, "0"), (0.5, "0.50"), (-0.3, f"{MINUS}0.30"), (-0.001, "0.00"), (1.0, "1.00")],
)
def test_ranks_in_words(rank: float, text: str) -> None:
    assert rank_text(rank) == text


def test_both_themes(hand: Hand) -> None:
    hand.opened.controller.set_theme("dark")
    dark = hand.dialog.grab().toImage()
    hand.opened.controller.set_theme("light")
    assert hand.dialog.grab().toImage() != dark
