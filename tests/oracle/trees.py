"""Random formulas for Hypothesis: trees of every kind, and programs whose values stay tame."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from engine.formula.syntax import COMPARISONS, Binary, Call, Expression, Name, Negate, Number

from .recursive import Formula

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import DrawFn, SearchStrategy

    Trees = SearchStrategy[Expression]

_T = TypeVar("_T")


def examples(count: int) -> settings:
    """How the tests here use Hypothesis: the same examples every time, untimed, unrecorded."""
    return settings(
        max_examples=count,
        derandomize=True,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )


# Trees of every kind, for text and back --------------------------------------------------

_OPERATORS = ("+", "-", "*", "/", *COMPARISONS)
_IDENTIFIERS = st.from_regex(r"[A-Za-z_][A-Za-z_0-9]{0,8}", fullmatch=True)
_LITERALS = st.one_of(
    st.integers(0, 200).map(float),
    st.sampled_from((1e-06, 0.01, 1e15, 1e16, 123456789012345680.0, 5e-324, 1.7e308, 1 / 3)),
    st.floats(min_value=0, allow_nan=False, allow_infinity=False).map(abs),
)
_LEAVES: Trees = _LITERALS.map(Number) | _IDENTIFIERS.map(Name)


def _larger(parts: Trees) -> Trees:
    names = _IDENTIFIERS.map(Name)

    def call(function: str, *arguments: Trees) -> Trees:
        return st.builds(Call, st.just(function), st.tuples(*arguments))

    many = st.lists(parts, min_size=2, max_size=5).map(tuple)
    return st.one_of(
        st.builds(Negate, parts),
        st.builds(Binary, st.sampled_from(_OPERATORS), parts, parts),
        st.builds(Call, st.sampled_from(("min", "max")), many),
        call("where", parts, parts, parts),
        call("pow", parts, parts),
        call("exp", parts),
        *(call(name, names) for name in ("prev", "cumsum", "total", "lowest_so_far")),
        *(call(name, names) for name in ("highest", "first")),
        *(call(name, names, parts) for name in ("at", "sum_to")),
    )


def any_trees() -> Trees:
    """Trees of the whole language; they need not make sense."""
    return st.recursive(_LEAVES, _larger, max_leaves=20)


# Trees that can be evaluated -------------------------------------------------------------


@dataclass(frozen=True)
class Scope:
    """What a formula may mention.

    `flags` are the series that are only ever 0 or 1, `own` the series being defined;
    `monthly` says that a value a month is wanted.
    """

    values: tuple[str, ...]
    series: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    own: str = ""
    monthly: bool = False
    exact: bool = True  # no exp, whose last bit differs between libraries


# Many of these meet exactly in comparisons, at rounding's halves and at the bounds.
PLAIN_NUMBERS = (0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 7.0, 12.0, 0.25, 0.1, 1e-06, 1250.0)
_DIVISORS = (2.0, 0.5, 3.0, 12.0, 1250.0)  # no power of a thousand: that converts units


def trees(scope: Scope, depth: int = 4) -> Trees:
    """Formulas in `scope`; they divide by nothing near 0 and take powers of ordinary size."""
    return _trees(scope, depth)


@st.composite
def _trees(draw: DrawFn, scope: Scope, depth: int) -> Expression:
    return _Grower(draw, scope).tree(depth)


@cache
def _places(count: int) -> SearchStrategy[int]:
    return st.integers(0, count - 1)


class _Grower:
    """Grows one tree by drawing small whole numbers: strategies in strategies are slow."""

    def __init__(self, draw: DrawFn, scope: Scope) -> None:
        self._draw = draw
        self._scope = scope
        self._leaves = [Number(value) for value in PLAIN_NUMBERS]
        known = scope.values + (scope.series if scope.monthly else ())
        self._names = [Name(key) for key in known]
        kinds = [self.negate, self.sum, self.sum, self.product, self.quotient]
        kinds += [self.compare, self.compare, self.bound, self.bound, self.where, self.where]
        kinds += [self.power] if scope.exact else [self.power, self.exp]
        kinds += [self.look, self.look] if scope.series else []
        self._kinds = kinds

    def _pick(self, options: Sequence[_T]) -> _T:
        return options[self._draw(_places(len(options)))]

    def tree(self, depth: int) -> Expression:
        if depth == 0 or self._draw(_places(10)) == 0:
            return self.leaf()
        return self._pick(self._kinds)(depth - 1)

    def leaf(self) -> Expression:
        if self._scope.own and self._draw(_places(3)) == 0:
            return Call("prev", (Name(self._scope.own),))
        return self._pick(self._leaves) if self._draw(_places(2)) else self._pick(self._names)

    def negate(self, depth: int) -> Expression:
        return Negate(self.tree(depth))

    def sum(self, depth: int) -> Expression:
        return Binary(self._pick("+-"), self.tree(depth), self.tree(depth))

    def product(self, depth: int) -> Expression:
        return Binary("*", self.tree(depth), self.tree(depth))

    def quotient(self, depth: int) -> Expression:
        if self._draw(_places(2)):
            return Binary("/", self.tree(depth), Number(self._pick(_DIVISORS)))
        divisor = Call("max", (self.tree(depth), Number(0.5)))
        return Binary("/", self.tree(depth), divisor)

    def compare(self, depth: int) -> Expression:
        return Binary(self._pick(COMPARISONS), self.tree(depth), self.tree(depth))

    def bound(self, depth: int) -> Expression:
        parts = tuple(self.tree(depth) for _ in range(2 + self._draw(_places(3))))
        return Call(self._pick(("min", "max")), parts)

    def where(self, depth: int) -> Expression:
        flags = self._scope.flags if self._scope.monthly else ()
        plain = bool(flags) and self._draw(_places(3)) == 0
        condition = Name(self._pick(flags)) if plain else self.tree(depth)
        return Call("where", (condition, self.tree(depth), self.tree(depth)))

    def power(self, depth: int) -> Expression:
        base, exponent = self.tree(depth), self.tree(depth)
        return Call("pow", (within(base, 0.1, 4.0), within(exponent, -3.0, 3.0)))

    def exp(self, depth: int) -> Expression:
        return Call("exp", (within(self.tree(depth), -3.0, 3.0),))

    def look(self, depth: int) -> Expression:
        """A call that looks along an earlier series."""
        functions = ["total", "highest", "at", "at", "sum_to"]
        functions += ["prev", "cumsum", "lowest_so_far"] if self._scope.monthly else []
        functions += ["first"] if self._scope.flags else []
        function = self._pick(functions)
        item = Name(self._pick(self._scope.flags if function == "first" else self._scope.series))
        return Call(function, (item, self.tree(depth)) if function in ("at", "sum_to") else (item,))


def within(tree: Expression, low: float, high: float) -> Expression:
    """`tree` held between two numbers."""
    least = Negate(Number(-low)) if low < 0 else Number(low)
    return Call("max", (least, Call("min", (Number(high), tree))))


# Programs: several formulas, each on those before it -------------------------------------


class Case(NamedTuple):
    """A program, what it is run on, and the inputs that a batch varies, by key."""

    formulas: tuple[Formula, ...]
    inputs: dict[str, float]
    varied: dict[str, tuple[float, ...]]
    months: int


_INPUT_KEYS = ("a", "b", "c", "d")
_INPUT_VALUES = st.one_of(
    st.sampled_from((-12.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0, 2.5, 3.0, 7.0, 12.0)),
    st.floats(-12, 12, allow_subnormal=False),
)


@st.composite
def cases(draw: DrawFn, *, exact: bool = True, draws: int = 0) -> Case:
    """Two to six formulas, series and single values mixed, over up to 30 months."""
    scope = Scope(_INPUT_KEYS, exact=exact)
    formulas: list[Formula] = []
    for place in range(draw(st.integers(2, 6))):
        formula, is_flag = _formula(draw, scope, f"x{place}")
        formulas.append(formula)
        if formula.opening is None:
            scope = replace(scope, values=(*scope.values, formula.key))
        else:
            flags = (*scope.flags, formula.key) if is_flag else scope.flags
            scope = replace(scope, series=(*scope.series, formula.key), flags=flags)
    inputs = {key: draw(_INPUT_VALUES) for key in _INPUT_KEYS}
    varied = [key for key in _INPUT_KEYS if draws and draw(st.booleans())]
    columns = {key: tuple(draw(_INPUT_VALUES) for _ in range(draws)) for key in varied}
    return Case(tuple(formulas), inputs, columns, draw(st.sampled_from((1, 2, 5, 12, 30))))


_SHAPES = ("single", "series", "flag", "sum", "product", "recurrence", "recurrence")


def _formula(draw: DrawFn, scope: Scope, key: str) -> tuple[Formula, bool]:
    """A formula, and whether it is a series of 0 and 1."""
    shape = draw(st.sampled_from(_SHAPES))
    if shape == "single":
        return Formula(key, _Grower(draw, scope).tree(4), None), False
    opening = _Grower(draw, replace(scope, series=(), flags=())).tree(1)
    monthly = replace(scope, monthly=True)
    grower = _Grower(draw, replace(monthly, own=key) if shape == "recurrence" else monthly)
    last = Call("prev", (Name(key),))
    match shape:
        case "series":
            tree = grower.tree(4)
        case "flag":
            tree = grower.compare(2)
            for _ in range(draw(_places(3))):
                tree = Binary("*", tree, grower.compare(2))
        case "sum":
            tree = _either_way(draw, "+", last, grower.tree(3))
        case "product":
            tree = _either_way(draw, "*", last, within(grower.tree(3), -1.5, 1.5))
        case _:
            tree = within(grower.tree(4), -1000.0, 1000.0)
    return Formula(key, tree, opening), shape == "flag"


def _either_way(draw: DrawFn, symbol: str, first: Expression, second: Expression) -> Expression:
    swapped = draw(st.booleans())
    return Binary(symbol, second, first) if swapped else Binary(symbol, first, second)
