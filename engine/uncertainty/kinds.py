"""The kinds of distribution that an input may have, each declared once.

Help, dialogs, files and checks all read this table.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from engine.uncertainty import families
from engine.uncertainty.families import Steps, step_quantile

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.formula.values import Array
    from engine.uncertainty.case import Distribution
    from engine.uncertainty.families import Family

MAX_VALUES = 12  # of a discrete distribution


class Parameter(NamedTuple):
    """One parameter. `unit`: that of the input, a probability of 0 to 1, or whole months."""

    name: str
    label: str
    meaning: str
    unit: Literal["input", "probability", "months"] = "input"


class Kind(NamedTuple):
    """A kind. `located`: it has a place that can move along with its slider.

    `counts`: it draws whole months of which 0 is none.
    """

    key: str
    label: str
    meaning: str
    parameters: tuple[Parameter, ...]
    family: Family
    located: bool = True
    counts: bool = False


_LOW = Parameter("low", "Lowest", "No draw is below it.")
_MODE = Parameter("mode", "Most likely", "Where the draws are densest.")
_HIGH = Parameter("high", "Highest", "No draw is above it.")
_MEAN = Parameter("mean", "Mean", "The mean of the draws, before any bound.")
_SD = Parameter("sd", "Standard deviation", "How far the draws spread, before any bound.")
# A discrete distribution has as many of these as it needs, numbered from 1.
_VALUE = Parameter("value_1", "Value 1", "One of the values that is drawn.")
_SHARE = Parameter(
    "probability_1",
    "Probability 1",
    "How often it is drawn; all of them add up to 1.",
    "probability",
)

_ALL = (
    Kind(
        "pert",
        "PERT",
        "A smooth hump between two bounds, around the most likely value, which weighs four times.",
        (_LOW, _MODE, _HIGH),
        families.PERT,
    ),
    Kind(
        "triangular",
        "Triangular",
        "Straight from the bounds up to the most likely value: more weight far out than PERT.",
        (_LOW, _MODE, _HIGH),
        families.TRIANGULAR,
    ),
    Kind("normal", "Normal", "The bell curve.", (_MEAN, _SD), families.NORMAL),
    Kind(
        "normal_clipped",
        "Normal, bounded",
        "The bell curve; what falls outside two bounds is set to the bound.",
        (_MEAN, _SD, _LOW, _HIGH),
        families.NORMAL_CLIPPED,
    ),
    Kind(
        "lognormal",
        "Lognormal",
        "Never below zero, with a long tail upward.",
        (_MEAN, _SD),
        families.LOGNORMAL,
    ),
    Kind(
        "uniform",
        "Uniform",
        "Every value between two bounds is as likely.",
        (_LOW, _HIGH),
        families.UNIFORM,
    ),
    Kind(
        "discrete",
        "Single values",
        f"Up to {MAX_VALUES} values, each with its probability.",
        (_VALUE, _SHARE),
        families.DISCRETE,
        located=False,
    ),
    Kind(
        "zero_or_geometric",
        "None, or months that may grow",
        "Often none; else 1 month or more, each further month less likely than the one before.",
        (
            Parameter("p_zero", "Probability of none", "How often it is 0.", "probability"),
            Parameter("mean", "Mean where there are any", "The mean of the draws above 0."),
        ),
        families.DELAY,
        located=False,
        counts=True,
    ),
    Kind(
        "one_event",
        "Once, in any month",
        "Either never, drawn as 0, or in one month of a window, each as likely.",
        (
            Parameter("p", "Probability", "How often it happens at all.", "probability"),
            Parameter("window", "Last month", "It happens in month 1 to this one.", "months"),
        ),
        families.EVENT,
        located=False,
        counts=True,
    ),
)

KINDS: Mapping[str, Kind] = MappingProxyType({kind.key: kind for kind in _ALL})

_NUMBERED = re.compile(r"(?:value|probability)_([1-9][0-9]?)")


def parameters_of(distribution: Distribution) -> tuple[Parameter, ...]:
    """The parameters of its kind; of a discrete one as many as it has values, numbered.

    Raises KeyError for an unknown kind.
    """
    kind = KINDS[distribution.kind]
    if kind.family is not families.DISCRETE:
        return kind.parameters
    numbers = (_NUMBERED.fullmatch(name) for name, _ in distribution.parameters)
    count = max((int(found[1]) for found in numbers if found), default=1)
    return numbered(min(count, MAX_VALUES))


def numbered(count: int) -> tuple[Parameter, ...]:
    """The parameters of a discrete distribution of so many values: value_1, probability_1, ..."""
    return tuple(
        each._replace(name=f"{each.name[:-1]}{place}", label=f"{each.label[:-1]}{place}")
        for place in range(1, count + 1)
        for each in (_VALUE, _SHARE)
    )


def quantile(distribution: Distribution, u: Array) -> Array:
    """The value below which the share `u` of the draws lies, in the input's unit; like `u`.

    `u` is inside 0 to 1. Not yet held to what the input can take: see `engine.uncertainty.held`.
    """
    family = KINDS[distribution.kind].family
    parameters = dict(distribution.parameters)
    if isinstance(family, Steps):
        return step_quantile(*family.table(parameters), u)
    return np.asarray(family.quantile(parameters, u))
