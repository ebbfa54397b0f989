"""One tree computed once with plain floats, values that don't exist included."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given

from engine.formula.arithmetic import calculator
from engine.formula.definition import Definition
from engine.formula.program import compile_program
from engine.formula.syntax import Name, parse, to_text
from tests.oracle.trees import Scope, examples, trees

if TYPE_CHECKING:
    from engine.formula.syntax import Expression

NONE = math.nan
INPUTS = {"a": 2.5, "b": -3.0, "c": 0.0, "d": 1250.0}
NAMES = tuple(map(Name, INPUTS))


def computed(text: str, *values: float) -> float:
    return calculator(parse(text), (Name("a"), Name("b")))(values)


@pytest.mark.parametrize(
    ("text", "a", "b", "value"),
    [
        ("a - b * 2", 7.0, 3.0, 1.0),
        ("-a / b", 7.0, 2.0, -3.5),
        ("min(a, b, 1) + max(a, b, 1)", 7.0, -2.0, 5.0),
        ("where(a > b, a, b)", 7.0, 2.0, 7.0),
        ("pow(a, b)", 2.0, -1.0, 0.5),
        ("exp(a)", 0.0, 0.0, 1.0),
        ("a / b", 1.0, 0.0, NONE),
        ("where(b == 0, a, a / b)", 1.0, 0.0, 1.0),
        ("where(a, 1, 2)", NONE, 0.0, NONE),
        ("where(b, a, 2)", NONE, 0.0, 2.0),
        ("a < b", NONE, 0.0, NONE),
        ("a != a", NONE, 0.0, NONE),
        ("min(a, b)", NONE, 0.0, NONE),
        ("min(b, a)", NONE, 0.0, NONE),
        ("max(a, b)", NONE, 0.0, NONE),
        ("max(b, a)", NONE, 0.0, NONE),
        ("a * b", 1e300, 1e300, NONE),
        ("min(a * a, b)", 1e300, 5.0, NONE),  # an infinite step on the way is no value
        ("pow(a, b)", 0.0, -1.0, NONE),
        ("min(pow(a, b), 5)", 0.0, -1.0, NONE),
        ("pow(a, b)", -2.0, 0.5, NONE),
        ("pow(a, b)", 1e300, 2.0, NONE),
        ("min(exp(a), b)", 1000.0, 3.0, NONE),
    ],
)
def test_computed(text: str, a: float, b: float, value: float) -> None:
    assert computed(text, a, b) == pytest.approx(value, rel=0, abs=0, nan_ok=True)


def test_a_name_without_a_value_is_told() -> None:
    with pytest.raises(LookupError):
        computed("a + other", 1.0, 2.0)
    with pytest.raises(LookupError):
        computed("prev(a)", 1.0, 2.0)


@examples(400)
@given(trees(Scope(tuple(INPUTS)), 4))
def test_it_has_the_programs_bits(tree: Expression) -> None:
    """As the generated program computes it, as a formula of the user's."""
    program = compile_program([Definition("x", tree, guarded=True)], tuple(INPUTS))
    (expected,) = program.bind(12)(INPUTS)
    found = calculator(tree, NAMES)(tuple(INPUTS.values()))
    assert np.array_equal(found, expected, equal_nan=True)


@examples(200)
@given(trees(Scope(tuple(INPUTS)), 3))
def test_division_and_powers_without_care(tree: Expression) -> None:
    for text in ("({}) / ({})", "pow({}, {})", "where(({}) / c > 1, 2, {})"):
        careless = parse(text.format(to_text(tree), to_text(tree)))
        program = compile_program([Definition("x", careless, guarded=True)], tuple(INPUTS))
        (expected,) = program.bind(12)(INPUTS)
        found = calculator(careless, NAMES)(tuple(INPUTS.values()))
        assert np.array_equal(found, expected, equal_nan=True)
