"""Formulas to one straight-line numpy program.

The program is Python source, generated once from the trees and compiled: no dispatch is
left at run time. Every series runs over months at once; only a recurrence that is not a
running sum or product becomes a loop over months. Choices between single values are spelled
inline: calls would cost half the time of the loops. Many draws at once are computed from the
same trees by `engine.formula.columns`.

Only names that the catalogue checked and functions of the language reach the source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from engine.formula import runtime
from engine.formula.dag import Graph, Node
from engine.formula.definition import Definition, needed, resting
from engine.formula.guarded import COMPARISONS as GUARDED_COMPARISONS
from engine.formula.powers import Counting
from engine.formula.syntax import COMPARISONS, FUNCTIONS, Number

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from types import CodeType

    from engine.formula.values import Value


class _Code(NamedTuple):
    """A piece of source. A `flag` is a comparison, still true or false."""

    text: str
    series: bool
    flag: bool = False


class Program(NamedTuple):
    """Compiled formulas. `keys` names what a run returns, in order."""

    keys: tuple[str, ...]
    inputs: tuple[str, ...]
    source: str
    code: CodeType

    def bind(self, months: int) -> Callable[[Mapping[str, Value]], list[Value]]:
        """A function from input values to the values of `keys`, over `months` months.

        Inputs are floats, given rows (months,); a series is (months,), anything else a float.
        """
        scope: dict[str, object] = dict(runtime.operations(months))
        exec(self.code, scope)
        return scope["run"]  # type: ignore[return-value]


def compile_program(
    definitions: Iterable[Definition],
    inputs: Sequence[str],
    targets: Collection[str] | None = None,
    given: Sequence[str] = (),
    changed: Collection[str] | None = None,
) -> Program:
    """The program of `definitions`, in order; with `targets`, of what these depend on only.
    `given` are rows that come as inputs do, with 0 before month 1. With `changed`, inputs, only
    what rests on these is computed: the other formulas come with the inputs, too.
    """
    chosen = needed(definitions, targets)
    keys = tuple(definition.key for definition in chosen)
    known = frozenset[str]() if changed is None else frozenset(keys) - resting(chosen, changed)
    source = _Writer(chosen, given, known).source((*inputs, *given))
    code = compile(source, "<tenor model>", "exec")
    return Program(keys, (*inputs, *given), source, code)


# Python refuses source with 200 brackets one inside another. An expression this long goes
# into a variable, and the one around it starts afresh.
_LONGEST = 240


class _Writer:
    """Writes the source. Variables are `v_key`, shared or long subexpressions `t7`."""

    def __init__(
        self, definitions: list[Definition], given: Sequence[str], known: Collection[str] = ()
    ) -> None:
        self._graph = Graph()
        self._known = known
        self._definitions: list[tuple[Definition, int, int]] = []
        self._plain_nodes = 0  # as many of the graph's nodes are in formulas of the model
        for item in definitions:
            opening = item.opening or Number(0.0)
            # Of what is known, only a count of months matters to others: to their powers.
            formula = item.formula if item.key not in known or item.counts else Number(0.0)
            numbers = self._graph.add(formula), self._graph.add(opening)
            self._definitions.append((item, *numbers))
            if not item.guarded:
                self._plain_nodes = len(self._graph.nodes)
        self._series = dict.fromkeys(given, True) | {item.key: item.series for item in definitions}
        self._openings = {key: self._graph.add(Number(0.0)) for key in given}
        self._openings |= {item.key: opening for item, _, opening in self._definitions}
        self._counting = Counting(self._graph, self._series)
        self._temporaries: dict[int, _Code] = {}
        self._indices: dict[int, str] = {}
        self._anchors: set[str] = set()
        self._powers_written: dict[Node, str] = {}
        self._written: set[str] = set()  # inputs and formulas that have their values by now
        self._flags: dict[str, _Code] = {}
        self._choices = 0
        self._lines: list[str] = []
        self._guarded = False  # whether what is written now is a user's

    def source(self, inputs: Sequence[str]) -> str:
        plain = 0
        self._written.update(inputs)
        for item, formula, opening in self._definitions:
            if item.guarded and not self._guarded:
                plain, self._guarded = len(self._lines), True
            if item.key in self._known:
                self._written.add(item.key)
                if item.counts:
                    self._counting.define(item.key, formula)
            elif not item.series:
                self._assign(item.key, self._as_number(self._emit(formula)).text)
            elif self._graph.mentions_prev(formula, item.key):
                self._counting.define(item.key, formula)
                self._recurrence(item.key, formula, self._opening(opening))
            else:
                self._assign(item.key, self._row(item.key, self._emit(formula)))
        known = [item.key for item, _, _ in self._definitions if item.key in self._known]
        head = [f"    v_{key} = inputs[{key!r}]" for key in (*inputs, *known)]
        result = ", ".join(f"v_{item.key}" for item, _, _ in self._definitions)
        body = [f"    {line}" for line in self._lines]
        if self._guarded:
            body[plain:] = ["    with quiet():", *(f"    {line}" for line in body[plain:])]
        return "\n".join(["def run(inputs):", *head, *body, f"    return [{result}]", ""])

    def _opening(self, number: int) -> str:
        return self._as_number(self._emit(number)).text

    def _assign(self, key: str, text: str) -> None:
        self._written.add(key)
        self._lines.append(f"v_{key} = {self._settled(text)}")

    def _settled(self, text: str, *, series: bool = True) -> str:
        return f"{self._width(series=series)}settled({text})" if self._guarded else text

    def _width(self, *, series: bool) -> str:
        """How the names of guarded operations begin: numpy's, or those of plain floats.

        A loop over months works on single values, on which numpy takes twenty times as long.
        """
        return "g_" if series else "one_"

    def _as_number(self, code: _Code) -> _Code:
        """A comparison as 1.0 or 0.0: numpy would take true + true for true."""
        if not code.flag:
            return code
        text = f"{code.text}.astype(double)" if code.series else f"s_number({code.text})"
        return _Code(text, code.series)

    def _row(self, key: str, code: _Code) -> str:
        """A line item's months. Where it is a comparison, that is kept for conditions on it."""
        if not (code.series and code.flag):
            return self._as_series(code)
        self._lines.append(f"f_{key} = {code.text}")
        self._flags[f"v_{key}"] = kept = _Code(f"f_{key}", series=True, flag=True)
        return self._as_series(kept)

    def _as_series(self, code: _Code) -> str:
        number = self._as_number(code).text
        return number if code.series else f"spread({number})"

    # One expression over all months -----------------------------------------------------

    def _emit(self, number: int) -> _Code:
        """Source for a node. One with several uses, or a long one, goes into a temporary."""
        if known := self._temporaries.get(number):
            return known
        node = self._graph.nodes[number]
        code = self._operation(node, self._emit)
        apart = self._graph.uses[number] > 1 or len(code.text) > _LONGEST
        if apart and node.kind not in ("number", "name"):
            self._lines.append(f"t{number} = {code.text}")
            code = self._temporaries[number] = _Code(f"t{number}", code.series, code.flag)
        return code

    def _operation(self, node: Node, emit: Callable[[int], _Code]) -> _Code:
        if node.kind == "number":
            return _Code(repr(node.value), series=False)
        if node.kind == "name":
            return _Code(f"v_{node.label}", self._series.get(node.label, False))
        if node.kind == "negate":
            operand = self._as_number(emit(node.parts[0]))
            return _Code(f"(-{operand.text})", operand.series)
        if node.kind == "call":
            return self._call(node, emit)
        left, right = (emit(part) for part in node.parts)
        both = left.series or right.series
        if self._guarded:
            return self._guarded_pair(node.kind, self._as_number(left), self._as_number(right))
        if node.kind == "*":
            flag = left.flag and right.flag
            return _Code(f"({left.text} * {right.text})", both, flag)
        left, right = self._as_number(left), self._as_number(right)
        flag = node.kind in COMPARISONS
        return _Code(f"({left.text} {node.kind} {right.text})", both, flag)

    def _guarded_pair(self, sign: str, left: _Code, right: _Code) -> _Code:
        """An operation of which the result may not exist."""
        both = left.series or right.series
        width = self._width(series=both)
        if sign in GUARDED_COMPARISONS:
            how = GUARDED_COMPARISONS[sign]
            return _Code(f"{width}{how}({left.text}, {right.text})", both)
        if sign == "/":
            text = f"{width}divide({left.text}, {right.text})"
        else:
            text = f"{left.text} {sign} {right.text}"
        return _Code(self._settled(text, series=both), both)

    def _call(self, node: Node, emit: Callable[[int], _Code]) -> _Code:
        if FUNCTIONS[node.label].of_item:
            return self._look(node, emit)
        if node.label == "where":
            return self._where(node, emit)
        if self._counting.is_power(node):
            return self._powers(node)
        parts = [self._as_number(emit(part)) for part in node.parts]
        series = any(part.series for part in parts)
        texts = [part.text for part in parts]
        if node.label in ("min", "max"):
            text = texts[0]
            for other in texts[1:]:
                text = self._spelled(node.label, [text, other], series=series)
        else:
            text = self._settled(self._spelled(node.label, texts, series=series), series=series)
        return _Code(text, series)

    def _powers(self, node: Node) -> _Code:
        """One number to exponents that move by the same step every month."""
        if node not in self._powers_written:
            self._write_powers(node)
        return _Code(self._settled(self._powers_written[node]), series=True)

    def _write_powers(self, node: Node) -> None:
        """With it go the other powers of the model to the same exponents: one call for all."""
        exponent = node.parts[1]
        anchors = f"e{exponent}"
        if anchors not in self._anchors:
            self._anchors.add(anchors)
            text = self._as_number(self._emit(exponent)).text
            self._lines.append(f"{anchors} = anchors({text})")
        others = self._graph.nodes[: 0 if self._guarded else self._plain_nodes]
        together = [node, *(other for other in others if self._goes_with(other, node))]
        bases = [f"{self._as_number(self._emit(each.parts[0])).text}, " for each in together]
        name = f"p{len(self._powers_written)}"
        self._lines.append(f"{name} = powers(({''.join(bases)}), {anchors})")
        for place, each in enumerate(together):
            self._powers_written[each] = f"{name}[{place}]"

    def _goes_with(self, other: Node, node: Node) -> bool:
        """Whether it is another power to the same exponents, of a base that is known by now."""
        if other == node or not self._counting.is_power(other) or other.parts[1] != node.parts[1]:
            return False
        base = self._graph.walk(other.parts[0])
        known = all(each.label in self._written for each in base if each.kind == "name")
        return known and other not in self._powers_written

    def _where(self, node: Node, emit: Callable[[int], _Code]) -> _Code:
        if self._guarded:
            parts = [self._as_number(emit(part)) for part in node.parts]
            listed = ", ".join(part.text for part in parts)
            series = any(part.series for part in parts)
            return _Code(f"{self._width(series=series)}where({listed})", series)
        condition = self._condition(node.parts[0], emit)
        yes, no = (self._as_number(emit(part)) for part in node.parts[1:])
        series = yes.series or no.series
        if series and not condition.series:
            # One condition for all months: only the side that it chooses is computed.
            chosen = f"({self._as_series(yes)} if {condition.text} else {self._as_series(no)})"
            return _Code(chosen, series=True)
        series = series or condition.series
        texts = [condition.text, yes.text, no.text]
        return _Code(self._spelled("where", texts, series=series), series)

    def _condition(self, number: int, emit: Callable[[int], _Code]) -> _Code:
        """Source that is true or false."""
        code = emit(number)
        if kept := self._flags.get(code.text):  # not in a loop, which has its month's value
            return kept
        return code if code.flag else _Code(f"({code.text} != 0)", code.series, flag=True)

    def _spelled(self, function: str, texts: list[str], *, series: bool) -> str:
        """A function on series or on single values; the latter's choices inline.

        Guarded formulas call functions for both, which take what is no number.
        """
        if self._guarded and not series:
            return f"one_{function}({', '.join(texts)})"
        if series:
            return f"{function}({', '.join(texts)})"
        if function not in ("min", "max", "where"):
            return f"s_{function}({', '.join(texts)})"
        if function == "where":
            condition, yes, no = texts
            return f"({yes} if {condition} else {no})"
        self._choices += 1
        first, second = f"a{self._choices}", f"b{self._choices}"
        sign = "<=" if function == "min" else ">="
        test = f"({first} := {texts[0]}) {sign} ({second} := {texts[1]})"
        return f"({first} if {test} else {second})"

    def _look(self, node: Node, emit: Callable[[int], _Code]) -> _Code:
        """A call that looks along a line item's months."""
        key = self._graph.item(node)
        if node.label == "prev":
            opening = self._opening(self._openings[key])
            return _Code(f"shift(v_{key}, {opening})", series=True)
        guard = "g_" if self._guarded else ""
        if node.label not in ("at", "sum_to"):
            function = f"{guard}first" if node.label == "first" else node.label
            text = self._settled(f"{function}(v_{key})")
            return _Code(text, node.label in ("cumsum", "lowest_so_far"))
        month = self._as_number(emit(node.parts[1]))
        if not month.series:
            function = "pick" if node.label == "at" else "sum_to"
            text = self._settled(f"{guard}{function}(v_{key}, {month.text})")
            return _Code(text, series=False)
        row = f"v_{key}" if node.label == "at" else f"cumsum(v_{key})"
        if self._guarded:
            return _Code(f"g_settled(g_gather({row}, {month.text}))", series=True)
        return _Code(f"gather({row}, {self._index(node.parts[1], month.text)})", series=True)

    def _index(self, number: int, text: str) -> str:
        """Rounded and clamped month numbers, shared by every `at` with the same month."""
        if number not in self._indices:
            self._lines.append(f"i{number} = index({text})")
            self._indices[number] = f"i{number}"
        return self._indices[number]

    # Recurrences ------------------------------------------------------------------------

    def _recurrence(self, key: str, formula: int, opening: str) -> None:
        """A running sum or product where it is one, else a loop over months."""
        running = self._graph.running(key, formula)
        if running is None:
            self._loop(key, formula, opening)
            return
        function = "running_sum" if running.sign == "+" else "running_product"
        self._assign(key, f"{function}({self._as_series(self._emit(running.step))}, {opening})")

    def _loop(self, key: str, formula: int, opening: str) -> None:
        """Everything that doesn't look back at `key` is computed before the loop."""
        ahead: dict[str, str] = {}  # the series that the loop runs along: its variable
        body: list[str] = []

        def emit(number: int) -> _Code:
            if self._graph.is_own_prev(number, key):
                return _Code("last", series=False)
            if self._graph.mentions_prev(number, key):
                code = self._operation(self._graph.nodes[number], emit)
                if len(code.text) > _LONGEST:
                    body.append(f"    t{number} = {code.text}")
                    code = code._replace(text=f"t{number}")
                return code
            code = self._emit(number)
            if not code.series:
                return code
            variable = ahead.setdefault(code.text, f"r{len(ahead)}")
            return _Code(variable, series=False, flag=code.flag)

        step = self._as_number(emit(formula)).text
        variables = ", ".join(ahead.values()) + ("," if len(ahead) == 1 else "")
        rows = ", ".join(f"rows({text})" for text in ahead)
        steps = f"for {variables} in zip({rows}):" if ahead else "for _ in months():"
        self._lines += [
            f"last = {opening}",
            "found = []",
            steps,
            *body,
            f"    last = {self._settled(step, series=False)}",
            "    found.append(last)",
        ]
        self._assign(key, "joined(found)")
