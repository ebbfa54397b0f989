"""The findings of an audit as rows to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.contracts.kept import Lazy
from app.contracts.money import money_range
from engine.contracts.finding import SEVERITIES
from engine.contracts.findings.table import kinds
from widgets.contracts.audit_states import FindingRow, FindingsState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.contracts.audit import Audit
    from engine.contracts.finding import Finding

_NONE = "Nothing was found that costs money or needs a decision."
_PORTFOLIO = "Portfolio"


def findings_state(findings: Sequence[Finding], audit: Audit) -> FindingsState:
    """As they are ranked: the money at stake decides."""
    grades = {severity: place for place, severity in enumerate(SEVERITIES)}
    return FindingsState(
        rows=Lazy(len(findings), lambda place: _row(findings[place], audit)),
        contracts=[finding.contract for finding in findings],
        grades=[grades[finding.severity] for finding in findings],
        message=_NONE,
    )


def _row(finding: Finding, audit: Audit) -> FindingRow:
    place = audit.places.get(finding.contract)
    money = money_range(finding.amount, finding.amount_high)
    return FindingRow(
        finding.contract,
        "" if place is None else audit.contracts[place].supplier,
        finding.severity,
        finding.contract or _PORTFOLIO,
        kinds().get(finding.kind, finding.kind),
        money if finding.amount_high else "",
        finding.message,
        finding.action,
        (repr(finding.amount), repr(finding.amount_high)),
    )
