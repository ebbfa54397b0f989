"""The card of the price list: clauses, what each is worth, and a way to try it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from widgets.card_table import BAR_ROOM, CardTable
from widgets.comparison import clipboard as table_clipboard
from widgets.comparison.parts import Card, Line, Title
from widgets.decide.exit_price_cells import EDGE, PADDING, PriceCells, PriceHeads
from widgets.decide.exit_price_model import (
    CLAUSE,
    COST,
    HEADINGS,
    MONTHLY,
    TRY,
    TRY_TEXT,
    WORTH,
    PriceModel,
)
from widgets.decide.exit_words import INSET, LinkedText
from widgets.decide.note_card import UPDATING
from widgets.language.spoken import said
from widgets.painting import MEDIUM, colour, draw_note, face

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from widgets.decide.exit_states import PriceListState
    from widgets.tokens import Tokens

ROW_HEIGHT = 40
_WIDTHS = {COST: 68, WORTH: 82, MONTHLY: 68, TRY: 60}  # px at least; the clause has the rest
_SAMPLES = {COST: "−$88.8B", WORTH: "$88.8B", MONTHLY: "$88.8m", TRY: TRY_TEXT}
_BUTTON = 10  # px that a button takes more than a number
_LEAST_CLAUSE = 130
_USUAL = "Notice of 1 month"  # a clause that is no longer than most
_EXPLAINED = {COST: "exit_cost", WORTH: "contract_pv", MONTHLY: "monthly_spend"}


def _width(column: int) -> int:
    """What its heading and its numbers take in the user's language, px."""
    bold = face(12, MEDIUM)
    needed = max(bold.width(HEADINGS[column]), bold.width(_SAMPLES[column]))
    around = 2 * PADDING + _BUTTON if column == TRY else PADDING
    return max(_WIDTHS[column], math.ceil(needed) + around)


class PriceTable(CardTable):
    """Arrow keys go from cell to cell; Enter, Space or a click explains a number or tries."""

    clause_tried = Signal(str)
    explain_requested = Signal(str, int)
    row_reached = Signal(int)  # the place of the current row; -1 where there is none

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(PriceHeads(tokens), ROW_HEIGHT, tokens, parent)
        self._message = ""
        self.prices = PriceModel(self)
        self._cells = PriceCells(self.prices, tokens, self)
        self._widths = {column: _width(column) for column in _WIDTHS}
        self.setModel(self.prices)
        self.setItemDelegate(self._cells)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(said("Price list of better clauses"))
        self.setAccessibleDescription(said("Enter explains a number; on Try it, it sets the terms"))
        self.selectionModel().currentChanged.connect(
            lambda index, _last: self.row_reached.emit(index.row())
        )
        self.set_tokens(tokens)

    def show_state(self, state: PriceListState) -> None:
        """The keyboard stays on its clause, wherever it now stands."""
        index = self.currentIndex()
        key = self.prices.rows[index.row()].key if index.isValid() else ""
        self._message = state.message
        self._heads.setVisible(bool(state.rows))
        if self.prices.show_rows(state.rows):
            keys = [row.key for row in state.rows]
            if key in keys:
                self.setCurrentIndex(self.prices.index(keys.index(key), index.column()))
            else:
                self.row_reached.emit(-1)
        self.viewport().update()

    def set_tokens(self, tokens: Tokens) -> None:
        self._cells.tokens = tokens
        super().set_tokens(tokens)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - BAR_ROOM
        least = max(_LEAST_CLAUSE, EDGE + PADDING + round(face(12, MEDIUM).width(_USUAL)))
        narrow = room < sum(self._widths.values()) + least
        self.setColumnHidden(MONTHLY, narrow)  # it is among the details below
        shown = {
            key: width for key, width in self._widths.items() if not (narrow and key == MONTHLY)
        }
        for column, width in shown.items():
            self._heads.resizeSection(column, width)
        self._heads.resizeSection(CLAUSE, max(60, room - sum(shown.values())))

    def request_explanation(self) -> bool:
        """Ask about the current cell's number. False where no cell is current."""
        index = self.currentIndex()
        if index.isValid():
            self._explain(index)
        return index.isValid()

    def _explain(self, index: QModelIndex) -> None:
        key = _EXPLAINED.get(index.column()) or self.prices.rows[index.row()].input_key
        self.explain_requested.emit(key, 0)

    def _open(self, index: QModelIndex) -> None:
        if index.column() == TRY:
            self.clause_tried.emit(self.prices.rows[index.row()].key)
        else:
            self._explain(index)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self._open(index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        link = self.indexAt(event.position().toPoint()).isValid()
        shape = Qt.CursorShape.PointingHandCursor if link else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        opening = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if event.matches(QKeySequence.StandardKey.Copy) and self.prices.rows:
            table_clipboard.copy(self.prices.copied(range(len(self.prices.rows))))
        elif event.key() in opening and index.isValid():
            if not event.isAutoRepeat():
                self._open(index)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.prices.rows:
            super().paintEvent(event)
            return
        painter = QPainter(self.viewport())
        box = QRectF(self.viewport().rect()).adjusted(16, 0, -16, 0)
        draw_note(painter, box, self._message, face(13).font, colour(self._tokens.text_muted))
        painter.end()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.viewport().update()


class PricesCard(Card):
    """The list; below it, what the current clause changes in full."""

    clause_tried = Signal(str)
    explain_requested = Signal(str, int)

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens)
        self.setAccessibleName(said("Price list"))
        self._state: PriceListState | None = None
        self._title = Title("What better clauses are worth", tokens)
        self.note = Line(tokens)
        self.table = PriceTable(tokens, self)
        self.details = LinkedText(tokens, self)
        self._left = Line(tokens)
        self._lay_out()
        self.table.clause_tried.connect(self.clause_tried)
        self.table.explain_requested.connect(self.explain_requested)
        self.table.row_reached.connect(self._show_details)
        self.details.explain_requested.connect(self.explain_requested)

    def _lay_out(self) -> None:
        top, below = QHBoxLayout(), QVBoxLayout()
        top.setContentsMargins(EDGE, 0, EDGE, 0)
        top.setSpacing(10)
        top.addWidget(self._title)
        top.addWidget(self.note, 1)
        below.setContentsMargins(EDGE - INSET, 0, EDGE - INSET, 0)
        self._left.setContentsMargins(INSET, 0, 0, 0)
        below.setSpacing(4)
        below.addWidget(self.details)
        below.addWidget(self._left)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 9, 1, 8)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        column.addLayout(below)

    def show_state(self, state: PriceListState) -> None:
        if state == self._state:
            return
        self._state = state
        self.note.show_text(state.note if state.fresh else UPDATING)
        self._left.show_text(state.left)
        self._left.setVisible(bool(state.left))
        self.table.show_state(state)
        self._show_details(self.table.currentIndex().row())

    def set_tokens(self, tokens: Tokens) -> None:
        super().set_tokens(tokens)
        for part in (self._title, self.note, self.table, self.details, self._left):
            part.set_tokens(tokens)

    def _show_details(self, place: int) -> None:
        rows = self._state.rows if self._state else ()
        shown = rows[place].details if 0 <= place < len(rows) else ()
        self.details.show_sentences(shown)
        self.details.setVisible(bool(shown))
