"""Sensitivity: which inputs move a number, over their ranges and in the draws."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from widgets.buttons import TextButton
from widgets.card_board import EDGE
from widgets.comparison.item_chooser import ItemChooser
from widgets.comparison.parts import Card, Line
from widgets.comparison.states import Choice
from widgets.flow import FlowRow
from widgets.language.spoken import said
from widgets.painting import colour, draw_note, face
from widgets.segments import Segments
from widgets.uncertainty.sensitivity_draws import FromDraws
from widgets.uncertainty.sensitivity_spider import Spider
from widgets.uncertainty.sensitivity_states import (
    BASES,
    KINDS,
    DrawsState,
    SpiderState,
    TornadoState,
)
from widgets.uncertainty.sensitivity_tornado import Tornado

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from widgets.tokens import Tokens
    from widgets.uncertainty.sensitivity_states import SensitivityState

_KINDS = ("Tornado", "Spider", "From the draws")
_BASES = ("Plausible ranges", "10th to 90th percentile")
_ADD = Choice("", "Add an input")
_LOADING, _UPDATING = "Looking…", "updating…"
_INSET = 14  # of the card's words


class _Words(QWidget):
    """A sentence in the middle, in place of a picture."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self.text = ""

    def show_text(self, text: str) -> None:
        self.text = text
        self.setAccessibleName(said(text))
        self.update()

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(_INSET, 0, -_INSET, 0)
        draw_note(painter, box, self.text, face(13).font, colour(self._tokens.text_muted))
        painter.end()


class SensitivityView(QWidget):
    """A number is chosen, and one of three pictures of what moves it."""

    item_chosen = Signal(str)
    kind_chosen = Signal(str)  # tornado, spider or draws
    basis_chosen = Signal(str)  # ranges or percentiles
    value_edited = Signal(str, float)
    range_entered = Signal(str, str, str)  # an input, low and high as typed
    range_reset = Signal(str)
    input_added = Signal(str)  # it is to have a range
    explain_requested = Signal(str, int)  # key; month, 0 for a headline figure or an input

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self.setAccessibleName(said("Sensitivity"))
        self.card = Card(tokens)
        self._state: SensitivityState | None = None
        self._refusal = ""  # why a range that was typed is not taken
        self.item = ItemChooser("Number looked at", tokens, title=True)
        self.value = TextButton("", 13, tokens)
        self.kinds = Segments("Picture", _KINDS, tokens)
        self.bases = Segments("Ends", _BASES, tokens)
        self.add = ItemChooser("Give an input a range", tokens)
        self.caption, self.note = Line(tokens), Line(tokens)
        self.tornado, self.spider = Tornado(tokens), Spider(tokens)
        self.draws, self.words = FromDraws(tokens), _Words(tokens)
        self._pictures = QStackedLayout()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        first, second, last = FlowRow(6), QHBoxLayout(), QHBoxLayout()
        first.setContentsMargins(_INSET - 8, 0, _INSET, 0)
        for widget in (self.item, self.value):
            first.addWidget(widget)
        first.push()
        first.addWidget(self.kinds)
        second.setContentsMargins(_INSET, 0, _INSET, 0)
        second.setSpacing(8)
        second.addWidget(self.caption, 1)
        second.addWidget(self.add)
        second.addWidget(self.bases)
        last.setContentsMargins(_INSET, 0, _INSET, 0)
        last.addWidget(self.note)
        self.note.setFixedHeight(20)
        self.caption.setFixedHeight(28)  # as high as the switches beside it
        for picture in (self.words, self.tornado, self.spider, self.draws):
            self._pictures.addWidget(picture)
        middle = QWidget()
        middle.setLayout(self._pictures)
        self._pictures.setContentsMargins(0, 0, 0, 0)
        around = QVBoxLayout(self)
        around.setContentsMargins(EDGE, 0, EDGE, 16)  # as the cards of every page
        around.addWidget(self.card)
        whole = QVBoxLayout(self.card)
        whole.setContentsMargins(2, 10, 2, 8)
        whole.setSpacing(6)
        whole.addLayout(first)
        whole.addLayout(second)
        whole.addWidget(middle, 1)
        whole.addLayout(last)

    def _connect(self) -> None:
        self.item.chosen.connect(self.item_chosen)
        self.value.clicked.connect(self._explain_value)
        self.kinds.chosen.connect(lambda place: self.kind_chosen.emit(KINDS[place]))
        self.bases.chosen.connect(lambda place: self.basis_chosen.emit(BASES[place]))
        self.add.chosen.connect(self.input_added)
        self.tornado.value_chosen.connect(self.value_edited)
        self.tornado.range_entered.connect(self._enter_range)
        self.tornado.range_reset.connect(self.range_reset)
        self.tornado.bars.editing_ended.connect(self._show_note)
        self.spider.value_chosen.connect(self.value_edited)
        self.spider.read.connect(self._show_note)
        for picture in (self.tornado, self.spider, self.draws):
            picture.explain_requested.connect(self._explain_input)

    def show_choices(self, choices: tuple[Choice, ...]) -> None:
        """What can be looked at."""
        self.item.show_choices(choices)

    def show_state(self, state: SensitivityState) -> None:
        if state == self._state:
            return
        self._state = state
        self.item.show_current(state.item)
        self.value.setText(said(state.value))
        self.value.setToolTip(said(state.value_tooltip))
        self.value.setAccessibleName(said(f"{state.value}: explain it"))
        self.value.updateGeometry()
        self.kinds.show_choice(KINDS.index(state.kind))
        self.bases.show_choice(BASES.index(state.basis))
        self.bases.setVisible(state.kind != "draws")
        self.add.show_choices((_ADD, *state.addable))
        self.add.show_current(_ADD.key)
        self.add.setVisible(bool(state.addable))
        self.caption.show_text(state.caption)
        self._show_picture(state)
        self._show_note()

    def set_tokens(self, tokens: Tokens) -> None:
        self.card.set_tokens(tokens)
        for part in (self.item, self.value, self.kinds, self.bases, self.add, self.caption):
            part.set_tokens(tokens)
        for picture in (self.note, self.tornado, self.spider, self.draws, self.words):
            picture.set_tokens(tokens)

    def show_range_fault(self, text: str) -> None:
        """Why the range that was just entered is not taken. It stays to be mended."""
        self._refusal = text
        if self.tornado.bars.editor is not None:
            self.tornado.bars.editor.refuse()
        self._show_note()

    def _show_picture(self, state: SensitivityState) -> None:
        last, focus = self._pictures.currentWidget(), QApplication.focusWidget()
        had_focus = last is not None and focus is not None and last.isAncestorOf(focus)
        picture = state.picture
        shown: QWidget = self.words
        if isinstance(picture, TornadoState) and not picture.message:
            self.tornado.show_state(picture)
            shown = self.tornado
        elif isinstance(picture, SpiderState) and not picture.message:
            self.spider.show_state(picture)
            shown = self.spider
        elif isinstance(picture, DrawsState) and not picture.message:
            self.draws.show_state(picture)
            shown = self.draws
        else:
            self.words.show_text(picture.message if picture else _LOADING)
        if last is not shown:
            self._pictures.setCurrentWidget(shown)
            if had_focus:
                shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_note(self, reading: str = "") -> None:
        """A refusal first, then what the hand is at, else what is left out."""
        state = self._state
        if state is None:
            return
        if self.tornado.bars.editor is None:
            self._refusal = ""
        if self._refusal:
            self.note.show_text(self._refusal, bad=True)
            return
        stale = "" if state.fresh or state.picture is None else _UPDATING
        self.note.show_text(reading or " · ".join(filter(None, (stale, state.note))))
        if not reading and state.note_tooltip:
            self.note.setToolTip(said(state.note_tooltip))

    def _enter_range(self, key: str, low: str, high: str) -> None:
        self._refusal = ""
        self.range_entered.emit(key, low, high)
        self._show_note()

    def _explain_value(self) -> None:
        if self._state is not None:
            self.explain_requested.emit(self._state.item.removeprefix("row:"), self._state.month)

    def _explain_input(self, key: str) -> None:
        self.explain_requested.emit(key, 0)
