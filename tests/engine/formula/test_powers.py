"""Powers over the months: exact where they must be, close to the C library's, one way for all."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import pytest

from engine.formula.columns import Columns
from engine.formula.dag import Graph
from engine.formula.definition import Definition
from engine.formula.formulas import Formulas
from engine.formula.powers import Counting, anchors, power, powers
from engine.formula.program import compile_program
from engine.formula.syntax import parse

if TYPE_CHECKING:
    from engine.formula.values import Value

MONTHS = 120
MONTH = np.arange(1.0, MONTHS + 1)
ULP = 2.0**-52

EXPONENTS = {
    "(month - 1) / 12": (MONTH - 1) / 12,
    "-month": -MONTH,
    "-(month - 1 + 0.5)": -(MONTH - 1 + 0.5),
    "(month - 2) / 8": (MONTH - 2) / 8,
}


@pytest.mark.parametrize("text", EXPONENTS)
def test_close_to_exact_powers(text: str) -> None:
    """Within four units in the last place, against whole-number arithmetic."""
    exponents = EXPONENTS[text]
    for base in (0.45, 0.85, 1 + 1 / 128, 1.55, 2.4):
        found = powers((base,), anchors(exponents))[0]
        for value, exponent in zip(found.tolist(), exponents.tolist(), strict=True):
            own = Fraction(exponent).limit_denominator(48)
            # value^q is to be base^p: an error of the value is q times as large there.
            ratio = Fraction(value) ** own.denominator / Fraction(base) ** own.numerator
            error = float(abs(ratio - 1)) / own.denominator
            # The exponent's own rounding is not the power's.
            slack = abs(float(Fraction(exponent) - own)) * abs(math.log(base))
            assert error <= 4 * ULP + slack, (base, exponent)


def test_what_is_exact() -> None:
    at = anchors(EXPONENTS["(month - 1) / 12"])
    for base in (0.1, 0.85, 1.5, 14.0, 0.001, 50.0):
        assert powers((base,), at)[0][0] == 1
    assert (powers((1.0,), at)[0] == 1).all()
    assert (powers((1.0,), anchors(EXPONENTS["-month"]))[0] == 1).all()
    assert (powers((0.7,), anchors(MONTH * 0.0))[0] == 1).all()


@pytest.mark.parametrize("base", [0.0, 1e-9, 0.0625 * 0.99, 16.5, 1e9])
def test_far_bases_take_a_power_every_month(base: float) -> None:
    exponents = EXPONENTS["(month - 1) / 12"]
    expected = [math.pow(base, each) for each in exponents.tolist()]
    assert powers((base,), anchors(exponents))[0].tolist() == expected


def test_far_exponents_take_a_power_every_month() -> None:
    exponents = MONTH * 2 - 70
    expected = [math.pow(0.9, each) for each in exponents.tolist()]
    assert powers((0.9,), anchors(exponents))[0].tolist() == expected


def test_nothing_leaves_the_range_of_floats_half_way() -> None:
    exponents = (60.5 - MONTH) * 1.02
    with np.errstate(all="raise"):
        for base in (1 / 16, 16.0, 3.0):
            found = powers((base,), anchors(exponents))[0]
            assert found == pytest.approx(np.float_power(base, exponents), rel=1e-15)


def test_a_reciprocal_is_one() -> None:
    dice = np.random.default_rng(5)
    base = dice.uniform(0.2, 3, 5000)
    assert power(base, -1.0).tolist() == (1 / base).tolist()
    mixed = np.where(dice.random(5000) < 0.5, -1.0, dice.uniform(-2, 2, 5000))
    expected = [
        1 / one if other == -1 else math.pow(one, other)
        for one, other in zip(base.tolist(), mixed.tolist(), strict=True)
    ]
    assert power(base, mixed).tolist() == expected


@pytest.mark.parametrize(
    ("formula", "recognised"),
    [
        ("pow(a, month)", True),
        ("pow(1 - a, (month - 1) / 12)", True),
        ("pow(a * b, -(month - b) * a)", True),
        ("pow(0.5, (month - 2) / max(b, 0.01))", True),
        ("pow(a, month + twice)", True),
        ("pow(a, total(month) - month)", False),
        ("pow(a, b)", False),
        ("pow(a, month * month)", False),
        ("pow(a, 12 / month)", False),
        ("pow(a, max(0, month))", False),
        ("pow(a, grown)", False),
        ("pow(month, b)", False),
        ("pow(month, month)", False),
        ("pow(a, prev(month))", False),
        ("pow(at(month, 3), month)", False),
    ],
)
def test_which_powers_the_months_only_multiply(formula: str, recognised: bool) -> None:
    graph = Graph()
    counting = Counting(graph, {"month": True, "twice": True, "grown": True})
    counting.define("month", graph.add(parse("prev(month) + 1")))
    counting.define("twice", graph.add(parse("2 + prev(twice)")))
    counting.define("grown", graph.add(parse("prev(grown) * 2")))
    assert counting.is_power(graph.nodes[graph.add(parse(formula))]) is recognised


FORMULAS = (
    "pow(a, (month - 1) / 12)",
    "pow(1 + a, -month)",
    "pow(a, (month - b) / 8)",
    "pow(2, (month - 1) * c)",
    "pow(a, (month - 1) * b)",
    "pow(a * c, month * 0 - 1)",
    "pow(a, -(month - 1 + c))",
)


@pytest.mark.parametrize("months", [5, 15, 16, 30, 120])
@pytest.mark.parametrize("formula", FORMULAS)
def test_a_draw_has_the_bits_of_its_own_run(formula: str, months: int) -> None:
    """Near and far bases and exponents side by side, and no more months than are asked for."""
    definitions = [
        Definition("month", parse("prev(month) + 1"), parse("0")),
        Definition("x", parse(formula), parse("0")),
    ]
    inputs: dict[str, Value] = {
        "a": np.array([0.85, 1.0, 0.01, 40.0, 1.6, 0.5, 15.0]),
        "b": np.array([1.0, 0.0, 0.5, 3.0, -2.0, 7.0, 1.25]),
        "c": 0.5,
    }
    single = compile_program(definitions, tuple(inputs)).bind(months)
    columns = Columns(Formulas(definitions, months), tuple(inputs))
    for varied in ({"a"}, {"b"}, {"a", "b"}):
        given = {key: value if key in varied | {"c"} else 0.9 for key, value in inputs.items()}
        for asked in {1, 4, min(months, 17), months}:
            with np.errstate(over="ignore"):
                found = columns.run(given, ("x",), months=asked)["x"]
            wide = np.broadcast_to(found, (asked, 7))
            for place in range(7):
                own = {
                    key: value.item(place) if isinstance(value, np.ndarray) else value
                    for key, value in given.items()
                }
                with np.errstate(over="ignore"):
                    expected = single(own)[1]
                assert isinstance(expected, np.ndarray)
                assert wide[:, place].tolist() == expected[:asked].tolist(), (own, asked)
