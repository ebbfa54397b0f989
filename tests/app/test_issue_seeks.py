"""`tenor seek` as the issue states it: worked by hand, by brute force and by the oracle."""

from __future__ import annotations

import json
import operator
import random
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from scipy import stats

from engine.files.project.file import write_project
from engine.files.shipped import preset_scenario
from engine.project import single
from tests import issue_five
from tests.app.command_calls import answer, complaint, tenor
from tests.oracle.inputs import ranges

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    Answer = dict[str, Any]
    Capture = pytest.CaptureFixture[str]

HOLDS: dict[str, Callable[[float, float], bool]] = {"<=": operator.le, ">=": operator.ge}
WHEN = ("_month", "_quarter", "_opens")  # how the figures that are a date end
# Notice at month 12, out at month 18 of 36: six months of fees, then half of 18 months' fees.
SIMPLE = {
    "ramp_months": 0.0,
    "lockin_months": 0.0,
    "notice_months": 6.0,
    "termination_fee_pct": 0.5,
    "termination_fee_decline": 0.0,
    "switching_cost": 250.0,
}


def words(preset: str, key: str, goal: str, **changes: float) -> list[str]:
    said = ["seek", preset, "--input", key, "--goal", goal]
    for name, value in changes.items():
        said += ["--set", f"{name}={value!r}"]
    return said


# By hand ------------------------------------------------------------------------------------


def test_the_spend_at_which_the_exit_costs_ten_billion(capsys: Capture) -> None:
    """6 x + 0.5 * 18 x + 250 = 10,000: x = 650."""
    for asked in (
        words("as_reported", "monthly_spend", "exit_cost <= 10B at month 12", **SIMPLE),
        [
            *words("as_reported", "monthly_spend", "exit_cost <= 10B", **SIMPLE),
            *("--month", "12"),
        ],
    ):
        found = answer(capsys, *asked)
        assert found["kind"] == "values"
        (crossing,) = found["crossings"]
        assert crossing["value"] == pytest.approx(650, rel=1e-9)
        assert crossing["side"] == "<="
        assert found["stretches"] == [[0.0, pytest.approx(650, rel=1e-9)]]
        assert found["today"] == {"value": 1250.0, "figure": 19000.0, "holds": False}


def test_the_fee_at_which_it_does(capsys: Capture) -> None:
    """6 * 1,250 + f * 18 * 1,250 + 250 = 16,000: f = 11 / 30."""
    asked = words("as_reported", "termination_fee_pct", "exit_cost <= 16B at month 12", **SIMPLE)
    found = answer(capsys, *asked)
    assert found["nearest"]["value"] == pytest.approx(11 / 30, rel=1e-9)


def test_the_term_at_which_it_does(capsys: Capture) -> None:
    """(6 + (term - 18) / 2) * 1,250 + 250 <= 10,000: a term of 21 months is still too much by 0."""
    found = answer(
        capsys, *words("as_reported", "term_months", "exit_cost <= 10B at month 12", **SIMPLE)
    )
    # term 21: (6 + 1.5) * 1,250 + 250 = 9,625; term 22: 10,250.
    assert found["stretches"] == [[1.0, 21.0]]
    assert found["crossings"] == [{"value": 21.0, "beyond": 22.0, "side": "<="}]


def test_always_and_never(capsys: Capture) -> None:
    always = answer(
        capsys, *words("as_reported", "monthly_spend", "exit_cost <= 900B at month 12", **SIMPLE)
    )
    never = answer(
        capsys, *words("as_reported", "monthly_spend", "exit_cost >= 900B at month 12", **SIMPLE)
    )
    for found, kind in ((always, "always"), (never, "never")):
        assert found["kind"] == kind
        assert found["crossings"] == []
        assert found["nearest"] is None
    assert always["stretches"] == [[0.0, 5000.0]]
    assert never["stretches"] == []
    said = tenor(capsys, *words("as_reported", "monthly_spend", "exit_cost >= 900B")).out
    assert "never in range" in said.lower()
    said = tenor(capsys, *words("as_reported", "monthly_spend", "exit_cost <= 900B")).out
    assert "always" in said.lower()


def test_within_a_part_of_the_range(capsys: Capture) -> None:
    asked = words("as_reported", "monthly_spend", "exit_cost <= 10B at month 12", **SIMPLE)
    found = answer(capsys, *asked, "--within", "700:900")
    assert (found["kind"], found["within"]) == ("never", [700.0, 900.0])
    found = answer(capsys, *asked, "--within", "600:900")
    assert found["stretches"] == [[600.0, pytest.approx(650, rel=1e-9)]]


# Whole numbers by brute force ---------------------------------------------------------------

WHOLE = (
    ("as_reported", "term_months", "exit_cost", "<="),
    ("as_reported", "term_months", "npv_cash_flow", ">="),
    ("albatross", "term_months", "exit_window_opens", "<="),
    ("as_reported", "exit_notice_month", "contract_pv", "<="),
    ("as_reported", "exit_notice_month", "npv_cash_flow", ">="),
    ("flexible_contract", "stepdown_month", "exit_cost", ">="),
    ("as_reported", "outage_start_month", "npv_operating_profit", "<="),
    ("as_reported", "delivery_delay_months", "first_profit_quarter", "<="),
    ("as_reported", "decision_month", "exit_cost", ">="),
    ("as_reported", "lockin_months", "effective_lock_in_months", ">="),
    ("albatross", "horizon_months", "payback_month", "<="),
    ("late_delivery", "sustain_months", "sustained_profit_month", "<="),
    ("s1_terms", "contract_start_month", "peak_funding", ">="),
    ("as_reported", "payment_direction", "implied_price", ">="),
)


@cache
def along(preset: str, key: str, figure: str) -> dict[float, float | None]:
    """The oracle's figure at every whole value of an input."""
    low, high = ranges()[key]
    values = [low, high] if key == "payment_direction" else range(int(low), int(high) + 1)
    found: dict[float, float | None] = {}
    for value in values:
        got = issue_five.existing([issue_five.figure(figure, preset, **{key: float(value)})])
        found[float(value)] = got[0] if got else None
    return found


def truth(figure: str, relation: str, threshold: float, value: float | None) -> bool:
    """A month that never comes is infinitely late; any other figure that is none holds nothing."""
    if value is None:
        return relation == ">=" and figure.endswith(WHEN)
    return HOLDS[relation](value, threshold)


def runs(values: Iterable[tuple[float, bool]]) -> list[list[float]]:
    """The stretches of neighbours that are true."""
    found: list[list[float]] = []
    before = False
    for value, holds in values:
        if holds and before:
            found[-1][1] = value
        elif holds:
            found.append([value, value])
        before = holds
    return found


@pytest.mark.parametrize(("preset", "key", "figure", "relation"), WHOLE)
def test_whole_numbers_by_brute_force(
    capsys: Capture, preset: str, key: str, figure: str, relation: str
) -> None:
    """Every value by the oracle, with thresholds among the values and between them."""
    plain = along(preset, key, figure)
    exist = sorted({round(value, 4) for value in plain.values() if value is not None})
    chance = random.Random(f"{key} {figure}")  # noqa: S311
    tried = {chance.choice(exist) for _ in range(4)}
    if not figure.endswith(WHEN):
        tried |= {each + 0.5 for each in tried}
    for threshold in sorted(tried):
        clear = all(
            value is None or value == threshold or abs(value - threshold) > 1e-6 * abs(threshold)
            for value in plain.values()
        )
        if not clear:
            continue
        found = answer(capsys, *words(preset, key, f"{figure} {relation} {threshold:.10g}"))
        wanted = [(at, truth(figure, relation, threshold, each)) for at, each in plain.items()]
        assert found["stretches"] == runs(wanted), threshold
        kinds = {True: "always", False: "never"}
        answers = {holds for _, holds in wanted}
        assert found["kind"] == (kinds[answers.pop()] if len(answers) == 1 else "values")


# Continuous, also where it rises and falls --------------------------------------------------

CONTINUOUS = (
    ("as_reported", "monthly_spend", "supplier_hhi", ">=", 2700.0),  # two crossings
    ("as_reported", "monthly_spend", "supplier_hhi", "<=", 2600.0),
    ("as_reported", "revenue_growth", "first_profit_quarter", "<=", 2.0),  # jumps
    ("as_reported", "revenue_growth", "npv_operating_profit", ">=", 20000.0),
    ("as_reported", "revenue_growth", "cash_out_month", ">=", 30.0),
    ("as_reported", "market_price_decline", "best_exit_saving", ">=", 1000.0),
    ("as_reported", "committed_gpus", "own_pv", "<=", 30000.0),
    ("as_reported", "efficiency_gain", "peak_funding", "<=", 5000.0),
    ("albatross", "monthly_spend", "exit_window_opens", "<=", 6.0),
    ("supplier_pays", "monthly_spend", "npv_cash_flow", ">=", 0.0),
    ("flexible_contract", "opening_market_price", "exit_cost", "<=", 14000.0),
    ("as_reported", "opening_market_price", "regret", "<=", 8000.0),
)


@pytest.mark.parametrize(("preset", "key", "figure", "relation", "threshold"), CONTINUOUS)
def test_stretches_are_where_the_oracle_says(
    capsys: Capture, preset: str, key: str, figure: str, relation: str, threshold: float
) -> None:
    """Over a grid of my own; and on both sides of every crossing, which are close."""
    found = answer(capsys, *words(preset, key, f"{figure} {relation} {threshold:.10g}"))

    def holds(value: float) -> bool:
        got = issue_five.existing([issue_five.figure(figure, preset, **{key: value})])
        return truth(figure, relation, threshold, got[0] if got else None)

    low, high = ranges()[key]
    edges = [each for crossing in found["crossings"] for each in crossing.values()]
    for step in range(101):
        value = low + (high - low) * step / 100
        if any(isinstance(edge, float) and abs(edge - value) < 1e-6 for edge in edges):
            continue
        inside = any(first <= value <= last for first, last in found["stretches"])
        assert holds(value) == inside, value
    for crossing in found["crossings"]:
        value, beyond = crossing["value"], crossing["beyond"]
        assert abs(value - beyond) <= 1e-9 * max(abs(value), high - low)
        assert (beyond > value) == (crossing["side"] == "<=")
        clear = 1e-7 * (high - low) * (1 if beyond > value else -1)
        assert not holds(value + clear)
        assert holds(value - clear)
    today = issue_five.of(preset)[key]
    if found["crossings"]:
        distances = [abs(crossing["value"] - today) for crossing in found["crossings"]]
        assert abs(found["nearest"]["value"] - today) == min(distances)


def test_a_curve_that_falls_and_rises_has_both_crossings(capsys: Capture) -> None:
    found = answer(capsys, *words("as_reported", "monthly_spend", "supplier_hhi >= 2700"))
    assert [crossing["side"] for crossing in found["crossings"]] == ["<=", ">="]
    for x, y in zip(found["curve"]["x"][::25], found["curve"]["figure"][::25], strict=True):
        wanted = issue_five.number("supplier_hhi", monthly_spend=x)
        assert y == pytest.approx(wanted, rel=1e-9)


def test_the_ready_questions(capsys: Capture) -> None:
    """kpis.md's solved figures; each answer holds, and the next value does not."""
    solved = answer(capsys, "seek", "as_reported")["solved"]
    growth = solved["break_even_growth"]["value"]
    close = issue_five.number("npv_operating_profit", revenue_growth=growth)
    assert abs(close) < 1e-3
    spend = solved["largest_affordable_monthly_spend"]["value"]
    assert issue_five.figure("cash_out_month", monthly_spend=spend - 1e-3) is None
    assert issue_five.figure("cash_out_month", monthly_spend=spend + 1e-3) is not None
    term = solved["longest_tolerable_term"]["value"]
    assert issue_five.number("obligation_to_cash", term_months=term) <= 1
    assert issue_five.number("obligation_to_cash", term_months=term + 1) > 1
    delay = solved["latest_tolerable_delay"]["value"]
    assert issue_five.number("first_profit_quarter", delivery_delay_months=delay) <= 2
    assert issue_five.number("first_profit_quarter", delivery_delay_months=delay + 1) > 2


# Under uncertainty --------------------------------------------------------------------------


@pytest.mark.parametrize("level", [0.1, 0.5, 0.9])
def test_the_value_at_which_a_probability_is_reached(
    capsys: Capture, tmp_path: Path, level: float
) -> None:
    """15 x + switching <= 10,000, switching normal: x = (10,000 - its quantile) / 15."""
    path = tmp_path / "plan.tenor"
    write_project(path, single(preset_scenario("as_reported").with_values(SIMPLE)))
    document = json.loads(path.read_text(encoding="utf-8"))
    document["uncertainty"] = {
        "draws": 10000,
        "seed": 1,
        "follows": False,
        "distributions": {"switching_cost": {"kind": "normal", "mean": 1000, "sd": 200}},
        "correlations": [],
    }
    path.write_text(json.dumps(document), encoding="utf-8")
    asked = ["seek", path, "--input", "monthly_spend", "--goal", "exit_cost <= 10B at month 12"]
    found = answer(capsys, *asked, "--probability", level, "--draws", 4000)
    assert found["draws"] == 4000
    (crossing,) = found["crossings"]
    theory = (10000 - stats.norm.ppf(level, 1000, 200)) / 15
    # Latin hypercube: the quantile is off by no more than a stratum.
    error = 3 / 4000 / stats.norm.pdf(stats.norm.ppf(level)) * 200 / 15
    assert abs(crossing["value"] - theory) <= error
    assert crossing["side"] == "<="


def test_a_probability_from_plain_draws(capsys: Capture) -> None:
    """At the answer, the share of my own draws in which the goal holds is the level."""
    asked = words("as_reported", "revenue_growth", "first_profit_quarter <= 2")
    found = answer(capsys, *asked, "--probability", "0.7", "--draws", 4000)
    (crossing,) = found["crossings"]
    times = 0
    for values in issue_five.my_draws(400):
        inputs = issue_five.of("as_reported", **values)
        inputs["revenue_growth"] = crossing["value"]
        quarter = issue_five.existing([issue_five.run(inputs).figures["first_profit_quarter"]])
        times += bool(quarter) and quarter[0] <= 2
    assert issue_five.share_agrees(0.7, times, 400)


# Faults -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (("--input", "spend", "--goal", "exit_cost <= 10B"), "spend"),
        (("--input", "term_months", "--goal", "exit_costs <= 10B"), "exit_costs"),
        (("--input", "term_months", "--goal", "exit_cost"), "--goal"),
        (("--input", "term_months", "--goal", "exit_cost <= much"), "much"),
        (("--input", "term_months", "--goal", "exit_cost <= 10B", "--month", "0"), "0"),
        (("--input", "term_months", "--goal", "exit_cost <= 10B", "--month", "121"), "121"),
        (("--input", "term_months", "--goal", "exit_cost <= 10B", "--within", "9:3"), "9:3"),
        (("--input", "term_months", "--goal", "exit_cost <= 10B", "--within", "1:97"), "97"),
        (("--input", "term_months", "--goal", "exit_cost <= 10B", "--probability", "2"), "2"),
        (("--input", "term_months"), "--goal"),
        (("--goal", "maturity <= 3"), "maturity"),
        (("--set", "term_months=0", "--goal", "exit_cost <= 10B"), "term_months"),
    ],
)
def test_wrong_words_are_refused_in_one_line(
    capsys: Capture, asked: tuple[str, ...], says: str
) -> None:
    assert says in complaint(capsys, "seek", "as_reported", *asked)
