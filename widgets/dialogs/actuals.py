"""Actual months against the plan: a table, and the way on from the last of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from widgets.comparison.table import ComparisonCard
from widgets.dialogs.drop_down import DropDown
from widgets.dialogs.style import dialog_style
from widgets.language.spoken import said
from widgets.painting import BOLD, face

if TYPE_CHECKING:
    from widgets.comparison.states import TableState
    from widgets.tokens import Tokens


class ActualsState(NamedTuple):
    """`months` are those that can be re-based from, as text; the last is chosen at first."""

    title: str
    source: str
    table: TableState
    months: tuple[str, ...] = ()
    has_actuals: bool = False


class ActualsDialog(QDialog):
    """Stays open beside the window and follows the sliders."""

    import_requested = Signal()
    remove_requested = Signal()
    rebase_requested = Signal(int)  # the place of the month in the state's
    explain_requested = Signal(int, str)  # the place of the month, from 1, and the row's key

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(said("Actuals against plan – Tenor"))
        self.resize(960, 560)
        self._state: ActualsState | None = None
        self.heading, self.source = QLabel(), QLabel()
        self.heading.setFont(face(16, BOLD).font)
        for label in (self.heading, self.source):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.card = ComparisonCard("Variance by month", tokens, explains=True)
        self.months = DropDown()
        self.months.setAccessibleName(said("Re-base after"))
        self.rebase = QPushButton(said("&Re-base from here"))
        self.rebase.setToolTip(
            said("A new scenario that begins in the next month, its opening values the actuals")
        )
        self.load = QPushButton(said("&Import…"))
        self.remove = QPushButton(said("Remo&ve"))
        for button in (self.load, self.remove):
            button.setAutoDefault(False)
        self.rebase.clicked.connect(self._rebase)
        self.card.explain_requested.connect(self.explain_requested)
        self.load.clicked.connect(self.import_requested)
        self.remove.clicked.connect(self.remove_requested)
        self._lay_out()
        self.rebase.setDefault(True)  # in the dialog by now: else another may be it
        self.set_tokens(tokens)

    def _lay_out(self) -> None:
        below = QHBoxLayout()
        below.addWidget(self.load)
        below.addWidget(self.remove)
        below.addStretch()
        after = QLabel(said("After"))
        after.setBuddy(self.months)
        below.addWidget(after)
        below.addWidget(self.months)
        below.addWidget(self.rebase)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addWidget(self.heading)
        column.addWidget(self.source)
        column.addWidget(self.card, 1)
        column.addLayout(below)

    def show_state(self, state: ActualsState) -> None:
        last, self._state = self._state, state
        if state == last:
            return
        self.heading.setText(said(state.title))
        self.source.setText(said(state.source))
        self.card.show_state(state.table)
        if last is None or state.months != last.months:
            self.months.clear()
            self.months.addItems([said(month) for month in state.months])
            self.months.setCurrentIndex(len(state.months) - 1)
        self.rebase.setEnabled(bool(state.months))
        self.months.setEnabled(bool(state.months))
        self.remove.setEnabled(state.has_actuals)

    def set_tokens(self, tokens: Tokens) -> None:
        self.setStyleSheet(dialog_style(tokens))
        self.card.set_tokens(tokens)

    def _rebase(self) -> None:
        if self.months.currentIndex() >= 0:
            self.rebase_requested.emit(self.months.currentIndex())
