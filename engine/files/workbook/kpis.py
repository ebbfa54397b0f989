"""The sheet KPIs: the headline figures, and the single values that they and the Model use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.files.workbook.content import stored
from engine.files.workbook.layout import (
    DATE_ROW,
    FIRST_COLUMN,
    KPIS,
    LAST_COLUMN,
    LIST_TOP,
    MODEL,
    QUARTER_ROW,
    VALUE_COLUMN,
    SinglePlaces,
    absolute,
    column,
    single_formulas,
)
from engine.files.workbook.style import (
    CHANGES,
    DATE,
    FIGURES,
    INPUT_NUMBERS,
    Column,
    figure_style,
    fit_row,
    set_up_page,
    show_changes,
    show_money,
    write_table_head,
)
from engine.formula.excel import to_condition, to_excel
from engine.formula.syntax import to_text
from engine.model.catalogue import Figure, Formula, Reason, catalogue

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from engine.files.workbook.content import Content
    from engine.files.workbook.style import Styles
    from engine.kpis import Kpi

_COLUMNS = (
    Column("Key", 32),
    Column("Figure", 34),
    Column("Value", 13, ("right",)),
    Column("Unit of the cell", 14, ("apart",)),
    Column("Calendar", 11),
    Column("Why there is none", 36),
    Column("Baseline at export", 13, ("right",)),
    Column("Change", 13, ("right",)),
    Column("Formula as written", 52, ("apart",)),
    Column("Meaning", 66),
)
UNIT_COLUMN, WHEN_COLUMN, REASON_COLUMN, BASELINE_COLUMN, CHANGE_COLUMN = range(3, 8)
_FORMULA_COLUMN, _MEANING_COLUMN = 8, 9
DATED = ("month", "quarter")  # styles of figures that have a place in the calendar
MATURITY = (*(f"year {year}" for year in range(1, 6)), "later")


def write_kpis(book: Workbook, styles: Styles, content: Content) -> None:
    sheet = book.get_worksheet_by_name(KPIS)
    set_up_page(sheet, content.footer(), LIST_TOP)
    sheet.freeze_panes(LIST_TOP, VALUE_COLUMN + 1)
    sheet.write_string(0, 0, "Headline figures", styles.of("title"))
    sheet.set_row(0, 28)
    note = (
        "Live. Dollars are held in $m and shown as $1.25B or $828m. A figure that does not exist "
        "is empty, with the reason beside it."
    )
    sheet.write_string(1, 0, note, styles.of("muted"))
    sheet.write_formula(2, 0, "=scenario_name", styles.of("bold"), content.name)
    write_table_head(sheet, styles, LIST_TOP - 1, _COLUMNS)
    places = SinglePlaces(content.layout.model.rows)
    for figure in content.built_in.figures.values():
        _write_figure(book, sheet, styles, content, figure, places)
    _show_figures(sheet, styles, content)
    for row, title in content.layout.singles.headings.items():
        for place in range(len(_COLUMNS)):
            sheet.write_string(row, place, title if place == 0 else "", styles.of("section"))
    for item in single_formulas(content.built_in):
        _write_single(book, sheet, styles, content, item, places)


def figure_cell(content: Content, key: str, place: int) -> str:
    """A cell of a figure's first row, for formulas on other sheets."""
    return absolute(KPIS, content.layout.figures.rows[key], place)


def _write_figure(
    book: Workbook,
    sheet: Worksheet,
    styles: Styles,
    content: Content,
    figure: Figure,
    places: SinglePlaces,
) -> None:
    first = content.layout.figures.rows[figure.key]
    last = first + len(figure.formulas) - 1
    cells = absolute(KPIS, first, VALUE_COLUMN)
    if figure.listed:
        cells += f":${column(VALUE_COLUMN)}${last + 1}"
    book.define_name(f"kpi_{figure.key}", f"={cells}")
    kpi, standard = content.figures[figure.key], content.baseline_figures[figure.key]
    for part, tree in enumerate(figure.formulas):
        row = first + part
        label = f"{figure.label}, {MATURITY[part]}" if figure.listed else figure.label
        sheet.write_string(row, 0, figure.key, styles.of("line", "muted"))
        sheet.write_string(row, 1, label, styles.of("line", "bold"))
        reason = _reason(figure.reasons, places)
        formula = to_excel(tree, places)
        if figure.reasons:
            formula = f'IF({column(REASON_COLUMN)}{row + 1} <> "", "", {formula})'
            quiet = styles.of("line", "wrap", "muted")
            sheet.write_formula(row, REASON_COLUMN, f"={reason}", quiet, kpi.reason)
        else:
            sheet.write_blank(row, REASON_COLUMN, None, styles.of("line"))
        number = FIGURES[figure_style(figure)]
        look = styles.of("line", "bold", number=number)
        value = figure_part(kpi, part)
        sheet.write_formula(row, VALUE_COLUMN, f"={formula}", look, value)
        sheet.write_string(row, UNIT_COLUMN, figure.unit, styles.of("line", "muted", "apart"))
        _write_when(sheet, styles, content, figure, row, value)
        _write_change(sheet, styles, figure, row, value, figure_part(standard, part))
        _write_words(sheet, styles, row, to_text(tree), figure.meaning)


def figure_part(kpi: Kpi, part: int) -> float | str:
    """A figure's number, or one of a list's; empty where there is none."""
    value = kpi.value[part] if isinstance(kpi.value, tuple) else kpi.number()
    return "" if value is None else stored(value)


def change_between(value: float | str, standard: float | str) -> float | str:
    """The stored change; empty where either figure does not exist."""
    if isinstance(value, str) or isinstance(standard, str):
        return ""
    return round(value - standard, 6)


def _reason(reasons: tuple[Reason, ...], places: SinglePlaces) -> str:
    """The text of the first reason that holds, else an empty one."""
    if not reasons:
        return '""'
    first, *rest = reasons
    test = to_condition(first.when, places)
    return f"IF({test}, {_words(first.text)}, {_reason(tuple(rest), places)})"


def _words(template: str) -> str:
    """`in {horizon_months} months` as `"in "&horizon_months&" months"`."""
    texts = template.replace("{", "}").split("}")
    parts = [f'"{text}"' if place % 2 == 0 else text for place, text in enumerate(texts)]
    return "&".join(part for part in parts if part != '""')


def _write_when(
    sheet: Worksheet,
    styles: Styles,
    content: Content,
    figure: Figure,
    row: int,
    value: float | str,
) -> None:
    """The calendar month or quarter of a figure that counts months or quarters."""
    style = catalogue().style(figure.unit)
    if style not in DATED:
        sheet.write_blank(row, WHEN_COLUMN, None, styles.of("line"))
        return
    cell = f"{column(VALUE_COLUMN)}{row + 1}"
    names_row, number = (DATE_ROW, DATE) if style == "month" else (QUARTER_ROW, "")
    names = absolute(MODEL, names_row, FIRST_COLUMN, LAST_COLUMN)
    month = cell
    if style == "quarter":
        counted = content.layout.model.rows["quarter_ordinal"]
        month = f"MATCH({cell}, {absolute(MODEL, counted, FIRST_COLUMN, LAST_COLUMN)}, 0)"
    formula = f'=IF(N({cell}) >= 1, INDEX({names}, {month}), "")'
    look = styles.of("line", "left", number=number)
    sheet.write_formula(row, WHEN_COLUMN, formula, look, content.when(style, value))


def _write_change(
    sheet: Worksheet,
    styles: Styles,
    figure: Figure,
    row: int,
    value: float | str,
    standard: float | str,
) -> None:
    """The baseline as it was at export, and the live difference to it."""
    style = figure_style(figure)
    before = styles.of("line", "muted", "right", number=FIGURES[style])
    if isinstance(standard, str):
        sheet.write_string(row, BASELINE_COLUMN, "none", before)
    else:
        sheet.write_number(row, BASELINE_COLUMN, standard, before)
    if style not in CHANGES:
        sheet.write_blank(row, CHANGE_COLUMN, None, styles.of("line"))
        return
    now, then = (f"{column(place)}{row + 1}" for place in (VALUE_COLUMN, BASELINE_COLUMN))
    # Rounded, so that the last bit of another spreadsheet's sum doesn't show as a change.
    formula = f'=IF(AND(ISNUMBER({now}), ISNUMBER({then})), ROUND({now} - {then}, 6), "")'
    look = styles.of("line", "right", number=CHANGES[style])
    sheet.write_formula(row, CHANGE_COLUMN, formula, look, change_between(value, standard))


def _show_figures(sheet: Worksheet, styles: Styles, content: Content) -> None:
    """$m as $B where large; a change for the better green, for the worse red; all live."""
    groups: dict[tuple[str, str], list[int]] = {}
    for figure in catalogue().figures.values():
        first = content.layout.figures.rows[figure.key] + 1
        rows = groups.setdefault((figure_style(figure), figure.better), [])
        rows.extend(range(first, first + len(figure.formulas)))
    for (style, better), rows in groups.items():
        cells = {
            place: [f"{column(place)}{row}" for row in rows]
            for place in (VALUE_COLUMN, BASELINE_COLUMN, CHANGE_COLUMN)
        }
        if style == "money":
            show_money(sheet, styles, [*cells[VALUE_COLUMN], *cells[BASELINE_COLUMN]])
        if style in CHANGES:
            show_changes(sheet, styles, cells[CHANGE_COLUMN], style, better)


def _write_single(
    book: Workbook,
    sheet: Worksheet,
    styles: Styles,
    content: Content,
    item: Formula,
    places: SinglePlaces,
) -> None:
    row = content.layout.singles.rows[item.key]
    number = INPUT_NUMBERS[catalogue().style(item.unit)]
    formula, value = to_excel(item.formula, places), stored(content.result.value(item.key))
    sheet.write_string(row, 0, item.key, styles.of("line", "muted"))
    sheet.write_string(row, 1, item.label, styles.of("line"))
    sheet.write_formula(row, VALUE_COLUMN, f"={formula}", styles.of("line", number=number), value)
    book.define_name(item.key, f"={absolute(KPIS, row, VALUE_COLUMN)}")
    sheet.write_string(row, UNIT_COLUMN, item.unit, styles.of("line", "muted", "apart"))
    for place in (WHEN_COLUMN, REASON_COLUMN, BASELINE_COLUMN, CHANGE_COLUMN):
        sheet.write_blank(row, place, None, styles.of("line"))
    _write_words(sheet, styles, row, to_text(item.formula), item.meaning)


def _write_words(sheet: Worksheet, styles: Styles, row: int, formula: str, meaning: str) -> None:
    looks = ("line", "small", "wrap")
    sheet.write_string(row, _FORMULA_COLUMN, formula, styles.of(*looks, "muted", "apart"))
    sheet.write_string(row, _MEANING_COLUMN, meaning, styles.of(*looks))
    texts = {_FORMULA_COLUMN: formula, _MEANING_COLUMN: meaning}
    fit_row(sheet, row, *((text, _COLUMNS[place].width) for place, text in texts.items()))
