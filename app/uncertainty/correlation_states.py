"""The dialog of correlations: from a project's uncertainty to a square of cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from app.uncertainty.distribution_states import place_of
from engine import quantity
from engine.model.catalogue import catalogue
from engine.quantity_text import QuantityError, Range, parse
from engine.uncertainty.correlation import matrix
from engine.uncertainty.defaults import shipped
from widgets.dialogs.correlation_states import CorrelationCell, CorrelationsState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.uncertainty.case import Uncertainty
    from engine.uncertainty.correlation import Change

_MOST_TOLD = 4  # repaired pairs that are told one by one
_SEEN = 0.005  # a smaller change is not seen in two decimals
_DECIMALS = 2


class Refused(NamedTuple):
    """What was typed for a pair, and why it was not taken."""

    first: str
    second: str
    text: str
    fault: str


def correlations_state(
    uncertainty: Uncertainty, repaired: Sequence[Change] = (), refused: Refused | None = None
) -> CorrelationsState:
    """`repaired` is what the last change brought with it, most first."""
    keys = ordered_inputs(uncertainty)
    places = {key: place for place, key in enumerate(uncertainty.inputs)}
    ranks = matrix(uncertainty)
    changed = {frozenset((each.first, each.second)) for each in _seen(repaired)}
    cells = tuple(
        tuple(
            _cell(first, second, float(ranks[places[first], places[second]]), changed, refused)
            for first in keys
        )
        for second in keys
    )
    return CorrelationsState(
        labels=tuple(catalogue().inputs[key].label for key in keys),
        cells=cells,
        can_reset=_pairs(uncertainty) != _pairs(shipped(), set(keys)),
        notice=_notice(repaired),
        notice_tip="\n".join(_change_text(each) for each in repaired),
        fault=refused.fault if refused else "",
    )


def ordered_inputs(uncertainty: Uncertainty) -> tuple[str, ...]:
    """The uncertain inputs in the order of the matrix: as the controls have them."""
    return tuple(sorted(uncertainty.inputs, key=place_of))


def pair_label(first: str, second: str) -> str:
    """`Revenue growth with Long-run growth`."""
    inputs = catalogue().inputs
    return f"{inputs[first].label} with {inputs[second].label}"


def rank_text(rank: float) -> str:
    """`0.50`, `−0.30`, `0`."""
    if not rank:
        return "0"
    text = f"{abs(rank):.{_DECIMALS}f}"
    return f"{quantity.MINUS}{text}" if rank < 0 and float(text) else text


def read_rank(first: str, second: str, text: str) -> float | Refused:
    """A rank correlation as typed, or what is wrong with it."""
    label = pair_label(first, second)
    try:
        rank = parse(text, "factor", Range(-1.0, 1.0))
    except QuantityError as error:
        fault = f"{label}: {error}; allowed: {quantity.MINUS}1 to 1"
        return Refused(first, second, text, fault)
    if not -1 <= rank <= 1:
        fault = f"{label}: {text.strip()} is not allowed; allowed: {quantity.MINUS}1 to 1"
        return Refused(first, second, text, fault)
    return rank


def _cell(
    first: str, second: str, rank: float, changed: set[frozenset[str]], refused: Refused | None
) -> CorrelationCell:
    if first == second:
        label = catalogue().inputs[first].label
        return CorrelationCell(1.0, "1", f"{label} with itself: 1")
    text = rank_text(rank)
    name = f"{pair_label(first, second)}: {text}"
    if refused is not None and (first, second) == (refused.first, refused.second):
        return CorrelationCell(rank, refused.text, name, refused.fault)
    return CorrelationCell(rank, text, name, changed=frozenset((first, second)) in changed)


def _pairs(uncertainty: Uncertainty, among: set[str] | None = None) -> dict[frozenset[str], float]:
    return {
        frozenset(pair[:2]): pair.rank
        for pair in uncertainty.correlations
        if pair.rank and (among is None or {pair.first, pair.second} <= among)
    }


def _seen(repaired: Sequence[Change]) -> list[Change]:
    return [each for each in repaired if abs(each.after - each.before) >= _SEEN]


def _notice(repaired: Sequence[Change]) -> str:
    """`Not all of these can be together. Changed to the nearest that can: A with B 0.90 → 0.71.`"""
    if not repaired:
        return ""
    told = _seen(repaired)[:_MOST_TOLD] or list(repaired[:1])
    rest = repaired[len(told) :]
    parts = [_change_text(each) for each in told]
    if rest:
        most = max(abs(each.after - each.before) for each in rest)
        pairs = "1 other pair" if len(rest) == 1 else f"{len(rest)} other pairs"
        by = f"{most:.{_DECIMALS}f}" if most >= _SEEN else "less than 0.01"
        parts.append(f"{pairs} by {'at most ' if most >= _SEEN else ''}{by}")
    return (
        "No draws can have all of these together. Changed to the nearest that they can have: "
        f"{'; '.join(parts)}. Undo takes it back."
    )


def _change_text(each: Change) -> str:
    arrow = "\N{RIGHTWARDS ARROW}"
    before, after = rank_text(each.before), rank_text(each.after)
    return f"{pair_label(each.first, each.second)} {before} {arrow} {after}"
