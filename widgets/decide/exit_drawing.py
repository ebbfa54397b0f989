"""How the exit chart is drawn: panels, marks, the strip of months, its legend."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from widgets.chart.background import paint_standing
from widgets.decide.exit_states import LEAVE, PAYS, STAY
from widgets.language.spoken import own, said
from widgets.painting import blend, colour
from widgets.states import Axis, ChartState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtGui import QColor

    from widgets.chart.canvas import Canvas
    from widgets.chart.layout import Plot
    from widgets.decide.exit_layout import Stand
    from widgets.decide.exit_states import ExitChartState, Mark, MonthState, PanelState
    from widgets.tokens import Tokens

_NO_TICKS = Axis(0.0, 1.0, ())
_TITLE_RISES = (27.0, 11.0)  # from a panel's top to its title; the pill is below the first
_TEXT_GAP = 5.0
_RING, _HANDLE = 5.5, 4.0  # radii, px
_LEGEND = (
    (LEAVE, False, "give notice"),
    (PAYS, False, "pays, later pays more"),
    (STAY, False, "stay"),
    (STAY, True, "notice does nothing"),
)
_SWATCH, _LEGEND_GAP = 11.0, 14.0
_LEGEND_FALL = 35.0  # from the strip to the middle of the legend
_HATCH = 4.0


class Marking(NamedTuple):
    """What the hand is at: the month that is read, and the panel that Enter explains."""

    month: int
    panel: int
    ring: bool


def draw_chart(
    canvas: Canvas, stand: Stand, state: ExitChartState, tokens: Tokens, marking: Marking
) -> None:
    """The whole chart but its card."""
    panels = [(stand.saving, state.saving), *([(stand.cost, state.cost)] if stand.cost else [])]
    taken: list[QRectF] = []
    for place, (plot, panel) in enumerate(panels):
        _panel(canvas, plot, panel, state, _TITLE_RISES[place])
        lines = _lines(canvas, plot, state, first=place == 0)
        taken = taken or lines
    _best(canvas, stand.saving, state, taken)
    _strip(canvas, stand.strip, state, tokens)
    if stand.legend:
        _legend(canvas, stand.strip, tokens)
    _reading(canvas, panels, stand.strip, state, marking)


def _panel(
    canvas: Canvas, plot: Plot, panel: PanelState, state: ExitChartState, rise: float
) -> None:
    style, painter, box = canvas.style, canvas.painter, plot.box
    canvas.texts(style.label, style.muted, [(box.left, box.top - rise, panel.title)])
    for window in state.windows:
        left, right = plot.x(window.first - 0.5), plot.x(window.last + 0.5)
        painter.fillRect(QRectF(left, box.top, right - left, box.height), colour(style.band_paper))
    grid = _standing(state.x_axis._replace(ticks=()), panel.axis)
    paint_standing(canvas, plot, grid, style.card_paper)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(style.median_pen(panel.colour))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(curve(panel.values, plot))
    painter.setClipping(False)


def curve(values: tuple[float, ...], plot: Plot) -> QPolygonF:
    """A row of months as a line, in view pixels."""
    points = enumerate(values, start=1)
    return QPolygonF([QPointF(plot.x(month), plot.y(value)) for month, value in points])


def _standing(x_axis: Axis, y_axis: Axis) -> ChartState:
    """A chart of nothing but its grid and its axes."""
    return ChartState("", "", x_axis, y_axis, (), (), 0, "", "")


def _lines(canvas: Canvas, plot: Plot, state: ExitChartState, *, first: bool) -> list[QRectF]:
    """The decision month and the months with a name, each over the panel's height.

    What they cover is returned.
    """
    taken: list[QRectF] = []
    style, shown = canvas.style, state.saving.values
    decision = canvas.snapped(plot.x(state.decision_month))
    inside = plot.first <= state.decision_month <= plot.last
    if inside:
        canvas.vertical(decision, plot.box, 1.5, style.decision_line)
        taken.append(_line_box(plot, state.decision_month))
    for mark, ink in ((state.no_return, style.band_text), (state.planned, style.accent)):
        if mark is None:
            continue
        canvas.vertical(canvas.snapped(plot.x(mark.month)), plot.box, 1.5, ink)
        taken.append(_line_box(plot, mark.month))
        if first:
            taken.append(_name(canvas, plot, mark, ink, shown))
    if inside and first:
        canvas.knob(decision, plot.box.bottom, _HANDLE, style.accent)
    return taken


def _line_box(plot: Plot, month: int) -> QRectF:
    return QRectF(plot.x(month) - 1.0, plot.box.top, 2.0, plot.box.height)


def _name(canvas: Canvas, plot: Plot, mark: Mark, ink: QColor, values: tuple[float, ...]) -> QRectF:
    """The name of a month beside its line, at the head or the foot: where the curve is not."""
    face, box = canvas.style.value, plot.box
    width, x = face.width(mark.text), plot.x(mark.month)
    left = x + _TEXT_GAP
    if left + width > box.right:
        left = x - _TEXT_GAP - width
    highest, lowest = _reach(plot, values, left, left + width)
    at_foot = box.bottom - lowest >= highest - box.top
    middle = box.bottom - face.height / 2 - 3.0 if at_foot else box.top + face.height / 2 + 3.0
    canvas.stamp(face, ink, left, middle, mark.text)
    return QRectF(left, middle - face.height / 2, width, face.height)


def _best(canvas: Canvas, plot: Plot, state: ExitChartState, taken: list[QRectF]) -> None:
    """A ring round the best month, and its name near it, clear of what is `taken`."""
    if state.best is None:
        return
    style, month, face = canvas.style, state.best.month, canvas.style.label
    x, y = plot.x(month), plot.y(state.saving.values[month - 1])
    ink = style.colour(state.saving.colour)
    canvas.ring(x, y, _RING, ink)
    ring = QPointF(x, y)
    for text, lefts in _named(state.best.text, face.width, x, taken):
        size = QSizeF(face.width(text), face.height)
        box = free_box(plot, state.saving.values, ring, size, lefts, taken)
        if box is not None:
            canvas.stamp(face, ink, box.left(), box.center().y(), text)
            return


def _named(
    text: str, wide: Callable[[str], float], x: float, taken: list[QRectF]
) -> Iterable[tuple[str, list[float]]]:
    """The name of a ring at x, and where its left end may be: beside it, then beyond a line."""
    away, text = _RING + 4.0, said(text)
    yield text, [x + away, x - away - wide(text)]
    for each in sorted(taken, key=lambda each: abs(each.center().x() - x)):
        if each.left() > x:
            yield own(f"← {text}"), [each.right() + 4.0]
        else:
            behind = own(f"{text} →")
            yield behind, [each.left() - 4.0 - wide(behind)]


def free_box(
    plot: Plot,
    values: tuple[float, ...],
    ring: QPointF,
    size: QSizeF,
    lefts: Iterable[float],
    taken: list[QRectF],
) -> QRectF | None:
    """The first place for a name that is clear of the curve and of what is taken.

    It is level with its ring where the curve is elsewhere, over the curve, or under it.
    """
    width, high = size.width(), size.height()
    for left in lefts:
        highest, lowest = _reach(plot, values, left, left + width)
        tops = [highest - high - 2.0, lowest + 4.0]
        level = ring.y() - high / 2
        if level > lowest or level + high < highest:
            tops.insert(0, level)
        for top in tops:
            box = QRectF(left, top, width, high)
            if _fits(plot, box) and not any(box.intersects(each) for each in taken):
                return box
    return None


def _fits(plot: Plot, box: QRectF) -> bool:
    within = plot.box.left <= box.left() and box.right() <= plot.box.right
    return within and plot.box.top <= box.top() and box.bottom() <= plot.box.bottom


def _reach(plot: Plot, values: tuple[float, ...], left: float, right: float) -> tuple[float, float]:
    """The curve's highest and lowest place between two others across, px from the top."""
    first, last = plot.month(left) - 1, plot.month(right) + 1
    heights = [plot.y(value) for value in values[max(0, first - 1) : last]]
    return min(heights, default=plot.box.bottom), max(heights, default=plot.box.top)


# The strip ----------------------------------------------------------------------------------


def _strip(canvas: Canvas, plot: Plot, state: ExitChartState, tokens: Tokens) -> None:
    painter = canvas.painter
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    for month in state.months:
        _cell(painter, _cell_box(canvas, plot, month.month), month.action, tokens)
        if month.held:
            painter.save()
            _hatch(painter, _cell_box(canvas, plot, month.month), tokens)
            painter.restore()
    axis = _NO_TICKS._replace(minimum=0.0)
    paint_standing(canvas, plot, _standing(state.x_axis, axis), canvas.style.card_paper)
    painter.setClipping(False)


def _cell_box(canvas: Canvas, plot: Plot, month: int) -> QRectF:
    left, right = (canvas.snapped(plot.x(edge)) for edge in (month - 0.5, month + 0.5))
    gap = 1.0 if right - left > 4.0 else 0.0
    return QRectF(left, plot.box.top, right - left - gap, plot.box.height)


def cell_ink(tokens: Tokens, action: str) -> QColor:
    """The colour of what to do in a month."""
    if action == LEAVE:
        return colour(tokens.good)
    return blend(tokens.good, tokens.card, 0.6) if action == PAYS else colour(tokens.track)


def _cell(painter: QPainter, box: QRectF, action: str, tokens: Tokens) -> None:
    painter.fillRect(box, cell_ink(tokens, action))


def _hatch(painter: QPainter, box: QRectF, tokens: Tokens) -> None:
    """Slanted lines, in step from one cell to the next."""
    painter.setClipRect(box)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(blend(tokens.text_muted, tokens.card, 0.35), 1.0))
    first = math.floor((box.left() - box.height()) / _HATCH) * _HATCH
    x = first
    while x < box.right():
        painter.drawLine(QPointF(x, box.bottom()), QPointF(x + box.height(), box.top()))
        x += _HATCH


def _legend(canvas: Canvas, strip: Plot, tokens: Tokens) -> None:
    """What the strip's colours mean, as far as there is room."""
    face, painter = canvas.style.tick, canvas.painter
    x, middle = strip.box.left, strip.box.bottom + _LEGEND_FALL
    for action, held, text in _LEGEND:
        if x + _SWATCH + 5.0 + face.width(text) > canvas.width - 4.0:
            break
        box = QRectF(canvas.snapped(x), canvas.snapped(middle - 4.5), _SWATCH, 9.0)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        _cell(painter, box, action, tokens)
        if held:
            painter.save()
            _hatch(painter, box, tokens)
            painter.restore()
        canvas.texts(face, canvas.style.muted, [(x + _SWATCH + 5.0, middle, text)])
        x += _SWATCH + 5.0 + face.width(text) + _LEGEND_GAP


# What is read -------------------------------------------------------------------------------


def _reading(
    canvas: Canvas,
    panels: list[tuple[Plot, PanelState]],
    strip: Plot,
    state: ExitChartState,
    marking: Marking,
) -> None:
    month = marking.month
    if not 1 <= month <= len(state.months):
        return
    style = canvas.style
    canvas.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for place, (plot, panel) in enumerate(panels):
        x = canvas.snapped(plot.x(month))
        if month != state.decision_month:
            canvas.vertical(x, plot.box, 1.0, style.crosshair_line)
        value = float(panel.values[month - 1])
        ink = style.colour(panel.colour)
        canvas.disc(x, plot.y(value), 3.5, ink)
        if marking.ring and place == marking.panel:
            canvas.painter.setBrush(Qt.BrushStyle.NoBrush)
            canvas.painter.setPen(QPen(style.accent, 1.5))
            canvas.painter.drawEllipse(QPointF(x, plot.y(value)), 7.0, 7.0)
    _frame_cell(canvas, strip, state.months[month - 1])
    plot = panels[0][0]
    canvas.pill(plot.x(month), plot.box, state.months[month - 1].reading, style.text, style.card)


def _frame_cell(canvas: Canvas, strip: Plot, month: MonthState) -> None:
    canvas.painter.setBrush(Qt.BrushStyle.NoBrush)
    canvas.painter.setPen(QPen(canvas.style.text, 1.5))
    canvas.painter.drawRect(_cell_box(canvas, strip, month.month).adjusted(-0.5, -1.0, 0.5, 1.0))
