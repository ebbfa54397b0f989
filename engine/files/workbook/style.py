"""How the workbook looks: fonts, colours, number formats, page setup."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from engine.model.catalogue import catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from engine.model.catalogue import Figure

FONT = {"font_name": "Arial", "font_size": 10}

_TEXT, _MUTED, _LINE = "#0F172A", "#5B6779", "#E2E8F0"
_GOOD, _GOOD_FILL, _BAD, _BAD_FILL = "#057A55", "#DDF3E8", "#BE123C", "#FBE3E8"

# Ways to look, combined by name; a later one wins.
_LOOKS: Mapping[str, Mapping[str, object]] = {
    "plain": {"font_color": _TEXT, "valign": "top"},
    "line": {"bottom": 1, "bottom_color": _LINE},
    "wrap": {"text_wrap": True},
    "one_line": {"text_wrap": False},
    "middle": {"valign": "vcenter"},
    "muted": {"font_color": _MUTED},
    "small": {"font_size": 9},
    "bold": {"bold": True},
    "apart": {"align": "left", "indent": 1},  # from a number on its left
    "right": {"align": "right"},
    "left": {"align": "left"},
    "center": {"align": "center"},
    "title": {"bold": True, "font_size": 20},
    "heading": {"bold": True, "font_size": 12},
    "brand": {"bold": True, "font_color": "#2563EB"},
    "header": {
        "bold": True,
        "font_color": _TEXT,
        "bg_color": "#DCE3EE",
        "text_wrap": True,
        "valign": "vcenter",
    },
    "section": {"bold": True, "bg_color": "#EEF2F8"},
    "input": {
        "font_color": "#0000FF",
        "bg_color": "#FFF9D6",
        "border": 1,
        "border_color": "#D9D2A8",
        "locked": False,
    },
    "link": {"font_color": "#2563EB", "underline": 1},
    "notice": {"bg_color": "#FDF3E3", "text_wrap": True, "font_color": "#7A3E05"},
    "large": {"bold": True, "font_size": 14},
    "quoted": {"quote_prefix": True},  # text that a spreadsheet would take for a formula
    "good": {"font_color": _GOOD, "bg_color": _GOOD_FILL},
    "bad": {"font_color": _BAD, "bg_color": _BAD_FILL},
    "good_text": {"font_color": _GOOD},
    "bad_text": {"font_color": _BAD},
    "changed": {"bold": True, "font_color": "#2563EB"},
    "differs": {"bold": True},
    "reported": {"font_color": "#047857"},
    "disputed": {"font_color": "#C2410C"},
    "undisclosed": {"font_color": "#96650F"},
    "assumption": {"font_color": "#64748B"},
    "choice": {"font_color": "#2563EB"},
    "derived": {"font_color": "#7C3AED"},
}

_SMALL_CHARACTERS, _SMALL_LINE = 1.25, 12.0  # a small line: characters a width unit, points
MINUS = '"\N{MINUS SIGN}"'
DATE = "mmm yyyy"
SHOWN = '[=1]"●";[=0]"–";0'
HOLDS = '[=0]"pass";[=1]"FAILS";0'
IN_RANGE = '[=0]"ok";[=1]"not allowed";0'


def signed(pattern: str, zero: str = "") -> str:
    """A number format with a true minus sign, and its own text for zero if given."""
    return f"{pattern};{MINUS}{pattern}" + (f";{zero}" if zero else "")


# By the style of a unit: cells of the Model and of Inputs hold and show the model's units.
NUMBERS: Mapping[str, str] = {
    "money": signed("#,##0.0", '"–"'),
    "thousands": signed("#,##0.0", '"–"'),
    "price": signed("#,##0.00", '"–"'),
    "gpus": signed("#,##0.0", '"–"'),
    "gpu_hours": signed("#,##0.0", '"–"'),
    "factor": "[>=10000]#,##0;0.000",
    "percent": signed("0.0#%"),
    "count": signed("#,##0"),
    "month": "0",
    "quarter": "0",
    "flag": "0",
}
INPUT_NUMBERS: Mapping[str, str] = {
    "money": signed("#,##0.0##"),
    "thousands": signed("#,##0.0##"),
    "price": signed("#,##0.00#"),
    "gpus": signed("#,##0.0##"),
    "gpu_hours": signed("#,##0.0##"),
    "factor": signed("0.0###"),
    "percent": signed("0.0##%"),
    "count": "General",
    "month": "0",
    "month_or_none": '0;0;"0 (none)"',
    "count_or_none": '0;0;"0 (none)"',
    "count_or_never": '0;0;"0 (never)"',
    "flag": '[=1]"1 (yes)";[=0]"0 (no)";0',
    "direction": f"+0;{MINUS}0",
    "timing": "0.0",
}

# Headline figures are written for readers: $m cells show as $1.25B or $828m.
_DOLLAR = "[$$-409]"
_BILLIONS, _MILLIONS, _FEW = f'{_DOLLAR}#,##0.00,"B"', f'{_DOLLAR}#,##0"m"', f'{_DOLLAR}0.0"m"'
FIGURES: Mapping[str, str] = {
    "money": signed(_MILLIONS),
    "price": signed(f"{_DOLLAR}#,##0.00"),
    "percent": signed("0.0%"),
    "factor": signed('#,##0.00"×"'),
    "count": signed("#,##0"),
    "months": signed('#,##0.0" mo"'),
    "month": "0",
    "quarter": "0",
    "flag": '[=1]"yes";[=0]"no";0',
}
_SAME = '"no change"'
_BILLION, _HUNDRED = 999.5, 99.95  # $m, from which a figure reads as $1.00B and as $100m


def _change(pattern: str) -> str:
    return f"+{pattern};{MINUS}{pattern};{_SAME}"


CHANGES: Mapping[str, str] = {
    "money": _change(_MILLIONS),
    "price": _change(f"{_DOLLAR}#,##0.00"),
    "percent": _change('0.0%" pts"'),
    "factor": _change('#,##0.00"×"'),
    "count": _change("#,##0"),
    "months": _change('#,##0.0" mo"'),
    "month": _change('0" mo"'),
    "quarter": _change('0" qtr"'),
}


class Column(NamedTuple):
    """A table's column; `width` in characters."""

    title: str
    width: float
    looks: tuple[str, ...] = ()


class Styles:
    """Cell formats of one workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[str, tuple[str, ...]], Format] = {}

    def of(self, *looks: str, number: str = "") -> Format:
        """The format that combines these looks, with a number format if given."""
        if (known := self._made.get((number, looks))) is not None:
            return known
        properties: dict[str, object] = dict(FONT)
        for look in ("plain", *looks):
            properties.update(_LOOKS[look])
        if number:
            properties["num_format"] = number
        made = self._made[number, looks] = self._book.add_format(properties)
        return made

    def rule(self, look: str = "", number: str = "") -> Format:
        """For a conditional format: only what it changes."""
        properties = dict(_LOOKS[look]) if look else {}
        if number:
            properties["num_format"] = number
        return self._book.add_format(properties)


def figure_style(figure: Figure) -> str:
    """The key of a figure's formats here: its unit's style, but months in their own."""
    return "months" if figure.unit == "months" else catalogue().style(figure.unit)


def show_money(sheet: Worksheet, styles: Styles, cells: Sequence[str]) -> None:
    """$m cells as $1.25B from a billion on, with a decimal below $100m; live."""
    for limit, criteria, pattern in (
        (_BILLION, "not between", _BILLIONS),
        (_HUNDRED, "between", _FEW),
    ):
        rule = {"type": "cell", "criteria": criteria, "minimum": -limit, "maximum": limit}
        number = signed(pattern, f"{_DOLLAR}0")
        add_rule(sheet, cells, rule | {"format": styles.rule(number=number)})


def show_changes(
    sheet: Worksheet, styles: Styles, cells: Sequence[str], style: str, better: str
) -> None:
    """Changes for the better green, for the worse red; money scaled as in `show_money`.

    `better` is lower, higher or empty. Each rule sets colour and format together, because
    LibreOffice applies only the first rule that holds.
    """
    if not cells:
        return
    size = f"ABS(N({cells[0]}))"
    tiers = {"TRUE": CHANGES[style]}
    if style == "money":
        tiers = {
            f"{size} >= {_BILLION}": _change(_BILLIONS),
            f"{size} < {_HUNDRED}": _change(_FEW),
            "TRUE": _change(_MILLIONS),
        }
    for sign, direction in (("<", "lower"), (">", "higher")):
        colour = {direction: "good_text", "": ""}.get(better, "bad_text")
        for tier, number in tiers.items():
            rule = {
                "type": "formula",
                "criteria": f"=AND(N({cells[0]}) {sign} 0, {tier})",
                "format": styles.rule(colour, number),
            }
            add_rule(sheet, cells, rule)


def add_rule(sheet: Worksheet, cells: Sequence[str], rule: Mapping[str, object]) -> None:
    """One conditional format for several cells of a sheet."""
    sheet.conditional_format(cells[0], {**rule, "multi_range": " ".join(cells)})


def set_up_page(
    sheet: Worksheet, footer: str, header_rows: int, *, one_page_wide: bool = True
) -> None:
    """Landscape, header rows on every page, scenario and page at the foot."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    if one_page_wide:
        sheet.fit_to_pages(1, 0)
    if header_rows:
        sheet.repeat_rows(0, header_rows - 1)
    sheet.set_footer(f"&L&8 {footer}&R&8 Page &P of &N")
    sheet.hide_gridlines(2)


def write_table_head(sheet: Worksheet, styles: Styles, row: int, columns: Sequence[Column]) -> None:
    """Titles in one row, and the columns' widths."""
    for place, head in enumerate(columns):
        sheet.write_string(row, place, head.title, styles.of("header", *head.looks))
        sheet.set_column(place, place, head.width)
    sheet.set_row(row, 30)


def fit_row(sheet: Worksheet, row: int, *texts: tuple[str, float]) -> None:
    """As high as the longest of the small wrapped texts needs in its column's width.

    Spreadsheets fit rows when a cell is edited, but not all do so when they open a file.
    """
    lines = max(
        sum(max(1, math.ceil(len(line) / (width * _SMALL_CHARACTERS))) for line in text.split("\n"))
        for text, width in texts
    )
    if lines > 1:
        sheet.set_row(row, _SMALL_LINE * lines + 2)


def write_text(
    sheet: Worksheet, row: int, place: int, text: str, styles: Styles, *looks: str
) -> None:
    """Text that others wrote: never a formula, not even after the cell is edited."""
    if text.startswith(("=", "+", "-", "@")):
        looks = (*looks, "quoted")
    sheet.write_string(row, place, text, styles.of(*looks))
