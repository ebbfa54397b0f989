"""What the dialog of handouts shows, and what the user chose in it."""

from __future__ import annotations

from typing import NamedTuple


class PageTick(NamedTuple):
    """A page of the window that a handout may show."""

    name: str
    title: str
    ticked: bool


class HandoutChoice(NamedTuple):
    """`pages` are the names of those that are ticked; `paper` is a place in `papers`."""

    pages: tuple[str, ...]
    sources: bool
    ledger: bool
    organisation: str
    paper: int


class HandoutState(NamedTuple):
    """`sheet` of `sheets` is seen in the preview, from 1; 0 while there is none."""

    pages: tuple[PageTick, ...]
    sources: bool
    ledger: bool
    organisation: str
    papers: tuple[str, ...]
    paper: int
    logo: str = ""  # the file's name; empty where there is none
    told: str = ""  # what goes on, or what went wrong
    fault: bool = False
    progress: float | None = None  # 0 to 1 while pages are prepared
    sheet: int = 0
    sheets: int = 0
    sheet_title: str = ""
    ready: bool = False  # everything that was chosen is there
