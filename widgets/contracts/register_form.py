"""Every term of one contract, in groups, each with what it means."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from engine.contracts.cell_text import cell_text
from widgets.buttons import Switch
from widgets.comparison.parts import Card, Line, Title, over_card
from widgets.contracts.register_states import GROUPS, table_columns
from widgets.controls.framed_field import FramedField
from widgets.controls.parts import ScrollColumn
from widgets.language.spoken import own, said
from widgets.painting import BOLD, MEDIUM, face, palette

if TYPE_CHECKING:
    from engine.contracts.contract import Contract
    from widgets.contracts.register_states import CellFault, RegisterState, TableColumn
    from widgets.tokens import Tokens

WIDTH, NARROW = 332, 272  # px; the narrow one where the window is, too
_FIELD, _LEAST_FIELD = 140, 96  # px; the least where names are long
_GAP = 8
_EDGE = 15
_NONE = "Select a contract to see all of its terms"


class _Term(QWidget):
    """One term: its name and value, and below them what it means or why it was refused."""

    entered = Signal(str, str)  # column, text

    def __init__(self, column: TableColumn, tokens: Tokens) -> None:
        super().__init__()
        self.column = column.column
        self._words = column.words
        self._fault: CellFault | None = None
        self.label, self.unit, self.meaning = (
            QLabel(said(self.column.label)),
            QLabel(said(column.unit)),
            QLabel(),
        )
        self.label.setFont(face(12, MEDIUM).font)
        for small in (self.unit, self.meaning):
            small.setFont(face(11).font)
        for words in (self.label, self.unit, self.meaning):
            words.setTextFormat(Qt.TextFormat.PlainText)
        for words in (self.label, self.meaning):
            words.setWordWrap(True)
        self.switch: Switch | None = None
        self.field: FramedField | None = None
        if self.column.kind == "flag":
            self.switch = Switch(over_card(tokens), self, neutral=False)
            self.switch.setAccessibleName(said(self.column.label))
            self.switch.setAccessibleDescription(said(self.column.meaning))
            self.switch.clicked.connect(
                lambda on: self.entered.emit(self.column.key, "Yes" if on else "No")
            )
        else:
            self.field = FramedField(self.column.label, _FIELD, tokens, words=column.words)
            self.field.submitted.connect(lambda text: self.entered.emit(self.column.key, text))
            self.label.setBuddy(self.field)
        self._lay_out()
        self.set_tokens(tokens)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 3, 0, 3)
        grid.setHorizontalSpacing(_GAP)
        grid.setVerticalSpacing(2)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.label)
        if self.unit.text():
            names.addWidget(self.unit)
        grid.addLayout(names, 0, 0)
        value = self.field or self.switch
        assert value is not None
        side = Qt.AlignmentFlag.AlignLeft if self.switch else Qt.AlignmentFlag.AlignRight
        row = QHBoxLayout()
        row.addWidget(value, 0, side | Qt.AlignmentFlag.AlignVCenter)
        self._holder = QWidget()
        self._holder.setFixedWidth(_FIELD)
        row.setContentsMargins(0, 0, 0, 0)
        self._holder.setLayout(row)
        grid.addWidget(self._holder, 0, 1)
        grid.setColumnStretch(0, 1)
        grid.addWidget(self.meaning, 1, 0, 1, 2)

    def name_room(self) -> int:
        """The width that the name and the unit take at least, px."""
        return max(self.label.minimumSizeHint().width(), self.unit.sizeHint().width())

    def fit_field(self, width: int) -> None:
        self._holder.setFixedWidth(width)
        if self.field is not None:
            self.field.setFixedWidth(width)

    def show_term(self, contract: Contract, fault: CellFault | None) -> None:
        self._fault = fault
        text = cell_text(self.column, contract)
        if self.field is not None:
            self.field.show_text(fault.typed if fault else text)
            self.field.show_refused(fault.message if fault else "")
            if not self.field.hasFocus():
                self.field.setCursorPosition(0)  # a text that is cut shows its beginning
            self.field.setToolTip(own(text) if self._words else said(text))
        elif self.switch is not None:
            self.switch.setChecked(text == "Yes")
        self.meaning.setText(said(fault.message if fault else self.column.meaning))
        self._dress()

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        if self.field is not None:
            self.field.set_tokens(tokens)
        if self.switch is not None:
            self.switch.set_tokens(over_card(tokens))
        self._dress()

    def _dress(self) -> None:
        tokens = self._tokens
        muted = palette(tokens._replace(text=tokens.text_muted))
        self.label.setPalette(palette(tokens))
        self.unit.setPalette(muted)
        self.meaning.setPalette(palette(tokens._replace(text=tokens.bad)) if self._fault else muted)


class RegisterForm(Card):
    """The selected contract's terms. They are typed here as in the table."""

    cell_entered = Signal(str, str, str)  # contract, column, text

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens)
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(said("All terms of the selected contract"))
        self._contract = ""
        self.title, self.supplier = Title("", tokens), Line(tokens)
        self.terms: dict[str, _Term] = {}
        self._heads: list[QLabel] = []
        self._inner = QWidget()
        column = QVBoxLayout(self._inner)
        column.setContentsMargins(_EDGE, 0, _EDGE, 12)
        column.setSpacing(0)
        for group, columns in groupby(table_columns(), key=lambda each: each.group):
            head = QLabel(own(said(GROUPS[group]).upper()))
            head.setFont(face(11, BOLD, spacing=0.5).font)
            head.setContentsMargins(0, 10, 0, 2)
            self._heads.append(head)
            column.addWidget(head)
            for each in columns:
                term = self.terms[each.column.key] = _Term(each, tokens)
                term.entered.connect(self._enter)
                column.addWidget(term)
        column.addStretch(1)
        self._scroll = ScrollColumn(self._inner, over_card(tokens))
        self._scroll.setWidgetResizable(True)
        self._scroll.resized.connect(self._fit_fields)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 10, 1, 6)
        whole.setSpacing(2)
        for words in (self.title, self.supplier):
            row = QHBoxLayout()
            row.setContentsMargins(_EDGE, 0, _EDGE, 0)
            row.addWidget(words)
            whole.addLayout(row)
        whole.addWidget(self._scroll, 1)
        whole.addStretch()
        self.set_tokens(tokens)

    def _fit_fields(self) -> None:
        """As wide as the longest name leaves them."""
        names = max(term.name_room() for term in self.terms.values())
        room = self._scroll.room().width() - 2 * _EDGE - _GAP - names
        for term in self.terms.values():
            term.fit_field(max(_LEAST_FIELD, min(_FIELD, room)))

    def show_state(self, state: RegisterState, contract: Contract | None) -> None:
        """`contract` is the one that is selected."""
        self._contract = contract.id if contract else ""
        words = f"{contract.supplier} · {contract.service}".strip(" ·") if contract else ""
        self.title.setText(own(contract.id) if contract else said("No contract selected"))
        self.supplier.show_text(own(words) if contract else _NONE)
        self._scroll.setVisible(contract is not None)
        if contract is not None:
            for key, term in self.terms.items():
                term.show_term(contract, state.faults.get((contract.id, key)))

    def set_tokens(self, tokens: Tokens) -> None:
        super().set_tokens(tokens)
        self.title.set_tokens(tokens)
        self.supplier.set_tokens(tokens)
        for term in self.terms.values():
            term.set_tokens(tokens)
        self._scroll.set_tokens(over_card(tokens))
        self._scroll.setPalette(palette(over_card(tokens)))
        muted = palette(tokens._replace(text=tokens.text_muted))
        for head in self._heads:
            head.setPalette(muted)

    def _enter(self, key: str, text: str) -> None:
        if self._contract:
            self.cell_entered.emit(self._contract, key, text)
