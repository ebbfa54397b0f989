"""An explanation laid out: its blocks from top to bottom.

A block is made anew only when what it shows has changed, so that a page costs little while a
slider moves.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from widgets.explain.driver_rows import driver_block, note_block, title_and_note
from widgets.explain.formulas import Lines, formula_block
from widgets.explain.head import meaning_block, name_block, value_block
from widgets.explain.headings import folded_heading, heading
from widgets.explain.rows import rows_block
from widgets.explain.strips import strip_block

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator

    from widgets.explain.faces import Look
    from widgets.explain.marks import Block, Hit
    from widgets.explain.states import ExplainState, FormulaText, Line

    _Part = tuple[str, Hashable, Callable[[], Block]]

COPY, COPIED = "Copy", "Copied"
_END = 20  # below the last block


class Placed(NamedTuple):
    """A block and where it begins."""

    top: int
    block: Block

    @property
    def bottom(self) -> int:
        return self.top + self.block.height


class Page(NamedTuple):
    """Everything that is drawn."""

    blocks: tuple[Placed, ...] = ()
    height: int = 0

    def places(self) -> dict[str, tuple[int, Hit]]:
        """What can be clicked by name, with the top of its block; in reading order."""
        return {hit.name: (placed.top, hit) for placed in self.blocks for hit in placed.block.hits}


class PageMaker:
    """Makes pages, and remembers the blocks of the last one."""

    def __init__(self) -> None:
        self._made: dict[str, tuple[Hashable, Block]] = {}
        self._subject: tuple[str, int] = ("", 0)
        self._lines: dict[str, Lines] = {}

    def make(self, state: ExplainState, look: Look, *, unfolded: bool, copied: str) -> Page:
        """The page of a state. `copied` names the formula that was just copied."""
        subject = (state.target, look.width)
        if subject != self._subject:
            self._subject = subject
            self._made.clear()
            self._lines.clear()
        made: dict[str, tuple[Hashable, Block]] = {}
        blocks: list[Placed] = []
        top = 0
        for name, shown, make in self._parts(state, look, unfolded=unfolded, copied=copied):
            last = self._made.get(name)
            block = last[1] if last is not None and last[0] == shown else make()
            made[name] = (shown, block)
            blocks.append(Placed(top, block))
            top += block.height
        self._made = made
        return Page(tuple(blocks), top + _END)

    def _parts(
        self, state: ExplainState, look: Look, *, unfolded: bool, copied: str
    ) -> Iterator[_Part]:
        """Name of each block, what it shows, and how it is made. Nothing to show is no block."""
        named = (state.scenario, state.colour, state.kind, state.title)
        yield "name", named, partial(name_block, state, look)
        valued = (state.value, state.per, state.when, state.reason, state.status)
        yield "value", valued, partial(value_block, state, look)
        if state.meaning or state.notes:
            yield "meaning", (state.meaning, state.notes), partial(meaning_block, state, look)
        yield from self._formulas(state, look, copied)
        yield from _strips(state, look)
        yield from _rows("precedents", "Rests on", state.precedents, look)
        yield from _drivers(state, look)
        yield from _used_by(state, look, unfolded=unfolded)
        yield from _rows("sources", "Sources", state.sources, look)

    def _formulas(self, state: ExplainState, look: Look, copied: str) -> Iterator[_Part]:
        for place, formula in enumerate(state.formulas):
            name = f"formula {place}"
            words = (COPIED if copied == name else COPY) if formula.copied else ""
            yield _heading(name, formula.caption, look, copied=words)
            yield f"{name}:text", formula, partial(self._formula, f"{name}:text", formula, look)

    def _formula(self, name: str, formula: FormulaText, look: Look) -> Block:
        """As many lines as it ever took, so that what is below stays while values change."""
        block, lines = formula_block(name, formula, look, self._lines.get(name))
        self._lines[name] = lines
        return block


def copied_text(state: ExplainState, name: str) -> str:
    """What the copy button of a formula copies; `name` is that of its heading."""
    place = int(name.removeprefix("formula "))
    return state.formulas[place].copied if place < len(state.formulas) else ""


def _heading(name: str, title: str, look: Look, note: str = "", copied: str = "") -> _Part:
    made = partial(heading, name, title, look, note, copied)
    return f"{name}:heading", (title, note, copied), made


def _rows(name: str, title: str, lines: tuple[Line, ...], look: Look) -> Iterator[_Part]:
    if lines:
        yield _heading(name, title, look)
        yield name, lines, partial(rows_block, name, lines, look)


def _strips(state: ExplainState, look: Look) -> Iterator[_Part]:
    if state.strips:
        yield _heading("strips", "The months that decide", look)
    for place, strip in enumerate(state.strips):
        name = f"strip {place}"
        yield name, strip, partial(strip_block, name, strip, look)


def _drivers(state: ExplainState, look: Look) -> Iterator[_Part]:
    caption, rows, note, stale = state.drivers
    if not (caption or rows or note):
        return
    title, below = title_and_note(caption)
    yield _heading("drivers", title, look, below)
    for row in rows:
        made = partial(driver_block, row, look, stale=stale)
        yield f"drivers:{row.key}", (row, stale), made
    if note:
        yield "drivers:note", note, partial(note_block, note, look)


def _used_by(state: ExplainState, look: Look, *, unfolded: bool) -> Iterator[_Part]:
    lines = state.used_by
    if not lines:
        return
    made = partial(folded_heading, "Used by", len(lines), look, is_open=unfolded)
    yield "used by:heading", (len(lines), unfolded), made
    if unfolded:
        yield "used by", lines, partial(rows_block, "used by", lines, look)
