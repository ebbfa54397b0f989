"""Named formulas, and which of them rest on which."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from engine.formula.syntax import Expression, Number, names

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable


class Definition(NamedTuple):
    """One named formula. A series has a value a month, and an opening one before month 1.

    A guarded one may be anything that a user wrote: where it divides by zero or grows beyond
    all numbers it is NaN, and so is what looks at it.
    """

    key: str
    formula: Expression
    opening: Expression | None = None  # given: a series; None: one value
    guarded: bool = False

    @property
    def series(self) -> bool:
        return self.opening is not None

    @property
    def counts(self) -> bool:
        """Whether it may count months: it looks at nothing but its own last one."""
        return self.series and set(names(self.formula)) == {self.key}


def needed(
    definitions: Iterable[Definition], targets: Collection[str] | None = None
) -> list[Definition]:
    """Of `definitions`, in their order, those that `targets` rest on; without, all."""
    chosen = list(definitions)
    if targets is None:
        return chosen
    wanted = set(targets)
    for definition in reversed(chosen):
        if definition.key in wanted:
            wanted.update(names(definition.formula), names(definition.opening or Number(0)))
    return [definition for definition in chosen if definition.key in wanted]


def resting(definitions: Iterable[Definition], changed: Collection[str]) -> set[str]:
    """The keys of the definitions, given in order, that change with some inputs."""
    found = set(changed)
    for each in definitions:
        if not found.isdisjoint((*names(each.formula), *names(each.opening or Number(0)))):
            found.add(each.key)
    return found
