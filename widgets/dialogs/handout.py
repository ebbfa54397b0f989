"""The board pack: what goes in, whose it is, how it will look, and as what it is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from widgets.dialogs.button_box import ButtonBox
from widgets.dialogs.field_style import field_style
from widgets.dialogs.handout_preview import HandoutPreview
from widgets.dialogs.handout_states import HandoutChoice, HandoutState
from widgets.dialogs.style import box_palette, dialog_style
from widgets.language.spoken import own, said
from widgets.painting import BOLD, face, plain_tip
from widgets.segments import Segments

if TYPE_CHECKING:
    from widgets.tokens import Tokens

_LEFT = 300  # px
_MOST_NAME = 120  # characters of an organisation's name
_PARTS = "parts"
PDF, DECK = "pdf", "pptx"


class HandoutDialog(QDialog):
    """Shows a state and emits what the user chose; whoever listens answers with a state."""

    changed = Signal(HandoutChoice)
    logo_requested = Signal()
    logo_removed = Signal()
    sheet_requested = Signal(int)  # from 1
    save_requested = Signal(str)  # "pdf" or "pptx"

    def __init__(self, state: HandoutState, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(said("Export board pack – Tenor"))
        self.setSizeGripEnabled(True)
        self._state = state
        self._headings: list[QLabel] = []
        self.organisation = QLineEdit()
        self.organisation.setMaxLength(_MOST_NAME)
        self.organisation.setPlaceholderText(said("Name on every page"))
        self.organisation.setAccessibleName(said("Organisation"))
        self.logo = QPushButton(said("Choose a logo…"))
        self.remove_logo = QPushButton(said("Remove"))
        self.pages = [QCheckBox(said(tick.title).replace("&", "&&")) for tick in state.pages]
        self.sources = QCheckBox(said("Sources and what contradicts what"))
        self.ledger = QCheckBox(said("Appendix: ledger by quarter"))
        self.paper = Segments("Paper of the PDF", state.papers, tokens)
        self.preview = HandoutPreview(tokens)
        self.back, self.forth = QPushButton("‹"), QPushButton("›")
        self._sheet = QLabel()
        self.progress = QProgressBar()
        self._told = QLabel()
        self._buttons = ButtonBox(QDialogButtonBox.StandardButton.Cancel)
        role = QDialogButtonBox.ButtonRole.ActionRole
        self.save_deck = self._buttons.addButton(said("Save PowerPoint…"), role)
        self.save_pdf = self._buttons.addButton(said("Save PDF…"), role)
        self._lay_out()
        self.save_pdf.setDefault(True)  # the dialog's own only once it is within
        self._connect()
        self.set_tokens(tokens)
        self.show_state(state)
        self.resize(1040, 660)

    def _lay_out(self) -> None:
        left, right, foot = self._left(), self._right(), QHBoxLayout()
        both = QHBoxLayout()
        both.setSpacing(20)
        both.addWidget(left)
        both.addLayout(right, 1)
        foot.addWidget(self._told, 1)
        foot.addWidget(self._buttons)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 16, 20, 16)
        whole.setSpacing(12)
        whole.addLayout(both, 1)
        whole.addLayout(foot)

    def _left(self) -> QWidget:
        """Scrolls where the window is low."""
        inner = QWidget()
        inner.setObjectName(_PARTS)
        column = QVBoxLayout(inner)
        column.setContentsMargins(2, 2, 10, 2)
        column.setSpacing(7)
        logos = QHBoxLayout()
        logos.addWidget(self.logo, 1)
        logos.addWidget(self.remove_logo)
        column.addWidget(self._heading("Organisation", self.organisation))
        column.addWidget(self.organisation)
        column.addLayout(logos)
        column.addSpacing(8)
        column.addWidget(self._heading("Pages"))
        for box in self.pages:
            column.addWidget(box)
        column.addSpacing(8)
        column.addWidget(self._heading("At the end"))
        column.addWidget(self.sources)
        column.addWidget(self.ledger)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.viewport().setAutoFillBackground(False)
        scroll.setFixedWidth(_LEFT)
        return scroll

    def _right(self) -> QVBoxLayout:
        turn = QHBoxLayout()
        turn.addWidget(self.back)
        turn.addWidget(self._sheet, 1)
        turn.addWidget(self.forth)
        turn.addSpacing(12)
        turn.addWidget(self.paper)
        self._sheet.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sheet.setTextFormat(Qt.TextFormat.PlainText)
        self._told.setTextFormat(Qt.TextFormat.PlainText)
        self._told.setWordWrap(True)
        self.back.setAccessibleName(said("Page before"))
        self.forth.setAccessibleName(said("Next page"))
        for button in (self.back, self.forth):
            button.setFixedWidth(44)
            button.setAutoDefault(False)
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(4)
        self.progress.setRange(0, 1000)
        self.progress.setAccessibleName(said("Preparing pages"))
        keep = self.progress.sizePolicy()
        keep.setRetainSizeWhenHidden(True)  # else the preview would hop
        self.progress.setSizePolicy(keep)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self.preview, 1)
        column.addWidget(self.progress)
        column.addLayout(turn)
        return column

    def _heading(self, text: str, buddy: QWidget | None = None) -> QLabel:
        label = QLabel(said(text))
        label.setFont(face(13, BOLD).font)
        if buddy is not None:
            label.setBuddy(buddy)
        self._headings.append(label)
        return label

    def _connect(self) -> None:
        # `clicked`, `textEdited` and `chosen` are only ever the user.
        for box in (*self.pages, self.sources, self.ledger):
            box.clicked.connect(lambda _checked: self._emit())
        self.organisation.textEdited.connect(lambda _text: self._emit())
        self.paper.chosen.connect(lambda place: self._emit(paper=place))
        self.logo.clicked.connect(self.logo_requested)
        self.remove_logo.clicked.connect(self.logo_removed)
        self.preview.turned.connect(self._turn)
        self.back.clicked.connect(lambda: self._turn(-1))
        self.forth.clicked.connect(lambda: self._turn(1))
        self.save_pdf.clicked.connect(lambda: self.save_requested.emit(PDF))
        self.save_deck.clicked.connect(lambda: self.save_requested.emit(DECK))
        self._buttons.rejected.connect(self.reject)
        for button in (self.logo, self.remove_logo, self.save_deck):
            button.setAutoDefault(False)

    def _emit(self, paper: int | None = None) -> None:
        pages = zip(self._state.pages, self.pages, strict=True)
        self.changed.emit(
            HandoutChoice(
                tuple(tick.name for tick, box in pages if box.isChecked()),
                self.sources.isChecked(),
                self.ledger.isChecked(),
                self.organisation.text(),
                self._state.paper if paper is None else paper,
            )
        )

    def _turn(self, pages: int) -> None:
        state = self._state
        wanted = max(1, min(state.sheet + pages, state.sheets))
        if state.sheet and wanted != state.sheet:
            self.sheet_requested.emit(wanted)

    def show_state(self, state: HandoutState) -> None:
        """The pages that can be ticked are the same as when the dialog was made."""
        self._state = state
        for tick, box in zip(state.pages, self.pages, strict=True):
            box.setChecked(tick.ticked)
        self.sources.setChecked(state.sources)
        self.ledger.setChecked(state.ledger)
        if self.organisation.text() != state.organisation:
            self.organisation.setText(state.organisation)
        self.paper.show_choice(state.paper)
        self._show_logo(state)
        self.progress.setVisible(state.progress is not None)
        self.progress.setValue(round(1000 * (state.progress or 0.0)))
        self._show_sheet(state)
        self._told.setText(said(state.told))
        self._told.setStyleSheet(
            f"color: {self._tokens.bad if state.fault else self._tokens.text_muted};"
        )
        for button in (self.save_pdf, self.save_deck):
            button.setEnabled(state.ready)

    def _show_logo(self, state: HandoutState) -> None:
        name = own(state.logo)
        shown = face(13, BOLD).elided(name, 150, Qt.TextElideMode.ElideMiddle)
        self.logo.setText(shown.replace("&", "&&") if name else said("Choose a logo…"))
        self.logo.setToolTip(plain_tip(name))
        self.logo.setAccessibleName(
            said(f"Logo: {state.logo}. Choose another" if state.logo else "Choose a logo")
        )
        self.remove_logo.setAccessibleName(said("Remove the logo"))
        self.remove_logo.setVisible(bool(state.logo))

    def _show_sheet(self, state: HandoutState) -> None:
        there = f"Page {state.sheet} of {state.sheets}"
        name = f"{there} · {state.sheet_title}" if state.sheet_title else there
        self._sheet.setText(said(name if state.sheet else ""))
        self.back.setEnabled(state.sheet > 1)
        self.forth.setEnabled(0 < state.sheet < state.sheets)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.setStyleSheet(
            dialog_style(tokens)
            + field_style(tokens)
            + f"QProgressBar {{ background: {tokens.track}; border: none; }}"
            + f"QProgressBar::chunk {{ background: {tokens.accent}; }}"
            + f"QScrollArea, #{_PARTS} {{ background: transparent; }}"
        )
        for box in (*self.pages, self.sources, self.ledger):
            box.setPalette(box_palette(tokens))
        self.paper.set_tokens(tokens)
        self.preview.set_tokens(tokens)
        self.show_state(self._state)
