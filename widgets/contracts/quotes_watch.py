"""The card of the watch list, and what units come to in GPU-hours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout

from widgets.comparison.parts import Card, Line, Title
from widgets.controls.framed_field import FramedField
from widgets.language.spoken import own, said
from widgets.painting import MEDIUM, face, palette, plain_tip
from widgets.sources.buttons import FramedButton

if TYPE_CHECKING:
    from widgets.contracts.quotes_states import FactorLine, UnitsState, WatchState
    from widgets.tokens import Tokens

_MOST_FACTORS = 4
_LEAST = 236  # px of width


class WatchCard(Card):
    """The threshold and the power a GPU are typed; buttons do the rest."""

    watch_changed = Signal(str)  # the threshold as it was typed; empty for none
    seen_requested = Signal()
    factor_changed = Signal(str)  # kW a GPU as it was typed

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens)
        self.setAccessibleName(said("Watch list and units"))
        self.setMinimumWidth(_LEAST)
        self._titles = (Title("Watch list", tokens), Title("Units", tokens))
        self.price = FramedField("Point out quotes at or under", 84, tokens)
        self.price.setPlaceholderText(said("no limit"))
        self.power = FramedField("Kilowatts of data centre a GPU", 60, tokens)
        self._labels = [QLabel(said(text)) for text in ("At or under", "/ GPU-h", "kW a GPU")]
        self._under, self._fresh, self._fault = Line(tokens), Line(tokens), Line(tokens)
        self.seen = FramedButton("Mark all as seen", tokens, icon="check")
        self._factors = [(QLabel(), QLabel()) for _ in range(_MOST_FACTORS)]
        self._lay_out()
        self.price.submitted.connect(self.watch_changed)
        self.power.submitted.connect(self.factor_changed)
        self.seen.clicked.connect(self.seen_requested)
        self.set_tokens(tokens)

    def _lay_out(self) -> None:
        limit, fresh, power, factors = QHBoxLayout(), QHBoxLayout(), QHBoxLayout(), QGridLayout()
        for row, parts in (
            (limit, (self._labels[0], self.price, self._labels[1])),
            (power, (self.power, self._labels[2])),
        ):
            row.setSpacing(6)
            for part in parts:
                row.addWidget(part)
            row.addStretch(1)
        fresh.addWidget(self.seen)
        fresh.addStretch(1)
        factors.setContentsMargins(0, 0, 0, 0)
        factors.setHorizontalSpacing(10)
        factors.setVerticalSpacing(3)
        factors.setColumnStretch(1, 1)
        for place, (unit, value) in enumerate(self._factors):
            factors.addWidget(unit, place, 0)
            factors.addWidget(value, place, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(15, 9, 14, 10)
        column.setSpacing(5)
        column.addWidget(self._titles[0])
        column.addLayout(limit)
        column.addWidget(self._under)
        column.addWidget(self._fresh)
        column.addLayout(fresh)
        column.addWidget(self._fault)
        column.addSpacing(6)
        column.addWidget(self._titles[1])
        column.addLayout(power)
        column.addLayout(factors)
        column.addStretch(1)
        self._fault.hide()

    def show_watch(self, state: WatchState) -> None:
        self.price.show_text(state.price)
        self._under.show_text(state.under)
        self._fresh.show_text(state.fresh)
        self.seen.setVisible(state.seen)

    def show_units(self, state: UnitsState) -> None:
        self.power.show_text(state.kw_per_gpu)
        for place, labels in enumerate(self._factors):
            shown = place < len(state.factors)
            for label in labels:
                label.setVisible(shown)
            if shown:
                self._show_factor(state.factors[place], *labels)

    def _show_factor(self, factor: FactorLine, unit: QLabel, value: QLabel) -> None:
        unit.setText(said(factor.unit))
        value.setText(said(factor.value))
        for label in (unit, value):
            label.setToolTip(plain_tip(factor.why))
        value.setAccessibleName(
            own(f"{said(factor.unit)} {said(factor.value)}. {said(factor.why)}")
        )

    def show_answer(self, price: str, power: str) -> None:
        """Why what was typed into either field was refused; empty where it was taken."""
        self.price.show_refused(price)
        self.power.show_refused(power)
        self._fault.setVisible(bool(price or power))
        self._fault.show_text(price or power, bad=True)

    def set_tokens(self, tokens: Tokens) -> None:
        super().set_tokens(tokens)
        parts = (self.price, self.power, self.seen, self._under, self._fresh, self._fault)
        for part in (*self._titles, *parts):
            part.set_tokens(tokens)
        muted = palette(tokens._replace(text=tokens.text_muted))
        for label in self._labels:
            label.setFont(face(12).font)
            label.setPalette(palette(tokens))
        for unit, value in self._factors:
            unit.setFont(face(12).font)
            unit.setPalette(muted)
            value.setFont(face(12, MEDIUM).font)
            value.setPalette(palette(tokens))
