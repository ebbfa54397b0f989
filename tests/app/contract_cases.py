"""Small registers, worked by hand, as the views of contracts are built from them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from app.contracts.case import Case
from engine.contracts.audit import audit
from engine.contracts.contract import Contract
from engine.contracts.register import Register
from engine.evaluate import evaluate
from engine.files.shipped import preset_scenario

if TYPE_CHECKING:
    from engine.contracts.finding import Finding

AS_OF = date(2026, 6, 30)

# Six months are complete and 18 are left at $10m: 180 owed, 120 of it in the next year.
PLAIN = Contract(
    "A-1",
    "Aurelia",
    date(2026, 1, 1),
    24,
    10.0,
    notice_months=6,
    termination_fee_pct=0.0,
    lockin_months=12,
)
# Half of it is exclusive; renews after 31 Dec 2026 unless notice is given by 30 Sep.
RENEWING = Contract(
    "B-2",
    "Basalt",
    date(2025, 1, 1),
    24,
    30.0,
    notice_months=3,
    termination_fee_pct=0.0,
    auto_renew=True,
    renewal_months=12,
    exclusivity_pct=0.5,
)
EXPIRED = Contract(
    "C-3", "Cirro", date(2020, 1, 1), 12, 5.0, notice_months=0, termination_fee_pct=0
)
BOTH = Register((PLAIN, RENEWING, EXPIRED))


def case_of(
    register: Register,
    as_of: date = AS_OF,
    *,
    findings: tuple[Finding, ...] = (),
    today: date = AS_OF,
    selected: str = "",
    fresh: bool = True,
    audited: bool = True,
) -> Case:
    """A case as the page's desk makes it."""
    unseen: Any = None  # these views are not built from the project
    shown = preset_scenario("as_reported")
    found = audit(register, as_of) if register.contracts and audited else None
    return Case(
        register,
        as_of,
        today,
        found,
        findings,
        None,
        "",
        selected,
        fresh,
        unseen,
        shown,
        evaluate(shown),
    )
