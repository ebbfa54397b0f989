"""Whether a sealed snapshot still holds: the verdict, and what no longer comes out as it did."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from widgets.comparison import clipboard
from widgets.comparison.clipboard import Piece
from widgets.dialogs.button_box import ButtonBox
from widgets.dialogs.style import dialog_style, table_style
from widgets.language.spoken import said
from widgets.painting import BOLD, face, plain_tip

if TYPE_CHECKING:
    from widgets.tokens import Tokens

_GROUP = 8  # digits
HEADINGS = ("Scenario", "What", "First at", "Sealed", "Now", "Numbers")
_WIDTHS = (150, 270, 100, 110, 110)
_NUMBERS = (3, 4, 5)  # columns that stand to the right


class SealReportState(NamedTuple):
    """Each of `lines` has one text for each of `HEADINGS`. `fingerprint` is the whole hash."""

    title: str
    verdict: str
    detail: str
    fingerprint: str
    lines: tuple[tuple[str, ...], ...] = ()
    more: str = ""  # of lines that are not listed


class SealReportDialog(QDialog):
    """Shows a report; its words can be selected and copied."""

    def __init__(
        self, state: SealReportState, tokens: Tokens, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._state = state
        self.setWindowTitle(said(f"{state.title} – Tenor"))
        self.setMinimumWidth(460)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        heading = _words(state.verdict)
        heading.setFont(face(16, BOLD).font)
        column.addWidget(heading)
        column.addWidget(_words(state.detail))
        self.table = self._table() if state.lines else None
        if self.table is not None:
            column.addWidget(self.table, 1)
            self.resize(920, 480)
        if state.more:
            column.addWidget(_words(state.more))
        column.addWidget(_words(f"SHA-256: {_parted(state.fingerprint)}"))
        column.addWidget(
            _words(
                "The hash shows damage and careless changes. It is proof against a forger only "
                "where the fingerprint was written down elsewhere, as in the minutes."
            )
        )
        buttons = ButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        self.set_tokens(tokens)
        buttons.button(QDialogButtonBox.StandardButton.Close).setFocus()

    def set_tokens(self, tokens: Tokens) -> None:
        cells = "QTableWidget::item { padding: 0 5px; }"  # below their headings
        self.setStyleSheet(f"{dialog_style(tokens)}{table_style(tokens)}{cells}")

    def _table(self) -> QTableWidget:
        lines = self._state.lines
        table = QTableWidget(len(lines), len(HEADINGS))
        table.setAccessibleName(said("Numbers that no longer match"))
        table.setToolTip(said("Ctrl+C copies the list"))
        table.setHorizontalHeaderLabels([said(each) for each in HEADINGS])
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for row, texts in enumerate(lines):
            for place, text in enumerate(texts):
                item = QTableWidgetItem(said(text))
                item.setToolTip(plain_tip(text))
                if place in _NUMBERS:
                    item.setTextAlignment(right)
                table.setItem(row, place, item)
        for place in _NUMBERS:
            if head := table.horizontalHeaderItem(place):
                head.setTextAlignment(right)
        for place, width in enumerate(_WIDTHS):
            table.setColumnWidth(place, width)
        heads = table.horizontalHeader()
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        heads.setHighlightSections(False)
        heads.setSectionResizeMode(len(HEADINGS) - 1, QHeaderView.ResizeMode.Stretch)
        return table

    def keyPressEvent(self, event: QKeyEvent) -> None:
        table = self.table
        if table is not None and table.hasFocus() and event.matches(QKeySequence.StandardKey.Copy):
            lines = [[Piece(each, heading=True) for each in HEADINGS]]
            lines += [[Piece(text) for text in texts] for texts in self._state.lines]
            clipboard.copy(lines)
        else:
            super().keyPressEvent(event)


def _words(text: str) -> QLabel:
    label = QLabel(said(text))
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return label


def _parted(digits: str) -> str:
    """In groups, so that a line can end between them."""
    return " ".join(digits[at : at + _GROUP] for at in range(0, len(digits), _GROUP))
