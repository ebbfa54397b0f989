"""The two fields in which the range of an input is typed, over its row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from widgets.buttons import TextButton
from widgets.dialogs.field_style import field_style
from widgets.language.spoken import heard, said
from widgets.painting import MEDIUM, colour, face, palette

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from widgets.tokens import Tokens
    from widgets.uncertainty.sensitivity_states import TornadoRow

_FIELD = 84  # px wide


class RangeEditor(QWidget):
    """Enter takes the two texts, Escape leaves them. It stays while what was typed is refused."""

    entered = Signal(str, str, str)  # the input, low and high as typed
    reset = Signal(str)
    left = Signal()

    HEIGHT = 32

    def __init__(self, row: TornadoRow, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = row.key
        self._tokens = tokens
        self._refused = False
        self._texts = (row.low.text, row.high.text)
        self.low = self._field(row.low.text, f"Low end of {row.label}")
        self.high = self._field(row.high.text, f"High end of {row.label}")
        self.take = TextButton("Set range", 12, tokens, self)
        self.back = TextButton("Reset", 12, tokens, self)
        self.back.setEnabled(row.own)
        self.back.setAccessibleName(said(f"Reset the range of {row.label}"))
        self.take.clicked.connect(self._submit)
        self.back.clicked.connect(self._reset)
        self._words = [QLabel(said(word), self) for word in ("from", "to")]
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 2, 8, 2)
        layout.setSpacing(6)
        for widget in (self._words[0], self.low, self._words[1], self.high, self.take, self.back):
            layout.addWidget(widget)
        layout.addStretch(1)
        self.set_tokens(tokens)

    def _field(self, text: str, name: str) -> QLineEdit:
        field = QLineEdit(said(text), self)
        field.setFont(face(12, MEDIUM).font)
        field.setFixedWidth(_FIELD)
        field.setAccessibleName(said(name))
        field.returnPressed.connect(self._submit)
        return field

    def begin(self) -> None:
        """Take the focus, ready to type."""
        self.low.setFocus(Qt.FocusReason.OtherFocusReason)
        self.low.selectAll()

    def refuse(self) -> None:
        """What was typed is not taken: it stays to be mended."""
        self._refused = True

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        for field in (self.low, self.high):
            field.setStyleSheet(field_style(tokens))
        for button in (self.take, self.back):
            button.set_tokens(tokens)
        muted = palette(tokens._replace(text=tokens.text_muted))
        for word in self._words:
            word.setFont(face(12).font)
            word.setPalette(muted)
        self.update()

    def _submit(self) -> None:
        self._refused = False
        typed = zip((self.low, self.high), self._texts, strict=True)
        low, high = (heard(field.text(), text) for field, text in typed)
        self.entered.emit(self.key, low, high)
        if not self._refused:
            self.left.emit()

    def _reset(self) -> None:
        self.reset.emit(self.key)
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            event.accept()  # the rows below have other uses for arrows and Delete

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(self._tokens.card))
        painter.end()
