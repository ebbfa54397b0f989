"""`tenor audit`: JSON as register.md fixes it, text for people, exit codes for scheduled jobs."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.app.command_calls import answer, complaint, tenor

if TYPE_CHECKING:
    from pathlib import Path

HEADER = (
    "id,supplier,start,term_months,monthly_fee,notice_months,termination_fee_pct,"
    "auto_renew,renewal_months,renewal_notice_days,switching_cost,exclusivity_pct\n"
)
# Half way through 2026 six months are left of the first; the second begins in 2027.
ROWS = (
    "A,Northwind,2026-01-01,12,$100m,3,50%,yes,12,30,$10m,0\n"
    'B,Contoso,2027-01-01,24,"300,000,000",6,0,no,,,,50%\n'
    "C,Contoso,2020-01-01,12,1m,1,0,no,,,,100%\n"
)
DAY = ("--today", "2026-06-30")


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "contracts.csv"
    path.write_text(HEADER + ROWS, encoding="utf-8")
    return path


def test_json_is_as_it_is_fixed(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, "audit", register, *DAY)
    assert list(found) == ["as_of", "contracts", "portfolio", "findings", "rejected"]
    assert found["as_of"] == "2026-06-30"
    first, second, third = found["contracts"]
    present = first.pop("remaining_obligation_pv")
    assert present == pytest.approx(sum(100 / 1.08 ** (turn / 12) for turn in range(1, 7)))
    assert first == {
        "id": "A",
        "supplier": "Northwind",
        "months_elapsed": 6,
        "months_left": 6,
        "remaining_obligation": 600.0,
        "unavoidable_fees": 300.0,
        "exit_cost": 460.0,
        "effective_lock_in_months": 3.0,
        "next_notice_deadline": "2026-12-01",
        "maturity": [600.0, 0.0, 0.0, 0.0, 0.0, 0.0],
    }
    assert second["remaining_obligation"] == 7200
    assert second["months_elapsed"] == 0
    assert second["next_notice_deadline"] is None
    # Not begun: its months are counted as if it began at once.
    assert second["maturity"] == [3600, 3600, 0, 0, 0, 0]
    assert third["months_left"] == third["remaining_obligation"] == 0
    whole = found["portfolio"]
    assert list(whole) == [
        "remaining_obligation",
        "remaining_obligation_pv",
        "exit_cost",
        "lock_in_months",
        "effective_lock_in_months",
        "supplier_hhi",
        "exclusive_share",
        "maturity",
    ]
    assert whole["remaining_obligation"] == 7800
    assert whole["lock_in_months"] == pytest.approx((100 * 6 + 300 * 24) / 400)
    assert whole["effective_lock_in_months"] == pytest.approx((100 * 3 + 300 * 6) / 400)
    assert whole["supplier_hhi"] == pytest.approx(10_000 * (0.25**2 + 0.75**2))
    assert whole["exclusive_share"] == pytest.approx(0.75)
    assert sum(whole["maturity"]) == pytest.approx(7800)
    assert found["rejected"] == []
    for each in found["findings"]:
        assert list(each) == [
            "severity",
            "contract",
            "kind",
            "amount",
            "amount_high",
            "message",
            "action",
        ]
        assert each["severity"] in ("high", "medium", "low")


def test_a_rate_of_ones_own_discounts(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for rate in ("0.2", "20%"):
        found = answer(capsys, "audit", register, *DAY, "--borrowing-rate", rate)
        assert found["contracts"][0]["remaining_obligation_pv"] == pytest.approx(
            sum(100 / 1.2 ** (turn / 12) for turn in range(1, 7))
        )


def test_today_is_today(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = date.today()
    found = answer(capsys, "audit", register)
    assert before <= date.fromisoformat(found["as_of"]) <= date.today()


def test_cells_that_are_refused_are_named(
    register: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = HEADER + ROWS + "D,Contoso,2026-01-01,soon,1m,1,0,no,,,,0\n"
    register.write_text(text, encoding="utf-8")
    found = answer(capsys, "audit", register, *DAY)
    (refused,) = found["rejected"]
    assert list(refused) == ["row", "column", "value", "message"]
    assert (refused["row"], refused["column"], refused["value"]) == (5, "term_months", "soon")
    assert [each["id"] for each in found["contracts"]] == ["A", "B", "C"]
    shown = tenor(capsys, "audit", register, *DAY)
    assert "Not read: 1 cell" in shown.out
    assert "row 5, term_months" in shown.out


def test_the_table_says_what_matters(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = tenor(capsys, "audit", register, *DAY)
    assert (done.code, done.err) == (0, "")
    lines = [" ".join(line.split()) for line in done.out.splitlines()]
    assert lines[0] == "contracts.csv: 3 contracts as of 30 Jun 2026, 2 of them not expired"
    assert "Remaining obligation $7.80B" in lines
    assert "Lock-in, weighted with fees 19.5 months" in lines
    assert "Share of fees with exclusivity 75.0%" in lines
    assert "months 1 to 12 $4.20B" in lines
    row = next(line for line in lines if line.startswith("A "))
    assert row == "A Northwind running 6 $600m $587m $300m $460m 3 1 Dec 2026"
    assert any("Present value of it, at 8.0% a year" in line for line in lines)
    assert max(map(len, done.out.splitlines())) <= 140


@pytest.mark.parametrize(
    ("severity", "least"), [("high", "high"), ("medium", "medium"), ("low", "low")]
)
def test_the_exit_code_is_for_scheduled_jobs(
    severity: str, least: str, register: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    order = ("high", "medium", "low")
    for day in ("2026-06-30", "2026-11-28"):
        found = answer(capsys, "audit", register, "--today", day)["findings"]
        counted = order[: order.index(least) + 1]
        expected = 3 if any(each["severity"] in counted for each in found) else 0
        words = ("audit", register, "--today", day, "--fail-on", severity)
        for form in ("table", "json"):
            done = tenor(capsys, *words, "--format", form)
            assert (done.code, done.err) == (expected, "")
            assert done.out


def test_a_notice_due_in_three_days_fails_the_job(
    register: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tenor(capsys, "audit", register, "--today", "2026-11-28", "--fail-on", "high").code == 3


def test_without_a_finding_the_job_goes_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "none.csv"
    path.write_text(HEADER, encoding="utf-8")
    done = tenor(capsys, "audit", path, *DAY, "--fail-on", "low")
    assert done.code == 0
    assert "0 contracts" in done.out
    found = answer(capsys, "audit", path, *DAY)
    assert found["contracts"] == found["findings"] == []
    assert found["portfolio"]["lock_in_months"] is None
    assert found["portfolio"]["maturity"] == [0] * 6


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--today", "2026-02-30"), "not a day"),
        (("--today", "tomorrow"), "2026-11-21"),
        (("--today", "20261121"), "not a day"),
        (("--fail-on", "severe"), "high"),
        (("--format", "csv"), "json"),
        (("--borrowing-rate", "2"), "0 to 0.3"),
        (("--borrowing-rate", "nan"), "finite"),
        (("--borrowing-rate", "much"), "0 to 0.3"),
        (("--kw-per-gpu", "0"), "0.05 to 100"),
        (("--kw-per-gpu", "nan"), "0.05 to 100"),
    ],
)
def test_bad_words_are_one_line(
    words: tuple[str, ...], told: str, register: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told in complaint(capsys, "audit", register, *words)


def test_bad_files_are_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "no-such.csv" in complaint(capsys, "audit", tmp_path / "no-such.csv")
    assert ".csv, .xlsx" in complaint(capsys, "audit", tmp_path / "contracts.pdf")
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")
    assert "empty.csv" in complaint(capsys, "audit", empty)
    stranger = tmp_path / "stranger.csv"
    stranger.write_text("a,b\n1,2\n", encoding="utf-8")
    assert "stranger.csv" in complaint(capsys, "audit", stranger)
    damaged = tmp_path / "damaged.xlsx"
    damaged.write_bytes(b"PK\x03\x04 not a workbook")
    assert "damaged.xlsx" in complaint(capsys, "audit", damaged)
    folder = tmp_path / "folder.csv"
    folder.mkdir()
    assert "folder.csv" in complaint(capsys, "audit", folder)


def test_names_cannot_speak_to_the_terminal(
    register: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = '"E","\x1b[31mRed\nflag",2026-01-01,12,1m,1,0,no,,,,0\n'
    register.write_text(HEADER + row, encoding="utf-8")
    done = tenor(capsys, "audit", register, *DAY)
    assert "\x1b" not in done.out + done.err


# $2 a GPU-hour throughout; then one that is in the wrong unit, and one that is no quote.
QUOTES = (
    "supplier,date,price,price_unit\n"
    "Helio,2026-01-01,2.00,gpu_hour\n"
    "Contoso,2026-02-01,2.00,gpu_hour\n"
    "Northwind,2026-03-01,2.00,gpu_hour\n"
    "Helio,2026-04-01,2.00,gpu_hour\n"
)
FAULTY = "Contoso,2026-05-01,1460,gpu_hour\nContoso,2026-05-01,cheap,gpu_hour\n"
# $100m a month for 50,000 GPUs of 730 hours, which at $2 are $73m: $27m above the market.
PRICED = (
    "id,supplier,start,term_months,monthly_fee,capacity,capacity_unit,notice_months,"
    "termination_fee_pct\nA,Northwind,2026-01-01,12,$100m,50,k_gpu,3,50%\n"
)


def test_quotes_show_what_is_above_the_market(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    register, quotes = tmp_path / "contracts.csv", tmp_path / "quotes.csv"
    register.write_text(PRICED, encoding="utf-8")
    quotes.write_text(QUOTES, encoding="utf-8")
    rate = ("--borrowing-rate", "0")
    bare = answer(capsys, "audit", register, *DAY, *rate)
    assert "above_market" not in {each["kind"] for each in bare["findings"]}
    found = answer(capsys, "audit", register, *DAY, *rate, "--quotes", quotes)
    assert list(found) == list(bare)
    (above,) = (each for each in found["findings"] if each["kind"] == "above_market")
    assert above["amount"] == pytest.approx(6 * 27.0)  # six months are left
    quotes.write_text(QUOTES + FAULTY, encoding="utf-8")
    code, out, err = tenor(capsys, "audit", register, *DAY, "--quotes", quotes)
    assert code == 0
    assert "Market: $2.00/GPU-hour on 30 Jun 2026" in out
    assert "a year, by 4 quotes" in out
    assert "row 7, price" in err
    assert "left out: " in err


def test_too_few_quotes_are_no_market(
    register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    quotes = tmp_path / "quotes.csv"
    quotes.write_text("".join(QUOTES.splitlines(keepends=True)[:3]), encoding="utf-8")
    code, out, err = tenor(capsys, "audit", register, *DAY, "--quotes", quotes)
    assert code == 0
    assert "Market" not in out
    assert "No curve: 2 usable quotes; it takes at least 3." in err


def test_a_file_of_quotes_that_is_missing(
    register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    message = complaint(capsys, "audit", register, *DAY, "--quotes", tmp_path / "none.csv")
    assert "none.csv" in message
