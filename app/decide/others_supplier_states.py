"""The contract as the supplier sees it: its account as a waterfall, and what hangs on it. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from app.decide.exit_texts import money, sentence
from app.decide.others_texts import month_name
from engine import quantity
from engine.kpis import kpi
from widgets.comparison.bar_rows import BarRow
from widgets.decide.exit_states import Word
from widgets.decide.others_states import SupplierState

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from engine.analysis.other_side import Supplier
    from engine.evaluate import Result
    from engine.formula.values import Array
    from engine.scenario import Scenario
    from widgets.decide.exit_states import Sentence

_WAITING = "Working out the supplier's account…"
_COST = "supplier_cost_pv"  # the measure that all three parts of the cost are parts of
_PARTS = (
    ("forgone", "Sales forgone", "What it could have sold otherwise, at the market price"),
    ("running", "Running cost", "Running the GPUs that it delivers"),
    ("capital", "Capital to spend", "What it has still to spend on the capacity"),
)
_SAME = 1e-9


def supplier_state(found: Supplier | None, result: Result, *, fresh: bool) -> SupplierState:
    """`found` is None until it is worked out; `result` is the scenario's as it is now."""
    reason = kpi(result, "supplier_npv").reason
    if reason:
        return SupplierState(message=sentence(reason))
    if found is None or found.npv is None:
        return SupplierState(message=_WAITING, fresh=False)
    scenario = result.scenario
    return SupplierState(
        bars=tuple(_bars(found, found.npv)),
        sentences=tuple(_sentences(found, scenario)),
        fresh=fresh,
    )


def _bars(found: Supplier, npv: float) -> Iterable[BarRow]:
    at = found.receipts
    yield BarRow(
        "receipts_value:receipts",
        "Receipts",
        money(at),
        "contract",
        start=None,
        end=at,
        tooltip=f"What the contract brings it, at today's value: {money(at)}",
        bold=True,
    )
    for name, label, tip in _PARTS:
        cost = float(getattr(found, name))
        text = money(-cost)
        yield BarRow(
            f"{_COST}:{name}",
            label,
            text,
            "compute",
            start=at,
            end=at - cost,
            tooltip=f"{tip}, at today's value: {text}",
            enters=at,
        )
        at -= cost
    yield BarRow(
        "supplier_npv:npv",
        "Net present value",
        money(npv),
        "profit" if npv >= 0 else "bad",
        start=None,
        end=npv,
        tooltip=f"What the contract is worth to the supplier, at today's value: {money(npv)}",
        bold=True,
        enters=npv,
    )


def _sentences(found: Supplier, scenario: Scenario) -> Iterable[Sentence]:
    if found.dependence is not None:
        share = quantity.short(found.dependence, "percent")
        yield (
            Word("The contract is "),
            Word(share, "supplier_concentration"),
            Word(" of the supplier's yearly revenue."),
        )
    if found.idle is None:
        yield (Word("No GPUs are committed: there are no hours that it could sell otherwise."),)
    else:
        idle = quantity.exact(round(found.idle, 10), "percent")
        yield (
            Word(idle, "supplier_resold_pct"),
            Word(" of these hours would stand idle without it."),
        )
    yield from _annuity(found, scenario)


def _annuity(found: Supplier, scenario: Scenario) -> Iterable[Sentence]:
    """What it receives a month: the sum that most months have, or the least and the most."""
    paid = np.flatnonzero(found.annuity) + 1
    if not paid.size:
        return
    amounts = found.annuity[paid - 1]
    last = int(paid[-1])
    most = max(amounts, key=lambda one: int(_like(amounts, one).sum()))
    usual = paid[_like(amounts, most)]
    if 2 * usual.size < paid.size:
        low, high = float(amounts.min()), float(amounts.max())
        yield (
            Word("It receives from "),
            Word(money(low), "supplier_receipts", int(paid[amounts.argmin()])),
            Word(" to "),
            Word(money(high), "supplier_receipts", int(paid[amounts.argmax()])),
            Word(f" a month, until {month_name(scenario, last)}."),
        )
        return
    first, end = int(usual[0]), int(usual[-1])
    span = f", from {month_name(scenario, first)} to {month_name(scenario, end)}"
    words = [
        Word("It receives "),
        Word(f"{money(float(most))} a month", "supplier_receipts", end),
        Word(span if first < end else f" in {month_name(scenario, end)}"),
    ]
    if last > end:
        paid_last = Word(money(float(amounts[-1])), "supplier_receipts", last)
        words += [Word(", and "), paid_last, Word(f" in {month_name(scenario, last)}")]
    yield (*words, Word("."))


def _like(amounts: Array, one: float) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = np.abs(amounts - one) <= _SAME * np.abs(amounts).max()
    return found
