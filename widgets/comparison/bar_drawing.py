"""How lying bars are drawn, one a row: a figure by scenario, or a waterfall.

Labels stand left and values right in columns of their own, so that no text meets a bar.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)

from widgets.comparison.bar_rows import Span, span_of
from widgets.comparison.marks import draw_underline
from widgets.language.spoken import joined, said
from widgets.painting import (
    BOLD,
    MEDIUM,
    PIN_WIDTH,
    blend,
    colour,
    colour_of,
    draw_dot,
    draw_note,
    draw_pin,
    draw_ring,
    draw_rounded,
    draw_text,
    draw_triangle,
    face,
)
from widgets.ringed import Ringed

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from widgets.comparison.bar_rows import BarRow
    from widgets.painting import Face
    from widgets.tokens import Tokens

LEAST_PITCH, MOST_PITCH = 20, 34
_EDGE = 14.0  # to the texts
_GAP = 10.0  # between the columns
_THICKNESS = 16.0
_INDENT = 16.0
_LEAST_PLOT = 60.0
_LABELS_SHARE = 0.4  # of the width, at most
_DIMMED = 0.35
_LEAST_WHISKER = 5.0  # px, end to end: a shorter one would only blot the bar


class _Columns(NamedTuple):
    """Where a row's parts stand, in px."""

    label: float
    plot_left: float
    plot_right: float
    right: float


class BarDrawing(Ringed):
    """Draws rows, and knows which of them stands where."""

    def __init__(self, name: str, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._name = name
        self._rows: tuple[BarRow, ...] = ()
        self._span = Span(0.0, 1.0, 0.0)
        self._note = ""
        self._fault = False
        self._dimmed = False
        self._row = 0  # the one that the keyboard is at
        self._pointed: int | None = None  # the row under the pointer whose figure is a link
        self._columns = _Columns(_EDGE, 0.0, 0.0, 0.0)
        self._text, self._value = face(12), face(12, MEDIUM)
        self._bold, self._bold_value = face(12, BOLD), face(12, BOLD)
        self._small = face(11)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(said(name))

    def rows(self) -> tuple[BarRow, ...]:
        return self._rows

    def note(self) -> str:
        """What stands in place of the bars; empty where bars are shown."""
        return self._note

    def is_dimmed(self) -> bool:
        return self._dimmed

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.update()

    def show_rows(
        self,
        rows: tuple[BarRow, ...],
        note: str = "",
        *,
        fault: bool = False,
        dimmed: bool = False,
    ) -> None:
        """Show these rows, or a note in their place."""
        if (rows, note, fault, dimmed) == (self._rows, self._note, self._fault, self._dimmed):
            return
        at = self._rows[self._row].key if self._row < len(self._rows) else ""
        keys = [row.key for row in rows]
        self._row = keys.index(at) if at in keys else min(self._row, max(len(rows) - 1, 0))
        self._rows, self._note, self._fault, self._dimmed = rows, note, fault, dimmed
        self._span = span_of(rows)
        self._lay_out()
        self.setMinimumHeight(0 if note else LEAST_PITCH * len(rows))
        self.describe()
        self.update()

    def describe(self) -> None:
        """Say the row that the keyboard is at, or the note."""
        here = self._rows[self._row].spoken() if self._row < len(self._rows) else ""
        self.setAccessibleDescription(said(self._note or here))

    def row_rect(self, place: int) -> QRect:
        """Where a row stands."""
        pitch = self._pitch()
        return QRect(0, place * pitch, self.width(), pitch)

    # -- geometry

    def sizeHint(self) -> QSize:
        return QSize(400, MOST_PITCH * max(len(self._rows), 3))

    def _pitch(self) -> int:
        count = max(len(self._rows), 1)
        return max(LEAST_PITCH, min(MOST_PITCH, self.height() // count))

    def _label_face(self, row: BarRow) -> Face:
        return self._bold if row.bold else self._text

    def _value_face(self, row: BarRow) -> Face:
        return self._bold_value if row.bold else self._value

    def _before_label(self, row: BarRow) -> float:
        marks = 14.0 if row.dot or any(each.unfolded is not None for each in self._rows) else 0.0
        return marks + row.indent * _INDENT

    def _error_width(self) -> float:
        """The width of the errors' column with its gap; 0 where nothing was sampled."""
        widest = max((self._small.width(row.error_text) for row in self._rows), default=0.0)
        return widest + 6.0 if widest else 0.0

    def _lay_out(self) -> None:
        """Labels and values get what they need, but the plot keeps its share."""
        wide = self.width() - 2 * _EDGE
        labels = max(
            (
                self._before_label(row)
                + self._label_face(row).width(row.label)
                + (PIN_WIDTH + 6 if row.baseline else 0)
                for row in self._rows
            ),
            default=0.0,
        )
        values = max((self._value_face(row).width(row.text) for row in self._rows), default=0.0)
        values += self._error_width()
        labels = min(labels, _LABELS_SHARE * wide)
        left = _EDGE + labels + _GAP
        right = self.width() - _EDGE - values - _GAP
        self._columns = _Columns(_EDGE, left, max(right, left + _LEAST_PLOT), self.width() - _EDGE)

    def _x(self, value: float) -> float:
        columns, span = self._columns, self._span
        room = columns.plot_right - columns.plot_left
        return columns.plot_left + (value - span.low) / (span.high - span.low) * room

    # -- painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = self._tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(tokens.card))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._note:
            self._paint_note(painter)
        else:
            painter.setOpacity(_DIMMED if self._dimmed else 1.0)
            self._paint_zero(painter)
            for place, row in enumerate(self._rows):
                self._paint_row(painter, place, row)
        painter.end()

    def _paint_note(self, painter: QPainter) -> None:
        tokens = self._tokens
        box = QRectF(self.rect()).adjusted(2 * _EDGE, 0, -2 * _EDGE, 0)
        text = joined(" ", "!" if self._fault else "", self._note)
        ink = colour(tokens.bad if self._fault else tokens.text_muted)
        draw_note(painter, box, text, face(13).font, ink)
        if self.has_ring():
            self._paint_ring(painter, QRectF(self.rect()))

    def _paint_zero(self, painter: QPainter) -> None:
        if self._span.broken or not self._rows:
            return
        tokens = self._tokens
        x = round(self._x(0.0))
        ink = blend(tokens.text_muted, tokens.card, 0.5)
        painter.fillRect(QRectF(x, 0, 1, self._pitch() * len(self._rows)), ink)

    def _paint_row(self, painter: QPainter, place: int, row: BarRow) -> None:
        box = QRectF(self.row_rect(place))
        self._paint_label(painter, box, row)
        linked = place == self._pointed
        if row.end is None:
            self._paint_reason(painter, box, row, underlined=linked)
        else:
            self._paint_value(painter, box, row, underlined=linked)
            self._paint_connector(painter, box, row)
            self._paint_bar(painter, box, row, row.end)
        if place == self._row and self.has_ring():
            self._paint_ring(painter, box)

    def _paint_ring(self, painter: QPainter, box: QRectF) -> None:
        draw_ring(painter, box.adjusted(5, 1, -5, -1), colour(self._tokens.accent), 4)

    def _paint_label(self, painter: QPainter, box: QRectF, row: BarRow) -> None:
        tokens, using = self._tokens, self._label_face(row)
        middle = box.center().y()
        left = self._columns.label
        if row.dot:
            draw_dot(painter, QPointF(left + 4, middle), 8.0, colour_of(tokens, row.dot))
        if row.unfolded is not None:
            turn = 180.0 if row.unfolded else 90.0
            muted = colour(tokens.text_muted)
            draw_triangle(painter, QPointF(left + 4, middle), 8.0, 5.0, turn, muted)
        x = left + self._before_label(row)
        room = self._columns.plot_left - _GAP - x - (PIN_WIDTH + 6 if row.baseline else 0)
        text = using.elided(row.label, room)
        ink = colour(tokens.text_muted if row.indent else tokens.text)
        draw_text(painter, QPointF(x, using.baseline(box.top(), box.height())), text, using, ink)
        if row.baseline:
            pin = QPointF(x + using.width(text) + 6 + PIN_WIDTH / 2, middle)
            draw_pin(painter, pin, colour(tokens.text_muted))

    def _paint_value(
        self, painter: QPainter, box: QRectF, row: BarRow, *, underlined: bool
    ) -> None:
        """The change and, where it is sampled, its error: each in a column, flush right."""
        tokens, using = self._tokens, self._value_face(row)
        right = self._columns.right
        baseline = using.baseline(box.top(), box.height())
        muted = colour(tokens.text_muted)
        if row.error_text:
            x = right - self._small.width(row.error_text)
            draw_text(painter, QPointF(x, baseline), row.error_text, self._small, muted)
        right -= self._error_width()
        ink = colour(tokens.text)
        if row.colour in ("good", "bad"):
            ink = colour_of(tokens, row.colour)
        at = QPointF(right - using.width(row.text), baseline)
        draw_text(painter, at, row.text, using, ink)
        if underlined:
            draw_underline(painter, at, using.width(row.text), tokens)

    def _paint_reason(
        self, painter: QPainter, box: QRectF, row: BarRow, *, underlined: bool
    ) -> None:
        """Why there is no bar, over the room of bar and value."""
        columns = self._columns
        room = columns.right - columns.plot_left - 8
        baseline = self._text.baseline(box.top(), box.height())
        whole = ": ".join(part for part in (row.text, row.reason) if part)
        text = self._text.elided(whole, room)
        at = QPointF(columns.plot_left + 8, baseline)
        draw_text(painter, at, text, self._text, colour(self._tokens.text_muted))
        if underlined:
            draw_underline(painter, at, self._text.width(text), self._tokens)

    def _paint_connector(self, painter: QPainter, box: QRectF, row: BarRow) -> None:
        """From the bar above to this one, at the level that it hands on."""
        if row.enters is None:
            return
        tokens, x = self._tokens, round(self._x(row.enters))
        high = self._thickness(row)
        gap = self._pitch() - high
        ink = blend(tokens.text_muted, tokens.card, 0.35)
        painter.fillRect(QRectF(x - 0.5, box.center().y() - high / 2 - gap, 1, gap), ink)

    def _thickness(self, row: BarRow) -> float:
        return min(_THICKNESS, self._pitch() - 8.0) - (4.0 if row.indent else 0.0)

    def _paint_bar(self, painter: QPainter, box: QRectF, row: BarRow, end: float) -> None:
        high = self._thickness(row)
        start = self._span.base if row.start is None else row.start
        one, other = sorted((self._x(start), self._x(end)))
        if other - one < 2.0:  # nothing, or nearly: a tick
            one, other = (one + other) / 2 - 1.0, (one + other) / 2 + 1.0
        bar = QRectF(one, box.center().y() - high / 2, other - one, high)
        ink = colour_of(self._tokens, row.colour)
        if row.unfolded:  # its parts below are the picture
            ink = blend(getattr(self._tokens, row.colour), self._tokens.card, 0.65)
        draw_rounded(painter, bar, ink, radius=min(2.0, bar.width() / 2))
        if row.start is None and self._span.broken:
            self._paint_break(painter, bar)
        if row.error:
            self._paint_whisker(painter, bar.center().y(), end, row.error)

    def _paint_break(self, painter: QPainter, bar: QRectF) -> None:
        """Two slanting cuts near the bar's beginning: it does not begin at zero."""
        away = 8.0 if self._span.base < self._span.high else -8.0
        x = (bar.left() if away > 0 else bar.right()) + away
        painter.setPen(QPen(colour(self._tokens.card), 2.0))
        for cut in (x, x + math.copysign(5.0, away)):
            painter.drawLine(QPointF(cut - 2, bar.bottom() + 1), QPointF(cut + 2, bar.top() - 1))

    def _paint_whisker(self, painter: QPainter, middle: float, end: float, error: float) -> None:
        low, high = self._x(end - error), self._x(end + error)
        if high - low < _LEAST_WHISKER:
            return
        for ink, width in ((self._tokens.card, 3.5), (self._tokens.text, 1.25)):
            painter.setPen(QPen(colour(ink), width))
            painter.drawLine(QPointF(low, middle), QPointF(high, middle))
            for x in (low, high):
                painter.drawLine(QPointF(x, middle - 3), QPointF(x, middle + 3))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()
