"""A picture of the window as slides: a native chart, or a native table, and its sentence."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from app.handouts.content import Table
from app.handouts.deck_charts import add_chart
from app.handouts.deck_drawn import Box
from app.handouts.deck_look import BODY, FLOOR, LEFT, ROOM
from app.handouts.deck_slides import LEAD_SIZE, add_text
from app.handouts.deck_tables import add_table, parts_of
from app.handouts.deck_text import lines_in, shortened
from widgets.language.spoken import joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.handouts.content import Picture
    from app.handouts.deck_slides import Slides
    from widgets.picture import PictureColumn, PictureTable

_CAPTION = 0.3  # inches for the line above a chart
_LYING = 16  # rows of lying bars on a slide
_MOST_CELLS = 400  # of a table that is shown whole: a map has thousands
_MAP_ROWS, _MAP_COLUMNS = 14, 13  # of a map


def add_picture(slides: Slides, picture: Picture, kicker: str, fiscal_start: int) -> None:
    """One slide, or more where there are several units or too many bars for one."""
    table = picture.table
    told = picture.sentence or table.sentence or table.subtitle
    if not table.rows or not table.columns:
        slide = slides.add(table.title, kicker, notes=table.note or told)
        text = shortened(table.note or "There is nothing to show.", 300)
        add_text(slide, (LEFT, 3.2, ROOM, 0.8), text, 18, "text_muted", anchor="middle")
        return
    if table.kind == "table":
        _add_numbers(slides, table, kicker, told)
        return
    pieces = list(_pieces(table))
    for number, piece in enumerate(pieces, 1):
        title = numbered(table.title, number, len(pieces))
        lead = table.subtitle or told
        slide = slides.add(title, kicker, lead, told)
        top = below(lead)
        unit = _caption(piece)
        if unit:
            add_text(slide, (LEFT, top, ROOM, _CAPTION), unit, 11, "text_muted")
            top += _CAPTION
        box = Box(LEFT, top, ROOM, FLOOR - top)
        add_chart(slide, box, piece, fiscal_start, told)


def _caption(table: PictureTable) -> str:
    """The unit, and what the dots are, which have no end to be named at."""
    dots = ", ".join(column.name for column in table.columns if column.dots)
    named = shortened(f"Dots: {dots}", 96) if dots else ""
    return joined(" · ", _unit(table), named)


def _has_numbers(column: PictureColumn) -> bool:
    return any(value is not None for value in column.values)


def _unit(table: PictureTable) -> str:
    """The unit in words, where neither the axis nor the line under the title says it."""
    unit = table.values_name
    if unit.startswith("$m"):  # the axis has its own prefix
        unit = f"${unit.removeprefix('$m')}"
    return "" if unit == "$" or unit in table.subtitle else shortened(unit, 80)


def numbered(title: str, number: int, count: int) -> str:
    """Which slide of how many with one title."""
    return joined(" ", title, f"({number} of {count})") if count > 1 else title


def _pieces(table: PictureTable) -> Iterator[PictureTable]:
    """By unit, since a chart has one axis, and lying bars by as many as can be read."""
    styles = dict.fromkeys(column.style for column in table.columns)
    for style in styles:
        columns = tuple(each for each in table.columns if each.style == style)
        name = table.values_name if len(styles) == 1 else columns[0].name
        step = _LYING if table.kind == "lying_bars" else len(table.rows)
        for first in range(0, len(table.rows), step):
            yield table._replace(
                rows=table.rows[first : first + step],
                columns=tuple(_cut(each, first, step) for each in columns),
                values_name=name,
            )


def _cut(column: PictureColumn, first: int, step: int) -> PictureColumn:
    part = slice(first, first + step)
    return column._replace(values=column.values[part], texts=column.texts[part])


def _add_numbers(slides: Slides, table: PictureTable, kicker: str, told: str) -> None:
    """A map's numbers: every so many of its rows and columns, so that a slide holds them."""
    thinned = len(table.rows) * len(table.columns) > _MOST_CELLS
    every = math.ceil(len(table.rows) / _MAP_ROWS) if thinned else 1
    beside = math.ceil(len(table.columns) / _MAP_COLUMNS) if thinned else 1
    rows, columns = range(0, len(table.rows), every), table.columns[::beside]
    texts = Table(
        table.title,
        (table.rows_name, *(each.name for each in columns)),
        tuple((table.rows[row], *(each.text(row) for each in columns)) for row in rows),
        frozenset(place for place, each in enumerate(columns, 1) if _has_numbers(each)),
    )
    shown = (
        f"{len(rows)} of {len(table.rows)} rows and {len(columns)} of {len(table.columns)} "
        f"columns are shown."
    )
    top = below(table.subtitle)
    parts = list(parts_of(texts, FLOOR - top - _CAPTION))
    for number, part in enumerate(parts, 1):
        slide = slides.add(numbered(table.title, number, len(parts)), kicker, table.subtitle, told)
        caption = joined(" · ", _unit(table), shown if thinned else "")
        add_text(slide, (LEFT, top, ROOM, _CAPTION), shortened(caption, 150), 11, "text_muted")
        add_table(slide, part, top + _CAPTION)


def below(lead: str) -> float:
    """Where the body begins under a line or two of text."""
    return BODY if lines_in(lead, ROOM, LEAD_SIZE) > 1 else BODY - 0.3
