"""The catalogue: every input, formula and headline figure, read from the tables and checked.

The tables beside this file are the only place where a formula stands.
"""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from engine.formula.definition import Definition
from engine.formula.syntax import Expression, FormulaError, Number, parse
from engine.formula.units import Unit
from engine.model.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping

MONTHS = 120  # the model's timeline; `horizon_months` limits what is measured, not computed


class UnitKind(NamedTuple):
    """What a unit's name means: its dimensions, whether it counts, how it is written."""

    unit: Unit
    whole: bool
    style: str


class Input(NamedTuple):
    """One input. `default`, `minimum`, `maximum` and `step` are in `unit`; shares as fractions."""

    key: str
    label: str
    unit: str
    default: float
    minimum: float
    maximum: float
    step: float
    group: str
    status: str
    suffix: str
    meaning: str
    basis: str
    whole: bool


class Formula(NamedTuple):
    """One named formula: a scalar, a line item or a measure.

    `opening` is the value in the column before month 1 of a series, None for a single value.
    `kind` says how months add up: flow, balance or rate; `constant` for a single value.
    """

    key: str
    label: str
    unit: str
    section: str
    kind: str
    formula: Expression
    opening: Expression | None
    meaning: str

    @property
    def series(self) -> bool:
        return self.opening is not None


class Reason(NamedTuple):
    """Why a figure does not exist: the text where the condition is not 0."""

    when: Expression
    text: str


class Figure(NamedTuple):
    """A headline figure: one formula, or several for a list. Null where a reason holds.

    `value_keys` and `null_keys` are what a program calls the formulas and the reasons.
    """

    key: str
    label: str
    unit: str
    better: str  # "higher", "lower" or "" where neither is better
    formulas: tuple[Expression, ...]
    reasons: tuple[Reason, ...]
    meaning: str
    value_keys: tuple[str, ...]
    null_keys: tuple[str, ...]

    @property
    def listed(self) -> bool:
        return len(self.formulas) > 1


class Check(NamedTuple):
    """A property of every scenario: `left` equals `right`, or is at most `right`."""

    key: str
    label: str
    left: Expression
    relation: str
    right: Expression
    meaning: str


class Catalogue(NamedTuple):
    """The whole model, each table by key in its own order.

    `measures` are what the headline figures rest on beyond the line items. `given` are rows
    by month that come as inputs do (`engine.model.supplied`): the formula of each is its name.
    """

    units: Mapping[str, UnitKind]
    inputs: Mapping[str, Input]
    scalars: Mapping[str, Formula]
    line_items: Mapping[str, Formula]
    measures: Mapping[str, Formula]
    figures: Mapping[str, Figure]
    checks: Mapping[str, Check]
    custom: frozenset[str] = frozenset()  # the line items that the user added: the last ones
    given: Mapping[str, Formula] = MappingProxyType({})

    def formulas(self) -> tuple[Formula, ...]:
        """Scalars, line items, measures, custom line items: as they are computed."""
        built_in = [item for item in self.line_items.values() if item.key not in self.custom]
        return (*self.scalars.values(), *built_in, *self.measures.values(), *self.custom_items())

    def custom_items(self) -> tuple[Formula, ...]:
        """The line items that the user added. They may look at all of the others."""
        return tuple(self.line_items[key] for key in self.line_items if key in self.custom)

    def style(self, unit: str) -> str:
        return self.units[unit].style


@cache
def catalogue() -> Catalogue:
    """The built-in model. Raises `FormulaError` where a table is wrong."""
    units = _units()
    return Catalogue(
        units=units,
        inputs=read_inputs("inputs", units),
        scalars=read_formulas("scalars"),
        line_items=read_formulas("line_items"),
        measures=read_formulas("measures"),
        figures=_figures(),
        checks=_checks(),
    )


def definitions(model: Catalogue) -> list[Definition]:
    """What a program computes, in order: formulas, figures and their reasons, custom items.

    A figure's formulas go by its `value_keys`, its conditions by its `null_keys`. What the
    user wrote is `guarded`: it may divide by zero, and then has no value.
    """
    built_in = (item for item in model.formulas() if item.key not in model.custom)
    found = [Definition(item.key, item.formula, item.opening) for item in built_in]
    for figure in model.figures.values():
        found += map(Definition, figure.value_keys, figure.formulas)
        found += [
            Definition(key, reason.when)
            for key, reason in zip(figure.null_keys, figure.reasons, strict=True)
        ]
    found += [
        Definition(item.key, item.formula, item.opening, guarded=True)
        for item in model.custom_items()
    ]
    return found


def _units() -> dict[str, UnitKind]:
    def exponent(row: Mapping[str, str], column: str) -> int:
        return int(row[column])

    return {
        row["unit"]: UnitKind(
            Unit(*(exponent(row, name) for name in ("scale", "dollars", "gpus", "hours"))),
            row["whole"] == "1",
            row["style"],
        )
        for row in read_table("units")
    }


def read_inputs(table: str, units: Mapping[str, UnitKind]) -> dict[str, Input]:
    """The inputs of a table, by key."""
    return {
        row["key"]: Input(
            key=row["key"],
            label=row["label"],
            unit=row["unit"],
            default=float(row["default"]),
            minimum=float(row["minimum"]),
            maximum=float(row["maximum"]),
            step=float(row["step"]),
            group=row["group"],
            status=row["status"],
            suffix=row["suffix"],
            meaning=row["meaning"],
            basis=row["basis"],
            whole=units[row["unit"]].whole,
        )
        for row in read_table(table)
    }


def read_formulas(table: str) -> dict[str, Formula]:
    """The formulas of a table, by key.

    Scalars have no `kind`, measures no `opening` and no `section`; a row that is given has no
    formula: its name stands for it. Raises `FormulaError`.
    """
    found: dict[str, Formula] = {}
    for row in read_table(table):
        kind = row.get("kind", "constant")
        opening = None if kind == "constant" else row.get("opening", "0")
        found[row["key"]] = Formula(
            key=row["key"],
            label=row["label"],
            unit=row["unit"],
            section=row.get("section", ""),
            kind=kind,
            formula=_parse(row.get("formula", row["key"]), row["key"], "formula"),
            opening=None if opening is None else _parse(opening, row["key"], "opening"),
            meaning=row["meaning"],
        )
    return found


def _figures() -> dict[str, Figure]:
    reasons: dict[str, list[Reason]] = {}
    for row in read_table("kpi_reasons"):
        when = _parse(row["when"], row["kpi"], "when")
        reasons.setdefault(row["kpi"], []).append(Reason(when, row["reason"]))
    found: dict[str, Figure] = {}
    for row in read_table("kpis"):
        key = row["key"]
        formulas = tuple(_parse(text, key, "formula") for text in row["formula"].split(";"))
        why = tuple(reasons.pop(key, ()))
        found[key] = Figure(
            key=key,
            label=row["label"],
            unit=row["unit"],
            better=row["better"],
            formulas=formulas,
            reasons=why,
            meaning=row["meaning"],
            value_keys=tuple(f"kpi_{key}_{place}" for place in range(len(formulas))),
            null_keys=tuple(f"null_{key}_{place}" for place in range(len(why))),
        )
    if reasons:
        raise FormulaError(f"reasons for unknown figures: {', '.join(reasons)}")
    return found


def _checks() -> dict[str, Check]:
    return {
        row["key"]: Check(
            key=row["key"],
            label=row["label"],
            left=_parse(row["left"], row["key"], "left"),
            relation=row["relation"],
            right=_parse(row["right"], row["key"], "right"),
            meaning=row["meaning"],
        )
        for row in read_table("checks")
    }


def _parse(text: str, item: str, column: str) -> Expression:
    if text == "0":  # most openings; saves a third of the parsing at start-up
        return Number(0.0)
    try:
        return parse(text)
    except FormulaError as error:
        raise error.placed(item, column) from None
