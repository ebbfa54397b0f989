"""The table of inputs: what is clicked in it, and the keys that move and choose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent

from widgets.card_table import BAR_ROOM, CardTable
from widgets.comparison import clipboard as table_clipboard
from widgets.language.spoken import said
from widgets.painting import colour, draw_note, face
from widgets.sources.input_cells import ADD, InputCells, InputHeads
from widgets.sources.input_model import CLAIMS, LABEL, SOURCES, STATUS, VALUE, InputModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QEvent, QPoint
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

    from widgets.sources.states import InputRow
    from widgets.tokens import Tokens

ROW_HEIGHT = 38
# Widths of the columns, px: at least, and enough; of what is more, basis and sources have most.
_LEAST = (196, 104, 114, 112, 82)
_ENOUGH = (262, 118, 118, 138, 100)
_MORE = (0.6, 0.05, 0.0, 0.05, 0.3)
# The same of the three that are left where not even the least of five fits.
_MERGED_LEAST = (110, 92, 136)
_MERGED_ENOUGH = (230, 112, 186)
_MERGED_MORE = (0.55, 0.05, 0.4)
_NOTHING = "No input has these words"


class InputTable(CardTable):
    """A click on a label or value asks why; one on a chip selects. Enter does both, + attaches."""

    selected = Signal(str)
    explain_requested = Signal(str)
    attach_requested = Signal(str)  # the input's key

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(InputHeads(tokens), ROW_HEIGHT, tokens, parent)
        self.inputs = InputModel(self)
        self.cells = InputCells(self.inputs, tokens, self)
        self.setModel(self.inputs)
        self.setItemDelegate(self.cells)
        self.setAccessibleName(said("Inputs and what they rest on"))
        self.set_tokens(tokens)

    def show_rows(self, rows: tuple[InputRow, ...]) -> None:
        self.inputs.show_rows(rows)

    def show_selected(self, key: str) -> None:
        """The claim or source whose inputs and chips stand out."""
        if key != self.cells.selected:
            self.cells.selected = key
            self.viewport().update()

    def set_tokens(self, tokens: Tokens) -> None:
        self.cells.tokens = tokens
        super().set_tokens(tokens)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - BAR_ROOM
        merged = room < sum(_LEAST)
        if merged != self.inputs.is_merged():
            self._show_merged(merged)
        shares = (_MERGED_LEAST, _MERGED_ENOUGH, _MERGED_MORE)
        widths = _widths(room, *(shares if merged else (_LEAST, _ENOUGH, _MORE)))
        for column, width in enumerate(widths):
            self._heads.resizeSection(column, width)

    def _show_merged(self, merged: bool) -> None:
        """Three columns, or five. The keyboard stays in its row, on what it was at."""
        index = self.currentIndex()
        if merged and index.column() in (CLAIMS, SOURCES):
            keep = QItemSelectionModel.SelectionFlag.NoUpdate
            self.selectionModel().setCurrentIndex(index.siblingAtColumn(STATUS), keep)
        self.inputs.show_merged(merged)
        for column in (CLAIMS, SOURCES):
            self.setColumnHidden(column, merged)

    # -- the mouse

    def chip_at(self, point: QPoint) -> str:
        """The key of the chip at a point of the viewport; empty where there is none."""
        index = self.indexAt(point)
        boxes = self.cells.chips(index, self.visualRect(index)) if index.isValid() else []
        where = QRectF(point.x(), point.y(), 1, 1)
        return next((chip.key for chip in boxes if chip.box.intersects(where)), "")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        point = event.position().toPoint()
        index = self.indexAt(point)
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid():
            return
        if index.column() in (LABEL, VALUE):
            self.explain_requested.emit(self._key(index))
        elif chip := self.chip_at(point):
            self._choose(index, chip)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        point = event.position().toPoint()
        index = self.indexAt(point)
        link = index.isValid() and index.column() in (LABEL, VALUE)
        hand = link or bool(self.chip_at(point))
        self.viewport().setCursor(
            Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor
        )
        self._hover((index.row(), index.column()) if index.isValid() else (-1, -1))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover((-1, -1))

    def _hover(self, place: tuple[int, int]) -> None:
        last, self.cells.hovered = self.cells.hovered, place
        if last != place:
            for row, column in (last, place):
                self.viewport().update(self.visualRect(self.inputs.index(row, column)))

    # -- the keyboard

    def request_explanation(self) -> bool:
        """Ask why the input at the keyboard is what it is, whatever its cell."""
        index = self.currentIndex()
        if index.isValid():
            self.explain_requested.emit(self._key(index))
        return index.isValid()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.matches(QKeySequence.StandardKey.Copy):
            rows = sorted({each.row() for each in self.selectionModel().selectedIndexes()})
            if rows:
                table_clipboard.copy(self.inputs.copied(rows))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self._enter(index)
        elif event.text() == ADD and index.isValid():
            self.attach_requested.emit(self._key(index))
        else:
            super().keyPressEvent(event)

    def _enter(self, index: QModelIndex) -> None:
        """The next chip of the cell; in other cells, why the value is what it is."""
        if not self.inputs.has_chips(index):
            self.explain_requested.emit(self._key(index))
            return
        keys = [chip.key for chip in self.inputs.chips(index)]
        if keys:
            at = keys.index(self.cells.selected) + 1 if self.cells.selected in keys else 0
            self._choose(index, keys[at % len(keys)])
        elif self.inputs.takes_sources(index):
            self.attach_requested.emit(self._key(index))

    def _choose(self, index: QModelIndex, chip: str) -> None:
        if chip == ADD:
            self.attach_requested.emit(self._key(index))
        else:
            self.selected.emit(chip)

    def _key(self, index: QModelIndex) -> str:
        return self.inputs.rows[index.row()].key

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.inputs.rows:
            super().paintEvent(event)
            return
        painter = QPainter(self.viewport())
        box = QRectF(self.viewport().rect()).adjusted(16, 0, -16, 0)
        draw_note(painter, box, _NOTHING, face(13).font, colour(self._tokens.text_muted))
        painter.end()


def _widths(
    room: int, least: Sequence[int], enough: Sequence[int], more: Sequence[float]
) -> list[int]:
    """The widths of the columns, px; together `room`, the first giving way where it is little."""
    wanted = sum(enough) - sum(least)
    share = max(0.0, min(1.0, (room - sum(least)) / wanted))
    rest = max(0, room - sum(enough))
    columns = zip(least, enough, more, strict=True)
    widths = [round(low + share * (high - low) + rest * part) for low, high, part in columns]
    widths[LABEL] = max(1, widths[LABEL] + room - sum(widths))
    return widths
