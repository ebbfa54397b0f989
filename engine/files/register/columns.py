"""The two tables that are read and written: contracts and quotes, by their columns."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from engine.contracts.contract import MOST_CONTRACTS, RegisterColumn, register_columns
from engine.contracts.quote import MOST_QUOTES
from engine.model.tables import read_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

_QUOTE_COLUMNS = Path(__file__).with_name("quote_columns.tsv")
_MOST_TEXT = 200  # characters
_LONGER: Mapping[str, int] = MappingProxyType({"reference": 500, "currency_note": 500})


class Table(NamedTuple):
    """What a file may hold. `needed` are the columns without which a row means nothing."""

    name: str  # `contract` or `quote`
    columns: Mapping[str, RegisterColumn]
    needed: tuple[str, ...]
    most: int  # rows


@cache
def contract_table() -> Table:
    needed = ("start", "term_months", "monthly_fee")
    return Table("contract", register_columns(), needed, MOST_CONTRACTS)


@cache
def quote_table() -> Table:
    columns = {row["key"]: _column(row) for row in read_rows(_QUOTE_COLUMNS)}
    return Table("quote", MappingProxyType(columns), ("day", "price"), MOST_QUOTES)


def most_text(key: str) -> int:
    """How many characters a text of a column may have."""
    return _LONGER.get(key, 1000 if key == "conditions" else _MOST_TEXT)


def _column(row: Mapping[str, str]) -> RegisterColumn:
    low, high = (float(row[each]) if row[each] else None for each in ("minimum", "maximum"))
    return RegisterColumn(
        row["key"], row["label"], row["kind"], row["unit"], low, high, row["group"], row["meaning"]
    )
