"""The matrix of rank correlations: numbers on the colour of their sign and size."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QTableView,
    QWidget,
)

from widgets.dialogs.field_style import field_style
from widgets.dialogs.style import table_style
from widgets.language.spoken import heard, own, said
from widgets.painting import (
    MEDIUM,
    REGULAR,
    blend,
    colour,
    draw_dot,
    draw_ring,
    draw_text,
    face,
    plain_tip,
)

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionViewItem

    from widgets.dialogs.correlation_states import CorrelationCell, CorrelationsState
    from widgets.painting import Face
    from widgets.tokens import Tokens

_Index = QModelIndex | QPersistentModelIndex

_COLUMN, _ROW, _HEAD = 88, 38, 62  # px
_PADDED = 14  # px beside the words of a column's head
_STRONGEST, _MIRRORED = 0.62, 0.4  # of a sign's colour at ±1, and of that above the diagonal
_POSITIVE, _NEGATIVE = "revenue", "compute"  # blue and orange: apart for every eye


class _Model(QAbstractTableModel):
    """Below the diagonal cells are edited; above it they are mirrored."""

    entered = Signal(int, int, str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.state: CorrelationsState | None = None

    def show_state(self, state: CorrelationsState) -> None:
        same = self.state is not None and self.state.labels == state.labels
        if not same:
            self.beginResetModel()
        self.state = state
        if not same:
            self.endResetModel()
        elif state.labels:
            last = len(state.labels) - 1
            self.dataChanged.emit(self.index(0, 0), self.index(last, last))

    def cell(self, index: _Index) -> CorrelationCell:
        assert self.state is not None
        return self.state.cells[index.row()][index.column()]

    def rowCount(self, parent: _Index | None = None) -> int:
        inside = parent is not None and parent.isValid()
        return 0 if inside or self.state is None else len(self.state.labels)

    def columnCount(self, parent: _Index | None = None) -> int:
        return self.rowCount(parent)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell = self.cell(index)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return said(cell.text)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(said(part) for part in (cell.name, cell.fault) if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(cell.fault or cell.name)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if self.state is None or role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            return None
        label = self.state.labels[section]
        across = orientation == Qt.Orientation.Horizontal
        if across and role == Qt.ItemDataRole.DisplayRole:
            return _wrapped(label, face(12), _COLUMN - _PADDED)
        return said(label)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        found = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.row() > index.column():
            found |= Qt.ItemFlag.ItemIsEditable
        return found

    def setData(self, index: _Index, value: Any, _role: int = Qt.ItemDataRole.EditRole) -> bool:
        before = self.cell(index).text
        if (typed := heard(str(value), before)) != before:
            self.entered.emit(index.row(), index.column(), typed)
        return True


class _Painter(QStyledItemDelegate):
    def __init__(self, view: CorrelationMatrix, model: _Model, tokens: Tokens) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self.tokens = tokens

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        tokens, cell, box = self.tokens, self._model.cell(index), QRectF(option.rect)
        above, diagonal = index.row() < index.column(), index.row() == index.column()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        share = _STRONGEST * min(abs(cell.value), 1.0) * (_MIRRORED if above else 1.0)
        tone = getattr(tokens, _POSITIVE if cell.value > 0 else _NEGATIVE)
        ground = colour(tokens.field) if diagonal else blend(tokens.card, tone, share)
        painter.fillRect(box, ground)
        muted = above or diagonal or (cell.value == 0 and not cell.fault)
        ink = colour(tokens.bad if cell.fault else tokens.text_muted if muted else tokens.text)
        using = face(13, REGULAR if muted else MEDIUM)
        text = using.elided(cell.text, box.width() - 8)
        at = QPointF(
            round(box.center().x() - using.width(text) / 2),
            using.baseline(box.top(), box.height()),
        )
        draw_text(painter, at, text, using, ink)
        if cell.changed:
            draw_dot(painter, QPointF(box.right() - 8, box.top() + 8), 5, colour(tokens.accent))
        inside = box.adjusted(2, 2, -2, -2)
        if cell.fault:
            draw_ring(painter, inside, colour(tokens.bad), 4)
        elif option.state & QStyle.StateFlag.State_Selected:
            held = self._view.hasFocus()
            draw_ring(painter, inside, colour(tokens.accent if held else tokens.text_muted), 4)
        painter.restore()

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, index: _Index
    ) -> QWidget:
        field = QLineEdit(parent)
        field.setAlignment(Qt.AlignmentFlag.AlignCenter)
        field.setFont(face(13, MEDIUM).font)
        tight = "QLineEdit, QLineEdit:focus { padding: 0 2px; border-radius: 4px; }"
        field.setStyleSheet(field_style(self.tokens) + tight)
        field.setAccessibleName(said(self._model.cell(index).name))
        return field

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        assert isinstance(editor, QLineEdit)
        model.setData(model.index(index.row(), index.column()), editor.text())

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: _Index
    ) -> None:
        editor.setGeometry(option.rect.adjusted(2, 2, -2, -2))


class CorrelationMatrix(QTableView):
    """Arrow keys move; typing, F2 or Enter edits below the diagonal, Enter takes it."""

    entered = Signal(int, int, str)  # row and column, the row being the greater, and the text
    given_up = Signal()  # Escape: what was refused is not wanted
    passed = Signal(str)  # the name of the cell that the keys or the pointer have come to

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._model = _Model(self)
        self._painter = _Painter(self, self._model, tokens)
        self.setModel(self._model)
        self.setItemDelegate(self._painter)
        self.setAccessibleName(said("Rank correlations"))
        self.setTabKeyNavigation(False)  # Tab goes on to what is below
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.AnyKeyPressed | trigger.EditKeyPressed | trigger.DoubleClicked)
        for head, size in ((self.horizontalHeader(), _COLUMN), (self.verticalHeader(), _ROW)):
            head.setDefaultSectionSize(size)
            head.setMinimumSectionSize(size)
            head.setSectionsClickable(False)
            head.setHighlightSections(False)
        self.horizontalHeader().setFixedHeight(_HEAD)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self.verticalHeader().setDefaultAlignment(left)
        self._model.entered.connect(self.entered)
        self.set_tokens(tokens)

    def show_state(self, state: CorrelationsState) -> None:
        """Shows another state; the cell that is chosen stays by its place."""
        words = (word for label in state.labels for word in said(label).split())
        widest = max((face(12).width(own(word)) for word in words), default=0.0)
        self.horizontalHeader().setMinimumSectionSize(max(_COLUMN, math.ceil(widest) + _PADDED))
        current = self.currentIndex()
        row, column = current.row(), current.column()
        self._model.show_state(state)
        count = len(state.labels)
        if count > 1:
            row, column = (row, column) if 0 <= row < count and 0 <= column < count else (1, 0)
            self.setCurrentIndex(self._model.index(row, column))

    def wide(self) -> int:
        """Px at which no column is cut."""
        head = self.horizontalHeader()
        columns = head.count() * head.minimumSectionSize()
        return self.verticalHeader().sizeHint().width() + columns + 2 * self.frameWidth()

    def set_tokens(self, tokens: Tokens) -> None:
        self._painter.tokens = tokens
        style = table_style(tokens).replace("QTableWidget", "QTableView")
        heads = f"QHeaderView::section {{ color: {tokens.text}; padding: 4px 6px; }}"
        self.setStyleSheet(f"{style} {heads} QHeaderView {{ font-size: 12px; }}")

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.passed.emit(self._model.cell(current).name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, at = event.key(), self.currentIndex()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # The one that ends an edit comes by here too.
            editing = self.state() == QAbstractItemView.State.EditingState
            if not editing and at.flags() & Qt.ItemFlag.ItemIsEditable:
                self.edit(at)
        elif key == Qt.Key.Key_Escape:
            if at.isValid() and self._model.cell(at).fault:
                self.given_up.emit()
            else:
                event.ignore()  # it closes the dialog
        else:
            super().keyPressEvent(event)


def _wrapped(text: str, using: Face, width: float) -> str:
    """In as many lines as it needs, broken between words."""
    lines: list[str] = []
    for word in said(text).split():
        longer = own(f"{lines[-1]} {word}" if lines else word)
        if lines and using.width(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return own("\n".join(lines))
