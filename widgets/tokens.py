"""The design system: sizes that every theme shares, and the colours and lines of each theme.

Widgets take every colour from `Tokens` and own none. Text sizes, distances and radii are the
same in all themes: they are constants here. All lengths are px at 100% text size.
"""

from __future__ import annotations

from typing import NamedTuple


class TypeScale(NamedTuple):
    """The sizes that text is set in, px. There are no others."""

    mark: int  # counts and marks in small pictures
    note: int  # axes, captions, second lines
    row: int  # tables, lists, labels
    base: int  # Qt's own, and sentences
    title: int  # of a card
    heading: int  # of a dialog
    figure: int  # a number that is looked at first
    display: int  # the one number of a card
    hero: int  # the words of a page that has nothing else to say


class Spacing(NamedTuple):
    """Distances between things, px."""

    hair: int  # between parts of one thing
    near: int  # between things that belong together
    gap: int  # between a control and the next
    inset: int  # from a card's edge to what it holds
    edge: int  # from a page's edge to its cards


class Radii(NamedTuple):
    """How round corners are, px."""

    mark: int  # the ground of a few words, small fields
    control: int  # buttons, fields, lists
    card: int  # cards and panels


TYPE = TypeScale(
    mark=10, note=11, row=12, base=13, title=14, heading=16, figure=17, display=20, hero=24
)
SPACE = Spacing(hair=3, near=6, gap=8, inset=12, edge=20)
RADIUS = Radii(mark=4, control=6, card=8)


class Tokens(NamedTuple):
    """One theme. Colours are `#rrggbb`; a name says what one is for, not what it looks like.

    `readable` is the least contrast of text with what it stands on, as a ratio. The numbers of
    charts: widths in px; `ghost_paper`, `fan_outer` and `fan_inner` are shares, 0 to 1.
    """

    name: str
    dark: bool
    readable: float
    window: str
    panel: str
    card: str
    field: str
    border: str  # around cards and between rows; shows nothing that must be seen
    edge: str  # around what is typed into or switched: must be seen
    grid: str
    text: str
    text_muted: str
    text_on_accent: str
    accent: str
    accent_soft: str
    track: str
    good: str
    bad: str
    reported: str
    disputed: str
    undisclosed: str
    assumption: str
    choice: str
    derived: str
    revenue: str
    compute: str
    profit: str
    cash: str
    remaining: str
    exit_cost: str
    unavoidable: str
    contract: str
    market: str
    exit_window: str
    scenario_1: str
    scenario_2: str
    scenario_3: str
    scenario_4: str
    scenario_5: str
    scenario_6: str
    scenario_7: str
    scenario_8: str
    curve_width: float
    still_width: float
    ghost_width: float
    ghost_paper: float  # how much of its paper is in a ghost's colour
    plan_width: float
    fan_outer: float  # how much of its colour is in a fan's outer area
    fan_inner: float
