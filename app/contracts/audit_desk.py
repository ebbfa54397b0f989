"""The Audit view: as of which day, and what the audit of that day tells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.contracts.audit_states import audit_state
from app.contracts.connections import connect_audit

if TYPE_CHECKING:
    from app.contracts.bench import Bench
    from app.contracts.case import Case
    from app.slot import Slot


class AuditDesk:
    """Joins the view and its builder."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def connect_view(self, view: Any) -> None:
        view.contract_selected.connect(self._bench.select)
        connect_audit(view, self._bench)

    @property
    def slots(self) -> tuple[Slot[Any], ...]:
        return ()

    def made_of(self, case: Case) -> object:
        return case.of_register(), case.result

    def state(self, case: Case) -> object:
        return audit_state(case)
