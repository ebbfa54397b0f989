"""How a formula is coloured while it is written: names of the model, functions, the rest."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtGui import QBrush, QFontDatabase, QSyntaxHighlighter, QTextCharFormat

from widgets.painting import BOLD, colour

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QFont, QTextDocument

    from widgets.formula_edit.states import Completion
    from widgets.tokens import Tokens

_NAME = re.compile(r"(?<![\w.])[A-Za-z_]\w*", re.ASCII)


def formula_font(size: int = 13) -> QFont:
    """Letters of one width, so that a fault's place can be counted. `size` in px.

    The system's own: to ask for a family that isn't there takes half a second.
    """
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPixelSize(size)
    return font


class FormulaColours(QSyntaxHighlighter):
    """Known names in the accent, functions bold. What is unknown stays plain."""

    def __init__(
        self, document: QTextDocument, known: Mapping[str, Completion], tokens: Tokens
    ) -> None:
        super().__init__(document)
        self._known = known
        self._name, self._function = QTextCharFormat(), QTextCharFormat()
        self._function.setFontWeight(BOLD)
        self._dress(tokens)

    def set_tokens(self, tokens: Tokens) -> None:
        self._dress(tokens)
        self.rehighlight()

    def _dress(self, tokens: Tokens) -> None:
        self._name.setForeground(QBrush(colour(tokens.accent)))
        self._function.setForeground(QBrush(colour(tokens.text)))

    def highlightBlock(self, text: str) -> None:
        for found in _NAME.finditer(text):
            known = self._known.get(found[0])
            if known is not None:
                shape = self._function if known.signature else self._name
                self.setFormat(found.start(), len(found[0]), shape)
