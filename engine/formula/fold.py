"""Formulas folded into what is known in every draw and the steps for what is not.

The fold goes through the formulas once, with the inputs at hand. What depends on no varied
input is known; where a condition is known, only the side that is chosen is followed. What
remains are `Wide` values with their steps.
"""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

import numpy as np

from engine.formula.algebra import PLAIN, Algebra, plain_value
from engine.formula.along import Along
from engine.formula.loop import LAST, Last, Loop, Micro, Whole, number_of
from engine.formula.steps import Column
from engine.formula.syntax import COMPARISONS, FUNCTIONS
from engine.formula.wide import ONE_ROW, Rows, Wide

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engine.formula.dag import Node
    from engine.formula.definition import Definition
    from engine.formula.formulas import Formulas
    from engine.formula.loop import Part
    from engine.formula.values import Array, Value
    from engine.formula.wide import Operand


class Fold:
    """One pass over the formulas, with the values of the inputs.

    `values` holds every input, given row and formula by key: known, a float or (months,), or
    wide. `columns` are the varied inputs and rows, `timeline` the number of months.
    """

    def __init__(
        self, formulas: Formulas, inputs: Mapping[str, Value], sample: Mapping[str, Value]
    ) -> None:
        """`sample` is a single run of any draw: what is known is the same in all of them.

        Formulas that it has no value of are left out.
        """
        self.timeline = formulas.months
        self._formulas = formulas
        self._graph = formulas.graph
        self._algebra = Algebra(formulas.months, formulas.operations)
        self._along = Along(self._algebra)
        self._nodes: dict[int, Operand] = {}
        self.values: dict[str, Operand] = {}
        self.columns: dict[str, Wide] = {}
        for key, value in inputs.items():
            self.values[key] = self._input(key, value)
        self._wide_keys = set(self.columns)
        with np.errstate(invalid="ignore"):  # NaN stands for what is not known
            for definition in formulas.definitions:
                if definition.key in sample:
                    self._define(definition, plain_value(sample[definition.key]))

    @property
    def wides(self) -> Sequence[Wide]:
        """All that is wide, in an order in which it can be computed."""
        return self._algebra.wides

    @property
    def guarded(self) -> frozenset[Wide]:
        """What is wide in formulas of the user's, the last ones: it need not exist."""
        return self._algebra.guarded

    def is_series(self, key: str) -> bool:
        return self._formulas.series.get(key, False)

    def _input(self, key: str, value: Value) -> Operand:
        given = key in self._formulas.given
        if not isinstance(value, np.ndarray) or (given and value.ndim == 1):
            return value
        column = self._algebra.put(Wide(Column(key), series=given, unknown=self._rows(given)))
        column.never_negative = bool((value >= 0).all())
        self.columns[key] = column
        return column

    def _rows(self, series: bool) -> Rows:
        return Rows(0, self.timeline) if series else ONE_ROW

    def _define(self, definition: Definition, known: float | Array) -> None:
        key = definition.key
        self.values[key] = known
        if self._wide_keys.isdisjoint(self._formulas.behind[key]):
            return
        if definition.guarded:
            self._algebra.guard()
        with np.errstate(all="ignore") if definition.guarded else nullcontext():
            folded = self._folded(definition)
        if isinstance(folded, Wide):
            self.values[key] = folded
            self._wide_keys.add(key)

    def _folded(self, definition: Definition) -> Operand:
        formula, opening = self._formulas.numbers[definition.key]
        if not self._formulas.recurring[definition.key]:
            return self._emit(formula)
        before = self._number(opening)
        running = self._graph.running(definition.key, formula)
        if running is None:
            return self._loop(definition.key, formula, before)
        function = np.add if running.sign == "+" else np.multiply
        found = self._along.accumulated(function, self._number(running.step), before)
        return self._algebra.settled(found)

    # Expressions ------------------------------------------------------------------------

    def _number(self, number: int) -> Operand:
        return self._algebra.number(self._emit(number))

    def _emit(self, number: int) -> Operand:
        found = self._nodes.get(number)
        if found is None:
            found = self._nodes[number] = self._found(number, self._graph.nodes[number])
        return found

    def _found(self, number: int, node: Node) -> Operand:
        if node.kind == "number":
            return node.value
        if node.kind == "name":
            return self.values[node.label]
        if node.kind == "*":
            return self._algebra.product([self._emit(part) for part in node.parts])
        if node.kind == "call" and FUNCTIONS[node.label].of_item:
            return self._look(node)
        if node.kind == "call" and node.label == "where":
            return self._where(node)
        operands = [self._number(part) for part in node.parts]
        if number in self._formulas.powers:
            return self._algebra.powers(*operands)
        name = node.label if node.kind == "call" else node.kind
        if len(operands) == 1:
            return self._algebra.operation(name, operands)
        found = operands[0]
        for other in operands[1:]:
            found = self._algebra.operation(name, [found, other])
        return found

    def _where(self, node: Node) -> Operand:
        condition, yes, no = node.parts
        test = self._condition(condition)
        chosen = self._algebra.chosen(test)
        if chosen is not None:
            return self._number(yes if chosen else no)
        return self._algebra.choice(test, self._number(yes), self._number(no))

    def _condition(self, number: int) -> Operand:
        if self._algebra.is_guarded:
            return self._number(number)
        return self._algebra.condition(self._emit(number))

    def _look(self, node: Node) -> Operand:
        """A call that looks along a line item's months."""
        key = self._graph.item(node)
        series = self.values[key]
        if node.label in ("at", "sum_to"):
            month = self._number(node.parts[1])
            return self._along.at(node.label, self._algebra.number(series), month)
        if node.label == "prev":
            opening = self._number(self._formulas.numbers[key][1])
            return self._along.shifted(self._algebra.number(series), opening)
        return self._along.whole(node.label, series)

    # Recurrences ------------------------------------------------------------------------

    def _loop(self, key: str, formula: int, opening: Operand) -> Operand:
        if self._is_steady(key, formula, opening):
            return opening
        result = self._micro_number(self._micro(formula, key))
        return self._algebra.series(Loop(result, opening, self._algebra.months), None)

    def _is_steady(self, key: str, formula: int, opening: Operand) -> bool:
        """Whether every month is what the month before was, from the opening value on."""
        if isinstance(opening, Wide) or self._algebra.is_guarded:
            return False
        recurring = self._formulas.recurring[key]
        for number in recurring:
            if self._graph.is_own_prev(number, key):
                self._nodes[number] = opening
        found = self._number(formula)
        for number in recurring:
            self._nodes.pop(number, None)
        return not isinstance(found, Wide) and bool(np.equal(found, opening).all())

    def _micro(self, number: int, key: str) -> Part:
        """A part of a recurrence, month by month where it looks at the month before."""
        if self._graph.is_own_prev(number, key):
            return LAST
        if number not in self._formulas.recurring[key]:
            return self._emit(number)
        node = self._graph.nodes[number]
        if node.kind == "call" and FUNCTIONS[node.label].of_item:
            return self._micro_look(node, key)
        if node.kind == "call" and node.label == "where":
            return self._micro_where(node, key)
        parts = [self._micro_number(self._micro(part, key)) for part in node.parts]
        name = node.label if node.kind == "call" else node.kind
        if len(parts) == 1:
            return self._micro_operation(name, parts)
        found = parts[0]
        for other in parts[1:]:
            found = self._micro_operation(name, [found, other])
        return found

    def _micro_number(self, part: Part) -> Part:
        if isinstance(part, Micro):
            return number_of(part) if part.flag else part
        return part if isinstance(part, (Last, Whole)) else self._algebra.number(part)

    def _micro_operation(self, name: str, parts: Sequence[Part]) -> Micro:
        if self._algebra.is_guarded:
            return Micro(self._algebra.function(name), tuple(parts), own_memory=True)
        return Micro(PLAIN[name], tuple(parts), flag=name in COMPARISONS)

    def _micro_where(self, node: Node, key: str) -> Part:
        yes, no = (self._micro_number(self._micro(part, key)) for part in node.parts[1:])
        condition = self._micro(node.parts[0], key)
        if self._algebra.is_guarded:
            parts = (self._micro_number(condition), yes, no)
            return Micro(self._algebra.do["g_where"], parts, own_memory=True)
        if isinstance(condition, (Micro, Last, Whole)):
            if not (isinstance(condition, Micro) and condition.flag):
                condition = Micro(np.not_equal, (condition, 0.0), flag=True)
            return Micro(None, (condition, yes, no))
        condition = self._algebra.condition(condition)
        chosen = self._algebra.chosen(condition)
        if chosen is not None:
            return yes if chosen else no
        if isinstance(condition, Wide) and isinstance(no, float) and no == 0:
            return self._micro_operation("*", [self._algebra.number(condition), yes])
        return Micro(None, (condition, yes, no))

    def _micro_look(self, node: Node, key: str) -> Micro:
        """`at` and `sum_to` in a month that depends on the month before."""
        series = self._along.spread(self._algebra.number(self.values[self._graph.item(node)]))
        if node.label == "sum_to":
            series = self._along.accumulated(np.add, series, None)
        month = self._micro_number(self._micro(node.parts[1], key))
        function = "g_pick_draws" if self._algebra.is_guarded else "pick_draws"
        return Micro(self._algebra.do[function], (Whole(series), month), own_memory=True)
