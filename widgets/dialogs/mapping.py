"""Importing actual months: the file's first rows, and which column is which figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from widgets.dialogs.button_box import ButtonBox
from widgets.dialogs.drop_down import DropDown
from widgets.dialogs.preview import Preview
from widgets.dialogs.style import dialog_style, table_style
from widgets.language.spoken import joined, own, said
from widgets.painting import BOLD, face

if TYPE_CHECKING:
    from collections.abc import Sequence

    from widgets.tokens import Tokens

NO_COLUMN = -1
_NOTHING = "–"  # what the list of columns shows for none


class FieldState(NamedTuple):
    """One thing that a column can be: the month or a figure.

    `mark` says what a guess rests on, such as "guessed from the header"; empty for a choice.
    """

    key: str
    label: str
    column: int = NO_COLUMN
    mark: str = ""


class MappingState(NamedTuple):
    """What the dialog shows.

    `rows` are the file's first ones as texts, one a column, and `row_names` where they stand
    in the file. `cell` is the row and column of the first fault, if it is among these rows.
    """

    file: str
    sheets: tuple[str, ...]  # empty where there is no choice
    sheet: int
    columns: tuple[str, ...]
    row_names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    fields: tuple[FieldState, ...]
    units: tuple[tuple[str, str], ...]  # key and words: ("$m", "$m – millions")
    unit: str
    unit_mark: str
    summary: str  # "6 months, Apr 2026 to Sep 2026", or the first fault
    valid: bool
    notices: tuple[str, ...] = ()
    cell: tuple[int, int] | None = None


class MappingDialog(QDialog):
    """Shows a mapping and emits what the user changes; whoever listens answers with a state."""

    mapping_changed = Signal(str, int)  # a field's key and its column, NO_COLUMN for none
    unit_changed = Signal(str)
    sheet_changed = Signal(int)

    def __init__(self, state: MappingState, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._state = state
        self.setWindowTitle(said("Import actuals – Tenor"))
        self.setSizeGripEnabled(True)
        self._title = QLabel()
        self._title.setFont(face(16, BOLD).font)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._sheets = _combo("Sheet of the workbook")
        self._sheet_label = _label("S&heet", self._sheets)
        self._table = Preview(tokens)
        self._combos: dict[str, DropDown] = {}
        self._marks: dict[str, QLabel] = {}
        self._units = _combo("Unit of bare numbers")
        self._unit_mark = QLabel()
        self._summary = QLabel()
        self._notices = QLabel()
        for label in (self._summary, self._notices):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._buttons = ButtonBox()
        self._import = self._buttons.addButton(
            said("Import"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self._buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self._lay_out()
        self._connect()
        self.set_tokens(tokens)
        self.show_state(state)
        self.resize(880, 660)
        self._combos[state.fields[0].key].setFocus()

    # Making --------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self._sheet_label)
        top.addWidget(self._sheets)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 16, 20, 16)
        whole.setSpacing(14)
        whole.addLayout(top)
        whole.addWidget(self._table, 1)
        whole.addLayout(self._form())
        whole.addWidget(self._summary)
        whole.addWidget(self._notices)
        whole.addWidget(self._buttons)

    def _form(self) -> QGridLayout:
        """Each field with its list of columns and its mark; the unit last."""
        form = QGridLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.setColumnStretch(2, 1)
        for row, field in enumerate(self._state.fields):
            combo = self._combos[field.key] = _combo(f"Column of {field.label}")
            mark = self._marks[field.key] = QLabel()
            self._add_row(form, row, _label(field.label, combo), combo, mark)
        label = _label("Bare numbers are in", self._units)
        self._add_row(form, len(self._state.fields), label, self._units, self._unit_mark)
        return form

    @staticmethod
    def _add_row(form: QGridLayout, row: int, label: QLabel, combo: DropDown, mark: QLabel) -> None:
        form.addWidget(label, row, 0)
        form.addWidget(combo, row, 1)
        form.addWidget(mark, row, 2)

    def _connect(self) -> None:
        for key, combo in self._combos.items():
            # `activated` is only ever the user; the first entry is no column.
            combo.activated.connect(
                lambda place, key=key: self.mapping_changed.emit(key, place - 1)
            )
        self._units.activated.connect(
            lambda place: self.unit_changed.emit(self._state.units[place][0])
        )
        self._sheets.activated.connect(self.sheet_changed)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)

    # Showing -------------------------------------------------------------------------------

    def show_state(self, state: MappingState) -> None:
        """Shows another state of the same fields."""
        self._state = state
        self._title.setText(own(state.file))
        for widget in (self._sheets, self._sheet_label):
            widget.setVisible(len(state.sheets) > 1)
        _fill(self._sheets, [own(name) for name in state.sheets], state.sheet)
        choices = (_NOTHING, *state.columns)
        for field in state.fields:
            _fill(self._combos[field.key], choices, field.column + 1)
            self._marks[field.key].setText(said(field.mark))
        keys = [key for key, _ in state.units]
        _fill(self._units, [words for _, words in state.units], keys.index(state.unit))
        self._unit_mark.setText(said(state.unit_mark))
        labels = {field.column: field.label for field in state.fields}
        self._table.show_rows(state.columns, labels, state.row_names, state.rows, state.cell)
        self._summary.setText(said(state.summary))
        self._summary.setAccessibleName(joined(": ", "Result", state.summary))
        self._notices.setText(joined("\n", *state.notices))
        self._notices.setVisible(bool(state.notices))
        self._import.setEnabled(state.valid)
        self._colour_summary()

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._table.set_tokens(tokens)
        self.setStyleSheet(dialog_style(tokens) + table_style(tokens))
        for label in (*self._marks.values(), self._unit_mark, self._notices):
            label.setStyleSheet(f"color: {tokens.text_muted};")
        self._colour_summary()

    def _colour_summary(self) -> None:
        ink = self._tokens.good if self._state.valid else self._tokens.bad
        self._summary.setStyleSheet(f"color: {ink}; font-weight: 600;")


def _combo(name: str) -> DropDown:
    combo = DropDown()
    combo.setAccessibleName(said(name))
    combo.setMinimumWidth(260)
    combo.setMaximumWidth(360)
    return combo


def _label(text: str, buddy: DropDown) -> QLabel:
    label = QLabel(said(text))
    label.setBuddy(buddy)
    return label


def _fill(combo: DropDown, texts: Sequence[str], place: int) -> None:
    told = [said(text) for text in texts]
    if [combo.itemText(each) for each in range(combo.count())] != told:
        combo.clear()
        combo.addItems(told)
    combo.setCurrentIndex(place)
