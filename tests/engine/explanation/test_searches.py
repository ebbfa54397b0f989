"""Figures that are found by looking along a row, and the months that decided them."""

from __future__ import annotations

import pytest

from engine.evaluate import evaluate
from engine.explanation.explain import explain_value
from engine.explanation.subjects import Search, Subject
from engine.formula.syntax import Call, Expression, Name, walk
from engine.model.catalogue import catalogue
from engine.scenario import scenario

from .cases import SEEDS, case

# By hand, from the definitions of the figures: which condition is looked for, on which rows.
WANTED: dict[str, set[tuple[str, str]]] = {
    "first_profit_month": {("profit_flag", "operating_profit")},
    "first_profit_quarter": {("profitable_quarter", "quarter_profit")},
    "sustained_profit_month": {("sustained_flag", "profit_run")},
    "relapses": {("loss_flag", "operating_profit"), ("sustained_flag", "profit_run")},
    "peak_funding": {("", "cumulative_cash")},
    "payback_month": {
        ("", "cumulative_cash"),
        ("regained_flag", "cumulative_cash"),
        ("regained_flag", "lowest_cumulative_cash"),
    },
    "cash_out_month": {("overdrawn_flag", "cash_balance")},
    "minimum_cash": {("", "cash_balance")},
    "exit_window_opens": {("saving_flag", "exit_saving")},
    "exit_window_closes": {("saving_flag", "exit_saving")},
    "best_exit_month": {("best_exit_flag", "discounted_saving")},
    "best_exit_saving": {("", "discounted_saving")},
    "own_crossover_month": {
        ("crossover_flag", "contract_cash_to_date"),
        ("crossover_flag", "built_to_date"),
    },
    "own_crossover_net_month": {
        ("crossover_net_flag", "contract_cash_to_date"),
        ("crossover_net_flag", "built_to_date"),
        ("crossover_net_flag", "own_residual"),
    },
}
DEFAULTS = evaluate(scenario("defaults"))


@pytest.mark.parametrize("key", list(catalogue().figures))
def test_what_each_figure_searches(key: str) -> None:
    found = explain_value(DEFAULTS, Subject(key)).searches
    assert {(each.flag, each.row) for each in found} == WANTED.get(key, set())


def constants(key: str) -> set[str]:
    """The constants that a figure rests on, at any remove."""
    single = {key: each for key, each in catalogue().measures.items() if not each.series}
    found: set[str] = set()
    waiting: list[Expression] = [*catalogue().figures[key].formulas]
    while waiting:
        for part in walk(waiting.pop()):
            if isinstance(part, Name) and part.key in single and part.key not in found:
                found.add(part.key)
                waiting.append(single[part.key].formula)
    return found


def test_every_search_is_known() -> None:
    """A figure or constant that looks for a month shows it: none is forgotten."""
    model = catalogue()
    looking = {"first", "highest"}
    for key, measure in model.measures.items():
        looks = any(
            isinstance(part, Call) and part.function in looking for part in walk(measure.formula)
        )
        if looks and not measure.series:
            assert explain_value(DEFAULTS, Subject(key)).searches, key
    for key, figure in model.figures.items():
        parts = [part for tree in figure.formulas for part in walk(tree)]
        if any(isinstance(part, Call) and part.function in looking for part in parts):
            assert key in WANTED
        for constant in constants(key):
            below = explain_value(DEFAULTS, Subject(constant)).searches
            if below and key in WANTED:
                rows = {(each.flag, each.row) for each in below}
                assert rows <= WANTED[key], (key, constant)


DECIDED = {
    "first_profit_month": "profit_flag",
    "cash_out_month": "overdrawn_flag",
    "payback_month": "regained_flag",
    "best_exit_month": "best_exit_flag",
    "own_crossover_month": "crossover_flag",
    "own_crossover_net_month": "crossover_net_flag",
    "exit_window_opens": "saving_flag",
    "exit_window_closes": "saving_flag",
}


@pytest.mark.parametrize("seed", SEEDS)
def test_the_month_that_decides_is_the_figure(seed: int) -> None:
    """Against the figures of the plain loops."""
    this = case(seed)
    for key, flag in DECIDED.items():
        expected = this.figures[key]
        for search in explain_value(this.result, Subject(key)).searches:
            if search.flag == flag and expected != 0:
                assert search.decides == expected, key
    quarter = this.figures["first_profit_quarter"]
    (search,) = explain_value(this.result, Subject("first_profit_quarter")).searches
    assert (search.decides is None) == (quarter is None)
    if search.decides is not None:
        assert this.rows["quarter_month"][search.decides - 1] == 3
        assert (search.decides + 2) // 3 - quarter in (0, 1)  # type: ignore[operator]


@pytest.mark.parametrize("seed", SEEDS)
def test_what_a_search_shows(seed: int) -> None:
    this = case(seed)
    for key in catalogue().figures:
        found = explain_value(this.result, Subject(key))
        for search in found.searches:
            row = this.result.row(search.row)
            assert 1 <= len(search.months) <= 9
            assert list(search.months) == sorted(set(search.months))
            assert search.values == tuple(row[month - 1] for month in search.months)
            if search.flag:
                flags = this.result.row(search.flag)
                assert search.holds == tuple(flags[month - 1] == 1 for month in search.months)
            if search.decides is not None:
                assert search.holds[search.months.index(search.decides)]
            if found.value is None:
                assert search.decides is None


def the(key: str, changes: dict[str, float]) -> tuple[Search, ...]:
    return explain_value(evaluate(scenario("case", changes)), Subject(key)).searches


def test_a_quarter_shows_quarter_ends() -> None:
    (search,) = explain_value(DEFAULTS, Subject("first_quarter_end")).searches
    assert search == explain_value(DEFAULTS, Subject("first_profit_quarter")).searches[0]
    assert search.months == (3, 6, 9, 12)
    assert search.decides == 6
    assert search.holds == (False, True, True, True)
    assert [round(value) for value in search.values] == [-126, 591, 1494, 2408]
    assert search.unit == "$m"


def test_a_part_quarter_is_not_shown() -> None:
    (search,) = the("first_profit_quarter", {"quarter_phase": 1})
    assert search.months[0] == 5


def test_nothing_found_shows_the_months_that_came_nearest() -> None:
    (search,) = the("cash_out_month", {})
    assert search.decides is None
    assert not any(search.holds)
    row = DEFAULTS.row("cash_balance")[:48]
    assert int(row.argmin()) + 1 in search.months
    # Costs that grow for ever: the first quarters are the best ones.
    losing = {"opening_revenue": 0.0, "fixed_opex_growth": 0.5}
    (search,) = the("first_profit_quarter", losing)
    assert search.decides is None
    assert search.months[0] == 3


def test_no_month_pays_to_leave() -> None:
    supplier_pays = {"payment_direction": -1.0}
    for key in ("exit_window_opens", "exit_window_closes", "best_exit_month"):
        for search in the(key, supplier_pays):
            assert search.decides is None
            assert search.row == "exit_saving"
            assert not any(search.holds)
    (highest,) = the("best_exit_saving", supplier_pays)
    assert highest.decides is None
    assert not any(highest.holds)


def test_a_figure_that_is_missing_for_another_reason_shows_no_search() -> None:
    assert the("own_crossover_month", {"committed_gpus": 0.0}) == ()
