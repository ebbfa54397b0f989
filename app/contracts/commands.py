"""What is done to the register: each one step that undo takes back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.contracts.cell_text import day_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from app.session import Session
    from engine.contracts.contract import Contract
    from engine.contracts.register import Register
    from engine.project import Project


_LET_GO = "The plan is fed with its incumbents again: take the register anew on the Plan view"
MOST_FOLLOWED = 2_000  # contracts whose supply is made anew in a fifth of a second


def with_register(project: Project, register: Register) -> Project:
    """The project with another register, and a plan that follows it where it is fed with it.

    A file makes the plan's supply anew from the register, so the two never differ: of very many
    contracts, which take long, the plan lets go until they are taken again on the Plan view. A
    contract that was studied and is gone is studied no more.
    """
    if register.studied and register.contract(register.studied) is None:
        register = replace(register, studied="")
    before, changed = project.register, replace(project, register=register)
    if project.supply is None or _feeds(before) == _feeds(register):
        return changed
    from engine.contracts.plan import refreshed, removed

    few = len(register.contracts) <= MOST_FOLLOWED
    return refreshed(changed) if few else removed(changed)


def _feeds(register: Register) -> tuple[object, ...]:
    """What the plan depends on."""
    return (register.contracts, register.kw_per_gpu, register.studied, register.as_of)


class RegisterCommands:
    """Changes the project's register."""

    def __init__(self, session: Session, say: Callable[[str], None]) -> None:
        """`say` tells the user something in one line."""
        self._session = session
        self._say = say

    @property
    def project(self) -> Project:
        return self._session.project

    @property
    def register(self) -> Register:
        return self._session.project.register

    def change(self, register: Register, label: str) -> None:
        """Another register in place of the project's; nothing where it is the same."""
        if register == self.register:
            return
        before, changed = self.project, with_register(self.project, register)
        self._session.change(changed, label)
        if before.supply is not None and changed.supply is None:
            self._say(_LET_GO)

    def set_contracts(self, contracts: Iterable[Contract], label: str) -> None:
        """The contracts, ids each once."""
        self.change(replace(self.register, contracts=tuple(contracts)), label)

    def set_as_of(self, day: date | None, today: date) -> None:
        """The day that is looked at; None for today, whatever day that is.

        A plan that is fed with the register needs a day that stays: then today is one.
        """
        if day is None and self.project.supply is not None:
            day = today
        words = day_text(day) if day else "today"
        self.change(replace(self.register, as_of=day), f"As of {words}")
