"""Figures that are found by looking along a row: which months decided, and what stood there.

What is searched is read off the formulas: `first(flag)` looks for a flag, whose own formula
compares a row with something.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.explanation.conditions import condition_of, margins, months_open
from engine.explanation.lookup import clamped, first_month, formula_of
from engine.explanation.subjects import Search
from engine.formula.syntax import COMPARISONS, Binary, Call, Name, children

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.explanation.conditions import Condition
    from engine.explanation.lookup import Lookup
    from engine.formula.syntax import Expression
    from engine.formula.values import Array
    from engine.model.catalogue import Catalogue
    from engine.model.shape import Shape

FIRST, LAST, HIGHEST, LOWEST = "first", "last", "highest", "lowest"
_BEFORE, _AFTER = 6, 2  # months shown around the one that decides
_AROUND = 4  # on both sides of a lowest, a highest or a nearest one


class Plan(NamedTuple):
    """One search: for the first or last month of a flag, or the extreme of a row.

    `until` is the last month that is searched; without it the flag says so, or all are.
    """

    kind: str
    key: str
    until: Expression | None = None


def searches(
    lookup: Lookup, trees: Sequence[Expression], *, exist: bool = True
) -> tuple[Search, ...]:
    """The searches that formulas rest on, directly or through constants, each once.

    With `exist` false nothing was found: the months that came nearest are shown.
    """
    plans = plans_of(tuple(trees), lookup.result.scenario.shape)
    found = [search for plan in plans for search in _carried_out(plan, lookup, exist=exist)]
    return tuple({(each.flag, each.row): each for each in found}.values())


@lru_cache(maxsize=1024)
def plans_of(trees: tuple[Expression, ...], shape: Shape) -> tuple[Plan, ...]:
    """What formulas look for, in the order in which they mention it."""
    model = shape.model
    return tuple(dict.fromkeys(plan for tree in trees for plan in _plans(tree, model)))


def _plans(tree: Expression, model: Catalogue) -> Iterator[Plan]:
    match tree:
        case Name(key):
            formula = model.measures.get(key)
            if formula is not None and not formula.series:
                yield from _plans(formula.formula, model)
        case Call("first", (Name(key),)):
            yield Plan(FIRST, key)
        case Call("highest", (Name(key),)):
            flag = _numbered(key, model)
            yield Plan(LAST, flag) if flag else Plan(HIGHEST, key)
        case Call("at", (Name(key), month)):
            if row := _lowest_of(key, model):
                yield Plan(LOWEST, row, month)
        case Binary(sign) if sign in COMPARISONS:
            yield from _counted(tree, model)
    if not isinstance(tree, Name):
        for part in children(tree)[_of_item(tree) :]:
            yield from _plans(part, model)


def _of_item(tree: Expression) -> int:
    """How many of a tree's parts are the line item that it looks along."""
    return int(isinstance(tree, Call) and tree.function in _LOOKS)


_LOOKS = ("at", "first", "highest", "total", "sum_to", "cumsum", "prev", "lowest_so_far")


def _numbered(key: str, model: Catalogue) -> str:
    """The flag of a row that has the month's number where the flag holds; the highest is last."""
    formula = formula_of(model, key)
    if formula is None:
        return ""
    match formula.formula:
        case Binary("*", Name("month"), Name(flag)) | Binary("*", Name(flag), Name("month")):
            return flag
    return ""


def _lowest_of(key: str, model: Catalogue) -> str:
    """The row whose lowest value so far `key` is."""
    formula = formula_of(model, key)
    match formula and formula.formula:
        case Call("lowest_so_far", (Name(row),)):
            return row
    return ""


def _counted(tree: Binary, model: Catalogue) -> Iterator[Plan]:
    """Where a count of a flag's months is compared, the last of them decides."""
    waiting: list[Expression] = [tree]
    flags: set[str] = set()
    while waiting:
        part = waiting.pop(0)
        waiting += children(part)[_of_item(part) :]
        match part:
            case Call("total" | "sum_to", (Name(key), *months)) if key not in flags:
                formula = formula_of(model, key)
                if formula is not None and formula.unit == "0/1":
                    flags.add(key)
                    yield Plan(LAST, key, months[0] if months else None)


# Carried out on a result ---------------------------------------------------------------------


def _carried_out(plan: Plan, lookup: Lookup, *, exist: bool) -> list[Search]:
    if plan.kind in (HIGHEST, LOWEST):
        return [_extreme(plan, lookup, exist=exist)]
    row = lookup.result.row(plan.key)
    decides = _decides(plan, row, lookup)
    if decides is not None and not exist:
        return []  # something else than this search is why there is no figure
    condition = condition_of(plan.key, lookup.result.scenario.shape)
    months = [int(place) + 1 for place in np.flatnonzero(months_open(condition, lookup))]
    if not months and condition.gates:
        # No month could be looked at: what is shown is the flag that opens none.
        gate = condition.gates[-1]
        return _around(gate, condition_of(gate, lookup.result.scenario.shape), lookup)
    if decides is None:
        return _around(plan.key, condition, lookup)
    months = sorted({*months, decides})
    place = months.index(decides)
    shown = months[max(place - _BEFORE, 0) : place + _AFTER + 1]
    return [_search(plan.key, key, shown, row, lookup, decides) for key in condition.rows]


def _decides(plan: Plan, row: Array, lookup: Lookup) -> int | None:
    """The month that a search for a flag found."""
    searched = row if plan.until is None else row[: clamped(lookup.compute(plan.until))]
    if plan.kind == FIRST:
        return first_month(searched)
    holding = np.flatnonzero(searched == 1)
    return int(holding[-1]) + 1 if len(holding) else None


def _around(flag: str, condition: Condition, lookup: Lookup) -> list[Search]:
    """Nothing was found: the months that came nearest, or the last ones that were searched."""
    months = [int(place) + 1 for place in np.flatnonzero(months_open(condition, lookup))]
    months = months or list(range(1, int(lookup.result.scenario.values["horizon_months"]) + 1))
    nearness = margins(condition, lookup)
    place = len(months) - 1
    if nearness is not None:
        place = int(np.argmax([nearness[month - 1] for month in months]))
    first = max(min(place - _AROUND, len(months) - 2 * _AROUND - 1), 0)
    shown = months[first : first + 2 * _AROUND + 1]
    row = lookup.result.row(flag)
    return [_search(flag, key, shown, row, lookup, None) for key in condition.rows]


def _extreme(plan: Plan, lookup: Lookup, *, exist: bool) -> Search:
    row = lookup.result.row(plan.key)
    searched = row if plan.until is None else row[: clamped(lookup.compute(plan.until))]
    place = int(searched.argmax() if plan.kind == HIGHEST else searched.argmin())
    shown = list(range(max(place - _AROUND, 0) + 1, min(place + _AROUND, len(row) - 1) + 2))
    holds = np.equal(row, searched[place]) * float(exist)
    return _search("", plan.key, shown, holds, lookup, place + 1 if exist else None)


def _search(
    flag: str, key: str, months: Sequence[int], holds: Array, lookup: Lookup, decides: int | None
) -> Search:
    row = lookup.result.row(key)
    formula = formula_of(lookup.model, key)
    assert formula is not None
    return Search(
        flag,
        key,
        tuple(months),
        tuple(float(row[month - 1]) for month in months),
        tuple(bool(holds[month - 1] == 1) for month in months),
        decides,
        formula.unit,
    )
