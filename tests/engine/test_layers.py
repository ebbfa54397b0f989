"""The engine's core needs neither Qt nor a spreadsheet library."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

_SCRIPT = """
import sys

FORBIDDEN = {"PySide6", "shiboken6", "pyqtgraph", "openpyxl", "xlsxwriter", "pandas"}


class Guard:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in FORBIDDEN | {"app", "widgets"}:
            raise ImportError(f"the engine imports {name}")


sys.meta_path.insert(0, Guard())
try:
    import openpyxl
except ImportError:
    pass
else:
    sys.exit("the guard lets things through")

import engine.evaluate, engine.kpis, engine.scenario, engine.calendar
import engine.formula.check, engine.formula.excel, engine.formula.explain
import engine.model.check
import engine.project, engine.actuals, engine.rebase, engine.analysis.bridge
import engine.analysis.drivers, engine.analysis.standing, engine.explanation.explain
import engine.periods, engine.sources

case = engine.scenario.scenario("case")
figures = engine.kpis.headline(engine.evaluate.evaluate(case))
print(figures["first_profit_quarter"].value)
"""


def test_the_core_runs_without_them() -> None:
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-W", "error", "-c", _SCRIPT],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "2.0"
    assert done.stderr == ""
