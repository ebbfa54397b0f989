"""A formula in names, in values, and what it rests on."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given

from engine.formula.explain import Precedent, explain
from engine.formula.syntax import MAX_LENGTH, Expression, parse, to_text
from tests.oracle.recursive import Formula, Run
from tests.oracle.trees import Scope, examples, trees

VALUES = {"a": 2.5, "b": -3.0, "prev(s)": 4.0, "at(s, a + 1)": 1e-06, "total(s)": 1e16}


def lookup(part: Expression) -> float:
    return VALUES[to_text(part)]


def test_names_values_and_precedents() -> None:
    found = explain(parse("a * (b - prev(s)) + where(a > 1, at(s, a + 1), 7)"), lookup)
    assert found.in_names == "a * (b - prev(s)) + where(a > 1, at(s, a + 1), 7)"
    assert found.in_values == "2.5 * (-3 - 4) + where(2.5 > 1, 1e-06, 7)"
    assert found.precedents == (
        Precedent("a", "a", 2.5),
        Precedent("b", "b", -3.0),
        Precedent("s", "prev(s)", 4.0),
        Precedent("s", "at(s, a + 1)", 1e-06),
    )


@pytest.mark.parametrize(
    ("formula", "values"),
    [
        ("a - b", "2.5 - -3"),
        ("-b", "--3"),
        ("a * -b", "2.5 * --3"),
        ("pow(b, a)", "pow(-3, 2.5)"),
        ("total(s) / a", "1e+16 / 2.5"),
        ("a + a", "2.5 + 2.5"),
        ("3 * 4", "3 * 4"),
    ],
)
def test_values(formula: str, values: str) -> None:
    found = explain(parse(formula), lookup)
    assert found.in_values == values
    assert len(found.precedents) == len({part.text for part in found.precedents})


def test_values_from_numpy_are_plain_numbers() -> None:
    expected = {"0.1": 0.1, "-0.25": -0.25, "3": 3.0, "0": -0.0}
    for text, value in expected.items():
        number = np.float64(value)
        assert explain(parse("a"), {parse("a"): number}.__getitem__).in_values == text


INPUTS = {"a": 2.5, "b": -3.0, "c": 0.1}
SERIES = (
    Formula("s", parse("prev(s) * 1.1 - a"), parse("7")),
    Formula("f", parse("(s < 0) * (s > b)"), parse("0")),
)
SCOPE = Scope(tuple(INPUTS), series=("s", "f"), flags=("f",), monthly=True)


@examples(200)
@given(trees(SCOPE, 3))
def test_the_values_give_the_value(tree: Expression) -> None:
    """The text in values computes to what the formula computes to."""
    run = Run(INPUTS, 12)
    for item in SERIES:
        run.define(item)
    try:
        value = run.value(tree, 5)
    except ArithmeticError:
        assume(False)
    found = explain(tree, lambda part: run.value(part, 5))
    assume(len(found.in_values) <= MAX_LENGTH)
    assert parse(found.in_names) == tree
    assert Run({}, 12).value(parse(found.in_values), 5) == value
    for part in found.precedents:
        assert part.value == run.value(parse(part.text), 5)
