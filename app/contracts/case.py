"""What every view of the Contracts page is built from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from engine.contracts.audit import Audit
    from engine.contracts.contract import Contract
    from engine.contracts.finding import Finding
    from engine.contracts.quotes.market import MarketFit
    from engine.contracts.register import Register
    from engine.evaluate import Result
    from engine.project import Project
    from engine.scenario import Scenario


class Case(NamedTuple):
    """One frame of the page: the builders of all views take it and nothing else.

    `audit` and `findings` are of `register` at `as_of` where `fresh`; else they are the last
    ones, of another register or date, so that a contract may be missing from them. `audit` is
    None before the first answer and for a register without contracts; `market` where no curve
    can be fitted, and then `market_fault` says why. `as_of` is the register's date or today;
    `today` is the clock's day, read once a frame. `selected` is a contract's id, empty where
    none is; it is always in `register`. `scenario` is the current one of `project` and
    `result` its evaluation, with all formulas.
    """

    register: Register
    as_of: date
    today: date
    audit: Audit | None
    findings: Sequence[Finding]
    market: MarketFit | None
    market_fault: str
    selected: str
    fresh: bool
    project: Project
    scenario: Scenario
    result: Result

    def of_register(self) -> tuple[object, ...]:
        """All but the project, the scenario and its result."""
        return self[:-3]

    @property
    def contract(self) -> Contract | None:
        """The one that is selected."""
        return self.register.contract(self.selected) if self.selected else None
