"""The rows and columns of a ledger as Qt's views ask for them."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from widgets.language.spoken import joined, own, said
from widgets.ledger.numbers import number_text, spoken_text
from widgets.ledger.outline import Entry, outline
from widgets.ledger.states import LedgerState
from widgets.painting import plain_tip

if TYPE_CHECKING:
    from widgets.ledger.states import LedgerLine, PeriodHead

_Index = QModelIndex | QPersistentModelIndex

EMPTY = LedgerState("month", False, (), (), np.empty((0, 0)), np.empty((0, 0)), (), 0, 0)
_SUMS = {"flow": "sum of {} months", "balance": "at the end", "rate": "in the last month"}
_KINDS = {
    "flow": "Flow: months are summed",
    "balance": "Balance: the value at the period's end",
    "rate": "Rate: not summed; the value of the period's last month",
}


class LedgerModel(QAbstractTableModel):
    """Holds a `LedgerState`, the sections that are folded, and what is searched for."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = EMPTY
        self.entries: tuple[Entry, ...] = ()
        self._folded: set[str] = set()
        self._search = ""

    # -- what is shown

    def show_state(self, state: LedgerState) -> bool:
        """Take a state. True if rows or columns are others than before."""
        last = self.state
        if state.lines is not last.lines and state.lines != last.lines:
            return self._reset(state)
        if len(state.heads) != len(last.heads):
            return self._reset(state)
        self.state = state
        if state.heads is not last.heads and state.heads != last.heads:
            end = len(state.heads) - 1
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, end)
        self._tell_changed(last)
        return False

    def search(self, text: str) -> bool:
        """Show the line items in which every word of `text` stands. True if rows changed."""
        self._search = text
        return self._arrange()

    def searched(self) -> str:
        return self._search.strip()

    def fold(self, section: str, *, folded: bool) -> bool:
        """Fold a section away or open it. True if rows changed."""
        if folded:
            self._folded.add(section)
        else:
            self._folded.discard(section)
        return self._arrange()

    def _reset(self, state: LedgerState) -> bool:
        self.beginResetModel()
        self.state = state
        self.entries = outline(state.lines, self._folded, self._search)
        self.endResetModel()
        return True

    def _arrange(self) -> bool:
        entries = outline(self.state.lines, self._folded, self._search)
        if entries == self.entries:
            return False
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()
        return True

    def _tell_changed(self, last: LedgerState) -> None:
        """From the first row to the last whose numbers or look are others."""
        state = self.state
        looks = (state.places, state.period, state.horizon)
        if looks != (last.places, last.period, last.horizon):
            rows = list(range(len(self.entries)))
        elif state.values is last.values:
            return
        else:
            same = (state.values == last.values) | (np.isnan(state.values) & np.isnan(last.values))
            other = (~same.all(axis=1)).tolist()
            rows = [
                row
                for row, each in enumerate(self.entries)
                if not each.heading and other[each.line]
            ]
        if rows and state.heads:
            end = len(state.heads) - 1
            self.dataChanged.emit(self.index(rows[0], 0), self.index(rows[-1], end))

    # -- asking

    def line(self, row: int) -> LedgerLine | None:
        """The line item of a row; none in a section's heading."""
        entry = self.entries[row]
        return None if entry.heading else self.state.lines[entry.line]

    def head(self, column: int) -> PeriodHead:
        return self.state.heads[column]

    def text(self, row: int, column: int) -> str:
        """What a cell shows; nothing in a heading."""
        entry = self.entries[row]
        if entry.heading:
            return ""
        state = self.state
        value = float(state.values[entry.line, column])
        return number_text(value, state.lines[entry.line].style, state.places[entry.line])

    def place_of(self, key: str, month: int) -> QModelIndex:
        """A line item in the column that holds a month; invalid where it is not shown."""
        for row, entry in enumerate(self.entries):
            if not entry.heading and self.state.lines[entry.line].key == key:
                return self.index(row, self.column_of(month))
        return QModelIndex()

    def column_of(self, month: int) -> int:
        """The column that holds a month; the last one for months after it."""
        heads = self.state.heads
        return min(bisect_left(heads, month, key=lambda head: head.last), len(heads) - 1)

    # -- Qt

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.entries)

    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.state.heads)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if self.entries[index.row()].heading:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return said(self.text(row, column))
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return said(self._spoken(row, column))
        return None

    def _number(self, row: int, column: int) -> str:
        """The number in words, with its unit."""
        entry, state = self.entries[row], self.state
        line = state.lines[entry.line]
        value = float(state.values[entry.line, column])
        text = spoken_text(value, line.style, state.places[entry.line])
        unit = line.unit.removeprefix("%").strip() if line.style == "percent" else line.unit
        bare = line.style == "flag" or not np.isfinite(value)
        return text if bare else joined(" ", text, unit)

    def _tip(self, row: int, column: int) -> str | None:
        line, head = self.line(row), self.head(column)
        if line is None:
            return None
        value = self.state.values[self.entries[row].line, column]
        number = self._number(row, column)
        if not np.isfinite(value):
            number = "No value: its formula divides by zero, or rests on what has none"
        how = "" if head.first == head.last else f" ({_SUMS[line.kind].format(_counted(head))})"
        named, told = joined(", ", line.label, head.name), joined("", number, how)
        return plain_tip(joined("\n", named, told, "Click to explain"))

    def _spoken(self, row: int, column: int) -> str:
        line, entry = self.line(row), self.entries[row]
        if line is None:
            folded = "folded" if entry.folded else "open"
            return f"{entry.section}, {entry.items} line items, {folded}"
        named = joined(", ", line.label, self.head(column).name)
        return joined(": ", named, self._number(row, column))

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> str | None:
        horizontal = orientation == Qt.Orientation.Horizontal
        if section >= (self.columnCount() if horizontal else self.rowCount()):
            return None  # asked in the middle of a reset, of a section that is gone
        if role == Qt.ItemDataRole.DisplayRole:
            line = None if horizontal else self.line(section)
            if horizontal:
                return said(self.head(section).name)
            return said(line.label if line else self.entries[section].section)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self._head_tip(section) if horizontal else self._label_tip(section))
        return None

    def _head_tip(self, column: int) -> str:
        state, head = self.state, self.head(column)
        notes = [f"{head.name}, {head.detail}"]
        if head.first <= state.decision <= head.last:
            notes.append("The decision month" + " is in it" * (head.first != head.last))
        if head.first > state.horizon:
            notes.append("Beyond the horizon")
        return "\n".join(notes)

    def _label_tip(self, row: int) -> str:
        line, entry = self.line(row), self.entries[row]
        if line is None:
            return f"{entry.section}: {entry.items} line items"
        named = joined(" · ", line.label, own(line.key))
        return joined("\n", named, joined(" · ", line.unit, _KINDS[line.kind]), line.meaning)


def _counted(head: PeriodHead) -> int:
    return head.last - head.first + 1
