"""`tenor seek`: what it finds, as text and as JSON, and how it refuses."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from app.__main__ import main
from engine.analysis.ranges import Range
from engine.files.project.file import write_project
from engine.files.shipped import preset_scenario
from engine.project import single

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Seek = Callable[..., tuple[int, str, str]]

COST = ("--goal", "exit_cost <= 10B", "--month", "12")


@pytest.fixture
def seek(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Seek:
    """Runs `tenor seek` in this process: the exit code and both outputs."""

    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["tenor", "seek", *words])
        monkeypatch.setenv("COLUMNS", "100")
        code = main()
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def found(answer: tuple[int, str, str]) -> Any:
    code, out, err = answer
    assert (code, err) == (0, "")
    return json.loads(out)


def test_a_value_as_text(seek: Seek) -> None:
    code, out, err = seek("as_reported", "--input", "monthly_spend", *COST)
    assert (code, err) == (0, "")
    assert out.splitlines()[2:6] == [
        "Goal: Exit cost at most $10B, read in month 12",
        "Today: $1.25B / month, $15.6B: the goal fails",
        "Monthly spend: $792.6m / month or less",
        "  to $792.682926829m / month  (nearest to today)",
    ]


def test_a_value_as_json(seek: Seek) -> None:
    words = ("as_reported", "--input", "term_months", *COST, "--format", "json")
    answer = found(seek(*words))
    assert answer["goal"] == {
        "figure": "exit_cost",
        "relation": "<=",
        "threshold": 10000.0,
        "month": 12,
    }
    assert answer["kind"] == "values"
    assert answer["crossings"] == [{"value": 23.0, "beyond": 24.0, "side": "<="}]
    assert answer["nearest"] == answer["crossings"][0]
    assert answer["stretches"] == [[1.0, 23.0]]
    assert answer["within"] == [1.0, 96.0]
    assert answer["today"] == {"value": 36.0, "figure": 15625.0, "holds": False}
    assert len(answer["curve"]["x"]) == len(answer["curve"]["figure"]) == 96


def test_always_and_never_and_no_figure(seek: Seek) -> None:
    _code, out, _err = seek(
        "as_reported", "--input", "ramp_months", "--goal", "total_commitment <= 1T"
    )
    assert "Ramp-up: Always" in out
    answer = found(
        seek(
            "as_reported",
            "--input",
            "revenue_growth",
            "--goal",
            "cash_out_month >= 36",
            "--format",
            "json",
        )
    )
    assert answer["today"]["figure"] is None
    assert None in answer["curve"]["figure"]


def test_what_is_set_and_within(seek: Seek) -> None:
    words = ("as_reported", "--set", "switching_cost=500m", "--input", "monthly_spend", *COST)
    answer = found(seek(*words, "--within", "500m:1B", "--format", "json"))
    assert answer["nearest"]["value"] == pytest.approx((10_000 - 500) / 12.3, rel=1e-12)
    assert answer["within"] == [500.0, 1000.0]


def test_with_a_probability(seek: Seek) -> None:
    asked = ("as_reported", "--input", "monthly_spend", "--goal", "exit_cost <= 16B")
    words = (*asked, "--month", "12", "--probability", "80%", "--draws", "50", "--seed", "3")
    answer = found(seek(*words, "--format", "json"))
    assert (answer["probability"], answer["draws"], answer["seed"]) == (0.8, 50, 3)
    assert 0 < answer["error"] < 0.2
    assert len(answer["curve"]["x"]) == len(answer["curve"]["probability"])
    _code, out, _err = seek(*words)
    assert "with 80% probability" in out
    assert "Draws: 50, seed 3" in out


def test_what_must_be_true(seek: Seek) -> None:
    code, out, err = seek("as_reported", "--goal", "first_profit_quarter by Q3 2026")
    assert (code, err) == (0, "")
    assert "Revenue growth" in out
    assert max(map(len, out.splitlines())) <= 100
    answer = found(seek("as_reported", "--goal", "first_profit_quarter <= 2", "--format", "json"))
    assert answer["today"] == {"figure": 2.0, "holds": True}
    assert answer["text"].startswith("First profitable quarter is Q3 2026.")
    first = answer["drivers"][0]
    assert first["input"] == "revenue_growth"
    assert first["change"] == pytest.approx(first["threshold"] - first["today"])
    assert answer["joint"]["distance"] <= first["share"]
    assert set(answer["joint"]["inputs"]) <= {each["input"] for each in answer["drivers"]}


def test_a_files_own_ranges_are_the_yardstick(seek: Seek, tmp_path: Path) -> None:
    own = replace(
        single(preset_scenario("as_reported")), ranges=(("revenue_growth", Range(0.0, 0.2)),)
    )
    path = tmp_path / "own.tenor"
    write_project(path, own)
    answer = found(seek(str(path), "--goal", "first_profit_quarter <= 2", "--format", "json"))
    ranges = {each["input"]: each["range"] for each in answer["drivers"]}
    assert ranges["revenue_growth"] == [0.0, 0.2]


def test_the_ready_questions(seek: Seek) -> None:
    code, out, _err = seek("as_reported")
    assert code == 0
    assert "Longest tolerable term            17 months" in out
    answer = found(seek("as_reported", "--format", "json"))
    assert answer["solved"]["latest_tolerable_delay"]["value"] == 5.0
    assert answer["solved"]["latest_tolerable_delay"]["kind"] == "value"


@pytest.mark.parametrize(
    "goal", [("npv_cash_flow >= 5B", "--month", "12"), ("npv_cash_flow >= 5B at month 12",)]
)
def test_a_month_without_effect_is_said(seek: Seek, goal: tuple[str, ...]) -> None:
    words = ("as_reported", "--input", "term_months", "--format", "json", "--goal")
    code, out, err = seek(*words, *goal)
    assert (code, err.count("\n")) == (0, 1)
    assert "month 12 is ignored: NPV of cash flow is the same in every decision month" in err
    assert json.loads(out)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--input", "spend", *COST), "argument --input: 'spend' is not an input"),
        (("--input", "term_months"), "argument --input: goes with --goal only"),
        (("--month", "12"), "argument --month: goes with --goal only"),
        (("--goal", "exit_cost 3"), "argument --goal: 'exit_cost 3' has no <= or >="),
        (("--goal", "exit_csot <= 3"), "did you mean exit_cost?"),
        (("--goal", "exit_cost <= 3B", "--month", "0"), "argument --month: '0' is not a month"),
        (("--goal", "exit_cost <= 3B at month 3", "--month", "4"), "not the goal's own month, 3"),
        (("--goal", "exit_cost <= 3B", "--draws", "5"), "--draws: goes with --probability only"),
        (("--goal", "exit_cost <= 3B", "--within", "1:2"), "--within: goes with --input only"),
        ((*COST, "--input", "term_months", "--within", "5"), "'5' is not LOW:HIGH"),
        ((*COST, "--input", "term_months", "--within", "a:b"), "argument --within: 'a'"),
        ((*COST, "--input", "term_months", "--within", "5:200"), "whole numbers 1 to 96"),
        ((*COST, "--input", "term_months", "--within", "9:5"), "low 9 is above high 5"),
        ((*COST, "--input", "term_months", "--probability", "120%"), "allowed: above 0 to 1"),
        ((*COST, "--input", "term_months", "--probability", "nan"), "allowed: above 0 to 1"),
    ],
)
def test_refused_in_one_line(seek: Seek, words: tuple[str, ...], says: str) -> None:
    code, out, err = seek("as_reported", *words)
    assert (code, out) == (2, "")
    assert err.startswith("tenor: ")
    assert err.count("\n") == 1
    assert says in err
