"""The trade-off map and the undisclosed term swept, as the issue states them."""

from __future__ import annotations

import math
import operator
import random
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from engine.analysis.goal import Goal
from engine.analysis.tradeoff import tradeoff
from engine.evaluate import evaluate
from engine.files.shipped import preset_scenario
from engine.kpis import headline
from tests import issue_five
from tests.app.decide_page import (
    LEFT,
    NO_KEY,
    look,
    page,
    part,
    plain,
    plain_figure,
    set_inputs,
    settle,
    type_into,
    view,
)
from tests.oracle.inputs import presets
from widgets.decide.states import MAP

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.app.conftest import Opened
    from tests.oracle.figures import Figure
    from widgets.decide.map_plot import MapPlotView
    from widgets.decide.map_states import MapState

    Judge = Callable[[dict[str, float | None], dict[str, float]], bool | None]

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

NEVER = ("_month", "_quarter", "_opens")  # figures that are a date: none is never


def map_of(opened: Opened) -> MapState:
    found = part(opened)
    assert found.fresh
    assert found.map is not None
    shown: MapState = found.map
    return shown


def cells(state: MapState, count: int, seed: str) -> list[tuple[int, int]]:
    chance = random.Random(seed)  # noqa: S311
    rows, columns = state.values.shape
    some = [(chance.randrange(rows), chance.randrange(columns)) for _ in range(count)]
    return [(0, 0), (0, columns - 1), (rows - 1, 0), (rows - 1, columns - 1), *some]


def check_cells(opened: Opened, figure: str, count: int = 24) -> None:
    state = map_of(opened)
    for row, column in cells(state, count, figure):
        at = {
            state.x.key: float(state.x.grid[column]),
            state.y.key: float(state.y.grid[row]),
        }
        wanted = plain_figure(opened, figure, **at)
        found = float(state.values[row, column])
        if wanted is None:
            assert math.isnan(found), at
        else:
            assert found == pytest.approx(wanted, rel=1e-9, abs=1e-6), at


# The map ------------------------------------------------------------------------------------


def test_it_is_term_by_spend_in_60_by_40_cells(opened: Opened) -> None:
    look(opened, MAP)
    state = map_of(opened)
    assert (state.x.key, state.y.key) == ("term_months", "monthly_spend")
    assert state.values.shape == (40, 60)
    assert np.all(np.diff(state.x.grid) > 0)
    assert np.all(np.diff(state.y.grid) > 0)
    assert (state.x.present, state.y.present) == (36, 1250)
    assert state.contours


@pytest.mark.parametrize("figure", ["exit_cost", "npv_cash_flow", "exit_window_opens", "regret"])
def test_cells_are_the_oracles_runs(opened: Opened, figure: str) -> None:
    look(opened, MAP)
    view(opened, MAP).figure_chosen.emit(figure)
    settle(opened)
    check_cells(opened, figure)


@pytest.mark.parametrize(
    ("x_key", "y_key"),
    [("notice_months", "lockin_months"), ("revenue_growth", "efficiency_gain")],
)
def test_cells_of_other_inputs(opened: Opened, x_key: str, y_key: str) -> None:
    look(opened, MAP)
    view(opened, MAP).axes_chosen.emit(x_key, y_key)
    view(opened, MAP).figure_chosen.emit(
        "exit_cost" if x_key == "notice_months" else "cash_out_month"
    )
    settle(opened)
    state = map_of(opened)
    assert (state.x.key, state.y.key) == (x_key, y_key)
    check_cells(opened, "exit_cost" if x_key == "notice_months" else "cash_out_month", 14)


def test_cells_have_the_bits_of_their_own_run() -> None:
    scenario = preset_scenario("flexible_contract")
    for figure in ("exit_cost", "zopa_ceiling", "peak_funding"):
        found = tradeoff(scenario, "price_pass_through", "demand_elasticity", figure)
        for row, column in ((0, 0), (5, 30), (20, 11), (-1, -1)):
            at = {"price_pass_through": found.x[column], "demand_elasticity": found.y[row]}
            alone = headline(evaluate(scenario.with_values({k: float(v) for k, v in at.items()})))
            assert found.values[row, column] == alone[figure].value, (figure, at)


def test_the_map_follows_another_slider_and_not_its_own_point(opened: Opened) -> None:
    look(opened, MAP)
    first = map_of(opened).values
    set_inputs(opened, termination_fee_pct=0.2)
    assert not np.array_equal(map_of(opened).values, first)
    check_cells(opened, "exit_cost", 10)
    before = map_of(opened)
    set_inputs(opened, term_months=48.0)
    after = map_of(opened)
    assert np.array_equal(after.values, before.values)
    assert after.x.present == 48


def test_the_goals_line_parts_what_meets_it(opened: Opened) -> None:
    project = replace(opened.controller.session.project, goal=Goal("exit_cost", "<=", 20000.0))
    opened.controller.session.change(project, "Goal")
    look(opened, MAP)
    state = map_of(opened)
    assert state.goal is not None
    assert state.goal.lines
    for row, column in cells(state, 20, "goal"):
        at = {"term_months": state.x.grid[column], "monthly_spend": state.y.grid[row]}
        cost = plain_figure(opened, "exit_cost", **{key: float(each) for key, each in at.items()})
        assert cost is not None
        assert (state.goal.margin[row, column] >= 0) == (cost <= 20000), at
    for line in state.goal.lines:  # the line itself, at whole months
        for x, y in line[:: max(1, len(line) // 6)]:
            around = [
                plain_figure(opened, "exit_cost", term_months=each, monthly_spend=float(y))
                for each in (float(math.floor(x)) - 2, float(math.ceil(x)) + 2)
                if 1 <= each <= 96
            ]
            costs = [each for each in around if each is not None]
            if len(costs) == 2:
                assert min(costs) - 1500 <= 20000 <= max(costs) + 1500, (x, y, costs)


def drag(plot: MapPlotView, places: list[QPoint]) -> None:
    QTest.mousePress(plot, LEFT, NO_KEY, places[0])
    for place in places[1:]:
        QTest.mouseMove(plot, place)
        QApplication.processEvents()
    QTest.mouseRelease(plot, LEFT, NO_KEY, places[-1])
    QApplication.processEvents()


def test_dragging_the_point_moves_both_sliders_in_one_step(opened: Opened) -> None:
    look(opened, MAP)
    widget: MapPlotView = view(opened, MAP).map.plot
    where = widget.plot()
    assert where is not None
    before = opened.controller.session.project
    start = where.point(36, 1250).toPoint()
    end = where.point(60, 1900).toPoint()
    middle = QPoint((start.x() + end.x()) // 2, (start.y() + end.y()) // 2)
    drag(widget, [start, middle, end])
    settle(opened)
    term, spend = opened.value("term_months"), opened.value("monthly_spend")
    assert abs(term - 60) <= 1
    assert abs(spend - 1900) <= 50
    for key, value in (("term_months", term), ("monthly_spend", spend)):
        control = opened.window.panel.control(key)
        assert control is not None
        step, least = (1, 1) if key == "term_months" else (25, 0)
        assert control.slider.value() * step + least == pytest.approx(value, abs=step / 2)
    state = map_of(opened)
    assert (state.x.present, state.y.present) == (term, spend)
    opened.controller.session.undo()
    settle(opened)
    assert opened.controller.session.project.same_content(before)
    assert (map_of(opened).x.present, map_of(opened).y.present) == (36, 1250)
    assert not opened.controller.session.undo_label


def test_arrow_keys_move_the_point(opened: Opened) -> None:
    look(opened, MAP)
    widget: MapPlotView = view(opened, MAP).map.plot
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_Right)
    QTest.keyClick(widget, Qt.Key.Key_Up)
    settle(opened)
    assert (opened.value("term_months"), opened.value("monthly_spend")) == (37, 1275)


# The term swept -----------------------------------------------------------------------------


def compares(key: str, relation: str, factor: float, than: str = "") -> Judge:
    """A figure against a number, or against so many times a figure or an input."""
    signs = {"<=": operator.le, ">=": operator.ge, "<": operator.lt, ">": operator.gt}

    def judge(figures: dict[str, float | None], inputs: dict[str, float]) -> bool | None:
        found = figures[key]
        if found is None and key.endswith(NEVER):
            found = math.inf
        other: float | None = 1.0
        if than:
            other = inputs[than] if than in inputs else figures[than]
        if found is None or other is None:
            return None
        return bool(signs[relation](found, factor * other))

    return judge


CONCLUSIONS: dict[str, Judge] = {
    "Profit comes within a year": compares("first_profit_month", "<=", 12),
    "Profit is sustained": compares("sustained_profit_month", "<=", 120),
    "Cash never runs out": compares("cash_out_month", ">=", 121),
    "NPV of cash flow is positive": compares("npv_cash_flow", ">", 0),
    "Owes at most a year of revenue": compares("obligation_to_revenue", "<=", 1),
    "A year of spend covers the exit": compares("exit_cost", "<=", 12, "monthly_spend"),
    "It can be left within two years": compares("effective_lock_in_months", "<=", 24),
    "Leaving early pays at some point": compares("exit_window_opens", "<=", 120),
    "Cheaper than on demand": compares("contract_pv", "<", 1, "spot_pv"),
    "Cheaper than owning": compares("contract_pv", "<", 1, "own_pv"),
    "The supplier earns on it": compares("supplier_npv", ">", 0),
    "A fee exists that suits both sides": compares("zopa_floor", "<", 1, "zopa_ceiling"),
}
KEYS = (
    "first_profit", "sustained_profit", "cash_lasts", "cash_flow_pays", "obligation_a_year",
    "exit_a_year", "free_in_two_years", "leaving_pays", "cheaper_than_spot",
    "cheaper_than_owning", "supplier_earns", "deal_exists",
)  # fmt: skip


def existing(figures: dict[str, Figure]) -> dict[str, float | None]:
    return {
        key: float(each) if isinstance(each, (float, int)) else None
        for key, each in figures.items()
    }


@pytest.mark.parametrize("preset", ["as_reported", "albatross", "supplier_pays", "s1_terms"])
def test_every_conclusion_term_by_term(opened: Opened, preset: str) -> None:
    look(opened, MAP)
    set_inputs(opened, **presets()[preset])
    sweep = part(opened).sweep
    assert sweep is not None
    assert (sweep.first, sweep.last) == (12, 96)
    rows = {row.key: row for row in sweep.rows if not row.goal}
    assert tuple(rows) == KEYS
    runs = {}
    for term in range(12, 97):
        inputs = issue_five.of(preset, term_months=float(term))
        runs[term] = (existing(plain(opened, term_months=float(term)).figures), inputs)
    for key, judge in zip(KEYS, CONCLUSIONS.values(), strict=True):
        row = rows[key]
        shown = {
            term: answer for first, last, answer in row.spans for term in range(first, last + 1)
        }
        assert set(shown) == set(range(12, 97))
        wanted = {term: judge(*run) for term, run in runs.items()}
        assert shown == wanted, row.sentence
        if all(wanted.values()):
            assert row.sentence in CONCLUSIONS
            assert "every term" in row.verdict
    (goal,) = [row for row in sweep.rows if row.goal]
    for first, last, met in goal.spans:
        for term in range(first, last + 1):
            quarter = runs[term][0]["first_profit_quarter"]
            assert met == (quarter is not None and quarter <= 2), term


def test_a_conclusion_that_changes_says_where(opened: Opened) -> None:
    """As reported, owing more than a year of revenue begins between two terms."""
    look(opened, MAP)
    (row,) = [row for row in part(opened).sweep.rows if row.key == "obligation_a_year"]
    (holds, fails) = row.spans
    assert (holds[2], fails[2]) == (True, False)
    owed = [plain_figure(opened, "obligation_to_revenue", term_months=float(t)) for t in holds[1:2]]
    assert owed[0] is not None
    assert owed[0] <= 1
    more = plain_figure(opened, "obligation_to_revenue", term_months=float(fails[0]))
    assert more is not None
    assert more > 1
    assert str(holds[1]) in row.verdict
    assert str(fails[0]) in row.verdict


def test_a_goal_typed_while_the_map_is_seen(opened: Opened) -> None:
    look(opened, MAP)
    bar = page(opened).goal_bar
    bar.figure_chosen.emit("exit_cost")
    settle(opened)
    type_into(bar.value, "20B")
    settle(opened)
    state = map_of(opened)
    assert state.goal is not None
    assert "$20B" in state.goal.text
