"""Which rows of the register are seen, and in which order; a large one is gone through once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from engine.contracts.contract import register_columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.contracts.contract import Contract

_SEARCHED = ("id", "supplier", "service", "reference", "currency_note")


class Look(NamedTuple):
    """How the user looks at the table: order and search. Not part of the register."""

    sorted_by: str = ""
    descending: bool = False
    search: str = ""


class Rows:
    """The rows of the contracts seen last; the same sequence while nothing about them changed."""

    def __init__(self) -> None:
        self._contracts: tuple[Contract, ...] | None = None
        self._look = Look()
        self._shown: Sequence[int] = ()
        self._texts: list[str] | None = None

    def shown(self, contracts: tuple[Contract, ...], look: Look) -> Sequence[int]:
        """The places of the contracts that are seen, in their order."""
        if contracts is not self._contracts:
            self._contracts, self._texts = contracts, None
        elif look == self._look:
            return self._shown
        self._look = look
        self._shown = self._found(contracts, look)
        return self._shown

    def _found(self, contracts: tuple[Contract, ...], look: Look) -> Sequence[int]:
        found: Sequence[int] = range(len(contracts))
        if words := look.search.lower().split():
            if self._texts is None:
                self._texts = [_text(each) for each in contracts]
            texts = self._texts
            found = [place for place in found if all(word in texts[place] for word in words)]
        return _sorted(contracts, found, look) if look.sorted_by else found


def _text(contract: Contract) -> str:
    return " ".join(str(getattr(contract, key)) for key in _SEARCHED).lower()


def _sorted(contracts: Sequence[Contract], places: Sequence[int], look: Look) -> list[int]:
    """By a column, blanks last whichever way; equal ones stay as they were."""
    key = look.sorted_by
    worded = register_columns()[key].kind in ("text", "unit")
    values = {place: getattr(contracts[place], key) for place in places}
    blank = [place for place in places if values[place] in (None, "", ())]
    filled = [place for place in places if values[place] not in (None, "", ())]
    if worded:
        filled.sort(key=lambda place: values[place].lower(), reverse=look.descending)
    else:
        filled.sort(key=lambda place: values[place], reverse=look.descending)
    return filled + blank
