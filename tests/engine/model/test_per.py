"""No rate and no percentage stands alone."""

from __future__ import annotations

import pytest

from engine.model.catalogue import catalogue
from engine.model.per import per_text
from engine.model.tables import read_table

MODEL = catalogue()
EVERYTHING = {**MODEL.inputs, **{each.key: each for each in MODEL.formulas()}, **MODEL.figures}


@pytest.mark.parametrize("key", EVERYTHING)
def test_a_percentage_says_of_what_and_a_rate_per_what(key: str) -> None:
    unit = EVERYTHING[key].unit
    if MODEL.style(unit) == "percent":
        assert per_text(MODEL, key)
    if "/month" in unit or unit in ("$m/yr", "%/yr"):
        assert any(word in per_text(MODEL, key) for word in ("month", "year", "price a year"))


def test_every_row_of_the_table_is_about_something() -> None:
    keys = [row["key"] for row in read_table("per")]
    assert len(set(keys)) == len(keys)
    assert set(keys) <= set(EVERYTHING) - set(MODEL.inputs)


@pytest.mark.parametrize(
    ("key", "per"),
    [
        ("revenue", "a month"),
        ("cash_balance", ""),
        ("market_price", "a GPU-hour"),
        ("revenue_growth", "a month"),
        ("termination_fee_pct", "of remaining"),
        ("served_ratio", "of the inference need"),
        ("month", ""),
    ],
)
def test_words(key: str, per: str) -> None:
    assert per_text(MODEL, key) == per
