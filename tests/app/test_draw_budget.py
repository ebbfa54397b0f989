"""How many draws the frame allows. No clock: the seconds are made up."""

from __future__ import annotations

import pytest

from app.uncertainty.live import RUNGS, SECONDS, DrawBudget


def dragged(budget: DrawBudget, fixed: float, each: float, answers: int = 30) -> list[int]:
    """The draws of some live answers on a machine that takes `fixed` + `each` a draw."""
    counts = []
    for _ in range(answers):
        counts.append(budget.live(10_000))
        budget.measured(counts[-1], fixed + each * counts[-1])
    return counts


def test_it_begins_small() -> None:
    assert DrawBudget().live(10_000) == 500
    assert DrawBudget().live(300) == 300


@pytest.mark.parametrize("fixed", [0.0, 0.001, 0.004])
@pytest.mark.parametrize("each", [5e-7, 2e-6, 6e-6, 1.5e-5, 4e-5])
def test_it_comes_to_the_most_that_fits(fixed: float, each: float) -> None:
    counts = dragged(DrawBudget(), fixed, each)
    settled = counts[-1]
    assert counts[-10:] == [settled] * 10
    assert settled == RUNGS[0] or fixed + each * settled <= SECONDS
    larger = RUNGS[RUNGS.index(settled) + 1] if settled < 10_000 else None
    if larger is not None:
        per_draw = fixed / settled + each
        assert larger * per_draw > SECONDS * 0.8


def test_it_rises_a_rung_at_a_time() -> None:
    counts = dragged(DrawBudget(), 0.0, 1e-7)
    assert counts[:6] == [500, 1_000, 2_000, 5_000, 10_000, 10_000]


def test_it_never_exceeds_the_full_number() -> None:
    budget = DrawBudget()
    for _ in range(20):
        budget.measured(1_000, 1e-5)
    assert budget.live(3_000) == 3_000
    assert budget.live(10_000) == 10_000


def test_one_answer_that_was_held_up_changes_nothing() -> None:
    budget = DrawBudget()
    dragged(budget, 0.001, 4e-6)
    before = budget.live(10_000)
    budget.measured(before, 0.5)
    assert budget.live(10_000) == before


def test_it_falls_as_far_as_it_must() -> None:
    budget = DrawBudget()
    dragged(budget, 0.0, 1e-7)
    assert budget.live(10_000) == 10_000
    for _ in range(3):
        budget.measured(10_000, 0.2)
    assert budget.live(10_000) == 500


def test_it_never_falls_below_the_first_rung() -> None:
    budget = DrawBudget()
    for _ in range(10):
        budget.measured(250, 3.0)
    assert budget.live(10_000) == RUNGS[0]


def test_the_full_answer_on_release_counts_too() -> None:
    budget = DrawBudget()
    for _ in range(4):
        budget.measured(10_000, 0.030)
    assert budget.live(10_000) == 2_000
