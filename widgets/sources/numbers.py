"""What the page's pictures show, as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from widgets.picture import PictureColumn, PictureTable, nothing, numbers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from widgets.sources.states import ClaimsState, ShareState


def claims_table(state: ClaimsState) -> PictureTable:
    """Which claims contradict each other, and why: texts only."""
    title = "Contradictions between claims"
    if not state.contradictions:
        return nothing(title, "No claim contradicts another.")
    labels = {claim.key: claim.label for claim in state.claims}
    pairs = state.contradictions
    against = (
        labels[pair.second] if pair.second != pair.first else "its own sources" for pair in pairs
    )
    return PictureTable(
        title,
        "",
        "table",
        "Claim",
        tuple(labels[pair.first] for pair in pairs),
        (
            _texts("Contradicted by", len(pairs), against),
            _texts("Why", len(pairs), (pair.reason for pair in pairs)),
        ),
        sentence=f"{len(pairs)} contradictions between {len(state.claims)} claims.",
    )


def _texts(name: str, rows: int, texts: Iterable[str]) -> PictureColumn:
    return PictureColumn(name, (None,) * rows, "count", texts=tuple(texts))


def share_table(state: ShareState) -> PictureTable:
    """How far a headline figure rests on inputs of each status."""
    title = "What the figure rests on"
    if state.note or not state.segments:
        return nothing(title, state.note or "It rests on no input.")
    shares = numbers(segment.share for segment in state.segments)
    return PictureTable(
        title,
        state.caption,
        "lying_bars",
        "Status",
        tuple(segment.status for segment in state.segments),
        (PictureColumn("% of what would move it", shares, "percent", "accent"),),
        "% of what would move it",
        sentence=state.headline,
    )
