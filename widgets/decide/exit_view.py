"""The exit plan: when to give notice, what deciding later is worth, what better clauses are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from widgets.buttons import TextButton
from widgets.card_board import EDGE, CardBoard, Placed, Strip
from widgets.comparison.parts import Title
from widgets.comparison.states import TableState
from widgets.comparison.table import ComparisonCard
from widgets.decide.exit_chart import ExitChart
from widgets.decide.exit_flexibility import FlexibilityCard
from widgets.decide.exit_prices import PricesCard
from widgets.decide.exit_states import ExitState, FlexibilityState, PriceListState
from widgets.decide.exit_words import INSET, LinkedText
from widgets.decide.note_card import NoteCard
from widgets.language.spoken import said

if TYPE_CHECKING:
    from widgets.decide.exit_states import Chip
    from widgets.tokens import Tokens

# The columns of the table of months, by their ids: what a click in each explains.
COLUMN_KEYS = ("discounted_saving", "discounted_saving", "exit_cost", "discounted_saving")
_LOADING = "Looking for the best month to leave…"
_WAITING = "computing…"
_MOST_CHIPS = 2


def _loading() -> ExitState:
    """Before the first answer is there."""
    return ExitState(
        table=TableState("", (), (), _WAITING),
        flexibility=FlexibilityState(message=_WAITING),
        prices=PriceListState(message=_WAITING),
        message=_LOADING,
    )


class PlanCard(NoteCard):
    """When to give notice: in sentences, with a button that plans it, and in the chart."""

    value_edited = Signal(str, float)
    explain_requested = Signal(str, int)

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens)
        self.setAccessibleName(said("Exit plan"))
        self.show_note(_LOADING)
        self._chips: tuple[Chip, ...] = ()
        self._title = Title("When to leave", tokens)
        self.buttons = tuple(TextButton("", 12, tokens, self) for _ in range(_MOST_CHIPS))
        self.words = LinkedText(tokens, self)
        self.chart = ExitChart(tokens, self)
        self._lay_out()
        self.words.explain_requested.connect(self.explain_requested)
        self.chart.explain_requested.connect(self.explain_requested)
        for place, button in enumerate(self.buttons):
            button.clicked.connect(lambda _on=False, place=place: self._set(place))
            button.hide()

    def _lay_out(self) -> None:
        top, middle = QHBoxLayout(), QVBoxLayout()
        top.setContentsMargins(15, 0, 8, 0)
        top.setSpacing(10)
        top.addWidget(self._title)
        top.addStretch(1)
        for button in self.buttons:
            top.addWidget(button)
        middle.setContentsMargins(15 - INSET, 0, 15 - INSET, 0)
        middle.addWidget(self.words)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 7, 1, 6)
        column.setSpacing(4)
        column.addLayout(top)
        column.addLayout(middle)
        column.addWidget(self.chart, 1)
        column.addStretch(0)  # keeps the title on top where there is no chart

    def show_state(self, state: ExitState) -> None:
        self._chips = state.chips
        self.show_note(state.message)
        self.words.show_sentences(state.sentences)
        self.words.setVisible(bool(state.sentences))
        self.chart.show_state(state.chart)
        self.chart.setVisible(state.chart is not None)
        for place, button in enumerate(self.buttons):
            shown = place < len(state.chips)
            text = said(state.chips[place].text) if shown else ""
            if shown and button.text() != text:
                button.setText(text)
                button.setAccessibleName(text)
                button.updateGeometry()
            button.setVisible(shown)
        self.update()

    def set_tokens(self, tokens: Tokens) -> None:
        super().set_tokens(tokens)
        for part in (self._title, self.words, self.chart):
            part.set_tokens(tokens)
        for button in self.buttons:
            button.set_tokens(tokens)

    def _set(self, place: int) -> None:
        if place < len(self._chips):
            self.value_edited.emit(self._chips[place].key, self._chips[place].value)


class ExitView(QWidget):
    """Four cards. The month that is read in the chart is the current row of the table."""

    explain_requested = Signal(str, int)  # key; month, 0 for a headline figure or an input
    value_edited = Signal(str, float)  # an input's key, and its new value
    clause_tried = Signal(str)  # a clause's key: its changes are one step of undo

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._state: ExitState | None = None
        self.plan = PlanCard(tokens)
        self.table = ComparisonCard("Month by month", tokens, explains=True)
        self.flexibility = FlexibilityCard(tokens)
        self.prices = PricesCard(tokens)
        columns = (
            Strip(56, (Placed(self.plan, 66, 420), Placed(self.table, 34, 320))),
            Strip(44, (Placed(self.flexibility, 44, 240), Placed(self.prices, 56, 460))),
        )
        self.board = CardBoard(Qt.Orientation.Horizontal, columns, tokens)
        box = QVBoxLayout(self)
        box.setContentsMargins(EDGE, 4, EDGE - self.board.bar_width(), 4)
        box.addWidget(self.board)
        self._connect()
        self._show(_loading())

    def _connect(self) -> None:
        for card in (self.plan, self.flexibility, self.prices):
            card.explain_requested.connect(self.explain_requested)
        self.plan.value_edited.connect(self.value_edited)
        self.prices.clause_tried.connect(self.clause_tried)
        self.table.explain_requested.connect(self._explain_cell)
        self.plan.chart.month_reached.connect(self._show_row)
        self.table.view.selectionModel().currentChanged.connect(self._read_row)

    def show_state(self, state: ExitState) -> None:
        """Show a state; cards whose part did not change are left alone."""
        if state != self._state:
            self._show(state)

    def _show(self, state: ExitState) -> None:
        last, self._state = self._state, state
        self.plan.show_state(state)
        if last is None or state.table != last.table:
            self.table.show_state(state.table)
        if last is None or state.flexibility != last.flexibility:
            self.flexibility.show_state(state.flexibility)
        if last is None or state.prices != last.prices:
            self.prices.show_state(state.prices)

    def set_tokens(self, tokens: Tokens) -> None:
        for part in (self.plan, self.table, self.flexibility, self.prices, self.board):
            part.set_tokens(tokens)

    def _explain_cell(self, column: int, month: str) -> None:
        self.explain_requested.emit(COLUMN_KEYS[column], int(month))

    def _show_row(self, month: int) -> None:
        """The month that the chart came to, in the table."""
        view = self.table.view
        index = view.comparison.place(0, str(month))
        if index.isValid():
            column = max(view.currentIndex().column(), 0)
            view.setCurrentIndex(index.siblingAtColumn(column))

    def _read_row(self, index: QModelIndex, _last: QModelIndex) -> None:
        if index.isValid():
            self.plan.chart.show_month(int(self.table.view.comparison.row(index.row()).key))
