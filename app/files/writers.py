"""What an export writes, for the window and the command line alike. Knows no Qt."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from engine.files.shipped import claims

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.files.export_case import ExportCase
    from engine.analysis.simulation.result import Simulation
    from engine.evaluate import Result

    Progress = Callable[[float], None]
    Write = Callable[[Path, Progress], None]

_DRAWN = 0.5  # of the export of draws: the rest is the writing
_HALFWAY = 100  # calls until half of the draws may be there: nobody knows how many it takes


def tenor_version() -> str:
    """The installed version; `development` where Tenor runs from its sources."""
    # Here, not above: it takes 40 ms to import and few starts need it.
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("tenor")
    except PackageNotFoundError:
        return "development"


def workbook_writer(case: ExportCase) -> Write:
    """Writes the live workbook of a project's scenarios, the current one selected in it."""

    def write(path: Path, progress: Progress) -> None:
        # Here, not above: XlsxWriter is not needed before the first export.
        from engine.evaluate import evaluate
        from engine.files.workbook.writer import Evidence, Stamp, write_workbook

        results = [evaluate(scenario) for scenario in case.scenarios]
        today = datetime.date.today().isoformat()  # the user's own date
        stamp = Stamp(tenor_version(), today)
        baseline = evaluate(case.baseline)
        evidence = Evidence(claims(), case.sources, case.attachments)
        write_workbook(
            path,
            results,
            case.selected,
            baseline,
            stamp,
            evidence,
            progress,
            case.simulation,
        )

    return write


def draws_writer(make: Callable[[Callable[[], None]], Simulation]) -> Write:
    """Writes the draws that `make` gives as CSV; it is handed what to call often."""

    def write(path: Path, progress: Progress) -> None:
        from engine.files.draws import write_draws

        asked = 0

        def stop() -> None:
            nonlocal asked
            asked += 1
            progress(_DRAWN * asked / (asked + _HALFWAY))

        found = make(stop)
        today = datetime.date.today()
        write_draws(path, found, today, lambda share: progress(_DRAWN + (1 - _DRAWN) * share))

    return write


def data_writer(result: Result) -> Write:
    """Writes all line items by month as CSV."""

    def write(path: Path, _progress: Progress) -> None:
        from engine.files.tables import write_csv

        write_csv(path, result)

    return write
