"""The frozen parts of a ledger: periods above; labels, units and small curves at the left."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHeaderView, QWidget

from widgets.comparison.parts import over_card
from widgets.language.spoken import own, said
from widgets.ledger.sparkline import draw_sparkline
from widgets.painting import BOLD, MEDIUM, colour, draw_text, draw_triangle, face, palette

if TYPE_CHECKING:
    from widgets.ledger.model import LedgerModel
    from widgets.ledger.outline import Entry
    from widgets.ledger.states import LedgerLine, PeriodHead
    from widgets.tokens import Tokens

HEAD_HEIGHT = 40
EDGE = 16  # left of the labels
PADDING = 9  # right of a column's texts
_LABEL, _UNIT, _TREND = (150, 236), (112, 150), (66, 96)  # least and most, px
_SHARES = (0.19, 0.135, 0.08)  # of the page's width
_GAP = 8
_DECISION = "decision"  # in place of the month's number
_NARROW, _NARROW_LABEL = 760, 0.27  # px: below it labels and numbers need the curves' room


class _Heads(QHeaderView):
    """What the heads of columns and of rows share."""

    def __init__(
        self, orientation: Qt.Orientation, model: LedgerModel, tokens: Tokens, parent: QWidget
    ) -> None:
        super().__init__(orientation, parent)
        self._model = model
        self._tokens = tokens
        self._current = -1
        self._focused = False
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(1)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.setPalette(palette(over_card(tokens), tokens.card))
        self.viewport().update()

    def show_current(self, section: int, *, focused: bool) -> None:
        """Mark the section of the cell that the keyboard is at; -1 for none."""
        if (section, focused) != (self._current, self._focused):
            touched = {self._current, section}
            self._current, self._focused = section, focused
            for place in touched:
                if 0 <= place < self.count():
                    self.updateSection(place)


class PeriodHeads(_Heads):
    """Two lines a column. The decision month's is marked, those beyond the horizon are muted."""

    def __init__(self, model: LedgerModel, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, model, tokens, parent)
        self._name, self._bold, self._detail = face(12, MEDIUM), face(12, BOLD), face(11)
        self._measured: tuple[tuple[PeriodHead, ...], int] = ((), 0)
        self.setAccessibleName(said("Periods"))

    def needed(self) -> int:
        """The width in which every heading stands whole, px."""
        heads = self._model.state.heads
        if self._measured[0] is not heads:
            self._measured = (heads, self._measure(heads))
        return self._measured[1]

    def _measure(self, heads: tuple[PeriodHead, ...]) -> int:
        widths = (
            max(self._bold.width(head.name), self._detail.width(head.detail)) for head in heads
        )
        widest = max(widths, default=0.0)
        if any(head.first == head.last for head in heads):
            widest = max(widest, self._detail.width(_DECISION))
        return math.ceil(widest + self._name.width(")")) + 2 * PADDING

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803
        tokens, state = self._tokens, self._model.state
        head = state.heads[logicalIndex]
        decides = head.first <= state.decision <= head.last
        at_it = logicalIndex == self._current and self._focused
        painter.save()
        painter.fillRect(rect, colour(tokens.field if at_it else tokens.card))
        line = QRect(rect.left(), rect.bottom(), rect.width(), 1)
        painter.fillRect(line, colour(tokens.border))
        if head.new_year and logicalIndex:
            painter.fillRect(QRect(rect.left(), rect.top() + 6, 1, 99), colour(tokens.border))
        if decides:
            painter.fillRect(line.adjusted(0, -1, 0, 0), colour(tokens.accent))
        muted = colour(tokens.text_muted)
        plain = muted if head.first > state.horizon else colour(tokens.text)
        ink = colour(tokens.accent) if decides else plain
        right = rect.right() + 1 - PADDING - self._name.width(")")  # where digits end
        using = self._bold if decides else self._name
        at = QPointF(right - using.width(head.name), rect.top() + 17)
        draw_text(painter, at, head.name, using, ink)
        detail = _DECISION if decides and head.first == head.last else head.detail
        at = QPointF(right - self._detail.width(detail), rect.top() + 32)
        marked = colour(tokens.undisclosed) if head.partial else muted
        draw_text(painter, at, detail, self._detail, ink if decides else marked)
        painter.restore()


class LineHeads(_Heads):
    """Label, unit and small curve of each line item; sections' headings, which fold."""

    fold_asked = Signal(int)  # the row of a section's heading

    def __init__(self, model: LedgerModel, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, model, tokens, parent)
        self._label, self._unit = face(12), face(11)
        self._section = face(11, BOLD, spacing=0.5)
        self._widths = (0, 0, 0)
        self._only_curves = False
        self.setMouseTracking(True)
        self.setAccessibleName(said("Line items"))

    def fit(self, room: int) -> int:
        """Share out a table of `room` px. Gives the width that stays at the left."""
        limits = (_LABEL, _UNIT, _TREND)
        narrow = room < _NARROW
        shares = (_NARROW_LABEL, *_SHARES[1:]) if narrow else _SHARES
        label, unit, trend = (
            round(min(max(room * share, least), most))
            for share, (least, most) in zip(shares, limits, strict=True)
        )
        trend = 0 if narrow else trend
        self._widths = (label, unit, trend)
        return EDGE + label + unit + trend

    def starts(self) -> tuple[int, int, int]:
        """Where labels, units and curves begin, px."""
        label, unit, _trend = self._widths
        return EDGE, EDGE + label, EDGE + label + unit

    # -- the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self._heading_at(event.position().toPoint())
        if row < 0:
            super().mousePressEvent(event)
        elif event.button() == Qt.MouseButton.LeftButton:
            self.fold_asked.emit(row)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._heading_at(event.position().toPoint()) >= 0
        hand = Qt.CursorShape.PointingHandCursor
        self.setCursor(hand if over else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    def _heading_at(self, at: QPoint) -> int:
        """The row of the section's heading under a point; -1 where there is none."""
        row = self.logicalIndexAt(at)
        return row if row >= 0 and self._model.entries[row].heading else -1

    # -- painting

    def update_curves(self) -> None:
        """The numbers changed: labels and units stand."""
        trend, port = self.starts()[2], self.viewport()
        port.update(QRect(trend, 0, self.width() - trend, self.height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        self._only_curves = event.rect().left() >= self.starts()[2]
        super().paintEvent(event)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803
        entry, line = self._model.entries[logicalIndex], self._model.line(logicalIndex)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        at_it = logicalIndex == self._current
        if line is None:
            self._paint_section(painter, rect, entry, ringed=at_it and self._focused)
        else:
            self._paint_line(painter, rect, line, entry.line, at_it=at_it)
        painter.restore()

    def _paint_section(self, painter: QPainter, rect: QRect, entry: Entry, *, ringed: bool) -> None:
        tokens, using = self._tokens, self._section
        paint_band(painter, rect, tokens)
        baseline = using.baseline(rect.top(), rect.height())
        middle = baseline - using.metrics.capHeight() / 2
        ink = colour(tokens.text_muted)
        draw_triangle(painter, QPointF(9, middle), 7.0, 4.5, 90.0 if entry.folded else 180.0, ink)
        text = own(said(entry.section).upper())
        draw_text(painter, QPointF(EDGE + 2, baseline), text, using, ink)
        x = EDGE + 2 + using.width(text) + _GAP
        draw_text(painter, QPointF(x, baseline), str(entry.items), self._unit, ink)
        if ringed:
            painter.setPen(QPen(colour(tokens.accent), 2.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(rect).adjusted(2, 1, -1, -2))

    def _paint_line(
        self, painter: QPainter, rect: QRect, line: LedgerLine, place: int, *, at_it: bool
    ) -> None:
        tokens = self._tokens
        painter.fillRect(rect, colour(tokens.field if at_it else tokens.card))
        label = self.starts()[0]
        rule = QRect(label, rect.bottom(), rect.width() - label, 1)
        painter.fillRect(rule, colour(tokens.grid))
        if at_it:
            bar = QRect(rect.left() + 2, rect.top() + 3, 3, rect.height() - 6)
            painter.fillRect(bar, colour(tokens.accent))
        if not self._only_curves:
            self._paint_words(painter, rect, line)
        if self._widths[2]:
            self._paint_curve(painter, rect, place)
        edge = QRect(rect.right(), rect.top(), 1, rect.height())
        painter.fillRect(edge, colour(tokens.border))

    def _paint_curve(self, painter: QPainter, rect: QRect, place: int) -> None:
        state, trend = self._model.state, self.starts()[2]
        box = QRectF(trend, rect.top() + 5, self._widths[2] - 14, rect.height() - 11)
        draw_sparkline(painter, box, state.months[place], state.horizon, self._tokens)

    def _paint_words(self, painter: QPainter, rect: QRect, line: LedgerLine) -> None:
        tokens, (label, unit, _trend) = self._tokens, self.starts()
        text = self._label.elided(line.label, self._widths[0] - _GAP)
        at = QPointF(label + 2, self._label.baseline(rect.top(), rect.height()))
        draw_text(painter, at, text, self._label, colour(tokens.text))
        text = self._unit.elided(line.unit, self._widths[1] - _GAP)
        at = QPointF(unit, self._unit.baseline(rect.top(), rect.height()))
        draw_text(painter, at, text, self._unit, colour(tokens.text_muted))


class LedgerCorner(QWidget):
    """Covers the view's corner button with the headings of the frozen columns."""

    def __init__(self, heads: LineHeads, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self._heads = heads
        self._tokens = tokens
        self._face = face(11, MEDIUM)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, box = self._tokens, self.rect()
        painter = QPainter(self)
        painter.fillRect(box, colour(tokens.card))
        painter.fillRect(QRect(0, box.bottom(), box.width(), 1), colour(tokens.border))
        painter.fillRect(QRect(box.right(), 0, 1, box.height()), colour(tokens.border))
        label, unit, trend = self._heads.starts()
        for x, text in ((label + 2, "Line item"), (unit, "Unit"), (trend, "Trend")):
            if x >= box.width():
                break
            draw_text(painter, QPointF(x, 32), text, self._face, colour(tokens.text_muted))
        painter.end()


def paint_band(painter: QPainter, rect: QRect, tokens: Tokens) -> None:
    """The ground of a section's heading."""
    painter.fillRect(rect, colour(tokens.field))
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colour(tokens.border))
