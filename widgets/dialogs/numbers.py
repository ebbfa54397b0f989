"""What the pictures of dialogs show, as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from widgets.picture import PictureColumn, PictureTable, numbers

if TYPE_CHECKING:
    from widgets.dialogs.distribution_states import DensityPicture
    from widgets.dialogs.line_item_states import Preview


def density_table(state: DensityPicture) -> PictureTable:
    """The values that are marked, with their names."""
    return PictureTable(
        "The distribution",
        "",
        "table",
        "Mark",
        tuple(mark.text for mark in state.marks),
        (),
        sentence=state.summary,
    )


def preview_table(state: Preview) -> PictureTable:
    """The values of a line item in the making, by month."""
    values = numbers(state.values[: state.horizon].tolist())
    return PictureTable(
        "Preview",
        state.span,
        "lines",
        "Month",
        tuple(f"Month {place}" for place in range(1, len(values) + 1)),
        (PictureColumn("Value", values, state.style, "accent"),),
        sentence=f"{state.value}, {state.when}.",
    )
