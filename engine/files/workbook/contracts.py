"""The sheet Contracts: the register's contracts by calendar month, and what the Model takes.

At the top, in the Model's columns, the rows that its formulas look at: each finds its month in
the totals below, wherever the scenario begins. Totals are sums over the contracts' rows, which
are constants.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.files.workbook.content import CELL_LENGTH, serial, shortened
from engine.files.workbook.contract_names import (
    COUNT,
    COUNTED,
    FIRST,
    NAME_COLUMN,
    OTHERS,
    PARTS,
    SAID,
    SERVICE_COLUMN,
    SUMS,
    SUPPLIER_COLUMN,
    TOTALS,
)
from engine.files.workbook.inputs import Exact
from engine.files.workbook.layout import (
    CONTRACTS,
    DATE_ROW,
    FIRST_COLUMN,
    LAST_COLUMN,
    MODEL,
    MODEL_TOP,
    MONTH_ROW,
    QUARTER_ROW,
    absolute,
    column,
)
from engine.files.workbook.style import DATE, NUMBERS, Column, set_up_page, write_text
from engine.model.catalogue import MONTHS
from engine.model.supplied import given_rows, summed_rows

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from engine.files.workbook.content import Content
    from engine.files.workbook.style import Styles
    from engine.formula.values import Array
    from engine.model.supplied import Supply

_COLUMNS = (
    Column("Key", 22),
    Column("Row or contract", 34),
    Column("Unit", 9),
    Column("Supplier", 18),
    Column("Service", 18),
    Column("Meaning", 18),
    Column("", 2),
    Column("Months", 7, ("right",)),
)
_UNIT_COLUMN, _MEANING_COLUMN, _COUNT_COLUMN = 2, 5, 7
_MONTH_WIDTH = 10.5
_NAME_LENGTH = 200
_PLACE_ROW = MODEL_TOP  # which column of the schedule a model month takes
_NOTE = (
    "The register's other contracts, which feed the Model where register_supply is not 0. Each "
    "contract's months below are constants; the totals are their sums, and the rows at the top "
    "take each model month from the totals."
)


def write_contracts(book: Workbook, styles: Styles, content: Content) -> None:
    supply = content.result.scenario.supply
    if supply is None:
        return
    sheet = book.get_worksheet_by_name(CONTRACTS)
    _Contracts(book, sheet, styles, content, supply).write()


class _Contracts:
    def __init__(
        self, book: Workbook, sheet: Worksheet, styles: Styles, content: Content, supply: Supply
    ) -> None:
        self._book, self._sheet, self._styles = book, sheet, styles
        self._content = content
        self._supply = supply
        self._columns = supply.table().shape[1]
        self._last = FIRST_COLUMN + self._columns - 1
        self._head = content.layout.given.end + 1  # the calendar months
        totals = self._head + 2
        self._totals = {key: totals + place for place, key in enumerate(given_rows())}
        self._parts_top = totals + len(self._totals) + 1

    def write(self) -> None:
        sheet, styles = self._sheet, self._styles
        set_up_page(sheet, self._content.footer(), MODEL_TOP + 1, one_page_wide=False)
        sheet.set_print_scale(60)
        sheet.repeat_columns(0, 1)
        sheet.freeze_panes(MODEL_TOP + 1, 2)
        for place, head in enumerate(_COLUMNS):
            sheet.set_column(place, place, head.width)
        sheet.set_column(FIRST_COLUMN, max(LAST_COLUMN, self._last), _MONTH_WIDTH)
        sheet.write_string(0, 0, "Contracts", styles.of("title"))
        sheet.set_row(0, 28)
        note = " ".join((_NOTE, *self._supply.notes))
        sheet.write_string(0, 1, note, styles.of("muted", "middle"))
        self._write_months()
        self._write_given()
        self._write_calendar()
        self._write_parts()
        self._write_totals()

    # By model month ----------------------------------------------------------------------------

    def _write_months(self) -> None:
        sheet, styles = self._sheet, self._styles
        for row in (MONTH_ROW, DATE_ROW, QUARTER_ROW, _PLACE_ROW):
            for place, head in enumerate(_COLUMNS):
                title = head.title if row == _PLACE_ROW else ""
                sheet.write_string(row, place, title, styles.of("header", *head.looks))
        places = self._places()
        counted = "(YEAR({c}{row}) - YEAR({first})) * 12 + MONTH({c}{row}) - MONTH({first}) + 1"
        for month in range(1, MONTHS + 1):
            at = FIRST_COLUMN + month - 1
            heads: tuple[tuple[int, int | str, str], ...] = (
                (MONTH_ROW, month, "0"),
                (DATE_ROW, serial(self._content.month(month)), DATE),
                (QUARTER_ROW, self._content.quarter(month), ""),
            )
            for row, value, number in heads:
                look = styles.of("header", "right", number=number)
                sheet.write_formula(row, at, f"={MODEL}!{column(at)}${row + 1}", look, value)
            which = counted.format(c=f"{column(at)}$", row=DATE_ROW + 1, first=FIRST)
            formula = f"=MAX(1, MIN({COUNT}, {which}))"
            look = styles.of("header", "right", number="0")
            sheet.write_formula(_PLACE_ROW, at, formula, look, int(places[month - 1]) + 1)

    def _places(self) -> Array:
        first, start = self._supply.first, self._content.result.scenario.start
        shift = (start.year - first.year) * 12 + start.month - first.month
        places: Array = np.clip(np.arange(MONTHS) + shift, 0, self._columns - 1)
        return places

    def _write_given(self) -> None:
        block = self._content.layout.given
        for row, title in block.headings.items():
            self._write_heading(row, title)
        for key, row in block.rows.items():
            look = self._write_labels(row, key, given_rows()[key].label)
            total = self._totals[key] + 1
            source = f"${column(FIRST_COLUMN)}${total}:${column(self._last)}${total}"
            values = self._content.result.row(key).tolist()
            for at, value in enumerate(values, start=FIRST_COLUMN):
                formula = f"=INDEX({source}, {column(at)}${_PLACE_ROW + 1})"
                self._sheet.write_formula(row, at, formula, look, value)

    # By calendar month -------------------------------------------------------------------------

    def _write_calendar(self) -> None:
        sheet, row = self._sheet, self._head
        header = self._styles.of("header", number=DATE)
        for place in range(FIRST_COLUMN):
            title = "By calendar month, from" if place == 0 else ""
            sheet.write_string(row, place, title, header)
        sheet.write_number(row, FIRST_COLUMN, serial(self._supply.first), header)
        for at in range(FIRST_COLUMN + 1, self._last + 1):
            month = self._supply.first.plus(at - FIRST_COLUMN)
            sheet.write_formula(
                row, at, f"=EDATE({column(at - 1)}{row + 1}, 1)", header, serial(month)
            )
        first = absolute(CONTRACTS, row, FIRST_COLUMN)
        self._book.define_name(FIRST, f"={first}")
        cells = f"{column(FIRST_COLUMN)}{row + 1}:{column(self._last)}{row + 1}"
        look = self._styles.of("header", "right", number="0")
        sheet.write_formula(row, _COUNT_COLUMN, f"=COUNT({cells})", look, self._columns)
        self._book.define_name(COUNT, f"={absolute(CONTRACTS, row, _COUNT_COLUMN)}")
        sheet.write_number(row, NAME_COLUMN, self._supply.contracts, self._styles.of("header"))
        self._book.define_name(COUNTED, f"={absolute(CONTRACTS, row, NAME_COLUMN)}")
        notes = "\n".join(shortened(note, CELL_LENGTH // 10) for note in self._supply.notes)
        write_text(sheet, row, _MEANING_COLUMN, notes, self._styles, "header")
        self._book.define_name(SAID, f"={absolute(CONTRACTS, row, _MEANING_COLUMN)}")

    def _write_parts(self) -> None:
        """Every contract's months, row by row of the model."""
        row = self._parts_top
        for place, key in enumerate(summed_rows()):
            self._write_heading(row, given_rows()[key].label)
            row += 1
            for part in self._supply.parts:
                name = shortened(part.id, _NAME_LENGTH) or OTHERS
                look = self._write_labels(row, key, name)
                for at, text in ((SUPPLIER_COLUMN, part.supplier), (SERVICE_COLUMN, part.service)):
                    said = shortened(text, _NAME_LENGTH)
                    write_text(self._sheet, row, at, said, self._styles, "muted", "small")
                self._write_values(row, part.table()[place], look)
                row += 1
        cells = f"$A${self._parts_top + 1}:${column(self._last)}${max(row, self._parts_top + 1)}"
        self._book.define_name(PARTS, f"={CONTRACTS}!{cells}")

    def _write_values(self, row: int, values: Array, look: object) -> None:
        """What is 0 stays empty: it counts for nothing in a sum."""
        for at in np.flatnonzero(values).tolist():
            self._sheet.write_number(row, FIRST_COLUMN + at, Exact(values[at]), look)

    def _write_totals(self) -> None:
        self._write_heading(self._head + 1, "All contracts")
        count = len(self._supply.parts)
        table = self._supply.table()
        for place, (key, row) in enumerate(self._totals.items()):
            look = self._write_labels(row, key, given_rows()[key].label)
            if key not in summed_rows() or not count:
                for at, value in enumerate(table[place].tolist(), start=FIRST_COLUMN):
                    self._sheet.write_number(row, at, Exact(value), look)
                continue
            top = self._parts_top + 1 + summed_rows().index(key) * (count + 1)
            for at, value in enumerate(table[place].tolist(), start=FIRST_COLUMN):
                letters = column(at)
                formula = f"=SUM({letters}{top + 1}:{letters}{top + count})"
                self._sheet.write_formula(row, at, formula, look, value)
        first, last = min(self._totals.values()) + 1, max(self._totals.values()) + 1
        right = column(self._last)
        self._book.define_name(TOTALS, f"={CONTRACTS}!$A${first}:${right}${last}")
        sums = max(self._totals[key] for key in summed_rows()) + 1
        left = column(FIRST_COLUMN)
        self._book.define_name(SUMS, f"={CONTRACTS}!${left}${first}:${right}${sums}")

    # Both --------------------------------------------------------------------------------------

    def _write_heading(self, row: int, title: str) -> None:
        section = self._styles.of("section")
        self._sheet.set_row(row, None, section)
        self._sheet.write_string(row, 0, title[:1].upper() + title[1:], section)

    def _write_labels(self, row: int, key: str, name: str) -> object:
        """Key, name and unit of a row; returns how its numbers look."""
        given, quiet = given_rows()[key], self._styles.of("muted", "small")
        self._sheet.write_string(row, 0, key, quiet)
        write_text(self._sheet, row, NAME_COLUMN, name, self._styles)
        self._sheet.write_string(row, _UNIT_COLUMN, given.unit, quiet)
        self._sheet.write_string(row, _MEANING_COLUMN, given.meaning, quiet)
        return self._styles.of(number=NUMBERS[self._content.model.style(given.unit)])
