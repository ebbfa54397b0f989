"""The columns of a file that is imported: each with the list of what it may become."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QWidget

from widgets.controls.parts import SlimScrollBar
from widgets.dialogs.drop_down import DropDown
from widgets.language.spoken import own, said
from widgets.painting import palette

if TYPE_CHECKING:
    from collections.abc import Sequence

    from widgets.dialogs.register_import_states import ImportColumn
    from widgets.tokens import Tokens

_LEFT_OUT = "Not imported"
_WIDTH = 210


class ColumnList(QScrollArea):
    """A row for each column: its name, its first cells, what it becomes, what that rests on."""

    column_mapped = Signal(int, str)  # the column's place and the key; empty for none

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self._names: tuple[str, ...] = ()
        self._keys: tuple[str, ...] = ()
        self.choices: list[DropDown] = []
        self._samples: list[QLabel] = []
        self._marks: list[QLabel] = []
        self._bar = SlimScrollBar(tokens._replace(panel=tokens.window))
        self.setVerticalScrollBar(self._bar)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(said("Columns of the file"))

    def show_columns(
        self, columns: Sequence[ImportColumn], keys: Sequence[tuple[str, str]]
    ) -> None:
        names = tuple(each.title for each in columns)
        if names != self._names or not self.choices:
            self._names, self._keys = names, ("", *(key for key, _ in keys))
            self._make(columns, keys)
        for place, column in enumerate(columns):
            self.choices[place].setCurrentIndex(self._keys.index(column.key))
            self._samples[place].setText(own(column.samples))
            self._marks[place].setText(said(column.mark))
        self._dress([column.doubtful for column in columns])

    def _make(self, columns: Sequence[ImportColumn], keys: Sequence[tuple[str, str]]) -> None:
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(2, 2, 12, 2)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        self.choices, self._samples, self._marks = [], [], []
        for place, column in enumerate(columns):
            name, sample, mark = QLabel(said(column.title)), QLabel(), QLabel()
            for label in (name, sample, mark):
                label.setTextFormat(Qt.TextFormat.PlainText)
            name.setMaximumWidth(220)
            sample.setMinimumWidth(60)
            choice = DropDown()
            choice.setFixedWidth(_WIDTH)
            choice.setAccessibleName(said(f"{column.title} becomes"))
            choice.addItems([said(label) for label in (_LEFT_OUT, *(label for _, label in keys))])
            choice.activated.connect(
                lambda chosen, place=place: self.column_mapped.emit(place, self._keys[chosen])
            )
            name.setBuddy(choice)
            for at, part in enumerate((name, sample, choice, mark)):
                grid.addWidget(part, place, at)
            self.choices.append(choice)
            self._samples.append(sample)
            self._marks.append(mark)
        grid.setRowStretch(len(columns), 1)
        self.setWidget(inner)
        self.set_tokens(self._tokens)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._bar.set_tokens(tokens._replace(panel=tokens.window))
        self.setPalette(palette(tokens._replace(panel=tokens.window)))
        for label in self._samples:
            label.setStyleSheet(f"color: {tokens.text_muted};")

    def _dress(self, doubtful: Sequence[bool]) -> None:
        tokens = self._tokens
        for label, doubt in zip(self._marks, doubtful, strict=True):
            label.setStyleSheet(f"color: {tokens.bad if doubt else tokens.text_muted};")
