"""With a projector: the board's picture fills it, the laptop keeps the window."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def _screen(name: str, left: int, width: int, height: int) -> dict[str, Any]:
    place = {"name": name, "x": left, "y": 0, "width": width, "height": height}
    return place | {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}


def test_the_stage_fills_the_screen_it_belongs_to(tmp_path: Path) -> None:
    screens = [_screen("Laptop", 0, 1440, 900), _screen("Projector", 1440, 1920, 1080)]
    plan = tmp_path / "screens.json"
    plan.write_text(json.dumps({"screens": screens}), encoding="utf-8")
    environment = os.environ | {"QT_QPA_PLATFORM": f"offscreen:configfile={plan}"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.app.two_screens"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert done.stdout.splitlines() == [
        "Laptop|True|(0, 0, 1440, 900)",
        "Projector|True|(1440, 0, 1920, 1080)",
    ]
