"""A list of rows under the names of their sections: for the reference and for completions."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate

from widgets.controls.parts import SlimScrollBar
from widgets.language.spoken import own, said
from widgets.painting import (
    BOLD,
    colour,
    draw_ring,
    draw_rounded,
    draw_text,
    face,
    palette,
    plain_tip,
)

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

    from widgets.tokens import Tokens

_Index = QModelIndex | QPersistentModelIndex
_ROW, _SECTION = 26, 30  # px high
_PAGE = 12  # rows


class Row(NamedTuple):
    """One row. `note` stands muted at the right: what kind of thing it is."""

    id: str
    label: str
    section: str = ""  # rows of one section stand together, under its name
    note: str = ""
    hint: str = ""  # tooltip


class _Model(QAbstractListModel):
    """Rows, and between them the names of their sections."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.lines: list[Row | str] = []

    def show_rows(self, rows: tuple[Row, ...]) -> None:
        self.beginResetModel()
        self.lines = []
        section = ""
        for row in rows:
            if row.section and row.section != section:
                section = row.section
                self.lines.append(section)
            self.lines.append(row)
        self.endResetModel()

    def row_at(self, index: _Index) -> Row | None:
        line = self.lines[index.row()] if index.isValid() else ""
        return None if isinstance(line, str) else line

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return said(line if isinstance(line, str) else line.label)
        if role == Qt.ItemDataRole.ToolTipRole and not isinstance(line, str):
            return plain_tip(line.hint) or None
        if role == Qt.ItemDataRole.AccessibleTextRole and not isinstance(line, str):
            return ", ".join(said(part) for part in (line.label, line.note) if part)
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if self.row_at(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class _Painter(QStyledItemDelegate):
    def __init__(self, view: RowList, model: _Model, tokens: Tokens) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self.tokens = tokens
        self._face, self._small = face(13), face(11)
        self._section = face(11, BOLD, spacing=0.5)

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(100, _ROW if self._model.row_at(index) else _SECTION)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        line = self._model.lines[index.row()]
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(line, str):
            at = QPointF(box.left() + 8, self._section.baseline(box.top() + 6, box.height() - 6))
            text = self._section.elided(own(said(line).upper()), box.width() - 16)
            draw_text(painter, at, text, self._section, colour(self.tokens.text_muted))
        else:
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            self._paint_row(painter, box, line, chosen=chosen)
        painter.restore()

    def _paint_row(self, painter: QPainter, box: QRectF, row: Row, *, chosen: bool) -> None:
        tokens = self.tokens
        if chosen:
            draw_rounded(painter, box, colour(tokens.accent_soft), radius=5)
            if self._view.hasFocus():
                draw_ring(painter, box.adjusted(1, 1, -1, -1), colour(tokens.accent), 4)
        right = box.right() - 8
        if row.note:
            needed = self._face.width(row.label) + 26
            note = self._small.elided(row.note, max(box.width() / 2, box.width() - needed))
            right -= self._small.width(note)
            at = QPointF(right, self._face.baseline(box.top(), box.height()))
            draw_text(painter, at, note, self._small, colour(tokens.text_muted))
            right -= 10
        at = QPointF(box.left() + 8, self._face.baseline(box.top(), box.height()))
        text = self._face.elided(row.label, right - at.x())
        draw_text(painter, at, text, self._face, colour(tokens.text))


class RowList(QListView):
    """Rows under their sections' names. Emits ids."""

    passed = Signal(str)  # the row that the keys have come to
    taken = Signal(str)  # clicked, or Enter

    def __init__(self, name: str, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Model(self)
        self._painter = _Painter(self, self._model, tokens)
        self._bar = SlimScrollBar(tokens)
        self.setModel(self._model)
        self.setItemDelegate(self._painter)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBar(self._bar)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(said(name))
        self.clicked.connect(self._take)
        self.set_tokens(tokens)

    def show_rows(self, rows: tuple[Row, ...]) -> None:
        self._model.show_rows(rows)

    def heights(self) -> int:
        """What all rows need, px."""
        return sum(_SECTION if isinstance(line, str) else _ROW for line in self._model.lines)

    def set_tokens(self, tokens: Tokens) -> None:
        self._painter.tokens = tokens
        self._bar.set_tokens(tokens)
        made = palette(tokens, tokens.panel)
        self.setPalette(made)
        self.viewport().setPalette(made)  # within a style sheet it would keep its first
        self.update()

    def first(self) -> str:
        """The id of the first row; empty where there is none."""
        return next((line.id for line in self._model.lines if not isinstance(line, str)), "")

    def current(self) -> str:
        row = self._model.row_at(self.currentIndex())
        return row.id if row else ""

    def select(self, entry: str) -> bool:
        """Marks the row of an id and brings it into view. False where it is not listed."""
        for place, line in enumerate(self._model.lines):
            if not isinstance(line, str) and line.id == entry:
                index = self._model.index(place)
                if index != self.currentIndex():
                    self.setCurrentIndex(index)
                    self.scrollTo(index, QListView.ScrollHint.PositionAtCenter)
                return True
        self.clearSelection()
        self.setCurrentIndex(QModelIndex())
        return False

    def step(self, by: int) -> None:
        """To another row, over the names of sections."""
        lines = self._model.lines
        places = [place for place, line in enumerate(lines) if not isinstance(line, str)]
        if not places:
            return
        current = self.currentIndex().row()
        at = places.index(current) + by if current in places else 0
        self.setCurrentIndex(self._model.index(places[max(0, min(at, len(places) - 1))]))
        self.passed.emit(self.current())

    def _take(self) -> None:
        if entry := self.current():
            self.taken.emit(entry)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in MOVES and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.step(MOVES[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
        else:
            event.ignore()  # typed letters belong to a field, Escape to the window


MOVES = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -_PAGE,
    Qt.Key.Key_PageDown: _PAGE,
    Qt.Key.Key_Home: -100_000,
    Qt.Key.Key_End: 100_000,
}
