"""The register of a project: contracts, quotes, and what both are read with."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engine.extra import NOTHING, Extra

if TYPE_CHECKING:
    from datetime import date

    from engine.contracts.contract import Contract
    from engine.contracts.quote import Quote

KW_PER_GPU = 1.36  # of a data centre, a GPU: register.md


@dataclass(frozen=True, slots=True)
class Watch:
    """What the user watches the quotes for.

    `last_look` is the day up to which quotes are known; a quote at or under `price`, in $ a
    GPU-hour, is pointed out.
    """

    last_look: date | None = None
    price: float | None = None


@dataclass(frozen=True, slots=True)
class Register:
    """Contracts in the user's order, ids each once; quotes likewise.

    `planned_supplier` is whom the plan is to buy from, where exclusivity would stand in its
    way. `studied` is the id of the contract that the scenario's own commitment stands for,
    empty where none does. `as_of` is the day that is looked at; None for today.
    """

    contracts: tuple[Contract, ...] = ()
    quotes: tuple[Quote, ...] = ()
    kw_per_gpu: float = KW_PER_GPU
    borrowing_rate: float | None = None  # a year; None: the model's default
    planned_supplier: str = ""
    studied: str = ""
    as_of: date | None = None
    watch: Watch = Watch()
    extra: Extra = field(default_factory=lambda: NOTHING)

    def contract(self, key: str) -> Contract | None:
        """That of an id; None where there is none."""
        return next((each for each in self.contracts if each.id == key), None)


EMPTY = Register()
