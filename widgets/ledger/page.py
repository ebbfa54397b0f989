"""The Ledger page: every line item by month, quarter or year; any number explains itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from widgets.comparison.parts import Card
from widgets.language.spoken import joined, said
from widgets.ledger.table import LedgerTable
from widgets.ledger.toolbar import Toolbar

if TYPE_CHECKING:
    from widgets.ledger.states import LedgerState
    from widgets.tokens import Tokens

_SUMS = {
    "month": "Click a number to explain it",
    "quarter": "Rates, in italics: the quarter’s last month · flows: sums · "
    "balances: the quarter’s end",
    "year": "Rates, in italics: the year’s last month · flows: sums · balances: the year’s end",
}
_SIGNS = "(1.0) is negative · – is zero"


class LedgerPage(QWidget):
    """The toolbar and the table on one card. Passes on what they say."""

    explain_requested = Signal(str, int, int)  # a line item's key, first and last month
    period_chosen = Signal(str)  # "month", "quarter" or "year"
    span_chosen = Signal(bool)  # whether to show the whole timeline

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self.card = Card(tokens)
        self.toolbar = Toolbar(tokens)
        self.table = LedgerTable(tokens)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        inner = QVBoxLayout(self.card)
        inner.setContentsMargins(1, 12, 1, 6)
        inner.setSpacing(6)
        inner.addWidget(self.toolbar)
        inner.addWidget(self.table, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 12, 20, 16)
        whole.addWidget(self.card)

    def _connect(self) -> None:
        self.toolbar.period_chosen.connect(self.period_chosen)
        self.toolbar.span_chosen.connect(self.span_chosen)
        self.toolbar.heat_chosen.connect(self.table.show_heat)
        self.toolbar.searched.connect(self._search)
        self.toolbar.search_left.connect(self.table.setFocus)
        self.toolbar.copy_asked.connect(self.table.copy_all)
        self.table.explain_requested.connect(self.explain_requested)
        self.table.search_asked.connect(self.focus_search)

    def show_state(self, state: LedgerState) -> None:
        """Show line items by period; what the user folded, searched and selected stays."""
        if state is self.table.ledger.state:
            return
        self.table.show_state(state)
        self.toolbar.show_view(state.period, whole=state.whole)
        self._describe()

    def focus_search(self) -> None:
        """For the window's own key; the slash does the same in the table."""
        self.toolbar.search.setFocus()
        self.toolbar.search.selectAll()

    def set_tokens(self, tokens: Tokens) -> None:
        for part in (self.card, self.toolbar, self.table):
            part.set_tokens(tokens)

    def _search(self, text: str) -> None:
        self.table.search(text)
        self._describe()

    def _describe(self) -> None:
        """How many line items there are, over which time, and what their numbers are."""
        model = self.table.ledger
        state = model.state
        count = len(state.lines)
        self.toolbar.search.setPlaceholderText(said(f"Search {count} line items"))
        shown = sum(entry.items for entry in model.entries if entry.heading)
        parts = [_SUMS[state.period], _SIGNS]
        if np.isnan(state.values).any():
            parts.append("— is no value")
        if model.searched():
            parts.insert(0, f"{shown} of {count} line items")
        text = joined(" · ", *parts)
        if text != self.toolbar.note.accessibleName():
            self.toolbar.note.show_text(text)
