"""The draws as CSV, read back by csv and by pandas."""

from __future__ import annotations

import csv
import math
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest

from engine.analysis.simulation.simulate import simulate
from engine.files.atomic import FileError
from engine.files.draws import draws_text, write_draws
from engine.files.shipped import preset_scenario
from engine.uncertainty.defaults import shipped

if TYPE_CHECKING:
    from pathlib import Path

    from engine.analysis.simulation.result import Simulation

DAY = date(2026, 11, 22)
FIGURES = ("first_profit_quarter", "cash_out_month", "peak_funding")


def simulated(name: str = "As reported") -> Simulation:
    scenario = replace(preset_scenario("as_reported"), name=name)
    return simulate(scenario, shipped(), draws=150, seed=7, rows=(), figures=FIGURES)


def test_every_draw_has_its_line() -> None:
    found = simulated()
    header, *rows = csv.reader(draws_text(found, DAY).splitlines())
    figures = [*FIGURES, "sustained_profit_month"]
    made = ["scenario", "seed", "draws", "date"]
    assert header == ["draw", *shipped().inputs, *figures, *made]
    assert [row[0] for row in rows] == [str(number) for number in range(1, 151)]
    assert all(row[-4:] == ["As reported", "7", "150", "2026-11-22"] for row in rows)


def test_numbers_read_back_as_they_were() -> None:
    found = simulated()
    rows = list(csv.DictReader(draws_text(found, DAY).splitlines()))
    for key, values in {**found.samples, **found.figures}.items():
        back = [float(row[key]) if row[key] else math.nan for row in rows]
        np.testing.assert_array_equal(back, values)
    assert any(row["cash_out_month"] == "" for row in rows)


def test_pandas_reads_it_with_nothing_said(tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    found, path = simulated("Größe, „weit“"), tmp_path / "draws.csv"
    write_draws(path, found, DAY)
    table = pandas.read_csv(path)
    assert len(table) == 150
    assert table["peak_funding"].mean() == pytest.approx(found.figures["peak_funding"].mean())
    missing = np.isnan(found.figures["cash_out_month"]).sum()
    assert table["cash_out_month"].isna().sum() == missing
    assert table["scenario"].unique().tolist() == ["Größe, „weit“"]


def test_only_what_needs_it_has_a_byte_order_mark(tmp_path: Path) -> None:
    write_draws(tmp_path / "plain.csv", simulated(), DAY)
    write_draws(tmp_path / "named.csv", simulated("Größe"), DAY)
    assert (tmp_path / "plain.csv").read_bytes().startswith(b"draw,")
    assert (tmp_path / "named.csv").read_bytes().startswith(b"\xef\xbb\xbfdraw,")


@pytest.mark.parametrize(
    "name", ["=1+1", "+1", "-1", "@SUM(A1)", "  =1", '=HYPERLINK("http://x","y")', "\t=1"]
)
def test_a_name_is_no_formula(name: str) -> None:
    rows = list(csv.DictReader(draws_text(simulated(name), DAY).splitlines()))
    assert {row["scenario"] for row in rows} == {f"'{name}"}


def test_it_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "missing" / "draws.csv"
    with pytest.raises(FileError, match="does not exist"):
        write_draws(path, simulated(), DAY)
    path = tmp_path / "draws.csv"
    path.write_text("old")
    write_draws(path, simulated(), DAY)
    assert path.read_text(encoding="utf-8") == draws_text(simulated(), DAY)
    assert [each.name for each in tmp_path.iterdir()] == ["draws.csv"]
