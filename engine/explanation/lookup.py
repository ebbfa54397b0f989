"""What the parts of a formula are in one month of a result: value, unit, and where they lead."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.explanation.subjects import Subject
from engine.formula.explain import layout
from engine.formula.runtime import operations
from engine.formula.syntax import Call
from engine.model.catalogue import MONTHS

if TYPE_CHECKING:
    from engine.evaluate import Result
    from engine.formula.explain import Part
    from engine.formula.syntax import Expression
    from engine.formula.values import Array
    from engine.model.catalogue import Catalogue, Formula

_OPERATIONS = operations(MONTHS)
_NUMBERS = np.arange(1.0, MONTHS + 1.0)


def formula_of(model: Catalogue, key: str) -> Formula | None:
    """The scalar, line item, measure or given row `key`; None where it is none of them."""
    for table in (model.line_items, model.measures, model.scalars, model.given):
        if (found := table.get(key)) is not None:
            return found
    return None


def sum_subject(model: Catalogue, key: str, first: int, last: int) -> Subject:
    """The sum of a series over months, of a flow as the ledger has it."""
    formula = formula_of(model, key)
    is_flow = formula is not None and formula.kind == "flow"
    return Subject(key, first, last, summed=not is_flow)


def month_sum(row: Array, first: int, last: int) -> float:
    """The sum of months `first` to `last`, in the order in which the model sums."""
    total: float = _OPERATIONS["total"](row[first - 1 : last])
    return total


def clamped(month: float) -> int:
    """The month that `at` and `sum_to` take: rounded, and moved into the timeline."""
    return int(_OPERATIONS["pick"](_NUMBERS, month))


def first_month(row: Array) -> int | None:
    """The first month in which a flag is 1."""
    return int(_OPERATIONS["g_first"](row)) or None


class Lookup(NamedTuple):
    """A result seen from one month; None for formulas that have one value."""

    result: Result
    model: Catalogue
    month: int | None = None

    def compute(self, tree: Expression) -> float:
        """The value of a formula in this month, NaN where there is none."""
        found = layout(tree)
        return found.calculate([self.value(part) for part in found.parts])

    def value(self, part: Part) -> float:
        """The value of a name or of a call that looks along a line item."""
        if isinstance(part, Call):
            return self._look(part)
        if (given := self.result.scenario.values.get(part.key)) is not None:
            return given
        found = self.result.values[part.key]
        if isinstance(found, np.ndarray):
            assert self.month is not None
            return float(found.item(self.month - 1))
        return float(found)

    def subject(self, part: Part) -> Subject:
        """Where a part leads: for `cumsum` the sum, for `highest` the month that is it."""
        if not isinstance(part, Call):
            series = isinstance(self.result.values.get(part.key), np.ndarray)
            return Subject(part.key, self.month if series else None)
        if part.function in ("cumsum", "total", "sum_to"):
            return sum_subject(self.model, part.item, 1, self._month_of(part))
        return Subject(part.item, self._month_of(part))

    def unit(self, part: Part) -> str:
        """The unit that a part's value is in."""
        if isinstance(part, Call) and part.function == "first":
            return "month #"
        return unit_of(self.model, part.item if isinstance(part, Call) else part.key)

    def opening(self, key: str) -> float:
        """The value of a series before month 1."""
        formula = formula_of(self.model, key)
        assert formula is not None
        assert formula.opening is not None
        return self._replace(month=None).compute(formula.opening)

    def _look(self, call: Call) -> float:
        row = self.result.row(call.item)
        if call.function == "prev":
            return float(row.item(self._now - 2)) if self._now > 1 else self.opening(call.item)
        if call.function in ("highest", "total"):
            return float(_OPERATIONS[call.function](row))
        if call.function == "first":
            return float(first_month(row) or 0)
        if call.function in ("at", "sum_to") and math.isnan(self.compute(call.arguments[1])):
            return math.nan
        month = self._month_of(call)
        return month_sum(row, 1, month) if call.function in _SUMS else float(row.item(month - 1))

    def _month_of(self, call: Call) -> int:
        """The month that a call looks at; for sums the last of them."""
        row = self.result.row(call.item)
        match call.function:
            case "prev":
                return self._now - 1
            case "at" | "sum_to":
                month = self.compute(call.arguments[1])
                return 1 if math.isnan(month) else clamped(month)
            case "cumsum":
                return self._now
            case "total":
                return MONTHS
            case "lowest_so_far":
                return int(row[: self._now].argmin()) + 1
            case "highest":
                return int(row.argmax()) + 1
            case _:  # first: where there is none, the last month that is measured
                return first_month(row) or int(self.result.scenario.values["horizon_months"])

    @property
    def _now(self) -> int:
        assert self.month is not None
        return self.month


_SUMS = ("cumsum", "sum_to")


def unit_of(model: Catalogue, key: str) -> str:
    """The unit of an input or formula."""
    formula = formula_of(model, key)
    return formula.unit if formula is not None else model.inputs[key].unit
