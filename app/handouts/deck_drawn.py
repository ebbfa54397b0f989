"""What a chart of a deck draws, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from widgets.picture import PictureColumn, PictureTable
    from widgets.states import Axis

_DIRECT_NAME, _DIRECT_SERIES = 28, 9  # what still fits beside the ends of lines
_SERIES_COLOURS = tuple(f"scenario_{place}" for place in range(1, 9))


class Box(NamedTuple):
    """A place on a slide, inches."""

    left: float
    top: float
    width: float
    height: float


class Drawn(NamedTuple):
    """A picture as its chart holds it: all columns have one unit."""

    table: PictureTable
    columns: tuple[PictureColumn, ...]
    names: tuple[str, ...]
    labels: tuple[str, ...]
    every: int  # how many labels from one that is shown to the next
    axis: Axis

    @property
    def style(self) -> str:
        return self.columns[0].style

    @property
    def direct(self) -> bool:
        """Whether lines are named at their ends, and need no legend."""
        names = [self.names[place] for place in self.curves]
        short = all(len(name) <= _DIRECT_NAME for name in names)
        return self.table.kind == "lines" and short and 0 < len(names) <= _DIRECT_SERIES

    @property
    def curves(self) -> tuple[int, ...]:
        """The places of the columns that are not mere dots."""
        return tuple(place for place, each in enumerate(self.columns) if not each.dots)

    def again(self, place: int) -> bool:
        """Whether a legend's line has the colour of one before it."""
        before = (self.ink(each) for each in range(place))
        return not self.direct and self.ink(place) in before

    def ink(self, place: int) -> str:
        """The token of a column's colour."""
        return self.columns[place].colour or _SERIES_COLOURS[place % len(_SERIES_COLOURS)]
