"""Renaming in place: the field over a chip, and the note that says why a name was refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from widgets.language.spoken import said
from widgets.painting import (
    BOLD,
    colour,
    draw_rounded,
    draw_text,
    face,
    is_visit,
    palette,
)
from widgets.scenario_bar.chip import NAME_LEFT, paint_dot

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent

    from widgets.scenario_bar.states import ChipState
    from widgets.tokens import Tokens

_NOTE_MILLISECONDS = 6_000
_NOTE_HEIGHT = 26
_NOTE_PADDING = 10
_NOTE_WIDTH = 420.0  # px, the widest
_OWN_MARGIN = 2  # px that a line edit adds to its margins


class Note(QWidget):
    """One line under a place of a widget, over whatever is there."""

    def __init__(self, tokens: Tokens, anchor: QWidget) -> None:
        super().__init__(anchor.window())
        self._tokens = tokens
        self._anchor = anchor
        self._text = ""
        self._face = face(12)
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(_NOTE_MILLISECONDS)
        self._quiet.timeout.connect(self.hide)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def text(self) -> str:
        """What it says now; empty where it is not shown."""
        return "" if self.isHidden() else self._text

    def show_at(self, rect: QRect, text: str, *, passing: bool) -> None:
        """Show `text` under `rect` of the anchor; a passing note goes by itself."""
        window = self._anchor.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        self._text = self._face.elided(text, _NOTE_WIDTH)
        width = round(self._face.width(self._text)) + 2 * _NOTE_PADDING
        at = self._anchor.mapTo(window, rect.bottomLeft() + QPoint(0, 4))
        x = max(0, min(at.x(), window.width() - width))
        y = min(at.y(), window.height() - _NOTE_HEIGHT)
        self.setGeometry(x, y, width, _NOTE_HEIGHT)
        self.setAccessibleName(said(text))
        self.show()
        self.raise_()
        self.update()
        if passing:
            self._quiet.start()
        else:
            self._quiet.stop()

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, bad = self._tokens, colour(self._tokens.bad)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_rounded(painter, QRectF(self.rect()), colour(tokens.card), bad, 4)
        at = QPointF(_NOTE_PADDING, self._face.baseline(0, self.height()))
        draw_text(painter, at, self._text, self._face, bad)
        painter.end()


class NameEditor(QLineEdit):
    """The field in which one scenario is renamed.

    Enter asks for the new name and closes, unless it is refused meanwhile. Leaving the field
    asks as well, and closes in any case: a refused name does not stay where nobody types.
    """

    submitted = Signal(int, str)  # the scenario's id, a text that differs from its name
    closed = Signal()  # about to be hidden; focus may still be here

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self._number: int | None = None
        self._asked: int | None = None  # the scenario whose name was asked for last
        self._name = ""
        self._ink = ""  # the name of a token
        self._refused = False
        self._left = False
        self._tokens = tokens
        self._note: Note | None = None
        self.setFrame(False)
        # The header has a style sheet: below one, Qt fills a field whatever its palette says.
        self.setStyleSheet("background: transparent; border: none;")
        self.setFont(face(12, BOLD).font)
        self.setTextMargins(round(NAME_LEFT) - _OWN_MARGIN, 0, 9, 0)
        self.setAccessibleName(said("Scenario name"))
        self.textEdited.connect(self._touched)
        self.set_tokens(tokens)
        self.hide()

    @property
    def number(self) -> int | None:
        """The id of the scenario that is being renamed, if any."""
        return self._number

    def message(self) -> str:
        """Why the last name was refused, while that is shown."""
        return self._note.text() if self._note is not None else ""

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.setPalette(palette(tokens))
        if self._note is not None:
            self._note.set_tokens(tokens)
        self.update()

    def begin(self, state: ChipState) -> None:
        """Open on a scenario's name, all of it selected."""
        self._number, self._name, self._ink = state.id, state.name, state.colour
        self._refused = self._left = False
        self._hide_note()
        self.setText(state.name)
        self.selectAll()
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, number: int, message: str) -> None:
        """The name that was asked for can't be: say so, and let another be typed."""
        if number not in (self._number, self._asked):
            return
        self._refused = True
        if self._number is None and not self._left:  # the answer came after the field closed
            self._number = number
            self.show()
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setAccessibleDescription(said(message))
        if self._note is None:
            self._note = Note(self._tokens, self)
        self._note.show_at(self.rect(), message, passing=self._left)
        self.update()

    def close_editor(self) -> None:
        """Close without asking for anything."""
        if self._number is None:
            return
        self._number = None
        self.closed.emit()
        self.hide()
        self.setAccessibleDescription("")
        if not self._left:
            self._hide_note()

    def _hide_note(self) -> None:
        if self._note is not None:
            self._note.hide()

    def _touched(self) -> None:
        self._refused = False
        self.setAccessibleDescription("")
        self._hide_note()
        self.update()

    def _ask(self) -> None:
        """Asks for the name that was typed, if it is another."""
        number = self._number
        self._refused = False
        if number is not None and self.text() != self._name:
            self._asked = number
            self.submitted.emit(number, self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        event.accept()  # none of these are the strip's
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._ask()
            if self._refused:
                self.selectAll()
            else:
                self.close_editor()
        elif key == Qt.Key.Key_Escape:
            self.close_editor()
        elif key not in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_F2):
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._number is None or is_visit(event):
            return
        if not self._refused:
            self._left = True
            self._ask()
        self.close_editor()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), colour(tokens.window))
        edge = colour(tokens.bad if self._refused else tokens.accent)
        reach = self.height() / 2
        draw_rounded(painter, QRectF(self.rect()), colour(tokens.field), edge, reach, 2)
        if self._ink:
            paint_dot(painter, NAME_LEFT, reach, self._ink, tokens)
        painter.end()
        super().paintEvent(event)
