"""What is uncertain about each input: a list, and the distribution of one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from widgets.buttons import TextButton
from widgets.comparison.choice_list import ChoiceList
from widgets.controls.parts import ScrollColumn
from widgets.dialogs.density_picture import DensityView
from widgets.dialogs.drop_down import DropDown
from widgets.dialogs.parameter_form import ParameterForm
from widgets.dialogs.style import dialog_style
from widgets.dialogs.tab_order import tab_through
from widgets.language.spoken import said
from widgets.painting import BOLD, colour, face, plain_tip
from widgets.row_list import RowList

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from widgets.dialogs.distribution_states import DistributionsState, EditorState
    from widgets.tokens import Tokens

_LIST_WIDTH = 330
_NOTHING = "No input is uncertain: every draw is the same. Add an input to draw it."


class DistributionsDialog(QDialog):
    """Stays open beside the window. Emits what the user does; each change is shown at once."""

    input_chosen = Signal(str)
    input_added = Signal(str)
    kind_chosen = Signal(int)  # the place among the editor's kinds
    parameter_entered = Signal(str, str)  # a parameter's name, and what was typed
    parameter_given_up = Signal(str)
    value_added = Signal()
    value_removed = Signal(int)  # its place, from 0
    removed = Signal()  # the input is to be certain
    reset = Signal()  # as shipped
    all_reset = Signal()

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._state: DistributionsState | None = None
        self._popup: ChoiceList | None = None
        self.setWindowTitle(said("Distributions – Tenor"))
        self.setSizeGripEnabled(True)
        self.resize(960, 680)
        self.setMinimumSize(900, 560)
        self._make_parts()
        self._sides = (self._left(), self._right())
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(1)
        whole.addWidget(self._sides[0])
        whole.addWidget(self._sides[1], 1)
        self._connect()
        tab_through(self.add, self.list, self.reset_all, self.kind)
        self.set_tokens(tokens)

    # Making --------------------------------------------------------------------------------

    def _make_parts(self) -> None:
        tokens = self._tokens
        self.list = RowList("Uncertain inputs", tokens)
        self.add = TextButton("Add an input…", 13, tokens)
        self.reset_all = _button("Reset all", "All distributions and correlations as shipped")
        self.title, self.about = QLabel(), QLabel()
        self.title.setFont(face(17, BOLD).font)
        self.kind = DropDown()
        self.kind.setAccessibleName(said("Kind of distribution"))
        self.kind.setMinimumWidth(250)
        self.kind_about = QLabel()
        self.picture = DensityView(tokens)
        self.note = QLabel()
        self.form = ParameterForm(tokens)
        self.add_value = TextButton("Add a value", 12, tokens)
        self._inside = self._parameters()
        self.room = ScrollColumn(self._inside, tokens)
        self.room.setWidgetResizable(True)
        self.message = QLabel()
        for label in (self.title, self.about, self.kind_about, self.note, self.message):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.shipped = _button("As shipped", "")
        self.certain = _button("Make certain", "Every draw then has the scenario's own value")
        self.close_button = _button("Close", "")

    def _parameters(self) -> QWidget:
        """The fields, and the button of one more value right below them."""
        room = QWidget()
        below = QHBoxLayout()
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(self.add_value)
        below.addStretch()
        column = QVBoxLayout(room)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.form)
        column.addLayout(below)
        column.addStretch(1)
        return room

    def _left(self) -> QWidget:
        side = QWidget()
        side.setFixedWidth(_LIST_WIDTH)
        heading = QLabel(said("Uncertain inputs"))
        heading.setFont(face(13, BOLD).font)
        above = QHBoxLayout()
        above.setContentsMargins(8, 0, 0, 0)
        above.addWidget(heading)
        above.addStretch()
        above.addWidget(self.add)
        below = QHBoxLayout()
        below.setContentsMargins(8, 0, 0, 0)
        below.addWidget(self.reset_all)
        below.addStretch()
        column = QVBoxLayout(side)
        column.setContentsMargins(12, 12, 6, 16)
        column.setSpacing(8)
        column.addLayout(above)
        column.addWidget(self.list, 1)
        column.addLayout(below)
        return side

    def _right(self) -> QWidget:
        side = QWidget()
        kinds = QHBoxLayout()
        kinds.setSpacing(12)
        kinds.addWidget(self.kind)
        kinds.addWidget(self.kind_about, 1)
        below = QHBoxLayout()
        below.setSpacing(8)
        for button in (self.shipped, self.certain):
            below.addWidget(button)
        below.addStretch()
        below.addWidget(self.close_button)
        column = QVBoxLayout(side)
        column.setContentsMargins(24, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(self.title)
        column.addWidget(self.about)
        column.addLayout(kinds)
        column.addWidget(self.picture)
        column.addWidget(self.note)
        column.addWidget(self.room, 1)
        column.addWidget(self.message)
        column.addLayout(below)
        return side

    def _connect(self) -> None:
        self.list.passed.connect(self.input_chosen)
        self.list.taken.connect(self._taken)
        self.add.clicked.connect(self._open_choices)
        self.reset_all.clicked.connect(self.all_reset)
        self.kind.activated.connect(self._kind)
        self.form.entered.connect(self.parameter_entered)
        self.form.given_up.connect(self.parameter_given_up)
        self.form.row_removed.connect(self.value_removed)
        self.add_value.clicked.connect(self.value_added)
        self.shipped.clicked.connect(self.reset)
        self.certain.clicked.connect(self.removed)
        self.close_button.clicked.connect(self.reject)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        ground = self.palette()
        ground.setColor(ground.ColorRole.Window, colour(tokens.border))
        self.setPalette(ground)
        for side in self._sides:
            side.setAutoFillBackground(True)
            ground = side.palette()
            ground.setColor(ground.ColorRole.Window, colour(tokens.panel))
            side.setPalette(ground)
        style = dialog_style(tokens)
        for plain in (self.kind, self.reset_all, self.shipped, self.certain, self.close_button):
            plain.setStyleSheet(style)
        for part in (self.list, self.add, self.picture, self.form, self.room, self.add_value):
            part.set_tokens(tokens)
        for label in (self.about, self.kind_about, self.note):
            label.setStyleSheet(f"color: {tokens.text_muted};")
        if self._popup is not None:
            self._popup.set_tokens(tokens)
        self._colour_message()

    # Showing -------------------------------------------------------------------------------

    def show_state(self, state: DistributionsState) -> None:
        last, self._state = self._state, state
        if state == last:
            return
        if last is None or state.rows != last.rows:
            self.list.show_rows(state.rows)
        self.add.setEnabled(bool(state.choices))
        self.reset_all.setEnabled(state.can_reset)
        self._show_editor(state.editor)
        self.message.setText(said(state.message))
        self.message.setVisible(bool(state.message))
        self._colour_message()

    def _show_editor(self, editor: EditorState | None) -> None:
        there = editor is not None
        for part in (self.kind, self.picture, self.room, self.shipped, self.certain):
            part.setVisible(there)
        for label in (self.about, self.kind_about, self.note):
            label.setVisible(there)
        self.add_value.setVisible(editor is not None and editor.listed)
        if editor is None:
            self.title.setText(said(_NOTHING))
            return
        self.list.select(editor.key)
        self.title.setText(said(editor.title))
        self.about.setText(said(editor.about))
        kinds = [said(each) for each in editor.kinds]
        if [self.kind.itemText(place) for place in range(self.kind.count())] != kinds:
            self.kind.clear()
            self.kind.addItems(kinds)
        self.kind.setCurrentIndex(editor.kind)
        self.kind_about.setText(said(editor.kind_about))
        self.picture.show_state(editor.picture)
        self.note.setText(said(editor.note))
        if self.form.show_state(editor):
            after = (self.add_value, self.shipped, self.certain, self.close_button)
            tab_through(self.kind, *self.form.in_order(), *after)
        self._settle_rows()
        self.add_value.setEnabled(editor.can_add)
        self.shipped.setEnabled(bool(editor.shipped) and not editor.is_shipped)
        self.shipped.setToolTip(plain_tip(editor.shipped or "None ships with the model"))

    def _settle_rows(self) -> None:
        """The room for them, at once."""
        layout = self._inside.layout()
        assert layout is not None
        layout.invalidate()
        self._inside.setMinimumHeight(layout.minimumSize().height())

    def _colour_message(self) -> None:
        bad = self._state is not None and self._state.fault
        ink = self._tokens.bad if bad else self._tokens.text
        self.message.setStyleSheet(f"color: {ink};")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # What the user does ----------------------------------------------------------------------

    def popup(self) -> ChoiceList | None:
        """The list of inputs to add; it exists once it has been opened."""
        return self._popup

    def _open_choices(self) -> None:
        if self._popup is None:
            self._popup = ChoiceList("Inputs that are certain", self._tokens, self)
            self._popup.chosen.connect(self.input_added)
        assert self._state is not None
        self._popup.open_at(self.add, self._state.choices, None)

    def _taken(self, key: str) -> None:
        self.input_chosen.emit(key)
        self.form.focus_first()

    def _kind(self, place: int) -> None:
        if self._state is None or self._state.editor is None or place != self._state.editor.kind:
            self.kind_chosen.emit(place)


def _button(text: str, tip: str) -> QPushButton:
    button = QPushButton(said(text))
    button.setToolTip(said(tip))
    button.setAutoDefault(False)
    return button
