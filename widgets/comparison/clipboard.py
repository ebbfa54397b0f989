"""A table on the clipboard: tab-separated for spreadsheets, and a table of HTML for documents.

A spreadsheet gets numbers as numbers and never a formula that was only a text.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from widgets.language.spoken import own, said

if TYPE_CHECKING:
    from collections.abc import Sequence

_NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?")
_FORMULA = ("=", "+", "-", "@")
_PLACES = re.compile(r"\.(\d+)")


class Piece(NamedTuple):
    """One cell to copy: what a document shows, and the number that a spreadsheet gets."""

    text: str
    number: str = ""  # plain digits; empty for a text
    heading: bool = False
    percent: bool = False  # the number is a share, shown as a percentage


def piece(text: str, copy_text: str = "", *, number: bool = True, kind: str = "") -> Piece:
    """A cell; a number only where what is copied reads as one. `kind` is a `Cell`'s."""
    copied = copy_text or text
    if kind == "text":  # the number behind a date or a word says nothing by itself
        copied = text
    if number and _NUMBER.fullmatch(copied):
        return Piece(text, copied, percent=kind == "percent")
    return Piece(copied)


def copy(lines: Sequence[Sequence[Piece]]) -> None:
    """Put a table on the clipboard as text and as HTML."""
    mime = QMimeData()
    mime.setText(tab_separated(lines))
    mime.setHtml(html_table(lines))
    QGuiApplication.clipboard().setMimeData(mime)


def tab_separated(lines: Sequence[Sequence[Piece]]) -> str:
    """Lines of cells. A text that a spreadsheet would take for a formula gets an apostrophe."""
    return "".join("\t".join(map(_plain, line)) + "\n" for line in lines)


def _plain(cell: Piece) -> str:
    if cell.percent:
        return own(f"{said(f'{float(cell.number) * 100:.13g}')}%")
    if cell.number:
        return said(cell.number)
    text = " ".join(said(cell.text).split())
    return f"'{text}" if text.startswith(_FORMULA) else text


def html_table(lines: Sequence[Sequence[Piece]]) -> str:
    """A plain table. Excel and LibreOffice read a cell's own number, documents its text."""
    rows = "".join(f"<tr>{''.join(map(_cell, line))}</tr>\n" for line in lines)
    return (
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel">'
        '<head><meta charset="utf-8"></head><body>\n'
        '<table border="1" cellspacing="0" cellpadding="4" style="border-collapse:collapse">\n'
        f"{rows}</table>\n</body></html>"
    )


def _cell(cell: Piece) -> str:
    text = escape(" ".join(said(cell.text).split()))
    if cell.number:
        number, look, code = escape(cell.number), "", ""
        if cell.percent:
            form = _percent_format(cell.text)
            look = f" style=\"mso-number-format:'{form}'\""
            # LibreOffice takes only formats of its own from HTML: none has one or three places.
            code = "0;0.00%" if "." in form else "0;0%"
        marks = f'x:num="{number}"{look} sdval="{number}" sdnum="1033;{code}"'
        return f'<td align="right" {marks}>{text}</td>'
    # Marked as text: a spreadsheet would take "=..." in HTML for a formula as well.
    tag = "th" if cell.heading else "td"
    marks = 'x:str style="mso-number-format:\'\\@\'" sdnum="1033;0;@"'
    return f'<{tag} align="left" {marks}>{text}</{tag}>'


def _percent_format(text: str) -> str:
    """The number format of a percentage with as many places as `text` shows."""
    found = _PLACES.search(text)
    return f"0.{'0' * len(found[1])}%" if found else "0%"
