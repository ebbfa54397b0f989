"""How the numbers of a ledger are painted: all that are seen, in one go.

A delegate would be asked cell by cell, which costs three times as much.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from widgets.language.spoken import said
from widgets.ledger.heads import PADDING, paint_band
from widgets.ledger.heat import STEPS, shade_colour, shades
from widgets.ledger.numbers import NO_VALUE, ZERO, number_text
from widgets.painting import Face, blend, colour, face

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QColor

    from widgets.ledger.model import LedgerModel
    from widgets.tokens import Tokens

ROW_HEIGHT = 24
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class Grid(NamedTuple):
    """The cells to paint. All rows are as high and all columns as wide."""

    rows: range
    columns: range
    left: int  # of the first column, px
    top: int  # of the first row
    width: int  # of a column

    def cell(self, row: int, column: int) -> QRect:
        x = self.left + (column - self.columns.start) * self.width
        y = self.top + (row - self.rows.start) * ROW_HEIGHT
        return QRect(x, y, self.width, ROW_HEIGHT)


class Look(NamedTuple):
    """What the user does with the cells. Places are rows and columns."""

    selected: Sequence[tuple[range, range]] = ()
    current: tuple[int, int] = (-1, -1)
    focused: bool = False
    pointed: tuple[int, int] = (-1, -1)
    heat: bool = False


class CellPainter:
    """Paints cells in the colours of a theme."""

    def __init__(self, model: LedgerModel, tokens: Tokens) -> None:
        self._model = model
        self._plain, self._slanted = face(12), _slanted(12)
        self._bracket = self._plain.width(")")
        self.set_tokens(tokens)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._heat = {step: shade_colour(tokens, step) for step in range(-STEPS, STEPS + 1)}
        self._pointed = blend(tokens.card, tokens.text_muted, 0.14)

    def needed(self) -> int:
        """The width in which every number stands whole, px."""
        state = self._model.state
        if not state.values.size:
            return 0
        longest = ""
        lows = np.fmin.reduce(state.values, axis=1).tolist()
        highs = np.fmax.reduce(state.values, axis=1).tolist()
        for low, high, line, places in zip(lows, highs, state.lines, state.places, strict=True):
            most = -max(-low, high) if low < 0 else high
            text = number_text(most, line.style, places)
            longest = text if len(text) > len(longest) else longest
        return math.ceil(self._plain.width(longest) + self._bracket) + 2 * PADDING

    def paint(self, painter: QPainter, grid: Grid, look: Look, area: QRect) -> None:
        """Everything within `area`, which the grid covers as far as there are cells."""
        tokens = self._tokens
        painter.fillRect(area, colour(tokens.card))
        for row in grid.rows:
            if self._model.entries[row].heading:
                y = grid.cell(row, grid.columns.start).top()
                paint_band(painter, QRect(area.left(), y, area.width(), ROW_HEIGHT), tokens)
            else:
                self._paint_grounds(painter, grid, row, look)
        self._paint_years(painter, grid)
        for row in grid.rows:
            if not self._model.entries[row].heading:
                self._paint_numbers(painter, grid, row, look)
        self._paint_ring(painter, grid, look)

    def _paint_grounds(self, painter: QPainter, grid: Grid, row: int, look: Look) -> None:
        """Heat, the selection, what is pointed at, and the rule below."""
        state, tokens = self._model.state, self._tokens
        columns, line = grid.columns, self._model.entries[row].line
        strip = QRect(grid.cell(row, columns.start))
        if look.heat:
            inside = self._inside()
            found = shades(state.values[line, :inside], state.lines[line].style).tolist()
            for column in range(columns.start, min(columns.stop, inside)):
                if found[column]:
                    painter.fillRect(grid.cell(row, column), self._heat[found[column]])
        for rows, chosen in look.selected:
            if row in rows:
                first, last = max(chosen.start, columns.start), min(chosen.stop, columns.stop)
                box = QRect(grid.cell(row, first))
                box.setWidth((last - first) * grid.width)
                painter.fillRect(box, colour(tokens.accent_soft))
        if look.pointed[0] == row and look.pointed[1] in columns:
            painter.fillRect(grid.cell(row, look.pointed[1]), self._pointed)
        strip.setWidth(len(columns) * grid.width)
        painter.fillRect(QRect(strip.left(), strip.bottom(), strip.width(), 1), colour(tokens.grid))

    def _inside(self) -> int:
        """How many columns begin within the horizon."""
        horizon = self._model.state.horizon
        return bisect_right(self._model.state.heads, horizon, key=lambda head: head.first)

    def _paint_years(self, painter: QPainter, grid: Grid) -> None:
        """A line where a fiscal year begins."""
        heads, height = self._model.state.heads, len(grid.rows) * ROW_HEIGHT
        for column in grid.columns:
            if heads[column].new_year and column:
                x = grid.cell(grid.rows.start, column).left()
                painter.fillRect(QRect(x, grid.top, 1, height), colour(self._tokens.border))

    def _paint_numbers(self, painter: QPainter, grid: Grid, row: int, look: Look) -> None:
        state, line = self._model.state, self._model.entries[row].line
        what, places = state.lines[line], state.places[line]
        style, columns = what.style, grid.columns
        rate = what.kind == "rate" and state.period != "month"
        muted = rate and not look.heat  # on a shade only the slant says so
        painter.setFont((self._slanted if rate else self._plain).font)
        values = state.values[line, columns.start : columns.stop].tolist()
        box = QRectF(grid.cell(row, columns.start)).adjusted(0, 0, -PADDING, -1)
        # Brackets hang over, so that the digits stand below one another.
        inner = box.adjusted(0, 0, -self._bracket, 0)
        inside = self._inside() - columns.start
        ink: QColor | None = None
        for at, value in enumerate(values):
            if text := number_text(value, style, places):
                wanted = self._ink(text, muted=muted or at >= inside)
                if wanted is not ink:
                    painter.setPen(wanted)
                    ink = wanted
                place = box if text[-1] == ")" else inner
                painter.drawText(place.translated(at * grid.width, 0), _RIGHT, said(text))

    def _ink(self, text: str, *, muted: bool) -> QColor:
        tokens = self._tokens
        if text == NO_VALUE:
            return colour(tokens.undisclosed)
        return colour(tokens.text_muted if muted or text == ZERO else tokens.text)

    def _paint_ring(self, painter: QPainter, grid: Grid, look: Look) -> None:
        """Round the cell that the keyboard is at."""
        row, column = look.current
        if row not in grid.rows or column not in grid.columns:
            return
        if self._model.entries[row].heading:
            return
        tokens = self._tokens
        painter.setBrush(Qt.BrushStyle.NoBrush)
        ink = colour(tokens.accent) if look.focused else blend(tokens.card, tokens.accent, 0.6)
        painter.setPen(QPen(ink, 2.0))
        painter.drawRect(QRectF(grid.cell(row, column)).adjusted(1, 1, -1, -1))


def _slanted(size: int) -> Face:
    font = QFont(face(size).font)
    font.setItalic(True)
    return Face(font)
