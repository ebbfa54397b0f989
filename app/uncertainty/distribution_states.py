"""The dialog of distributions: from a project's uncertainty to what is shown."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from app.axes import value_axis
from app.control_states import GROUPS
from app.uncertainty.density_states import scaled
from app.uncertainty.distribution_typing import most_values
from app.uncertainty.distribution_words import (
    distribution_text,
    moved_text,
    number_text,
    parameter_text,
    unit_words,
)
from engine.model.catalogue import catalogue
from engine.quantity import WORDS
from engine.uncertainty.checks import kinds_for
from engine.uncertainty.defaults import shipped
from engine.uncertainty.families import DISCRETE
from engine.uncertainty.held import grid_of, is_choice
from engine.uncertainty.kinds import KINDS, parameters_of
from engine.uncertainty.shape import percentiles, shape
from widgets.comparison.states import Choice
from widgets.dialogs.distribution_states import (
    PERCENTILE,
    SCENARIO,
    DensityPicture,
    DistributionsState,
    EditorState,
    Mark,
    ParameterField,
)
from widgets.row_list import Row
from widgets.states import Axis, Tick

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.uncertainty.case import Distribution, Uncertainty
    from engine.uncertainty.kinds import Parameter
    from engine.uncertainty.shape import Shape

_BINS = 24  # of the picture's width: see `scaled`
_TICKS = 6
_LEAST = 0.001  # of the tallest bar: what is lower is not seen
_SHARES = {"median": 0.5, "p5": 0.05, "p95": 0.95}
_DIGITS, _OWN_DIGITS = 3, 6  # of a percentile, and of the scenario's value
_EDGE, _CHOICE_EDGE = 0.04, 0.4  # of the values' width, left and right of them


class Edited(NamedTuple):
    """What is being edited, and what was typed that can't be: texts and faults by parameter."""

    key: str = ""
    typed: Mapping[str, str] = {}
    faults: Mapping[str, str] = {}
    message: str = ""
    fault: bool = False


def distributions_state(
    uncertainty: Uncertainty,
    values: Mapping[str, float],
    shifts: Mapping[str, float],
    edited: Edited,
) -> DistributionsState:
    """`values` are the scenario's inputs, `shifts` how far distributions moved with them."""
    known = dict(uncertainty.distributions)
    made = known.get(edited.key)
    editor = None
    if made is not None:
        shift = shifts.get(edited.key, 0.0)
        editor = _editor(made, values[edited.key], shift, edited, follows=uncertainty.follows)
    standard = shipped()
    as_shipped = (uncertainty.distributions, uncertainty.correlations) == (
        standard.distributions,
        standard.correlations,
    )
    return DistributionsState(
        rows=input_rows(uncertainty),
        choices=certain_inputs(uncertainty),
        editor=editor,
        can_reset=not as_shipped,
        message=edited.message,
        fault=edited.fault,
    )


@lru_cache(maxsize=2)
def input_rows(uncertainty: Uncertainty) -> tuple[Row, ...]:
    """The uncertain inputs in the order of the controls, group by group."""
    model = catalogue()
    found = sorted(uncertainty.distributions, key=lambda each: place_of(each[0]))
    return tuple(
        Row(
            key,
            model.inputs[key].label,
            model.inputs[key].group,
            KINDS[made.kind].label,
            f"{model.inputs[key].label}\n{distribution_text(key, made)}",
        )
        for key, made in found
    )


@lru_cache(maxsize=2)
def certain_inputs(uncertainty: Uncertainty) -> tuple[Choice, ...]:
    """The inputs that have no distribution."""
    known = set(uncertainty.inputs)
    items = sorted(catalogue().inputs.values(), key=lambda each: place_of(each.key))
    return tuple(
        Choice(item.key, item.label, item.group, hint=item.meaning)
        for item in items
        if item.key not in known
    )


def place_of(key: str) -> int:
    """Where an input stands among the controls: by its group, then in the model's order."""
    return _places()[key]


@cache
def _places() -> Mapping[str, int]:
    inputs = catalogue().inputs.values()
    ordered = [item.key for group in GROUPS for item in inputs if item.group == group]
    return {key: place for place, key in enumerate(ordered)}


# One input ---------------------------------------------------------------------------------


def _editor(
    made: Distribution, value: float, shift: float, edited: Edited, *, follows: bool
) -> EditorState:
    key = edited.key
    item, kind = catalogue().inputs[key], KINDS[made.kind]
    kinds = kinds_for(key)
    listed = kind.family is DISCRETE
    fields = [_field(made, each, edited) for each in parameters_of(made)]
    width = 2 if listed else 1
    standard = shipped().distribution(key)
    return EditorState(
        key=key,
        title=item.label,
        about=item.meaning,
        kinds=tuple(each.label for each in kinds),
        kind=kinds.index(kind),
        kind_about=kind.meaning,
        rows=tuple(tuple(fields[at : at + width]) for at in range(0, len(fields), width)),
        picture=picture(key, made, value, shift),
        note=_note(key, shift, located=kind.located, follows=follows),
        listed=listed,
        can_add=listed and len(fields) < width * most_values(item),
        shipped=distribution_text(key, standard) if standard else "",
        is_shipped=made == standard,
    )


def _field(made: Distribution, parameter: Parameter, edited: Edited) -> ParameterField:
    text = parameter_text(edited.key, parameter, made.parameter(parameter.name))
    return ParameterField(
        parameter.name,
        parameter.label,
        edited.typed.get(parameter.name, text),
        unit_words(edited.key, parameter),
        parameter.meaning,
        edited.faults.get(parameter.name, ""),
    )


def _note(key: str, shift: float, *, located: bool, follows: bool) -> str:
    if follows and located:
        return f"{moved_text(key, shift)}.".capitalize() if shift else "It moves with its slider."
    return "It stands where it is stated, whatever the scenario's value."


# The picture ---------------------------------------------------------------------------------


@lru_cache(maxsize=64)
def picture(key: str, made: Distribution, value: float, shift: float = 0.0) -> DensityPicture:
    """A distribution as it is drawn, with percentiles and the scenario's `value` marked."""
    found = shape(key, made, shift)
    axis = _axis(key, found, value)
    width = axis.maximum - axis.minimum
    curve, bars = scaled(found, width / _BINS)

    def along(at: float) -> float:
        return (at - axis.minimum) / width

    marks = _marks(key, made, value, shift)
    return DensityPicture(
        curve=tuple((along(at), height) for at, height in curve),
        bars=tuple((along(at), height) for at, height in bars if height > _LEAST),
        ticks=tuple(Tick(along(tick.position), tick.text) for tick in axis.ticks),
        marks=tuple(mark._replace(at=along(mark.at)) for mark in marks),
        summary=f"{distribution_text(key, made)}. {', '.join(mark.text for mark in marks)}.",
    )


def _axis(key: str, found: Shape, value: float) -> Axis:
    """Over all that is drawn and the scenario's value, with round labels."""
    item = catalogue().inputs[key]
    seen = found.values[found.shares > _LEAST * max(found.shares, default=1.0)]
    everything = np.concatenate((found.x, seen, [value]))
    low, high = float(everything.min()), float(everything.max())
    if low == high:
        low, high = low - item.step, high + item.step
    room = (_CHOICE_EDGE if is_choice(item) else _EDGE) * (high - low)
    if is_choice(item):
        values = np.unique(everything).tolist()
        return Axis(low - room, high + room, tuple(Tick(at, number_text(key, at)) for at in values))
    style = catalogue().style(item.unit)
    counts = WORDS.get(style) is not None or grid_of(item) > 0
    axis = value_axis([np.array([low, high])], "count" if counts else style, zero=False)
    ticks = tuple(tick for tick in axis.ticks if low - room <= tick.position <= high + room)
    return Axis(low - room, high + room, ticks)


def _marks(key: str, made: Distribution, value: float, shift: float) -> list[Mark]:
    """The scenario's value, then the percentiles; those that are the same stand together."""
    names: dict[float, list[str]] = {value: ["scenario"]}
    if not is_choice(catalogue().inputs[key]):  # its values have no order
        found = percentiles(key, made, list(_SHARES.values()), shift).tolist()
        for name, at in zip(_SHARES, found, strict=True):
            names.setdefault(at, []).append(name)
    return [_mark(key, at, each, own=at == value) for at, each in names.items()]


def _mark(key: str, at: float, names: list[str], *, own: bool) -> Mark:
    digits = _OWN_DIGITS if own else _DIGITS
    text = number_text(key, float(f"{at:.{digits}g}"))
    ordered = sorted(names, key=lambda name: _SHARES.get(name, 0.0))
    return Mark(at, f"{', '.join(ordered)} {text}", SCENARIO if own else PERCENTILE)
