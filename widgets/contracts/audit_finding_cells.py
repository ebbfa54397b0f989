"""How a finding is painted: its mark, whose it is, the money, why, and what to do."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from widgets.comparison.clipboard import Piece
from widgets.contracts.linked_table import EDGE, PADDING, LinkedCells, LinkedModel
from widgets.contracts.severity import SIZE, WORDS, draw_severity
from widgets.language.spoken import own, said
from widgets.painting import BOLD, MEDIUM, colour, draw_text, face

if TYPE_CHECKING:
    from PySide6.QtCore import QObject, QRectF
    from PySide6.QtGui import QPainter

    from widgets.contracts.audit_states import FindingRow
    from widgets.contracts.linked_table import Index
    from widgets.tokens import Tokens

ROW_HEIGHT = 78
_TOP, _BOTTOM = 8.0, 8.0
_LINE = 16.0
_TEXT = EDGE + SIZE + 8.0  # px left of a row's texts
_SPACES = re.compile(r"[ \t\n]+")  # no line ends between a number and its unit
_LINES = 2  # of the reason, in a row that is not open
_COPIED = ("Severity", "Contract", "Finding", "At least, $m", "At most, $m", "Reason", "What to do")


class FindingModel(LinkedModel):
    """One finding a row."""

    def spoken(self, row: FindingRow, column: int) -> str:  # noqa: ARG002
        what = f"{said(WORDS[row.severity])}, {_whose(row)}, {said(row.kind)}, {said(row.amount)}"
        return own(f"{what}. {said(row.message)} {said(row.action)}")

    def tip(self, row: FindingRow, column: int) -> str:  # noqa: ARG002
        what = f"{_whose(row)}: {said(row.kind)}, {said(row.amount)}"
        return own(f"{what}\n{said(row.message)}\n{said(row.action)}")

    def copied(self, most: int) -> list[list[Piece]]:
        """The rows that are shown, at most so many, with headings."""
        lines = [[Piece(said(text), heading=True) for text in _COPIED]]
        for place in range(min(most, len(self.order))):
            row = self.row(place)
            texts = (said(WORDS[row.severity]), own(row.contract), said(row.kind))
            numbers = [Piece(number, number) for number in row.numbers]
            line = [Piece(text) for text in texts]
            lines.append([*line, *numbers, Piece(said(row.message)), Piece(said(row.action))])
        return lines


def _whose(row: FindingRow) -> str:
    """The contract's id, or that it is of the whole portfolio."""
    return own(row.title) if row.contract else said(row.title)


def _to_do(row: FindingRow) -> str:
    return own(f"→ {said(row.action)}")


class FindingCells(LinkedCells):
    """Three or four lines; an open row shows all of its words."""

    def __init__(self, model: FindingModel, tokens: Tokens, parent: QObject) -> None:
        super().__init__(model, tokens, parent)
        self._title, self._kind, self._plain = face(12, BOLD), face(12, MEDIUM), face(12)

    def draw(self, painter: QPainter, box: QRectF, row: FindingRow, index: Index) -> None:  # noqa: ARG002
        tokens = self.tokens
        top, left = box.top() + _TOP, box.left() + _TEXT
        right = box.right() - PADDING
        mark = QPointF(box.left() + EDGE + SIZE / 2, top + _LINE / 2)
        draw_severity(painter, mark, row.severity, tokens)
        amount = self._title.width(row.amount)
        at = QPointF(right - amount, self._title.baseline(top, _LINE))
        draw_text(painter, at, row.amount, self._title, colour(tokens.text))
        title = self._title.elided(_whose(row), (right - left - amount) * 0.5)
        at = QPointF(left, at.y())
        draw_text(painter, at, title, self._title, colour(tokens.text))
        kind_left = left + self._title.width(title) + 8.0
        kind = self._kind.elided(row.kind, right - amount - 10.0 - kind_left)
        draw_text(painter, QPointF(kind_left, at.y()), kind, self._kind, colour(tokens.text_muted))
        self._draw_words(painter, box, row)

    def _draw_words(self, painter: QPainter, box: QRectF, row: FindingRow) -> None:
        """The reason over what to do; as much as there is room for."""
        left, width = box.left() + _TEXT, self._room(box.width())
        top = box.top() + _TOP + _LINE + 1.0
        is_open = box.height() > ROW_HEIGHT + 1.0
        lines = self._lines(row.message, width)
        action = self._lines(_to_do(row), width)
        if not is_open:
            lines = self._cut(lines, _LINES, width)
            action = self._cut(action, 1, width)
        inks = [self.tokens.text] * len(lines) + [self.tokens.accent] * len(action)
        for place, (text, ink) in enumerate(zip([*lines, *action], inks, strict=True)):
            at = QPointF(left, self._plain.baseline(top + place * _LINE, _LINE))
            draw_text(painter, at, text, self._plain, colour(ink))

    def _room(self, width: float) -> float:
        return width - _TEXT - PADDING

    def _lines(self, text: str, width: float) -> list[str]:
        """The words in lines of that width; a word that is wider is cut."""
        lines: list[str] = [own("")]
        for word in _SPACES.split(said(text).strip()):
            longer = own(f"{lines[-1]} {word}".strip())
            if lines[-1] and self._plain.width(longer) > width:
                lines.append(own(word))
            else:
                lines[-1] = longer
        return [self._plain.elided(line, width) for line in lines]

    def _cut(self, lines: list[str], most: int, width: float) -> list[str]:
        """At most so many lines; the last says by an ellipsis that there is more."""
        if len(lines) <= most:
            return lines
        return [*lines[: most - 1], self._plain.elided(own(" ".join(lines[most - 1 :])), width)]

    def open_height(self, row: FindingRow, width: int) -> int:
        """The height of a row that shows all of its words, px."""
        room = self._room(width)
        count = len(self._lines(row.message, room)) + len(self._lines(_to_do(row), room))
        return max(ROW_HEIGHT, math.ceil(_TOP + _LINE + 1.0 + count * _LINE + _BOTTOM))
