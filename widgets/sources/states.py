"""What the Sources page shows, as frozen values. Texts arrive formatted, numbers computed.

Claims and the user's own sources are told apart by their keys, which the application gives
and the widgets hand back: "C01", "E2", "own:3".
"""

from __future__ import annotations

from typing import NamedTuple

STANDING = "reported, unverified"
OWN_STANDING = "your own"

# What a source is, in the order of the list. The picture draws the first two.
ARTICLE, EVIDENCE, OWN = ORIGINS = ("article", "evidence", "own")


class ClaimRow(NamedTuple):
    """One claim, or one source of the user's own."""

    key: str
    label: str  # "C01"; empty for the user's own
    text: str
    value: str  # "$1.25B/month"
    where: str  # "Short note · company-reported"
    origin: str = ARTICLE
    standing: str = STANDING
    conflicts: int = 0


class Contradiction(NamedTuple):
    """Two claims by their keys. Twice the same: sources disagree on that one claim."""

    first: str
    second: str
    reason: str


class Topic(NamedTuple):
    """The claims that stand together in the picture."""

    label: str
    keys: tuple[str, ...]


class ClaimsState(NamedTuple):
    """What never changes: the claims that ship, and what is between them."""

    claims: tuple[ClaimRow, ...] = ()
    topics: tuple[Topic, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()


# The selected one ---------------------------------------------------------------------------


class Opponent(NamedTuple):
    """A claim that contradicts the selected one; its own key where sources disagree on it."""

    key: str
    label: str
    text: str
    reason: str


class Mention(NamedTuple):
    """An input that the selected one speaks of. `note` is the user's, of what they attached."""

    key: str
    label: str
    note: str = ""


class Implication(NamedTuple):
    """What a reading makes of one input."""

    key: str
    label: str
    suffix: str  # "/ month": the unit of both values
    now: str
    then: str
    same: bool = False


class ReadingState(NamedTuple):
    """What the selected claim would mean, ready to be applied."""

    key: str
    label: str
    sentence: str
    implications: tuple[Implication, ...] = ()
    note: str = ""  # "All other inputs are those of As reported."


class DetailState(NamedTuple):
    """The claim, or the user's own source, that is selected.

    Without a key nothing is: then the readings are all that there are.
    """

    key: str = ""
    label: str = ""
    text: str = ""
    value: str = ""
    where: str = ""
    standing: str = STANDING
    own: bool = False
    note: str = ""
    opponents: tuple[Opponent, ...] = ()
    mentions: tuple[Mention, ...] = ()
    readings: tuple[ReadingState, ...] = ()
    nothing: str = ""  # why no reading follows


# Inputs -------------------------------------------------------------------------------------


class Chip(NamedTuple):
    """A claim or an own source in a cell; clicked, it is selected."""

    key: str
    label: str
    tip: str = ""


class InputRow(NamedTuple):
    """One input and what it rests on."""

    key: str
    label: str
    value: str  # "$1.25B"
    suffix: str  # "/ month"
    status: str  # reported, disputed, undisclosed, assumption, choice, derived
    basis: str
    tip: str
    claims: tuple[Chip, ...] = ()
    sources: tuple[Chip, ...] = ()

    def speaks_of(self, key: str) -> bool:
        """Whether a claim or source is among its chips."""
        return any(chip.key == key for chip in (*self.claims, *self.sources))


class Segment(NamedTuple):
    """The share of one status in a figure."""

    status: str
    share: float  # 0 to 1
    text: str  # "assumption 86%"
    tip: str  # what of, and the strongest inputs


class ShareState(NamedTuple):
    """How far a headline figure rests on what. `note` stands in place of the bar."""

    figure: str = ""  # the key of the choice
    headline: str = ""  # "86% of what would move it is assumption"
    segments: tuple[Segment, ...] = ()
    caption: str = ""  # what the percentages are of, in a few words
    meaning: str = ""  # the same, exactly
    note: str = ""
    stale: bool = False  # of a moment ago: shown muted while the hand moves


class SourcesState(NamedTuple):
    """Everything on the page that can change."""

    own: tuple[ClaimRow, ...] = ()
    detail: DetailState = DetailState()
    inputs: tuple[InputRow, ...] = ()
    share: ShareState = ShareState()
