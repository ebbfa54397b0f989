"""The living workbook: scenarios as a spreadsheet whose every number is a formula.

A cell says which scenario it shows. Choose another or change an input in Excel or LibreOffice
and everything follows. The numbers as Tenor computed them are stored beside the formulas, for
previewers that don't calculate.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from engine.files.atomic import replacing
from engine.files.workbook.charts import write_charts
from engine.files.workbook.checks import write_checks
from engine.files.workbook.closing import close
from engine.files.workbook.content import Evidence, Stamp, content
from engine.files.workbook.contracts import write_contracts
from engine.files.workbook.cover import NOTICE, write_cover
from engine.files.workbook.inputs import write_inputs
from engine.files.workbook.kpis import write_kpis
from engine.files.workbook.layout import CONTRACTS, MODEL, SHEETS, SIMULATION
from engine.files.workbook.mark import MARKED, formula_digest, mark_of
from engine.files.workbook.model import write_model
from engine.files.workbook.scenarios import write_scenarios
from engine.files.workbook.simulation import write_simulation
from engine.files.workbook.sources import write_sources
from engine.files.workbook.style import FONT, Styles

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from engine.analysis.simulation.result import Simulation
    from engine.evaluate import Result
    from engine.files.workbook.content import Content

__all__ = ["Evidence", "Stamp", "write_workbook"]


class _Sheet(Worksheet):  # type: ignore[misc]  # the library has no types
    """A sheet that takes formulas as they are, and keeps a digest of them.

    The library would search each of 18,000 for sixty functions that are newer than its file
    format: two thirds of all its time. No formula here uses one.
    """

    def __init__(self) -> None:
        super().__init__()
        self.digest = formula_digest()

    def _prepare_formula(self, formula: str, expand: bool = False) -> str:
        if not expand:  # a cell's, not a rule's
            self.digest.update(formula.encode())
        return formula.removeprefix("=")


def write_workbook(
    path: Path,
    results: Sequence[Result],
    selected: int,
    baseline: Result,
    stamp: Stamp,
    evidence: Evidence,
    progress: Callable[[float], None] | None = None,
    simulation: Simulation | None = None,
) -> None:
    """Writes the workbook whole or not at all; the same arguments give the same bytes.

    `results` are those of all scenarios in their order, at most `MAX_SCENARIOS`; the model
    shows number `selected`, from 0, until another is chosen in the workbook. `baseline` is
    what they are compared with, `evidence` what the numbers rest on, `simulation` draws of the
    selected one: with them there is a sheet more, as there is where contracts of a register feed
    the scenarios. `progress` is called with
    shares from 0 to 1; what it raises ends the writing and leaves the old file. Raises
    `FileError` for a target that can't be written, `ValueError` for a stamp without an ISO date,
    a `selected` that isn't there, or a simulation of another scenario.
    """
    ready = content(results, selected, baseline, stamp, evidence, simulation)
    with replacing(path) as temporary:
        _write(temporary, ready, progress or (lambda _: None))


# The sheets in the order of writing, each with the share of the work done after it. The
# Model is most of what is collected; putting the file together takes as long as all of them.
_STEPS = (
    (write_inputs, 0.04),
    (write_model, 0.38),
    (write_contracts, 0.40),
    (write_kpis, 0.44),
    (write_charts, 0.45),
    (write_scenarios, 0.47),
    (write_sources, 0.48),
    (write_simulation, 0.49),
)
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def _titles(ready: Content) -> list[str]:
    place = SHEETS.index(MODEL) + 1
    contracts = [CONTRACTS] if ready.shape.supplied else []
    simulation = [SIMULATION] if ready.simulation else []
    return [*SHEETS[:place], *contracts, *SHEETS[place:], *simulation]


def _write(path: Path, ready: Content, progress: Callable[[float], None]) -> None:
    # In memory: the writer would else put its parts into the system's temporary folder.
    book = xlsxwriter.Workbook(str(path), {**_OPTIONS, "default_format_properties": {**FONT}})
    book.set_properties(
        {
            "title": ready.name,
            "subject": "Long compute commitment",
            "author": f"Tenor {ready.stamp.version}",
            "comments": NOTICE,
            "created": datetime(ready.day.year, ready.day.month, ready.day.day),
        }
    )
    styles = Styles(book)
    for name in _titles(ready):
        book.add_worksheet(name, worksheet_class=_Sheet)
    progress(0.0)
    for write, share in _STEPS:
        write(book, styles, ready)
        progress(share)
    failed = write_checks(book, styles, ready)
    sheets = {name: book.get_worksheet_by_name(name) for name in MARKED}
    write_cover(book, styles, ready, failed, mark_of(sheets))
    progress(0.5)
    close(book)
    progress(1.0)
