"""Sums over contracts, and how they are concentrated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from engine.contracts.audit.result import Portfolio

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from engine.contracts.contract import Contract
    from engine.formula.values import Array

_HHI = 10_000.0  # of one supplier alone


def portfolio(contracts: Sequence[Contract], columns: Mapping[str, NDArray[Any]]) -> Portfolio:
    """Those that are signed and not expired, from the columns of an audit."""
    signed = columns["signed"]
    fee = np.where(signed, columns["full_fee"], 0.0)
    total = float(fee.sum())

    def summed(key: str) -> float:
        return float(columns[key][signed].sum())

    def weighted(values: NDArray[Any]) -> float | None:
        return float((fee * values).sum()) / total if total > 0 else None

    exclusive = np.array([each.exclusivity_pct > 0 for each in contracts], dtype=np.bool_)
    return Portfolio(
        remaining_obligation=summed("remaining_obligation"),
        remaining_obligation_pv=summed("remaining_obligation_pv"),
        exit_cost=summed("exit_cost"),
        lock_in_months=weighted(columns["months_left"]),
        effective_lock_in_months=weighted(columns["effective_lock_in_months"]),
        supplier_hhi=_concentration(contracts, fee, total),
        exclusive_share=weighted(exclusive),
        maturity=tuple(columns["maturity"][signed].sum(axis=0).tolist()),
    )


def by_supplier(contracts: Sequence[Contract]) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    """The suppliers in the order in which they come, and (contracts,) whose each one is."""
    order: dict[str, int] = {}
    places = [order.setdefault(each.supplier, len(order)) for each in contracts]
    return tuple(order), np.array(places, dtype=np.int64)


def _concentration(contracts: Sequence[Contract], fee: Array, total: float) -> float | None:
    """The Herfindahl-Hirschman index of the fees."""
    if total <= 0:
        return None
    suppliers, places = by_supplier(contracts)
    shares = np.bincount(places, weights=fee, minlength=len(suppliers)) / total
    return _HHI * float((shares**2).sum())
