"""The sheet Model: every line item by month, each row one formula."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.files.workbook.content import serial
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
    absolute,
    column,
    custom_rows,
    series_formulas,
)
from engine.files.workbook.mark import unmarked
from engine.files.workbook.rows import LETTERS, Rows
from engine.files.workbook.style import DATE, Column, set_up_page

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from engine.files.workbook.content import Content
    from engine.files.workbook.layout import Block
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


def write_model(book: Workbook, styles: Styles, content: Content) -> None:
    sheet = book.get_worksheet_by_name(MODEL)
    _set_up(sheet, content)
    sheet.write_string(0, 0, "Model", styles.of("title"))
    sheet.set_row(0, 28)
    sheet.write_string(0, 1, _NOTE, styles.of("muted", "middle"))
    _write_head(book, sheet, styles, content)
    block, custom = content.layout.model, custom_rows(content.shape)
    rows = Rows(sheet, styles, content, {**block.rows, **custom.rows})
    rows.write(block, series_formulas(content.built_in))
    if content.items:
        _show_errors(sheet, styles, custom)
        with unmarked(sheet):
            rows.write(custom, content.model.custom_items())


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
    custom = custom_rows(content.shape)
    everything = f"A1:{column(LAST_COLUMN)}{custom.end}"
    ignored = {"formula_range": everything, "formula_differs": everything}
    if content.items:
        top = min(custom.rows.values()) + 1
        ignored["eval_error"] = f"A{top}:{column(LAST_COLUMN)}{custom.end}"
    sheet.ignore_errors(ignored)


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
    month_row = content.layout.model.rows["month"] + 1
    for month, letters in enumerate(LETTERS, start=1):
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


def _show_errors(sheet: Worksheet, styles: Styles, block: Block) -> None:
    """Months in which a custom line item has no value stand back."""
    rule = {"type": "errors", "format": styles.rule("muted")}
    sheet.conditional_format(
        min(block.rows.values()), OPENING_COLUMN, block.end - 1, LAST_COLUMN, rule
    )
