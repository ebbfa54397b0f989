"""The window on a real display: X11 through Xvfb, a drag with the mouse, a clean exit."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
XVFB = shutil.which("Xvfb")

pytestmark = [
    pytest.mark.xvfb,
    pytest.mark.skipif(XVFB is None, reason="Xvfb is not installed"),
]


@pytest.fixture
def display() -> Iterator[str]:
    reading, writing = os.pipe()
    server = subprocess.Popen(  # noqa: S603 - Xvfb
        [str(XVFB), "-displayfd", str(writing), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as numbers:
        number = numbers.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait()


def test_a_real_window_is_dragged_and_closed(display: str, tmp_path: Path) -> None:
    picture = tmp_path / "window.png"
    environment = {
        **os.environ,
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
        "XDG_CONFIG_HOME": str(tmp_path),
        "XDG_DATA_HOME": str(tmp_path),
    }
    done = subprocess.run(  # noqa: S603 - ourselves
        [sys.executable, "-m", "tests.app.real_window", str(picture)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    seen, asked = done.stdout.strip().splitlines()
    platform, title, position, shown = seen.split("|")
    assert platform == "xcb"
    assert title == "As reported[*] – Tenor"  # Qt puts the star in place of the mark
    assert asked == "Save the changes to As reported?"
    assert int(position) > 35
    assert "$43.4B" not in shown
    assert picture.stat().st_size > 20_000
    assert (tmp_path / "tenor" / "settings.json").exists()
    left = tmp_path / "tenor" / "recovery"
    assert not left.exists() or not list(left.iterdir())


def test_a_machine_without_a_display_is_told(tmp_path: Path) -> None:
    environment = {
        key: value
        for key, value in os.environ.items()
        if key not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    done = subprocess.run(
        [sys.executable, "-m", "app", "as_reported"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert "tenor export" in done.stderr
