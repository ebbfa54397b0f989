"""Below the register: what it holds, what was done last, or why a text was refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from widgets.buttons import TextButton
from widgets.comparison.parts import Line
from widgets.language.spoken import said

if TYPE_CHECKING:
    from widgets.contracts.register_states import RegisterState
    from widgets.tokens import Tokens

_HEIGHT = 26
_MOST_LISTED = 40


class ToldLine(QWidget):
    """One line. Where several cells were refused, a button lists them."""

    closed = Signal()

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._refused: tuple[str, ...] = ()
        self.line = Line(tokens)
        self.all = TextButton("Show all", 12, tokens)
        self.close_button = TextButton("Close", 12, tokens)
        self.setFixedHeight(_HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(15, 0, 12, 0)
        row.setSpacing(4)
        row.addWidget(self.line, 1)
        row.addWidget(self.all)
        row.addWidget(self.close_button)
        self.all.clicked.connect(self._list)
        self.close_button.clicked.connect(self.closed)

    def show_told(self, state: RegisterState, fault: str) -> None:
        """`fault` is of a cell; it comes before what was done last, and that before the note."""
        told = "" if fault else state.told
        self._refused = state.refused if told else ()
        self.line.show_text(fault or told or state.note, bad=bool(fault or self._refused))
        self.line.setToolTip(said(fault or told))
        self.all.setVisible(len(self._refused) > 1)
        self.close_button.setVisible(bool(told))

    def refused_menu(self) -> QMenu:
        """Every refusal, one a line."""
        menu = QMenu(self)
        texts = list(self._refused[:_MOST_LISTED])
        if len(self._refused) > _MOST_LISTED:
            texts.append(f"and {len(self._refused) - _MOST_LISTED:,} more")
        for text in texts:
            menu.addAction(said(text).replace("&", "&&"))
        return menu

    def _list(self) -> None:
        menu = self.refused_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.all.mapToGlobal(self.all.rect().topLeft()))

    def set_tokens(self, tokens: Tokens) -> None:
        for part in (self.line, self.all, self.close_button):
            part.set_tokens(tokens)
