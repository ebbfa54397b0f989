"""How pictures share sheets of paper: which stand in a row, and how large each then is.

A picture is given more width or height than it has on the screen, so that rows fill the sheet;
what changes its shape least is chosen.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

GAP = 14.0  # points between two pictures
HEAD = 19.0  # points of a title above a picture
ABOVE_WORDS = 5.0  # points between a picture and what it says
_LEADING = 11.8  # points of a line of that
LARGEST = 0.8  # points a px: letters on paper are hardly larger than the text beside them
_SMALLEST = 0.5  # points a px: an axis then has letters of 5.5 points
_NARROWER = 0.95  # of its width that a picture keeps at least
_MOST_COLUMNS, _MOST_ROWS = 3, 3
_A_SHEET = 1.6  # what a further sheet costs: so much change of a shape is put up with instead
_TALL, _EMPTY = 1.5, 0.4  # what shapes cost that grow tall, and room that stays empty
_SMALL = 2.0  # what a picture costs that is smaller than it might be


class Shape(NamedTuple):
    """A picture as it is, in px: it needs `least` of height and can't use more than `most`.

    `headed`: its title is set above it.
    """

    width: float
    height: float
    least: float
    most: float = math.inf
    headed: bool = False


class Cell(NamedTuple):
    """What a picture gets, in px."""

    width: float
    height: float


class Spread(NamedTuple):
    """Rows of cells on one sheet, at so many points a px."""

    rows: tuple[tuple[Cell, ...], ...]
    scale: float
    cost: float

    @property
    def cells(self) -> tuple[Cell, ...]:
        return tuple(cell for row in self.rows for cell in row)


def words_lines(columns: int) -> int:
    """How many lines each picture of a row may say."""
    return columns + 1


def words_height(columns: int, *, headed: bool) -> float:
    """The points above and below a row that its words take."""
    return (HEAD if headed else 0.0) + ABOVE_WORDS + _LEADING * words_lines(columns)


def spreads(shapes: Sequence[Shape], width: float, height: float) -> list[Spread]:
    """The sheets, `width` × `height` points each, in the order of the pictures."""
    count = len(shapes)
    best: dict[int, tuple[float, list[Spread]]] = {count: (0.0, [])}
    for first in reversed(range(count)):
        found = []
        for last in range(first + 1, count + 1):
            spread = _best_spread(shapes[first:last], width, height)
            if spread is not None:
                cost, rest = best[last]
                found.append((spread.cost + _A_SHEET + cost, [spread, *rest]))
        best[first] = min(found, key=lambda each: each[0])
    return best[0][1]


def _best_spread(shapes: Sequence[Shape], width: float, height: float) -> Spread | None:
    """The rows that change the shapes least; None where all would be too small."""
    ways = (_spread(rows, width, height) for rows in _ways(shapes, _MOST_ROWS))
    fit = [each for each in ways if each.scale >= _SMALLEST or len(shapes) == 1]
    return min(fit, key=lambda each: each.cost) if fit else None


def _ways(shapes: Sequence[Shape], rows: int) -> Iterator[list[Sequence[Shape]]]:
    """All ways to break the pictures into rows."""
    if not shapes:
        yield []
    elif rows:
        for columns in range(1, min(_MOST_COLUMNS, len(shapes)) + 1):
            for rest in _ways(shapes[columns:], rows - 1):
                yield [shapes[:columns], *rest]


def _spread(rows: Sequence[Sequence[Shape]], width: float, height: float) -> Spread:
    """The rows as wide as the sheet, and together as high as it as far as they can be."""
    wide = [width - GAP * (len(row) - 1) for row in rows]
    words = sum(words_height(len(row), headed=any(each.headed for each in row)) for row in rows)
    high = height - words - GAP * (len(rows) - 1)
    widths = [sum(each.width for each in row) for row in rows]
    scale = min(
        LARGEST,
        high / sum(max(each.least for each in row) for row in rows),
        min(room / (_NARROWER * used) for room, used in zip(wide, widths, strict=True)),
    )
    made, cost = [], 0.0
    heights = _heights(rows, high / scale)
    for row, room, used, tall in zip(rows, wide, widths, heights, strict=True):
        cells = tuple(Cell(each.width * room / used / scale, min(tall, each.most)) for each in row)
        pairs = zip(cells, row, strict=True)
        cost += sum(_change(cell, tall, shape) for cell, shape in pairs)
        cost += len(row) * _SMALL * math.log(LARGEST / scale)
        made.append(cells)
    return Spread(tuple(made), scale, cost)


def _heights(rows: Sequence[Sequence[Shape]], room: float) -> list[float]:
    """The rows share the height as theirs are, none less than it needs or more than it uses."""
    asked = [max(each.height for each in row) for row in rows]
    least = [max(each.least for each in row) for row in rows]
    most = [max(each.most for each in row) for row in rows]
    given: dict[int, float] = {}
    while len(given) < len(rows):
        free = [place for place in range(len(rows)) if place not in given]
        share = (room - sum(given.values())) / sum(asked[place] for place in free)
        wrong = next((at for at in free if not least[at] <= asked[at] * share <= most[at]), None)
        if wrong is None:
            given |= {place: asked[place] * share for place in free}
        else:
            given[wrong] = min(max(asked[wrong] * share, least[wrong]), most[wrong])
    return [given[place] for place in range(len(rows))]


def _change(cell: Cell, tall: float, shape: Shape) -> float:
    """How far a picture is from the proportions that it has on the screen, and from filling its
    row: what grows wide is read as well as before, what grows tall less.
    """
    change = math.log(cell.width / cell.height / (shape.width / shape.height))
    return max(change, -_TALL * change) + _EMPTY * math.log(tall / cell.height)
