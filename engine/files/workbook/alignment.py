"""Where the rows and columns of a written sheet stand after somebody edited it.

Rows are known by their keys, columns by the titles over them. What has neither moves with
its neighbours, if both moved alike.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from engine.files.workbook.cells import FormulaText

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.files.workbook.cells import Grid
    from engine.files.workbook.expected import ExpectedSheet

_HEAD = "Key"  # over the keys, left of the titles
_HEAD_ROWS, _HEAD_COLUMNS = 60, 30  # within which it is looked for
_FORMULA = "="  # a title that is computed


class Alignment(NamedTuple):
    """New rows and columns by old ones, from 1; what is gone is left out."""

    rows: Mapping[int, int]
    columns: Mapping[int, int]
    names: int  # the column of keys, now
    still: bool  # nothing moved

    def place(self, row: int, column: int) -> tuple[int, int] | None:
        if row not in self.rows or column not in self.columns:
            return None
        return self.rows[row], self.columns[column]


def align(sheet: ExpectedSheet, grid: Grid, known: Mapping[int, int]) -> Alignment | None:
    """`known` are columns by what else is known of them.

    None where the head is lost, or columns can't be told from one another any more.
    """
    written = _noted(sheet)
    old, new = _head(written), _head(grid)
    if old is None or new is None:
        return None
    last_row, last_column = (max(each) for each in zip(*written, strict=True))
    titles = {at: _sign(value) for (row, at), value in written.items() if row == old[0]}
    now = {at: _sign(value) for (row, at), value in grid.items() if row == new[0]}
    if _count(titles) != _count(now):
        return None  # months were put in or taken out
    found = _paired(
        {at: title for at, title in titles.items() if at not in known},
        {at: title for at, title in now.items() if at not in known.values()},
    )
    columns = _filled({**found, **known}, last_column)
    texts = {row: _sign(value) for (row, at), value in written.items() if at == old[1]}
    kept = {row: _sign(value) for (row, at), value in grid.items() if at == new[1]}
    rows = _filled(_paired(texts, kept), last_row)
    if len(columns) < last_column:
        return None
    every = [*rows.items(), *columns.items()]
    still = len(rows) == last_row and all(before == after for before, after in every)
    return Alignment(rows, columns, new[1], still)


def _noted(sheet: ExpectedSheet) -> Grid:
    found: Grid = {place: text for place, text in sheet.texts.items() if text}
    return found | {place: FormulaText(text) for place, text in sheet.formulas.items()}


def _head(grid: Grid) -> tuple[int, int] | None:
    places = [
        place
        for place, value in grid.items()
        if value == _HEAD and place[0] <= _HEAD_ROWS and place[1] <= _HEAD_COLUMNS
    ]
    return min(places, default=None)


def _sign(value: object) -> str:
    return _FORMULA if isinstance(value, FormulaText) else str(value)


def _count(titles: Mapping[int, str]) -> int:
    return sum(title == _FORMULA for title in titles.values())


def _paired(old: Mapping[int, str], new: Mapping[int, str]) -> dict[int, int]:
    """Places with the same text, the first with the first and so on."""
    left: dict[str, list[int]] = defaultdict(list)
    for place in sorted(new):
        left[new[place]].append(place)
    pairs = {}
    for place in sorted(old):
        if left[old[place]]:
            pairs[place] = left[old[place]].pop(0)
    return pairs


def _filled(pairs: dict[int, int], last: int) -> dict[int, int]:
    """With what has no text of its own, between two that moved alike or at an end."""
    known = sorted(pairs)
    if not known:
        return {}
    found = dict(pairs)
    taken = set(pairs.values())
    for place in range(1, last + 1):
        if place in pairs:
            continue
        before = max((each for each in known if each < place), default=None)
        after = min((each for each in known if each > place), default=None)
        shifts = {pairs[each] - each for each in (before, after) if each is not None}
        if len(shifts) == 1 and (new := place + shifts.pop()) >= 1 and new not in taken:
            found[place] = new
    return found
