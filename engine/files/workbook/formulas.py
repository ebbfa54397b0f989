"""Formula texts as spreadsheets save them: the same formula in other words, moved, filled."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from openpyxl.utils.cell import column_index_from_string

from engine.files.workbook.layout import column

if TYPE_CHECKING:
    from collections.abc import Callable

    Where = Callable[[str, int, int], "tuple[int, int] | None"]

_TEXTS = re.compile(r'("(?:[^"]|"")*")')
# Possessive: a text of any length is searched in one pass.
_NUMBER = re.compile(r"(?<![A-Z0-9_.])(?:\d++(?:\.\d*+)?|\.\d++)(?:E[+-]?\d++)?(?![A-Z0-9_.(])")
_ONE_CELL = re.compile(r"(?<![A-Z0-9_.])([A-Z]{1,3}[0-9]{1,7}):\1(?![A-Z0-9_.(])")
_PREFIX = re.compile(r"_XL(?:FN|WS)\.|COM\.MICROSOFT\.")
_CELL = r"(\$?)([A-Za-z]{1,3})(\$?)([0-9]{1,7})(?![\w(.])"
_REFERENCE = re.compile(rf"(?<![\w.$!'])(?:('(?:[^']|'')+'|[A-Za-z_]\w*)!)?{_CELL}(?::{_CELL})?")


# What Excel takes; a workbook with more is "repaired" when it is opened.
_MAX_LENGTH, _MAX_DEPTH = 8192, 64
_TOO_LARGE = "E+308"  # a number may be computed, but not written


def is_taken(formula: str) -> bool:
    """Whether a spreadsheet takes a formula: not too long, too deep, or with too large a number."""
    if len(formula) > _MAX_LENGTH or _TOO_LARGE in formula:
        return False
    depth = deepest = 0
    for sign in formula:
        depth += (sign == "(") - (sign == ")")
        deepest = max(deepest, depth)
    return deepest <= _MAX_DEPTH


class _End(NamedTuple):
    """A cell as a formula names it: `$I$20`; a dollar sign holds what follows it."""

    fixed: str
    letters: str
    held: str
    number: str

    def seen_from(self, row: int, at: int) -> str:
        across = column_index_from_string(self.letters.upper())
        place = self.letters if self.fixed else f"C[{across - at}]"
        return f"{place}{self.number if self.held else f'R[{int(self.number) - row}]'}"

    def moved(self, sheet: str, where: Where) -> str:
        new = where(sheet, int(self.number), column_index_from_string(self.letters))
        row, place = new or (self.number, column_index_from_string(self.letters))
        return f"{self.fixed}{column(place - 1)}{self.held}{row}"


def _ends(found: re.Match[str]) -> list[_End]:
    parts = found.groups()[1:]
    ends = (_End(*(part or "" for part in parts[at : at + 4])) for at in (0, 4))
    return [end for end in ends if end.letters]


def plain(formula: str) -> str:
    """The formula in one spelling: what programs change when they save is left out.

    They differ in spaces, capitals, dollar signs, quotes around sheets, prefixes of functions,
    ranges of one cell, and in how they write numbers: 1E-06, 0.000001.
    """
    return _outside_texts(formula.strip().removeprefix("="), _plain)


def _plain(part: str) -> str:
    part = _PREFIX.sub("", part.upper().replace("$", "").replace("'", ""))
    part = _NUMBER.sub(lambda found: repr(float(found[0])), part)
    part = _ONE_CELL.sub(r"\1", "".join(part.split()))
    return part.replace("TRUE()", "TRUE").replace("FALSE()", "FALSE")


def relative(formula: str, row: int, at: int) -> str:
    """The formula with places as seen from its cell: alike in all cells that it was filled to."""

    def seen(found: re.Match[str]) -> str:
        sheet = f"{found[1]}!" if found[1] else ""
        return sheet + ":".join(end.seen_from(row, at) for end in _ends(found))

    return _outside_texts(formula, lambda part: _REFERENCE.sub(seen, part))


def moved(formula: str, sheet: str, where: Where, title: Callable[[str], str]) -> str:
    """A formula of `sheet` after places moved: `where` gives a cell's row and column by sheet,
    row and column of before, `title` a sheet's title by its own.

    A place that is gone stays as it is: nothing that was written refers to it any more.
    """

    def replaced(found: re.Match[str]) -> str:
        home = found[1].strip("'") if found[1] else sheet
        prefix = f"'{title(home)}'!" if found[1] else ""
        return prefix + ":".join(end.moved(home, where) for end in _ends(found))

    return _outside_texts(formula, lambda part: _REFERENCE.sub(replaced, part))


def _outside_texts(formula: str, change: Callable[[str], str]) -> str:
    parts = _TEXTS.split(formula)
    return "".join(part if place % 2 else change(part) for place, part in enumerate(parts))
