"""Operations on what is known in every draw and what is wide.

What is known is computed at once, with the operations of a single run. Of what is wide only
a step is put down, unless the result is plain: a product with 0, a sum with 0, a choice of
which the condition is known.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.formula.guarded import COMPARISONS as GUARDED_COMPARISONS
from engine.formula.powers import power
from engine.formula.signs import never_negative
from engine.formula.steps import Choose, Copy, Guarded, Map, Merge, Number, Powers
from engine.formula.syntax import COMPARISONS
from engine.formula.wide import Wide, known_months, series_of, unknown_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from engine.formula.values import Array
    from engine.formula.wide import Operand, Step

PLAIN: Mapping[str, Callable[..., Any]] = {
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "/": np.divide,
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
    "==": np.equal,
    "!=": np.not_equal,
    "negate": np.negative,
    "min": np.minimum,
    "max": np.maximum,
    "pow": power,
    "exp": np.exp,
}

_NEUTRAL_LEFT = {"+": 0.0, "*": 1.0}
_NEUTRAL_RIGHT = {**_NEUTRAL_LEFT, "-": 0.0, "/": 1.0, "pow": 1.0}


class Algebra:
    """Makes operands of operands, and keeps the wide ones in the order of their making.

    From `guard` on they are those of formulas that a user wrote, in which anything may fail
    to exist: `guarded`.
    """

    def __init__(self, months: int, operations: Mapping[str, Callable[..., Any]]) -> None:
        self.months = months
        self.do = operations
        self.wides: list[Wide] = []
        self.is_guarded = False
        self._plain = 0  # how many wide ones are not guarded
        self._numbers: dict[Wide, Wide] = {}
        self._flags: dict[Wide, Wide] = {}
        self._same: dict[int, tuple[Array, float]] = {}  # by id: the array is kept beside
        single = {"min": "one_min", "max": "one_max", "pow": "s_pow", "exp": "s_exp"}
        self._single = {name: operations[single] for name, single in single.items()}

    def guard(self) -> None:
        if not self.is_guarded:
            self.is_guarded, self._plain = True, len(self.wides)

    @property
    def guarded(self) -> frozenset[Wide]:
        return frozenset(self.wides[self._plain :] if self.is_guarded else ())

    def value(self, step: Step, *, flag: bool = False) -> Wide:
        """One wide value for all months."""
        return self.put(Wide(step, series=False, flag=flag))

    def series(self, step: Step, known: Array | None, *, flag: bool = False) -> Array | Wide:
        """A wide series of which `known` months are known; these alone where it is all."""
        found = series_of(step, None if self.is_guarded else known, self.months, flag=flag)
        return self.put(found) if isinstance(found, Wide) else found

    def put(self, wide: Wide) -> Wide:
        wide.never_negative = not self.is_guarded and never_negative(wide.step)
        self.wides.append(wide)
        return wide

    # Flags ------------------------------------------------------------------------------

    def number(self, operand: Operand) -> Operand:
        """A comparison as 1 or 0."""
        if not is_flag(operand):
            return operand
        assert isinstance(operand, Wide)
        if operand not in self._numbers:
            made = Wide(
                Number(operand), operand.series, known=operand.known, unknown=operand.unknown
            )
            self._numbers[operand] = self.put(made)
        return self._numbers[operand]

    def condition(self, operand: Operand) -> Operand:
        """Something as a condition: known, or a flag."""
        if not isinstance(operand, Wide) or operand.flag:
            return operand
        if operand not in self._flags:
            made = self._mapped("!=", [operand, 0.0])
            assert isinstance(made, Wide)
            self._flags[operand] = made
        return self._flags[operand]

    def equal_to_one(self, operand: Operand) -> Wide:
        """A flag of numbers that are wide."""
        found = self._mapped("==", [operand, 1.0])
        assert isinstance(found, Wide)
        return found

    # Arithmetic -------------------------------------------------------------------------

    def operation(self, name: str, operands: list[Operand]) -> Operand:
        """An operator or function of numbers."""
        if not any(isinstance(each, Wide) for each in operands):
            series = any(isinstance(each, np.ndarray) for each in operands)
            return plain_value(self._function(name, series=series)(*operands))
        if self.is_guarded:
            return self.call(self.function(name), operands)
        return self._mapped(name, operands)

    def _function(self, name: str, *, series: bool) -> Callable[..., Any]:
        """What a single run calls."""
        if self.is_guarded:
            return self.function(name) if series else self._guarded_single(name)
        return PLAIN[name] if series else self._single.get(name, PLAIN[name])

    def function(self, name: str) -> Callable[..., Any]:
        """The operation of guarded formulas, on anything."""
        if name in GUARDED_COMPARISONS:
            return self.do[f"g_{GUARDED_COMPARISONS[name]}"]
        if name in ("min", "max", "negate"):
            return PLAIN[name]
        plain, settled = self.do["g_divide"] if name == "/" else PLAIN[name], self.do["g_settled"]
        return lambda *operands: settled(plain(*operands))

    def _guarded_single(self, name: str) -> Callable[..., Any]:
        if name in GUARDED_COMPARISONS:
            return self.do[f"one_{GUARDED_COMPARISONS[name]}"]
        if name in self._single:
            return self.do[f"one_{name}"]
        return self.do["one_divide"] if name == "/" else self.function(name)

    def call(self, function: Callable[..., Any], operands: list[Operand]) -> Wide:
        """A function of guarded formulas."""
        step = Guarded(function, operands)
        if not any(map(is_series, operands)):
            return self.value(step)
        found = self.series(step, None)
        assert isinstance(found, Wide)
        return found

    def settled(self, operand: Operand) -> Operand:
        """In a guarded formula infinity is no value."""
        if not self.is_guarded:
            return operand
        if isinstance(operand, Wide):
            return self.call(self.do["g_settled"], [operand])
        return plain_value(self.do["g_settled"](operand))

    def _mapped(self, name: str, operands: list[Operand]) -> Operand:
        """A step of numpy's on operands of which one is wide."""
        if (same := self._unchanged(name, operands)) is not None:
            return same
        step, flag = Map(PLAIN[name], operands), name in COMPARISONS
        if not any(map(is_series, operands)):
            return self.value(step, flag=flag)
        known = self._known(name, operands)
        if name == "*" and (factor := self._factor_of_one(operands, known)) is not None:
            return factor
        return self.series(step, known, flag=flag)

    def product(self, operands: list[Operand]) -> Operand:
        """A product in which comparisons may be: of two it is that both are true."""
        if self.is_guarded or not any(map(is_flag, operands)):
            return self.operation("*", [self.number(each) for each in operands])
        if (same := self._unchanged("*", operands)) is not None:
            return same
        series = any(map(is_series, operands))
        known = self._known("*", operands) if series else None
        if all(map(is_flag, operands)):
            step = Map(np.logical_and, operands)
            return self.series(step, known, flag=True) if series else self.value(step, flag=True)
        if (flags := self._factor_of_one(operands, known)) is not None:
            return flags
        return self.operation("*", [self.number(each) for each in operands])

    def _factor_of_one(self, operands: list[Operand], known: Array | None) -> Operand | None:
        """The wide factor of a product where the other is 1 in all months that are not known."""
        if known is None:
            return None
        for one, other in (operands, operands[::-1]):
            if isinstance(one, Wide) and isinstance(other, np.ndarray):
                unknown = unknown_rows(known)
                if not (other[unknown.start : unknown.stop] == 1).all():
                    return None
                if one.known is not None and np.array_equal(one.known, known, equal_nan=True):
                    return one
                return self.series(Copy(one), known, flag=one.flag)
        return None

    def powers(self, base: Operand, exponents: Operand) -> Operand:
        """One number to exponents that move by the same step every month."""
        assert not isinstance(base, np.ndarray)
        if not is_series(exponents):
            return self._same_powers(base, exponents)
        assert not isinstance(exponents, float)
        if not isinstance(base, Wide) and not isinstance(exponents, Wide):
            (found,) = self.do["powers"]((base,), self.do["anchors"](exponents))
            return self.settled(found)
        known = None if isinstance(exponents, Wide) else np.where(exponents == 0, 1.0, np.nan)
        return self.settled(self.series(Powers(base, exponents, self.months), known))

    def _same_powers(self, base: float | Wide, exponent: Operand) -> Operand:
        """The same, where the step is 0. It has the bits of the others: no reciprocals."""
        if isinstance(base, Wide) or isinstance(exponent, Wide):
            return self.settled(self.value(Map(np.float_power, [base, exponent])))
        assert isinstance(exponent, float)
        return self.settled(math.pow(base, exponent))

    # What needs no step ------------------------------------------------------------------

    def _unchanged(self, name: str, operands: Sequence[Operand]) -> Operand | None:
        """What adding 0, multiplying by 0 or 1, and the like, come to; None for all else."""
        if len(operands) == 1:
            return None
        left, right = (self._same_in_all_months(each) for each in operands)
        if name in ("min", "max"):
            return _bounded_by_zero(name, operands, left == 0, right == 0)
        if name == "*" and (left == 0 or right == 0):
            return 0.0
        if name == "pow" and right == 0:
            return 1.0
        if right == _NEUTRAL_RIGHT.get(name):
            return operands[0]
        return operands[1] if left == _NEUTRAL_LEFT.get(name) else None

    def _same_in_all_months(self, operand: Operand) -> float:
        """A known number, NaN for all else."""
        if isinstance(operand, Wide):
            return math.nan
        if not isinstance(operand, np.ndarray):
            return operand
        if id(operand) not in self._same:
            same = operand.item(0) if (operand == operand[0]).all() else math.nan
            self._same[id(operand)] = operand, same
        return self._same[id(operand)][1]

    # Choices ----------------------------------------------------------------------------

    def chosen(self, condition: Operand) -> bool | None:
        """Which side is taken in all months; None where that differs."""
        if isinstance(condition, Wide) or (self.is_guarded and np.isnan(condition).any()):
            return None
        sides = np.not_equal(condition, 0.0)
        return None if sides.any() and not sides.all() else bool(sides.all())

    def choice(self, condition: Operand, yes: Operand, no: Operand) -> Operand:
        """By draw or by month one of two. The condition is a number or a flag."""
        operands = [condition, yes, no]
        if not any(isinstance(each, Wide) for each in operands):
            return plain_value(self.do["g_where"](*operands))
        if self.is_guarded:
            return self.call(self.do["g_where"], operands)
        if yes is no:
            return yes
        if isinstance(condition, Wide) and isinstance(no, float) and no == 0:
            return self._mapped("*", [self.number(condition), yes])
        if not any(map(is_series, operands)):
            assert isinstance(condition, Wide)
            return self.value(Choose(condition, yes, no))
        known = self._known("where", operands)
        if isinstance(condition, Wide):
            return self.series(Choose(condition, yes, no), known)
        return self.series(Merge(np.not_equal(condition, 0.0), yes, no), known)

    def _known(self, name: str, operands: list[Operand]) -> Array | None:
        """(months,), what is known of an operation's result; None where nothing is."""
        months = [known_months(each) for each in operands]
        nothing = [not isinstance(each, np.ndarray) and each != each for each in months]
        if all(nothing) or (any(nothing) and name not in ("*", "where", "pow")):
            return None
        if name in GUARDED_COMPARISONS:
            found = self.do[f"g_{GUARDED_COMPARISONS[name]}"](*months)
        elif name == "where":
            found = self.do["g_where"](*months)
        else:
            found = PLAIN[name](*months)
        if name == "*":
            found = _with_zeros(found, months)
        if np.ndim(found) == 0:
            return None if found != found else np.full(self.months, found)
        known: Array = found
        return known


def _with_zeros(product: Array, factors: Sequence[float | Array]) -> Array:
    """A product of what is partly known: 0 wherever a factor is, whatever the other is."""
    for each in factors:
        if isinstance(each, np.ndarray) and not each.all():
            product[each == 0] = 0.0
    return product


def is_series(operand: Operand) -> bool:
    return operand.series if isinstance(operand, Wide) else isinstance(operand, np.ndarray)


def is_flag(operand: Operand) -> bool:
    return isinstance(operand, Wide) and operand.flag


def plain_value(value: Any) -> float | Array:
    """What is known as a float or as (months,) numbers."""
    if isinstance(value, np.ndarray) and value.ndim:
        return value if value.dtype == np.float64 else value.astype(np.float64)
    return float(value)


def _bounded_by_zero(
    name: str, operands: Sequence[Operand], left_is_zero: bool, right_is_zero: bool
) -> Operand | None:
    """The smaller or larger of 0 and what is never below it; None for all else."""
    left, right = operands
    for one, other_is_zero in ((left, right_is_zero), (right, left_is_zero)):
        if other_is_zero and isinstance(one, Wide) and one.never_negative:
            return 0.0 if name == "min" else one
    return None
