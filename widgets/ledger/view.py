"""How the ledger is seen: labels stay at the left, periods above, all the rest scrolls.

Painted by itself, not cell by cell: see `cells`. Only what changed and is seen is painted.
What is done to it is the business of `table`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QResizeEvent

from widgets.comparison.framed_table import FramedTable
from widgets.language.spoken import said
from widgets.ledger.cells import ROW_HEIGHT, CellPainter, Grid, Look
from widgets.ledger.heads import HEAD_HEIGHT, LedgerCorner, LineHeads, PeriodHeads
from widgets.ledger.model import LedgerModel
from widgets.ledger.outline import nearest
from widgets.painting import colour, draw_note, face, palette

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from widgets.ledger.states import LedgerState
    from widgets.tokens import Tokens

_LEAST_COLUMN, _MOST_COLUMN = 58, 150
_BAR_ROOM = 10
SELECT = QItemSelectionModel.SelectionFlag.ClearAndSelect
NOWHERE = (-1, -1)
NOTHING_FOUND = "No line item has these words"


class _Kept(NamedTuple):
    """What is found again when rows or columns are others."""

    key: str  # the current line item's; empty in a section's heading
    section: str
    month: int  # the first of the current column
    leftmost: int  # the first month that was seen
    scrolled: int  # px from the top


class LedgerView(FramedTable):
    """Shows a `LedgerState`: sections that fold, rows that are searched, cells to select."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(tokens, parent)
        self._tokens = tokens
        self.ledger = LedgerModel(self)
        self._cells = CellPainter(self.ledger, tokens)
        self._periods = PeriodHeads(self.ledger, tokens, self)
        self._lines = LineHeads(self.ledger, tokens, self)
        self._corner = LedgerCorner(self._lines, tokens, self)
        self._needed = 0  # px a column; only grows while the columns stand
        self._heat = False
        self._pointed = NOWHERE
        self._nothing = NOTHING_FOUND
        self.setAccessibleName(said("Ledger"))
        self._set_up()
        self.set_tokens(tokens)

    def _set_up(self) -> None:
        self.frame(self.ledger, self._periods, self._lines, self._corner, HEAD_HEIGHT)
        self.setEditTriggers(self.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self._lines.setDefaultSectionSize(ROW_HEIGHT)
        self._lines.fold_asked.connect(self.toggle_section)
        self.selectionModel().currentChanged.connect(self._mark_current)

    # -- what is shown

    def show_state(self, state: LedgerState) -> None:
        """Show a state. Scroll, selection and folds stay while rows and columns are the same."""
        last, kept = self.ledger.state, self._keep()
        same_columns = (state.period, state.whole) == (last.period, last.whole)
        if self.ledger.show_state(state):
            self._restore(kept)
            self._word_nothing()
        elif state.months is not last.months:
            self._lines.update_curves()
        if state.decision != last.decision or state.horizon != last.horizon:
            self._periods.viewport().update()
        before = self._needed if same_columns else 0
        self._needed = max(before, self._cells.needed(), self._periods.needed())
        self._size_columns()
        if not same_columns:
            self._scroll_to_month(kept.leftmost)

    def show_heat(self, heat: bool) -> None:
        """Shade cells by their numbers, or not."""
        self._heat = heat
        self.viewport().update()

    def search(self, text: str) -> None:
        """Show only the line items in which every word of `text` stands."""
        kept = self._keep()
        if self.ledger.search(text):
            self._restore(kept._replace(scrolled=0))
        self._word_nothing()

    def toggle_section(self, row: int) -> None:
        """Fold or open the section whose heading is in this row. A search opens all of them."""
        if self.ledger.searched():
            return
        entry = self.ledger.entries[row]
        kept = self._keep()
        if self.ledger.fold(entry.section, folded=not entry.folded):
            self._restore(kept._replace(key="", section=entry.section))

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.setPalette(palette(tokens, tokens.card))
        for part in (self._cells, self._periods, self._lines, self._corner):
            part.set_tokens(tokens)
        self.set_bar_tokens(tokens)
        self.viewport().update()

    # -- keeping the place

    def _keep(self) -> _Kept:
        index, model = self.currentIndex(), self.ledger
        leftmost = self._periods.visualIndexAt(0)
        seen = model.head(leftmost).first if leftmost >= 0 else 1
        scrolled = self.verticalScrollBar().value()
        if not index.isValid():
            return _Kept("", "", seen, seen, scrolled)
        line, entry = model.line(index.row()), model.entries[index.row()]
        month = model.head(index.column()).first
        return _Kept(line.key if line else "", entry.section, month, seen, scrolled)

    def _restore(self, kept: _Kept) -> None:
        """The current cell and the place of the scroll bar among other rows or columns."""
        model = self.ledger
        back = model.place_of(kept.key, kept.month) if kept.key else QModelIndex()
        if not back.isValid() and kept.section:
            rows = (row for row, each in enumerate(model.entries) if each.section == kept.section)
            row = next(rows, -1)
            back = model.index(row, model.column_of(kept.month))
        self.updateGeometries()  # the scroll bars know of other rows only later
        self.verticalScrollBar().setValue(kept.scrolled)
        if back.isValid():
            auto = self.hasAutoScroll()
            self.setAutoScroll(False)
            self.selectionModel().setCurrentIndex(back, SELECT)
            self.setAutoScroll(auto)
        self._mark_current()

    def _scroll_to_month(self, month: int) -> None:
        """So far sideways that a month is the first that is seen."""
        self.updateGeometries()
        place = self._periods.sectionPosition(self.ledger.column_of(month))
        self.horizontalScrollBar().setValue(place)

    # -- geometry

    def _size_columns(self) -> None:
        """All as wide as the widest number needs, wider where there is room for all."""
        frozen = self._lines.fit(self.width())
        moved = frozen != self._lines.width()
        self._lines.setFixedWidth(frozen)
        count = len(self.ledger.state.heads)
        if count:
            share = (self.width() - frozen - _BAR_ROOM) // count
            needed = max(_LEAST_COLUMN, self._needed)
            width = max(needed, min(share, _MOST_COLUMN))
            if width != self._periods.defaultSectionSize():
                self._periods.setDefaultSectionSize(width)
        if moved:
            self.updateGeometries()  # the other heads begin where these end

    def resizeEvent(self, event: QResizeEvent) -> None:
        row = self.visualRect(self.currentIndex())
        was_seen = not row.isEmpty() and row.top() >= 0 and row.bottom() < event.oldSize().height()
        super().resizeEvent(event)
        self._size_columns()
        if was_seen:  # it stays so, where the table has become lower
            hidden = row.bottom() + 1 - self.viewport().height()
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + max(0, hidden))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.point_at(NOWHERE)
        super().scrollContentsBy(dx, dy)

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, area = QPainter(self.viewport()), event.rect()
        if not self.ledger.entries:
            painter.fillRect(area, colour(self._tokens.card))
            self._paint_nothing(painter)
        else:
            index = self.currentIndex()
            look = Look(
                self._selected(),
                (index.row(), index.column()),
                self.hasFocus(),
                self._pointed,
                self._heat,
            )
            self._cells.paint(painter, self._grid(area), look, area)
        painter.end()

    def _selected(self) -> list[tuple[range, range]]:
        """The selected rows and columns; nothing where it is only the current cell."""
        found = self.selectionModel().selection()
        parts = [found.at(place) for place in range(found.size())]
        current = self.currentIndex()
        if len(parts) == 1 and parts[0].topLeft() == parts[0].bottomRight() == current:
            return []
        return [
            (range(part.top(), part.bottom() + 1), range(part.left(), part.right() + 1))
            for part in parts
        ]

    def _grid(self, area: QRect) -> Grid:
        """The cells that an area touches."""
        first, last = self.rowAt(area.top()), self.rowAt(area.bottom())
        left, right = self.columnAt(area.left()), self.columnAt(area.right())
        rows = range(max(first, 0), (last if last >= 0 else len(self.ledger.entries) - 1) + 1)
        count = len(self.ledger.state.heads)
        columns = range(max(left, 0), (right if right >= 0 else count - 1) + 1)
        if first < 0:  # below the last row
            rows = range(0)
        if left < 0:  # right of the last column
            columns = range(count, count)
        x = self.columnViewportPosition(columns.start) if columns else 0
        y = self.rowViewportPosition(rows.start) if rows else 0
        return Grid(rows, columns, x, y, self._periods.defaultSectionSize())

    def nothing_found(self) -> str:
        """What stands in the place of rows; empty while there are some."""
        return "" if self.ledger.entries else self._nothing

    def _word_nothing(self) -> None:
        if not self.ledger.entries:
            close = nearest(self.ledger.state.lines, self.ledger.searched())
            self._nothing = (
                f"{NOTHING_FOUND}. The nearest is “{close}”." if close else NOTHING_FOUND
            )
            self.viewport().update()

    def _paint_nothing(self, painter: QPainter) -> None:
        box = QRectF(self.viewport().rect()).adjusted(24, 0, -24, 0)
        draw_note(painter, box, self._nothing, face(13).font, colour(self._tokens.text_muted))

    def _mark_current(self) -> None:
        index, focused = self.currentIndex(), self.hasFocus()
        self._lines.show_current(index.row(), focused=focused)
        self._periods.show_current(index.column(), focused=focused)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._mark_current()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._mark_current()
        self.viewport().update()

    def point_at(self, cell: tuple[int, int]) -> None:
        """The pointer is over this row and column."""
        if cell == self._pointed:
            return
        for place in (self._pointed, cell):
            self.viewport().update(self.visualRect(self.ledger.index(*place)))
        self._pointed = cell
        hand = Qt.CursorShape.PointingHandCursor
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor if cell == NOWHERE else hand)
