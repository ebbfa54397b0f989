"""The Plan view: how the register feeds the current scenario."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from widgets.card_board import EDGE, CardBoard, Placed, Strip
from widgets.comparison.table import ComparisonCard
from widgets.contracts.plan_notices import NoticesCard
from widgets.contracts.plan_study import StudyCard
from widgets.contracts.read_chart import ReadChart
from widgets.painting import face

if TYPE_CHECKING:
    from collections.abc import Callable

    from widgets.contracts.plan_states import PlanState
    from widgets.tokens import Tokens

_MODE = 95  # px of a mode's column at least: all four stand side by side
_WIDEST, _AROUND = "−$88.8B", 20  # of the figures, nearly; px beside it
_LABELS = 0.28  # of the table, where its columns need the rest
_LEAST = (250, 250, 270, 270, 210, 210)  # px of the cards' heights: below them the page scrolls


class PlanView(QWidget):
    """Six cards. A contract that is chosen to be studied is selected everywhere too."""

    contract_selected = Signal(str)
    study_requested = Signal(str)  # a contract's id, empty for none
    mode_requested = Signal(int)
    apply_requested = Signal()
    remove_requested = Signal()
    explain_requested = Signal(str, int)
    mode_explain_requested = Signal(int, str)  # a place in `MODES`, a headline figure

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._state: PlanState | None = None
        self.study = StudyCard(tokens)
        self.modes = ComparisonCard(
            "Headline figures by mode",
            tokens,
            explains=True,
            least_column=max(_MODE, math.ceil(face(12).width(_WIDEST)) + _AROUND),
            least_labels=_LABELS,
        )
        self.hours, self.fees = ReadChart(tokens), ReadChart(tokens)
        self.terms = ComparisonCard("Terms that the scenario takes", tokens)
        self.notices = NoticesCard(tokens)
        for card, height in zip(self._cards(), _LEAST, strict=True):
            card.setMinimumHeight(height)
        rows = (
            Strip(34, (Placed(self.study, 37), Placed(self.modes, 63))),
            Strip(38, (Placed(self.hours, 50), Placed(self.fees, 50))),
            Strip(28, (Placed(self.terms, 58), Placed(self.notices, 42))),
        )
        self.board = CardBoard(Qt.Orientation.Vertical, rows, tokens)
        box = QVBoxLayout(self)
        box.setContentsMargins(EDGE, 4, EDGE - self.board.bar_width(), 4)
        box.addWidget(self.board)
        self._connect()

    def _cards(self) -> tuple[QWidget, ...]:
        return self.study, self.modes, self.hours, self.fees, self.terms, self.notices

    def _connect(self) -> None:
        study = self.study
        study.study_requested.connect(self.study_requested)
        study.study_requested.connect(self._select)
        study.mode_requested.connect(self.mode_requested)
        study.apply_requested.connect(self.apply_requested)
        study.remove_requested.connect(self.remove_requested)
        study.explain_requested.connect(self.explain_requested)
        self.modes.explain_requested.connect(self.mode_explain_requested)
        for picture in (self.hours, self.fees):
            picture.chart.explain_requested.connect(self.explain_requested)
        self.notices.explain_requested.connect(self.explain_requested)

    def show_state(self, state: PlanState) -> None:
        """Show a state; cards whose part did not change are left alone."""
        last, self._state = self._state, state
        shows: tuple[Callable[[Any], None], ...] = (
            self.study.show_state,
            self.modes.show_state,
            self.hours.show_state,
            self.fees.show_state,
            self.terms.show_state,
            self.notices.show_notices,
        )
        for place, show in enumerate(shows):
            if last is None or state[place] is not last[place]:
                show(state[place])

    def set_tokens(self, tokens: Tokens) -> None:
        for part in (*self._cards(), self.board):
            part.set_tokens(tokens)  # type: ignore[attr-defined]

    def _select(self, contract: str) -> None:
        if contract:
            self.contract_selected.emit(contract)
