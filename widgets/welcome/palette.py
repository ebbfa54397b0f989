"""The command palette: one field over the window, and below it what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from widgets.controls.parts import SearchBox
from widgets.language.spoken import joined, own, said
from widgets.painting import colour, draw_rounded, face, palette
from widgets.row_list import MOVES, RowList

if TYPE_CHECKING:
    from widgets.row_list import Row
    from widgets.tokens import Tokens

_WIDTH, _LIST_HEIGHT, _FIELD_HEIGHT = 640, 390, 36  # px
_TOP, _MARGIN, _RADIUS = 64, 12, 10
_LEAST_LIST = 30
_LINE_MOVES = (Qt.Key.Key_Home, Qt.Key.Key_End)  # these stay with the text


class Palette(QWidget):
    """Lies over its window. What is typed goes out, rows come in; Enter takes one."""

    typed = Signal(str)
    taken = Signal(str)  # a row's id
    passed = Signal(str)  # the row that the keys have come to
    left = Signal()  # closed without taking anything

    def __init__(self, tokens: Tokens, window: QWidget) -> None:
        super().__init__(window)
        self._tokens = tokens
        self._window = window
        self.field = SearchBox(tokens, self)
        self.field.setFixedHeight(_FIELD_HEIGHT)
        self.field.setFont(face(16).font)
        self.field.setMaxLength(200)
        self.field.setPlaceholderText(
            said("Find an action, an input, a page, a figure; or: term 36")
        )
        self.field.setAccessibleName(said("Find anything"))
        self.list = RowList("What was found", tokens, self)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the field keeps what is typed
        self.note = QLabel()
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setWordWrap(True)
        self.note.setFont(face(12).font)
        self.note.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setAccessibleName(said("Command palette"))
        self._lay_out()
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self.typed)
        self.list.taken.connect(self.taken)
        self.list.selectionModel().currentChanged.connect(self._pass)
        window.installEventFilter(self)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)
        self.set_tokens(tokens)
        self.hide()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        column.setSpacing(8)
        column.addWidget(self.field)
        column.addWidget(self.list, 1)
        column.addWidget(self.note)
        self.note.setContentsMargins(8, 0, 8, 0)
        lines = self.note.fontMetrics().lineSpacing() * 2
        self.note.setFixedHeight(lines + 2)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.field.set_tokens(tokens)
        self.list.set_tokens(tokens)
        muted = palette(tokens)
        muted.setColor(muted.ColorRole.WindowText, colour(tokens.text_muted))
        self.note.setPalette(muted)
        self.update()

    # -- opening and closing

    def open(self) -> None:
        """Shows the palette with an empty field."""
        self.field.clear()
        self._place()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_quietly(self) -> None:
        """Hides it and says nothing: something was taken."""
        self.hide()

    def leave(self) -> None:
        if self.isVisible():
            self.hide()
            self.left.emit()

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        """It goes when something else of the window gets the keyboard."""
        if self.isVisible() and now is not None and not self.isAncestorOf(now):
            self.hide()

    # -- what is shown

    def show_rows(self, rows: tuple[Row, ...]) -> None:
        """Shows what was found, with the first row marked."""
        self.list.show_rows(rows)
        self.list.select(self.list.first())
        if rows:
            self.list.scrollToTop()
        self._place()

    def show_note(self, text: str, *, fault: bool = False) -> None:
        """What the marked row is, or why there is none."""
        ink = self._tokens.bad if fault else self._tokens.text_muted
        shown = self.note.palette()
        shown.setColor(shown.ColorRole.WindowText, colour(ink))
        self.note.setPalette(shown)
        self.note.setText(said(text))
        self.note.setToolTip(said(text))
        marked = self.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
        self.field.setAccessibleDescription(joined(". ", own(marked or ""), text))

    def _pass(self) -> None:
        entry = self.list.current()
        if entry:
            self.passed.emit(entry)

    def _place(self) -> None:
        room = self._window.rect()
        width = min(_WIDTH, room.width() - 40)
        wanted = min(max(self.list.heights() + 2, _LEAST_LIST), _LIST_HEIGHT)
        rest = 2 * _MARGIN + 16 + self.field.height() + self.note.height()
        height = min(wanted + rest, room.height() - _TOP - 20)
        self.setGeometry((room.width() - width) // 2, _TOP, width, height)

    # -- Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the field the keys that move go to the list, which keeps what was typed."""
        if watched is self._window and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        if isinstance(event, QKeyEvent) and watched is self.field:
            return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if event.type() == QEvent.Type.ShortcutOverride and key == Qt.Key.Key_Escape:
            event.accept()  # Escape closes this, whatever else it means in the window
            return True
        if event.type() != QEvent.Type.KeyPress:
            return False
        if key == Qt.Key.Key_Escape:
            self.leave()
            return True
        if key in MOVES and key not in _LINE_MOVES and not event.modifiers():
            self.list.step(MOVES[key])
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if entry := self.list.current():
                self.taken.emit(entry)
            return True
        return key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)  # there is nowhere else to go

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = self._tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = colour(tokens.text_muted)
        draw_rounded(painter, QRectF(self.rect()), colour(tokens.panel), edge, _RADIUS)
        line = QRectF(_MARGIN, self.note.y() - 5, self.width() - 2 * _MARGIN, 1)
        painter.fillRect(line, colour(tokens.border))
        painter.end()
