"""What a project file says of uncertainty: written only where it is the user's, read with care."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from engine.analysis.goal import Goal
from engine.analysis.ranges import Range
from engine.files.atomic import FileError
from engine.files.project.file import parse_project, project_text
from engine.files.shipped import preset_scenario
from engine.project import single
from engine.uncertainty.case import Distribution, Uncertainty
from engine.uncertainty.defaults import shipped
from tests.engine.files.projects import dice_of, exact, random_project

PLAIN = single(preset_scenario("as_reported"))
UNIFORM = {"kind": "uniform", "low": 0, "high": 0.1}
PAIR = {"first": "revenue_growth", "second": "training_growth", "rank": 0.3}


def _file(**fields: Any) -> bytes:
    return json.dumps({"tenor": 5, "scenarios": [{"name": "Mine"}]} | fields).encode()


def _uncertain(**fields: Any) -> bytes:
    return _file(uncertainty=fields)


def _drawn(**parameters: Any) -> bytes:
    return _uncertain(distributions={"revenue_growth": parameters})


def _together(*pairs: Any) -> bytes:
    keys = ("revenue_growth", "long_run_growth", "training_growth")
    return _uncertain(distributions=dict.fromkeys(keys, UNIFORM), correlations=list(pairs))


def _of(first: str, second: str, rank: Any) -> dict[str, Any]:
    return {"first": first, "second": second, "rank": rank}


def test_what_ships_is_not_written() -> None:
    assert PLAIN.uncertainty is None
    assert set(json.loads(project_text(PLAIN))) == {"tenor", "current", "scenarios"}
    assert parse_project(_file(), "x").uncertainty_or_shipped == replace(shipped(), follows=True)


def test_what_is_the_users_is_written_readably() -> None:
    made = Uncertainty((("revenue_growth", Distribution("uniform", (("low", 0), ("high", 0.1)))),))
    project = replace(
        PLAIN,
        uncertainty=made,
        ranges=(("term_months", Range(24, 60)),),
        goal=Goal("first_profit_quarter", "<=", 2),
    )
    text = project_text(project)
    assert text.endswith(
        '  ],\n  "uncertainty": {\n    "draws": 10000,\n    "seed": 1,\n    "follows": false,\n'
        '    "distributions": {\n      "revenue_growth": {\n        "kind": "uniform",\n'
        '        "low": 0,\n        "high": 0.1\n      }\n    },\n    "correlations": []\n  },\n'
        '  "ranges": {\n    "term_months": {\n      "low": 24,\n      "high": 60\n    }\n  },\n'
        '  "goal": {\n    "figure": "first_profit_quarter",\n    "relation": "<=",\n'
        '    "threshold": 2,\n    "month": 0\n  }\n}\n'
    )
    assert parse_project(text.encode(), "x") == project


@pytest.mark.parametrize("made", [shipped(), Uncertainty()], ids=["shipped", "nothing"])
def test_the_shipped_one_and_none_at_all_are_kept_apart(made: Uncertainty) -> None:
    project = replace(PLAIN, uncertainty=made)
    again = parse_project(project_text(project).encode(), "x")
    assert again.uncertainty == made
    assert again.uncertainty_or_shipped == made


@pytest.mark.parametrize("seed", range(40))
def test_random_ones_come_back_bit_for_bit(seed: int) -> None:
    made = random_project(dice_of(seed + 7_000))
    assert exact(parse_project(project_text(made).encode(), "x")) == exact(made)


def test_any_order_is_put_in_the_models() -> None:
    drawn = {"kind": "pert", "high": 0.16, "low": 0, "mode": 0.07}
    keys = ("training_growth", "revenue_growth")
    data = _file(
        uncertainty={"distributions": dict.fromkeys(keys, drawn)},
        ranges={key: {"high": 0.1, "low": 0} for key in keys},
    )
    project = parse_project(data, "x")
    assert project.uncertainty is not None
    assert project.uncertainty.inputs == ("revenue_growth", "training_growth")
    assert project.uncertainty.distributions[0][1] == Distribution(
        "pert", (("low", 0), ("mode", 0.07), ("high", 0.16))
    )
    assert [key for key, _ in project.ranges] == ["revenue_growth", "training_growth"]
    assert (project.uncertainty.draws, project.uncertainty.seed) == (10_000, 1)


_DRAWN = "uncertainty, revenue_growth"
FAULTS = {
    _file(uncertainty=3): "uncertainty: 3 is not an object with draws, seed, follows, distrib",
    _file(uncertainty=None): "uncertainty: null is not an object",
    _uncertain(seeds=1): "uncertainty: unknown field 'seeds'; did you mean seed?; allowed: draws",
    _uncertain(draws=99): "uncertainty, draws: 99 is not allowed; allowed: 100 to 100000",
    _uncertain(draws=10**400): "uncertainty, draws: 1000",
    _uncertain(draws="many"): "uncertainty, draws: 'many' is not allowed",
    _uncertain(seed=-1): "uncertainty, seed: -1 is not allowed; allowed: 0 to 2147483647",
    _uncertain(seed=1.5): "uncertainty, seed: 1.5 is not allowed",
    _uncertain(follows=1): "uncertainty, follows: 1 is not allowed; allowed: true, false",
    _uncertain(distributions=[]): "uncertainty, distributions: a list is not an object by input",
    _uncertain(distributions={"revenue_groth": {}}): (
        "uncertainty, distributions: unknown input 'revenue_groth'; did you mean revenue_growth?"
    ),
    _uncertain(distributions={"revenue_growth": 7}): (
        "uncertainty, distributions.revenue_growth: 7 is not an object with kind and parameters"
    ),
    _drawn(low=0): "uncertainty, distributions.revenue_growth, kind: null is not allowed",
    _drawn(kind="gamma"): f"{_DRAWN}: distribution 'gamma' is not allowed; allowed: pert, triang",
    _drawn(kind="one_event", p=1, window=3): f"{_DRAWN}: distribution 'one_event' is not allowed",
    _drawn(kind="pert", low=0, mode="x", high=1): (
        "uncertainty, distributions.revenue_growth, 'mode': 'x' is not allowed; allowed: a number"
    ),
    _drawn(kind="pert", low=0, mode=True, high=1): (
        "uncertainty, distributions.revenue_growth, 'mode': true is not allowed"
    ),
    _drawn(kind="pert", low=0, mode=0.2, high=0.1): (
        f"{_DRAWN}, mode: 0.2 is not allowed; allowed: low to high, 0 to 0.1"
    ),
    _drawn(kind="pert", low=0, high=0.1): f"{_DRAWN}, mode: is missing; allowed: a number",
    _drawn(kind="pert", low=0, mode=0.1, high=0.1, sd=1): (
        f"{_DRAWN}: 'sd' is no parameter of pert; allowed: low, mode, high"
    ),
    _drawn(kind="normal", mean=0, sd=0): f"{_DRAWN}, sd: 0 is not allowed; allowed: 5e-07 to 0.5",
    _uncertain(correlations={}): "uncertainty, correlations: an object is not a list",
    _uncertain(correlations=[PAIR]): (
        "uncertainty, correlation of revenue_growth with training_growth: "
        "revenue_growth has no distribution"
    ),
    _together({**PAIR, "note": ""}): "uncertainty, correlation 1: unknown field 'note'; allowed:",
    _together({**PAIR, "rank": 1.01}): (
        "uncertainty, correlation of revenue_growth with training_growth: "
        "1.01 is not allowed; allowed: -1 to 1"
    ),
    _together({**PAIR, "rank": None}): "uncertainty, correlation 1, rank: null is not allowed",
    _together({**PAIR, "first": "x"}): "uncertainty, correlation 1, first: unknown input 'x'",
    _together(PAIR, {**PAIR, "first": "training_growth", "second": "revenue_growth"}): (
        "uncertainty, correlation of training_growth with revenue_growth: is given twice"
    ),
    _together(_of("revenue_growth", "revenue_growth", 1)): (
        "uncertainty, correlation of revenue_growth with revenue_growth: allowed: two inputs"
    ),
    _together(
        _of("revenue_growth", "long_run_growth", 0.9),
        _of("revenue_growth", "training_growth", 0.9),
        _of("long_run_growth", "training_growth", -0.9),
    ): "uncertainty, correlations: no draws can have all of these together; the nearest that can",
    _file(ranges=[]): "ranges: a list is not an object by input",
    _file(ranges={"revenue": {"low": 0, "high": 1}}): "ranges: unknown input 'revenue'",
    _file(ranges={"term_months": [12, 24]}): "ranges.term_months: a list is not an object with low",
    _file(ranges={"term_months": {"low": 24}}): "ranges.term_months, high: null is not allowed",
    _file(ranges={"term_months": {"low": 24, "high": 24.5}}): (
        "ranges.term_months: 24.5 is not allowed; allowed: whole numbers 1 to 96 (months)"
    ),
    _file(ranges={"term_months": {"low": 24, "high": 12}}): (
        "ranges.term_months: low 24 is not below high 12"
    ),
    _file(ranges={"term_months": {"low": 24, "high": 36, "step": 1}}): (
        "ranges.term_months: unknown field 'step'; allowed: low, high"
    ),
    _file(goal="grow"): "goal: 'grow' is not an object with figure, relation, threshold, month",
    _file(goal={"figure": "exit_costs"}): (
        "goal, figure: unknown figure 'exit_costs'; did you mean exit_cost?"
    ),
    _file(goal={"figure": "maturity"}): "goal, figure: unknown figure 'maturity'",
    _file(goal={"figure": "exit_cost", "relation": "<"}): (
        "goal, relation: '<' is not allowed; allowed: <=, >="
    ),
    _file(goal={"figure": "exit_cost", "relation": "<="}): (
        "goal, threshold: null is not allowed; allowed: a number"
    ),
    _file(goal={"figure": "exit_cost", "relation": "<=", "threshold": 10**400}): (
        "goal, threshold: 1000"
    ),
    _file(goal={"figure": "exit_cost", "relation": ">=", "threshold": 1, "month": 121}): (
        "goal, month: 121 is not allowed; allowed: 0 to 120"
    ),
}


@pytest.mark.parametrize("data", list(FAULTS), ids=lambda data: data[40:90].decode())
def test_what_is_refused(data: bytes) -> None:
    with pytest.raises(FileError) as caught:
        parse_project(data, "plan.tenor")
    message = str(caught.value)
    assert message.startswith(f"plan.tenor: {FAULTS[data]}")
    assert len(message.splitlines()) == 1
