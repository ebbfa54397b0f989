"""A distribution in words, and its numbers as people read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.uncertainty.shares import percent
from engine import quantity
from engine.model.catalogue import catalogue
from engine.uncertainty.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.model.catalogue import Input
    from engine.uncertainty.case import Distribution
    from engine.uncertainty.kinds import Parameter

_MOST_VALUES = 4  # of a discrete distribution that are told one by one
_DIGITS = 6


def number_text(key: str, value: float) -> str:
    """A number in the unit of an input, no longer than it need be: `7%`, `$5.25`, `16`.

    Not a word: the lowest of a distribution is 0 months, not `None`.
    """
    item = catalogue().inputs[key]
    style = catalogue().style(item.unit)
    words = quantity.WORDS.get(style, {})
    if style.endswith(("_or_none", "_or_never")):
        style, words = "count", {}
    return words.get(value) or quantity.exact(float(f"{value:.{_DIGITS}g}"), style)


def parameter_text(key: str, parameter: Parameter, value: float) -> str:
    """A parameter as its field shows it, with every digit."""
    if parameter.unit == "probability":
        return quantity.exact(value, "percent")
    item = catalogue().inputs[key]
    style = catalogue().style(item.unit)
    if parameter.unit == "months" or style.endswith(("_or_none", "_or_never")):
        return quantity.exact(value, "count")
    return quantity.exact(value, style)


def unit_words(key: str, parameter: Parameter) -> str:
    """What follows a parameter in its field."""
    if parameter.unit == "probability":
        return "of draws"
    if parameter.unit == "months":
        return "months"
    item = catalogue().inputs[key]
    return _unit(item).strip()


def _unit(item: Input) -> str:
    """With a space before it; a month's ordinal has its word in front of it, so none."""
    return f" {item.suffix}" if item.suffix and item.suffix != "month" else ""


def distribution_text(key: str, made: Distribution) -> str:
    """`PERT: 0% to 16% / month, most likely 7%`."""
    return f"{KINDS[made.kind].label}: {_said(key, made)}"


def drawn_text(key: str, made: Distribution, shift: float = 0.0) -> str:
    """`Drawn from PERT: 0% to 16% / month, most likely 7%`, and how far that was moved."""
    text = f"Drawn from {distribution_text(key, made)}"
    if not KINDS[made.kind].located:
        text = f"Drawn: {_said(key, made)}"
    return f"{text}; {moved_text(key, shift)}" if shift else text


def moved_text(key: str, shift: float) -> str:
    """`moved by +2% / month with its slider`."""
    sign = quantity.MINUS if shift < 0 else "+"
    size = number_text(key, abs(shift))
    return f"moved by {sign}{size}{_unit(catalogue().inputs[key])} with its slider"


def _said(key: str, made: Distribution) -> str:
    item = catalogue().inputs[key]
    values = dict(made.parameters)
    number = {name: number_text(key, value) for name, value in values.items()}
    unit = _unit(item)
    if made.kind in ("pert", "triangular"):
        return f"{number['low']} to {number['high']}{unit}, most likely {number['mode']}"
    if made.kind == "uniform":
        return f"{number['low']} to {number['high']}{unit}"
    if made.kind == "zero_or_geometric":
        years = f"else {number['mean']}{unit} on average"
        return f"none in {percent(values['p_zero'])} of draws, {years}"
    if made.kind == "one_event":
        window = f"{values['window']:g}"
        return f"in {percent(values['p'])} of draws, in one of months 1 to {window}"
    if made.kind == "discrete":
        return _listed(number, values)
    spread = f"mean {number['mean']}{unit}, standard deviation {number['sd']}"
    bounded = made.kind == "normal_clipped"
    return f"{spread}, from {number['low']} to {number['high']}" if bounded else spread


def _listed(number: Mapping[str, str], values: Mapping[str, float]) -> str:
    """`48 in 50%, 36 in 25% of draws`, the likeliest first."""
    names = [name for name in values if name.startswith("value_")]
    share = {name: values[name.replace("value", "probability")] for name in names}
    names.sort(key=lambda name: -share[name])
    parts = [f"{number[name]} in {percent(share[name])}" for name in names[:_MOST_VALUES]]
    rest = len(names) - len(parts)
    more = f" and {rest} other values" if rest > 1 else " and 1 other value" if rest else ""
    return f"{', '.join(parts)} of draws{more}"
