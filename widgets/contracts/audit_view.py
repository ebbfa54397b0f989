"""The audit: as of a day, what is owed, what leaving costs, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from widgets.buttons import TextButton
from widgets.card_board import EDGE, CardBoard, Placed, Strip
from widgets.contracts.audit_bar import AsOfBar
from widgets.contracts.audit_findings import FindingsCard
from widgets.contracts.audit_strip import FigureStrip
from widgets.contracts.audit_tables import TablesCard
from widgets.decide.note_card import NoteCard
from widgets.language.spoken import said

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from widgets.contracts.audit_states import AuditState
    from widgets.contracts.linked import Pointed
    from widgets.tokens import Tokens

FIGURES, MATURITY = range(2)
TABLES = ("Contracts", "Maturity (ASC 440)")
_TO_REGISTER = "Go to the register"
_BELOW = 34  # px from the middle of an empty card to its button


class EmptyCard(NoteCard):
    """Why there is nothing to see, and the way to where that changes."""

    register_requested = Signal()

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens)
        self.button = TextButton(_TO_REGISTER, 13, tokens, self)
        self.button.clicked.connect(self.register_requested)

    def show_message(self, message: str, *, empty: bool) -> None:
        self.show_note(message)
        self.setAccessibleName(said(message))
        self.button.setVisible(empty)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Below the words, which stand in the middle."""
        super().resizeEvent(event)
        size = self.button.sizeHint()
        left = (self.width() - size.width()) // 2
        self.button.setGeometry(QRect(QPoint(left, self.height() // 2 + _BELOW), size))

    def set_tokens(self, tokens: Tokens) -> None:
        super().set_tokens(tokens)
        self.button.set_tokens(tokens)


class AuditView(QWidget):
    """A date, the portfolio's figures, the findings, and the contracts in figures."""

    contract_selected = Signal(str)
    as_of_typed = Signal(str)  # a day, as people type it
    as_of_stepped = Signal(int)  # months on or back
    today_requested = Signal()  # the register's own day is to be today, whenever that is
    register_requested = Signal()

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._state: AuditState | None = None
        self.bar = AsOfBar(tokens)
        self.strip = FigureStrip(tokens)
        self.findings = FindingsCard(tokens)
        self.tables = TablesCard(TABLES, tokens)
        self.empty = EmptyCard(tokens)
        cards = (Placed(self.findings, 36, 340), Placed(self.tables, 64, 340))
        self.board = CardBoard(Qt.Orientation.Vertical, (Strip(100, cards),), tokens)
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        whole, answer = QWidget(), QVBoxLayout()
        top, strip = QHBoxLayout(), QHBoxLayout()
        for row, part in ((top, self.bar), (strip, self.strip)):
            row.setContentsMargins(0, 0, self.board.bar_width(), 0)
            row.addWidget(part)
        answer.setContentsMargins(0, 0, 0, 0)
        answer.setSpacing(10)
        answer.addLayout(strip)
        answer.addWidget(self.board, 1)
        whole.setLayout(answer)
        self._whole = whole
        self._stack.addWidget(whole)
        self._stack.addWidget(self._beside(self.empty))
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE, 0, EDGE - self.board.bar_width(), 4)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self._stack, 1)

    def _beside(self, card: QWidget) -> QWidget:
        """A card on its own, as wide as the others are together."""
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, self.board.bar_width(), 0)
        row.addWidget(card)
        return holder

    def _connect(self) -> None:
        self.bar.as_of_typed.connect(self.as_of_typed)
        self.bar.as_of_stepped.connect(self.as_of_stepped)
        self.bar.today_requested.connect(self.today_requested)
        self.empty.register_requested.connect(self.register_requested)
        for card in (self.findings, self.tables):
            card.contract_selected.connect(self.contract_selected)
            card.pointed.connect(self._point)

    def _point(self, pointed: Pointed) -> None:
        for card in (self.findings, self.tables):
            card.show_pointed(pointed)

    def show_state(self, state: AuditState) -> None:
        """Show a state; cards whose part did not change are left alone."""
        last, self._state = self._state, state
        if last is None or (state.as_of, state.note) != (last.as_of, last.note):
            self.bar.show_state(state.as_of, state.note)
        if state.message:
            self.empty.show_message(state.message, empty=state.empty)
            self._stack.setCurrentIndex(1)
            return
        self._stack.setCurrentIndex(0)
        self.strip.show_tiles(state.tiles)
        self.findings.show_state(state.findings, state.selected)
        self.tables.show_tables((state.figures, state.maturity), state.selected)

    def show_date_fault(self, message: str) -> None:
        """Why the day typed last is not taken."""
        self.bar.show_fault(message)

    def set_tokens(self, tokens: Tokens) -> None:
        for part in (self.bar, self.strip, self.findings, self.tables, self.empty, self.board):
            part.set_tokens(tokens)
