"""Reading a workbook that Tenor wrote, possibly edited since: its scenarios and what changed.

Cells are found by their defined names and rows by their keys, so both may have moved. Only
stored values are read: no formula is computed, no link followed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.files.atomic import FileError
from engine.files.workbook.cases import EXPORTED, KEYS, NAMES, SELECTED, SELECTOR, Cases
from engine.files.workbook.cells import read_book
from engine.files.workbook.contracts_back import NAMES as CONTRACTS
from engine.files.workbook.contracts_back import ContractsBack
from engine.files.workbook.layout import SCENARIOS
from engine.files.workbook.reading import WorkbookReading
from engine.files.workbook.taken_back import NAMES as ADDED
from engine.files.workbook.taken_back import added
from engine.files.workbook.values import keys
from engine.model.catalogue import catalogue
from engine.model.shape import Shape
from engine.project import single

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from engine.files.workbook.cells import Book
    from engine.files.workbook.reading import CellFault
    from engine.model.supplied import Supply
    from engine.project import Project
    from engine.scenario import Scenario

MAX_TOLD = 10  # faults in the message of an error
MAX_LISTED = 500  # faults, and changed formulas, of a reading
_TABLES = (SELECTOR, NAMES, KEYS, EXPORTED, SELECTED)
_STAMPS = ("tenor_version", "formulas_mark")


def read_workbook(path: Path) -> Scenario:
    """The selected scenario of a workbook as it is now.

    Raises `FileError`: not a workbook or not one of Tenor's, too large, or cell by cell what
    can't be taken.
    """
    return read_selected(path).scenario


def read_selected(path: Path) -> Project:
    """The selected scenario of a workbook alone, with the user's sources.

    Raises `FileError` as `read_workbook` does.
    """
    book = _book(path)
    contracts = ContractsBack(book)
    cases, own = _cases(path, book, contracts.supply), added(book)
    faults = [fault for fault in cases.faults if fault.scenario in ("", cases.shown)]
    faults += [*contracts.faults, *own.faults]
    if faults or cases.selected is None:
        raise FileError(path, _told(faults or cases.faults))
    scenario = replace(cases.found[cases.selected].now, items=own.items)
    return replace(single(scenario), sources=own.sources, attachments=own.attachments)


def read_changes(path: Path) -> WorkbookReading:
    """Every scenario of a workbook, what was changed in it and what can't be taken.

    Raises `FileError`: not a workbook or not one of Tenor's, too large, or none of its
    scenarios can be read.
    """
    # Here, not above: it takes what writes workbooks, which a scenario alone doesn't need.
    from engine.files.workbook.compare import ANCHORS, compare

    book = _book(path, ANCHORS)
    contracts = ContractsBack(book)
    cases, own = _cases(path, book, contracts.supply), added(book)
    if not cases.found:
        raise FileError(path, _told(cases.faults))
    faults = [*cases.faults, *contracts.faults, *own.faults]
    version, mark = _stamp(book, "tenor_version"), _stamp(book, "formulas_mark")
    shape = Shape(own.items, contracts.supply is not None)
    compared = compare(book, cases.columns, shape, mark, version)
    return WorkbookReading(
        version=version,
        selected=cases.selected or 0,
        cases=tuple(case.with_items(own.items) for case in cases.found),
        faults=tuple(faults[:MAX_LISTED]),
        more_faults=max(0, len(faults) - MAX_LISTED),
        formulas=tuple(compared.changes[:MAX_LISTED]),
        more_formulas=max(0, len(compared.changes) - MAX_LISTED),
        notes=tuple(compared.notes),
        items=own.items,
        sources=own.sources,
        attachments=own.attachments,
    )


def _book(path: Path, more: Sequence[str] = ()) -> Book:
    book = read_book(path, (*_TABLES, *_STAMPS, *ADDED, *CONTRACTS, *keys(), *more), (SCENARIOS,))
    if not any(key in book.names for key in catalogue().inputs):
        raise FileError(path, "is not a workbook that Tenor wrote: no cell is named by an input")
    return book


def _cases(path: Path, book: Book, supply: Supply | None) -> Cases:
    # One of them is enough: Tenor 0.1, which wrote single scenarios, knew none of these.
    if any(name in book.names for name in _TABLES):
        lost = next((name for name in (NAMES, KEYS) if name not in book.names), None)
        if lost:
            raise FileError(path, f"its scenarios can't be found: no cells are named {lost}")
    return Cases(book, supply)


def _stamp(book: Book, name: str) -> str:
    place = book.place(name)
    return str(book.value(place) or "")[:100] if place else ""


def _told(faults: Sequence[CellFault]) -> str:
    """Every fault, the first few in words."""
    rest = len(faults) - MAX_TOLD
    more = [f"and {rest} more"] if rest > 0 else []
    return "; ".join([*map(str, faults[:MAX_TOLD]), *more])
