"""Keys as caps with what they do beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from widgets.language.spoken import joined, own, said
from widgets.painting import MEDIUM, colour, draw_rounded, draw_text, face

if TYPE_CHECKING:
    from widgets.tokens import Tokens
    from widgets.welcome.states import KeyLine

_IN_MENUS = {"Delete": "Del"}  # where Qt calls a key otherwise than the sheet
_PAD, _GAP = 7, 5  # px within a cap at both sides, and between two


def key_name(keys: str) -> str:
    """What stands on the keys in the user's language, as Qt writes it in menus."""
    return own("+".join(map(_key_name, keys.split("+"))))


def _key_name(key: str) -> str:
    known = _IN_MENUS.get(key, key)
    told = QCoreApplication.translate("QShortcut", known)
    return said(key) if told == known else told


class KeyCaps(QWidget):
    """Some keys side by side, each drawn as the top of a key."""

    def __init__(self, keys: tuple[str, ...], tokens: Tokens) -> None:
        super().__init__()
        self._keys = tuple(map(key_name, keys))
        self._tokens = tokens
        self._face = face(12, MEDIUM)
        self.setAccessibleName(joined(f" {said('or')} ", *self._keys))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def _width(self, key: str) -> float:
        return max(self._face.width(key) + 2 * _PAD, self._height())

    def _height(self) -> float:
        return self._face.metrics.height() + 6

    def sizeHint(self) -> QSize:
        widths = sum(self._width(key) for key in self._keys) + _GAP * (len(self._keys) - 1)
        return QSize(round(widths + 1), round(self._height()))

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = self._tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = 0.0
        for key in self._keys:
            width = self._width(key)
            cap = QRectF(x, 0, width, self._height())
            edge = colour(tokens.text_muted)
            draw_rounded(painter, cap, colour(tokens.field), edge, 5, 1.0)
            start = x + (width - self._face.width(key)) / 2
            at = QPointF(round(start), self._face.baseline(0, cap.height()))
            draw_text(painter, at, key, self._face, colour(tokens.text))
            x += width + _GAP
        painter.end()


class KeyRows(QWidget):
    """One line a row: the keys, and what they do."""

    def __init__(self, lines: tuple[KeyLine, ...], tokens: Tokens, keys_width: int = 0) -> None:
        """`keys_width` px is what the caps take at least, so that columns stand in line."""
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(7)
        grid.setColumnMinimumWidth(0, keys_width)
        grid.setColumnStretch(1, 1)
        self.caps = [KeyCaps(line.keys, tokens) for line in lines]
        self.words = [QLabel(said(line.does)) for line in lines]
        top = Qt.AlignmentFlag.AlignTop
        for place, (caps, words) in enumerate(zip(self.caps, self.words, strict=True)):
            words.setTextFormat(Qt.TextFormat.PlainText)
            words.setWordWrap(True)
            words.setFont(face(13).font)
            words.setAlignment(top)
            spare = caps.sizeHint().height() - words.fontMetrics().height()
            words.setContentsMargins(0, max(0, spare // 2), 0, 0)  # in line with the caps
            words.setAccessibleName(own(f"{caps.accessibleName()}: {words.text()}"))
            grid.addWidget(caps, place, 0, alignment=top)
            grid.addWidget(words, place, 1)

    def set_tokens(self, tokens: Tokens) -> None:
        for caps in self.caps:
            caps.set_tokens(tokens)
