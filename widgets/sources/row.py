"""Where the claims of the picture stand: in a row, topic by topic, and the arches over it."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

if TYPE_CHECKING:
    from collections.abc import Sequence

    from widgets.sources.states import Contradiction, Topic

_GAP = 1.3  # between topics, in the space of one claim
_BEND = 4 / 3  # a cubic's control points lie this much higher than its crown
_FLAT = 0.62  # how fast arches rise with their width: 1 in proportion
_SAMPLES = 24


class Stretch(NamedTuple):
    """One topic: from the x of its first claim to that of its last."""

    label: str
    first: float
    last: float
    keys: tuple[str, ...]

    @property
    def middle(self) -> float:
        return (self.first + self.last) / 2


class Row(NamedTuple):
    """All places. `pitch` is the room that one claim has, px; `y` where they all stand."""

    room: QRectF  # of the arches, the claims at its foot
    pitch: float
    widest: float  # px between the two claims that are farthest apart and clash
    places: dict[str, float]
    topics: tuple[Stretch, ...]

    @property
    def y(self) -> float:
        return self.room.bottom()

    def point(self, key: str) -> QPointF:
        """Where a claim stands."""
        return QPointF(self.places[key], self.y)


def row(topics: Sequence[Topic], pairs: Sequence[Contradiction], room: QRectF) -> Row:
    """Every claim of every topic, evenly spaced, with gaps between the topics."""
    units = sum(len(topic.keys) for topic in topics) + _GAP * (len(topics) - 1)
    pitch = room.width() / max(1.0, units)
    places: dict[str, float] = {}
    stretches = []
    x = room.left() + pitch / 2
    for topic in topics:
        first = x
        for key in topic.keys:
            places[key] = x
            x += pitch
        stretches.append(Stretch(topic.label, first, x - pitch, topic.keys))
        x += pitch * _GAP
    spans = (abs(places[pair.first] - places[pair.second]) for pair in pairs)
    return Row(room, pitch, max(spans, default=0.0), places, tuple(stretches))


def arch(on: Row, pair: Contradiction) -> QPainterPath:
    """The arch between two claims: the farther apart, the higher, the widest to the top."""
    first, last = on.point(pair.first), on.point(pair.second)
    apart = abs(first.x() - last.x()) / on.widest
    rise = on.room.height() * apart**_FLAT * _BEND
    path = QPainterPath(first)
    up = QPointF(0.0, rise)
    path.cubicTo(first - up, last - up, last)
    return path


def distance(path: QPainterPath, point: QPointF) -> float:
    """How far a point is from a curve, px, to the nearest of some pieces."""
    points = [path.pointAtPercent(place / _SAMPLES) for place in range(_SAMPLES + 1)]
    return min(_from_piece(point, a, b) for a, b in pairwise(points))


def _from_piece(point: QPointF, first: QPointF, last: QPointF) -> float:
    along, out = last - first, point - first
    length = QPointF.dotProduct(along, along)
    share = max(0.0, min(1.0, QPointF.dotProduct(along, out) / length)) if length else 0.0
    off = out - along * share
    return math.hypot(off.x(), off.y())
