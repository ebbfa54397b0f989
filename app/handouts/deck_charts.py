"""Native charts of a deck: the numbers of a picture in a sheet that opens on a double click."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import (
    XL_AXIS_CROSSES,
    XL_CHART_TYPE,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.dml import MSO_LINE
from pptx.util import Inches, Pt

from app.handouts.deck_axis import labels_of, value_axis_of
from app.handouts.deck_drawn import Box, Drawn
from app.handouts.deck_floating import floating_columns, paint_floating
from app.handouts.deck_formats import axis_format, label_format
from app.handouts.deck_look import colour
from app.handouts.deck_marks import lay_lines_over, name_line_ends, place_plot, skip_labels
from app.handouts.deck_text import shortened
from app.handouts.deck_workbook import chart_workbook
from widgets.language.spoken import said

if TYPE_CHECKING:
    from widgets.picture import PictureTable

MAX_SERIES_NAME = 40
_FONT = 11
_FEW_BARS = 24  # that have room for their numbers
_TYPES = {
    "lines": XL_CHART_TYPE.LINE,
    "dots": XL_CHART_TYPE.LINE_MARKERS,
    "bars": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "stacked": XL_CHART_TYPE.COLUMN_STACKED,
    "lying_bars": XL_CHART_TYPE.BAR_CLUSTERED,
}
_LINES = ("lines", "dots")


def add_chart(slide: Any, box: Box, table: PictureTable, fiscal_start: int, told: str) -> Any:
    """The chart of a picture whose columns share a unit; gives python-pptx's chart.

    `told` is what a screen reader says of it.
    """
    labels, every = labels_of(table, fiscal_start)
    columns = floating_columns(table) if table.floating else table.columns
    names = tuple(shortened(each.name, MAX_SERIES_NAME) for each in columns)
    axis = value_axis_of(table, table.columns)
    drawn = Drawn(table, columns, names, labels, every, axis)
    frame = slide.shapes.add_chart(_type(table), *map(Inches, box), _data(drawn))
    frame.name = shortened(table.title, MAX_SERIES_NAME)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", said(told))
    chart = frame.chart
    form = axis_format(axis, drawn.style)
    values = [each.values for each in columns]
    beside = [shortened(each, MAX_SERIES_NAME) for each in (table.rows_name, *table.rows)]
    sheet = chart_workbook(names, values, labels, form, beside)
    chart.part.chart_workbook.update_from_xlsx_blob(sheet)
    _dress(chart, drawn, form)
    _dress_series(chart, drawn, box)
    place_plot(chart, drawn, box)
    return chart


def _type(table: PictureTable) -> Any:
    return XL_CHART_TYPE.BAR_STACKED if table.floating else _TYPES[table.kind]


def _data(drawn: Drawn) -> Any:
    data = CategoryChartData(number_format=axis_format(drawn.axis, drawn.style))
    data.categories = drawn.labels
    for name, column in zip(drawn.names, drawn.columns, strict=True):
        data.add_series(name, column.values)
    return data


# Axes and legend ------------------------------------------------------------------------------


def _dress(chart: Any, drawn: Drawn, form: str) -> None:
    chart.font.size, chart.font.color.rgb = Pt(_FONT), colour("text_muted")
    chart.has_title = False
    chart.has_legend = len(drawn.names) > 1 and not drawn.direct and not drawn.table.floating
    if chart.has_legend:
        chart.legend.position = XL_LEGEND_POSITION.TOP
        chart.legend.include_in_layout = False
        chart.legend.font.size = Pt(_FONT)
    _dress_values(chart.value_axis, drawn, form)
    _dress_labels(chart, drawn)


def _dress_values(values: Any, drawn: Drawn, form: str) -> None:
    axis = drawn.axis
    values.minimum_scale, values.maximum_scale = axis.minimum, axis.maximum
    if len(axis.ticks) > 1:
        values.major_unit = axis.ticks[1].position - axis.ticks[0].position
    values.has_major_gridlines = True
    values.major_gridlines.format.line.color.rgb = colour("border")
    values.major_gridlines.format.line.width = Pt(0.5)
    values.format.line.fill.background()
    values.major_tick_mark = XL_TICK_MARK.NONE
    values.tick_labels.number_format, values.tick_labels.number_format_is_linked = form, False
    if drawn.table.kind == "lying_bars":
        # The first row is on top, so the axis' high side is below.
        values.tick_label_position = XL_TICK_LABEL_POSITION.HIGH
    if drawn.table.base is not None and drawn.table.kind == "lying_bars":
        values.crosses = XL_AXIS_CROSSES.CUSTOM
        values.crosses_at = drawn.table.base


def _dress_labels(chart: Any, drawn: Drawn) -> None:
    category = chart.category_axis
    category.has_major_gridlines = False
    category.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    category.major_tick_mark = XL_TICK_MARK.NONE
    category.format.line.color.rgb = colour("text_muted")
    if drawn.table.kind == "lying_bars":
        category.reverse_order = True
    elif drawn.every > 1:
        skip_labels(category, drawn.every)


# Series ---------------------------------------------------------------------------------------


def _dress_series(chart: Any, drawn: Drawn, box: Box) -> None:
    if drawn.table.floating:
        paint_floating(chart, drawn.table)
    elif drawn.table.kind in _LINES:
        for place, series in enumerate(chart.plots[0].series):
            _dress_line(series, drawn, place)
        if drawn.direct:
            name_line_ends(chart, drawn, box.height)
    else:
        _dress_bars(chart, drawn)


def _dress_line(series: Any, drawn: Drawn, place: int) -> None:
    column, ink = drawn.columns[place], colour(drawn.ink(place))
    series.smooth = False
    line = series.format.line
    dots = column.dots or drawn.table.kind == "dots"
    if dots:
        line.fill.background()
    else:
        line.color.rgb, line.width = ink, Pt(1.5 if column.dashed else 2.25)
        if column.dashed or drawn.again(place):
            line.dash_style = MSO_LINE.DASH if column.dashed else MSO_LINE.ROUND_DOT
    if dots or _has_lone(column.values):
        series.marker.style, series.marker.size = XL_MARKER_STYLE.CIRCLE, 6
        series.marker.format.fill.solid()
        series.marker.format.fill.fore_color.rgb = ink
        series.marker.format.line.color.rgb = ink
    else:
        series.marker.style = XL_MARKER_STYLE.NONE


def _has_lone(values: tuple[float | None, ...]) -> bool:
    """Whether a value stands between two that are missing: a line alone would not show it."""
    padded = (None, *values, None)
    groups = zip(padded, padded[1:], padded[2:], strict=False)
    return any(now is not None and last is None and then is None for last, now, then in groups)


def _dress_bars(chart: Any, drawn: Drawn) -> None:
    plot, table = chart.plots[0], drawn.table
    plot.gap_width = 25 if len(drawn.labels) > _FEW_BARS else 60
    plot.overlap = 100 if table.kind == "stacked" or table.base is not None else 0
    plot.vary_by_categories = False
    for place, series in enumerate(plot.series):
        if table.kind == "stacked" and drawn.columns[place].dashed:
            continue  # a line over what is stacked
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = colour(drawn.ink(place))
        series.invert_if_negative = False
    if table.kind == "stacked":
        lay_lines_over(chart, [place for place, each in enumerate(drawn.columns) if each.dashed])
        for series in chart.plots[1].series if len(chart.plots) > 1 else ():
            _dress_line(series, drawn, series._element.idx.val)
    elif len(drawn.labels) * len(drawn.names) <= _FEW_BARS:
        plot.has_data_labels = True
        labels = plot.data_labels
        labels.show_value = True
        labels.font.size, labels.font.color.rgb = Pt(_FONT - 1), colour("text")
        labels.number_format = label_format(drawn.axis, drawn.style)
        labels.number_format_is_linked = False
