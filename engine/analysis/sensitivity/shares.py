"""How much of a variance is due to each of several inputs, from a sample of all of them.

The variance is explained by a sum of single effects: any smooth curve of each input, fitted to
all of them together by least squares. What a set of inputs explains is the share R² of that
fit, corrected for the number of its terms. The whole R² is shared out by the average over all
orders of adding the inputs (Lindeman, Merenda and Gold 1980; Grömping 2007, "Estimators of
relative importance in linear regression based on variance decomposition").

- Where the inputs are independent, an input's share is its first-order Sobol index: the
  variance of what is expected once it is known, over the whole variance.
- Where inputs go together, what they explain jointly is shared evenly between them. So the
  shares still add up; they say what goes with an input, not what it alone would cause.
- The rest, up to 1, is what no sum of single effects explains: inputs working together.

An effect's curve is a polynomial of the input's rank, which makes it as fit for a straight
line as for a hump, and blind to the input's own distribution.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.polynomial import legendre

from engine.analysis.shapley import exact, sampled

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from engine.formula.values import Array

DEGREE = 8  # of an effect's curve: two full waves over the range are met to 0.1%
_TERMS_PER_DRAW = 0.05  # at most so many terms a draw: fewer draws, straighter curves
MOST_EXACT = 10  # inputs of which all sets are looked at; of more, a sample of orders
_ORDERS = 64
_PART = 10_000  # draws that are added up between two looks
_FLAT = 1e-7  # a curve that is this near to a sum of the lower ones says nothing of its own


def ranks(values: Array) -> Array:
    """The ranks of (draws,), from 1; equal values share the mean of theirs."""
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    means: Array = np.cumsum(counts) - (counts - 1) / 2
    return means[place]


def variance_shares(
    ranked: Sequence[Array], values: Array, stop: Callable[[], None] | None = None
) -> tuple[float, ...]:
    """The share of the variance of `values` that is due to each input, 0 to 1.

    `ranked` are the inputs' `ranks`, of at least two different values each; all are (draws,)
    and finite. What is missing to 1 is due to none alone. The same bits every time; `stop`
    ends the work by raising.
    """

    def look(_share: float) -> None:
        if stop is not None:
            stop()

    game = _fits(ranked, values, look)
    count = len(ranked)
    if count <= MOST_EXACT:
        sizes = exact(count, game, look).sizes
    else:
        sizes = sampled(count, game, look, _ORDERS).sizes
    held = np.maximum(sizes, 0.0)  # what is below 0 is the sample's noise
    held /= max(1.0, float(held.sum()))
    return tuple(held.tolist())


class _Terms(NamedTuple):
    """The least-squares problem of all inputs: (terms, terms), (terms,), and whose term it is."""

    products: Array
    with_values: Array
    of: NDArray[np.intp]


def _fits(
    ranked: Sequence[Array], values: Array, look: Callable[[float], None]
) -> Callable[[NDArray[np.bool_]], Array]:
    """What each set of inputs explains: a function of (sets, inputs)."""
    draws = len(values)
    centred = values - values.mean()
    total = float(centred @ centred)
    terms = _terms(ranked, centred, look)

    def explained(members: NDArray[np.bool_]) -> float:
        look(0.0)
        chosen = members[terms.of]
        count = int(chosen.sum())
        if not count:
            return 0.0
        cut = terms.with_values[chosen]
        found = float(np.linalg.solve(terms.products[np.ix_(chosen, chosen)], cut) @ cut) / total
        return 1.0 - (1.0 - found) * (draws - 1) / (draws - count - 1)

    def game(sets: NDArray[np.bool_]) -> Array:
        return np.array([explained(each) for each in sets])

    return game


def _terms(ranked: Sequence[Array], centred: Array, look: Callable[[float], None]) -> _Terms:
    draws = len(centred)
    degree = max(1, min(DEGREE, int(draws * _TERMS_PER_DRAW / len(ranked))))
    curves = []
    for place, each in enumerate(ranked):
        look(place / len(ranked))
        raised = _raised(each, degree)
        look(place / len(ranked))
        curves.append(_apart(raised))
    of = np.repeat(np.arange(len(ranked)), [each.shape[1] for each in curves])
    products, with_values = np.zeros((len(of), len(of))), np.zeros(len(of))
    for first in range(0, draws, _PART):
        look(first / draws)
        part = slice(first, first + _PART)
        table = np.concatenate([each[part] for each in curves], axis=1)
        products += table.T @ table
        with_values += table.T @ centred[part]
    return _Terms(products, with_values, of)


def _raised(ranked: Array, degree: int) -> Array:
    """(draws, degree): polynomials of the rank, mean 0."""
    place = (2.0 * ranked - 1.0) / len(ranked) - 1.0  # -1 to 1
    raised = legendre.legvander(place, degree)[:, 1:]
    centred: Array = raised - raised.mean(axis=0)
    return centred


def _apart(raised: Array) -> Array:
    """(draws, terms): what spans the same curves, each at right angles to the others."""
    angles, sizes = np.linalg.qr(raised)
    # An input of few values has no more curves than values.
    kept: Array = angles[:, np.abs(np.diag(sizes)) > _FLAT * np.sqrt(len(raised))]
    return kept
