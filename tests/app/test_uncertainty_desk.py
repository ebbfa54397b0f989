"""The Uncertainty page in the window: draws that follow the sliders."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from app.presenter import UNCERTAINTY_PAGE
from app.uncertainty.commands import uncertainty_of
from engine.analysis.simulation.simulate import simulate
from engine.uncertainty.case import Distribution
from engine.uncertainty.following import shifts
from widgets.uncertainty.sensitivity_view import SensitivityView
from widgets.uncertainty.states import FANS, FIGURE, SENSITIVITY, FansState, FigureState

if TYPE_CHECKING:
    from app.uncertainty.desk import UncertaintyDesk
    from tests.app.conftest import Opened
    from widgets.uncertainty.page import UncertaintyPage
    from widgets.uncertainty.states import UncertaintyState


@pytest.fixture
def page(opened: Opened) -> UncertaintyPage:
    opened.controller.show_page(UNCERTAINTY_PAGE)
    opened.controller.settle()
    made = opened.window.uncertainty
    assert made is not None
    return made


def desk(opened: Opened) -> UncertaintyDesk:
    return opened.controller.pages.uncertainty


def shown(opened: Opened) -> UncertaintyState:
    opened.controller.recompute.flush()
    found = opened.controller.screen.uncertainty
    assert found is not None
    return found


def test_the_fans_are_those_of_a_simulation(opened: Opened, page: UncertaintyPage) -> None:
    found = desk(opened).drawing.simulation
    assert found is not None
    assert found.draws == 10_000
    case = opened.controller.session.document
    alone = simulate(case.scenario, uncertainty_of(case.project), rows=tuple(found.bands))
    for key, bands in alone.bands.items():
        assert np.array_equal(bands, found.bands[key])
    part = shown(opened).part
    assert isinstance(part, FansState)
    assert [chart.title for chart in part.charts] == [
        "Operating profit",
        "Cumulative cash",
        "Exit cost",
        "Above-market exposure",
    ]


def test_a_drag_has_fewer_draws_and_its_end_has_all(opened: Opened, page: UncertaintyPage) -> None:
    session = opened.controller.session
    session.begin_gesture()
    opened.controller.edit("monthly_spend", 1300.0)
    opened.controller.settle()
    during = desk(opened).drawing.simulation
    assert during is not None
    assert during.draws < 10_000
    assert during.scenario.values["monthly_spend"] == 1300
    assert "while you drag" in shown(opened).toolbar.status
    session.end_gesture()
    opened.controller.settle()
    after = desk(opened).drawing.simulation
    assert after is not None
    assert after.draws == 10_000
    assert after.scenario.values["monthly_spend"] == 1300
    assert desk(opened).drawing.run(dragging=False).fresh


def test_distributions_follow_their_sliders_and_stand_where_that_is_off(
    opened: Opened, page: UncertaintyPage
) -> None:
    before = desk(opened).drawing.simulation
    assert before is not None
    opened.controller.edit("revenue_growth", 0.09)
    opened.controller.settle()
    moved = desk(opened).drawing.simulation
    assert moved is not None
    growth = before.samples["revenue_growth"] + (0.09 - 0.07)
    assert np.allclose(moved.samples["revenue_growth"], growth, atol=1e-12)
    page.follow_chosen.emit(False)
    opened.controller.settle()
    still = desk(opened).drawing.simulation
    assert still is not None
    assert np.array_equal(still.samples["revenue_growth"], before.samples["revenue_growth"])
    case = opened.controller.session.document
    assert shifts(uncertainty_of(case.project), case.scenario.values, {}) == {}


def test_draws_and_seed_are_steps_of_undo(opened: Opened, page: UncertaintyPage) -> None:
    session = opened.controller.session
    page.draws_chosen.emit(1_000)
    page.seed_entered.emit("7")
    opened.controller.settle()
    found = desk(opened).drawing.simulation
    assert found is not None
    assert (found.draws, found.seed) == (1_000, 7)
    session.undo()
    session.undo()
    assert session.project.uncertainty is None
    opened.controller.settle()
    again = desk(opened).drawing.simulation
    assert again is not None
    assert (again.draws, again.seed) == (10_000, 1)


@pytest.mark.parametrize("typed", ["", "seven", "-1", "1.5", "2147483648", "9" * 5_000])
def test_a_seed_that_is_none_is_refused_in_place(
    typed: str, opened: Opened, page: UncertaintyPage
) -> None:
    page.seed_entered.emit(typed)
    allowed = "allowed: whole numbers 0 to 2147483647"
    assert shown(opened).toolbar.seed_error == f"{typed!r} is not allowed; {allowed}"
    assert opened.controller.session.project.uncertainty is None
    page.seed_entered.emit("3")
    assert not shown(opened).toolbar.seed_error


def test_nothing_uncertain_is_said(opened: Opened, page: UncertaintyPage) -> None:
    commands = desk(opened).commands
    for key in commands.uncertainty.inputs:
        assert commands.set_distribution(key, None) == ""
    opened.controller.settle()
    part = shown(opened).part
    assert isinstance(part, FansState)
    assert part.message is not None
    assert part.message.distributions


def test_the_sensitivity_of_draws_waits_for_none_where_nothing_is_uncertain(
    opened: Opened, page: UncertaintyPage
) -> None:
    desk(opened).show_view(SENSITIVITY)
    view = page.view(SENSITIVITY)
    assert isinstance(view, SensitivityView)
    view.kind_chosen.emit("draws")
    opened.controller.settle()
    assert view.words.isHidden()
    commands = desk(opened).commands
    for key in commands.uncertainty.inputs:
        assert commands.set_distribution(key, None) == ""
    opened.controller.settle()
    assert view.words.text.startswith("No input is uncertain")
    assert not view.words.isHidden()
    opened.controller.session.undo()
    opened.controller.settle()
    assert view.words.isHidden()


def test_correlations_that_can_not_be_are_repaired(opened: Opened, page: UncertaintyPage) -> None:
    commands = desk(opened).commands
    for first, second, rank in (
        ("revenue_growth", "long_run_growth", 0.9),
        ("long_run_growth", "training_growth", 0.9),
    ):
        assert commands.set_correlation(first, second, rank)[0] == ""
    fault, repair = commands.set_correlation("revenue_growth", "training_growth", -0.9)
    assert fault == ""
    assert repair
    opened.controller.settle()
    made = {(each.first, each.second): each.rank for each in commands.uncertainty.correlations}
    assert abs(made["revenue_growth", "training_growth"]) < 0.89
    assert desk(opened).drawing.fault == ""


def test_another_distribution_is_drawn_at_once(opened: Opened, page: UncertaintyPage) -> None:
    made = Distribution("uniform", (("low", 0.1), ("high", 0.2)))
    assert desk(opened).commands.set_distribution("discount_rate", made) == ""
    opened.controller.settle()
    found = desk(opened).drawing.simulation
    assert found is not None
    drawn = found.samples["discount_rate"]
    assert 0.1 <= drawn.min() < 0.101
    assert 0.199 < drawn.max() <= 0.2
    assert desk(opened).commands.set_distribution(
        "discount_rate", Distribution("uniform", (("low", 0.2), ("high", 0.1)))
    )


def test_one_figure_and_its_goal(opened: Opened, page: UncertaintyPage) -> None:
    page.view_chosen.emit(FIGURE)
    page.figure_chosen.emit("cash_out_month")
    opened.controller.settle()
    part = shown(opened).part
    assert isinstance(part, FigureState)
    assert part.figure == "cash_out_month"
    assert part.goal is not None
    assert part.goal.share is not None
    found = desk(opened).drawing.simulation
    assert found is not None
    missing = float(np.isnan(found.figures["cash_out_month"]).mean())
    assert part.histogram is not None
    assert part.histogram.absent is not None
    assert part.histogram.absent.share == missing


def test_every_view_stands_still_while_nothing_changes(
    opened: Opened, page: UncertaintyPage
) -> None:
    for view in (FANS, FIGURE, SENSITIVITY):
        page.view_chosen.emit(view)
        opened.controller.settle()
        before = shown(opened)
        opened.controller.recompute.run_now()
        assert shown(opened) is before


def test_what_was_stopped_is_asked_again_after_a_change(
    opened: Opened, page: UncertaintyPage
) -> None:
    opened.controller.edit("monthly_spend", 1300.0)
    page.cancel_requested.emit()
    opened.controller.settle()
    opened.controller.edit("monthly_spend", 1400.0)
    opened.controller.settle()
    found = desk(opened).drawing.simulation
    assert found is not None
    assert found.scenario.values["monthly_spend"] == 1400
    assert found.draws == 10_000
