"""What the Register view shows, and the columns of its table."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from engine.contracts.contract import Contract, register_columns

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engine.contracts.contract import RegisterColumn

FROZEN = 2  # columns that stay at the left: id and supplier
GROUPS = MappingProxyType(
    {
        "identity": "Contract",
        "term": "Term",
        "fee": "Fee",
        "capacity": "Capacity",
        "exit": "Leaving",
        "renewal": "Renewal",
        "clauses": "Clauses",
        "document": "Document",
    }
)
_OWN_GROUPS = {"reference": "document", "currency_note": "document"}  # seldom typed: last
_UNITS = {"$m": "", "$m/month": "a month", "%": "", "%/yr": "a year", "pts/yr": "points a year"}
_UNITS |= {"% of commitment": "of commitment", "% of remaining": "of remaining"}
_UNITS |= {"% of other supply barred": "of other supply"}
_RIGHT = ("whole", "money", "number", "share", "date")
_WIDTHS = {"date": 96, "whole": 84, "money": 92, "number": 92, "share": 92, "flag": 76, "unit": 82}
_OWN_WIDTHS = {
    "id": 88,
    "supplier": 146,
    "service": 126,
    "reference": 140,
    "currency_note": 160,
    "fee_schedule": 180,
}


class CellFault(NamedTuple):
    """What was typed into a cell, and why it was refused."""

    typed: str
    message: str


class RegisterState(NamedTuple):
    """`contracts` in the register's order; `shown` are the places in it of the rows, in theirs.

    `faults` are by a contract's id and a column's key. `sorted_by` is a column's key, empty in
    the register's own order. `note` says what the table holds, `told` what was done last and
    what was refused of it. `begun` is a contract that was just added: its supplier is typed next.
    """

    contracts: tuple[Contract, ...] = ()
    shown: Sequence[int] = ()
    selected: str = ""
    sorted_by: str = ""
    descending: bool = False
    search: str = ""
    faults: Mapping[tuple[str, str], CellFault] = MappingProxyType({})
    note: str = ""
    told: str = ""
    refused: tuple[str, ...] = ()
    begun: str = ""


class TableColumn(NamedTuple):
    """A column as the table shows it. `group` is its heading, in the group's first column."""

    column: RegisterColumn
    group: str
    unit: str
    right: bool
    width: int
    default: object  # of a cell that says nothing

    @property
    def words(self) -> bool:
        """Whether its cells hold the user's own words, such as names."""
        return self.column.kind == "text"


@cache
def table_columns() -> tuple[TableColumn, ...]:
    """The register's columns, those of a group side by side."""
    groups = tuple(GROUPS)
    found = register_columns().values()
    ordered = sorted(found, key=lambda each: groups.index(_group(each)))  # their order stays
    return tuple(
        TableColumn(
            each,
            _group(each),
            _UNITS.get(each.unit, each.unit),
            each.kind in _RIGHT,
            _OWN_WIDTHS.get(each.key, _WIDTHS.get(each.kind, 110)),
            _default(each.key),
        )
        for each in ordered
    )


def _group(column: RegisterColumn) -> str:
    return _OWN_GROUPS.get(column.key, column.group)


def _default(key: str) -> object:
    """The value that a contract has where nothing is said; of those that must be said, no value."""
    return Contract.__dataclass_fields__[key].default
