"""A card with a plot of which one place after the other can be read, by pointer and by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.chart.canvas import Canvas
from widgets.chart.chart import EXPLAIN_KEYS, INSET
from widgets.chart.grid import paint_axis_texts, paint_grid
from widgets.chart.layout import Box, Plot
from widgets.chart.overlay import CORNER, MARGIN, SUBTITLE_MIDDLE, TITLE_MIDDLE
from widgets.chart.style import ChartStyle
from widgets.chart.view import BOTTOM, LEFT, TICK_ROOM, TOP
from widgets.cut_texts import asks_above, tell_whole
from widgets.language.spoken import said
from widgets.painting import draw_rounded
from widgets.ringed import Ringed

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent

    from widgets.tokens import Tokens
    from widgets.uncertainty.states import Frame

_RIGHT = 16.0
_DETAIL_MIDDLE, _DETAIL_ROOM = SUBTITLE_MIDDLE + 17.0, 12.0
_LEAP = 4  # places that Page Up and Page Down go
_STEPS: dict[int, int] = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_PageUp: -_LEAP,
    Qt.Key.Key_PageDown: _LEAP,
}


class PlotCard(Ringed):
    """Left and Right go from place to place, Home and End to the ends.

    A click, Enter and Space ask what explains a place, where `explains` says that something does.
    """

    place_read = Signal(int)  # -1 when the pointer leaves
    place_chosen = Signal(int)

    explains = False
    top, right = TOP, _RIGHT  # px of room above and beside the plot

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._style = ChartStyle(tokens)
        self._frame: Frame | None = None
        self._pointed: int | None = None
        self._place = 0  # the keyboard's
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(280, 160)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._style = ChartStyle(tokens)
        self.update()

    def show_frame(self, frame: Frame) -> None:
        """Words, axes and places; what is drawn among them is the heir's."""
        self._frame = frame
        last = len(frame.places) - 1
        self._place = max(0, min(self._place, last))
        if self._pointed is not None and self._pointed > last:
            self._pointed = None
        self.setAccessibleName(said(frame.title))
        self._describe()
        self.update()

    def plot(self) -> Plot | None:
        """Where the plot is, in px from the view's corner; None where there is no room for it."""
        frame = self._frame
        if frame is None:
            return None
        texts = [self._style.tick.width(tick.text) for tick in frame.y_axis.ticks]
        left = max(LEFT, max(texts, default=0.0) + TICK_ROOM)
        wide, high = self.width() - 2 * INSET, self.height() - 2 * INSET
        top = self.top + (_DETAIL_ROOM if frame.detail else 0.0)
        box = Box(round(left), top, wide - self.right, high - BOTTOM)
        if box.width < 1.0 or box.height < 1.0:
            return None
        return Plot.of(box, frame.x_axis, frame.y_axis)

    def reading(self) -> int | None:
        """The place that is read: under the pointer, else where the keyboard is, else linked."""
        frame = self._frame
        if frame is None or frame.note or not frame.places:
            return None
        if self._pointed is not None:
            return self._pointed
        return self._place if self.has_ring() else frame.read

    def place_at(self, at: QPointF, plot: Plot) -> int | None:
        """The place nearest to a pixel of the plot; None beside it."""
        frame = self._frame
        if frame is None or not frame.places or not plot.box.grown(CORNER).holds(at.x(), at.y()):
            return None
        away = [abs(plot.x(place) - at.x()) for place in frame.places]
        return away.index(min(away))

    def pill_x(self, place: int, plot: Plot) -> float:
        """Where what is read of a place stands, px."""
        assert self._frame is not None
        return plot.x(self._frame.places[place])

    def paint_plot(self, canvas: Canvas, plot: Plot, read: int | None) -> None:
        """Draw what the heir shows, `read` being the place that is read."""
        raise NotImplementedError

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        style, card = self._style, QRectF(self.rect())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.has_ring():
            draw_rounded(painter, card, style.card, style.accent, width=2.0)
        else:
            draw_rounded(painter, card, style.card, style.border)
        painter.translate(INSET, INSET)
        if self._frame is not None:
            canvas = Canvas(painter, style, self.width() - 2 * INSET)
            self._paint(canvas, self._frame)
        painter.end()

    def _paint(self, canvas: Canvas, frame: Frame) -> None:
        style, room = canvas.style, canvas.width - 2 * MARGIN
        title, subtitle = style.title.elided(frame.title, room), frame.subtitle
        canvas.texts(style.title, style.text, [(MARGIN, TITLE_MIDDLE, title)])
        short = style.subtitle.elided(subtitle, room)
        detail = style.subtitle.elided(frame.detail, room)
        below = [(MARGIN, SUBTITLE_MIDDLE, short), (MARGIN, _DETAIL_MIDDLE, detail)]
        canvas.texts(style.subtitle, style.muted, below)
        plot = self.plot()
        if plot is None:
            return
        if frame.note:
            high = self.height() - 2 * INSET
            canvas.note(Box(CORNER, self.top, canvas.width - CORNER, high - CORNER), frame.note)
            return
        paint_grid(canvas, plot, frame.y_axis, style.card_paper)
        paint_axis_texts(canvas, plot, frame.x_axis, frame.y_axis)
        read = self.reading()
        self.paint_plot(canvas, plot, read)
        if read is not None:
            wide = Box(MARGIN, plot.box.top, canvas.width - MARGIN, plot.box.bottom)
            text = frame.readings[read]
            canvas.pill(self.pill_x(read, plot), wide, text, style.text, style.card)

    # The pointer

    def event(self, event: QEvent) -> bool:
        frame, style = self._frame, self._style
        if frame is not None and asks_above(event, self.top):
            room = self.width() - 2 * INSET - 2 * MARGIN
            below = ((text, style.subtitle) for text in (frame.subtitle, frame.detail))
            return tell_whole(self, event, ((frame.title, style.title), *below), room)
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at, plot, frame = event.position() - QPointF(INSET, INSET), self.plot(), self._frame
        if plot is None or frame is None or frame.note:
            return
        self._point(self.place_at(at, plot))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._pointed is not None:
            self._place = self._pointed
        else:
            event.ignore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
        elif self.explains and self._pointed == self._place:
            self.place_chosen.emit(self._place)

    def _point(self, place: int | None) -> None:
        if place == self._pointed:
            return
        self._pointed = place
        hand = self.explains and place is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)
        self.place_read.emit(-1 if place is None else place)
        self.update()

    # The keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, frame = event.key(), self._frame
        if frame is None or frame.note or not frame.places:
            super().keyPressEvent(event)
            return
        last = len(frame.places) - 1
        ends: dict[int, int] = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: last}
        if key in _STEPS or key in ends:
            self._ring, self._pointed = True, None
            self._place = ends.get(key, max(0, min(self._place + _STEPS.get(key, 0), last)))
            self.place_read.emit(self._place)
            self._describe()
            self.update()
        elif key in EXPLAIN_KEYS and self.explains and not event.isAutoRepeat():
            self.request_explanation()
        else:
            super().keyPressEvent(event)

    def request_explanation(self) -> bool:
        """Ask what explains the place that the keyboard is at. False where nothing does."""
        if not self.explains or self._frame is None or not self._frame.places:
            return False
        self.place_chosen.emit(self._place)
        return True

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._describe()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._pointed is None:
            self.place_read.emit(-1)

    def _describe(self) -> None:
        """The summary, and what is read where the keyboard is."""
        frame = self._frame
        if frame is None:
            return
        read = frame.readings[self._place] if frame.readings and not frame.note else ""
        keys = "Left and Right read the others." if read else ""
        told = (frame.summary, f"{read}." if read else "", keys)
        self.setAccessibleDescription(said(" ".join(filter(None, told))))
