"""The unit check: what may be added, what a product comes out in, what a literal stands for."""

from __future__ import annotations

import pytest

from engine.formula.syntax import FormulaError, parse
from engine.formula.units import PLAIN, Unit, check_units, unit_of

MONEY = Unit(6, 1)
GPUS = Unit(3, gpus=1)
HOURS = Unit(hours=1)
GPU_HOURS = Unit(6, gpus=1, hours=1)
PRICE = Unit(0, 1, -1, -1)
UNITS = {
    "fee": MONEY,
    "cash": MONEY,
    "gpus": GPUS,
    "hours": HOURS,
    "used": GPU_HOURS,
    "price": PRICE,
    "capex": Unit(3, 1, -1),
    "rate": PLAIN,
    "month": PLAIN,
}


@pytest.mark.parametrize(
    ("formula", "unit"),
    [
        ("fee", MONEY),
        ("-fee", MONEY),
        ("fee + cash - fee", MONEY),
        ("fee * rate", MONEY),
        ("rate / fee", Unit(-6, -1)),
        ("fee / cash", PLAIN),
        ("used * price", MONEY),
        ("fee / used", PRICE),
        ("gpus * hours / 1000", GPU_HOURS),
        ("1000 * fee / (gpus * hours)", PRICE),
        ("gpus * capex", MONEY),
        ("fee > cash", PLAIN),
        ("(fee > 0) * fee", MONEY),
        ("max(0, fee)", MONEY),
        ("max(0, min(fee, 5))", MONEY),
        ("fee + 1000", MONEY),
        ("where(fee > 0, fee, 0)", MONEY),
        ("where(gpus, 1, 2)", None),
        ("pow(1 + rate, month / 12)", PLAIN),
        ("exp(rate)", PLAIN),
        ("prev(fee)", MONEY),
        ("cumsum(fee) + total(fee)", MONEY),
        ("at(fee, month + 1)", MONEY),
        ("sum_to(fee, 12) - highest(fee) - lowest_so_far(fee)", MONEY),
        ("first(rate)", PLAIN),
        ("12", None),
        ("-(2 * 3)", None),
        ("2 * 3 * fee", MONEY),
        ("fee / 12", MONEY),
        ("fee * 1000 / 1000", MONEY),
    ],
)
def test_unit(formula: str, unit: Unit | None) -> None:
    assert unit_of(parse(formula), UNITS) == unit


@pytest.mark.parametrize(
    "formula",
    [
        "fee + gpus",
        "fee - rate",
        "fee > gpus",
        "fee == rate",
        "min(fee, 0, rate)",
        "max(gpus, used)",
        "where(fee > 0, fee, rate)",
        "where(fee > gpus, 1, 2)",
        "where(fee + gpus, 1, 2)",
        "pow(fee, 2)",
        "pow(2, fee)",
        "exp(fee)",
        "at(fee, cash)",
        "sum_to(rate, fee)",
        "first(fee)",
        "-(fee + rate)",
        "rate * (fee + gpus)",
        "1 / (fee + gpus)",
        "fee + 1000 * fee",
        "fee + fee / 1000",
        "fee + fee * 1000000",
        "used + gpus * hours",
    ],
)
def test_wrong_units(formula: str) -> None:
    with pytest.raises(FormulaError, match="wrong units"):
        check_units(parse(formula), UNITS, PLAIN)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("gpus * hours", GPU_HOURS),
        ("gpus * hours / 1000", MONEY),
        ("1000 * fee", MONEY),
        ("fee", PLAIN),
        ("fee > 0", MONEY),
    ],
)
def test_what_comes_out_must_be_expected(formula: str, expected: Unit) -> None:
    with pytest.raises(FormulaError, match=r"wrong units: the formula gives .*, not "):
        check_units(parse(formula), UNITS, expected)


def test_a_literal_takes_any_unit() -> None:
    for unit in UNITS.values():
        check_units(parse("max(0, 1)"), UNITS, unit)


def test_units_are_written_out() -> None:
    assert str(PLAIN) == "a plain number"
    assert str(MONEY) == "10^6·$"
    assert str(PRICE) == "$·GPU^-1·h^-1"
    assert MONEY.times(GPU_HOURS, -1) == PRICE
    assert PRICE.times(GPU_HOURS) == MONEY
