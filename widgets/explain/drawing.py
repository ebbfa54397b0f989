"""A page on the screen: only what changed is painted again."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from widgets.explain.marks import BUTTON, CELL, LINK, Box, Hit, difference
from widgets.explain.pages import Page
from widgets.painting import blend, colour, draw_note, draw_ring, draw_rounded, face

if TYPE_CHECKING:
    from collections.abc import Iterable

    from widgets.tokens import Tokens

NOTHING = "Click a number, or press Enter on it, to see how it comes about."
_AROUND = 2  # px that glyphs and edges may reach beyond their box
_RING_X, _RING_Y = 2.0, 0.0
_NOTE_HEIGHT = 160
_MOST_RECTS = 12  # more are painted as one: looking at each would cost more than it saves


def _outer(box: Box, top: int) -> QRect:
    """Whole pixels that hold a box of a block that begins at `top`."""
    return box.rect().translated(0, top).toAlignedRect()


class PageDrawing(QWidget):
    """Draws a page, with one place pointed at and one that the keyboard is at."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._page = Page()
        self._places: dict[str, tuple[int, Hit]] = {}
        self._pointed = ""
        self._at = ""  # the place of the keyboard
        self._ring = False
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def page(self) -> Page:
        """What is drawn."""
        return self._page

    def show_page(self, page: Page) -> None:
        """Draw another page. What is the same on both is left alone."""
        old, self._page = self._page, page
        if old is page:
            return
        self._places = page.places()
        start = 0
        for was, now in zip(old.blocks, page.blocks, strict=False):
            same_place = (was.top, was.block.height) == (now.top, now.block.height)
            if was.block.name != now.block.name or not same_place:
                break
            start = now.bottom
            if was.block is now.block:
                continue
            box = difference(was.block, now.block)
            if box is not None:
                self.update(_outer(box.grown(_AROUND, 0), now.top))
        else:
            if len(old.blocks) == len(page.blocks):
                return
        self.update(0, start, self.width(), max(self.height(), page.height) - start)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.update()

    def rect_of(self, name: str) -> QRect:
        """Where a place is; empty if there is none of that name."""
        if name not in self._places:
            return QRect()
        top, hit = self._places[name]
        rect = QRect()
        for box in hit.boxes:
            rect = rect.united(_outer(box, top))
        return rect

    def has_ring(self) -> bool:
        """Whether the keyboard's place shows itself."""
        return self._ring and self.hasFocus()

    def refresh(self, *names: str) -> None:
        """Paint places again, with the rings around them."""
        for name in names:
            if name in self._places:
                self.update(self.rect_of(name).adjusted(-6, -3, 6, 3))

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, dirty = self._tokens, event.rect()
        painter = QPainter(self)
        painter.fillRect(dirty, colour(tokens.panel))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._page.blocks:
            self._paint_grounds(painter)
            rects = list(cast("Iterable[QRect]", event.region()))
            self._paint_blocks(painter, rects if len(rects) <= _MOST_RECTS else [dirty])
            self._paint_signs(painter)
        else:
            box = QRectF(24, 0, self.width() - 48, min(self.height(), _NOTE_HEIGHT))
            draw_note(painter, box, NOTHING, face(13).font, colour(tokens.text_muted))
        painter.end()

    def _paint_blocks(self, painter: QPainter, rects: list[QRect]) -> None:
        """The marks that touch what is to be painted."""
        edges = [(r.left(), r.right() + 1, r.top(), r.bottom() + 1) for r in rects]
        for top, block in self._page.blocks:
            near = [
                (left, right, upper - top, lower - top)
                for left, right, upper, lower in edges
                if upper < top + block.height and lower > top
            ]
            if not near:
                continue
            painter.translate(0, top)
            for mark in block.marks:
                x, y, width, height = mark.box
                for left, right, upper, lower in near:
                    if y < lower and y + height > upper and x < right and x + width > left:
                        mark.paint(painter, self._tokens)
                        break
            painter.translate(0, -top)

    def _paint_grounds(self, painter: QPainter) -> None:
        """Behind the row that is pointed at."""
        if self._pointed not in self._places:
            return
        top, hit = self._places[self._pointed]
        if hit.kind in (LINK, CELL):
            return
        tokens = self._tokens
        ground = blend(tokens.panel, tokens.accent_soft, 0.55)
        for box in hit.boxes:
            draw_rounded(painter, box.rect().translated(0, top), ground, radius=5)

    def _paint_signs(self, painter: QPainter) -> None:
        """Over the words: the underline of a link, the edge of a cell, the focus ring."""
        accent = colour(self._tokens.accent)
        ringed = self._at if self.has_ring() else ""
        for name in {self._pointed, ringed} & self._places.keys():
            top, hit = self._places[name]
            for box in hit.boxes:
                rect = box.rect().translated(0, top)
                if hit.kind == LINK:
                    line = round(rect.bottom()) - 3
                    painter.fillRect(QRectF(rect.left(), line, rect.width(), 1), accent)
                elif hit.kind == CELL and name != ringed:
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                    painter.setPen(QPen(accent, 1))
                    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4.5, 4.5)
        if ringed in self._places:
            top, hit = self._places[ringed]
            for box in hit.boxes:
                draw_ring(painter, _ring_of(hit, box).translated(0, top), accent, 5)


def _ring_of(hit: Hit, box: Box) -> QRectF:
    """Along the inside of what has a ground; around words."""
    if hit.kind == LINK:
        return box.grown(_RING_X, _RING_Y).rect()
    if hit.kind == CELL:
        return box.grown(1.5, 1.5).rect()
    inside = 1.0 if hit.kind != BUTTON else 0.5
    return box.grown(-inside, -inside).rect()
