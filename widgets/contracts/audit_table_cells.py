"""How the tables of contracts are painted: cells, headings to sort by, and the line of totals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from widgets.card_table import CardHeads
from widgets.comparison.clipboard import Piece, piece
from widgets.contracts.linked_table import EDGE, PADDING, LinkedCells, LinkedModel
from widgets.language.spoken import own, said
from widgets.painting import BOLD, MEDIUM, colour, draw_text, draw_triangle, face, plain_tip

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from widgets.contracts.audit_states import ContractRow, ContractTable, TableCell
    from widgets.contracts.linked_table import Index
    from widgets.tokens import Tokens

ROW_HEIGHT, HEAD_HEIGHT = 38, 40
SIZES = (12, 11)  # px of numbers; the smaller where they don't fit
_ARROW = 4.0  # px left of a heading
_FIRST, _SECOND = (3.0, 17.0), (19.0, 15.0)  # the lines of a cell: top and height, px


class TableModel(LinkedModel):
    """One contract a row: its id in the first column, then the table's columns."""

    def __init__(self) -> None:
        super().__init__()
        self.state: ContractTable | None = None

    def headings(self) -> tuple[str, ...]:
        state = self.state
        return ("Contract", *(column.heading for column in state.columns)) if state else ()

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.headings())

    def spoken(self, row: ContractRow, column: int) -> str:
        label = _label(row)
        if column == 0:
            return own(f"{label}, {_note(row)}" if row.note else label)
        cell, heading = row.cells[column - 1], one_line_heading(self.headings()[column])
        note = f", {said(cell.note)}" * bool(cell.note)
        return own(f"{label}, {heading}: {said(cell.text)}{note}")

    def tip(self, row: ContractRow, column: int) -> str:
        return row.tip if column == 0 else row.cells[column - 1].tip

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> str | None:
        if orientation != Qt.Orientation.Horizontal or section >= len(self.headings()):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line_heading(self.headings()[section])
        if role == Qt.ItemDataRole.ToolTipRole and section and self.state is not None:
            return plain_tip(self.state.columns[section - 1].tip)
        return None

    def copied(self, most: int) -> list[list[Piece]]:
        """The rows as they are sorted, at most so many, with headings and the total."""
        if self.state is None:
            return []
        heads = [each.copied or each.heading.replace("\n", " ") for each in self.state.columns]
        lines = [[Piece(said(text), heading=True) for text in ("Contract", "Supplier", *heads)]]
        rows = [self.row(place) for place in range(min(most, len(self.order)))]
        if self.state.total is not None:
            rows.append(self.state.total)
        for row in rows:
            cells = [
                piece(said(cell.text), cell.copied, number=bool(cell.copied)) for cell in row.cells
            ]
            lines.append([Piece(row.contract or said(row.label)), Piece(row.supplier), *cells])
        return lines


def one_line_heading(text: str) -> str:
    """A heading without its break, in the user's language."""
    return own(said(text).replace("-\n", "").replace("\n", " "))


def _label(row: ContractRow) -> str:
    """The contract's id, or what the totals are of."""
    return own(row.label) if row.contract else said(row.label)


def _note(row: ContractRow) -> str:
    """How it stands with the contract, and the supplier's own name."""
    if not row.supplier or not row.note.endswith(row.supplier):
        return said(row.note)
    return own(said(row.note.removesuffix(row.supplier)) + row.supplier)


class TableCells(LinkedCells):
    """An id over its supplier; numbers at the right, with what is said of them below."""

    size = SIZES[0]  # px of the numbers

    def draw(self, painter: QPainter, box: QRectF, row: ContractRow, index: Index) -> None:
        if index.column() == 0:
            draw_label(painter, box, row, self.tokens)
        else:
            draw_cell(painter, box, row.cells[index.column() - 1], self.tokens, self.size)


def draw_label(painter: QPainter, box: QRectF, row: ContractRow, tokens: Tokens) -> None:
    """Whose row it is, on two lines where there is a note."""
    room = box.width() - EDGE - 6.0
    lines = [(_label(row), face(12, MEDIUM), tokens.text)]
    if row.note:
        lines.append((_note(row), face(11), tokens.text_muted))
    for (text, using, ink), (top, high) in zip(lines, _places(box, len(lines)), strict=True):
        at = QPointF(box.left() + EDGE, using.baseline(top, high))
        draw_text(painter, at, using.elided(text, room), using, colour(ink))


def draw_cell(
    painter: QPainter,
    box: QRectF,
    cell: TableCell,
    tokens: Tokens,
    size: int,
    *,
    bold: bool = False,
) -> None:
    """A number at the right of its cell, its note below."""
    ink = getattr(tokens, cell.tone) if cell.tone else tokens.text
    lines = [(cell.text, face(size, BOLD) if bold else face(size), ink)]
    if cell.note:
        lines.append((cell.note, face(11), tokens.text_muted))
    for (text, using, colour_name), (top, high) in zip(
        lines, _places(box, len(lines)), strict=True
    ):
        shown = using.elided(text, box.width() - PADDING + 4.0)
        at = QPointF(box.right() - PADDING - using.width(shown), using.baseline(top, high))
        draw_text(painter, at, shown, using, colour(colour_name))


def _places(box: QRectF, lines: int) -> list[tuple[float, float]]:
    """Top and height of one line in the middle, or of two."""
    if lines == 1:
        return [(box.top(), box.height())]
    return [(box.top() + top, high) for top, high in (_FIRST, _SECOND)]


def cell_room(cell: TableCell, size: int, *, bold: bool = False) -> float:
    """The width in which a cell stands whole, px."""
    using = face(size, BOLD) if bold else face(size)
    return max(using.width(cell.text), face(11).width(cell.note)) + PADDING - 4.0


def heading_room(text: str) -> float:
    """The width in which a heading stands whole, sorted by or not, px."""
    lines = said(text).split("\n")
    return max(face(11, MEDIUM).width(own(line)) for line in lines) + PADDING + _ARROW


class SortHeads(CardHeads):
    """A click sorts by a column; the arrow stands at the one by which it is sorted."""

    sort_asked = Signal(int)  # column of the view

    def __init__(self, model: TableModel, tokens: Tokens) -> None:
        super().__init__(tokens)
        self._rows = model
        self._small = face(11, MEDIUM)
        self.sorted_by, self.falling = -1, True
        self.setSectionsClickable(True)
        self.setFixedHeight(HEAD_HEIGHT)
        self.sectionClicked.connect(self.sort_asked)

    def show_sorted(self, column: int, *, falling: bool) -> None:
        self.sorted_by, self.falling = column, falling
        self.viewport().update()

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803
        tokens, using = self._tokens, self._small
        headings = self._rows.headings()
        if logicalIndex >= len(headings):
            return
        painter.save()
        painter.fillRect(rect, colour(tokens.card))
        left = EDGE if logicalIndex == 0 else 0
        line = QRect(rect.left() + left, rect.bottom(), rect.width() - left, 1)
        painter.fillRect(line, colour(tokens.border))
        chosen = logicalIndex == self.sorted_by
        ink = colour(tokens.text if chosen else tokens.text_muted)
        texts = [own(line) for line in said(headings[logicalIndex]).split("\n")]
        for (top, high), text in zip(_places(QRectF(rect), len(texts)), texts, strict=True):
            shown = using.elided(text, rect.width() - left - 4)
            x = float(rect.left() + left)
            if logicalIndex:
                x = rect.right() + 1.0 - PADDING - using.width(shown)
            draw_text(painter, QPointF(x, using.baseline(top, high)), shown, using, ink)
        if chosen:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            x = rect.right() - 2.5 if logicalIndex else rect.left() + 7.0
            turn = 180.0 if self.falling else 0.0
            draw_triangle(painter, QPointF(x, rect.center().y()), 5.0, 4.0, turn, ink)
        painter.restore()


class TotalLine(QWidget):
    """The totals, below the rows in the same columns: they stay while the rows scroll."""

    def __init__(self, heads: CardHeads, tokens: Tokens) -> None:
        super().__init__()
        self._heads = heads
        self._tokens = tokens
        self._row: ContractRow | None = None
        self._headings: tuple[str, ...] = ()
        self._size = SIZES[0]  # px of the numbers
        self.setFixedHeight(30)
        heads.sectionResized.connect(lambda *_what: self.update())

    def show_row(self, row: ContractRow | None, headings: tuple[str, ...]) -> None:
        self._row, self._headings = row, headings
        self.setVisible(row is not None)
        if row is not None:
            self.setAccessibleName(said(row.label))
            pairs = zip(headings[1:], row.cells, strict=True)
            parts = [
                f"{one_line_heading(name)}: {said(cell.text)}" for name, cell in pairs if cell.text
            ]
            self.setAccessibleDescription(own(", ".join(parts)))
        self.update()

    def show_size(self, size: int) -> None:
        self._size = size
        self.update()

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.update()

    def _box(self, column: int) -> QRectF:
        left = self._heads.sectionPosition(column)
        return QRectF(left, 0, self._heads.sectionSize(column), self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        row = self._row
        if row is None or self._heads.count() != len(row.cells) + 1:
            return
        painter = QPainter(self)
        painter.fillRect(QRect(EDGE, 0, self.width() - EDGE - 10, 1), colour(self._tokens.border))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_label(painter, self._box(0), row._replace(note=""), self._tokens)
        for column, cell in enumerate(row.cells, start=1):
            plain, box = cell._replace(note=""), self._box(column)
            draw_cell(painter, box, plain, self._tokens, self._size, bold=True)
        painter.end()
