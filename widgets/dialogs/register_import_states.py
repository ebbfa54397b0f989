"""What the import of contracts shows."""

from __future__ import annotations

from typing import NamedTuple


class ImportColumn(NamedTuple):
    """One column of the file. `key` is what it becomes, empty where it is left out.

    `mark` says what that rests on, such as "from the header"; `samples` are its first cells.
    """

    title: str
    samples: str
    key: str = ""
    mark: str = ""
    doubtful: bool = False  # somebody should look at it


class RefusedCell(NamedTuple):
    """A cell that can't be taken: its row in the file, its column, what it holds, and why."""

    row: str
    column: str
    value: str
    message: str


class RegisterImportState(NamedTuple):
    """What the dialog shows.

    `keys` are all columns that a register has, with their labels; `rows` are the file's first
    ones. `held` is how many contracts the register has: they may be kept or replaced.
    """

    file: str
    sheets: tuple[str, ...]  # empty where there is no choice
    sheet: int
    columns: tuple[ImportColumn, ...]
    keys: tuple[tuple[str, str], ...]
    row_names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    units: tuple[tuple[str, str], ...]
    unit: str
    orders: tuple[str, ...]
    order: int
    summary: str
    valid: bool
    notices: tuple[str, ...] = ()
    refused: tuple[RefusedCell, ...] = ()
    more: int = 0  # refused cells beyond those
    held: int = 0
    replaces: bool = False
    busy: bool = False
    cell: tuple[int, int] | None = None  # the first refused one among the rows that are shown
