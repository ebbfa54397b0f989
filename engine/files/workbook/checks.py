"""The sheet Checks: what must hold in every scenario, live, and one flag over all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.files.workbook.content import stored
from engine.files.workbook.contract_names import PARTS, SUMS
from engine.files.workbook.inputs import RANGE_COLUMN
from engine.files.workbook.layout import (
    CHECKS,
    COUNT_COLUMN,
    INPUTS,
    KPIS,
    MODEL,
    VALUE_COLUMN,
    Block,
    SinglePlaces,
    absolute,
    column,
)
from engine.files.workbook.style import HOLDS, Column, set_up_page, signed, write_table_head
from engine.formula.excel import to_excel
from engine.model.catalogue import MONTHS, catalogue
from engine.model.supplied import summed_rows

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from engine.files.workbook.content import Content
    from engine.files.workbook.style import Styles

_TOP = 6
_MASTER_ROW = 2
_COLUMNS = (
    Column("Key", 20),
    Column("Check", 34),
    Column("Left side", 17, ("right",)),
    Column("must be", 11, ("center",)),
    Column("Right side", 17, ("right",)),
    Column("Difference", 12, ("right",)),
    Column("Allowed", 11, ("right",)),
    Column("Result", 10, ("center",)),
    Column("Meaning", 88, ("apart",)),
)
_LEFT, _RELATION, _RIGHT, _GAP, _ALLOWED, _RESULT, _MEANING = range(2, 9)
# Sides may differ by rounding: a billionth of the larger one, and always $1.
_RELATIVE, _LEAST = 1e-9, 1e-6
_RELATIONS = {"=": "equal to", "<=": "at most"}


@dataclass(frozen=True, slots=True)
class _Line:
    """One check: both sides as formulas and as computed; whether they count something."""

    key: str
    label: str
    left: str
    relation: str
    right: str
    sides: tuple[float, float]
    meaning: str
    counts: bool


def write_checks(book: Workbook, styles: Styles, content: Content) -> int:
    """Returns how many checks fail."""
    sheet = book.get_worksheet_by_name(CHECKS)
    set_up_page(sheet, content.footer(), _TOP)
    sheet.freeze_panes(_TOP, 2)
    sheet.write_string(0, 0, "Checks", styles.of("title"))
    sheet.set_row(0, 28)
    write_table_head(sheet, styles, _TOP - 1, _COLUMNS)
    lines = [*_model_lines(content), *_own_lines(content), *_contract_lines(content)]
    failed = sum(
        _write_line(sheet, styles, row, line) for row, line in enumerate(lines, start=_TOP)
    )
    results = f"{column(_RESULT)}{_TOP + 1}:{column(_RESULT)}{_TOP + len(lines)}"
    sheet.write_string(_MASTER_ROW, 0, "checks_failed", styles.of("muted"))
    sheet.write_string(_MASTER_ROW, 1, "Checks that fail", styles.of("bold"))
    look = styles.of("large", "center", number="0")
    sheet.write_formula(_MASTER_ROW, _LEFT, f"=SUM({results})", look, failed)
    book.define_name("checks_failed", f"={absolute(CHECKS, _MASTER_ROW, _LEFT)}")
    for cells in (results, f"{column(_LEFT)}{_MASTER_ROW + 1}"):
        for criteria, colour in (("==", "good"), (">", "bad")):
            rule = {"type": "cell", "criteria": criteria, "value": 0}
            sheet.conditional_format(cells, rule | {"format": styles.rule(colour)})
    return failed


def _model_lines(content: Content) -> list[_Line]:
    """What the model says must hold."""
    places = SinglePlaces(content.layout.model.rows)
    return [
        _Line(
            check.key,
            check.label,
            to_excel(check.left, places),
            check.relation,
            to_excel(check.right, places),
            content.checks[check.key],
            check.meaning,
            counts=check.relation == "<=",
        )
        for check in catalogue().checks.values()
    ]


def _own_lines(content: Content) -> list[_Line]:
    """What the workbook checks about itself."""
    places = content.layout
    singles, figures, model = places.singles, places.figures, places.model
    values = [content.result.values[key] for key in (*model.rows, *singles.rows)]
    whole = [bool(np.isfinite(value).all()) for value in values]
    figure_cells = _stretch(KPIS, figures, VALUE_COLUMN)
    return [
        _Line(
            "inputs_allowed",
            "Inputs are in range",
            f"SUM({_stretch(INPUTS, places.inputs, RANGE_COLUMN)})",
            "=",
            "0",
            (0.0, 0.0),
            "Every input is within its minimum and maximum, and whole where it must be.",
            counts=True,
        ),
        _Line(
            "scenario_selected",
            "The selector names a scenario",
            "COUNT(scenario_number)",
            "=",
            "1",
            (1.0, 1.0),
            "The name in the selector, on the sheet Scenarios, is one of the scenarios' names.",
            counts=True,
        ),
        _Line(
            "months_computed",
            "Every month is computed",
            f"COUNTIF({_stretch(MODEL, model, COUNT_COLUMN)}, {MONTHS})",
            "=",
            f"{len(model.rows)}",
            (float(sum(whole[: len(model.rows)])), float(len(model.rows))),
            "Every row of the Model has a number in every month: no cell shows an error.",
            counts=True,
        ),
        _Line(
            "singles_computed",
            "Every single value is computed",
            f"COUNT({_stretch(KPIS, singles, VALUE_COLUMN)})",
            "=",
            f"{len(singles.rows)}",
            (float(sum(whole[len(model.rows) :])), float(len(singles.rows))),
            "No single value behind the figures shows an error.",
            counts=True,
        ),
        _Line(
            "figures_computed",
            "Every headline figure is computed",
            f"COUNT({figure_cells}) + COUNTBLANK({figure_cells})",
            "=",
            f"{figures.end - min(figures.rows.values())}",
            (float(figures.end - min(figures.rows.values())),) * 2,
            "Every headline figure is a number, or empty with its reason.",
            counts=True,
        ),
    ]


def _contract_lines(content: Content) -> list[_Line]:
    supply = content.result.scenario.supply
    if supply is None:
        return []
    total = float(supply.table()[: len(summed_rows())].sum())
    parts = float(sum(part.table().sum() for part in supply.parts))
    return [
        _Line(
            "contracts_add_up",
            "Contracts add up",
            f"SUM({SUMS})",
            "=",
            f"SUM({PARTS})",
            (total, parts),
            "The totals on the sheet Contracts are the sums of the contracts' months.",
            counts=False,
        )
    ]


def _stretch(sheet: str, block: Block, place: int) -> str:
    """One column of a block, headings included."""
    first = min(block.rows.values())
    return f"{absolute(sheet, first, place)}:${column(place)}${block.end}"


def _write_line(sheet: Worksheet, styles: Styles, row: int, line: _Line) -> int:
    """1 if the check fails, else 0."""
    left, right = line.sides
    allowed = max(_LEAST, _RELATIVE * max(abs(left), abs(right)))
    gap = left - right
    holds = (gap if line.relation == "<=" else abs(gap)) <= allowed
    here = {place: f"{column(place)}{row + 1}" for place in range(_LEFT, _RESULT + 1)}
    size = here[_GAP] if line.relation == "<=" else f"ABS({here[_GAP]})"
    larger = f"MAX(ABS({here[_LEFT]}), ABS({here[_RIGHT]}))"
    sheet.write_string(row, 0, line.key, styles.of("line", "muted"))
    sheet.write_string(row, 1, line.label, styles.of("line", "bold"))
    sheet.write_string(row, _RELATION, _RELATIONS[line.relation], styles.of("line", "center"))
    exact = styles.of("line", number=signed("#,##0" if line.counts else "#,##0.00"))
    rough = styles.of("line", "muted", number=signed("0E+00", "0"))
    for place, formula, value, look in (
        (_LEFT, line.left, left, exact),
        (_RIGHT, line.right, right, exact),
        (_GAP, f"{here[_LEFT]} - {here[_RIGHT]}", gap, rough),
        (_ALLOWED, f"MAX({_LEAST:G}, {_RELATIVE:G} * {larger})", allowed, rough),
    ):
        sheet.write_formula(row, place, f"={formula}", look, stored(value))
    # An error anywhere in a check is a failure, not an error in the master check.
    result = f"=IFERROR(IF({size} <= {here[_ALLOWED]}, 0, 1), 1)"
    look = styles.of("line", "bold", "center", number=HOLDS)
    sheet.write_formula(row, _RESULT, result, look, 0 if holds else 1)
    sheet.write_string(row, _MEANING, line.meaning, styles.of("line", "wrap", "apart"))
    return 0 if holds else 1
