"""The rows of the sheet Model: each series one formula across the months."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from engine.files.workbook.content import stored
from engine.files.workbook.errors import DIVISION, opening_of
from engine.files.workbook.formulas import is_taken
from engine.files.workbook.layout import (
    COUNT_COLUMN,
    FIRST_COLUMN,
    LAST_COLUMN,
    OPENING_COLUMN,
    MonthPlaces,
    SinglePlaces,
    column,
)
from engine.files.workbook.style import NUMBERS, write_text
from engine.formula.excel import to_excel
from engine.formula.syntax import Number, to_text
from engine.model.catalogue import MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from engine.files.workbook.content import Content
    from engine.files.workbook.layout import Block
    from engine.files.workbook.style import Styles
    from engine.model.catalogue import Formula

# Each month's column letters with the ones before: what a row's template is filled with.
LETTERS = [
    {"c": column(place), "p": column(place - 1)} for place in range(FIRST_COLUMN, LAST_COLUMN + 1)
]
_TOO_DEEP = ": values as of {}, too deep for a spreadsheet"


class Rows:
    """Writes rows of the Model; `rows` says where each series stands."""

    def __init__(
        self, sheet: Worksheet, styles: Styles, content: Content, rows: Mapping[str, int]
    ) -> None:
        self._sheet = sheet
        self._styles = styles
        self._content = content
        self._rows = rows
        self._months = MonthPlaces(rows, content.layout.given.rows)
        self._singles = SinglePlaces(rows)

    def write(self, block: Block, items: Iterable[Formula]) -> None:
        """The headings and rows of a block."""
        section = self._styles.of("section")
        for row, title in block.headings.items():
            self._sheet.set_row(row, None, section)
            self._sheet.write_string(row, 0, title.capitalize(), section)
        for item in items:
            self._write_row(item)
            self._write_opening(item)

    def _write_row(self, item: Formula) -> None:
        sheet, styles, row = self._sheet, self._styles, self._rows[item.key]
        template = to_excel(item.formula, self._months)
        live = is_taken(template)
        section = item.section if live else item.section + _TOO_DEEP.format(self._content.day)
        quiet = styles.of("muted", "small")
        sheet.set_row(row, None, None, {"level": 1})
        sheet.write_string(row, 0, item.key, quiet)
        write_text(sheet, row, 1, item.label, styles)
        for place, text in enumerate((item.unit, section, item.kind), start=2):
            sheet.write_string(row, place, text, quiet)
        write_text(sheet, row, 5, to_text(item.formula), styles, "muted", "small")
        computed = self._computed(item)
        months = f"=COUNT({self._months.row(item.key)})"
        count = sum(not isinstance(value, str) for value in computed)
        sheet.write_formula(row, COUNT_COLUMN, months, quiet, count)
        look = styles.of(number=NUMBERS[self._content.model.style(item.unit)])
        write = self._write_formulas if live else self._write_values
        write(row, f"={template}", computed, look)

    def _write_formulas(
        self, row: int, template: str, computed: Sequence[float | str], look: Format
    ) -> None:
        write = self._sheet.write_formula
        for place, (letters, value) in enumerate(zip(LETTERS, computed, strict=True), FIRST_COLUMN):
            write(row, place, template.format_map(letters), look, value)

    def _write_values(
        self, row: int, _template: str, computed: Sequence[float | str], look: Format
    ) -> None:
        """Numbers instead; an error still is one for the rows that look at it."""
        for place, value in enumerate(computed, FIRST_COLUMN):
            if isinstance(value, str):
                self._sheet.write_formula(row, place, "=1/0", look, DIVISION)
            else:
                self._sheet.write_number(row, place, value, look)

    def _computed(self, item: Formula) -> Sequence[float | str]:
        """(120,), what is stored beside the formulas."""
        values: list[float] = self._content.result.row(item.key).tolist()
        if all(map(math.isfinite, values)):
            return values
        errors = self._content.errors.get(item.key, [""] * MONTHS)
        return [error or stored(value) for error, value in zip(errors, values, strict=True)]

    def _write_opening(self, item: Formula) -> None:
        assert item.opening is not None
        row = self._rows[item.key]
        number = NUMBERS[self._content.model.style(item.unit)]
        look = self._styles.of("muted", number=number)
        value = self._content.openings[item.key]
        formula = to_excel(item.opening, self._singles)
        if math.isfinite(value) and (isinstance(item.opening, Number) or not is_taken(formula)):
            self._sheet.write_number(row, OPENING_COLUMN, value, look)
            return
        (error,) = self._content.errors.get(opening_of(item.key), [""])
        formula = formula if is_taken(formula) else "1/0"
        self._sheet.write_formula(row, OPENING_COLUMN, f"={formula}", look, error or stored(value))
