"""Above the register: what is done to it, to its rows, and which of them are seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from widgets.buttons import TextButton
from widgets.contracts.register_search import RegisterSearch
from widgets.flow import FlowRow
from widgets.language.spoken import said
from widgets.segments import CheckButton
from widgets.sources.buttons import FramedButton

if TYPE_CHECKING:
    from widgets.contracts.register_states import RegisterState
    from widgets.tokens import Tokens

_ROWS = (  # key, words, tooltip
    ("duplicate", "Duplicate", "Copies of the contracts that are selected, below them"),
    ("delete", "Delete", "The contracts that are selected (Ctrl+Delete); undo brings them back"),
)
_FILES = (
    ("import", "Import…", "Contracts from CSV or Excel, added or in place of these"),
    ("export", "Export…", "All contracts as CSV or Excel"),
    ("template", "Template…", "An empty table with every column, to be filled in"),
    ("example", "Example", "25 contracts to try everything with"),
)


class RegisterToolbar(QWidget):
    """Buttons in a row; below them search and copy."""

    rows_asked = Signal(str)  # "add", "duplicate", "delete"
    file_asked = Signal(str)  # "import", "export", "template", "example"
    searched = Signal(str)
    search_left = Signal()
    copy_asked = Signal()
    details_chosen = Signal(bool)

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self.add = FramedButton("Add contract", tokens, icon="plus")
        self.add.setToolTip(said("A new row; its terms are typed in the table or beside it (Ins)"))
        self.rows = {key: self._button(words, tip, tokens) for key, words, tip in _ROWS}
        self.files = {key: self._button(words, tip, tokens) for key, words, tip in _FILES}
        self.search = RegisterSearch(tokens)
        self.copy = self._button(
            "Copy table", "What is shown, for Excel; Ctrl+C copies a selection", tokens
        )
        self.details = CheckButton("All terms", tokens)
        self.details.setToolTip(said("Every term of the selected contract beside the table"))
        self.details.setChecked(True)
        self._lay_out()
        self._connect()

    @staticmethod
    def _button(words: str, tip: str, tokens: Tokens) -> TextButton:
        button = TextButton(words, 12, tokens)
        button.setToolTip(said(tip))
        return button

    def _lay_out(self) -> None:
        upper, lower = FlowRow(4), FlowRow(4)
        upper.addWidget(self.add)
        for button in self.rows.values():
            upper.addWidget(button)
        upper.push()
        for button in self.files.values():
            upper.addWidget(button)
        lower.addWidget(self.search)
        lower.push()
        lower.addWidget(self.copy)
        lower.addWidget(self.details)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(15, 0, 12, 0)
        whole.setSpacing(4)
        whole.addLayout(upper)
        whole.addLayout(lower)

    def _connect(self) -> None:
        self.add.clicked.connect(lambda: self.rows_asked.emit("add"))
        for key, button in self.rows.items():
            button.clicked.connect(lambda _on=False, key=key: self.rows_asked.emit(key))
        for key, button in self.files.items():
            button.clicked.connect(lambda _on=False, key=key: self.file_asked.emit(key))
        self.search.textChanged.connect(self.searched)
        self.search.left_downwards.connect(self.search_left)
        self.copy.clicked.connect(self.copy_asked)
        self.details.toggled.connect(self.details_chosen)

    def show_state(self, state: RegisterState) -> None:
        if self.search.text() != state.search:  # a contract that was added is to be seen
            self.search.setText(state.search)
        some = bool(state.shown)
        for button in self.rows.values():
            button.setEnabled(some)
        self.files["export"].setEnabled(bool(state.contracts))
        self.copy.setEnabled(some)

    def set_tokens(self, tokens: Tokens) -> None:
        for part in (self.add, self.search, self.copy, self.details):
            part.set_tokens(tokens)
        for button in (*self.rows.values(), *self.files.values()):
            button.set_tokens(tokens)
