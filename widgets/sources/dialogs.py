"""The dialogs of the user's own sources: what a source is, and which input it is attached to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
)

from engine.sources import MAX_TEXT, MAX_TITLE
from widgets.comparison.item_chooser import ItemChooser
from widgets.dialogs.button_box import ButtonBox
from widgets.dialogs.field_style import field_style
from widgets.dialogs.style import dialog_style
from widgets.dialogs.tab_order import tab_through
from widgets.language.spoken import joined, said
from widgets.sources.detail_parts import Words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from widgets.comparison.states import Choice
    from widgets.tokens import Tokens

_WIDTH = 460
_TYPED_BEYOND = 200  # characters that can be typed beyond the limit, for the fault to be seen


class _Dialog(QDialog):
    """A form over a line for what is wrong. `submitted` waits for `accept` or `show_fault`."""

    def __init__(self, title: str, tokens: Tokens, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(said(f"{title} – Tenor"))
        self.setMinimumWidth(_WIDTH)
        self.form = QFormLayout()
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.fault = QLabel()
        self.fault.setWordWrap(True)
        self.fault.hide()
        buttons = ButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.cancel = buttons.button(QDialogButtonBox.StandardButton.Cancel)
        self.ok = buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.submit)
        buttons.rejected.connect(self.reject)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(20, 16, 20, 16)
        self.column.setSpacing(12)
        self.column.addLayout(self.form)
        self.column.addWidget(self.fault)
        self.column.addWidget(buttons)
        self.ok.setDefault(True)  # in the dialog by now: else Cancel may be it
        self.dress(tokens)

    def dress(self, tokens: Tokens) -> None:
        """The colours of what every such dialog has."""
        self.setStyleSheet(dialog_style(tokens) + field_style(tokens))
        self.fault.setStyleSheet(f"color: {tokens.bad};")

    def add_fields(self, *rows: tuple[str, QWidget]) -> None:
        """The fields from above, by their labels. Tab goes through them to the buttons."""
        for text, field in rows:
            self.form.addRow(said(text), field)
        tab_through(*(field for _, field in rows), self.ok, self.cancel)

    def submit(self) -> None:
        """The user is done."""
        raise NotImplementedError

    def show_fault(self, text: str) -> None:
        """Say why what was entered can't be taken; the dialog stays."""
        self.fault.setText(said(text))
        self.fault.setVisible(bool(text))
        self.adjustSize()


class SourceDialog(_Dialog):
    """Title, document and note of a source, new or known."""

    submitted = Signal(str, str, str)

    def __init__(
        self,
        texts: tuple[str, str, str],
        tokens: Tokens,
        parent: QWidget | None = None,
        *,
        new: bool,
        attach_to: str = "",
    ) -> None:
        """`attach_to` is the label of an input to which a new one is attached at once."""
        super().__init__("Add source" if new else "Edit source", tokens, parent)
        title, document, note = texts
        self.title, self.document, self.note = QLineEdit(title), QLineEdit(document), _Text(note)
        for field, most in ((self.title, MAX_TITLE), (self.document, MAX_TEXT)):
            field.setMaxLength(most + _TYPED_BEYOND)
        self.title.setPlaceholderText(said("Board paper 12"))
        self.document.setPlaceholderText(said("Page 3, or a web address"))
        self.add_fields(
            ("&Title", self.title), ("&Document, where", self.document), ("&Note", self.note)
        )
        words = "It is shown as your own source, beside what was reported."
        if attach_to:
            words = joined(" ", f"It will be attached to {attach_to}.", words)
        self._words = Words(words, tokens, muted=True)
        self.column.insertWidget(1, self._words)
        self.ok.setText(said("Add" if new else "Save"))
        self.title.setFocus()

    def set_tokens(self, tokens: Tokens) -> None:
        self.dress(tokens)
        self._words.set_tokens(tokens)

    def submit(self) -> None:
        self.submitted.emit(self.title.text(), self.document.text(), self.note.toPlainText())


class AttachDialog(_Dialog):
    """Which source says something about which input, and what."""

    submitted = Signal(str, str, str)  # the source's key, the input's, the note

    def __init__(
        self,
        sources: tuple[Choice, ...],
        inputs: tuple[Choice, ...],
        chosen: tuple[str, str, str],
        tokens: Tokens,
        parent: QWidget | None = None,
    ) -> None:
        """`chosen` are the source, the input and the note to begin with; a key may be empty."""
        super().__init__("Attach source to input", tokens, parent)
        source, key, note = chosen
        ground = _ground(tokens)
        self.source = ItemChooser("Source", ground, self)
        self.input = ItemChooser("Input", ground, self)
        self._source, self._input = source or sources[0].key, key or inputs[0].key
        for chooser, choices, first in (
            (self.source, sources, self._source),
            (self.input, inputs, self._input),
        ):
            chooser.show_choices(choices)
            chooser.show_current(first)
        self.note = _Text(note)
        self.note.setPlaceholderText(said("What it says about the input"))
        self.source.chosen.connect(self._choose_source)
        self.input.chosen.connect(self._choose_input)
        self.add_fields(("Source", self.source), ("Input", self.input), ("&Note", self.note))
        self.ok.setText(said("Attach"))
        empty = self.source if not source else self.input if not key else self.note
        empty.setFocus(Qt.FocusReason.TabFocusReason)  # with the ring of the keyboard

    def set_tokens(self, tokens: Tokens) -> None:
        self.dress(tokens)
        for chooser in (self.source, self.input):
            chooser.set_tokens(_ground(tokens))

    def _choose_source(self, key: str) -> None:
        self._source = key
        self.source.show_current(key)

    def _choose_input(self, key: str) -> None:
        self._input = key
        self.input.show_current(key)

    def submit(self) -> None:
        self.submitted.emit(self._source, self._input, self.note.toPlainText())


def _ground(tokens: Tokens) -> Tokens:
    """The dialog's ground, on which the choosers lie as on a card."""
    return tokens._replace(card=tokens.window)


class _Text(QPlainTextEdit):
    """A few lines of plain text; Tab leaves it."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setTabChangesFocus(True)
        self.setFixedHeight(84)
