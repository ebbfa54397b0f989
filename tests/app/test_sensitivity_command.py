"""`tenor sensitivity`: what it says, and how it refuses."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app.__main__ import main
from engine.analysis.ranges import Range
from engine.files.project.file import write_project
from engine.files.shipped import preset_scenario
from engine.project import single
from tests.engine.analysis.sensitivity.referee import figure, line_item
from tests.oracle.inputs import defaults

if TYPE_CHECKING:
    from collections.abc import Callable

    Call = Callable[..., tuple[int, str, str]]

ROOT = Path(__file__).parents[2]


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """Runs the command in this process: the exit code and both outputs."""

    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["tenor", "sensitivity", *words])
        code = main()
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_json_of_ranges_is_the_oracle_s(call: Call) -> None:
    words = ("as_reported", "--figure", "npv_operating_profit", "--format", "json")
    code, out, err = call(*words)
    assert (code, err) == (0, "")
    found = json.loads(out)
    assert [found[key] for key in ("name", "figure", "month", "by", "beyond")] == [
        "As reported",
        "npv_operating_profit",
        None,
        "ranges",
        [],
    ]
    assert found["base"] == pytest.approx(figure(defaults(), "npv_operating_profit"))
    assert next(iter(found["bars"])) == "revenue_growth"
    for key in ("revenue_growth", "delivery_delay_months", "incumbent_price"):
        bar = found["bars"][key]
        for end in ("low", "high"):
            expected = figure({**defaults(), key: bar[end]}, "npv_operating_profit")
            assert bar[f"at_{end}"] == pytest.approx(expected)
        assert bar["appears"] is False


def test_a_month_is_a_line_item_s_or_the_decision_month(call: Call) -> None:
    words = ("as_reported", "--format", "json", "--month", "12", "--figure")
    item = json.loads(call(*words, "operating_profit")[1])
    assert item["month"] == 12
    assert item["base"] == pytest.approx(line_item(defaults(), "operating_profit", 12))
    read = json.loads(call(*words, "effective_lock_in_months")[1])
    assert read["month"] is None
    at_12 = figure({**defaults(), "decision_month": 12.0}, "effective_lock_in_months")
    assert read["base"] == at_12


def test_null_where_it_does_not_exist(call: Call) -> None:
    found = json.loads(call("as_reported", "--figure", "cash_out_month", "--format", "json")[1])
    assert found["base"] is None
    assert {bar["at_low"] for bar in found["bars"].values()} == {None}


def test_a_project_s_ranges_go_before_the_shipped_ones(call: Call, tmp_path: Path) -> None:
    own = (("term_months", Range(12.0, 60.0)),)
    project = replace(single(preset_scenario("as_reported")), ranges=own)
    write_project(tmp_path / "own.tenor", project)
    words = (str(tmp_path / "own.tenor"), "--figure", "total_commitment", "--format", "json")
    bar = json.loads(call(*words)[1])["bars"]["term_months"]
    assert (bar["low"], bar["high"]) == (12.0, 60.0)
    at_60 = figure({**defaults(), "term_months": 60.0}, "total_commitment")
    assert bar["at_high"] == pytest.approx(at_60)


def test_draws_add_up_and_are_the_same_every_time(call: Call) -> None:
    words = ["as_reported", "--figure", "first_profit_quarter", "--by", "draws"]
    words += ["--draws", "1000", "--seed", "3", "--format", "json"]
    first, again = call(*words)[1], call(*words)[1]
    assert first == again
    found = json.loads(first)
    assert (found["draws"], found["seed"], found["reason"]) == (1000, 3, "")
    shares = [each["variance_share"] for each in found["inputs"].values()]
    assert found["rest"] + sum(shares) == pytest.approx(1.0)
    assert 0 < found["share_null"] < 0.5
    ranks = [abs(each["rank_correlation"]) for each in found["inputs"].values()]
    assert ranks == sorted(ranks, reverse=True)


def test_the_table_for_people(call: Call) -> None:
    code, out, _ = call("as_reported", "--figure", "npv_operating_profit")
    lines = out.splitlines()
    assert code == 0
    assert lines[0] == "As reported: NPV of operating profit: $71.3B now"
    assert lines[4].split()[:7] == ["Revenue", "growth", "/", "month", "3.0%", "13.0%", "−$3.85B"]
    # 71.3 is (71.3 + 3.85) / (211.5 + 3.85) of 30 signs along: 10.
    assert lines[4].endswith(f" {'▒' * 10}│{'█' * 20}")
    assert max(map(len, lines[:20])) <= 110
    assert "cannot reach it: revenue_growth" in call("s1_terms", "--figure", "exit_cost")[1]
    drawn = call("as_reported", "--figure", "npv_cash_flow", "--by", "draws", "--draws", "500")[1]
    assert drawn.startswith("As reported: NPV of cash flow in 500 draws, seed 1\n")
    assert "Together, or chance" in drawn


def test_the_table_says_its_month(call: Call) -> None:
    cost = ("as_reported", "--figure", "exit_cost")
    said = call(*cost, "--month", "12")
    assert said[1].startswith("As reported: Exit cost: $15.6B in Mar 2027 (month 12)\n")
    assert said[2] == ""
    assert call(*cost)[1].startswith("As reported: Exit cost: $29.1B in Apr 2026 (month 1)\n")
    words = ("as_reported", "--figure", "operating_profit", "--month", "12", "--by", "draws")
    drawn = call(*words, "--draws", "200")[1]
    assert drawn.startswith("As reported: Operating profit in Mar 2027 (month 12) in 200 draws,")
    idle = call("as_reported", "--figure", "npv_cash_flow", "--month", "12")
    assert idle[1].startswith("As reported: NPV of cash flow: $64.0B now\n")
    assert idle[2] == (
        "tenor: month 12 is ignored: NPV of cash flow is the same in every decision month\n"
    )


def test_percentiles_say_that_a_set_input_does_not_move_its_distribution(call: Call) -> None:
    words = ("as_reported", "--figure", "regret", "--by", "percentiles")
    code, out, err = call(*words, "--set", "revenue_growth=9%")
    assert code == 0
    assert err == (
        "tenor: --set revenue_growth: it is uncertain; its distribution stands where it is "
        "stated, unless --follow moves it along\n"
    )
    assert "10th and 90th percentile" in out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--figure", "revenue"), "argument --figure: revenue has a value a month; add --month"),
        (("--figure", "maturity"), "argument --figure: maturity is a list of numbers"),
        (("--figure", "exit_csot"), "argument --figure: 'exit_csot' is no headline figure or line"),
        (("--figure", "term_months"), "argument --figure: 'term_months' is no headline figure"),
        (("--figure", "regret", "--draws", "9"), "argument --draws: goes with --by draws only"),
        (("--figure", "regret", "--seed", "9"), "argument --seed: goes with --by draws only"),
        (("--figure", "regret", "--follow"), "argument --follow: goes with --by percentiles"),
        (("--figure", "regret", "--month", "0"), "argument --month: '0' is not allowed; allowed:"),
        (("--figure", "regret", "--by", "luck"), "argument --by: invalid choice: 'luck'"),
        ((), "the following arguments are required: --figure"),
    ],
)
def test_what_is_refused_in_one_line(call: Call, words: tuple[str, ...], message: str) -> None:
    code, out, err = call("as_reported", *words)
    assert (code, out) == (2, "")
    assert err.startswith(f"tenor: {message}")
    assert err.count("\n") == 1


def test_it_needs_no_qt() -> None:
    script = (
        "import sys; from app.command_line.run import run;"
        "code = run(['sensitivity', 's1_terms', '--figure', 'regret', '--by', 'percentiles']);"
        "sys.exit(code or 'PySide6' in sys.modules)"
    )
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
