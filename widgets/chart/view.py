"""The plot of a chart: pyqtgraph's curves between a cached background and a painted overlay."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pyqtgraph as pg
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QTransform
from PySide6.QtWidgets import QFrame, QGraphicsItem, QGraphicsScene, QGraphicsView

from widgets.chart import fan_labels
from widgets.chart.background import Background, paint_points
from widgets.chart.canvas import ANTIALIASING, Canvas, Device
from widgets.chart.changes import same_values
from widgets.chart.curve import Curve, Curves
from widgets.chart.fans import paint_fans
from widgets.chart.layout import Box, Plot
from widgets.chart.overlay import Overlay
from widgets.chart.spots import LABEL, Marks, Spot, resolved

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent, QPointF, QRect
    from PySide6.QtGui import QMouseEvent, QResizeEvent, QWheelEvent
    from PySide6.QtWidgets import QWidget

    from widgets.chart.style import ChartStyle
    from widgets.states import ChartState

LEFT, TOP, RIGHT, BOTTOM = 52.0, 64.0, 114.0, 32.0  # margins round the plot
_ROOMY, _MORE = 900.0, 60.0  # px: charts so wide, as on paper, have more room for names
LEAN_TOP, LEAN_BOTTOM = 36.0, 25.0  # on a stage; the first under a title alone
TICK_ROOM = 9.0  # beside a value axis's texts, which widen the left margin when they are long
BLEED = 4.0  # how far a curve may reach over the plot's edge, so that no line is halved there
GRAB = 6.0  # how near the decision line takes the pointer
REACH = 10.0  # how far marks reach over the plot's edges: the decision line's handle, a ring

# What a slider changes in the plot and beside it, and what above it.
MOVING = frozenset({"series", "marker", "band", "summary"})
WORDS = frozenset({"subtitle", "reading"})
STANDING = frozenset({"title", "x_axis", "y_axis", "ghosts", "still", "points", "note"})


class ChartView(QGraphicsView):
    """Draws a chart's state and says where the pointer is; the month 0 is none.

    A plain view, not pyqtgraph's: panning, menus and its own mouse events are never wanted.
    """

    month_hovered = Signal(int)
    drag_started = Signal()
    dragged = Signal(int)
    drag_finished = Signal()
    spot_clicked = Signal(Spot)

    def __init__(self, style: ChartStyle, parent: QWidget, zoom: float = 1.0) -> None:
        """`zoom` enlarges all that is drawn, type and lines alike: for a stage."""
        super().__init__(parent)
        self._style = style
        self._zoom = zoom
        self._state: ChartState | None = None
        self._plot: Plot | None = None
        self._background = Background()
        self._overlay = Overlay()
        self._device: Device | None = None  # that the frame is painted on
        self._curves: list[Curve] = []
        self._hovered = 0
        self._moved_to: int | None = None  # by the drag that is under way
        self._held_off = 0.0  # from the line to the pointer that took it
        self._marks = Marks()
        self._pressed: Spot | None = None  # where the button went down
        self._set_up()

    def _set_up(self) -> None:
        scene = QGraphicsScene(self)
        scene.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self.setScene(scene)
        self._box = pg.ViewBox(enableMouse=False, enableMenu=False, defaultPadding=0.0)
        self._box.setMouseEnabled(False, False)
        self._box.disableAutoRange()
        self._box.setFlag(QGraphicsItem.GraphicsItemFlag.ItemHasNoContents)
        self._box.borderRect.hide()
        scene.addItem(self._box)
        self._drawn = Curves()
        self._drawn.setParentItem(self._box.innerSceneItem())
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setInteractive(False)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # One update a state, asked for by hand: any other mode paints every state twice.
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.NoViewportUpdate)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontSavePainterState)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontAdjustForAntialiasing)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.viewport().setAutoFillBackground(False)
        self.viewport().setMouseTracking(True)
        self.set_zoom(self._zoom)

    # What is shown

    def set_zoom(self, zoom: float) -> None:
        """Enlarges all that is drawn."""
        self._zoom = zoom
        self.setTransform(QTransform.fromScale(zoom, zoom))
        self._lay_out()

    def _room(self) -> QSize:
        """The view's size in the units that are drawn in."""
        return QSize(math.ceil(self.width() / self._zoom), math.ceil(self.height() / self._zoom))

    def set_style(self, style: ChartStyle) -> None:
        self._style = style
        self._background.invalidate()
        if self._state is not None:
            self._lay_out()

    def clamped(self, month: int) -> int:
        """The nearest month that the axis shows."""
        return month if self._plot is None else self._plot.clamped(month)

    def set_marked(self, marked: bool) -> None:
        """Whether the decision month's name and the chosen text are shown for the keyboard."""
        self._mark(self._marks._replace(marked=marked))

    def spots(self) -> tuple[Spot, ...]:
        """The texts that can be explained, as they were painted last."""
        return tuple(self._overlay.spots())

    def chosen(self) -> Spot | None:
        """The one that the keyboard is at."""
        return resolved(self._marks.chosen, self.spots())

    def choose(self, spot: Spot) -> None:
        self._mark(self._marks._replace(chosen=spot))

    def _mark(self, marks: Marks) -> None:
        if marks != self._marks:
            self._marks = marks
            self.viewport().update()

    def show_state(self, state: ChartState, changed: frozenset[str]) -> None:
        """Take a state of which these fields differ from the last one."""
        previous, self._state = self._state, state
        if changed & STANDING:
            self._background.invalidate()
        if "series" in changed or "note" in changed:
            self._show_series(previous, state)
        fanned = previous is None or bool(previous.fans) != bool(state.fans)
        if changed & {"x_axis", "y_axis"} or fanned:
            self._lay_out()
        if changed <= MOVING | WORDS and not (state.fans or state.note or self._marks.marked):
            self.viewport().update(self._moving(words=bool(changed & WORDS)))
        else:
            self.viewport().update()

    def _moving(self, *, words: bool) -> QRect:
        """What differs under a slider, beside the axes: less to copy is less to wait for."""
        if self._plot is None:
            return self.rect()
        box, zoom = self._plot.box, self._zoom
        left = 0.0 if words else (box.left - REACH) * zoom
        top = 0.0 if words else (box.top - REACH) * zoom
        bottom = (box.bottom + REACH) * zoom
        return QRectF(left, top, self.width() - left, bottom - top).toAlignedRect()

    def _show_series(self, previous: ChartState | None, state: ChartState) -> None:
        before = previous.series if previous is not None else ()
        while len(self._curves) < len(state.series):
            self._curves.append(Curve())
        self._drawn.shown = () if state.note else self._curves[: len(state.series)]
        for index, (curve, series) in enumerate(zip(self._curves, state.series, strict=False)):
            last = before[index] if index < len(before) else None
            if last is None or not same_values(last.values, series.values):
                curve.show_values(series)
            if last is None or last.colour != series.colour:
                self._dress(curve, series.colour)

    def _lay_out(self) -> None:
        state = self._state
        if state is None:
            return
        self._background.invalidate()
        ratio = self._ratio()
        wide, high = self.width() / self._zoom, self.height() / self._zoom
        texts = [self._style.tick.width(tick.text) for tick in state.y_axis.ticks]
        left = max(LEFT, max(texts, default=0.0) + TICK_ROOM)
        right = fan_labels.room_beside(self._style) if state.fans else RIGHT
        right += _MORE if wide >= _ROOMY else 0.0
        lean = self._zoom > 1.0
        top = LEAN_TOP if lean and not state.subtitle else TOP
        bottom = LEAN_BOTTOM if lean else BOTTOM
        edges = (left, top, wide - right, high - bottom)
        box = Box(*(round(edge * ratio) / ratio for edge in edges))
        if box.width < 1.0 or box.height < 1.0:
            self._plot = None
            return
        plot = self._plot = Plot.of(box, state.x_axis, state.y_axis)
        self.setSceneRect(QRectF(0.0, 0.0, wide, high))
        grown = box.grown(BLEED)
        self._box.setGeometry(QRectF(grown.left, grown.top, grown.width, grown.height))
        months, values = BLEED / plot.pixels_per_month, BLEED / plot.pixels_per_unit
        self._box.setRange(
            xRange=(plot.first - months, plot.last + months),
            yRange=(plot.low - values, plot.high + values),
            padding=0.0,
        )
        self._box.updateMatrix()
        self._drawn.set_bounds(self._box.viewRect())
        for curve, series in zip(self._curves, state.series, strict=False):
            self._dress(curve, series.colour)
        self.viewport().update()

    def _dress(self, curve: Curve, colour: str) -> None:
        style = self._style
        curve.show_pen(style.curve_pen(colour, self._ratio()), style.median_pen(colour))

    def _ratio(self) -> float:
        """Device pixels a unit of drawing."""
        return self.devicePixelRatioF() * self._zoom

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def event(self, event: QEvent) -> bool:
        if event.type() == event.Type.DevicePixelRatioChange:
            self._lay_out()
        return super().event(event)

    def drawBackground(self, painter: QPainter, _rect: QRectF | QRect) -> None:
        if self._state is None or self._plot is None:
            painter.fillRect(self.rect(), self._style.card)
            return
        plot, state = self._plot, self._state
        # Never kept itself: Qt's painter is gone after the frame, and something else in its place.
        canvas = Canvas(painter, self._style, self.width() / self._zoom)
        self._device = canvas.device
        self._drawn.vector = canvas.vector
        self._background.paint(canvas, self._room(), plot, state)
        if state.fans and not state.note:
            paint_fans(canvas, plot, state.fans, state.y_axis)
            paint_points(canvas, plot, state)
        painter.setRenderHint(ANTIALIASING)  # for the curves and what comes over them
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        if self._state is None or self._plot is None:
            return
        marks = self._marks
        grabbed = self._moved_to is not None or marks.marked
        canvas = Canvas(painter, self._style, self.width() / self._zoom, self._device)
        self._overlay.paint(
            canvas, self._plot, self._state, grabbed=grabbed, marks=marks, above=float(rect.top())
        )

    # The pointer

    def _at(self, event: QMouseEvent) -> QPointF:
        """Where the pointer is, in the units that are drawn in."""
        return event.position() / self._zoom

    def mousePressEvent(self, event: QMouseEvent) -> None:
        plot, state, at = self._plot, self._state, self._at(event)
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self._pressed = self._spot_at(at)
        if self._pressed is not None:
            return
        if not self._near_line(at):
            event.ignore()
            return
        assert plot is not None
        assert state is not None
        self._hover(0)
        self._moved_to = state.decision_month
        self._held_off = at.x() - plot.x(state.decision_month)
        self.drag_started.emit()
        self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        plot, at = self._plot, self._at(event)
        if plot is None or self._state is None or self._pressed is not None:
            return
        if self._moved_to is None:
            self._point(at)
        if self._state.note:
            return
        if self._moved_to is None:
            inside = plot.box.grown(8.0).holds(at.x(), at.y())
            self._hover(plot.month(at.x()) if inside else 0)
            return
        month = plot.month(at.x() - self._held_off)
        if month != self._moved_to:
            self._moved_to = month
            self.dragged.emit(month)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
        elif self._pressed is not None:
            pressed, self._pressed = self._pressed, None
            if self._spot_at(self._at(event)) == pressed:
                self.spot_clicked.emit(pressed)
        elif self._moved_to is not None:
            self._moved_to = None
            self.drag_finished.emit()
            self.viewport().update()
        else:
            event.ignore()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Explains the nearest curve where it is pointed at: the crosshair's month."""
        at = self._at(event)
        if self._spot_at(at) is not None:  # a text was explained by the first click
            return
        nearest = self._nearest(at)
        if nearest is None or event.button() != Qt.MouseButton.LeftButton or self._near_line(at):
            self.mousePressEvent(event)
        else:
            self.spot_clicked.emit(Spot(LABEL, nearest))

    def _nearest(self, at: QPointF) -> str | None:
        """The key of the curve that is nearest above or below a place of the plot."""
        plot, state = self._plot, self._state
        if plot is None or state is None or state.note or not plot.box.holds(at.x(), at.y()):
            return None
        place = plot.month(at.x()) - 1
        curves = [(each.key, each.values) for each in (*state.series, *state.still)]
        curves += [(fan.key, fan.plan) for fan in state.fans if fan.plan is not None]
        away = {
            key: abs(plot.y(float(values[place])) - at.y())
            for key, values in curves
            if place < len(values) and not math.isnan(values[place])
        }
        return min(away, key=lambda key: away[key], default=None)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._mark(self._marks._replace(pointed=None))
        self._hover(0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the page scrolls, not the plot

    def _near_line(self, at: QPointF) -> bool:
        if self._plot is None or self._state is None or self._state.note:
            return False
        month, box = self._state.decision_month, self._plot.box
        if not self._plot.first <= month <= self._plot.last:
            return False
        x = self._plot.x(month)
        return abs(at.x() - x) <= GRAB and box.top <= at.y() <= box.bottom + GRAB

    def _spot_at(self, at: QPointF) -> Spot | None:
        stands = self._overlay.spots().items()
        return next((spot for spot, stand in stands if stand.box.holds(at.x(), at.y())), None)

    def _point(self, at: QPointF) -> None:
        spot = self._spot_at(at)
        self._mark(self._marks._replace(pointed=spot))
        if spot is not None:
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        elif self._near_line(at):
            self.viewport().setCursor(Qt.CursorShape.SizeHorCursor)
        else:
            self.viewport().unsetCursor()

    def _hover(self, month: int) -> None:
        if month != self._hovered:
            self._hovered = month
            self.month_hovered.emit(month)
