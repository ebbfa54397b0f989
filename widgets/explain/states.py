"""What the explanation panel shows, as frozen values.

A `target` is an id that the application gave: the widget hands it back when it is clicked and
never looks into it. An empty target is nothing to click.
"""

from __future__ import annotations

from typing import NamedTuple


class Piece(NamedTuple):
    """A part of a formula's text; one with a target is a link."""

    text: str
    target: str = ""
    tip: str = ""


class FormulaText(NamedTuple):
    """A formula twice: in names as the model writes it, and with values and units.

    `copied` is the second as it is copied: all digits, no units.
    """

    caption: str  # "Formula", "Before month 1", "There is none where"
    in_names: tuple[Piece, ...]
    in_values: tuple[Piece, ...]
    result: str  # what it comes to: "$591.3m"
    copied: str = ""


class Line(NamedTuple):
    """One precedent, or one thing that looks at this number."""

    target: str
    label: str
    detail: str  # "last month: prev(cash_balance) · Apr 2026"
    value: str
    tip: str = ""


class StripCell(NamedTuple):
    """One month of a deciding row. The one that decided is marked."""

    heading: str  # "Q3 2026", "Apr 2026"
    value: str
    target: str
    decides: bool = False
    holds: bool = False  # whether the condition that is searched for holds here


class Strip(NamedTuple):
    """The months that decided a figure that is a search, with the row that was searched."""

    title: str  # "Quarter profit"
    target: str
    cells: tuple[StripCell, ...]


class DriverRow(NamedTuple):
    """One input by what a small move of it does to the number that is explained."""

    key: str
    label: str
    value: str  # the input now: "48 months"
    move: str  # "+1%", "+1 month", "No → Yes"
    change: str  # "+$12.3m", "3 months later", "none then"
    share: float  # the bar: -1..1 of the largest
    tone: str  # good, bad, neutral
    position: float  # for the slider that stands in the row
    minimum: float
    maximum: float
    step: float
    target: str


class Drivers(NamedTuple):
    caption: str  # "What drives it: change for +1% of each input (one step of whole numbers)"
    rows: tuple[DriverRow, ...] = ()
    note: str = ""  # "No single small move changes it", "..."
    stale: bool = False  # of a moment ago: shown muted while the hand moves


class ExplainState(NamedTuple):
    """One number, explained."""

    target: str
    title: str  # "Operating profit"
    kind: str  # "Line item · profit", "Headline figure", "Input · Exit terms"
    scenario: str
    colour: int  # place in the palette of scenarios
    when: str  # "Q2 2026 · Apr 2026 · month 1"; empty for what has no month
    value: str
    per: str = ""  # "a month", "of revenue"
    reason: str = ""  # why there is no value
    status: str = ""  # of an input: reported, disputed...
    meaning: str = ""
    notes: tuple[str, ...] = ()  # "Basis: ...", "Unverified: ..."
    formulas: tuple[FormulaText, ...] = ()
    strips: tuple[Strip, ...] = ()
    precedents: tuple[Line, ...] = ()
    used_by: tuple[Line, ...] = ()
    sources: tuple[Line, ...] = ()
    drivers: Drivers = Drivers("")
    back: str = ""  # what back would show; empty if nothing
    forward: str = ""
