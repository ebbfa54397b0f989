"""The term swept: every conclusion against the plain oracle, one term at a time."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from engine.analysis.goal import Goal
from engine.analysis.term_sweep import (
    FIRST,
    LAST,
    TERM,
    Finding,
    Run,
    conclusions,
    sweep_case,
    term_sweep,
)
from engine.files.shipped import preset_scenario
from engine.model.catalogue import catalogue
from engine.scenario import scenario
from tests.oracle import headline as oracle_headline
from tests.oracle import model as oracle_model

if TYPE_CHECKING:
    from engine.scenario import Scenario
    from tests.oracle.figures import Figures

CASES = ("as_reported", "s1_terms", "hard", "supplier pays")


def case(name: str) -> Scenario:
    own = {
        "hard": {"opening_revenue": 2500.0, "opening_cash": 6000.0, "auto_renew": 1.0},
        "supplier pays": {"payment_direction": -1.0},
    }
    return scenario(name, own[name]) if name in own else preset_scenario(name)


def oracle_figures(inputs: dict[str, float]) -> Figures:
    scalars, rows = oracle_model.evaluate(inputs)
    return oracle_headline.headline(inputs, scalars, rows)


def never(value: object) -> float:
    """What does not happen is infinitely late."""
    return math.inf if value is None else float(value)  # type: ignore[arg-type]


def judged(figures: Figures, inputs: dict[str, float]) -> dict[str, bool | None]:
    """The conclusions, each written again from what it says."""

    def both(one: str, other: str) -> bool | None:
        left, right = figures[one], figures[other]
        if left is None or right is None:
            return None
        return float(left) < float(right)  # type: ignore[arg-type]

    def known(key: str) -> float | None:
        value = figures[key]
        return None if value is None else float(value)  # type: ignore[arg-type]

    owed, net, supplier = (
        known("obligation_to_revenue"),
        known("npv_cash_flow"),
        known("supplier_npv"),
    )
    return {
        "first_profit": never(figures["first_profit_month"]) <= 12,
        "sustained_profit": figures["sustained_profit_month"] is not None,
        "cash_lasts": figures["cash_out_month"] is None,
        "cash_flow_pays": None if net is None else net > 0,
        "obligation_a_year": None if owed is None else owed <= 1,
        "exit_a_year": never(figures["exit_cost"]) <= 12 * inputs["monthly_spend"],
        "free_in_two_years": never(figures["effective_lock_in_months"]) <= 24,
        "leaving_pays": figures["exit_window_opens"] is not None,
        "cheaper_than_spot": both("contract_pv", "spot_pv"),
        "cheaper_than_owning": both("contract_pv", "own_pv"),
        "supplier_earns": None if supplier is None else supplier > 0,
        "deal_exists": both("zopa_floor", "zopa_ceiling"),
    }


@pytest.mark.parametrize("name", CASES)
def test_every_conclusion_agrees_with_the_oracle_for_every_term(name: str) -> None:
    own = case(name)
    goal = Goal("exit_cost", "<=", 20_000.0, month=6)
    found = term_sweep(own, goal)
    assert found.terms.tolist() == list(range(FIRST, LAST + 1))
    for term in range(FIRST, LAST + 1):
        inputs = {**own.values, TERM: float(term)}
        expected = judged(oracle_figures(inputs), inputs)
        at_term = {each.conclusion.key: each.at(term) for each in found.findings if each.conclusion}
        assert at_term == expected, term
        if term % 7 == 0:  # the goal is read in its own month
            read = oracle_figures({**inputs, "decision_month": 6.0})
            assert found.findings[0].at(term) == (never(read["exit_cost"]) <= 20_000.0)


def test_the_runs_cover_every_term_once_and_change_at_each_seam() -> None:
    for name in CASES:
        for each in term_sweep(case(name)).findings:
            terms = [term for run in each.runs for term in range(run.first, run.last + 1)]
            assert terms == list(range(FIRST, LAST + 1))
            answers = [run.answer for run in each.runs]
            assert all(one is not other for one, other in pairwise(answers))
            assert each.changes == tuple(run.first for run in each.runs[1:])


def test_what_holds_always_or_never_is_told_apart() -> None:
    always = Finding(None, "exit_cost", (Run(12, 96, answer=True),))
    never_holds = Finding(None, "exit_cost", (Run(12, 96, answer=False),))
    mixed = Finding(
        None, "exit_cost", (Run(12, 47, answer=True), Run(48, 90, answer=False), Run(91, 96, None))
    )
    assert (always.always, always.never) == (True, False)
    assert (never_holds.always, never_holds.never) == (False, True)
    assert (mixed.always, mixed.never) == (False, False)
    assert [mixed.at(term) for term in (47, 48, 96)] == [True, False, None]


def test_the_table_names_figures_and_inputs_that_exist() -> None:
    model = catalogue()
    keys = [each.key for each in conclusions()]
    assert len(keys) == len(set(keys)) >= 10
    for each in conclusions():
        assert each.figure in model.figures
        assert not model.figures[each.figure].listed
        assert each.than == "" or each.than in model.figures or each.than in model.inputs
        assert each.relation in ("<", "<=", ">", ">=")
        assert each.holds
        if each.than in model.figures:  # like is compared with like
            assert model.figures[each.than].unit == model.figures[each.figure].unit


def test_a_shorter_present_term_is_swept_too() -> None:
    found = term_sweep(scenario("short", {TERM: 6.0}))
    assert int(found.terms[0]) == 6
    assert found.findings[0].runs[0].first == 6


def test_terms_that_do_not_fit_the_timeline_are_named() -> None:
    assert term_sweep(case("as_reported")).beyond is None
    late = scenario("late", {"contract_start_month": 24.0, "auto_renew": 1.0})
    # Month 24 - 1, the term and 12 months of renewal: 85 months end in month 120.
    assert term_sweep(late).beyond == 86


def test_the_sweep_stays_while_the_term_moves() -> None:
    own = case("as_reported")
    assert sweep_case(own) == sweep_case(own.with_values({TERM: 72.0}))
    assert sweep_case(own.with_values({TERM: 6.0})).values[TERM] == 6


class Stopped(Exception):  # noqa: N818
    """What a cancelled question raises."""


def test_it_can_be_stopped() -> None:
    def stop() -> None:
        raise Stopped

    with pytest.raises(Stopped):
        term_sweep(scenario("case"), stop=stop)
