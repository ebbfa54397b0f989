"""The register as a table: two columns stay at the left, the others scroll beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPainter
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QWidget

from widgets.comparison import clipboard
from widgets.contracts.linked_table import MOST_COPIED
from widgets.contracts.register_chosen import Chosen
from widgets.contracts.register_model import RegisterModel
from widgets.contracts.register_part import RegisterPart
from widgets.contracts.register_states import FROZEN
from widgets.language.spoken import joined
from widgets.painting import colour

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent

    from widgets.contracts.register_states import RegisterState
    from widgets.tokens import Tokens

    _Action = tuple[str, Callable[[], object]]

MOST_CLEARED = 100_000  # cells at once
_SELECT = QItemSelectionModel.SelectionFlag.ClearAndSelect


class RegisterTable(QWidget):
    """Shows a `RegisterState` and says what the user made of it."""

    cell_entered = Signal(str, str, str)  # contract, column, text
    cells_cleared = Signal(object)  # pairs of contract and column
    fault_forgotten = Signal(str, str)  # contract, column
    pasted = Signal(str, str, str)  # the text, the contract and column where it begins
    contract_selected = Signal(str)
    sort_chosen = Signal(str, bool)  # column, whether the largest come first; empty: own order
    rows_asked = Signal(str, object)  # "add", "duplicate", "delete", "up", "down"; the ids

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self._quiet = False  # the selection is being put back, not chosen
        self.register = RegisterModel(self)
        count = self.register.columnCount()
        self.left = RegisterPart(self.register, range(FROZEN), "Contracts: id and supplier", tokens)
        self.right = RegisterPart(self.register, range(FROZEN, count), "Contracts: terms", tokens)
        self.right.setSelectionModel(self.left.selectionModel())
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        off, on = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAlwaysOn
        self.left.setVerticalScrollBarPolicy(off)
        self.right.setVerticalScrollBarPolicy(on)
        for part in (self.left, self.right):
            part.setHorizontalScrollBarPolicy(on)  # both, or rows would end at different heights
        self._fit_left()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(1)  # the line between the two
        row.addWidget(self.left)
        row.addWidget(self.right, 1)

    def _fit_left(self) -> None:
        self.left.setFixedWidth(sum(self.left.columnWidth(place) for place in range(FROZEN)))

    def _connect(self) -> None:
        mine, other = self.left.verticalScrollBar(), self.right.verticalScrollBar()
        mine.valueChanged.connect(other.setValue)
        other.valueChanged.connect(mine.setValue)
        self.left.heads.sectionResized.connect(lambda *_sizes: self._fit_left())
        sideways = self.right.horizontalScrollBar()
        sideways.valueChanged.connect(lambda _to: self.right.heads.viewport().update())
        for part in (self.left, self.right):
            part.cells.entered.connect(self.cell_entered)
            part.key_asked.connect(self._do)
            part.toggled.connect(self._toggle)
            part.menu_asked.connect(self._open_menu)
            part.left_sideways.connect(self._edit_beside)
            part.heads.sectionClicked.connect(self._sort_next)
        self.left.selectionModel().currentChanged.connect(self._current_changed)

    # -- what is shown

    def show_state(self, state: RegisterState) -> None:
        """Scroll, selection and the cell that the keyboard is at stay while their rows do."""
        last, key = self.register.state, self.current()
        scrolled = self.right.verticalScrollBar().value()
        self._quiet = True
        if self.register.show_state(state):
            self._restore(state.selected or key[0], key[1], scrolled)
        elif state.selected != last.selected:
            self._go_to(state.selected, key[1])
        self._quiet = False
        fresh = [place for place in state.faults if place not in last.faults]
        if fresh:
            self._reveal(*fresh[-1])
        if state.sorted_by != last.sorted_by or state.descending != last.descending:
            self.left.heads.viewport().update()
            self.right.heads.viewport().update()
        for part in (self.left, self.right):
            part.viewport().update()

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        for part in (self.left, self.right):
            part.set_tokens(tokens)
        self.update()

    def current(self) -> tuple[str, str]:
        """The contract and the column that the keyboard is at."""
        index = self.left.selectionModel().currentIndex()
        known = index.isValid() and index.row() < self.register.rowCount()
        return self.register.address(index) if known else ("", "")

    def _restore(self, contract: str, key: str, scrolled: int) -> None:
        index = self._place(contract, key)
        if index.isValid():
            self.left.selectionModel().setCurrentIndex(index, _SELECT)
        self.right.updateGeometries()  # the scroll bar knows of new rows only later
        self.left.updateGeometries()
        self.right.verticalScrollBar().setValue(scrolled)
        if index.isValid():
            self._part(index).scrollTo(index)

    def _go_to(self, contract: str, key: str) -> None:
        """To a row that was selected elsewhere."""
        index = self._place(contract, key)
        current = self.left.selectionModel().currentIndex()
        if index.isValid() and index.row() != current.row():
            self.left.selectionModel().setCurrentIndex(index, _SELECT)
            self._part(index).scrollTo(index)

    def _reveal(self, contract: str, key: str) -> None:
        """Back to the cell whose text was refused."""
        index = self.register.place(contract, key)
        part = self._part(index)
        if index.isValid() and part.state() != part.State.EditingState:
            self.left.selectionModel().setCurrentIndex(index, _SELECT)
            part.scrollTo(index)

    def _place(self, contract: str, key: str) -> QModelIndex:
        return self.register.place(contract, key or self.register.columns[0].column.key)

    def _part(self, index: QModelIndex) -> RegisterPart:
        return self.left if self.left.shows(index) else self.right

    # -- what the user does

    def begin_edit(self, contract: str, key: str) -> None:
        """Go to a cell and open its field, such as a new contract's supplier."""
        index = self.register.place(contract, key)
        if index.isValid():
            part = self._part(index)
            part.setFocus()
            self.left.selectionModel().setCurrentIndex(index, _SELECT)
            part.scrollTo(index)
            if part.state() != part.State.EditingState:  # what is being typed is not cut short
                part.edit(index)

    def chosen(self) -> Chosen:
        """What is selected."""
        return Chosen(self.left.selectionModel().selection())

    def selected_ids(self) -> list[str]:
        """The contracts of all cells that are selected, from the top."""
        return [self.register.contract(row).id for row in self.chosen().rows()]

    def copy_all(self) -> int:
        """All that is shown, with headings, as far as a clipboard takes it. How many rows."""
        clipboard.copy(self.register.whole(MOST_COPIED))
        return len(self.register.state.shown)

    def _current_changed(self, now: QModelIndex, before: QModelIndex) -> None:
        if now.isValid() and (self.left.hasFocus() or self.right.hasFocus()):
            self._part(now).setFocus()
        if now.isValid() and not self._quiet and now.row() != before.row():
            self.contract_selected.emit(self.register.contract(now.row()).id)

    def _do(self, what: str) -> None:
        contract, key = self.current()
        if what == "copy":
            clipboard.copy(self.register.part(self.chosen(), MOST_COPIED))
        elif what == "paste":
            self.pasted.emit(QGuiApplication.clipboard().text(), contract, key)
        elif what == "clear":
            self._clear(self.chosen())
        elif what == "forget":
            if (contract, key) in self.register.state.faults:
                self.fault_forgotten.emit(contract, key)
        else:
            self.rows_asked.emit(what, self.selected_ids())

    def _clear(self, chosen: Chosen) -> None:
        if chosen.count() > MOST_CLEARED:  # rows are rather deleted, or a file is imported
            QApplication.beep()
            return
        index, address = self.register.index, self.register.address
        self.cells_cleared.emit([address(index(row, column)) for row, column in chosen.cells()])

    def _toggle(self, index: QModelIndex) -> None:
        text = "No" if self.register.value(index) else "Yes"
        self.cell_entered.emit(*self.register.address(index), text)

    def _edit_beside(self, index: QModelIndex) -> None:
        part = self._part(index)
        part.setFocus()
        self.left.selectionModel().setCurrentIndex(index, _SELECT)
        part.edit(index)

    # -- order and the menu

    def _sort_next(self, place: int) -> None:
        """The smallest first, then the largest, then the register's own order."""
        key, state = self.register.columns[place].column.key, self.register.state
        if state.sorted_by != key:
            self.sort_chosen.emit(key, False)
        elif not state.descending:
            self.sort_chosen.emit(key, True)
        else:
            self.sort_chosen.emit("", False)

    def _open_menu(self, index: QModelIndex, at: QPoint) -> None:
        menu = self.menu(index)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def menu(self, index: QModelIndex) -> QMenu:
        """What can be done with a cell, its row and its column. Keys are named, not bound."""
        menu = QMenu(self)
        ids = self.selected_ids() or [self.register.contract(index.row()).id]
        is_sorted = bool(self.register.state.sorted_by)
        self._fill(menu, self._cell_actions(index))
        menu.addSeparator()
        self._fill(menu, self._row_actions(ids))
        # In an order that is only seen, to no avail.
        self._fill(menu, self._moves(ids), enabled=not is_sorted)
        menu.addSeparator()
        self._fill(menu, self._sorts(index))
        own_order = ("In the register’s own order", lambda: self.sort_chosen.emit("", False))
        self._fill(menu, [own_order], enabled=is_sorted)
        return menu

    @staticmethod
    def _fill(menu: QMenu, actions: list[_Action], *, enabled: bool = True) -> None:
        for text, run in actions:
            action = menu.addAction(joined("\t", *text.split("\t")))
            action.triggered.connect(run)
            action.setEnabled(enabled)

    def _cell_actions(self, index: QModelIndex) -> list[_Action]:
        return [
            ("Edit\tF2", lambda: self._part(index).edit(index)),
            ("Copy\tCtrl+C", lambda: self._do("copy")),
            ("Paste\tCtrl+V", lambda: self._do("paste")),
            ("Clear\tDel", lambda: self._do("clear")),
        ]

    def _row_actions(self, ids: list[str]) -> list[_Action]:
        rows = "contract" if len(ids) == 1 else f"{len(ids)} contracts"
        return [
            ("Add a contract\tIns", lambda: self.rows_asked.emit("add", ids)),
            (f"Duplicate {rows}", lambda: self.rows_asked.emit("duplicate", ids)),
            (f"Delete {rows}\tCtrl+Del", lambda: self.rows_asked.emit("delete", ids)),
        ]

    def _moves(self, ids: list[str]) -> list[_Action]:
        return [
            ("Move up\tAlt+Up", lambda: self.rows_asked.emit("up", ids)),
            ("Move down\tAlt+Down", lambda: self.rows_asked.emit("down", ids)),
        ]

    def _sorts(self, index: QModelIndex) -> list[_Action]:
        column = self.register.column(index).column
        return [
            (f"Sort by {column.label}", lambda: self.sort_chosen.emit(column.key, False)),
            (
                f"Sort by {column.label}, largest first",
                lambda: self.sort_chosen.emit(column.key, True),
            ),
        ]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The line between the two parts."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(self._tokens.border))
        painter.end()
