"""The command line with line items and sources that the user added."""

from __future__ import annotations

import csv
import json
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from app.__main__ import main
from engine.files.project.file import write_project
from engine.files.shipped import preset_scenario
from engine.files.workbook.read import read_changes
from engine.model.catalogue import catalogue
from engine.model.custom import CustomItem
from engine.project import project_of
from engine.sources import Attachment, Source

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Tenor = Callable[..., str]

ITEMS = (
    CustomItem("per_late_month", "Per late month", "$m", "flow", "revenue / (month - 3)"),
    CustomItem("twice_as_much", "Twice as much", "$m", "flow", "2 * revenue", meaning="=x"),
)
SOURCES = (Source(4, "Board paper"),)
ATTACHMENTS = (Attachment(4, "term_months", "36"),)


@pytest.fixture
def tenor(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Tenor:
    """What a call says that goes well."""

    def run(*words: str) -> str:
        monkeypatch.setattr(sys, "argv", ["tenor", *words])
        code = main()
        said = capsys.readouterr()
        assert (code, said.err) == (0, "")
        return said.out

    return run


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.tenor"
    plain = preset_scenario("as_reported")
    other = replace(preset_scenario("s1_terms"), name="Other")
    project = project_of([plain, other]).with_items(ITEMS)
    write_project(path, replace(project, sources=SOURCES, attachments=ATTACHMENTS))
    return path


def _parsed(text: str) -> Any:
    def refuse(word: str) -> None:
        raise AssertionError(word)

    return json.loads(text, parse_constant=refuse)


def test_json_has_the_rows_and_null_where_there_is_no_value(tenor: Tenor, plan: Path) -> None:
    found = _parsed(tenor("evaluate", f"{plan}#Other", "--format", "json"))
    assert list(found["rows"]) == [*catalogue().line_items, "per_late_month", "twice_as_much"]
    late, revenue = found["rows"]["per_late_month"], found["rows"]["revenue"]
    assert late[2] is None
    assert late.count(None) == 1
    assert late[4] == pytest.approx(revenue[4] / 2, rel=1e-12)
    assert found["rows"]["twice_as_much"] == [2 * value for value in revenue]


def test_csv_is_empty_where_there_is_no_value(tenor: Tenor, plan: Path, tmp_path: Path) -> None:
    text = tenor("evaluate", f"{plan}#Other", "--format", "csv")
    rows = list(csv.DictReader(text.splitlines()))
    assert rows[2]["per_late_month"] == ""
    assert float(rows[4]["per_late_month"]) > 0
    tenor("export", f"{plan}#Other", "--out", str(tmp_path / "other.csv"))
    assert (tmp_path / "other.csv").read_text(encoding="utf-8") == text


def test_the_table_has_headline_figures_as_before(tenor: Tenor, plan: Path) -> None:
    plain = tenor("evaluate", "s1_terms").splitlines()
    assert tenor("evaluate", f"{plan}#Other").splitlines()[1:] == plain[1:]


def test_a_workbook_carries_them_there_and_back(tenor: Tenor, plan: Path, tmp_path: Path) -> None:
    path, again = tmp_path / "plan.xlsx", tmp_path / "again.xlsx"
    tenor("export", str(plan), "--set", "term_months=60", "--out", str(path))
    found = read_changes(path)
    assert (found.items, found.sources, found.attachments) == (ITEMS, SOURCES, ATTACHMENTS)
    assert [case.now.name for case in found.cases] == ["As reported", "Other"]
    shown = _parsed(tenor("evaluate", str(path), "--format", "json"))
    assert shown["inputs"]["term_months"] == 60
    assert shown["rows"]["per_late_month"][2] is None
    tenor("export", str(path), "--out", str(again))
    found = read_changes(again)
    assert (found.items, found.sources, found.attachments) == (ITEMS, SOURCES, ATTACHMENTS)
    assert [case.now.name for case in found.cases] == ["As reported"]


def test_a_broken_formula_is_one_line(
    plan: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    plan.write_text(plan.read_text("utf-8").replace("2 * revenue", "2 * revnue"), "utf-8")
    monkeypatch.setattr(sys, "argv", ["tenor", "evaluate", f"{plan}#Other"])
    assert main() == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == (
        f"tenor: {plan}: item 'twice_as_much', formula, character 5: unknown name 'revnue'\n"
    )
