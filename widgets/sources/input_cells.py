"""How the cells of the table of inputs look, and where their chips are."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from widgets.card_table import CardHeads
from widgets.language.spoken import joined, own
from widgets.painting import (
    BOLD,
    MEDIUM,
    blend,
    colour,
    colour_of,
    draw_rounded,
    draw_square,
    draw_text,
    face,
    one_line,
)
from widgets.sources.input_model import LABEL, STATUS, VALUE

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QPainter

    from widgets.painting import Face
    from widgets.sources.input_model import InputModel
    from widgets.sources.states import Chip
    from widgets.tokens import Tokens

_Index = QModelIndex | QPersistentModelIndex

EDGE, PADDING, GUTTER = 15, 8, 22  # left of a row, of a cell, and of what follows a number
_FIRST, _SECOND = (3, 18), (19, 16)  # the lines of a row: top and height, px
_OVER_CHIPS = (1, 18)
ADD = "+"  # the key and the words of the chip that attaches a source
_CHIP_HEIGHT, _CHIP_PADDING, _CHIP_GAP = 16.0, 7.0, 4.0


class ChipBox(NamedTuple):
    """Where a chip is within its view. `key` is empty for a count of those with no room."""

    key: str
    text: str
    box: QRectF
    tip: str = ""


def chip_boxes(chips: tuple[Chip, ...], box: QRect, *, add: bool) -> list[ChipBox]:
    """The chips of a cell, cut to its room; what has none is counted in the last."""
    using, middle = face(11, MEDIUM), QRectF(box).center().y()
    right = box.right() - 2.0
    x = box.left() + float(PADDING)
    found: list[ChipBox] = []

    def place(key: str, text: str, tip: str = "") -> None:
        nonlocal x
        width = using.width(text) + 2 * _CHIP_PADDING
        at = QRectF(x, middle - _CHIP_HEIGHT / 2, width, _CHIP_HEIGHT)
        found.append(ChipBox(key, text, at, tip))
        x = at.right() + _CHIP_GAP

    kept = using.width(ADD) + 2 * _CHIP_PADDING + _CHIP_GAP if add else 0.0
    for count, chip in enumerate(chips):
        left = len(chips) - count - 1
        rest = kept + (using.width(f"+{left}") + 2 * _CHIP_PADDING + _CHIP_GAP if left else 0.0)
        room = right - rest - x - 2 * _CHIP_PADDING
        text = one_line(chip.label)
        whole = using.width(text) <= room
        if not whole and (count or room < using.width("Mm…")):
            hidden = chips[count:]
            place(hidden[0].key, f"+{len(hidden)}", joined("\n", *(each.label for each in hidden)))
            break
        place(chip.key, text if whole else using.elided(text, room), chip.tip)
    if add:
        place(ADD, ADD, "Attach a source of your own (+)")
    return found


class InputCells(QStyledItemDelegate):
    """Paints label and value as links, the status with its square, claims and sources as chips."""

    def __init__(self, model: InputModel, tokens: Tokens, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self.tokens = tokens
        self.selected = ""  # the claim or source that is selected
        self.hovered: tuple[int, int] = (-1, -1)
        self._face, self._bold = face(12, MEDIUM), face(12, BOLD)
        self._small, self._basis = face(11, MEDIUM), face(11)

    def chips(self, index: _Index, box: QRect) -> list[ChipBox]:
        """The chips of a cell, where they are within its view; `box` is the cell's."""
        if not self._model.has_chips(index):
            return []
        if self._model.is_merged():
            top, height = _SECOND
            left = GUTTER - PADDING
            box = QRect(box.left() + left, box.top() + top, box.width() - left, height)
        add = self._model.takes_sources(index)
        return chip_boxes(self._model.chips(index), box, add=add)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        tokens, box = self.tokens, option.rect
        row = self._model.rows[index.row()]
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        mine = bool(self.selected) and row.speaks_of(self.selected)
        plain = blend(tokens.card, tokens.accent_soft, 0.55) if mine else colour(tokens.card)
        painter.fillRect(box, colour(tokens.accent_soft) if chosen else plain)
        left = EDGE if index.column() == LABEL else 0
        line = QRect(box.left() + left, box.bottom(), box.width() - left, 1)
        painter.fillRect(line, colour(tokens.grid))
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        self._paint_cell(painter, box, index)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour(tokens.accent), 2.0))
            painter.drawRect(QRectF(box).adjusted(1, 1, -1, -1))
        painter.restore()

    def _paint_cell(self, painter: QPainter, box: QRect, index: _Index) -> None:
        tokens, column = self.tokens, index.column()
        row = self._model.rows[index.row()]
        over = self.hovered == (index.row(), column)
        link, muted = colour(tokens.accent if over else tokens.text), colour(tokens.text_muted)
        if column == LABEL:
            inner = box.adjusted(EDGE, 0, 0, 0)
            self._paint_line(painter, inner, _FIRST, row.label, self._face, link)
            self._paint_line(painter, inner, _SECOND, row.basis, self._basis, muted)
        elif column == VALUE:
            lines = _FIRST if row.suffix else (0, box.height())
            self._paint_line(painter, box, lines, row.value, self._bold, link, right=True)
            self._paint_line(painter, box, _SECOND, row.suffix, self._basis, muted, right=True)
        elif column == STATUS:
            line = _OVER_CHIPS if self._model.is_merged() else (0, box.height())
            middle = box.top() + line[0] + line[1] / 2
            square = QRectF(box.left() + GUTTER, middle - 3.5, 7, 7)
            draw_square(painter, square, colour_of(tokens, row.status))
            inner = box.adjusted(GUTTER + 12, 0, 0, 0)
            self._paint_line(painter, inner, line, row.status, self._face, colour(tokens.text))
        claims = {chip.key for chip in row.claims}
        for chip in self.chips(index, box):
            self._paint_chip(painter, chip, mine=chip.key not in claims, over=over)

    @staticmethod
    def _paint_line(
        painter: QPainter,
        box: QRect,
        line: tuple[int, int],
        text: str,
        using: Face,
        ink: QColor,
        *,
        right: bool = False,
    ) -> None:
        """One of a cell's lines, given as its top and height; at the left unless `right`."""
        shown = using.elided(text, box.width() - (PADDING if right else 6))
        x = float(box.right() + 1) - using.width(shown) if right else float(box.left())
        top, height = line
        draw_text(painter, QPointF(x, using.baseline(box.top() + top, height)), shown, using, ink)

    def _paint_chip(self, painter: QPainter, chip: ChipBox, *, mine: bool, over: bool) -> None:
        tokens = self.tokens
        on = chip.key == self.selected
        faint = chip.key == ADD and not over
        tone = tokens.accent if mine or on else tokens.text_muted
        fill = colour(tokens.accent) if on else blend(tokens.card, tone, 0.08)
        edge = blend(tokens.card, tone, 0.25 if faint else 0.5)
        draw_rounded(painter, chip.box, fill, edge, _CHIP_HEIGHT / 2)
        ink = colour(tokens.text_on_accent if on else tokens.text_muted if faint else tokens.text)
        at = QPointF(
            chip.box.left() + _CHIP_PADDING,
            self._small.baseline(chip.box.top(), chip.box.height()),
        )
        draw_text(painter, at, chip.text, self._small, ink)


class InputHeads(CardHeads):
    """The headings of the columns, each over its texts."""

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803
        tokens = self._tokens
        painter.save()
        painter.fillRect(rect, colour(tokens.card))
        left = {LABEL: EDGE, STATUS: GUTTER}.get(logicalIndex, PADDING)
        line = QRect(rect.left() + (left if logicalIndex == LABEL else 0), rect.bottom(), 9999, 1)
        painter.fillRect(line & rect, colour(tokens.border))
        text = own(str(self.model().headerData(logicalIndex, Qt.Orientation.Horizontal)))
        text = self._face.elided(text, rect.width() - left - 4)
        x = float(rect.left() + left)
        if logicalIndex == VALUE:
            x = rect.right() + 1 - self._face.width(text)
        at = QPointF(x, self._face.baseline(rect.top(), rect.height()))
        draw_text(painter, at, text, self._face, colour(tokens.text_muted))
        painter.restore()
