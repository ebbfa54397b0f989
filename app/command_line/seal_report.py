"""`tenor seal` and `tenor check`: what they do and what they print."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from app.command_line.columns import columns
from app.command_line.json_text import line, whole
from app.sealing.words import detail_text, difference_text, fingerprint_text, verdict_text
from app.sealing.writer import seal_to
from engine.files.snapshot.file import read_snapshot
from engine.files.snapshot.replay import replay

if TYPE_CHECKING:
    from argparse import Namespace
    from pathlib import Path

    from engine.files.snapshot.replay import Difference, Replay
    from engine.files.snapshot.snapshot import Snapshot
    from engine.project import Project

FOUND = 3  # the exit code where a snapshot does not hold
_MOST_LINES = 40
_HEADS = ("Scenario", "What", "First at", "Sealed", "Now", "Numbers")


class Checked(NamedTuple):
    text: str
    code: int


def seal(project: Project, path: Path) -> str:
    """Seals a project; what is said of it. Raises `FileError`."""
    made = seal_to(path, project, workers=os.cpu_count() or 1)
    return (
        f"sealed {path}\n"
        f"fingerprint: {fingerprint_text(made.fingerprint)}\n"
        f"sha256: {made.fingerprint}\n"
    )


def check(options: Namespace) -> Checked:
    """Computes a snapshot anew. Raises `FileError`."""
    snapshot = read_snapshot(options.snapshot)
    found = replay(snapshot, workers=os.cpu_count() or 1)
    asked = options.fingerprint
    expected = None if asked is None else snapshot.fingerprint.startswith(asked)
    as_text = _json if options.format == "json" else _table
    held = found.verdict in ("exact", "rounded") and expected is not False
    return Checked(as_text(snapshot, found, expected), 0 if held else FOUND)


def _table(snapshot: Snapshot, found: Replay, expected: bool | None) -> str:
    lines = []
    if expected is False:
        mark = fingerprint_text(snapshot.fingerprint)
        lines = [f"This is not the snapshot that was asked for: its fingerprint is {mark}"]
    lines += [verdict_text(snapshot, found), detail_text(snapshot, found)]
    if found.fresh:
        lines.append(f"Today's model has {found.fresh:,} lists of numbers that were not sealed.")
    if found.differences:
        cases = {entry.scenario.name: entry.scenario for entry in snapshot.project.entries}
        shown = found.differences[:_MOST_LINES]
        rows = [difference_text(cases[each.scenario], each) for each in shown]
        lines += ["", *columns([_HEADS, *rows], words=(0, 1, 2))]
        if more := len(found.differences) - len(shown):
            lines.append(f"and {more:,} more")
    return "\n".join(lines) + "\n"


def _json(snapshot: Snapshot, found: Replay, expected: bool | None) -> str:
    """`{"verdict": "exact"|"rounded"|"differs"|"changed", "sealed_on", "version", "sha256",
    "expected": whether the fingerprint is the one asked for or null, "numbers": {"sealed", "exact",
    "rounded", "differing"}, "differences": [...]}`; numbers of a difference in the catalogue's
    units, null where there is none.
    """
    counts = {
        "sealed": found.total,
        "exact": found.exact,
        "rounded": found.rounded,
        "differing": found.differing,
    }
    parts = {
        "verdict": line(found.verdict),
        "sealed_on": line(snapshot.day.isoformat()),
        "version": line(snapshot.version),
        "sha256": line(snapshot.fingerprint),
        "expected": line(expected),
        "numbers": line(counts),
        "differences": _listed([line(_record(each)) for each in found.differences]),
    }
    return whole(parts.items())


def _listed(lines: list[str]) -> str:
    inner = ",\n".join(f"    {each}" for each in lines)
    return f"[\n{inner}\n  ]" if lines else "[]"


def _record(each: Difference) -> dict[str, object]:
    numbers = {"sealed": each.sealed, "now": each.now}
    existing = {key: None if value != value else value for key, value in numbers.items()}
    return {**each._asdict(), **existing}
