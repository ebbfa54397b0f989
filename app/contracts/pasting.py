"""Cells from a spreadsheet into the register, through the reader that files go through.

With headings that are known, rows become contracts: of an id that is there, the columns that
were pasted take the place of what it has; others are added. Without, cells are laid over the
table from the cell that the keyboard is at, and what reaches below the last row is added.
"""

from __future__ import annotations

import csv
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from app.contracts.register_edits import entered, merged
from engine.contracts.contract import MOST_CONTRACTS
from engine.files.amounts import CellError
from engine.files.atomic import FileError
from engine.files.columns import Column, column_place
from engine.files.register.columns import contract_table
from engine.files.register.mapping import guess
from engine.files.register.read import take_contracts
from engine.files.register.sheet import MAX_CELL, RegisterSheet
from engine.files.register.words import column_of
from widgets.language.spoken import heard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.contracts.contract import Contract

MAX_TEXT = 64 * 2**20  # characters of a clipboard that are looked at
_WHERE = Path("clipboard")


class Anchor(NamedTuple):
    """Where cells are laid: the ids of the rows from there on, and the keys of the columns."""

    ids: Sequence[str]
    keys: Sequence[str]


class Pasted(NamedTuple):
    """`refused` names cells: `row 3, Term: '3 years ago' is not a number of months; …`."""

    contracts: tuple[Contract, ...]
    changed: int
    added: tuple[str, ...]  # ids
    refused: tuple[str, ...]

    def summary(self) -> str:
        """What came of it, in one line."""
        done = [
            f"{count:,} {'contract' if count == 1 else 'contracts'} {what}"
            for count, what in ((self.changed, "changed"), (len(self.added), "added"))
            if count
        ]
        if self.refused:
            cells = "1 cell" if len(self.refused) == 1 else f"{len(self.refused):,} cells"
            done.append(f"{cells} refused: {self.refused[0]}")
        return " · ".join(done) or "Nothing was pasted: it is the same"


def paste(contracts: tuple[Contract, ...], text: str, anchor: Anchor) -> Pasted:
    """What a clipboard's text makes of the contracts. Raises `FileError`, `CellError`."""
    lines = _lines(text)
    if not lines:
        raise CellError("there is no text to paste")
    if _is_header(lines[0]) and len(lines) > 1:
        keys = [column_of(cell, contract_table())[0] for cell in lines[0]]
        return _table(contracts, lines[0], _heard(lines[1:], keys))
    return _block(contracts, _heard(lines, anchor.keys), anchor)


def _heard(lines: Sequence[Sequence[str]], keys: Sequence[str]) -> list[list[str]]:
    """Quantities and dates in the form that is read; words stay as they are."""
    columns = contract_table().columns
    worded = [key not in columns or columns[key].kind == "text" for key in keys]
    return [
        [
            text if place >= len(worded) or worded[place] else heard(text)
            for place, text in enumerate(line)
        ]
        for line in lines
    ]


def _lines(text: str) -> list[list[str]]:
    if len(text) > MAX_TEXT:
        raise CellError("the clipboard holds too much; allowed: an import of the file")
    rows = csv.reader(StringIO(text.replace("\0", ""), newline=""), delimiter="\t")
    try:
        found = [[" ".join(cell[:MAX_CELL].split()) for cell in row] for row in rows]
    except csv.Error as error:
        raise CellError(f"the clipboard can’t be read: {error}") from None
    return [row for row in found if any(row)]


def _is_header(cells: Sequence[str]) -> bool:
    """Whether a line names columns: two at least, and most of its cells."""
    named = [column_of(cell, contract_table())[0] for cell in cells if cell]
    return len(cells) > 1 and sum(map(bool, named)) >= max(2, len(named) / 2)


def _sheet(header: Sequence[str], lines: Sequence[Sequence[str]], first: int) -> RegisterSheet:
    columns = tuple(
        Column(
            text,
            column_place(place),
            tuple((line[place] if place < len(line) else "") or None for line in lines),
        )
        for place, text in enumerate(header)
    )
    table = contract_table()
    return RegisterSheet("the clipboard", (), "", table, columns, len(lines), first, ".", {})


def _table(
    contracts: tuple[Contract, ...], header: Sequence[str], lines: Sequence[Sequence[str]]
) -> Pasted:
    sheet = _sheet(header, lines, 2)
    mapping = guess(sheet).mapping
    reading = take_contracts(_WHERE, sheet, mapping)
    held = [key for key, place in mapping.columns.items() if place is not None]
    by_id = {each.id: each for each in contracts}
    named = mapping.columns.get("id") is not None
    new: list[Contract] = []
    changes: dict[str, Contract] = {}
    for each in reading.contracts:
        known = by_id.get(each.id) if named else None
        if known is not None:
            changes[each.id] = replace(known, **{key: getattr(each, key) for key in held})
        else:
            new.append(each)
    refused = tuple(_words(each.row, each.column, each.message) for each in reading.rejected)
    return _joined(contracts, changes, new, refused)


def _block(contracts: tuple[Contract, ...], lines: list[list[str]], anchor: Anchor) -> Pasted:
    by_id = {each.id: each for each in contracts}
    ids = set(by_id)
    changes: dict[str, Contract] = {}
    refused: list[str] = []
    for number, (line, contract) in enumerate(zip(lines, anchor.ids, strict=False), 1):
        now = by_id[contract]
        for text, key in zip(line, anchor.keys, strict=False):
            taken = ids if key == "id" and text != now.id else ()
            try:
                changed = entered(now, key, text, taken)
            except CellError as error:
                refused.append(_words(number, key, str(error)))
                continue
            if changed.id != now.id:
                ids = (ids - {now.id}) | {changed.id}
            now = changed
        changes[contract] = now
    new: list[Contract] = []
    below = lines[len(anchor.ids) :]
    if below:
        width = max(map(len, below))
        sheet = _sheet(anchor.keys[:width], below, len(anchor.ids) + 1)
        try:
            reading = take_contracts(_WHERE, sheet, guess(sheet).mapping)
        except FileError as error:
            refused.append(f"rows below the last one: {error.fault}")
        else:
            new = list(reading.contracts)
            refused += [_words(each.row, each.column, each.message) for each in reading.rejected]
    return _joined(contracts, changes, new, tuple(refused))


def _joined(
    contracts: tuple[Contract, ...],
    changes: dict[str, Contract],
    new: Sequence[Contract],
    refused: tuple[str, ...],
) -> Pasted:
    """`changes` are by the ids that the contracts had."""
    changed = sum(each != changes.get(each.id, each) for each in contracts)
    kept = tuple(changes.get(each.id, each) for each in contracts)
    if len(kept) + len(new) > MOST_CONTRACTS:
        raise CellError(f"a register holds up to {MOST_CONTRACTS:,} contracts")
    joined, _ = merged(kept, new)
    return Pasted(joined, changed, tuple(each.id for each in joined[len(kept) :]), refused)


def _words(row: int, key: str, message: str) -> str:
    label = contract_table().columns[key].label if key else "the whole row"
    return f"row {row}, {label}: {message}"
