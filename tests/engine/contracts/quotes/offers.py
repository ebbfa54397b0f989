"""Small builders of quotes for the tests."""

from __future__ import annotations

import math
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from engine.contracts.quote import Quote

if TYPE_CHECKING:
    from collections.abc import Sequence


def quote(key: str, day: date, price: float, unit: str = "gpu_hour", supplier: str = "") -> Quote:
    return Quote(key, supplier or f"Supplier {key}", day, price, unit)


def monthly(prices: Sequence[float], year: int = 2024) -> list[Quote]:
    """One quote a month, on its first day, from January."""
    return [
        quote(f"q{place}", date(year + place // 12, place % 12 + 1, 1), price)
        for place, price in enumerate(prices)
    ]


def scattered(count: int, sd: float, seed: int = 1) -> list[Quote]:
    """Months of a market that starts at $6 and falls 20% a year, with lognormal scatter."""
    noise = np.random.default_rng(seed).normal(0, sd, count)
    logs = math.log(6) + math.log(0.8) * np.arange(count) / 12 + noise
    return monthly([float(price) for price in np.exp(logs)])
