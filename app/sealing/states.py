"""What the strip above the window and the report say of a snapshot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.sealing.words import day_text, detail_text, difference_text, verdict_text
from widgets.dialogs.seal_report import SealReportState
from widgets.sealed_banner import SealedState

if TYPE_CHECKING:
    from engine.files.snapshot.replay import Replay
    from engine.files.snapshot.snapshot import Snapshot

_MOST_LINES = 500


def banner_state(
    snapshot: Snapshot, name: str, found: Replay | None, as_sealed: bool, *, busy: bool
) -> SealedState:
    """`found` is None while nothing is known; `as_sealed`: nothing in the window was changed."""
    day = day_text(snapshot.day)
    if not as_sealed:
        text = f"A copy of {name}, changed since: what was sealed on {day} stays as it is"
        return SealedState(text, details=found is not None, back=True)
    if not snapshot.intact:
        text = f"{name} was changed after it was sealed on {day}: don’t rely on it"
        return SealedState(text, "bad", details=found is not None, again=not busy and not found)
    if found is None and busy:
        return SealedState(f"Sealed on {day} · checking that every number still matches…")
    if found is None:
        return SealedState(f"Sealed on {day} · not checked", again=True)
    good = found.verdict in ("exact", "rounded")
    text = f"{verdict_text(snapshot, found)} · view only: a change makes a copy"
    return SealedState(text, "good" if good else "bad", details=True)


def report_state(snapshot: Snapshot, name: str, found: Replay) -> SealReportState:
    """The whole report; what no longer matches, a line each."""
    cases = {entry.scenario.name: entry.scenario for entry in snapshot.project.entries}
    listed = found.differences[:_MOST_LINES]
    more = len(found.differences) - len(listed)
    return SealReportState(
        f"Snapshot {name}",
        verdict_text(snapshot, found),
        detail_text(snapshot, found),
        snapshot.fingerprint,
        tuple(tuple(difference_text(cases[each.scenario], each)) for each in listed),
        f"and {more:,} more" if more else "",
    )
