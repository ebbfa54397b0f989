"""The numpy program against the plain evaluator, and many draws against single runs."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import assume, given

from engine.formula.columns import Columns
from engine.formula.definition import Definition
from engine.formula.formulas import Formulas
from engine.formula.program import Program, compile_program
from engine.formula.syntax import MAX_DEPTH, MAX_TOKENS, parse
from tests.oracle import recursive
from tests.oracle.recursive import Formula
from tests.oracle.trees import Case, cases, examples

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Value = float | NDArray[np.float64]

DRAWS = 3


def compiled(formulas: Sequence[Formula], inputs: Mapping[str, Value]) -> Program:
    definitions = [Definition(*formula) for formula in formulas]
    return compile_program(definitions, tuple(inputs))


def run(
    formulas: Sequence[Formula], inputs: Mapping[str, Value], months: int, *, batch: bool = False
) -> dict[str, Value]:
    with np.errstate(divide="raise", over="raise", invalid="raise"):
        if batch:
            definitions = [Definition(*formula) for formula in formulas]
            columns = Columns(Formulas(definitions, months), tuple(inputs))
            return columns.run(inputs, columns.keys, months=months)
        program = compiled(formulas, inputs)
        return dict(zip(program.keys, program.bind(months)(inputs), strict=True))


def program(*rows: tuple[str, str] | tuple[str, str, str]) -> list[Formula]:
    """Formulas from text: key and formula, and an opening value for a series."""
    return [
        Formula(row[0], parse(row[1]), parse(row[2]) if len(row) == 3 else None) for row in rows
    ]


def bits(value: object) -> bytes:
    """A value's bits, with both zeros alike: nothing divides by them."""
    return (np.asarray(value, dtype=np.float64) + 0.0).tobytes()


@examples(400)
@given(cases())
def test_one_scenario_equals_the_plain_evaluator(case: Case) -> None:
    try:
        expected = recursive.evaluate(case.formulas, case.inputs, case.months)
    except ArithmeticError:
        assume(False)
    before = dict(case.inputs)
    found = run(case.formulas, case.inputs, case.months)
    assert case.inputs == before
    for formula in case.formulas:
        value = found[formula.key]
        if formula.opening is None:
            assert type(value) is float
        else:
            assert isinstance(value, np.ndarray)
            assert value.dtype == np.float64
            assert value.shape == (case.months,)
        assert bits(value) == bits(expected[formula.key]), formula.key


@examples(300)
@given(cases(exact=False, draws=DRAWS))
def test_a_draw_equals_its_own_run(case: Case) -> None:
    columns = {key: np.array(column) for key, column in case.varied.items()}
    singles = []
    for place in range(DRAWS):
        inputs = case.inputs | {key: column[place] for key, column in case.varied.items()}
        try:
            recursive.evaluate(case.formulas, inputs, case.months)
        except ArithmeticError:
            assume(False)
        singles.append(run(case.formulas, inputs, case.months))
    batch = run(case.formulas, {**case.inputs, **columns}, case.months, batch=True)
    for formula in case.formulas:
        value = np.asarray(batch[formula.key])
        assert value.dtype == np.float64
        if formula.opening is None:
            assert value.ndim <= 1
            assert value.size in (1, DRAWS)
            wide = np.broadcast_to(value, (DRAWS,))
        else:
            assert value.shape in ((case.months, 1), (case.months, DRAWS))
            wide = np.broadcast_to(value, (case.months, DRAWS))
        for place, single in enumerate(singles):
            assert bits(wide[..., place]) == bits(single[formula.key]), formula.key
    for key, column in case.varied.items():
        assert columns[key].tolist() == list(column)


RECURRENCES = (
    "prev(x) + a",
    "a + prev(x)",
    "prev(x) * 1.25",
    "prev(x)",
    "-prev(x)",
    "prev(x) + prev(x) / 2",
    "a - prev(x)",
    "(prev(x) + a) * (1 - a / 100)",
    "where(prev(x) > 9, 0, prev(x) + 1)",
    "min(9, max(prev(x) * 2, prev(y) + 1, a))",
    "where(prev(x) == prev(y), y, prev(x) - y)",
    "at(y, prev(x)) + sum_to(y, prev(x) / 2)",
    "(prev(x) > a) * (prev(y) > a) + (y > 1)",
    "y * (prev(x) > 0) - (prev(x) <= 0)",
    "pow(max(1, prev(x)), 0.5) + y",
    "y + 0 * prev(x)",
    "where(f, prev(x) + 1, y)",
    "where(prev(f), prev(x) + f, f)",
    "where(f * (prev(x) < 9), prev(x) + a, 0)",
    "where(prev(x) > 4, f, where(f, 7, prev(x) + 1))",
)


@pytest.mark.parametrize("opening", ["0", "2.5", "b > a", "b"])
@pytest.mark.parametrize("formula", RECURRENCES)
def test_recurrence(formula: str, opening: str) -> None:
    formulas = program(
        ("y", "where(prev(y) >= 5, 1, prev(y) + 1)", "0"),
        ("f", "y > a", "1"),
        ("x", formula, opening),
    )
    inputs = {"a": 2.0, "b": 3.5}
    found = run(formulas, inputs, 24)["x"]
    expected = recursive.evaluate(formulas, inputs, 24)["x"]
    assert isinstance(found, np.ndarray)
    assert found.dtype == np.float64
    assert bits(found) == bits(expected)
    varied: dict[str, Value] = {"a": 2.0, "b": np.array([3.5, -1.0, 2.0])}
    column = np.broadcast_to(run(formulas, varied, 24, batch=True)["x"], (24, 3))[:, 0]
    assert bits(column) == bits(expected)


@pytest.mark.parametrize("month", [-4.0, 0.0, 1.4, 1.5, 2.5, 6.0, 7.2, 1e300])
def test_months_round_half_up_and_stay_on_the_timeline(month: float) -> None:
    formulas = program(("x", "prev(x) + 1", "0"), ("y", "at(x, n)"), ("z", "at(x, n + x * 0)", "0"))
    position = {-4.0: 1, 0.0: 1, 1.4: 1, 1.5: 2, 2.5: 3, 6.0: 6, 7.2: 6, 1e300: 6}[month]
    found = run(formulas, {"n": month}, 6)
    assert found["y"] == position
    assert bits(found["z"]) == bits([position] * 6)


def test_power_and_exponential() -> None:
    formulas = program(("p", "pow(a, b)"), ("e", "exp(b)"), ("q", "pow(a, s)", "0"))
    formulas.insert(2, Formula("s", parse("prev(s) + 0.5"), parse("-1.5")))
    found = run(formulas, {"a": 1.7, "b": 2.0}, 8)
    assert found["p"] == math.pow(1.7, 2.0)
    assert found["e"] == pytest.approx(math.exp(2.0), rel=1e-15)
    assert bits(found["q"]) == bits([math.pow(1.7, place / 2 - 1) for place in range(8)])


def test_many_powers_and_exponentials_have_the_bits_of_one() -> None:
    """A vector unit's power and exponential may differ from the C library's in the last bit."""
    formulas = program(
        ("s", "prev(s) + 0.5", "-1.5"),
        ("p", "pow(a, b)"),
        ("e", "exp(b)"),
        ("q", "pow(a, s) + pow(2 + s, b)", "0"),
        ("r", "pow(2 + prev(r) / 9, b) + exp(min(2, prev(r)))", "1"),
    )
    dice = np.random.default_rng(0)
    bases = dice.uniform(0.5, 2, 400)
    smooth, whole = dice.uniform(-2, 2, 400), dice.integers(-2, 3, 400)
    exponents = np.where(dice.random(400) < 0.5, smooth, whole)
    batch = run(formulas, {"a": bases, "b": exponents}, 8, batch=True)
    for place in range(400):
        inputs = {"a": float(bases[place]), "b": float(exponents[place])}
        for key, value in run(formulas, inputs, 8).items():
            wide = np.broadcast_to(batch[key], (*np.shape(value), 400))
            assert bits(wide[..., place]) == bits(value), (key, inputs)


def test_a_comparison_is_a_number_in_a_sum() -> None:
    formulas = program(
        ("x", "prev(x) + 1", "0"), ("y", "(x > 1) + (x > 2)", "0"), ("z", "(a > 1) + (a > 0)")
    )
    found = run(formulas, {"a": 2.0}, 3)
    assert bits(found["y"]) == bits([0, 1, 2])
    assert found["z"] == 2


CHOICES = (
    "where(a > 1, y, 0)",
    "where(a > 5, y, 0)",
    "where(a, 1, y) + where(a > 5, y > 2, y)",
    "where(f, y, a)",
    "where(f, a, 1)",
    "where(f * (y < 4), f, y)",
    "where(g, f, y)",
    "where(total(f) > 2, f, 3)",
    "where(h, y, where(f, 1, 2))",
    "where(y > a, where(a > 1, y, 2), where(a > 1, 7, y))",
    "f + g + h",
    "-f * g == h",
)


@pytest.mark.parametrize("formula", CHOICES)
def test_choices_by_month_and_once_for_all(formula: str) -> None:
    formulas = program(
        ("y", "where(prev(y) >= 5, 1, prev(y) + 1)", "0"),
        ("f", "y > a", "0"),
        ("g", "a > 1", "0"),
        ("h", "a > 5"),
        ("x", formula, "0"),
        ("z", "where(x, prev(x), f)", "0"),
    )
    expected = recursive.evaluate(formulas, {"a": 2.0}, 12)
    found = run(formulas, {"a": 2.0}, 12)
    batch = run(formulas, {"a": np.array([9.0, 2.0])}, 12, batch=True)
    for key, value in expected.items():
        assert bits(found[key]) == bits(value)
        assert bits(np.broadcast_to(batch[key], (*np.shape(value), 2))[..., 1]) == bits(value)


def longest_chain(symbol: str) -> str:
    """As many parts as the language takes, less a call for the test that looks back."""
    return symbol.join(["a"] * ((MAX_TOKENS - 3) // 2))


def nested(start: str, end: str) -> str:
    """As deep as the language goes, less a call for the test that looks back."""
    return start * (MAX_DEPTH - 2) + "a" + end * (MAX_DEPTH - 2)


@pytest.mark.parametrize("opening", [None, "0"])
@pytest.mark.parametrize("batch", [False, True])
@pytest.mark.parametrize(
    "formula",
    [
        longest_chain("+"),
        longest_chain("-"),
        longest_chain("*"),
        longest_chain("/"),
        nested("(1 + ", ")"),
        nested("-", ""),
        nested("min(a, 0 < ", ")"),
        nested("max(2, 1 + ", ")"),
        nested("where(a > 1, 0, ", ")"),
        nested("where(", ", 1, 2)"),
        "min(" * 15 + "a" + (", a" * 11 + ")") * 15,
    ],
)
def test_any_formula_that_parses_can_be_computed(
    formula: str, opening: str | None, batch: bool
) -> None:
    tree = parse(formula)
    formulas = [Formula("x", tree, None if opening is None else parse(opening))]
    if opening is not None:
        looking_back = parse(re.sub(r"\ba\b", "prev(y)", formula, count=1))
        formulas.append(Formula("y", looking_back, parse("a")))
    inputs: dict[str, Value] = {"a": np.array([1.5, 2.0])} if batch else {"a": 1.5}
    found = run(formulas, inputs, 3, batch=batch)
    expected = recursive.evaluate(formulas, {"a": 1.5}, 3)
    for key, value in expected.items():
        assert bits(np.asarray(found[key])[..., 0] if batch else found[key]) == bits(value)


def test_targets_leave_out_what_they_do_not_need() -> None:
    definitions = [
        Definition("x", parse("a + 1")),
        Definition("y", parse("prev(y) + 1"), parse("x")),
        Definition("z", parse("b / 0")),
        Definition("w", parse("total(y)")),
    ]
    chosen = compile_program(definitions, ("a", "b"), {"w"})
    assert chosen.keys == ("x", "y", "w")
    assert chosen.bind(2)({"a": 1.0, "b": 1.0})[-1] == 3 + 4


def test_runs_share_nothing() -> None:
    formulas = program(("x", "prev(x) * a", "1"), ("y", "x", "0"), ("z", "prev(y)", "5"))
    bound = compiled(formulas, {"a": 0.0}).bind(4)
    first = bound({"a": 2.0})
    kept = [bits(value) for value in first]
    second = bound({"a": 3.0})
    assert [bits(value) for value in first] == kept
    assert bits(second[0]) == bits([3, 9, 27, 81])
    assert [bits(value) for value in bound({"a": 2.0})] == kept
