"""How the rows of a tornado are drawn: names, bars in two tones, numbers in columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPen

from widgets.comparison.marks import draw_underline
from widgets.painting import (
    MEDIUM,
    blend,
    colour,
    colour_of,
    draw_dot,
    draw_ring,
    draw_rounded,
    draw_text,
    face,
)
from widgets.uncertainty.sensitivity_layout import (
    EDGE,
    RANGE_ROOM,
    TEXT_GAP,
    UNIT_GAP,
    Columns,
    columns,
    drawn_ends,
    label_width,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QPainter

    from widgets.painting import Face
    from widgets.tokens import Tokens
    from widgets.uncertainty.sensitivity_layout import Drawn
    from widgets.uncertainty.sensitivity_states import BarEnd, TornadoRow, TornadoState

Part = Literal["label", "low", "high", "range"]
LOW_TONE, HIGH_TONE = "compute", "revenue"  # orange and blue: apart for every eye
LOW_HEADING, HIGH_HEADING = "At low", "At high"
SQUARE = 8.0
_THICKNESS = 14.0
_HALF_TEXT = 7.0  # px from the row's middle to that of a text in half of the row, at most


class Spot(NamedTuple):
    """A part of a row: what the pointer is over, or the keyboard at."""

    row: int
    part: Part


def columns_of(state: TornadoState, width: float) -> Columns:
    """The columns of all rows in a view of that width."""
    heading = face(11, MEDIUM).width
    headings = (heading(LOW_HEADING) + SQUARE + 5.0, heading(HIGH_HEADING) + SQUARE + 5.0)
    return columns(state, width, face(12).width, face(12, MEDIUM).width, headings)


class RowDrawing:
    """Draws one row after the other, and knows where their parts are."""

    def __init__(self, state: TornadoState, width: float, pitch: float, tokens: Tokens) -> None:
        self.state = state
        self.where = columns_of(state, width)
        self.pitch = pitch
        self._width = width
        self._tokens = tokens
        self._text, self._number = face(12), face(12, MEDIUM)
        self._half_text = face(11)  # two of them stand in a row, one above the other
        self._ends = [drawn_ends(row, state, self.where) for row in state.rows]

    # -- where the parts are

    def ends(self, place: int) -> tuple[Drawn, Drawn]:
        return self._ends[place]

    def box(self, place: int) -> QRectF:
        return QRectF(0, place * self.pitch, self._width, self.pitch)

    def part_boxes(self, spot: Spot) -> list[QRectF]:
        """Where a part is met: a bar's end is its bar, its text and its number."""
        box, where = self.box(spot.row), self.where
        if spot.part == "label":
            return [QRectF(EDGE, box.top(), self._label_width(spot.row), self.pitch)]
        if spot.part == "range":
            return [QRectF(where.range_left, box.top(), RANGE_ROOM, self.pitch)]
        high = spot.part == "high"
        right = where.high_right if high else where.low_right
        room = where.high_room if high else where.low_room
        row, end = self.state.rows[spot.row], self._ends[spot.row][high]
        number = QRectF(right - room, box.top(), room, self.pitch)
        bar = self._bar_box(spot.row, end).united(self._end_text_box(row, spot))
        return [bar.adjusted(-2, 0, 2, 0), number]

    def parts(self, place: int) -> list[Part]:
        """The parts of a row from the left."""
        low, high = self._ends[place]
        ends: list[Part] = ["low", "high"] if low.text_x <= high.text_x else ["high", "low"]
        last: list[Part] = ["range"] if self.state.editable else []
        return ["label", *ends, *last]

    def meet(self, x: float, y: float) -> Spot | None:
        """The part at a point; the shorter of two bars first."""
        place = int(y // self.pitch)
        if not 0 <= place < len(self.state.rows) or y < 0:
            return None
        low, high = self._ends[place]
        ends: list[Part] = ["low", "high"]
        if abs(high.stop - high.start) < abs(low.stop - low.start):
            ends.reverse()
        point = QPointF(x, y)
        others: list[Part] = ["label", "range"] if self.state.editable else ["label"]
        for part in (*ends, *others):
            spot = Spot(place, part)
            if any(self._within(each, low, spot).contains(point) for each in self.part_boxes(spot)):
                return spot
        return None

    def _within(self, box: QRectF, low: Drawn, spot: Spot) -> QRectF:
        """Of two bars to one side each has its half of the row."""
        if spot.part not in ("low", "high") or not low.half:
            return box
        half = box.height() / 2
        return box.adjusted(0, half, 0, 0) if spot.part == "high" else box.adjusted(0, 0, 0, -half)

    def _label_width(self, place: int) -> float:
        return min(label_width(self.state.rows[place], self._text.width), self.where.label_room)

    def _thickness(self) -> float:
        return min(_THICKNESS, self.pitch - 8.0)

    def _bar_box(self, place: int, end: Drawn) -> QRectF:
        middle, thick = self.box(place).center().y(), self._thickness()
        left, right = sorted((end.start, end.stop))
        bar = QRectF(left, middle - thick / 2, right - left, thick)
        if end.half:
            half = thick / 2
            bar.setTop(bar.top() + (half if end.half > 0 else 0))
            bar.setHeight(half)
        return bar

    def _end_text_box(self, row: TornadoRow, spot: Spot) -> QRectF:
        high = spot.part == "high"
        end = self._ends[spot.row][high]
        wide = self._end_face(end).width((row.high if high else row.low).text)
        left = end.text_x - wide if end.leftward else end.text_x
        return QRectF(left, self.box(spot.row).top(), wide, self.pitch)

    def _end_face(self, end: Drawn) -> Face:
        return self._half_text if end.half else self._text

    # -- painting

    def paint_grid(self, painter: QPainter, top: float, bottom: float) -> None:
        """The ticks' lines and the base's."""
        state, tokens = self.state, self._tokens
        for tick in state.axis.ticks:
            x = round(self.where.x(tick.position, state.axis))
            painter.fillRect(QRectF(x, top, 1, bottom - top), colour(tokens.grid))

    def paint_base(self, painter: QPainter, top: float, bottom: float) -> None:
        if self.state.base is None:
            return
        x = round(self.where.x(self.state.base, self.state.axis)) + 0.5
        painter.setPen(QPen(colour(self._tokens.text_muted), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, top), QPointF(x, bottom))

    def paint(self, painter: QPainter, place: int, pointed: Spot | None, ring: Spot | None) -> None:
        row, box, tokens = self.state.rows[place], self.box(place), self._tokens
        over = pointed.part if pointed and pointed.row == place else ""
        if over or (ring and ring.row == place):
            ground = blend(tokens.card, tokens.track, 0.35)
            painter.fillRect(box, ground)
            self.paint_grid(painter, box.top(), box.bottom())
        self._paint_label(painter, box, row, underlined=over == "label")
        if row.note:
            self._paint_note(painter, box, row)
        else:
            self._paint_bars(painter, place, row, over)
        self._paint_numbers(painter, box, row, over)
        if self.state.editable:
            self._paint_range(painter, box, row, pointed=over == "range")
        if ring and ring.row == place:
            for each in self.part_boxes(ring)[:1]:
                edge = each.adjusted(-3, 2, 3, -2)
                draw_ring(painter, edge, colour(tokens.accent), 4)

    def _paint_label(
        self, painter: QPainter, box: QRectF, row: TornadoRow, *, underlined: bool
    ) -> None:
        tokens = self._tokens
        at = QPointF(EDGE, self._text.baseline(box.top(), box.height()))
        text = self._text.elided(row.label, self.where.label_room)
        draw_text(painter, at, text, self._text, colour(tokens.text))
        beside = QPointF(at.x() + self._text.width(text) + UNIT_GAP, at.y())
        room = EDGE + self.where.label_room - beside.x()
        if row.unit and room >= self._text.width(row.unit) - 1.0:
            draw_text(painter, beside, row.unit, self._text, colour(tokens.text_muted))
        if underlined:
            draw_underline(painter, at, self._text.width(text), tokens)

    def _paint_note(self, painter: QPainter, box: QRectF, row: TornadoRow) -> None:
        """Neither end moves the number: words beside the base."""
        state, where = self.state, self.where
        muted = colour(self._tokens.text_muted)
        x = where.left if state.base is None else where.x(state.base, state.axis)
        right = self.where.low_right - self.where.low_room
        room, wide = right - x - 14, self._text.width(row.note)
        left = x + 8
        if wide > room and x - where.left > right - x:
            room = x - EDGE - where.label_room - 20
            left = x - 8 - min(wide, room)
        at = QPointF(left, self._text.baseline(box.top(), box.height()))
        draw_text(painter, at, self._text.elided(row.note, room), self._text, muted)

    def _paint_bars(self, painter: QPainter, place: int, row: TornadoRow, over: str) -> None:
        tokens = self._tokens
        ends = self._ends[place]
        if self.state.base is None and not ends[0].hatched and not ends[1].hatched:
            middle = self.box(place).center().y()
            left, right = sorted((ends[0].start, ends[1].start))
            track = QRectF(left, middle - 1, right - left, 2)
            painter.fillRect(track, colour(tokens.track))
        for part, tone, end, shown in (
            ("low", LOW_TONE, ends[0], row.low),
            ("high", HIGH_TONE, ends[1], row.high),
        ):
            ink = colour_of(tokens, tone)
            bar = self._bar_box(place, end)
            if end.hatched:
                _paint_hatched(painter, bar, ink)
            elif bar.width() < 2.0:
                painter.fillRect(QRectF(bar.center().x() - 1, bar.top(), 2, bar.height()), ink)
            else:
                draw_rounded(painter, bar, ink, radius=min(2.0, bar.width() / 2))
            if over == part:
                draw_ring(painter, bar.adjusted(-1, -1, 1, 1), colour(tokens.text), 2)
            using = self._end_face(end)
            wide = using.width(shown.text)
            lower = end.half * min(_HALF_TEXT, self.pitch / 4)
            baseline = using.baseline(self.box(place).top() + lower, self.pitch)
            at = QPointF(end.text_x - wide if end.leftward else end.text_x, baseline)
            draw_text(painter, at, shown.text, using, colour(tokens.text_muted))

    def _paint_numbers(self, painter: QPainter, box: QRectF, row: TornadoRow, over: str) -> None:
        where, tokens = self.where, self._tokens
        baseline = self._number.baseline(box.top(), box.height())
        cells: tuple[tuple[str, BarEnd, float], ...] = (
            ("low", row.low, where.low_right),
            ("high", row.high, where.high_right),
        )
        for part, end, right in cells:
            using = self._text if end.number is None or row.note else self._number
            muted = end.number is None or bool(row.note)
            ink: QColor = colour(tokens.text_muted if muted else tokens.text)
            at = QPointF(right - using.width(end.number_text), baseline)
            draw_text(painter, at, end.number_text, using, ink)
            if over == part:
                draw_underline(painter, at, using.width(end.number_text), tokens)

    def _paint_range(
        self, painter: QPainter, box: QRectF, row: TornadoRow, *, pointed: bool
    ) -> None:
        """A line between two ends; with a dot where the range is the user's own."""
        tokens, middle = self._tokens, box.center().y()
        left = self.where.range_left + TEXT_GAP
        right = left + RANGE_ROOM - 2 * TEXT_GAP
        ink = colour(tokens.accent if pointed or row.own else tokens.text_muted)
        painter.setPen(QPen(ink, 1.25))
        painter.drawLine(QPointF(left, middle), QPointF(right, middle))
        for x in (left, right):
            painter.drawLine(QPointF(x, middle - 4), QPointF(x, middle + 4))
        if row.own:
            draw_dot(painter, QPointF((left + right) / 2, middle), 6.0, ink)


def _paint_hatched(painter: QPainter, bar: QRectF, ink: QColor) -> None:
    """Open at its far end: how far it would go nobody can say."""
    painter.fillRect(bar, QBrush(ink, Qt.BrushStyle.BDiagPattern))
    painter.setPen(QPen(ink, 1))
    for y in (bar.top() + 0.5, bar.bottom() - 0.5):
        painter.drawLine(QPointF(bar.left(), y), QPointF(bar.right(), y))
