"""The pages of a handout on paper: what stands on each, laid out before any is drawn.

How many there are is known only then, and each says it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from app.handouts.pdf_cover import CoverPage
from app.handouts.pdf_pictures import picture_pages
from app.handouts.pdf_sheet import MARGIN, TOP, Box, room_size
from app.handouts.pdf_summary import summary_pages
from app.handouts.pdf_tables import pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Protocol

    from app.handouts.content import Handout, Table
    from app.handouts.pdf_sheet import Sheet
    from app.handouts.pdf_tables import Piece

    class Page(Protocol):
        """What is between the stamps of a page. Its title is a line of the contents."""

        @property
        def title(self) -> str: ...

        def draw(self, sheet: Sheet, room: Box) -> None: ...


_BETWEEN = 16.0  # two tables on a page
_LEAST = 90.0  # of height that a table needs to begin on a page


class TablesPage(NamedTuple):
    """Pieces of tables below each other."""

    title: str
    parts: tuple[Piece, ...]

    def draw(self, sheet: Sheet, room: Box) -> None:
        top = room.top
        for part in self.parts:
            part.draw(sheet, top)
            top += part.height + _BETWEEN


def room_of(handout: Handout) -> Box:
    """What is left of a page between its stamps."""
    return Box(MARGIN, TOP, *room_size(handout.paper))


def pages_of(handout: Handout) -> list[Page]:
    """Every page in its order; the first is the cover, which lists the others."""
    room = room_of(handout)
    inner: list[Page] = [*summary_pages(handout, room)]
    for part in handout.pages:
        inner += picture_pages(part, room)
        inner += _tables(part.title, part.tables, room)
    inner += _tables("Assumptions", (handout.assumptions,), room)
    inner += _tables("Sources", handout.sources, room)
    inner += _tables("Appendix: ledger by quarter", handout.ledger, room)
    return [CoverPage(handout, _contents(inner)), *inner]


def _contents(pages: Sequence[Page]) -> tuple[tuple[str, int], ...]:
    """Each title, and the page on which it is met first; the cover is page 1."""
    found: dict[str, int] = {}
    for number, page in enumerate(pages, start=2):
        found.setdefault(page.title, number)
    return tuple(found.items())


def _tables(title: str, tables: Sequence[Table], room: Box) -> Iterator[TablesPage]:
    """As many on a page as find room."""
    parts: list[Piece] = []
    left = room.height
    for table in tables:
        first = left if left >= _LEAST else 0.0
        for part in pieces(table, room.width, room.height, first):
            if parts and part.height > left:
                yield TablesPage(title, tuple(parts))
                parts, left = [], room.height
            parts.append(part)
            left -= part.height + _BETWEEN
    if parts:
        yield TablesPage(title, tuple(parts))
