"""The sheet Model: every line item by month, each row one formula."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.files.workbook.content import serial, stored
from engine.files.workbook.layout import (
    COUNT_COLUMN,
    DATE_ROW,
    FIRST_COLUMN,
    LAST_COLUMN,
    MODEL,
    MODEL_TOP,
    MONTH_ROW,
    OPENING_COLUMN,
    QUARTER_ROW,
    MonthPlaces,
    SinglePlaces,
    absolute,
    column,
    layout,
    series_formulas,
)
from engine.files.workbook.style import DATE, NUMBERS, Column, set_up_page
from engine.formula.excel import to_excel
from engine.formula.syntax import Number, to_text
from engine.model.catalogue import Formula, catalogue

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from engine.files.workbook.content import Content
    from engine.files.workbook.style import Styles

_COLUMNS = (
    Column("Key", 25),
    Column("Line item", 29),
    Column("Unit", 11),
    Column("Section", 13),
    Column("Kind", 8),
    Column("Formula as written", 18),
    Column("Months", 7, ("right",)),
    Column("Opening", 10, ("right",)),
)
_MONTH_WIDTH = 10.5
_MONTHS_A_PAGE = 12
_NOTE = (
    "Every row is one formula across 120 months. Opening is the value before month 1; Months "
    "counts the months that are computed. The columns Unit to Months fold away."
)
# Each month's column letters with the ones before: what a row's template is filled with.
_LETTERS = [
    {"c": column(place), "p": column(place - 1)} for place in range(FIRST_COLUMN, LAST_COLUMN + 1)
]


def write_model(book: Workbook, styles: Styles, content: Content) -> None:
    sheet = book.get_worksheet_by_name(MODEL)
    _set_up(sheet, content)
    sheet.write_string(0, 0, "Model", styles.of("title"))
    sheet.set_row(0, 28)
    sheet.write_string(0, 1, _NOTE, styles.of("muted", "middle"))
    _write_head(book, sheet, styles, content)
    block = layout().model
    for row, title in block.headings.items():
        sheet.set_row(row, None, styles.of("section"))
        sheet.write_string(row, 0, title.capitalize(), styles.of("section"))
    places = MonthPlaces(block.rows)
    for item in series_formulas(catalogue()):
        _write_row(sheet, styles, item, content.result.row(item.key), places)
        _write_opening(sheet, styles, item, content)


def _set_up(sheet: Worksheet, content: Content) -> None:
    # One page across would be unreadable: a year a page instead, with key and name on each.
    set_up_page(sheet, content.footer(), MODEL_TOP, one_page_wide=False)
    sheet.set_print_scale(60)
    sheet.repeat_columns(0, 2)
    first = range(FIRST_COLUMN, LAST_COLUMN + 1, _MONTHS_A_PAGE)
    sheet.set_v_pagebreaks(list(first))
    sheet.freeze_panes(MODEL_TOP, FIRST_COLUMN)
    sheet.outline_settings(visible=True, symbols_below=False, symbols_right=True)
    for place, head in enumerate(_COLUMNS):
        # The columns that describe a row fold away with one click; none is hidden.
        grouped = {"level": 1} if 2 <= place <= COUNT_COLUMN else {}
        sheet.set_column(place, place, head.width, None, grouped)
    sheet.set_column(FIRST_COLUMN, LAST_COLUMN, _MONTH_WIDTH)
    everything = f"A1:{column(LAST_COLUMN)}{layout().model.end}"
    sheet.ignore_errors({"formula_range": everything, "formula_differs": everything})


def _write_head(book: Workbook, sheet: Worksheet, styles: Styles, content: Content) -> None:
    """Month numbers, calendar months, calendar quarters; live, from the start month."""
    header, dates = styles.of("header", "right"), styles.of("header", "right", number=DATE)
    for place, head in enumerate(_COLUMNS):
        for row, text in ((MONTH_ROW, ""), (DATE_ROW, ""), (QUARTER_ROW, head.title)):
            sheet.write_string(row, place, text, styles.of("header", *head.looks))
    sheet.write_formula(
        MONTH_ROW, 0, "=scenario_name", styles.of("header", "one_line"), content.name
    )
    months = absolute(MODEL, MONTH_ROW, FIRST_COLUMN, LAST_COLUMN)
    book.define_name("model_months", f"={months}")
    month_row = layout().model.rows["month"] + 1
    for month, letters in enumerate(_LETTERS, start=1):
        place, here = FIRST_COLUMN + month - 1, letters["c"]
        sheet.write_formula(MONTH_ROW, place, f"={here}{month_row}", header, month)
        date = f"=EDATE(start_month, {here}${MONTH_ROW + 1} - 1)"
        sheet.write_formula(DATE_ROW, place, date, dates, serial(content.month(month)))
        quarter = _quarter(f"{here}${DATE_ROW + 1}")
        sheet.write_formula(QUARTER_ROW, place, quarter, header, content.quarter(month))


def _quarter(day: str) -> str:
    """The name of a date's quarter, as `engine.calendar` gives it."""
    shifted = f"EDATE({day}, 1 - fiscal_start)"
    year = f'IF(fiscal_start = 1, " "&YEAR({day}), " FY"&(YEAR({shifted}) + 1))'
    return f'="Q"&INT((MONTH({shifted}) + 2) / 3)&{year}'


def _write_row(
    sheet: Worksheet,
    styles: Styles,
    item: Formula,
    values: np.ndarray[tuple[int], np.dtype[np.float64]],
    places: MonthPlaces,
) -> None:
    row = layout().model.rows[item.key]
    quiet = styles.of("muted", "small")
    sheet.set_row(row, None, None, {"level": 1})
    sheet.write_string(row, 0, item.key, quiet)
    sheet.write_string(row, 1, item.label, styles.of())
    for place, text in enumerate((item.unit, item.section, item.kind), start=2):
        sheet.write_string(row, place, text, quiet)
    sheet.write_string(row, 5, to_text(item.formula), quiet)
    months = f"=COUNT({places.row(item.key)})"
    finite = np.isfinite(values)
    sheet.write_formula(row, COUNT_COLUMN, months, quiet, int(finite.sum()))
    numbers = styles.of(number=NUMBERS[catalogue().style(item.unit)])
    template = f"={to_excel(item.formula, places)}"
    computed = values.tolist() if finite.all() else [stored(value) for value in values.tolist()]
    for place, (letters, value) in enumerate(zip(_LETTERS, computed, strict=True), FIRST_COLUMN):
        sheet.write_formula(row, place, template.format_map(letters), numbers, value)


def _write_opening(sheet: Worksheet, styles: Styles, item: Formula, content: Content) -> None:
    assert item.opening is not None
    row = layout().model.rows[item.key]
    look = styles.of("muted", number=NUMBERS[catalogue().style(item.unit)])
    value = content.openings[item.key]
    if isinstance(item.opening, Number):
        sheet.write_number(row, OPENING_COLUMN, value, look)
    else:
        formula = f"={to_excel(item.opening, SinglePlaces(layout().model.rows))}"
        sheet.write_formula(row, OPENING_COLUMN, formula, look, value)
