"""The simulation against a plain one, and what it promises."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest

from engine.analysis.readings import SubjectError
from engine.analysis.simulation import simulate as module
from engine.analysis.simulation.simulate import FAN_ROWS, simulate
from engine.evaluate import evaluate
from engine.files.shipped import preset_scenario, presets
from engine.kpis import headline
from engine.model.catalogue import catalogue
from engine.model.custom import CustomItem
from engine.uncertainty.case import Correlation, Distribution, Uncertainty
from engine.uncertainty.defaults import shipped
from engine.uncertainty.sampling import sample
from tests.engine.analysis.simulation import plain

if TYPE_CHECKING:
    from engine.analysis.simulation.result import Simulation

FIGURES = tuple(key for key, each in catalogue().figures.items() if not each.listed)
CLOSE = 1e-9
FEW = 240
SHARES = {5: 0, 25: 1, 50: 2, 75: 3, 95: 4}


@cache
def reported() -> Simulation:
    return simulate(preset_scenario("as_reported"), shipped(), draws=FEW, figures=FIGURES)


@cache
def the_same_plainly() -> list[plain.PlainRun]:
    """The oracle on the very same draws."""
    samples = {key: each.tolist() for key, each in reported().samples.items()}
    return plain.runs(preset_scenario("as_reported").values, samples)


# Against the plain one, on the same draws ---------------------------------------------------


@pytest.mark.parametrize("key", FAN_ROWS)
def test_bands_are_the_plain_ones(key: str) -> None:
    found = reported().bands[key]
    assert found.shape == (5, 48)
    for share, place in SHARES.items():
        expected = np.array(plain.band(the_same_plainly(), key, share, 48))
        assert np.abs(found[place] - expected).max() <= CLOSE * np.abs(expected).max()


def test_probabilities_are_the_plain_ones() -> None:
    found = reported()
    assert found.quarter_profit.tolist() == plain.quarter_profit(the_same_plainly(), 48)
    assert found.sustained_profit.tolist() == plain.sustained_profit(the_same_plainly(), 48)
    assert len(found.quarter_profit) == 16
    assert 0 < found.quarter_profit[0] < found.quarter_profit[2] < 1


@pytest.mark.parametrize("key", FIGURES)
def test_figures_are_the_plain_ones(key: str) -> None:
    values = reported().figures[key]
    expected = plain.figure(the_same_plainly(), key)
    existing = values[~np.isnan(values)]
    assert len(values) == FEW
    np.testing.assert_allclose(existing, expected, rtol=CLOSE, atol=1e-6)


# Against a plain one on draws of its own ----------------------------------------------------

_OTHER = 1_000


@cache
def plainly() -> list[plain.PlainRun]:
    return plain.runs(preset_scenario("as_reported").values, plain.plain_draws(_OTHER, seed=20))


def _apart(first: float, second: float) -> float:
    """In standard errors of the plain one; ours has a far smaller one."""
    error: float = max((second * (1 - second) / _OTHER) ** 0.5, 1 / _OTHER)
    return abs(first - second) / error


def test_probabilities_agree_with_plain_random_draws() -> None:
    found = simulate(preset_scenario("as_reported"), shipped())
    quarters = zip(found.quarter_profit, plain.quarter_profit(plainly(), 48), strict=True)
    months = zip(found.sustained_profit, plain.sustained_profit(plainly(), 48), strict=True)
    assert max(_apart(ours, theirs) for ours, theirs in (*quarters, *months)) < 3.5


@pytest.mark.parametrize("key", ["operating_profit", "cash_balance", "above_market_exposure"])
@pytest.mark.parametrize("month", [6, 24, 36])
def test_bands_agree_with_plain_random_draws(key: str, month: int) -> None:
    """About as many plain draws lie below each of our percentiles as should; some lie on it."""
    found = simulate(preset_scenario("as_reported"), shipped()).bands[key]
    others = [run.rows[key][month - 1] for run in plainly()]
    for share, place in SHARES.items():
        ours = found[place][month - 1]
        below = plain.share([value < ours - CLOSE * abs(ours) for value in others])
        up_to = plain.share([value <= ours + CLOSE * abs(ours) for value in others])
        nearest = min(max(share / 100, below), up_to)
        assert _apart(share / 100, nearest) < 3.5, share


# A case that can be worked out ---------------------------------------------------------------


def test_a_line_of_normals_is_normal() -> None:
    """3 a + 2 b of two correlated normals: mean and spread by hand, percentiles by theory."""
    from scipy import stats

    scenario = preset_scenario("as_reported")
    line = CustomItem(
        "line", "A line", "x", "rate", "3 * revenue_growth + 2 * market_price_decline"
    )
    scenario = replace(scenario, items=(line,))
    made = Uncertainty(
        (
            ("revenue_growth", Distribution("normal", (("mean", 0.07), ("sd", 0.01)))),
            ("market_price_decline", Distribution("normal", (("mean", 0.1), ("sd", 0.02)))),
        ),
        (Correlation("revenue_growth", "market_price_decline", -0.4),),
    )
    found = simulate(scenario, made, rows=("line",)).bands["line"]
    pearson = 2 * np.sin(np.pi / 6 * -0.4)
    spread = (0.03**2 + 0.04**2 + 2 * pearson * 0.03 * 0.04) ** 0.5
    for share, place in SHARES.items():
        p = share / 100
        expected = 0.41 + spread * stats.norm.ppf(p)
        density = stats.norm.pdf(stats.norm.ppf(p)) / spread
        error = (p * (1 - p) / 10_000) ** 0.5 / density
        assert np.abs(found[place] - expected).max() < 3 * error
        assert np.ptp(found[place]) == 0


def test_one_normal_input_has_its_own_percentiles() -> None:
    """Of one input alone a Latin hypercube is nearly exact."""
    from scipy import stats

    line = CustomItem("line", "A line", "x", "rate", "10 - revenue_growth")
    scenario = replace(preset_scenario("as_reported"), items=(line,))
    normal = Distribution("normal", (("mean", 0.08), ("sd", 0.01)))
    made = Uncertainty((("revenue_growth", normal),))
    found = simulate(scenario, made, rows=("line",)).bands["line"][:, 0]
    expected = 9.92 + 0.01 * stats.norm.ppf([0.05, 0.25, 0.5, 0.75, 0.95])
    np.testing.assert_allclose(found, expected, atol=1e-5)


# Promises -------------------------------------------------------------------------------------


def _same(first: Simulation, second: Simulation) -> None:
    assert (first.draws, first.seed) == (second.draws, second.seed)
    for name in ("samples", "bands", "figures"):
        one, other = getattr(first, name), getattr(second, name)
        assert list(one) == list(other)
        for key in one:
            np.testing.assert_array_equal(one[key], other[key], strict=True)
    np.testing.assert_array_equal(first.quarter_profit, second.quarter_profit)
    np.testing.assert_array_equal(first.sustained_profit, second.sustained_profit)


@pytest.mark.parametrize(("block", "workers"), [(7, 1), (64, 2), (1_000, 3), (5_000, 1)])
def test_the_same_bits_whatever_the_block_and_the_workers(block: int, workers: int) -> None:
    scenario = preset_scenario("as_reported")
    draws = 300 if block < 100 else 2_300
    plainest = simulate(scenario, shipped(), draws=draws, figures=FIGURES, block=draws)
    other = simulate(
        scenario, shipped(), draws=draws, figures=FIGURES, block=block, workers=workers
    )
    _same(plainest, other)


def test_the_same_bits_however_many_rows_are_computed_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scenario, rows = preset_scenario("as_reported"), tuple(catalogue().line_items)[:12]
    at_once = simulate(scenario, shipped(), draws=200, rows=rows)
    monkeypatch.setattr(module, "_MOST_CELLS", 5 * 48 * 200)
    _same(at_once, simulate(scenario, shipped(), draws=200, rows=rows))


def test_a_draw_is_the_run_of_its_inputs() -> None:
    found = reported()
    for place in (0, 100, FEW - 1):
        drawn = {key: float(each[place]) for key, each in found.samples.items()}
        figures = headline(evaluate(found.scenario.with_values(drawn)))
        for key in FIGURES:
            expected = figures[key].number()
            value = found.figures[key][place]
            assert np.isnan(value) if expected is None else value == expected


def test_it_draws_what_the_sampling_draws() -> None:
    found = simulate(preset_scenario("as_reported"), shipped(), draws=500, seed=9)
    expected = sample(shipped(), 500, 9)
    assert list(found.samples) == list(shipped().inputs)
    for key, values in expected.items():
        np.testing.assert_array_equal(found.samples[key], values)


def test_draws_and_seed_are_the_uncertaintys_own() -> None:
    made = replace(shipped(), draws=123, seed=4)
    found = simulate(preset_scenario("as_reported"), made)
    assert (found.draws, found.seed, found.uncertainty) == (123, 4, made)


def test_shifts_move_the_draws() -> None:
    scenario = preset_scenario("as_reported")
    still = simulate(scenario, shipped(), draws=200)
    moved = simulate(scenario, shipped(), draws=200, shifts={"revenue_growth": 0.01})
    difference = moved.samples["revenue_growth"] - still.samples["revenue_growth"]
    np.testing.assert_allclose(difference, 0.01)
    assert moved.quarter_profit[-1] > still.quarter_profit[-1]


@pytest.mark.parametrize("preset", list(presets()))
def test_every_preset(preset: str) -> None:
    scenario = preset_scenario(preset)
    found = simulate(scenario, shipped(), draws=60, rows=tuple(catalogue().line_items))
    assert len(found.bands) == 106
    for band in found.bands.values():
        assert (np.diff(band, axis=0) >= 0).all()
    assert (np.diff(found.sustained_profit) >= 0).all()


def test_what_no_uncertain_input_reaches_has_equal_bands() -> None:
    found = simulate(preset_scenario("as_reported"), shipped(), draws=100, rows=("full_fee",))
    expected = evaluate(found.scenario).row("full_fee")[:48]
    only = Uncertainty((("market_price_decline", shipped().distributions[4][1]),))
    narrow = simulate(preset_scenario("as_reported"), only, draws=100, rows=("exit_cost",))
    exit_cost = evaluate(narrow.scenario).row("exit_cost")[:48]
    np.testing.assert_array_equal(narrow.bands["exit_cost"], np.tile(exit_cost, (5, 1)))
    assert found.bands["full_fee"].shape == (5, len(expected))


def test_nothing_uncertain() -> None:
    scenario = preset_scenario("as_reported")
    found = simulate(scenario, Uncertainty(), draws=50, figures=("peak_funding",))
    profit = evaluate(scenario).row("operating_profit")[:48]
    np.testing.assert_array_equal(found.bands["operating_profit"], np.tile(profit, (5, 1)))
    assert found.quarter_profit.tolist() == [0.0] + [1.0] * 15
    assert len(set(found.figures["peak_funding"].tolist())) == 1
    assert found.figures["peak_funding"].shape == (50,)


def test_the_horizon_counts() -> None:
    scenario = preset_scenario("as_reported").with_values({"horizon_months": 20.0})
    found = simulate(scenario, shipped(), draws=100)
    assert found.bands["operating_profit"].shape == (5, 20)
    assert found.quarter_profit.shape == (6,)
    assert found.sustained_profit.shape == (20,)


@pytest.mark.parametrize(("phase", "quarters"), [(0, 4), (1, 3), (2, 3)])
def test_an_opening_part_quarter_is_not_counted(phase: int, quarters: int) -> None:
    changes = {"quarter_phase": float(phase), "horizon_months": 12.0}
    scenario = preset_scenario("as_reported").with_values(changes)
    assert len(simulate(scenario, shipped(), draws=100).quarter_profit) == quarters


def test_a_figure_that_no_draw_has_is_in_none() -> None:
    scenario = preset_scenario("as_reported").with_values({"payment_direction": -1.0})
    found = simulate(scenario, shipped(), draws=100, figures=("exit_window_opens", "regret"))
    assert np.isnan(found.figures["regret"]).all()
    assert np.isnan(found.figures["exit_window_opens"]).all()


def test_a_listed_figure_is_refused() -> None:
    with pytest.raises(SubjectError, match="Maturity"):
        simulate(preset_scenario("as_reported"), shipped(), draws=100, figures=("maturity",))


class _Stopped(Exception):  # noqa: N818 - not a fault
    pass


class _Question:
    """Counts how often it is asked, and says stop at one of the times."""

    def __init__(self, last: int = 0) -> None:
        self.asked, self.last = 0, last

    def __call__(self) -> None:
        self.asked += 1
        if self.asked == self.last:
            raise _Stopped


def test_it_can_be_stopped_at_every_question() -> None:
    scenario, all_of_them = preset_scenario("as_reported"), _Question()
    simulate(scenario, shipped(), draws=3_000)  # what is kept of the draws asks no more
    simulate(scenario, shipped(), draws=3_000, stop=all_of_them)
    assert all_of_them.asked > 24  # among them once for every eight months of every fan
    for last in (1, 2, 4, all_of_them.asked // 2, all_of_them.asked):
        question = _Question(last)
        with pytest.raises(_Stopped):
            simulate(scenario, shipped(), draws=3_000, stop=question)
        assert question.asked == last
