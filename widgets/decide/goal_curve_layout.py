"""Where everything of the curve stands: the plot, and labels out of one another's way."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF

if TYPE_CHECKING:
    from collections.abc import Sequence

    from widgets.decide.goal_states import CurveState
    from widgets.painting import Face

LABEL_HEIGHT = 20.0
_TOP, _RIGHT, _BOTTOM = 6.0, 14.0, 24.0
_LINE = 22.0  # of the labels above the plot
_LABEL_PADDING = 7.0
_LEAST_LEFT = 40.0
_GAP = 6.0
_WORDS = 16.0  # px high: the goal's words
_COSTLY = 10  # points of the curve: as bad as a line across the words
MOST_LINES = 3


class Label(NamedTuple):
    """A label above the plot, and the x that it speaks of. `place` is the answer's; −1 today."""

    box: QRectF
    text: str
    x: float
    place: int


class CurvePlot(NamedTuple):
    """The plot's box, the labels above it, and where the goal's words stand."""

    box: QRectF
    state: CurveState
    labels: tuple[Label, ...] = ()
    goal_box: QRectF = QRectF()

    def x(self, value: float) -> float:
        axis = self.state.x_axis
        share = (value - axis.minimum) / (axis.maximum - axis.minimum)
        return self.box.left() + share * self.box.width()

    def y(self, value: float) -> float:
        axis = self.state.y_axis
        share = (value - axis.minimum) / (axis.maximum - axis.minimum)
        return self.box.bottom() - max(-0.02, min(share, 1.02)) * self.box.height()

    def point(self, value: float, height: float) -> QPointF:
        return QPointF(self.x(value), self.y(height))

    def nearest(self, x: float) -> int:
        """The place of the curve's point that is nearest to a position, px."""
        axis = self.state.x_axis
        share = (x - self.box.left()) / self.box.width()
        value = axis.minimum + share * (axis.maximum - axis.minimum)
        places = self.state.x.searchsorted(value)
        first = max(0, min(int(places), len(self.state.x) - 1))
        before = max(0, first - 1)
        closer = abs(self.state.x[before] - value) < abs(self.state.x[first] - value)
        return before if closer else first


def curve_plot(
    state: CurveState, width: float, height: float, small: Face, label: Face
) -> CurvePlot:
    """Lay a curve out in a widget of this size."""
    left = max([_LEAST_LEFT, *(small.width(tick.text) + 12 for tick in state.y_axis.ticks)])
    box = QRectF(left, 0, max(40.0, width - left - _RIGHT), height)
    plain = CurvePlot(box, state)
    wanted = [(plain.x(state.today), state.today_text, -1)]
    wanted += [(plain.x(each.value), each.label, at) for at, each in enumerate(state.answers)]
    labels, lines = _lines(wanted, box, label)
    top = _TOP + lines * _LINE
    box.setTop(top)
    box.setBottom(max(top + 40.0, height - _BOTTOM))
    plot = CurvePlot(box, state, tuple(labels))
    return plot._replace(goal_box=_goal_box(plot, small))


def _goal_box(plot: CurvePlot, using: Face) -> QRectF:
    """At the goal's line, where its words cover least of the curve."""
    box, state = plot.box, plot.state
    width = min(using.width(state.goal_text) + 8, box.width() - 8)
    line = plot.y(state.goal)
    top = line - _WORDS - 3 if line - _WORDS - 5 >= box.top() else line + 3
    exists = np.isfinite(state.y)
    pairs = zip(state.x[exists], state.y[exists], strict=True)
    points = [plot.point(float(x), float(y)) for x, y in pairs]
    spots = (box.right() - width - 2, box.left() + 4, box.center().x() - width / 2)
    boxes = [QRectF(left, top, width, _WORDS) for left in spots]

    def covered(spot: QRectF) -> int:
        lines = sum(spot.left() <= label.x <= spot.right() for label in plot.labels)
        return sum(map(spot.adjusted(0, -4, 0, 4).contains, points)) + lines * _COSTLY

    return min(boxes, key=covered)


def _lines(
    wanted: Sequence[tuple[float, str, int]], box: QRectF, using: Face
) -> tuple[list[Label], int]:
    """Labels in as few lines as keep them apart; what has no room is not written."""
    taken: list[list[tuple[float, float]]] = [[] for _line in range(MOST_LINES)]
    found: list[Label] = []
    used = 1
    for x, text, place in wanted:
        if not math.isfinite(x) or not text or not box.left() - 1 <= x <= box.right() + 1:
            continue
        width = using.width(text) + 2 * _LABEL_PADDING
        left = max(box.left(), min(x - width / 2, box.right() - width))
        for line, spans in enumerate(taken):
            if all(left + width + _GAP <= a or b + _GAP <= left for a, b in spans):
                spans.append((left, left + width))
                at = QRectF(left, _TOP + line * _LINE, width, LABEL_HEIGHT)
                found.append(Label(at, text, x, place))
                used = max(used, line + 1)
                break
    return found, used
