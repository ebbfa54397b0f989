"""The CSV export, read back by the standard library's reader."""

from __future__ import annotations

import csv
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from engine.calendar import YearMonth
from engine.evaluate import evaluate
from engine.files.atomic import FileError
from engine.files.shipped import preset_scenario
from engine.files.tables import csv_text, write_csv
from engine.model.catalogue import catalogue

if TYPE_CHECKING:
    from pathlib import Path

    from engine.scenario import Scenario


def _rows(scenario: Scenario) -> list[dict[str, str]]:
    return list(csv.DictReader(csv_text(evaluate(scenario)).splitlines()))


def test_one_row_a_month_with_each_line_item_once() -> None:
    header, *rows = csv.reader(csv_text(evaluate(preset_scenario("as_reported"))).splitlines())
    assert header[:3] == ["month", "date", "quarter"]
    assert len(rows) == 120
    assert len(header) == len(set(header)) == 106 + 2
    assert set(catalogue().line_items) < set(header)
    assert {len(row) for row in rows} == {108}


def test_months_dates_and_quarters() -> None:
    rows = _rows(preset_scenario("as_reported"))
    assert [(row["month"], row["date"], row["quarter"]) for row in rows[:4]] == [
        ("1", "2026-04", "Q2 2026"),
        ("2", "2026-05", "Q2 2026"),
        ("3", "2026-06", "Q2 2026"),
        ("4", "2026-07", "Q3 2026"),
    ]
    assert (rows[119]["month"], rows[119]["date"]) == ("120", "2036-03")


def test_fiscal_quarters() -> None:
    start = replace(
        preset_scenario("as_reported").with_values({"quarter_phase": 2}),
        start=YearMonth(2026, 4),
        fiscal_start=2,
    )
    assert [row["quarter"] for row in _rows(start)[:3]] == ["Q1 FY2027", "Q2 FY2027", "Q2 FY2027"]


def test_quarters_end_where_the_model_ends_them() -> None:
    shifted = preset_scenario("as_reported").with_values({"quarter_phase": 1})
    rows = _rows(shifted)
    ends = [row["quarter"] for row in rows if row["quarter_month"] == "3"]
    assert [row["quarter"] for row in rows[:5]] == [ends[0]] * 2 + [ends[1]] * 3


def test_numbers_read_back_as_the_same_floats() -> None:
    result = evaluate(preset_scenario("flexible_contract"))
    rows = list(csv.DictReader(csv_text(result).splitlines()))
    for key in catalogue().line_items:
        assert [float(row[key]) for row in rows] == result.row(key).tolist()


def test_the_file_has_the_same_text_and_plain_line_ends(tmp_path: Path) -> None:
    result, path = evaluate(preset_scenario("s1_terms")), tmp_path / "plan.csv"
    write_csv(path, result)
    assert path.read_bytes() == csv_text(result).encode()
    assert b"\r" not in path.read_bytes()
    assert [each.name for each in tmp_path.iterdir()] == ["plan.csv"]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"the folder .*nowhere does not exist"):
        write_csv(tmp_path / "nowhere" / "plan.csv", evaluate(preset_scenario("as_reported")))


def test_a_folder_as_target_stays(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="it is a folder"):
        write_csv(tmp_path, evaluate(preset_scenario("as_reported")))
    assert tmp_path.is_dir()
