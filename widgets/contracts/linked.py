"""What links the views of contracts: the one that is selected, and what the hand is at."""

from __future__ import annotations

from typing import NamedTuple


class Pointed(NamedTuple):
    """A contract, or with an empty one all of a supplier's. Both empty: nothing."""

    contract: str = ""
    supplier: str = ""

    def covers(self, contract: str, supplier: str) -> bool:
        """Whether something of that contract and supplier is meant."""
        if self.contract and contract:
            return self.contract == contract
        return bool(self.supplier) and self.supplier == supplier


NOTHING = Pointed()
