"""The card of what must be true: one paragraph whose numbers are links, and the drivers."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from widgets.comparison.parts import Card, Line, Title, over_card
from widgets.controls.parts import ScrollColumn
from widgets.decide.goal_rows import DriverRows
from widgets.decide.goal_states import PieceState
from widgets.language.linked import said_spans
from widgets.language.spoken import own, said
from widgets.painting import face, palette
from widgets.ringed import RingedLabel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from widgets.decide.goal_states import TruthState
    from widgets.tokens import Tokens

_EDGE = 16
_BAR_ROOM = 10  # px of the scroll bar, which lies in the edge
_UPDATING = "updating…"
_RING_ROOM = 3  # px from the focus ring to the words


class Paragraph(RingedLabel):
    """Plain sentences; Tab goes from link to link."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens)
        self._shown: tuple[PieceState, ...] = ()
        self._pieces: tuple[PieceState, ...] = ()  # the same in the user's language
        self.setFont(face(13).font)
        self.setContentsMargins(_RING_ROOM, 1, _RING_ROOM, 1)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        reach = Qt.TextInteractionFlag
        self.setTextInteractionFlags(reach.LinksAccessibleByMouse | reach.LinksAccessibleByKeyboard)
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.set_tokens(tokens)

    def show_pieces(self, pieces: tuple[PieceState, ...]) -> None:
        if pieces != self._shown:
            self._shown = pieces
            self._pieces = tuple(_said(pieces))
            self.setAccessibleName(own("".join(piece.text for piece in self._pieces)))
            self._write()

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.setPalette(palette(tokens))
        self._write()

    def _write(self) -> None:
        ink = self._tokens.accent
        parts = [
            f'<a href="{html.escape(piece.target)}" style="color:{ink};text-decoration:none">'
            f"{html.escape(piece.text)}</a>"
            if piece.target
            else html.escape(piece.text)
            for piece in self._pieces
        ]
        self.setText(own(f'<div style="line-height:135%">{"".join(parts)}</div>'))


def _said(pieces: tuple[PieceState, ...]) -> Iterator[PieceState]:
    """The pieces in the user's language: each sentence and item of a list is said alone."""
    starts = [place for place, piece in enumerate(pieces) if piece.apart or not place]
    ends = [*starts, len(pieces)][1:]
    for start, end in zip(starts, ends, strict=True):
        some = pieces[start:end]
        for each in said_spans([one.text for one in some], [bool(one.target) for one in some]):
            yield PieceState(each.text, some[each.place].target if each.place >= 0 else "")


class TruthCard(Card):
    """Says what was clicked: a link's target, a driver, a value to be set."""

    target_chosen = Signal(str)  # see PieceState
    driver_chosen = Signal(str)
    value_taken = Signal(str, float)
    joint_taken = Signal()

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens)
        self.setAccessibleName(said("What must be true"))
        self._title = Title("What must be true", tokens)
        self._status = Line(tokens)
        self.paragraph = Paragraph(tokens)
        self.rows = DriverRows(tokens)
        self._inside = QWidget()
        self._column = ScrollColumn(self._inside, over_card(tokens))
        self._column.setWidgetResizable(True)
        self._column.setPalette(palette(over_card(tokens), tokens.card))
        self._lay_out()
        self.paragraph.linkActivated.connect(self.target_chosen)
        self.rows.driver_chosen.connect(self.driver_chosen)
        self.rows.value_taken.connect(self.value_taken)
        self.rows.joint_taken.connect(self.joint_taken)
        self.rows.row_reached.connect(self._bring_into_view)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(_EDGE, 0, _EDGE, 0)
        head.addWidget(self._title)
        head.addWidget(self._status, 1)
        words = QHBoxLayout()
        words.setContentsMargins(_EDGE - _RING_ROOM, 0, _EDGE - _BAR_ROOM, 0)
        words.addWidget(self.paragraph)
        inside = QVBoxLayout(self._inside)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(4)
        inside.addLayout(words)
        inside.addWidget(self.rows)
        inside.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 12, 1, 6)
        whole.setSpacing(4)
        whole.addLayout(head)
        whole.addWidget(self._column, 1)

    def show_state(self, state: TruthState) -> None:
        self._status.show_text(state.note if state.note else "" if state.fresh else _UPDATING)
        self.paragraph.show_pieces(state.pieces)
        self.paragraph.setVisible(bool(state.pieces))
        self.rows.show_state(state)

    def set_tokens(self, tokens: Tokens) -> None:
        super().set_tokens(tokens)
        for part in (self._title, self._status, self.paragraph, self.rows):
            part.set_tokens(tokens)
        self._column.set_tokens(over_card(tokens))
        self._column.setPalette(palette(over_card(tokens), tokens.card))

    def _bring_into_view(self, rect: QRect) -> None:
        middle = self.rows.y() + rect.center().y()
        self._column.ensureVisible(0, middle, 0, rect.height())
