"""`tenor simulate`: its JSON as stated, its table, its CSV, and how it refuses."""

from __future__ import annotations

import csv
import json
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pytest

from app.__main__ import main
from app.command_line.assumed import Assumed
from engine.analysis.simulation.simulate import simulate
from engine.files.project.file import write_project
from engine.files.shipped import preset_scenario
from engine.model.catalogue import catalogue
from engine.model.custom import CustomItem
from engine.project import project_of, single
from engine.uncertainty.case import Correlation
from engine.uncertainty.defaults import shipped
from tests.engine.analysis.simulation import plain

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Tenor = Callable[..., "Done"]

FEW = ("--draws", "200")
NAMES = ("p5", "p25", "p50", "p75", "p95")


class Done(NamedTuple):
    code: int
    out: str
    err: str

    def complaint(self) -> str:
        assert (self.code, self.out) == (2, "")
        assert self.err.startswith("tenor: ")
        assert self.err.count("\n") == 1
        return self.err.removeprefix("tenor: ").strip()


@pytest.fixture
def tenor(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Tenor:
    def run(*words: str) -> Done:
        monkeypatch.setattr(sys, "argv", ["tenor", "simulate", *words])
        code = main()
        said = capsys.readouterr()
        return Done(code, said.out, said.err)

    return run


def _json(done: Done) -> dict[str, Any]:
    assert (done.code, done.err) == (0, "")
    found: dict[str, Any] = json.loads(done.out)
    return found


# JSON ----------------------------------------------------------------------------------------


def test_the_json_is_as_stated(tenor: Tenor) -> None:
    found = _json(tenor("as_reported", *FEW, "--seed", "3", "--format", "json"))
    assert list(found) == ["draws", "seed", "probability", "bands", "kpis"]
    assert (found["draws"], found["seed"]) == (200, 3)
    assert list(found["probability"]) == ["quarter_profit", "sustained_profit_by_month"]
    assert len(found["probability"]["quarter_profit"]) == 16
    assert len(found["probability"]["sustained_profit_by_month"]) == 48
    model = catalogue()
    assert list(found["bands"]) == list(model.line_items)
    for band in found["bands"].values():
        assert tuple(band) == NAMES
        assert all(len(band[name]) == 48 for name in NAMES)
    assert list(found["kpis"]) == [key for key in model.figures if key != "maturity"]
    for figure in found["kpis"].values():
        assert tuple(figure) == (*NAMES, "share_null")


def test_the_json_is_what_the_plain_model_gives(tenor: Tenor) -> None:
    found = _json(tenor("s1_terms", *FEW, "--format", "json"))
    drawn = simulate(preset_scenario("s1_terms"), shipped(), draws=200, rows=()).samples
    runs = plain.runs(
        preset_scenario("s1_terms").values, {key: each.tolist() for key, each in drawn.items()}
    )
    assert found["probability"]["quarter_profit"] == plain.quarter_profit(runs, 48)
    assert found["probability"]["sustained_profit_by_month"] == plain.sustained_profit(runs, 48)
    for key in ("operating_profit", "exit_cost", "market_price", "cash_balance"):
        for name in NAMES:
            expected = plain.band(runs, key, float(name[1:]), 48)
            np.testing.assert_allclose(found["bands"][key][name], expected, rtol=1e-8, atol=1e-5)
    for key, figure in found["kpis"].items():
        existing = plain.figure(runs, key)
        assert figure["share_null"] == pytest.approx(1 - len(existing) / 200)
        for name in NAMES:
            if existing:
                expected_one = plain.percentile(existing, float(name[1:]))
                assert figure[name] == pytest.approx(expected_one, rel=1e-8, abs=1e-5), key
            else:
                assert figure[name] is None, key


def test_what_never_exists_is_null(tenor: Tenor) -> None:
    found = _json(tenor("as_reported", *FEW, "--set", "payment_direction=-1", "--format", "json"))
    none = dict.fromkeys(NAMES) | {"share_null": 1}
    assert found["kpis"]["exit_window_opens"] == none
    assert found["kpis"]["regret"] == none


def test_the_same_every_time(tenor: Tenor) -> None:
    words = ("as_reported", *FEW, "--format", "json", "--rows", "operating_profit")
    first = tenor(*words).out
    assert tenor(*words).out == first
    assert tenor(*words, "--seed", "2").out != first


def test_only_the_rows_asked_for(tenor: Tenor) -> None:
    words = ("as_reported", *FEW, "--format", "json", "--rows")
    found = _json(tenor(*words, "revenue, exit_cost"))
    assert list(found["bands"]) == ["revenue", "exit_cost"]
    assert len(_json(tenor(*words, "all"))["bands"]) == 106


def test_the_horizon_and_part_quarters_count(tenor: Tenor) -> None:
    changes = ("--set", "horizon_months=12", "--set", "quarter_phase=1")
    found = _json(tenor("as_reported", *FEW, *changes, "--format", "json"))
    assert len(found["probability"]["quarter_profit"]) == 3
    assert len(found["bands"]["revenue"]["p50"]) == 12


# Projects ------------------------------------------------------------------------------------


def test_a_project_brings_its_own_line_items(tenor: Tenor, tmp_path: Path) -> None:
    own = CustomItem("by_month", "Profit by month", "$m", "rate", "operating_profit / (month - 1)")
    path = tmp_path / "plan.tenor"
    scenario = replace(preset_scenario("as_reported"), items=(own,))
    write_project(path, single(scenario))
    found = _json(tenor(str(path), *FEW, "--format", "json"))
    assert list(found["bands"])[-1] == "by_month"
    assert found["bands"]["by_month"]["p50"][0] is None
    assert isinstance(found["bands"]["by_month"]["p50"][5], float)


def test_a_project_brings_its_own_uncertainty(tenor: Tenor, tmp_path: Path) -> None:
    own = replace(shipped().with_distribution("revenue_growth", None), draws=150, seed=11)
    project = replace(single(preset_scenario("as_reported")), uncertainty=own)
    path = tmp_path / "plan.tenor"
    write_project(path, project)
    found = _json(tenor(str(path), "--format", "json", "--rows", "revenue"))
    assert (found["draws"], found["seed"]) == (150, 11)
    expected = simulate(preset_scenario("as_reported"), own).quarter_profit
    assert found["probability"]["quarter_profit"] == expected.tolist()


def test_impossible_correlations_are_repaired_with_notice(
    tenor: Tenor, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = ("revenue_growth", "long_run_growth", "training_growth")
    own = replace(
        shipped(),
        correlations=(
            Correlation(keys[0], keys[1], 0.95),
            Correlation(keys[0], keys[2], 0.95),
            Correlation(keys[1], keys[2], -0.95),
        ),
    )
    monkeypatch.setattr(Assumed, "uncertainty", property(lambda _: own))
    done = tenor("as_reported", *FEW, "--format", "json", "--rows", "revenue")
    assert done.code == 0
    assert json.loads(done.out)["draws"] == 200
    assert "rank correlation of long_run_growth and training_growth" in done.err
    assert "instead of -0.95" in done.err


def test_a_file_of_several_scenarios_needs_a_name(tenor: Tenor, tmp_path: Path) -> None:
    path = tmp_path / "plan.tenor"
    write_project(path, project_of([preset_scenario("as_reported"), preset_scenario("s1_terms")]))
    assert "holds several scenarios" in tenor(str(path), *FEW).complaint()
    named = tenor(f"{path}#S-1 exit terms", *FEW)
    assert (named.code, named.err) == (0, "")
    assert named.out.startswith("S-1 exit terms: 200 draws, seed 1; month 1 is Apr 2026\n")


# Distributions and what is set ----------------------------------------------------------------


def test_what_is_uncertain_stands_where_it_is_stated(tenor: Tenor) -> None:
    words = ("--format", "json", *FEW, "--rows", "revenue")
    plainly = tenor("as_reported", *words)
    still = tenor("as_reported", *words, "--set", "revenue_growth=0.09")
    assert still.out == plainly.out
    assert still.err == (
        "tenor: --set revenue_growth: it is uncertain; its distribution stands where it is "
        "stated, unless --follow moves it along\n"
    )
    moved = tenor("as_reported", *words, "--set", "revenue_growth=0.09", "--follow")
    assert moved.err == ""
    last = [json.loads(each.out)["bands"]["revenue"]["p50"][-1] for each in (plainly, moved)]
    assert last[1] > last[0]


def test_a_delay_has_no_place_to_move(tenor: Tenor) -> None:
    done = tenor("as_reported", *FEW, "--set", "delivery_delay_months=3", "--follow")
    assert done.code == 0
    assert done.err == (
        "tenor: --set delivery_delay_months: it is uncertain; its distribution stands where it "
        "is stated\n"
    )


# The table -----------------------------------------------------------------------------------


def test_the_table_is_for_people(tenor: Tenor) -> None:
    done = tenor("as_reported")
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[0] == "As reported: 10,000 draws, seed 1; month 1 is Apr 2026"
    assert max(map(len, lines)) <= 110
    assert "nan" not in done.out.lower()
    for key, figure in catalogue().figures.items():
        assert any(line.startswith(figure.label) for line in lines) == (key != "maturity")
    for words in ("Operating profit ", "Exit cost ", "Q3 2026", "Mar 2030", "Profitable in"):
        assert words in done.out


def test_what_is_so_or_not_has_shares_of_the_draws(tenor: Tenor) -> None:
    found = json.loads(tenor("as_reported", *FEW, "--format", "json").out)
    line = next(
        line for line in tenor("as_reported", *FEW).out.splitlines() if line.startswith("Relapses")
    )
    shares = [float(each.rstrip("%")) for each in line.split()[3:]]
    assert sum(shares) == pytest.approx(100.0, abs=0.2)
    assert shares[2] == pytest.approx(100 * found["kpis"]["relapses"]["share_null"], abs=0.05)
    assert 0 < shares[0] < 100


def test_the_table_says_where_there_is_none(tenor: Tenor) -> None:
    done = tenor("as_reported", *FEW, "--set", "payment_direction=-1")
    line = next(line for line in done.out.splitlines() if line.startswith("Regret"))
    assert line.split() == ["Regret", *["none"] * 5, "100.0%"]


# Draws as CSV --------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["table", "json"])
def test_the_draws_are_written(tenor: Tenor, tmp_path: Path, form: str) -> None:
    path = tmp_path / "draws.csv"
    done = tenor("as_reported", *FEW, "--format", form, "--out", str(path))
    assert (done.code, done.err) == (0, "")
    if form == "table":
        assert done.out.endswith(f"\nwrote {path}\n")
    else:
        json.loads(done.out)
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    assert len(rows) == 200
    assert set(catalogue().figures) - {"maturity"} < set(rows[0])
    assert {row["seed"] for row in rows} == {"1"}


# What is refused ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--draws", "1"), "argument --draws: '1' is not allowed; allowed: whole numbers 2 to"),
        (("--draws", "1e4"), "argument --draws: '1e4' is not allowed"),
        (("--draws", "100001"), "allowed: whole numbers 2 to 100000"),
        (("--seed", "-1"), "argument --seed: '-1' is not allowed; allowed: whole numbers 0 to"),
        (("--seed", "x"), "argument --seed: 'x' is not allowed"),
        (("--rows", "revenu"), "argument --rows: 'revenu' is no line item; did you mean"),
        (("--rows", ""), "argument --rows: '' is no line item"),
        (("--out", "draws.txt"), "'draws.txt' has none of the endings allowed: .csv"),
        (("--set", "term_months=0"), "term_months"),
        (("--format", "csv"), "invalid choice: 'csv'"),
    ],
)
def test_what_is_wrong_is_said_in_a_line(
    tenor: Tenor, words: tuple[str, ...], expected: str
) -> None:
    assert expected in tenor("as_reported", *words).complaint()


def test_an_unknown_scenario_is_refused(tenor: Tenor) -> None:
    assert "is no preset and no file" in tenor("as_reporte").complaint()


def test_a_folder_that_is_missing_is_named(tenor: Tenor, tmp_path: Path) -> None:
    path = tmp_path / "none" / "draws.csv"
    assert "does not exist" in tenor("as_reported", *FEW, "--out", str(path)).complaint()
