"""`tenor sensitivity` and what must be true, as the issue states them, against the oracle."""

from __future__ import annotations

import csv
import json
import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from scipy import stats

from tests import issue_five
from tests.app.command_calls import answer, complaint, tenor
from tests.app.test_issue_simulates import normals
from tests.oracle.inputs import ranges, whole_numbers

if TYPE_CHECKING:
    from pathlib import Path

    Answer = dict[str, Any]
    Capture = pytest.CaptureFixture[str]

# model/tornado_ranges.tsv
RANGES = {
    "revenue_growth": (0.03, 0.13),
    "long_run_growth": (0.0, 0.02),
    "opening_revenue": (3000, 4000),
    "market_price_decline": (-0.1, 0.4),
    "efficiency_gain": (0.15, 0.55),
    "training_growth": (0.2, 0.9),
    "monthly_spend": (1000, 1500),
    "delivery_delay_months": (0, 6),
    "availability": (0.9, 0.995),
    "price_pass_through": (0.2, 0.8),
    "demand_elasticity": (0.7, 1.3),
    "opening_fixed_opex": (600, 850),
    "fixed_opex_growth": (0.2, 0.5),
    "incumbent_price": (3.2, 4.8),
    "committed_gpus": (220, 400),
    "incumbent_replaced_pct": (0, 1),
}


def read(
    preset: str, key: str, month: int | None, changes: dict[str, float] | None = None
) -> float | None:
    """A figure, or a line item in a month, by the oracle."""
    run = issue_five.run(issue_five.of(preset, **(changes or {})))
    if month is not None:
        return run.rows[key][month - 1]
    found = issue_five.existing([run.figures[key]])
    return found[0] if found else None


def same(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return one == pytest.approx(other, rel=1e-9, abs=1e-6)


def width(bar: Answer) -> float:
    exist = [bar[end] for end in ("at_low", "at_high") if bar[end] is not None]
    return float(max(exist) - min(exist)) if len(exist) == 2 else 0.0


def check_bars(preset: str, key: str, month: int | None, found: Answer) -> None:
    """Each end is the oracle's run; whatever is left out does nothing."""
    assert same(found["base"], read(preset, key, month))
    for name, bar in found["bars"].items():
        for end in ("low", "high"):
            wanted = read(preset, key, month, {name: bar[end]})
            assert same(bar[f"at_{end}"], wanted), (name, end)


# Tornado ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("preset", "figure", "month"),
    [
        ("as_reported", "npv_operating_profit", None),
        ("as_reported", "first_profit_quarter", None),
        ("as_reported", "exit_cost", None),
        ("albatross", "cash_out_month", None),
        ("albatross", "best_exit_saving", None),
        ("supplier_pays", "peak_funding", None),
        ("as_reported", "revenue", 24),
        ("s1_terms", "exit_saving", 30),
    ],
)
def test_the_tornados_ends_are_runs_of_the_oracle(
    capsys: Capture, preset: str, figure: str, month: int | None
) -> None:
    words = ["sensitivity", preset, "--figure", figure]
    found = answer(capsys, *words, *([] if month is None else ["--month", month]))
    bars = found["bars"]
    assert {key: (bar["low"], bar["high"]) for key, bar in bars.items()}.items() <= RANGES.items()
    assert set(bars) | set(found["beyond"]) == set(RANGES)
    check_bars(preset, figure, month, found)
    for key in found["beyond"]:
        for value in RANGES[key]:
            assert same(found["base"], read(preset, figure, month, {key: float(value)})), key
    widths = [bar["width"] for bar in bars.values() if width(bar)]
    assert widths == sorted(widths, reverse=True)
    for bar in bars.values():
        if bar["at_low"] is not None and bar["at_high"] is not None and found["base"] is not None:
            ends = (bar["at_low"], bar["at_high"], found["base"])
            assert bar["width"] == pytest.approx(max(ends) - min(ends), rel=1e-9, abs=1e-6)


def test_tornado_from_the_10th_to_the_90th_percentile(capsys: Capture) -> None:
    found = answer(
        capsys,
        *("sensitivity", "as_reported", "--figure", "npv_cash_flow", "--by", "percentiles"),
    )
    wanted = {
        key: (quantile(0.1), quantile(0.9)) for key, quantile in issue_five.DISTRIBUTIONS.items()
    }
    for key, bar in found["bars"].items():
        assert (bar["low"], bar["high"]) == pytest.approx(wanted[key], rel=1e-9, abs=1e-12), key
    # The outage comes in 18% of draws: its 90th percentile is a month, its 10th is none.
    assert set(found["bars"]) == set(wanted)
    check_bars("as_reported", "npv_cash_flow", None, found)


def test_a_projects_own_ranges_are_used(capsys: Capture, tmp_path: Path) -> None:
    path = normals(tmp_path, 0.0)
    document = json.loads(path.read_text(encoding="utf-8"))
    document["ranges"] = {"monthly_spend": {"low": 700, "high": 2100}}
    path.write_text(json.dumps(document), encoding="utf-8")
    found = answer(capsys, "sensitivity", path, "--figure", "exit_cost")
    bar = found["bars"]["monthly_spend"]
    assert (bar["low"], bar["high"]) == (700, 2100)
    check_bars("as_reported", "exit_cost", None, found)
    percentiles = answer(
        capsys, "sensitivity", path, "--figure", "exit_cost", "--by", "percentiles"
    )
    bar = percentiles["bars"]["switching_cost"]
    theory = stats.norm(1000, 100)
    assert (bar["low"], bar["high"]) == pytest.approx((theory.ppf(0.1), theory.ppf(0.9)))


# Draws --------------------------------------------------------------------------------------


@pytest.mark.parametrize("rank", [0.0, 0.5])
def test_rank_correlations_and_shares_of_two_normals(
    capsys: Capture, tmp_path: Path, rank: float
) -> None:
    """2 x + 3 y: Spearman's correlation of a bivariate normal is 6 / pi asin(r / 2)."""
    asked = ("--figure", "two_normals", "--month", 1, "--by", "draws")
    found = answer(capsys, "sensitivity", normals(tmp_path, rank), *asked)
    rho = 2 * math.sin(math.pi * rank / 6)
    a, b = 200.0, 180.0
    sd = math.sqrt(a * a + b * b + 2 * a * b * rho)
    for key, r in (
        ("switching_cost", (a + b * rho) / sd),
        ("integration_cost", (b + a * rho) / sd),
    ):
        wanted = 6 / math.pi * math.asin(r / 2)
        assert abs(found["inputs"][key]["rank_correlation"] - wanted) <= 0.02, key
    if rank == 0:
        share = found["inputs"]["switching_cost"]["variance_share"]
        # Of ranks: the squared rank correlation, but for what the two explain jointly.
        assert abs(share - a * a / (a * a + b * b)) <= 0.05
    total = sum(each["variance_share"] for each in found["inputs"].values()) + found["rest"]
    assert total == pytest.approx(1, abs=1e-9)
    assert found["rest"] < 0.05


@pytest.mark.parametrize("figure", ["npv_operating_profit", "first_profit_quarter"])
def test_rank_correlations_are_those_of_the_draws(
    capsys: Capture, tmp_path: Path, figure: str
) -> None:
    path = tmp_path / "draws.csv"
    assert tenor(capsys, "simulate", "as_reported", "--draws", 3000, "--out", path).code == 0
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row[figure]]
    found = answer(
        capsys, *("sensitivity", "as_reported", "--figure", figure),
        *("--by", "draws", "--draws", 3000),
    )  # fmt: skip
    assert found["share_null"] == pytest.approx(1 - len(rows) / 3000, abs=1e-12)
    values = np.array([float(row[figure]) for row in rows])
    for key, each in found["inputs"].items():
        drawn = np.array([float(row[key]) for row in rows])
        wanted = stats.spearmanr(drawn, values).statistic
        assert each["rank_correlation"] == pytest.approx(wanted, abs=1e-9), key
    sizes = [abs(each["rank_correlation"]) for each in found["inputs"].values()]
    assert sizes == sorted(sizes, reverse=True)


# What must be true --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("preset", "goal", "figure", "threshold"),
    [
        ("as_reported", "first_profit_quarter <= 2", "first_profit_quarter", 2.0),
        ("as_reported", "npv_operating_profit >= 20B", "npv_operating_profit", 20000.0),
        ("as_reported", "exit_cost <= 10B", "exit_cost", 10000.0),
        ("albatross", "cash_out_month >= 36", "cash_out_month", 36.0),
        ("s1_terms", "best_exit_saving >= 5B", "best_exit_saving", 5000.0),
    ],
)
def test_thresholds_flip_the_answer(
    capsys: Capture, preset: str, goal: str, figure: str, threshold: float
) -> None:
    """Run at the threshold and this side of it; and no nearer value flips it."""
    found = answer(capsys, "seek", preset, "--goal", goal)
    never = math.inf if figure.endswith(("_month", "_quarter")) else math.nan

    def holds(changes: dict[str, float]) -> bool:
        value = read(preset, figure, None, changes)
        value = never if value is None else value
        return value <= threshold if "<=" in goal else value >= threshold

    today = holds({})
    assert found["today"]["holds"] == today
    inputs = issue_five.of(preset)
    for driver in found["drivers"]:
        key, now = driver["input"], driver["today"]
        assert now == inputs[key]
        low, high = ranges()[key]
        if driver["threshold"] is None:
            steps = [low + (high - low) * part / 24 for part in range(25)]
            assert all(holds({key: _allowed(key, value)}) == today for value in steps), key
            continue
        at = driver["threshold"]
        assert driver["change"] == pytest.approx(at - now, abs=1e-9)
        span = driver["range"][1] - driver["range"][0]
        if key == "outage_start_month":  # between none and a month there is no distance
            assert driver["share"] is None
        else:
            assert driver["share"] == pytest.approx(abs(at - now) / span, rel=1e-9)
        assert driver["outside"] == (not driver["range"][0] <= at <= driver["range"][1])
        if key in RANGES:
            assert tuple(driver["range"]) == RANGES[key]
        if key in whole_numbers():
            assert holds({key: at}) != today, key
            nearer = at - math.copysign(1, at - now)
            between = [now + (nearer - now) * part / 8 for part in range(9)]
        else:
            clear = math.copysign(1e-7 * (high - low), at - now)
            assert holds({key: min(high, max(low, at + clear))}) != today, key
            between = [now + (at - clear - now) * part / 8 for part in range(9)]
        assert all(holds({key: _allowed(key, value)}) == today for value in between), key
    shares = [driver["share"] for driver in found["drivers"] if driver["share"] is not None]
    assert shares == sorted(shares)
    joint = found["joint"]
    if joint is not None:
        assert holds(joint["inputs"]) != today
        assert same(joint["figure"], read(preset, figure, None, joint["inputs"]))
        assert joint["distance"] <= min(shares, default=math.inf) + 1e-9


def _allowed(key: str, value: float) -> float:
    return float(round(value)) if key in whole_numbers() else value


# Faults -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ((), "--figure"),
        (("--figure", "profit"), "profit"),
        (("--figure", "maturity"), "maturity"),
        (("--figure", "revenue"), "--month"),
        (("--figure", "revenue", "--month", "121"), "121"),
        (("--figure", "exit_cost", "--by", "luck"), "luck"),
        (("--figure", "exit_cost", "--by", "draws", "--draws", "few"), "few"),
        (("--figure", "exit_cost", "--set", "availability=2"), "availability"),
    ],
)
def test_wrong_words_are_refused_in_one_line(
    capsys: Capture, asked: tuple[str, ...], says: str
) -> None:
    assert says in complaint(capsys, "sensitivity", "as_reported", *asked)
