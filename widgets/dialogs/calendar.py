"""When a scenario's month 1 is, and when its fiscal year begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QSpinBox,
    QVBoxLayout,
)

from widgets.dialogs.button_box import ButtonBox
from widgets.dialogs.drop_down import DropDown
from widgets.dialogs.style import dialog_style
from widgets.language.spoken import said

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from widgets.tokens import Tokens


_FIRST_YEAR, _LAST_YEAR = 2000, 2100
_ROW = 30  # px


class CalendarDialog(QDialog):
    """Emits year, month and first month of the fiscal year when they are accepted."""

    chosen = Signal(int, int, int)

    def __init__(
        self,
        name: str,
        start: tuple[int, int],
        fiscal_start: int,
        tokens: Tokens,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        year, month = start
        self.setWindowTitle(said(f"Start month of {name} – Tenor"))
        self.month = _months("Month 1", month)
        self.year = QSpinBox()
        self.year.setRange(_FIRST_YEAR, _LAST_YEAR)
        self.year.setValue(year)
        self.year.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.year.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)  # the arrow keys step it
        self.year.setAccessibleName(said("Year of month 1"))
        self.fiscal = _months("First month of the fiscal year", fiscal_start)
        first = QHBoxLayout()
        first.addWidget(self.month, 1)
        first.addWidget(self.year)
        form = QFormLayout()
        form.addRow(_label("Month &1", self.month), first)
        form.addRow(_label("&Fiscal year begins in", self.fiscal), self.fiscal)
        note = QLabel(
            said("Quarters follow the fiscal year; an opening part-quarter is not counted.")
        )
        note.setWordWrap(True)
        buttons = ButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addLayout(form)
        column.addWidget(note)
        column.addWidget(buttons)
        self.set_tokens(tokens)

    def set_tokens(self, tokens: Tokens) -> None:
        self.setStyleSheet(dialog_style(tokens))

    def _accept(self) -> None:
        month, fiscal = self.month.currentIndex() + 1, self.fiscal.currentIndex() + 1
        self.chosen.emit(self.year.value(), month, fiscal)
        self.accept()


def _label(text: str, buddy: QWidget) -> QLabel:
    """With a buddy of its own: Qt finds none in a layout, and would show the ampersand."""
    label = QLabel(said(text))
    label.setBuddy(buddy)
    label.setMinimumHeight(_ROW)  # else it stands above the field's middle
    return label


def _months(name: str, chosen: int) -> DropDown:
    english = QLocale(QLocale.Language.English)
    box = DropDown()
    box.addItems([said(english.standaloneMonthName(month)) for month in range(1, 13)])
    box.setCurrentIndex(chosen - 1)
    box.setAccessibleName(said(name))
    return box
