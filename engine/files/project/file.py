"""The project file, `.tenor`: scenarios as JSON that people can read and compare line by line.

    {"tenor": 6, "current": "Longer term", "baseline": "saved", "scenarios": [
      {"name": "Longer term", "start": "2026-04", "fiscal_start": 1, "preset": "as_reported",
       "colour": 0, "ticked": false, "inputs": {"term_months": 60}}],
     "items": [{"key": "margin", "label": "Margin", "unit": "%", "kind": "rate",
       "formula": "operating_profit / revenue", "opening": "0", "meaning": "of revenue"}],
     "sources": [{"id": 1, "title": "Board paper 12", "document": "page 3", "note": ""}],
     "attachments": [{"source": 1, "key": "term_months", "note": "the term agreed on"}],
     "actuals": {"source": "books.csv", "start": "2026-04", "rows": {"revenue": [410.5, null]}},
     "uncertainty": {"draws": 10000, "seed": 1, "follows": false,
       "distributions": {"revenue_growth": {"kind": "pert", "low": 0, "mode": 0.07, "high": 0.16}},
       "correlations": [{"first": "revenue_growth", "second": "training_growth", "rank": 0.3}]},
     "ranges": {"term_months": {"low": 24, "high": 60}},
     "goal": {"figure": "first_profit_quarter", "relation": "<=", "threshold": 2, "month": 0},
     "register": {"contracts": [{"id": "A-1", "supplier": "Nimbus", "start": "2026-04-01",
         "term_months": 36, "monthly_fee": 1250, "notice_months": 6}],
       "quotes": [{"id": "Q-1", "supplier": "Cirrus", "day": "2026-10-01", "price": 4.6}],
       "as_of": "2026-11-22", "studied": "A-1", "watch": {"price": 4.5}},
     "scenes": [{"scenario": "Longer term", "page": "overview", "view": "",
       "charts": ["profitability", "lock_in"], "text": "What the longer term costs",
       "notes": "Pause here."}]}

Only `tenor`, `scenarios` and each `name` must be given; of an item all but `opening` and
`meaning`, of a source its `id` and `title`, of a distribution all, of a goal all but `month`, of a
contract and a quote what has no default there, of a scene its scenario and page. Money is $m, a
quote's price dollars. Where contracts feed the scenarios there is a `supply` (see `supply.py`),
and an input `register_supply` in each scenario. What is left out: `current` is the first scenario,
`baseline` is `preset`, an input has its preset's value; uncertain is what ships with the model,
and ranges too. A file without scenes says that its version is 5: a Tenor that knows none reads it
as well. Of an `uncertainty` that is given, what is left out is 10,000 draws, seed 1, and nothing.
The items are every scenario's. With `"baseline": "scenario"`, `baseline_scenario` names one.
Fields that this version doesn't know are kept and written back behind the known ones, but refused
where the known ones are names of inputs or line items, and in `uncertainty`, `ranges` and `goal`:
a slip there would change answers unseen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.files.atomic import FileError, replacing
from engine.files.project.json import MAX_BYTES, ContentError, text_of, values_of
from engine.files.project.migrations import VERSION, upgraded
from engine.files.project.read import project_from
from engine.files.project.write import document_of
from engine.files.reading import read_bounded

if TYPE_CHECKING:
    from pathlib import Path

    from engine.project import Project

__all__ = ["SUFFIX", "VERSION", "parse_project", "project_text", "read_project", "write_project"]

SUFFIX = ".tenor"


def read_project(path: Path) -> Project:
    """The project in a file of this version or an older one.

    Raises `FileError` naming the file, the scenario, the field and what is allowed.
    """
    return parse_project(read_bounded(path, MAX_BYTES), path)


def parse_project(data: bytes, name: Path | str) -> Project:
    """The project in the bytes of a file; `name` is what messages call it. Raises `FileError`."""
    try:
        return project_from(upgraded(values_of(data)))
    except ContentError as fault:
        raise FileError(name, str(fault)) from None


def project_text(project: Project) -> str:
    """What `write_project` writes, whether or not it could be read back."""
    return text_of(document_of(project))


def write_project(path: Path, project: Project) -> None:
    """Writes a project, whole or not at all, so that it reads back bit for bit.

    Raises `FileError`, also for what could not be read back: too many scenarios, a name that
    is empty or given twice, a month outside the calendar.
    """
    data = project_text(project).encode()
    try:
        # A file that opens must never be replaced by one that doesn't.
        project_from(upgraded(values_of(data)))
    except ContentError as fault:
        raise FileError(path, f"can't be written: {fault}") from None
    with replacing(path) as temporary:
        temporary.write_bytes(data)
