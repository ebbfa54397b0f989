"""How the price list is painted: its cells and its headings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate

from widgets.card_table import CardHeads
from widgets.comparison.marks import draw_underline
from widgets.decide.exit_price_model import CLAUSE, HEADINGS, TRY, TRY_TEXT, WORTH
from widgets.painting import MEDIUM, colour, draw_rounded, draw_text, face

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QStyleOptionViewItem

    from widgets.decide.exit_price_model import Index, PriceModel
    from widgets.decide.exit_states import PriceRow
    from widgets.painting import Face
    from widgets.tokens import Tokens

EDGE, PADDING = 15, 8  # left of a row; right of a cell's text
_FIRST, _SECOND = (3, 18), (20, 16)  # the lines of a clause: top and height, px
_BAR = 5.0


class PriceCells(QStyledItemDelegate):
    """A clause on two lines, numbers as links, worth over its bar, a button to try it."""

    def __init__(self, model: PriceModel, tokens: Tokens, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self.tokens = tokens
        self._bold, self._plain, self._small = face(12, MEDIUM), face(12), face(11)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens, box = self.tokens, option.rect
        row, column = self._model.rows[index.row()], index.column()
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(box, colour(tokens.accent_soft if chosen else tokens.card))
        left = EDGE if column == CLAUSE else 0
        line = QRect(box.left() + left, box.bottom(), box.width() - left, 1)
        painter.fillRect(line, colour(tokens.grid))
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if column == CLAUSE:
            self._paint_clause(painter, box, row, over=over)
        elif column == TRY:
            self._paint_button(painter, box, over=over)
        else:
            self._paint_number(painter, box, self._model.text(row, column), column, over=over)
        if column == WORTH:
            self._paint_bar(painter, box, row.worth)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour(tokens.accent), 2.0))
            painter.drawRect(QRectF(box).adjusted(1, 1, -1, -1))
        painter.restore()

    def _paint_clause(self, painter: QPainter, box: QRect, row: PriceRow, *, over: bool) -> None:
        tokens, room = self.tokens, box.width() - EDGE - 6
        lines = (
            (_FIRST, row.label, self._bold, tokens.text),
            (_SECOND, row.change, self._small, tokens.text_muted),
        )
        for (top, height), text, using, ink in lines:
            shown = using.elided(text, room)
            at = QPointF(box.left() + EDGE, using.baseline(box.top() + top, height))
            draw_text(painter, at, shown, using, colour(ink))
            if over and using is self._small:
                draw_underline(painter, at, using.width(shown), tokens)

    def _paint_number(
        self, painter: QPainter, box: QRect, text: str, column: int, *, over: bool
    ) -> None:
        using: Face = self._bold if column == WORTH else self._plain
        shown = using.elided(text, box.width() - PADDING)
        x = box.right() + 1.0 - PADDING - using.width(shown)
        height = box.height() - (8 if column == WORTH else 0)
        at = QPointF(x, using.baseline(box.top(), height))
        draw_text(painter, at, shown, using, colour(self.tokens.text))
        if over:
            draw_underline(painter, at, using.width(shown), self.tokens)

    def _paint_bar(self, painter: QPainter, box: QRect, worth: float) -> None:
        """From the right, as the numbers are: what the clause saves, or what it costs."""
        largest = self._model.largest()
        room = box.width() - 2.0 * PADDING
        wide = room * abs(worth) / largest if largest else 0.0
        if wide > 0:
            right, top = box.right() + 1.0 - PADDING, box.bottom() - 10.0
            wide = max(2.0, wide)
            ink = colour(self.tokens.good if worth > 0 else self.tokens.bad)
            draw_rounded(painter, QRectF(right - wide, top, wide, _BAR), ink, radius=2)

    def _paint_button(self, painter: QPainter, box: QRect, *, over: bool) -> None:
        tokens, using = self.tokens, self._bold
        wide = using.width(TRY_TEXT) + 14.0
        pill = QRectF(box.right() - 5.0 - wide, box.center().y() - 11.0, wide, 23.0)
        ground = tokens.accent_soft if over else tokens.field
        edge = tokens.accent if over else tokens.border
        draw_rounded(painter, pill, colour(ground), colour(edge), 6)
        at = QPointF(pill.left() + 7.0, using.baseline(pill.top(), pill.height()))
        draw_text(painter, at, TRY_TEXT, using, colour(tokens.accent))


class PriceHeads(CardHeads):
    """The headings, each over its texts."""

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803
        tokens, using = self._tokens, self._face
        painter.save()
        painter.fillRect(rect, colour(tokens.card))
        left = EDGE if logicalIndex == CLAUSE else 0
        line = QRect(rect.left() + left, rect.bottom(), rect.width() - left, 1)
        painter.fillRect(line, colour(tokens.border))
        text = using.elided(HEADINGS[logicalIndex], rect.width() - left - PADDING)
        x = float(rect.left() + left)
        if logicalIndex != CLAUSE:
            x = rect.right() + 1.0 - PADDING - using.width(text)
        at = QPointF(x, using.baseline(rect.top(), rect.height()))
        draw_text(painter, at, text, using, colour(tokens.text_muted))
        painter.restore()
