"""The portfolio's figures, each with what it is of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.contracts.money import money, months_text, share_text
from engine.contracts.coverage import coverage
from engine.contracts.findings.table import thresholds
from engine.contracts.findings.words import counted
from engine.model.catalogue import MONTHS, catalogue
from widgets.contracts.audit_states import Tile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.calendar import YearMonth
    from engine.contracts.audit import Audit
    from engine.contracts.coverage import Coverage
    from engine.contracts.register import Register
    from engine.evaluate import Result

_NONE = "none"
_NO_FEES = "no fees are signed"
_LITTLE = 1500.0  # points of the HHI: below, the guidelines see no concentration


def hhi_words(index: float) -> str:
    """How concentrated an index is, by the merger guidelines of 2010."""
    if index <= _LITTLE:
        return "low"
    return "moderate" if index <= thresholds()["hhi_most"] else "high"


def tiles_of(audit: Audit, register: Register, result: Result) -> tuple[Tile, ...]:
    """All that are signed and not expired, together. `result` is the scenario's."""
    return (*_tiles(audit, register), _coverage(coverage(audit, result), result.scenario.start))


def _tiles(audit: Audit, register: Register) -> Iterator[Tile]:
    whole = audit.portfolio
    signed, listed = int(audit.signed.sum()), len(audit.contracts)
    owed, due = whole.remaining_obligation, whole.exit_cost
    yield Tile(
        "remaining_obligation",
        "Remaining obligation",
        money(owed),
        f"{signed:,} of {listed:,} contracts",
        "Minimum fees still owed under all contracts that are signed and not expired",
    )
    yield Tile(
        "remaining_obligation_pv",
        "Present value",
        money(whole.remaining_obligation_pv),
        f"at {share_text(_rate(register))} a year",
        "The remaining obligation, discounted at the borrowing rate",
    )
    yield Tile(
        "exit_cost",
        "Exit cost today",
        money(due),
        f"{share_text(due / owed)} of obligation" if owed > 0 else "nothing is owed",
        "What leaving all contracts costs if notice is given today. Missing clauses count at the "
        "worst that is plausible.",
    )
    yield _months(
        "lock_in_months",
        "Lock-in",
        whole.lock_in_months,
        "Months to the committed ends, weighted by full monthly fees",
    )
    yield _months(
        "effective_lock_in_months",
        "Effective lock-in",
        whole.effective_lock_in_months,
        "Months until each can be left if notice is given today, weighted by full monthly fees",
    )
    index = whole.supplier_hhi
    yield Tile(
        "supplier_hhi",
        "Supplier HHI",
        _NONE if index is None else f"{index:,.0f}",
        _NO_FEES if index is None else f"{hhi_words(index)}, of 10,000",
        "10,000 times the sum of squared shares of full monthly fees by supplier: 10,000 is one "
        "supplier alone",
    )
    share = whole.exclusive_share
    yield Tile(
        "exclusive_share",
        "Behind exclusivity",
        _NONE if share is None else share_text(share),
        _NO_FEES if share is None else "of full monthly fees",
        "The share of full monthly fees under contracts that bar other suppliers",
    )


def _months(key: str, label: str, months: float | None, tip: str) -> Tile:
    if months is None:
        return Tile(key, label, _NONE, _NO_FEES, tip)
    return Tile(key, label, months_text(months), "weighted by spend", tip)


def _coverage(found: Coverage, start: YearMonth) -> Tile:
    month = found.month.name()
    tip = (
        f"Hours of the contract months that run on the as-of date, as a share of the compute that "
        f"the current scenario needs in {month}"
    )
    if found.unknown:
        contracts = counted(found.unknown, "contracts")
        tip += f". The capacity of {contracts} is not known and counts as none."
    if found.need is None:
        scenario = start.name()
        return Tile(
            "coverage",
            "Coverage",
            _NONE,
            f"from {scenario} on",
            (
                f"The current scenario runs from {scenario} to {start.plus(MONTHS - 1).name()}: it "
                f"says nothing of the compute needed in {month}"
            ),
        )
    if found.share is None:
        return Tile("coverage", "Coverage", _NONE, f"no need, {month}", tip)
    return Tile("coverage", "Coverage", share_text(found.share), f"of need, {month}", tip)


def _rate(register: Register) -> float:
    if register.borrowing_rate is not None:
        return register.borrowing_rate
    return catalogue().inputs["borrowing_rate"].default
