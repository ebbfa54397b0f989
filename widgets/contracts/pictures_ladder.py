"""The expiry ladder: a bar a contract from its start to its end, the next to end on top."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter

from widgets.card_table import BAR_ROOM, CardHeads
from widgets.chart.layout import apart
from widgets.contracts.day_marks import draw_day_mark
from widgets.contracts.linked_table import LinkedCells, LinkedModel, LinkedTable
from widgets.contracts.numbers import ladder_table
from widgets.contracts.pictures_states import LOCK_IN, NOTICE, LadderState
from widgets.language.spoken import joined, own, said
from widgets.painting import MEDIUM, blend, colour, draw_dot, draw_text, face

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QResizeEvent

    from widgets.contracts.linked_table import Index
    from widgets.contracts.pictures_states import LadderBar
    from widgets.picture import PictureTable
    from widgets.tokens import Tokens

ROW_HEIGHT, HEAD_HEIGHT = 26, 24
LABEL, BAR = range(2)
_LABEL_SHARE, _LEAST_LABEL, _MOST_LABEL = 0.27, 84, 150
_EDGE, _GAP = 13.0, 6.0
_BAR_HIGH = 12.0


class LadderModel(LinkedModel):
    """One contract a row: its id, and its bar."""

    columns = 2

    def spoken(self, row: LadderBar, column: int) -> str:
        return own(row.label) if column == LABEL else row.spoken

    def tip(self, row: LadderBar, column: int) -> str:  # noqa: ARG002
        return joined("\n", *row.tip.split("\n"))


class Scale:
    """Days to px within the column of the bars."""

    def __init__(self, state: LadderState, left: float, width: float) -> None:
        axis = state.axis
        self.left, self.right = left, left + width
        self._first = axis.minimum
        self._pitch = width / max(axis.maximum - axis.minimum, 1.0)

    def x(self, day: float) -> float:
        """Days beyond the axis stand at its ends."""
        return max(self.left, min(self.left + (day - self._first) * self._pitch, self.right))


class LadderCells(LinkedCells):
    """Bars; the renewal is hatched, the day of the audit a line through all rows."""

    indent = 0

    def __init__(self, model: LadderModel, tokens: Tokens, parent: QObject) -> None:
        super().__init__(model, tokens, parent)
        self.state = LadderState()
        self._bold, self._small = face(12, MEDIUM), face(11)

    def draw(self, painter: QPainter, box: QRectF, row: LadderBar, index: Index) -> None:
        if index.column() == LABEL:
            self._draw_label(painter, box, row)
            return
        scale = Scale(self.state, box.left() + 2.0, box.width() - 14.0)
        self._draw_bar(painter, box, row, scale)
        x = round(scale.x(self.state.as_of))
        painter.fillRect(QRectF(x - 0.75, box.top(), 1.5, box.height()), colour(self.tokens.accent))
        middle = box.center().y()
        for day, kind in ((row.lock_in, LOCK_IN), (row.notice, NOTICE)):
            if day is not None and self.state.axis.minimum <= day <= self.state.axis.maximum:
                self._draw_mark(painter, QPointF(scale.x(day), middle), kind)

    def _draw_label(self, painter: QPainter, box: QRectF, row: LadderBar) -> None:
        tokens, using = self.tokens, self._bold
        middle = box.center().y()
        draw_dot(painter, QPointF(_EDGE + 3.0, middle), 7.0, colour(getattr(tokens, row.colour)))
        left = _EDGE + 11.0
        text = using.elided(own(row.label), box.width() - left - 4.0)
        ink = colour(tokens.text_muted if row.over else tokens.text)
        draw_text(painter, QPointF(left, using.baseline(box.top(), box.height())), text, using, ink)

    def _draw_bar(self, painter: QPainter, box: QRectF, row: LadderBar, scale: Scale) -> None:
        tokens, card = self.tokens, self.tokens.card
        ink = getattr(tokens, row.colour)
        top = round(box.center().y() - _BAR_HIGH / 2)
        left, term, end = (scale.x(day) for day in (row.start, row.term_end, row.end))
        fill = blend(ink, card, 0.75 if row.over else 0.25)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawRect(QRectF(left, top, max(2.0, term - left), _BAR_HIGH))
        if end > term:
            rest = QRectF(term, top, end - term, _BAR_HIGH)
            painter.setBrush(QBrush(fill, Qt.BrushStyle.BDiagPattern))
            painter.drawRect(rest)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(fill)
            painter.drawRect(rest.adjusted(0.5, 0.5, -0.5, -0.5))
        using, at = self._small, max(term, end) + _GAP
        marks = [scale.x(day) for day in (row.lock_in, row.notice) if day is not None]
        if any(abs(mark - max(term, end)) < _GAP for mark in marks):
            at += _GAP
        if at + using.width(row.text) <= box.right() - 2.0:
            base = using.baseline(box.top(), box.height())
            draw_text(painter, QPointF(at, base), row.text, using, colour(tokens.text_muted))

    def _draw_mark(self, painter: QPainter, centre: QPointF, kind: str) -> None:
        """Set off from the bar by a rim."""
        draw_dot(painter, centre, 13.0, colour(self.tokens.card))
        draw_day_mark(painter, centre, kind, self.tokens)


class LadderHeads(CardHeads):
    """The years over the bars."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens)
        self.shown = LadderState()
        self._small = face(11)
        self.setFixedHeight(HEAD_HEIGHT)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803
        tokens, using, box = self._tokens, self._small, QRectF(rect)
        painter.save()
        painter.fillRect(rect, colour(tokens.card))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colour(tokens.border))
        if logicalIndex == BAR:
            scale = Scale(self.shown, box.left() + 2.0, box.width() - 14.0)
            ticks = self.shown.axis.ticks
            lefts = [scale.x(tick.position) for tick in ticks]
            spans = [
                (left, left + using.width(tick.text))
                for left, tick in zip(lefts, ticks, strict=True)
            ]
            base = using.baseline(box.top(), box.height() - 2.0)
            for place in apart(spans, 8.0):
                if spans[place][1] <= box.right():
                    at = QPointF(lefts[place] + 3.0, base)
                    painter.fillRect(
                        QRectF(round(lefts[place]), box.bottom() - 6.0, 1.0, 6.0),
                        colour(tokens.border),
                    )
                    draw_text(painter, at, ticks[place].text, using, colour(tokens.text_muted))
        painter.restore()


class LadderTable(LinkedTable):
    """Bars that scroll: only those in sight are made and painted."""

    def __init__(self, tokens: Tokens) -> None:
        model = LadderModel()
        self._bars = LadderCells(model, tokens, model)
        self._years = LadderHeads(tokens)
        super().__init__(model, self._bars, self._years, ROW_HEIGHT, tokens)
        self.setAccessibleName(said("Expiry ladder"))
        self.set_tokens(tokens)

    def show_state(self, state: LadderState) -> None:
        if state is self._bars.state:
            return
        self._bars.state = self._years.shown = state
        self.setAccessibleDescription(joined(" ", state.summary, "Enter selects the contract."))
        self.show_rows(state.rows, state.contracts, message=state.message)
        self._share_width()

    def picture_table(self) -> PictureTable:
        """When each contract starts and ends."""
        return ladder_table(self._bars.state)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        room = max(self.width() - BAR_ROOM, 120)
        label = max(_LEAST_LABEL, min(round(room * _LABEL_SHARE), _MOST_LABEL))
        for column, width in ((LABEL, label), (BAR, room - label)):
            self._heads.resizeSection(column, width)
