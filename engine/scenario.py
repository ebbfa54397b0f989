"""A scenario: one frozen set of input values with a name and a start month."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from engine.calendar import DEFAULT_START, YearMonth, months_between
from engine.model.catalogue import MONTHS, Catalogue, Input, catalogue
from engine.model.shape import Shape
from engine.model.switch import OFF, SWITCH

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.formula.values import Array
    from engine.model.custom import CustomItem
    from engine.model.supplied import Supply

_READING = ("decision_month", "horizon_months")


class InputError(ValueError):
    """A value that an input can't take. The message names the input, the value, the range."""

    def __init__(self, key: str, message: str) -> None:
        self.key = key
        self.fault = message
        super().__init__(f"{key}: {message}")


@dataclass(frozen=True, slots=True)
class Scenario:
    """All inputs by key, in the units of the catalogue. Make one with `scenario`.

    Values and model go together: every scenario of a project has the same `items` and the same
    `supply` (`engine.model.supplied`), and where it has one, a value of its switch.

    `preset` is the preset that it began as; resets and the baseline go back to it.
    """

    name: str
    values: Mapping[str, float]
    start: YearMonth = DEFAULT_START
    fiscal_start: int = 1
    preset: str = "as_reported"
    items: tuple[CustomItem, ...] = ()  # the line items that the user added
    supply: Supply | None = None  # the contracts that may stand in for the incumbents

    @property
    def shape(self) -> Shape:
        """What makes its model another than the built-in one."""
        return Shape(self.items, self.supply is not None)

    @property
    def model(self) -> Catalogue:
        """The model that it is a case of: the built-in one, with what the user added."""
        return self.shape.model

    @property
    def rows(self) -> Mapping[str, Array]:
        """(120,), what its model is given by month beside the values; nothing without supply."""
        return {} if self.supply is None else self.supply.rows(self.start)

    def with_values(self, changes: Mapping[str, float]) -> Scenario:
        """The same scenario with some inputs changed. Raises `InputError`."""
        model = self.model
        checked = {key: check_value(key, value, model) for key, value in changes.items()}
        return replace(self, values=MappingProxyType({**self.values, **checked}))

    def like(self, other: Scenario, mode: float = OFF) -> Scenario:
        """The same case of the model of another: with its line items, and its supply.

        Where only the other has a supply, `mode` is what the switch is set to.
        """
        found = self if self.items == other.items else replace(self, items=other.items)
        if other.supply is None:
            return without_supply(found)
        return with_supply(found, other.supply, self.values.get(SWITCH, mode))

    def read_like(self, other: Scenario) -> Scenario:
        """The same case, read in the decision month and to the end of the horizon of another.

        Two cases are compared at the same date: a remaining obligation read a year later is
        smaller whatever was signed. A case that begins earlier counts more months to it; what
        lies outside its timeline is read at its first or last month.
        """
        shift = months_between(self.start, other.start)
        inputs = catalogue().inputs
        reading = {}
        for key in _READING:
            item = inputs[key]
            there = min(max(other.values[key] + shift, item.minimum), item.maximum)
            if there != self.values[key]:
                reading[key] = there
        return self.with_values(reading) if reading else self

    def end_month(self) -> int:
        """The model month in which the contract's life ends; beyond 120 it doesn't fit."""
        values = self.values
        renewal = values["auto_renew"] * values["renewal_months"]
        return int(values["contract_start_month"] - 1 + values["term_months"] + renewal)

    def notices(self) -> tuple[str, ...]:
        """What the user should know about how this scenario is computed."""
        found = () if self.supply is None else self.supply.notes
        if self.end_month() <= MONTHS:
            return found
        return (
            f"The contract ends in month {self.end_month()}; "
            f"it is computed on the {MONTHS} months that fit.",
            *found,
        )


def scenario(
    name: str,
    changes: Mapping[str, float] | None = None,
    start: YearMonth = DEFAULT_START,
    fiscal_start: int = 1,
    preset: str = "as_reported",
) -> Scenario:
    """A scenario from the defaults and what differs. Raises `InputError`."""
    defaults = {key: item.default for key, item in catalogue().inputs.items()}
    plain = Scenario(name, MappingProxyType(defaults), start, fiscal_start, preset)
    return plain.with_values(changes) if changes else plain


def with_supply(case: Scenario, supply: Supply, mode: float) -> Scenario:
    """The same case fed by contracts in a mode of the switch. Raises `InputError`."""
    if case.supply is supply and case.values[SWITCH] == mode:
        return case
    return replace(case, supply=supply).with_values({SWITCH: mode})


def without_supply(case: Scenario) -> Scenario:
    """The same case with the incumbent block only."""
    if case.supply is None:
        return case
    values = {key: value for key, value in case.values.items() if key != SWITCH}
    return replace(case, supply=None, values=MappingProxyType(values))


def check_value(key: str, value: object, model: Catalogue | None = None) -> float:
    """`value` as a float, if input `key` can take it. Raises `InputError`."""
    known = (model or catalogue()).inputs.get(key)
    if known is None:
        raise InputError(key, "unknown input")
    return check_number(known, value)


def check_number(known: Input, value: object) -> float:
    """`value` as a float, if an input can take it. Raises `InputError`."""
    key = known.key
    if not isinstance(value, (int, float)):
        raise InputError(key, f"{value!r} is not a number; {allowed(known)}")
    try:
        number = float(value)
    except OverflowError:  # an integer from a file may have any length
        number = math.inf if value > 0 else -math.inf
    if not math.isfinite(number):
        raise InputError(key, f"{number} is not a finite number; {allowed(known)}")
    if not known.minimum <= number <= known.maximum or not _on_grid(known, number):
        raise InputError(key, f"{exact_number(number)} is not allowed; {allowed(known)}")
    return number + 0.0  # a typed -0 is 0


def exact_number(number: float) -> str:
    """Short where that is the number itself: 5000.0001 must not read as an allowed 5000."""
    short = f"{number:g}"
    return short if float(short) == number else repr(number).removesuffix(".0")


def allowed(item: Input) -> str:
    """What an input takes, in words: `allowed: whole numbers 1 to 96 (months)`."""
    if _is_choice(item):
        count = round((item.maximum - item.minimum) / item.step)
        values = (f"{item.minimum + place * item.step:g}" for place in range(count + 1))
        return f"allowed: {', '.join(values)}"
    kind = "whole numbers " if item.whole else ""
    return f"allowed: {kind}{item.minimum:g} to {item.maximum:g} ({item.unit})"


def _is_choice(item: Input) -> bool:
    """Inputs that take only the values of their grid: the direction, flags, the timing."""
    return item.unit in ("+1/-1", "0/1", "1 end, .5 mid, 0 start")


def _on_grid(item: Input, number: float) -> bool:
    if _is_choice(item):
        return ((number - item.minimum) / item.step).is_integer()
    return number.is_integer() if item.whole else True
