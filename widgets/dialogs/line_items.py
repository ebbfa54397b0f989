"""The list of the user's line items, with what can be done to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

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
from widgets.painting import BOLD, face, plain_tip

if TYPE_CHECKING:
    from widgets.tokens import Tokens

_HEADINGS = ("Label", "Key", "Unit", "Months", "Formula")
_WIDTHS = (200, 160, 80, 80)
_ABOUT = "They stand behind the model's own in every table, chart and file of this project."
_NONE = "There are none yet. A line item has a formula in the names of the model."


class ItemLine(NamedTuple):
    """One line item: its key, and the texts of the columns."""

    key: str
    texts: tuple[str, ...]
    meaning: str = ""


class LineItemsDialog(QDialog):
    """Emits what is to be done to which item, by its key."""

    add_requested = Signal()
    edit_requested = Signal(str)
    duplicate_requested = Signal(str)
    delete_requested = Signal(str)

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(said("Custom line items – Tenor"))
        self.resize(900, 440)
        self._lines: tuple[ItemLine, ...] = ()
        self.heading = QLabel(said("Custom line items"))
        self.heading.setFont(face(16, BOLD).font)
        self.about = QLabel(said(_ABOUT))
        self.about.setWordWrap(True)
        self.list = self._make_list()
        self.message = QLabel()
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.message.setWordWrap(True)
        self.message.setMinimumHeight(self.fontMetrics().lineSpacing())
        self.add, self.edit = QPushButton(said("&Add…")), QPushButton(said("&Edit…"))
        self.duplicate, self.delete = QPushButton(said("D&uplicate…")), QPushButton(said("&Delete"))
        self.close_button = QPushButton(said("Close"))
        for button in (self.add, self.edit, self.duplicate, self.delete, self.close_button):
            button.setAutoDefault(False)
        self._lay_out()
        self._connect()
        self.set_tokens(tokens)
        self.show_items(())

    def _make_list(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setAccessibleName(said("Custom line items"))
        tree.setHeaderLabels([said(text) for text in _HEADINGS])
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
        for button in (self.add, self.edit, self.duplicate, self.delete):
            below.addWidget(button)
        below.addStretch()
        below.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(self.heading)
        column.addWidget(self.about)
        column.addWidget(self.list, 1)
        column.addWidget(self.message)
        column.addLayout(below)

    def _connect(self) -> None:
        self.add.clicked.connect(self.add_requested)
        self.edit.clicked.connect(lambda: self._emit(self.edit_requested))
        self.duplicate.clicked.connect(lambda: self._emit(self.duplicate_requested))
        self.delete.clicked.connect(lambda: self._emit(self.delete_requested))
        self.close_button.clicked.connect(self.reject)
        self.list.itemActivated.connect(lambda: self._emit(self.edit_requested))
        self.list.itemSelectionChanged.connect(lambda: self.show_message(""))
        delete = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.list)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(lambda: self._emit(self.delete_requested))

    def set_tokens(self, tokens: Tokens) -> None:
        cells = "QTreeWidget::item { padding: 3px 5px; }"
        self.setStyleSheet(dialog_style(tokens) + table_style(tokens) + cells)
        self.about.setStyleSheet(f"color: {tokens.text_muted};")
        self.message.setStyleSheet(f"color: {tokens.bad};")

    # Showing -------------------------------------------------------------------------------

    def show_items(self, lines: tuple[ItemLine, ...]) -> None:
        """Shows the items; the one that is chosen stays, or its neighbour."""
        if lines == self._lines and self.list.topLevelItemCount() == len(lines):
            self._enable()
            return
        chosen, place = self.current(), self._place()
        self._lines = lines
        self.list.clear()
        for line in lines:
            row = QTreeWidgetItem(self.list, [said(text) for text in line.texts])
            row.setFont(1, face(12).font)
            row.setToolTip(0, plain_tip(line.meaning))
            row.setToolTip(len(_WIDTHS), plain_tip(line.texts[-1]))
        keys = [line.key for line in lines]
        if keys:
            self.choose(chosen if chosen in keys else keys[min(max(place, 0), len(keys) - 1)])
        self.about.setText(said(_ABOUT if lines else _NONE))
        self._enable()

    def choose(self, key: str) -> None:
        keys = [line.key for line in self._lines]
        row = self.list.topLevelItem(keys.index(key)) if key in keys else None
        if row is not None:
            self.list.setCurrentItem(row)

    def show_message(self, text: str) -> None:
        """Why something can't be done."""
        self.message.setText(said(text))

    def current(self) -> str:
        """The key of the chosen item; empty where there is none."""
        place = self._place()
        return self._lines[place].key if 0 <= place < len(self._lines) else ""

    def _place(self) -> int:
        row = self.list.currentItem()
        return -1 if row is None else self.list.indexOfTopLevelItem(row)

    def _enable(self) -> None:
        for button in (self.edit, self.duplicate, self.delete):
            button.setEnabled(bool(self._lines))

    def _emit(self, signal: object) -> None:
        if key := self.current():
            signal.emit(key)  # type: ignore[attr-defined]
