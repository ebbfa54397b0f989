"""A table whose rows belong to contracts: pointing at one and selecting it is told to others.

Rows are taken from a sequence as they come into sight, so that there may be 100,000 of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate

from widgets.card_table import CardTable
from widgets.contracts.linked import NOTHING, Pointed
from widgets.language.spoken import own, said
from widgets.painting import blend, colour, draw_note, face, is_keyboard_focus, plain_tip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QColor
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

    from widgets.buttons import TextButton
    from widgets.card_table import CardHeads
    from widgets.tokens import Tokens

Index = QModelIndex | QPersistentModelIndex
EDGE, PADDING = 15, 8  # px left of a row, right of a cell's text
_BAR = 3  # px at the left of the selected contract's rows
MOST_COPIED = 10_000  # rows on the clipboard: more would make the window wait
_COPIED_FOR = 2000  # ms
_OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


def show_copied(button: TextButton, rows: int) -> None:
    """Says for a moment on a button that its rows were copied, or how many of them."""
    text = button.text()
    button.setText(said("Copied" if rows <= MOST_COPIED else f"First {MOST_COPIED:,} copied"))
    button.updateGeometry()
    button.setEnabled(False)

    def back() -> None:
        button.setText(own(text))
        button.updateGeometry()
        button.setEnabled(True)

    QTimer.singleShot(_COPIED_FOR, button, back)


class LinkedRow(Protocol):
    """What a row has in common with all others."""

    @property
    def contract(self) -> str: ...
    @property
    def supplier(self) -> str: ...


class LinkedModel(QAbstractTableModel):
    """Rows in an order of their own. What is said of a cell is its subclass's affair."""

    columns = 1

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[Any] = ()
        self.order: Sequence[int] = ()

    def show_rows(self, rows: Sequence[Any], order: Sequence[int] | None = None) -> None:
        """`order` holds the places of the rows that are shown; None: all, as they come."""
        self.beginResetModel()
        self.rows = rows
        self.order = range(len(rows)) if order is None else order
        self.endResetModel()

    def row(self, place: int) -> Any:
        """What is shown in a row of the view."""
        return self.rows[int(self.order[place])]

    def spoken(self, row: Any, column: int) -> str:
        raise NotImplementedError

    def tip(self, row: Any, column: int) -> str:
        raise NotImplementedError

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.order)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self.columns

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return said(self.spoken(self.row(index.row()), index.column()))
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self.tip(self.row(index.row()), index.column())) or None
        return None


class LinkedCells(QStyledItemDelegate):
    """The ground of a cell; what stands on it is drawn by its subclass."""

    indent = EDGE  # px left of the lines between the rows

    def __init__(self, model: LinkedModel, tokens: Tokens, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self.tokens = tokens
        self.selected = ""
        self.pointed = NOTHING

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, box = self._model.row(index.row()), option.rect
        painter.save()
        self._paint_ground(painter, box, row, index.column())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(painter, QRectF(box), row, index)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour(self.tokens.accent), 2.0))
            painter.drawRect(QRectF(box).adjusted(1, 1, -1, -1))
        painter.restore()

    def _paint_ground(self, painter: QPainter, box: QRect, row: LinkedRow, column: int) -> None:
        painter.fillRect(box, self.ground(row))
        left = self.indent if column == 0 else 0
        line = QRect(box.left() + left, box.bottom(), box.width() - left, 1)
        painter.fillRect(line, colour(self.tokens.grid))
        if column == 0 and self.selected and row.contract == self.selected:
            bar = QRect(box.left(), box.top(), _BAR, box.height() - 1)
            painter.fillRect(bar, colour(self.tokens.accent))

    def ground(self, row: LinkedRow) -> QColor:
        """Of the selected contract's rows, of those that the hand is at, of all others."""
        tokens = self.tokens
        if self.selected and row.contract == self.selected:
            return colour(tokens.accent_soft)
        if self.pointed.covers(row.contract, row.supplier):
            return blend(tokens.card, tokens.accent_soft, 0.5)
        return colour(tokens.card)

    def draw(self, painter: QPainter, box: QRectF, row: Any, index: Index) -> None:
        raise NotImplementedError


class LinkedTable(CardTable):
    """A click, Enter or Space selects the row's contract; moving points at it."""

    contract_selected = Signal(str)
    pointed = Signal(Pointed)

    def __init__(
        self,
        model: LinkedModel,
        cells: LinkedCells,
        heads: CardHeads,
        row_height: int,
        tokens: Tokens,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(heads, row_height, tokens, parent)
        self.linked = model
        self.cells = cells
        self._contracts: Sequence[str] = ()
        self._message = ""
        model.setParent(self)
        cells.setParent(self)
        self.setModel(model)
        self.setItemDelegate(cells)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.selectionModel().currentChanged.connect(self._point_at_current)

    def show_rows(
        self,
        rows: Sequence[Any],
        contracts: Sequence[str],
        order: Sequence[int] | None = None,
        message: str = "",
    ) -> None:
        """`contracts` are the rows' ids. The keyboard stays with its contract."""
        index, held = self.currentIndex(), ""
        if index.isValid():
            held = self.linked.row(index.row()).contract
        self._contracts, self._message = contracts, message
        self._heads.setVisible(bool(len(rows)))
        self.linked.show_rows(rows, order)
        place = self.place(held) if held else -1
        if place >= 0:
            self._move_to(place, max(index.column(), 0))
            self.scrollTo(self.linked.index(place, 0), self.ScrollHint.EnsureVisible)

    def place(self, contract: str) -> int:
        """The first row of a contract in the view; -1 where it has none."""
        try:
            at = self._contracts.index(contract)
        except ValueError:
            return -1
        order = self.linked.order
        if isinstance(order, range):
            return at
        return next((row for row, place in enumerate(order) if place == at), -1)

    def show_selected(self, contract: str) -> None:
        """Marks the rows of the selected contract and brings the first into sight."""
        if contract == self.cells.selected:
            return
        self.cells.selected = contract
        self.reveal()
        self.viewport().update()

    def reveal(self) -> None:
        """Brings the selected contract into sight, unless the keyboard is at a row of it."""
        contract, index = self.cells.selected, self.currentIndex()
        place = self.place(contract) if contract else -1
        at = self.linked.row(index.row()).contract if index.isValid() else ""
        if place >= 0 and at != contract:
            self._move_to(place, max(index.column(), 0))
            self.scrollTo(self.linked.index(place, 0), self.ScrollHint.EnsureVisible)

    def showEvent(self, event: QShowEvent) -> None:
        """Newly in sight, and laid out by then: so is the row that the keyboard is at."""
        super().showEvent(event)
        QTimer.singleShot(0, self, lambda: self.scrollTo(self.currentIndex()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who comes by keyboard sees the row that it is at."""
        super().focusInEvent(event)
        if is_keyboard_focus(event, before=False):
            self.scrollTo(self.currentIndex())

    def _move_to(self, place: int, column: int) -> None:
        """The keyboard goes to a row of which the hand knows already."""
        model = self.selectionModel()
        blocked = self.blockSignals(True)
        try:
            model.setCurrentIndex(
                self.linked.index(place, column), model.SelectionFlag.ClearAndSelect
            )
        finally:
            self.blockSignals(blocked)

    def show_pointed(self, pointed: Pointed) -> None:
        if pointed != self.cells.pointed:
            self.cells.pointed = pointed
            self.viewport().update()

    def set_tokens(self, tokens: Tokens) -> None:
        self.cells.tokens = tokens
        super().set_tokens(tokens)

    # -- the hand

    def _point_at_current(self, index: QModelIndex, _last: QModelIndex) -> None:
        if index.isValid() and self.hasFocus():
            self._point(index)

    def _point(self, index: QModelIndex) -> None:
        found = NOTHING
        if index.isValid():
            row = self.linked.row(index.row())
            found = Pointed(row.contract, row.supplier)
        if found != self.cells.pointed:
            self.show_pointed(found)
            self.pointed.emit(found)

    def _select(self, index: QModelIndex) -> None:
        contract = self.linked.row(index.row()).contract
        if contract:
            self.contract_selected.emit(contract)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        hand = index.isValid() and self.linked.row(index.row()).contract
        shape = Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)
        self._point(index)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point(QModelIndex())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self._select(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_all()
        elif event.key() in _OPENING and index.isValid():
            if not event.isAutoRepeat():
                self._select(index)
        else:
            super().keyPressEvent(event)

    def copy_all(self) -> None:
        """All rows on the clipboard, where a table has something to copy."""

    def paintEvent(self, event: QPaintEvent) -> None:
        if len(self.linked.order):
            super().paintEvent(event)
            return
        painter = QPainter(self.viewport())
        box = QRectF(self.viewport().rect()).adjusted(16, 0, -16, 0)
        draw_note(painter, box, self._message, face(13).font, colour(self._tokens.text_muted))
        painter.end()
