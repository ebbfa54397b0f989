"""The portfolio's figures, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize
from PySide6.QtGui import QHelpEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from widgets.language.spoken import own, said
from widgets.painting import BOLD, MEDIUM, colour, draw_rounded, draw_text, face, plain_tip

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from widgets.contracts.audit_states import Tile
    from widgets.tokens import Tokens

_HEIGHT = 66
_PADDING = 12.0
_GAP = 4.0  # px, at the least, between a text and the next tile
_LABEL, _VALUE, _NOTE = (8.0, 16.0), (23.0, 22.0), (45.0, 16.0)  # top and height, px


class FigureStrip(QWidget):
    """A label, a number and what it is of. All of it is in the accessible description."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self._tiles: tuple[Tile, ...] = ()
        self._needed: list[float] = []  # px of width, by tile
        self._label, self._value, self._note = face(11, MEDIUM), face(17, BOLD), face(11)
        self.setAccessibleName(said("Portfolio"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHT)

    def show_tiles(self, tiles: tuple[Tile, ...]) -> None:
        if tiles == self._tiles:
            return
        self._tiles = tiles
        self._needed = [self._need(tile) for tile in tiles]
        parts = (
            f"{tile.label}: {tile.value}" + f" ({tile.note})" * bool(tile.note) for tile in tiles
        )
        self.setAccessibleDescription(own(". ".join(map(said, parts))))
        self._fit()
        self.update()

    def tiles(self) -> tuple[Tile, ...]:
        return self._tiles

    def sizeHint(self) -> QSize:
        return QSize(900, self.height())

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _rows(self) -> int:
        """Two where the texts don't fit side by side."""
        return 1 if self.width() >= sum(self._needed) else 2

    def _need(self, tile: Tile) -> float:
        """The width of all that a tile says, px."""
        texts = (
            (self._label, tile.label),
            (self._value, tile.value),
            (self._note, tile.note),
        )
        return max(using.width(text) for using, text in texts) + _PADDING + _GAP

    def _fit(self) -> None:
        self.setFixedHeight(_HEIGHT * self._rows())

    def box(self, place: int) -> QRectF:
        """Where a tile stands: in one row each as wide as it needs, the rest shared evenly."""
        rows = self._rows()
        if rows == 1:
            spare = (self.width() - sum(self._needed)) / max(1, len(self._tiles))
            left = sum(self._needed[:place]) + spare * place
            return QRectF(left, 0.0, self._needed[place] + spare, _HEIGHT)
        columns = max(1, -(-len(self._tiles) // rows))
        wide = self.width() / columns
        return QRectF(wide * (place % columns), _HEIGHT * (place // columns), wide, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = self._tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_rounded(painter, QRectF(self.rect()), colour(tokens.card), colour(tokens.border))
        for place, tile in enumerate(self._tiles):
            self._paint(painter, self.box(place), tile)
        painter.end()

    def _paint(self, painter: QPainter, box: QRectF, tile: Tile) -> None:
        tokens = self._tokens
        lines = (
            (_LABEL, self._label, tile.label, tokens.text_muted),
            (_VALUE, self._value, tile.value, tokens.text),
            (_NOTE, self._note, tile.note, tokens.text_muted),
        )
        for (top, high), using, text, ink in lines:
            shown = using.elided(text, box.width() - _PADDING - _GAP)
            at = QPointF(box.left() + _PADDING, using.baseline(box.top() + top, high))
            draw_text(painter, at, shown, using, colour(ink))
        if box.left() > 1.0:
            line = QRectF(round(box.left()), box.top() + 12.0, 1.0, box.height() - 24.0)
            painter.fillRect(line, colour(tokens.border))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = (
                tile.tip or f"{tile.label}: {tile.value}"
                for place, tile in enumerate(self._tiles)
                if self.box(place).contains(QPointF(event.pos()))
            )
            QToolTip.showText(event.globalPos(), plain_tip(next(found, "")), self)
            return True
        return super().event(event)
