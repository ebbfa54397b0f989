"""Months of the timeline as dates: month 1 is the scenario's start month."""

from __future__ import annotations

import re
from typing import NamedTuple

_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class YearMonth(NamedTuple):
    """A calendar month."""

    year: int
    month: int

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"

    def plus(self, months: int) -> YearMonth:
        years, month = divmod(self.month - 1 + months, 12)
        return YearMonth(self.year + years, month + 1)

    def name(self) -> str:
        """`Apr 2026`."""
        return f"{_NAMES[self.month - 1]} {self.year}"

    def quarter(self, fiscal_start: int = 1) -> str:
        """`Q2 2026`; `Q1 FY2027` where the fiscal year doesn't start in January.

        A fiscal year is named after the calendar year in which it ends.
        """
        if fiscal_start == 1:
            return f"Q{(self.month - 1) // 3 + 1} {self.year}"
        shifted = self.plus(1 - fiscal_start)
        return f"Q{(shifted.month - 1) // 3 + 1} FY{shifted.year + 1}"


def months_between(first: YearMonth, second: YearMonth) -> int:
    """How many months `second` is after `first`; negative where it is before."""
    return (second.year - first.year) * 12 + second.month - first.month


DEFAULT_START = YearMonth(2026, 4)


def parse_year_month(text: str) -> YearMonth:
    """`2026-04` as a month. Raises `ValueError` saying what is allowed."""
    match = re.fullmatch(r"([0-9]{4})-([0-9]{2})", text.strip())
    if match and 1 <= int(match[2]) <= 12 and 1900 <= int(match[1]) <= 2200:
        return YearMonth(int(match[1]), int(match[2]))
    raise ValueError(f"{text!r} is not a month; write it as 2026-04")


def quarter_phase(start: YearMonth, fiscal_start: int) -> int:
    """Months of the quarter already gone at month 1: 0, 1 or 2."""
    return (start.month - fiscal_start) % 3
