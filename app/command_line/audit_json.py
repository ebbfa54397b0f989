"""An audit as JSON for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.command_line.json_text import line, whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from engine.contracts.audit.result import Audit
    from engine.contracts.finding import Finding
    from engine.files.register.read import Rejected

_COLUMNS = (
    "months_elapsed",
    "months_left",
    "remaining_obligation",
    "remaining_obligation_pv",
    "unavoidable_fees",
    "exit_cost",
    "effective_lock_in_months",
)


def audit_json(found: Audit, findings: Sequence[Finding], rejected: Sequence[Rejected]) -> str:
    """All of it, money in $m.

    `{"as_of", "contracts": [{"id", "supplier", "months_elapsed", "months_left",
    "remaining_obligation", "remaining_obligation_pv", "unavoidable_fees", "exit_cost",
    "effective_lock_in_months", "next_notice_deadline", "maturity": [6 numbers]}], "portfolio":
    {"remaining_obligation", "remaining_obligation_pv", "exit_cost", "lock_in_months",
    "effective_lock_in_months", "supplier_hhi", "exclusive_share", "maturity"}, "findings":
    [{"severity", "contract", "kind", "amount", "amount_high", "message", "action"}],
    "rejected": [{"row", "column", "value", "message"}]}`. A deadline that there is none of, and
    a share of fees where there are none, is null.
    """
    return whole(
        [
            ("as_of", line(found.as_of.isoformat())),
            ("contracts", _lines(_contracts(found))),
            ("portfolio", line(found.portfolio._asdict())),
            ("findings", _lines(each._asdict() for each in findings)),
            ("rejected", _lines(_rejected(each) for each in rejected)),
        ]
    )


def _contracts(found: Audit) -> Iterator[dict[str, object]]:
    columns = [getattr(found, key).tolist() for key in _COLUMNS]
    maturities = found.maturity.tolist()
    for place, contract in enumerate(found.contracts):
        deadline = found.next_notice[place]
        yield {
            "id": contract.id,
            "supplier": contract.supplier,
            **{key: column[place] for key, column in zip(_COLUMNS, columns, strict=True)},
            "next_notice_deadline": deadline.isoformat() if deadline else None,
            "maturity": maturities[place],
        }


def _rejected(each: Rejected) -> dict[str, object]:
    return {
        "row": each.row,
        "column": each.column,
        "value": each.value,
        "message": each.message,
    }


def _lines(values: Iterable[object]) -> str:
    """A list within `whole`, one line an entry."""
    inner = ",\n".join(f"    {line(value)}" for value in values)
    return f"[\n{inner}\n  ]" if inner else "[]"
