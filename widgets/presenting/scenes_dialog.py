"""The scenes of the presentation in their order, with what can be done to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from widgets.dialogs.style import dialog_style, table_style
from widgets.language.spoken import said
from widgets.painting import BOLD, face, one_line, plain_tip
from widgets.tokens import TYPE

if TYPE_CHECKING:
    from widgets.tokens import Tokens

HEADINGS = ("", "Line", "Scenario", "Page")
_WIDTHS = (36, 330, 170)
_ABOUT = "Page Down and Page Up step through them while you present (F5)."
_NONE = "There are none yet: show what the audience is to see, then add it as a scene."


class ScenesDialog(QDialog):
    """Emits what is to be done to which scene, by its place from 0."""

    add_requested = Signal()
    edit_requested = Signal(int)
    delete_requested = Signal(int)
    move_requested = Signal(int, int)  # by so many places
    present_requested = Signal(int)

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(said("Scenes of the presentation – Tenor"))
        self.resize(860, 440)
        self._lines: tuple[tuple[str, ...], ...] = ()
        self.heading = QLabel(said("Scenes of the presentation"))
        self.heading.setFont(face(TYPE.heading, BOLD).font)
        self.about = QLabel()
        self.about.setWordWrap(True)
        self.list = self._make_list()
        self.add, self.edit = QPushButton(said("&Add…")), QPushButton(said("&Edit…"))
        self.up, self.down = QPushButton(said("Move &up")), QPushButton(said("Move &down"))
        self.delete, self.play = (
            QPushButton(said("De&lete")),
            QPushButton(said("&Present from here")),
        )
        self.close_button = QPushButton(said("Close"))
        self._of_one = (self.edit, self.up, self.down, self.delete, self.play)
        for button in (self.add, *self._of_one, self.close_button):
            button.setAutoDefault(False)
        self._lay_out()
        self._connect()
        self.set_tokens(tokens)
        self.show_lines(())

    def _make_list(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setAccessibleName(said("Scenes"))
        tree.setHeaderLabels([said(each) for each in HEADINGS])
        tree.setRootIsDecorated(False)
        tree.setAllColumnsShowFocus(True)
        tree.setUniformRowHeights(True)
        for place, width in enumerate(_WIDTHS):
            tree.setColumnWidth(place, width)
        tree.header().setSectionResizeMode(len(_WIDTHS), QHeaderView.ResizeMode.Stretch)
        return tree

    def _lay_out(self) -> None:
        below = QHBoxLayout()
        below.setSpacing(8)
        for button in (self.add, self.edit, self.up, self.down, self.delete):
            below.addWidget(button)
        below.addStretch()
        below.addWidget(self.play)
        below.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(self.heading)
        column.addWidget(self.about)
        column.addWidget(self.list, 1)
        column.addLayout(below)

    def _connect(self) -> None:
        self.add.clicked.connect(self.add_requested)
        self.edit.clicked.connect(lambda: self._ask(self.edit_requested))
        self.delete.clicked.connect(lambda: self._ask(self.delete_requested))
        self.play.clicked.connect(lambda: self._ask(self.present_requested))
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.close_button.clicked.connect(self.reject)
        self.list.itemActivated.connect(lambda: self._ask(self.edit_requested))
        self.list.currentItemChanged.connect(lambda: self._enable())
        delete = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.list)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(lambda: self._ask(self.delete_requested))

    def set_tokens(self, tokens: Tokens) -> None:
        self.setStyleSheet(dialog_style(tokens) + table_style(tokens))
        self.about.setStyleSheet(f"color: {tokens.text_muted};")

    def show_lines(self, lines: tuple[tuple[str, ...], ...], chosen: int | None = None) -> None:
        """Shows the scenes: line, scenario and page of each; one of them is chosen."""
        place = self.place() if chosen is None else chosen
        if lines != self._lines or not lines:
            self._lines = lines
            self.list.clear()
            for number, texts in enumerate(lines, start=1):
                row = QTreeWidgetItem(
                    self.list, [str(number), *(said(one_line(each)) for each in texts)]
                )
                row.setToolTip(1, plain_tip(texts[0]))
        now = self.list.topLevelItem(max(0, min(place, len(lines) - 1)))
        if now is not None:
            self.list.setCurrentItem(now)
        self.about.setText(said(_ABOUT if lines else _NONE))
        self._enable()

    def lines(self) -> tuple[tuple[str, ...], ...]:
        """What is shown."""
        return self._lines

    def place(self) -> int:
        """The place of the chosen scene; -1 where there is none."""
        row = self.list.currentItem()
        return -1 if row is None else self.list.indexOfTopLevelItem(row)

    def _enable(self) -> None:
        place, last = self.place(), len(self._lines) - 1
        for button in self._of_one:
            button.setEnabled(place >= 0)
        self.up.setEnabled(place > 0)
        self.down.setEnabled(0 <= place < last)

    def _ask(self, signal: object) -> None:
        if (place := self.place()) >= 0:
            signal.emit(place)  # type: ignore[attr-defined]

    def _move(self, by: int) -> None:
        if (place := self.place()) >= 0:
            self.move_requested.emit(place, by)
