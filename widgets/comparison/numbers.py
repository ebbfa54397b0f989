"""The numbers of lying bars as a table: a figure by scenario, or a waterfall."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from widgets.picture import PictureColumn, PictureTable, nothing, numbers

if TYPE_CHECKING:
    from widgets.comparison.bar_rows import BarRow


class Told(NamedTuple):
    """What bars are of. `style` is one of `engine.quantity`."""

    title: str
    sentence: str = ""
    subtitle: str = ""
    style: str = "money"
    rows_name: str = "Scenario"


def bars_table(told: Told, rows: tuple[BarRow, ...], note: str) -> PictureTable:
    """A waterfall has where each bar begins and ends, a row of bars one number each."""
    if note or not rows:
        return nothing(told.title, note or "There are no bars.", told.subtitle)
    ends = numbers(row.end for row in rows)
    floating = any(row.enters is not None for row in rows)
    if floating:
        starts = numbers(row.start for row in rows)
        columns: tuple[PictureColumn, ...] = (
            PictureColumn("From", starts, told.style),
            PictureColumn("To", ends, told.style),
        )
    else:
        texts = tuple(row.text for row in rows)
        columns = (PictureColumn(told.title, ends, told.style, rows[0].colour, texts=texts),)
    return PictureTable(
        told.title,
        told.subtitle,
        "lying_bars",
        told.rows_name,
        tuple(f"{row.label}: {row.text}" if floating else row.label for row in rows),
        columns,
        sentence=told.sentence,
        floating=floating,
    )
