"""Sentences whose numbers are links: a click, or Tab and Enter, explains one."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QSizePolicy

from widgets.decide.exit_states import Word
from widgets.language.linked import said_spans
from widgets.language.spoken import own
from widgets.painting import colour, face, palette
from widgets.ringed import RingedLabel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from widgets.decide.exit_states import Sentence
    from widgets.tokens import Tokens

_SIGNED = "+\N{WORD JOINER}$"  # no line ends behind these signs
INSET = 3  # px from the focus ring to the words
_ABOUT = "±\N{NO-BREAK SPACE}"
_FLAGS = Qt.TextInteractionFlag


class LinkedText(RingedLabel):
    """Sentences, each on a line of its own and wrapped."""

    explain_requested = Signal(str, int)  # a number's key; its month, 0 for a headline figure

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(tokens, parent)
        self._sentences: tuple[Sentence, ...] = ()
        self.setWordWrap(True)
        self.setFont(face(12).font)
        self.setContentsMargins(INSET, 1, INSET, 1)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setTextInteractionFlags(
            _FLAGS.LinksAccessibleByMouse | _FLAGS.LinksAccessibleByKeyboard
        )
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.linkActivated.connect(self._explain)
        self.set_tokens(tokens)

    def show_sentences(self, sentences: tuple[Sentence, ...]) -> None:
        """Show sentences; nothing is touched where they are those shown."""
        if sentences == self._sentences:
            return
        self._sentences = sentences
        self.setAccessibleName(own(plain(sentences)))
        linked = any(word.key for sentence in sentences for word in sentence)
        policy = Qt.FocusPolicy.StrongFocus if linked else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(policy)
        self._write()

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        made = palette(tokens)
        made.setColor(QPalette.ColorRole.Link, colour(tokens.accent))
        self.setPalette(made)
        self._write()

    def _write(self) -> None:
        lines = ("".join(map(self._markup, said_words(each))) for each in self._sentences)
        self.setText(own("<br>".join(lines)))

    def _markup(self, word: Word) -> str:
        text = html.escape(word.text).replace("+$", _SIGNED).replace("± ", _ABOUT)
        if not word.key:
            return text
        style = f"color:{self._tokens.accent}; text-decoration:none"
        return f'<a href="{html.escape(word.key)}:{word.month}" style="{style}">{text}</a>'

    def _explain(self, link: str) -> None:
        key, _, month = link.rpartition(":")
        self.explain_requested.emit(key, int(month))


def said_words(sentence: Sentence) -> list[Word]:
    """A sentence in the user's language, whose order is its own."""
    spans = said_spans([word.text for word in sentence], [bool(word.key) for word in sentence])
    return [
        Word(each.text) if each.place < 0 else sentence[each.place]._replace(text=each.text)
        for each in spans
    ]


def plain(sentences: tuple[Sentence, ...]) -> str:
    """What the sentences say, for screen readers."""
    return " ".join("".join(word.text for word in said_words(each)) for each in sentences)
