"""No rate and no percentage stands alone."""

from __future__ import annotations

import pytest

from engine.model.catalogue import catalogue
from engine.model.custom import CustomItem, model_with
from engine.model.per import per_text
from engine.model.tables import read_table

MODEL = catalogue()
UNITS = {
    **{key: each.unit for key, each in MODEL.inputs.items()},
    **{each.key: each.unit for each in MODEL.formulas()},
    **{key: each.unit for key, each in MODEL.figures.items()},
}


@pytest.mark.parametrize("key", UNITS)
def test_a_percentage_says_of_what_and_a_rate_per_what(key: str) -> None:
    unit = UNITS[key]
    if MODEL.style(unit) == "percent":
        assert per_text(MODEL, key)
    if "/month" in unit or unit in ("$m/yr", "%/yr"):
        assert any(word in per_text(MODEL, key) for word in ("month", "year", "price a year"))


def test_every_row_of_the_table_is_about_something() -> None:
    keys = [row["key"] for row in read_table("per")]
    assert len(set(keys)) == len(keys)
    assert set(keys) <= set(UNITS) - set(MODEL.inputs)


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


@pytest.mark.parametrize(
    ("formula", "per"),
    [
        ("compute_cost / max(revenue, 0.001)", "of revenue"),
        ("1 - contract_used / max(contract_hours, 1)", "of usable contract hours"),
        ("0.5", "of what its label says"),
        ("served_ratio * 2", "of what its label says"),
    ],
)
def test_a_percentage_of_the_users_own(formula: str, per: str) -> None:
    model = model_with((CustomItem("mine", "Mine", "%", "rate", formula),))
    assert per_text(model, "mine") == per
