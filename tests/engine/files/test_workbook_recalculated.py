"""The workbook against the engine, computed by two other programs.

LibreOffice recalculates whole workbooks: as written, with inputs changed in their cells, and
with another scenario chosen.
The `formulas` package computes each formula from the values stored in the cells that it
names. TENOR_RANDOM_WORKBOOKS says how many random scenarios join the presets.
"""

from __future__ import annotations

import os
import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import formulas
import numpy as np
import pytest

from engine.calendar import YearMonth
from engine.evaluate import Result, evaluate
from engine.files.shipped import presets as presets_shown
from engine.formula.syntax import names
from engine.kpis import headline
from engine.model.catalogue import catalogue
from engine.scenario import Scenario, scenario
from tests.engine.files.workbooks import (
    FIRST_MONTH,
    figure_rows,
    load,
    model_rows,
    named,
    preset,
    write,
    write_all,
)
from tests.oracle import libreoffice
from tests.oracle.inputs import presets, random_inputs

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from engine.kpis import Kpi

_RANDOM = int(os.environ.get("TENOR_RANDOM_WORKBOOKS", "3"))
_CHUNK = 10  # workbooks a run of LibreOffice
_RUNS = min(4, os.cpu_count() or 1)  # of them beside one another

# The two may differ by rounding, and by nothing else.
_RELATIVE = 1e-9
# Of a row's largest amount: what is left of a difference where nothing should be. A sum over
# 120 months loses at most 120 * 2^-53 = 1.3e-14 of it.
_RESIDUE = 1e-12
# Where a formula divides by such a residue, neither program is right. Spreadsheets take a
# residue for 0, the engine doesn't. How far the engine itself moves when its inputs move in
# their last bits says how much of a number is residue.
_LAST_BITS, _NEIGHBOURS, _MARGIN = 1e-14, 8, 10.0


@cache
def _cases() -> dict[str, Scenario]:
    """What is written as it is."""
    found = {f"preset {key}": preset(key) for key in presets()}
    for seed in range(_RANDOM):
        found[f"random {seed}"] = scenario(f"random {seed}", random_inputs(seed))
    return found


@cache
def _edits() -> dict[str, Scenario]:
    """What is typed into the cells of the default scenario's workbook."""
    start, fiscal = YearMonth(2027, 2), 10
    return {
        "edit, a preset": preset("supplier_walks"),
        "edit, uniform": scenario("edit", random_inputs(1000)),
        "edit, extreme, another calendar": replace(
            scenario("edit", random_inputs(1002)), start=start, fiscal_start=fiscal
        ),
    }


@cache
def _choices() -> dict[str, Scenario]:
    """What is chosen in a workbook that holds them all and shows the first."""
    plain = preset("as_reported")
    other = preset("run_rate_500m_scaled").with_values({"revenue_growth": 0.1 + 0.2 - 0.25})
    return {
        "plain": replace(plain, name="plain"),
        "Plain": replace(preset("s1_terms"), name="Plain"),  # another, by its capital alone
        "=SUM(1,2)": replace(preset("supplier_pays"), name="=SUM(1,2)"),
        "What if~*?, 'so' or \"so\"?": replace(
            other, name="What if~*?, 'so' or \"so\"?", start=YearMonth(2028, 11), fiscal_start=4
        ),
        "12": replace(scenario("12", random_inputs(77)), fiscal_start=7, preset="albatross"),
    }


@dataclass(frozen=True)
class _Recalculated:
    """What LibreOffice found, by sheet, row by row; and where the rows are."""

    model: dict[str, list[object]]
    heads: list[list[object]]
    kpis: dict[str, list[list[object]]]
    checks: list[list[object]]
    cover: list[list[object]]
    inputs: dict[str, object]
    scenarios: list[list[object]]


@pytest.fixture(scope="module")
def recalculated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, _Recalculated]:
    if not libreoffice.available():
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("recalculated")
    write(folder / "source.xlsx", scenario("x"))
    write_all(folder / "several.xlsx", [*_choices().values()])
    every = [*_cases(), *_edits(), *_choices()]
    chunks = [every[start : start + _CHUNK] for start in range(0, len(every), _CHUNK)]
    with ThreadPoolExecutor(_RUNS) as pool:
        found = pool.map(lambda chunk: _recalculate(chunk, folder), chunks)
        return {name: read for chunk in found for name, read in chunk.items()}


def _recalculate(chunk: list[str], folder: Path) -> dict[str, _Recalculated]:
    paths = []
    for name in chunk:
        path = folder / f"{_file_name(name)}.xlsx"
        if name in _edits():
            paths.append(_edited(folder / "source.xlsx", _edits()[name], path))
        elif name in _choices():
            paths.append(_chosen(folder / "several.xlsx", name, path))
        else:
            paths.append(write(path, _cases()[name]))
    written = libreoffice.recalculate(paths, folder / "out")
    found = {name: _read(path) for name, path in zip(chunk, written, strict=True)}
    for path in (*paths, *written):
        path.unlink()
    return found


def _edited(source: Path, case: Scenario, target: Path) -> Path:
    """The workbook with a scenario's inputs typed into its cells. openpyxl drops every stored
    value, so whatever comes back was computed.
    """
    book = load(source)
    for key, value in case.values.items():
        named(book, key).value = value
    named(book, "start_month").value = date(case.start.year, case.start.month, 1)
    named(book, "fiscal_start").value = case.fiscal_start
    book.save(target)
    return target


def _chosen(source: Path, name: str, target: Path) -> Path:
    """The workbook with a name in its selector."""
    book = load(source)
    cell = named(book, "selected_scenario")
    cell.value, cell.data_type = name, "s"  # as a cell of texts takes it
    book.save(target)
    return target


def _file_name(name: str) -> str:
    return f"choice {[*_choices()].index(name)}" if name in _choices() else name


def _read(path: Path) -> _Recalculated:
    names = ("Model", "KPIs", "Checks", "Cover", "Inputs", "Scenarios")
    sheets = libreoffice.read_values(path, names)
    model = sheets["Model"]
    kpis: dict[str, list[list[object]]] = {}
    for row in sheets["KPIs"][4:]:
        kpis.setdefault(str(row[0]), []).append(row)
    months = slice(FIRST_MONTH - 1, FIRST_MONTH + 119)
    return _Recalculated(
        model={str(row[0]): row[months] for row in model[4:] if row[FIRST_MONTH - 1] is not None},
        heads=[row[months] for row in model[1:4]],
        kpis=kpis,
        checks=sheets["Checks"],
        cover=sheets["Cover"],
        inputs={str(row[0]): row[2] for row in sheets["Inputs"]},
        scenarios=sheets["Scenarios"],
    )


def _expected(name: str) -> Result:
    return evaluate({**_cases(), **_edits(), **_choices()}[name])


def _neighbours(result: Result) -> list[Result]:
    """The result, and those of inputs that differ from its own in the last bits."""
    model = catalogue()
    draw = random.Random(0)  # noqa: S311 - repeatable, not secret
    found = [result]
    for _ in range(_NEIGHBOURS):
        # Beyond the ranges too: else an input at its end could only move one way.
        moved = {
            key: result.scenario.values[key] * (1 + draw.uniform(-1, 1) * _LAST_BITS)
            for key, item in model.inputs.items()
            if not item.whole and model.style(item.unit) != "timing"
        }
        values = MappingProxyType({**result.scenario.values, **moved})
        found.append(evaluate(replace(result.scenario, values=values)))
    return found


def _compare(result: Result, found: Mapping[str, list[object]]) -> tuple[list[str], set[str]]:
    """Where rows differ from the engine's; and the rows that agree only as far as residues go."""
    faults, unsure = [], set()
    for key, cells in found.items():
        if not all(isinstance(cell, (int, float)) for cell in cells):
            faults.append(f"{key}: a month has no number")
            continue
        numbers, wanted = np.array(cells, dtype=float), result.row(key)
        largest = np.maximum(np.abs(numbers), np.abs(wanted))
        allowed = _RELATIVE * largest + _RESIDUE * float(np.abs(wanted).max())
        if (np.abs(numbers - wanted) <= allowed).all():
            continue
        unsure.add(key)
        rows = np.array([near.row(key) for near in _neighbours(result)])
        allowed += _MARGIN * (rows.max(axis=0) - rows.min(axis=0))
        for month in np.flatnonzero(np.abs(numbers - wanted) > allowed)[:1]:
            faults.append(f"{key}, month {month + 1}: {numbers[month]}, not {wanted[month]}")
    return faults, unsure


def _resting_on(rows: set[str]) -> set[str]:
    """The figures whose value or reason rests on some of these rows."""
    model = catalogue()
    keys = set(rows)
    for item in model.formulas():
        if not keys.isdisjoint(names(item.formula)):
            keys.add(item.key)
    return {
        figure.key
        for figure in model.figures.values()
        for tree in (*figure.formulas, *(reason.when for reason in figure.reasons))
        if not keys.isdisjoint(names(tree))
    }


def _agrees(kpi: Kpi, rows: list[list[object]]) -> bool:
    """Whether cells hold a figure, or nothing and the reason why there is none."""
    cells, reasons = [row[2] for row in rows], [row[5] for row in rows]
    if kpi.value is None:
        return all(cell in (None, "") for cell in cells) and set(reasons) == {kpi.reason}
    wanted = kpi.value if isinstance(kpi.value, tuple) else (float(kpi.value),)
    return all(reason in (None, "") for reason in reasons) and all(
        isinstance(cell, (int, float))
        and abs(cell - number) <= _RELATIVE * max(abs(cell), abs(number))
        for cell, number in zip(cells, wanted, strict=True)
    )


# LibreOffice -----------------------------------------------------------------------------


@pytest.mark.libreoffice
@pytest.mark.parametrize("name", [*_cases(), *_edits(), *_choices()])
def test_libreoffice_computes_what_the_engine_does(
    name: str, recalculated: dict[str, _Recalculated]
) -> None:
    result, found = _expected(name), recalculated[name]
    model = catalogue()
    series = [item.key for item in model.formulas() if item.series]
    assert list(found.model) == series
    faults, unsure = _compare(result, found.model)
    assert not faults
    differing = {key for key, kpi in headline(result).items() if not _agrees(kpi, found.kpis[key])}
    assert differing <= _resting_on(unsure)
    assert found.checks[2][2] == 0
    assert "All checks pass" in [cell for row in found.cover for cell in row]


@pytest.mark.libreoffice
@pytest.mark.parametrize("name", [*_edits(), *_choices()])
def test_the_calendar_follows_its_cells(name: str, recalculated: dict[str, _Recalculated]) -> None:
    case = {**_edits(), **_choices()}[name]
    numbers, days, quarters = recalculated[name].heads
    months = [case.start.plus(place) for place in range(120)]
    assert numbers == list(range(1, 121))
    assert [(day.year, day.month) for day in days] == months  # type: ignore[attr-defined]
    assert quarters == [month.quarter(case.fiscal_start) for month in months]


@pytest.mark.libreoffice
@pytest.mark.parametrize("name", _choices())
def test_what_is_chosen_is_shown(name: str, recalculated: dict[str, _Recalculated]) -> None:
    """Inputs to the last bit, for LibreOffice to the 15 digits that it saves; and its names."""
    case, found = _choices()[name], recalculated[name]
    for key, value in case.values.items():
        assert found.inputs[key] == float(f"{value:.15g}"), key
    shown = presets_shown()[case.preset]
    cells = [cell for row in found.cover for cell in row]
    for text in (name, case.preset, shown.name, shown.story):
        assert text in cells
    place = [*_choices()].index(name)
    live, column = 2, 5 + place
    head, *rows = found.scenarios[5:]
    assert str(head[live]) == name == str(head[column])
    marks = next(row for row in rows if row[0] == "shown")
    assert marks[5:10] == [int(at == place) for at in range(5)]
    # The figures that are stored, and the live ones beside them.
    figures = [row for row in rows if row[0] in catalogue().figures]
    assert len(figures) == sum(len(item.formulas) for item in catalogue().figures.values())
    for row in figures:
        if isinstance(row[column], str):
            assert row[live] == row[column]
        else:
            assert row[live] == pytest.approx(row[column], rel=1e-12, abs=1e-9), row[0]


@pytest.mark.libreoffice
@pytest.mark.parametrize("name", _choices())
def test_a_chosen_scenario_is_computed_to_the_last_digits(
    name: str, recalculated: dict[str, _Recalculated]
) -> None:
    result, found = _expected(name), recalculated[name]
    for key, cells in found.model.items():
        wanted = result.row(key)
        numbers = np.array(cells, dtype=float)
        allowed = 1e-12 * max(float(np.abs(wanted).max()), 1e-9)
        assert (np.abs(numbers - wanted) <= allowed).all(), key


# The formulas package --------------------------------------------------------------------

_MONTHS = ("I", "J", "BD", "DX")
# It knows no range that ends in a call, as in SUM(A1:INDEX(A1:Z1, 12)).
_UNKNOWN = ":INDEX("


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Result, Any]]:
    """Results with their workbooks' stored values."""
    folder = tmp_path_factory.mktemp("stored")
    cases = [
        preset("as_reported"),
        preset("supplier_pays"),
        *(scenario("random", random_inputs(seed)) for seed in (3, 5, 7)),
    ]
    return [
        (evaluate(case), load(write(folder / f"{place}.xlsx", case), values=True))
        for place, case in enumerate(cases)
    ]


def test_the_formulas_package_computes_what_is_stored(
    books: list[tuple[Result, Any]], tmp_path: Path
) -> None:
    """Each formula by itself, its precedents as stored: what is stored is the engine's."""
    written = load(write(tmp_path / "plan.xlsx", scenario("x")))
    cells = [
        written["Model"][f"{letters}{row[0].row}"]
        for row in model_rows(written).values()
        for letters in _MONTHS
    ]
    cells += [
        row[place] for rows in figure_rows(written).values() for row in rows for place in (2, 5)
    ]
    model = catalogue()
    cells += [named(written, item.key) for item in model.formulas() if not item.series]
    chosen = [cell for cell in cells if cell.data_type == "f" and _UNKNOWN not in cell.value]
    assert len(chosen) > len(cells) - 50
    faults = []
    for cell in chosen:
        run = formulas.Parser().ast(cell.value)[1].compile()
        for _, book in books:
            given = [_stored(book, name, cell.parent.title) for name in run.inputs]
            found = np.ravel(np.asarray(run(*given), dtype=object))[0]
            wanted = book[cell.parent.title][cell.coordinate].value
            if not _same(found, wanted):
                faults.append(f"{cell.parent.title} {cell.coordinate}: {found!r}, not {wanted!r}")
    assert not faults


def _stored(book: Any, reference: str, sheet: str) -> object:
    """What stands at a name, a cell or a range; empty cells as empty texts."""
    upper = {name.upper(): name for name in (*book.defined_names, *book.sheetnames)}
    if reference in upper:
        cells = named(book, upper[reference])
    else:
        place, _, coordinates = reference.replace("'", "").rpartition("!")
        cells = book[upper[place.upper()] if place else sheet][coordinates.replace("$", "")]
    if isinstance(cells, tuple):
        return np.array([["" if one.value is None else one.value for one in row] for row in cells])
    return "" if cells.value is None else cells.value


def _same(found: object, wanted: object) -> bool:
    if wanted is None or isinstance(wanted, str):
        return found == (wanted or "")
    assert isinstance(wanted, (int, float))
    number = float(found)  # type: ignore[arg-type]
    return abs(number - wanted) <= 1e-9 * max(abs(number), abs(wanted), 1e-6)
