"""A difference shared out among its causes: the average over all orders of introducing them.

The game's value is known for every set of players, a set being a row of true and false. A
player's size is what it adds to the players before it, averaged over all orders in which
they can come (Shapley 1953, "A value for n-person games"). So the sizes add up to the
difference between everybody and nobody, equal players get equal sizes, one that changes
nothing gets exactly 0, and the order in which the players are named does not matter.
"""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    Array = NDArray[np.float64]
    Members = NDArray[np.bool_]
    Game = Callable[[Members], Array]
    Progress = Callable[[float], None]

# A block's months fit the processor's cache and the heap: larger ones take up to 1.7 times
# as long a mixture, smaller ones pay for their calls.
BLOCK = 128
STOP = 0.01  # a sample is large enough when no error exceeds this share of the largest size
MOST_ORDERS = 2000
_FEWEST_ORDERS = 64  # below this the estimate of the error is itself too uncertain
_ROUND = 8  # pairs of orders between two looks at the error
_SEED = 1953


class MissingError(ValueError):
    """The game has no value (NaN) for some sets: `missing` of `tried`, `members` the first."""

    def __init__(self, missing: int, tried: int, members: Members) -> None:
        self.missing = missing
        self.tried = tried
        self.members = members
        super().__init__(f"no value for {missing} of {tried} sets of players")


class Shares(NamedTuple):
    """What each player contributes, in the game's unit.

    `samples` is (pairs of orders, players), each the mean of an order and its reverse; it
    has no rows where the sizes are exact.
    """

    sizes: tuple[float, ...]
    samples: Array

    @property
    def orders(self) -> int:
        """Orders sampled; 0 where all of them are averaged."""
        return 2 * len(self.samples)

    def error(self, players: Sequence[int]) -> float:
        """The standard error of the sum of some players' sizes; 0 where it is exact."""
        if not self.orders:
            return 0.0
        return float(_standard_error(self.samples[:, players].sum(axis=1)[:, None])[0])


def exact(players: int, game: Game, progress: Progress) -> Shares:
    """Every player's size from the value of all 2^players sets.

    `game` takes (sets, players) of bool and gives (sets,). `progress` is called after every
    block of sets with the share done; what it raises stops the work. Raises `MissingError`.
    """
    places = np.arange(1 << players)
    members = (places[:, None] >> np.arange(players)) & 1 == 1
    values = _played(members, game, progress)
    counts = members.sum(axis=1)
    weights = np.array([1 / (players * math.comb(players - 1, size)) for size in range(players)])
    sizes = []
    for player in range(players):
        without = places[~members[:, player]]
        gains = values[without + (1 << player)] - values[without]
        sizes.append(math.fsum((gains * weights[counts[without]]).tolist()))
    return Shares(tuple(sizes), np.empty((0, players)))


def sampled(players: int, game: Game, progress: Progress, most_orders: int = MOST_ORDERS) -> Shares:
    """Every player's size from a sample of orders: the same bits every time.

    Orders are drawn evenly (Castro, Gómez and Tejada 2009, "Polynomial calculation of the
    Shapley value based on sampling"), each together with its reverse. The pair leaves no
    error where only two players at a time interact, and makes the way back the exact negative
    of the way there. The sample ends when the largest standard error is below `STOP` of the
    largest size, or at `most_orders`. Otherwise as `exact`.
    """
    chance = np.random.default_rng(_SEED)
    ends = _played(np.array([[False] * players, [True] * players]), game, lambda _: None)
    samples = np.empty((0, players))
    share = 0.0
    while True:
        found = _pairs(chance, players, game, ends, partial(_standing, progress, share))
        samples = np.concatenate((samples, found))
        sizes, error = samples.mean(axis=0), float(_standard_error(samples).max())
        orders = 2 * len(samples)
        allowed = STOP * float(np.abs(sizes).max())
        if orders >= most_orders or (orders >= _FEWEST_ORDERS and error <= allowed):
            progress(1.0)
            return Shares(tuple(sizes.tolist()), samples)
        # The error falls with the square root of the orders.
        wanted = orders * (error / allowed) ** 2 if allowed else math.inf
        share = max(share, orders / min(most_orders, max(_FEWEST_ORDERS, wanted)))
        progress(share)


def summing_to(total: float, sizes: Sequence[float]) -> tuple[float, ...]:
    """Sizes whose `math.fsum` is `total`: the remainder of rounding goes into the largest.

    What is too fine for the largest goes into the next, and so on; sizes of 0 stay 0. Doubles
    such as 5403.33 and -5434.05 can't sum to a total of -30.72 with all its digits: where
    every size is that much larger than the total, half a last place of the smallest is left.
    """
    found = list(sizes)
    for place in sorted(range(len(found)), key=lambda place: -abs(found[place])):
        if math.fsum(found) == total or not found[place]:
            break
        found[place] += math.fsum((total, *(-size for size in found)))
    return tuple(found)


def _pairs(
    chance: np.random.Generator, players: int, game: Game, ends: Array, progress: Progress
) -> Array:
    """(_ROUND, players): the gains in some orders, each averaged with those in its reverse."""
    order = chance.random((_ROUND, players)).argsort(axis=1, kind="stable")
    place = np.stack((order, order[:, ::-1]), axis=1).argsort(axis=2)
    place = place.reshape(2 * _ROUND, players)  # where in its order each player comes
    members = place[:, None, :] < np.arange(1, players)[None, :, None]
    values = np.empty((len(place), players + 1))
    values[:, 0], values[:, -1] = ends
    between = _played(members.reshape(-1, players), game, progress)
    values[:, 1:-1] = between.reshape(len(place), players - 1)
    gains = np.take_along_axis(np.diff(values, axis=1), place, axis=1)
    found: Array = gains.reshape(_ROUND, 2, players).mean(axis=1)
    return found


def _standing(progress: Progress, share: float, _: float) -> None:
    """A sign of life within a round: how much a round is of the whole, only its error tells."""
    progress(share)


def _standard_error(samples: Array) -> Array:
    """(players,), of the means of (pairs, players)."""
    error: Array = samples.std(axis=0, ddof=1) / math.sqrt(len(samples))
    return error


def _played(members: Members, game: Game, progress: Progress) -> Array:
    """The values of (sets, players), block by block."""
    values = np.empty(len(members))
    for start in range(0, len(members), BLOCK):
        block = members[start : start + BLOCK]
        values[start : start + len(block)] = game(block)
        progress((start + len(block)) / len(members))
    missing = np.isnan(values)
    if missing.any():
        raise MissingError(int(missing.sum()), len(values), members[missing.argmax()])
    return values
