"""The Register view: contracts are typed, pasted, added, moved; each change one step of undo."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from app.contracts.pasting import Anchor, paste
from app.contracts.register_edits import (
    duplicates,
    entered,
    inserted,
    moved,
    new_contract,
)
from app.contracts.register_rows import Look, Rows
from app.contracts.register_states import Told, register_state
from engine.contracts.cell_text import cell_text
from engine.contracts.contract import register_columns
from engine.files.amounts import CellError
from engine.files.atomic import FileError
from widgets.contracts.register_states import CellFault, table_columns
from widgets.language.spoken import said

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.contracts.bench import Bench
    from app.contracts.case import Case
    from app.slot import Slot
    from engine.contracts.contract import Contract

_Address = tuple[str, str]  # a contract and a column


class RegisterDesk:
    """Holds how the table is looked at, and the texts that were refused."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._look = Look()
        self._rows = Rows()
        self._faults: dict[_Address, CellFault] = {}
        self._refused_of: dict[_Address, Contract] = {}  # what the contracts were then
        self._told = Told()
        self._told_of: object = None  # the contracts after what was told
        self._begun = ""  # a contract whose supplier is to be typed
        bench.files.told.connect(self._tell)

    @property
    def _contracts(self) -> tuple[Contract, ...]:
        return self._bench.commands.register.contracts

    def connect_view(self, view: Any) -> None:
        view.contract_selected.connect(self._bench.select)
        view.cell_entered.connect(self._enter)
        view.cells_cleared.connect(self._clear)
        view.fault_forgotten.connect(self._forget)
        view.pasted.connect(self._paste)
        view.sort_chosen.connect(self._sort)
        view.rows_asked.connect(self.rows)
        view.searched.connect(self._search)
        view.told_closed.connect(self._close_told)
        view.file_asked.connect(self._bench.files.do)

    # -- what is shown

    @property
    def slots(self) -> tuple[Slot[Any], ...]:
        return ()

    def made_of(self, case: Case) -> object:
        faults = tuple(self._faults.items())
        contracts = case.register.contracts
        return (contracts, case.selected, self._look, faults, self._told, self._begun)

    def state(self, case: Case) -> object:
        contracts = case.register.contracts
        if self._told_of is not contracts:  # it went on, or undo took back what was told of
            self._told, self._told_of = Told(), contracts
        if self._faults:
            self._drop_mended(contracts)
        if self._begun and self._find(self._begun) is None:
            self._begun = ""
        shown = self._rows.shown(contracts, self._look)
        return register_state(case, shown, self._look, self._faults, self._told, self._begun)

    def _drop_mended(self, contracts: tuple[Contract, ...]) -> None:
        """A value that came by another way, such as undo, takes the place of what was typed."""
        by_id = {each.id: each for each in contracts}
        for address in tuple(self._faults):
            now, then = by_id.get(address[0]), self._refused_of[address]
            if now is None or getattr(now, address[1]) != getattr(then, address[1]):
                del self._faults[address]

    def _tell(self, text: str, refused: tuple[str, ...] = ()) -> None:
        """Below the table, until the register is another."""
        self._told, self._told_of = Told(text, refused), self._contracts
        self._bench.tools.request()

    def _close_told(self) -> None:
        self._tell("")

    # -- how it is looked at

    def _sort(self, key: str, descending: bool) -> None:
        self._look = self._look._replace(sorted_by=key, descending=descending)
        self._bench.tools.request()

    def _search(self, text: str) -> None:
        self._look = self._look._replace(search=text)
        self._bench.tools.request()

    # -- cells

    def _enter(self, contract: str, key: str, text: str) -> None:
        """A text that was typed into a cell: taken, or refused and kept in its place."""
        found = self._find(contract)
        if found is None:
            return
        self._begun = ""
        self._faults.pop((contract, key), None)
        try:
            changed = entered(found, key, text, self._taken(key, contract))
        except CellError as error:
            self._faults[contract, key] = CellFault(text, _sentence(str(error)))
            self._refused_of[contract, key] = found
        else:
            self._put({contract: changed}, _label(found, changed, key))
        self._bench.tools.request()

    def _clear(self, addresses: Sequence[_Address]) -> None:
        """Cells made blank. What can't be blank stays, and is named."""
        changed: dict[str, Contract] = {}
        by_id = {each.id: each for each in self._contracts}
        refused: list[str] = []
        for contract, key in addresses:
            if key == "id":
                continue  # a row is deleted as a row
            now = changed.get(contract) or by_id.get(contract)
            if now is None:
                continue  # it went away since the last frame
            try:
                changed[contract] = entered(now, key, "", ())
            except CellError as error:
                refused.append(f"{contract}: {error}")
            self._faults.pop((contract, key), None)
        cells = "a cell" if len(addresses) == 1 else f"{len(addresses):,} cells"
        self._put(changed, f"Clear {cells}")
        self._tell(refused[0] if refused else "", tuple(refused))

    def _forget(self, contract: str, key: str) -> None:
        self._faults.pop((contract, key), None)
        self._bench.tools.request()

    def _paste(self, text: str, contract: str, key: str) -> None:
        try:
            pasted = paste(self._contracts, text, self._anchor(contract, key))
        except (CellError, FileError) as error:
            fault = error.fault if isinstance(error, FileError) else str(error)
            self._tell(f"Nothing was pasted: {fault}", (fault,))
            return
        self._bench.commands.set_contracts(pasted.contracts, "Paste contracts")
        self._tell(pasted.summary(), pasted.refused)

    def _anchor(self, contract: str, key: str) -> Anchor:
        contracts = self._contracts
        ids = [contracts[place].id for place in self._rows.shown(contracts, self._look)]
        keys = [each.column.key for each in table_columns()]
        rows = ids[ids.index(contract) :] if contract in ids else []
        return Anchor(rows, keys[keys.index(key) :] if key in keys else keys)

    def _find(self, contract: str) -> Contract | None:
        return self._bench.commands.register.contract(contract)

    def _taken(self, key: str, contract: str) -> set[str]:
        """The other contracts' ids, where they matter."""
        return {each.id for each in self._contracts} - {contract} if key == "id" else set()

    def _put(self, changed: dict[str, Contract], label: str) -> None:
        """Contracts in place of those that had these ids."""
        register = self._bench.commands.register
        kept = tuple(changed.get(each.id, each) for each in register.contracts)
        studied = changed.get(register.studied)
        self._bench.commands.change(
            replace(register, contracts=kept, studied=studied.id if studied else register.studied),
            label,
        )
        for before, after in changed.items():
            if before != after.id:
                self._bench.select(after.id)

    # -- rows

    def rows(self, what: str, ids: Sequence[str]) -> None:
        """`add`, `duplicate`, `delete`, `up` or `down`; rows that are gone are left out."""
        there = {each.id for each in self._contracts}
        try:
            self._row_changes[what]([each for each in ids if each in there])
        except CellError as error:
            self._tell(_sentence(str(error)), (str(error),))
        self._bench.tools.request()

    def add(self) -> None:
        self.rows("add", ())

    def _add(self, ids: list[str]) -> None:
        register = self._bench.commands.register
        made = new_contract(register.contracts, self._bench.as_of())
        made = replace(made, supplier=str(said(made.supplier)))  # a name from now on
        joined = inserted(register.contracts, [made], ids[-1] if ids else "")
        self._look = self._look._replace(search="")  # else it might not be seen
        self._bench.commands.set_contracts(joined, f"Add {made.id}")
        self._bench.select(made.id)
        self._begun = made.id

    def _duplicate(self, ids: list[str]) -> None:
        copies = duplicates(self._contracts, set(ids))
        if copies:
            joined = inserted(self._contracts, copies, ids[-1])
            self._bench.commands.set_contracts(joined, f"Duplicate {_counted(ids)}")
            self._bench.select(copies[0].id)

    def _delete(self, ids: list[str]) -> None:
        gone = set(ids)
        contracts = self._contracts
        shown = [contracts[place].id for place in self._rows.shown(contracts, self._look)]
        if gone.isdisjoint(shown):
            return
        last = max(place for place, each in enumerate(shown) if each in gone)
        below = shown[last + 1 :]
        left = [each for each in shown if each not in gone]
        self._bench.commands.set_contracts(
            (each for each in contracts if each.id not in gone), f"Delete {_counted(ids)}"
        )
        self._bench.select(below[0] if below else left[-1] if left else "")

    def _move(self, ids: list[str], step: int) -> None:
        if not self._look.sorted_by:
            self._bench.commands.set_contracts(
                moved(self._contracts, set(ids), step), f"Move {_counted(ids)}"
            )

    @property
    def _row_changes(self) -> dict[str, Callable[[list[str]], None]]:
        return {
            "add": self._add,
            "duplicate": self._duplicate,
            "delete": self._delete,
            "up": lambda ids: self._move(ids, -1),
            "down": lambda ids: self._move(ids, 1),
        }


def _counted(ids: Sequence[str]) -> str:
    return ids[0] if len(ids) == 1 else f"{len(ids):,} contracts"


def _sentence(fault: str) -> str:
    return fault[:1].upper() + fault[1:] if fault[:1].isalpha() else fault


def _label(before: Contract, after: Contract, key: str) -> str:
    column = register_columns()[key]
    old, new = cell_text(column, before) or "blank", cell_text(column, after) or "blank"
    return f"{column.label} of {before.id} {old} → {new}"
