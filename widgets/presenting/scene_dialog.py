"""One scene: its line, its charts, the presenter's notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from widgets.dialogs.button_box import ButtonBox
from widgets.dialogs.field_style import field_style
from widgets.dialogs.style import box_palette, dialog_style
from widgets.language.spoken import said
from widgets.painting import BOLD, face, one_line
from widgets.tokens import TYPE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from widgets.tokens import Tokens

_NOTES_HEIGHT = 130


class ChartChoice(NamedTuple):
    """A chart of the page that the scene plays on."""

    name: str
    title: str
    picked: bool


class SceneForm(NamedTuple):
    """What the dialog begins with. The limits are characters, and how many charts."""

    title: str
    place: str  # the scenario, page and view, in words
    charts: tuple[ChartChoice, ...]
    text: str
    notes: str
    most_text: int
    most_notes: int
    most_charts: int


class SceneDialog(QDialog):
    """Emits what was entered: the line, the names of the charts, the notes."""

    scene_accepted = Signal(str, tuple, str)

    def __init__(self, form: SceneForm, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = form
        self.setWindowTitle(said(f"{form.title} – Tenor"))
        self.setMinimumWidth(520)
        self.heading = QLabel(said(form.title))
        self.heading.setFont(face(TYPE.heading, BOLD).font)
        self.place = QLabel(said(form.place))
        self.place.setTextFormat(Qt.TextFormat.PlainText)
        self.place.setWordWrap(True)
        self.text = QLineEdit(form.text)
        self.text.setMaxLength(form.most_text)
        self.text.setPlaceholderText(said("What the audience is to take from it"))
        self.boxes = tuple(self._box(choice) for choice in form.charts)
        self.notes = QPlainTextEdit(form.notes)
        self.notes.setTabChangesFocus(True)
        self.notes.setMinimumHeight(_NOTES_HEIGHT)
        self.notes.setPlaceholderText(said("Only you see them, on the console"))
        self.message = QLabel()
        self.message.setMinimumHeight(self.fontMetrics().lineSpacing())
        standard = QDialogButtonBox.StandardButton
        self.answers = ButtonBox(standard.Ok | standard.Cancel)
        self.answers.accepted.connect(self._accept)
        self.answers.rejected.connect(self.reject)
        self.notes.textChanged.connect(self._judge)
        self._lay_out()
        self.set_tokens(tokens)
        self._judge()

    def _box(self, choice: ChartChoice) -> QCheckBox:
        box = QCheckBox(said(choice.title).replace("&", "&&"))
        box.setChecked(choice.picked)
        box.toggled.connect(self._judge)
        return box

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addWidget(self.heading)
        column.addWidget(self.place)
        self._add(column, "&Line for the audience", self.text)
        if self.boxes:
            column.addWidget(QLabel(said(f"Charts on the stage, up to {self._form.most_charts}")))
        for box in self.boxes:
            column.addWidget(box)
        self._add(column, "&Notes for you", self.notes)
        column.addWidget(self.message)
        column.addWidget(self.answers)

    def _add(self, column: QVBoxLayout, name: str, field: QWidget) -> None:
        label = QLabel(said(name))
        label.setBuddy(field)
        field.setAccessibleName(said(name.replace("&", "")))
        column.addWidget(label)
        column.addWidget(field)

    def set_tokens(self, tokens: Tokens) -> None:
        self.setStyleSheet(dialog_style(tokens) + field_style(tokens))
        self.place.setStyleSheet(f"color: {tokens.text_muted};")
        self.message.setStyleSheet(f"color: {tokens.bad};")
        for box in self.boxes:
            box.setPalette(box_palette(tokens))

    def picks(self) -> tuple[str, ...]:
        """The names of the charts that are ticked."""
        pairs = zip(self._form.charts, self.boxes, strict=True)
        return tuple(choice.name for choice, box in pairs if box.isChecked())

    def _judge(self) -> None:
        fault = self._fault(self.picks())
        self.message.setText(said(fault))
        self.answers.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not fault)

    def _fault(self, picks: Sequence[str]) -> str:
        form = self._form
        if form.charts and not picks:
            return "No chart is picked; allowed: at least 1"
        if len(picks) > form.most_charts:
            return f"{len(picks)} charts are picked; allowed: up to {form.most_charts}"
        if len(self.notes.toPlainText()) > form.most_notes:
            return f"The notes are too long; allowed: up to {form.most_notes:,} characters"
        return ""

    def _accept(self) -> None:
        text = one_line(self.text.text())
        self.scene_accepted.emit(text, self.picks(), self.notes.toPlainText())
        self.accept()
