"""Numbers as they stand in a formula, and by themselves."""

from __future__ import annotations

import math
import random

import pytest

from engine.explanation.digits import ALL, FEWEST, shown, written
from engine.model.catalogue import catalogue

from .reading import computed


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (1250.0, "$m", "$1,250m"),
        (43437.5, "$m", "$43,437.5m"),
        (-126.38434313359187, "$m", "−$126.384m"),
        (1234567.891, "$m", "$1,234,568m"),
        (0.0, "$m", "$0m"),
        (-0.0, "$m", "$0m"),
        (-3.6e-12, "$m", "$0m"),
        (0.4, "$m", "$0.4m"),
        (3500.0, "$m at month-1 prices", "$3,500m"),
        (1250.0, "$m/month", "$1,250m/month"),
        (12000.0, "$m/yr", "$12,000m/yr"),
        (38.0, "$k", "$38k/GPU"),
        (4.1, "$/GPU-h", "$4.10/GPU-h"),
        (4.0, "$/GPU-h", "$4.00/GPU-h"),
        (5.268703898840885, "$/GPU-h", "$5.2687/GPU-h"),
        (2100.0, "$/GPU-month", "$2,100.00/GPU-month"),
        (0.07, "%", "7%"),
        (0.07, "%/month", "7%/month"),
        (0.29, "%/yr", "29%/yr"),
        (0.02, "pts/yr", "2%/yr"),
        (1 / 3, "% of revenue", "33.3333%"),
        (-0.125, "points", "−12.5%"),
        (325.0, "k GPU", "325k GPU"),
        (73.04, "m GPU-h", "73.04m GPU-h"),
        (0.9684415970093508, "x", "0.968442×"),
        (0.05, "GPU-h per $ revenue", "0.05 GPU-h/$"),
        (36.0, "months", "36 months"),
        (1.0, "months", "1 month"),
        (1.0, "days", "1 day"),
        (730.0, "h", "730 h"),
        (1.0, "0/1", "1"),
        (-1.0, "+1/-1", "−1"),
        (17.0, "month #", "17"),
        (10000.0, "HHI", "10,000"),
        (math.nan, "$m", "—"),
        (1e30, "$m", "$1e30m"),
    ],
)
def test_shown(value: float, unit: str, text: str) -> None:
    assert shown(value, unit) == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (5.268703898840885, "$/GPU-h", "$5.2687"),
        (0.07, "%/month", "7%"),
        (12000.0, "$m/yr", "$12,000m"),
        (1250.0, "$m", "$1,250m"),
        (73.04, "m GPU-h/month", "73.04m GPU-h"),
        (0.05, "GPU-h per $ revenue", "0.05 GPU-h/$"),
        (36.0, "months", "36 months"),
        (math.nan, "%/month", "—"),
    ],
)
def test_shown_where_words_say_what_it_is_per(value: float, unit: str, text: str) -> None:
    assert shown(value, unit, per=False) == text


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (591.1122689292663, 4, "$591.1m"),
        (591.1122689292663, 6, "$591.112m"),
        (43437.5, 4, "$43,438m"),
        (999.96, 4, "$1,000m"),
        (0.00123456, 4, "$0.001235m"),
        (3.6e-12, 4, "$0m"),
        (3.6e-12, 12, "$0.0000000000036m"),
        (3.6e-30, 17, "$3.6e-30m"),
        (0.1 + 0.2, 16, "$0.3m"),
        (0.1 + 0.2, 17, "$0.30000000000000004m"),
    ],
)
def test_written(value: float, digits: int, text: str) -> None:
    assert written(value, "$m", digits).text == text


def test_the_text_says_the_number_that_it_is_computed_with() -> None:
    draw = random.Random(7)  # noqa: S311 (numbers, not secrets)
    for _ in range(4000):
        value = draw.choice((-1, 1)) * 10 ** draw.uniform(-14, 18) * draw.choice((0, 1, 1, 1))
        unit = draw.choice(sorted(catalogue().units))
        digits = draw.randint(FEWEST, ALL)
        found = written(value, unit, digits)
        assert computed(found.text) == found.value, (value, unit, digits, found)
        if digits == ALL:
            assert found.value == value
