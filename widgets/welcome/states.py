"""What the start page and the sheets show, as frozen values."""

from __future__ import annotations

from typing import NamedTuple


class TileState(NamedTuple):
    """One preset: its name, what it is in a line, and what comes of it.

    `values` is the operating profit by month, $m/month, from month 1; `marked` the month of
    the first profit, None where there is none. `figures` are names and values in words.
    """

    key: str
    name: str
    story: str
    values: tuple[float, ...]
    marked: int | None
    figures: tuple[tuple[str, str], ...]
    picture: str  # the curve in one sentence


class KeyLine(NamedTuple):
    """Keys that do something: `Ctrl+K`, or several with what stands between them."""

    keys: tuple[str, ...]
    does: str


class KeyGroup(NamedTuple):
    """Keys that belong together, under a heading."""

    title: str
    lines: tuple[KeyLine, ...]


class HelpState(NamedTuple):
    """Help on one thing. `entry` is its id in the model reference; empty where it has none."""

    title: str
    kind: str
    paragraphs: tuple[str, ...]
    keys: tuple[KeyLine, ...] = ()
    entry: str = ""


class PartState(NamedTuple):
    """Something that ships with Tenor: what it is for, its version, its licence and the text."""

    name: str
    version: str
    licence: str
    purpose: str
    text: str
