"""What is typed into the fields of a distribution, read and checked in words for people."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from app.control_states import read_input
from app.uncertainty.distribution_words import number_text, parameter_text
from engine.model.catalogue import catalogue
from engine.quantity_text import QuantityError, Range, parse
from engine.scenario import InputError
from engine.uncertainty.case import Distribution
from engine.uncertainty.checks import (
    UncertaintyError,
    Words,
    checked_distribution,
    limits_of,
)
from engine.uncertainty.families import DISCRETE
from engine.uncertainty.kinds import KINDS, MAX_VALUES, numbered, parameters_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.model.catalogue import Input
    from engine.uncertainty.kinds import Parameter

_COUNTS = ("month_or_none", "count_or_none", "count_or_never")

_LEAST = 1e-3  # of the slider's step: a limit below it only says that 0 is none


class Typed(NamedTuple):
    """The distribution that was typed; None where it can't be, with faults by parameter."""

    made: Distribution | None
    faults: Mapping[str, str]


def typed_distribution(key: str, now: Distribution, texts: Mapping[str, str]) -> Typed:
    """The distribution of input `key` with what was typed for some of its parameters."""
    labels = {each.name: each.label for each in parameters_of(now)}
    values, faults = dict(now.parameters), {}
    for parameter in parameters_of(now):
        if parameter.name not in texts:
            continue
        text = texts[parameter.name]
        try:
            values[parameter.name] = _read(key, now.kind, parameter, text, values[parameter.name])
        except InputError as error:
            faults[parameter.name] = f"{parameter.label}: {error.fault}"
    if faults:
        return Typed(None, faults)
    try:
        made = Distribution(now.kind, tuple(values.items()))
        return Typed(checked_distribution(key, made, _words(key)), {})
    except UncertaintyError as error:
        name = error.place.partition(", ")[2]
        return Typed(None, {name: f"{labels[name]}: {error.fault}"})


def _words(key: str) -> Words:
    return Words(
        value=lambda parameter, number: parameter_text(key, parameter, number),
        limit=lambda parameter, number: _limit(key, parameter, number),
        name=lambda parameter: parameter.label.lower(),
        unit=lambda item: f" {item.suffix}" if item.suffix and item.suffix != "month" else "",
    )


def _limit(key: str, parameter: Parameter, number: float) -> str:
    if parameter.unit == "input":
        nothing = 0 < number < catalogue().inputs[key].step * _LEAST
        return "above 0" if nothing else number_text(key, number)
    return parameter_text(key, parameter, number)


def _read(key: str, kind: str, parameter: Parameter, text: str, now: float) -> float:
    """A parameter as typed. Raises `InputError`."""
    if text == parameter_text(key, parameter, now):
        return now
    if KINDS[kind].family is DISCRETE and parameter.unit == "input":
        return read_input(key, text)
    item = catalogue().inputs[key]
    low, high = limits_of(item, KINDS[kind], parameter)
    style = catalogue().style(item.unit)
    if parameter.unit == "probability":
        style = "percent"
    elif parameter.unit == "months" or style in _COUNTS:
        style = "count"
    try:
        return parse(text, style, Range(low, high))
    except QuantityError as error:
        ends = " to ".join(_limit(key, parameter, each) for each in (low, high))
        raise InputError(key, f"{error}; allowed: {ends}") from None


# Single values -----------------------------------------------------------------------------


def most_values(item: Input) -> int:
    """How many values a discrete distribution can have, each once and on the slider's steps."""
    return min(MAX_VALUES, _steps(item) + 1)


def _steps(item: Input) -> int:
    return math.floor((item.maximum - item.minimum) / item.step + 1e-9)


def with_value(key: str, now: Distribution) -> Distribution:
    """A discrete distribution with one more value, as likely as the mean of the others."""
    pairs = _pairs(now)
    item = catalogue().inputs[key]
    known = [value for value, _ in pairs]
    near = round((known[-1] - item.minimum) / item.step)
    places = sorted(range(_steps(item) + 1), key=lambda at: (abs(at - near), -at))
    free = (float(f"{item.minimum + at * item.step:.12g}") for at in places)
    value = next(each for each in free if each not in known)
    return _discrete([*pairs, (value, sum(share for _, share in pairs) / len(pairs))])


def without_value(now: Distribution, place: int) -> Distribution:
    """Without the value at a place, from 0; the others share its probability."""
    pairs = _pairs(now)
    del pairs[place]
    return _discrete(pairs)


def _pairs(now: Distribution) -> list[tuple[float, float]]:
    """Values with their probabilities."""
    numbers = [value for _, value in now.parameters]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def _discrete(pairs: list[tuple[float, float]]) -> Distribution:
    """With probabilities that add up to 1, in the same proportions; rounded for readers."""
    total = sum(share for _, share in pairs)
    shares = [round(share / total, 4) if total else 1 / len(pairs) for _, share in pairs]
    shares[-1] = round(1 - sum(shares[:-1]), 10)
    names = [each.name for each in numbered(len(pairs))]
    numbers = [
        number for (value, _), share in zip(pairs, shares, strict=True) for number in (value, share)
    ]
    return Distribution("discrete", tuple(zip(names, numbers, strict=True)))
