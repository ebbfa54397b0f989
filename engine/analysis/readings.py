"""One number out of the values of the model: of what, in which months, and where it is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

from engine.formula.syntax import names
from engine.model.catalogue import MONTHS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.formula.syntax import Expression
    from engine.formula.values import Array, Value
    from engine.model.catalogue import Catalogue, Figure, Formula


class SubjectError(ValueError):
    """A subject that is no number of the model. The message says what is allowed."""


class Subject(Protocol):
    """What a number is of: any object with these will do.

    `key` is an input, scalar, line item, measure or headline figure. What has a value a month
    needs a `month`, 1 to 120, or 0 for its opening value; with `last` it is the months from
    there to `last`: their sum for a flow, or where it is `summed`, else the value in `last`.
    `part` is the place, from 0, in a headline figure that is a list. A key that is both a
    headline figure and a line item is the figure where it has no month. A single value is the
    same in every month.
    """

    @property
    def key(self) -> str: ...
    @property
    def month(self) -> int | None: ...
    @property
    def last(self) -> int | None: ...
    @property
    def part(self) -> int | None: ...
    @property
    def summed(self) -> bool: ...


class Reading(NamedTuple):
    """A number as the formulas that give it: a value, and flags where there is none.

    `months` are the first and the last, from 1, of what has a value a month; they are added
    up where it is `summed`, else the last one counts. An `opening` value is not among what
    the model computes (`engine.analysis.openings` does): `value_key` is its own.
    """

    label: str
    value_key: str
    null_keys: tuple[str, ...] = ()
    months: tuple[int, int] | None = None
    summed: bool = False
    opening: Expression | None = None

    @property
    def needs(self) -> frozenset[str]:
        """What it rests on; see `needs_of`."""
        if self.opening is not None:
            return frozenset(names(self.opening))
        return frozenset((self.value_key, *self.null_keys))

    def read(self, values: Mapping[str, Value]) -> Array:
        """The number in one result, or (draws,) or what widens to it; NaN where there is none."""
        found = np.asarray(values[self.value_key], dtype=np.float64)
        if self.months is not None:
            first, last = self.months
            found = _total(found[first - 1 : last]) if self.summed else found[last - 1]
        for key in self.null_keys:
            found = np.where(np.asarray(values[key]) != 0, np.nan, found)
        return found


def reading_of(subject: Subject, model: Catalogue) -> Reading:
    """How to read a subject. Raises `SubjectError`."""
    key = subject.key
    formula = next((each for each in model.formulas() if each.key == key), None)
    figure = model.figures.get(key)
    if figure and (subject.month is None or formula is None):
        return _figure_reading(figure, subject.part)
    if formula:
        return _formula_reading(formula, subject)
    if key in model.inputs:
        return Reading(model.inputs[key].label, key)
    raise SubjectError(f"{key!r} is no input, line item or headline figure")


def _figure_reading(figure: Figure, part: int | None) -> Reading:
    place = 0 if part is None and not figure.listed else part
    if place is None or not 0 <= place < len(figure.value_keys):
        most = len(figure.value_keys) - 1
        raise SubjectError(f"part {part} of {figure.label} is not allowed; allowed: 0 to {most}")
    return Reading(figure.label, figure.value_keys[place], figure.null_keys)


def _formula_reading(formula: Formula, subject: Subject) -> Reading:
    if not formula.series:
        return Reading(formula.label, formula.key)
    first = subject.month
    if first is None:
        raise SubjectError(f"{formula.label} has a value a month; choose a month, 1 to {MONTHS}")
    last = first if subject.last is None else subject.last
    if first == last == 0:
        # Keys of the user's can't begin like this, so that there is no other such key.
        return Reading(formula.label, f"kpi_opening_{formula.key}", opening=formula.opening)
    if not 1 <= first <= last <= MONTHS:
        asked = f"month {first} is" if last == first else f"months {first} to {last} are"
        raise SubjectError(f"{asked} not allowed; allowed: 1 to {MONTHS}")
    summed = last > first and (subject.summed or formula.kind == "flow")
    return Reading(formula.label, formula.key, months=(first, last), summed=summed)


def _total(rows: Array) -> Array:
    """One addition after the other, as the model's own sums: the same bits for any shape."""
    with np.errstate(over="ignore", invalid="ignore"):  # a custom item may hold any number
        found: Array = np.add.accumulate(rows, axis=0)[-1]
    return np.where(np.isfinite(found), found, np.nan)
