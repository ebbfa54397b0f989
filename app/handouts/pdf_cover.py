"""The cover: whose it is, what it is of, and what is in it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from app.handouts.pdf_sheet import MARGIN, PAPERS, Box, rect_of, types
from engine.contracts.cell_text import day_text

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF

    from app.handouts.content import Handout
    from app.handouts.pdf_sheet import Sheet

_LOGO = Box(MARGIN, 44.0, 190.0, 58.0)
_BAND = 10.0  # the stripe at the left edge
_TITLE_TOP = 178.0
_LIST = 250.0  # width of the contents
_BETWEEN = 56.0
_MOST_TITLE = 3  # lines
_STEP = 3.0  # between two lines of the contents


class CoverPage(NamedTuple):
    """The first page. `contents` are titles with their page numbers."""

    handout: Handout
    contents: tuple[tuple[str, int], ...]

    @property
    def title(self) -> str:
        return ""

    def draw(self, sheet: Sheet, room: Box) -> None:
        face, inks, stamp = types(), sheet.inks, self.handout.stamp
        height = PAPERS[self.handout.paper][1]
        sheet.fill(Box(0.0, 0.0, _BAND, height), inks.accent)
        logo = draw_logo(sheet, self.handout.logo, _LOGO)
        left = MARGIN + logo + (16.0 if logo else 0.0)
        name = face.heading.elided(stamp.organisation, room.right - left)
        sheet.text(face.heading, inks.text, left, _LOGO.top + _LOGO.height / 2 - 8.0, name)
        width = room.width - _LIST - _BETWEEN
        sheet.text(face.strong, inks.accent, MARGIN, _TITLE_TOP - 26.0, "Board pack")
        lines = face.cover.wrapped(self.handout.title, width, _MOST_TITLE)
        top = sheet.lines(face.cover, inks.text, MARGIN, _TITLE_TOP, lines) + 14.0
        for text in self._facts():
            cut = face.body.wrapped(text, width, 2)
            top = sheet.lines(face.body, inks.muted, MARGIN, top, cut) + 3.0
        self._list(sheet, Box(room.right - _LIST, _TITLE_TOP - 26.0, _LIST, 0.0))

    def _facts(self) -> tuple[str, ...]:
        stamp, compared = self.handout.stamp, self.handout.compared
        dated = f"{date_text(stamp.date)} · Tenor {stamp.version}"
        against = f"Compared with {compared}" if compared else ""
        return tuple(filter(None, (against, dated, stamp.notice)))

    def _list(self, sheet: Sheet, box: Box) -> None:
        face, inks = types(), sheet.inks
        sheet.text(face.strong, inks.text, box.left, box.top, "In this pack")
        top = box.top + face.strong.leading + 6.0
        for title, number in self.contents:
            sheet.rule(box.left, box.right, top, inks.grid)
            top += _STEP
            sheet.text(face.body, inks.text, box.left, top, face.body.elided(title, box.width - 30))
            sheet.text_right(face.body, inks.muted, box.right, top, str(number))
            top += face.body.leading + _STEP


def draw_logo(sheet: Sheet, logo: bytes | None, box: Box, *, right: bool = False) -> float:
    """The logo, as large as the box allows, at its left or right; how wide it is."""
    picture = QImage.fromData(logo) if logo else QImage()
    if picture.isNull() or not picture.width() or not picture.height():
        return 0.0
    share = min(box.width / picture.width(), box.height / picture.height())
    width, height = picture.width() * share, picture.height() * share
    left = box.right - width if right else box.left
    at: QRectF = rect_of(Box(left, box.top + (box.height - height) / 2, width, height))
    most = 4 * max(round(box.width), round(box.height))  # dots are enough at 288 a inch
    if max(picture.width(), picture.height()) > most:
        keep, smooth = (
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        picture = picture.scaled(most, most, keep, smooth)
    sheet.painter.drawImage(at, picture)
    return width


def date_text(iso: str) -> str:
    """`2026-11-22` as `22 Nov 2026`."""
    return day_text(date.fromisoformat(iso))
