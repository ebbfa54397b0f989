"""A fitted market as the model's inputs, with their uncertainty."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.contracts.quotes.market import DECLINE, PRICE
from engine.model.catalogue import catalogue
from engine.quantity import short
from engine.uncertainty.case import Correlation, Distribution
from engine.uncertainty.checks import limits_of
from engine.uncertainty.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.calendar import YearMonth
    from engine.contracts.quotes.market import MarketFit
    from engine.uncertainty.case import Uncertainty

__all__ = ["DECLINE", "PRICE", "MarketInputs", "market_inputs", "with_market"]

_TAIL = 1.6448536269514722  # standard deviations of a normal that hold 90%, both sides
_FAR_MONTHS = 6  # beyond the quotes: worth a word


class MarketInputs(NamedTuple):
    """What a fit makes of the model's market inputs.

    `values` in the inputs' units and inside their ranges; `distributions` of those that are
    uncertain at all; `correlation` between the two, None where one is certain. `notes`: what
    the user should know, one line each.
    """

    values: Mapping[str, float]
    distributions: tuple[tuple[str, Distribution], ...]
    correlation: Correlation | None
    notes: tuple[str, ...]


def market_inputs(found: MarketFit, start: YearMonth) -> MarketInputs:
    """The fit as inputs of a scenario that starts in `start`: the curve on its first day.

    The price is lognormal and the decline normal, with the curve's standard errors widened
    so that their 90% ranges are those of Student's t. A range beyond that of an input is
    clipped, and said.
    """
    day = date(start.year, start.month, 1)
    years = np.array([found.years(day)])
    price, decline = found.price_on(day), found.decline
    widened = found.reach(0.9) / _TAIL
    log_error = widened * float(found.error(years)[0])
    decline_sd = widened * found.decline_error
    mean = price * math.exp(min(log_error, 10.0) ** 2 / 2)
    price_sd = mean * math.sqrt(math.expm1(min(log_error, 10.0) ** 2))
    notes = [_range_note(PRICE, price, "price"), _range_note(DECLINE, decline, "percent")]
    made = (
        (PRICE, _distribution(PRICE, "lognormal", mean, price_sd)),
        (DECLINE, _distribution(DECLINE, "normal_clipped", decline, decline_sd)),
    )
    certain = [key for key, each in made if each is None]
    if certain:
        notes.append("The quotes lie on one line: what they fix has no spread.")
    notes.append(_width_note(price, log_error, decline_sd))
    notes.append(_reach_note(found, start))
    return MarketInputs(
        {PRICE: _within(PRICE, price), DECLINE: _within(DECLINE, decline)},
        tuple((key, each) for key, each in made if each is not None),
        None if certain else Correlation(PRICE, DECLINE, _rank(found, float(years[0]))),
        tuple(note for note in notes if note),
    )


def with_market(
    uncertainty: Uncertainty, made: MarketInputs, base: Mapping[str, float]
) -> Uncertainty:
    """With the distributions and the correlation of a fitted market.

    `base` are the inputs of the scenario's preset: where distributions follow their sliders
    they are stated as for these, so that under the fitted values they stand where the fit has
    them. An input that the fit makes certain loses its distribution.
    """
    given = dict(made.distributions)
    for key, value in made.values.items():
        moved = given.get(key)
        if moved and uncertainty.follows:
            moved = _moved(moved, base[key] - value)
        uncertainty = uncertainty.with_distribution(key, moved)
    others = tuple(
        pair for pair in uncertainty.correlations if {pair.first, pair.second} != {PRICE, DECLINE}
    )
    ours = (made.correlation,) if made.correlation else ()
    return replace(uncertainty, correlations=(*others, *ours))


def _rank(found: MarketFit, years: float) -> float:
    """Spearman's between price and decline, of which the slope is the negative."""
    away = (years - found.centre) / math.sqrt(found.spread)
    pearson = -away / math.sqrt(1 / found.count + away**2)
    return 6 / math.pi * math.asin(pearson / 2)


def _distribution(key: str, kind: str, mean: float, sd: float) -> Distribution | None:
    """Held to what the parameters can be; None where there is no spread to speak of."""
    item, made = catalogue().inputs[key], KINDS[kind]
    parameters = {"mean": mean, "sd": sd, "low": item.minimum, "high": item.maximum}
    limits = {each.name: limits_of(item, made, each) for each in made.parameters}
    if sd < limits["sd"][0]:
        return None
    return Distribution(
        kind,
        tuple(
            (name, min(max(parameters[name], low), high)) for name, (low, high) in limits.items()
        ),
    )


def _moved(made: Distribution, by: float) -> Distribution:
    return made._replace(
        parameters=tuple(
            (name, value + by if name == "mean" else value) for name, value in made.parameters
        )
    )


def _within(key: str, value: float) -> float:
    item = catalogue().inputs[key]
    return min(max(value, item.minimum), item.maximum)


def _range_note(key: str, value: float, style: str) -> str:
    held = _within(key, value)
    if held == value:
        return ""
    label = catalogue().inputs[key].label
    told, used = short(value, style), short(held, style)
    return f"{label}: the quotes give {told}, outside the input's range; {used} is used."


def _width_note(price: float, log_error: float, decline_sd: float) -> str:
    """Where the quotes leave nearly everything open."""
    item = catalogue().inputs[DECLINE]
    wide = decline_sd * _TAIL > (item.maximum - item.minimum) / 2
    if not wide and price * math.exp(min(_TAIL * log_error, 10.0)) <= price * 3:
        return ""
    return "The quotes are too few or too scattered to fix the market: its range is very wide."


def _reach_note(found: MarketFit, start: YearMonth) -> str:
    first, last = found.points[0].day, found.points[-1].day
    day = date(start.year, start.month, 1)
    months = round(
        12 * max(found.years(day) - found.years(last), found.years(first) - found.years(day))
    )
    if months <= _FAR_MONTHS:
        return ""
    side = "after the last" if day > last else "before the first"
    return f"{start.name()} is {months} months {side} quote; the curve is carried on."
