"""The chart: where things stand, what is touched when a state changes, and what it emits."""

from __future__ import annotations

import gc
import json
import math
import weakref
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QImage, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from widgets.chart import background as chart_background
from widgets.chart import overlay as chart_overlay
from widgets.chart.changes import ALL, changes
from widgets.chart.chart import Chart
from widgets.chart.curve import Curve, Curves
from widgets.chart.labels import BLOCK_GAP, LINE_HEIGHT, place_labels
from widgets.chart.layout import (
    BESIDE,
    Box,
    Obstacles,
    Plot,
    apart,
    beside,
    clear,
    clearest,
    end_value,
    spread,
)
from widgets.chart.style import ChartStyle
from widgets.chart.view import ChartView
from widgets.states import Axis, Band, ChartState, Marker, Series, Tick
from widgets.tokens import Tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pytestqt.qtbot import QtBot

THEMES = Path(__file__).parents[2] / "resources" / "themes"
MONTHS = 48
X_AXIS = Axis(1, MONTHS, (Tick(1, "Q2 26"), Tick(10, "Q1 27"), Tick(46, "Q1 30")))
Y_AXIS = Axis(-10, 90, tuple(Tick(value, f"${value}B") for value in (0, 30, 60, 90)))
PLOT = Plot(Box(50, 60, 520, 260), 1, MONTHS, -10, 90)


def tokens(theme: str) -> Tokens:
    return Tokens(**json.loads((THEMES / f"{theme}.json").read_text()))


def line(key: str, first: float, last: float, colour: str = "revenue") -> Series:
    return Series(key, key.title(), colour, np.linspace(first, last, MONTHS), "$1.0B")


def level(key: str, *values: float) -> Series:
    return Series(key, key, "cash", np.array(values, dtype=np.float64), "")


def example(**given: Any) -> ChartState:
    fields: dict[str, Any] = {
        "title": "Profitability",
        "subtitle": "per month",
        "x_axis": X_AXIS,
        "y_axis": Y_AXIS,
        "series": (line("revenue", 20, 80), line("compute", 15, 40, "compute")),
        "ghosts": (line("revenue", 25, 85),),
        "decision_month": 12,
        "decision_text": "Q1 2027",
        "summary": "Revenue rises from $20B to $80B.",
    }
    return ChartState(**(fields | given))


@pytest.fixture
def chart(qtbot: QtBot) -> Chart:
    made = Chart(tokens("light"))
    made.resize(544, 318)
    qtbot.addWidget(made)
    made.show_state(example())
    with qtbot.waitActive(made):
        made.show()
    return made


def view_of(chart: Chart) -> ChartView:
    (view,) = chart.findChildren(ChartView)
    return view


def curves_of(chart: Chart) -> list[Curve]:
    """The visible curves, in the order of the series."""
    return list(drawn_in(chart).shown)


def drawn_in(chart: Chart) -> Curves:
    """The item that draws the curves."""
    (found,) = (item for item in view_of(chart).scene().items() if isinstance(item, Curves))
    return found


def at(chart: Chart, month: float, value: float = 40.0) -> QPoint:
    """Where a month and a value are in the view, as its curves are mapped."""
    point = drawn_in(chart).mapToScene(QPointF(month, value))
    return QPoint(round(point.x()), round(point.y()))


def image_of(chart: Chart, ratio: float = 1.0) -> QImage:
    """The chart as painted on a device of this many pixels a logical one."""
    width, height = math.ceil(chart.width() * ratio), math.ceil(chart.height() * ratio)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    chart.render(image)
    return image


def counted(image: QImage, name: str, columns: range | None = None) -> int:
    """How many pixels, of these columns or of all, have exactly this colour."""
    across = columns or range(image.width())
    pixels = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), -1)
    return int(np.count_nonzero(pixels[:, across.start : across.stop] == QColor(name).rgb()))


# Arithmetic of the layout


@pytest.mark.parametrize(
    ("desired", "gap", "placed"),
    [
        ([], 10, []),
        ([40], 10, [40]),
        ([20, 60], 10, [20, 60]),
        ([50, 50], 10, [45, 55]),
        ([50, 52, 80], 10, [46, 56, 80]),
        ([52, 50], 10, [56, 46]),
        ([50, 50, 50], 10, [40, 50, 60]),
        ([0, 1], 10, [0, 10]),
        ([99, 100], 10, [90, 100]),
        ([-40, 140], 10, [0, 100]),
        ([50, 50, 50], 80, [0, 50, 100]),  # no room for the gap
    ],
)
def test_spread_by_hand(desired: list[float], gap: float, placed: list[float]) -> None:
    assert spread(desired, gap, 0, 100) == pytest.approx(placed)


@given(
    st.lists(st.floats(-50, 400), min_size=1, max_size=7),
    st.floats(1, 40),
)
def test_spread_keeps_gap_bounds_and_order(desired: list[float], gap: float) -> None:
    placed = spread(desired, gap, 0, 300)
    assert min(placed) >= -1e-9
    assert max(placed) <= 300 + 1e-9
    assert all(high - low >= gap - 1e-6 for low, high in pairwise(sorted(placed)))
    ordered = [placed[index] for index in sorted(range(len(desired)), key=desired.__getitem__)]
    assert ordered == sorted(placed)


@given(st.lists(st.floats(20, 80), min_size=2, max_size=4), st.integers(0, 3), st.floats(-5, 5))
def test_no_allowed_move_of_one_label_brings_it_nearer(
    desired: list[float], which: int, by: float
) -> None:
    placed = spread(desired, 10, 0, 100)
    moved = list(placed)
    moved[which % len(moved)] += by
    allowed = 0 <= min(moved) <= max(moved) <= 100
    apart_enough = all(high - low >= 10 for low, high in pairwise(sorted(moved)))
    if allowed and apart_enough:
        assert distance(desired, placed) <= distance(desired, moved) + 1e-6


def distance(desired: Sequence[float], placed: Sequence[float]) -> float:
    return sum((one - other) ** 2 for one, other in zip(desired, placed, strict=True))


def test_plot_maps_months_and_values() -> None:
    assert (PLOT.x(1), PLOT.x(48)) == (50, 520)
    assert PLOT.y(90) == pytest.approx(60)
    assert PLOT.y(-10) == pytest.approx(260)
    assert PLOT.month(50 + 10 * 11) == 12
    assert PLOT.month(50 + 10 * 11 + 4.9) == 12
    assert PLOT.month(50 + 10 * 11 + 5.1) == 13
    assert (PLOT.month(-100), PLOT.month(9000)) == (1, 48)


def test_an_axis_without_extent_still_maps() -> None:
    plot = Plot.of(PLOT.box, Axis(5, 5, ()), Axis(0, 0, ()))
    assert math.isfinite(plot.x(5))
    assert math.isfinite(plot.y(3))


def test_texts_of_an_axis_keep_apart() -> None:
    assert apart([(0, 30), (35, 60), (61, 90), (68, 99)], 5) == [0, 1, 3]


@pytest.mark.parametrize(
    ("values", "end"),
    [((), None), ((1, 2), 2), ((1, 2, math.nan), 2), ((math.nan,), None), ((1, -math.inf), 1)],
)
def test_end_value(values: tuple[float, ...], end: float | None) -> None:
    assert end_value(np.array(values, dtype=np.float64)) == end


def test_obstacles_are_curves_the_zero_line_and_the_decision_line() -> None:
    obstacles = Obstacles(PLOT, (level("flat", *[50.0] * MONTHS),), line=160.0)
    assert obstacles.hits(Box(200, PLOT.y(60), 260, PLOT.y(55))) == 0
    assert obstacles.hits(Box(200, PLOT.y(55), 260, PLOT.y(45))) == 1
    assert obstacles.hits(Box(200, PLOT.y(5), 260, PLOT.y(-5))) == 1
    assert obstacles.hits(Box(150, PLOT.y(60), 170, PLOT.y(55))) == 1
    assert obstacles.hits(Box(150, PLOT.y(55), 170, PLOT.y(-5))) == 3


def test_a_text_keeps_its_distance_from_the_decision_line() -> None:
    obstacles = Obstacles(PLOT, (), line=160.0)
    high, low = PLOT.y(60), PLOT.y(55)
    assert obstacles.hits(Box(100, high, 156, low)) == obstacles.hits(Box(164, high, 200, low)) == 0
    assert obstacles.hits(Box(100, high, 158, low)) == obstacles.hits(Box(162, high, 200, low)) == 1


def test_a_missing_value_is_no_obstacle() -> None:
    values = [50.0, *[math.nan] * (MONTHS - 1)]
    obstacles = Obstacles(PLOT, (level("short", *values), level("none")), line=0.0)
    assert obstacles.hits(Box(200, PLOT.y(60), 260, PLOT.y(40))) == 0


def test_a_text_takes_the_clear_place_and_stays_while_it_is_clear() -> None:
    obstacles = Obstacles(PLOT, (level("flat", *[50.0] * MONTHS),), line=0.0)
    hit = Box(200, PLOT.y(55), 260, PLOT.y(45))
    clear, also_clear = (Box(200, PLOT.y(high), 260, PLOT.y(high - 5)) for high in (70, 80))
    outside = Box(500, PLOT.y(80), 560, PLOT.y(75))
    boxes = [hit, outside, clear, also_clear]

    def taken(boxes: list[Box], before: int) -> int | None:
        found = clearest(len(boxes), boxes.__getitem__, PLOT.box, obstacles, before)
        return found and found[0]

    assert taken(boxes, 0) == 2
    assert taken(boxes, 3) == 3
    assert taken([hit, outside], 0) == 0
    assert taken([outside], 0) is None


def test_a_text_that_is_left_out_rather_than_hit() -> None:
    flat = level("flat", *[50.0] * MONTHS)
    obstacles = Obstacles(PLOT, (flat, flat), line=0.0)
    hit = Box(200, PLOT.y(55), 260, PLOT.y(45))
    free, also_free = (Box(200, PLOT.y(high), 260, PLOT.y(high - 5)) for high in (70, 80))
    outside = Box(500, PLOT.y(80), 560, PLOT.y(75))
    boxes = [hit, outside, free, also_free]
    assert clear(4, boxes.__getitem__, PLOT.box, obstacles) == (2, free)
    assert clear(4, boxes.__getitem__, PLOT.box, obstacles, before=3) == (3, also_free)
    assert clear(2, boxes.__getitem__, PLOT.box, obstacles) is None
    assert [obstacles.hits(hit, most) for most in (1, 2, None)] == [1, 2, 2]


@pytest.mark.parametrize("x", [50.0, 55.0, 285.0, 519.0])
def test_a_text_beside_a_point_leaves_the_point_free(x: float) -> None:
    for place in range(len(BESIDE)):
        box = beside(place, x, 160.0, 60.0, 14.0, PLOT.box)
        assert not box.holds(x, 160.0)
        assert (box.width, box.height) == pytest.approx((60.0, 14.0))


@given(st.lists(st.floats(-30, 120), max_size=6), st.integers(40, 400))
def test_labels_never_collide_and_stay_beside_the_plot(ends: list[float], height: int) -> None:
    plot = Plot(Box(50, 60, 520, 60 + height), 1, 2, -10, 90)
    labels = place_labels([level(str(n), 0.0, end) for n, end in enumerate(ends)], plot)
    assert all(label.lines == labels[0].lines for label in labels)
    blocks = sorted(
        (label.middle - label.lines * LINE_HEIGHT / 2, label.middle + label.lines * LINE_HEIGHT / 2)
        for label in labels
    )
    assert all(low[1] <= high[0] + 1e-6 for low, high in pairwise(blocks))
    if blocks:
        assert blocks[0][0] >= plot.box.top - LINE_HEIGHT / 2 - 1e-6
        assert blocks[-1][1] <= plot.box.bottom + BLOCK_GAP + 1e-6


def test_labels_share_a_line_where_two_do_not_fit() -> None:
    plot = Plot(Box(50, 60, 520, 140), 1, 2, -10, 90)
    few = [level(str(n), 0.0, 30.0 * n) for n in range(2)]
    many = [level(str(n), 0.0, 10.0 * n) for n in range(4)]
    assert [label.lines for label in place_labels(few, plot)] == [2, 2]
    assert [label.lines for label in place_labels(many, plot)] == [1, 1, 1, 1]


def test_a_curve_without_values_has_no_label() -> None:
    series = [level("none", math.nan, math.nan), level("some", 1.0, 2.0)]
    assert [label.series.key for label in place_labels(series, PLOT)] == ["some"]


# What differs


def test_equal_states_do_not_differ() -> None:
    assert changes(None, example()) == ALL
    assert changes(example(), example()) == frozenset()
    gap = (level("gap", 1.0, math.nan, 3.0),)
    again = (level("gap", 1.0, math.nan, 3.0),)
    assert changes(example(series=gap), example(series=again)) == frozenset()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "Cash"),
        ("x_axis", Axis(1, 60, ())),
        ("series", (line("revenue", 20, 81), line("compute", 15, 40, "compute"))),
        ("series", (line("revenue", 20, 80),)),
        ("ghosts", (line("revenue", 25, 85)._replace(colour="cash"),)),
        ("ghosts", (line("revenue", 25, 85)._replace(value_text="$2.0B"),)),
        ("decision_month", 13),
        ("crosshair_month", 3),
        ("marker", Marker(3, 1.0, "first profit", "profit")),
        ("band", Band(3, 9, "exit window")),
        ("note", "Nothing yet"),
    ],
)
def test_one_field_that_differs_is_named(field: str, value: object) -> None:
    assert changes(example(), example(**{field: value})) == {field}


# What a new state touches


class Paints:
    """Counts how often standing parts are painted, and passes on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0
        self._paint = chart_background.paint_standing
        monkeypatch.setattr(chart_background, "paint_standing", self)

    def __call__(self, *given: Any) -> None:
        self.count += 1
        self._paint(*given)


@pytest.fixture
def filled(monkeypatch: pytest.MonkeyPatch) -> list[Curve]:
    """The curves that got values, one after the other."""
    found: list[Curve] = []
    show = Curve.show_values

    def noted(curve: Curve, series: Series) -> None:
        found.append(curve)
        show(curve, series)

    monkeypatch.setattr(Curve, "show_values", noted)
    return found


def test_an_equal_state_gives_no_curve_values(chart: Chart, filled: list[Curve]) -> None:
    chart.show_state(example())
    assert not filled


def test_only_a_curve_that_differs_gets_values_and_no_item_is_made(
    chart: Chart, filled: list[Curve]
) -> None:
    before = view_of(chart).scene().items()
    _, compute = curves_of(chart)
    chart.show_state(example(series=(example().series[0], line("compute", 15, 45, "compute"))))
    assert filled == [compute]
    assert view_of(chart).scene().items() == before
    drawn = compute.line()
    assert drawn is not None
    assert drawn.last().y() == 45


def test_curves_are_kept_when_fewer_are_shown(chart: Chart) -> None:
    before = set(view_of(chart).scene().items())
    chart.show_state(example(series=(line("revenue", 20, 80),)))
    assert len(curves_of(chart)) == 1
    chart.show_state(example())
    assert len(curves_of(chart)) == 2
    assert set(view_of(chart).scene().items()) == before


def test_standing_parts_are_painted_only_when_they_change(
    chart: Chart, monkeypatch: pytest.MonkeyPatch
) -> None:
    chart.grab()
    paints = Paints(monkeypatch)
    moving = example(
        series=(line("revenue", 20, 60), line("compute", 15, 30, "compute")),
        subtitle="per month · values at Q2 2028",
        decision_month=20,
        crosshair_month=27,
        crosshair_text="Q2 2028",
        marker=Marker(5, 25.0, "first profit", "profit"),
    )
    chart.show_state(moving)
    chart.grab()
    assert paints.count == 0
    chart.show_state(moving._replace(band=Band(3, 20, "exit window")))
    chart.grab()
    assert paints.count == 1  # the band's paper
    chart.show_state(moving._replace(band=Band(4, 25, "exit window")))
    chart.grab()
    assert paints.count == 1
    chart.show_state(moving._replace(ghosts=()))
    chart.grab()
    assert paints.count == 2


def test_a_missing_value_breaks_the_curve(chart: Chart) -> None:
    values = np.linspace(20, 80, MONTHS)
    values[20:26] = np.nan
    gap = Series("revenue", "Revenue", "revenue", values, "")
    chart.show_state(example(series=(gap, example().series[1]), ghosts=()))
    ink = tokens("light").revenue
    image = image_of(chart)
    width = {at(chart, month).x() for month in (22.0, 25.0)}
    offset = view_of(chart).x()
    assert counted(image, ink, range(min(width) + offset, max(width) + offset)) == 0
    assert counted(image, ink, range(at(chart, 30.0).x(), at(chart, 40.0).x())) > 20


# What is seen


def test_parts_are_painted_in_their_tokens(chart: Chart) -> None:
    light = tokens("light")
    chart.show_state(example(band=Band(20, 40, "exit window")))
    image = image_of(chart)
    offset = view_of(chart).pos()
    inside, outside = (at(chart, month, 5.0) + offset for month in (38.5, 45.5))
    assert image.pixelColor(inside).name() == light.exit_window
    assert image.pixelColor(outside).name() == light.card
    handle = at(chart, 12, -10) + offset
    assert image.pixelColor(handle).name() == light.accent


@pytest.mark.parametrize("band", [Band(20, 24, "leaving pays"), Band(20, 40, "leaving pays")])
def test_the_decision_line_never_strikes_a_bands_text(chart: Chart, band: Band) -> None:
    light = tokens("light")
    ink = ChartStyle(light).band_text.name()
    left = view_of(chart).x()
    for month in range(17, 29):
        chart.show_state(example(band=band, decision_month=month, ghosts=()))
        line, image = at(chart, month).x() + left, image_of(chart)
        assert counted(image, ink) > 20
        assert counted(image, ink, range(line - 2, line + 3)) == 0, month


def test_pixmaps_of_a_theme_go_with_it_at_once(qtbot: QtBot) -> None:
    """Not when Python collects what hangs together in a circle: that may be in a thread, where
    Qt forbids to touch a pixmap.
    """
    style = ChartStyle(tokens("light"))
    kept = [
        style.label.stamp("Revenue", 0xFF000000, 2.0),
        style.round_stamp(3.0, 0xFF000000, 0xFFFFFFFF, 2.0, 1.0),
    ]
    assert all(not each.pixmap.isNull() for each in kept)
    assert style.label.width("Revenue") > 0
    held: list[object] = [style, style.label, *(each.pixmap for each in kept)]
    gone = [weakref.ref(each) for each in held]
    gc.collect()
    gc.disable()
    try:
        del style, kept, held
        assert [each() for each in gone] == [None] * 4
    finally:
        gc.enable()


def test_another_theme_changes_every_colour(chart: Chart) -> None:
    light, dark = tokens("light"), tokens("dark")
    chart.set_tokens(dark)
    image = image_of(chart)
    assert counted(image, light.card) == 0
    assert counted(image, light.revenue) == 0
    assert counted(image, dark.revenue) > 50
    assert counted(image, dark.card) > image.width() * image.height() / 2


def test_curves_are_as_wide_at_every_pixel_ratio(qtbot: QtBot) -> None:
    style = ChartStyle(tokens("light"))
    assert [style.curve_pen("revenue", ratio).widthF() for ratio in (1.0, 1.5, 2.0)] == [2, 3, 4]


@pytest.mark.parametrize("month", [1, MONTHS])
def test_the_date_stays_clear_of_ticks_and_labels(chart: Chart, month: int) -> None:
    fill = tokens("light").text
    plain = image_of(chart)
    chart.show_state(example(crosshair_month=month, crosshair_text="Q2 2026"))
    image = image_of(chart)
    left, right = (at(chart, end).x() + view_of(chart).x() for end in (1, MONTHS))
    for columns in (range(left - 1), range(right + 2, image.width())):
        assert counted(image, fill, columns) == counted(plain, fill, columns)
    assert counted(image, fill) > counted(plain, fill) + 300


def test_a_marker_without_a_clear_place_has_no_text(
    chart: Chart, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamped: list[str] = []
    monkeypatch.setattr(
        chart_overlay, "_stamp_in", lambda _canvas, _box, _colour, text: stamped.append(text)
    )
    marked = example(marker=Marker(5, 25.0, "first profit", "profit"))
    chart.show_state(marked)
    image_of(chart)
    assert "first profit" in stamped
    stamped.clear()
    # Curves so close that no text fits between them.
    crowd = tuple(line(f"c{value}", float(value), float(value)) for value in range(-20, 100, 4))
    chart.show_state(marked._replace(series=crowd))
    image_of(chart)
    assert "first profit" not in stamped


def test_a_note_stands_alone(chart: Chart) -> None:
    chart.show_state(example(note="Cash needs a revenue forecast.", ghosts=()))
    image = image_of(chart)
    light = tokens("light")
    assert not curves_of(chart)
    assert counted(image, light.revenue) == counted(image, light.accent) == 0
    assert counted(image, light.text_muted) > 0
    chart.show_state(example())
    assert len(curves_of(chart)) == 2


def test_the_zero_line_is_stronger_than_the_grid(chart: Chart) -> None:
    chart.show_state(example(ghosts=(), series=(line("revenue", 50, 80),)))
    image = image_of(chart)
    offset = view_of(chart).pos()
    card = QColor(tokens("light").card).lightness()

    def darkness(value: float) -> int:
        spot = at(chart, 30.5, value) + offset
        rows = range(spot.y() - 2, spot.y() + 3)
        return card - min(image.pixelColor(spot.x(), y).lightness() for y in rows)

    assert 0 < darkness(30) < darkness(0)


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("size", [(280, 160), (360, 200), (544, 318), (1900, 1000)])
def test_it_paints_at_any_size_and_pixel_ratio(
    chart: Chart, size: tuple[int, int], ratio: float
) -> None:
    chart.resize(*size)
    chart.show_state(
        example(
            crosshair_month=48,
            crosshair_text="Q1 2030",
            marker=Marker(1, 20.0, "first profit", "profit"),
            band=Band(-5, 90, "exit window"),
            series=tuple(line(f"series {n}", 10 * n, 9 * n) for n in range(7)),
        )
    )
    image = image_of(chart, ratio)
    # Two pixels wide and as high as the plot at the least: nothing else is this colour.
    assert counted(image, tokens("light").accent) > 40 * ratio**2
    assert counted(image, tokens("light").exit_window) > 500 * ratio**2


def test_an_empty_state_paints(chart: Chart) -> None:
    nothing = Axis(0, 0, ())
    chart.show_state(example(x_axis=nothing, y_axis=nothing, series=(), ghosts=(), note="Empty"))
    assert counted(image_of(chart), tokens("light").text_muted) > 0


def test_screen_readers_get_title_and_summary(chart: Chart) -> None:
    assert chart.accessibleName() == "Profitability"
    chart.show_state(example(summary="Revenue falls."))
    assert chart.accessibleDescription().startswith("Revenue falls. Enter explains")
    chart.show_state(example(summary="Nothing to leave.", note="Nothing to leave"))
    assert chart.accessibleDescription() == "Nothing to leave."


# What it emits


class Heard:
    """What a chart emitted, in order."""

    def __init__(self, chart: Chart) -> None:
        self.all: list[object] = []
        chart.month_hovered.connect(lambda month: self.all.append(("hover", month)))
        chart.decision_drag_started.connect(lambda: self.all.append("start"))
        chart.decision_month_dragged.connect(lambda month: self.all.append(month))
        chart.decision_drag_finished.connect(lambda: self.all.append("finish"))


def send(chart: Chart, kind: QEvent.Type, where: QPoint, button: Qt.MouseButton) -> None:
    """One event of the mouse, sent at once: QTest moves a real pointer, which may stay away."""
    viewport = view_of(chart).viewport()
    at_all, held = viewport.mapToGlobal(QPointF(where)), Qt.MouseButton.NoButton
    if kind is QEvent.Type.MouseButtonPress:
        held = button
    event = QMouseEvent(kind, QPointF(where), at_all, button, held, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(viewport, event)


def press(chart: Chart, where: QPoint, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
    send(chart, QEvent.Type.MouseButtonPress, where, button)


def move(chart: Chart, where: QPoint) -> None:
    send(chart, QEvent.Type.MouseMove, where, Qt.MouseButton.NoButton)


def release(chart: Chart, where: QPoint) -> None:
    send(chart, QEvent.Type.MouseButtonRelease, where, Qt.MouseButton.LeftButton)


def test_hovering_names_each_month_once_and_leaving_names_none(chart: Chart) -> None:
    heard = Heard(chart)
    for month in (20.0, 20.2, 21.0, 30.0):
        move(chart, at(chart, month))
    QApplication.sendEvent(view_of(chart), QEvent(QEvent.Type.Leave))
    assert heard.all == [("hover", 20), ("hover", 21), ("hover", 30), ("hover", 0)]


def test_outside_the_plot_no_month_is_hovered(chart: Chart) -> None:
    move(chart, at(chart, 20))
    heard = Heard(chart)
    move(chart, QPoint(at(chart, 20).x(), 5))
    assert heard.all == [("hover", 0)]


def test_the_line_is_dragged_from_near_it(chart: Chart) -> None:
    heard = Heard(chart)
    start = at(chart, 12) + QPoint(5, 0)
    press(chart, start)
    for month in (12.3, 14.0, 14.1, 99.0, 15.0):
        move(chart, at(chart, month) + QPoint(5, 0))
    release(chart, at(chart, 15))
    move(chart, at(chart, 20))
    assert heard.all == ["start", 14, 48, 15, "finish", ("hover", 20)]


def test_a_decision_month_off_the_axis_has_no_line(chart: Chart) -> None:
    ink = tokens("light").accent
    shown = counted(image_of(chart), ink)
    last = example().x_axis.maximum
    chart.show_state(example(decision_month=int(last) + 1))
    assert counted(image_of(chart), ink) < shown
    heard = Heard(chart)
    press(chart, at(chart, last + 1))
    assert heard.all == []


def test_a_drag_ends_the_hovering(chart: Chart) -> None:
    move(chart, at(chart, 12))
    heard = Heard(chart)
    press(chart, at(chart, 12))
    assert heard.all == [("hover", 0), "start"]


def test_a_press_away_from_the_line_drags_nothing(chart: Chart) -> None:
    heard = Heard(chart)
    press(chart, at(chart, 14))
    release(chart, at(chart, 14))
    press(chart, at(chart, 12), Qt.MouseButton.RightButton)
    assert heard.all == []


def test_the_handle_below_the_line_can_be_grabbed(chart: Chart) -> None:
    heard = Heard(chart)
    press(chart, at(chart, 12, -10) + QPoint(0, 4))
    assert heard.all == ["start"]


def test_the_pointer_shows_what_can_be_dragged(chart: Chart) -> None:
    viewport = view_of(chart).viewport()
    move(chart, at(chart, 12))
    assert viewport.cursor().shape() == Qt.CursorShape.SizeHorCursor
    move(chart, at(chart, 20))
    assert viewport.cursor().shape() == Qt.CursorShape.ArrowCursor


@pytest.mark.parametrize(
    ("key", "decision", "month"),
    [
        (Qt.Key.Key_Left, 12, 11),
        (Qt.Key.Key_Right, 12, 13),
        (Qt.Key.Key_PageUp, 12, 24),
        (Qt.Key.Key_PageDown, 20, 8),
        (Qt.Key.Key_PageUp, 40, 48),
        (Qt.Key.Key_Left, 1, None),
        (Qt.Key.Key_Right, 48, None),
    ],
)
def test_keys_move_the_decision_month(
    chart: Chart, key: Qt.Key, decision: int, month: int | None
) -> None:
    chart.show_state(example(decision_month=decision))
    chart.setFocus()
    heard = Heard(chart)
    QTest.keyClick(chart, key)
    assert heard.all == ["start", *([] if month is None else [month]), "finish"]


def test_a_key_held_down_is_one_drag(chart: Chart) -> None:
    chart.setFocus()
    heard = Heard(chart)
    repeat = (Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier, "", True)
    QTest.keyPress(chart, Qt.Key.Key_Right)
    for _ in range(2):
        QApplication.sendEvent(chart, QKeyEvent(QEvent.Type.KeyRelease, *repeat))
        QApplication.sendEvent(chart, QKeyEvent(QEvent.Type.KeyPress, *repeat))
    QTest.keyRelease(chart, Qt.Key.Key_Right)
    assert heard.all == ["start", 13, 14, 15, "finish"]


def test_losing_focus_finishes_a_key_drag(chart: Chart) -> None:
    chart.setFocus()
    heard = Heard(chart)
    QTest.keyPress(chart, Qt.Key.Key_Left)
    chart.clearFocus()
    assert heard.all == ["start", 11, "finish"]


def test_other_keys_and_empty_charts_move_nothing(chart: Chart) -> None:
    chart.setFocus()
    heard = Heard(chart)
    QTest.keyClick(chart, Qt.Key.Key_A)
    QTest.keyClick(chart, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    chart.show_state(example(note="Nothing yet"))
    QTest.keyClick(chart, Qt.Key.Key_Left)
    move(chart, QPoint(200, 150))
    assert heard.all == []


def test_the_focus_ring_is_for_the_keyboard(chart: Chart) -> None:
    accent = tokens("light").accent

    def ringed() -> bool:
        return image_of(chart).pixelColor(chart.width() // 2, 0).name() == accent

    chart.clearFocus()
    assert not ringed()
    chart.setFocus(Qt.FocusReason.MouseFocusReason)
    assert not ringed()
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert ringed()
    chart.clearFocus()
    assert not ringed()
    chart.setFocus(Qt.FocusReason.TabFocusReason)
    assert ringed()
    QApplication.sendEvent(
        chart, QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.ActiveWindowFocusReason)
    )
    assert ringed()


def test_the_wheel_is_left_to_the_page(chart: Chart) -> None:
    where = QPointF(at(chart, 20))
    wheel = QWheelEvent(
        where,
        view_of(chart).mapToGlobal(where),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    before = drawn_in(chart).mapToScene(QPointF(1, 0))
    QApplication.sendEvent(view_of(chart).viewport(), wheel)
    assert not wheel.isAccepted()
    assert drawn_in(chart).mapToScene(QPointF(1, 0)) == before
