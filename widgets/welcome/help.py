"""Help on one thing, in a small window that stays beside the work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from widgets.dialogs.style import dialog_style
from widgets.language.spoken import joined, said
from widgets.painting import BOLD, face
from widgets.welcome.key_rows import KeyRows
from widgets.welcome.room import Scrolled, resize_within

if TYPE_CHECKING:
    from widgets.tokens import Tokens
    from widgets.welcome.states import HelpState

_WIDTH, _INSET = 480, 22  # px


class HelpWindow(QDialog):
    """Shows one thing at a time; asked again, it shows the next."""

    reference_requested = Signal(str)  # an entry's id
    keys_requested = Signal()

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._state: HelpState | None = None
        self.kind = QLabel()
        self.kind.setObjectName("muted")
        self.kind.setFont(face(12).font)
        self.title = QLabel()
        self.title.setFont(face(17, BOLD).font)
        self.text = QLabel()
        self.text.setFont(face(13).font)
        for label in (self.kind, self.title, self.text):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.rows: KeyRows | None = None
        self.reference = QPushButton(said("In the model reference"))
        self.keys = QPushButton(said("All keys"))
        self.close_button = QPushButton(said("Close"))
        for button in (self.reference, self.keys):
            button.setAutoDefault(False)
        self.close_button.setDefault(True)
        self.reference.clicked.connect(self._ask_reference)
        self.keys.clicked.connect(self.keys_requested)
        self.close_button.clicked.connect(self.reject)
        self._lay_out()
        self.set_tokens(tokens)

    def _lay_out(self) -> None:
        content = QWidget()
        self._body = QVBoxLayout(content)
        self._body.setContentsMargins(0, 0, 12, 0)
        self._body.setSpacing(10)
        self._body.addWidget(self.kind)
        self._body.addWidget(self.title)
        self._body.addWidget(self.text)
        self._body.addStretch(1)
        self._room = Scrolled(content, self._tokens)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 0, 12, 0)
        foot.setSpacing(8)
        foot.addWidget(self.reference)
        foot.addWidget(self.keys)
        foot.addStretch()
        foot.addWidget(self.close_button)
        whole = self._whole = QVBoxLayout(self)
        whole.setContentsMargins(_INSET, 18, 10, 16)
        whole.setSpacing(16)
        whole.addWidget(self._room, 1)
        whole.addLayout(foot)
        self.setMinimumWidth(_WIDTH)

    def show_state(self, state: HelpState) -> None:
        self._state = state
        self.setWindowTitle(said(f"Help: {state.title} – Tenor"))
        self.kind.setText(said(state.kind))
        self.title.setText(said(state.title))
        self.text.setText(joined("\n\n", *state.paragraphs))
        self.setAccessibleDescription(joined(" ", *state.paragraphs))
        self.reference.setVisible(bool(state.entry))
        if self.rows is not None:
            self._body.removeWidget(self.rows)
            self.rows.hide()
            self.rows.deleteLater()
            self.rows = None
        if state.keys:
            self.rows = KeyRows(state.keys, self._tokens)
            self._body.insertWidget(self._body.count() - 1, self.rows)
            self.rows.show()  # only what is shown counts for the height
        self._fit()
        self.close_button.setFocus()

    def _fit(self) -> None:
        """As high as its words need, whatever was shown before, if the screen has the room."""
        for part in (self.kind, self.title, self.text):
            part.ensurePolished()
        self._body.invalidate()
        width = max(_WIDTH, self.width())
        beside = _INSET + 10 + self._room.verticalScrollBar().sizeHint().width()
        words = self._body.totalHeightForWidth(width - beside)
        foot = self.close_button.sizeHint().height()
        resize_within(self, width, words + foot + 18 + 16 + self._whole.spacing())

    def _ask_reference(self) -> None:
        if self._state is not None:
            self.reference_requested.emit(self._state.entry)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.setStyleSheet(dialog_style(tokens) + f"QLabel#muted {{ color: {tokens.text_muted}; }}")
        self._room.set_tokens(tokens)
        if self.rows is not None:
            self.rows.set_tokens(tokens)
