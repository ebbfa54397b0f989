"""The audit of a register: at once where it is small, in the worker where it is large."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QTimer

from app.slot import Slot

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from app.worker import Stop, Worker
    from engine.contracts.audit import Audit
    from engine.contracts.contract import Contract
    from engine.contracts.finding import Finding
    from engine.contracts.quote import Quote
    from engine.contracts.quotes.market import MarketFit
    from engine.contracts.register import Register

_TICK = 200  # ms between two looks at the progress
AT_ONCE = 200  # contracts and quotes: fewer take less than a frame


class Found(NamedTuple):
    """What an audit came to. None where there is nothing to audit or no curve to fit."""

    audit: Audit | None = None
    findings: Sequence[Finding] = ()
    market: MarketFit | None = None
    market_fault: str = ""


class _Question(NamedTuple):
    """What the answer depends on: looks and selections don't count."""

    contracts: tuple[Contract, ...]
    quotes: tuple[Quote, ...]
    kw_per_gpu: float
    borrowing_rate: float | None
    planned_supplier: str
    studied: str
    as_of: date

    @classmethod
    def of(cls, register: Register, as_of: date) -> _Question:
        return cls(
            register.contracts,
            register.quotes,
            register.kw_per_gpu,
            register.borrowing_rate,
            register.planned_supplier,
            register.studied,
            as_of,
        )


class Auditing:
    """The last audit, and whether it is of what is asked now."""

    def __init__(self, worker: Worker, request: Callable[[], None]) -> None:
        self._slot: Slot[Found] = Slot(worker, "contracts", request)
        self._at_once = Found()
        self._of: object = None  # what was audited at once
        self._asked: object = None
        self.share = 0.0  # of the contracts that are audited by now
        self._request = request
        self._ticks = QTimer(worker)
        self._ticks.setInterval(_TICK)
        self._ticks.timeout.connect(self._tick)

    def ask(self, register: Register, as_of: date) -> None:
        question = _Question.of(register, as_of)
        self._asked = question
        if len(register.contracts) + len(register.quotes) > AT_ONCE:
            self._of = None
            if question != self._slot.asked:
                self.share = 0.0
            self._slot.ask(question, lambda stop: find(register, as_of, stop, self._progressed))
            if self.busy and not self._ticks.isActive():
                self._ticks.start()
            return
        self._slot.stop()
        if self._of != question:
            self._at_once, self._of = find(register, as_of), question

    def _progressed(self, done: int, whole: int) -> None:
        """Called in the worker's thread: only kept, and shown with the next tick."""
        self.share = done / whole

    def _tick(self) -> None:
        if not self.busy:
            self._ticks.stop()
        self._request()

    @property
    def found(self) -> Found:
        """The last there is."""
        if self._of is not None:
            return self._at_once
        return self._slot.answer or self._at_once

    @property
    def fresh(self) -> bool:
        """Whether it is of what is asked now."""
        return self._of is not None or (self._slot.fresh and self._slot.asked == self._asked)

    @property
    def busy(self) -> bool:
        return self._of is None and self._slot.busy

    @property
    def stopped(self) -> bool:
        return self._of is None and self._slot.stopped

    @property
    def fault(self) -> str:
        """Why there is no answer to what is asked now."""
        return self._slot.fault if self._of is None else ""

    def stop(self) -> None:
        self._slot.stop()


def find(
    register: Register,
    as_of: date,
    stop: Stop | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Found:
    """Audits a register. `stop` is called often and may raise; `progress` takes how many
    contracts are done, of how many.
    """
    from engine.contracts.audit import audit
    from engine.contracts.findings import findings

    market, fault = _market(register)
    if not register.contracts:
        return Found(market=market, market_fault=fault)
    made = audit(register, as_of, stop=stop, progress=progress)
    return Found(made, findings(register, made, market=market, stop=stop), market, fault)


def _market(register: Register) -> tuple[MarketFit | None, str]:
    """The curve, or why there is none; for a register without quotes neither."""
    from engine.contracts.quotes.market import MarketFit, fit

    if not register.quotes:
        return None, ""
    found = fit(register.quotes, register.kw_per_gpu)
    return (found, "") if isinstance(found, MarketFit) else (None, found.reason)
