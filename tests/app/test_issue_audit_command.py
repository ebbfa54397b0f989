"""`tenor audit` as a scheduled job calls it: its JSON, its table, its exit codes, its refusals."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

import resources
from engine.files.register.example import example_register
from engine.files.register.write import write_register
from tests.app.command_calls import answer, complaint, tenor

if TYPE_CHECKING:
    from collections.abc import Callable

    Capture = pytest.CaptureFixture[str]

EXAMPLE = Path(resources.__file__).with_name("contracts-example.csv")
CONTRACT_KEYS = {
    *("id", "supplier", "months_elapsed", "months_left", "remaining_obligation"),
    *("remaining_obligation_pv", "unavoidable_fees", "exit_cost", "effective_lock_in_months"),
    *("next_notice_deadline", "maturity"),
}
PORTFOLIO_KEYS = {
    *("remaining_obligation", "remaining_obligation_pv", "exit_cost", "lock_in_months"),
    *("effective_lock_in_months", "supplier_hhi", "exclusive_share", "maturity"),
}
FINDING_KEYS = {"severity", "contract", "kind", "amount", "amount_high", "message", "action"}
SEVERITIES = ("high", "medium", "low")

# One contract for the year 2026 at $100m a month; in the middle six months are left.
BASE = {
    "id": "A",
    "supplier": "Northwind",
    "start": "2026-01-01",
    "term_months": "12",
    "monthly_fee": "100m",
    "notice_months": "3",
    "termination_fee_pct": "50%",
    "termination_fee_months": "",
    "auto_renew": "no",
    "renewal_months": "",
    "benchmark_clause": "yes",
    "assignment_right": "yes",
}
MIDDLE = ("--today", "2026-06-30")


def written(folder: Path, *rows: dict[str, str]) -> Path:
    """The base contract once a row, with that row's changes."""
    path = folder / "register.csv"
    lines = [",".join(BASE), *(",".join((BASE | row).values()) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


# JSON ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("day", ["2024-02-29", "2026-11-21", "2035-01-01"])
def test_every_key_of_the_example_on_any_day(day: str, capsys: Capture) -> None:
    found = answer(capsys, "audit", EXAMPLE, "--today", day)
    assert set(found) == {"as_of", "contracts", "portfolio", "findings", "rejected"}
    assert found["as_of"] == day
    assert found["rejected"] == []
    assert set(found["portfolio"]) == PORTFOLIO_KEYS
    assert [each["id"] for each in found["contracts"]] == [
        each.id for each in example_register().contracts
    ]
    for each in found["contracts"]:
        assert set(each) == CONTRACT_KEYS
        assert len(each["maturity"]) == 6
        assert sum(each["maturity"]) == pytest.approx(each["remaining_obligation"], abs=1e-9)
        assert 0 <= each["remaining_obligation_pv"] <= each["remaining_obligation"]
        assert 0 <= each["unavoidable_fees"] <= each["remaining_obligation"] + 1e-9
        assert type(each["months_elapsed"]) is int
        assert type(each["months_left"]) is int
        deadline = each["next_notice_deadline"]
        assert deadline is None or date.fromisoformat(deadline) >= date.fromisoformat(day)
    for key in ("remaining_obligation", "remaining_obligation_pv", "exit_cost"):
        total = sum(each[key] for each in found["contracts"])
        assert found["portfolio"][key] == pytest.approx(total), key
    for place in range(6):
        total = sum(each["maturity"][place] for each in found["contracts"])
        assert found["portfolio"]["maturity"][place] == pytest.approx(total)


def test_findings_are_ranked_and_say_all_they_must(capsys: Capture) -> None:
    found = answer(capsys, "audit", EXAMPLE, "--today", "2026-11-21")
    ids = {each["id"] for each in found["contracts"]}
    assert found["findings"]
    for each in found["findings"]:
        assert set(each) == FINDING_KEYS
        assert each["severity"] in SEVERITIES
        assert each["contract"] in ids | {""}
        assert each["amount"] <= each["amount_high"]
        assert all(each[key] for key in ("kind", "message", "action"))
        assert "\n" not in each["message"] + each["action"]
    stakes = [each["amount_high"] for each in found["findings"]]
    assert stakes == sorted(stakes, reverse=True)


@pytest.mark.parametrize(
    ("terms", "low", "high"),
    [
        # Nothing is said: at best out today for nothing, at worst bound to the end.
        ({"notice_months": "", "termination_fee_pct": ""}, 0.0, 600.0),
        # Three months' notice: 300 in any case, then nothing or all of the other 300.
        ({"termination_fee_pct": ""}, 300.0, 600.0),
        # Half of what is left: of 600 without notice; 12 months' notice binds to the end.
        ({"notice_months": ""}, 300.0, 600.0),
    ],
)
def test_a_missing_clause_is_a_range_and_its_row_the_worst(
    terms: dict[str, str], low: float, high: float, tmp_path: Path, capsys: Capture
) -> None:
    found = answer(capsys, "audit", written(tmp_path, terms), *MIDDLE)
    (clause,) = [each for each in found["findings"] if each["kind"] == "missing_clause"]
    assert (clause["contract"], clause["amount"]) == ("A", pytest.approx(low))
    assert clause["amount_high"] == pytest.approx(high)
    assert found["contracts"][0]["exit_cost"] == pytest.approx(high)


def test_months_of_fee_alone_are_a_clause(tmp_path: Path, capsys: Capture) -> None:
    """Three months of notice, then two monthly fees."""
    terms = {"termination_fee_pct": "", "termination_fee_months": "2"}
    found = answer(capsys, "audit", written(tmp_path, terms), *MIDDLE)
    assert "missing_clause" not in [each["kind"] for each in found["findings"]]
    assert found["contracts"][0]["exit_cost"] == pytest.approx(300 + 200)


def test_a_workbook_gives_the_same_json(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "register.xlsx"
    write_register(path, example_register().contracts)
    day = ("--today", "2026-11-21")
    assert answer(capsys, "audit", path, *day) == answer(capsys, "audit", EXAMPLE, *day)


def test_refused_cells_are_data_and_the_others_are_audited(tmp_path: Path, capsys: Capture) -> None:
    rows: tuple[dict[str, str], ...]
    rows = ({}, {"id": "B", "start": "2026-02-30"}, {"id": "A"}, {"id": "C", "monthly_fee": "x"})
    found = answer(capsys, "audit", written(tmp_path, *rows), *MIDDLE)
    assert [each["id"] for each in found["contracts"]] == ["A"]
    assert [(each["row"], each["column"], each["value"]) for each in found["rejected"]] == [
        *((3, "start", "2026-02-30"), (4, "id", "A"), (5, "monthly_fee", "x"))
    ]
    for each in found["rejected"]:
        assert set(each) == {"row", "column", "value", "message"}
        assert "allowed" in each["message"]


# The table -----------------------------------------------------------------------------------


def test_the_table_tells_every_finding_and_contract(capsys: Capture) -> None:
    day = ("--today", "2026-11-21")
    found = answer(capsys, "audit", EXAMPLE, *day)
    shown = " ".join(tenor(capsys, "audit", EXAMPLE, *day).out.split())
    for each in found["contracts"]:
        assert each["id"] in shown
    for each in found["findings"]:
        assert " ".join(f"{each['message']} {each['action']}".split()) in shown
    assert "NaN" not in shown
    assert " nan" not in shown
    assert "None" not in shown


# Exit codes ----------------------------------------------------------------------------------


def _nothing(folder: Path) -> Path:
    """Five suppliers with all that an auditor asks for."""
    return written(folder, *({"id": f"{name}1", "supplier": name} for name in "ABCDE"))


def _low(folder: Path) -> Path:
    """Over for years, and still listed."""
    return written(folder, {"start": "2020-01-01"})


def _medium(folder: Path) -> Path:
    """The one renewal that is modelled is over too: it may have renewed again."""
    renews = {"start": "2020-01-01", "auto_renew": "yes", "renewal_months": "12"}
    return written(folder, renews)


def _high(folder: Path) -> Path:
    """Notice is due on 30 September 2026, or another year is owed."""
    return written(folder, {"auto_renew": "yes", "renewal_months": "12"})


@pytest.mark.parametrize(
    ("made", "worst"), [(_nothing, ""), (_low, "low"), (_medium, "medium"), (_high, "high")]
)
@pytest.mark.parametrize("asked", [None, *SEVERITIES])
@pytest.mark.parametrize("form", ["table", "json"])
def test_the_code_is_3_where_a_finding_is_as_severe_as_asked(
    made: Callable[[Path], Path],
    worst: str,
    asked: str | None,
    form: str,
    tmp_path: Path,
    capsys: Capture,
) -> None:
    path, day = made(tmp_path), ("--today", "2026-09-28")
    found = answer(capsys, "audit", path, *day)["findings"]
    severities = {each["severity"] for each in found}
    assert next((each for each in SEVERITIES if each in severities), "") == worst, found
    words = ("--fail-on", asked) if asked else ()
    done = tenor(capsys, "audit", path, *day, *words, "--format", form)
    severe = bool(asked and worst) and SEVERITIES.index(worst) <= SEVERITIES.index(asked or "")
    assert done.code == (3 if severe else 0)
    assert done.err == ""
    if form == "json":
        assert json.loads(done.out)["findings"] == found


@pytest.mark.parametrize("day", ["2026-09-30", "2026-9-30"])
def test_the_day_is_an_iso_day(day: str, tmp_path: Path, capsys: Capture) -> None:
    path = _high(tmp_path)
    if day == "2026-09-30":
        assert answer(capsys, "audit", path, f"--today={day}")["as_of"] == "2026-09-30"
    else:
        assert day in complaint(capsys, "audit", path, "--today", day)


@pytest.mark.parametrize("day", ["", "30.09.2026", "2026-13-01", "2026-09-31", "0", "now", "1e9"])
def test_what_is_no_day_is_refused(day: str, tmp_path: Path, capsys: Capture) -> None:
    told = complaint(capsys, "audit", _high(tmp_path), f"--today={day}")
    assert "today" in told
    assert repr(day) in told


def test_the_last_day_for_notice_and_the_day_after(tmp_path: Path, capsys: Capture) -> None:
    path = _high(tmp_path)
    deadlines = [
        answer(capsys, "audit", path, "--today", day)["contracts"][0]["next_notice_deadline"]
        for day in ("2026-09-30", "2026-10-01")
    ]
    assert deadlines == ["2026-09-30", None]


# Files that are none -------------------------------------------------------------------------


def _bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", b"<workbook>" + b" " * 300_000_000)


def _no_header(path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["=cmd|' /C calc'!A0", "b"])
    book.save(path)


def _half(path: Path) -> None:
    write_register(path, example_register().contracts)
    path.write_bytes(path.read_bytes()[:4000])


def _external(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "xl/workbook.xml",
            '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><workbook>&a;</workbook>',
        )


HOSTILE: dict[str, Callable[[Path], object]] = {
    "missing.csv": lambda path: path.unlink(missing_ok=True),
    "missing.xlsx": lambda path: path.unlink(missing_ok=True),
    "empty.csv": lambda path: path.write_bytes(b""),
    "empty.xlsx": lambda path: path.write_bytes(b""),
    "binary.csv": lambda path: path.write_bytes(bytes(range(256)) * 40),
    "text.xlsx": lambda path: path.write_text("id,supplier\n", encoding="utf-8"),
    "half.xlsx": _half,
    "bomb.xlsx": _bomb,
    "nothing.xlsx": _no_header,
    "entity.xlsx": _external,
    "folder.csv": lambda path: path.mkdir(),
    "wide.csv": lambda path: path.write_text("a," * 50_000, encoding="utf-8"),
    "quote.csv": lambda path: path.write_text('supplier,start\n"' + "x" * 300_000, "utf-8"),
    "register.ods": lambda path: path.write_bytes(b"PK"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_is_no_register_is_one_line(name: str, tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / name
    HOSTILE[name](path)
    for form in ("table", "json"):
        told = complaint(capsys, "audit", path, *MIDDLE, "--fail-on", "low", "--format", form)
        assert name in told
        assert "Traceback" not in told
        assert "root:" not in told


def test_values_that_are_absurd_are_refused_cells(tmp_path: Path, capsys: Capture) -> None:
    rows = [
        {"id": "=1+1", "supplier": "=HYPERLINK(1)"},
        {"id": "B", "monthly_fee": "1e308"},
        {"id": "C", "term_months": "9" * 400},
        {"id": "D", "start": "9999-12-31"},
        {"id": "E", "termination_fee_pct": "nan"},
        {"id": "F"},
    ]
    found = answer(capsys, "audit", written(tmp_path, *rows), *MIDDLE)
    assert [each["id"] for each in found["contracts"]] == ["F"]
    assert {each["row"] for each in found["rejected"]} == {2, 3, 4, 5, 6}


# As a process --------------------------------------------------------------------------------


def test_a_job_without_a_display_gets_code_and_json(tmp_path: Path) -> None:
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {key: value for key, value in os.environ.items() if key not in hidden}
    words = ("audit", _high(tmp_path), "--today", "2026-09-28", "--fail-on", "high")
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "app", *words, "--format", "json"],
        capture_output=True,
        check=False,
        cwd=Path(resources.__file__).parents[1],
        env=environment,
    )
    assert (done.returncode, done.stderr) == (3, b"")
    assert json.loads(done.stdout)["contracts"][0]["next_notice_deadline"] == "2026-09-30"
