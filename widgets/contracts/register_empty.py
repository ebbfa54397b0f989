"""The register before there is a contract: what it is, and the ways to begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from widgets.comparison.parts import Card
from widgets.language.spoken import said
from widgets.painting import BOLD, face, palette
from widgets.sources.buttons import FramedButton

if TYPE_CHECKING:
    from widgets.tokens import Tokens

_WIDTH = 560
_TITLE = "No contracts yet"
_WORDS = (
    "The register holds what is signed: a contract a row, with its fees, terms and ways out. "
    "From it Tenor tells what is still owed, what leaving costs, which notice is due next, "
    "and what the plan has to carry."
)
_WAYS = (
    ("example", "table-2", "Open the example", "25 contracts, to see what an audit tells"),
    (
        "import",
        "import",
        "Import a table…",
        "CSV or Excel; or drop the file here, or paste its rows",
    ),
    ("add", "plus", "Add a contract", "Type its terms here, one row at a time"),
)
_TEMPLATE = (
    "template",
    "file-down",
    "Save a template…",
    "An empty table with every column, for Excel",
)


class RegisterEmpty(Card):
    """Words and buttons in the middle of the page."""

    asked = Signal(str)  # "example", "import", "add", "template"

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens)
        self.title, self.words = QLabel(said(_TITLE)), QLabel(said(_WORDS))
        self.title.setFont(face(17, BOLD).font)
        self.words.setFont(face(13).font)
        self.words.setWordWrap(True)
        self.buttons: dict[str, FramedButton] = {}
        self._notes: list[QLabel] = []
        self._lay_out(tokens)
        self.setAccessibleName(said(_TITLE))
        self.setAccessibleDescription(said(_WORDS))
        self.set_tokens(tokens)

    def _lay_out(self, tokens: Tokens) -> None:
        ways = QGridLayout()
        ways.setHorizontalSpacing(14)
        ways.setVerticalSpacing(10)
        ways.setColumnStretch(1, 1)
        for row, (key, icon, words, note) in enumerate((*_WAYS, _TEMPLATE)):
            button = self.buttons[key] = FramedButton(words, tokens, icon=icon)
            button.setAccessibleDescription(said(note))
            button.clicked.connect(lambda _on=False, key=key: self.asked.emit(key))
            label = QLabel(said(note))
            label.setFont(face(12).font)
            label.setWordWrap(True)
            self._notes.append(label)
            ways.addWidget(button, row, 0)
            ways.addWidget(label, row, 1)
        widest = max(button.sizeHint().width() for button in self.buttons.values())
        for button in self.buttons.values():
            button.setFixedWidth(widest)
        column = QVBoxLayout()
        column.setSpacing(10)
        column.addStretch(2)
        column.addWidget(self.title)
        column.addWidget(self.words)
        column.addSpacing(10)
        column.addLayout(ways)
        column.addStretch(3)
        inner = QWidget()
        inner.setLayout(column)
        inner.setMaximumWidth(_WIDTH + 20)
        whole = QHBoxLayout(self)
        whole.addStretch(1)
        whole.addWidget(inner, _WIDTH)  # all of its width, before any goes beside it
        whole.addStretch(1)

    def set_tokens(self, tokens: Tokens) -> None:
        super().set_tokens(tokens)
        self.title.setPalette(palette(tokens))
        muted = palette(tokens._replace(text=tokens.text_muted))
        for label in (self.words, *self._notes):
            label.setPalette(muted)
        for button in self.buttons.values():
            button.set_tokens(tokens)
