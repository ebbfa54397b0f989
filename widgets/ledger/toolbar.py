"""Above the ledger: by which periods, how far, search, heat, copy; and what the numbers are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from widgets.buttons import TextButton
from widgets.comparison.parts import Line
from widgets.controls.parts import SearchBox
from widgets.flow import FlowRow
from widgets.language.spoken import said
from widgets.segments import HEIGHT, CheckButton, Segments

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from widgets.tokens import Tokens

_COPIED_FOR = 1500  # ms


class LedgerSearch(SearchBox):
    """The search field for line items."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens)
        self.setAccessibleName(said("Search line items"))
        self.setToolTip(said("Finds names, keys and meanings"))
        self.setFixedSize(214, HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape in an empty field goes on to what was found, as Enter does."""
        if event.key() == Qt.Key.Key_Escape and not self.text():
            self.left_downwards.emit()
        else:
            super().keyPressEvent(event)


class Toolbar(QWidget):
    """The switches in a row; below them what is seen, search and copy."""

    PERIODS = ("month", "quarter", "year")

    period_chosen = Signal(str)
    span_chosen = Signal(bool)  # whether to show the whole timeline
    heat_chosen = Signal(bool)
    searched = Signal(str)
    search_left = Signal()
    copy_asked = Signal()

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self.periods = Segments("Periods", ("Months", "Quarters", "Years"), tokens)
        self.span = Segments("Timeline", ("To the horizon", "All 120 months"), tokens)
        self.search = LedgerSearch(tokens)
        self.heat = CheckButton("Heat", tokens)
        self.heat.setToolTip(
            said(
                "Shades each row by its own numbers: blue above zero, orange below;\n"
                "rows that never go below zero from their lowest to their highest"
            )
        )
        self.heat.setAccessibleName(said("Heat shading"))
        self.copy = TextButton("Copy table", 12, tokens)
        self.copy.setToolTip(said("For Excel, PowerPoint and Word; Ctrl+C copies a selection"))
        self.note = Line(tokens)
        self._copied = QTimer(self)
        self._copied.setSingleShot(True)
        self._copied.timeout.connect(lambda: self.copy.setText(said("Copy table")))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        upper, lower = FlowRow(16), QHBoxLayout()
        for switch in (self.periods, self.span, self.heat):
            upper.addWidget(switch)
        lower.setSpacing(8)
        lower.addWidget(self.note, 1)
        lower.addWidget(self.search)
        lower.addWidget(self.copy)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(15, 0, 8, 0)
        whole.setSpacing(4)
        whole.addLayout(upper)
        whole.addLayout(lower)

    def _connect(self) -> None:
        self.periods.chosen.connect(lambda place: self.period_chosen.emit(self.PERIODS[place]))
        self.span.chosen.connect(lambda place: self.span_chosen.emit(place == 1))
        self.heat.toggled.connect(self.heat_chosen)
        self.search.textChanged.connect(self.searched)
        self.search.left_downwards.connect(self.search_left)
        self.copy.clicked.connect(self._copy)

    def show_view(self, period: str, *, whole: bool) -> None:
        self.periods.show_choice(self.PERIODS.index(period))
        self.span.show_choice(int(whole))

    def set_tokens(self, tokens: Tokens) -> None:
        for part in (self.periods, self.span, self.search, self.heat, self.copy, self.note):
            part.set_tokens(tokens)

    def _copy(self) -> None:
        self.copy_asked.emit()
        self.copy.setText(said("Copied"))
        self._copied.start(_COPIED_FOR)
