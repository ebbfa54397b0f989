"""The calendar of deadlines: months with marks over the list of their days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from widgets.buttons import TextButton
from widgets.card_table import BAR_ROOM, CardHeads
from widgets.comparison.parts import Card, Line, Title
from widgets.contracts.day_marks import SIZE, draw_day_mark
from widgets.contracts.linked import Pointed
from widgets.contracts.linked_table import LinkedCells, LinkedModel, LinkedTable
from widgets.contracts.pictures_months import MonthGrid
from widgets.contracts.pictures_states import DeadlinesState
from widgets.language.spoken import joined, own, said
from widgets.painting import MEDIUM, colour, draw_text, face
from widgets.segments import Segments

if TYPE_CHECKING:
    from PySide6.QtCore import QObject, QRectF
    from PySide6.QtGui import QPainter, QResizeEvent

    from widgets.contracts.linked_table import Index
    from widgets.contracts.pictures_states import DeadlineRow
    from widgets.tokens import Tokens

ROW_HEIGHT = 36
_EDGE, _LINE = 15.0, 16.0
_HORIZONS = (12, 24)  # months


class DeadlineModel(LinkedModel):
    """One day a row."""

    def spoken(self, row: DeadlineRow, column: int) -> str:  # noqa: ARG002
        what = f"{joined(', ', row.day, row.away)}: {said(row.title)}, {row.contract}."
        return own(f"{what} {said(row.text)}")

    def tip(self, row: DeadlineRow, column: int) -> str:  # noqa: ARG002
        what = own(f"{said(row.day)}: {said(row.title)}, {row.contract}")
        return row.tip or joined("\n", what, row.text)


class DeadlineCells(LinkedCells):
    """The mark, what is due, and the day; below whose it is and how far off."""

    def __init__(self, model: DeadlineModel, tokens: Tokens, parent: QObject) -> None:
        super().__init__(model, tokens, parent)
        self._bold, self._plain, self._small = face(12, MEDIUM), face(12), face(11)

    def draw(self, painter: QPainter, box: QRectF, row: DeadlineRow, index: Index) -> None:  # noqa: ARG002
        tokens = self.tokens
        left, right, top = box.left() + _EDGE + SIZE + 7.0, box.right() - 6.0, box.top() + 2.0
        mark = QPointF(box.left() + _EDGE + SIZE / 2, top + _LINE / 2 + 0.5)
        draw_day_mark(painter, mark, row.kind, tokens)
        lines = (
            (own(row.contract), self._bold, row.day, self._plain, tokens.text),
            (row.title, self._small, row.away, self._small, tokens.text_muted),
        )
        for place, (text, using, end, end_face, ink) in enumerate(lines):
            base = using.baseline(top + place * (_LINE - 1.0), _LINE)
            wide = end_face.width(end)
            draw_text(painter, QPointF(right - wide, base), end, end_face, colour(ink))
            shown = using.elided(text, right - wide - 8.0 - left)
            draw_text(painter, QPointF(left, base), shown, using, colour(ink))


class DeadlineTable(LinkedTable):
    """The days in order."""

    def __init__(self, tokens: Tokens) -> None:
        model = DeadlineModel()
        cells = DeadlineCells(model, tokens, model)
        super().__init__(model, cells, CardHeads(tokens), ROW_HEIGHT, tokens)
        self.horizontalHeader().hide()
        self.setAccessibleName(said("Deadlines"))
        self.setAccessibleDescription(said("Enter selects the contract"))
        self.set_tokens(tokens)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._heads.resizeSection(0, max(60, self.width() - BAR_ROOM))


class DeadlinesCard(Card):
    """A year or two of months, the days in them, and a button that exports all of them."""

    contract_selected = Signal(str)
    pointed = Signal(Pointed)
    export_calendar_requested = Signal()

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens)
        self.setAccessibleName(said("Calendar of deadlines"))
        self._state = DeadlinesState()
        self._title = Title("Deadlines", tokens)
        self.horizon = Segments("Months ahead", [f"{each} months" for each in _HORIZONS], tokens)
        for button, months in zip(self.horizon.buttons, _HORIZONS, strict=True):
            button.setToolTip(said(f"The next {months} months"))
        self.export_button = TextButton("Export calendar…", 12, tokens)
        self.export_button.setToolTip(said("All deadlines as a calendar file (.ics)"))
        self.count = Line(tokens)
        self.grid = MonthGrid(tokens)
        self.table = DeadlineTable(tokens)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        top, middle, below = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        top.setContentsMargins(15, 0, 12, 0)
        top.addWidget(self._title)
        top.addStretch(1)
        top.addWidget(self.horizon)
        below.setContentsMargins(15, 0, 6, 0)
        below.addWidget(self.count, 1)
        below.addWidget(self.export_button)
        middle.setContentsMargins(14, 0, 13, 0)
        middle.addWidget(self.grid)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 7, 1, 3)
        column.setSpacing(5)
        column.addLayout(top)
        column.addLayout(middle)
        column.addWidget(self.table, 1)
        column.addLayout(below)

    def _connect(self) -> None:
        self.horizon.chosen.connect(lambda _place: self._show())
        self.export_button.clicked.connect(self.export_calendar_requested)
        self.grid.month_chosen.connect(self._show_month)
        self.table.contract_selected.connect(self.contract_selected)
        self.table.pointed.connect(self.pointed)

    def _months(self) -> int:
        at = (place for place, each in enumerate(self.horizon.buttons) if each.isChecked())
        return _HORIZONS[next(at, 0)]

    def show_state(self, state: DeadlinesState, selected: Pointed) -> None:
        if state is not self._state:
            self._state = state
            self._show()
        self.table.show_selected(selected.contract)

    def _show(self) -> None:
        state, months = self._state, self._months()
        shown = sum(1 for month in state.row_months if month < months)
        self.grid.show_months(state.months[:months], state.kinds)
        self.table.show_rows(state.rows, state.contracts, range(shown), state.message)
        self.table.horizontalHeader().hide()
        self.count.show_text(f"{shown:,} in {months} months" if shown else "")
        self.export_button.setEnabled(len(state.rows) > 0)

    def _show_month(self, place: int) -> None:
        """The first of a month's days on top of the list."""
        row = next((each for each, at in enumerate(self._state.row_months) if at >= place), -1)
        if 0 <= row < self.table.linked.rowCount():
            index = self.table.linked.index(row, 0)
            self.table.setCurrentIndex(index)
            self.table.scrollTo(index, self.table.ScrollHint.PositionAtTop)

    def show_pointed(self, pointed: Pointed) -> None:
        self.table.show_pointed(pointed)

    def set_tokens(self, tokens: Tokens) -> None:
        super().set_tokens(tokens)
        parts = (self._title, self.horizon, self.export_button, self.count, self.grid, self.table)
        for part in parts:
            part.set_tokens(tokens)
