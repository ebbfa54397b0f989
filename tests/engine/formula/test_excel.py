"""Spreadsheet text: where spreadsheets differ, and what two other engines make of it."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any, cast

import pytest
import xlsxwriter
from hypothesis import assume, given
from openpyxl import load_workbook
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from engine.formula.excel import month_number, to_excel
from engine.formula.explain import explain
from engine.formula.syntax import MAX_DEPTH, MAX_TOKENS, parse, to_text
from tests.oracle import libreoffice
from tests.oracle.recursive import Formula, Run
from tests.oracle.trees import Scope, examples, trees, within

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from engine.formula.syntax import Expression

MONTHS = 120
INPUTS = {"a": 2.5, "b": -3.0, "c": 0.0, "d": 12.0}
# An input's row in column B; a series' row, its opening value in column H, months from I on.
INPUT_ROWS = {key: row for row, key in enumerate(INPUTS)}
SERIES = (
    Formula("s", parse("prev(s) + where(prev(s) > 40, -55, 1.5)"), parse("-2.5")),
    Formula("u", parse("cumsum(s) / 8 - 3"), parse("7")),
    Formula("f", parse("(s > 10) * (u < 60)"), parse("0")),
)
SERIES_ROWS = {item.key: row for row, item in enumerate(SERIES, start=10)}
FIRST_COLUMN = 8
MONTHS_TRIED = (1, 2, 37, 120)


class Sheet:
    """The places of the little sheet above, for a formula of one month."""

    def __init__(self, month: int = 1) -> None:
        self._month = month

    def value(self, key: str) -> str:
        if key in INPUT_ROWS:
            return f"$B${INPUT_ROWS[key] + 1}"
        return self._cell(key, self._month)

    def previous(self, key: str) -> str:
        return self._cell(key, self._month - 1)

    def row(self, key: str) -> str:
        return f"{self._cell(key, 1)}:{self._cell(key, MONTHS)}"

    def so_far(self, key: str) -> str:
        return f"{self._cell(key, 1)}:{self._cell(key, self._month)}"

    def up_to(self, key: str, month: str) -> str:
        return f"{self._cell(key, 1)}:INDEX({self.row(key)}, {month})"

    def _cell(self, key: str, month: int) -> str:
        return f"${xl_col_to_name(FIRST_COLUMN + month - 1)}{SERIES_ROWS[key] + 1}"


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        # Unary minus binds tighter than ^ in a spreadsheet, and ^ groups to the left.
        ("-pow(a, 2)", "-($B$1^2)"),
        ("pow(-a, 2)", "(-$B$1)^2"),
        ("pow(a, -b)", "$B$1^(-$B$2)"),
        ("pow(pow(a, b), d)", "($B$1^$B$2)^$B$4"),
        ("pow(a, pow(b, d))", "$B$1^($B$2^$B$4)"),
        ("pow(a + 1, 1 / 12)", "($B$1 + 1)^(1 / 12)"),
        ("2 * pow(a, 2)", "2 * $B$1^2"),
        ("1 - -pow(a, 2)", "1 - (-($B$1^2))"),
        # A comparison is TRUE, which SUM ignores: a number wherever its value is used.
        ("a > b", "IF($B$1 > $B$2, 1, 0)"),
        ("-(a > b)", "-IF($B$1 > $B$2, 1, 0)"),
        ("(a > b) + (a == b)", "IF($B$1 > $B$2, 1, 0) + IF($B$1 = $B$2, 1, 0)"),
        ("(a > b) * (a != b)", "($B$1 > $B$2) * ($B$1 <> $B$2)"),
        ("(a > b) * d", "($B$1 > $B$2) * $B$4"),
        ("where((a > b) == c, 1, 0)", "IF(IF($B$1 > $B$2, 1, 0) = $B$3, 1, 0)"),
        ("min(a > b, d)", "MIN(IF($B$1 > $B$2, 1, 0), $B$4)"),
        ("pow(a > b, 2)", "IF($B$1 > $B$2, 1, 0)^2"),
        ("where(a, b, d)", "IF($B$1 <> 0, $B$2, $B$4)"),
        ("where(a > b, a == b, 0)", "IF($B$1 > $B$2, IF($B$1 = $B$2, 1, 0), 0)"),
        ("where((a > b) * (b > 0), 1, 0)", "IF(($B$1 > $B$2) * ($B$2 > 0) <> 0, 1, 0)"),
        # Grouping.
        ("a - (b - d)", "$B$1 - ($B$2 - $B$4)"),
        ("a - b - d", "$B$1 - $B$2 - $B$4"),
        ("a / (b * d)", "$B$1 / ($B$2 * $B$4)"),
        ("a / b * d", "$B$1 / $B$2 * $B$4"),
        ("a * -b", "$B$1 * (-$B$2)"),
        ("--a", "-(-$B$1)"),
        ("1e-06", "1E-06"),
        ("1000000", "1000000"),
        ("1e+20", "1E+20"),
        # Looks along a row.
        ("total(s)", "SUM($I11:$DX11)"),
        ("highest(s)", "MAX($I11:$DX11)"),
        ("at(s, a)", "INDEX($I11:$DX11, MAX(1, MIN(120, ROUND($B$1, 0))))"),
        ("sum_to(s, 3)", "SUM($I11:INDEX($I11:$DX11, MAX(1, MIN(120, ROUND(3, 0)))))"),
        ("first(f)", "IFERROR(MATCH(1, $I13:$DX13, 0), 0)"),
        ("cumsum(s)", "SUM($I11:$I11)"),
        ("lowest_so_far(s)", "MIN($I11:$I11)"),
        ("prev(s)", "$H11"),
        ("exp(a)", "EXP($B$1)"),
    ],
)
def test_text(formula: str, expected: str) -> None:
    assert to_excel(parse(formula), Sheet()) == expected


def test_month_number_is_the_specified_one() -> None:
    assert month_number("B1", 120) == "MAX(1, MIN(120, ROUND(B1, 0)))"


@pytest.mark.parametrize(
    "formula",
    [
        "+".join(["a"] * (MAX_TOKENS // 2)),
        "-" * (MAX_DEPTH - 1) + "a",
        "where(" * (MAX_DEPTH - 1) + "a" + ", 1, b)" * (MAX_DEPTH - 1),
        "min(" * 15 + "a" + (", a" * 11 + ")") * 15,
    ],
    ids=["chain", "minus", "where", "min"],
)
def test_the_longest_and_the_deepest_formula_are_written(formula: str) -> None:
    text = to_excel(parse(formula), Sheet())
    assert text.count("$B$1") == len(re.findall(r"\ba\b", formula))
    assert len(text) < 8192  # the most that Excel takes
    assert explain(parse(formula), lambda _: 1.0).in_names == to_text(parse(formula))


# Against other spreadsheet engines -------------------------------------------------------


def known() -> Run:
    run = Run(INPUTS, MONTHS)
    for item in SERIES:
        run.define(item)
    return run


def expected_value(tree: Expression, month: int) -> float:
    """What the plain evaluator makes of it; an example that it can't take is dropped."""
    try:
        return known().value(tree, month)
    except ArithmeticError:
        assume(False)
        raise


def assert_close(found: object, expected: float, text: str) -> None:
    assert isinstance(found, int | float), text
    assert math.isclose(float(found), expected, rel_tol=1e-11, abs_tol=1e-11), text


PLAIN = Scope(tuple(INPUTS))
WHOLE = Scope(tuple(INPUTS), series=tuple(SERIES_ROWS), flags=("f",), monthly=True, exact=False)


def compiled_by_formulas(text: str) -> Callable[..., Any]:
    import formulas

    return cast("Callable[..., Any]", formulas.Parser().ast(f"={text}")[1].compile())


@examples(120)
@given(trees(PLAIN))
def test_formulas_package_agrees(tree: Expression) -> None:
    expected = expected_value(tree, 1)
    text = to_excel(tree, Sheet())
    function = compiled_by_formulas(text)
    cells = {f"B{row + 1}": INPUTS[key] for key, row in INPUT_ROWS.items()}
    found = function(*(cells[cell] for cell in function.inputs))  # type: ignore[attr-defined]
    assert_close(float(found), expected, text)


def random_formulas(count: int) -> list[tuple[int, Expression, float]]:
    """Month, formula and expected value: the same ones every time."""
    found: list[tuple[int, Expression, float]] = []

    @examples(count)
    @given(trees(WHOLE))
    def collect(tree: Expression) -> None:
        month = MONTHS_TRIED[len(found) % len(MONTHS_TRIED)]
        found.append((month, tree, expected_value(tree, month)))

    collect()
    return found


def hard_formulas() -> list[tuple[int, Expression, float]]:
    texts = (
        "-pow(a, 2)",
        "pow(-b, 2) - pow(b, 2)",
        "pow(2, pow(3, 2)) - pow(pow(2, 3), 2)",
        "pow(2, -2) * -pow(2, -2)",
        "-(a > b) * -(b < a) + (a != b) / (a == a)",
        "(a > b) - (a > b) * (b > a)",
        "max(a > b, a == b, 0) + min(a > b, 7)",
        "total(f) + (f == 1)",
        "1e-06 * 1000000 + 1.5e3",
        "a - (b - (c - (d - 1)))",
        "a / (b / (d / 7))",
        "at(s, 2.5) - at(s, 1.5) + at(s, -7) * at(s, 1000)",
        "where(c, 1, where(c == 0, 2, 3))",
    )
    run = known()
    deep = parse("a")
    for _ in range(35):
        deep = within(deep, -9.0, 9.0)
    trees_of_text = [*(parse(text) for text in texts), deep]
    return [(month, tree, run.value(tree, month)) for tree in trees_of_text for month in (1, 37)]


@pytest.mark.libreoffice
@pytest.mark.skipif(not libreoffice.available(), reason="LibreOffice is not installed")
def test_libreoffice_agrees(tmp_path: Path) -> None:
    cases = hard_formulas() + random_formulas(300)
    assert len(cases) > 250
    path = tmp_path / "formulas.xlsx"
    write_sheet(path, cases)
    (out,) = libreoffice.recalculate([path], tmp_path / "out")
    sheet = load_workbook(out, data_only=True)["Formulas"]
    for place, (month, tree, expected) in enumerate(cases):
        found = sheet.cell(place + 21, 1).value
        assert_close(found, expected, f"month {month}: {to_excel(tree, Sheet(month))}")


def write_sheet(path: Path, cases: list[tuple[int, Expression, float]]) -> None:
    run = known()
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Formulas")
        for key, row in INPUT_ROWS.items():
            sheet.write_number(row, 1, INPUTS[key])
        for key, row in SERIES_ROWS.items():
            opening, months = run.rows[key]
            sheet.write_number(row, FIRST_COLUMN - 1, opening)
            for place, value in enumerate(months):
                sheet.write_number(row, FIRST_COLUMN + place, value)
        for place, (month, tree, _) in enumerate(cases):
            cell = xl_rowcol_to_cell(place + 20, 0)
            sheet.write_formula(cell, f"={to_excel(tree, Sheet(month))}", value="not computed")
