"""What the controls show: specs once, states for each document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import quantity
from engine.model.catalogue import Catalogue, Input, catalogue
from engine.model.shape import input_of
from engine.scenario import InputError, allowed, check_number
from widgets.states import ControlSpec, ControlState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.session import Document

# Groups in the panel's order. Exit terms follow the headline three: they decide lock-in.
GROUPS = (
    "Headline",
    "Exit terms",
    "Commitment",
    "Capacity and market",
    "Incumbent supply",
    "Demand and margin",
    "Cash and measurement",
    "Build your own",
    "Supplier",
)
_MOST_DIGITS = 9  # of a value shown with all of them
_ABOUT = "\N{ALMOST EQUAL TO}"
_COUNTED = ("month", "contract month")  # suffixes that stand before their number
OPEN_GROUPS = ("Headline", "Exit terms")
# The inputs that come first in their group; the rest follow in the table's order.
_FIRST = (
    "term_months",
    "monthly_spend",
    "revenue_growth",
    "lockin_months",
    "notice_months",
    "termination_fee_pct",
    "switching_cost",
)


def control_groups() -> list[tuple[str, list[ControlSpec]]]:
    """The specs of all controls by group."""
    model = catalogue()
    groups: dict[str, list[ControlSpec]] = {name: [] for name in GROUPS}
    ordered = [*_FIRST, *(key for key in model.inputs if key not in _FIRST)]
    for key in ordered:
        item = model.inputs[key]
        groups[item.group].append(_spec(item))
    return list(groups.items())


def _spec(item: Input) -> ControlSpec:
    return ControlSpec(
        key=item.key,
        label=item.label,
        group=item.group,
        suffix=item.suffix,
        minimum=item.minimum,
        maximum=item.maximum,
        step=item.step,
        status=item.status,
        tooltip=f"{item.meaning}\n\n{item.status.capitalize()}: {item.basis}",
        prominent=item.group == "Headline",
    )


def control_states(
    document: Document, previous: Mapping[str, ControlState]
) -> dict[str, ControlState]:
    """The state of every control; the previous one where nothing about it changed."""
    model = catalogue()
    base = document.baseline.values
    found: dict[str, ControlState] = {}
    values = document.scenario.values
    for key in model.inputs:  # the switch of a register's contracts stands on its own page
        value, known = values[key], previous.get(key)
        if known is not None and known.value == value and known.baseline == base[key]:
            found[key] = known
        else:
            found[key] = _state(model, key, value, base[key])
    return found


def _state(model: Catalogue, key: str, value: float, baseline: float) -> ControlState:
    item = model.inputs[key]
    text = shown_text(key, value)
    return ControlState(value, text, baseline, value != baseline, suffix_text(item, value, text))


def suffix_text(item: Input, value: float, text: str) -> str:
    """Words such as `Never` stand alone; one month is not `1 months`."""
    if not any(character.isdigit() for character in text):
        return ""
    if _is_legend(item.suffix):
        return dict(part.split(" ", 1) for part in item.suffix.split(", ")).get(text, "")
    if value == 1 and item.suffix.startswith("months"):
        return item.suffix.replace("months", "month", 1)
    return item.suffix


def _is_legend(suffix: str) -> bool:
    """Whether it says what each number means: `0 off, 1 replaces`."""
    return suffix[:1].isdigit()


def with_unit(item: Input, value: float, text: str) -> str:
    """A value's text with what it is per or of: `36 months`, `7.0% / month`, `month 16`."""
    suffix = suffix_text(item, value, text)
    words = (suffix, text) if item.suffix in _COUNTED else (text, suffix)
    return " ".join(filter(None, words))


def setting_text(key: str, value: float) -> str:
    """An input's value as its control shows it, with its unit: `$1.25B / month`, `Never`."""
    return with_unit(input_of(key), value, shown_text(key, value))


def unit_label(item: Input) -> str:
    """`Term length (months)`: for tables, whose cells have no room for the unit."""
    return f"{item.label} ({item.suffix})" if item.suffix else item.label


def input_text(key: str, value: float) -> str:
    """An input's value with every digit: `$1.25B`, `7.0%`, `Never`."""
    item = input_of(key)
    return quantity.exact(value, catalogue().style(item.unit), item.step)


def shown_text(key: str, value: float) -> str:
    """The value as its control shows it: `≈4.669%` where nobody typed all of its digits.

    A re-based growth rate has seventeen of them. The value keeps them all.
    """
    text = input_text(key, value)
    if sum(character.isdigit() for character in text) <= _MOST_DIGITS:
        return text
    return f"{_ABOUT}{input_text(key, float(f'{value:.4g}'))}"


def read_input(key: str, text: str) -> float:
    """What was typed into a control. Raises `InputError` in words for the user."""
    # Here, not above: nothing is typed before the first frame.
    from engine.quantity_text import QuantityError, Range, parse

    item = input_of(key)
    within = Range(item.minimum, item.maximum)
    try:
        value = parse(text.replace(_ABOUT, ""), catalogue().style(item.unit), within)
    except QuantityError as error:
        raise InputError(key, f"{error}; {allowed_text(item)}") from None
    try:
        return check_number(item, value)
    except InputError:
        raise InputError(key, f"{text.strip()} is not allowed; {allowed_text(item)}") from None


def allowed_text(item: Input) -> str:
    """The range as the control shows it: `allowed: $0 to $5B / month`."""
    low, high = input_text(item.key, item.minimum), input_text(item.key, item.maximum)
    if not any(character.isdigit() for character in low + high):
        return f"allowed: {low} or {high}"
    if not any(character.isdigit() for character in low):
        return allowed(item).split(" (")[0]
    whole = "whole numbers " if item.whole else ""
    suffix = f"({item.suffix})" if _is_legend(item.suffix) else item.suffix
    return f"allowed: {whole}{low} to {high} {suffix}".rstrip()
