"""The list that a chooser opens: sections of choices under a search field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from widgets.comparison.parts import over_card
from widgets.controls.parts import SearchBox, SlimScrollBar
from widgets.language.spoken import findable, joined, own, said
from widgets.painting import (
    BOLD,
    blend,
    colour,
    colour_of,
    draw_dot,
    draw_pin,
    draw_rounded,
    draw_text,
    face,
    palette,
    plain_tip,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from widgets.buttons import RingButton
    from widgets.comparison.states import Choice
    from widgets.tokens import Tokens

_Index = QModelIndex | QPersistentModelIndex

DOT, DOT_SPACE = 8.0, 14
_ROW_HEIGHT, _SECTION_HEIGHT = 26, 28
_LIST_WIDTH, _LIST_HEIGHT = 340, 420
_MOVES = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -10,
    Qt.Key.Key_PageDown: 10,
}


def _searched(choice: Choice) -> str:
    """Where words are looked for. A scenario's key is a number that nobody types."""
    key = "" if choice.key.lstrip("-").isdecimal() else choice.key.replace("_", " ")
    return f"{findable(choice.label)} {findable(choice.section)} {key}".casefold()


def matching(choices: Sequence[Choice], typed: str) -> list[Choice | str]:
    """The choices with every word that was typed, each section behind its name."""
    words = typed.casefold().split()
    rows: list[Choice | str] = []
    section = ""
    for choice in choices:
        within = _searched(choice)
        if not all(word in within for word in words):
            continue
        if choice.section != section:
            section = choice.section
            if section:
                rows.append(section)
        rows.append(choice)
    return rows


class _Rows(QAbstractListModel):
    """Choices, and between them the names of their sections."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[Choice | str] = []

    def show_rows(self, rows: list[Choice | str]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return said(row if isinstance(row, str) else row.label)
        if role == Qt.ItemDataRole.ToolTipRole:
            return None if isinstance(row, str) else plain_tip(row.hint) or None
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if isinstance(self.rows[index.row()], str):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class _RowPainter(QStyledItemDelegate):
    def __init__(self, rows: _Rows, tokens: Tokens, parent: QObject) -> None:
        super().__init__(parent)
        self._rows = rows
        self.tokens = tokens
        self.current = ""
        self._face, self._bold = face(13), face(13, BOLD)
        self._section = face(11, BOLD, spacing=0.5)

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        section = isinstance(self._rows.rows[index.row()], str)
        return QSize(100, _SECTION_HEIGHT if section else _ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        tokens, row = self.tokens, self._rows.rows[index.row()]
        box: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, str):
            at = QPointF(box.left() + 8, self._section.baseline(box.top() + 4, box.height() - 4))
            text = own(said(row).upper())
            draw_text(painter, at, text, self._section, colour(tokens.text_muted))
            painter.restore()
            return
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            draw_rounded(painter, QRectF(box), colour(tokens.accent_soft), radius=5)
        x = box.left() + 8.0
        if row.colour:
            middle = QRectF(box).center().y()
            draw_dot(painter, QPointF(x + 4, middle), DOT, colour_of(tokens, row.colour))
            x += DOT_SPACE
        using = self._bold if row.key == self.current else self._face
        text = using.elided(row.label, box.right() - 24 - x)
        at = QPointF(x, using.baseline(box.top(), box.height()))
        draw_text(painter, at, text, using, colour(tokens.text))
        if row.baseline:
            pin = QPointF(x + using.width(text) + 10, QRectF(box).center().y())
            draw_pin(painter, pin, colour(tokens.text_muted))
        painter.restore()


class ChoiceList(QFrame):
    """The search field over the list, in a window of its own that closes when left.

    The field keeps the focus; the keys that move and choose are passed to the list.
    """

    chosen = Signal(str)

    def __init__(self, name: str, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._tokens = tokens
        self._choices: tuple[Choice, ...] = ()
        self.search = SearchBox(tokens, self)
        self.search.setPlaceholderText(said("Search"))
        self.search.setAccessibleName(joined(": ", "Search", name))
        self.search.setFixedHeight(30)
        self.search.installEventFilter(self)
        self.search.textChanged.connect(self._filter)
        self._rows = _Rows(self)
        self._painter = _RowPainter(self._rows, tokens, self)
        self._bar = SlimScrollBar(over_card(tokens))
        self.list = QListView(self)
        self._set_up_list(name)
        self.nothing = QLabel(said("Nothing found"), self)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setFont(face(13).font)
        box = QVBoxLayout(self)
        box.setContentsMargins(8, 8, 8, 8)
        box.setSpacing(6)
        box.addWidget(self.search)
        box.addWidget(self.list, 1)
        box.addWidget(self.nothing, 1)
        self.set_tokens(tokens)

    def _set_up_list(self, name: str) -> None:
        view = self.list
        view.setModel(self._rows)
        view.setItemDelegate(self._painter)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.setVerticalScrollBar(self._bar)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setMouseTracking(True)
        view.setMinimumHeight(_ROW_HEIGHT)
        view.setAccessibleName(said(name))
        view.entered.connect(view.setCurrentIndex)
        view.clicked.connect(self._take)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = self._painter.tokens = tokens
        self.search.set_tokens(tokens)
        self._bar.set_tokens(over_card(tokens))
        self.list.setPalette(palette(tokens, tokens.card))
        self.nothing.setPalette(palette(tokens._replace(text=tokens.text_muted)))
        self.update()

    def open_at(
        self,
        anchor: RingButton,
        choices: tuple[Choice, ...],
        current: Choice | None,
        typed: str = "",
    ) -> None:
        """Below `anchor`, or wherever the screen has room for it."""
        self._choices = choices
        self._painter.current = current.key if current else ""
        self.search.setVisible(len(choices) > 1)
        if self.search.text() == typed:
            self._filter(typed)
        else:
            self.search.setText(typed)
        needed = sum(
            _SECTION_HEIGHT if isinstance(row, str) else _ROW_HEIGHT
            for row in matching(choices, "")
        )
        face_rect = anchor.face_rect()
        width = max(_LIST_WIDTH, face_rect.width())
        self.resize(width, min(_LIST_HEIGHT, needed + 16 + 36 + 2))
        screen = anchor.screen().availableGeometry()
        at = anchor.mapToGlobal(face_rect.bottomLeft() + QPoint(0, 3))
        x = max(screen.left(), min(at.x(), screen.right() - self.width()))
        y = at.y()
        if y + self.height() > screen.bottom():
            y = max(screen.top(), at.y() - face_rect.height() - 4 - self.height())
        self.move(x, y)
        self.show()
        self._centre()  # again: only now has it its height
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def _filter(self, typed: str) -> None:
        rows = matching(self._choices, typed)
        self._rows.show_rows(rows)
        chosen = (
            place
            for place, row in enumerate(rows)
            if not isinstance(row, str) and not typed and row.key == self._painter.current
        )
        first = (place for place, row in enumerate(rows) if not isinstance(row, str))
        place = next(chosen, next(first, -1))
        self.list.setVisible(place >= 0)
        self.nothing.setVisible(place < 0)
        if place >= 0:
            self.list.setCurrentIndex(self._rows.index(place))
            self._centre()
        self.update()

    def _centre(self) -> None:
        centre = QListView.ScrollHint.PositionAtCenter
        self.list.scrollTo(self.list.currentIndex(), centre)

    def _move(self, by: int) -> None:
        """To the next choice in a direction, over the sections' names."""
        places = [place for place, row in enumerate(self._rows.rows) if not isinstance(row, str)]
        if not places:
            return
        current = self.list.currentIndex().row()
        place = places.index(current) if current in places else 0
        target = places[max(0, min(place + by, len(places) - 1))]
        self.list.setCurrentIndex(self._rows.index(target))

    def _take(self, index: QModelIndex) -> None:
        row = self._rows.rows[index.row()] if index.isValid() else ""
        if not isinstance(row, str):
            self.hide()
            self.chosen.emit(row.key)

    # Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if (by := _MOVES.get(Qt.Key(key))) is not None:
                self._move(by)
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take(self.list.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = self._tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(tokens.card))
        painter.setPen(blend(tokens.border, tokens.text_muted, 0.3))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()
