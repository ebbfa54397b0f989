"""The model fed by a register's contracts in place of the single incumbent block.

A variant of the catalogue: one more input, the switch, which leaves everything as it is at 0;
rows given by month; line items and measures that choose among these; and formulas of which a
part has an alternative, `where(register_supply > 0, alternative, part)`. All that the variant
adds stands in the tables `supplied*.tsv`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.calendar import DEFAULT_START, YearMonth, months_between
from engine.formula.syntax import Binary, Call, Expression, Name, Number, parse, substituted, walk
from engine.formula.units import Unit
from engine.model.catalogue import (
    MONTHS,
    catalogue,
    read_formulas,
    read_inputs,
)
from engine.model.switch import SWITCH
from engine.model.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engine.formula.values import Array
    from engine.model.catalogue import Catalogue, Figure, Formula, Input

_FIRST_ITEM = "incumbent_hours"  # the first line item that looks at what the variant adds


class Part(NamedTuple):
    """What one contract adds to the rows of a supply, or all that have no part of their own.

    `values` are (summed rows, months) as bytes.
    """

    id: str
    supplier: str
    service: str
    values: bytes

    def table(self) -> Array:
        """(summed rows, months), read only; the rows as in `summed_rows`."""
        return _table(self.values, len(summed_rows()))


@dataclass(frozen=True, slots=True)
class Supply:
    """Contracts as rows by calendar month, the same for every scenario of a project.

    `values` are (given rows, months) as bytes: they compare and hash at no cost. The first
    column is month `first`; before it and after the last all stays as it is there. `contracts`
    are counted; `notes` say what of the register is not, each a sentence.
    """

    first: YearMonth
    values: bytes
    parts: tuple[Part, ...] = ()
    contracts: int = 0
    notes: tuple[str, ...] = ()

    def table(self) -> Array:
        """(given rows, months), read only; the rows as in `given_rows`."""
        return _table(self.values, len(given_rows()))

    def rows(self, start: YearMonth) -> dict[str, Array]:
        """(120,), every given row by key, for a model of which month 1 is `start`."""
        return dict(zip(given_rows(), self._seen_from(start, self.table()), strict=True))

    def part_rows(self, part: Part, start: YearMonth) -> Array:
        """(summed rows, 120), what a part adds to them, for the same model."""
        return self._seen_from(start, part.table())

    def _seen_from(self, start: YearMonth, table: Array) -> Array:
        places = np.arange(MONTHS) + months_between(self.first, start)
        found: Array = table[:, np.clip(places, 0, table.shape[1] - 1)]
        return found


def _table(values: bytes, rows: int) -> Array:
    return np.frombuffer(values, dtype=np.float64).reshape(rows, -1)


def supply_from(
    first: YearMonth,
    parts: Sequence[Part],
    shares: Mapping[str, Array],
    contracts: int,
    notes: Sequence[str] = (),
) -> Supply:
    """A supply of its parts, and of the rows that are shares, (months,) each.

    Sums go from part to part, as a spreadsheet's do.
    """
    months = len(next(iter(shares.values())))
    sums = np.zeros((len(summed_rows()), months))
    for part in parts:
        sums = sums + part.table()
    rows = {**dict(zip(summed_rows(), sums, strict=True)), **shares}
    table = np.stack([rows[key] for key in given_rows()])
    return Supply(first, table.tobytes(), tuple(parts), contracts, tuple(notes))


def no_supply() -> Supply:
    """That of no contracts."""
    shares = {key: np.zeros(1) for key in given_rows() if key not in summed_rows()}
    return supply_from(DEFAULT_START, (), shares, 0)


def supplied(model: Catalogue) -> Catalogue:
    """The variant of a model, which may have custom line items."""
    items = dict(model.line_items)
    built_in = {key: items.pop(key) for key in model.line_items if key not in model.custom}
    return model._replace(
        inputs=_after_group(model.inputs, _added_inputs()),
        given=given_rows(),
        line_items={**_before(_FIRST_ITEM, _changed(built_in), _added_items()), **items},
        measures={**_added_measures(), **_changed(model.measures)},
        figures={key: _figure(each) for key, each in model.figures.items()},
    )


@cache
def given_rows() -> Mapping[str, Formula]:
    """The rows of a supply by key, in order."""
    return read_formulas("supplied_rows")


@cache
def summed_rows() -> tuple[str, ...]:
    """Those that are sums over contracts; the others are shares."""
    units = catalogue().units
    return tuple(key for key, row in given_rows().items() if units[row.unit].unit != Unit())


@cache
def added_keys() -> frozenset[str]:
    """What the variant adds. No line item of the user's may be called so."""
    return frozenset((*_added_inputs(), *given_rows(), *_added_items(), *_added_measures()))


@cache
def _added_inputs() -> Mapping[str, Input]:
    return read_inputs("supplied_inputs", catalogue().units)


@cache
def _added_items() -> Mapping[str, Formula]:
    return read_formulas("supplied_items")


@cache
def _added_measures() -> Mapping[str, Formula]:
    return read_formulas("supplied_measures")


def _after_group(inputs: Mapping[str, Input], added: Mapping[str, Input]) -> dict[str, Input]:
    """Each behind the last input of its group."""
    groups = dict.fromkeys(each.group for each in inputs.values())
    every = (*inputs.values(), *added.values())
    return {each.key: each for group in groups for each in every if each.group == group}


def _before(
    key: str, items: Mapping[str, Formula], added: Mapping[str, Formula]
) -> dict[str, Formula]:
    keys = list(items)
    place = keys.index(key)
    return {each: {**items, **added}[each] for each in (*keys[:place], *added, *keys[place:])}


# Alternatives --------------------------------------------------------------------------------


class _Alternative(NamedTuple):
    """`part` is what of the formula is replaced, None for all of it."""

    part: Expression | None
    formula: Expression
    meaning: str


@cache
def _alternatives() -> Mapping[str, _Alternative]:
    return {
        row["key"]: _Alternative(
            parse(row["part"]) if row["part"] else None, parse(row["alternative"]), row["meaning"]
        )
        for row in read_table("supplied")
    }


def _changed(formulas: Mapping[str, Formula]) -> dict[str, Formula]:
    return {key: _formula(each) for key, each in formulas.items()}


def _formula(item: Formula) -> Formula:
    found = _alternatives().get(item.key)
    if found is None:
        return item
    meaning = f"{item.meaning} {found.meaning}"
    return item._replace(formula=_switched(item.formula, found), meaning=meaning)


def _figure(figure: Figure) -> Figure:
    found = _alternatives().get(figure.key)
    if found is None:
        return figure
    formulas = tuple(_switched(each, found) for each in figure.formulas)
    return figure._replace(formulas=formulas, meaning=f"{figure.meaning} {found.meaning}")


def _switched(tree: Expression, found: _Alternative) -> Expression:
    """The formula with the choice in the place of the part."""
    part = tree if found.part is None else found.part
    assert part in walk(tree), f"no such part: {part}"
    choice = Call("where", (Binary(">", Name(SWITCH), Number(0.0)), found.formula, part))
    return substituted(tree, part, choice)
