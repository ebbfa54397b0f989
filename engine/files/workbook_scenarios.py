"""The sheet Scenarios: the scenario beside its baseline, as both were at export."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.files.workbook_inputs import SETTINGS, Exact, setting_values
from engine.files.workbook_kpis import MATURITY, figure_part
from engine.files.workbook_layout import SCENARIOS
from engine.files.workbook_style import (
    FIGURES,
    INPUT_NUMBERS,
    Column,
    figure_style,
    set_up_page,
    show_money,
    write_table_head,
    write_text,
)
from engine.model.catalogue import Figure, catalogue

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from engine.files.workbook_content import Content
    from engine.files.workbook_style import Styles
    from engine.kpis import Kpi

_TOP = 4
_COLUMNS = (
    Column("Key", 32),
    Column("Input or figure", 38),
    Column("This scenario", 40, ("right",)),
    Column("Baseline", 40, ("right",)),
    Column("Differs", 9, ("center",)),
    Column("Unit", 42),
)
_THIS, _BASELINE, _DIFFERS, _UNIT = range(2, 6)


def write_scenarios(book: Workbook, styles: Styles, content: Content) -> None:
    sheet = book.get_worksheet_by_name(SCENARIOS)
    set_up_page(sheet, content.footer(), _TOP)
    sheet.freeze_panes(_TOP, 2)
    sheet.write_string(0, 0, "Scenario and baseline", styles.of("title"))
    sheet.set_row(0, 28)
    note = f"Stored values {content.as_of()}: they do not follow changes made in this workbook."
    sheet.write_string(1, 0, note, styles.of("muted"))
    write_table_head(sheet, styles, _TOP - 1, _COLUMNS)
    write_text(sheet, _TOP - 2, _THIS, content.name, styles, "bold", "right", "wrap")
    write_text(sheet, _TOP - 2, _BASELINE, content.baseline_name, styles, "bold", "right", "wrap")
    row = _write_title(sheet, styles, _TOP, "Headline figures")
    for figure in catalogue().figures.values():
        row = _write_figure(sheet, styles, content, figure, row)
    row = _write_title(sheet, styles, row, "Inputs")
    row = _write_settings(sheet, styles, content, row)
    here, there = content.result.scenario.values, content.baseline.scenario.values
    for item in catalogue().inputs.values():
        _write_names(sheet, styles, row, item.key, item.label, item.unit)
        differs = here[item.key] != there[item.key]
        looks = _looks(differs=differs)
        number = INPUT_NUMBERS[catalogue().style(item.unit)]
        for place, values in ((_THIS, here), (_BASELINE, there)):
            sheet.write_number(
                row, place, Exact(values[item.key]), styles.of(*looks, number=number)
            )
        _write_mark(sheet, styles, row, differs=differs)
        row += 1


def _write_title(sheet: Worksheet, styles: Styles, row: int, title: str) -> int:
    for place in range(len(_COLUMNS)):
        sheet.write_string(row, place, title if place == 0 else "", styles.of("section"))
    return row + 1


def _write_names(
    sheet: Worksheet, styles: Styles, row: int, key: str, label: str, unit: str
) -> None:
    sheet.write_string(row, 0, key, styles.of("line", "muted"))
    sheet.write_string(row, 1, label, styles.of("line"))
    sheet.write_string(row, _UNIT, unit, styles.of("line", "muted"))


def _looks(*, differs: bool) -> tuple[str, ...]:
    return ("line", "right", "changed") if differs else ("line", "right")


def _write_mark(sheet: Worksheet, styles: Styles, row: int, *, differs: bool) -> None:
    mark = "●" if differs else ""
    sheet.write_string(row, _DIFFERS, mark, styles.of("line", "center", "changed"))


def _write_figure(
    sheet: Worksheet, styles: Styles, content: Content, figure: Figure, first: int
) -> int:
    kpi, standard = content.figures[figure.key], content.baseline_figures[figure.key]
    rows = range(first, first + len(figure.formulas))
    for part, row in enumerate(rows):
        label = f"{figure.label}, {MATURITY[part]}" if figure.listed else figure.label
        _write_names(sheet, styles, row, figure.key, label, figure.unit)
        differs = figure_part(kpi, part) != figure_part(standard, part)
        for place, which in ((_THIS, kpi), (_BASELINE, standard)):
            _write_value(sheet, styles, figure, row, place, which, part, differs=differs)
        _write_mark(sheet, styles, row, differs=differs)
    if catalogue().style(figure.unit) == "money":
        show_money(sheet, styles, [f"C{first + 1}:D{rows[-1] + 1}"])
    return rows[-1] + 1


def _write_value(
    sheet: Worksheet,
    styles: Styles,
    figure: Figure,
    row: int,
    place: int,
    kpi: Kpi,
    part: int,
    *,
    differs: bool,
) -> None:
    """The stored number, or the reason why there is none."""
    value = figure_part(kpi, part)
    looks = _looks(differs=differs)
    if isinstance(value, str):
        reason = f"none: {kpi.reason}"
        sheet.write_string(row, place, reason, styles.of(*looks, "muted", "small", "wrap"))
    else:
        number = FIGURES[figure_style(figure)]
        sheet.write_number(row, place, value, styles.of(*looks, number=number))


def _write_settings(sheet: Worksheet, styles: Styles, content: Content, row: int) -> int:
    here, there = setting_values(content.result.scenario), setting_values(content.baseline.scenario)
    for setting in SETTINGS:
        _write_names(sheet, styles, row, setting.key, setting.label, setting.unit)
        this, that = here[setting.key], there[setting.key]
        looks = _looks(differs=this != that)
        for place, value in ((_THIS, this), (_BASELINE, that)):
            sheet.write_number(row, place, value, styles.of(*looks, number=setting.number))
        _write_mark(sheet, styles, row, differs=this != that)
        row += 1
    return row
