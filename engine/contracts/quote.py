"""A quote as it was received: who offers what from when at which price."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engine.extra import NOTHING, Extra

if TYPE_CHECKING:
    from datetime import date

PRICE_UNITS = ("gpu_hour", "gpu_month", "mw_month")
MOST_QUOTES = 5_000


@dataclass(frozen=True, slots=True)
class Quote:
    """One quote. `price` is in plain dollars a `price_unit`, not in $m.

    `capacity` is in `capacity_unit`, as a contract's is. `added` is the day on which it was
    entered: what is newer than the last look is new.
    """

    id: str
    supplier: str
    day: date
    price: float
    price_unit: str = "gpu_hour"
    capacity: float | None = None
    capacity_unit: str = ""
    term_months: int | None = None
    conditions: str = ""
    reference: str = ""
    added: date | None = None
    extra: Extra = field(default_factory=lambda: NOTHING)
