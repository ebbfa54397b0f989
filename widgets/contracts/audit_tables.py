"""The card of the tables: every contract's figures, and its obligation by year."""

from __future__ import annotations

import math
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from widgets.buttons import TextButton
from widgets.card_table import BAR_ROOM
from widgets.comparison import clipboard as table_clipboard
from widgets.comparison.parts import Card
from widgets.contracts.audit_states import ContractTable
from widgets.contracts.audit_table_cells import (
    ROW_HEIGHT,
    SIZES,
    SortHeads,
    TableCells,
    TableModel,
    TotalLine,
    cell_room,
    heading_room,
)
from widgets.contracts.linked import Pointed
from widgets.contracts.linked_table import MOST_COPIED, LinkedTable, show_copied
from widgets.language.spoken import said
from widgets.segments import Segments

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from widgets.tokens import Tokens

_LABEL_SHARE, _LEAST_LABEL, _MOST_LABEL = 0.22, 112, 190
_CUT_LABEL = 84  # px, where numbers need the rest


class SortedTable(LinkedTable):
    """S sorts by the current cell's column, as a click on its heading does; again, the other way.

    Rows are sorted by numbers that came with the state.
    """

    size_changed = Signal(int)  # px of its numbers

    def __init__(self, tokens: Tokens) -> None:
        self._model = TableModel()
        self._sorts: dict[str, tuple[int, bool]] = {}  # by table: how the user sorted it last
        heads = SortHeads(self._model, tokens)
        self._numbers = TableCells(self._model, tokens, self._model)
        super().__init__(self._model, self._numbers, heads, ROW_HEIGHT, tokens)
        self.sort_heads = heads
        self.setAccessibleDescription(
            said("Enter selects the contract; S sorts by the cell's column")
        )
        heads.sort_asked.connect(self.sort_by)
        self.set_tokens(tokens)

    def show_table(self, state: ContractTable) -> None:
        self._model.state = state
        self.setAccessibleName(said(state.name))
        column, falling = self._sorts.get(state.name, (state.sorted_by + 1, True))
        self.sort_heads.show_sorted(column, falling=falling)
        order = self._order(state, column, falling=falling)
        self.show_rows(state.rows, state.contracts, order, state.message)
        self._share_width()

    def headings(self) -> tuple[str, ...]:
        return self._model.headings()

    def _order(self, state: ContractTable, column: int, *, falling: bool) -> Sequence[int] | None:
        """The rows from the largest or the smallest number on; by the id in the first column."""
        if column == 0:
            places = sorted(range(len(state.contracts)), key=state.contracts.__getitem__)
            return places[::-1] if falling else places
        if state.sizes is None:
            return None
        sizes = state.sizes[column - 1]
        keys = np.where(np.isnan(sizes), np.inf, -sizes if falling else sizes)
        order: list[int] = np.argsort(keys, kind="stable").tolist()
        return order

    def sort_by(self, column: int) -> None:
        state = self._model.state
        if state is None or not 0 <= column <= len(state.columns):
            return
        heads = self.sort_heads
        first = column != 0  # numbers begin with the largest, ids with the first
        falling = not heads.falling if heads.sorted_by == column else first
        self._sorts[state.name] = (column, falling)
        self.show_table(state)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if event.key() == Qt.Key.Key_S and plain and self.currentIndex().isValid():
            self.sort_by(self.currentIndex().column())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        state = self._model.state
        if state is None or not state.columns:
            return
        room = max(self.width() - BAR_ROOM, 200)
        label = max(_LEAST_LABEL, min(round(room * _LABEL_SHARE), _MOST_LABEL))
        whole = sum(column.weight for column in state.columns)
        shares = [int((room - label) * column.weight / whole) for column in state.columns]
        needs = {size: [_CUT_LABEL, *self._needs(state, size)] for size in SIZES}
        size = next((size for size in SIZES if sum(needs[size]) <= room), SIZES[-1])
        widths = balanced([room - sum(shares), *shares], needs[size])
        for place, width in enumerate(widths):
            self._heads.resizeSection(place, width)
        if size != self._numbers.size:
            self._numbers.size = size
            self.size_changed.emit(size)

    def _needs(self, state: ContractTable, size: int) -> list[int]:
        """The widths in which headings, totals and the first row's cells stand whole, px."""
        rows = [self._model.row(0)] if self._model.rowCount() else []
        found = []
        for place, column in enumerate(state.columns):
            needs = [heading_room(column.heading)]
            needs += [cell_room(row.cells[place], size) for row in rows]
            if state.total is not None:
                needs.append(cell_room(state.total.cells[place], size, bold=True))
            found.append(math.ceil(max(needs)))
        return found

    def copy_all(self) -> None:
        if self._model.rowCount():
            table_clipboard.copy(self._model.copied(MOST_COPIED))


def balanced(widths: Sequence[int], needs: Sequence[int]) -> list[int]:
    """Widths of the same sum: what is wider than it needs gives to what is narrower."""
    lack = [max(0, need - width) for width, need in zip(widths, needs, strict=True)]
    spare = [max(0, width - need) for width, need in zip(widths, needs, strict=True)]
    moved = min(sum(lack), sum(spare))
    if not moved:
        return list(widths)
    given, got = _shared(moved, spare), _shared(moved, lack)
    return [width - less + more for width, less, more in zip(widths, given, got, strict=True)]


def _shared(whole: int, parts: Sequence[int]) -> list[int]:
    """Whole px in proportion to parts; together they are the whole."""
    ends = [whole * end // sum(parts) for end in accumulate(parts, initial=0)]
    return [end - begin for begin, end in pairwise(ends)]


class TablesCard(Card):
    """One of the tables at a time; both mark the contract that is selected."""

    contract_selected = Signal(str)
    pointed = Signal(Pointed)

    def __init__(self, names: tuple[str, ...], tokens: Tokens) -> None:
        super().__init__(tokens)
        self.setAccessibleName(said("Contracts in figures"))
        self._tables = tuple(ContractTable(name) for name in names)
        self._shown: ContractTable | None = None
        self.segments = Segments("Table", names, tokens)
        self.copy_button = TextButton("Copy table", 12, tokens)
        self.copy_button.setToolTip(said("For Excel, PowerPoint and Word"))
        self.table = SortedTable(tokens)
        self.totals = TotalLine(self.table.sort_heads, tokens)
        self.table.size_changed.connect(self.totals.show_size)
        self._lay_out()
        self.segments.chosen.connect(lambda _place: self._show())
        self.copy_button.clicked.connect(self._copy)
        self.table.contract_selected.connect(self.contract_selected)
        self.table.pointed.connect(self.pointed)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(13, 0, 8, 0)
        top.addWidget(self.segments)
        top.addStretch(1)
        top.addWidget(self.copy_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 7, 1, 4)
        column.setSpacing(2)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        column.addWidget(self.totals)

    def show_tables(self, tables: tuple[ContractTable, ...], selected: str) -> None:
        self._tables = tables
        self._show()
        self.table.show_selected(selected)

    def choose(self, place: int) -> None:
        """Another table on top."""
        self.segments.show_choice(place)
        self._show()

    def _show(self) -> None:
        places = range(len(self._tables))
        at = next((each for each in places if self.segments.buttons[each].isChecked()), 0)
        table = self._tables[at]
        if table is not self._shown:
            self._shown = table
            self.table.show_table(table)
            self.totals.show_row(table.total, self.table.headings())
            self.copy_button.setEnabled(len(table.rows) > 0)

    def _copy(self) -> None:
        self.table.copy_all()
        show_copied(self.copy_button, self.table.linked.rowCount())

    def show_pointed(self, pointed: Pointed) -> None:
        self.table.show_pointed(pointed)

    def set_tokens(self, tokens: Tokens) -> None:
        super().set_tokens(tokens)
        for part in (self.segments, self.copy_button, self.table, self.totals):
            part.set_tokens(tokens)
