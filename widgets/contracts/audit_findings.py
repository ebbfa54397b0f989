"""The card of the findings: ranked by money, filtered by how grave they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QVBoxLayout

from widgets.buttons import TextButton
from widgets.card_table import BAR_ROOM, CardHeads
from widgets.comparison import clipboard as table_clipboard
from widgets.comparison.parts import Card, Title
from widgets.contracts.audit_finding_cells import ROW_HEIGHT, FindingCells, FindingModel
from widgets.contracts.audit_states import GRADES, FindingsState
from widgets.contracts.linked import Pointed
from widgets.contracts.linked_table import MOST_COPIED, LinkedTable, show_copied
from widgets.contracts.severity import SIZE, WORDS, draw_severity
from widgets.flow import FlowRow
from widgets.language.spoken import said
from widgets.painting import colour, draw_ring, draw_rounded, draw_text, edge_of
from widgets.segments import CheckButton

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from widgets.tokens import Tokens

_NONE_LEFT = "No finding of the chosen kinds. Choose a severity above."
_PADDING = 9.0


class GradeButton(CheckButton):
    """Shows or hides the findings of one severity; its mark and how many there are stand on it."""

    def __init__(self, severity: str, tokens: Tokens) -> None:
        super().__init__(WORDS[severity], tokens)
        self._severity = severity
        self._count = 0
        self.setChecked(True)
        self.show_count(0)

    def show_count(self, count: int) -> None:
        self._count = count
        self.setText(said(f"{count:,}"))
        self.setAccessibleName(said(f"{WORDS[self._severity]}: {count:,}"))
        self.setToolTip(said(f"Show or hide findings of severity {WORDS[self._severity].lower()}"))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        wide = self._face.width(self.text()) + SIZE + 5.0 + 2 * _PADDING
        return QSize(round(wide) + 1, 26)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, box = self._tokens, QRectF(self.rect())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        checked = self.isChecked()
        edge, _width = edge_of(tokens, focused=False, pointed=self.underMouse())
        ground = colour(tokens.accent_soft if checked else tokens.field)
        draw_rounded(painter, box, ground, colour(tokens.accent) if checked else edge, 6)
        if self.has_ring():
            draw_ring(painter, box.adjusted(3, 3, -3, -3), colour(tokens.accent), 4)
        centre = QPointF(_PADDING + SIZE / 2, self.height() / 2)
        draw_severity(painter, centre, self._severity, tokens)
        at = QPointF(_PADDING + SIZE + 5.0, self._face.baseline(0, self.height()))
        ink = colour(tokens.text if checked else tokens.text_muted)
        draw_text(painter, at, self.text(), self._face, ink)
        painter.end()


class FindingTable(LinkedTable):
    """The row of the keyboard, or of the last click, is open: it shows all of its words."""

    def __init__(self, tokens: Tokens) -> None:
        self._open = -1
        self._model = FindingModel()
        self._painter = FindingCells(self._model, tokens, self._model)
        heads = CardHeads(tokens)
        super().__init__(self._model, self._painter, heads, ROW_HEIGHT, tokens)
        self.horizontalHeader().hide()
        self.setAccessibleName(said("Findings"))
        self.setAccessibleDescription(said("Enter selects the contract; Ctrl+C copies the list"))
        self.selectionModel().currentChanged.connect(self._open_row)
        self._model.modelReset.connect(self._forget_open)
        self.set_tokens(tokens)

    def _forget_open(self) -> None:
        self._open = -1

    def _open_row(self, index: QModelIndex, _last: QModelIndex) -> None:
        if 0 <= self._open < self._model.rowCount():
            self.setRowHeight(self._open, ROW_HEIGHT)
        self._open = index.row()
        self._fit_open()

    def _fit_open(self) -> None:
        if 0 <= self._open < self._model.rowCount():
            row = self._model.row(self._open)
            high = self._painter.open_height(row, self._heads.sectionSize(0))
            self.setRowHeight(self._open, high)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._heads.resizeSection(0, max(60, self.width() - BAR_ROOM))
        self._fit_open()

    def copy_all(self) -> None:
        if self._model.order:
            table_clipboard.copy(self._model.copied(MOST_COPIED))


class FindingsCard(Card):
    """Which severities are seen is the card's own affair."""

    contract_selected = Signal(str)
    pointed = Signal(Pointed)

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens)
        self.setAccessibleName(said("Findings"))
        self._state = FindingsState()
        self._title = Title("Findings", tokens)
        self.grades = tuple(GradeButton(severity, tokens) for severity in GRADES)
        self.copy_button = TextButton("Copy", 12, tokens)
        self.copy_button.setAccessibleName(said("Copy findings"))
        self.table = FindingTable(tokens)
        self._lay_out()
        for button in self.grades:
            button.clicked.connect(self._show_rows)
        self.copy_button.clicked.connect(self._copy)
        self.table.contract_selected.connect(self.contract_selected)
        self.table.pointed.connect(self.pointed)

    def _lay_out(self) -> None:
        top = FlowRow(6)
        top.setContentsMargins(15, 0, 8, 0)
        top.addWidget(self._title)
        for button in self.grades:
            top.addWidget(button)
        top.push()
        top.addWidget(self.copy_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 7, 1, 6)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self.table, 1)

    def show_state(self, state: FindingsState, selected: str) -> None:
        if state is not self._state:
            self._state = state
            for place, button in enumerate(self.grades):
                button.show_count(sum(1 for grade in state.grades if grade == place))
            self._show_rows()
        self.table.show_selected(selected)

    def _show_rows(self) -> None:
        state = self._state
        shown = {place for place, button in enumerate(self.grades) if button.isChecked()}
        order = None
        if len(shown) < len(GRADES):
            order = [row for row, grade in enumerate(state.grades) if grade in shown]
        message = _NONE_LEFT if len(state.rows) else state.message
        self.table.show_rows(state.rows, state.contracts, order, message)
        self.table.horizontalHeader().hide()
        self.copy_button.setEnabled(self.table.linked.rowCount() > 0)

    def _copy(self) -> None:
        self.table.copy_all()
        show_copied(self.copy_button, self.table.linked.rowCount())

    def show_pointed(self, pointed: Pointed) -> None:
        self.table.show_pointed(pointed)

    def set_tokens(self, tokens: Tokens) -> None:
        super().set_tokens(tokens)
        for part in (self._title, self.copy_button, self.table):
            part.set_tokens(tokens)
        for button in self.grades:
            button.set_tokens(tokens)
