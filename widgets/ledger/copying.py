"""A ledger on the clipboard: periods above, labels and units left, numbers with all digits."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from widgets.comparison.clipboard import Piece, piece
from widgets.ledger.numbers import number_text

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from widgets.ledger.model import LedgerModel
    from widgets.ledger.states import PeriodHead

Cells = set[tuple[int, int]]  # rows and columns


def whole(model: LedgerModel) -> list[list[Piece]]:
    """All that is shown, sections' headings included."""
    columns = range(len(model.state.heads))
    return [_heading(model, columns)] + [
        _line(model, row, columns) for row in range(len(model.entries))
    ]


def part(model: LedgerModel, cells: Cells) -> list[list[Piece]]:
    """Some cells with the headings of their rows and columns; what lies between is left empty."""
    rows = sorted({row for row, _ in cells if not model.entries[row].heading})
    columns = sorted({column for _, column in cells})
    if not rows:
        return []
    return [_heading(model, columns)] + [_line(model, row, columns, cells) for row in rows]


def single(model: LedgerModel, row: int, column: int) -> list[list[Piece]]:
    """One number by itself."""
    return [[_number(model, row, column)]]


def _heading(model: LedgerModel, columns: Sequence[int]) -> list[Piece]:
    heads = [_head(model.head(column)) for column in columns]
    return [Piece(text, heading=True) for text in ("Line item", "Unit", *heads)]


def _head(head: PeriodHead) -> str:
    return f"{head.name} ({head.detail})" if head.partial else head.name


def _line(
    model: LedgerModel, row: int, columns: Sequence[int], cells: Collection[tuple[int, int]] = ()
) -> list[Piece]:
    line = model.line(row)
    if line is None:
        section = model.entries[row].section
        return [Piece(section, heading=True), *(Piece("") for _ in range(len(columns) + 1))]
    numbers = (
        _number(model, row, column) if not cells or (row, column) in cells else Piece("")
        for column in columns
    )
    return [Piece(line.label), Piece(line.unit), *numbers]


def _number(model: LedgerModel, row: int, column: int) -> Piece:
    """In the model's unit with every digit; empty where there is no value."""
    entry, state = model.entries[row], model.state
    value = float(state.values[entry.line, column]) + 0.0
    if not math.isfinite(value):
        return Piece("")
    style = state.lines[entry.line].style
    text = number_text(value, style, state.places[entry.line])
    return piece(text, repr(value), kind="percent" if style == "percent" else "")
