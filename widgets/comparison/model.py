"""The rows and columns of a comparison as Qt's views ask for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from widgets.comparison.clipboard import Piece, piece
from widgets.comparison.states import TableState
from widgets.language.spoken import joined, said
from widgets.painting import plain_tip

if TYPE_CHECKING:
    from collections.abc import Iterable

    from widgets.comparison.states import Cell, Row

_Index = QModelIndex | QPersistentModelIndex
_SPOKEN_MARKS = {"best": "best", "worst": "worst", "changed": "changed"}


class Fault(NamedTuple):
    """What was typed into a cell, and why it was refused."""

    typed: str
    message: str


class ComparisonModel(QAbstractTableModel):
    """Holds a `TableState`, and the texts that were refused, which stay until they are mended."""

    entered = Signal(int, str, str)  # scenario, row's key, text

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = TableState("", (), ())
        self._typed: dict[tuple[int, str], str] = {}
        self._faults: dict[tuple[int, str], Fault] = {}

    # -- what is shown

    def show_state(self, state: TableState) -> bool:
        """Take a state. True if rows or columns are others than before."""
        last = self.state
        if _shape(last) != _shape(state):
            self.beginResetModel()
            self.state = state
            self._drop_lost_faults()
            self.endResetModel()
            return True
        self.state = state
        self._drop_mended_faults(last)
        self._tell_headings(last, state)
        for column, first, end in _changed(last.rows, state.rows):
            self.dataChanged.emit(self.index(first, column), self.index(end, column))
        return False

    def _tell_headings(self, last: TableState, state: TableState) -> None:
        if last.columns != state.columns:
            end = len(state.columns) - 1
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, end)
        labels = [row[:2] + row[3:] for row in state.rows]
        if labels != [row[:2] + row[3:] for row in last.rows]:
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(state.rows) - 1)

    def _drop_lost_faults(self) -> None:
        scenarios = {column.scenario_id for column in self.state.columns}
        keys = {row.key for row in self.state.rows}
        self._faults = {
            place: fault
            for place, fault in self._faults.items()
            if place[0] in scenarios and place[1] in keys
        }

    def _drop_mended_faults(self, last: TableState) -> None:
        """A value that came by another way, such as undo, takes the place of what was typed."""
        for key in tuple(self._faults):
            index = self.place(*key)
            if last.rows[index.row()].cells[index.column()] != self.cell(index):
                del self._faults[key]

    def row(self, place: int) -> Row:
        return self.state.rows[place]

    def cell(self, index: _Index) -> Cell | None:
        """The cell; none in a group's heading."""
        cells = self.state.rows[index.row()].cells
        return cells[index.column()] if cells else None

    def place(self, scenario_id: int, key: str) -> QModelIndex:
        """Where a cell is; an invalid index where there is none."""
        columns = [column.scenario_id for column in self.state.columns]
        keys = [row.key for row in self.state.rows]
        if scenario_id in columns and key in keys:
            return self.index(keys.index(key), columns.index(scenario_id))
        return QModelIndex()

    # -- what the user does

    def enter(self, index: _Index, text: str) -> None:
        """The user typed a text into a cell."""
        cell, place = self.cell(index), self.address(index)
        if cell is None or text == self.edited_text(index):
            return
        self.forget_fault(index)
        if text != cell.text:
            self._typed[place] = text
            self.entered.emit(*place, text)

    def show_fault(self, scenario_id: int, key: str, message: str) -> None:
        """Say what is wrong with the text typed last, which stays. No message: all is well."""
        index = self.place(scenario_id, key)
        if not index.isValid():
            return
        if message:
            typed = self._typed.get((scenario_id, key), "")
            self._faults[scenario_id, key] = Fault(typed, message)
        else:
            self._faults.pop((scenario_id, key), None)
        self.dataChanged.emit(index, index)

    def forget_fault(self, index: _Index) -> bool:
        """Go back to the value that stands. True if there was a fault."""
        found = self._faults.pop(self.address(index), None)
        if found is not None:
            self.dataChanged.emit(index, index)
        return found is not None

    def fault(self, index: _Index) -> Fault | None:
        return self._faults.get(self.address(index)) if self._faults else None

    def last_fault(self) -> tuple[QModelIndex, Fault] | None:
        """The newest fault that stands, and where."""
        for place, fault in reversed(self._faults.items()):
            return self.place(*place), fault
        return None

    def edited_text(self, index: _Index) -> str:
        """What an editor begins with: what was refused, else the value."""
        fault, cell = self.fault(index), self.cell(index)
        return fault.typed if fault else cell.text if cell else ""

    def address(self, index: _Index) -> tuple[int, str]:
        """A cell's scenario and its row's key."""
        column = self.state.columns[index.column()]
        return column.scenario_id, self.state.rows[index.row()].key

    # -- copying

    def whole(self) -> list[list[Piece]]:
        """The table with its headings; a column of units where rows have them."""
        state = self.state
        units = any(row.unit for row in state.rows)
        heads = [state.corner, *(["Unit"] if units else [])]
        heads += [column.heading for column in state.columns]
        lines = [[Piece(head, heading=True) for head in heads]]
        for row in state.rows:
            line = [Piece(row.label, heading=not row.cells)]
            line += [Piece(row.unit)] if units else []
            line += [_piece(cell) for cell in row.cells] or [Piece("") for _ in state.columns]
            lines.append(line)
        return lines

    def part(self, indexes: Iterable[QModelIndex]) -> list[list[Piece]]:
        """The cells that are selected, in the smallest rectangle that holds them."""
        cells = {(index.row(), index.column()): self.cell(index) for index in indexes}
        if not cells:
            return []
        rows, columns = zip(*cells, strict=True)
        return [
            [
                _piece(cell) if (cell := cells.get((row, column))) else Piece("")
                for column in range(min(columns), max(columns) + 1)
            ]
            for row in sorted(set(rows))
        ]

    # -- Qt

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.state.rows)

    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.state.columns)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        cell = self.cell(index)
        if cell is None:
            return Qt.ItemFlag.ItemIsEnabled
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if cell.editable else flags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        cell = self.cell(index)
        if cell is None:
            return None
        fault = self.fault(index)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return said(fault.typed if fault else cell.text)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(fault.message if fault else cell.tooltip) or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(index, cell)
        return None

    def _spoken(self, index: _Index, cell: Cell) -> str:
        column, row = self.state.columns[index.column()], self.state.rows[index.row()]
        fault = self.fault(index)
        text = joined(", ", fault.typed, fault.message) if fault else cell.text
        told = joined(": ", joined(", ", row.label, column.heading), text)
        return joined(", ", told, _SPOKEN_MARKS.get(cell.mark, ""))

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> str | None:
        horizontal = orientation == Qt.Orientation.Horizontal
        if section >= len(self.state.columns if horizontal else self.state.rows):
            return None  # asked in the middle of a reset, of a section that is gone
        if horizontal:
            column = self.state.columns[section]
            name, more = column.heading, column.tooltip
            marks = ("Current scenario" * column.current, "Baseline" * column.baseline)
            more = joined("\n", *marks, more)
        else:
            row = self.state.rows[section]
            name, more = row.label, row.tooltip
        if role == Qt.ItemDataRole.DisplayRole:
            return said(name)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(joined("\n", name, more))
        return None


def _piece(cell: Cell) -> Piece:
    return piece(cell.text, cell.copy_text, number=cell.number, kind=cell.kind)


def _shape(state: TableState) -> tuple[object, ...]:
    """What makes the grid: which rows and which columns."""
    return (
        [column.scenario_id for column in state.columns],
        [(row.key, bool(row.cells)) for row in state.rows],
    )


def _changed(last: tuple[Row, ...], now: tuple[Row, ...]) -> list[tuple[int, int, int]]:
    """The cells that differ: for each column that has any, its first and its last row."""
    found: dict[int, tuple[int, int]] = {}
    for place, (before, after) in enumerate(zip(last, now, strict=True)):
        if before.cells is after.cells:
            continue
        for column, (one, other) in enumerate(zip(before.cells, after.cells, strict=True)):
            if one is not other and one != other:
                found[column] = (found.get(column, (place, 0))[0], place)
    return [(column, first, end) for column, (first, end) in found.items()]
