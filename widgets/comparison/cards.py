"""The upper two cards of the Scenarios page: the overlay and the bridge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from widgets.buttons import TextButton
from widgets.chart.chart import Chart
from widgets.comparison.bar_chart import BarChart
from widgets.comparison.bar_drawing import LEAST_PITCH
from widgets.comparison.bar_rows import END, START, bridge_rows, scenario_rows
from widgets.comparison.item_chooser import ItemChooser
from widgets.comparison.numbers import Told
from widgets.comparison.parts import Card, Line, NumberField, Progress, Title, over_card
from widgets.comparison.states import INPUT
from widgets.controls.parts import ScrollColumn
from widgets.language.spoken import said
from widgets.painting import face, palette

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from widgets.comparison.states import BarsState, BridgeState, Choice, OverlayState
    from widgets.states import ChartState
    from widgets.tokens import Tokens

_TITLE_LEFT, _TITLE_TOP = 8, 8  # the chooser's text lies where a chart's title would
_EDGE = 16  # as a chart's texts
_READING_ROOM = 24


class ScrolledBars(ScrollColumn):
    """Bars in a column that scrolls where they don't fit."""

    def __init__(self, name: str, tokens: Tokens, parent: QWidget | None = None) -> None:
        self.bars = BarChart(name, tokens)
        super().__init__(self.bars, over_card(tokens), parent)
        self.setWidgetResizable(True)
        self.setPalette(palette(tokens, tokens.card))
        self.bars.row_reached.connect(self._bring_into_view)

    def set_tokens(self, tokens: Tokens) -> None:
        super().set_tokens(over_card(tokens))
        self.bars.set_tokens(tokens)
        self.setPalette(palette(tokens, tokens.card))

    def _bring_into_view(self, rect: QRect) -> None:
        middle = rect.center()
        self.ensureVisible(0, middle.y(), 0, rect.height())


class OverlayCard(Card):
    """The chosen item: one curve or one bar a scenario, below the button that chooses it."""

    item_chosen = Signal(str)
    month_hovered = Signal(int)
    decision_month_dragged = Signal(int)
    decision_drag_started = Signal()
    decision_drag_finished = Signal()
    explain_requested = Signal(int, str, int)  # scenario, item, month; 0 where it has none

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens)
        self.setAccessibleName(said("Overlay"))
        self._state: OverlayState | None = None
        self.chart: Chart | None = None
        self.figure: ScrolledBars | None = None
        self._shown: QWidget | None = None
        self._subtitle = Line(tokens)
        self._subtitle.setParent(self)
        self.chooser = ItemChooser("Compared item", tokens, self, title=True)
        self.chooser.chosen.connect(self.item_chosen)

    def show_choices(self, choices: tuple[Choice, ...]) -> None:
        self.chooser.show_choices(choices)
        self._arrange()

    def show_state(self, state: OverlayState) -> None:
        """Show curves or bars; whichever isn't shown is hidden."""
        last, self._state = self._state, state
        if last is None or last.item != state.item:
            self.chooser.show_current(state.item)
            self._arrange()
        if state.chart is not None:
            self._show_chart(state.chart)
        elif state.bars is not None:
            self._show_bars(state.bars)

    def set_tokens(self, tokens: Tokens) -> None:
        super().set_tokens(tokens)
        for part in (self._subtitle, self.chooser, self.chart, self.figure):
            if part is not None:
                part.set_tokens(tokens)

    def _show_chart(self, state: ChartState) -> None:
        chart = self.chart or self._make_chart()
        chart.show_state(self._without_collision(state))
        self._show_only(chart)

    def _without_collision(self, state: ChartState) -> ChartState:
        """The chart writes the month right of its title: not where the button stands there."""
        room = self.width() - self.chooser.geometry().right() - _READING_ROOM
        fits = face(12).width(state.reading) <= room
        return state if fits else state._replace(reading="")

    def _make_chart(self) -> Chart:
        chart = self.chart = Chart(self._tokens, self)
        chart.month_hovered.connect(self.month_hovered)
        chart.decision_month_dragged.connect(self.decision_month_dragged)
        chart.decision_drag_started.connect(self.decision_drag_started)
        chart.decision_drag_finished.connect(self.decision_drag_finished)
        chart.explain_requested.connect(self._explain)
        self._arrange()
        self.setTabOrder(self.chooser, chart)
        return chart

    def _show_bars(self, state: BarsState) -> None:
        if self.figure is None:
            self.figure = ScrolledBars("Figure by scenario", self._tokens, self)
            self.figure.bars.explain_requested.connect(self._explain)
            self.setTabOrder(self.chooser, self.figure.bars)
            self._arrange()
        self.figure.bars.setAccessibleName(said(state.summary or state.title))
        told = Told(state.title, state.summary, state.subtitle, state.style)
        self.figure.bars.show_told(told)
        self.figure.bars.show_rows(scenario_rows(state), state.note)
        self._subtitle.show_text(state.subtitle)
        self._show_only(self.figure)

    def _explain(self, key: str, month: int = 0) -> None:
        """The item that is shown, of the scenario whose curve or bar has that key."""
        if self._state is not None:
            self.explain_requested.emit(int(key), self._state.item, month)

    def _show_only(self, shown: QWidget) -> None:
        if shown is self._shown:
            return
        self._shown = shown
        for part in (self.chart, self.figure):
            if part is not None:
                part.setVisible(part is shown)
        self._subtitle.setVisible(shown is self.figure)
        self.chooser.raise_()

    def _arrange(self) -> None:
        hint = self.chooser.sizeHint()
        width = min(hint.width(), self.width() - 2 * _TITLE_LEFT)
        self.chooser.setGeometry(_TITLE_LEFT, _TITLE_TOP, width, hint.height())
        if self.chart is not None:
            self.chart.setGeometry(self.rect())
        self._subtitle.setGeometry(_EDGE, 31, self.width() - 2 * _EDGE, 18)
        if self.figure is not None:
            self.figure.setGeometry(self.rect().adjusted(2, 58, -2, -8))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        if self._state is not None and self._state.chart is not None:
            self._show_chart(self._state.chart)


class BridgeCard(Card):
    """Why the figure of one scenario differs from another's, driver by driver."""

    bridge_requested = Signal(int, int, str, int)  # from, to, item, month
    bridge_cancelled = Signal()
    explain_requested = Signal(int, str, int)  # scenario, item, month; 0 where it has none

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens)
        self.setAccessibleName(said("Bridge"))
        self._state: BridgeState | None = None
        self._opened: dict[str, bool] = {}  # the groups that the user unfolded or folded
        self._title = Title("Bridge", tokens)
        self.item = ItemChooser("Item explained", tokens, self)
        self.month = NumberField("Month explained", tokens, self)
        self.month_text = QLabel(self)
        self.from_scenario = ItemChooser("From scenario", tokens, self)
        self.to_scenario = ItemChooser("To scenario", tokens, self)
        self.column = ScrolledBars("Bridge", tokens, self)
        self.waterfall = self.column.bars
        self.progress = Progress(tokens, self)
        self.cancel = TextButton("Cancel", 12, tokens, self)
        self.cancel.setAccessibleName(said("Cancel the bridge"))
        self._note = Line(tokens)
        self._words = [QLabel(said(word), self) for word in ("from", "to", "month")]
        self._lay_out()
        self._connect()
        self.set_tokens(tokens)
        self._show_progress(None)

    def _lay_out(self) -> None:
        from_word, to_word, in_month = self._words
        first, second, last = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        first.setContentsMargins(_EDGE, 0, 12, 0)
        first.setSpacing(6)
        first.addWidget(self._title)
        first.addSpacing(4)
        first.addWidget(self.item)
        first.addStretch(1)
        first.addWidget(self.month_text)
        first.addWidget(in_month)
        first.addWidget(self.month)
        second.setContentsMargins(_EDGE, 0, 12, 0)
        second.setSpacing(6)
        second.addWidget(from_word)
        second.addWidget(self.from_scenario)
        second.addWidget(to_word)
        second.addWidget(self.to_scenario)
        second.addStretch(1)
        last.setContentsMargins(_EDGE, 0, 8, 0)
        last.addWidget(self._note, 3)
        last.addWidget(self.progress, 2)
        last.addWidget(self.cancel)
        middle = QHBoxLayout()
        middle.setContentsMargins(2, 0, 2, 0)
        middle.addWidget(self.column)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, _TITLE_TOP, 0, 8)
        whole.setSpacing(4)
        whole.addLayout(first)
        whole.addLayout(second)
        whole.addSpacing(4)
        whole.addLayout(middle, 1)
        whole.addLayout(last)
        self._note.setFixedHeight(24)

    def _connect(self) -> None:
        self.item.chosen.connect(lambda key: self._request(item=key))
        self.from_scenario.chosen.connect(lambda key: self._request(from_id=int(key)))
        self.to_scenario.chosen.connect(lambda key: self._request(to_id=int(key)))
        self.month.valueChanged.connect(lambda month: self._request(month=month))
        self.cancel.clicked.connect(self.bridge_cancelled)
        self.waterfall.toggled.connect(self._toggle)
        self.waterfall.explain_requested.connect(self._explain)
        self.column.resized.connect(self._fit)

    def show_choices(self, choices: tuple[Choice, ...]) -> None:
        self.item.show_choices(choices)
        if self._state is not None:
            self._show_month(self._state)

    def show_state(self, state: BridgeState) -> None:
        if state == self._state:
            return
        self._state = state
        self.item.show_current(state.item)
        for chooser, number in (
            (self.from_scenario, state.from_id),
            (self.to_scenario, state.to_id),
        ):
            chooser.show_choices(state.scenarios)
            chooser.show_current(str(number))
        self._show_month(state)
        self._show_bars(state)
        self._note.show_text(state.progress_text if state.progress is not None else state.note)
        self._show_progress(state.progress)

    def set_tokens(self, tokens: Tokens) -> None:
        super().set_tokens(tokens)
        parts = (self.item, self.from_scenario, self.to_scenario, self.column, self.month)
        for part in (*parts, self._title, self.progress, self.cancel, self._note):
            part.set_tokens(tokens)
        muted = palette(tokens._replace(text=tokens.text_muted))
        for word in (*self._words, self.month_text):
            word.setFont(face(12).font)
            word.setPalette(muted)

    def _is_monthly(self) -> bool:
        chosen = self.item.current()
        return chosen is not None and chosen.monthly

    def _show_month(self, state: BridgeState) -> None:
        monthly = self._is_monthly()
        blocked = self.month.blockSignals(True)
        self.month.setRange(1, state.months)
        self.month.setValue(state.month)
        self.month.blockSignals(blocked)
        self.month.setVisible(monthly)
        self._words[2].setVisible(monthly)
        self.month_text.setText(said(state.month_text if monthly else ""))
        self.month_text.setVisible(monthly)

    def _show_bars(self, state: BridgeState) -> None:
        self.waterfall.setAccessibleName(said(state.summary or "Bridge"))
        self.waterfall.show_told(
            Told("Bridge", state.summary, state.note, state.style, rows_name="Step")
        )
        rows = () if state.message else bridge_rows(state, self._unfolded(state))
        busy = state.progress is not None
        self.waterfall.show_rows(rows, state.message, fault=state.fault, dimmed=busy)

    def _show_progress(self, progress: float | None) -> None:
        had_focus = self.cancel.hasFocus()
        self.progress.setVisible(progress is not None)
        self.cancel.setVisible(progress is not None)
        if progress is not None:
            self.progress.show_share(progress)
        elif had_focus:
            self.waterfall.setFocus(Qt.FocusReason.OtherFocusReason)

    def _toggle(self, key: str) -> None:
        if self._state is not None:
            self._opened[key] = key not in self._unfolded(self._state)
            self._show_bars(self._state)

    def _explain(self, key: str) -> None:
        """A total is the item in its scenario; a step is an input, as in the second scenario."""
        state = self._state
        if state is None:
            return
        if key in (START, END):
            number = state.from_id if key == START else state.to_id
            month = state.month if self._is_monthly() else 0
            self.explain_requested.emit(number, state.item, month)
        else:
            self.explain_requested.emit(state.to_id, INPUT + key, 0)

    def _unfolded(self, state: BridgeState) -> frozenset[str]:
        """The groups of which each input is shown: as the user left it, else where all fit."""
        groups = frozenset(step.key for step in state.steps if step.parts)
        whole = LEAST_PITCH * len(bridge_rows(state, groups))
        fits = whole <= self.column.room().height()
        return frozenset(key for key in groups if self._opened.get(key, fits))

    def _fit(self) -> None:
        if self._state is not None:
            self._show_bars(self._state)

    def _request(
        self,
        *,
        from_id: int | None = None,
        to_id: int | None = None,
        item: str | None = None,
        month: int | None = None,
    ) -> None:
        state = self._state
        if state is not None:
            self.bridge_requested.emit(
                state.from_id if from_id is None else from_id,
                state.to_id if to_id is None else to_id,
                state.item if item is None else item,
                state.month if month is None else month,
            )
