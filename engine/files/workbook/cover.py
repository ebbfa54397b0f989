"""The sheet Cover: what this is, the figures that matter, whether it adds up, how to use it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from engine.calendar import YearMonth
from engine.files.shipped import presets
from engine.files.workbook.content import serial
from engine.files.workbook.kpis import (
    CHANGE_COLUMN,
    DATED,
    REASON_COLUMN,
    WHEN_COLUMN,
    change_between,
    figure_cell,
    figure_part,
)
from engine.files.workbook.layout import (
    CHARTS,
    CHECKS,
    CONTRACTS,
    COVER,
    FIRST_SCENARIO,
    INPUTS,
    KPIS,
    LIVE_COLUMN,
    MODEL,
    SCENARIOS,
    SELECTOR_ROW,
    SIMULATION,
    SOURCES,
    absolute,
    column,
)
from engine.files.workbook.sources import preset_cells
from engine.files.workbook.style import (
    CHANGES,
    DATE,
    FIGURES,
    figure_style,
    set_up_page,
    show_changes,
    show_money,
    write_text,
)
from engine.model.catalogue import Figure, catalogue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from engine.files.workbook.content import Content
    from engine.files.workbook.style import Styles

HEADLINE = (
    "first_profit_quarter",
    "peak_funding",
    "remaining_obligation",
    "exit_cost",
    "effective_lock_in_months",
    "cash_out_month",
)
NOTICE = (
    "The articles behind these numbers are reported and unverified. They contradict themselves and "
    "one another: who pays whom, a year or in total, what is bought. Every reading is a preset, "
    "every input shows its status and basis, and no claim is presented as fact."
)
LIMITS = (
    "No tax, debt, foreign exchange or stock compensation.",
    "No calendar-year true-up.",
    "Training growth does not slow, so years beyond the fourth are indicative.",
    "A lease is not derecognised on exit; where an exit is planned, the onerous test counts "
    "benefits only until then.",
    "The on-demand alternative assumes unlimited supply at a fixed premium.",
    "Accounting lenses are planning views, not advice.",
)
HOW_TO_USE = (
    "Choose the scenario on the sheet Scenarios, in the blue cell on pale yellow: every sheet "
    "then shows it, charts included, in Excel and in LibreOffice.",
    "Inputs are blue on pale yellow. Type over one on the sheet Inputs to try a number; edit the "
    "scenario's column on the sheet Scenarios to keep it when you choose another scenario.",
    "Each input cell is named by its key, each headline figure kpi_ and its key. The names work in "
    "your own formulas.",
    "On the sheet Model every row is one formula, months across; constants have their own cells. "
    "There are no macros and nothing is hidden.",
    "Stored values are dated and do not follow: the headline figures on the sheet Scenarios, and "
    "the columns Baseline.",
    "Tenor takes this workbook back, edited or not, and lists what was changed: tenor FILE.xlsx, "
    "or tenor evaluate FILE.xlsx for the selected scenario.",
)
CONTENTS = (
    (INPUTS, "Every input, its range, status and basis"),
    (MODEL, "Every line item by month, and the workings for the headline figures"),
    (KPIS, "The headline figures, each with its reason where there is none"),
    (CHARTS, "Profitability, cash, lock-in, contract against market"),
    (SCENARIOS, "Every scenario in a column, and the selector that the model follows"),
    (CHECKS, "What must hold in every scenario"),
    (SOURCES, "Claims and their conflicts; inputs by status"),
)
_WIDTHS = (2, 26, 19, 18, 34, 60)
_FACTS = 4  # the row where they begin
_PRESET = "scenario_preset"
_FIRST, _VALUE, _CHANGE, _NOTE, _LAST = range(1, 6)
_LINE_CHARACTERS = 150  # that fit across the merged columns
_LINE_HEIGHT = 13.5
_PASSED = "All checks pass"
_NONE = "–"


def write_cover(book: Workbook, styles: Styles, content: Content, failed: int, mark: str) -> None:
    """`failed` is how many checks fail, `mark` stands for all formulas."""
    sheet = book.get_worksheet_by_name(COVER)
    set_up_page(sheet, content.footer(), 0)
    sheet.fit_to_pages(1, 1)
    sheet.activate()
    for place, width in enumerate(_WIDTHS):
        sheet.set_column(place, place, width)
    row = _write_title(book, sheet, styles, content, mark)
    row = _write_strip(sheet, styles, content, row + 1)
    row = _write_master(sheet, styles, failed, row + 1)
    row = _write_paragraphs(sheet, styles, row + 1, "Notice", (NOTICE,), "notice")
    row = _write_paragraphs(sheet, styles, row + 1, "How to use", HOW_TO_USE)
    row = _write_paragraphs(sheet, styles, row + 1, "Known limits", LIMITS)
    _write_contents(sheet, styles, content, _FACTS - 1)


def _write_title(
    book: Workbook, sheet: Worksheet, styles: Styles, content: Content, mark: str
) -> int:
    """Title, scenario and where it comes from. Returns the next free row."""
    scenario, stamp = content.result.scenario, content.stamp
    sheet.write_string(0, _FIRST, "Tenor", styles.of("brand"))
    sheet.set_row(1, 30)
    sheet.write_formula(1, _FIRST, "=scenario_name", styles.of("title"), content.name)
    sheet.write_string(2, _FIRST, "A live plan of a long compute commitment", styles.of("muted"))
    preset = presets()[scenario.preset]
    last = FIRST_SCENARIO + len(content.results) - 1
    keys = absolute(SCENARIOS, content.layout.stored_inputs.rows[_PRESET], FIRST_SCENARIO, last)
    facts = (
        ("Scenario", "=selected_scenario", content.name, "scenario_name"),
        ("Baseline", "", content.baseline_name, ""),
        ("Began as preset", _of_preset(1), preset.name, ""),
        ("Preset's key", f"=INDEX({keys}, scenario_number)", preset.id, _PRESET),
        ("Written", "", stamp.date, ""),
        ("Written by Tenor", "", stamp.version, "tenor_version"),
        ("Mark of the formulas", "", mark, "formulas_mark"),
    )
    row = _FACTS
    for label, formula, text, name in facts:
        sheet.write_string(row, _FIRST, label, styles.of("muted"))
        if formula:
            sheet.write_formula(row, _VALUE, formula, styles.of(), text)
        else:
            write_text(sheet, row, _VALUE, text, styles)
        if name:
            book.define_name(name, f"={absolute(COVER, row, _VALUE)}")
        row += 1
    selector = f"internal:{SCENARIOS}!{column(LIVE_COLUMN)}{SELECTOR_ROW + 1}"
    sheet.write_url(_FACTS, _CHANGE, selector, styles.of("link"), "Choose another")
    begins = YearMonth(scenario.start.year, scenario.fiscal_start)
    for label, formula, day, number in (
        ("Start month", "=start_month", scenario.start, DATE),
        ("Fiscal year begins", "=DATE(YEAR(start_month), fiscal_start, 1)", begins, "mmm"),
    ):
        sheet.write_string(row, _FIRST, label, styles.of("muted"))
        look = styles.of("left", number=number)
        sheet.write_formula(row, _VALUE, formula, look, serial(day))
        row += 1
    longest = max((each.story for each in presets().values()), key=len)
    _write_paragraph(sheet, styles, row, longest, "muted")  # as high as any of them needs
    sheet.write_formula(row, _FIRST, _of_preset(2), styles.of("wrap", "muted"), preset.story)
    return row + 1


def _of_preset(place: int) -> str:
    """What the list of presets says of the one that the scenario began as."""
    return f"=INDEX({preset_cells(place)}, MATCH({_PRESET}, {preset_cells(0)}, 0))"


def _write_strip(sheet: Worksheet, styles: Styles, content: Content, row: int) -> int:
    """The headline figures. Returns the next free row."""
    titles = ("Headline figure", "Value", "Against baseline", "Note", "Meaning")
    for place, title in enumerate(titles, start=_FIRST):
        sheet.write_string(row, place, title, styles.of("header"))
    rows = {key: row + 1 + place for place, key in enumerate(HEADLINE)}
    figures = [catalogue().figures[key] for key in HEADLINE]
    for figure in figures:
        _write_figure(sheet, styles, content, figure, rows[figure.key])
    money = [rows[item.key] + 1 for item in figures if figure_style(item) == "money"]
    show_money(sheet, styles, [f"{column(_VALUE)}{at}" for at in money])
    for figure in figures:
        cells = [f"{column(_CHANGE)}{rows[figure.key] + 1}"]
        show_changes(sheet, styles, cells, figure_style(figure), figure.better)
    return row + 1 + len(HEADLINE)


def _write_figure(
    sheet: Worksheet, styles: Styles, content: Content, figure: Figure, row: int
) -> None:
    """A figure; as a date where it counts months or quarters; or why there is none."""
    name, style = f"kpi_{figure.key}", figure_style(figure)
    kpi = content.figures[figure.key]
    value, standard = figure_part(kpi, 0), figure_part(content.baseline_figures[figure.key], 0)
    exists = isinstance(value, float)
    sheet.set_row(row, 24)
    sheet.write_string(row, _FIRST, figure.label, styles.of("line", "middle", "bold"))

    shown = figure_cell(content, figure.key, WHEN_COLUMN) if style in DATED else name
    seen = content.when(style, value) if style in DATED else value
    number = {"month": DATE, "quarter": "", "months": '#,##0" months"'}.get(style, FIGURES[style])
    formula = f'=IF(ISNUMBER({name}), {shown}, "{_NONE}")'
    look = styles.of("line", "middle", "large", "left", number=number)
    sheet.write_formula(row, _VALUE, formula, look, seen if exists else _NONE)

    formula = f"={figure_cell(content, figure.key, CHANGE_COLUMN)}"
    look = styles.of("line", "middle", "left", number=CHANGES[style])
    sheet.write_formula(row, _CHANGE, formula, look, change_between(value, standard))

    counted = f'"{style} "&{name}&" of the model"' if style in DATED else '""'
    formula = f"=IF(ISNUMBER({name}), {counted}, {figure_cell(content, figure.key, REASON_COLUMN)})"
    note = f"{style} {value:g} of the model" if style in DATED and exists else kpi.reason
    sheet.write_formula(row, _NOTE, formula, styles.of("line", "middle", "muted", "wrap"), note)
    meaning = styles.of("line", "middle", "small", "wrap")
    sheet.write_string(row, _LAST, figure.meaning, meaning)


def _write_master(sheet: Worksheet, styles: Styles, failed: int, row: int) -> int:
    """The one check over all. Returns the next free row."""
    text = 'checks_failed&IF(checks_failed = 1, " check fails", " checks fail")'
    formula = f'=IF(checks_failed = 0, "{_PASSED}", {text}&": see the sheet Checks")'
    words = f"{failed} check{'s fail' if failed != 1 else ' fails'}: see the sheet Checks"
    sheet.set_row(row, 22)
    sheet.merge_range(row, _FIRST, row, _CHANGE, "", styles.of("large", "middle", "center"))
    look = styles.of("large", "middle", "center")
    sheet.write_formula(row, _FIRST, formula, look, words if failed else _PASSED)
    for criteria, colour in (("= 0", "good"), ("<> 0", "bad")):
        rule = {
            "type": "formula",
            "criteria": f"=checks_failed {criteria}",
            "format": styles.rule(colour),
        }
        sheet.conditional_format(row, _FIRST, row, _CHANGE, rule)
    return row + 1


def _write_paragraphs(
    sheet: Worksheet, styles: Styles, row: int, title: str, texts: Sequence[str], *looks: str
) -> int:
    """A heading and its paragraphs. Returns the next free row."""
    sheet.write_string(row, _FIRST, title, styles.of("heading"))
    for text in texts:
        row += 1
        _write_paragraph(sheet, styles, row, text, *looks)
    return row + 1


def _write_paragraph(sheet: Worksheet, styles: Styles, row: int, text: str, *looks: str) -> None:
    """Text across the page; merged cells don't grow by themselves, so their height is set."""
    lines = max(1, math.ceil(len(text) / _LINE_CHARACTERS))
    sheet.set_row(row, _LINE_HEIGHT * lines + 2)
    sheet.merge_range(row, _FIRST, row, _LAST, "", styles.of("wrap", *looks))
    write_text(sheet, row, _FIRST, text, styles, "wrap", *looks)


def _write_contents(sheet: Worksheet, styles: Styles, content: Content, row: int) -> None:
    """Beside the facts: they leave the right half of the page free."""
    sheet.write_string(row, _NOTE, "Contents", styles.of("heading"))
    for at, (target, title, about) in enumerate(_contents(content), start=row + 1):
        sheet.write_url(at, _NOTE, f"internal:{target}", styles.of("link"), title)
        sheet.write_string(at, _LAST, about, styles.of("muted"))


def _contents(content: Content) -> list[tuple[str, str, str]]:
    singles = min(content.layout.singles.headings) + 1
    pages = [(f"{sheet}!A1", sheet, about) for sheet, about in CONTENTS]
    if content.shape.supplied:
        about = "The register's contracts by month, as they feed the Model"
        pages.insert(2, (f"{CONTRACTS}!A1", CONTRACTS, about))
    foot = (f"{KPIS}!A{singles}", "Single values", "At the foot of KPIs: constants behind the rest")
    if content.simulation is not None:
        pages.append(
            (f"{SIMULATION}!A1", SIMULATION, "Draws of the uncertain inputs: dated values")
        )
    place = next(at for at, page in enumerate(pages, start=1) if page[1] == KPIS)
    return [*pages[:place], foot, *pages[place:]]
