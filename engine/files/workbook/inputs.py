"""The sheet Inputs: every input in its own named cell, checked as it is typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from engine.calendar import quarter_phase
from engine.files.workbook.content import serial
from engine.files.workbook.layout import (
    CHOICES,
    FIRST_SCENARIO,
    INPUTS,
    LIST_TOP,
    LIVE_COLUMN,
    SCENARIOS,
    SELECTOR_ROW,
    VALUE_COLUMN,
    absolute,
    column,
)
from engine.files.workbook.style import (
    DATE,
    IN_RANGE,
    INPUT_NUMBERS,
    Column,
    fit_row,
    set_up_page,
    write_table_head,
)
from engine.model.catalogue import Input, catalogue
from engine.quantity import MINUS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from engine.files.workbook.content import Content
    from engine.files.workbook.layout import Layout
    from engine.files.workbook.style import Styles
    from engine.scenario import Scenario

_COLUMNS = (
    Column("Key", 25),
    Column("Input", 27),
    Column("Value", 13, ("right",)),
    Column("Unit", 22, ("apart",)),
    Column("Selected scenario", 13, ("right",)),
    Column("Typed over", 10, ("center",)),
    Column("Minimum", 10, ("right",)),
    Column("Maximum", 10, ("right",)),
    Column("Baseline", 12, ("right",)),
    Column("Differs", 8, ("center",)),
    Column("In range", 9, ("center",)),
    Column("Status", 12),
    Column("Basis", 36),
    Column("Meaning", 76),
)
_UNIT, _SELECTED, _TYPED, _MINIMUM, _MAXIMUM, _BASELINE, _DIFFERS = range(3, 10)
RANGE_COLUMN, _STATUS, _BASIS, _MEANING = range(10, 14)
_NOTE = (
    "The blue numbers on pale yellow show the selected scenario; choose another on the sheet "
    "Scenarios. Type over one and every other sheet follows; to take it back, copy the cell above "
    "or below it. Each of these cells is named by its key."
)
_SCENARIO_ROW = 2
_TYPED_OVER = "typed over"
_FITS, _SET = "quarter_phase fits the calendar", "to fit the calendar, set quarter_phase to "


@dataclass(frozen=True, slots=True)
class Setting:
    """What a scenario has besides its inputs: a cell that names months and quarters."""

    key: str
    label: str
    unit: str
    number: str
    meaning: str
    rule: Mapping[str, object]

    def checked(self) -> dict[str, object]:
        """The rule by which a cell is checked as it is typed."""
        return {**self.rule, "error_title": self.label}


SETTINGS = (
    Setting(
        "start_month",
        "Start month",
        "date",
        DATE,
        "First day of model month 1. It names the months.",
        {
            "validate": "date",
            "criteria": "between",
            "minimum": date(1900, 1, 1),
            "maximum": date(2200, 12, 31),
            "error_message": "Start month takes a date from 1900 to 2200, such as 2026-04-01.",
        },
    ),
    Setting(
        "fiscal_start",
        "Start of fiscal year",
        "month, 1-12",
        "0",
        "Month in which the fiscal year begins; 1 is January. It names the quarters, and the "
        "input quarter_phase says where they end.",
        {
            "validate": "integer",
            "criteria": "between",
            "minimum": 1,
            "maximum": 12,
            "error_message": "Start of fiscal year takes whole numbers 1 to 12.",
        },
    ),
)


def setting_values(scenario: Scenario) -> dict[str, int]:
    return {"start_month": serial(scenario.start), "fiscal_start": scenario.fiscal_start}


def values_of(scenario: Scenario) -> dict[str, float]:
    """Settings and inputs as cells hold them."""
    return setting_values(scenario) | {key: Exact(value) for key, value in scenario.values.items()}


class Exact(float):
    """A number that is stored with every digit: the writer rounds others to 16, and the
    file would read back as a different number.
    """

    def __format__(self, _spec: str) -> str:
        return repr(float(self))


def write_inputs(book: Workbook, styles: Styles, content: Content) -> None:
    sheet = book.get_worksheet_by_name(INPUTS)
    set_up_page(sheet, content.footer(), LIST_TOP)
    sheet.freeze_panes(LIST_TOP, VALUE_COLUMN + 1)
    sheet.write_string(0, 0, "Inputs", styles.of("title"))
    sheet.set_row(0, 28)
    sheet.write_string(1, 0, _NOTE, styles.of("muted"))
    _write_scenario(book, sheet, styles, content)
    write_table_head(sheet, styles, LIST_TOP - 1, _COLUMNS)
    block = content.layout.inputs
    for row, title in block.headings.items():
        for place in range(len(_COLUMNS)):
            sheet.write_string(row, place, title if place == 0 else "", styles.of("section"))
    _write_settings(book, sheet, styles, content)
    for item in content.built_in.inputs.values():
        _write_input(book, sheet, styles, content, item)
    _write_choices(sheet, styles, content.layout)
    wrong = {"type": "cell", "criteria": "==", "value": 1, "format": styles.rule("bad")}
    sheet.conditional_format(LIST_TOP, RANGE_COLUMN, block.end - 1, RANGE_COLUMN, wrong)


def _write_scenario(book: Workbook, sheet: Worksheet, styles: Styles, content: Content) -> None:
    """Which scenario the values follow, and how many were typed over and don't."""
    sheet.write_string(_SCENARIO_ROW, 0, "Scenario", styles.of("muted"))
    link = f"internal:{SCENARIOS}!{column(LIVE_COLUMN)}{SELECTOR_ROW + 1}"
    look = styles.of("link", "bold")
    sheet.write_url(_SCENARIO_ROW, 1, link, look, "scenario", "Choose another scenario")
    sheet.write_formula(_SCENARIO_ROW, 1, "=selected_scenario", look, content.name)
    first, last = min(content.layout.inputs.rows.values()) + 1, content.layout.inputs.end
    marks, selected = column(_TYPED), column(_SELECTED)
    count = f'COUNTIF({marks}{first}:{marks}{last}, "{_TYPED_OVER}")'
    text = f'=IF({count} = 0, "", "Typed over: "&{count}&". These do not follow the selector.")'
    sheet.write_formula(_SCENARIO_ROW, _UNIT, text, styles.of("changed"), "")
    cells = f"{absolute(INPUTS, first - 1, _SELECTED)}:${selected}${last}"
    book.define_name("selected_values", f"={cells}")


def _write_value(
    book: Workbook, sheet: Worksheet, styles: Styles, content: Content, key: str, number: str
) -> None:
    """The live cell, which may be typed over; and the selected scenario's value beside it."""
    row = content.layout.inputs.rows[key]
    value = values_of(content.result.scenario)[key]
    live, selected = (f"{column(place)}{row + 1}" for place in (VALUE_COLUMN, _SELECTED))
    look = styles.of("input", number=number)
    sheet.write_formula(row, VALUE_COLUMN, f"={selected}", look, value)
    book.define_name(key, f"={absolute(INPUTS, row, VALUE_COLUMN)}")
    stored = content.layout.stored_inputs.rows[key]
    last = FIRST_SCENARIO + len(content.results) - 1
    cells = absolute(SCENARIOS, stored, FIRST_SCENARIO, last)
    quiet = styles.of("line", "muted", number=number)
    formula = f"=INDEX({cells}, scenario_number)"
    sheet.write_formula(row, _SELECTED, formula, quiet, value)
    mark = f'=IF({live} = {selected}, "", "{_TYPED_OVER}")'
    sheet.write_formula(row, _TYPED, mark, styles.of("line", "center", "changed"), "")


def _write_settings(book: Workbook, sheet: Worksheet, styles: Styles, content: Content) -> None:
    here, there = setting_values(content.result.scenario), setting_values(content.baseline.scenario)
    for setting in SETTINGS:
        row = content.layout.inputs.rows[setting.key]
        value, standard = here[setting.key], there[setting.key]
        quiet = styles.of("line", "muted", number=setting.number)
        sheet.write_string(row, 0, setting.key, styles.of("line", "muted"))
        sheet.write_string(row, 1, setting.label, styles.of("line"))
        _write_value(book, sheet, styles, content, setting.key, setting.number)
        sheet.write_string(row, _UNIT, setting.unit, styles.of("line", "muted", "apart"))
        for place in (_MINIMUM, _MAXIMUM, RANGE_COLUMN, _STATUS, _BASIS):
            sheet.write_blank(row, place, None, styles.of("line"))
        sheet.write_number(row, _BASELINE, standard, quiet)
        _write_difference(sheet, styles, row, differs=value != standard)
        sheet.write_string(row, _MEANING, setting.meaning, styles.of("line", "wrap", "small"))
        sheet.data_validation(row, VALUE_COLUMN, row, VALUE_COLUMN, setting.checked())
        fit_row(sheet, row, (setting.meaning, _COLUMNS[_MEANING].width))
    row = content.layout.inputs.rows["fiscal_start"]
    fits = quarter_phase(content.result.scenario.start, content.result.scenario.fiscal_start)
    text = _FITS if fits == content.result.scenario.values["quarter_phase"] else f"{_SET}{fits}"
    phase = "MOD(MONTH(start_month) - fiscal_start, 3)"
    formula = f'=IF({phase} = quarter_phase, "{_FITS}", "{_SET}"&{phase})'
    sheet.write_formula(row, _BASIS, formula, styles.of("line", "small"), text)


def _write_input(
    book: Workbook, sheet: Worksheet, styles: Styles, content: Content, item: Input
) -> None:
    row = content.layout.inputs.rows[item.key]
    value = content.result.scenario.values[item.key]
    standard = content.baseline.scenario.values[item.key]
    number = INPUT_NUMBERS[catalogue().style(item.unit)]
    quiet = styles.of("line", "muted", number=number)
    sheet.write_string(row, 0, item.key, styles.of("line", "muted"))
    sheet.write_string(row, 1, item.label, styles.of("line"))
    _write_value(book, sheet, styles, content, item.key, number)
    unit = styles.of("line", "muted", "small", "wrap", "apart")
    sheet.write_string(row, _UNIT, item.unit, unit)
    sheet.write_number(row, _MINIMUM, item.minimum, quiet)
    sheet.write_number(row, _MAXIMUM, item.maximum, quiet)
    sheet.write_number(row, _BASELINE, Exact(standard), quiet)
    _write_difference(sheet, styles, row, differs=value != standard)
    in_range = styles.of("line", "center", "muted", number=IN_RANGE)
    sheet.write_formula(row, RANGE_COLUMN, _range_test(content.layout, item, row), in_range, 0)
    sheet.write_string(row, _STATUS, item.status, styles.of("line", item.status))
    sheet.write_string(row, _BASIS, item.basis, styles.of("line", "wrap", "small"))
    sheet.write_string(row, _MEANING, item.meaning, styles.of("line", "wrap", "small"))
    sheet.data_validation(row, VALUE_COLUMN, row, VALUE_COLUMN, validation(content.layout, item))
    texts = {_UNIT: item.unit, _BASIS: item.basis, _MEANING: item.meaning}
    fit_row(sheet, row, *((text, _COLUMNS[place].width) for place, text in texts.items()))


def _write_difference(sheet: Worksheet, styles: Styles, row: int, *, differs: bool) -> None:
    value, standard = (f"{column(place)}{row + 1}" for place in (VALUE_COLUMN, _BASELINE))
    formula = f'=IF({value}={standard},"","●")'
    mark = styles.of("line", "center", "changed")
    sheet.write_formula(row, _DIFFERS, formula, mark, "●" if differs else "")


def _choices(places: Layout, item: Input) -> str | None:
    """The cells that list what an input takes, if it takes listed values only."""
    style = catalogue().style(item.unit)
    if style not in CHOICES:
        return None
    row = places.choices[style] + 1
    first, last = column(VALUE_COLUMN), column(VALUE_COLUMN + len(_listed(item)) - 1)
    return f"${first}${row}:${last}${row}"


def _listed(item: Input) -> list[float]:
    count = round((item.maximum - item.minimum) / item.step)
    return [item.minimum + place * item.step for place in range(count + 1)]


def _range_test(places: Layout, item: Input, row: int) -> str:
    """0 where the value is allowed, 1 where it isn't; live."""
    value, least, most = (f"{column(at)}{row + 1}" for at in (VALUE_COLUMN, _MINIMUM, _MAXIMUM))
    if cells := _choices(places, item):
        return f"=IF(COUNTIF({cells}, {value}) = 1, 0, 1)"
    whole = f", {value} = INT({value})" if item.whole else ""
    return f"=IF(ISNUMBER({value}), IF(AND({value} >= {least}, {value} <= {most}{whole}), 0, 1), 1)"


def validation(places: Layout, item: Input, sheet: str = "") -> dict[str, object]:
    """How a value is checked as it is typed; `sheet` is `Inputs!` for cells elsewhere."""
    style = catalogue().style(item.unit)
    rule: dict[str, object] = {"error_title": item.label[:32]}
    if cells := _choices(places, item):
        listed = [f"{value:g}" for value in _listed(item)]
        allowed = f"{', '.join(listed[:-1])} or {listed[-1]}"
        rule |= {"validate": "list", "source": f"={sheet}{cells}"}
    else:
        least, most = (_typed(value, style) for value in (item.minimum, item.maximum))
        allowed = f"{'whole numbers ' if item.whole else ''}{least} to {most}"
        rule |= {
            "validate": "integer" if item.whole else "decimal",
            "criteria": "between",
            "minimum": item.minimum,
            "maximum": item.maximum,
        }
    return rule | {"error_message": f"{item.label} takes {allowed} ({item.unit})."}


def _typed(value: float, style: str) -> str:
    """A bound as it would be typed into its cell."""
    text = f"{value * 100:g}%" if style == "percent" else f"{value:,g}"
    return text.replace("-", MINUS)


def _write_choices(sheet: Worksheet, styles: Styles, places: Layout) -> None:
    """The lists stand in cells: typed into the rule, 0.5 would be read by the local comma."""
    rows = places.choices
    title = "Values that the lists above offer"
    sheet.write_string(min(rows.values()) - 1, 0, title, styles.of("bold"))
    for style, row in rows.items():
        item = next(i for i in catalogue().inputs.values() if catalogue().style(i.unit) == style)
        sheet.write_string(row, 0, item.unit, styles.of("muted"))
        for place, value in enumerate(_listed(item)):
            sheet.write_number(row, VALUE_COLUMN + place, value, styles.of("muted"))
