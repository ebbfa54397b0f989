"""Text to tree and back, and what hostile text gets for an answer."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.formula.syntax import (
    FUNCTIONS,
    MAX_DEPTH,
    MAX_LENGTH,
    MAX_TOKENS,
    Binary,
    Call,
    Expression,
    FormulaError,
    Name,
    Negate,
    Number,
    children,
    level,
    names,
    number_text,
    parse,
    to_text,
    walk,
)
from tests.oracle.trees import any_trees, examples

A, B, C = Name("a"), Name("b"), Name("c")


@examples(500)
@given(any_trees())
def test_text_and_back(tree: Expression) -> None:
    text = to_text(tree)
    assert parse(text) == tree
    assert to_text(parse(text)) == text


@examples(300)
@given(st.floats(min_value=0, allow_nan=False, allow_infinity=False))
def test_a_number_reads_back_as_itself(value: float) -> None:
    assert parse(number_text(value)) == Number(abs(value))


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a", A),
        (" a\t\n", A),
        ("12", Number(12.0)),
        ("12.", Number(12.0)),
        (".5", Number(0.5)),
        ("1e-06", Number(1e-06)),
        ("1.5E+3", Number(1500.0)),
        ("1e5", Number(100000.0)),
        ("e5", Name("e5")),
        ("a - b - c", Binary("-", Binary("-", A, B), C)),
        ("a - (b - c)", Binary("-", A, Binary("-", B, C))),
        ("a / b * c", Binary("*", Binary("/", A, B), C)),
        ("a + b * c", Binary("+", A, Binary("*", B, C))),
        ("-a * b", Binary("*", Negate(A), B)),
        ("a * -b", Binary("*", A, Negate(B))),
        ("-(a * b)", Negate(Binary("*", A, B))),
        ("--a", Negate(Negate(A))),
        ("a--b", Binary("-", A, Negate(B))),
        ("a < b + c", Binary("<", A, Binary("+", B, C))),
        ("(a < b) + c", Binary("+", Binary("<", A, B), C)),
        ("(a < b) < c", Binary("<", Binary("<", A, B), C)),
        ("a < (b < c)", Binary("<", A, Binary("<", B, C))),
        ("a<=b", Binary("<=", A, B)),
        ("a!=-b", Binary("!=", A, Negate(B))),
        ("((a))", A),
        ("min(a, b, c)", Call("min", (A, B, C))),
        ("where(a > b, a, b)", Call("where", (Binary(">", A, B), A, B))),
        ("at(a, b + 1)", Call("at", (A, Binary("+", B, Number(1.0))))),
        ("min", Name("min")),
        ("__import__", Name("__import__")),
    ],
)
def test_grammar(text: str, tree: Expression) -> None:
    assert parse(text) == tree


@pytest.mark.parametrize(
    ("text", "position", "fault"),
    [
        ("", 0, "the end"),
        ("   ", 3, "the end"),
        ("a +", 3, "the end"),
        ("(a", 2, "expected ')', found the end"),
        ("a)", 1, "unexpected ')'"),
        ("()", 1, "found ')'"),
        ("a b", 2, "unexpected 'b'"),
        ("2x", 1, "unexpected 'x'"),
        ("1_000", 1, "unexpected '_000'"),
        ("1,000", 1, "unexpected ','"),
        ("1..2", 2, "unexpected '.2'"),
        ("1e", 1, "unexpected 'e'"),
        ("+a", 0, "found '+'"),
        ("a * * b", 4, "found '*'"),
        ("a ** b", 3, "found '*'"),
        ("a // b", 3, "found '/'"),
        ("a = b", 2, "unexpected character '='"),
        ("a <> b", 3, "found '>'"),
        ("a ^ b", 2, "unexpected character '^'"),
        ("a % b", 2, "unexpected character '%'"),
        ("a.b", 1, "unexpected character '.'"),
        ("a[0]", 1, "unexpected character '['"),
        ("a; b", 1, "unexpected character ';'"),
        ("a #b", 2, "unexpected character '#'"),
        ("a\x00", 1, "unexpected character '\\x00'"),
        ("\x1b[31ma", 0, "unexpected character '\\x1b'"),
        ("a − b", 2, "unexpected character '−'"),
        ("größe", 2, "unexpected character 'ö'"),
        ("a\u200bb", 1, "unexpected character '\\u200b'"),
        ("\u0663 + 1", 0, "unexpected character"),
        ("1\u0663", 1, "unexpected character"),
        ("\u00b2", 0, "unexpected character"),
        ("𝑎", 0, "unexpected character"),
        ("\ud800", 0, "unexpected character"),
        ("1e999", 0, "too large"),
        ("9" * 400, 0, "too large"),
        ("a < b < c", 6, "can't be chained"),
        ("a == b != c", 7, "can't be chained"),
        ("min(a < b < c, 1)", 10, "can't be chained"),
        ("__import__('os')", 11, "unexpected character"),
        ("__import__(os)", 0, "unknown function '__import__'"),
        ("a.__class__.__mro__", 1, "unexpected character '.'"),
        ("a.real", 1, "unexpected character '.'"),
        ("exec(a)", 0, "unknown function 'exec'"),
        ("lambda: 0", 6, "unexpected character ':'"),
        ("a if b else c", 2, "unexpected 'if'"),
        ("(a := b)", 3, "unexpected character ':'"),
        ("{a}", 0, "unexpected character '{'"),
        ("f'a'", 1, 'unexpected character "\'"'),
        ("2(3)", 1, "unexpected '('"),
        ("a(b)(c)", 0, "unknown function 'a'"),
        ("min(a)", 0, "min takes 2 to 12 arguments, not 1"),
        ("min()", 4, "found ')'"),
        ("min(a,)", 6, "found ')'"),
        ("1 + where(a, b)", 4, "where takes 3 arguments, not 2"),
        ("exp(a, b)", 0, "exp takes 1 argument, not 2"),
        ("prev(a, b)", 0, "prev takes 1 argument, not 2"),
        ("prev(a + 1)", 0, "prev takes a line item's name first"),
        ("prev(prev(a))", 0, "prev takes a line item's name first"),
        ("at(2, a)", 0, "at takes a line item's name first"),
        ("MIN(a, b)", 0, "unknown function 'MIN'"),
        ("max(" + ", ".join(["a"] * 13) + ")", 0, "max takes 2 to 12 arguments, not 13"),
    ],
)
def test_a_fault_has_its_place(text: str, position: int, fault: str) -> None:
    with pytest.raises(FormulaError) as caught:
        parse(text)
    assert caught.value.position == position
    assert fault in caught.value.fault
    assert str(caught.value) == f"character {position + 1}: {caught.value.fault}"


HUGE = (
    "a" * 1_000_000,
    " " * 1_000_000,
    "9" * 1_000_000,
    "(" * 100_000,
    "-" * 100_000 + "a",
    "1" + "+1" * 100_000,
    "min(" * 50_000,
    "a\n" * 100_000,
    "\x00" * 100_000,
    "(" * MAX_DEPTH + "a" + ")" * MAX_DEPTH,
    "-" * MAX_DEPTH + "a",
    "-(" * (MAX_DEPTH // 2) + "a" + ")" * (MAX_DEPTH // 2),
    "exp(" * MAX_DEPTH + "a" + ")" * MAX_DEPTH,
    "a+" * (MAX_TOKENS // 2) + "a",
    "a " * (MAX_TOKENS + 1),
    "(" * 1999,
    "-" * 1999,
    "<" * 1999,
    "(-" * 900 + "a",
    "1e" + "9" * 1900,
    "x" * 1000 + "(a)",
    "a " + "x" * 1000,
    "min(a " + "x" * 1000,
    "+" + "x" * 1000,
)


@pytest.mark.parametrize("text", HUGE, ids=range(len(HUGE)))
def test_huge_text_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(FormulaError) as caught:
        parse(text)
    assert caught.value.position is not None
    assert 0 <= caught.value.position <= MAX_LENGTH
    assert len(str(caught.value)) < 160
    assert "\n" not in str(caught.value)


def test_the_bounds_themselves_are_taken() -> None:
    inside = MAX_DEPTH - 1
    assert parse("(" * inside + "a" + ")" * inside) == A
    assert parse("a" + " " * (MAX_LENGTH - 1)) == A
    assert parse("a" * MAX_LENGTH) == Name("a" * MAX_LENGTH)
    assert len(list(walk(parse("+".join(["a"] * (MAX_TOKENS // 2)))))) == MAX_TOKENS - 1


PIECES = st.sampled_from(
    (
        *("a", "b1", "12", "1e999", ".5", "1e-06", "(", ")", ",", "+", "-", "*", "/", "<", "<="),
        *("==", "!", "=", "^", ".", "'", " ", "\n", "\x00", "é", "٣", "−", "__import__"),
        *FUNCTIONS,
    )
)


def outcome(text: str) -> Expression | FormulaError:
    try:
        return parse(text)
    except FormulaError as error:
        return error


@examples(400)
@given(st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=40))
def test_any_text_is_a_tree_or_a_fault_with_a_place(text: str) -> None:
    found = outcome(text)
    if isinstance(found, FormulaError):
        assert found.position is not None
        assert 0 <= found.position <= len(text)
        return
    assert parse(to_text(found)) == found
    for node in walk(found):
        assert not isinstance(node, Number) or (math.isfinite(node.value) and node.value >= 0)


def test_an_error_can_say_where_it_stands() -> None:
    error = FormulaError("unknown name 'x'", 11).placed("exit_cost", "formula")
    assert str(error) == "exit_cost, formula, character 12: unknown name 'x'"
    assert (error.item, error.column, error.position) == ("exit_cost", "formula", 11)
    assert str(FormulaError("wrong")) == "wrong"
    assert isinstance(error, ValueError)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a-(b+c)", "a - (b + c)"),
        ("(a-b)-c", "a - b - c"),
        ("(a*b)/c", "a * b / c"),
        ("a*(b/c)", "a * (b / c)"),
        ("-(a)", "-a"),
        ("-(a+b)*c", "-(a + b) * c"),
        ("(a>b)*(c)", "(a > b) * c"),
        ("where((a>b),(a),(b<c))", "where(a > b, a, b < c)"),
        ("1e6", "1000000"),
        ("1E16", "1e+16"),
        ("0.000001", "1e-06"),
        ("000012.50", "12.5"),
    ],
)
def test_text_has_only_the_parentheses_it_needs(text: str, expected: str) -> None:
    assert to_text(parse(text)) == expected


def test_numbers_from_numpy_are_plain_text() -> None:
    import numpy as np

    assert number_text(np.float64(0.1)) == "0.1"
    assert number_text(np.float64(3.0)) == "3"


def test_names_are_listed_once_in_order() -> None:
    tree = parse("b + at(a, b) * prev(c) - where(a > 1, d, -b)")
    assert names(tree) == ("b", "a", "c", "d")


def test_walk_and_children() -> None:
    tree = parse("-a + min(b, 2)")
    assert children(tree) == (Negate(A), Call("min", (B, Number(2.0))))
    found = [to_text(node) for node in walk(tree)]
    assert found == ["-a + min(b, 2)", "-a", "a", "min(b, 2)", "b", "2"]
    assert children(A) == children(Number(1.0)) == ()
    assert [level(symbol) for symbol in ("<", "+", "*")] == [1, 2, 3]


def test_item_is_what_a_call_looks_at() -> None:
    tree = parse("at(fees, month)")
    assert isinstance(tree, Call)
    assert tree.item == "fees"
