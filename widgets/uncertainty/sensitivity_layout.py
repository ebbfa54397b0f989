"""Where the parts of a tornado stand, in px: pure arithmetic, with nothing of Qt in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from widgets.states import Axis
    from widgets.uncertainty.sensitivity_states import BarEnd, TornadoRow, TornadoState

EDGE = 14.0
GAP = 12.0  # between columns
UNIT_GAP = 5.0  # between an input's name and its unit
TEXT_GAP = 6.0  # between a bar's end and its text
STUB = 40.0  # of an end at which the number does not exist
MARKER = 10.0  # of an end that has no base to begin at
RANGE_ROOM = 26.0  # of the mark that opens the range
_LABELS, _LEAST_LABELS = 0.26, 165.0  # of the width, and px, at most
_LEAST_PLOT = 40.0
_SHORTEST_LABELS = 60.0  # px, where there is no room for the plot else


class Columns(NamedTuple):
    """The columns of all rows. `low_right` and `high_right` end the numbers."""

    label_room: float
    left: float  # of the plot
    right: float
    low_room: float
    low_right: float
    high_room: float
    high_right: float
    range_left: float

    def x(self, value: float, axis: Axis) -> float:
        return self.left + (value - axis.minimum) / (axis.maximum - axis.minimum) * (
            self.right - self.left
        )


def columns(
    state: TornadoState,
    width: float,
    text_width: Callable[[str], float],
    number_width: Callable[[str], float],
    headings: tuple[float, float],
) -> Columns:
    """`headings` are the widths of the two columns of numbers at least."""
    labels = max((label_width(row, text_width) for row in state.rows), default=0.0)
    label_room = min(labels, max(width * _LABELS, _LEAST_LABELS))
    ends = [end for row in state.rows for end in (row.low, row.high)]
    beside = max((text_width(end.text) for end in ends), default=0.0) + TEXT_GAP
    low = max([headings[0], *(number_width(row.low.number_text) for row in state.rows)])
    high = max([headings[1], *(number_width(row.high.number_text) for row in state.rows)])
    range_left = width - EDGE - RANGE_ROOM if state.editable else width - EDGE
    high_right = range_left - (TEXT_GAP if state.editable else 0.0)
    low_right = high_right - high - GAP
    end = low_right - low - GAP - beside  # of the plot, if the names leave it room
    left = EDGE + label_room + GAP + beside
    missing = max(0.0, left + _LEAST_PLOT - end)
    spared = min(missing, max(0.0, label_room - _SHORTEST_LABELS))
    label_room, left = label_room - spared, left - spared
    right = max(left + _LEAST_PLOT, end)
    return Columns(label_room, left, right, low, low_right, high, high_right, range_left)


def label_width(row: TornadoRow, text_width: Callable[[str], float]) -> float:
    """An input's name and behind it its unit."""
    unit = UNIT_GAP + text_width(row.unit) if row.unit else 0.0
    return text_width(row.label) + unit


class Drawn(NamedTuple):
    """One end as it is drawn: from `start` to `stop`, px, `start` being at the base.

    `hatched`: the number does not exist there. `half` is -1 or 1 where the bar has only the
    upper or the lower half of the row's, since both run to one side; so has its text. The
    text ends at `text_x` where `leftward`, else begins there.
    """

    start: float
    stop: float
    hatched: bool
    half: int
    text_x: float
    leftward: bool


def drawn_ends(row: TornadoRow, state: TornadoState, where: Columns) -> tuple[Drawn, Drawn]:
    """The low end and the high end of a row."""
    at = [None if end.number is None else where.x(end.number, state.axis) for end in _ends(row)]
    if state.base is None:
        return _unbased(at, where)
    base = where.x(state.base, state.axis)
    sides = [0.0 if x is None else x - base for x in at]
    ways = [_way(sides[place], sides[1 - place], place) for place in (0, 1)]
    same = ways[0] == ways[1]
    found = []
    for place, x in enumerate(at):
        stop = base + ways[place] * STUB if x is None else x
        half = (1 if place else -1) if same else 0
        text_x = stop + ways[place] * TEXT_GAP
        found.append(Drawn(base, stop, x is None, half, text_x, ways[place] < 0))
    return found[0], found[1]


def _ends(row: TornadoRow) -> tuple[BarEnd, BarEnd]:
    return row.low, row.high


def _way(own: float, other: float, place: int) -> int:
    """To which side an end runs. One that has no side of its own takes the other's opposite."""
    if own:
        return 1 if own > 0 else -1
    if other:
        return -1 if other > 0 else 1
    return 1 if place else -1


def _unbased(at: list[float | None], where: Columns) -> tuple[Drawn, Drawn]:
    """Markers where the number exists, stubs at the plot's edges where it does not."""
    middle = (where.left + where.right) / 2
    one, other = at
    leftward = one <= other if one is not None and other is not None else True
    if one is None and other is not None:
        leftward = other >= middle
    elif one is not None and other is None:
        leftward = one < middle
    return _marked(one, where, leftward=leftward), _marked(other, where, leftward=not leftward)


def _marked(x: float | None, where: Columns, *, leftward: bool) -> Drawn:
    way = -1 if leftward else 1
    edge = where.left if leftward else where.right
    start = edge - way * STUB if x is None else x - way * MARKER / 2
    stop = edge if x is None else x + way * MARKER / 2
    return Drawn(start, stop, x is None, 0, stop + way * TEXT_GAP, leftward)
