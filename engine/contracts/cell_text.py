"""The cells of a register as people read them; what is read here reads back as the same value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.calendar import YearMonth
from engine.quantity import exact

if TYPE_CHECKING:
    from datetime import date

    from engine.contracts.contract import Contract, RegisterColumn

_STYLES = {"money": "money", "share": "percent", "whole": "count", "number": "count"}


def cell_text(column: RegisterColumn, contract: Contract) -> str:
    """`$1.25B`, `50%`, `36`, `1 Apr 2026`, `Yes`; empty where the cell is blank."""
    value = getattr(contract, column.key)
    if value is None:
        return ""
    if column.kind == "date":
        return day_text(value)
    if column.kind == "flag":
        return "Yes" if value else "No"
    if column.kind == "schedule":
        return "; ".join(f"{month}: {exact(fee, 'money')}" for month, fee in value)
    style = _STYLES.get(column.kind)
    return exact(value, style) if style else str(value)


def day_text(day: date) -> str:
    """`1 Apr 2026`, whatever language the machine speaks."""
    return f"{day.day} {YearMonth(day.year, day.month).name()}"
