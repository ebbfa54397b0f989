"""Parts that are painted alone under a slider: together they are the whole picture."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app import theme
from tests.widgets.test_chart import MONTHS, example, line, tokens
from tests.widgets.test_stage import CARDS, CONTROLS, SPECS
from widgets.chart.chart import Chart
from widgets.chart.curve import Curve
from widgets.presenting.scale import Scale
from widgets.presenting.sliders import StageControl, StageSlider
from widgets.presenting.strip import StageStrip
from widgets.states import Band, CardState, ControlSpec, ControlState, Marker, Series

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


def _for_a_while(series: Series, first: int, last: int) -> Series:
    """Without values before and after; every other time without some in between too."""
    values = series.values.copy()
    values[: first - 1] = values[last:] = np.nan
    if first % 2:
        values[first + 2 : first + 4] = np.nan
    return series._replace(values=values)


def _moved(draw: np.random.Generator) -> dict[str, Any]:
    """What a slider changes of a chart, or what a few of its moves don't."""
    rise = draw.uniform(-40, 120)  # beyond the axis too
    first, last = int(draw.integers(1, 20)), int(draw.integers(21, 60))
    month = draw.integers(1, MONTHS)
    fields = {
        "series": (
            line("revenue", draw.uniform(0, 40), rise),
            _for_a_while(line("compute", 15, 40, "compute"), first, last),
        ),
        "marker": Marker(float(month), draw.uniform(-10, 90), "peak funding", "compute"),
        "band": Band(float(first), float(last), "exit window"),
        "subtitle": f"${rise:.2f}B a month",
        "reading": f"Q{month % 4 + 1} 2028 (jpq)",
        "decision_month": int(month),
    }
    kept = draw.choice(list(fields), size=draw.integers(1, 6), replace=False)
    return {name: fields[name] for name in kept}


@pytest.mark.parametrize("zoom", [1.0, 28 / 12])
@pytest.mark.parametrize("subtitle", ["per month", ""])
def test_a_chart_after_many_moves_is_painted_as_at_once(
    zoom: float, subtitle: str, qtbot: QtBot
) -> None:
    draw = np.random.default_rng(7)
    chart = Chart(tokens("light"), zoom=zoom)
    qtbot.addWidget(chart)
    chart.resize(round(544 * zoom), round(318 * zoom))
    state = example(reading="Q1 2027 (jpq)", subtitle=subtitle)
    chart.show_state(state)
    chart.show()
    for _ in range(60):
        moved = _moved(draw)
        if not subtitle:
            moved["subtitle"] = ""
        state = state._replace(**moved)
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


def _valued(control: ControlState, draw: np.random.Generator) -> ControlState:
    """Another value, mostly; sometimes with another unit, or one that leaves the name no room."""
    size = int(draw.choice([1, 5, 5, 5, 24]))
    text = "$" + "".join(str(draw.integers(10)) for _ in range(size)) + "jB"
    suffix = "(jpq) per month" if draw.integers(8) == 0 else control.suffix
    return control._replace(text=text, suffix=suffix)


@pytest.mark.parametrize("unit", [0.33, 0.5, 0.8, 1.0, 2.0])
@pytest.mark.parametrize("spec", SPECS, ids=[spec.key for spec in SPECS])
def test_a_value_after_many_changes_is_painted_as_at_once(
    unit: float, spec: ControlSpec, qtbot: QtBot
) -> None:
    draw = np.random.default_rng(9)
    control = StageControl(spec._replace(suffix=""), theme.tokens("light"), None)  # type: ignore[arg-type]
    qtbot.addWidget(control)
    control.set_look(theme.tokens("light"), Scale(unit))
    control.resize(round(580 * unit), round(96 * unit))
    control.show()
    state = CONTROLS[0]
    for _ in range(60):
        control.show_state(state)
        assert _alike(_on_screen(control), _whole(control))
        state = _valued(state, draw)


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
    first = curve.line()
    assert first is not None
    assert [at.y() for at in first.toList()] == [1, 2, 3]
    curve.show_values(Series("key", "", "cash", np.array([4.0, 5.0, 6.0]), ""))
    assert curve.line() is first
    assert [at.y() for at in first.toList()] == [4, 5, 6]
    assert list(given) == [1, 2, 3]
    curve.show_values(Series("key", "", "cash", np.array([7.0, 8.0]), ""))
    assert curve.line() is not first


@pytest.mark.parametrize(
    ("values", "points"),
    [
        ([1, 2, 3], [(1, 1), (2, 2), (3, 3)]),
        ([math.nan, 2, 3, math.nan], [(2, 2), (2, 2), (3, 3), (3, 3)]),
        ([math.nan, math.nan, 5], [(3, 5), (3, 5), (3, 5)]),
        ([1, math.inf], [(1, 1), (1, 1)]),
        ([1, math.nan, 3], None),
        ([math.nan, math.nan], None),
    ],
)
def test_missing_ends_stand_on_the_nearest_value(
    values: list[float], points: list[tuple[float, float]] | None
) -> None:
    curve = Curve()
    for given in (values, [4.0] * len(values), values):
        curve.show_values(Series("key", "", "cash", np.array(given, dtype=np.float64), ""))
    line = curve.line()
    found = None if line is None else [(at.x(), at.y()) for at in line.toList()]
    assert found == points
