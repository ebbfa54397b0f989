"""The presenter's console: what the audience sees, the notes, what comes next, the controls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from widgets.dialogs.field_style import field_style
from widgets.dialogs.style import dialog_style
from widgets.language.spoken import joined, said
from widgets.painting import BOLD, REGULAR, face
from widgets.presenting import keys
from widgets.presenting.keys import asked_by
from widgets.presenting.preview import Preview
from widgets.presenting.states import ConsoleState
from widgets.tokens import SPACE, TYPE

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from widgets.tokens import Tokens

WIDTH = 340
_BUTTONS = (
    (keys.PREVIOUS, "Previous", "Page Up or Left"),
    (keys.NEXT, "Next", "Page Down, Right or Space"),
    (keys.FREEZE, "Freeze", "F: the audience keeps what it sees"),
    (keys.BLACK, "Black", "B: nothing on the audience’s screen"),
    (keys.POINTER, "Pointer", "P: then move the mouse over the picture above"),
    (keys.END, "End", "Esc"),
)
_SWITCHES = (keys.FREEZE, keys.BLACK, keys.POINTER)
_MINUTE = 60


class Console(QWidget):
    """Shows a `ConsoleState` and emits what is asked for, by button or key."""

    asked = Signal(str)  # one of `keys`
    pointed = Signal(float, float)  # see `Preview`

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self._state = ConsoleState()
        self.setObjectName("console")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(said("Presenter’s console"))
        self.setFixedWidth(WIDTH)
        self.position, self.clock = self._label(TYPE.title, bold=True), self._label(TYPE.title)
        self.preview = Preview(tokens, self)
        self.preview.pointed.connect(self.pointed)
        self.screen_line = self._label(TYPE.row)
        self.text = self._label(TYPE.heading, bold=True)
        self.notes = QPlainTextEdit()
        self.notes.setReadOnly(True)
        self.notes.setFont(face(TYPE.heading, REGULAR).font)
        self.notes.setAccessibleName(said("Notes"))
        self.notes.setTabChangesFocus(True)
        self.following = self._label(TYPE.base)
        self.buttons = {name: self._button(name, text, tip) for name, text, tip in _BUTTONS}
        self._began = QElapsedTimer()
        self._began.start()
        self._ticks = QTimer(self)
        self._ticks.timeout.connect(self._tell_time)
        self._ticks.start(1000)
        self._lay_out()
        self._tell_time()
        self.set_tokens(tokens)
        self.show_state(self._state)

    def _label(self, size: int, *, bold: bool = False) -> QLabel:
        label = QLabel()
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setFont(face(size, BOLD if bold else REGULAR).font)
        label.setWordWrap(True)
        return label

    def _button(self, name: str, text: str, tip: str) -> QPushButton:
        button = QPushButton(said(text))
        button.setToolTip(said(tip))
        button.setCheckable(name in _SWITCHES)
        button.clicked.connect(lambda _checked=False: self._press(name))
        return button

    def _press(self, name: str) -> None:
        self.show_state(self._state)  # a switch stands as the state says, not as it was clicked
        self.asked.emit(name)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.position, 1)
        top.addWidget(self.clock)
        buttons = QGridLayout()
        buttons.setSpacing(SPACE.gap)
        for place, (name, _, _) in enumerate(_BUTTONS):
            buttons.addWidget(self.buttons[name], *divmod(place, 2))
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.inset, SPACE.inset, SPACE.inset, SPACE.inset)
        column.setSpacing(SPACE.gap)
        column.addLayout(top)
        column.addWidget(self.preview)
        column.addWidget(self.screen_line)
        column.addWidget(self.text)
        column.addWidget(self.notes, 1)
        column.addWidget(self.following)
        column.addLayout(buttons)

    def show_state(self, state: ConsoleState) -> None:
        self._state = state
        self.position.setText(said(state.position))
        self.text.setText(said(state.text))
        self.text.setVisible(bool(state.text))
        if self.notes.toPlainText() != state.notes:
            self.notes.setPlainText(state.notes)
        self.notes.setPlaceholderText(said("This scene has no notes"))
        following = joined(" ", "Next:", state.following) if state.following else said(state.end)
        self.following.setText(following)
        self.screen_line.setText(said(state.screen))
        on = {keys.FREEZE: state.frozen, keys.BLACK: state.black, keys.POINTER: state.pointer}
        for name, checked in on.items():
            self.buttons[name].setChecked(checked)

    def watch(self, stage: QWidget) -> None:
        """The audience's picture changed."""
        self.preview.watch(stage)

    def _tell_time(self) -> None:
        minutes, seconds = divmod(self._began.elapsed() // 1000, _MINUTE)
        self.clock.setText(said(f"{minutes}:{seconds:02}"))

    def set_tokens(self, tokens: Tokens) -> None:
        t = tokens
        checked = (
            f"QPushButton:checked {{ background: {t.accent_soft}; border-color: {t.accent}; }}"
        )
        ground = f"#console {{ background: {t.panel}; border-left: 1px solid {t.border}; }}"
        self.setStyleSheet(dialog_style(t) + field_style(t) + ground + checked)
        self.screen_line.setStyleSheet(f"color: {t.text_muted};")
        self.following.setStyleSheet(f"color: {t.text_muted};")
        self.preview.set_tokens(t)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if asked := asked_by(event):
            self.asked.emit(asked)
        else:
            super().keyPressEvent(event)
