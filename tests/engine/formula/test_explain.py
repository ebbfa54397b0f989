"""A formula in names, in digits, in segments, and what it looks at."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given

from engine.formula.explain import NO_VALUE, Segment, explain, layout
from engine.formula.syntax import MAX_LENGTH, Expression, Name, parse, to_text
from tests.oracle.recursive import Formula, Run
from tests.oracle.trees import Scope, any_trees, examples, trees

VALUES = {"a": 2.5, "b": -3.0, "prev(s)": 4.0, "at(s, a + 1)": 1e-06, "total(s)": 1e16}


def lookup(part: Expression) -> float:
    return VALUES[to_text(part)]


def test_names_digits_and_what_is_mentioned() -> None:
    found = explain(parse("a * (b - prev(s)) + where(a > 1, at(s, a + 1), 7)"), lookup)
    assert found.in_names == "a * (b - prev(s)) + where(a > 1, at(s, a + 1), 7)"
    assert found.in_digits == "2.5 * (-3 - 4) + where(2.5 > 1, 1e-06, 7)"
    assert [to_text(part) for part in found.layout.parts] == ["a", "b", "prev(s)", "at(s, a + 1)"]
    assert found.values == (2.5, -3.0, 4.0, 1e-06)
    assert found.value == 2.5 * -7 + 1e-06


def test_the_names_in_a_month_are_mentioned_behind_it() -> None:
    found = layout(parse("at(s, a + at(s, b)) - sum_to(s, 12) + b"))
    assert [text for _, text in found.mentioned] == [
        "at(s, a + at(s, b))",
        "a",
        "at(s, b)",
        "b",
        "sum_to(s, 12)",
    ]


def test_segments_stand_for_the_parts() -> None:
    at, prev = parse("at(s, a + 1)"), parse("prev(s)")
    found = layout(parse("-prev(s) * at(s, a + 1)"))
    assert found.names == (
        Segment("-"),
        Segment("prev(s)", prev, wrap=True),  # type: ignore[arg-type]
        Segment(" * at("),
        Segment("s", at),  # type: ignore[arg-type]
        Segment(", "),
        Segment("a", Name("a")),
        Segment(" + 1)"),
    )
    assert [segment.text for segment in found.values] == ["-", "prev(s)", " * ", "at(s, a + 1)"]


@pytest.mark.parametrize(
    ("formula", "digits"),
    [
        ("a - b", "2.5 - (-3)"),
        ("b - a", "-3 - 2.5"),
        ("-b", "-(-3)"),
        ("a * -b", "2.5 * -(-3)"),
        ("b < b", "-3 < -3"),
        ("pow(b, a)", "pow(-3, 2.5)"),
        ("total(s) / a", "1e+16 / 2.5"),
        ("a + a", "2.5 + 2.5"),
        ("3 * 4", "3 * 4"),
    ],
)
def test_digits(formula: str, digits: str) -> None:
    found = explain(parse(formula), lookup)
    assert found.in_digits == digits
    assert len(found.layout.parts) == len(set(found.layout.parts))


def test_values_from_numpy_are_plain_numbers() -> None:
    expected = {"0.1": 0.1, "-0.25": -0.25, "3": 3.0, "0": -0.0}
    for text, value in expected.items():
        number = np.float64(value)
        assert explain(parse("a"), {parse("a"): number}.__getitem__).in_digits == text


def test_what_has_no_value_reads_back_as_no_value() -> None:
    found = explain(parse("a - b"), lambda part: 1.0 if part == Name("a") else math.nan)
    assert found.in_digits == f"1 - {NO_VALUE}"
    assert math.isnan(found.value)
    assert math.isnan(layout(parse(found.in_digits)).calculate(()))


@examples(300)
@given(any_trees())
def test_the_segments_make_up_the_text(tree: Expression) -> None:
    found = layout(tree)
    for segments in (found.names, found.values):
        assert "".join(segment.text for segment in segments) == to_text(tree)
    assert {segment.part for segment in found.names if segment.part} <= {
        part for part, _ in found.mentioned
    }
    assert {segment.part for segment in found.values if segment.part} == set(found.parts)


INPUTS = {"a": 2.5, "b": -3.0, "c": 0.1}
SERIES = (
    Formula("s", parse("prev(s) * 1.1 - a"), parse("7")),
    Formula("f", parse("(s < 0) * (s > b)"), parse("0")),
)
SCOPE = Scope(tuple(INPUTS), series=("s", "f"), flags=("f",), monthly=True)


@examples(200)
@given(trees(SCOPE, 3))
def test_the_digits_give_the_value(tree: Expression) -> None:
    """The text in digits computes to what the formula computes to."""
    run = Run(INPUTS, 12)
    for item in SERIES:
        run.define(item)
    try:
        value = run.value(tree, 5)
    except ArithmeticError:
        assume(False)
    found = explain(tree, lambda part: run.value(part, 5))
    assert found.value == value
    assume(len(found.in_digits) <= MAX_LENGTH)
    assert parse(found.in_names) == tree
    assert Run({}, 12).value(parse(found.in_digits), 5) == value
    for part, each in zip(found.layout.parts, found.values, strict=True):
        assert each == run.value(part, 5)
