"""Issue 5, simulation: draws against scipy and the oracle, from the issue's text alone."""

from __future__ import annotations

import hashlib
import math
import subprocess
import sys
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from scipy import stats

from engine.analysis.simulation.simulate import simulate
from engine.evaluate import evaluate
from engine.files.shipped import preset_scenario
from engine.kpis import headline
from engine.uncertainty.case import Correlation, Distribution, Uncertainty
from engine.uncertainty.correlation import is_valid, nearest_correlation, repaired
from engine.uncertainty.defaults import shipped
from engine.uncertainty.sampling import sample
from tests import issue_five
from tests.oracle.inputs import presets

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

ROOT = Path(__file__).parents[2]
N = 10_000
SEEDS = (1, 2, 11, 2024)
PERTS = {
    "revenue_growth": (0.0, 0.07, 0.16),
    "long_run_growth": (-0.005, 0.0125, 0.025),
    "efficiency_gain": (0.05, 0.35, 0.65),
    "training_growth": (0.1, 0.5, 1.2),
    "opening_market_price": (3.5, 5.25, 7.0),
}


def made(kind: str, **parameters: float) -> Distribution:
    return Distribution(kind, tuple(parameters.items()))


def pert(low: float, mode: float, high: float) -> stats.rv_continuous:
    width = high - low
    return stats.beta(
        1 + 4 * (mode - low) / width, 1 + 4 * (high - mode) / width, loc=low, scale=width
    )


def strata(shares: Floats) -> Floats:
    """In which of as many equal shares each lies; near an edge, the one that is free is meant."""
    return np.floor(np.sort(shares) * len(shares) + 1e-6)


# Marginals ----------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("key", sorted(PERTS))
def test_perts_fit_the_beta_distribution_in_exact_strata(key: str, seed: int) -> None:
    drawn = sample(shipped(), N, seed)[key]
    meant = pert(*PERTS[key])
    assert stats.kstest(drawn, meant.cdf).pvalue > 0.01
    # One draw in every ten-thousandth, also after the correlations were induced.
    shares = np.sort(meant.cdf(drawn))
    edges = np.arange(N) / N
    assert np.all(shares >= edges - 1e-9)
    assert np.all(shares <= edges + 1 / N + 1e-9)
    low, mode, high = PERTS[key]
    assert drawn.mean() == pytest.approx((low + 4 * mode + high) / 6, abs=1e-4 * (high - low))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_clipped_normal_fits_between_its_bounds_and_stands_on_them(seed: int) -> None:
    drawn = np.sort(sample(shipped(), N, seed)["market_price_decline"])
    meant = stats.norm(0.15, 0.18)
    assert (drawn.min(), drawn.max()) == (-0.35, 0.55)
    assert abs(np.mean(drawn == -0.35) - meant.cdf(-0.35)) <= 1 / N
    assert abs(np.mean(drawn == 0.55) - meant.sf(0.55)) <= 1 / N
    inside = (drawn > -0.35) & (drawn < 0.55)
    edges = np.arange(N) / N
    shares = meant.cdf(drawn)
    assert np.all(shares[inside] >= edges[inside] - 1e-9)
    assert np.all(shares[inside] <= edges[inside] + 1 / N + 1e-9)
    between = stats.truncnorm(-0.5 / 0.18, 0.4 / 0.18, 0.15, 0.18)
    assert stats.kstest(drawn[inside], between.cdf).pvalue > 0.01


def counted_against(drawn: Floats, shares: Mapping[int, float]) -> None:
    """Chi-square, and no count further from its share than the strata allow."""
    assert np.all(drawn == np.round(drawn))
    often = {value: share for value, share in shares.items() if share * N >= 5}
    counts = [int(np.sum(drawn == value)) for value in often]
    for count, share in zip(counts, often.values(), strict=True):
        assert abs(count - share * N) < 2  # a stratum at each end may go either way
    observed = [*counts, N - sum(counts)]
    expected = [share * N for share in often.values()]
    expected.append(N - sum(expected))
    if expected[-1] < 5:  # a tail too thin for a bin of its own
        observed[-2:], expected[-2:] = [sum(observed[-2:])], [sum(expected[-2:])]
    assert stats.chisquare(observed, expected).pvalue > 0.01


@pytest.mark.parametrize("seed", SEEDS)
def test_the_delay_is_none_or_geometric(seed: int) -> None:
    drawn = sample(shipped(), N, seed)["delivery_delay_months"]
    shares = {0: 0.6} | {n: 0.4 * 0.2 * 0.8 ** (n - 1) for n in range(1, 24)}
    shares[24] = 0.4 * 0.8**23  # the input's range ends there
    counted_against(drawn, shares)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_outage_is_never_or_in_any_of_36_months(seed: int) -> None:
    drawn = sample(shipped(), N, seed)["outage_start_month"]
    counted_against(drawn, {0: 0.82} | dict.fromkeys(range(1, 37), 0.18 / 36))


def lognormal(mean: float, sd: float) -> stats.rv_continuous:
    sigma = math.sqrt(math.log(1 + (sd / mean) ** 2))
    return stats.lognorm(sigma, scale=mean * math.exp(-(sigma**2) / 2))


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        (made("triangular", low=500, mode=1250, high=1500), stats.triang(0.75, 500, 1000)),
        (made("normal", mean=1250, sd=90), stats.norm(1250, 90)),
        (made("lognormal", mean=1250, sd=300), lognormal(1250, 300)),
        (made("uniform", low=900, high=2100), stats.uniform(900, 1200)),
    ],
    ids=lambda each: getattr(each, "kind", ""),
)
def test_the_other_kinds(given: Distribution, meant: stats.rv_continuous) -> None:
    drawn = sample(Uncertainty((("monthly_spend", given),)), N, 5)["monthly_spend"]
    assert stats.kstest(drawn, meant.cdf).pvalue > 0.01
    assert np.array_equal(strata(meant.cdf(drawn)), np.arange(N))
    assert drawn.mean() == pytest.approx(meant.mean(), rel=1e-3)
    assert drawn.std() == pytest.approx(meant.std(), rel=5e-3)


def test_single_values_have_their_shares() -> None:
    given = made(
        "discrete", value_1=24, probability_1=0.5, value_2=36, probability_2=0.3, value_3=60,
        probability_3=0.2,
    )  # fmt: skip
    drawn = sample(Uncertainty((("term_months", given),)), N, 3)["term_months"]
    counted_against(drawn, {24: 0.5, 36: 0.3, 60: 0.2})


def test_draws_are_clipped_to_the_inputs_range_and_whole() -> None:
    wide = made("normal", mean=90, sd=40)
    drawn = sample(Uncertainty((("term_months", wide),)), N, 1)["term_months"]
    assert (drawn.min(), drawn.max()) == (1, 96)
    assert np.array_equal(drawn, np.round(drawn))
    assert np.mean(drawn == 96) == pytest.approx(stats.norm.sf(95.5, 90, 40), abs=2 / N)


# Together -----------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", SEEDS)
def test_rank_correlations_are_the_tables(seed: int) -> None:
    """All 28 pairs: those that the table does not name have none."""
    drawn = sample(shipped(), N, seed)
    assert set(drawn) == set(issue_five.DISTRIBUTIONS)
    for one, other in combinations(drawn, 2):
        named = issue_five.CORRELATIONS
        wanted = named.get((one, other), named.get((other, one), 0.0))
        found = stats.spearmanr(drawn[one], drawn[other]).statistic
        assert abs(found - wanted) <= 0.02, (one, other, found)


def test_the_copula_is_gaussian() -> None:
    """How often both lie in their top tenths, against the bivariate normal."""
    drawn = sample(shipped(), N, 1)
    one, other = drawn["revenue_growth"], drawn["long_run_growth"]
    both = np.mean((one > np.quantile(one, 0.9)) & (other > np.quantile(other, 0.9)))
    score = stats.norm.ppf(0.1)
    rho = 2 * math.sin(math.pi * 0.5 / 6)
    wanted = stats.multivariate_normal([0, 0], [[1, rho], [rho, 1]]).cdf([score, score])
    assert abs(both - wanted) <= 4 * math.sqrt(wanted / N)


def test_the_nearest_matrix_is_highams() -> None:
    """The example of Higham (2002), Computing the nearest correlation matrix."""
    found = nearest_correlation(np.array([[1.0, 1, 0], [1, 1, 1], [0, 1, 1]]))
    wanted = [[1, 0.76069, 0.15730], [0.76069, 1, 0.76069], [0.15730, 0.76069, 1]]
    assert np.allclose(found, wanted, atol=5e-6)


def test_correlations_that_cannot_be_are_repaired_with_notice_and_then_drawn() -> None:
    keys = ("revenue_growth", "long_run_growth", "efficiency_gain")
    base = replace(shipped(), correlations=())
    asked = tuple(
        Correlation(one, other, rank)
        for (one, other), rank in zip(combinations(keys, 2), (0.9, 0.9, -0.9), strict=True)
    )
    impossible = replace(base, correlations=asked)
    assert not is_valid(impossible)
    mended, changes = repaired(impossible)
    assert is_valid(mended)
    assert changes
    for change in changes:
        assert abs(change.after) < abs(change.before)
        assert math.copysign(1, change.after) == math.copysign(1, change.before)
    drawn = sample(mended, N, 1)
    for pair in mended.correlations:
        found = stats.spearmanr(drawn[pair.first], drawn[pair.second]).statistic
        assert abs(found - pair.rank) <= 0.02
    assert repaired(shipped()) == (shipped(), ())


# The same bits ------------------------------------------------------------------------------

_CASE = """
import hashlib
from engine.files.shipped import preset_scenario
from engine.analysis.simulation.simulate import simulate
from engine.uncertainty.defaults import shipped
found = simulate(preset_scenario("as_reported"), shipped(), draws=2000, figures=FIGURES)
digest = hashlib.sha256()
for each in (found.samples, found.bands, found.figures):
    for key in sorted(each):
        digest.update(key.encode() + each[key].tobytes())
digest.update(found.quarter_profit.tobytes() + found.sustained_profit.tobytes())
print(digest.hexdigest())
"""
FIGURES = ("npv_operating_profit", "exit_cost", "cash_out_month", "best_exit_saving", "regret")


def test_the_same_bits_in_another_process() -> None:
    code = f"FIGURES = {FIGURES!r}\n{_CASE}"
    calls = [
        subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
        )
        for _ in range(2)
    ]
    assert calls[0].stdout == calls[1].stdout
    assert len(calls[0].stdout.strip()) == 64


@pytest.mark.parametrize("options", [{"block": 1}, {"block": 7}, {"block": 501}, {"workers": 3}])
def test_the_same_bits_for_any_block_and_number_of_threads(options: dict[str, int]) -> None:
    def digest(**how: int) -> str:
        found = simulate(
            preset_scenario("flexible_contract"),
            shipped(),
            draws=500,
            rows=("operating_profit", "exit_cost", "exit_saving"),
            figures=FIGURES,
            block=how.get("block", 1000),
            workers=how.get("workers", 1),
        )
        parts = [*found.samples.values(), *found.bands.values(), *found.figures.values()]
        parts += [found.quarter_profit, found.sustained_profit]
        return hashlib.sha256(b"".join(each.tobytes() for each in parts)).hexdigest()

    assert digest(**options) == digest()


@pytest.mark.parametrize("preset", sorted(presets()))
def test_a_draw_is_the_run_of_its_inputs(preset: str) -> None:
    """Bit for bit the scenario with these values; and what the oracle says of them."""
    case = preset_scenario(preset)
    figures = tuple(key for key in headline(evaluate(case)) if key != "maturity")  # a list
    found = simulate(case, shipped(), draws=40, seed=9, figures=figures)
    for place in range(0, 40, 5):
        values = {key: float(each[place]) for key, each in found.samples.items()}
        alone = headline(evaluate(case.with_values(values)))
        plain = issue_five.run(issue_five.of(preset, **values)).figures
        for key in figures:
            drawn = float(found.figures[key][place])
            single, oracle = alone[key].value, plain[key]
            if oracle is None:
                assert math.isnan(drawn), (key, place)
                assert single is None
                continue
            assert isinstance(single, (float, int))
            assert isinstance(oracle, (float, int))
            assert drawn == float(single), (key, place)
            assert drawn == pytest.approx(float(oracle), rel=1e-9, abs=1e-6), (key, place)


class StoppedError(Exception):
    """What the caller raises to cancel."""


def test_it_can_be_stopped_again_and_again() -> None:
    """Asked often: no more than the work of 1,500 draws between two questions."""
    case = preset_scenario("as_reported")
    asked = 0

    def count() -> None:
        nonlocal asked
        asked += 1

    whole = simulate(case, shipped(), draws=6000, seed=77)
    simulate(case, shipped(), draws=6000, seed=77, stop=count)  # what is kept is not asked for
    assert asked >= 4
    for after in (1, asked // 2, asked - 1):
        left = after

        def stop() -> None:
            nonlocal left
            left -= 1
            if left <= 0:
                raise StoppedError

        with pytest.raises(StoppedError):
            simulate(case, shipped(), draws=6000, seed=77, stop=stop)
    again = simulate(case, shipped(), draws=6000, seed=77)
    assert np.array_equal(again.bands["operating_profit"], whole.bands["operating_profit"])
