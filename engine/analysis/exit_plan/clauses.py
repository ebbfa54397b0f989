"""Better clauses: what each would change in the contract, from the table `clauses.tsv`."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.formula.arithmetic import calculator
from engine.formula.syntax import FormulaError, Name, names, parse
from engine.model.catalogue import catalogue
from engine.model.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.formula.syntax import Expression
    from engine.formula.values import Value


class Clause(NamedTuple):
    """A clause to ask for.

    `changes` are the inputs that it sets, each by a formula of today's inputs. `applies` is a
    condition of today's inputs, None: always; `without` says why not where it is 0, `already`
    what the contract has where no input would change.
    """

    key: str
    label: str
    meaning: str
    changes: tuple[tuple[str, Expression], ...]
    applies: Expression | None
    without: str
    already: str


@cache
def clauses() -> Mapping[str, Clause]:
    """Every clause by its key, in the order of the table. Raises `FormulaError`."""
    found = {row["key"]: _clause(row) for row in read_table("clauses")}
    return MappingProxyType(found)


def clause_changes(clause: Clause, inputs: Mapping[str, Value]) -> dict[str, Value]:
    """By input, the value under the clause: a float, or (draws,) where it rests on draws."""
    return {key: _value(tree, inputs) for key, tree in clause.changes}


def missing(clause: Clause, inputs: Mapping[str, float]) -> str:
    """Why a clause is nothing to ask for in this contract; empty where it can be."""
    if clause.applies is not None and not _value(clause.applies, inputs):
        return clause.without
    new = clause_changes(clause, inputs)
    return clause.already if all(inputs[key] == value for key, value in new.items()) else ""


def _clause(row: Mapping[str, str]) -> Clause:
    parts = [part.split("=", 1) for part in row["changes"].split(";")]
    return Clause(
        key=row["key"],
        label=row["label"],
        meaning=row["meaning"],
        changes=tuple((key.strip(), _parse(text, row, "changes")) for key, text in parts),
        applies=_parse(row["applies"], row, "applies") if row["applies"] else None,
        without=row["without"],
        already=row["already"],
    )


def _parse(text: str, row: Mapping[str, str], column: str) -> Expression:
    try:
        tree = parse(text.strip())
    except FormulaError as error:
        raise error.placed(row["key"], column) from None
    for name in names(tree):
        if name not in catalogue().inputs:
            raise FormulaError(f"unknown input {name!r}", None, row["key"], column)
    return tree


def _value(tree: Expression, inputs: Mapping[str, Value]) -> Value:
    """A formula of inputs: draw by draw where one of them has draws."""
    keys = names(tree)
    run = calculator(tree, [Name(key) for key in keys])
    values = [inputs[key] for key in keys]
    drawn = [value for value in values if isinstance(value, np.ndarray)]
    if not drawn:
        return run([float(value) for value in values])
    columns = [np.broadcast_to(value, drawn[0].shape).tolist() for value in values]
    return np.array([run(row) for row in zip(*columns, strict=True)])
