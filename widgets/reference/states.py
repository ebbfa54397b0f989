"""What the model reference shows, as frozen values. Ids are the application's."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from widgets.explain.states import Piece
    from widgets.row_list import Row


class Formula(NamedTuple):
    """One formula with its links. `says` follows it: the reason that holds then."""

    caption: str
    pieces: tuple[Piece, ...]
    says: tuple[Piece, ...] = ()


class EntryState(NamedTuple):
    """One entry in full."""

    id: str
    title: str
    kind: str  # "Line item · Lock-in"
    key: str
    meaning: str
    facts: tuple[tuple[str, str], ...] = ()  # name and text: ("Unit", "$m: millions of dollars")
    status: str = ""  # of an input: reported, disputed...
    formulas: tuple[Formula, ...] = ()
    used_by: tuple[Piece, ...] = ()
    has_value: bool = True  # there is a number to explain


class Source(Protocol):
    """Where the window gets what it shows."""

    def rows(self, typed: str) -> tuple[Row, ...]:
        """The entries that were meant, best first; all in their sections if nothing was typed."""

    def entry(self, entry_id: str) -> EntryState | None:
        """The entry of that id, None where there is none."""
