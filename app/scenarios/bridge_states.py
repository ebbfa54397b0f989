"""The bridge as bars: from one scenario's figure to another's, group by group."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from app.control_states import GROUPS, input_text
from app.figure_text import figure_text
from engine import quantity
from engine.analysis.bridge import Target
from engine.model.catalogue import catalogue
from engine.model.shape import input_of
from engine.quantity import MINUS
from widgets.comparison.states import BridgeStep, BridgeTotal
from widgets.language.spoken import joined, own

if TYPE_CHECKING:
    from engine.analysis.bridge import Bridge, Group, Step
    from engine.model.catalogue import Catalogue
    from engine.scenario import Scenario

ROW = "row:"  # before the key of a line item; some headline figures have the same keys
DEFAULT_ITEM = "npv_operating_profit"
_MOST_NAMED = 3
_COUNTED = {"month": "month", "quarter": "quarter"}


class Scale(NamedTuple):
    """How a target's numbers are written, and which way is better."""

    style: str
    better: str


def target_of(item: str, month: int) -> Target:
    if item.startswith(ROW):
        return Target(item.removeprefix(ROW), month)
    return Target(item)


def scale_of(target: Target, model: Catalogue) -> Scale:
    if target.month is None:
        figure = model.figures[target.key]
        return Scale(model.style(figure.unit), figure.better)
    return Scale(model.style(model.line_items[target.key].unit), "")


def total(target: Target, scenario: Scenario, colour: str, value: float) -> BridgeTotal:
    """The first or last bar: the target in one of the two scenarios, a date as a date."""
    text = _value_text(target, scenario, value)
    name = own(scenario.name)
    return BridgeTotal(name, colour, value, text, joined(": ", name, text))


def _value_text(target: Target, scenario: Scenario, value: float) -> str:
    figure = catalogue().figures.get(target.key) if target.month is None else None
    if figure is None:
        return quantity.short(value, scale_of(target, scenario.model).style)
    return figure_text(scenario, figure, value)


def steps_of(found: Bridge, model: Catalogue) -> tuple[BridgeStep, ...]:
    """One step a group, in the order of the controls; their levels run from before to after."""
    scale = scale_of(found.target, model)
    groups = sorted(found.groups, key=lambda group: GROUPS.index(group.name))
    level, steps = found.before, []
    for group in groups:
        steps.append(_group_step(group, level, scale))
        level = steps[-1].after
    return tuple(steps)


def _group_step(group: Group, level: float, scale: Scale) -> BridgeStep:
    if len(group.steps) == 1:
        return _input_step(group.steps[0], level, scale)
    parts, inner = [], level
    for step in group.steps:
        parts.append(_input_step(step, inner, scale))
        inner = parts[-1].after
    named = ", ".join(part.label for part in parts[:_MOST_NAMED])
    more = len(parts) - _MOST_NAMED
    return BridgeStep(
        key=group.name,
        label=group.name,
        before=level,
        after=level + group.size,
        text=change_text(scale, group.size),
        tone=_tone(scale, group.size),
        error=group.error,
        error_text=_error_text(scale, group.error),
        tooltip=f"{group.name}: {named}" + (f" and {more} more" if more > 0 else ""),
        parts=tuple(parts),
    )


def _input_step(step: Step, level: float, scale: Scale) -> BridgeStep:
    item = input_of(step.key)
    before, after = input_text(step.key, step.before), input_text(step.key, step.after)
    return BridgeStep(
        key=step.key,
        label=item.label,
        before=level,
        after=level + step.size,
        text=change_text(scale, step.size),
        tone=_tone(scale, step.size),
        error=step.error,
        error_text=_error_text(scale, step.error),
        tooltip=f"{item.label}: {before} → {after} {item.suffix}".rstrip(),
    )


def change_text(scale: Scale, size: float) -> str:
    """`+$120m`, `+2.6 quarters`; `$0` or 0 where it is nothing."""
    text = size_text(scale, size)
    if not _is_something(text):
        return "$0" if text.startswith("$") else "0"
    return f"{'+' if size > 0 else MINUS}{text}"


def size_text(scale: Scale, size: float) -> str:
    """How large a difference is: dates differ by months and quarters."""
    text = quantity.change(size, scale.style)
    if scale.style not in _COUNTED:
        return text
    return f"{text} {_COUNTED[scale.style]}{'' if text == '1' else 's'}"


def _error_text(scale: Scale, error: float) -> str:
    text = size_text(scale, error)
    return f"± {text}" if _is_something(text) else ""


def _is_something(text: str) -> bool:
    return any(digit in "123456789" for digit in text)


def _tone(scale: Scale, size: float) -> str:
    if not size or not scale.better:
        return ""
    return "good" if (size > 0) == (scale.better == "higher") else "bad"


def note_of(found: Bridge, model: Catalogue) -> str:
    """How exact the steps are."""
    count = sum(1 for _ in found.steps())
    differ = "1 input differs" if count == 1 else f"{count} inputs differ"
    if found.exact:
        return f"{differ} · exact: averaged over every order of change"
    scale = scale_of(found.target, model)
    error = size_text(scale, found.error)
    stated = f"up to {error}" if _is_something(error) else "less than is shown"
    return f"{differ} · sampled over {found.orders:,} orders, standard error {stated} a step"
