"""A chart of fans in which any month can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from widgets.states import ChartState


class ReadMonth(NamedTuple):
    """What the chart says of one month: over the line that is moved, and beside each fan.

    `labels` has, for each fan, one text for each of its labels.
    """

    text: str
    labels: tuple[tuple[str, ...], ...]


class ReadChartState(NamedTuple):
    """`reads` has one entry a month; the chart's decision month is the one that is read first."""

    chart: ChartState
    reads: tuple[ReadMonth, ...] = ()
