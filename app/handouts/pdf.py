"""The board pack as a PDF: vectors, selectable text, and every page stamped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QUuid
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from app.handouts.pdf_cover import date_text, draw_logo
from app.handouts.pdf_pages import pages_of, room_of
from app.handouts.pdf_sheet import DPI, MARGIN, PAPERS, Box, Inks, Sheet, types
from engine.files.atomic import replacing
from engine.files.workbook.content import shortened
from widgets.language.spoken import own, said

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.handouts.content import Handout
    from app.handouts.pdf_pages import Page

_SIZES = {"a4": QPageSize.PageSizeId.A4, "letter": QPageSize.PageSizeId.Letter}
_NAMESPACE = QUuid("6d6e2f0a-3f0a-5d53-9f5e-7b1f6f2c4f11")  # of our documents' ids
_HEAD = 34.0  # where the head of a page begins
_LOGO = 24.0  # height of the small logo
_MOST_TITLE = 200  # signs, of what the file says of itself
_FOOT = 30.0  # from the paper's lower edge to the stamp


def write_pdf(path: Path, handout: Handout, progress: Callable[[float], None]) -> None:
    """Writes the pages whole or not at all. Raises `FileError`, and what `progress` raises.

    Needs the application's fonts; may run beside the window's thread.
    """
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    _print(_writer(buffer, handout), handout, progress)
    with replacing(path) as temporary:
        temporary.write_bytes(_dated(bytes(held.data()), handout.stamp.date))


def _dated(data: bytes, date: str) -> bytes:
    """The file's own dates are the stamp's, so that one handout is one file: nothing moves."""
    day = date.encode()
    data = re.sub(rb"(?<=Date \(D:)\d{14}", day.replace(b"-", b"") + b"000000", data)
    return re.sub(rb"(?<=Date=\")[-\d]{10}T[:\d]{8}", day + b"T00:00:00", data)


def _writer(buffer: QBuffer, handout: Handout) -> QPdfWriter:
    writer = QPdfWriter(buffer)
    writer.setResolution(DPI)
    layout = QPageLayout(
        QPageSize(_SIZES[handout.paper]), QPageLayout.Orientation.Landscape, QMarginsF()
    )
    writer.setPageLayout(layout)
    stamp = handout.stamp
    writer.setTitle(said(f"{shortened(handout.title, _MOST_TITLE)} – board pack"))
    writer.setCreator(f"Tenor {stamp.version}")
    writer.setAuthor(shortened(stamp.organisation, _MOST_TITLE))
    # The same handout has the same id: else no two files would be alike.
    writer.setDocumentId(QUuid.createUuidV5(_NAMESPACE, repr(stamp).encode()))
    return writer


def _print(writer: QPdfWriter, handout: Handout, progress: Callable[[float], None]) -> None:
    pages = pages_of(handout)
    painter = QPainter(writer)
    try:
        sheet = Sheet(painter, Inks())
        for number, page in enumerate(pages, start=1):
            progress((number - 1) / len(pages))
            if number > 1:
                writer.newPage()
            draw_page(sheet, handout, page, number, len(pages))
    finally:
        painter.end()
    progress(1.0)


def draw_page(sheet: Sheet, handout: Handout, page: Page, number: int, count: int) -> None:
    """One page with its head and its stamp."""
    painter = sheet.painter
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if number > 1:
        _draw_head(sheet, handout, page.title)
    page.draw(sheet, room_of(handout))
    _draw_stamp(sheet, handout, number, count)


def _draw_head(sheet: Sheet, handout: Handout, title: str) -> None:
    face, inks, width = types(), sheet.inks, PAPERS[handout.paper][0]
    right = width - MARGIN
    box = Box(right - 90.0, _HEAD - 2.0, 90.0, _LOGO)
    logo = draw_logo(sheet, handout.logo, box, right=True)
    name_right = right - logo - (8.0 if logo else 0.0)
    name = face.small.elided(handout.stamp.organisation, 220.0)
    sheet.text_right(face.small, inks.muted, name_right, _HEAD + 5.0, name)
    room = name_right - face.small.width(name) - 20.0 - MARGIN
    sheet.text(face.title, inks.text, MARGIN, _HEAD - 4.0, face.title.elided(title, room))
    sheet.rule(MARGIN, right, _HEAD + 30.0, inks.border, 0.75)


def _draw_stamp(sheet: Sheet, handout: Handout, number: int, count: int) -> None:
    """Whose, of what, when, by which version, what to beware of, and which page of how many."""
    face, inks, stamp = types(), sheet.inks, handout.stamp
    width, height = PAPERS[handout.paper]
    top, right = height - _FOOT, width - MARGIN
    sheet.rule(MARGIN, right, top - 6.0, inks.border)
    page = f"Page {number} of {count}"
    sheet.text_right(face.fine, inks.text, right, top, page)
    tail = f"{date_text(stamp.date)} · Tenor {stamp.version} · {stamp.notice}"
    room = right - MARGIN - face.fine.width(page) - 42.0 - face.fine.width(tail)
    left = MARGIN
    # Each on its own: neither a long name nor one that is read from the right moves the other.
    for name, share in ((stamp.organisation, 0.45), (stamp.scenario, 1.0)):
        if not name:
            continue
        dot = "· " if left > MARGIN else ""
        text = own(dot + face.fine.elided(name, room * share - face.fine.width(dot)))
        sheet.text(face.fine, inks.text, left, top, text)
        wide = face.fine.width(own(f"{text} "))
        left, room = left + wide, room - wide
    sheet.text(face.fine, inks.muted, left + 12.0 - face.fine.width(" "), top, tail)
