"""What typing, pasting and moving rows makes of contracts. Knows no toolkit."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from engine.contracts.contract import MOST_CONTRACTS, Contract, register_columns
from engine.files.amounts import CellError
from engine.files.register.columns import contract_table
from engine.files.register.values import Reading, allowed, split_unit, value_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_TYPED = Reading()
_TERM = 36  # months of a contract that is added
_NUMBERED = re.compile(r"^(.*?)(\d+)$")


def entered(contract: Contract, key: str, text: str, taken: Collection[str]) -> Contract:
    """The contract with what was typed into a cell; blank puts back what blank means.

    `taken` are the other contracts' ids. Raises `CellError`.
    """
    column = register_columns()[key]
    value = value_of(text.strip() or None, column, _TYPED)
    if value is None:
        return _blanked(contract, key, taken)
    if key == "id" and value in taken:
        raise CellError(f"{text.strip()!r} is another contract’s; allowed: an id of its own")
    changed = _with(contract, key, value)
    unit = split_unit(text)[1] if key == "capacity" else ""
    return replace(changed, capacity_unit=unit) if unit else changed


def _blanked(contract: Contract, key: str, taken: Collection[str]) -> Contract:
    if key in contract_table().needed:
        column = register_columns()[key]
        raise CellError(f"{column.label} can’t be blank; {allowed(column)}")
    if key == "id":
        return replace(contract, id=free_id(contract.id, taken))
    default = Contract.__dataclass_fields__[key].default if key != "supplier" else ""
    return _with(contract, key, default)


def _with(contract: Contract, key: str, value: Any) -> Contract:
    return replace(contract, **{key: value})


def new_contract(contracts: Sequence[Contract], as_of: date) -> Contract:
    """A contract to be filled in: it starts with the month after `as_of` and costs nothing yet."""
    last = contracts[-1].id if contracts else "C-000"
    start = date(as_of.year + as_of.month // 12, as_of.month % 12 + 1, 1)
    made = free_id(last, {each.id for each in contracts})
    return Contract(made, "New supplier", start, _TERM, 0.0)


def free_id(like: str, taken: Collection[str]) -> str:
    """The next id of the same kind that is free: C-008 after C-007."""
    match = _NUMBERED.match(like)
    stem, digits = (match[1], match[2]) if match else (f"{like}-" if like else "C-", "1")
    number = int(digits)
    while True:
        number += 1
        made = f"{stem}{number:0{len(digits)}d}"
        if made not in taken:
            return made


# Rows ------------------------------------------------------------------------------------


def inserted(
    contracts: Sequence[Contract], new: Sequence[Contract], after: str
) -> tuple[Contract, ...]:
    """With more contracts behind the one of an id, or at the end. Raises `CellError`."""
    if len(contracts) + len(new) > MOST_CONTRACTS:
        raise CellError(f"a register holds up to {MOST_CONTRACTS:,} contracts")
    place = next((at for at, each in enumerate(contracts) if each.id == after), len(contracts) - 1)
    return (*contracts[: place + 1], *new, *contracts[place + 1 :])


def duplicates(contracts: Sequence[Contract], ids: Collection[str]) -> list[Contract]:
    """Copies of contracts under ids of their own."""
    taken = {each.id for each in contracts}
    made = []
    for each in contracts:
        if each.id in ids:
            copy = replace(each, id=free_id(each.id, taken))
            taken.add(copy.id)
            made.append(copy)
    return made


def moved(contracts: Sequence[Contract], ids: Collection[str], step: int) -> tuple[Contract, ...]:
    """With contracts one place up (-1) or down (1); those that meet the end stay."""
    rows = list(contracts)
    order = range(len(rows)) if step < 0 else range(len(rows) - 1, -1, -1)
    for at in order:
        to = at + step
        if rows[at].id in ids and 0 <= to < len(rows) and rows[to].id not in ids:
            rows[at], rows[to] = rows[to], rows[at]
    return tuple(rows)


def merged(held: Sequence[Contract], new: Sequence[Contract]) -> tuple[tuple[Contract, ...], int]:
    """With more contracts behind those there are; how many of them had to get another id."""
    taken, renamed = {each.id for each in held}, 0
    made = list(held)
    for each in new:
        own = each
        if each.id in taken:
            own, renamed = replace(each, id=free_id(each.id, taken)), renamed + 1
        taken.add(own.id)
        made.append(own)
    return tuple(made), renamed
