"""What python-pptx has no words for: where the plot stands, names at the ends of lines."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from lxml import etree
from pptx.oxml.ns import nsdecls, qn

from app.handouts.deck_look import hexadecimal
from widgets.chart.layout import spread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.handouts.deck_drawn import Box, Drawn

_LINE = 0.22  # inches that a name takes in height
_CHAR, _BOLD = 0.085, 0.09  # inches that a character of a label, and of a line's name, takes
_AXIS, _FLOOR, _TOP = 0.85, 0.38, 0.12  # inches for the value axis, the labels below, and above
_KEY, _LEGEND_WIDTH = 0.5, 0.8  # inches beside a name in a legend; the share that it may fill
_MOST_LEFT = 5.2  # inches for the labels of lying bars
_BESIDE = 0.006  # of the frame's width, between a line's end and its name
# Some programs draw a line from a name that was moved to where it would stand.
_NO_LEADERS = (
    '<c:extLst><c:ext uri="{CE6537A1-D6FC-4f65-9D91-7224C49458BB}" '
    'xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart">'
    '<c15:showLeaderLines val="0"/></c:ext></c:extLst>'
)


def skip_labels(category: Any, every: int) -> None:
    """Only every so many labels, and tick marks there."""
    axis = category._element
    last = axis.find(qn("c:noMultiLvlLbl"))
    for tag in ("c:tickLblSkip", "c:tickMarkSkip"):
        made = etree.Element(qn(tag), val=str(every))
        last.addprevious(made)


def place_plot(chart: Any, drawn: Drawn, box: Box) -> None:
    """The plot's place in its frame, by hand: room for what stands around it is known here."""
    longest = max(len(drawn.names[place]) for place in drawn.curves) if drawn.direct else 0
    left, right = _AXIS, longest * _BOLD + 0.3
    top = _legend_height(drawn, box) if chart.has_legend else _TOP
    if drawn.table.kind == "lying_bars":
        longest = max(map(len, drawn.labels), default=0)
        left, right = min(longest * _CHAR + 0.25, _MOST_LEFT), 0.5
    plot = chart._chartSpace.chart.plotArea
    for old in plot.findall(qn("c:layout")):
        plot.remove(old)
    plot.insert(
        0,
        etree.fromstring(
            f"<c:layout {nsdecls('c')}><c:manualLayout>"
            '<c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
            f'<c:x val="{left / box.width:.4f}"/><c:y val="{top / box.height:.4f}"/>'
            f'<c:w val="{1 - (left + right) / box.width:.4f}"/>'
            f'<c:h val="{1 - (top + _FLOOR) / box.height:.4f}"/>'
            "</c:manualLayout></c:layout>"
        ),
    )


def _legend_height(drawn: Drawn, box: Box) -> float:
    """Inches for as many lines as the names fill, with their keys."""
    width = sum(len(name) * _CHAR + _KEY for name in drawn.names)
    return math.ceil(width / (box.width * _LEGEND_WIDTH)) * _LINE + 0.16


def lay_lines_over(chart: Any, places: Sequence[int]) -> None:
    """Turns some of a bar chart's series into lines on the same axes."""
    bars = chart._chartSpace.chart.plotArea.find(qn("c:barChart"))
    every = bars.findall(qn("c:ser"))
    if not places or len(places) == len(every):
        return
    made = etree.fromstring(
        f'<c:lineChart {nsdecls("c")}><c:grouping val="standard"/><c:varyColors val="0"/>'
        '<c:marker val="1"/></c:lineChart>'
    )
    bars.addnext(made)
    for place in places:
        series = every[place]
        for child in series.findall(qn("c:invertIfNegative")):
            series.remove(child)
        made.insert(len(made) - 1, series)
    for axis in bars.findall(qn("c:axId")):
        made.append(etree.fromstring(etree.tostring(axis)))


def name_line_ends(chart: Any, drawn: Drawn, height: float) -> None:
    """Each line's name to the right of its last value, moved where two would collide.

    `height` is the frame's, inches.
    """
    ends = [_last(column.values) for column in drawn.columns]
    known = [place for place in drawn.curves if ends[place] is not None]
    span = (drawn.axis.maximum - drawn.axis.minimum) or 1.0
    share = (height - _FLOOR - _TOP) / height  # of the frame that is the plot
    wanted = [
        (drawn.axis.maximum - (drawn.columns[place].values[ends[place] or 0] or 0.0)) / span * share
        for place in known
    ]
    placed = spread(wanted, _LINE / height, 0.0, share)
    for place, want, stands in zip(known, wanted, placed, strict=True):
        end = ends[place]
        assert end is not None
        element = chart.plots[0].series[place]._element.get_or_add_dLbls()
        _write_label(element, end, drawn.ink(place), stands - want)


def _last(values: tuple[float | None, ...]) -> int | None:
    known = [place for place, value in enumerate(values) if value is not None]
    return known[-1] if known else None


def _write_label(labels: Any, place: int, ink: str, moved: float) -> None:
    """The series' name at one point, and nothing at all others."""
    for child in tuple(labels):
        labels.remove(child)
    layout = (
        f'<c:layout><c:manualLayout><c:x val="{_BESIDE}"/><c:y val="{moved:.4f}"/>'
        "</c:manualLayout></c:layout>"
    )
    paint = f'<a:solidFill><a:srgbClr val="{hexadecimal(ink)}"/></a:solidFill>'
    made = etree.fromstring(
        f'<c:dLbls {nsdecls("c", "a")}><c:dLbl><c:idx val="{place}"/>{layout}'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        f'<c:txPr><a:bodyPr wrap="none"/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="1100" b="1">{paint}'
        '</a:defRPr></a:pPr><a:endParaRPr lang="en-US"/></a:p></c:txPr>'
        f'<c:dLblPos val="r"/>{_shows(name=True)}</c:dLbl>'
        f"{_shows(name=False)}{_NO_LEADERS}</c:dLbls>"
    )
    for child in tuple(made):
        labels.append(child)


def _shows(*, name: bool) -> str:
    return (
        '<c:showLegendKey val="0"/><c:showVal val="0"/><c:showCatName val="0"/>'
        f'<c:showSerName val="{int(name)}"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
    )
