"""The map that is pointed at: the present point moves on it by hand and by the arrow keys."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.controls.steps import StepGrid
from widgets.decide.map_drawing import draw_legend, draw_map, legend_rows
from widgets.decide.map_gesture import ByHand
from widgets.decide.map_layout import BELOW, EDGE, LEGEND, plot_of
from widgets.decide.numbers import map_table
from widgets.language.spoken import said
from widgets.painting import colour, draw_dot, draw_ring
from widgets.picture import nothing
from widgets.vectors import is_vector

if TYPE_CHECKING:
    from widgets.decide.map_layout import MapPlot
    from widgets.decide.map_states import MapAxis, MapState
    from widgets.picture import PictureTable
    from widgets.tokens import Tokens

_RADIUS = 7.0  # of the point
_GRAB = 14.0  # px around it that take hold of it
_PAGE = 10  # steps with Shift
_SAME = 1e-6
_PAPER_RATIO = 3.0  # of the shades, on paper; all else is lines and letters there
_DIRECTIONS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Down: (0, -1),
    Qt.Key.Key_Up: (0, 1),
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class MapPlotView(ByHand):
    """Draws a map. Dragging or clicking sets both inputs; each is on its slider's steps.

    While the user drags or holds a key, the point is where the hand is. Another picture over
    two inputs takes `NAME`, `legend_height` and `draw_picture` for its own.
    """

    NAME = "Trade-off map"

    point_moved = Signal(float, float)
    reading_changed = Signal(str)  # the cell that is pointed at in words; empty where none is
    explain_requested = Signal()

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._state: MapState | None = None
        self._plot: MapPlot | None = None
        self._layer: QPixmap | None = None  # all that does not move
        self._current = False  # whether that is of what is shown now
        self._at: tuple[float, float] | None = None  # of the hand, while it acts
        self._grab = QPointF()  # from the pointer to the point, while dragged
        self._pointed: tuple[int, int] | None = None  # row, column
        self.setMinimumSize(220, 180)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(said(self.NAME))

    def sizeHint(self) -> QSize:
        return QSize(600, 400)

    def show_state(self, state: MapState) -> None:
        last, self._state = self._state, state
        # The picture stands while only the point moves.
        if last is None or not _same_picture(last, state):
            self._current, self._plot = False, None
        self.setAccessibleName(said(f"{self.NAME}: {state.summary}"))
        self.setAccessibleDescription(said(state.here))
        if self._pointed is not None:
            rows, columns = state.values.shape
            row, column = self._pointed
            self._pointed = min(row, rows - 1), min(column, columns - 1)
        self.update()

    def picture_table(self) -> PictureTable:
        """A row for each value of the standing axis."""
        if self._state is None:
            return nothing(self.NAME, "Nothing is shown yet.")
        return map_table(self._state)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._current = False
        self.update()

    def plot(self) -> MapPlot | None:
        """Where the map's cells are; None before there is one."""
        if self._plot is None and self._state is not None:
            legend = self.legend_height(self._state)
            self._plot = plot_of(self._state, self.width(), self.height(), legend)
        return self._plot

    def legend_height(self, state: MapState) -> float:
        """The room below the axes for what signs mean, px."""
        return LEGEND * len(legend_rows(state, self.width() - 2 * EDGE))

    def draw_picture(self, painter: QPainter, state: MapState, plot: MapPlot, ratio: float) -> None:
        """All that stands still while the point moves. `ratio` is px of the screen a px."""
        draw_map(painter, state, plot, self._tokens, ratio)
        top = plot.box.bottom() + BELOW
        draw_legend(painter, state, EDGE, top, self.width() - 2 * EDGE, self._tokens)

    def point(self) -> tuple[float, float]:
        """The inputs where the point stands now."""
        if self._at is not None:
            return self._at
        assert self._state is not None
        return self._state.x.present, self._state.y.present

    def reading(self) -> str:
        """The cell that is pointed at in words; empty where none is."""
        if self._pointed is None or self._state is None:
            return ""
        return self._state.read(*self._pointed)

    # -- moving the point

    def _move_to(self, x: float, y: float) -> None:
        if (x, y) == self.point():
            return
        self._at = (x, y)
        self.point_moved.emit(x, y)
        self.update()

    def _finish(self) -> None:
        self._at = None
        super()._finish()
        self.update()

    def _drag_to(self, position: QPointF) -> None:
        plot = self.plot()
        if plot is None:
            return
        x, y = plot.values(position + self._grab)
        self._move_to(_stepped(plot.x, x), _stepped(plot.y, y))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        plot = self.plot()
        if event.button() != Qt.MouseButton.LeftButton or plot is None:
            event.ignore()
            return
        here = plot.point(*self.point())
        away = here - event.position()
        held = math.hypot(away.x(), away.y()) <= _GRAB
        if not held and not plot.box.contains(event.position()):
            event.ignore()
            return
        self._ring = False
        self._grab = away if held else QPointF()
        self._gesture.press()
        self._point(None)
        if not held:
            self._drag_to(event.position())
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._gesture.dragging:
            self._drag_to(event.position())
            return
        plot = self.plot()
        inside = plot is not None and plot.box.contains(event.position())
        self._point(plot.cell(event.position()) if plot is not None and inside else None)
        near = plot is not None and _near(plot.point(*self.point()), event.position())
        shape = Qt.CursorShape.OpenHandCursor if near else Qt.CursorShape.CrossCursor
        self.setCursor(shape if near or inside else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._gesture.dragging:
            self._gesture.release()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point(None)

    def _point(self, cell: tuple[int, int] | None) -> None:
        if cell != self._pointed:
            self._pointed = cell
            self.reading_changed.emit(self.reading())
            self.update()

    # -- keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plot, direction = self.plot(), _DIRECTIONS.get(Qt.Key(event.key()))
        if plot is not None and direction is not None:
            self._ring = True
            self._gesture.hold(event)
            many = _PAGE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
            x, y = self.point()
            across, up = direction
            self._move_to(_beside(plot.x, x, across * many), _beside(plot.y, y, up * many))
        elif event.key() in _ENTER and plot is not None:
            if not event.isAutoRepeat():
                self.explain_requested.emit()
        else:
            super().keyPressEvent(event)

    # -- painting

    def resizeEvent(self, _event: object) -> None:
        self._layer = self._plot = None
        self._current = False

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        plot, state = self.plot(), self._state
        if plot is None or state is None:
            painter.fillRect(self.rect(), colour(self._tokens.card))
        else:
            if is_vector(painter):
                painter.fillRect(self.rect(), colour(self._tokens.card))
                self.draw_picture(painter, state, plot, _PAPER_RATIO)
            else:
                painter.drawPixmap(0, 0, self._standing(state, plot))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_pointed(painter, plot)
            self._paint_point(painter, plot)
        painter.end()

    def _standing(self, state: MapState, plot: MapPlot) -> QPixmap:
        """What does not move under the pointer, painted once."""
        ratio, layer = self.devicePixelRatioF(), self._layer
        if layer is None or layer.devicePixelRatio() != ratio:
            layer = self._layer = QPixmap(self.size() * ratio)
            layer.setDevicePixelRatio(ratio)
            self._current = False
        if not self._current:
            self._current = True
            layer.fill(colour(self._tokens.card))
            painter = QPainter(layer)
            self.draw_picture(painter, state, plot, ratio)
            painter.end()
        return layer

    def _paint_pointed(self, painter: QPainter, plot: MapPlot) -> None:
        if self._pointed is None:
            return
        box = plot.cell_box(*self._pointed)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for ink, width in ((self._tokens.card, 3.0), (self._tokens.text, 1.5)):
            painter.setPen(QPen(colour(ink), width))
            painter.drawRect(box)

    def _paint_point(self, painter: QPainter, plot: MapPlot) -> None:
        tokens, at, box = self._tokens, plot.point(*self.point()), plot.box
        painter.setPen(QPen(colour(tokens.accent), 1.0, Qt.PenStyle.DashLine))
        painter.drawLine(at, QPointF(at.x(), box.bottom()))
        painter.drawLine(QPointF(box.left(), at.y()), at)
        draw_dot(painter, at, 2 * _RADIUS + 4, colour(tokens.card))
        draw_dot(painter, at, 2 * _RADIUS, colour(tokens.accent))
        draw_dot(painter, at, _RADIUS, colour(tokens.card))
        if self.has_ring():
            ring = QRectF(at.x() - 12, at.y() - 12, 24, 24)
            draw_ring(painter, ring, colour(tokens.accent), 12)


def _same_picture(one: MapState, other: MapState) -> bool:
    return one.values is other.values and one.goal is other.goal and one.scale == other.scale


def _near(one: QPointF, other: QPointF) -> bool:
    return math.hypot(one.x() - other.x(), one.y() - other.y()) <= _GRAB


def _stepped(axis: MapAxis, value: float) -> float:
    """The nearest of the slider's steps that the map shows."""
    return _beside(axis, value, 0)


def _beside(axis: MapAxis, value: float, steps: int) -> float:
    """So many of the slider's steps on; one step from off the grid lands on the next.

    At most to the edges of the map.
    """
    steps_of = StepGrid(axis.minimum, axis.maximum, axis.step)
    position = steps_of.position(value)
    if steps == 0:
        target = round(position)
    elif steps > 0:
        target = math.floor(position + _SAME) + steps
    else:
        target = math.ceil(position - _SAME) + steps
    found = steps_of.value(target)
    return max(axis.axis.minimum, min(found, axis.axis.maximum))
