"""Importing contracts: the file's first rows, what its columns become, and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QVBoxLayout,
)

from widgets.dialogs.button_box import ButtonBox
from widgets.dialogs.drop_down import DropDown
from widgets.dialogs.preview import Preview
from widgets.dialogs.refused_table import RefusedTable
from widgets.dialogs.register_columns import ColumnList
from widgets.dialogs.style import box_palette, dialog_style, table_style
from widgets.language.spoken import joined, own, said
from widgets.painting import BOLD, face

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from widgets.dialogs.register_import_states import RegisterImportState
    from widgets.tokens import Tokens

_PREVIEW_HEIGHT, _REFUSED_HEIGHT = 176, 132


class RegisterImportDialog(QDialog):
    """Shows a mapping and emits what the user changes; whoever listens answers with a state."""

    column_mapped = Signal(int, str)  # the file's column and the key; empty for none
    unit_changed = Signal(str)
    order_changed = Signal(int)
    sheet_changed = Signal(int)
    replace_chosen = Signal(bool)

    def __init__(
        self, state: RegisterImportState, tokens: Tokens, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._state = state
        self.setWindowTitle(said("Import contracts – Tenor"))
        self.setSizeGripEnabled(True)
        self._title = _plain()
        self._title.setFont(face(16, BOLD).font)
        self.sheets = _combo("Sheet of the workbook", 180)
        self._sheet_label = _label("S&heet", self.sheets)
        self.preview = Preview(tokens)
        self.preview.setFixedHeight(_PREVIEW_HEIGHT)
        self.columns = ColumnList(tokens)
        self.units = _combo("Bare amounts of money are in", 150)
        self.orders = _combo("Dates such as 4/5/2026", 190)
        self.refused = RefusedTable(tokens)
        self.refused.setFixedHeight(_REFUSED_HEIGHT)
        self._summary, self._notices = _plain(), _plain()
        for label in (self._summary, self._notices):
            label.setWordWrap(True)
        self.add, self.replace = QRadioButton(), QRadioButton()
        self._ways = QButtonGroup(self)
        self._buttons = ButtonBox()
        self.accept_button = self._buttons.addButton(
            said("Import"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self._buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self._lay_out()
        self._connect()
        self.set_tokens(tokens)
        self.show_state(state)
        self.resize(940, 760)
        if self.columns.choices:
            self.columns.choices[0].setFocus()

    def _lay_out(self) -> None:
        top, settings, ways = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self._sheet_label)
        top.addWidget(self.sheets)
        settings.setSpacing(10)
        settings.addWidget(_label("Bare amounts are in", self.units))
        settings.addWidget(self.units)
        settings.addSpacing(12)
        settings.addWidget(_label("Dates such as 4/5/2026", self.orders))
        settings.addWidget(self.orders)
        settings.addStretch(1)
        ways.setSpacing(18)
        for button in (self.add, self.replace):
            self._ways.addButton(button)
            ways.addWidget(button)
        ways.addStretch(1)
        ways.addWidget(self._buttons)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 16, 20, 16)
        whole.setSpacing(12)
        whole.addLayout(top)
        whole.addWidget(self.preview)
        whole.addWidget(self.columns, 1)
        whole.addLayout(settings)
        whole.addWidget(self._summary)
        whole.addWidget(self._notices)
        whole.addWidget(self.refused)
        whole.addLayout(ways)

    def _connect(self) -> None:
        # `activated` is only ever the user.
        self.columns.column_mapped.connect(self.column_mapped)
        self.units.activated.connect(
            lambda place: self.unit_changed.emit(self._state.units[place][0])
        )
        self.orders.activated.connect(self.order_changed)
        self.sheets.activated.connect(self.sheet_changed)
        self.replace.clicked.connect(lambda: self.replace_chosen.emit(True))
        self.add.clicked.connect(lambda: self.replace_chosen.emit(False))
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)

    def show_state(self, state: RegisterImportState) -> None:
        self._state = state
        self._title.setText(own(state.file))
        for widget in (self.sheets, self._sheet_label):
            widget.setVisible(len(state.sheets) > 1)
        _fill(self.sheets, [own(name) for name in state.sheets], state.sheet)
        _fill(self.units, [said(words) for _, words in state.units], self._unit_place(state))
        _fill(self.orders, [said(words) for words in state.orders], state.order)
        labels = dict(state.keys)
        shown = {
            place: labels[column.key] for place, column in enumerate(state.columns) if column.key
        }
        titles = [column.title for column in state.columns]
        self.preview.show_rows(titles, shown, state.row_names, state.rows, state.cell)
        self.columns.show_columns(state.columns, state.keys)
        self._summary.setText(said(state.summary))
        self._summary.setAccessibleName(joined(": ", "Result", state.summary))
        self._notices.setText(joined("\n", *state.notices))
        self._notices.setVisible(bool(state.notices))
        self.refused.show_cells(state.refused, state.more)
        self.refused.setVisible(bool(state.refused))
        self._show_ways(state)
        self.accept_button.setEnabled(state.valid and not state.busy)
        self._colour_summary()

    @staticmethod
    def _unit_place(state: RegisterImportState) -> int:
        return [key for key, _ in state.units].index(state.unit)

    def _show_ways(self, state: RegisterImportState) -> None:
        held = "contract" if state.held == 1 else "contracts"
        self.add.setText(said(f"&Add to the {state.held:,} {held} there are"))
        self.replace.setText(said(f"&Replace the {state.held:,} {held} there are"))
        for button in (self.add, self.replace):
            button.setVisible(state.held > 0)
        (self.replace if state.replaces else self.add).setChecked(True)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        for part in (self.preview, self.columns, self.refused):
            part.set_tokens(tokens)
        self.setStyleSheet(
            dialog_style(tokens) + table_style(tokens) + f"QRadioButton {{ color: {tokens.text}; }}"
        )
        for button in (self.add, self.replace):
            button.setPalette(box_palette(tokens))
        self._notices.setStyleSheet(f"color: {tokens.text_muted};")
        self._colour_summary()

    def _colour_summary(self) -> None:
        state, tokens = self._state, self._tokens
        ink = tokens.good if state.valid else tokens.bad
        if state.busy or (state.valid and state.refused):  # in part
            ink = tokens.text
        self._summary.setStyleSheet(f"color: {ink}; font-weight: 600;")


def _plain() -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _combo(name: str, width: int) -> DropDown:
    combo = DropDown()
    combo.setAccessibleName(said(name))
    combo.setMinimumWidth(width)
    return combo


def _label(text: str, buddy: DropDown) -> QLabel:
    label = QLabel(said(text))
    label.setBuddy(buddy)
    return label


def _fill(combo: DropDown, texts: Sequence[str], place: int) -> None:
    if [combo.itemText(each) for each in range(combo.count())] != list(texts):
        combo.clear()
        combo.addItems(list(texts))
    combo.setCurrentIndex(place)
