"""Decks as python-pptx reads them back, for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pptx import Presentation

from app.handouts.deck import write_deck

if TYPE_CHECKING:
    from pathlib import Path

    from app.handouts.content import Handout


def written(folder: Path, handout: Handout) -> Any:
    """A handout's deck, read from its file."""
    path = folder / "deck.pptx"
    write_deck(path, handout, lambda _share: None)
    return Presentation(str(path))


def charts(deck: Any) -> list[Any]:
    return [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]


def tables(deck: Any) -> list[Any]:
    return [shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table]


def texts(slide: Any) -> list[str]:
    """What stands on a slide outside its tables."""
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def cells(table: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]
