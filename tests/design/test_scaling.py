"""At 100, 150 and 200% of the usual size every picture is painted for the screen's own pixels."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize("factor", [1.0, 1.5, 2.0])
def test_no_picture_is_stretched(factor: float) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "tests.design.scaled"],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "QT_SCALE_FACTOR": str(factor), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(told.stdout)
    assert found["sizes"] == [[round(1280 * factor), round(720 * factor), factor]]
    assert found["drawn"] > 20
    assert found["stretched"] == []
