"""What the user added, on the sheet Sources: their own sources, and line items as written.

Both are lists that Tenor reads again, found by a defined name that covers heads and rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.files.workbook.content import lines_of
from engine.files.workbook.layout import SOURCES, absolute, column
from engine.files.workbook.lists import (
    ITEM_HEADS,
    ITEMS_NAME,
    ITEMS_TITLE,
    SOURCE,
    SOURCE_HEADS,
    SOURCES_NAME,
    SOURCES_TITLE,
    STANDING,
)
from engine.files.workbook.style import fit_row, write_text
from engine.model.catalogue import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xlsxwriter.workbook import Workbook

    from engine.files.workbook.content import Content
    from engine.files.workbook.style import Column, Styles


def write_added(
    book: Workbook, styles: Styles, content: Content, row: int, columns: Sequence[Column]
) -> int:
    """Both lists, each only if there is something in it. Returns the next free row."""
    for name, title, heads, lines in (
        (SOURCES_NAME, SOURCES_TITLE, SOURCE_HEADS, list(_sources(content))),
        (ITEMS_NAME, ITEMS_TITLE, ITEM_HEADS, list(_items(content))),
    ):
        if lines:
            _write_head(book, styles, row, title, heads)
            for at, line in enumerate(lines, start=row + 2):
                _write_line(book, styles, at, line, columns)
            first, row = row + 1, row + 2 + len(lines)
            cells = f"{absolute(SOURCES, first, 0)}:${column(len(heads) - 1)}${row}"
            book.define_name(name, f"={cells}")
    return row


def _items(content: Content) -> Iterator[tuple[str, ...]]:
    for item in content.items:
        formula, opening = lines_of(item.formula), lines_of(item.opening)
        yield (item.key, item.label, item.unit, formula, opening, item.meaning, item.kind)


def _sources(content: Content) -> Iterator[tuple[str, ...]]:
    """Each source with what it is attached to below it."""
    evidence, inputs = content.evidence, catalogue().inputs
    for source in evidence.sources:
        name, note = SOURCE.format(source.id), lines_of(source.note)
        title, document = lines_of(source.title), lines_of(source.document)
        yield (name, title, "", document, "user", note, STANDING)
        for each in evidence.attachments:
            if each.source == source.id:
                label, said = inputs[each.key].label, lines_of(each.note)
                yield (each.key, label, name, "", "user", said, STANDING)


def _write_head(book: Workbook, styles: Styles, row: int, title: str, heads: Sequence[str]) -> None:
    sheet = book.get_worksheet_by_name(SOURCES)
    for place, head in enumerate(heads):
        sheet.write_string(row, place, "" if place else title, styles.of("section"))
        sheet.write_string(row + 1, place, head, styles.of("line", "bold"))


def _write_line(
    book: Workbook, styles: Styles, row: int, line: tuple[str, ...], columns: Sequence[Column]
) -> None:
    sheet = book.get_worksheet_by_name(SOURCES)
    for place, text in enumerate(line):
        looks = ("line", "small", "wrap", *_looks(line, place))
        if text:
            write_text(sheet, row, place, text, styles, *looks)
        else:
            sheet.write_blank(row, place, None, styles.of(*looks))
    fit_row(sheet, row, *((text, head.width) for text, head in zip(line, columns, strict=True)))


def _looks(line: tuple[str, ...], place: int) -> tuple[str, ...]:
    """What a source says of inputs stands in, below it."""
    if place == 0:
        return ("muted",)
    if line[-1] != STANDING:
        return ()
    if place == len(line) - 1:
        return ("disputed",)
    if place == 1:
        return ("apart",) if line[2] else ("bold",)
    return ()
