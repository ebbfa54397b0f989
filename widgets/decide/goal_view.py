"""The Goal view: where an input meets the goal, and what must be true for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from widgets.card_board import EDGE, CardBoard, Placed, Strip
from widgets.decide.goal_seek_card import SeekCard
from widgets.decide.goal_states import FIGURE, INPUT, JOINT
from widgets.decide.goal_truth_card import TruthCard

if TYPE_CHECKING:
    from widgets.decide.goal_states import GoalViewState
    from widgets.tokens import Tokens


class GoalView(QWidget):
    """Two cards beside one another; one above the other where it is narrow.

    Passes on what they say. A link to an input shows that input's curve; one to a figure asks
    for its explanation.
    """

    explain_requested = Signal(str, int)  # a figure's key, and the month where it has one
    value_edited = Signal(str, float)
    values_edited = Signal(object)  # several inputs at once: a dict of values by key
    gesture_started = Signal()
    gesture_finished = Signal()
    input_chosen = Signal(str)
    certainty_chosen = Signal(bool)
    level_entered = Signal(str)
    question_chosen = Signal(str)

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._state: GoalViewState | None = None
        self.seek = SeekCard(tokens)
        self.truth = TruthCard(tokens)
        columns = (
            Strip(54, (Placed(self.seek, 100, 400),)),
            Strip(46, (Placed(self.truth, 100, 420),)),
        )
        self.board = CardBoard(Qt.Orientation.Horizontal, columns, tokens)
        box = QVBoxLayout(self)
        box.setContentsMargins(EDGE, 0, EDGE - self.board.bar_width(), 4)
        box.addWidget(self.board)
        self._connect()

    def _connect(self) -> None:
        self.seek.input_chosen.connect(self.input_chosen)
        self.seek.certainty_chosen.connect(self.certainty_chosen)
        self.seek.level_entered.connect(self.level_entered)
        self.seek.question_chosen.connect(self.question_chosen)
        self.seek.answer_taken.connect(self._set)
        self.truth.driver_chosen.connect(self.input_chosen)
        self.truth.value_taken.connect(self._set)
        self.truth.joint_taken.connect(self._set_joint)
        self.truth.target_chosen.connect(self._follow)

    def show_state(self, state: GoalViewState) -> None:
        last, self._state = self._state, state
        if last is None or last.seek is not state.seek:
            self.seek.show_state(state.seek)
        if last is None or last.truth is not state.truth:
            self.truth.show_state(state.truth)

    def set_tokens(self, tokens: Tokens) -> None:
        for part in (self.seek, self.truth, self.board):
            part.set_tokens(tokens)

    def _set(self, key: str, value: float) -> None:
        self.gesture_started.emit()
        self.value_edited.emit(key, value)
        self.gesture_finished.emit()

    def _set_joint(self) -> None:
        if self._state is not None:
            self.values_edited.emit(self._state.truth.joint_values())

    def _follow(self, target: str) -> None:
        if target == JOINT:
            self.truth.rows.setFocus(Qt.FocusReason.OtherFocusReason)
        elif target.startswith(INPUT):
            self.input_chosen.emit(target.removeprefix(INPUT))
        elif target.startswith(FIGURE):
            key, _at, month = target.removeprefix(FIGURE).partition("@")
            self.explain_requested.emit(key, int(month or 0))
