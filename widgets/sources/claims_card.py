"""The card of the claims: search, filters, the list, and the way to add a source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QListView, QVBoxLayout

from widgets.buttons import TextButton
from widgets.comparison.parts import Card, Title, over_card
from widgets.controls.parts import SearchBox, SlimScrollBar
from widgets.language.spoken import own, said
from widgets.painting import colour, draw_note, face, palette
from widgets.sources.buttons import FilterChip
from widgets.sources.claim_rows import (
    ALL,
    ARTICLES,
    CLASHING,
    OUTSIDE,
    ClaimPainter,
    ClaimRows,
    Marked,
    listed,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

    from widgets.sources.states import ClaimRow, ClaimsState
    from widgets.tokens import Tokens

_FILTERS = (
    (ALL, "All"),
    (ARTICLES, "Articles"),
    (OUTSIDE, "Outside evidence"),
    (CLASHING, "With conflicts"),
)
_SHORT = {OUTSIDE: "Evidence", CLASHING: "Conflicts"}  # where there is little room
_NARROW = 330
_SEARCH = 98  # px: the word in the empty field and its icon, in English
_NOTHING = "No claim has these words"


class ClaimView(QListView):
    """The arrows walk, Enter selects, a click does."""

    selected = Signal(str)

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self.claims = ClaimRows(self)
        self.painter = ClaimPainter(self.claims, tokens, self)
        self._bar = SlimScrollBar(over_card(tokens))
        self.setModel(self.claims)
        self.setItemDelegate(self.painter)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBar(self._bar)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setAccessibleName(said("Claims"))
        self.clicked.connect(self._take)
        self.set_tokens(tokens)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = self.painter.tokens = tokens
        self._bar.set_tokens(over_card(tokens))
        self.setPalette(palette(tokens, tokens.card))
        self.viewport().update()

    def show_marked(self, marked: Marked) -> None:
        """Mark the selected claim and its opponents; bring the first into sight."""
        if marked == self.painter.marked:
            return
        self.painter.marked = marked
        place = self.claims.place(marked.selected)
        if place >= 0:
            index = self.claims.index(place)
            self.setCurrentIndex(index)
            self.scrollTo(index)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if event.key() in enter:
            self._take(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _take(self, index: QModelIndex) -> None:
        claim = self.claims.claim(index)
        if claim is not None:
            self.selected.emit(claim.key)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.claims.rows:
            super().paintEvent(event)
            return
        painter = QPainter(self.viewport())
        box = QRectF(self.viewport().rect()).adjusted(16, 0, -16, 0)
        draw_note(painter, box, _NOTHING, face(13).font, colour(self._tokens.text_muted))
        painter.end()


class ClaimsCard(Card):
    """All claims and the user's own sources; the filters and words cut the list."""

    selected = Signal(str)
    add_requested = Signal()

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens)
        self.setAccessibleName(said("Claims"))
        self._claims: tuple[ClaimRow, ...] = ()
        self._own: tuple[ClaimRow, ...] = ()
        self._title = Title("Claims", tokens)
        self.add = TextButton("Add source…", 12, tokens, self)
        self.search = SearchBox(tokens, self)
        self.search.setPlaceholderText(said("Search"))
        self.search.setAccessibleName(said("Search claims"))
        self.search.setFixedHeight(28)
        longer = face(13).width("Search") - face(13).width(own("Search"))
        self.search.setMinimumWidth(_SEARCH + max(0, round(longer)))
        self.chips = [FilterChip(key, text, tokens) for key, text in _FILTERS]
        self.chips[0].setChecked(True)
        self.view = ClaimView(tokens, self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        top, filters = QHBoxLayout(), QHBoxLayout()
        top.setContentsMargins(14, 0, 6, 0)
        top.setSpacing(8)
        top.addWidget(self._title)
        top.addWidget(self.search, 1)
        top.addWidget(self.add)
        filters.setContentsMargins(14, 2, 10, 4)
        filters.setSpacing(5)
        for chip in self.chips:
            filters.addWidget(chip)
        filters.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 8, 1, 6)
        column.setSpacing(4)
        column.addLayout(top)
        column.addLayout(filters)
        column.addWidget(self.view, 1)

    def _connect(self) -> None:
        self.add.clicked.connect(self.add_requested)
        self.search.textChanged.connect(self._filter)
        self.search.left_downwards.connect(self._go_down)
        for chip in self.chips:
            chip.toggled.connect(self._filter)
        self.view.selected.connect(self.selected)

    def show_claims(self, state: ClaimsState) -> None:
        self._claims = state.claims
        self._title.setText(said(f"{len(state.claims)} claims"))
        self._filter()

    def show_own(self, own: tuple[ClaimRow, ...]) -> None:
        """The user's own sources."""
        if own != self._own:
            self._own = own
            self._filter()

    def show_marked(self, marked: Marked) -> None:
        self.view.show_marked(marked)

    def show_marked_row(self) -> QRect | None:
        """Scroll the list to the selected claim; gives where its row is in the card."""
        view = self.view
        place = view.claims.place(view.painter.marked.selected)
        if place < 0:
            return None
        index = view.claims.index(place)
        view.scrollTo(index)
        rect = view.visualRect(index)
        return QRect(view.viewport().mapTo(self, rect.topLeft()), rect.size())

    def set_tokens(self, tokens: Tokens) -> None:
        super().set_tokens(tokens)
        for part in (self._title, self.add, self.search, self.view):
            part.set_tokens(tokens)
        for chip in self.chips:
            chip.set_tokens(tokens)

    def _filter(self, *_what: object) -> None:
        kept = next(chip.key for chip in self.chips if chip.isChecked())
        rows = (*self._own, *self._claims)
        self.view.claims.show_rows(listed(rows, self.search.text(), kept))
        self.view.viewport().update()

    def _go_down(self) -> None:
        """From the search to the first claim that was found."""
        rows = self.view.claims.rows
        place = next((at for at, row in enumerate(rows) if not isinstance(row, str)), -1)
        if place >= 0:
            self.view.setFocus()
            self.view.setCurrentIndex(self.view.claims.index(place))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        for chip, (key, text) in zip(self.chips, _FILTERS, strict=True):
            chip.show_text(_SHORT.get(key, text) if narrow else text)
