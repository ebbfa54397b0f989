"""The sheet Charts: four native charts of the Model's rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.files.workbook.layout import (
    CHARTS,
    DATE_ROW,
    FIRST_COLUMN,
    MODEL,
    absolute,
)
from engine.files.workbook.style import DATE, MINUS, set_up_page

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

    from engine.files.workbook.content import Content
    from engine.files.workbook.style import Styles

GREEN, BLUE, ORANGE, PURPLE = "#00835F", "#0072B2", "#D55E00", "#7048B8"
RED, BROWN, GREY = "#C2185B", "#A8680F", "#55657A"
_TEXT, _GRID, _AXIS = "#334155", "#E2E8F0", "#94A3B8"
_WIDTH, _HEIGHT = 760, 380
_ROWS_A_CHART = 20


@dataclass(frozen=True, slots=True)
class Chart:
    """What one chart shows: rows of the Model by key, each with its colour."""

    title: str
    lines: tuple[tuple[str, str], ...]
    money: bool = True


CHARTS_SHOWN = (
    Chart(
        "Profitability, $ a month",
        (("revenue", BLUE), ("compute_cost", ORANGE), ("operating_profit", GREEN)),
    ),
    Chart(
        "Cash at month end, and cumulative cash flow before funding",
        (("cash_balance", GREEN), ("cumulative_cash", BLUE)),
    ),
    Chart(
        "Lock-in: what is still owed, and what leaving would cost",
        (("remaining_obligation", PURPLE), ("exit_cost", RED), ("unavoidable_fees", BROWN)),
    ),
    Chart(
        "Contract against market, $ per GPU-hour",
        (("contract_unit_price", PURPLE), ("market_price", GREY)),
        money=False,
    ),
)


def write_charts(book: Workbook, styles: Styles, content: Content) -> None:
    sheet = book.get_worksheet_by_name(CHARTS)
    set_up_page(sheet, content.footer(), 0)
    months = max(round(each.scenario.values["horizon_months"]) for each in content.results)
    longest = " (the longest of the scenarios')" if len(content.results) > 1 else ""
    sheet.write_string(0, 0, "Charts", styles.of("title"))
    sheet.set_row(0, 28)
    note = (
        f"Live: the charts follow the sheet Model. They show months 1 to {months}, the horizon at "
        f"export{longest}; a horizon changed here does not move their ends."
    )
    sheet.write_string(1, 0, note, styles.of("muted"))
    sheet.write_formula(2, 0, "=scenario_name", styles.of("bold"), content.name)
    for place, shown in enumerate(CHARTS_SHOWN):
        chart = _chart(book, content, shown, months)
        row, side = divmod(place, 2)
        offset = {"x_offset": side * (_WIDTH + 20), "y_offset": 8, "object_position": 2}
        sheet.insert_chart(3 + row * _ROWS_A_CHART, 0, chart, offset)


def _chart(book: Workbook, content: Content, shown: Chart, months: int) -> object:
    chart = book.add_chart({"type": "line"})
    last = FIRST_COLUMN + months - 1
    for key, colour in shown.lines:
        row = content.layout.model.rows[key]
        chart.add_series(
            {
                "name": f"={absolute(MODEL, row, 1)}",
                "categories": f"={absolute(MODEL, DATE_ROW, FIRST_COLUMN, last)}",
                "values": f"={absolute(MODEL, row, FIRST_COLUMN, last)}",
                "line": {"color": colour, "width": 2.25},
            }
        )
    largest = max(
        float(np.nanmax(np.abs(content.result.row(key)[:months]))) for key, _ in shown.lines
    )
    font = {"name": "Arial", "size": 9, "color": _TEXT}
    chart.set_title(
        {
            "name": shown.title,
            "name_font": {"name": "Arial", "size": 12, "bold": True, "color": _TEXT},
            "overlay": False,
            "layout": {"x": 0.02, "y": 0.03},
        }
    )
    chart.set_x_axis(
        {
            "date_axis": True,
            "num_font": font,
            "num_format": DATE,
            "label_position": "low",
            "major_unit": _interval(months),
            "major_unit_type": "months",
            "line": {"color": _AXIS, "width": 0.75},
            "major_tick_mark": "outside",
            "minor_tick_mark": "none",
            "position_axis": "on_tick",
        }
    )
    chart.set_y_axis(
        {
            "num_font": font,
            "num_format": _axis_format(largest) if shown.money else "[$$-409]0.00",
            "major_gridlines": {"visible": True, "line": {"color": _GRID, "width": 0.75}},
            "line": {"none": True},
            "major_tick_mark": "none",
            "minor_tick_mark": "none",
        }
    )
    chart.set_legend({"position": "top", "font": font})
    chart.set_chartarea({"border": {"color": _GRID}, "fill": {"color": "#FFFFFF"}})
    chart.set_size({"width": _WIDTH, "height": _HEIGHT})
    chart.show_blanks_as("gap")
    return chart


def _interval(months: int) -> int:
    """Months between labels: whole quarters, about eight labels in all."""
    return max(3, 3 * round(months / 24))


def _axis_format(largest: float) -> str:
    """$m as $B, or as $m where a billion would round everything away."""
    if largest >= 10_000:
        pattern = '[$$-409]#,##0,"B"'
    elif largest >= 1_000:
        pattern = '[$$-409]#,##0.0,"B"'
    elif largest >= 10:
        pattern = '[$$-409]#,##0"m"'
    else:
        pattern = '[$$-409]0.00"m"'
    return f"{pattern};{MINUS}{pattern};[$$-409]0"
