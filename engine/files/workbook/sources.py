"""The sheet Sources: claims with their conflicts, what inputs rest on, what the user added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.files.shipped import presets
from engine.files.workbook.added import write_added
from engine.files.workbook.content import CLAIM_COLUMNS
from engine.files.workbook.layout import SOURCES, absolute, column
from engine.files.workbook.style import Column, fit_row, set_up_page, write_table_head, write_text
from engine.model.catalogue import catalogue

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

    from engine.files.workbook.content import Content
    from engine.files.workbook.style import Styles

_TOP = 4
_PRESETS_TOP = _TOP + 1
_STANDING = "reported, unverified"
_COLUMNS = (
    Column("Id or key", 26),
    Column("Claim or input", 50),
    Column("Value or status", 34),
    Column("Document or basis", 44),
    Column("Attributed to", 28),
    Column("Conflicts and notes", 44),
    Column("Standing", 20),
)
STATUSES = {
    "reported": "a source reports it; nobody has verified it",
    "disputed": "sources contradict one another",
    "undisclosed": "the sources say that it is not disclosed",
    "assumption": "chosen for this model, because no source gives it",
    "choice": "a choice of how to measure or decide, not a fact",
    "derived": "follows from the calendar",
}


def write_sources(book: Workbook, styles: Styles, content: Content) -> None:
    sheet = book.get_worksheet_by_name(SOURCES)
    set_up_page(sheet, content.footer(), _TOP)
    sheet.freeze_panes(_TOP, 1)
    sheet.write_string(0, 0, "Sources", styles.of("title"))
    sheet.set_row(0, 28)
    note = (
        "Every claim is as reported and unverified. The sources contradict themselves and one "
        "another; no claim is presented as fact."
    )
    sheet.write_string(1, 0, note, styles.of("muted"))
    write_table_head(sheet, styles, _TOP - 1, _COLUMNS)
    row = _write_presets(book, styles)
    row = write_added(book, styles, content, row, _COLUMNS)
    row = _write_title(book, styles, row, "Claims")
    for claim in content.evidence.claims:
        for place, name in enumerate(CLAIM_COLUMNS):
            write_text(sheet, row, place, claim[name], styles, "line", "small", "wrap")
        sheet.write_string(
            row, len(CLAIM_COLUMNS), _STANDING, styles.of("line", "small", "disputed")
        )
        texts = zip(CLAIM_COLUMNS, _COLUMNS, strict=False)
        fit_row(sheet, row, *((claim[name], head.width) for name, head in texts))
        row += 1
    for status, meaning in STATUSES.items():
        row = _write_status(book, styles, row, status, meaning)


def preset_cells(place: int) -> str:
    """A column of the list of presets, for formulas: 0 keys, 1 names, 2 stories."""
    last = _PRESETS_TOP + len(presets()) - 1
    return f"{absolute(SOURCES, _PRESETS_TOP, place)}:${column(place)}${last + 1}"


def _write_presets(book: Workbook, styles: Styles) -> int:
    sheet = book.get_worksheet_by_name(SOURCES)
    row = _write_title(book, styles, _PRESETS_TOP - 1, "Presets: one reading each")
    for preset in presets().values():
        sheet.write_string(row, 0, preset.id, styles.of("line", "muted"))
        sheet.write_string(row, 1, preset.name, styles.of("line"))
        for place in range(2, len(_COLUMNS)):
            sheet.write_blank(row, place, None, styles.of("line"))
        story = styles.of("line", "small")  # it runs on over the empty cells beside it
        sheet.write_string(row, 2, preset.story, story)
        row += 1
    return row


def _write_title(book: Workbook, styles: Styles, row: int, title: str) -> int:
    sheet = book.get_worksheet_by_name(SOURCES)
    for place in range(len(_COLUMNS)):
        sheet.write_string(row, place, title if place == 0 else "", styles.of("section"))
    return row + 1


def _write_status(book: Workbook, styles: Styles, row: int, status: str, meaning: str) -> int:
    """The inputs of one status with what they rest on."""
    sheet = book.get_worksheet_by_name(SOURCES)
    items = [item for item in catalogue().inputs.values() if item.status == status]
    if not items:
        return row
    row = _write_title(book, styles, row, f"Inputs, {status} ({len(items)}): {meaning}")
    for item in items:
        sheet.write_string(row, 0, item.key, styles.of("line", "muted"))
        sheet.write_string(row, 1, item.label, styles.of("line"))
        sheet.write_string(row, 2, item.status, styles.of("line", item.status))
        sheet.write_string(row, 3, item.basis, styles.of("line", "small", "wrap"))
        for place in range(4, len(_COLUMNS)):
            sheet.write_blank(row, place, None, styles.of("line"))
        fit_row(sheet, row, (item.basis, _COLUMNS[3].width))
        row += 1
    return row
