"""Where one has been, for back and forward."""

from __future__ import annotations

_MOST = 200


class History:
    """Ids in the order of their visits, and the place among them."""

    def __init__(self) -> None:
        self._visited: list[str] = []
        self._place = -1
        self._passing = False  # whether the last visit was only in passing

    @property
    def current(self) -> str:
        return self._visited[self._place] if self._visited else ""

    @property
    def back_to(self) -> str:
        """What back would show; empty if nothing."""
        return self._visited[self._place - 1] if self._place > 0 else ""

    @property
    def forward_to(self) -> str:
        return self._visited[self._place + 1] if self._place + 1 < len(self._visited) else ""

    def visit(self, entry: str, *, passing: bool = False) -> None:
        """Goes to an entry. One that is only passed is not kept when the next is passed too."""
        if entry == self.current:
            self._passing = self._passing and passing
            return
        kept = self._place if self._passing and passing else self._place + 1
        self._visited[max(0, kept) :] = [entry]
        del self._visited[:-_MOST]
        self._place = len(self._visited) - 1
        self._passing = passing

    def go(self, by: int) -> str:
        """Back (-1) or forward (1), as far as there is something. Where that is."""
        self._place = max(0, min(self._place + by, len(self._visited) - 1))
        self._passing = False
        return self.current
