"""The shortcut sheet: every key, group by group, in columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from widgets.dialogs.style import dialog_style
from widgets.language.spoken import said
from widgets.painting import BOLD, face
from widgets.tokens import TYPE
from widgets.welcome.key_rows import KeyRows
from widgets.welcome.room import Scrolled, resize_within

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from widgets.tokens import Tokens
    from widgets.welcome.states import KeyGroup

_COLUMNS, _COLUMN_WIDTH = 3, 310  # at most; px at least
_APART, _BELOW, _RIGHT = 32, 20, 10  # px
_KEYS_WIDTH = 108  # px: the words of most groups stand in line
_SIZE, _LEAST = (1120, 680), (560, 320)
_HEADING_LINES = 2  # a group's heading counts as so many lines when columns are filled
_SCROLLS = {
    Qt.Key.Key_Down: 40,
    Qt.Key.Key_Up: -40,
    Qt.Key.Key_PageDown: 400,
    Qt.Key.Key_PageUp: -400,
    Qt.Key.Key_Home: -100_000,
    Qt.Key.Key_End: 100_000,
}


class KeyGroups(QWidget):
    """Groups in as many columns as there is room for, each about as long as the others."""

    def __init__(self, groups: Sequence[KeyGroup], tokens: Tokens) -> None:
        super().__init__()
        self._groups = tuple(groups)
        self._blocks = [_Block(group, tokens, self) for group in groups]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        fits = (self.width() + _APART) // (_COLUMN_WIDTH + _APART)
        columns = max(1, min(_COLUMNS, fits))
        width = (self.width() - _APART * (columns - 1) - _RIGHT) // columns
        blocks = iter(self._blocks)
        bottom = 0
        for place, column in enumerate(shared(self._groups, columns)):
            top = 0
            for _ in column:
                block = next(blocks)
                height = block.heightForWidth(width)
                block.setGeometry(place * (width + _APART), top, width, height)
                top += height + _BELOW
            bottom = max(bottom, top - _BELOW)
        self.setMinimumHeight(bottom)

    def set_tokens(self, tokens: Tokens) -> None:
        for block in self._blocks:
            block.rows.set_tokens(tokens)


class _Block(QWidget):
    """One group: its title over its keys."""

    def __init__(self, group: KeyGroup, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        title = QLabel(said(group.title))
        title.setFont(face(TYPE.title, BOLD).font)
        self.rows = KeyRows(group.lines, tokens, _KEYS_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(title)
        column.addWidget(self.rows)
        column.addStretch(1)


class ShortcutSheet(QDialog):
    """Non-modal: it can stay beside the window while one tries the keys."""

    def __init__(
        self, groups: Sequence[KeyGroup], tokens: Tokens, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(said("Keyboard shortcuts – Tenor"))
        self.setMinimumSize(*_LEAST)
        resize_within(self, *_SIZE)
        self.heading = QLabel(said("Keyboard shortcuts"))
        self.heading.setFont(face(17, BOLD).font)
        self._groups = KeyGroups(groups, tokens)
        self._room = Scrolled(self._groups, tokens)
        self.close_button = QPushButton(said("Close"))
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.reject)
        self._lay_out()
        self.set_tokens(tokens)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 0, 16, 0)
        foot.addStretch()
        foot.addWidget(self.close_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 8, 16)
        whole.setSpacing(12)
        whole.addWidget(self.heading)
        whole.addWidget(self._room, 1)
        whole.addLayout(foot)

    def set_tokens(self, tokens: Tokens) -> None:
        self.setStyleSheet(dialog_style(tokens))
        self._room.set_tokens(tokens)
        self._groups.set_tokens(tokens)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys that move scroll; the key that opened the sheet closes it."""
        by = _SCROLLS.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Question:
            self.reject()
        elif by is not None:
            self._room.scroll_by(by)
        else:
            super().keyPressEvent(event)


def shared(groups: Sequence[KeyGroup], columns: int) -> list[list[KeyGroup]]:
    """The groups in their order, shared out among columns about equally long."""
    lengths = [len(group.lines) + _HEADING_LINES for group in groups]
    share = sum(lengths) / columns
    found: list[list[KeyGroup]] = [[] for _ in range(columns)]
    before = 0
    for group, length in zip(groups, lengths, strict=True):
        place = min(columns - 1, int((before + length / 2) / share))
        found[place].append(group)
        before += length
    return found
