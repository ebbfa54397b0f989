"""What every picture offers besides its paint: its numbers as a table, and one sentence.

For screen readers, for "copy as data", for native charts in a deck: one table serves all.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol, runtime_checkable

from engine import quantity

if TYPE_CHECKING:
    from collections.abc import Iterable

# How a deck draws it: curves over months; bars side by side, stacked, or lying; dots; or only
# as a table, such as a heat map.
Kind = Literal["lines", "bars", "stacked", "lying_bars", "dots", "table"]

ABSENT = "—"  # of a value that does not exist
# What the bare numbers of a style are in; the others say it by themselves.
UNITS = {"money": "$m", "thousands": "$k", "price": "$", "gpus": "k GPU", "gpu_hours": "m GPU-h"}


class PictureColumn(NamedTuple):
    """One series. `values` has one number a row, None where there is none.

    `style` is a style of `engine.quantity`: money, price, percent, count and so on. `texts` are
    given where the style can't say a value: a date, or a text without any number.
    """

    name: str
    values: tuple[float | None, ...]
    style: str
    colour: str = ""  # the name of a token
    dashed: bool = False
    texts: tuple[str, ...] = ()
    dots: bool = False  # lone points where the others are curves

    def text(self, place: int) -> str:
        """A value as people read it."""
        if self.texts:
            return self.texts[place]
        value = self.values[place]
        return ABSENT if value is None else quantity.short(value, self.style)


class PictureTable(NamedTuple):
    """A picture's numbers, unrounded: `rows` are what its first column says (`Apr 2026`).

    Lying bars begin at `base` where it is given. `floating` ones run from the first column's
    value to the second's, as in a waterfall. A dashed column of stacked areas is a line.
    """

    title: str
    subtitle: str
    kind: Kind
    rows_name: str  # "Month", "Input"
    rows: tuple[str, ...]
    columns: tuple[PictureColumn, ...]
    values_name: str = ""  # the unit, for an axis: "$ per month"
    note: str = ""  # why there is nothing, where there is nothing
    sentence: str = ""  # what the picture says, without what its keys do
    base: float | None = None
    floating: bool = False


def numbers(values: Iterable[float | None]) -> tuple[float | None, ...]:
    """Numbers as Python has them; None for what does not exist or is not finite."""
    return tuple(
        float(value) if value is not None and math.isfinite(value) else None for value in values
    )


def nothing(title: str, note: str, subtitle: str = "") -> PictureTable:
    """Of a picture that shows nothing, and says why."""
    return PictureTable(title, subtitle, "table", "", (), (), note=note, sentence=note)


@runtime_checkable
class Picture(Protocol):
    """A widget that is a picture. Its accessible name is its title, its description a sentence."""

    def picture_table(self) -> PictureTable: ...
