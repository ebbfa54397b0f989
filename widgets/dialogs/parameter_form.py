"""The fields of a distribution's parameters, one a row, or a value and its probability."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from widgets.buttons import TextButton
from widgets.controls.framed_field import FramedField
from widgets.language.spoken import heard, joined, said
from widgets.painting import face, plain_tip

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from widgets.dialogs.distribution_states import EditorState, ParameterField
    from widgets.tokens import Tokens

_WIDTH = 110  # px, of a field
_Shape = tuple[tuple[str, ...], ...]


class _Field(FramedField):
    """Escape gives up what was refused, and closes the dialog only where there is no such."""

    given_up = Signal()

    def __init__(self, name: str, tokens: Tokens) -> None:
        super().__init__(name, _WIDTH, tokens)
        self._fault = ""

    def show_fault(self, fault: str, hint: str) -> None:
        self._fault = fault
        self.show_refused(fault)
        self.setAccessibleDescription(said(fault or hint))
        self.setToolTip(plain_tip(fault or hint))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._fault and not self.isModified():
            self.given_up.emit()
            event.accept()
            return
        super().keyPressEvent(event)


class ParameterForm(QWidget):
    """Emits the texts that the user entered; stands as it is shown."""

    entered = Signal(str, str)  # a parameter's name, and what was typed
    given_up = Signal(str)
    row_removed = Signal(int)

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self._shape: tuple[str, _Shape] = ("", ())
        self.fields: dict[str, FramedField] = {}
        self._faults: dict[str, QLabel] = {}
        self._words: list[QLabel] = []
        self.removes: list[TextButton] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)

    def show_state(self, state: EditorState) -> bool:
        """Whether the fields are others than before."""
        shape = (state.key, tuple(tuple(each.name for each in row) for row in state.rows))
        others = shape != self._shape
        if others:
            self._rebuild(state)
            self._shape = shape
        for row in state.rows:
            for each in row:
                self._show_field(each)
        for place, button in enumerate(self.removes):
            button.setEnabled(len(self.removes) > 1)
            value = heard(self.fields[state.rows[place][0].name].text())
            button.setAccessibleName(said(f"Remove the value {value}"))
        return others

    def in_order(self) -> list[QWidget]:
        """What takes focus, row by row."""
        rows: list[list[QWidget]] = [[self.fields[name] for name in row] for row in self._shape[1]]
        for row, button in zip(rows, self.removes, strict=False):
            row.append(button)
        return [widget for row in rows for widget in row]

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        for field in self.fields.values():
            field.set_tokens(tokens)
        for button in self.removes:
            button.set_tokens(tokens)
        for label in self._faults.values():
            label.setStyleSheet(f"color: {tokens.bad};")
        for label in self._words:
            label.setStyleSheet(f"color: {tokens.text_muted};")

    def focus_first(self) -> None:
        if self.fields:
            next(iter(self.fields.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_field(self, each: ParameterField) -> None:
        field = self.fields[each.name]
        field.show_text(each.text)
        assert isinstance(field, _Field)
        field.show_fault(each.fault, each.hint)
        fault = self._faults[each.name]
        fault.setText(said(each.fault))
        fault.setVisible(bool(each.fault))

    def _rebuild(self, state: EditorState) -> None:
        focused = self._focused_place()
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.fields, self._faults, self._words, self.removes = {}, {}, [], []
        for place, row in enumerate(state.rows):
            for side, each in enumerate(row):
                self._add_field(place, side, each, beside=len(row) > 1)
            if state.listed:
                self._add_remove(place)
        self._grid.setColumnStretch(7, 1)
        self.set_tokens(self._tokens)
        if focused is not None:
            names = list(self.fields)
            self.fields[names[min(focused, len(names) - 1)]].setFocus()

    def _focused_place(self) -> int | None:
        """Which field has the keyboard: where rows come and go it stays near."""
        held = [place for place, each in enumerate(self.fields.values()) if each.hasFocus()]
        return held[0] if held else None

    def _add_field(self, place: int, side: int, each: ParameterField, *, beside: bool) -> None:
        field = _Field(joined(" ", each.label, each.unit), self._tokens)
        field.submitted.connect(lambda text: self.entered.emit(each.name, text))
        field.given_up.connect(lambda: self.given_up.emit(each.name))
        label, unit = QLabel(said("in" if beside and side else each.label)), QLabel(said(each.unit))
        label.setBuddy(field)
        label.setToolTip(plain_tip(each.hint))
        fault = QLabel()
        fault.setTextFormat(Qt.TextFormat.PlainText)
        fault.setFont(face(12).font)
        fault.setWordWrap(True)
        for column, part in enumerate((label, field, unit), start=3 * side):
            self._grid.addWidget(part, 3 * place, column)
            part.show()  # at once: left to the event loop, rows would be seen squashed first
        self._grid.addWidget(fault, 3 * place + 1 + side, 1, 1, 7)
        self.fields[each.name], self._faults[each.name] = field, fault
        self._words.append(unit)
        if beside and side:
            self._words.append(label)

    def _add_remove(self, place: int) -> None:
        button = TextButton("Remove", 12, self._tokens, self)
        button.clicked.connect(lambda: self.row_removed.emit(place))
        self._grid.addWidget(button, 3 * place, 6)
        button.show()
        self.removes.append(button)
