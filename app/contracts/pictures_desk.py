"""The Pictures view: of a large register, the pictures are made in the worker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.contracts.auditing import AT_ONCE
from app.contracts.connections import connect_pictures
from app.contracts.courses import beyond
from app.contracts.pictures_states import Pictures, pictures_of, pictures_state
from app.slot import Slot

if TYPE_CHECKING:
    from app.contracts.bench import Bench
    from app.contracts.case import Case


class PicturesDesk:
    """Joins the view, its builder and the worker."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._slot: Slot[Pictures] = Slot(bench.tools.worker, "pictures", bench.tools.request)

    @property
    def slots(self) -> tuple[Slot[Any], ...]:
        return (self._slot,)

    def connect_view(self, view: Any) -> None:
        view.contract_selected.connect(self._bench.select)
        connect_pictures(view, self._bench)

    def made_of(self, case: Case) -> object:
        return (case.of_register(), self._found(case))

    def state(self, case: Case) -> object:
        large = len(case.register.contracts) > AT_ONCE
        return pictures_state(case, self._found(case), wait=large)

    def _found(self, case: Case) -> Pictures | None:
        """The last answer of the worker; None where it isn't asked, or has none yet."""
        audit, register = case.audit, case.register
        if audit is None or len(register.contracts) <= AT_ONCE:
            return None
        also = beyond(audit, case.selected)
        self._slot.ask((audit, also), lambda stop: pictures_of(register, audit, also, stop))
        return self._slot.answer
