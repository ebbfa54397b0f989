"""`tenor audit REGISTER --format json` as register.md states it, with figures worked by hand."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pytest

from tests.app.command_calls import answer, complaint, tenor

if TYPE_CHECKING:
    from pathlib import Path

REGISTER = """\
id,supplier,start,term_months,monthly_fee,take_or_pay_pct,lockin_months,notice_months,\
auto_renew,renewal_months,renewal_uplift,termination_fee_pct,exclusivity_pct,switching_cost
A,Northwind,2026-01-01,12,$100m,,,3,,,,50%,,10m
B,Northwind,2026-01-01,24,"300,000,000",50%,9,6,no,,,0.25,50%,
C,Contoso,2025-10-01,12,$100m,,,3,yes,6,10%,0,,
D,Contoso,2024-01-01,12,$1.25B,,,3,,,,0,1,
"""
KEYS = {
    "": ["as_of", "contracts", "portfolio", "findings", "rejected"],
    "contracts": [
        "id",
        "supplier",
        "months_elapsed",
        "months_left",
        "remaining_obligation",
        "remaining_obligation_pv",
        "unavoidable_fees",
        "exit_cost",
        "effective_lock_in_months",
        "next_notice_deadline",
        "maturity",
    ],
    "portfolio": [
        "remaining_obligation",
        "remaining_obligation_pv",
        "exit_cost",
        "lock_in_months",
        "effective_lock_in_months",
        "supplier_hhi",
        "exclusive_share",
        "maturity",
    ],
    "findings": ["severity", "contract", "kind", "amount", "amount_high", "message", "action"],
    "rejected": ["row", "column", "value", "message"],
}


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "register.csv"
    path.write_text(REGISTER, encoding="utf-8")
    return path


def asked(capsys: pytest.CaptureFixture[str], path: Path, *words: str) -> dict[str, Any]:
    return answer(capsys, "audit", path, "--today", "2026-06-30", *words)


def discounted(*fees: float) -> float:
    return math.fsum(fee / 1.08 ** (turn / 12) for turn, fee in enumerate(fees, 1))


def test_the_json_has_what_is_stated(capsys: pytest.CaptureFixture[str], register: Path) -> None:
    found = asked(capsys, register)
    assert sorted(found) == sorted(KEYS[""])
    assert sorted(found["portfolio"]) == sorted(KEYS["portfolio"])
    for key in ("contracts", "findings"):
        assert found[key]
        for each in found[key]:
            assert sorted(each) == sorted(KEYS[key])
    assert found["rejected"] == []
    assert found["as_of"] == "2026-06-30"


def test_the_contracts(capsys: pytest.CaptureFixture[str], register: Path) -> None:
    a, b, c, d = asked(capsys, register)["contracts"]
    assert [each["id"] for each in (a, b, c, d)] == ["A", "B", "C", "D"]
    assert [each["supplier"] for each in (a, b, c, d)] == ["Northwind"] * 2 + ["Contoso"] * 2
    assert [each["months_elapsed"] for each in (a, b, c, d)] == [6, 6, 9, 12]
    assert [each["months_left"] for each in (a, b, c, d)] == [6, 18, 3, 0]
    assert a["remaining_obligation"] == pytest.approx(600)
    assert a["remaining_obligation_pv"] == pytest.approx(discounted(*[100.0] * 6))
    assert a["unavoidable_fees"] == pytest.approx(300)
    assert a["exit_cost"] == pytest.approx(300 + 150 + 10)
    assert a["effective_lock_in_months"] == 3
    # Half of 300 is owed; from month 9, six months of notice: to month 15, and nine after.
    assert b["remaining_obligation"] == pytest.approx(18 * 150)
    assert b["unavoidable_fees"] == pytest.approx(9 * 150)
    assert b["exit_cost"] == pytest.approx(9 * 150 + 0.25 * 9 * 150)
    assert b["effective_lock_in_months"] == 9
    assert b["maturity"] == pytest.approx([1800, 900, 0, 0, 0, 0])
    # Today is the last day on which notice prevents the renewal.
    assert c["next_notice_deadline"] == "2026-06-30"
    assert c["remaining_obligation"] == pytest.approx(300)
    assert c["exit_cost"] == pytest.approx(300)
    assert a["next_notice_deadline"] is None
    numbers = [key for key in KEYS["contracts"][4:9] if d[key] != 0]
    assert numbers == []
    assert d["maturity"] == [0] * 6


def test_the_portfolio(capsys: pytest.CaptureFixture[str], register: Path) -> None:
    whole = asked(capsys, register)["portfolio"]
    assert whole["remaining_obligation"] == pytest.approx(600 + 2700 + 300)
    assert whole["remaining_obligation_pv"] == pytest.approx(
        discounted(*[100.0] * 6) + discounted(*[150.0] * 18) + discounted(*[100.0] * 3)
    )
    assert whole["exit_cost"] == pytest.approx(460 + 1687.5 + 300)
    assert whole["lock_in_months"] == pytest.approx((100 * 6 + 300 * 18 + 100 * 3) / 500)
    assert whole["effective_lock_in_months"] == pytest.approx((100 * 3 + 300 * 9 + 100 * 3) / 500)
    assert whole["supplier_hhi"] == pytest.approx(10_000 * (0.8**2 + 0.2**2))
    assert whole["exclusive_share"] == pytest.approx(0.6)
    assert whole["maturity"] == pytest.approx([600 + 1800 + 300, 900, 0, 0, 0, 0])


def test_the_findings(capsys: pytest.CaptureFixture[str], register: Path) -> None:
    found = asked(capsys, register)["findings"]
    amounts = [each["amount_high"] for each in found]
    assert amounts == sorted(amounts, reverse=True)
    for each in found:
        assert each["severity"] in ("high", "medium", "low")
        assert 0 <= each["amount"] <= each["amount_high"]
        assert each["contract"] in ("", "A", "B", "C", "D")
        assert "\n" not in each["message"] + each["action"]
    (window,) = [each for each in found if each["kind"] == "notice_window"]
    assert (window["contract"], window["severity"]) == ("C", "high")
    assert window["amount"] == pytest.approx(6 * 110)
    (expired,) = [each for each in found if each["kind"] == "expired"]
    assert expired["contract"] == "D"
    (concentration,) = [each for each in found if each["kind"] == "concentration"]
    assert concentration["amount"] == pytest.approx(3300)


def test_a_missing_clause_is_a_range(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_text(
        "supplier;start;term_months;monthly_fee\nNorthwind;2026-01-01;36;100m\n", encoding="utf-8"
    )
    found = asked(capsys, path)
    (contract,) = found["contracts"]
    assert contract["id"]
    assert contract["exit_cost"] == pytest.approx(1200 + 1800)
    (missing,) = [each for each in found["findings"] if each["kind"] == "missing_clause"]
    assert missing["amount"] == 0
    assert missing["amount_high"] == pytest.approx(contract["exit_cost"])


def test_the_planned_supplier(capsys: pytest.CaptureFixture[str], register: Path) -> None:
    found = asked(capsys, register, "--planned-supplier", "Contoso")
    (each,) = [each for each in found["findings"] if each["kind"] == "exclusivity"]
    assert (each["contract"], each["amount"]) == ("B", pytest.approx(1687.5))


@pytest.mark.parametrize(("severity", "code"), [("high", 3), ("medium", 3), ("low", 3)])
def test_the_exit_code(
    capsys: pytest.CaptureFixture[str], register: Path, severity: str, code: int
) -> None:
    words = ("audit", register, "--today", "2026-06-30", "--fail-on", severity)
    assert tenor(capsys, *words).code == code
    assert tenor(capsys, *words, "--format", "json").code == code
    assert tenor(capsys, *words[:4]).code == 0


def test_where_nothing_is_severe_the_exit_code_is_0(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "register.csv"
    head = "id,supplier,start,term_months,monthly_fee,notice_months,termination_fee_pct\n"
    path.write_text(head + "A,Northwind,2020-01-01,12,1m,3,0\n", encoding="utf-8")
    words = ("audit", path, "--today", "2026-06-30", "--fail-on")
    assert tenor(capsys, *words, "high").code == 0
    assert tenor(capsys, *words, "medium").code == 0
    assert tenor(capsys, *words, "low").code == 3


def test_rejected_cells_are_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_text(
        "id,supplier,start,term_months,monthly_fee\n"
        "A,Northwind,2026-01-01,12,100m\n"
        "B,Northwind,2026-02-30,12,100m\n"
        "C,Northwind,2026-01-01,,100m\n",
        encoding="utf-8",
    )
    found = asked(capsys, path)
    assert [each["id"] for each in found["contracts"]] == ["A"]
    assert [(each["row"], each["column"]) for each in found["rejected"]] == [
        (3, "start"),
        (4, "term_months"),
    ]
    assert found["rejected"][0]["value"] == "2026-02-30"
    assert all(sorted(each) == sorted(KEYS["rejected"]) for each in found["rejected"])


def test_what_is_not_there_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert "nothing.csv" in complaint(capsys, "audit", tmp_path / "nothing.csv")
