"""How much a table from elsewhere may hold."""

from __future__ import annotations

from typing import NamedTuple


class Limits(NamedTuple):
    """The most that a file may hold. `text` is the characters of a cell that are kept."""

    rows: int = 5000
    columns: int = 200
    cells: int = 1_000_000  # that hold anything
    text: int = 500
    csv_bytes: int = 8 * 2**20
    book_bytes: int = 32 * 2**20
    sheet_bytes: int = 32 * 2**20  # of a workbook, unpacked


USUAL = Limits()
