"""The audit of a register as text for people; see `audit_json` for programs."""

from __future__ import annotations

import textwrap
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from app.command_line.audit_json import audit_json
from app.command_line.columns import columns
from app.command_line.console import UsageError, complain
from app.command_line.quotes_market import market_of, market_text
from engine.contracts.audit import audit
from engine.contracts.cell_text import day_text
from engine.contracts.finding import SEVERITIES
from engine.contracts.findings import findings
from engine.contracts.register import Register
from engine.files.register.read import read_register
from engine.model.catalogue import MONTHS, catalogue
from engine.quantity import short
from engine.quantity_text import QuantityError, Range, parse
from engine.scenario import InputError, allowed, check_value

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from engine.contracts.audit import Audit
    from engine.contracts.finding import Finding
    from engine.contracts.quotes.market import MarketFit
    from engine.files.register.read import RegisterReading

FOUND = 3  # the exit code where a finding is as severe as was asked
_MOST = 50  # contracts, findings and cells that are listed
_WIDTH = 100
_YEAR = 12
_NAME = 28  # signs of an id or a name
_RATE = "borrowing_rate"
_STATUS = {
    "not_started": "not started",
    "running": "running",
    "renewed": "renewed",
    "expired": "expired",
}


class Report(NamedTuple):
    """What is printed, and the exit code."""

    text: str
    code: int


def report(options: Namespace) -> Report:
    """What `tenor audit` prints. Raises `FileError`, `UsageError`."""
    reading = read_register(options.register)
    register = Register(
        contracts=reading.contracts,
        kw_per_gpu=options.kw_per_gpu,
        borrowing_rate=None if options.borrowing_rate is None else _rate(options.borrowing_rate),
        planned_supplier=options.planned_supplier,
    )
    for notice in reading.notices:
        complain(f"{options.register}: {notice}")
    if reading.rejected and not reading.contracts:
        complain(f"{options.register}: no row could be read, so nothing was audited")
    market = market_of(options.quotes, register.kw_per_gpu) if options.quotes else None
    found = audit(register, options.today or date.today())
    ranked = findings(register, found, market=market)
    if options.format == "json":
        text = audit_json(found, ranked, reading.rejected)
    else:
        text = table_text(options.register.name, register, found, ranked, reading, market)
    return Report(text, FOUND if _fails(ranked, options.fail_on) else 0)


def _rate(text: str) -> float:
    """A yearly rate such as `8%` or `0.08`. Raises `UsageError`."""
    item = catalogue().inputs[_RATE]
    try:
        try:
            value = float(text)
        except ValueError:
            value = parse(text, "percent", Range(item.minimum, item.maximum), shown=False)
        return check_value(_RATE, value)
    except QuantityError as error:
        raise UsageError(f"--borrowing-rate {text}: {error}; {allowed(item)}") from None
    except InputError as error:
        raise UsageError(f"--borrowing-rate {text}: {error.fault}; 8% is 0.08") from None


def _fails(found: Sequence[Finding], severity: str | None) -> bool:
    """Whether there is a finding of that severity or worse."""
    if severity is None:
        return False
    counted = SEVERITIES[: SEVERITIES.index(severity) + 1]
    return any(each.severity in counted for each in found)


# For people ----------------------------------------------------------------------------------


def table_text(
    name: str,
    register: Register,
    found: Audit,
    ranked: Sequence[Finding],
    reading: RegisterReading,
    market: MarketFit | None = None,
) -> str:
    """The portfolio, its maturity, the contracts, the market if quotes were given, what was
    found, and the cells not read.
    """
    counted = int(found.signed.sum())
    title = (
        f"{name}: {_counted(len(found.contracts), 'contract')} as of {day_text(found.as_of)}, "
        f"{counted:,} of them not expired"
    )
    parts = [title, _portfolio_table(register, found), _maturity_table(found)]
    if found.contracts:
        parts.append(_contract_table(found))
    if market is not None:
        parts.append(market_text(market, found.as_of))
    parts += [_beyond(found), _finding_text(ranked), _rejected_text(reading)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _portfolio_table(register: Register, found: Audit) -> str:
    sums, rate = found.portfolio, register.borrowing_rate
    rate = catalogue().inputs[_RATE].default if rate is None else rate
    present = f"Present value of it, at {short(rate, 'percent')} a year"
    rows = [
        ("Remaining obligation", short(sums.remaining_obligation, "money")),
        (present, short(sums.remaining_obligation_pv, "money")),
        ("Exit cost", short(sums.exit_cost, "money")),
        ("Lock-in, weighted with fees", _months(sums.lock_in_months)),
        ("Effective lock-in, weighted with fees", _months(sums.effective_lock_in_months)),
        ("Concentration of suppliers (HHI)", _number(sums.supplier_hhi)),
        ("Share of fees with exclusivity", _share(sums.exclusive_share)),
    ]
    return "\n".join(columns(rows, words=(0,)))


def _months(value: float | None) -> str:
    return "none" if value is None else f"{short(value, 'month')} months"


def _number(value: float | None) -> str:
    return "none" if value is None else f"{value:,.0f}"


def _share(value: float | None) -> str:
    return "none" if value is None else short(value, "percent")


def _maturity_table(found: Audit) -> str:
    amounts = found.portfolio.maturity
    starts = range(1, _YEAR * (len(amounts) - 1), _YEAR)
    labels = [*(f"months {first} to {first + _YEAR - 1}" for first in starts), "later"]
    rows = [(label, short(each, "money")) for label, each in zip(labels, amounts, strict=True)]
    rows.append(("all", short(sum(amounts), "money")))
    return "\n".join(columns([("Minimum fees due", ""), *rows], words=(0,)))


def _contract_table(found: Audit) -> str:
    head = ["Contract", "Supplier", "", "Months left", "Remaining", "Present value", "Unavoidable"]
    head += ["Exit cost", "Lock-in", "Notice by"]
    order = np.argsort(-found.remaining_obligation, kind="stable")
    shown = sorted(order[:_MOST].tolist())
    text = "\n".join(columns([head, *(_row(found, place) for place in shown)], (0, 1, 2, 9)))
    more = len(found.contracts) - len(shown)
    return f"{text}\n... and {more:,} that owe less; --format json has all" if more else text


def _row(found: Audit, place: int) -> list[str]:
    contract, deadline = found.contracts[place], found.next_notice[place]
    amounts = (
        found.remaining_obligation,
        found.remaining_obligation_pv,
        found.unavoidable_fees,
        found.exit_cost,
    )
    return [
        _brief(contract.id),
        _brief(contract.supplier),
        _STATUS[found.status[place]],
        f"{found.months_left[place]:,}",
        *(short(float(column[place]), "money") for column in amounts),
        short(float(found.effective_lock_in_months[place]), "month"),
        day_text(deadline) if deadline else "",
    ]


def _beyond(found: Audit) -> str:
    names = [
        contract.id
        for contract, beyond in zip(found.contracts, found.beyond_timeline, strict=True)
        if beyond
    ]
    if not names:
        return ""
    listed = ", ".join(map(_brief, names[:10])) + (", ..." if len(names) > 10 else "")
    return textwrap.fill(
        f"longer than the model's {MONTHS} months, computed on those that fit: {listed}", _WIDTH
    )


def _finding_text(ranked: Sequence[Finding]) -> str:
    if not ranked:
        return "Nothing found."
    parts = [_counted(len(ranked), "finding")]
    for each in ranked[:_MOST]:
        head = f"{each.severity.upper():<6}  {_amount(each)}"
        body = f"{each.message} {each.action}".strip()
        text = textwrap.fill(body, _WIDTH, initial_indent=" " * 8, subsequent_indent=" " * 8)
        parts.append(f"{head}  {_brief(each.contract) or 'portfolio'}\n{text}")
    if len(ranked) > _MOST:
        parts.append(f"... and {len(ranked) - _MOST:,} more; --format json has all")
    return "\n".join(parts)


def _amount(each: Finding) -> str:
    low, high = short(each.amount, "money"), short(each.amount_high, "money")
    return low if low == high else f"{low} to {high}"


def _rejected_text(reading: RegisterReading) -> str:
    count = len(reading.rejected) + reading.more
    if not count:
        return ""
    parts = [f"Not read: {_counted(count, 'cell')}; their rows are left out"]
    for each in reading.rejected[:_MOST]:
        place = f"row {each.row}, {each.column}" if each.column else f"row {each.row}"
        parts.append(f"  {place}: {_brief(each.message, _WIDTH)}")
    if count > _MOST:
        parts.append(f"  ... and {count - _MOST:,} more; --format json has all that are told")
    return "\n".join(parts)


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _brief(text: str, width: int = _NAME) -> str:
    """On one line, without what a terminal would take for a command, not too wide."""
    shown = "".join(sign if sign.isprintable() else " " for sign in text).strip()
    return shown if len(shown) <= width else f"{shown[: width - 3].rstrip()}..."
