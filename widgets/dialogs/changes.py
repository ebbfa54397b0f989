"""What was changed in a workbook, before any of it is taken: a list, and what to add."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QStyledItemDelegate,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from widgets.dialogs.button_box import ButtonBox
from widgets.dialogs.style import box_palette, dialog_style, table_style
from widgets.language.spoken import own, said
from widgets.painting import BOLD, colour, face, one_line

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtWidgets import QStyleOptionViewItem

    from widgets.tokens import Tokens

HEADINGS = ("Cell", "Scenario", "What", "In the file before", "Now")
_WIDTHS = (150, 170, 210, 170)
_CELL_EDGE = 4  # px at most that a style keeps left and right of a cell's words
_MOST_TAKES = 12  # boxes; a project of more scenarios than that shows the changed ones


class ChangeLine(NamedTuple):
    """One line below a heading, one text for each of `HEADINGS`."""

    texts: tuple[str, ...]
    tone: str = ""  # bad, or nothing


class ChangeSection(NamedTuple):
    title: str
    lines: tuple[ChangeLine, ...]


class Take(NamedTuple):
    """One scenario of the workbook that can be added."""

    place: int
    text: str
    ticked: bool


class ChangesState(NamedTuple):
    title: str
    summary: str
    sections: tuple[ChangeSection, ...]
    takes: tuple[Take, ...]


class _Wrapping(QStyledItemDelegate):
    """Rows as high as their words need in the columns' widths: a tree's own have one line."""

    def __init__(self, tree: QTreeWidget) -> None:
        super().__init__(tree)
        self._tree = tree

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        size = super().sizeHint(option, index)
        if not index.parent().isValid():
            return size  # a section's heading spans all columns
        levels = 2 if index.column() == 0 else 0
        width = self._tree.columnWidth(index.column()) - levels * self._tree.indentation()
        metrics, words = option.fontMetrics, Qt.TextFlag.TextWordWrap
        room = QRect(0, 0, width - 2 * _CELL_EDGE, 0)
        more = metrics.boundingRect(room, words, index.data() or "").height() - metrics.height()
        return QSize(size.width(), size.height() + max(0, more))


class ChangesDialog(QDialog):
    """Emits the places of the scenarios to add when the user accepts."""

    taken = Signal(tuple)

    def __init__(self, state: ChangesState, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(said(f"{state.title} – Tenor"))
        self.resize(960, 560)
        self._bad: list[QTreeWidgetItem] = []  # lines that tell of something wrong
        heading = QLabel(said(state.title))
        heading.setFont(face(16, BOLD).font)
        heading.setTextFormat(Qt.TextFormat.PlainText)
        summary = QLabel(said(state.summary))
        summary.setWordWrap(True)
        summary.setTextFormat(Qt.TextFormat.PlainText)
        self.list = self._make_list(state)
        self.boxes = [
            (take, QCheckBox(own(one_line(said(take.text)).replace("&", "&&"))))
            for take in state.takes[:_MOST_TAKES]
        ]
        self.buttons = ButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.accept_button = self.buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.accepted.connect(self._accept)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(heading)
        column.addWidget(summary)
        column.addWidget(self.list, 1)
        if self.boxes:
            column.addWidget(QLabel(said("Add to the project, as scenarios of their own:")))
        for take, box in self.boxes:
            box.setChecked(take.ticked)
            box.toggled.connect(self._count)
            column.addWidget(box)
        column.addWidget(self.buttons)
        self._count()
        self.accept_button.setDefault(True)  # once it is in the dialog: else Cancel may be it
        self.accept_button.setFocus()
        self.set_tokens(tokens)

    def set_tokens(self, tokens: Tokens) -> None:
        self.setStyleSheet(dialog_style(tokens) + table_style(tokens))
        for _take, box in self.boxes:
            box.setPalette(box_palette(tokens))
        bad = QBrush(colour(tokens.bad))
        for item in self._bad:
            for place in range(len(HEADINGS)):
                item.setForeground(place, bad)

    def _make_list(self, state: ChangesState) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setAccessibleName(said("What was changed"))
        tree.setHeaderLabels([said(text) for text in HEADINGS])
        tree.setRootIsDecorated(True)
        tree.setWordWrap(True)
        tree.setItemDelegate(_Wrapping(tree))
        tree.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for section in state.sections:
            top = QTreeWidgetItem(tree, [said(section.title)])
            top.setFirstColumnSpanned(True)
            top.setFont(0, face(13, BOLD).font)
            top.setExpanded(True)
            for line in section.lines:
                item = QTreeWidgetItem(top, [said(text) for text in line.texts])
                for place, text in enumerate(line.texts):
                    item.setToolTip(place, said(text))
                if line.tone == "bad":
                    self._bad.append(item)
        for place, width in enumerate(_WIDTHS):
            tree.setColumnWidth(place, width)
        tree.header().setSectionResizeMode(len(HEADINGS) - 1, QHeaderView.ResizeMode.Stretch)
        tree.header().sectionResized.connect(tree.scheduleDelayedItemsLayout)
        return tree

    def _places(self) -> tuple[int, ...]:
        return tuple(take.place for take, box in self.boxes if box.isChecked())

    def _count(self) -> None:
        count = len(self._places())
        self.accept_button.setText(said(f"Add {count} scenario{'' if count == 1 else 's'}"))
        self.accept_button.setEnabled(count > 0)

    def _accept(self) -> None:
        self.taken.emit(self._places())
        self.accept()
