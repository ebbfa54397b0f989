"""The densities on the controls: after the first frame, and only where something changed."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from scipy import stats

from app.control_states import control_states
from app.session import Session
from app.uncertainty.commands import UncertaintyCommands
from app.uncertainty.densities import Densities
from app.uncertainty.density_states import density
from app.warming import Warming
from engine.files.shipped import preset_scenario
from engine.model.catalogue import catalogue
from engine.project import single
from engine.uncertainty.case import Distribution, Uncertainty
from engine.uncertainty.defaults import shipped

if TYPE_CHECKING:
    from tests.app.conftest import Opened

GROWTH = "revenue_growth"


def session() -> Session:
    return Session(single(preset_scenario("as_reported")))


def begun() -> Densities:
    made = Densities(lambda: None)
    made.begin()
    return made


def of(kind: str, **parameters: float) -> Distribution:
    return Distribution(kind, tuple(parameters.items()))


# When ------------------------------------------------------------------------------------


def test_the_window_stands_without_scipy() -> None:
    """In a process of its own: here it may have been loaded long since."""
    script = """
import sys
from app.launch import application, close_window, open_window
from app.settings import Settings
from engine.files.shipped import preset_scenario
from engine.project import single
made = application()
window, controller = open_window(single(preset_scenario("as_reported")), Settings())
window.show()
made.processEvents()
loaded = [name for name in sys.modules if name.partition(".")[0] == "scipy"]
close_window(window)
print(loaded)
"""
    run = [sys.executable, "-c", script]
    done = subprocess.run(run, capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout.strip() == "[]"


def test_they_come_with_the_warming(opened: Opened) -> None:
    controller = opened.controller
    assert controller.screen.controls[GROWTH].density is None
    Warming(controller.session, opened.window, [controller.densities.begin]).finish()
    controller.recompute.flush()
    control = opened.window.panel.control(GROWTH)
    assert control is not None
    assert control.toolTip().endswith("Drawn from PERT: 0% to 16% / month, most likely 7%")
    drawn = {key for key, each in controller.screen.controls.items() if each.density}
    assert drawn == set(shipped().inputs)


def test_they_change_only_where_something_did() -> None:
    made, project = begun(), session()
    first = made.on(control_states(project.document, {}), project.document)
    project.edit({"term_months": 48}, "")
    second = made.on(control_states(project.document, first), project.document)
    changed = {key for key in first if first[key] is not second[key]}
    assert changed == {"term_months"}
    assert first[GROWTH].density is second[GROWTH].density


def test_a_slider_takes_its_own_along() -> None:
    made, project = begun(), session()
    first = made.on(control_states(project.document, {}), project.document)
    project.edit({GROWTH: 0.09}, "")
    second = made.on(control_states(project.document, first), project.document)
    before, after = first[GROWTH].density, second[GROWTH].density
    assert before is not None
    assert after is not None
    moved = 0.02 / (0.4 - -0.1)  # of the slider
    assert after.curve[0][0] == pytest.approx(before.curve[0][0] + moved)
    assert after.text.endswith("; moved by +2% / month with its slider")
    UncertaintyCommands(project).set_follows(False)
    third = made.on(control_states(project.document, second), project.document)
    assert third[GROWTH].density == before


def test_what_becomes_certain_loses_its_own() -> None:
    made, project = begun(), session()
    first = made.on(control_states(project.document, {}), project.document)
    UncertaintyCommands(project).set_distribution(GROWTH, None)
    second = made.on(control_states(project.document, first), project.document)
    assert second[GROWTH].density is None
    project.undo()
    third = made.on(control_states(project.document, second), project.document)
    assert third[GROWTH].density is first[GROWTH].density


def test_another_project_has_its_own() -> None:
    made, project = begun(), session()
    first = made.on(control_states(project.document, {}), project.document)
    nothing = replace(single(preset_scenario("as_reported")), uncertainty=Uncertainty())
    project.open(nothing, None)
    second = made.on(control_states(project.document, first), project.document)
    assert not any(each.density for each in second.values())


# What ------------------------------------------------------------------------------------


def test_a_curve_is_its_density() -> None:
    """Of a normal distribution, in places along the slider and shares of the tallest."""
    found = density("market_price_decline", of("normal", mean=0.1, sd=0.1), 0.0)
    assert not found.bars
    places, heights = np.array(found.curve).T
    values = -0.4 + places * (0.6 - -0.4)
    expected = stats.norm.pdf(values, 0.1, 0.1)
    assert heights == pytest.approx(expected / expected.max(), abs=1e-9)


def test_bars_are_shares_beside_a_curve() -> None:
    """Draws beyond a bound stand at it; the curve weighs as much as what lies within a bar."""
    made = of("normal_clipped", mean=0.1, sd=0.2, low=-0.1, high=0.3)
    found = density("market_price_decline", made, 0.0)
    (first, low), (last, high) = found.bars
    assert (first, last) == pytest.approx((0.3, 0.7))
    beyond = stats.norm.cdf(-0.1, 0.1, 0.2)
    within = stats.norm.pdf(0.1, 0.1, 0.2) * 1.0 / 24  # draws in a 24th of the slider
    tallest = max(beyond, within)
    assert (low, high) == pytest.approx((beyond / tallest, beyond / tallest), rel=1e-3)
    assert max(height for _, height in found.curve) == pytest.approx(within / tallest, rel=1e-3)


def test_single_values_stand_where_their_handles_would() -> None:
    item = catalogue().inputs["term_months"]
    made = of(
        "discrete", value_1=item.minimum, probability_1=0.25, value_2=48.0, probability_2=0.75
    )
    found = density("term_months", made, 0.0)
    assert not found.curve
    assert np.array(found.bars) == pytest.approx(np.array([(0.0, 1 / 3), (47 / 95, 1.0)]))
    assert found.text == "Drawn: 48 in 75%, 1 in 25% of draws"


@pytest.mark.parametrize(
    ("key", "text"),
    [
        (
            "market_price_decline",
            "Drawn from Normal, bounded: mean 15% a year, standard deviation 18%, "
            "from \N{MINUS SIGN}35% to 55%",
        ),
        (
            "opening_market_price",
            "Drawn from PERT: $3.50 to $7.00 / GPU-hour, most likely $5.25",
        ),
        ("delivery_delay_months", "Drawn: none in 60% of draws, else 5 months on average"),
        ("outage_start_month", "Drawn: in 18% of draws, in one of months 1 to 36"),
    ],
)
def test_shipped_ones_in_words(key: str, text: str) -> None:
    made = shipped().distribution(key)
    assert made is not None
    assert density(key, made, 0.0).text == text


def test_a_drag_asks_for_the_same_objects() -> None:
    made = shipped().distribution(GROWTH)
    assert made is not None
    assert density(GROWTH, made, 0.0) is density(GROWTH, made, 0.0)
