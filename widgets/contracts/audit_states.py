"""What the Audit view shows, as frozen values. Texts arrive formatted, numbers computed.

A large register has as many rows as contracts: rows may then be made as they are looked at, and
two such states are the same only where they are one object.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

HIGH, MEDIUM, LOW = "high", "medium", "low"  # severities, the gravest first
GRADES = (HIGH, MEDIUM, LOW)


class Tile(NamedTuple):
    """One figure of the portfolio."""

    key: str
    label: str
    value: str
    note: str = ""
    tip: str = ""


class FindingRow(NamedTuple):
    """One finding. `contract` is an id, empty for one of the whole portfolio."""

    contract: str
    supplier: str
    severity: str
    title: str  # whose it is: "NB-01 · Nimbus"
    kind: str  # "Renewal without a cap"
    amount: str  # "$1.2B", "$0 to $310m"
    message: str
    action: str
    numbers: tuple[str, str] = ("", "")  # $m at stake, at least and at most: for spreadsheets


@dataclass(frozen=True, eq=False)
class FindingsState:
    """Ranked findings. `contracts` and `grades` are those of the rows, a grade by its place."""

    rows: Sequence[FindingRow] = ()
    contracts: Sequence[str] = ()
    grades: Sequence[int] = ()
    message: str = ""  # where there are none


class TableCell(NamedTuple):
    """`copied` is what a spreadsheet gets; `note` stands in small words below the text."""

    text: str
    copied: str = ""
    note: str = ""
    tip: str = ""
    tone: str = ""


class TableColumn(NamedTuple):
    """`heading` may have two lines; `weight` is its share of the width."""

    heading: str
    tip: str = ""
    weight: float = 1.0
    copied: str = ""  # the heading that a spreadsheet gets, with the unit


class ContractRow(NamedTuple):
    """One contract, or the total with an empty id."""

    contract: str
    supplier: str
    label: str
    note: str
    cells: tuple[TableCell, ...]
    tip: str = ""


@dataclass(frozen=True, eq=False)
class ContractTable:
    """`sizes` is (columns, rows): by what a column is sorted; NaN comes last in any order."""

    name: str
    columns: tuple[TableColumn, ...] = ()
    rows: Sequence[ContractRow] = ()
    contracts: Sequence[str] = ()
    sizes: NDArray[np.float64] | None = None
    sorted_by: int = 0  # the column by which it is sorted at first, the largest on top
    total: ContractRow | None = None
    message: str = ""


class AuditState(NamedTuple):
    """`message` is said in place of everything below the date: no contracts, or no answer yet."""

    as_of: str  # "30 Sep 2026"
    tiles: tuple[Tile, ...] = ()
    findings: FindingsState = FindingsState()
    figures: ContractTable = ContractTable("Figures")
    maturity: ContractTable = ContractTable("Maturity")
    selected: str = ""
    note: str = ""  # beside the date: "today", "in the past"
    message: str = ""
    empty: bool = False  # there are no contracts: a button leads to the register
