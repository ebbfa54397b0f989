"""The overlay: one curve or one bar a scenario, as the oracle has it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from app.charts import Reading
from app.scenarios.overlay import DEFAULT_ITEM, Drawn, item_choices, overlay_axes, overlay_state
from app.scenarios.view import ScenariosScreen, ScenariosView
from app.session import Document, Session
from engine.evaluate import evaluate
from engine.files.shipped import preset_scenario, presets
from engine.project import Project, project_of
from engine.scenario import scenario
from tests.app.cases import cases_of, project_named, refereed
from tests.oracle.model import evaluate as oracle

if TYPE_CHECKING:
    from widgets.states import ChartState

NAMES = ("as_reported", "s1_terms", "albatross", "seed 3", "seed 14")
ITEMS = ("revenue", "operating_profit", "remaining_obligation", "market_price", "served_ratio")
MONTH_1 = Reading(1, None)


def _chart(item: str, project: Project, reading: Reading = MONTH_1) -> ChartState:
    state = overlay_state(f"row:{item}", cases_of(project), project.current, Drawn(reading))
    assert state.bars is None
    assert state.chart is not None
    return state.chart


# What can be chosen ------------------------------------------------------------------------


def test_every_line_item_and_every_single_figure_can_be_chosen() -> None:
    rows, figures = refereed("as_reported")
    keys = [choice.key for choice in item_choices()]
    assert sorted(keys) == sorted(
        [f"row:{key}" for key in rows]
        + [key for key, value in figures.items() if not isinstance(value, list)]
    )
    assert all(choice.monthly == choice.key.startswith("row:") for choice in item_choices())
    assert all(choice.label and choice.section and choice.hint for choice in item_choices())
    assert DEFAULT_ITEM in keys


# Curves ------------------------------------------------------------------------------------


@pytest.mark.parametrize("item", ITEMS)
def test_the_curves_are_the_oracle_s_rows(item: str) -> None:
    chart = _chart(item, project_named(*NAMES))
    curves = {series.label: series for series in (*chart.series, *chart.still)}
    assert sorted(curves) == sorted(NAMES)
    for name in NAMES:
        expected = np.array(refereed(name)[0][item][:48])
        scale = np.abs(expected).max()
        np.testing.assert_allclose(curves[name].values, expected, rtol=1e-9, atol=1e-9 * scale)


def test_every_line_item_can_be_drawn() -> None:
    project = project_named("as_reported", "seed 14")
    cases = cases_of(project)
    for choice in item_choices():
        state = overlay_state(choice.key, cases, project.current, Drawn(MONTH_1))
        assert (state.chart is not None) == choice.monthly
        assert (state.bars is not None) == (not choice.monthly)
        shown = state.chart or state.bars
        assert shown is not None
        assert shown.summary


def test_only_the_current_curve_moves() -> None:
    project = replace(project_named(*NAMES), current=3)
    chart = _chart("revenue", project)
    assert [series.label for series in chart.series] == ["albatross"]
    assert [series.label for series in chart.still] == [
        name for name in NAMES if name != "albatross"
    ]


def test_the_current_one_need_not_be_ticked() -> None:
    project = project_named(*NAMES)
    chart = _chart("revenue", project.with_entry(project.entry._replace(ticked=False)))
    assert chart.series == ()
    assert [series.label for series in chart.still] == list(NAMES[1:])


def test_every_curve_has_its_scenario_s_colour_and_value() -> None:
    project = project_named(*NAMES)
    chart = _chart("remaining_obligation", project, Reading(12, 12))
    curves = [*chart.series, *chart.still]
    assert [series.colour for series in curves] == [f"scenario_{place}" for place in range(1, 6)]
    owed = refereed("as_reported")[0]["remaining_obligation"][11]
    assert curves[0].value_text == f"${owed / 1000:.1f}B"
    assert chart.crosshair_month == 12
    assert f"As reported {curves[0].value_text}".lower().replace(" ", "_") in (
        chart.summary.lower().replace(" ", "_")
    )


@pytest.mark.parametrize("item", ITEMS)
def test_the_axes_hold_every_curve(item: str) -> None:
    cases = cases_of(project_named(*NAMES))
    months, values = overlay_axes(f"row:{item}", cases, 1, ())
    assert (months.minimum, months.maximum) == (1, 48)
    for name in NAMES:
        row = refereed(name)[0][item][:48]
        assert values.minimum <= min(row)
        assert max(row) <= values.maximum


def test_axes_that_are_held_stay() -> None:
    project = project_named(*NAMES)
    cases = cases_of(project)
    held = overlay_axes("row:revenue", cases[:1], 1, ())
    state = overlay_state("row:revenue", cases, 1, Drawn(MONTH_1, held))
    assert state.chart is not None
    assert (state.chart.x_axis, state.chart.y_axis) == held


def test_every_month_stands_in_its_own_place_on_the_calendar() -> None:
    """A plan re-based on later actuals begins where it begins, not at the left."""
    early = scenario("Early")
    late = replace(scenario("Late", {"opening_revenue": 700}), start=early.start.plus(6))
    project = project_of([early, late])
    expected = np.array(oracle(dict(late.values))[1]["revenue"])
    chart = _chart("revenue", project)
    (moved,) = chart.still
    assert len(moved.values) == 48
    assert np.isnan(moved.values[:6]).all()
    np.testing.assert_allclose(moved.values[6:], expected[:42], rtol=1e-9)
    seen_from_late = _chart("revenue", replace(project, current=2))
    (earlier,) = seen_from_late.still
    expected = np.array(oracle(dict(early.values))[1]["revenue"])
    np.testing.assert_allclose(earlier.values, expected[6:54], rtol=1e-9)


def test_nothing_ticked_says_what_to_do() -> None:
    for item in ("row:revenue", "exit_cost"):
        state = overlay_state(item, [], 1, Drawn(MONTH_1))
        shown = state.chart or state.bars
        assert shown is not None
        assert "Tick a scenario" in shown.note


# Bars --------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["exit_cost", "npv_operating_profit", "first_profit_quarter"])
def test_the_bars_are_the_oracle_s_figures(key: str) -> None:
    project = project_named(*NAMES)
    state = overlay_state(key, cases_of(project, pinned=2), 1, Drawn(MONTH_1))
    assert state.bars is not None
    assert [bar.label for bar in state.bars.bars] == list(NAMES)
    assert [bar.baseline for bar in state.bars.bars] == [False, True, False, False, False]
    for bar in state.bars.bars:
        expected = refereed(bar.label)[1][key]
        if expected is None:
            assert bar.value is None
        else:
            assert bar.value == pytest.approx(expected, rel=1e-9)


def test_a_figure_that_there_is_none_of_says_why() -> None:
    never = scenario("Never", {"opening_revenue": 0, "revenue_growth": -0.1})
    project = project_of([scenario("Fine"), never])
    state = overlay_state("first_profit_quarter", cases_of(project), 1, Drawn(MONTH_1))
    assert state.bars is not None
    fine, none = state.bars.bars
    assert fine.value is not None
    assert fine.reason == ""
    assert (none.value, none.text) == (None, "none")
    assert "48 months" in none.reason
    assert none.reason in none.tooltip


# As the page goes on -----------------------------------------------------------------------


def _screen(
    view: ScenariosView, document: Document, last: ScenariosScreen | None, *, held: bool = False
) -> ScenariosScreen:
    return view.screen(document, evaluate(document.scenario), None, last, held=held)


def test_axes_hold_while_a_hand_drags_and_settle_after() -> None:
    session, view = Session(project_named("as_reported", "s1_terms")), ScenariosView()
    first = _screen(view, session.document, None)
    with session.gesture():
        session.edit({"revenue_growth": 0.4}, "growth")
        during = _screen(view, session.document, first, held=True)
    after = _screen(view, session.document, during)
    assert during.axes == first.axes
    assert after.axes != first.axes


def test_another_item_has_axes_of_its_own_even_in_a_drag() -> None:
    session, view = Session(project_named("as_reported", "s1_terms")), ScenariosView()
    first = _screen(view, session.document, None)
    view.item = "row:market_price"
    during = _screen(view, session.document, first, held=True)
    assert during.axes != first.axes
    assert during.overlay.item == "row:market_price"


def test_figures_have_no_axes() -> None:
    session, view = Session(project_named("as_reported", "s1_terms")), ScenariosView()
    view.item = "exit_cost"
    screen = _screen(view, session.document, None)
    assert screen.axes is None
    assert screen.overlay.bars is not None


def test_many_curves_say_how_many_they_are() -> None:
    many = project_of(preset_scenario(key) for key in tuple(presets())[:12])
    state = overlay_state("row:revenue", cases_of(many), 1, Drawn(MONTH_1))
    assert state.chart is not None
    assert state.chart.subtitle.startswith("12 scenarios, named where there is room")
    few = overlay_state("row:revenue", cases_of(many)[:3], 1, Drawn(MONTH_1))
    assert few.chart is not None
    assert "scenarios" not in few.chart.subtitle
