"""How a comparison is painted: its cells, the heads of its columns and its rows, the corner."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    Qt,
)
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from widgets.comparison.marks import MARK_SPACE, draw_underline, paint_mark
from widgets.comparison.parts import over_card
from widgets.comparison.row_labels import fitted_labels
from widgets.language.spoken import heard, own, said
from widgets.painting import (
    BOLD,
    MEDIUM,
    PIN_WIDTH,
    colour,
    colour_of,
    draw_dot,
    draw_pin,
    draw_text,
    face,
    palette,
    plain_tip,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

    from widgets.comparison.model import ComparisonModel
    from widgets.comparison.states import Cell, Column, Row
    from widgets.painting import Face
    from widgets.tokens import Tokens

_Index = QModelIndex | QPersistentModelIndex

EDGE = 15  # to the labels
_PADDING = 10.0  # right of a cell's text
_DOT, _DOT_GAP = 8.0, 6.0
_HEAD_GAP = 8.0  # left of a heading
_PIN_GAP = 3  # between a heading and its pin
_LABEL_GAP = 8  # behind a label
_CUT_GAP = 4  # behind a label that is cut


class _CellEditor(QLineEdit):
    """The field in which a cell is edited."""

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setFrame(False)
        self.setTextMargins(4, 0, int(_PADDING) - 4, 0)
        self.setPalette(palette(tokens, tokens.field))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(QPen(colour(self._tokens.accent), 2.0))
        painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()


class CellPainter(QStyledItemDelegate):
    """Paints cells, and makes the field in which one is edited."""

    def __init__(
        self, model: ComparisonModel, tokens: Tokens, parent: QObject, *, links: bool
    ) -> None:
        """`links` says that a click on a cell that can't be edited does something."""
        super().__init__(parent)
        self._links = links
        self._model = model
        self._tokens = tokens
        self._face, self._bold = face(12), face(12, BOLD)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens

    def _using(self, cell: Cell) -> Face:
        return self._bold if cell.mark == "best" else self._face

    def _room(self, box: QRect, cell: Cell) -> float:
        return box.width() - 2 * _PADDING - (MARK_SPACE if cell.mark else 0.0)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        tokens, cell = self._tokens, self._model.cell(index)
        box = option.rect
        if cell is None:
            painter.fillRect(box, colour(tokens.field))
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(box, colour(tokens.accent_soft if selected else tokens.card))
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), colour(tokens.grid))
        linked = self._links and not cell.editable
        pointed = linked and bool(option.state & QStyle.StateFlag.State_MouseOver)
        self._paint_words(painter, box, cell, index, underlined=pointed)
        self._paint_edge(painter, option, index)
        painter.restore()

    def _paint_words(
        self, painter: QPainter, box: QRect, cell: Cell, index: _Index, *, underlined: bool
    ) -> None:
        tokens, using = self._tokens, self._using(cell)
        fault = self._model.fault(index)
        text = using.elided(fault.typed if fault else cell.text, self._room(box, cell))
        ink = colour(tokens.bad) if fault else self._ink(cell)
        x = box.right() + 1 - _PADDING - using.width(text)
        baseline = using.baseline(box.top(), box.height())
        draw_text(painter, QPointF(x, baseline), text, using, ink)
        if underlined:
            draw_underline(painter, QPointF(x, baseline), using.width(text), tokens)
        middle = baseline - using.metrics.capHeight() / 2
        paint_mark(painter, QPointF(x - 9.0, middle), cell.mark, tokens)

    def _ink(self, cell: Cell) -> QColor:
        tokens = self._tokens
        inks = {"good": tokens.good, "bad": tokens.bad, "muted": tokens.text_muted}
        return colour(inks.get(cell.tone, tokens.text))

    def _paint_edge(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Red round what was refused; the accent round the cell that the keyboard is at."""
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        refused = self._model.fault(index) is not None
        if not focused and not refused:
            return
        tokens = self._tokens
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour(tokens.bad if refused else tokens.accent), 2.0))
        painter.drawRect(QRectF(option.rect).adjusted(1, 1, -1, -1))

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: _Index,
    ) -> bool:
        """The tooltip; without one, a text that is cut is shown whole."""
        cell = self._model.cell(index) if index.isValid() else None
        if cell is not None and not cell.tooltip and self._model.fault(index) is None:
            cut = self._using(cell).width(cell.text) > self._room(option.rect, cell)
            QToolTip.showText(event.globalPos(), plain_tip(cell.text) if cut else "", view)
            return True
        return super().helpEvent(event, view, option, index)

    # -- editing

    def holds_words(self, _index: _Index) -> bool:
        """Whether a cell is the user's own text, and no quantity."""
        return False

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, index: _Index
    ) -> QWidget:
        editor = _CellEditor(self._tokens, parent)
        editor.setFont(self._face.font)
        column, row = self._model.state.columns[index.column()], self._model.row(index.row())
        editor.setAccessibleName(said(f"{row.label}, {column.heading}"))
        return editor

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        """The value, unless another is being typed."""
        assert isinstance(editor, QLineEdit)
        if not editor.isModified():
            text = self._model.edited_text(index)
            editor.setText(own(text) if self.holds_words(index) else said(text))
            editor.selectAll()

    def setModelData(self, editor: QWidget, _model: QAbstractItemModel, index: _Index) -> None:
        assert isinstance(editor, QLineEdit)
        text = editor.text()
        if not self.holds_words(index):
            text = heard(text, self._model.edited_text(index))
        self._model.enter(index, text)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: _Index
    ) -> None:
        editor.setGeometry(option.rect.adjusted(0, 0, 0, -1))


class _Heads(QHeaderView):
    """What the heads of columns and of rows share."""

    def __init__(
        self,
        orientation: Qt.Orientation,
        model: ComparisonModel,
        tokens: Tokens,
        parent: QWidget,
    ) -> None:
        super().__init__(orientation, parent)
        self._model = model
        self._tokens = tokens
        self.setSectionsClickable(True)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.setPalette(palette(over_card(tokens), tokens.card))
        self.viewport().update()


class ColumnHeads(_Heads):
    """The scenarios: a dot in its colour, its name, the baseline's pin; the current one bold."""

    def __init__(self, model: ComparisonModel, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, model, tokens, parent)
        self._face, self._bold = face(12, MEDIUM), face(12, BOLD)
        self.setAccessibleName(said("Scenarios"))

    def needed(self) -> int:
        """The width in which every heading stands whole, px."""
        columns = self._model.state.columns
        return math.ceil(max(map(self._needed_by, columns), default=0.0))

    def _needed_by(self, column: Column) -> float:
        marks = _DOT + _DOT_GAP if column.colour else 0.0
        marks += PIN_WIDTH + _PIN_GAP if column.baseline else 0.0
        return _HEAD_GAP + marks + self._bold.width(column.heading) + _PADDING

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803
        tokens, column = self._tokens, self._model.state.columns[logicalIndex]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, colour(tokens.card))
        line = QRect(rect.left(), rect.bottom(), rect.width(), 1)
        painter.fillRect(line, colour(tokens.border))
        if column.current:
            painter.fillRect(line.adjusted(0, -1, 0, 0), colour(tokens.accent))
        using = self._bold if column.current else self._face
        right = rect.right() + 1 - _PADDING
        middle = QRectF(rect).center().y()
        if column.baseline:
            pin = QPointF(right - PIN_WIDTH / 2, middle)
            draw_pin(painter, pin, colour(tokens.text_muted))
            right -= PIN_WIDTH + _PIN_GAP
        dot_room = _DOT + _DOT_GAP if column.colour else 0.0
        text = using.elided(column.heading, right - rect.left() - _HEAD_GAP - dot_room)
        x = right - using.width(text)
        baseline = using.baseline(rect.top(), rect.height())
        draw_text(painter, QPointF(x, baseline), text, using, colour(tokens.text))
        if column.colour:
            dot = colour_of(tokens, column.colour)
            draw_dot(painter, QPointF(x - _DOT_GAP - _DOT / 2, middle), _DOT, dot)
        painter.restore()


class RowHeads(_Heads):
    """The labels, and the names of groups."""

    def __init__(self, model: ComparisonModel, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, model, tokens, parent)
        self._face = face(12)
        self._group_face = face(11, BOLD, spacing=0.5)
        self._fitted: dict[str, str] = {}
        self._fitted_for: tuple[int, tuple[str, ...]] = (0, ())
        self.setAccessibleName(said("Rows"))

    def needed(self) -> int:
        """The width in which every label stands whole, px."""
        widths = (
            self._face.width(row.label) if row.cells else self._group_face.width(_capitals(row))
            for row in self._model.state.rows
        )
        return round(max(widths, default=0.0)) + EDGE + _LABEL_GAP + 1

    def fitted(self, width: int) -> dict[str, str]:
        """What is shown of each label in `width` px; the tooltip has it whole."""
        labels = tuple(said(row.label) for row in self._model.state.rows if row.cells)
        if self._fitted_for != (width, labels):
            self._fitted = fitted_labels(labels, width - EDGE - _CUT_GAP, self._face)
            self._fitted_for = (width, labels)
        return self._fitted

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803
        tokens, row = self._tokens, self._model.row(logicalIndex)
        painter.save()
        group = not row.cells
        using = self._group_face if group else self._face
        painter.fillRect(rect, colour(tokens.field if group else tokens.card))
        if not group:
            line = QRect(rect.left() + EDGE, rect.bottom(), rect.width() - EDGE, 1)
            painter.fillRect(line, colour(tokens.grid))
        text = (
            using.elided(_capitals(row), rect.width() - EDGE - _CUT_GAP)
            if group
            else self.fitted(rect.width())[said(row.label)]
        )
        ink = colour(tokens.text_muted if group else tokens.text)
        at = QPointF(rect.left() + EDGE, using.baseline(rect.top(), rect.height()))
        draw_text(painter, at, text, using, ink)
        painter.restore()


def _capitals(row: Row) -> str:
    """A group's name."""
    return own(said(row.label).upper())


class Corner(QWidget):
    """Covers the view's corner button with the heading of the labels."""

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._text = ""
        self._face = face(12, MEDIUM)

    def show_text(self, text: str) -> None:
        if text != self._text:
            self._text = text
            self.setToolTip(plain_tip(text))
            self.update()

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, box = self._tokens, self.rect()
        painter = QPainter(self)
        painter.fillRect(box, colour(tokens.card))
        painter.fillRect(QRect(EDGE, box.bottom(), box.width(), 1), colour(tokens.border))
        at = QPointF(EDGE, self._face.baseline(0, box.height()))
        text = self._face.elided(self._text, box.width() - EDGE - 4)
        draw_text(painter, at, text, self._face, colour(tokens.text_muted))
        painter.end()
