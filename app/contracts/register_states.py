"""The register as a state: its rows, and what is said of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from engine.quantity import short
from widgets.contracts.register_states import RegisterState

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.contracts.case import Case
    from app.contracts.register_rows import Look
    from engine.contracts.contract import Contract
    from widgets.contracts.register_states import CellFault


class Told(NamedTuple):
    """What was done last in one line, and every cell of it that was refused."""

    text: str = ""
    refused: tuple[str, ...] = ()


def register_state(
    case: Case,
    shown: Sequence[int],
    look: Look,
    faults: Mapping[tuple[str, str], CellFault],
    told: Told,
    begun: str = "",
) -> RegisterState:
    """`shown` are the rows that the look leaves of the contracts."""
    contracts = case.register.contracts
    return RegisterState(
        contracts,
        shown,
        case.selected,
        look.sorted_by,
        look.descending,
        look.search,
        dict(faults),
        _note(contracts, shown, look),
        told.text,
        told.refused,
        begun,
    )


def _note(contracts: Sequence[Contract], shown: Sequence[int], look: Look) -> str:
    count = len(contracts)
    held = f"{count:,} {'contract' if count == 1 else 'contracts'}"
    if look.search and not shown:
        return f"None of {held} has these words"
    suppliers = len({each.supplier for each in contracts})
    fees = sum(each.monthly_fee for each in contracts)
    return " · ".join(
        (
            f"{len(shown):,} of {held}" if look.search else held,
            f"{suppliers:,} {'supplier' if suppliers == 1 else 'suppliers'}",
            f"monthly fees of {short(fees, 'money')} at signing",
        )
    )
