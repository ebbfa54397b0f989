"""The Scenarios page's tables between two frames: only one column moves under a slider.

What the other scenarios give is kept; `app.scenarios.tables` makes the tables whole, and does so
whenever anything but the current scenario's numbers changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.scenarios.tables import (
    Case,
    columns,
    differing,
    figure_places,
    figure_row,
    figures_table,
    input_row,
    inputs_table,
    read_at,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.model.catalogue import Figure
    from widgets.comparison.states import Cell, Row, TableState

_Range = tuple[float, float] | None


class Others:
    """The cases that stand while one moves."""

    def __init__(self, cases: Sequence[Case], current: int) -> None:
        self.cases = [each for each in cases if each.entry.id != current]
        places = [place for place, each in enumerate(cases) if each.entry.id == current]
        self.place = places[0] if places else None  # of the one that moves
        self.ranges = [self._range(row) for row in range(len(figure_places()))]
        self.differing = differing(self.cases) if self.cases else frozenset()

    def stand(self, cases: Sequence[Case], current: int) -> bool:
        """Whether all but the current one are as they were."""
        if len(cases) != len(self.cases) + (self.place is not None):
            return False
        if self.place is not None and cases[self.place].entry.id != current:
            return False
        now = (each for each in cases if each.entry.id != current)
        return all(case is known for case, known in zip(now, self.cases, strict=False))

    def _range(self, row: int) -> _Range:
        """The lowest and highest of a figure among them; None where none of them has it."""
        values = [value for each in self.cases if (value := each.cells[row].value) is not None]
        return (min(values), max(values)) if values else None


class StandingTables:
    """Both tables, kept from frame to frame."""

    def __init__(self) -> None:
        self._others: Others | None = None
        self._figures: TableState | None = None
        self._inputs: TableState | None = None
        self._moved: Case | None = None  # the moving case of the last frame
        self._ranges: list[_Range] = []  # of all cases, as the figures were marked last

    def show(
        self, cases: Sequence[Case], current: int, kept: frozenset[str]
    ) -> tuple[TableState, TableState]:
        """The tables of the cases; `kept` are the inputs that stay in sight."""
        others = self._others
        if others is None or others.place is None or not others.stand(cases, current):
            others = self._others = Others(cases, current)
            self._figures = figures_table(cases, self._figures, current)
            self._inputs = inputs_table(cases, kept, self._inputs, current)
            moving = None if others.place is None else cases[others.place]
            self._ranges = [_widened(known, moving, row) for row, known in enumerate(others.ranges)]
        else:
            self._figures = self._moved_figures(cases, others, others.place)
            self._inputs = self._moved_inputs(cases, others.place, kept)
        self._moved = None if others.place is None else cases[others.place]
        return self._figures, self._inputs

    def differing(self, cases: Sequence[Case], current: int) -> frozenset[str]:
        """The inputs of which the cases have more than one value."""
        others = self._others
        if others is None or others.place is None or not others.stand(cases, current):
            return differing(cases) if cases else frozenset()
        if not others.cases:
            return frozenset()
        moving = cases[others.place].entry.scenario.values
        standing = others.cases[0].entry.scenario.values
        return others.differing | {key for key, value in moving.items() if value != standing[key]}

    # Figures ---------------------------------------------------------------------------------

    def _moved_figures(self, cases: Sequence[Case], others: Others, place: int) -> TableState:
        assert self._figures is not None
        moving = cases[place]
        rows = list(self._figures.rows)
        for number, (figure, _part) in enumerate(figure_places()):
            found = _widened(others.ranges[number], moving, number)
            if found == self._ranges[number]:
                cell = _cell(figure, moving, number, found)
                rows[number] = _with_cell(rows[number], place, cell)
            else:  # another scenario may be the best or the worst now
                self._ranges[number] = found
                rows[number] = figure_row(cases, number, rows[number])
        return self._figures._replace(
            corner=read_at(moving.result), columns=columns(cases, moving.entry.id), rows=tuple(rows)
        )

    # Inputs ----------------------------------------------------------------------------------

    def _moved_inputs(self, cases: Sequence[Case], place: int, kept: frozenset[str]) -> TableState:
        assert self._inputs is not None
        assert self._moved is not None
        current = cases[place].entry.id
        shown = {row.key for row in self._inputs.rows if row.cells}
        if self.differing(cases, current) | kept != shown:
            return inputs_table(cases, kept, self._inputs, current)
        last, now = self._moved.entry.scenario.values, cases[place].entry.scenario.values
        rows = tuple(
            input_row(row.key, cases, row) if row.cells and now[row.key] != last[row.key] else row
            for row in self._inputs.rows
        )
        return self._inputs._replace(columns=columns(cases, current), rows=rows)


def _widened(known: _Range, moving: Case | None, row: int) -> _Range:
    value = None if moving is None else moving.cells[row].value
    if value is None:
        return known
    return (value, value) if known is None else (min(known[0], value), max(known[1], value))


def _cell(figure: Figure, moving: Case, row: int, found: _Range) -> Cell:
    """The moving one's cell, marked if it is the best or the worst of all."""
    value, plain, best, worst = moving.cells[row]
    if value is None or found is None or not figure.better or found[0] == found[1]:
        return plain
    low, high = (worst, best) if figure.better == "higher" else (best, worst)
    return high if value == found[1] else low if value == found[0] else plain


def _with_cell(row: Row, place: int, cell: Cell) -> Row:
    if row.cells[place] == cell:
        return row
    return row._replace(cells=(*row.cells[:place], cell, *row.cells[place + 1 :]))
