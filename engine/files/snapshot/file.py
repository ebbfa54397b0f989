"""The sealed snapshot, `.tenorseal`: one JSON file that can be read and checked for years.

    {"tenor_seal": 1, "version": "0.6.0", "sealed_on": "2026-11-22",
     "project": {"tenor": 6, "scenarios": [...], "uncertainty": {"draws": 10000, "seed": 1}},
     "results": [{"scenario": "As reported", "shifts": {"revenue_growth": 0.02}, "numbers": [
       {"kind": "figure", "key": "exit_cost", "values": [6529.4]},
       {"kind": "figure", "key": "runway_months", "values": [null], "reason": "cash lasts"},
       {"kind": "row", "key": "revenue", "values": [410.5, 421.9]},
       {"kind": "band", "key": "cash_balance", "part": "p5", "values": [902.1, 873.6]},
       {"kind": "probability", "key": "quarter_profit", "values": [0, 0.25]},
       {"kind": "spread", "key": "exit_cost", "values": [5100, 6000, 6500, 7000, 8100, 0]}]}],
     "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}

`project` is what a project file holds (see `engine.files.project.file`); its `uncertainty`,
with the draws and the seed, is always there. `results` has one entry a scenario, in the same
order (see `Series`). `sha256` is of all but itself, in the form of `canonical.fingerprint`.

The hash tells damage and careless changes. Whoever means to deceive can take it anew: a
snapshot is proof where its fingerprint was written down elsewhere, as in the minutes.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.files.atomic import FileError, replacing
from engine.files.project.json import MAX_BYTES, ContentError, text_of, values_of
from engine.files.reading import read_bounded
from engine.files.snapshot.canonical import fingerprint
from engine.files.snapshot.read import snapshot_from
from engine.files.snapshot.write import document_of

if TYPE_CHECKING:
    from pathlib import Path

    from engine.files.snapshot.snapshot import Snapshot

__all__ = ["SUFFIX", "parse_snapshot", "read_snapshot", "snapshot_bytes", "write_snapshot"]

SUFFIX = ".tenorseal"
_MIB = 2**20


def read_snapshot(path: Path) -> Snapshot:
    """The snapshot in a file, whether or not it is intact.

    Raises `FileError` naming the file, the field and what is allowed.
    """
    return parse_snapshot(read_bounded(path, MAX_BYTES), path)


def parse_snapshot(data: bytes, name: Path | str) -> Snapshot:
    """The same of the bytes of a file; `name` is what messages call it. Raises `FileError`."""
    try:
        return snapshot_from(values_of(data, "a sealed snapshot"))
    except ContentError as fault:
        raise FileError(name, str(fault)) from None


def snapshot_bytes(snapshot: Snapshot) -> bytes:
    """The file of a snapshot, its hash taken. Raises `ContentError`."""
    document = document_of(snapshot)
    return text_of({**document, "sha256": fingerprint(document)}).encode()


def write_snapshot(path: Path, snapshot: Snapshot) -> Snapshot:
    """Writes a snapshot, whole or not at all. It comes back with its fingerprint.

    Raises `FileError`, also for what could not be read back: too many scenarios, too large.
    """
    try:
        data = _within(snapshot_bytes(snapshot))
        # What can't be opened again is no proof of anything.
        stated = snapshot_from(values_of(data)).stated
    except ContentError as fault:
        raise FileError(path, f"can't be sealed: {fault}") from None
    with replacing(path) as temporary:
        temporary.write_bytes(data)
    return replace(snapshot, stated=stated, fingerprint=stated)


def _within(data: bytes) -> bytes:
    if len(data) <= MAX_BYTES:
        return data
    size, most = f"{len(data) / _MIB:.0f} MiB", f"{MAX_BYTES // _MIB} MiB"
    raise ContentError(f"its results take {size}; allowed: {most}, so seal fewer scenarios")
