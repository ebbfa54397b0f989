"""The field in which a formula is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QPalette,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from engine.formula.syntax import MAX_LENGTH
from widgets.controls.parts import SlimScrollBar
from widgets.formula_edit.colours import FormulaColours, formula_font
from widgets.formula_edit.popup import CompletionPopup, below
from widgets.formula_edit.words import call_at, fitting, signature_parts, token_at, word_at
from widgets.language.spoken import own, said
from widgets.painting import blend, colour
from widgets.row_list import MOVES

if TYPE_CHECKING:
    from widgets.formula_edit.states import Vocabulary
    from widgets.tokens import Tokens

_LEAST_TYPED = 2  # letters that open the list
_MOST = MAX_LENGTH + 200  # characters that are taken: enough for the fault to be seen
_PADDING = 16  # px around the lines
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_TAKES = (*_ENTER, Qt.Key.Key_Tab)
_STAY = (Qt.Key.Key_Home, Qt.Key.Key_End)


class FormulaEdit(QPlainTextEdit):
    """Lines of a formula. Tab goes on to the next field, and takes a name from the list."""

    edited = Signal()  # the text is another one
    hinted = Signal(
        object
    )  # as said: the call at the cursor: "where(‹condition›, then, else): ..."

    def __init__(
        self, name: str, lines: int, vocabulary: Vocabulary, tokens: Tokens, parent: QWidget
    ) -> None:
        """One of a single line takes no line breaks: there Enter belongs to the dialog."""
        super().__init__(parent)
        self._vocabulary = vocabulary
        self._lines = lines
        self._known = {each.name: each for each in vocabulary.completions}
        self._fault: int | None = None
        self._hint = ""
        self._popup: CompletionPopup | None = None
        self._tokens = tokens
        self._colours = FormulaColours(self.document(), self._known, tokens)
        self.setFont(formula_font())
        self.setAccessibleName(said(name))
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._bar = SlimScrollBar(tokens)
        self.setVerticalScrollBar(self._bar)
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOff if lines == 1 else policy.ScrollBarAlwaysOn
        )
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + _PADDING)
        self.textChanged.connect(self._changed)
        self.cursorPositionChanged.connect(self._moved)
        self._last = ""
        self.set_tokens(tokens)

    def text(self) -> str:
        return self.toPlainText()

    def set_text(self, text: str) -> None:
        """Shows a formula; a text that is shown already keeps its cursor.

        Far beyond what a formula may have it is cut: Qt breaks such lines for minutes.
        """
        text = text[:_MOST]
        if text != self.text():
            self.setPlainText(text)
            self.moveCursor(QTextCursor.MoveOperation.End)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._colours.set_tokens(tokens)
        self._bar.set_tokens(tokens._replace(panel=tokens.field))
        made = self.palette()
        made.setColor(QPalette.ColorRole.Base, colour(tokens.field))
        made.setColor(QPalette.ColorRole.Text, colour(tokens.text))
        self.setPalette(made)
        if self._popup is not None:
            self._popup.set_tokens(tokens)
        self.show_fault(self._fault)

    def show_fault(self, position: int | None) -> None:
        """Underlines what stands at a character, from 0; nothing for None."""
        self._fault = position
        self.setExtraSelections([] if position is None else [self._underlined(position)])

    def popup(self) -> CompletionPopup | None:
        """The list of names, if it is seen."""
        return self._popup if self._popup is not None and self._popup.isVisible() else None

    # Faults --------------------------------------------------------------------------------

    def _underlined(self, position: int) -> QTextEdit.ExtraSelection:
        text = self.text()
        start, end = token_at(text, position)
        mark = QTextEdit.ExtraSelection()
        ink = colour(self._tokens.bad)
        shape = QTextCharFormat()
        shape.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        shape.setUnderlineColor(ink)
        shape.setBackground(blend(self._tokens.field, self._tokens.bad, 0.14))
        cursor = QTextCursor(self.document())
        cursor.setPosition(_units(text, start))
        cursor.setPosition(_units(text, end), QTextCursor.MoveMode.KeepAnchor)
        mark.cursor, mark.format = cursor, shape
        return mark

    # Names ---------------------------------------------------------------------------------

    def _place(self) -> int:
        """The cursor's place in the text, in characters."""
        before = self.textCursor().position()
        encoded = self.text().encode("utf-16-le", "surrogatepass")
        return len(encoded[: 2 * before].decode("utf-16-le", "surrogatepass"))

    def complete(self, least: int = 0) -> None:
        """Opens the list for the name at the cursor, if it has at least so many letters."""
        text, place = self.text(), self._place()
        start, _ = word_at(text, place)
        typed = text[start:place]
        names = fitting(self._vocabulary.completions, typed) if len(typed) >= least else []
        if not names or (least and len(names) == 1 and names[0].name == typed):
            self._hide_popup()
            return
        if self._popup is None:
            self._popup = CompletionPopup(self._tokens, self.window())
            self._popup.taken.connect(self._take)
        at = self.cursorRect().translated(self.viewport().pos())
        self._popup.show_names(names, below(self, at, self.window()))

    def _take(self, name: str) -> None:
        """Puts a name in the place of what was typed of it."""
        self._hide_popup()
        text = self.text()
        start, end = word_at(text, self._place())
        follows = text[end:].lstrip()[:1]
        is_call = bool(self._known[name].signature) and follows != "("
        cursor = self.textCursor()
        cursor.setPosition(_units(text, start))
        cursor.setPosition(_units(text, end), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(f"{name}()" if is_call else name)
        if is_call:
            cursor.movePosition(QTextCursor.MoveOperation.Left)
        self.setTextCursor(cursor)
        self._hide_popup()

    def _hide_popup(self) -> None:
        if self._popup is not None:
            self._popup.hide()

    def _changed(self) -> None:
        text = self.text()
        if text == self._last:
            return  # only its colours
        self._last = text
        self.setExtraSelections([])
        self.edited.emit()

    def _moved(self) -> None:
        call = call_at(self.text(), self._place())
        known = self._vocabulary.signatures.get(call.function) if call else None
        hint = ""
        if call is not None and known is not None:
            arguments = ", ".join(signature_parts(known, call.argument))
            hint = own(f"{call.function}({arguments}): {said(known.meaning)}")
        if hint != self._hint:
            self._hint = hint
            self.hinted.emit(hint)

    # Qt ------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if self._used_by_popup(key, event):
            return
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key == Qt.Key.Key_Space and control:
            self.complete()
        elif key in _ENTER and (self._lines == 1 or control):
            event.ignore()  # the dialog's
        else:
            super().keyPressEvent(event)
            if event.text().strip() and not control:
                self.complete(_LEAST_TYPED)
            elif self.popup() is not None:
                self.complete(1)  # after a backspace, or beside the name

    def _used_by_popup(self, key: Qt.Key, event: QKeyEvent) -> bool:
        popup = self.popup()
        if popup is None:
            return False
        if key in MOVES and key not in _STAY and not event.modifiers():
            popup.step(MOVES[key])
        elif key in _TAKES and not event.modifiers():
            self._take(popup.current())
        elif key == Qt.Key.Key_Escape:
            popup.hide()
        else:
            return False
        return True

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab takes a name from the list while that is open."""
        popup = self.popup()
        if popup is None or not forward:
            return super().focusNextPrevChild(forward)
        self._take(popup.current())
        return True

    def insertFromMimeData(self, source: object) -> None:
        """What is pasted or dropped, as far as there is room for it."""
        text = getattr(source, "text", str)()
        text = " ".join(text.split()) if self._lines == 1 else text
        kept = len(self.text()) - len(self.textCursor().selectedText())
        self.insertPlainText(text[: max(0, _MOST - kept)])

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._hide_popup()
        super().focusOutEvent(event)


def _units(text: str, position: int) -> int:
    """A place in characters as Qt counts it: those beyond 16 bits are two."""
    return len(text[:position].encode("utf-16-le", "surrogatepass")) // 2
