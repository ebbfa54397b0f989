"""A chart on its card whose months are read by hand: what each says comes with the state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from widgets.chart.chart import Chart

if TYPE_CHECKING:
    from widgets.contracts.read_chart_states import ReadChartState
    from widgets.tokens import Tokens


class ReadChart(QWidget):
    """The month that is read moves with the line, and with the pointer; nothing else does."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._state: ReadChartState | None = None
        self._month = 0  # that the line stands in; 0: where the state has it
        self._hovered = 0
        self.chart = Chart(tokens, self)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.chart)
        self.chart.month_hovered.connect(self._hover)
        self.chart.decision_month_dragged.connect(self._move)

    def show_state(self, state: ReadChartState) -> None:
        last, self._state = self._state, state
        if last is None or last.chart.x_axis != state.chart.x_axis:
            self._month = 0  # months are counted from another
        self._show()

    def set_tokens(self, tokens: Tokens) -> None:
        self.chart.set_tokens(tokens)

    def _hover(self, month: int) -> None:
        self._hovered = month
        self._show()

    def _move(self, month: int) -> None:
        self._month = month
        self._show()

    def _show(self) -> None:
        state = self._state
        if state is None:
            return
        chart = state.chart
        line = self._month or chart.decision_month
        month = self._hovered or line
        if 1 <= month <= len(state.reads):
            read = state.reads[month - 1]
            fans = tuple(
                fan._replace(
                    labels=tuple(
                        label._replace(text=text)
                        for label, text in zip(fan.labels, texts, strict=True)
                    )
                )
                for fan, texts in zip(chart.fans, read.labels, strict=True)
            )
            chart = chart._replace(
                fans=fans,
                decision_month=line,
                decision_text=read.text,
                crosshair_month=self._hovered or None,
                crosshair_text=read.text if self._hovered else "",
                reading=read.text,
            )
        self.chart.show_state(chart)
