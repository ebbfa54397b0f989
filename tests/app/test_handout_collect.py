"""Collecting a handout from the pages of a window that nobody sees."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

import resources
from app.handouts.collect import Collecting, HandoutOptions, collect
from app.handouts.pages import page_choices, usual_pages
from app.handouts.pdf import write_pdf
from app.handouts.tables import assumptions_table, ledger_tables
from app.views import page_names
from app.window import MainWindow
from engine.evaluate import evaluate
from engine.files.opening import open_project
from engine.files.shipped import preset_scenario
from engine.project import single
from engine.sources import Library
from tests.app.pdf_reading import images, needs_poppler, page_texts
from tests.oracle.inputs import presets
from tests.oracle.model import evaluate as oracle

if TYPE_CHECKING:
    from app.handouts.content import Table
    from engine.project import Project

pytestmark = [
    pytest.mark.usefixtures("qapp"),
    pytest.mark.qt_log_ignore("This plugin does not support"),
]
_HELP = Path(resources.__file__).parent / "help"


@pytest.fixture
def project() -> Project:
    return open_project(str(_HELP / "three-terms.tenor"))[0]


def _windows() -> list[MainWindow]:
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow)]


def test_choices_are_pages_of_the_window(project: Project) -> None:
    contracts = open_project(str(_HELP / "contracts.tenor"))[0]
    for each in (project, contracts):
        names = [choice.name for choice in page_choices(each)]
        assert set(names) <= set(page_names())
        assert set(usual_pages(each)) <= set(names)
    assert "contracts/audit" in usual_pages(contracts)
    assert not any(choice.name.startswith("contracts") for choice in page_choices(project))
    alone = single(preset_scenario("as_reported"))
    assert "scenarios" in usual_pages(project)
    assert "scenarios" not in usual_pages(alone)


@needs_poppler
def test_overview_and_scenarios(project: Project, tmp_path: Path) -> None:
    before, palette = _windows(), QApplication.palette()
    options = HandoutOptions("Northlight", date="2026-11-22")
    found = collect(project, ("overview", "scenarios"), options)
    assert _windows() == before
    assert QApplication.palette() == palette
    assert found.stamp[:3] == ("Northlight", "Longer and cheaper", "2026-11-22")
    assert found.compared == "As reported"
    assert [part.name for part in found.pages] == ["overview", "scenarios"]
    titles = [each.table.title for each in found.pages[0].pictures]
    assert titles == ["Profitability", "Cumulative cash", "Lock-in", "Contract against market"]
    assert all("Enter" not in each.sentence for part in found.pages for each in part.pictures)
    path = tmp_path / "pack.pdf"
    write_pdf(path, found, lambda _share: None)
    pages = page_texts(path)
    assert images(path) == 0
    for text in ("Profitability", "Operating profit", "$12.5B", "Q1 28", "leaving pays"):
        assert text in pages[2]
    compared = next(page for page in pages if "Headline figures side by side" in page)
    assert "Longer and cheaper As reported S-1 exit terms" in compared


def test_pages_are_taken_once(project: Project) -> None:
    work = Collecting(project, date="2026-11-22")
    try:
        for _share in work.steps(("overview",)):
            work.settle()
        assert work.missing(("overview",)) == ()
        assert list(work.steps(("overview",))) == []
        first = work.handout(("overview",), HandoutOptions())
        second = work.handout(("overview",), HandoutOptions("Other", ledger=False))
        assert second.pages == first.pages
        assert second.ledger == ()
        assert first.ledger
    finally:
        work.stop()


def test_given_up_between_two_steps(project: Project) -> None:
    before = _windows()
    work = Collecting(project)
    steps = work.steps(("overview", "uncertainty/fans"))
    for _share in range(3):
        next(steps)
    work.stop()
    assert _windows() == before


def test_the_audit_is_told_in_tables() -> None:
    contracts = open_project(str(_HELP / "contracts.tenor"))[0]
    options = HandoutOptions(date="2026-11-22")
    (part,) = collect(contracts, ("contracts/audit",), options).pages
    portfolio, findings = part.tables
    assert portfolio.rows[0][0] == "Remaining obligation"
    assert findings.header[0] == "Severity"
    assert len(findings.rows) > 5
    assert {row[0] for row in findings.rows} <= {"Critical", "High", "Medium", "Low", "Info"}


# The tables ----------------------------------------------------------------------------------


def test_assumptions_are_all_inputs_with_their_status() -> None:
    case, other = preset_scenario("as_reported"), preset_scenario("s1_terms")
    table = assumptions_table(other, case, Library())
    assert len(table.rows) == len(case.values)
    rows = {row[1]: row for row in table.rows}
    assert rows["Term length"][0] == "Undisclosed"
    assert rows["Minimum lock-in"][2:4] == ("3 months", "12 months")
    same = assumptions_table(case, case, Library())
    assert len(same.header) == len(table.header) - 1


def _cell(tables: tuple[Table, ...], item: str, head: str) -> str:
    for table in tables:
        for row in table.rows:
            if row[0] == item:
                return row[table.header.index(head)]
    raise KeyError(item)


def test_the_ledger_by_quarter_is_the_oracles() -> None:
    inputs = {**presets()["as_reported"]}
    _, rows = oracle(inputs)
    tables = ledger_tables(evaluate(preset_scenario("as_reported")))
    heads = tables[0].header[2:]
    assert heads[:2] == ("Q2 2026", "Q3 2026")
    for quarter, head in enumerate(heads):
        months = slice(3 * quarter, 3 * quarter + 3)
        assert _cell(tables, "Revenue", head) == f"{sum(rows['revenue'][months]):,.0f}"
        left = rows["remaining_obligation"][months][-1]
        shown = _cell(tables, "Remaining obligation", head)
        assert shown == (f"{left:,.0f}" if left else "–")
