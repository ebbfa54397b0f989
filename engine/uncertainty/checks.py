"""What is wrong with an uncertainty: one line that names the place, the value, what is allowed."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from engine.model.catalogue import catalogue
from engine.scenario import InputError, check_value, exact_number
from engine.uncertainty.case import MOST_DRAWS, Correlation, Distribution
from engine.uncertainty.families import DISCRETE
from engine.uncertainty.held import is_choice
from engine.uncertainty.kinds import KINDS, MAX_VALUES, parameters_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from engine.model.catalogue import Input
    from engine.uncertainty.case import Uncertainty
    from engine.uncertainty.kinds import Kind, Parameter

LEAST_DRAWS = 100
MOST_SEED = 2**31 - 1

_LEAST_SPREAD = 1e-6  # of the input's range: what is narrower is a value, not a distribution
_SUM = 1e-6  # how far probabilities may be from adding up to 1


class UncertaintyError(ValueError):
    """What can't be. `place` says where: `revenue_growth, mode`; `fault` what and why."""

    def __init__(self, place: str, fault: str) -> None:
        self.place = place
        self.fault = fault
        super().__init__(f"{place}: {fault}")


class Words(NamedTuple):
    """How faults of a distribution write a parameter's value, its limits, its name, its unit."""

    value: Callable[[Parameter, float], str]
    limit: Callable[[Parameter, float], str]
    name: Callable[[Parameter], str]
    unit: Callable[[Input], str]  # behind limits


# As in a file: numbers in the input's unit, parameters by their names.
PLAIN = Words(
    value=lambda _parameter, number: exact_number(number),
    limit=lambda _parameter, number: f"{number:g}",
    name=lambda parameter: parameter.name,
    unit=lambda item: f" ({item.unit})",
)


# Which kinds an input can have -------------------------------------------------------------


def kinds_for(key: str) -> tuple[Kind, ...]:
    """The kinds that input `key` can have: a choice has single values only.

    Those that count months from 0 are for inputs in whole numbers that can be 0.
    """
    item = catalogue().inputs[key]
    return tuple(kind for kind in KINDS.values() if _fits(kind, item))


def _fits(kind: Kind, item: Input) -> bool:
    if is_choice(item):
        return kind.family is DISCRETE
    return not kind.counts or (item.whole and item.minimum == 0)


# One distribution --------------------------------------------------------------------------


def checked_distribution(key: str, made: Distribution, words: Words = PLAIN) -> Distribution:
    """The distribution of input `key` with its parameters in order, as floats.

    Raises `UncertaintyError`: unknown input or kind, a parameter missing, unknown or twice,
    a value that it can't have. `words` is how that is told.
    """
    item = catalogue().inputs.get(key)
    if item is None:
        raise UncertaintyError(key, "unknown input")
    if made.kind not in {kind.key for kind in kinds_for(key)}:
        known = ", ".join(kind.key for kind in kinds_for(key))
        raise UncertaintyError(key, f"distribution {made.kind!r} is not allowed; allowed: {known}")
    kind = KINDS[made.kind]
    wanted = parameters_of(made)
    given = _given(key, made, wanted)
    values = {each.name: _within(key, item, kind, each, given[each.name], words) for each in wanted}
    _check_together(_Together(key, item, kind, values, words))
    return Distribution(made.kind, tuple(values.items()))


def _given(key: str, made: Distribution, wanted: tuple[Parameter, ...]) -> dict[str, float]:
    """The parameters by name: each once, none missing, none else."""
    names = [each.name for each in wanted]
    found: dict[str, float] = {}
    for name, value in made.parameters:
        if name not in names:
            known = f"allowed: {_names_of(KINDS[made.kind])}"
            raise UncertaintyError(key, f"{name!r} is no parameter of {made.kind}; {known}")
        if name in found:
            raise UncertaintyError(f"{key}, {name}", "is given twice")
        found[name] = value
    for name in names:
        if name not in found:
            raise UncertaintyError(f"{key}, {name}", "is missing; allowed: a number")
    return found


def _names_of(kind: Kind) -> str:
    if kind.family is DISCRETE:
        return f"value_1 and probability_1 to value_{MAX_VALUES} and probability_{MAX_VALUES}"
    return ", ".join(each.name for each in kind.parameters)


def _within(
    key: str, item: Input, kind: Kind, parameter: Parameter, value: object, words: Words
) -> float:
    """A parameter's value as a float, inside its own range."""
    place = f"{key}, {parameter.name}"
    if kind.family is DISCRETE and parameter.unit == "input":
        try:
            return check_value(key, value)  # drawn as it is, so it must be one that is allowed
        except InputError as error:
            raise UncertaintyError(place, error.fault) from None
    number = _number(place, value)
    low, high = limits_of(item, kind, parameter)
    inside = low <= number <= high
    if not inside or (parameter.unit == "months" and not number.is_integer()):
        whole = "whole months " if parameter.unit == "months" else ""
        unit = words.unit(item) if parameter.unit == "input" else ""
        ends = " to ".join(words.limit(parameter, each) for each in (low, high))
        fault = f"{words.value(parameter, number)} is not allowed; allowed: {whole}{ends}{unit}"
        raise UncertaintyError(place, fault)
    return number + 0.0  # a typed -0 is 0


def _number(place: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise UncertaintyError(place, f"{value!r} is not a number")
    try:
        return float(value)
    except OverflowError:  # a whole number from a file may have any length
        return math.inf if value > 0 else -math.inf


def limits_of(item: Input, kind: Kind, parameter: Parameter) -> tuple[float, float]:
    """From where to where a parameter may lie by itself, in its unit."""
    if parameter.unit == "probability":
        return 0.0, 1.0
    if parameter.unit == "months":
        return 1.0, item.maximum
    width = item.maximum - item.minimum
    if parameter.name == "sd":
        return width * _LEAST_SPREAD, width
    if kind.key == "lognormal":
        return max(item.minimum, width * _LEAST_SPREAD), item.maximum
    return item.minimum, item.maximum


class _Together(NamedTuple):
    """All parameters of a distribution, each inside its own range."""

    key: str
    item: Input
    kind: Kind
    values: Mapping[str, float]
    words: Words

    def value(self, name: str) -> str:
        return self.words.value(self._parameter(name), self.values[name])

    def limit(self, name: str) -> str:
        """`high, 0.16`: a parameter that is a limit to another."""
        return f"{self.words.name(self._parameter(name))}, {self.value(name)}"

    def refuse(self, name: str, allowed: str) -> None:
        fault = f"{self.value(name)} is not allowed; allowed: {allowed}"
        raise UncertaintyError(f"{self.key}, {name}", fault)

    def _parameter(self, name: str) -> Parameter:
        return next(each for each in self.kind.parameters if each.name == name)


def _check_together(found: _Together) -> None:
    """What one parameter means for another."""
    item, values, words = found.item, found.values, found.words
    if "high" in values:
        _check_order(found)
    if found.kind.key == "zero_or_geometric" and not values["mean"] > 1:
        _, mean = found.kind.parameters
        ends = f"above {words.limit(mean, 1.0)}, up to {words.limit(mean, item.maximum)}"
        found.refuse("mean", f"{ends}{words.unit(item)}")
    if found.kind.family is DISCRETE:
        _check_shares(found)


def _check_order(found: _Together) -> None:
    item, values = found.item, found.values
    low, high = values["low"], values["high"]
    if not high - low >= (item.maximum - item.minimum) * _LEAST_SPREAD:
        found.refuse("low", f"below {found.limit('high')}")
    mode = values.get("mode", low)
    if not low <= mode <= high:
        name = found.words.name
        low_name, _, high_name = (name(each) for each in found.kind.parameters)
        ends = f"{found.value('low')} to {found.value('high')}"
        found.refuse("mode", f"{low_name} to {high_name}, {ends}")


def _check_shares(found: _Together) -> None:
    key, values, words = found.key, found.values, found.words
    value_of, share_of = found.kind.parameters
    drawn = [value for name, value in values.items() if name.startswith("value_")]
    for place, value in enumerate(drawn):
        if value in drawn[:place]:
            fault = f"{words.limit(value_of, value)} is given twice; allowed: each value once"
            raise UncertaintyError(f"{key}, value_{place + 1}", fault)
    total = math.fsum(value for name, value in values.items() if name.startswith("probability_"))
    if abs(total - 1) > _SUM:
        added, whole = words.value(share_of, total), words.limit(share_of, 1.0)
        fault = f"the probabilities add up to {added}; allowed: {whole}"
        raise UncertaintyError(f"{key}, probability_{len(drawn)}", fault)


# All together ------------------------------------------------------------------------------


def checked(made: Uncertainty) -> Uncertainty:
    """The uncertainty in order: inputs as the model has them, parameters as their kinds do.

    Raises `UncertaintyError` for anything that can't be, but for correlations that no draws
    can have together: these are repaired (see `engine.uncertainty.correlation`).
    """
    found: dict[str, Distribution] = {}
    for key, distribution in made.distributions:
        if key in found:
            raise UncertaintyError(key, "has two distributions; allowed: one")
        found[key] = checked_distribution(key, distribution)
    seen: set[frozenset[str]] = set()
    for pair in made.correlations:
        _check_pair(pair, found, seen)
    _whole("draws", made.draws, LEAST_DRAWS, MOST_DRAWS)
    _whole("seed", made.seed, 0, MOST_SEED)
    distributions = tuple((key, found[key]) for key in catalogue().inputs if key in found)
    correlations = tuple(pair._replace(rank=float(pair.rank) + 0.0) for pair in made.correlations)
    return replace(
        made,
        distributions=distributions,
        correlations=correlations,
        draws=int(made.draws),
        seed=int(made.seed),
    )


def _check_pair(
    pair: Correlation, known: Mapping[str, Distribution], seen: set[frozenset[str]]
) -> None:
    place = f"correlation of {pair.first} with {pair.second}"
    for key in (pair.first, pair.second):
        if key not in catalogue().inputs:
            raise UncertaintyError(place, f"unknown input {key}")
        if key not in known:
            raise UncertaintyError(place, f"{key} has no distribution")
    if pair.first == pair.second:
        raise UncertaintyError(place, "allowed: two inputs")
    keys = frozenset((pair.first, pair.second))
    if keys in seen:
        raise UncertaintyError(place, "is given twice")
    seen.add(keys)
    rank = _number(place, pair.rank)
    if not -1 <= rank <= 1:
        raise UncertaintyError(place, f"{exact_number(rank)} is not allowed; allowed: -1 to 1")


def _whole(place: str, value: object, least: int, most: int) -> None:
    number = _number(place, value)
    if not (least <= number <= most and number.is_integer()):
        allowed = f"allowed: whole numbers {least} to {most}"
        raise UncertaintyError(place, f"{exact_number(number)} is not allowed; {allowed}")
