"""Leaving: fees above what is left to pay, clauses that are missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.contracts.terms import BEST_FEE, BEST_NOTICE
from engine.model.catalogue import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from engine.contracts.findings.look import Hits, Look
    from engine.formula.values import Array, Value

_SCALE = 2.0**40  # a power of two: scaling loses no digit
# The terms in which the termination fee is proportional.
_FEE_TERMS = (
    "termination_fee_pct",
    "termination_fee_decline",
    "termination_fee_floor",
    "termination_fee_months",
    "clawback_pct",
)
_LEAST = 1e-9  # of the remaining fees: below it the two are the same


def fees_above_remaining(look: Look) -> Iterator[Hits]:
    """Clauses whose fee, if one left now, would exceed the fees that leaving ends."""
    columns = look.columns
    # A share of the remaining fees alone is never above them.
    beyond = (columns["termination_fee_months"] > 0) | (
        (columns["clawback_pct"] > 0) & (columns["list_discount"] > 0)
    )
    places = look.places(beyond & (look.audit.remaining_obligation > 0))
    terms = {key: np.nan_to_num(columns[key][places]) for key in _FEE_TERMS}
    leaving = f"decision_month + {_figure('effective_lock_in_months')}"
    asks = {
        "remaining": f"at(fees_after, {leaving})",
        "written": f"at(termination_fee, {leaving})",
    }
    found = look.evaluated(places, asks, _scaled(terms))
    remaining, written = np.zeros((2, len(look.contracts)))
    remaining[places], written[places] = found["remaining"], found["written"] * _SCALE
    above = (remaining > 0) & (written > remaining * (1 + _LEAST))
    yield look.hits("fee_above_remaining", above, remaining, written)


def _scaled(terms: Mapping[str, Array]) -> dict[str, Value]:
    """Terms so small that the model's cap on the fee doesn't bind.

    The fee is proportional in them, so what the model gives for these, scaled back, is the fee
    as written, with no formula of ours.
    """
    return {key: column / _SCALE for key, column in terms.items()}


def missing_clauses(look: Look) -> Iterator[Hits]:
    """Notice or termination fee unknown: the exit cost at best and at worst."""
    columns = look.columns
    no_notice = np.isnan(columns["notice_months"])
    no_fee = np.logical_and.reduce([np.isnan(columns[key]) for key in _FEE_TERMS[:4]])
    places = look.places((no_notice | no_fee) & look.audit.signed)
    best_terms: dict[str, Value] = {
        "notice_months": np.where(no_notice, BEST_NOTICE, columns["notice_months"])[places],
        "termination_fee_pct": np.where(
            no_fee, BEST_FEE, np.nan_to_num(columns["termination_fee_pct"])
        )[places],
    }
    worst = look.audit.exit_cost
    best = worst.copy()
    best[places] = look.evaluated(places, {"best": _figure("exit_cost")}, best_terms)["best"]
    # A longer notice may save the switching, and so cost less: the range is still a range.
    low, high = np.minimum(best, worst), np.maximum(best, worst)
    signed = look.audit.signed
    yield look.hits("missing_both", no_notice & no_fee & signed, low, high)
    yield look.hits("missing_notice", no_notice & ~no_fee & signed, low, high)
    yield look.hits("missing_fee", ~no_notice & no_fee & signed, low, high)


def _figure(key: str) -> str:
    """What formulas call a headline figure of one value."""
    return catalogue().figures[key].value_keys[0]
