"""The check of a list of formulas: names, order, cycles, where a value a month may stand."""

from __future__ import annotations

import pytest
from hypothesis import assume, given

from engine.formula.check import check_definitions
from engine.formula.definition import Definition
from engine.formula.syntax import FormulaError, names, parse, to_text
from engine.formula.units import PLAIN, Unit
from tests.oracle.trees import Case, cases, examples

INPUTS = ("a", "b", "money")
MONEY = Unit(6, 1)


def single(key: str, formula: str) -> Definition:
    return Definition(key, parse(formula))


def series(key: str, formula: str, opening: str = "0") -> Definition:
    return Definition(key, parse(formula), parse(opening))


def check(*definitions: Definition) -> None:
    units = dict.fromkeys((*INPUTS, *(item.key for item in definitions)), PLAIN)
    check_definitions(definitions, INPUTS, units | {"money": MONEY})


X = series("x", "prev(x) + a", "b")
Y = single("y", "a + b")


@pytest.mark.parametrize(
    "definition",
    [
        series("z", "x + y + a"),
        series("z", "prev(x) - prev(z)"),
        series("z", "cumsum(x) + total(x) + at(x, x) + lowest_so_far(x)", "y"),
        series("z", "sum_to(x, prev(z)) + first(x) + highest(x)", "a + y"),
        series("z", "0", "total(x)"),
        series("z", "0", "at(x, y)"),
        single("z", "y * 2"),
        single("z", "total(x) + highest(x) + first(x)"),
        single("z", "at(x, y) + sum_to(x, a)"),
        single("z", "at(x, total(x))"),
    ],
    ids=lambda item: to_text(item.formula),
)
def test_taken(definition: Definition) -> None:
    check(X, Y, definition)


@pytest.mark.parametrize(
    ("definition", "column", "fault"),
    [
        (single("z", "nowhere + 1"), "formula", "unknown name 'nowhere'"),
        (series("z", "at(nowhere, 1)"), "formula", "unknown name 'nowhere'"),
        (series("z", "0", "nowhere"), "opening", "unknown name 'nowhere'"),
        (series("z", "prev(nowhere)"), "formula", "unknown name 'nowhere'"),
        (single("z", "z + 1"), "formula", "cycle: 'z' refers to itself without prev"),
        (series("z", "z + 1"), "formula", "cycle: 'z' refers to itself without prev"),
        (series("z", "cumsum(z)"), "formula", "cycle"),
        (series("z", "at(z, 1)"), "formula", "cycle"),
        (series("z", "0", "z"), "opening", "cycle"),
        (series("z", "0", "total(z)"), "opening", "cycle"),
        (single("z", "prev(z)"), "formula", "prev has a value a month"),
        (series("z", "later"), "formula", "forward reference: 'later' is defined further down"),
        (series("z", "prev(later)"), "formula", "forward reference"),
        (series("z", "circular"), "formula", "cycle: 'circular' depends on 'z'"),
        (series("z", "prev(circular)"), "formula", "cycle: 'circular' depends on 'z'"),
        (single("z", "x + 1"), "formula", "'x' has a value a month; say which with at or total"),
        (single("z", "at(x, x)"), "formula", "'x' has a value a month"),
        (series("z", "0", "x"), "opening", "'x' has a value a month"),
        (series("z", "0", "at(x, x)"), "opening", "'x' has a value a month"),
        (single("z", "cumsum(x)"), "formula", "cumsum has a value a month"),
        (single("z", "lowest_so_far(x)"), "formula", "lowest_so_far has a value a month"),
        (series("z", "0", "prev(x)"), "opening", "prev has a value a month"),
        (series("z", "0", "prev(z)"), "opening", "prev has a value a month"),
        (series("z", "prev(y)"), "formula", "prev takes a line item, and 'y' is not one"),
        (series("z", "cumsum(a)"), "formula", "cumsum takes a line item, and 'a' is not one"),
        (single("z", "at(y, 1)"), "formula", "at takes a line item, and 'y' is not one"),
        (single("z", "total(a)"), "formula", "total takes a line item, and 'a' is not one"),
        (single("x", "1"), "key", "the key is taken"),
        (single("a", "1"), "key", "the key is taken"),
        (single("z", "a + money"), "formula", "wrong units"),
        (single("z", "money"), "formula", "wrong units: the formula gives 10^6·$"),
        (series("z", "0", "money"), "opening", "wrong units"),
    ],
)
def test_refused(definition: Definition, column: str, fault: str) -> None:
    rest = (series("later", "a"), series("circular", "z + later"))
    with pytest.raises(FormulaError) as caught:
        check(X, Y, definition, *rest)
    assert caught.value.item == definition.key
    assert caught.value.column == column
    assert fault in caught.value.fault
    assert str(caught.value).startswith(f"{definition.key}, {column}: ")


def test_a_long_circle_is_called_one() -> None:
    chain = [series(f"x{place}", f"prev(x{place + 1}) + 1") for place in range(60)]
    with pytest.raises(FormulaError, match="x0, formula: cycle: 'x1' depends on 'x0'"):
        check(*chain, series("x60", "x0"))


def as_definitions(case: Case) -> list[Definition]:
    return [Definition(*formula) for formula in case.formulas]


@examples(60)
@given(cases())
def test_what_can_be_computed_passes(case: Case) -> None:
    definitions = as_definitions(case)
    keys = [*case.inputs, *(item.key for item in definitions)]
    check_definitions(definitions, tuple(case.inputs), dict.fromkeys(keys, PLAIN))


@examples(60)
@given(cases())
def test_no_other_order_passes(case: Case) -> None:
    """What uses the first formula can't come before it."""
    first, *others = as_definitions(case)
    assume(any(first.key in names(item.formula) for item in others))
    keys = [*case.inputs, first.key, *(item.key for item in others)]
    units = dict.fromkeys(keys, PLAIN)
    with pytest.raises(FormulaError, match=r"forward reference|cycle"):
        check_definitions([*others, first], tuple(case.inputs), units)
    with pytest.raises(FormulaError, match="unknown name"):
        check_definitions(others, tuple(case.inputs), units)
