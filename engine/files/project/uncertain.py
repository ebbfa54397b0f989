"""What a project file says of uncertainty: distributions, ranges, the goal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.analysis.goal import Goal
from engine.analysis.ranges import Range, checked_range
from engine.files.project.fields import finite, input_key, records_of, whole_of
from engine.files.project.json import ContentError, shown
from engine.files.reading import nearest
from engine.model.catalogue import MONTHS, catalogue
from engine.scenario import InputError
from engine.uncertainty.case import DRAWS, MOST_DRAWS, SEED, Correlation, Distribution, Uncertainty
from engine.uncertainty.checks import LEAST_DRAWS, MOST_SEED, UncertaintyError, checked
from engine.uncertainty.correlation import is_valid, repaired

if TYPE_CHECKING:
    from collections.abc import Sequence

FIELDS = ("uncertainty", "ranges", "goal")

_UNCERTAINTY_FIELDS = ("draws", "seed", "follows", "distributions", "correlations")
_CORRELATION_FIELDS = ("first", "second", "rank")
_RANGE_FIELDS = ("low", "high")
_GOAL_FIELDS = ("figure", "relation", "threshold", "month")
_LONGEST = 100  # characters of a name that a message repeats
_MOST_TOLD = 3  # pairs that can't be together


# Distributions -----------------------------------------------------------------------------


def uncertainty_of(document: dict[str, Any]) -> Uncertainty | None:
    """The uncertainty; None where the shipped one holds. Raises `ContentError`."""
    if "uncertainty" not in document:
        return None
    record = _record(document["uncertainty"], _UNCERTAINTY_FIELDS, "uncertainty")
    made = Uncertainty(
        _distributions(record.get("distributions", {})),
        _correlations(record),
        _follows(record),
        whole_of(record, "draws", range(LEAST_DRAWS, MOST_DRAWS + 1), DRAWS, "uncertainty"),
        whole_of(record, "seed", range(MOST_SEED + 1), SEED, "uncertainty"),
    )
    try:
        in_order = checked(made)
    except UncertaintyError as error:
        raise ContentError(f"uncertainty, {error}") from None
    _check_together(in_order)
    return in_order


def _distributions(record: Any) -> tuple[tuple[str, Distribution], ...]:
    place = "uncertainty, distributions"
    _check_inputs(record, place)
    return tuple((key, _distribution(each, f"{place}.{key}")) for key, each in record.items())


def _distribution(record: Any, place: str) -> Distribution:
    if not isinstance(record, dict):
        raise ContentError(f"{place}: {shown(record)} is not an object with kind and parameters")
    kind = record.get("kind")
    if not isinstance(kind, str):
        raise ContentError(f"{place}, kind: {shown(kind)} is not allowed; allowed: text")
    parameters = tuple(
        (name[:_LONGEST], finite(value, f"{place}, {shown(name)}"))
        for name, value in record.items()
        if name != "kind"
    )
    return Distribution(kind[:_LONGEST], parameters)


def _correlations(record: dict[str, Any]) -> tuple[Correlation, ...]:
    most = len(catalogue().inputs) * (len(catalogue().inputs) - 1) // 2
    try:
        records = records_of(record, "correlations", most)
    except ContentError as error:
        raise ContentError(f"uncertainty, {error}") from None
    return tuple(_correlation(each, number) for number, each in enumerate(records, start=1))


def _correlation(record: dict[str, Any], number: int) -> Correlation:
    place = f"uncertainty, correlation {number}"
    _record(record, _CORRELATION_FIELDS, place)
    first, second = (
        input_key(record.get(each), f"{place}, {each}") for each in ("first", "second")
    )
    return Correlation(first, second, finite(record.get("rank"), f"{place}, rank"))


def _follows(record: dict[str, Any]) -> bool:
    follows = record.get("follows", False)
    if isinstance(follows, bool):
        return follows
    fault = f"{shown(follows)} is not allowed; allowed: true, false"
    raise ContentError(f"uncertainty, follows: {fault}")


def _check_together(uncertainty: Uncertainty) -> None:
    if is_valid(uncertainty):
        return
    _, changes = repaired(uncertainty)
    near = "; ".join(
        f"{each.first} with {each.second} {each.after:g}" for each in changes[:_MOST_TOLD]
    )
    raise ContentError(
        "uncertainty, correlations: no draws can have all of these together; "
        f"the nearest that can have {near}{', ...' if len(changes) > _MOST_TOLD else ''}"
    )


# Ranges ------------------------------------------------------------------------------------


def ranges_of(document: dict[str, Any]) -> tuple[tuple[str, Range], ...]:
    """The user's ranges, in the model's order. Raises `ContentError`."""
    record = document.get("ranges", {})
    _check_inputs(record, "ranges")
    found = {key: _range(key, each) for key, each in record.items()}
    return tuple((key, found[key]) for key in catalogue().inputs if key in found)


def _range(key: str, record: Any) -> Range:
    place = f"ranges.{key}"
    _record(record, _RANGE_FIELDS, place)
    low, high = (finite(record.get(end), f"{place}, {end}") for end in _RANGE_FIELDS)
    try:
        return checked_range(key, low, high)
    except InputError as error:
        raise ContentError(f"{place}: {error.fault}") from None


# The goal ----------------------------------------------------------------------------------


def goal_of(document: dict[str, Any]) -> Goal | None:
    """The goal; None where there is none. Raises `ContentError`."""
    if "goal" not in document:
        return None
    record = _record(document["goal"], _GOAL_FIELDS, "goal")
    figures = [key for key, each in catalogue().figures.items() if not each.listed]
    figure = record.get("figure")
    if not isinstance(figure, str) or figure not in figures:
        hint = nearest(figure, figures) if isinstance(figure, str) else ""
        hint = hint or "; allowed: the headline figures that tenor model lists"
        raise ContentError(f"goal, figure: unknown figure {shown(figure)}{hint}")
    relation = record.get("relation")
    if relation not in ("<=", ">="):
        raise ContentError(f"goal, relation: {shown(relation)} is not allowed; allowed: <=, >=")
    threshold = finite(record.get("threshold"), "goal, threshold")
    month = whole_of(record, "month", range(MONTHS + 1), 0, "goal")
    return Goal(figure, relation, threshold, month)


# Parts -------------------------------------------------------------------------------------


def _record(record: Any, known: Sequence[str], place: str) -> dict[str, Any]:
    """An object with known fields only."""
    if not isinstance(record, dict):
        fields = ", ".join(known)
        raise ContentError(f"{place}: {shown(record)} is not an object with {fields}")
    for key in record:
        if key not in known:
            hint = nearest(key, known)
            fault = f"unknown field {shown(key)}{hint}; allowed: {', '.join(known)}"
            raise ContentError(f"{place}: {fault}")
    return record


def _check_inputs(record: Any, place: str) -> None:
    """An object by input."""
    if not isinstance(record, dict):
        raise ContentError(f"{place}: {shown(record)} is not an object by input")
    for key in record:
        input_key(key, place)
