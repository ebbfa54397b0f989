"""One entry as a text with links. Whatever is shown is inserted as plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import (
    QBrush,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFrameFormat,
    QTextLength,
    QTextTableFormat,
)
from PySide6.QtWidgets import QFrame, QTextBrowser

from widgets.controls.parts import SlimScrollBar
from widgets.formula_edit.colours import formula_font
from widgets.language.spoken import joined, said
from widgets.painting import BOLD, colour, face, palette, plain_tip

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QUrl
    from PySide6.QtWidgets import QWidget

    from widgets.explain.states import Piece
    from widgets.reference.states import EntryState, Formula
    from widgets.tokens import Tokens

_TITLE, _TEXT, _SMALL = 20, 13, 12
_FACT_WIDTH = 130  # px of the facts' names

_SEPARATOR = " · "


class EntryView(QTextBrowser):
    """Shows an entry. Links are followed with the mouse, or with Tab and Enter."""

    followed = Signal(str)  # the id that a link is of

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._state: EntryState | None = None
        self._bar = SlimScrollBar(tokens)
        self.setVerticalScrollBar(self._bar)
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(said("Entry"))
        self.document().setDocumentMargin(0)
        self.setUndoRedoEnabled(False)
        self.anchorClicked.connect(self._follow)
        self.set_tokens(tokens)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._bar.set_tokens(tokens)
        self.setPalette(palette(tokens, tokens.panel))
        self._write()

    def show_state(self, state: EntryState | None) -> None:
        self._state = state
        self._write()
        self.setAccessibleDescription(joined(". ", state.title, state.meaning) if state else "")

    def _follow(self, url: QUrl) -> None:
        self.followed.emit(url.toString())

    # Writing -------------------------------------------------------------------------------

    def _write(self) -> None:
        self.clear()
        state = self._state
        if state is None:
            return
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        self._head(cursor, state)
        if state.meaning:
            self._paragraph(cursor, above=12)
            cursor.insertText(said(state.meaning), self._ink())
        for formula in state.formulas:
            self._formula(cursor, formula)
        if state.facts:
            self._facts(cursor, state)
        if state.used_by:
            self._heading(cursor, "Used by")
            self._paragraph(cursor)
            self._insert(cursor, state.used_by, self._ink(), _SEPARATOR)
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.verticalScrollBar().setValue(0)

    def _head(self, cursor: QTextCursor, state: EntryState) -> None:
        cursor.insertText(said(state.title), self._ink(_TITLE, BOLD))
        self._paragraph(cursor, above=2)
        cursor.insertText(said(state.kind), self._ink(_SMALL, muted=True))
        if state.status:
            cursor.insertText(_SEPARATOR, self._ink(_SMALL, muted=True))
            ink = self._ink(_SMALL, BOLD)
            ink.setForeground(QBrush(colour(getattr(self._tokens, state.status))))
            cursor.insertText(said(state.status.capitalize()), ink)
        cursor.insertText(_SEPARATOR, self._ink(_SMALL, muted=True))
        cursor.insertText(state.key, self._mono(_SMALL, muted=True))

    def _formula(self, cursor: QTextCursor, formula: Formula) -> None:
        self._heading(cursor, formula.caption)
        ground = QTextFrameFormat()
        ground.setBackground(QBrush(colour(self._tokens.field)))
        ground.setPadding(8)
        ground.setRightMargin(16)
        ground.setBottomMargin(10)
        ground.setBorder(1)
        ground.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        ground.setBorderBrush(QBrush(colour(self._tokens.border)))
        cursor.insertFrame(ground)
        self._paragraph(cursor)
        self._insert(cursor, formula.pieces, self._mono(_TEXT))
        cursor.movePosition(QTextCursor.MoveOperation.End)
        if formula.says:
            self._paragraph(cursor, above=6)
            self._insert(cursor, formula.says, self._ink())

    def _facts(self, cursor: QTextCursor, state: EntryState) -> None:
        self._paragraph(cursor, above=6)
        shape = QTextTableFormat()
        shape.setBorder(0)
        shape.setCellPadding(2)
        shape.setCellSpacing(0)
        shape.setBottomMargin(12)
        shape.setColumnWidthConstraints(
            [
                QTextLength(QTextLength.Type.FixedLength, _FACT_WIDTH),
                QTextLength(QTextLength.Type.VariableLength, 0),
            ]
        )
        table = cursor.insertTable(len(state.facts), 2, shape)
        for place, (name, text) in enumerate(state.facts):
            at_name, at_text = (table.cellAt(place, side).firstCursorPosition() for side in (0, 1))
            at_name.insertText(said(name), self._ink(muted=True))
            at_text.insertText(said(text), self._ink())
        cursor.movePosition(QTextCursor.MoveOperation.End)

    def _heading(self, cursor: QTextCursor, text: str) -> None:
        self._paragraph(cursor, above=16, below=4)
        cursor.insertText(said(text), self._ink(_SMALL, BOLD, muted=True))

    def _paragraph(self, cursor: QTextCursor, above: int = 0, below: int = 0) -> None:
        """Goes on in a new paragraph; in the one that a frame left behind where that is empty."""
        shape = QTextBlockFormat()
        shape.setTopMargin(above)
        shape.setBottomMargin(below)
        shape.setLineHeight(130, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if cursor.block().length() == 1:
            cursor.setBlockFormat(shape)
        else:
            cursor.insertBlock(shape, self._ink())

    def _insert(
        self,
        cursor: QTextCursor,
        pieces: Iterable[Piece],
        plain: QTextCharFormat,
        between: str = "",
    ) -> None:
        for place, piece in enumerate(pieces):
            if place and between:
                cursor.insertText(between, self._ink(muted=True))
            ink = self._link(plain, piece) if piece.target else plain
            cursor.insertText(said(piece.text), ink)

    # Formats -------------------------------------------------------------------------------

    def _ink(
        self, size: int = _TEXT, weight: QFont.Weight = QFont.Weight.Normal, *, muted: bool = False
    ) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setFont(face(size, weight).font)
        tokens = self._tokens
        made.setForeground(QBrush(colour(tokens.text_muted if muted else tokens.text)))
        return made

    def _mono(self, size: int, *, muted: bool = False) -> QTextCharFormat:
        made = self._ink(size, muted=muted)
        made.setFont(formula_font(size))
        return made

    def _link(self, plain: QTextCharFormat, piece: Piece) -> QTextCharFormat:
        made = QTextCharFormat(plain)
        made.setAnchor(True)
        made.setAnchorHref(piece.target)
        made.setForeground(QBrush(colour(self._tokens.accent)))
        if piece.tip:
            made.setToolTip(plain_tip(piece.tip))
        return made
