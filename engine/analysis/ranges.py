"""The plausible range of each input that has one, around the case as reported."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from engine.model.catalogue import catalogue
from engine.model.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


_OR_NONE = ("month_or_none", "count_or_none", "count_or_never")


class Range(NamedTuple):
    """From `low` to `high`, in the input's unit: what may well be, not all that is allowed."""

    low: float
    high: float


@cache
def plausible_ranges() -> Mapping[str, Range]:
    """By input. Choices, flags and most terms of the contract have none (see `spans`)."""
    rows = read_table("tornado_ranges")
    found = {row["input"]: Range(float(row["low"]), float(row["high"])) for row in rows}
    return MappingProxyType(found)


def spans(cases: Iterable[Mapping[str, float]]) -> Mapping[str, Range]:
    """By input, from the lowest to the highest value that some cases give it.

    Several readings of what was agreed are a range too. Inputs with one value have none, nor
    have choices, which are the user's own, and months where 0 stands for none: between none
    and a month there is no distance.
    """
    listed = list(cases)
    found = {}
    for key, item in catalogue().inputs.items():
        values = [case[key] for case in listed]
        counts = item.status != "choice" and catalogue().style(item.unit) not in _OR_NONE
        if counts and values and min(values) < max(values):
            found[key] = Range(min(values), max(values))
    return MappingProxyType(found)
