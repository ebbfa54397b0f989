"""A card with a comparison's table: its title, a button that copies it, and what was refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from widgets.buttons import TextButton
from widgets.comparison.marks import Legend
from widgets.comparison.parts import Card, Line, Title
from widgets.comparison.table_view import LEAST_COLUMN, LEAST_LABELS, ComparisonView
from widgets.language.spoken import joined, said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from widgets.comparison.states import TableState
    from widgets.tokens import Tokens

_COPIED_FOR = 1500  # ms


class ComparisonCard(Card):
    """A titled table with a button that copies it; below it, what was refused."""

    value_entered = Signal(int, str, str)  # scenario, row's key, text
    explain_requested = Signal(int, str)  # scenario, row's key

    def __init__(
        self,
        title: str,
        tokens: Tokens,
        marks: Sequence[tuple[str, str]] = (),
        *,
        explains: bool = False,
        least_column: int = LEAST_COLUMN,
        least_labels: float = LEAST_LABELS,
    ) -> None:
        """`marks` are pairs of a cell's mark and what it means, said beside the title.

        `explains` says that its cells can be explained, `least_column` below which width, px,
        columns scroll.
        """
        super().__init__(tokens)
        self.setAccessibleName(said(title))
        self._title = Title(title, tokens)
        self.legend = Legend(marks, tokens)
        self.copy_button = TextButton("Copy table", 12, tokens, self)
        self.copy_button.setAccessibleName(joined(": ", "Copy table", title))
        self.copy_button.setToolTip(
            said("For Excel, PowerPoint and Word; Ctrl+C copies a selection")
        )
        self.view = ComparisonView(
            title,
            tokens,
            self,
            explains=explains,
            least_column=least_column,
            least_labels=least_labels,
        )
        self.fault = Line(tokens)
        self.fault.setFixedHeight(22)
        self.fault.hide()
        self._copied = QTimer(self)
        self._copied.setSingleShot(True)
        self._copied.timeout.connect(lambda: self.copy_button.setText(said("Copy table")))
        self._lay_out()
        self.copy_button.clicked.connect(self._copy)
        self.view.comparison.entered.connect(self.value_entered)
        self.view.explain_requested.connect(self.explain_requested)
        self.view.comparison.dataChanged.connect(self._show_fault)
        self.view.comparison.modelReset.connect(self._show_fault)
        self.view.selectionModel().currentChanged.connect(self._show_fault)

    def _lay_out(self) -> None:
        top, below = QHBoxLayout(), QHBoxLayout()
        top.setContentsMargins(15, 0, 8, 0)
        top.setSpacing(10)
        top.addWidget(self._title)
        top.addWidget(self.legend, 1)
        top.addWidget(self.copy_button)
        below.setContentsMargins(15, 0, 12, 0)
        below.addWidget(self.fault)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 6, 1, 6)
        whole.setSpacing(2)
        whole.addLayout(top)
        whole.addWidget(self.view, 1)
        whole.addLayout(below)

    def show_state(self, state: TableState) -> None:
        self.view.show_state(state)
        self.copy_button.setEnabled(not self.view.is_empty())

    def show_cell_error(self, scenario_id: int, key: str, message: str) -> None:
        """What is wrong with the text typed last into a cell. No message takes it back."""
        self.view.comparison.show_fault(scenario_id, key, message)

    def set_tokens(self, tokens: Tokens) -> None:
        super().set_tokens(tokens)
        for part in (self._title, self.legend, self.copy_button, self.view, self.fault):
            part.set_tokens(tokens)

    def _copy(self) -> None:
        self.view.copy_all()
        self.copy_button.setText(said("Copied"))
        self._copied.start(_COPIED_FOR)

    def _show_fault(self, *_what: object) -> None:
        """The current cell's fault, or else the newest."""
        model, index = self.view.comparison, self.view.currentIndex()
        here = model.fault(index) if index.isValid() else None
        found = (index, here) if here else model.last_fault()
        self.fault.setVisible(found is not None)
        if found is not None:
            at, fault = found
            column, row = model.state.columns[at.column()], model.row(at.row())
            self.fault.show_text(joined(": ", row.label, fault.message), bad=True)
            where = joined(", ", row.label, column.heading)
            self.fault.setAccessibleName(joined(": ", where, fault.message))
