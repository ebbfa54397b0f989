"""The card of quotes: the table, what was refused, and the line in which a new one is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from widgets.buttons import TextButton
from widgets.comparison.parts import Card, Line, Title
from widgets.contracts.quotes_entry import QuoteEntry
from widgets.contracts.quotes_states import QUOTE_KEYS
from widgets.contracts.quotes_table import QuoteTable
from widgets.language.spoken import said

if TYPE_CHECKING:
    from widgets.contracts.quotes_states import QuoteTableState
    from widgets.tokens import Tokens

_BUTTONS = (
    ("Import…", "Read quotes from CSV or Excel"),
    ("Export…", "Write quotes to CSV or Excel"),
    ("Delete", "Delete the quotes in which cells are selected"),
)


class QuotesCard(Card):
    """Says what was typed where; what it comes to, the next state shows."""

    quote_edited = Signal(str, str, str)  # id, column's key, text
    quote_added = Signal(object)  # dict of texts by key
    quotes_deleted = Signal(object)  # tuple of ids
    import_requested = Signal()
    export_requested = Signal()

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens)
        self.setAccessibleName(said("Quotes"))
        self._title, self._count = Title("Quotes", tokens), Line(tokens)
        self.buttons = tuple(TextButton(text, 12, tokens, self) for text, _ in _BUTTONS)
        self.table = QuoteTable(tokens, self)
        self.fault = Line(tokens)
        self.fault.hide()
        self.entry = QuoteEntry(tokens)
        self._answered = ""  # what was wrong with the new quote
        self._told = ""  # what came of a file
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        top, below = QHBoxLayout(), QVBoxLayout()
        top.setContentsMargins(15, 0, 8, 0)
        top.setSpacing(10)
        top.addWidget(self._title)
        top.addWidget(self._count, 1)
        for button, (text, tip) in zip(self.buttons, _BUTTONS, strict=True):
            button.setAccessibleName(said(f"Quotes: {text}"))
            button.setToolTip(said(tip))
            top.addWidget(button)
        below.setContentsMargins(15, 2, 12, 0)
        below.setSpacing(4)
        below.addWidget(self.fault)
        below.addWidget(self.entry)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 6, 1, 8)
        whole.setSpacing(2)
        whole.addLayout(top)
        whole.addWidget(self.table, 1)
        whole.addLayout(below)

    def _connect(self) -> None:
        comparison = self.table.comparison
        comparison.entered.connect(self._enter)
        for changed in (comparison.dataChanged, comparison.modelReset):
            changed.connect(self._show_fault)
        self.table.selectionModel().currentChanged.connect(self._show_fault)
        self.table.selectionModel().selectionChanged.connect(self._show_deletable)
        self.table.delete_pressed.connect(self._delete)
        self.entry.quote_added.connect(self.quote_added)
        asked = (self.import_requested.emit, self.export_requested.emit, self._delete)
        for button, run in zip(self.buttons, asked, strict=True):
            button.clicked.connect(lambda _on=False, run=run: run())

    def show_state(self, state: QuoteTableState) -> None:
        self.table.show_state(state.table)
        self._count.show_text(state.counted)
        self.buttons[1].setEnabled(bool(state.table.rows))
        self._show_deletable()

    def show_cell_answer(self, quote: str, key: str, message: str) -> None:
        """What is wrong with what was typed last into a cell; no message: it was taken."""
        self.table.comparison.show_fault(QUOTE_KEYS.index(key), quote, message)

    def show_entry_answer(self, key: str, message: str) -> None:
        """What is wrong with the new quote; no message: it was taken."""
        self._answered = message
        self.entry.show_answer(key, message)
        self._show_fault()

    def show_told(self, text: str) -> None:
        """What came of a file that was read, in one line; nothing takes it back."""
        self._told = text
        self._show_fault()

    def set_tokens(self, tokens: Tokens) -> None:
        super().set_tokens(tokens)
        for part in (self._title, self._count, self.table, self.fault, self.entry):
            part.set_tokens(tokens)
        for button in self.buttons:
            button.set_tokens(tokens)

    def _enter(self, place: int, quote: str, text: str) -> None:
        self.quote_edited.emit(quote, QUOTE_KEYS[place], text)

    def _delete(self) -> None:
        chosen = self.table.chosen()
        if chosen:
            self.quotes_deleted.emit(chosen)

    def _show_deletable(self, *_what: object) -> None:
        self.buttons[2].setEnabled(bool(self.table.chosen()))

    def _show_fault(self, *_what: object) -> None:
        """The current cell's fault, else the newest; else what is wrong with the new quote."""
        model, index = self.table.comparison, self.table.currentIndex()
        here = model.fault(index) if index.isValid() else None
        found = (index, here) if here else model.last_fault()
        text = self._answered
        if found is not None:
            at, fault = found
            text = f"{model.row(at.row()).label}: {fault.message}"
        self.fault.setVisible(bool(text or self._told))
        self.fault.show_text(text or self._told, bad=bool(text))
