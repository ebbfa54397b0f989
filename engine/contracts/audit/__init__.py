"""The audit of a register: what is owed, what leaving costs and until when, as of a date."""

from __future__ import annotations

from engine.contracts.audit.course import Course, course, obligation_by_supplier
from engine.contracts.audit.months import ContractMonths, by_month
from engine.contracts.audit.notice import next_notices
from engine.contracts.audit.result import Audit, Portfolio
from engine.contracts.audit.run import audit

__all__ = [
    "Audit",
    "ContractMonths",
    "Course",
    "Portfolio",
    "audit",
    "by_month",
    "course",
    "next_notices",
    "obligation_by_supplier",
]
