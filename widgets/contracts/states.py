"""What the Contracts page shows."""

from __future__ import annotations

from typing import NamedTuple

VIEWS = ("Register", "Audit", "Pictures", "Quotes", "Plan")
REGISTER, AUDIT, PICTURES, QUOTES, PLAN = range(5)


class ContractsState(NamedTuple):
    """`part` is the state of the view that is seen; None until there is anything to show."""

    view: int
    part: object = None
    status: str = ""  # what goes on: "auditing…", "stopped"
    busy: bool = False  # whether that can be cancelled
