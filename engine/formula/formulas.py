"""Formulas as one graph, with what can be told of them before any input is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.formula.dag import Graph
from engine.formula.definition import Definition
from engine.formula.powers import Counting
from engine.formula.runtime import operations
from engine.formula.syntax import Call, Name, Number, names, walk

if TYPE_CHECKING:
    from collections.abc import Sequence


class Formulas:
    """Definitions as one graph. Nothing in it changes.

    `given` are rows that come as inputs do, with 0 before month 1. `numbers` are the nodes of
    formula and opening, by key; `recurring` the parts of a series' formula that look at its
    own month before; `behind` what must be known for a formula to be; `powers` the powers that
    the months only multiply (`engine.formula.powers`).
    """

    def __init__(
        self, definitions: Sequence[Definition], months: int, given: Sequence[str] = ()
    ) -> None:
        self.definitions = tuple(definitions)
        self.months = months
        self.operations = operations(months)
        self.graph = Graph()
        self.given = tuple(given)
        self.numbers = {key: self._added(Definition(key, Name(key))) for key in given}
        self.numbers |= {each.key: self._added(each) for each in definitions}
        self.series = dict.fromkeys(given, True) | {each.key: each.series for each in definitions}
        self.recurring = {each.key: self._recurring(each) for each in definitions}
        self.behind = {each.key: self._behind(each) for each in definitions}
        self.powers = self._powers()

    def _added(self, definition: Definition) -> tuple[int, int]:
        opening = definition.opening or Number(0.0)
        return self.graph.add(definition.formula), self.graph.add(opening)

    def _recurring(self, definition: Definition) -> frozenset[int]:
        found: set[int] = set()
        waiting = [self.numbers[definition.key][0]]
        while waiting:
            number = waiting.pop()
            if self.graph.mentions_prev(number, definition.key):
                found.add(number)
                waiting += self.graph.nodes[number].parts
        return frozenset(found)

    def _behind(self, definition: Definition) -> frozenset[str]:
        """What a formula mentions; with `prev` of an item also what its opening mentions."""
        found = {*names(definition.formula)} - {definition.key}
        for part in walk(definition.formula):
            if isinstance(part, Call) and part.function == "prev":
                opening = self.graph.walk(self.numbers[part.item][1])
                found |= {node.label for node in opening if node.kind == "name"}
        return frozenset(found)

    def _powers(self) -> frozenset[int]:
        counting = Counting(self.graph, self.series)
        for key, series in self.series.items():
            if series and key not in self.given:
                counting.define(key, self.numbers[key][0])
        nodes = enumerate(self.graph.nodes)
        return frozenset(number for number, node in nodes if counting.is_power(node))
