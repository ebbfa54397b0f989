"""The rows and columns of the register as Qt's views ask for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from engine.contracts.cell_text import cell_text
from widgets.comparison.clipboard import Piece, piece
from widgets.contracts.register_states import RegisterState, TableColumn, table_columns
from widgets.language.spoken import own, said
from widgets.painting import one_line, plain_tip

if TYPE_CHECKING:
    from engine.contracts.contract import Contract
    from widgets.contracts.register_chosen import Chosen
    from widgets.contracts.register_states import CellFault

Index = QModelIndex | QPersistentModelIndex
_PLAIN = {"money": 1e6, "number": 1.0, "whole": 1.0, "share": 1.0}  # $m as plain dollars


class RegisterModel(QAbstractTableModel):
    """Holds a `RegisterState`; a cell's text is made when it is seen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = RegisterState()
        self.columns = table_columns()
        self._places: dict[str, int] | None = None  # of ids among the rows

    def show_state(self, state: RegisterState) -> bool:
        """Take a state. True if its rows are others, or in another order."""
        last, self.state = self.state, state
        if state.contracts is last.contracts and state.shown is last.shown:
            if state.faults != last.faults:
                self._tell_all()
            return False
        if self._same_rows(last, state):
            self._places = None
            self._tell_all()
            return False
        self.state = last
        self.beginResetModel()
        self.state, self._places = state, None
        self.endResetModel()
        return True

    @staticmethod
    def _same_rows(last: RegisterState, state: RegisterState) -> bool:
        """Whether a row is where it was: cells may say something else."""
        return len(last.contracts) == len(state.contracts) and (
            last.shown is state.shown or list(last.shown) == list(state.shown)
        )

    def _tell_all(self) -> None:
        if rows := len(self.state.shown):
            self.dataChanged.emit(self.index(0, 0), self.index(rows - 1, len(self.columns) - 1))

    # -- what is where

    def contract(self, row: int) -> Contract:
        return self.state.contracts[self.state.shown[row]]

    def row_of(self, contract: str) -> int:
        """The row of an id; -1 where it is not among them."""
        if self._places is None:
            state = self.state
            self._places = {state.contracts[place].id: row for row, place in enumerate(state.shown)}
        return self._places.get(contract, -1)

    def place(self, contract: str, key: str) -> QModelIndex:
        """Where a cell is; an invalid index where there is none."""
        row = self.row_of(contract)
        keys = [each.column.key for each in self.columns]
        return self.index(row, keys.index(key)) if row >= 0 and key in keys else QModelIndex()

    def address(self, index: Index) -> tuple[str, str]:
        """A cell's contract and column."""
        return self.contract(index.row()).id, self.columns[index.column()].column.key

    def column(self, index: Index) -> TableColumn:
        return self.columns[index.column()]

    def value(self, index: Index) -> object:
        return getattr(self.contract(index.row()), self.column(index).column.key)

    def text(self, index: Index) -> str:
        """The cell's value; what was refused stands in its place."""
        found = self.fault(index)
        return found.typed if found else self.value_text(index)

    def shown(self, index: Index) -> str:
        """The cell's text on one line, in the user's language."""
        line = one_line(self.text(index))
        return own(line) if self.column(index).words else said(line)

    def value_text(self, index: Index) -> str:
        return cell_text(self.column(index).column, self.contract(index.row()))

    def fault(self, index: Index) -> CellFault | None:
        return self.state.faults.get(self.address(index)) if self.state.faults else None

    def says_something(self, index: Index) -> bool:
        """Whether the cell holds more than the default."""
        return self.value(index) != self.column(index).default

    # -- copying

    def part(self, chosen: Chosen, most: int) -> list[list[Piece]]:
        """The cells that are selected, in the smallest rectangle that holds them: `most` rows."""
        return [
            [
                self._piece(self.index(row, column)) if chosen.holds(row, column) else Piece("")
                for column in chosen.columns()
            ]
            for row in chosen.rows()[:most]
        ]

    def whole(self, most: int) -> list[list[Piece]]:
        """`most` rows of those that are shown, under the columns' names as files have them."""
        lines = [[Piece(own(each.column.key), heading=True) for each in self.columns]]
        for row in range(min(most, len(self.state.shown))):
            lines.append([self._piece(self.index(row, at)) for at in range(len(self.columns))])
        return lines

    def _piece(self, index: Index) -> Piece:
        """As files have it, so that it can be pasted again."""
        kind, value = self.column(index).column.kind, self.value(index)
        if kind == "date":
            return Piece(own(value.isoformat()))  # type: ignore[attr-defined]
        text = one_line(self.value_text(index))
        if kind not in _PLAIN or value is None:
            return Piece(own(text))
        number = f"{float(value) * _PLAIN[kind]:.15g}"  # type: ignore[arg-type]
        return piece(text, number, kind="percent" if kind == "share" else "")

    # -- Qt

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.state.shown)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def flags(self, _index: Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self.shown(index)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(index)
        if role == Qt.ItemDataRole.ToolTipRole:
            found = self.fault(index)
            return plain_tip(found.message) if found else None
        return None

    def _spoken(self, index: Index) -> str:
        contract, column = self.contract(index.row()), self.column(index).column
        found = self.fault(index)
        text = self.shown(index) or said("blank")
        if found:
            text = f"{said('refused')}: {text}, {said(found.message)}"
        return own(f"{contract.id}, {contract.supplier}: {said(column.label)} {text}")

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> str | None:
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = self.columns[section].column
        if role == Qt.ItemDataRole.DisplayRole:
            return said(column.label)
        if role == Qt.ItemDataRole.ToolTipRole:
            name = f"{said(column.label)} ({column.key})"
            return plain_tip(own(f"{name}\n{said(column.meaning)}"))
        return None
