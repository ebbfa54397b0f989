"""What a deck's charts are drawn on: labels of rows, months named by quarter, value axes."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

import numpy as np

from app.axes import value_axis, whole_places
from app.handouts.deck_text import shortened
from engine.calendar import YearMonth
from widgets.states import Axis, Tick

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from widgets.picture import PictureColumn, PictureTable

MAX_LABEL = 70
_MOST_LABELS = 9  # along an axis
_RANGE = " to "  # between the two ends of a range
_MOST_BARS = 16  # that each have a label
_WHOLE = ("month", "quarter")  # styles of numbers that count
_YEAR = re.compile(r"\b\d{4}\b")
_QUARTERS = (3, 6, 12, 24)  # months from one label to the next


def month_of(text: str) -> YearMonth | None:
    """The month whose name a text is; None for all other texts."""
    found = _YEAR.search(text)
    if found is None:
        return None
    months = (YearMonth(int(found[0]), month) for month in range(1, 13))
    return next((each for each in months if each.name() == text), None)


def labels_of(table: PictureTable, fiscal_start: int) -> tuple[tuple[str, ...], int]:
    """The rows as the axis names them, and how many it is from one that is named to the next.

    Where there are many, those between have no name: not every program leaves out the labels
    that it is told to. Months in a row are named by their quarters, ranges by where they begin.
    """
    rows = table.rows
    if table.kind == "lying_bars" or len(rows) <= _MOST_BARS:
        return _named(rows), 1
    every = math.ceil(len(rows) / _MOST_LABELS)
    if all(_RANGE in row for row in rows):
        rows = tuple(row.partition(_RANGE)[0] for row in rows)
    start = month_of(rows[0])
    if start is not None and _in_a_row(start, rows):
        every = next((each for each in _QUARTERS if each >= every), _QUARTERS[-1])
        rows = tuple(start.plus(place).quarter(fiscal_start) for place in range(len(rows)))
    return _named("" if place % every else row for place, row in enumerate(rows)), every


def _named(rows: Iterable[str]) -> tuple[str, ...]:
    return tuple(shortened(row, MAX_LABEL) for row in rows)


def _in_a_row(start: YearMonth, rows: Sequence[str]) -> bool:
    return all(start.plus(place).name() == row for place, row in enumerate(rows))


def value_axis_of(table: PictureTable, columns: Sequence[PictureColumn]) -> Axis:
    """An axis that holds the columns, from a round number to another."""
    numbers = np.array(
        [[np.nan if value is None else value for value in each.values] for each in columns]
    )
    if table.kind == "stacked":
        over = np.array([each.dashed for each in columns])
        known = np.nan_to_num(numbers[~over])
        below, above = known.clip(max=0.0).sum(axis=0), known.clip(min=0.0).sum(axis=0)
        numbers = np.vstack([numbers[over], below, above])
    finite = numbers[np.isfinite(numbers)]
    close = bool(finite.size) and float(finite.min()) > float(finite.max()) / 2 > 0
    zero = table.base is None and not (close and table.kind in ("lines", "dots"))
    found = value_axis(list(numbers), columns[0].style, zero=zero)
    return _whole(found) if columns[0].style in _WHOLE else found


def _whole(axis: Axis) -> Axis:
    """An axis of whole numbers: there is no quarter two and a half."""
    low, high = math.floor(axis.minimum), math.ceil(axis.maximum)
    places = whole_places(low, high)
    ticks = tuple(Tick(float(place), str(place)) for place in places)
    last = places[-1] if places[-1] >= high else places[-1] + places.step
    return Axis(float(places[0]), float(last), ticks)
