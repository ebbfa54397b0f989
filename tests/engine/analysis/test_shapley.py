"""Shapley values of published games and games worked by hand; sampling against all orders."""

from __future__ import annotations

import itertools
import math
import random
from typing import TYPE_CHECKING

import numpy as np
import pytest

from engine.analysis.shapley import MOST_ORDERS, STOP, MissingError, exact, sampled, summing_to

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.analysis.shapley import Array, Game, Members

    Worth = Callable[[frozenset[int]], float]


def game(worth: Worth) -> Game:
    """A game of players 0, 1... from what a set of them is worth."""

    def play(members: Members) -> Array:
        sets = (frozenset(np.flatnonzero(row).tolist()) for row in members)
        return np.array([worth(members) for members in sets])

    return play


def ignore(share: float) -> None:
    """Progress that nobody watches."""


def sizes(players: int, worth: Worth) -> tuple[float, ...]:
    return exact(players, game(worth), ignore).sizes


def voting(quota: int, *weights: int) -> Worth:
    return lambda members: float(sum(weights[player] for player in members) >= quota)


def rough(seed: int, players: int, most: int = 3) -> Worth:
    """A game whose players add up, less or more where up to `most` of them meet."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    effects = {
        frozenset(met): chance.uniform(-10, 10) / count**2
        for count in range(1, most + 1)
        for met in itertools.combinations(range(players), count)
    }
    return lambda members: math.fsum(size for met, size in effects.items() if met <= members)


# Published games -----------------------------------------------------------------------


def test_gloves() -> None:
    """Two left gloves and one right one: a pair is worth 1."""
    pair = sizes(3, lambda members: float(2 in members and len(members) > 1))
    assert pair == pytest.approx((1 / 6, 1 / 6, 2 / 3), rel=1e-15)


def test_airport() -> None:
    """Littlechild and Owen: the largest aircraft decides the runway's cost."""
    costs = (8.0, 11.0, 13.0, 18.0)
    found = sizes(4, lambda members: max((costs[player] for player in members), default=0.0))
    assert found == pytest.approx((2, 3, 4, 9), rel=1e-15)


@pytest.mark.parametrize(
    ("quota", "weights", "power"),
    [
        (51, (50, 49, 1), (2 / 3, 1 / 6, 1 / 6)),
        (4, (3, 2, 1, 1), (1 / 2, 1 / 6, 1 / 6, 1 / 6)),
        # The Council of the first European Community: Luxembourg never mattered.
        (12, (4, 4, 4, 2, 2, 1), (14 / 60, 14 / 60, 14 / 60, 9 / 60, 9 / 60, 0)),
    ],
)
def test_voting(quota: int, weights: tuple[int, ...], power: tuple[float, ...]) -> None:
    assert sizes(len(weights), voting(quota, *weights)) == pytest.approx(power, rel=1e-14)


def test_security_council() -> None:
    """Five permanent members with a veto, ten others, nine votes needed."""
    found = sizes(15, lambda members: float(len(members) >= 9 and members.issuperset(range(5))))
    assert found == pytest.approx((421 / 2145,) * 5 + (4 / 2145,) * 10, rel=1e-12)


# Worked by hand ------------------------------------------------------------------------


def test_a_sum() -> None:
    parts = (1.5, -4.0, 0.0, 2.25)
    assert sizes(4, lambda members: sum(parts[player] for player in members)) == parts


def test_a_product_of_two() -> None:
    """Price 10 to 12, quantity 100 to 90: each change at the other's average."""
    found = sizes(2, lambda members: (12 if 0 in members else 10) * (90 if 1 in members else 100))
    assert found == (2 * 95, -10 * 11)


def test_a_product_of_three() -> None:
    """A change of 2 to 3 beside 5 to 7 and 11 to 13: 1/3 of the ends, 1/6 of the mixtures."""
    pairs = ((2, 3), (5, 7), (11, 13))
    found = sizes(
        3, lambda members: math.prod(pairs[place][place in members] for place in range(3))
    )
    assert found[0] == pytest.approx((5 * 11 + 7 * 13) / 3 + (5 * 13 + 7 * 11) / 6, rel=1e-14)
    assert math.fsum(found) == pytest.approx(3 * 7 * 13 - 2 * 5 * 11, rel=1e-14)


def test_nobody_and_one() -> None:
    assert sizes(0, lambda members: 7.0 + len(members)) == ()
    assert sizes(1, lambda members: 7.0 if members else 3.0) == (4.0,)


def average(players: int, worth: Worth) -> list[float]:
    """The mean gain over every order, one order after the other."""
    gains: list[list[float]] = [[] for _ in range(players)]
    for order in itertools.permutations(range(players)):
        for place, player in enumerate(order):
            before = frozenset(order[:place])
            gains[player].append(worth(before | {player}) - worth(before))
    return [math.fsum(found) / len(found) for found in gains]


@pytest.mark.parametrize("seed", range(5))
def test_the_average_over_all_orders(seed: int) -> None:
    worth = rough(seed, 6)
    assert sizes(6, worth) == pytest.approx(average(6, worth), rel=1e-12)


# Properties ----------------------------------------------------------------------------


def test_names_do_not_matter() -> None:
    worth = rough(1, 8)
    new = random.Random(1).sample(range(8), 8)  # noqa: S311 - repeatable, not secret
    back = {name: old for old, name in enumerate(new)}
    renamed = sizes(8, lambda members: worth(frozenset(back[player] for player in members)))
    assert [renamed[name] for name in new] == list(sizes(8, worth))


def test_equals_get_the_same() -> None:
    found = sizes(7, lambda members: math.sqrt(len(members)) * (2 if 6 in members else 1))
    assert len(set(found[:6])) == 1
    assert found[0] != found[6]


def test_who_changes_nothing_gets_nothing() -> None:
    worth = rough(2, 7)
    for share in (exact, sampled):
        shares = share(7, game(lambda members: worth(members - {3})), ignore)
        assert shares.sizes[3] == 0.0
        assert shares.error([3]) == 0.0


def test_the_way_back_is_the_way_there() -> None:
    worth = rough(3, 9)
    everybody = frozenset(range(9))
    for share in (exact, sampled):
        there = share(9, game(worth), ignore)
        back = share(9, game(lambda members: worth(everybody - members)), ignore)
        assert back.sizes == tuple(-size for size in there.sizes)
        assert [back.error([player]) for player in range(9)] == [
            there.error([player]) for player in range(9)
        ]


# Sampling ------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(8))
def test_a_sample_is_near(seed: int) -> None:
    worth = rough(seed, 10)
    right = exact(10, game(worth), ignore)
    found = sampled(10, game(worth), ignore)
    assert right.orders == 0
    assert 0 < found.orders <= MOST_ORDERS
    errors = [found.error([player]) for player in range(10)]
    assert max(errors) <= STOP * max(map(abs, found.sizes)) or found.orders == MOST_ORDERS
    for player, error in enumerate(errors):
        assert error > 0
        assert abs(found.sizes[player] - right.sizes[player]) <= 4 * error
    assert math.fsum(found.sizes) == pytest.approx(math.fsum(right.sizes), rel=1e-12)


def test_the_stated_error_is_the_usual_distance() -> None:
    ratios = []
    for seed in range(20):
        worth = rough(100 + seed, 8)
        right, found = (share(8, game(worth), ignore) for share in (exact, sampled))
        ratios += [
            (found.sizes[player] - right.sizes[player]) / found.error([player])
            for player in range(8)
        ]
    assert 0.8 <= math.sqrt(math.fsum(ratio**2 for ratio in ratios) / len(ratios)) <= 1.25


def test_a_sample_is_the_same_every_time() -> None:
    first, second = (sampled(12, game(rough(5, 12)), ignore) for _ in range(2))
    assert first.sizes == second.sizes
    assert first.samples.tobytes() == second.samples.tobytes()


def test_a_sample_of_a_sum_is_exact_at_once() -> None:
    parts = [float(place) for place in range(30)]
    found = sampled(30, game(lambda members: sum(parts[player] for player in members)), ignore)
    assert found.sizes == tuple(parts)
    assert found.orders == 64
    assert found.error([29]) == 0.0


def test_a_sample_is_exact_where_no_three_interact() -> None:
    """Of two inputs each comes first in either an order or its reverse."""
    worth = rough(9, 14, most=2)
    found = sampled(14, game(worth), ignore)
    assert found.orders == 64
    assert found.sizes == pytest.approx(sizes(14, worth), rel=1e-12)


def test_a_sample_ends_at_its_limit() -> None:
    """One vote decides among 25 equal ones: no sample of this size is near enough."""
    found = sampled(25, game(voting(13, *[1] * 25)), ignore, most_orders=160)
    assert found.orders == 160
    assert found.error([0]) > STOP * max(found.sizes)


def test_a_sample_of_nothing_ends() -> None:
    found = sampled(20, game(lambda members: 0.0 * len(members)), ignore)
    assert found.sizes == (0.0,) * 20
    assert found.orders == 64


def test_errors_of_sums() -> None:
    """The sum over everybody is the same in every order; a part's error is not the parts' sum."""
    found = sampled(10, game(rough(4, 10)), ignore)
    assert found.error(range(10)) == pytest.approx(0.0, abs=1e-12)
    assert found.error([]) == 0.0
    assert 0 < found.error([0, 1]) < found.error([0]) + found.error([1])


# Interruption and gaps -----------------------------------------------------------------


class Stop(Exception):  # noqa: N818 - not a fault
    pass


@pytest.mark.parametrize("share", [exact, sampled])
def test_what_progress_raises_stops_the_work(share: Callable[..., object]) -> None:
    played = []

    def play(members: Members) -> Array:
        played.append(len(members))
        worth: Array = members.sum(axis=1).astype(np.float64)
        return worth

    heard: list[float] = []

    def progress(done: float) -> None:
        heard.append(done)
        if len(heard) == 3:
            raise Stop

    with pytest.raises(Stop):
        share(13, play, progress)
    assert len(played) <= 4
    assert max(played) <= 128


@pytest.mark.parametrize("share", [exact, sampled])
def test_progress_rises_to_one(share: Callable[..., object]) -> None:
    heard: list[float] = []
    share(11, game(rough(6, 11)), heard.append)
    assert heard == sorted(heard)
    assert heard[0] >= 0
    assert heard[-1] == 1.0
    assert len(heard) >= 2**11 / 128


def test_sets_without_a_value() -> None:
    def worth(members: frozenset[int]) -> float:
        return math.nan if members.issuperset((0, 1)) else 1.0

    with pytest.raises(MissingError) as caught:
        sizes(4, worth)
    assert (caught.value.missing, caught.value.tried) == (4, 16)
    assert np.flatnonzero(caught.value.members).tolist() == [0, 1]
    with pytest.raises(MissingError):
        sampled(4, game(lambda members: worth(members) if len(members) < 4 else 1.0), ignore)


# Rounding ------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(200))
def test_sizes_sum_to_the_total(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    scale = 10 ** chance.uniform(-6, 6)
    found = [chance.gauss(0, scale) for _ in range(chance.randint(1, 100))]
    total = math.fsum(found) * (1 + chance.uniform(-1e-14, 1e-14))
    fitted = summing_to(total, [*found, 0.0])
    assert math.fsum(fitted) == total
    assert fitted[-1] == 0.0
    assert fitted == pytest.approx((*found, 0.0), rel=1e-9)
    assert summing_to(-total, [-size for size in found]) == tuple(-size for size in fitted[:-1])


def test_sizes_that_cancel_to_nothing() -> None:
    fitted = summing_to(0.0, [1e6 / 3, -1e6 / 7, -4e6 / 21 + 1e-11, 1e-3])
    assert math.fsum(fitted) == 0.0


def test_a_remainder_too_fine_for_the_largest() -> None:
    fitted = summing_to(0.1, [1e9 / 3, -1e9 / 3, 0.1 - 3e-9])
    assert fitted == pytest.approx((1e9 / 3, -1e9 / 3, 0.1), rel=1e-7)
    assert math.fsum(fitted) == 0.1


def test_a_total_finer_than_every_size() -> None:
    """Both sizes are multiples of 2^-40, which the total is not: as near as they come."""
    total = -30.720547835
    fitted = summing_to(total, [-5434.050547835, 5403.33])
    assert math.fsum(fitted) != total
    assert abs(math.fsum(fitted) - total) <= math.ulp(5403.33) / 2
