"""What the pictures need beside the audit: what later audits would say."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.contracts.audit import course

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.contracts.audit import Audit, Course
    from engine.contracts.register import Register

MOST_CURVES = 40
_LEAST_MONTHS, _MOST_MONTHS = 12, 96


class Courses(NamedTuple):
    """`suppliers` is of the whole register, `contracts` of those with the largest exit cost.

    In `contracts` the place of a supplier is taken by a contract's id.
    """

    suppliers: Course
    contracts: Course


def courses(
    register: Register, audit: Audit, also: str = "", stop: Callable[[], None] | None = None
) -> Courses:
    """To the last committed end, but at least for a year and at most for eight.

    `also` is one more contract whose exit cost is wanted; see `beyond`.
    """
    months = _months(audit)
    places = _largest(audit) + ([audit.places[also]] if also else [])
    chosen = replace(
        register,
        contracts=tuple(
            replace(contract, supplier=contract.id)
            for contract in (audit.contracts[place] for place in places)
        ),
    )
    whole = replace(register, contracts=audit.contracts)
    return Courses(
        course(whole, audit.as_of, months, stop=stop),
        course(chosen, audit.as_of, months, stop=stop),
    )


def _months(audit: Audit) -> int:
    left = np.where(audit.signed, audit.months_left, 0)
    return int(np.clip(left.max(initial=0), _LEAST_MONTHS, _MOST_MONTHS))


def beyond(audit: Audit, selected: str) -> str:
    """The selected contract where it is not among those with the largest exit cost; else none."""
    at = audit.places.get(selected)
    return "" if at is None or at in _largest(audit) else audit.contracts[at].id


def _largest(audit: Audit) -> list[int]:
    costs = np.where(audit.signed, audit.exit_cost, 0.0)
    places: list[int] = np.argsort(-costs, kind="stable")[:MOST_CURVES].tolist()
    return [place for place in places if costs[place] > 0]
