"""The headings of the register's columns: the group, the name, what its numbers are in."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from widgets.comparison.parts import over_card
from widgets.contracts.register_cells import PADDING
from widgets.contracts.register_states import FROZEN, GROUPS
from widgets.language.spoken import own, said
from widgets.painting import BOLD, MEDIUM, colour, draw_text, draw_triangle, face, palette

if TYPE_CHECKING:
    from widgets.contracts.register_model import RegisterModel
    from widgets.tokens import Tokens

HEAD_HEIGHT = 56
_GROUP, _LABEL, _UNIT = 20, 18, 15  # px high
_MARK = 11  # px, the sort's triangle and its gap


class RegisterHeads(QHeaderView):
    """A click sorts by a column; the drag of an edge makes it wider."""

    def __init__(self, model: RegisterModel, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._model = model
        self._tokens = tokens
        self._group, self._face, self._small = (
            face(11, BOLD, spacing=0.5),
            face(12, MEDIUM),
            face(11),
        )
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(48)
        self.setFixedHeight(HEAD_HEIGHT)
        self.setAccessibleName(said("Columns"))

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.setPalette(palette(over_card(tokens), tokens.card))
        self.viewport().update()

    def needed(self, place: int) -> int:
        """The width in which a heading stands whole, sorted or not, px."""
        column = self._model.columns[place]
        label = self._face.width(column.column.label) + _MARK
        return math.ceil(max(label, self._small.width(column.unit)) + 2 * PADDING)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803
        tokens = self._tokens
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, colour(tokens.card))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colour(tokens.border))
        if logicalIndex > FROZEN and self._begins_group(logicalIndex):
            edge = colour(tokens.grid)
            painter.fillRect(rect.left(), rect.top() + 6, 1, rect.height() - 6, edge)
        self._paint_name(painter, rect, logicalIndex)
        painter.restore()

    def _paint_name(self, painter: QPainter, rect: QRect, place: int) -> None:
        tokens, column = self._tokens, self._model.columns[place]
        state = self._model.state
        is_sorted = state.sorted_by == column.column.key
        room = rect.width() - 2 * PADDING - (_MARK if is_sorted else 0)
        label = self._face.elided(column.column.label, room)
        width = self._face.width(label)
        left = rect.left() + PADDING
        if column.right:
            left = rect.right() + 1 - PADDING - width
        top = rect.top() + _GROUP
        ink = colour(tokens.accent if is_sorted else tokens.text)
        baseline = self._face.baseline(top, _LABEL)
        draw_text(painter, QPointF(left, baseline), label, self._face, ink)
        if is_sorted:
            x = left - _MARK + 3 if column.right else left + width + _MARK - 3
            turn = 180.0 if state.descending else 0.0
            draw_triangle(painter, QPointF(x, top + _LABEL / 2), 7.0, 4.5, turn, ink)
        unit = self._small.elided(column.unit, rect.width() - 2 * PADDING)
        x = rect.left() + PADDING
        if column.right:
            x = rect.right() + 1 - PADDING - self._small.width(unit)
        at = QPointF(x, self._small.baseline(top + _LABEL - 2, _UNIT))
        draw_text(painter, at, unit, self._small, colour(tokens.text_muted))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The sections, and over them the groups' names, in sight as long as the group is."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        ink = colour(self._tokens.text_muted)
        for first, last in self._groups():
            left = self.sectionViewportPosition(first)
            right = self.sectionViewportPosition(last) + self.sectionSize(last)
            painter.setClipRect(QRect(left, 0, right - left, _GROUP + 4))
            at = QPointF(max(left, 0) + PADDING, self._group.baseline(2, _GROUP))
            name = own(said(GROUPS[self._model.columns[first].group]).upper())
            draw_text(painter, at, name, self._group, ink)
        painter.end()

    def _groups(self) -> list[tuple[int, int]]:
        """The first and the last column of each group that this part of the table has."""
        seen = [place for place in range(self.count()) if not self.isSectionHidden(place)]
        begin = [place for place in seen if place == seen[0] or self._begins_group(place)]
        ends = [*(place - 1 for place in begin[1:]), seen[-1]] if seen else []
        groups = list(zip(begin, ends, strict=True))
        # The first group goes on behind the columns that stay: its name stands there already.
        return groups[1:] if seen and seen[0] == FROZEN else groups

    def _begins_group(self, place: int) -> bool:
        columns = self._model.columns
        return place == 0 or columns[place].group != columns[place - 1].group
