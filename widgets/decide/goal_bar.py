"""The goal that is asked: a figure, at most or at least, a value, the month, and the verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from widgets.comparison.item_chooser import ItemChooser
from widgets.controls.framed_field import FramedField
from widgets.decide.verdict_chip import VerdictChip
from widgets.language.spoken import said
from widgets.painting import MEDIUM, face, palette, plain_tip
from widgets.segments import Segments

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from widgets.decide.goal_states import GoalBarState
    from widgets.tokens import Tokens

RELATIONS = ("<=", ">=")
_VALUE_WIDTH, _MONTH_WIDTH = 92, 52
_LONG_VALUE, _AROUND_VALUE = "$88.88B", 24  # which has room in every language; px round it
_GAP, _BELOW = 8, 6  # px between the parts of a row, and between the rows
_NO_MONTH = "This figure is not read in a month of its own"
_MONTH = "The decision month that the figure is read in: 12, or Mar 2027"


class GoalBar(QWidget):
    """Shows a goal and says what the user made of it. Texts go out as they were typed.

    Where one row has no room for all, the month and the verdict have a row of their own.
    """

    figure_chosen = Signal(str)
    relation_chosen = Signal(str)  # <= or >=
    value_entered = Signal(str)
    month_entered = Signal(str)

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self.setAccessibleName(said("Goal"))
        self._state: GoalBarState | None = None
        self._title = _Words("Goal", tokens)
        self.chooser = ItemChooser("Figure of the goal", tokens, self)
        self.sides = Segments("Relation", ("At most", "At least"), tokens)
        wide = round(face(12, MEDIUM).width(_LONG_VALUE)) + _AROUND_VALUE
        self.value = FramedField("Value of the goal", max(_VALUE_WIDTH, wide), tokens)
        self._at = _Words("at month", tokens)
        self.month = FramedField("Decision month", _MONTH_WIDTH, tokens)
        self.verdict = VerdictChip(tokens)
        self._first = (self._title, self.chooser, self.sides, self.value)
        self._last = (self._at, self.month, self.verdict)
        self._upper, self._lower = QHBoxLayout(), QHBoxLayout()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(_BELOW)
        for row in (self._upper, self._lower):
            row.setSpacing(_GAP)
            row.addStretch(1)
            whole.addLayout(row)
        for place, part in enumerate((*self._first, *self._last)):
            self._upper.insertWidget(place, part)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._connect()

    def _connect(self) -> None:
        self.chooser.chosen.connect(self.figure_chosen)
        self.sides.chosen.connect(lambda place: self.relation_chosen.emit(RELATIONS[place]))
        self.value.submitted.connect(self.value_entered)
        self.month.submitted.connect(self.month_entered)

    def show_state(self, state: GoalBarState) -> None:
        """Show a goal; what the user is typing stays until it is entered."""
        last, self._state = self._state, state
        self.chooser.show_choices(state.figures)
        self.chooser.show_current(state.figure)
        if last is None or last.relations != state.relations:
            self._name_sides(state.relations)
        self.sides.show_choice(RELATIONS.index(state.relation))
        self.value.show_text(state.value)
        self.value.setToolTip(plain_tip(state.hint))
        self.month.show_text(state.month)
        self.month.show_enabled(state.month_matters)
        self._at.setEnabled(state.month_matters)
        self.month.setToolTip(said(_MONTH if state.month_matters else _NO_MONTH))
        if state.fault:
            self.verdict.show_verdict(state.fault, "bad")
        else:
            self.verdict.show_verdict(state.verdict, state.tone)
        self._wrap()

    def _wrap(self) -> None:
        """Gives the month and the verdict a row of their own where they would cut the others."""
        parts = (*self._first, *self._last)
        room = self.width() - sum(_GAP + _wide(each) for each in parts)
        row, start = (self._lower, 0) if room < 0 else (self._upper, len(self._first))
        if row.indexOf(self.verdict) < 0:
            for place, part in enumerate(self._last):
                self._lower.removeWidget(part)
                self._upper.removeWidget(part)
                row.insertWidget(start + place, part)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the wider of its two rows; the figure and the verdict give way."""
        rows = (self._first, self._last)
        least = max(sum(_GAP + _least(each) for each in row) for row in rows)
        return QSize(least, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._wrap()

    def _name_sides(self, words: tuple[str, str]) -> None:
        for button, text in zip(self.sides.buttons, words, strict=True):
            button.setText(said(text))
            button.setAccessibleName(said(f"Relation: {text}"))
            button.updateGeometry()

    def set_tokens(self, tokens: Tokens) -> None:
        for part in (
            self._title,
            self.chooser,
            self.sides,
            self.value,
            self._at,
            self.month,
            self.verdict,
        ):
            part.set_tokens(tokens)


def _wide(part: QWidget) -> int:
    """As wide as it likes to be: a field has a width of its own."""
    return min(part.sizeHint().width(), part.maximumWidth())


def _least(part: QWidget) -> int:
    return max(part.minimumSizeHint().width(), part.minimumWidth())


class _Words(QLabel):
    """Small muted words between the fields."""

    def __init__(self, text: str, tokens: Tokens) -> None:
        super().__init__(said(text))
        self.setFont(face(12).font)
        self.set_tokens(tokens)

    def set_tokens(self, tokens: Tokens) -> None:
        self.setPalette(palette(tokens._replace(text=tokens.text_muted)))
