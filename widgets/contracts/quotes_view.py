"""The Quotes view: what is offered, what the market is by it, and the contracts against that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout, QWidget

from widgets.card_board import EDGE, CardBoard, Placed, Strip
from widgets.comparison.table import ComparisonCard
from widgets.contracts.quotes_card import QuotesCard
from widgets.contracts.quotes_plan import MarketPlanCard
from widgets.contracts.quotes_price import PriceCard
from widgets.contracts.quotes_watch import WatchCard
from widgets.contracts.read_chart import ReadChart

if TYPE_CHECKING:
    from collections.abc import Callable

    from widgets.contracts.quotes_states import QuotesState
    from widgets.tokens import Tokens

_LEAST = (312, 312, 300, 300, 312, 312)  # px of the cards' heights: below them the page scrolls


class QuotesView(QWidget):
    """Six cards. A contract that is current in the table of all is selected everywhere."""

    contract_selected = Signal(str)
    quote_edited = Signal(str, str, str)  # id, column's key, text
    quote_added = Signal(object)  # dict of texts by key
    quotes_deleted = Signal(object)  # tuple of ids
    import_requested = Signal()
    export_requested = Signal()
    watch_changed = Signal(str)  # the threshold as it was typed; empty for none
    seen_requested = Signal()
    factor_changed = Signal(str)  # kW a GPU as it was typed
    market_to_plan_requested = Signal()
    explain_requested = Signal(str, int)

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._state: QuotesState | None = None
        self.market, self.price = ReadChart(tokens), PriceCard(tokens)
        self.quotes, self.watch = QuotesCard(tokens), WatchCard(tokens)
        self.against = ComparisonCard("Contracts against the market", tokens)
        self.against.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.plan = MarketPlanCard(tokens)
        for card, height in zip(self._cards(), _LEAST, strict=True):
            card.setMinimumHeight(height)
        rows = (
            Strip(36, (Placed(self.market, 60), Placed(self.price, 40))),
            Strip(34, (Placed(self.quotes, 77), Placed(self.watch, 23))),
            Strip(30, (Placed(self.against, 62), Placed(self.plan, 38))),
        )
        self.board = CardBoard(Qt.Orientation.Vertical, rows, tokens)
        box = QVBoxLayout(self)
        box.setContentsMargins(EDGE, 4, EDGE - self.board.bar_width(), 4)
        box.addWidget(self.board)
        self._connect()

    def _cards(self) -> tuple[QWidget, ...]:
        return self.market, self.price, self.quotes, self.watch, self.against, self.plan

    def _connect(self) -> None:
        quotes, watch = self.quotes, self.watch
        self.price.contract_selected.connect(self.contract_selected)
        quotes.quote_edited.connect(self.quote_edited)
        quotes.quote_added.connect(self.quote_added)
        quotes.quotes_deleted.connect(self.quotes_deleted)
        quotes.import_requested.connect(self.import_requested)
        quotes.export_requested.connect(self.export_requested)
        watch.watch_changed.connect(self.watch_changed)
        watch.seen_requested.connect(self.seen_requested)
        watch.factor_changed.connect(self.factor_changed)
        self.plan.market_to_plan_requested.connect(self.market_to_plan_requested)
        self.plan.explain_requested.connect(self.explain_requested)
        self.against.view.selectionModel().currentRowChanged.connect(self._select)

    def show_state(self, state: QuotesState) -> None:
        """Show a state; cards whose part did not change are left alone."""
        last, self._state = self._state, state
        shows: tuple[Callable[[Any], None], ...] = (
            self.quotes.show_state,
            self.watch.show_watch,
            self.watch.show_units,
            self.market.show_state,
            self.price.show_state,
            self.against.show_state,
            self.plan.show_state,
        )
        for place, show in enumerate(shows):
            if last is None or state[place] is not last[place]:
                show(state[place])
        self._show_selected(state.selected)

    def show_cell_answer(self, quote: str, key: str, message: str) -> None:
        """What is wrong with what was typed into a quote's cell; no message: it was taken."""
        self.quotes.show_cell_answer(quote, key, message)

    def show_entry_answer(self, key: str, message: str) -> None:
        """What is wrong with the field of a new quote; no message: it was taken."""
        self.quotes.show_entry_answer(key, message)

    def show_told(self, text: str) -> None:
        """What came of a file that was read, in one line; nothing takes it back."""
        self.quotes.show_told(text)

    def show_watch_answer(self, price: str = "", power: str = "") -> None:
        """Why the threshold or the power a GPU was refused; empty where it was taken."""
        self.watch.show_answer(price, power)

    def set_tokens(self, tokens: Tokens) -> None:
        for part in (*self._cards(), self.board):
            part.set_tokens(tokens)  # type: ignore[attr-defined]

    def _show_selected(self, key: str) -> None:
        """The selected contract's row is current; no other view is told of it."""
        view = self.against.view
        index = view.comparison.place(0, key)
        if not index.isValid() or view.currentIndex().row() == index.row():
            return
        view.setCurrentIndex(index.siblingAtColumn(max(view.currentIndex().column(), 0)))

    def _select(self, index: QModelIndex, _last: QModelIndex) -> None:
        if not index.isValid() or self._state is None:
            return
        key = self.against.view.comparison.row(index.row()).key
        if key != self._state.selected:
            self.contract_selected.emit(key)
