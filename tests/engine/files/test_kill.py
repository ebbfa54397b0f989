"""A process that is killed while it saves: the file always opens, whole, and none older."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from engine.files.project.file import read_project, write_project
from engine.files.shipped import preset_scenario
from engine.project import single

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="children are forked")

ROOT = Path(__file__).parents[3]
KILLS = 150


def test_the_file_survives_kills_at_random_moments(tmp_path: Path) -> None:
    path = tmp_path / "plan.tenor"
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "tests.engine.files.killed", str(path), str(KILLS), "1"],
        cwd=ROOT,
        env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},  # a process of one thread forks safely
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    kills = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(kills) == KILLS
    for kill in kills:
        # The last state that was told as saved, or the next, renamed but not told yet.
        assert kill["found"] in (kill["told"], kill["told"] + 1), kill
    assert kills[-1]["found"] >= KILLS // 2  # children did save
    left = [each.name for each in tmp_path.iterdir() if each != path]
    assert all(name.startswith(".plan.tenor.") and name.endswith(".part") for name in left)


_KILLED_AT = """
import os, signal, sys
from pathlib import Path
from engine.files.project.file import write_project
from engine.files.shipped import preset_scenario
from engine.project import single

def kill(*_given, **_named):
    os.kill(os.getpid(), signal.SIGKILL)

def half(path, data):
    path.open("wb", 0).write(data[: len(data) // 2])
    kill()

owner, name = {
    "making": (os, "close"), "writing": (Path, "write_bytes"), "flushing": (os, "fsync"),
    "mode": (Path, "chmod"), "renaming": (Path, "replace"), "renamed": (os, "scandir"),
}[sys.argv[2]]
setattr(owner, name, half if name == "write_bytes" else kill)
write_project(Path(sys.argv[1]), single(preset_scenario("s1_terms")))
"""


@pytest.mark.parametrize(
    ("step", "held"),
    [
        ("making", "as_reported"),
        ("writing", "as_reported"),
        ("flushing", "as_reported"),
        ("mode", "as_reported"),
        ("renaming", "as_reported"),
        ("renamed", "s1_terms"),
    ],
)
def test_killed_at_every_step_of_saving(tmp_path: Path, step: str, held: str) -> None:
    path = tmp_path / "plan.tenor"
    write_project(path, single(preset_scenario("as_reported")))
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", _KILLED_AT, str(path), step], cwd=ROOT, check=False
    )
    assert done.returncode == -signal.SIGKILL
    assert read_project(path) == single(preset_scenario(held))
    assert len(list(tmp_path.iterdir())) == (1 if step == "renamed" else 2)
    write_project(path, single(preset_scenario("albatross")))
    assert read_project(path) == single(preset_scenario("albatross"))
