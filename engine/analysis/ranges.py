"""The plausible range of each input that has one, around the case as reported."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from engine.model.catalogue import catalogue
from engine.model.tables import read_table
from engine.scenario import InputError, check_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from engine.model.catalogue import Input

_OR_NONE = ("month_or_none", "count_or_none", "count_or_never")
_AROUND = 0.25  # of a value, each way, where nobody has said what is plausible

Ranges = tuple[tuple[str, "Range"], ...]  # those of a project: the user's own, by input


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


# A project's own ---------------------------------------------------------------------------


def ranges_with(own: Ranges) -> Mapping[str, Range]:
    """The plausible ranges, overridden by a project's; in the model's order."""
    known = {**plausible_ranges(), **dict(own)}
    return MappingProxyType({key: known[key] for key in catalogue().inputs if key in known})


def with_range(own: Ranges, key: str, made: Range | None) -> Ranges:
    """A project's ranges with another one for an input; None takes the input's own away.

    A range that is the shipped one is not kept. In the model's order.
    """
    found = dict(own)
    found.pop(key, None)
    if made is not None and made != plausible_ranges().get(key):
        found[key] = made
    return tuple((each, found[each]) for each in catalogue().inputs if each in found)


def checked_range(key: str, low: object, high: object) -> Range:
    """A range that an input can have. Raises `InputError`.

    Both ends are values that the input takes, and the low one is below the high one.
    """
    found = Range(check_value(key, low), check_value(key, high))
    if not found.low < found.high:
        raise InputError(key, f"low {found.low:g} is not below high {found.high:g}")
    return found


def range_around(key: str, value: float) -> Range:
    """A first range for an input that has none: a quarter of its value each way.

    On the slider's steps, at least one step each way, within what is allowed; all that is
    allowed where the value is 0 or the input is a choice of two.
    """
    item = catalogue().inputs[key]
    size = max(abs(value) * _AROUND, item.step)
    low, high = _on_step(item, value - size), _on_step(item, value + size)
    if value == 0 or low >= high:
        return Range(item.minimum, item.maximum)
    return Range(low, high)


def _on_step(item: Input, value: float) -> float:
    place = round((value - item.minimum) / item.step)
    stepped = float(f"{item.minimum + place * item.step:.12g}")
    return min(max(stepped, item.minimum), item.maximum)
