"""How the register's cells are painted, and the field in which one is edited."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QObject, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from widgets.language.spoken import heard, own, said
from widgets.painting import MEDIUM, blend, colour, draw_text, face, palette, plain_tip

if TYPE_CHECKING:
    from widgets.contracts.register_model import Index, RegisterModel
    from widgets.tokens import Tokens

ROW_HEIGHT = 26
PADDING = 9.0
_BAR = 3  # px, left of the selected contract
_ROW_TINT = 0.45  # of the selected contract's row


class CellEditor(QLineEdit):
    """The field in which a cell is edited."""

    def __init__(self, tokens: Tokens, parent: QWidget, *, right: bool) -> None:
        super().__init__(parent)
        self._tokens = tokens
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        self.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        self.setFrame(False)
        self.setTextMargins(int(PADDING) - 4, 0, int(PADDING) - 4, 0)
        self.setPalette(palette(tokens, tokens.field))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(QPen(colour(self._tokens.accent), 2.0))
        painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()


class CellPainter(QStyledItemDelegate):
    """Paints cells: those that say nothing more than the default are muted."""

    entered = Signal(str, str, str)  # contract, column, text

    def __init__(self, model: RegisterModel, tokens: Tokens, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._tokens = tokens
        self._face, self._strong = face(12), face(12, MEDIUM)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens

    def room(self, text: str) -> int:
        """The width of a column in which a text stands whole, px."""
        return math.ceil(self._face.width(text) + 2 * PADDING)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens, box = self._tokens, option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        ground = colour(tokens.accent_soft if selected else tokens.card)
        linked = self._model.contract(index.row()).id == self._model.state.selected
        if linked and not selected:
            ground = blend(tokens.card, tokens.accent_soft, _ROW_TINT)
        painter.save()
        painter.fillRect(box, ground)
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), colour(tokens.grid))
        if linked and index.column() == 0:
            painter.fillRect(box.left(), box.top(), _BAR, box.height(), colour(tokens.accent))
        refused = self._model.fault(index) is not None
        text = self._model.shown(index)
        if text:
            self._paint_words(painter, box, index, text, refused=refused)
        self._paint_edge(painter, option, refused=refused)
        painter.restore()

    def _paint_words(
        self, painter: QPainter, box: QRect, index: Index, text: str, *, refused: bool
    ) -> None:
        tokens, column = self._tokens, self._model.column(index)
        using = self._strong if index.column() == 0 else self._face
        plain = tokens.text if self._model.says_something(index) else tokens.text_muted
        ink = colour(tokens.bad if refused else plain)
        shown = using.elided(text, box.width() - 2 * PADDING)
        x = box.left() + PADDING
        if column.right:
            x = box.right() + 1 - PADDING - using.width(shown)
        at = QPointF(x, using.baseline(box.top(), box.height()))
        draw_text(painter, at, shown, using, ink)

    def _paint_edge(
        self, painter: QPainter, option: QStyleOptionViewItem, *, refused: bool
    ) -> None:
        """Red round what was refused; the accent round the cell that the keyboard is at."""
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        if not focused and not refused:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        ink = self._tokens.accent if focused and not refused else self._tokens.bad
        painter.setPen(QPen(colour(ink), 2.0))
        painter.drawRect(QRectF(option.rect).adjusted(1, 1, -1, -1))

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Why a text was refused; a text that is cut is shown whole."""
        if index.isValid() and self._model.fault(index) is None:
            text = self._model.shown(index)
            cut = self._face.width(text) > option.rect.width() - 2 * PADDING
            QToolTip.showText(event.globalPos(), plain_tip(text) if cut else "", view)
            return True
        return super().helpEvent(event, view, option, index)

    # -- editing

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = CellEditor(self._tokens, parent, right=self._model.column(index).right)
        editor.setFont(self._face.font)
        contract, column = self._model.contract(index.row()), self._model.column(index).column
        editor.setAccessibleName(own(f"{said(column.label)} {said('of')} {contract.id}"))
        editor.setAccessibleDescription(said(column.meaning))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """The value, unless another is being typed."""
        assert isinstance(editor, QLineEdit)
        if not editor.isModified():
            text = self._model.text(index)
            editor.setText(own(text) if self._model.column(index).words else said(text))
            editor.selectAll()

    def setModelData(self, editor: QWidget, _model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, QLineEdit)
        typed, text = editor.text(), self._model.text(index)
        if not self._model.column(index).words:
            typed = heard(typed, text)
        if typed != text:
            self.entered.emit(*self._model.address(index), typed)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: Index
    ) -> None:
        editor.setGeometry(option.rect.adjusted(0, 0, 0, -1))
