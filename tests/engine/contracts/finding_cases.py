"""Contracts for findings: one with nothing to say about, and what was found of a register."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from engine.contracts.audit import audit
from engine.contracts.contract import Contract
from engine.contracts.findings import findings
from engine.contracts.register import Register

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.contracts.finding import Finding
    from engine.contracts.quotes.market import MarketFit, NoFit

DAY = date(2026, 6, 30)

# $100m a month from 2026 to 2028, 30 months left on the day; three months' notice, half of what
# is left as a fee.
CLEAN = Contract(
    id="C1",
    supplier="Northwind",
    start=date(2026, 1, 1),
    term_months=36,
    monthly_fee=100.0,
    capacity=25.0,
    capacity_unit="k_gpu",
    notice_months=3,
    termination_fee_pct=0.5,
    assignment_right=True,
)
# Four others of four suppliers, so that neither is the portfolio concentrated nor one large.
OTHERS = tuple(
    replace(CLEAN, id=f"O{turn}", supplier=f"Supplier {turn}", assignment_right=True)
    for turn in range(4)
)


def clean(**terms: object) -> Contract:
    return replace(CLEAN, **terms)  # type: ignore[arg-type]


def found(
    *contracts: Contract,
    day: date = DAY,
    planned: str = "",
    market: MarketFit | NoFit | None = None,
) -> Sequence[Finding]:
    """All findings of a register of these and of the others."""
    register = Register(contracts=(*contracts, *OTHERS), planned_supplier=planned)
    return findings(register, audit(register, day), market=market)


def of_kind(kind: str, *contracts: Contract, **given: object) -> list[Finding]:
    return [each for each in found(*contracts, **given) if each.kind == kind]  # type: ignore[arg-type]


def only(kind: str, *contracts: Contract, **given: object) -> Finding:
    """The one finding of a kind."""
    (each,) = of_kind(kind, *contracts, **given)
    return each
