"""Findings about the portfolio: one supplier too large, spend behind exclusivity."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.contracts.audit.portfolio import by_supplier
from engine.contracts.findings.look import PORTFOLIO, Hits, Look
from engine.contracts.findings.table import thresholds
from engine.contracts.findings.words import name_text, share

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def concentration(look: Look) -> Iterator[Hits]:
    """More concentrated than merger guidelines find harmless."""
    found, most = look.audit.portfolio.supplier_hhi, thresholds()["hhi_most"]
    if found is None or found <= most:
        return
    suppliers, owners = by_supplier(look.contracts)
    fees = np.bincount(owners, weights=look.audit.full_fee, minlength=len(suppliers))
    owed = np.bincount(owners, weights=look.audit.remaining_obligation, minlength=len(suppliers))
    largest = int(fees.argmax())
    amount = float(owed[largest])
    words = {
        "supplier": name_text(suppliers[largest]) or "A supplier without a name",
        "share": share(float(fees[largest] / fees.sum())),
        "hhi": f"{found:,.0f}",
    }
    yield _hit("concentration", amount, words)


def exclusive_spend(look: Look) -> Iterator[Hits]:
    """Any spend under contracts that bar other suppliers."""
    found = look.audit.portfolio.exclusive_share
    if not found:
        return
    bars = (look.columns["exclusivity_pct"] > 0) & look.audit.signed
    amount = float(look.audit.remaining_obligation[bars].sum())
    yield _hit("exclusive_share", amount, {"share": share(found)})


def _hit(case: str, amount: float, words: Mapping[str, str]) -> Hits:
    money = np.array([amount])
    return Hits(case, np.array([PORTFOLIO]), money, money, words=words)
