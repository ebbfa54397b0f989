"""The Scenarios page: overlay, bridge, headline figures side by side, inputs that differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from widgets.card_board import EDGE, CardBoard, Placed, Strip
from widgets.comparison.cards import BridgeCard, OverlayCard
from widgets.comparison.states import INPUT
from widgets.comparison.table import ComparisonCard

if TYPE_CHECKING:
    from widgets.comparison.states import BridgeState, Choice, OverlayState, TableState
    from widgets.tokens import Tokens


_RANKS = (("best", "best"), ("worst", "worst"))
_FROM_BASELINE = (("changed", "differs from the baseline"),)
_FROM_FIRST = (("changed", "differs from the first"),)  # where the baseline is no column


class ScenariosPage(QWidget):
    """Four cards, whose shares of the page can be dragged; in one column where it is narrow.

    Passes on what they say.
    """

    item_chosen = Signal(str)  # the key of what the overlay is to show
    month_hovered = Signal(int)  # 0 when the pointer leaves
    decision_month_dragged = Signal(int)
    decision_drag_started = Signal()
    decision_drag_finished = Signal()
    bridge_requested = Signal(int, int, str, int)  # from id, to id, item's key, month
    bridge_cancelled = Signal()
    value_entered = Signal(int, str, str)  # scenario's id, input's key, what was typed
    # Scenario's id, item, month (0 where it has none). The item is a choice's key, the key of a
    # row of the figures, or `input:` and an input's key.
    explain_requested = Signal(int, str, int)

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self.overlay = OverlayCard(tokens)
        self.bridge = BridgeCard(tokens)
        self.figures = ComparisonCard("Headline figures", tokens, _RANKS, explains=True)
        self.inputs = ComparisonCard("Inputs that differ", tokens, explains=True)
        rows = (
            Strip(50, (Placed(self.overlay, 50, 300), Placed(self.bridge, 50, 300))),
            Strip(50, (Placed(self.figures, 50, 380), Placed(self.inputs, 50, 320))),
        )
        self.board = CardBoard(Qt.Orientation.Vertical, rows, tokens)
        box = QVBoxLayout(self)
        box.setContentsMargins(EDGE, 12, EDGE - self.board.bar_width(), 16)
        box.addWidget(self.board)
        self._connect()

    def _connect(self) -> None:
        self.overlay.item_chosen.connect(self.item_chosen)
        self.overlay.month_hovered.connect(self.month_hovered)
        self.overlay.decision_month_dragged.connect(self.decision_month_dragged)
        self.overlay.decision_drag_started.connect(self.decision_drag_started)
        self.overlay.decision_drag_finished.connect(self.decision_drag_finished)
        self.bridge.bridge_requested.connect(self.bridge_requested)
        self.bridge.bridge_cancelled.connect(self.bridge_cancelled)
        self.inputs.value_entered.connect(self.value_entered)
        self.overlay.explain_requested.connect(self.explain_requested)
        self.bridge.explain_requested.connect(self.explain_requested)
        self.figures.explain_requested.connect(
            lambda number, key: self.explain_requested.emit(number, key, 0)
        )
        self.inputs.explain_requested.connect(
            lambda number, key: self.explain_requested.emit(number, INPUT + key, 0)
        )

    def show_choices(self, choices: tuple[Choice, ...]) -> None:
        """What overlay and bridge can be of: line items and headline figures."""
        self.overlay.show_choices(choices)
        self.bridge.show_choices(choices)

    def show_overlay(self, state: OverlayState) -> None:
        self.overlay.show_state(state)

    def show_bridge(self, state: BridgeState) -> None:
        self.bridge.show_state(state)

    def show_figures(self, state: TableState) -> None:
        self.figures.show_state(state)

    def show_inputs(self, state: TableState) -> None:
        pinned = any(column.baseline for column in state.columns)
        self.inputs.legend.show_marks(_FROM_BASELINE if pinned else _FROM_FIRST)
        self.inputs.show_state(state)

    def show_cell_error(self, scenario_id: int, key: str, message: str) -> None:
        """Why the text typed last into an input's cell was refused; it stays in the cell."""
        self.inputs.show_cell_error(scenario_id, key, message)

    def set_tokens(self, tokens: Tokens) -> None:
        for part in (self.overlay, self.bridge, self.figures, self.inputs, self.board):
            part.set_tokens(tokens)
