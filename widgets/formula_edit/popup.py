"""The list of names under the cursor. It lies within the dialog and never takes the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from widgets.comparison.parts import over_card
from widgets.language.spoken import joined, own
from widgets.painting import blend, colour
from widgets.row_list import Row, RowList

if TYPE_CHECKING:
    from PySide6.QtCore import QRect

    from widgets.formula_edit.states import Completion
    from widgets.tokens import Tokens

_WIDTH, _MOST_HEIGHT = 520, 222
_EDGE = 5


class CompletionPopup(QFrame):
    """Shows names; the field moves in it and takes from it."""

    taken = Signal(str)

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._within = parent
        self.list = RowList("Names", over_card(tokens), self)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.taken.connect(self.taken)
        column = QVBoxLayout(self)
        column.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        column.addWidget(self.list)
        self.hide()

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.list.set_tokens(over_card(tokens))
        self.update()

    def show_names(self, names: list[Completion], cursor: QRect) -> None:
        """Below the cursor, whose place is in the parent's coordinates; above where it must be."""
        self.list.show_rows(
            tuple(
                Row(each.name, own(each.signature or each.name), "", _note(each), each.label)
                for each in names
            )
        )
        self.list.select(names[0].name)
        room = self._within.rect()
        width = min(_WIDTH, room.width() - 8)
        height = min(_MOST_HEIGHT, self.list.heights() + 2 * _EDGE)
        x = max(4, min(cursor.left() - 12, room.right() - width - 4))
        y = cursor.bottom() + 4
        if y + height > room.bottom() - 4:
            y = max(4, cursor.top() - 4 - height)
        self.setGeometry(x, y, width, height)
        self.raise_()
        self.show()
        self.list.scrollToTop()

    def current(self) -> str:
        return self.list.current()

    def step(self, by: int) -> None:
        self.list.step(by)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = self._tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(tokens.card))
        painter.setPen(blend(tokens.border, tokens.text_muted, 0.5))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


def _note(each: Completion) -> str:
    """`Revenue · line item, $m`; a function's own words."""
    return each.label if each.signature else joined(" · ", each.label, each.note)


def below(field: QWidget, cursor: QRect, within: QWidget) -> QRect:
    """A place in a field, in the coordinates of the window around it."""
    return cursor.translated(field.mapTo(within, QPoint(0, 0)))
