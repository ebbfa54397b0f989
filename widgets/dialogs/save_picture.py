"""How a picture is to be saved: as an image, as lines, or as numbers; and how large."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QSpinBox, QVBoxLayout

from widgets.dialogs.button_box import ButtonBox
from widgets.dialogs.style import dialog_style
from widgets.language.spoken import said
from widgets.painting import BOLD, face, palette
from widgets.segments import Segments

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from widgets.tokens import Tokens

PictureFormat = Literal["png", "svg", "csv"]
FORMATS: tuple[PictureFormat, ...] = ("png", "svg", "csv")
_NAMES = ("PNG image", "SVG drawing", "CSV numbers")
_ABOUT = (
    "For documents and mail. Painted at this size, not enlarged.",
    "Lines and letters: sharp at any size, and can be edited.",
    "The numbers behind the chart, unrounded.",
)
LEAST, MOST = 100, 10_000  # px of width


class PictureChoice(NamedTuple):
    """`width` is in px; it means nothing for numbers."""

    form: PictureFormat
    width: int


class SavePicture(QDialog):
    """Emits the choice; where to save is asked next."""

    chosen = Signal(PictureChoice)

    def __init__(
        self, title: str, size: QSize, tokens: Tokens, parent: QWidget | None = None
    ) -> None:
        """`size` is the picture's on the screen, px: the image keeps its proportions."""
        super().__init__(parent)
        self.setWindowTitle(said("Save chart – Tenor"))
        self._size = size
        self._title = QLabel(said(title))
        self._title.setFont(face(16, BOLD).font)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setWordWrap(True)
        self.form = Segments("Format", _NAMES, tokens)
        self.about = QLabel()
        self.about.setWordWrap(True)
        self.width_field = QSpinBox()
        self.width_field.setRange(LEAST, MOST)
        self.width_field.setValue(max(LEAST, min(2 * size.width(), MOST)))
        self.width_field.setSuffix(" px")
        self.width_field.setMinimumWidth(100)
        self.width_field.setAccessibleName(said("Width in pixels"))
        self.height_text = QLabel()
        self.buttons = ButtonBox(QDialogButtonBox.StandardButton.Cancel)
        save = self.buttons.addButton(said("Save…"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.accepted.connect(self._accept)
        self.buttons.rejected.connect(self.reject)
        self.form.chosen.connect(self._show_form)
        self.width_field.valueChanged.connect(lambda _width: self._show_height())
        self._place = 0
        self._lay_out()
        save.setDefault(True)  # in the dialog by now: else Cancel may be it
        self.form.show_choice(0)
        self._show_form(0)
        self.set_tokens(tokens)

    def _lay_out(self) -> None:
        sizes = QFormLayout()
        sizes.addRow(said("Width"), self.width_field)
        sizes.addRow(said("Height"), self.height_text)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addWidget(self.form, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.about)
        column.addLayout(sizes)
        column.addStretch(1)
        column.addWidget(self.buttons)
        self.setMinimumWidth(420)

    def set_tokens(self, tokens: Tokens) -> None:
        self.setStyleSheet(dialog_style(tokens))
        self.form.set_tokens(tokens)
        self.about.setPalette(palette(tokens._replace(text=tokens.text_muted)))

    def choice(self) -> PictureChoice:
        return PictureChoice(FORMATS[self._place], self.width_field.value())

    def _show_form(self, place: int) -> None:
        self._place = place
        self.about.setText(said(_ABOUT[place]))
        self.width_field.setEnabled(FORMATS[place] != "csv")
        self._show_height()

    def _show_height(self) -> None:
        width, height = self._size.width(), self._size.height()
        text = f"{max(1, round(self.width_field.value() * height / max(1, width))):,} px"
        self.height_text.setText(said(text if self.width_field.isEnabled() else "–"))

    def _accept(self) -> None:
        self.accept()
        self.chosen.emit(self.choice())
