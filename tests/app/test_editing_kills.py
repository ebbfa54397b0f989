"""A process that is killed while it is edited: seconds of work are lost, never the file.

`TENOR_KILLS` says how many kills.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import pytest

from app.files.recovery import left_behind, release
from engine.files.project.file import project_text, read_project, write_project
from tests.app.edited_until_killed import number_of, state

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kills as POSIX does")

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("TENOR_KILLS", "10"))
AT_ONCE = 2
LONGEST = 4.5  # seconds of editing before the kill: more than may be lost
MOST_LOST = 3.0  # seconds of unsaved work


class Told(NamedTuple):
    """What a process said before it was killed."""

    edits: dict[int, float]  # by number, when
    saved: list[int]


class Kill(NamedTuple):
    """What was found after one kill."""

    told: Told
    file: int  # the edit that the project's file holds
    offered: int | None  # the edit that the work left behind holds

    def lost(self) -> float:
        """Seconds of editing that are gone: from what is still there to the last edit."""
        edits, newest = self.told.edits, max(self.file, self.offered or 0)
        last = max(edits)
        # What was there before this process began is as old as its first edit.
        return edits[last] - edits[max(newest, min(edits))] if newest < last else 0.0


def test_kills_while_editing_lose_seconds_at_most(tmp_path: Path) -> None:
    shares = [KILLS // AT_ONCE + (place < KILLS % AT_ONCE) for place in range(AT_ONCE)]
    folders = [tmp_path / f"{place}" for place in range(AT_ONCE)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = [kill for kills in pool.map(_edit_and_kill, folders, shares) for kill in kills]
    assert len(found) == KILLS
    for kill in found:
        assert kill.lost() <= MOST_LOST, (kill.file, kill.offered, max(kill.told.edits))
    # But for the moment between a save and the end of what was kept before it.
    older = [kill for kill in found if kill.offered is not None and kill.offered <= kill.file]
    assert len(older) <= 1 + KILLS // 20, "work was offered that is older than the saved file"
    if KILLS >= 10:  # else chance may have it otherwise
        assert any(kill.offered is not None for kill in found)
        assert any(kill.told.saved for kill in found)


def _edit_and_kill(folder: Path, kills: int) -> list[Kill]:
    """One file, edited by one process after another."""
    path, recovery = folder / "plan.tenor", folder / "recovery"
    folder.mkdir()
    dice = random.Random(folder.name)  # noqa: S311 - a test's dice
    write_project(path, state(0))
    first, found = 1, list[Kill]()
    for _ in range(kills):
        told = _killed(path, recovery, first, dice)
        found.append(_found(path, recovery, first, told))
        first = max(told.edits) + 2
    return found


def _killed(path: Path, recovery: Path, first: int, dice: random.Random) -> Told:
    given = [str(path), str(recovery), str(first), str(dice.randrange(10**6))]
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "tests.app.edited_until_killed", *given],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline()]
        time.sleep(dice.uniform(0, LONGEST))
        process.kill()
        lines += process.stdout.readlines()
    assert process.returncode == -signal.SIGKILL  # it did not end by itself
    return _told(lines)


def _told(lines: list[str]) -> Told:
    told = Told({}, [])
    for line in lines:
        kind, number, *when = line.split()
        if kind == "saved":
            told.saved.append(int(number))
        else:
            told.edits[int(number)] = float(when[0])
    return told


def _found(path: Path, recovery: Path, first: int, told: Told) -> Kill:
    """What is there after a kill; that it is whole, and that nothing else is left."""
    project = read_project(path)
    file = number_of(project)
    assert project_text(project) == project_text(state(file))
    # The last save that was told, or a newer one that was not told any more.
    assert file >= max(told.saved, default=0)
    assert file <= max(told.edits) + 1
    offered = None
    for each in left_behind(recovery):
        assert offered is None  # there was one window
        offered = number_of(each.project)
        assert project_text(each.project) == project_text(state(offered))
        assert each.origin == path
        assert first <= offered <= max(told.edits) + 1
        release(each, remove=True)
    left = [each.name for each in recovery.iterdir()] if recovery.exists() else []
    assert [name for name in left if not name.endswith(".lock")] == []
    return Kill(told, file, offered)
