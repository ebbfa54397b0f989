"""What the dialog of correlations shows, as frozen values. Texts arrive formatted."""

from __future__ import annotations

from typing import NamedTuple


class CorrelationCell(NamedTuple):
    """One pair. `text` is what was typed where that was refused; `fault` says why."""

    value: float
    text: str  # "0.50"
    name: str  # "Revenue growth with Long-run growth: 0.50"
    fault: str = ""
    changed: bool = False  # by the repair that the notice tells of


class CorrelationsState(NamedTuple):
    """A square of cells, as many rows and columns as labels; symmetric."""

    labels: tuple[str, ...]
    cells: tuple[tuple[CorrelationCell, ...], ...]
    can_reset: bool
    notice: str = ""  # what was repaired
    notice_tip: str = ""
    fault: str = ""
