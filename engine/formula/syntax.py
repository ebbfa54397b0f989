"""The formula language: text to a frozen tree and back.

    comparison := sum [("<" | "<=" | ">" | ">=" | "==" | "!=") sum]
    sum        := product {("+" | "-") product}
    product    := factor {("*" | "/") factor}
    factor     := "-" factor | number | name | name "(" comparison {"," comparison} ")"
                | "(" comparison ")"

A comparison is 1 or 0. Formulas may come from users, so length and depth are bounded.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_LENGTH = 2000
MAX_DEPTH = 40
MAX_TOKENS = 400  # so that no tree is deeper than the folds can recurse

COMPARISONS = ("<", "<=", ">", ">=", "==", "!=")


class Function(NamedTuple):
    """How a function may be called. One that is `of_item` takes a line item's name first."""

    least: int
    most: int
    of_item: bool = False

    def takes(self) -> str:
        """`1 argument`, `3 arguments`, `2 to 12 arguments`."""
        if self.least == self.most:
            return f"{self.least} argument{'s' if self.least > 1 else ''}"
        return f"{self.least} to {self.most} arguments"


FUNCTIONS = {
    "min": Function(2, 12),
    "max": Function(2, 12),
    "where": Function(3, 3),
    "pow": Function(2, 2),
    "exp": Function(1, 1),
    "prev": Function(1, 1, of_item=True),
    "cumsum": Function(1, 1, of_item=True),
    "total": Function(1, 1, of_item=True),
    "at": Function(2, 2, of_item=True),
    # The headline figures need these four; a line item may use them too.
    "lowest_so_far": Function(1, 1, of_item=True),
    "highest": Function(1, 1, of_item=True),
    "first": Function(1, 1, of_item=True),
    "sum_to": Function(2, 2, of_item=True),
}


class FormulaError(ValueError):
    """A fault in a formula. `position` counts characters from 0; item and column say where.

    `name` is the name that the fault is about, where a tree, which has no positions, was
    looked at. The message reads: ``exit_cost, formula, character 12: unknown name 'exit_fee'``.
    """

    def __init__(
        self,
        fault: str,
        position: int | None = None,
        item: str = "",
        column: str = "",
        name: str = "",
    ) -> None:
        self.fault = fault
        self.position = position
        self.item = item
        self.column = column
        self.name = name
        character = "" if position is None else f"character {position + 1}"
        place = ", ".join(part for part in (item, column, character) if part)
        super().__init__(f"{place}: {fault}" if place else fault)

    def placed(self, item: str, column: str) -> FormulaError:
        """The same fault, saying which item and which column it stands in."""
        return FormulaError(self.fault, self.position, item, column, self.name)

    def within(self, text: str) -> FormulaError:
        """The same fault with its position in the formula's text, where its name stands."""
        position = self.position
        if position is None and self.name:
            found = [each.position for each in _tokens(text) if each.text == self.name]
            # Units clash at what comes later; all else is wrong where it stands first.
            place = -1 if self.fault.startswith("wrong units") else 0
            position = found[place] if found else None
        return FormulaError(self.fault, position, self.item, self.column, self.name)


class Number(NamedTuple):
    """A literal: finite and not negative (a minus sign is a `Negate`)."""

    value: float


class Name(NamedTuple):
    """An input, a scalar, a line item or a figure, by its key."""

    key: str


class Negate(NamedTuple):
    operand: Expression


class Binary(NamedTuple):
    """`+ - * /` or a comparison."""

    operator: str
    left: Expression
    right: Expression


class Call(NamedTuple):
    function: str
    arguments: tuple[Expression, ...]

    @property
    def item(self) -> str:
        """The line item that a `prev`, `cumsum`, `at`... looks at."""
        first = self.arguments[0]
        assert isinstance(first, Name)
        return first.key


Expression = Number | Name | Negate | Binary | Call


def children(tree: Expression) -> tuple[Expression, ...]:
    """The direct parts of a tree, left to right."""
    match tree:
        case Negate(operand):
            return (operand,)
        case Binary(_, left, right):
            return (left, right)
        case Call(_, arguments):
            return arguments
        case _:
            return ()


def walk(tree: Expression) -> Iterator[Expression]:
    """Every node, parents before children, left to right."""
    yield tree
    for child in children(tree):
        yield from walk(child)


def names(tree: Expression) -> tuple[str, ...]:
    """The names a tree mentions, each once, in the order of mention."""
    return tuple(dict.fromkeys(node.key for node in walk(tree) if isinstance(node, Name)))


def substituted(tree: Expression, part: Expression, by: Expression) -> Expression:
    """The tree with another in the place of a part, wherever that stands."""
    if tree == part:
        return by
    match tree:
        case Negate(operand):
            return Negate(substituted(operand, part, by))
        case Binary(operator, left, right):
            return Binary(operator, substituted(left, part, by), substituted(right, part, by))
        case Call(function, arguments):
            return Call(function, tuple(substituted(each, part, by) for each in arguments))
        case _:
            return tree


# Text to tree --------------------------------------------------------------------------

_TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    r"|(?P<name>[A-Za-z_][A-Za-z_0-9]*)"
    r"|(?P<symbol><=|>=|==|!=|[-+*/<>(),]))"
)


class _Token(NamedTuple):
    kind: str
    text: str
    position: int

    def __str__(self) -> str:
        """The token as a message shows it; a formula from a user may be one long word."""
        return repr(self.text if len(self.text) <= 40 else f"{self.text[:37]}...")


def _tokens(text: str) -> list[_Token]:
    if len(text) > MAX_LENGTH:
        raise FormulaError(f"the formula is longer than {MAX_LENGTH} characters", MAX_LENGTH)
    found: list[_Token] = []
    position = 0
    end = len(text.rstrip())
    while position < end:
        match = _TOKEN.match(text, position)
        if match is None:
            at = position + len(text[position:]) - len(text[position:].lstrip())
            raise FormulaError(f"unexpected character {text[at]!r}", at)
        kind = match.lastgroup or ""
        found.append(_Token(kind, match.group(kind), match.start(kind)))
        position = match.end()
    if len(found) > MAX_TOKENS:
        beyond = found[MAX_TOKENS].position
        raise FormulaError(f"the formula has more than {MAX_TOKENS} parts", beyond)
    found.append(_Token("end", "", len(text)))
    return found


class _Parser:
    def __init__(self, text: str) -> None:
        self._tokens = _tokens(text)
        self._next = 0
        self._depth = 0

    def whole(self) -> Expression:
        tree = self._comparison()
        token = self._peek()
        if token.kind != "end":
            raise FormulaError(f"unexpected {token}", token.position)
        return tree

    def _peek(self) -> _Token:
        return self._tokens[self._next]

    def _take(self, *symbols: str) -> _Token | None:
        token = self._peek()
        if token.kind == "symbol" and token.text in symbols:
            self._next += 1
            return token
        return None

    def _expect(self, symbol: str) -> None:
        if self._take(symbol) is None:
            token = self._peek()
            found = f"{token}" if token.text else "the end"
            raise FormulaError(f"expected {symbol!r}, found {found}", token.position)

    def _comparison(self) -> Expression:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise FormulaError(f"nested deeper than {MAX_DEPTH}", self._peek().position)
        left = self._sum()
        if operator := self._take(*COMPARISONS):
            left = Binary(operator.text, left, self._sum())
            if again := self._take(*COMPARISONS):
                raise FormulaError("comparisons can't be chained", again.position)
        self._depth -= 1
        return left

    def _sum(self) -> Expression:
        left = self._product()
        while operator := self._take("+", "-"):
            left = Binary(operator.text, left, self._product())
        return left

    def _product(self) -> Expression:
        left = self._factor()
        while operator := self._take("*", "/"):
            left = Binary(operator.text, left, self._factor())
        return left

    def _factor(self) -> Expression:
        token = self._peek()
        if token.kind == "symbol" and token.text == "-":
            self._next += 1
            self._depth += 1
            if self._depth > MAX_DEPTH:
                raise FormulaError(f"nested deeper than {MAX_DEPTH}", token.position)
            tree = Negate(self._factor())
            self._depth -= 1
            return tree
        if self._take("("):
            inner = self._comparison()
            self._expect(")")
            return inner
        self._next += 1
        if token.kind == "number":
            return self._number(token)
        if token.kind == "name":
            return self._call(token) if self._take("(") else Name(token.text)
        found = f"{token}" if token.text else "the end"
        raise FormulaError(f"expected a number, a name or '(', found {found}", token.position)

    def _number(self, token: _Token) -> Number:
        value = float(token.text)
        if not math.isfinite(value):
            raise FormulaError(f"{token} is too large", token.position)
        return Number(value)

    def _call(self, token: _Token) -> Call:
        known = FUNCTIONS.get(token.text)
        if known is None:
            raise FormulaError(f"unknown function {token}", token.position)
        arguments = [self._comparison()]
        while self._take(","):
            arguments.append(self._comparison())
        self._expect(")")
        if not known.least <= len(arguments) <= known.most:
            raise FormulaError(
                f"{token.text} takes {known.takes()}, not {len(arguments)}", token.position
            )
        if known.of_item and not isinstance(arguments[0], Name):
            raise FormulaError(f"{token.text} takes a line item's name first", token.position)
        return Call(token.text, tuple(arguments))


def parse(text: str) -> Expression:
    """The tree of a formula. Raises `FormulaError` with the position of the fault."""
    return _Parser(text).whole()


# Tree to text --------------------------------------------------------------------------

_COMPARISON, _SUM, _PRODUCT, _FACTOR = 1, 2, 3, 4
_LEVELS = {"+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT}


def level(operator: str) -> int:
    """How tightly a binary operator binds: comparisons 1, sums 2, products 3."""
    return _LEVELS.get(operator, _COMPARISON)


def number_text(value: float) -> str:
    """The shortest text that reads back as the same number: `12`, `0.01`, `1e-06`."""
    return str(int(value)) if value == int(value) and value < 1e15 else repr(float(value))


def to_text(tree: Expression) -> str:
    """The formula as written, with only the parentheses it needs: parse(to_text(t)) == t."""
    return _text(tree, _COMPARISON)


def _text(tree: Expression, least: int) -> str:
    """`tree` as text, in parentheses if it binds less tightly than `least`."""
    match tree:
        case Number(value):
            return number_text(value)
        case Name(key):
            return key
        case Negate(operand):
            return f"-{_text(operand, _FACTOR)}"
        case Call(function, arguments):
            return f"{function}({', '.join(_text(part, _COMPARISON) for part in arguments)})"
        case Binary(operator, left, right):
            own = level(operator)
            # Comparisons don't chain, so both of their sides must bind tighter.
            left_least = own + 1 if own == _COMPARISON else own
            text = f"{_text(left, left_least)} {operator} {_text(right, own + 1)}"
            return f"({text})" if own < least else text
