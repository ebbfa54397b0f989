"""The list of claims: what is listed, and how a row looks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from widgets.language.spoken import findable, joined, own, said
from widgets.painting import (
    BOLD,
    MEDIUM,
    blend,
    colour,
    draw_ring,
    draw_rounded,
    draw_text,
    face,
    one_line,
    plain_tip,
)
from widgets.sources.states import ARTICLE, EVIDENCE, OWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter

    from widgets.sources.states import ClaimRow
    from widgets.tokens import Tokens

_Index = QModelIndex | QPersistentModelIndex

ROW_HEIGHT, SECTION_HEIGHT = 46, 26
ALL, ARTICLES, OUTSIDE, CLASHING = "all", ARTICLE, EVIDENCE, "conflicts"
_EDGE, _ID_ROOM = 14.0, 34.0
_VALUE_SHARE = 0.42
_SECTIONS = {True: "Your sources", False: "What was reported"}


class Marked(NamedTuple):
    """The claims that stand out in the list."""

    selected: str = ""
    opponents: frozenset[str] = frozenset()


def listed(rows: Sequence[ClaimRow], words: str, kept: str) -> list[ClaimRow | str]:
    """The rows that have every word and pass the filter; the user's own behind their heading."""
    found = [row for row in rows if _passes(row, kept) and _holds(row, words.casefold().split())]
    mine = [row for row in found if row.origin == OWN]
    others = [row for row in found if row.origin != OWN]
    if not mine:
        return [*others]
    reported: list[ClaimRow | str] = [_SECTIONS[False], *others] if others else []
    return [_SECTIONS[True], *mine, *reported]


def _passes(row: ClaimRow, kept: str) -> bool:
    if kept == CLASHING:
        return row.conflicts > 0
    return kept == ALL or row.origin == kept


def _holds(row: ClaimRow, words: list[str]) -> bool:
    parts = (row.label, row.text, row.value, row.where)
    text = " ".join(findable(part) for part in parts).casefold()
    return all(word in text for word in words)


class ClaimRows(QAbstractListModel):
    """Claims, and between them the headings of sections."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[ClaimRow | str] = []

    def show_rows(self, rows: list[ClaimRow | str]) -> None:
        if rows != self.rows:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()

    def claim(self, index: _Index) -> ClaimRow | None:
        row = self.rows[index.row()] if index.isValid() else ""
        return None if isinstance(row, str) else row

    def place(self, key: str) -> int:
        """Where a claim is; −1 where it is not listed."""
        places = (
            place
            for place, row in enumerate(self.rows)
            if not isinstance(row, str) and row.key == key
        )
        return next(places, -1)

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        row = self.rows[index.row()]
        if isinstance(row, str):
            return said(row) if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(joined(" ", row.label, row.text))
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(joined("\n", *_told(row)))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return one_line(joined(", ", *_told(row)))
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if isinstance(self.rows[index.row()], str):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def _told(row: ClaimRow) -> list[str]:
    name = joined(": ", row.label, row.text)
    clashes = f"{row.conflicts} contradictions" if row.conflicts > 1 else "1 contradiction"
    parts = (name, row.value, row.where, row.standing, clashes if row.conflicts else "")
    return [part for part in parts if part]


class ClaimPainter(QStyledItemDelegate):
    """Two lines a claim: what it says and its value; its standing, its document, its conflicts."""

    def __init__(self, model: ClaimRows, tokens: Tokens, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self.tokens = tokens
        self.marked = Marked()
        self._bold, self._text, self._small = face(12, BOLD), face(13), face(11)
        self._value = face(12, MEDIUM)
        self._section = face(11, BOLD, spacing=0.5)

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        section = isinstance(self._model.rows[index.row()], str)
        return QSize(120, SECTION_HEIGHT if section else ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        tokens, row = self.tokens, self._model.rows[index.row()]
        box = QRectF(option.rect)
        painter.save()
        if isinstance(row, str):
            at = QPointF(_EDGE, self._section.baseline(box.top() + 3, box.height() - 3))
            text = own(said(row).upper())
            draw_text(painter, at, text, self._section, colour(tokens.text_muted))
            painter.restore()
            return
        state: QStyle.StateFlag = option.state
        chosen = row.key == self.marked.selected
        pointed = bool(state & QStyle.StateFlag.State_MouseOver)
        ground = tokens.accent_soft if chosen else tokens.field if pointed else tokens.card
        painter.fillRect(box, colour(ground))
        painter.fillRect(QRectF(_EDGE, box.bottom(), box.width() - _EDGE, 1), colour(tokens.grid))
        self._paint_bar(painter, box, row, chosen=chosen)
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        self._paint_claim(painter, box, row)
        self._paint_standing(painter, box, row)
        if state & QStyle.StateFlag.State_HasFocus:
            draw_ring(painter, box.adjusted(4, 1.5, -2, -2.5), colour(tokens.accent), 5)
        painter.restore()

    def _paint_bar(self, painter: QPainter, box: QRectF, row: ClaimRow, *, chosen: bool) -> None:
        """At the left edge: the selected one, and those that contradict it."""
        ink = self.tokens.accent if chosen else self.tokens.disputed
        if chosen or row.key in self.marked.opponents:
            painter.fillRect(QRectF(0, box.top(), 3, box.height() - 1), colour(ink))

    def _paint_claim(self, painter: QPainter, box: QRectF, row: ClaimRow) -> None:
        tokens = self.tokens
        baseline = self._text.baseline(box.top() + 4, 20)
        x, right = _EDGE, box.right() - 10
        if row.label:
            draw_text(painter, QPointF(x, baseline), row.label, self._bold, colour(tokens.text))
            x += _ID_ROOM
        if row.value:
            value = self._value.elided(one_line(row.value), (right - x) * _VALUE_SHARE)
            right -= self._value.width(value)
            draw_text(painter, QPointF(right, baseline), value, self._value, colour(tokens.text))
            right -= 10
        text = self._text.elided(one_line(row.text), right - x)
        draw_text(painter, QPointF(x, baseline), text, self._text, colour(tokens.text))

    def _paint_standing(self, painter: QPainter, box: QRectF, row: ClaimRow) -> None:
        tokens, small = self.tokens, self._small
        baseline = small.baseline(box.top() + 23, 18)
        tone = tokens.accent if row.origin == OWN else tokens.disputed
        pill = QRectF(_EDGE, box.top() + 24.5, small.width(row.standing) + 12, 16)
        self._paint_pill(painter, pill, row.standing, tone)
        right = box.right() - 10
        if row.conflicts:
            count = str(row.conflicts)
            width = max(16.0, small.width(count) + 9)
            right -= width
            at = QRectF(right, pill.top(), width, 16)
            draw_rounded(painter, at, colour(tokens.disputed), radius=8)
            x = at.center().x() - small.width(count) / 2
            draw_text(painter, QPointF(x, baseline), count, small, colour(tokens.card))
        x = pill.right() + 8
        where = small.elided(one_line(row.where), right - 8 - x)
        draw_text(painter, QPointF(x, baseline), where, small, colour(tokens.text_muted))

    def _paint_pill(self, painter: QPainter, pill: QRectF, text: str, tone: str) -> None:
        tokens, small = self.tokens, self._small
        ground, edge = blend(tokens.card, tone, 0.07), blend(tokens.card, tone, 0.5)
        draw_rounded(painter, pill, ground, edge, 8)
        at = QPointF(pill.left() + 6, small.baseline(pill.top(), pill.height()))
        draw_text(painter, at, text, small, colour(tone))
