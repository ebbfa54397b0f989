"""The card of the inputs: how far a figure rests on what, and each input's own standing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from widgets.comparison.parts import Card
from widgets.controls.parts import SearchBox
from widgets.language.spoken import said
from widgets.sources.buttons import FilterChip
from widgets.sources.giving import WrappedRow
from widgets.sources.input_model import kept
from widgets.sources.input_table import InputTable
from widgets.sources.share_bar import SharePanel

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from widgets.sources.states import InputRow
    from widgets.tokens import Tokens

STATUSES = ("reported", "disputed", "undisclosed", "assumption", "choice", "derived")
_ALL, _OF_CLAIM = "", "claim"
_BY = (_ALL, *STATUSES)
_SEARCH_ROOM = 112  # px
_CAPTIONED = 240  # px of height, for the bar to have its caption


class InputsCard(Card):
    """The bar on top, below it the table with its filters."""

    selected = Signal(str)
    explain_requested = Signal(str)
    attach_requested = Signal(str)

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens)
        self.setAccessibleName(said("Inputs and what they rest on"))
        self._rows: tuple[InputRow, ...] = ()
        self._claim, self._label = "", ""
        self.share = SharePanel(tokens)
        self.chips = {
            key: FilterChip(key, text, tokens)
            for key, text in (
                (_ALL, "All"),
                *((status, status.capitalize()) for status in STATUSES),
                (_OF_CLAIM, ""),
            )
        }
        self.chips[_ALL].setChecked(True)
        self.chips[_OF_CLAIM].hide()
        self.search = SearchBox(tokens, self)
        self.search.setPlaceholderText(said("Search"))
        self.search.setFixedHeight(26)
        self.search.setMinimumWidth(116)
        self.search.setMaximumWidth(220)
        self.table = InputTable(tokens, self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        filters = QHBoxLayout()
        filters.setContentsMargins(15, 0, 12, 0)
        filters.setSpacing(5)
        self._row = WrappedRow(tuple(self.chips.values()))
        filters.addWidget(self._row)
        filters.addStretch(1)
        filters.addWidget(self.search, 3, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 8, 1, 6)
        column.setSpacing(6)
        column.addWidget(self.share)
        column.addLayout(filters)
        column.addWidget(self.table, 1)

    def _connect(self) -> None:
        for chip in self.chips.values():
            chip.toggled.connect(self._filter)
        self.search.textChanged.connect(self._filter)
        self.search.left_downwards.connect(self._go_down)
        self.table.selected.connect(self.selected)
        self.table.explain_requested.connect(self.explain_requested)
        self.table.attach_requested.connect(self.attach_requested)

    def show_rows(self, rows: tuple[InputRow, ...]) -> None:
        if rows is not self._rows:
            self._rows = rows
            self._show_of_claim()
            self._filter()

    def show_selected(self, key: str, label: str) -> None:
        """The selected claim: its inputs stand out, and a filter shows only them."""
        self.table.show_selected(key)
        if key == self._claim:
            return
        self._claim, self._label = key, label
        self._show_of_claim()
        self._filter()

    def set_tokens(self, tokens: Tokens) -> None:
        super().set_tokens(tokens)
        for part in (self.share, self.search, self.table):
            part.set_tokens(tokens)
        for chip in self.chips.values():
            chip.set_tokens(tokens)

    def _show_of_claim(self) -> None:
        """The filter of the selected claim's inputs, where it has any."""
        chip = self.chips[_OF_CLAIM]
        count = sum(row.speaks_of(self._claim) for row in self._rows) if self._claim else 0
        chip.show_text(f"Of {self._label} {count}")
        chip.setVisible(count > 0)
        if not count and chip.isChecked():
            self.chips[_ALL].setChecked(True)
        self._count()

    def _count(self) -> None:
        """How many inputs each filter shows, where there is room to say so."""
        counts = {key: sum(not key or row.status == key for row in self._rows) for key in _BY}
        for key, count in counts.items():
            self.chips[key].setToolTip(said(f"{count} inputs"))
            self.chips[key].setVisible(count > 0)
        for counted in (True, False):
            for key, count in counts.items():
                name = key.capitalize() or "All"
                self.chips[key].show_text(f"{name} {count}" if counted else name)
            if self._needed() <= self.width():
                break
        self._row.updateGeometry()  # a hidden page's chips don't ask for it themselves

    def _needed(self) -> int:
        """The width in which all filters and the search have room, px."""
        shown = [chip for chip in self.chips.values() if not chip.isHidden()]
        return sum(chip.sizeHint().width() + 5 for chip in shown) + _SEARCH_ROOM

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._count()
        self.share.show_caption(self.height() >= _CAPTIONED)

    def _filter(self, *_what: object) -> None:
        key = next(key for key, chip in self.chips.items() if chip.isChecked())
        of_claim = key == _OF_CLAIM
        shown = kept(
            self._rows,
            "" if of_claim else key,
            self.search.text(),
            self._claim if of_claim else "",
        )
        self.table.show_rows(shown)

    def _go_down(self) -> None:
        if self.table.inputs.rows:
            self.table.setFocus()
            self.table.setCurrentIndex(self.table.inputs.index(0, 0))
