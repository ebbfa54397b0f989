"""A page of a handout recorded for the screen: the same that the PDF is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QPainter, QPicture

from app.handouts.pdf import draw_page
from app.handouts.pdf_sheet import PAPERS, UNIT, Box, Inks, Sheet

if TYPE_CHECKING:
    from app.handouts.content import Handout
    from app.handouts.pdf_pages import Page


def preview(handout: Handout, pages: list[Page], number: int) -> tuple[QPicture, float, float]:
    """The page of that number, from 1, with its width and height in the picture's units."""
    width, height = PAPERS[handout.paper]
    picture = QPicture()
    painter = QPainter(picture)
    sheet = Sheet(painter, Inks())
    sheet.fill(Box(0.0, 0.0, width, height), sheet.inks.card)
    draw_page(sheet, handout, pages[number - 1], number, len(pages))
    painter.end()
    return picture, width * UNIT, height * UNIT
