"""What the desks of the page's views work with, and what each of them can do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from app.contracts.case import Case
    from app.contracts.commands import RegisterCommands
    from app.contracts.files import RegisterFiles
    from app.slot import Slot
    from app.tools import Tools


@dataclass(frozen=True)
class Bench:
    """`select` takes a contract's id, `show_view` a view's place; `today` is the clock's day."""

    tools: Tools
    commands: RegisterCommands
    files: RegisterFiles
    select: Callable[[str], None]
    show_view: Callable[[int], None]
    today: Callable[[], date]

    def as_of(self) -> date:
        """The day that is looked at."""
        return self.commands.register.as_of or self.today()


class ViewDesk(Protocol):
    """One view's desk."""

    def connect_view(self, view: object) -> None: ...

    @property
    def slots(self) -> tuple[Slot[Any], ...]:
        """What it waits for."""

    def made_of(self, case: Case) -> object:
        """What the state depends on: while this is equal, the last state stands."""

    def state(self, case: Case) -> object: ...


@runtime_checkable
class TakesFiles(Protocol):
    """A view's desk that has a use of its own for a table that is dropped on it."""

    def take_file(self, path: str) -> None: ...
