"""A table that fills a card: rows without a grid under headings of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from widgets.comparison.parts import over_card
from widgets.controls.parts import SlimScrollBar
from widgets.painting import MEDIUM, face, palette

if TYPE_CHECKING:
    from widgets.tokens import Tokens

BAR_ROOM = 10  # px that the scroll bar takes


class CardHeads(QHeaderView):
    """Headings in the card's colour; the columns' widths are the table's affair."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._tokens = tokens
        self._face = face(12, MEDIUM)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(1)
        self.setFixedHeight(26)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.setPalette(palette(tokens, tokens.card))
        self.viewport().update()


class CardTable(QTableView):
    """Cells are gone through by the arrow keys, rows are chosen; nothing is edited in it."""

    def __init__(
        self, heads: CardHeads, row_height: int, tokens: Tokens, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._heads = heads
        self._bar = SlimScrollBar(over_card(tokens))
        self.setHorizontalHeader(heads)
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setVerticalScrollBar(self._bar)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(row_height)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setMouseTracking(True)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._bar.set_tokens(over_card(tokens))
        self._heads.set_tokens(tokens)
        self.setPalette(palette(tokens, tokens.card))
        self.viewport().update()
