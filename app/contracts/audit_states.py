"""What the Audit view shows of an audit: the portfolio, the findings, the contracts in figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from app.contracts.finding_rows import findings_state
from app.contracts.kept import Kept, Lazy
from app.contracts.money import days_text, money, months_text
from app.contracts.portfolio_tiles import tiles_of
from engine.contracts.cell_text import day_text
from engine.contracts.dates import month_end, months_later
from engine.contracts.findings.table import thresholds
from engine.contracts.findings.words import counted
from widgets.contracts.audit_states import (
    AuditState,
    ContractRow,
    ContractTable,
    TableCell,
    TableColumn,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from app.contracts.case import Case
    from engine.contracts.audit import Audit
    from engine.contracts.finding import Finding
    from engine.formula.values import Array

_NO_CONTRACTS = (
    "There are no contracts to audit yet. Enter them in the register, import a list, or open the "
    "example there."
)
_MISSING = "missing_clause"  # the kind of findings that state a range
_AUDITING = "The audit of {count} is not there yet."
_ALL_EXPIRED = "{count} listed, none of which still runs: nothing is owed."
_TOTAL = "All signed"
_STATUS = {
    "not_started": "not started",
    "running": "",
    "renewed": "renewed",
    "expired": "expired",
}
_FIGURES = (
    TableColumn(
        "Months\nleft",
        "Months to the committed end, and how many of them are complete",
        0.85,
        "Months left",
    ),
    TableColumn(
        "Remaining\nobligation",
        "Minimum fees that are still owed to the committed end",
        1.0,
        "Remaining obligation, $m",
    ),
    TableColumn(
        "Present\nvalue",
        "The remaining obligation, discounted at the borrowing rate",
        1.0,
        "Remaining obligation at present value, $m",
    ),
    TableColumn(
        "Unavoid-\nable",
        "Fees that are owed even if notice is given today",
        0.95,
        "Unavoidable fees, $m",
    ),
    TableColumn(
        "Exit cost\ntoday",
        "What leaving costs if notice is given today: unavoidable fees, termination fee, lost "
        "deposit and switching",
        1.0,
        "Exit cost, $m",
    ),
    TableColumn(
        "Effective\nlock-in",
        "Months until the contract can be left if notice is given today",
        0.95,
        "Effective lock-in, months",
    ),
    TableColumn(
        "Notice\nis due",
        "Last day on which notice still prevents the next renewal; none where nothing renews",
        1.4,
        "Next notice deadline",
    ),
)
_YEARS = 5


def audit_state(case: Case) -> AuditState:
    """The view of the case's audit; of the last one where that of the register is still to come."""
    count = counted(len(case.register.contracts), "contracts")
    note = _day_note(case.as_of, case.today, follows=case.register.as_of is None)
    as_of = day_text(case.as_of)
    if not case.register.contracts:
        return AuditState(as_of, note=note, message=_NO_CONTRACTS, empty=True)
    audit = case.audit
    if audit is None:
        return AuditState(as_of, note=note, message=_AUDITING.format(count=count))
    if not case.fresh:
        note = f"figures of {day_text(audit.as_of)}, updating…"
    elif not audit.signed.any():
        note = _ALL_EXPIRED.format(count=count)
    return AuditState(
        as_of=as_of,
        tiles=_tiles(audit, case.register, case.result),
        findings=_findings(case.findings, audit),
        figures=_figures(audit, case.findings),
        maturity=_maturity(audit),
        selected=case.selected,
        note=note,
    )


def _day_note(as_of: date, today: date, *, follows: bool) -> str:
    """Where the day lies."""
    if follows:
        return "today; the audit follows the calendar"
    days = (as_of - today).days
    return "today" if days == 0 else days_text(days)


# The contracts in figures -----------------------------------------------------------------


def _make_figures(audit: Audit, findings: Sequence[Finding]) -> ContractTable:
    lowest = {each.contract: each.amount for each in findings if each.kind == _MISSING}
    keys = (
        "months_left",
        "remaining_obligation",
        "remaining_obligation_pv",
        "unavoidable_fees",
        "exit_cost",
        "effective_lock_in_months",
    )
    sizes = [getattr(audit, key).astype(float) for key in keys]
    notices = [np.nan if day is None else -float(day.toordinal()) for day in audit.next_notice]
    return ContractTable(
        "Contracts in figures",
        _FIGURES,
        Lazy(len(audit.contracts), lambda place: _figure_row(audit, place, lowest)),
        tuple(each.id for each in audit.contracts),
        # Notices are sorted from the next one on, so the nearest is the largest.
        np.array([*sizes, notices]),
        sorted_by=1,
        total=_figure_total(audit),
    )


def _figure_row(audit: Audit, place: int, lowest: Mapping[str, float]) -> ContractRow:
    """`lowest` holds what leaving costs at best, by contract, where a clause is missing."""
    contract, status = audit.contracts[place], _STATUS[audit.status[place]]
    elapsed, left = int(audit.months_elapsed[place]), int(audit.months_left[place])
    lock_in = float(audit.effective_lock_in_months[place])
    return ContractRow(
        contract.id,
        contract.supplier,
        contract.id,
        " · ".join(part for part in (status, contract.supplier) if part),
        (
            TableCell(
                f"{left:,}",
                str(left),
                f"of {elapsed + left:,}",
                f"{months_text(elapsed)} complete, {months_text(left)} left",
            ),
            _amount(float(audit.remaining_obligation[place])),
            _amount(float(audit.remaining_obligation_pv[place])),
            _amount(float(audit.unavoidable_fees[place])),
            _exit_cost(audit, place, lowest.get(contract.id)),
            TableCell(_lock_in(lock_in), repr(lock_in), tip=_left_by(audit, place)),
            _notice(audit, place),
        ),
        _contract_tip(audit, place),
    )


def _amount(value: float, tip: str = "") -> TableCell:
    return TableCell(money(value), repr(value), tip=tip)


def _lock_in(months: float) -> str:
    return f"{months:,.0f}" if months >= 99.5 or months == round(months) else f"{months:.1f}"


def _exit_cost(audit: Audit, place: int, best: float | None) -> TableCell:
    """How it comes about, and its range where a clause is missing."""
    worst, fees = float(audit.exit_cost[place]), float(audit.unavoidable_fees[place])
    if worst <= 0:
        return _amount(worst, "Nothing is owed, so leaving costs nothing")
    tip = f"{money(fees)} of fees that are owed even so, {money(worst - fees)} for leaving early"
    if best is None:
        return _amount(worst, tip)
    tip += f"\nA clause is missing: between {money(best)} and {money(worst)}, counted at the worst"
    return TableCell(money(worst), repr(worst), f"from {money(best)}", tip)


def _left_by(audit: Audit, place: int) -> str:
    """The last day of the contract, if notice is given on the day that is looked at."""
    months = round(float(audit.effective_lock_in_months[place]))
    if months <= 0:
        return "Nothing is owed from here on"
    if audit.months_elapsed[place] < 1:
        return f"It can be left after its first {months_text(months)}"
    last = month_end(audit.contracts[place].start, int(audit.months_elapsed[place]) + months)
    return f"With notice on {day_text(audit.as_of)} it can be left after {day_text(last)}"


def _notice(audit: Audit, place: int) -> TableCell:
    day = audit.next_notice[place]
    if day is None:
        return TableCell("none", "", tip="No renewal that notice could still prevent")
    days = (day - audit.as_of).days
    return TableCell(
        day_text(day),
        "",
        days_text(days),
        f"Notice until {day_text(day)} still prevents the renewal",
        tone="bad" if days <= thresholds()["notice_urgent"] else "",
    )


def _contract_tip(audit: Audit, place: int) -> str:
    contract = audit.contracts[place]
    last = day_text(month_end(contract.start, max(1, int(audit.committed_end[place]))))
    said = f"{contract.id}, {contract.supplier}"
    said += f": {contract.service}" if contract.service else ""
    lines = [
        said,
        f"{day_text(contract.start)} to {last}, {_STATUS[audit.status[place]] or 'running'}",
    ]
    if audit.beyond_timeline[place]:
        lines.append("Runs beyond the months that are computed: later fees are left out")
    return "\n".join(lines)


def _figure_total(audit: Audit) -> ContractRow:
    whole, signed = audit.portfolio, audit.signed
    unavoidable = float(audit.unavoidable_fees[signed].sum())
    blank = TableCell("")
    lock = whole.effective_lock_in_months
    left = whole.lock_in_months
    notices = [day for day, counts in zip(audit.next_notice, signed, strict=True) if day and counts]
    following = min(notices, default=None)
    return ContractRow(
        "",
        "",
        _TOTAL,
        "",
        (
            blank if left is None else TableCell(_lock_in(left), repr(left), tip="By spend"),
            _amount(whole.remaining_obligation),
            _amount(whole.remaining_obligation_pv),
            _amount(unavoidable),
            _amount(whole.exit_cost),
            blank if lock is None else TableCell(_lock_in(lock), repr(lock), tip="By spend"),
            blank if following is None else TableCell(day_text(following)),
        ),
    )


# The maturity -----------------------------------------------------------------------------


def _make_maturity(audit: Audit) -> ContractTable:
    """ASC 440: unconditional purchase obligations in each of five years, and after."""
    years = np.column_stack([audit.maturity, audit.maturity.sum(axis=1)])
    ends = [months_later(audit.as_of, 12 * year) for year in range(1, _YEARS + 1)]
    columns = [
        TableColumn(
            f"Year to\n{day_text(end)[-8:]}",
            f"Minimum fees that fall due in the 12 months to {day_text(end)}",
            copied=f"Year {year}, to {day_text(end)}, $m",
        )
        for year, end in enumerate(ends, start=1)
    ]
    later = f"after {day_text(ends[-1])}"
    columns.append(TableColumn("Later", f"Minimum fees {later}", 0.9, f"Later, {later}, $m"))
    columns.append(TableColumn("Total", "The remaining obligation", copied="Total, $m"))
    sums = np.array(audit.portfolio.maturity)
    return ContractTable(
        "Maturity of the obligation",
        tuple(columns),
        Lazy(len(audit.contracts), lambda place: _maturity_row(audit, years, place)),
        tuple(each.id for each in audit.contracts),
        years.T,
        sorted_by=len(columns) - 1,
        total=ContractRow("", "", _TOTAL, "", _year_cells(np.append(sums, sums.sum()))),
    )


def _maturity_row(audit: Audit, years: Array, place: int) -> ContractRow:
    contract, status = audit.contracts[place], _STATUS[audit.status[place]]
    note = " · ".join(part for part in (status, contract.supplier) if part)
    cells = _year_cells(years[place])
    return ContractRow(
        contract.id, contract.supplier, contract.id, note, cells, _contract_tip(audit, place)
    )


def _year_cells(values: Array) -> tuple[TableCell, ...]:
    """Years without anything step back."""
    cells = (_amount(value) for value in values.tolist())
    zero = money(0.0)
    return tuple(cell._replace(tone="text_muted" * (cell.text == zero)) for cell in cells)


_findings = Kept(findings_state)
_figures = Kept(_make_figures)
_maturity = Kept(_make_maturity)
_tiles = Kept(tiles_of)
