"""The numbers of a picture in a dialog: what it says in a sentence, and a table to be copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout

from widgets.comparison.table import ComparisonCard
from widgets.dialogs.button_box import ButtonBox
from widgets.dialogs.style import dialog_style
from widgets.language.spoken import said
from widgets.picture_lines import table_state

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from widgets.picture import PictureTable
    from widgets.tokens import Tokens

_SIZE = (820, 560)


class PictureNumbers(QDialog):
    """Shows the numbers as they were when it was opened."""

    def __init__(self, table: PictureTable, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(said(f"Numbers of {table.title} – Tenor"))
        self.resize(*_SIZE)
        self.sentence = QLabel(said(table.sentence or table.note))
        self.sentence.setWordWrap(True)
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.card = ComparisonCard(table.title, tokens)
        self.card.show_state(table_state(table))
        self.buttons = ButtonBox(QDialogButtonBox.StandardButton.Close)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addWidget(self.sentence)
        column.addWidget(self.card, 1)
        column.addWidget(self.buttons)
        self.set_tokens(tokens)
        self.card.view.setFocus()

    def set_tokens(self, tokens: Tokens) -> None:
        self.setStyleSheet(dialog_style(tokens))
        self.card.set_tokens(tokens)
