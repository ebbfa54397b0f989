"""Parts that are painted alone under a slider: together they are the whole picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app import theme
from tests.widgets.test_chart import MONTHS, example, line, tokens
from tests.widgets.test_stage import CARDS, SPECS
from widgets.chart.chart import Chart
from widgets.chart.curve import Curve
from widgets.presenting.scale import Scale
from widgets.presenting.sliders import StageControl, StageSlider
from widgets.presenting.strip import StageStrip
from widgets.states import Band, CardState, Marker, Series

if TYPE_CHECKING:
    from PySide6.QtGui import QImage, QPaintEvent
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot


_SHADES = 32  # of 255


def _on_screen(widget: QWidget) -> QImage:
    """The window as it was painted, part by part."""
    QApplication.processEvents()
    return widget.screen().grabWindow(widget.winId()).toImage()


def _whole(widget: QWidget) -> QImage:
    """The same painted at once."""
    return widget.grab().toImage()


def _alike(one: QImage, other: QImage) -> bool:
    """To the eye: Qt draws very large letters a shade differently the first time."""
    rows = [np.array(each.constBits(), dtype=np.int16) for each in (one, other)]
    return one.size() == other.size() and int(np.abs(rows[0] - rows[1]).max()) <= _SHADES


def _moved(draw: np.random.Generator) -> dict[str, Any]:
    """What a slider changes of a chart, or what a few of its moves don't."""
    rise = draw.uniform(-40, 120)  # beyond the axis too
    first, last, month = draw.integers(1, 20), draw.integers(21, 60), draw.integers(1, MONTHS)
    fields = {
        "series": (line("revenue", draw.uniform(0, 40), rise), line("compute", 15, 40, "compute")),
        "marker": Marker(float(month), draw.uniform(-10, 90), "peak funding", "compute"),
        "band": Band(float(first), float(last), "exit window"),
        "subtitle": f"${rise:.2f}B a month",
        "reading": f"Q{month % 4 + 1} 2028",
        "decision_month": int(month),
    }
    kept = draw.choice(list(fields), size=draw.integers(1, 6), replace=False)
    return {name: fields[name] for name in kept}


@pytest.mark.parametrize("zoom", [1.0, 28 / 12])
def test_a_chart_after_many_moves_is_painted_as_at_once(zoom: float, qtbot: QtBot) -> None:
    draw = np.random.default_rng(7)
    chart = Chart(tokens("light"), zoom=zoom)
    qtbot.addWidget(chart)
    chart.resize(round(544 * zoom), round(318 * zoom))
    state = example(reading="Q1 2027")
    chart.show_state(state)
    chart.show()
    for _ in range(60):
        state = state._replace(**_moved(draw))
        chart.show_state(state)
        assert _on_screen(chart) == _whole(chart)


def _changed(card: CardState, draw: np.random.Generator) -> CardState:
    figure = f"${draw.uniform(0, 2000):.1f}B (jpq)"
    if draw.integers(8) == 0:
        return card._replace(label=f"Any jpg (qy), {draw.integers(9)}")
    return card._replace(value=figure, change=f"{figure} more", arrow=str(draw.choice(["up", ""])))


@pytest.mark.parametrize("unit", [0.33, 0.5, 0.67, 0.8, 1.0, 1.33, 2.0])
def test_cards_after_many_changes_are_painted_as_at_once(unit: float, qtbot: QtBot) -> None:
    draw = np.random.default_rng(8)
    strip = StageStrip(theme.tokens("light"), None)  # type: ignore[arg-type]
    qtbot.addWidget(strip)
    strip.set_look(theme.tokens("light"), Scale(unit))
    strip.resize(round(1840 * unit), round(146 * unit))
    strip.show()
    cards = list(CARDS)
    strip.show_state(tuple(cards))
    for _ in range(60):
        for place in draw.choice(len(cards), size=draw.integers(1, 4), replace=False):
            cards[place] = _changed(cards[place], draw)
        strip.show_state(tuple(cards))
        assert _alike(_on_screen(strip), _whole(strip))
    strip.set_look(theme.tokens("dark"), Scale(unit))
    assert _alike(_on_screen(strip), _whole(strip))


def test_what_is_under_a_slider_is_not_painted_with_it(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[str] = []

    def noted(kind: type[QWidget]) -> None:
        paint = kind.paintEvent

        def event(widget: QWidget, given: QPaintEvent) -> None:
            painted.append(kind.__name__)
            paint(widget, given)

        monkeypatch.setattr(kind, "paintEvent", event)

    noted(StageControl)
    noted(StageSlider)
    control = StageControl(SPECS[0], theme.tokens("light"), None)  # type: ignore[arg-type]
    qtbot.addWidget(control)
    control.resize(500, 96)
    control.show()
    QApplication.processEvents()
    painted.clear()
    control.slider.setValue(40)
    QApplication.processEvents()
    assert painted == ["StageSlider"]
    assert control.slider.testAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)


def test_a_curve_keeps_its_memory_and_leaves_the_given_alone() -> None:
    curve = Curve()
    given = np.array([1.0, 2.0, 3.0])
    curve.show_values(Series("key", "", "cash", given, ""))
    first = curve.values()
    assert list(first) == [1, 2, 3]
    curve.show_values(Series("key", "", "cash", np.array([4.0, 5.0, 6.0]), ""))
    assert curve.values() is not given
    assert np.shares_memory(first, curve.values())
    assert list(first) == [4, 5, 6]
    assert list(given) == [1, 2, 3]
    curve.show_values(Series("key", "", "cash", np.array([7.0, 8.0]), ""))
    assert list(curve.values()) == [7, 8]
