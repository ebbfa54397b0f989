"""Which uncertain inputs go together, and how far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from widgets.dialogs.correlation_matrix import CorrelationMatrix
from widgets.dialogs.style import dialog_style
from widgets.language.spoken import said
from widgets.painting import BOLD, face, plain_tip

if TYPE_CHECKING:
    from widgets.dialogs.correlation_states import CorrelationsState
    from widgets.tokens import Tokens

_ABOUT = (
    "How far two uncertain inputs go together, by rank: 1 is always both high or both low, "
    "\N{MINUS SIGN}1 always one high and one low, 0 each for itself. Type below the diagonal."
)
_MARGIN = 20
_NOTHING = "Two inputs must be uncertain before they can go together."


class CorrelationsDialog(QDialog):
    """Stays open beside the window. Emits what the user does; each change is shown at once."""

    entered = Signal(int, int, str)  # row and column of the matrix, and what was typed
    given_up = Signal()
    reset = Signal()
    distributions_requested = Signal()

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(said("Correlations – Tenor"))
        self.setSizeGripEnabled(True)
        self.resize(960, 600)
        self.setMinimumSize(640, 440)
        self._state: CorrelationsState | None = None
        self.heading, self.about = QLabel(said("Rank correlations")), QLabel(said(_ABOUT))
        self.heading.setFont(face(16, BOLD).font)
        self.matrix = CorrelationMatrix(tokens)
        self.reading, self.message = QLabel(), QLabel()
        for label in (self.about, self.reading, self.message):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.shipped = QPushButton(said("As &shipped"))
        self.shipped.setToolTip(
            said("The correlations that ship, of the inputs that are uncertain")
        )
        self.distributions = QPushButton(said("&Distributions…"))
        self.close_button = QPushButton(said("Close"))
        for button in (self.shipped, self.distributions, self.close_button):
            button.setAutoDefault(False)
        self._lay_out()
        self._connect()
        self.set_tokens(tokens)

    def _lay_out(self) -> None:
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self.shipped)
        below.addWidget(self.distributions)
        below.addStretch()
        below.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, 16, _MARGIN, 16)
        column.setSpacing(10)
        for part in (self.heading, self.about):
            column.addWidget(part)
        column.addWidget(self.matrix, 1)
        for part in (self.reading, self.message):
            column.addWidget(part)
        column.addLayout(below)

    def _connect(self) -> None:
        self.matrix.entered.connect(self.entered)
        self.matrix.given_up.connect(self.given_up)
        self.matrix.passed.connect(lambda name: self.reading.setText(said(name)))
        self.shipped.clicked.connect(self.reset)
        self.distributions.clicked.connect(self.distributions_requested)
        self.close_button.clicked.connect(self.reject)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.setStyleSheet(dialog_style(tokens))
        self.matrix.set_tokens(tokens)
        for label in (self.about, self.reading):
            label.setStyleSheet(f"color: {tokens.text_muted};")
        self._colour_message()

    def show_state(self, state: CorrelationsState) -> None:
        last, self._state = self._state, state
        if state == last:
            return
        several = len(state.labels) > 1
        self.matrix.show_state(state)
        if last is None:
            self._widen()
        self.matrix.setVisible(several)
        self.reading.setVisible(several)
        self.about.setText(said(_ABOUT if several else _NOTHING))
        self.shipped.setEnabled(state.can_reset)
        self.message.setText(said(state.fault or state.notice))
        self.message.setToolTip(plain_tip(state.notice_tip))
        self.message.setVisible(bool(state.fault or state.notice))
        self._read_current()
        self._colour_message()

    def _widen(self) -> None:
        """So far that long words of the heads have room, but not beyond the window."""
        wanted = self.matrix.wide() + 2 * _MARGIN
        window = self.parentWidget()
        most = window.width() - 2 * _MARGIN if window is not None else wanted
        self.resize(max(self.width(), min(wanted, most)), self.height())

    def _read_current(self) -> None:
        state, at = self._state, self.matrix.currentIndex()
        if state is not None and at.isValid():
            self.reading.setText(said(state.cells[at.row()][at.column()].name))

    def _colour_message(self) -> None:
        bad = self._state is not None and bool(self._state.fault)
        self.message.setStyleSheet(f"color: {self._tokens.bad if bad else self._tokens.text};")
