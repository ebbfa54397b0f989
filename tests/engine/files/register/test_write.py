"""Registers as files: what is written reads back equal, and no spreadsheet runs any of it."""

from __future__ import annotations

import csv
import math
import random
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

import openpyxl
import pytest

from engine.contracts.contract import Contract, register_columns
from engine.contracts.quote import Quote
from engine.files.atomic import FileError
from engine.files.register.columns import quote_table
from engine.files.register.example import example_register
from engine.files.register.read import read_quotes, read_register
from engine.files.register.write import (
    register_text,
    write_quotes,
    write_register,
    write_template,
)
from tests.engine.files.projects import random_register

if TYPE_CHECKING:
    from pathlib import Path

KINDS = [".csv", ".xlsx"]
PLAIN = Contract("A", "Nimbus", date(2026, 4, 1), 36, 1250.0)
TEXTS = (
    *("=1+1", "+49", "-", "@x", "'=1", "''@", "#N/A", "a,b;c d", 'q"uote', "Süd 🚀", "007", "1e5"),
    *("TRUE", "2026-04-01", "none", "\u202eabc", "x" * 100),
)


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_comes_back(tmp_path: Path, kind: str) -> None:
    register = example_register()
    write_register(tmp_path / f"contracts{kind}", register.contracts)
    found = read_register(tmp_path / f"contracts{kind}")
    assert (found.contracts, found.rejected) == (register.contracts, ())
    write_quotes(tmp_path / f"quotes{kind}", register.quotes)
    quotes = read_quotes(tmp_path / f"quotes{kind}")
    assert (quotes.quotes, quotes.rejected) == (register.quotes, ())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(40))
def test_any_register_comes_back_to_the_last_bit(tmp_path: Path, kind: str, seed: int) -> None:
    register = random_register(random.Random(seed))  # noqa: S311
    path = tmp_path / f"register{kind}"
    contracts = tuple(_tidy(each) for each in register.contracts)
    write_register(path, contracts)
    found = read_register(path)
    assert found.rejected == ()
    assert found.contracts == contracts
    assert [repr(each) for each in found.contracts] == [repr(each) for each in contracts]
    quotes = tuple(
        replace(
            each,
            supplier=_single(each.supplier),
            conditions=_single(each.conditions),
            reference=_single(each.reference),
            capacity=abs(each.capacity) if each.capacity is not None else None,
            extra=PLAIN.extra,
        )
        for each in register.quotes
    )
    write_quotes(path, quotes)
    assert read_quotes(path).quotes == quotes


def _tidy(contract: Contract) -> Contract:
    """What any file gives: blanks single, no fields that no column has, 0 without a sign."""
    texts = ("id", "supplier", "service", "reference", "currency_note")
    changes = {key: _single(getattr(contract, key)) for key in texts}
    return replace(contract, **changes, extra=PLAIN.extra)  # type: ignore[arg-type]


def _single(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("kind", KINDS)
def test_texts_that_spreadsheets_would_run(tmp_path: Path, kind: str) -> None:
    contracts = tuple(
        replace(PLAIN, id=text, supplier=text, service=text, reference=text, currency_note=text)
        for text in TEXTS
    )
    path = tmp_path / f"register{kind}"
    write_register(path, contracts)
    assert read_register(path).contracts == contracts
    if kind == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            rows = [row[:4] for row in csv.reader(file)]
    else:
        sheet = openpyxl.load_workbook(path).worksheets[0]
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
        rows = [[str(cell) for cell in row[:4]] for row in sheet.iter_rows(values_only=True)]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for row in rows for cell in row)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "fee", [0.0, 1e5, 0.1 + 0.2, 1 / 3, 5e-324, 1e-300, math.nextafter(1e5, 0), 123456.7890123 / 7]
)
def test_money_and_shares_of_any_size(tmp_path: Path, kind: str, fee: float) -> None:
    share = min(fee, 1.0)
    contract = replace(
        PLAIN, monthly_fee=fee, take_or_pay_pct=share, switching_cost=fee, capacity=fee
    )
    contract = replace(contract, fee_schedule=((1, fee), (120, fee / 3)))
    path = tmp_path / f"register{kind}"
    write_register(path, [contract])
    assert read_register(path).contracts == (contract,)


@pytest.mark.parametrize("kind", KINDS)
def test_days_of_any_year(tmp_path: Path, kind: str) -> None:
    days = [date(1900, 1, 1), date(1900, 2, 28), date(1900, 3, 1), date(1904, 1, 1)]
    days += [date(2024, 2, 29), date(2100, 12, 31), date(2200, 12, 31)]
    contracts = tuple(replace(PLAIN, id=str(day), start=day) for day in days)
    path = tmp_path / f"register{kind}"
    write_register(path, contracts)
    assert [each.start for each in read_register(path).contracts] == days


def test_a_csv_file_in_full() -> None:
    contract = replace(PLAIN, fee_escalator=-0.02, auto_renew=True, fee_schedule=((1, 600.5),))
    header, row, last = register_text([contract]).split("\n")
    assert header == ",".join(register_columns())
    assert row == (
        "A,Nimbus,,,2026-04-01,36,1250000000,1: 600500000,,,100%,0,,-2%,0%,0%,0,,yes,0,0%,,,,,,0%,"
        "0%,0,0%,no,no,0%,"
    )
    assert last == ""


def test_a_workbook_has_numbers_and_days(tmp_path: Path) -> None:
    path = tmp_path / "register.xlsx"
    write_register(path, [replace(PLAIN, take_or_pay_pct=0.8)])
    sheet = openpyxl.load_workbook(path).worksheets[0]
    cells = dict(zip((cell.value for cell in sheet[1]), sheet[2], strict=True))
    assert sheet.title == "Contracts"
    assert cells["monthly_fee"].value == 1_250_000_000
    assert cells["start"].value == datetime(2026, 4, 1)
    assert cells["take_or_pay_pct"].value == 0.8
    assert cells["take_or_pay_pct"].number_format.endswith("%")
    assert cells["term_months"].value == 36


# Templates ---------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_templates_are_read_as_empty_registers(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"template{kind}"
    write_template(path)
    found = read_register(path)
    assert (found.contracts, found.rejected, found.rows) == ((), (), 0)
    write_template(path, quote_table())
    assert read_quotes(path).quotes == ()


def test_a_template_explains_every_column(tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    write_template(path)
    sheet = openpyxl.load_workbook(path).worksheets[0]
    notes = {cell.value: cell.comment.text for cell in sheet[1] if cell.comment}
    assert set(notes) == set(register_columns())
    assert notes["monthly_fee"] == (
        "Monthly fee: The full monthly fee at signing, after any ramp; as the model's monthly "
        "spend. Must be given. Allowed: $0 to $100B, such as 1250000000, 1,250,000,000 or $1.25B."
    )
    choices = {str(each.sqref): each.formula1 for each in sheet.data_validations.dataValidation}
    assert '"yes,no"' in choices.values()
    assert '"gpu,k_gpu,mw,gpu_hour_month"' in choices.values()


# Faults ------------------------------------------------------------------------------------


def test_what_can_t_be_written(tmp_path: Path) -> None:
    for name in ("register.ods", "register"):
        with pytest.raises(FileError, match=r"can't be written: allowed: \.csv or \.xlsx"):
            write_register(tmp_path / name, [PLAIN])
    with pytest.raises(FileError, match=r"can't hold 50,001 rows; allowed: up to 50,000, or \.csv"):
        write_register(tmp_path / "register.xlsx", [PLAIN] * 50_001)
    for kind in KINDS:
        with pytest.raises(FileError, match=r"the folder .* does not exist"):
            write_register(tmp_path / "none" / f"register{kind}", [PLAIN])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_old_file_stays_where_writing_fails(
    tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / f"register{kind}"
    write_register(path, [PLAIN])
    before = path.read_bytes()
    monkeypatch.setattr("engine.files.atomic._flush", _fail)
    with pytest.raises(FileError, match="can't be written"):
        write_register(path, [replace(PLAIN, capacity=1.0)])
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def _fail(path: Path) -> None:
    raise OSError(28, "No space left on device")


def test_a_quote_in_full(tmp_path: Path) -> None:
    quote = Quote(
        *("Q-1", "Cirrus", date(2026, 10, 1), 3050.0, "gpu_month", 4.0, "k_gpu", 36),
        *("take-or-pay 80%", "mail", date(2026, 10, 2)),
    )
    path = tmp_path / "quotes.csv"
    write_quotes(path, [quote])
    assert path.read_text("utf-8").splitlines()[1] == (
        "Q-1,Cirrus,2026-10-01,4,k_gpu,3050,gpu_month,36,take-or-pay 80%,mail,2026-10-02"
    )
    assert read_quotes(path).quotes == (quote,)
