"""Findings in the order in which they count, kept as columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, overload

from engine.contracts.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Findings(Sequence[Finding]):
    """Findings that are made when they are looked at.

    A large register has some 100,000: as objects they would be gone through by the garbage
    collector, which can't be stopped.
    """

    def __init__(self, columns: Iterable[Sequence[object]], order: Sequence[int]) -> None:
        """`columns` are those of `Finding`; `order` are the places in them, the first first."""
        self._columns = tuple(columns)
        self._order = order

    def __len__(self) -> int:
        return len(self._order)

    @overload
    def __getitem__(self, place: int) -> Finding: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Finding, ...]: ...
    def __getitem__(self, place: int | slice) -> Finding | tuple[Finding, ...]:
        if isinstance(place, slice):
            return tuple(Findings(self._columns, self._order[place]))
        row = self._order[place]
        return Finding._make(column[row] for column in self._columns)

    def __iter__(self) -> Iterator[Finding]:
        ordered = (map(column.__getitem__, self._order) for column in self._columns)
        return map(Finding._make, zip(*ordered, strict=True))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Findings | tuple):
            return NotImplemented
        return len(self) == len(other) and all(map(tuple.__eq__, self, other))
