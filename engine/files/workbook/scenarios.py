"""The sheet Scenarios: every scenario in its column, the selector, and what was exported.

The scenarios' inputs may be edited; the live model takes those of the selected one. Headline
figures are stored as they were at export, the live ones stand beside them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.files.workbook.inputs import SETTINGS, validation, values_of
from engine.files.workbook.kpis import MATURITY, REASON_COLUMN, figure_part
from engine.files.workbook.layout import (
    BASELINE_COLUMN,
    FIRST_SCENARIO,
    INPUTS,
    KPIS,
    LIVE_COLUMN,
    NAMES_ROW,
    NUMBER_ROW,
    SCENARIOS,
    SCENARIOS_HEAD,
    SCENARIOS_TOP,
    SELECTOR_ROW,
    SHOWN_ROW,
    VALUE_COLUMN,
    Block,
    absolute,
    column,
)
from engine.files.workbook.sources import preset_cells
from engine.files.workbook.style import (
    FIGURES,
    INPUT_NUMBERS,
    SHOWN,
    Column,
    figure_style,
    fit_row,
    set_up_page,
    show_money,
    write_table_head,
    write_text,
)
from engine.model.catalogue import Figure, catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from engine.files.workbook.content import Content
    from engine.files.workbook.style import Styles
    from engine.kpis import Kpi
    from engine.scenario import Scenario

_COLUMNS = (
    Column("Key", 32),
    Column("Input or figure", 34),
    Column("Live model", 18, ("right",)),
    Column("Unit", 22, ("apart",)),
    Column("Baseline", 18, ("right",)),
)
_UNIT = 3
_SCENARIO_WIDTH = 18
_COLUMNS_A_PAGE = 12
_NOTE = (
    "Choose a scenario in the blue cell on pale yellow and the whole workbook shows it. The "
    "scenarios' inputs below may be edited; their headline figures are stored, "
)
_NAME_LABEL, _SHOWN_LABEL = "Scenario", "Shown by the live model"


def write_scenarios(book: Workbook, styles: Styles, content: Content) -> None:
    sheet = book.get_worksheet_by_name(SCENARIOS)
    columns = [*_COLUMNS, *_scenario_columns(content)]
    narrow = len(columns) <= _COLUMNS_A_PAGE
    set_up_page(sheet, content.footer(), SCENARIOS_TOP, one_page_wide=narrow)
    if not narrow:
        sheet.set_print_scale(60)
        sheet.repeat_columns(0, 1)
    sheet.freeze_panes(SCENARIOS_TOP, LIVE_COLUMN + 1)
    sheet.write_string(0, 0, "Scenarios", styles.of("title"))
    sheet.set_row(0, 28)
    note = f"{_NOTE}{content.as_of()}, and do not follow."
    sheet.write_string(1, 0, note, styles.of("muted"))
    write_table_head(sheet, styles, SCENARIOS_HEAD, columns)
    _write_selector(book, sheet, styles, content)
    _write_names(book, sheet, styles, content)
    _write_figures(sheet, styles, content)
    _write_inputs(sheet, styles, content)
    _write_exported(book, sheet, styles, content)
    _show_differences(sheet, styles, content)


def _scenario_columns(content: Content) -> Iterator[Column]:
    for number in range(1, len(content.results) + 1):
        yield Column(f"Scenario {number}", _SCENARIO_WIDTH, ("right",))


def _last(content: Content) -> int:
    return FIRST_SCENARIO + len(content.results) - 1


def _across(content: Content, row: int) -> str:
    """The scenarios' cells of one row."""
    return absolute(SCENARIOS, row, FIRST_SCENARIO, _last(content))


def _write_titles(sheet: Worksheet, styles: Styles, block: Block, content: Content) -> None:
    for row, title in block.headings.items():
        for place in range(_last(content) + 1):
            sheet.write_string(row, place, title if place == 0 else "", styles.of("section"))


def _write_row_head(
    sheet: Worksheet, styles: Styles, row: int, key: str, label: str, unit: str
) -> None:
    sheet.write_string(row, 0, key, styles.of("line", "muted"))
    sheet.write_string(row, 1, label, styles.of("line"))
    looks = ("line", "muted", "small", "wrap", "apart")
    sheet.write_string(row, _UNIT, unit, styles.of(*looks))
    fit_row(sheet, row, (unit, _COLUMNS[_UNIT].width))


# The selector ----------------------------------------------------------------------------


def _write_selector(book: Workbook, sheet: Worksheet, styles: Styles, content: Content) -> None:
    _write_row_head(
        sheet, styles, SELECTOR_ROW, "selected_scenario", "The scenario that is shown", ""
    )
    # As text: a name that begins with = must not become a formula when it is chosen.
    look = ("input", "bold")
    quoted = ("quoted",) if content.name.startswith(("=", "+", "-", "@")) else ()
    cell = styles.of(*look, *quoted, number="@")
    sheet.write_string(SELECTOR_ROW, LIVE_COLUMN, content.name, cell)
    book.define_name("selected_scenario", f"={absolute(SCENARIOS, SELECTOR_ROW, LIVE_COLUMN)}")
    names = _across(content, NAMES_ROW)
    rule = {
        "validate": "list",
        "source": f"={names.removeprefix(f'{SCENARIOS}!')}",
        "error_title": "Scenario",
        "error_message": "Choose one of the scenarios in the list.",
    }
    sheet.data_validation(SELECTOR_ROW, LIVE_COLUMN, SELECTOR_ROW, LIVE_COLUMN, rule)
    _write_row_head(sheet, styles, NUMBER_ROW, "scenario_number", "Its place among them", "")
    formula = f"=MATCH(1, {_across(content, SHOWN_ROW)}, 0)"
    look_up = styles.of("line", "muted", "left", number="0")
    sheet.write_formula(NUMBER_ROW, LIVE_COLUMN, formula, look_up, content.selected + 1)
    book.define_name("scenario_number", f"={absolute(SCENARIOS, NUMBER_ROW, LIVE_COLUMN)}")


def _write_names(book: Workbook, sheet: Worksheet, styles: Styles, content: Content) -> None:
    _write_row_head(sheet, styles, NAMES_ROW, "scenario_name", _NAME_LABEL, "")
    look = ("bold", "right", "wrap")
    sheet.write_formula(
        NAMES_ROW, LIVE_COLUMN, "=scenario_name", styles.of("line", *look), content.name
    )
    write_text(sheet, NAMES_ROW, BASELINE_COLUMN, content.baseline_name, styles, "line", *look)
    _write_row_head(sheet, styles, SHOWN_ROW, "shown", _SHOWN_LABEL, "")
    for place in (LIVE_COLUMN, BASELINE_COLUMN):
        sheet.write_blank(SHOWN_ROW, place, None, styles.of("line"))
    mark = styles.of("line", "right", "changed", number=SHOWN)
    for number, name in enumerate(content.names):
        place = FIRST_SCENARIO + number
        write_text(sheet, NAMES_ROW, place, name, styles, "input", *look)
        # Exactly: MATCH takes * and ? for wildcards and no notice of capitals.
        formula = f"=IF(EXACT({column(place)}{NAMES_ROW + 1}, selected_scenario), 1, 0)"
        sheet.write_formula(SHOWN_ROW, place, formula, mark, int(number == content.selected))
    fit_row(sheet, NAMES_ROW, *((name, _SCENARIO_WIDTH) for name in content.names))
    book.define_name("scenario_names", f"={_across(content, NAMES_ROW)}")


# Headline figures ------------------------------------------------------------------------


def _write_figures(sheet: Worksheet, styles: Styles, content: Content) -> None:
    block = content.layout.stored_figures
    _write_titles(sheet, styles, block, content)
    money: list[str] = []
    for figure in catalogue().figures.values():
        first = block.rows[figure.key]
        for part in range(len(figure.formulas)):
            _write_figure(sheet, styles, content, figure, part)
        if catalogue().style(figure.unit) == "money":
            last = f"{column(_last(content))}{first + len(figure.formulas)}"
            money.append(f"{column(LIVE_COLUMN)}{first + 1}:{last}")
    show_money(sheet, styles, money)


def _write_figure(
    sheet: Worksheet, styles: Styles, content: Content, figure: Figure, part: int
) -> None:
    row = content.layout.stored_figures.rows[figure.key] + part
    label = f"{figure.label}, {MATURITY[part]}" if figure.listed else figure.label
    _write_row_head(sheet, styles, row, figure.key, label, figure.unit)
    pattern = FIGURES[figure_style(figure)]
    number = styles.of("line", "right", number=pattern)
    live = styles.of("line", "right", "wrap", number=pattern)
    _write_live_figure(sheet, content, figure, part, live)
    stored = (content.baseline_figures, *content.scenario_figures)
    none = styles.of("line", "right", "muted", "small", "wrap")
    for place, figures in enumerate(stored, start=BASELINE_COLUMN):
        kpi = figures[figure.key]
        value = figure_part(kpi, part)
        if isinstance(value, str):
            sheet.write_string(row, place, f"none: {kpi.reason}", none)
        else:
            sheet.write_number(row, place, value, number)
    reasons = {figures[figure.key].reason for figures in stored}
    fit_row(sheet, row, *((f"none: {reason}", _SCENARIO_WIDTH) for reason in reasons))


def _write_live_figure(
    sheet: Worksheet, content: Content, figure: Figure, part: int, look: object
) -> None:
    at = content.layout.figures.rows[figure.key] + part
    cell = absolute(KPIS, at, VALUE_COLUMN) if figure.listed else f"kpi_{figure.key}"
    kpi: Kpi = content.figures[figure.key]
    value = figure_part(kpi, part)
    formula = f"={cell}"
    if figure.reasons:
        reason = absolute(KPIS, at, REASON_COLUMN)
        formula = f'=IF(ISNUMBER({cell}), {cell}, "none: "&{reason})'
        value = f"none: {kpi.reason}" if isinstance(value, str) else value
    row = content.layout.stored_figures.rows[figure.key] + part
    sheet.write_formula(row, LIVE_COLUMN, formula, look, value)


# Inputs ----------------------------------------------------------------------------------


def _write_inputs(sheet: Worksheet, styles: Styles, content: Content) -> None:
    block = content.layout.stored_inputs
    _write_titles(sheet, styles, block, content)
    _write_presets(sheet, styles, content, block.rows["scenario_preset"])
    live = values_of(content.result.scenario)
    standard = values_of(content.baseline.scenario)
    every = [values_of(result.scenario) for result in content.results]
    for key, label, unit, number, rule in _lines(content):
        row = block.rows[key]
        _write_row_head(sheet, styles, row, key, label, unit)
        quiet, look = styles.of("line", number=number), styles.of("input", number=number)
        sheet.write_formula(row, LIVE_COLUMN, f"={key}", quiet, live[key])
        muted = styles.of("line", "muted", number=number)
        sheet.write_number(row, BASELINE_COLUMN, standard[key], muted)
        for place, values in enumerate(every, start=FIRST_SCENARIO):
            sheet.write_number(row, place, values[key], look)
        sheet.data_validation(row, FIRST_SCENARIO, row, _last(content), rule)


def _lines(content: Content) -> Iterator[tuple[str, str, str, str, dict[str, object]]]:
    """Settings and inputs: key, label, unit, number format, how typing is checked."""
    for setting in SETTINGS:
        yield setting.key, setting.label, setting.unit, setting.number, setting.checked()
    for item in content.built_in.inputs.values():
        number = INPUT_NUMBERS[catalogue().style(item.unit)]
        yield (
            item.key,
            item.label,
            item.unit,
            number,
            validation(content.layout, item, f"{INPUTS}!"),
        )


def _write_presets(sheet: Worksheet, styles: Styles, content: Content, row: int) -> None:
    """The presets that the scenarios began as."""
    _write_row_head(sheet, styles, row, "scenario_preset", "Began as preset", "preset's key")
    look, plain = styles.of("input", "right"), styles.of("line", "right")
    shown = content.result.scenario.preset
    sheet.write_formula(row, LIVE_COLUMN, "=scenario_preset", plain, shown)
    quiet = styles.of("line", "right", "muted")
    sheet.write_string(row, BASELINE_COLUMN, content.baseline.scenario.preset, quiet)
    for place, result in enumerate(content.results, start=FIRST_SCENARIO):
        sheet.write_string(row, place, result.scenario.preset, look)
    rule = {
        "validate": "list",
        "source": f"={preset_cells(0)}",
        "error_title": "Preset",
        "error_message": "Began as preset takes a key from the list on the sheet Sources.",
    }
    sheet.data_validation(row, FIRST_SCENARIO, row, _last(content), rule)


# As exported -----------------------------------------------------------------------------


def _write_exported(book: Workbook, sheet: Worksheet, styles: Styles, content: Content) -> None:
    """What the columns above held: the difference is what somebody changed."""
    block = content.layout.exported
    _write_titles(sheet, styles, block, content)
    row = block.rows["scenario_name"]
    look = ("line", "muted")
    _write_row_head(sheet, styles, row, "scenario_name", _NAME_LABEL, "")
    scenarios: Sequence[Scenario] = [result.scenario for result in content.results]
    preset_row = block.rows["scenario_preset"]
    _write_row_head(sheet, styles, preset_row, "scenario_preset", "Began as preset", "")
    for place, (name, scenario) in enumerate(
        zip(content.names, scenarios, strict=True), start=FIRST_SCENARIO
    ):
        write_text(sheet, row, place, name, styles, *look, "right")
        sheet.write_string(preset_row, place, scenario.preset, styles.of(*look, "right"))
    every = [values_of(scenario) for scenario in scenarios]
    for key, label, unit, number, _ in _lines(content):
        _write_row_head(sheet, styles, block.rows[key], key, label, unit)
        quiet = styles.of(*look, number=number)
        for place, values in enumerate(every, start=FIRST_SCENARIO):
            sheet.write_number(block.rows[key], place, values[key], quiet)
    for name, stored in (("scenario_keys", content.layout.stored_inputs), ("exported_keys", block)):
        first = min(stored.rows.values())
        book.define_name(name, f"={absolute(SCENARIOS, first, 0)}:$A${stored.end}")


def _show_differences(sheet: Worksheet, styles: Styles, content: Content) -> None:
    """Live: what was edited since the export, and what differs from the baseline."""
    stored, exported = content.layout.stored_inputs, content.layout.exported
    top, first = min(stored.headings), column(FIRST_SCENARIO)
    cells = f"{first}{top + 1}:{column(_last(content))}{stored.end}"
    beside = min(row for row in exported.headings if row > min(exported.headings)) - top
    edited = {
        "type": "formula",
        "criteria": f"={first}{top + 1}<>{first}{top + beside + 1}",
        "format": styles.rule("notice"),
    }
    differs = {
        "type": "formula",
        "criteria": f'=AND(${column(BASELINE_COLUMN)}{top + 1}<>"",'
        f"{first}{top + 1}<>${column(BASELINE_COLUMN)}{top + 1})",
        "format": styles.rule("differs"),
    }
    for rule in (edited, differs):
        sheet.conditional_format(cells, rule)
