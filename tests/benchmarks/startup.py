"""Start to first painted frame, and resident memory, against the bare window."""

from __future__ import annotations

import os
import subprocess
import sys
import time

from tests.benchmarks.measure import Figure, median


def _environment() -> dict[str, str]:
    """As users start it: compiled modules are kept, as pip keeps those of other packages."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _open(which: str) -> tuple[float, float]:
    """Seconds from the start of the process to its painted window; MiB in memory."""
    began = time.perf_counter()
    child = subprocess.Popen(  # noqa: S603 - ourselves
        [sys.executable, "-m", "tests.benchmarks.open_window", which],
        env=_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdin is not None
    assert child.stdout is not None
    line = child.stdout.readline().strip()
    seconds = time.perf_counter() - began
    assert line == "painted", f"the {which} window said {line!r}"
    child.stdin.write("\n")
    child.stdin.flush()
    memory = float(child.stdout.readline())
    child.communicate()
    assert child.returncode == 0, f"the {which} window left with {child.returncode}"
    return seconds, memory


def _pairs(count: int) -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
    """Ours and the bare one in turn, so that both see the same machine."""
    _open("ours"), _open("bare")
    runs = [(_open("ours"), _open("bare")) for _ in range(count)]
    return [ours for ours, _ in runs], [bare for _, bare in runs]


def startup(count: int = 9) -> list[Figure]:
    ours, bare = _pairs(count)
    return [
        Figure(
            "start to first painted frame",
            median([seconds for seconds, _ in ours]),
            median([seconds for seconds, _ in bare]),
            "s",
            "a PySide6 + pyqtgraph window with the same number of curves",
            most_ratio=1.3,
        )
    ]


def memory(count: int = 3) -> list[Figure]:
    ours, bare = _pairs(count)
    return [
        Figure(
            "resident memory, Overview page",
            median([mebibytes for _, mebibytes in ours]),
            median([mebibytes for _, mebibytes in bare]),
            "MiB",
            "the same bare window",
            most_ratio=1.5,
        )
    ]
