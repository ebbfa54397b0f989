"""The table of quotes: edited in place, words at the left of their cells, numbers at the right."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, Qt, Signal
from PySide6.QtWidgets import QLineEdit

from widgets.comparison.cells import CellPainter, ColumnHeads
from widgets.comparison.table_view import ComparisonView
from widgets.contracts.quotes_states import (
    CAPACITY,
    CONDITIONS,
    DAY,
    GPU_HOUR,
    PRICE,
    REFERENCE,
    SUPPLIER,
    TERM,
    TEXT_COLUMNS,
    WATCHED,
)
from widgets.language.spoken import own, said
from widgets.painting import colour, draw_text

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtGui import QKeyEvent, QPainter
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

    from widgets.comparison.states import Cell, TableState
    from widgets.tokens import Tokens

    Index = QModelIndex | QPersistentModelIndex

_LEFT, _EDGE = 10, 15  # px to the words of a cell; in the first column as to the title
_BAR_ROOM = 10
# px at least, and how much of the room that is left each column takes.
_WIDTHS = {
    WATCHED: (85, 0),
    SUPPLIER: (128, 3),
    DAY: (96, 0),
    PRICE: (144, 0),
    GPU_HOUR: (76, 0),
    CAPACITY: (100, 0),
    TERM: (48, 0),
    CONDITIONS: (68, 2),
    REFERENCE: (62, 1),
}
# Of a column's texts, nearly.
_WIDEST = {WATCHED: "new, under", DAY: "30 Nov 2026", PRICE: "$4.54 / GPU-hour"}
_GIVES = 32  # px of a supplier's name, at most
_AROUND = 20.0  # px beside such a text


def _left(column: int) -> int:
    return _LEFT if column else _EDGE


class QuoteHeads(ColumnHeads):
    """Headings that stand over their cells' words."""

    def room(self, place: int) -> int:
        """The width in which a heading, and the cells below it, stand whole, px."""
        wide = self._face.width(_WIDEST.get(place, "")) + _AROUND
        column = self._model.state.columns[place]
        if place in TEXT_COLUMNS:
            return math.ceil(max(wide, _left(place) + self._face.width(column.heading)))
        return math.ceil(max(wide, self._needed_by(column)))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803
        if logicalIndex not in TEXT_COLUMNS:
            super().paintSection(painter, rect, logicalIndex)
            return
        tokens, heading = self._tokens, self._model.state.columns[logicalIndex].heading
        painter.save()
        painter.fillRect(rect, colour(tokens.card))
        line = QRect(rect.left(), rect.bottom(), rect.width(), 1)
        painter.fillRect(line, colour(tokens.border))
        left = _left(logicalIndex)
        text = self._face.elided(heading, rect.width() - left)
        at = QPointF(rect.left() + left, self._face.baseline(rect.top(), rect.height()))
        draw_text(painter, at, text, self._face, colour(tokens.text))
        painter.restore()


class QuoteCells(CellPainter):
    """Words stand at the left; so does what is typed into them."""

    def _paint_words(
        self, painter: QPainter, box: QRect, cell: Cell, index: Index, *, underlined: bool
    ) -> None:
        if index.column() not in TEXT_COLUMNS:
            super()._paint_words(painter, box, cell, index, underlined=underlined)
            return
        tokens, using = self._tokens, self._using(cell)
        fault = self._model.fault(index)
        left = _left(index.column())
        words = fault.typed if fault else cell.text
        words = said(words) if index.column() == WATCHED else own(words)
        text = using.elided(words, box.width() - left - 4)
        ink = colour(tokens.bad) if fault else self._ink(cell)
        at = QPointF(box.left() + left, using.baseline(box.top(), box.height()))
        draw_text(painter, at, text, using, ink)

    def holds_words(self, index: Index) -> bool:
        return index.column() in TEXT_COLUMNS

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = super().createEditor(parent, option, index)
        if index.column() in TEXT_COLUMNS and isinstance(editor, QLineEdit):
            editor.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            editor.setTextMargins(_LEFT - 4, 0, 4, 0)
        return editor


class QuoteTable(ComparisonView):
    """Quotes by row. Delete asks that those be deleted in which cells are selected."""

    delete_pressed = Signal()

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__("Quotes", tokens, parent)
        self.setAccessibleDescription(said("F2 or typing edits a cell; Delete deletes the quotes"))

    def _set_up(self) -> None:
        self._cells = QuoteCells(self.comparison, self._tokens, self, links=False)
        self._heads = QuoteHeads(self.comparison, self._tokens, self)
        self._heads.setAccessibleName(said("Columns"))
        self._columns = self._heads
        super()._set_up()

    def show_state(self, state: TableState) -> None:
        """Without rows there is nothing to scroll."""
        policy = Qt.ScrollBarPolicy
        shown = policy.ScrollBarAsNeeded if state.rows else policy.ScrollBarAlwaysOff
        self.setHorizontalScrollBarPolicy(shown)
        super().show_state(state)

    def chosen(self) -> tuple[str, ...]:
        """The ids of the quotes in which cells are selected, from the top."""
        rows = self.comparison.state.rows
        places = {index.row() for index in self.selectionModel().selectedIndexes()}
        return tuple(rows[place].key for place in sorted(places))

    def _size_columns(self) -> None:
        """Rows need no labels: the cells say all. Words share the room that is left."""
        self._labels.setFixedWidth(0)
        heads, count = self._heads, len(self.comparison.state.columns)
        needs = {
            place: max(least, heads.room(place))
            for place, (least, _) in _WIDTHS.items()
            if place < count
        }
        room = self.width() - _BAR_ROOM - sum(needs.values())
        if room < 0 and SUPPLIER in needs:  # names give way to longer words
            more = sum(need - _WIDTHS[place][0] for place, need in needs.items())
            needs[SUPPLIER] -= min(-room, more, _GIVES)
        parts = sum(share for _, share in _WIDTHS.values())
        for place, need in needs.items():
            heads.resizeSection(place, need + max(0, room) * _WIDTHS[place][1] // parts)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.state() != self.State.EditingState:
            self.delete_pressed.emit()
        else:
            super().keyPressEvent(event)
