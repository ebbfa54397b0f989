"""Tries a frozen Tenor out: it starts, computes as the sources do, exports, and exits cleanly.

`python .build/smoke.py [PROGRAM]`; without one, the build in `dist`. It needs no screen. It runs
in an empty folder and without this Python's paths, as on a machine that has none.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
PRESET = "as_reported"
_PAGES = ("overview", "scenarios", "uncertainty", "decide", "contracts", "ledger", "sources")
# How files of each kind begin.
_BEGINS = {
    "xlsx": b"PK\x03\x04",
    "pptx": b"PK\x03\x04",
    "pdf": b"%PDF-",
    "png": b"\x89PNG",
    "csv": b"month,",
}
_STANDS = 4.0  # seconds that a window is left open
_STARTS = 3


class Failed(Exception):  # noqa: N818  # the smoke test's one answer
    """What went wrong, in a line."""


class Tried:
    """One program in one folder."""

    def __init__(self, program: Path, folder: Path) -> None:
        self._program = program
        self.folder = folder
        self._kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PYTHON", "VIRTUAL_ENV", "QT_", "LD_LIBRARY"))
        }
        self._kept |= {"QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(folder / "config")}
        self._kept |= {"HOME": str(folder), "XDG_DATA_HOME": str(folder / "data")}

    def run(self, *words: str) -> str:
        """What it prints. Raises `Failed` unless it exits with 0 and complains about nothing."""
        done = subprocess.run(  # noqa: S603  # the build that is tried
            [str(self._program), *words],
            cwd=self.folder,
            env=self._kept,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=300,
            check=False,
        )
        if done.returncode or done.stderr:
            said = done.stderr.strip() or done.stdout.strip()[-500:]
            raise Failed(f"tenor {' '.join(words)}: exit code {done.returncode}, {said}")
        return done.stdout

    def stands(self) -> None:
        """The window opens and stays; it goes when it is told to. Raises `Failed`."""
        opened = subprocess.Popen(  # noqa: S603
            [str(self._program), PRESET],
            cwd=self.folder,
            env=self._kept,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        try:
            _, said = opened.communicate(timeout=_STANDS)
            raise Failed(f"the window closed: exit code {opened.returncode}, {said.decode()}")
        except subprocess.TimeoutExpired:
            opened.terminate()
        _, said = opened.communicate(timeout=30)
        if said or (os.name == "posix" and opened.returncode != -signal.SIGTERM):
            raise Failed(f"the window ended with {opened.returncode}: {said.decode()}")


def main() -> int:
    name = "tenor-cli.exe" if os.name == "nt" else "tenor"
    built = ROOT / "dist" / "tenor" / name
    program = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else built
    if not program.is_file():
        sys.stderr.write(f"{program}: there is no build; run `python .build/freeze.py`\n")
        return 2
    with tempfile.TemporaryDirectory() as folder:
        try:
            _try(Tried(program, Path(folder)))
        except Failed as fault:
            sys.stderr.write(f"smoke test: {fault}\n")
            return 1
    return 0


def _try(tried: Tried) -> None:
    _same_numbers(tried)
    _exports(tried)
    for page in _PAGES:
        tried.run("--screenshot", f"{page}.png", "--page", page, PRESET)
        _begins(tried.folder / f"{page}.png", "png")
    tried.stands()
    started = min(_seconds(tried, "--version") for _ in range(_STARTS))
    shown = min(_seconds(tried, "--screenshot", "start.png", PRESET) for _ in range(_STARTS))
    sys.stdout.write(f"smoke test passed: {len(_BEGINS)} kinds of files, {len(_PAGES)} pages\n")
    sys.stdout.write(f"starts in {started:.2f} s; window painted, saved, closed: {shown:.2f} s\n")


def _same_numbers(tried: Tried) -> None:
    """To the last bit what the sources compute."""
    words = ("evaluate", PRESET, "--set", "term_months=48", "--format", "json")
    frozen = json.loads(tried.run(*words))
    command = [sys.executable, "-m", "app", *words]
    own = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)  # noqa: S603
    if frozen != json.loads(own.stdout):
        raise Failed("the build's numbers are not those of the sources")
    tried.run("simulate", PRESET, "--draws", "500", "--format", "json")


def _exports(tried: Tried) -> None:
    for kind in _BEGINS:
        name = f"export.{kind}"
        tried.run("export", PRESET, "--out", name)
        _begins(tried.folder / name, kind)
    # A workbook that it wrote is a scenario again.
    if json.loads(tried.run("evaluate", "export.xlsx", "--format", "json")) != json.loads(
        tried.run("evaluate", PRESET, "--format", "json")
    ):
        raise Failed("its workbook doesn't read back as what was exported")


def _begins(path: Path, kind: str) -> None:
    data = path.read_bytes() if path.is_file() else b""
    if not data.startswith(_BEGINS[kind]):
        raise Failed(f"{path.name} is no {kind} file")


def _seconds(tried: Tried, *words: str) -> float:
    before = time.perf_counter()
    tried.run(*words)
    return time.perf_counter() - before


if __name__ == "__main__":
    sys.exit(main())
