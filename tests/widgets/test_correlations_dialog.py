"""The dialog of correlations alone: a symmetric square that is edited below its diagonal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from tests.widgets.literals import tokens
from widgets.dialogs.correlation_states import CorrelationCell, CorrelationsState
from widgets.dialogs.correlations import CorrelationsDialog

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex
    from pytestqt.qtbot import QtBot

LABELS = ("Growth", "Price", "A very long name of an input")
RANKS = ((1.0, 0.8, -0.8), (0.8, 1.0, 0.0), (-0.8, 0.0, 1.0))


def state(**changes: str) -> CorrelationsState:
    cells = tuple(
        tuple(
            CorrelationCell(rank, f"{rank:.2f}", f"{LABELS[row]} with {LABELS[column]}: {rank:.2f}")
            for column, rank in enumerate(ranks)
        )
        for row, ranks in enumerate(RANKS)
    )
    return CorrelationsState(LABELS, cells, True, **changes)


@pytest.fixture(params=["light", "dark"])
def theme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def dialog(qtbot: QtBot, theme: str) -> CorrelationsDialog:
    made = CorrelationsDialog(tokens(theme))
    qtbot.addWidget(made)
    made.show_state(state())
    with qtbot.waitExposed(made):
        made.show()
    return made


def at(dialog: CorrelationsDialog, row: int, column: int) -> QModelIndex:
    return dialog.matrix.model().index(row, column)


def ground(dialog: CorrelationsDialog, row: int, column: int) -> QColor:
    """The colour beside a cell's number."""
    box = dialog.matrix.visualRect(at(dialog, row, column))
    return dialog.matrix.viewport().grab().toImage().pixelColor(box.left() + 8, box.bottom() - 8)


def test_sign_and_size_are_seen_and_said(dialog: CorrelationsDialog) -> None:
    positive, negative, nothing = (
        ground(dialog, row, column) for row, column in ((1, 0), (2, 0), (2, 1))
    )
    assert positive.blue() > positive.red()
    assert negative.red() > negative.blue()
    assert abs(nothing.red() - nothing.blue()) < 30
    name = at(dialog, 2, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert name == "A very long name of an input with Growth: -0.80"
    assert at(dialog, 2, 0).data() == "-0.80"


def test_the_mirrored_half_stands_back(dialog: CorrelationsDialog, theme: str) -> None:
    card = QColor(tokens(theme).card)

    def distance(found: QColor) -> int:
        return abs(found.red() - card.red()) + abs(found.blue() - card.blue())

    assert 0 < distance(ground(dialog, 0, 1)) < distance(ground(dialog, 1, 0))


def test_only_below_the_diagonal_is_edited(dialog: CorrelationsDialog) -> None:
    editable = {
        (row, column)
        for row in range(3)
        for column in range(3)
        if at(dialog, row, column).flags() & Qt.ItemFlag.ItemIsEditable
    }
    assert editable == {(1, 0), (2, 0), (2, 1)}


def test_heads_are_whole(dialog: CorrelationsDialog) -> None:
    """A long name takes several lines across, and is whole in its tooltip."""
    model, across = dialog.matrix.model(), Qt.Orientation.Horizontal
    assert model.headerData(2, across).count("\n") >= 1
    assert model.headerData(2, across, Qt.ItemDataRole.ToolTipRole) == LABELS[2]
    assert model.headerData(2, Qt.Orientation.Vertical) == LABELS[2]


def test_the_current_cell_is_read_out(dialog: CorrelationsDialog) -> None:
    dialog.matrix.setCurrentIndex(at(dialog, 2, 1))
    assert dialog.reading.text() == "A very long name of an input with Price: 0.00"


def test_what_was_typed_is_told_and_the_cell_stays(dialog: CorrelationsDialog) -> None:
    heard: list[tuple[int, int, str]] = []
    dialog.entered.connect(lambda *told: heard.append(told))
    dialog.matrix.setCurrentIndex(at(dialog, 2, 0))
    model = dialog.matrix.model()
    model.setData(at(dialog, 2, 0), "-0.80")  # as it was
    model.setData(at(dialog, 2, 0), "0.1")
    assert heard == [(2, 0, "0.1")]
    dialog.show_state(state(notice="Changed"))
    current = dialog.matrix.currentIndex()
    assert (current.row(), current.column()) == (2, 0)


def test_a_notice_and_a_fault_stand_below(dialog: CorrelationsDialog) -> None:
    dialog.show_state(state(notice="Growth with Price 0.90 to 0.71", notice_tip="all of it"))
    assert dialog.message.text() == "Growth with Price 0.90 to 0.71"
    assert dialog.message.toolTip() == "all of it"
    dialog.show_state(state(fault="1.5 is not allowed"))
    assert dialog.message.text() == "1.5 is not allowed"
    dialog.show_state(state())
    assert not dialog.message.isVisible()


def test_fewer_than_two_leave_a_sentence(dialog: CorrelationsDialog) -> None:
    one = CorrelationsState(("Growth",), ((CorrelationCell(1.0, "1", "itself"),),), can_reset=False)
    dialog.show_state(one)
    assert not dialog.matrix.isVisible()
    assert "Two inputs" in dialog.about.text()
    dialog.show_state(state())
    assert dialog.matrix.isVisible()
