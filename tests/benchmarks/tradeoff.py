"""The trade-off map: its cells against one plain run each, and how long it takes to paint."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from engine.analysis.goal import Goal
from engine.analysis.term_sweep import term_sweep
from engine.analysis.tradeoff import COLUMNS, ROWS, map_case, tradeoff
from engine.files.shipped import preset_scenario
from tests.benchmarks.measure import Figure, median, milliseconds, percentile
from tests.oracle import headline as plain_headline
from tests.oracle import model as plain_model

if TYPE_CHECKING:
    from engine.analysis.tradeoff import Tradeoff

_TERM, _SPEND, _FIGURE = "term_months", "monthly_spend", "exit_cost"
_GOAL = Goal(_FIGURE, "<=", 10_000.0)
_RUNS = 60
_PLAIN = 48  # cells that the plain loop computes; the rest are scaled
_WIDTH, _HEIGHT = 600, 400


def trade_off() -> list[Figure]:
    """60 × 40 cells with their contours, the sweep of the term, and a picture of 600 × 400."""
    scenario = preset_scenario("as_reported")
    case = map_case(scenario, _TERM, _SPEND)
    found = tradeoff(case, _TERM, _SPEND, _FIGURE, goal=_GOAL)
    cells = milliseconds(lambda: tradeoff(case, _TERM, _SPEND, _FIGURE, goal=_GOAL), _RUNS)
    sweep = milliseconds(lambda: term_sweep(scenario, _GOAL), _RUNS)
    cell = _plain_cell(found)
    size = f"{COLUMNS} × {ROWS}"
    loop = f"a plain loop over months, {_PLAIN} cells scaled to"
    return [
        Figure(
            f"trade-off map, {size} cells, p50",
            median(cells),
            cell * found.values.size,
            "ms",
            f"{loop} {found.values.size:,}",
            15.0,
        ),
        Figure(
            "the term swept, 85 terms, p50",
            median(sweep),
            cell * len(term_sweep(scenario).terms),
            "ms",
            f"{loop} {len(term_sweep(scenario).terms)}",
        ),
        _picture(found),
        _painting(found),
    ]


def _plain_cell(found: Tradeoff) -> float:
    """One cell by the plain month loop, in ms."""
    rows, columns = found.values.shape
    places = [(place * 7 % rows, place * 11 % columns) for place in range(_PLAIN)]
    began = time.perf_counter()
    for row, column in places:
        inputs = {**found.scenario.values, **found.inputs(row, column)}
        scalars, table = plain_model.evaluate(inputs)
        plain_headline.headline(inputs, scalars, table)
    return (time.perf_counter() - began) * 1e3 / _PLAIN


def _picture(found: Tradeoff) -> Figure:
    from app.decide.map_states import map_picture

    lines = milliseconds(lambda: map_picture(found, "Exit cost at most $10B"), _RUNS)
    cells = milliseconds(
        lambda: tradeoff(found.scenario, _TERM, _SPEND, _FIGURE, goal=_GOAL), _RUNS
    )
    return Figure(
        "contours, goal line and words of a map, p50",
        median(lines),
        median(cells),
        "ms",
        "the cells themselves",
    )


def _painting(found: Tradeoff) -> Figure:
    """A new map painted whole, as under a slider."""
    from PySide6.QtGui import QPainter, QPixmap

    from app import theme
    from app.decide.map_states import map_state
    from app.launch import application, use_off_screen
    from widgets.decide.map_image import map_image
    from widgets.decide.map_plot import MapPlotView

    use_off_screen()
    application()
    tokens = theme.tokens("light")
    view = MapPlotView(tokens)
    view.resize(_WIDTH, _HEIGHT)
    state = map_state(found, preset_scenario("as_reported"), "Exit cost at most $10B")
    target = QPixmap(_WIDTH, _HEIGHT)
    image = map_image(state, _WIDTH, _HEIGHT, tokens)

    def ours() -> None:
        view.show_state(state._replace(values=state.values.copy()))  # as if it were another
        view.render(target)

    def bare() -> None:
        painter = QPainter(target)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(target.rect(), image)
        painter.end()

    whole, floor = milliseconds(ours, _RUNS), milliseconds(bare, _RUNS)
    return Figure(
        f"a new map painted, {_WIDTH} × {_HEIGHT}, p50",
        median(whole),
        percentile(floor, 0.5),
        "ms",
        "one picture of 300 × 200 px drawn smoothly to that size",
        2.0,
    )
