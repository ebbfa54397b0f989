"""Formulas as one graph in which equal subexpressions are one node.

The numpy program computes a shared node once: about a third of the model's work.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from engine.formula.syntax import Binary, Call, Expression, Name, Negate, Number

if TYPE_CHECKING:
    from collections.abc import Iterator


class Node(NamedTuple):
    """One operation. `kind` is number, name, negate, call or an operator's symbol."""

    kind: str
    label: str  # the name's key or the called function
    value: float  # the number's value
    parts: tuple[int, ...]


class Running(NamedTuple):
    """A running sum or product: `+` or `*`, and what is added or multiplied every month."""

    sign: str
    step: int


class Graph:
    """Nodes by number. `add` gives equal trees the same number; `uses` counts them."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.uses: list[int] = []
        self._known: dict[Node, int] = {}

    def add(self, tree: Expression) -> int:
        match tree:
            case Number(value):
                return self._number(Node("number", "", value, ()))
            case Name(key):
                return self._number(Node("name", key, 0.0, ()))
            case Negate(operand):
                return self._number(Node("negate", "", 0.0, (self.add(operand),)))
            case Binary(operator, left, right):
                return self._number(Node(operator, "", 0.0, (self.add(left), self.add(right))))
            case Call(function, arguments):
                parts = tuple(self.add(part) for part in arguments)
                return self._number(Node("call", function, 0.0, parts))

    def _number(self, node: Node) -> int:
        number = self._known.get(node)
        if number is None:
            number = self._known[node] = len(self.nodes)
            self.nodes.append(node)
            self.uses.append(0)
        self.uses[number] += 1
        return number

    def walk(self, number: int) -> Iterator[Node]:
        node = self.nodes[number]
        yield node
        for part in node.parts:
            yield from self.walk(part)

    def item(self, node: Node) -> str:
        """The line item that a `prev`, `at`... looks at."""
        return self.nodes[node.parts[0]].label

    def is_own_prev(self, number: int, key: str) -> bool:
        """Whether the expression is its own item one month earlier."""
        node = self.nodes[number]
        return node.kind == "call" and node.label == "prev" and self.item(node) == key

    def running(self, key: str, formula: int) -> Running | None:
        """What an item is the running sum or product of; None where it is neither."""
        node = self.nodes[formula]
        if node.kind in ("+", "*"):
            for own, step in (node.parts, node.parts[::-1]):
                if self.is_own_prev(own, key) and not self.mentions_prev(step, key):
                    return Running(node.kind, step)
        return None

    def mentions_prev(self, number: int, key: str) -> bool:
        """Whether the expression looks at its own item one month earlier."""
        return any(
            node.kind == "call" and node.label == "prev" and self.item(node) == key
            for node in self.walk(number)
        )
