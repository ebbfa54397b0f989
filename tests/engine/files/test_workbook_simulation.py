"""The sheet Simulation: dated values beside a workbook that stays as it is without."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from engine.analysis.simulation.simulate import FAN_ROWS, simulate
from engine.evaluate import evaluate
from engine.files.shipped import claims
from engine.files.workbook.read import read_changes, read_workbook
from engine.files.workbook.writer import Evidence, write_workbook
from engine.scenario import scenario
from engine.uncertainty.case import Distribution, Uncertainty
from engine.uncertainty.defaults import shipped
from tests.engine.files.workbooks import STAMP, load, write

if TYPE_CHECKING:
    from pathlib import Path

    from engine.analysis.simulation.result import Simulation
    from engine.scenario import Scenario

DRAWS = 400
FIGURES = ("exit_cost", "first_profit_quarter", "effective_lock_in_months")
EIGHT = ["Cover", "Inputs", "Model", "KPIs", "Charts", "Scenarios", "Checks", "Sources"]
# Twenty complete quarters, and a name that a spreadsheet would take for a formula.
PLAN = scenario("=HYPERLINK(1)", {"horizon_months": 60, "revenue_growth": 0.08})


def simulated(plan: Scenario = PLAN, uncertainty: Uncertainty | None = None) -> Simulation:
    made = replace(uncertainty or shipped(), draws=DRAWS, seed=7)
    return simulate(plan, made, figures=FIGURES)


def written(path: Path, found: Simulation, plan: Scenario = PLAN) -> Path:
    base = evaluate(scenario("base"))
    write_workbook(path, [evaluate(plan)], 0, base, STAMP, Evidence(claims()), simulation=found)
    return path


@pytest.fixture(scope="module")
def found() -> Simulation:
    return simulated()


@pytest.fixture(scope="module")
def path(found: Simulation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("simulated") / "plan.xlsx", found)


@pytest.fixture(scope="module")
def sheet(path: Path) -> Any:
    return load(path)["Simulation"]


def table(sheet: Any, title: str) -> list[list[Any]]:
    """The rows under a title, its note and its heads, to the next empty line."""
    column = [cell.value for cell in sheet["A"]]
    row = column.index(title) + 4  # from 1
    rows = []
    while sheet.cell(row, 1).value is not None:
        rows.append([cell.value for cell in sheet[row]])
        row += 1
    return rows


def test_it_is_the_ninth_and_the_cover_names_it(path: Path) -> None:
    book = load(path)
    assert book.sheetnames == [*EIGHT, "Simulation"]
    cells = [cell for row in book["Cover"].iter_rows() for cell in row]
    links = {cell.hyperlink.location for cell in cells if cell.hyperlink}
    assert "Simulation!A1" in links


def test_it_says_what_and_when(sheet: Any) -> None:
    assert "Values, not formulas: simulated on 2026-11-21 with the distributions below" in (
        sheet["A2"].value
    )
    facts = {sheet.cell(row, 1).value: sheet.cell(row, 2).value for row in range(4, 11)}
    assert facts == {
        "Scenario": "=HYPERLINK(1)",
        "Draws": DRAWS,
        "Seed": 7,
        "Simulated on": "2026-11-21",
        "Simulated by": "Tenor 1.2.3",
        "Distributions move": "not: they stand as stated",
        "Months": 60,
    }


def test_no_cell_is_a_formula(sheet: Any) -> None:
    kinds = {cell.data_type for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    assert sheet["B4"].data_type == "s"
    assert sheet["B4"].quotePrefix


def test_distributions_and_correlations_are_listed(sheet: Any) -> None:
    rows = {row[0]: row[1:] for row in table(sheet, "Distributions")}
    assert list(rows) == list(shipped().inputs)
    assert rows["revenue_growth"][:5] == [
        "Revenue growth",
        0.08,
        0,
        "%/month",
        "PERT: lowest 0, most likely 0.07, highest 0.16",
    ]
    pairs = {(row[0], row[3]): row[2] for row in table(sheet, "Rank correlations")}
    assert pairs["revenue_growth", "long_run_growth"] == 0.5
    assert len(pairs) == 5


def test_figures_with_the_share_that_has_none(sheet: Any, found: Simulation) -> None:
    rows = {row[0]: row[1:] for row in table(sheet, "Headline figures")}
    assert set(rows) == {*FIGURES, "sustained_profit_month"}
    for key, (_, share, *texts) in rows.items():
        values = found.figures[key]
        there = values[~np.isnan(values)]
        assert share == pytest.approx(np.isnan(values).mean())
        assert texts[:5] == pytest.approx(list(np.percentile(there, [5, 25, 50, 75, 95])))


def test_probabilities_by_quarter_and_month(sheet: Any, found: Simulation) -> None:
    quarters = table(sheet, "Probability of profit by quarter")
    assert [row[2] for row in quarters] == pytest.approx(list(found.quarter_profit))
    assert quarters[0][:2] == ["Q2 2026", "months 1 to 3"]
    months = table(sheet, "Probability of sustained profit by month")
    assert [row[2] for row in months] == pytest.approx(list(found.sustained_profit))
    assert months[0][0].isoformat() == "2026-04-01T00:00:00"


def test_bands_by_month(sheet: Any, found: Simulation) -> None:
    titles = {
        "operating_profit": "Operating profit by month",
        "cash_balance": "Cash balance by month",
    }
    assert set(found.bands) == set(FAN_ROWS)
    for key, title in titles.items():
        rows = np.array([row[2:7] for row in table(sheet, title)])
        assert rows == pytest.approx(found.bands[key].T)


def test_what_no_draw_has_is_a_dash(tmp_path: Path) -> None:
    """Nobody with that much cash runs out of it."""
    plan = scenario("rich", {"opening_cash": 200_000.0})
    made = simulate(plan, replace(shipped(), draws=DRAWS), figures=("cash_out_month",))
    book = load(written(tmp_path / "none.xlsx", made, plan))
    rows = {row[0]: row[1:] for row in table(book["Simulation"], "Headline figures")}
    _, share, *percentiles = rows["cash_out_month"]
    assert share == 1
    assert percentiles[:5] == ["\N{EN DASH}"] * 5


def test_distributions_without_correlations(tmp_path: Path) -> None:
    one = Uncertainty().with_distribution(
        "revenue_growth", Distribution("uniform", (("low", 0.0), ("high", 0.1)))
    )
    book = load(written(tmp_path / "one.xlsx", simulated(PLAN, one)))
    assert [row[0] for row in table(book["Simulation"], "Rank correlations")] == ["none"]


def test_the_other_sheets_are_as_they_are_without(path: Path, tmp_path: Path) -> None:
    plain, with_it = load(write(tmp_path / "plain.xlsx", PLAN)), load(path)
    assert plain.sheetnames == EIGHT
    for name in EIGHT:
        before = {cell.coordinate: cell.value for row in plain[name] for cell in row if cell.value}
        after = {cell.coordinate: cell.value for row in with_it[name] for cell in row if cell.value}
        new = {place for place in after if after[place] != before.get(place)}
        assert before.items() <= after.items(), name
        assert len(new) == (2 if name == "Cover" else 0)  # its line among the contents


def test_it_is_not_read_back(path: Path) -> None:
    found = read_workbook(path)
    assert found.values == PLAN.values
    reading = read_changes(path)
    assert not reading.faults
    assert not reading.formulas
    assert not reading.notes
    assert [case.now.values == PLAN.values for case in reading.cases] == [True]


def test_that_of_another_scenario_is_refused(tmp_path: Path, found: Simulation) -> None:
    target = tmp_path / "other.xlsx"
    with pytest.raises(ValueError, match="another scenario"):
        written(target, found, scenario("Other"))
    assert not target.exists()
