"""What a handout says, before it is a PDF or a deck: frozen, and knows no Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from widgets.picture import PictureTable

Paper = Literal["a4", "letter"]


class Stamp(NamedTuple):
    """On every page or slide."""

    organisation: str  # may be empty
    scenario: str
    date: str  # 2026-11-22
    version: str
    notice: str  # that the sources are unverified


class Figure(NamedTuple):
    """A headline figure: its value or the reason why there is none, and its change."""

    key: str
    label: str
    value: str
    change: str = ""  # against the baseline
    reason: str = ""


class Table(NamedTuple):
    """Texts as they are shown. `right` are the columns of numbers."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: frozenset[int] = frozenset()
    note: str = ""


class Picture(NamedTuple):
    """`vector` is the painted picture, a `QPicture`'s bytes, `width` × `height` px; `table` its
    numbers, `sentence` what it says. `stand` is the sheet and the row that it was painted for.
    """

    table: PictureTable
    sentence: str
    vector: bytes
    width: int
    height: int
    stand: tuple[int, int] | None = None


class PagePart(NamedTuple):
    """One page of the window: its pictures, and a sentence on each."""

    name: str  # of the page, as `--page` takes it: "overview", "decide/goal"
    title: str
    pictures: tuple[Picture, ...]
    tables: tuple[Table, ...] = ()


class Handout(NamedTuple):
    title: str
    logo: bytes | None  # PNG
    stamp: Stamp
    summary: tuple[str, ...]  # sentences
    figures: tuple[Figure, ...]
    pages: tuple[PagePart, ...]
    assumptions: Table  # with status
    sources: tuple[Table, ...]
    ledger: tuple[Table, ...]  # the appendix; empty where it is not wanted
    compared: str = ""  # the name of what it is held against; empty for itself
    paper: Paper = "a4"  # of a PDF
    fiscal_start: int = 1  # the first month of the fiscal year: quarters on axes
