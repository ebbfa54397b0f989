"""The Register view: the contracts as a table that is edited in place, and one of them whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from engine.contracts.contract import register_columns
from widgets.card_board import EDGE
from widgets.comparison.parts import GAP, Card
from widgets.contracts.linked_table import show_copied
from widgets.contracts.register_empty import RegisterEmpty
from widgets.contracts.register_form import NARROW, WIDTH, RegisterForm
from widgets.contracts.register_states import RegisterState
from widgets.contracts.register_table import RegisterTable
from widgets.contracts.register_toolbar import RegisterToolbar
from widgets.contracts.told_line import ToldLine
from widgets.language.spoken import own, said

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from widgets.tokens import Tokens


_FIRST = "supplier"  # what is typed first of a contract that is added
_BESIDE = 640  # px: with less, the form is below the table
_WIDE = 1060  # px: with less, the table needs some of the form's width to show the fees


class RegisterView(QWidget):
    """Shows a `RegisterState`; what the user did goes out as ids, keys and texts."""

    cell_entered = Signal(str, str, str)  # contract, column, text
    cells_cleared = Signal(object)  # pairs of contract and column
    fault_forgotten = Signal(str, str)  # contract, column
    pasted = Signal(str, str, str)  # the text, the contract and column where it begins
    contract_selected = Signal(str)
    sort_chosen = Signal(str, bool)  # column, whether the largest come first
    rows_asked = Signal(str, object)  # "add", "duplicate", "delete", "up", "down"; the ids
    file_asked = Signal(str)  # "import", "export", "template", "example"
    searched = Signal(str)
    told_closed = Signal()

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self.toolbar = RegisterToolbar(tokens)
        self.table = RegisterTable(tokens)
        self.told = ToldLine(tokens)
        self.card = Card(tokens)
        self.form: RegisterForm | None = None
        self.empty = RegisterEmpty(tokens)
        self._state = RegisterState()
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        inner = QVBoxLayout(self.card)
        inner.setContentsMargins(1, 10, 1, 6)
        inner.setSpacing(6)
        inner.addWidget(self.toolbar)
        inner.addWidget(self.table, 1)
        inner.addWidget(self.told)
        filled = QWidget()
        self._beside = QHBoxLayout(filled)
        self._beside.setContentsMargins(0, 0, 0, 0)
        self._beside.setSpacing(GAP)
        self._beside.addWidget(self.card, 1)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(filled)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(EDGE, 0, EDGE, 4)
        whole.addWidget(self._stack)

    def _connect(self) -> None:
        table, toolbar = self.table, self.toolbar
        table.cell_entered.connect(self.cell_entered)
        table.cells_cleared.connect(self.cells_cleared)
        table.fault_forgotten.connect(self.fault_forgotten)
        table.pasted.connect(self.pasted)
        table.contract_selected.connect(self.contract_selected)
        table.sort_chosen.connect(self.sort_chosen)
        table.rows_asked.connect(self.rows_asked)
        toolbar.rows_asked.connect(lambda what: self.rows_asked.emit(what, table.selected_ids()))
        toolbar.file_asked.connect(self.file_asked)
        toolbar.searched.connect(self.searched)
        toolbar.search_left.connect(table.right.setFocus)
        toolbar.copy_asked.connect(lambda: show_copied(toolbar.copy, table.copy_all()))
        toolbar.details_chosen.connect(self._show_form)
        self.told.closed.connect(self.told_closed)
        table.left.selectionModel().currentChanged.connect(self._show_told)
        self.empty.asked.connect(self._begin)

    def _begin(self, what: str) -> None:
        if what == "add":
            self.rows_asked.emit("add", [])
        else:
            self.file_asked.emit(what)

    def show_state(self, state: RegisterState) -> None:
        last, self._state = self._state, state
        filled = bool(state.contracts)
        self._stack.setCurrentIndex(int(filled))
        if not filled:
            return
        self.toolbar.show_state(state)
        self.table.show_state(state)
        self._show_told()
        self._show_form(self.toolbar.details.isChecked())
        if state.begun and state.begun != last.begun:
            self.begin_edit(state.begun, _FIRST)

    def _show_told(self, *_what: object) -> None:
        """The fault of the cell that the keyboard is at, or else the newest."""
        faults = self._state.faults
        address = self.table.current() if faults else ("", "")
        if faults and address not in faults:
            address = next(reversed([*faults]))
        fault = faults.get(address)
        words = ""
        if fault is not None:
            label = register_columns()[address[1]].label
            words = own(f"{address[0]}, {said(label)}: {said(fault.message)}")
        self.told.show_told(self._state, words)

    def _show_form(self, shown: bool) -> None:
        """The terms of the selected contract; made when they are first seen."""
        if shown and self.form is None:
            self.form = RegisterForm(self._tokens)
            self.form.cell_entered.connect(self.cell_entered)
            self._beside.addWidget(self.form)
            self._fit_form()
        if self.form is None:
            return
        self.form.setVisible(shown)
        if shown:
            row = self.table.register.row_of(self._state.selected)
            self.form.show_state(
                self._state, self.table.register.contract(row) if row >= 0 else None
            )

    def _fit_form(self) -> None:
        """Beside the table; where that has no room for both, below it."""
        if self.form is None:
            return
        below = self.width() < _BESIDE
        self._beside.setDirection(
            QHBoxLayout.Direction.TopToBottom if below else QHBoxLayout.Direction.LeftToRight
        )
        self._beside.setStretchFactor(self.form, int(below))
        self.form.setMinimumWidth(0)
        self.form.setMaximumWidth(self.width() if below else WIDTH)
        if not below:
            self.form.setFixedWidth(WIDTH if self.width() >= _WIDE else NARROW)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_form()

    def begin_edit(self, contract: str, key: str) -> None:
        """Open the field of a cell, such as a new contract's supplier."""
        self.table.begin_edit(contract, key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A table may be pasted before there is one."""
        if event.matches(QKeySequence.StandardKey.Paste) and not self._state.contracts:
            self.pasted.emit(QGuiApplication.clipboard().text(), "", "")
        else:
            super().keyPressEvent(event)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        for part in (self.toolbar, self.table, self.told, self.card, self.empty):
            part.set_tokens(tokens)
        if self.form is not None:
            self.form.set_tokens(tokens)
