"""How the zone is drawn: areas by who gains, each with a pattern and a name, and both limits."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPen

from widgets.decide.map_drawing import draw_axes, draw_lines
from widgets.decide.map_image import between, lookup
from widgets.decide.map_layout import EDGE, LEGEND, Label, labels
from widgets.decide.others_states import AREAS, BOTH, BUYER, NEITHER, SUPPLIER
from widgets.painting import MEDIUM, blend, colour, draw_rounded, draw_text, face

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from PySide6.QtGui import QColor

    from widgets.decide.map_layout import MapPlot
    from widgets.decide.others_states import ZoneMap
    from widgets.tokens import Tokens

    Areas = NDArray[np.uint8]

_COARSE = 4.0  # px of a cell of the grid on which names look for room
_PERIOD = 7  # px between the stripes of a pattern
_STRIPE = 1.0  # px
_POINT = 14.0  # px around the point that names keep clear of
_SWATCH = QRectF(0, 0, 18, 11)
_GAP = 16.0
_PLATE = 4.0  # px of card beside a name


class Named(NamedTuple):
    """Names that have room in their areas, those of the limits, and areas that have no room."""

    areas: list[Label]
    limits: list[Label]
    others: list[int]


def areas_of(zone: ZoneMap, width: int, height: int) -> Areas:
    """(height, width), who gains at places evenly over the grid; the first row is the lowest."""
    state = zone.map
    across, up = lookup(state.x.grid, width), lookup(state.y.grid, height)
    buyer = between(state.values, up, across) > 0
    supplier = between(zone.supplier, up, across) > 0
    found: Areas = (BUYER * buyer + SUPPLIER * supplier).astype(np.uint8)
    return found


def names(zone: ZoneMap, plot: MapPlot) -> Named:
    """Where names stand, clear of one another and of the point: that of the deal first."""
    state, box = zone.map, plot.box
    columns, rows = (max(2, int(side / _COARSE)) for side in (box.width(), box.height()))
    cells = areas_of(zone, columns, rows)[::-1]
    there = np.unique(cells).tolist()
    at = plot.point(state.x.present, state.y.present)
    taken = [QRectF(at.x() - _POINT, at.y() - _POINT, 2 * _POINT, 2 * _POINT)]
    areas = _placed(cells, [area for area in there if area == BOTH], taken, box)
    lines = [(each.text, [plot.line(line) for line in each.lines]) for each in state.contours]
    limits = labels(lines, box, face(11, MEDIUM), taken)
    taken += [label.box for label in limits]
    areas += _placed(cells, [area for area in there if area != BOTH], taken, box)
    named = {label.text for label in areas}
    return Named(areas, limits, [area for area in there if AREAS[area] not in named])


def _placed(cells: Areas, areas: Sequence[int], taken: list[QRectF], within: QRectF) -> list[Label]:
    """The names of the areas that have room, which is then taken."""
    found = []
    for area in areas:
        free = cells == area
        for box in taken:
            _occupy(free, box, within)
        size = QRectF(0, 0, face(11, MEDIUM).width(AREAS[area]) + 2 * _PLATE, 16)
        room = _room(free, size, within)
        if room is not None:
            taken.append(room)
            found.append(Label(AREAS[area], room))
    return found


def _occupy(free: NDArray[np.bool_], box: QRectF, within: QRectF) -> None:
    top, bottom = (max(0, int((y - within.top()) // _COARSE)) for y in (box.top(), box.bottom()))
    left, right = (max(0, int((x - within.left()) // _COARSE)) for x in (box.left(), box.right()))
    free[top : bottom + 1, left : right + 1] = False


def _room(free: NDArray[np.bool_], size: QRectF, within: QRectF) -> QRectF | None:
    """A place for a box on free cells only: of those the one nearest to their middle."""
    wide, high = (int(side // _COARSE) + 2 for side in (size.width(), size.height()))
    rows, columns = free.shape
    if wide > columns or high > rows:
        return None
    sums = np.zeros((rows + 1, columns + 1), dtype=np.int64)
    sums[1:, 1:] = free.cumsum(0).cumsum(1)
    inside = sums[high:, wide:] - sums[:-high, wide:] - sums[high:, :-wide] + sums[:-high, :-wide]
    tops, lefts = np.nonzero(inside == wide * high)
    if not tops.size:
        return None
    away = (tops - tops.mean()) ** 2 + (lefts - lefts.mean()) ** 2
    best = int(away.argmin())
    x = within.left() + (float(lefts[best]) + wide / 2) * _COARSE
    y = within.top() + (float(tops[best]) + high / 2) * _COARSE
    found = QRectF(size)
    found.moveCenter(QPointF(x, y))
    return found


# Painting -----------------------------------------------------------------------------------


def draw_zone(
    painter: QPainter, zone: ZoneMap, plot: MapPlot, named: Named, tokens: Tokens, ratio: float
) -> None:
    """Areas, limits, names and axes. `ratio` is px of the screen a px."""
    state, box = zone.map, plot.box
    width, height = round(box.width() * ratio), round(box.height() * ratio)
    painter.drawImage(box, _picture(areas_of(zone, width, height)[::-1], ratio, tokens))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(box)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for each in state.contours:
        lines = [plot.line(line) for line in each.lines]
        for ink, wide in ((tokens.card, 5.0), (tokens.text, 2.0)):
            painter.setPen(QPen(colour(ink), wide))
            draw_lines(painter, lines)
    painter.setClipping(False)
    small = face(11, MEDIUM)
    for label in (*named.limits, *named.areas):
        draw_rounded(painter, label.box, colour(tokens.card), radius=3)
        start = QPointF(label.box.left() + _PLATE, small.baseline(label.box.top(), 16))
        draw_text(painter, start, label.text, small, colour(tokens.text))
    draw_axes(painter, state, plot, tokens)


def draw_others(
    painter: QPainter, areas: Sequence[int], top: float, tokens: Tokens, ratio: float
) -> None:
    """What the patterns without a name on the map mean, in one line."""
    small, x = face(11), EDGE
    for area in areas:
        box = _SWATCH.translated(x, top + 4)
        width, height = round(box.width() * ratio), round(box.height() * ratio)
        whole = np.full((height, width), area, dtype=np.uint8)
        painter.drawImage(box, _picture(whole, ratio, tokens))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour(tokens.border), 1.0))
        painter.drawRect(box)
        x += box.width() + 6
        at = QPointF(x, small.baseline(top, LEGEND - 1))
        draw_text(painter, at, AREAS[area], small, colour(tokens.text_muted))
        x += small.width(AREAS[area]) + _GAP


def _inks(tokens: Tokens) -> dict[int, tuple[QColor, QColor]]:
    """By area: its ground and its stripes."""
    card = tokens.card
    return {
        NEITHER: (blend(card, tokens.text_muted, 0.10), blend(card, tokens.text_muted, 0.38)),
        BUYER: (blend(card, tokens.revenue, 0.12), blend(card, tokens.revenue, 0.40)),
        SUPPLIER: (blend(card, tokens.compute, 0.12), blend(card, tokens.compute, 0.40)),
        BOTH: (blend(card, tokens.profit, 0.42), blend(card, tokens.profit, 0.42)),
    }


def _picture(areas: Areas, ratio: float, tokens: Tokens) -> QImage:
    """Stripes that rise for the buyer, that fall for the supplier, both crossed for neither."""
    rows, columns = areas.shape
    period, stripe = round(_PERIOD * ratio), max(1, round(_STRIPE * ratio))
    down, across = np.arange(rows)[:, None], np.arange(columns)[None, :]
    rising, falling = (down + across) % period < stripe, (down - across) % period < stripe
    striped = np.where(areas == BUYER, rising, np.where(areas == SUPPLIER, falling, False))
    striped |= (areas == NEITHER) & (rising | falling)
    inks = _inks(tokens)
    table = np.array(
        [[ink.rgb() for ink in inks[area]] for area in range(len(AREAS))], dtype=np.uint32
    )
    pixels = np.ascontiguousarray(table[areas, striped.astype(np.intp)])
    picture = QImage(pixels.data, columns, rows, 4 * columns, QImage.Format.Format_RGB32)
    return picture.copy()  # its own memory
