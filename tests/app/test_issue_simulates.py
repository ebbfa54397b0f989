"""`tenor simulate`, as the issue and the design state it, against my own plain Monte Carlo."""

from __future__ import annotations

import csv
import json
import math
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from scipy import stats

import engine.model.tables as tables
from engine.files.project.file import write_project
from engine.files.shipped import preset_scenario
from engine.model.custom import CustomItem
from engine.project import single
from tests import issue_five
from tests.app.command_calls import answer, complaint, tenor
from tests.oracle.inputs import presets

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Answer = dict[str, Any]
    Capture = pytest.CaptureFixture[str]

ROOT = Path(__file__).parents[2]
NAMES = ("p5", "p25", "p50", "p75", "p95")
PERCENTS = (5.0, 25.0, 50.0, 75.0, 95.0)


def keys(name: str) -> list[str]:
    path = Path(tables.__file__).parent / f"{name}.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        return [row["key"] for row in csv.DictReader(file, delimiter="\t")]


COUNT = issue_five.HEADLINE_DRAWS
FIGURES = [key for key in keys("kpis") if key != "maturity"]  # a list has no percentiles


def set_words(changes: Mapping[str, float]) -> list[str]:
    return [word for key, value in changes.items() for word in ("--set", f"{key}={value}")]


def well_formed(found: Answer, horizon: int, quarters: int) -> None:
    assert set(found) == {"draws", "seed", "probability", "bands", "kpis"}
    assert set(found["probability"]) == {"quarter_profit", "sustained_profit_by_month"}
    assert len(found["probability"]["quarter_profit"]) == quarters
    assert len(found["probability"]["sustained_profit_by_month"]) == horizon
    for shares in found["probability"].values():
        assert all(isinstance(share, float) and 0 <= share <= 1 for share in shares)
    sustained = found["probability"]["sustained_profit_by_month"]
    assert sustained == sorted(sustained)
    assert list(found["bands"]) == keys("line_items")
    for bands in found["bands"].values():
        assert list(bands) == list(NAMES)
        rising = np.array([bands[name] for name in NAMES])
        assert rising.shape == (5, horizon)
        assert np.all(np.diff(rising, axis=0) >= 0)
    assert list(found["kpis"]) == FIGURES
    for key, summary in found["kpis"].items():
        assert list(summary) == [*NAMES, "share_null"], key
        values = [summary[name] for name in NAMES]
        if summary["share_null"] == 1:
            assert values == [None] * 5
        else:
            assert values == sorted(values)


# Structure ----------------------------------------------------------------------------------


@pytest.mark.parametrize("preset", sorted(presets()))
@pytest.mark.parametrize("horizon", [24, 48, 120])
def test_the_json_of_every_preset(capsys: Capture, preset: str, horizon: int) -> None:
    found = answer(capsys, "simulate", preset, "--draws", 60, "--set", f"horizon_months={horizon}")
    assert (found["draws"], found["seed"]) == (60, 1)
    well_formed(found, horizon, horizon // 3)


@pytest.mark.parametrize(("phase", "horizon", "quarters"), [(1, 48, 15), (2, 48, 15), (2, 24, 7)])
def test_an_opening_part_quarter_is_not_counted(
    capsys: Capture, phase: int, horizon: int, quarters: int
) -> None:
    """Phase 1: quarters end in months 2, 5, 8, ..., and that of month 2 is not complete."""
    changes = {"quarter_phase": phase, "horizon_months": horizon}
    found = answer(capsys, "simulate", "as_reported", "--draws", 60, *set_words(changes))
    well_formed(found, horizon, quarters)


def test_nothing_exists_where_the_supplier_pays(capsys: Capture) -> None:
    found = answer(capsys, "simulate", "supplier_pays", "--draws", 300)
    for key in ("best_exit_month", "best_exit_saving", "contract_pv", "regret", "zopa_floor"):
        assert found["kpis"][key] == dict.fromkeys(NAMES) | {"share_null": 1.0}


# Numbers ------------------------------------------------------------------------------------

CASES: tuple[tuple[str, dict[str, float]], ...] = (
    ("as_reported", {}),
    ("supplier_pays", {"sustain_months": 12.0}),
    ("s1_terms", {"horizon_months": 120.0, "decision_month": 12.0, "quarter_phase": 2.0}),
    ("flexible_contract", {"horizon_months": 24.0, "monthly_spend": 1900.0, "auto_renew": 1.0}),
)


def quarter_shares(drawn: issue_five.Drawn) -> list[int]:
    """In how many of my draws each complete quarter's profit is above 0."""
    ends = [
        month
        for month in range(3, drawn.horizon + 1)
        if drawn.rows["quarter_month"][0, month - 1] == 3
    ]
    return [int(np.sum(drawn.rows["quarter_profit"][:, end - 1] > 0)) for end in ends]


def sustained_shares(drawn: issue_five.Drawn) -> list[int]:
    months = issue_five.existing(drawn.figures["sustained_profit_month"])
    return [sum(found <= month for found in months) for month in range(1, drawn.horizon + 1)]


def probability_faults(found: Answer, mine: issue_five.Drawn) -> list[str]:
    shares = found["probability"]
    pairs = zip(
        [*shares["quarter_profit"], *shares["sustained_profit_by_month"]],
        [*quarter_shares(mine), *sustained_shares(mine)],
        strict=True,
    )
    return [
        f"probability {place}: {share}, mine {times / COUNT}"
        for place, (share, times) in enumerate(pairs)
        if not issue_five.share_agrees(share, times, COUNT)
    ]


def band_faults(found: Answer, mine: issue_five.Drawn) -> list[str]:
    return [
        f"{key} {name} in month {month + 1}: {value}"
        for key, row in mine.rows.items()
        for name, percent in zip(NAMES, PERCENTS, strict=True)
        for month, value in enumerate(found["bands"][key][name])
        if not issue_five.percentile_agrees(value, percent, row[:, month])
    ]


def figure_faults(found: Answer, mine: issue_five.Drawn) -> list[str]:
    faults = []
    for key in FIGURES:
        values = issue_five.existing(mine.figures[key])
        summary = found["kpis"][key]
        if not issue_five.share_agrees(summary["share_null"], COUNT - len(values), COUNT):
            faults.append(f"{key}: null in {summary['share_null']}, mine {len(values)} exist")
        if len(values) < 20 or summary["p50"] is None:
            continue
        faults += [
            f"{key} {name}: {summary[name]}"
            for name, percent in zip(NAMES, PERCENTS, strict=True)
            if not issue_five.percentile_agrees(summary[name], percent, values)
        ]
    return faults


@pytest.mark.parametrize(("preset", "changes"), CASES, ids=[preset for preset, _ in CASES])
def test_it_agrees_with_plain_draws(
    capsys: Capture, preset: str, changes: dict[str, float]
) -> None:
    """10,000 draws against my 1,000: probabilities, bands and figures within sampling error."""
    found = answer(capsys, "simulate", preset, "--draws", 10000, "--seed", 5, *set_words(changes))
    mine = issue_five.drawn(preset, tuple(changes.items()))
    well_formed(found, mine.horizon, len(quarter_shares(mine)))
    faults = probability_faults(found, mine)
    faults += band_faults(found, mine)
    faults += figure_faults(found, mine)
    assert not faults, "\n".join(faults[:40])


@pytest.mark.parametrize("preset", ["as_reported", "supplier_pays", "s1_terms"])
def test_it_agrees_with_its_own_draws_through_the_oracle(
    capsys: Capture, tmp_path: Path, preset: str
) -> None:
    """The exported draws, run one by one; percentiles interpolate and leave out what is none."""
    path = tmp_path / "draws.csv"
    words = ("simulate", preset, "--draws", 151, "--seed", 3)
    assert tenor(capsys, *words, "--out", path).code == 0
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 151
    assert {(row["seed"], row["draws"]) for row in rows} == {("3", "151")}
    assert len({row["date"] for row in rows}) == 1
    runs = [
        issue_five.run(
            issue_five.of(preset, **{key: float(row[key]) for key in issue_five.DISTRIBUTIONS})
        )
        for row in rows
    ]
    found = answer(capsys, *words)
    for key in ("operating_profit", "exit_cost", "cash_balance"):
        column = np.array([run.rows[key][:48] for run in runs])
        for name, percent in zip(NAMES, PERCENTS, strict=True):
            assert found["bands"][key][name] == pytest.approx(
                np.percentile(column, percent, axis=0).tolist(), rel=1e-9, abs=1e-6
            )
    for key in FIGURES:
        values = [run.figures[key] for run in runs]
        exist = issue_five.existing(values)
        summary = found["kpis"][key]
        assert summary["share_null"] == pytest.approx(1 - len(exist) / 151, abs=1e-12)
        for row, value in zip(rows, values, strict=True):
            shown = [float(row[key])] if row[key] else []
            assert shown == pytest.approx(issue_five.existing([value]), rel=1e-9, abs=1e-6), key
        if exist:
            wanted = np.percentile(exist, PERCENTS).tolist()
            assert [summary[name] for name in NAMES] == pytest.approx(wanted, rel=1e-9, abs=1e-6)
    shares = found["probability"]["quarter_profit"]
    for place, share in enumerate(shares):
        end = 3 * place + 2
        assert share == pytest.approx(
            sum(run.rows["quarter_profit"][end] > 0 for run in runs) / 151, abs=1e-12
        )


# The same every time ------------------------------------------------------------------------


def _process(*words: str) -> bytes:
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "app", "simulate", *words, "--format", "json"],
        cwd=ROOT,
        env=os.environ | {"PYTHONHASHSEED": "77"},
        capture_output=True,
        check=True,
    )
    assert done.stderr == b""
    return done.stdout


def test_the_same_bytes_on_every_run_and_in_another_process(capsys: Capture) -> None:
    words = ("as_reported", "--draws", "1500", "--seed", "12")
    first = tenor(capsys, "simulate", *words, "--format", "json").out
    assert tenor(capsys, "simulate", *words, "--format", "json").out == first
    assert _process(*words).decode() == first.replace(os.linesep, "\n")
    other = tenor(capsys, "simulate", *words[:-1], "13", "--format", "json").out
    assert json.loads(other)["bands"] != json.loads(first)["bands"]


def test_uncertain_inputs_are_drawn_as_stated_whatever_the_scenario_says(capsys: Capture) -> None:
    plain = answer(capsys, "simulate", "as_reported", "--draws", 300)
    asked = ("as_reported", "--draws", 300, "--set", "revenue_growth=0.3", "--format", "json")
    done = tenor(capsys, "simulate", *asked)
    assert done.code == 0
    assert "revenue_growth" in done.err  # a word that it changed nothing
    moved = json.loads(done.out)
    assert plain["bands"] == moved["bands"]


# A linear figure of normals -----------------------------------------------------------------


def normals(tmp_path: Path, correlation: float) -> Path:
    """A plan whose only uncertain inputs are two normals, and a line item linear in them."""
    item = CustomItem(
        "two_normals", "Two normals", "$m", "balance", "2 * switching_cost + 3 * integration_cost"
    )
    path = tmp_path / "normals.tenor"
    write_project(path, single(replace(preset_scenario("as_reported"), items=(item,))))
    document = json.loads(path.read_text(encoding="utf-8"))
    document["uncertainty"] = {
        "draws": 10000,
        "seed": 4,
        "follows": False,
        "distributions": {
            "switching_cost": {"kind": "normal", "mean": 1000, "sd": 100},
            "integration_cost": {"kind": "normal", "mean": 600, "sd": 60},
        },
        "correlations": [
            {"first": "switching_cost", "second": "integration_cost", "rank": correlation}
        ]
        if correlation
        else [],
    }
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


@pytest.mark.parametrize("rank", [0.0, 0.5, -0.8])
def test_a_linear_figure_of_normals_is_normal(capsys: Capture, tmp_path: Path, rank: float) -> None:
    found = answer(capsys, "simulate", normals(tmp_path, rank))
    assert (found["draws"], found["seed"]) == (10000, 4)
    rho = 2 * math.sin(math.pi * rank / 6)
    sd = math.sqrt(200**2 + 180**2 + 2 * 200 * 180 * rho)
    theory = stats.norm(2000 + 1800, sd)
    for name, percent in zip(NAMES, PERCENTS, strict=True):
        share = percent / 100
        value = theory.ppf(share)
        # The standard error of a percentile; a Latin hypercube's is no larger.
        error = math.sqrt(share * (1 - share) / 10000) / theory.pdf(value)
        shown: Sequence[float] = found["bands"]["two_normals"][name]
        assert len(set(shown)) == 1
        assert abs(shown[0] - value) <= 3 * error, (name, shown[0], value)


# Faults -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("as_reported", "--draws", "none"), "--draws"),
        (("as_reported", "--draws", "0"), "--draws"),
        (("as_reported", "--draws", "1e9"), "--draws"),
        (("as_reported", "--seed", "one"), "--seed"),
        (("as_reported", "--seed", "-4"), "--seed"),
        (("as_reported", "--set", "term_months=500"), "term_months"),
        (("as_reported", "--set", "no_such=5"), "no_such"),
        (("no_such_preset",), "no_such_preset"),
        (("as_reported", "--rows", "no_such"), "no_such"),
    ],
)
def test_wrong_words_are_refused_in_one_line(
    capsys: Capture, words: tuple[str, ...], says: str
) -> None:
    assert says in complaint(capsys, "simulate", *words)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"revenue_growth": {"kind": "pert", "low": 0.1, "mode": 0.0, "high": 0.2}}, "mode"),
        ({"revenue_growth": {"kind": "gamma", "low": 0.1}}, "gamma"),
        ({"no_such_input": {"kind": "uniform", "low": 0, "high": 1}}, "no_such_input"),
        ({"outage_start_month": {"kind": "one_event", "p": 1.5, "window": 36}}, "1.5"),
        ({"revenue_growth": {"kind": "normal", "mean": 0.1, "sd": "wide"}}, "sd"),
    ],
)
def test_a_file_with_an_impossible_distribution_is_refused_in_one_line(
    capsys: Capture, tmp_path: Path, change: dict[str, object], says: str
) -> None:
    path = normals(tmp_path, 0.0)
    document = json.loads(path.read_text(encoding="utf-8"))
    document["uncertainty"]["distributions"] |= change
    path.write_text(json.dumps(document), encoding="utf-8")
    line = complaint(capsys, "simulate", path)
    assert says in line
    assert path.name in line
