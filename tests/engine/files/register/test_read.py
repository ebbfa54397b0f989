"""Registers from files: headers, mappings, refused cells, ids, limits."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import resources
from engine.contracts.contract import Contract, register_columns
from engine.files.atomic import FileError
from engine.files.register.columns import contract_table, quote_table
from engine.files.register.example import example_register
from engine.files.register.mapping import (
    RegisterMapping,
    guess,
    remember,
    remembered_of,
    remembered_text,
)
from engine.files.register.read import RegisterReading, Rejected, read_quotes, read_register
from engine.files.register.sheet import open_sheet
from engine.files.register.words import column_of
from tests.engine.files.register.books import NEEDED, ROW, column, workbook, written

PLAIN = Contract("row-2", "Nimbus", date(2026, 4, 1), 36, 1250.0)


def cells(found: RegisterReading) -> list[tuple[int, str, str]]:
    return [(each.row, each.column, each.value) for each in found.rejected]


# What a file may look like -----------------------------------------------------------------


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_separators_and_encodings(tmp_path: Path, separator: str, encoding: str) -> None:
    text = f"{NEEDED}\nSüd,2026-04-01,36,1250000000\n".replace(",", separator)
    (contract,) = read_register(written(tmp_path, text, encoding=encoding)).contracts
    assert contract == Contract("row-2", "Süd", date(2026, 4, 1), 36, 1250.0)


def test_a_file_that_names_its_separator(tmp_path: Path) -> None:
    text = f"sep=;\n{NEEDED}\n{ROW}\n".replace(",", ";")
    (contract,) = read_register(written(tmp_path, text)).contracts
    assert contract.monthly_fee == 1250.0


def test_what_blank_cells_mean(tmp_path: Path) -> None:
    # register.md: take-or-pay is all of it, no ramp, the rest nothing, clauses missing.
    header = ",".join(register_columns())
    row = ",".join(
        {"supplier": "Nimbus", "start": "2026-04-01", "term_months": "36"}.get(key, "")
        if key != "monthly_fee"
        else "1250000000"
        for key in register_columns()
    )
    found = read_register(written(tmp_path, f"{header}\n{row}\n"))
    assert found.contracts == (PLAIN,)
    assert found.rejected == ()
    contract = found.contracts[0]
    assert (contract.take_or_pay_pct, contract.ramp_months, contract.ramp_first_pct) == (1, 0, None)
    assert contract.notice_months is None
    fees = (contract.termination_fee_pct, contract.termination_fee_decline)
    assert (*fees, contract.termination_fee_floor) == (None, None, None)


def test_a_supplier_may_be_blank(tmp_path: Path) -> None:
    text = f"{NEEDED},service\n,2026-04-01,36,5,x\n"
    (contract,) = read_register(written(tmp_path, text)).contracts
    assert contract.supplier == ""
    text = "supplier,date,price\n,2026-04-01,2.5\n"
    (quote,) = read_quotes(written(tmp_path, text)).quotes
    assert (quote.supplier, quote.price_unit, quote.id) == ("", "gpu_hour", "row-2")


def test_every_column_by_its_name(tmp_path: Path) -> None:
    cells = {
        "id": "A-1",
        "supplier": "Nimbus",
        "service": "training",
        "reference": "MSA 7",
        "start": "2026-04-30",
        "term_months": "36",
        "monthly_fee": "$1.25B",
        "fee_schedule": "1: 600m; 13: 1.25B",
        "capacity": "325",
        "capacity_unit": "k_gpu",
        "take_or_pay_pct": "80%",
        "ramp_months": "6",
        "ramp_first_pct": "25%",
        "fee_escalator": "-2%",
        "prepay_pct": "0.1",
        "prepay_refund_pct": "50%",
        "lockin_months": "12",
        "notice_months": "6",
        "auto_renew": "yes",
        "renewal_months": "12",
        "renewal_uplift": "7%",
        "renewal_notice_days": "90",
        "termination_fee_pct": "50%",
        "termination_fee_decline": "10%",
        "termination_fee_floor": "5%",
        "termination_fee_months": "3",
        "list_discount": "30%",
        "clawback_pct": "40%",
        "switching_cost": "$250m",
        "exclusivity_pct": "25%",
        "benchmark_clause": "no",
        "assignment_right": "yes",
        "sla_target": "99.5%",
        "currency_note": "EUR at 1.10",
    }
    assert set(cells) == set(register_columns())
    text = ",".join(cells) + "\n" + ",".join(cells.values()) + "\n"
    (contract,) = read_register(written(tmp_path, text)).contracts
    assert contract == Contract(
        "A-1",
        "Nimbus",
        date(2026, 4, 30),
        36,
        1250.0,
        "training",
        "MSA 7",
        ((1, 600.0), (13, 1250.0)),
        325.0,
        "k_gpu",
        0.8,
        6,
        0.25,
        -0.02,
        0.1,
        0.5,
        12,
        6,
        True,
        12,
        0.07,
        90,
        0.5,
        0.1,
        0.05,
        3,
        0.3,
        0.4,
        250.0,
        0.25,
        False,
        True,
        0.995,
        "EUR at 1.10",
    )


def test_a_workbook_s_first_sheet_with_a_header(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        [["Read me"], ["start here"]],
        [
            [],
            ["Contracts of 2026"],
            [],
            ["Vendor", "Start date", "Term (years)", "Fee ($m)"],
            ["Nimbus", date(2026, 4, 1), 3, 1250],
            ["Cirrus", 46113, 1.5, 2.5],
        ],
    )
    found = read_register(path)
    assert [(each.supplier, each.start, each.term_months) for each in found.contracts] == [
        ("Nimbus", date(2026, 4, 1), 36),
        ("Cirrus", date(2026, 4, 1), 18),
    ]
    assert [each.monthly_fee for each in found.contracts] == [1250.0, 2.5]
    assert [each.id for each in found.contracts] == ["row-5", "row-6"]


def test_a_sheet_may_be_chosen(tmp_path: Path) -> None:
    rows = [NEEDED.split(","), ROW.split(",")]
    path = workbook(tmp_path, rows, [*rows, ["Other", "2026-05-01", "1", "5"]])
    assert open_sheet(path, contract_table(), "Sheet1").rows == 2
    with pytest.raises(FileError, match="has no sheet 'Nope'; allowed: 'Sheet', 'Sheet1'"):
        open_sheet(path, contract_table(), "Nope")


# Headers -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "key"),
    [
        *(("Vendor", "supplier"), ("Contract start", "start"), ("Effective Date", "start")),
        *(("Term (months)", "term_months"), ("Initial term in years", "term_months")),
        *(("Monthly fee (US$ m)", "monthly_fee"), ("MRC", "monthly_fee")),
        *(("Fee per month", "monthly_fee"), ("TAKE-OR-PAY %", "take_or_pay_pct")),
        *(("Notice period", "notice_months"), ("Kündigungsfrist", "notice_months")),
        *(("Auto-renewal?", "auto_renew"), ("Renewal notice (days)", "renewal_notice_days")),
        *(("Early termination fee", "termination_fee_pct"), ("Vertragsbeginn", "start")),
        *(("Uptime SLA", "sla_target"), ("Lock-in", "lockin_months"), ("Laufzeit", "term_months")),
        *(("Deposit %", "prepay_pct"), ("termination_fee_months", "termination_fee_months")),
        *(("Take-or-pay share", "take_or_pay_pct"), ("Fee's floor", "termination_fee_floor")),
        # What is none of them, or is in a unit that the column can't have.
        *(("Notice (days)", ""), ("Annual fee", ""), ("Comment", ""), ("Total", ""), ("", "")),
        *(("Remaining term", ""), ("Renewal notice (months)", ""), ("Term (days)", "")),
        ("x" * 10_000, ""),
    ],
)
def test_headers(header: str, key: str) -> None:
    assert column_of(header, contract_table())[0] == key


def test_every_key_and_every_label_is_its_own_column() -> None:
    for table in (contract_table(), quote_table()):
        for key, each in table.columns.items():
            assert column_of(key, table) == (key, 1.0)
            assert column_of(each.label, table)[0] == key


def test_headers_name_units(tmp_path: Path) -> None:
    header = "Supplier,Start,Term (years),Monthly fee ($m),Take-or-pay (%),Switching cost ($k)"
    row = 'Nimbus,2026-04-01,3,"1,250",80,250000'
    (contract,) = read_register(written(tmp_path, f"{header}\n{row}\n")).contracts
    assert (contract.term_months, contract.monthly_fee) == (36, 1250.0)
    assert (contract.take_or_pay_pct, contract.switching_cost) == (0.8, 250.0)


def test_shares_below_a_percent_sign_that_are_all_shares(tmp_path: Path) -> None:
    found = read_register(column(tmp_path, "Take-or-pay (%)", "0.8", "1", "50%"))
    assert [each.take_or_pay_pct for each in found.contracts] == [0.8, 1.0, 0.5]


def test_the_surer_header_wins(tmp_path: Path) -> None:
    text = f"Begin,{NEEDED}\n1 May 2026,{ROW}\n"
    found = read_register(written(tmp_path, text))
    assert found.contracts[0].start == date(2026, 4, 1)


def test_two_columns_that_claim_the_same_are_refused(tmp_path: Path) -> None:
    path = written(tmp_path, f"start,{NEEDED}\n2026-05-01,{ROW}\n")
    told = r"has 2 columns for start: column A \(start\) and column C \(start\); allowed: one"
    with pytest.raises(FileError, match=told):
        read_register(path)
    sheet = open_sheet(path, contract_table())
    found = guess(sheet)
    assert dict(found.doubles) == {"start": (0, 2)}
    chosen = read_register(path, found.mapping.with_column("start", 2))
    assert chosen.contracts[0].start == date(2026, 4, 1)


def test_missing_columns_are_named(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="has no column for start, monthly_fee; its headers are"):
        read_register(written(tmp_path, "supplier,term_months\nNimbus,36\n"))
    with pytest.raises(FileError, match="has no column for start, term_months, monthly_fee"):
        read_register(written(tmp_path, "some,thing\n1,2\n"))
    with pytest.raises(FileError, match="has no column 99 for start"):
        read_register(
            written(tmp_path, f"{NEEDED}\n{ROW}\n"),
            RegisterMapping({"start": 99, "term_months": 2, "monthly_fee": 3}),
        )


def test_a_schedule_gives_the_fee(tmp_path: Path) -> None:
    text = 'supplier,start,term_months,fee_schedule\nN,2026-04-01,36,"1: 600m; 13: 1.25B"\n'
    (contract,) = read_register(written(tmp_path, text)).contracts
    assert contract.monthly_fee == 600.0


def test_a_capacity_may_hold_its_unit(tmp_path: Path) -> None:
    found = read_register(column(tmp_path, "capacity", "120 MW", "4,096 GPUs", "5", "many"))
    assert [(each.capacity, each.capacity_unit) for each in found.contracts] == [
        (120.0, "mw"),
        (4096.0, "gpu"),
        (5.0, ""),
    ]
    assert cells(found) == [(5, "capacity", "many")]


# Dates by column ---------------------------------------------------------------------------


def test_the_order_of_dates_is_settled_by_the_column_and_named(tmp_path: Path) -> None:
    rows = "N,04/01/2026,36,5\nN,07/13/2026,36,5\n"
    found = read_register(written(tmp_path, f"{NEEDED}\n{rows}"))
    assert [each.start for each in found.contracts] == [date(2026, 4, 1), date(2026, 7, 13)]
    assert found.notices == ("start: dates such as 04/01/2026 were read with the month first.",)


def test_dates_that_nothing_settles_are_refused_by_name(tmp_path: Path) -> None:
    path = written(tmp_path, f"{NEEDED}\nN,04/05/2026,36,5\nN,2026-04-01,36,5\n")
    found = read_register(path)
    assert [each.start for each in found.contracts] == [date(2026, 4, 1)]
    assert cells(found) == [(2, "start", "04/05/2026")]
    assert "could be 2026-05-04 or 2026-04-05" in found.rejected[0].message
    assert "could have the day or the month first: refused" in found.notices[0]
    chosen = read_register(path, found.mapping._replace(day_first=False))
    assert chosen.contracts[0].start == date(2026, 4, 5)


def test_dates_of_both_orders_are_refused_where_they_contradict(tmp_path: Path) -> None:
    rows = "N,13/04/2026,36,5\nN,01/05/2026,36,5\nN,05/13/2026,36,5\n"
    found = read_register(written(tmp_path, f"{NEEDED}\n{rows}"))
    assert [each.start for each in found.contracts] == [date(2026, 4, 13), date(2026, 5, 1)]
    assert cells(found) == [(4, "start", "05/13/2026")]


# Refused cells -----------------------------------------------------------------------------


def test_every_refused_cell_is_named_and_its_row_left_out(tmp_path: Path) -> None:
    text = (
        "id,supplier,start,term_months,monthly_fee,take_or_pay_pct,auto_renew\n"
        "A,N,2026-04-01,36,5,50,maybe\n"
        "\n"
        "B,N,,0,-3,0.5,yes\n"
        "C,N,2026-04-01,36,5,50%,no\n"
    )
    found = read_register(written(tmp_path, text))
    assert [each.id for each in found.contracts] == ["C"]
    assert cells(found) == [
        (2, "take_or_pay_pct", "50"),
        (2, "auto_renew", "maybe"),
        (4, "start", ""),
        (4, "term_months", "0"),
        (4, "monthly_fee", "-3"),
    ]
    assert (found.rows, found.more) == (3, 0)
    assert found.rejected[2].message == (
        "nothing is there; allowed: a date such as 2026-04-01, 1 Apr 2026 or 01/04/2026"
    )


def test_long_values_are_cut_in_messages(tmp_path: Path) -> None:
    found = read_register(column(tmp_path, "capacity", "y" * 3000))
    assert cells(found) == [(2, "capacity", "y" * 57 + "...")]
    assert len(found.rejected[0].message) < 200


def test_very_many_refused_cells_are_counted(tmp_path: Path) -> None:
    rows = "x,x,x,x,x\n" * 8000
    found = read_register(written(tmp_path, f"id,{NEEDED}\n{rows}"))
    assert (found.contracts, len(found.rejected)) == ((), 20_000)
    assert found.more == 8000 * 3 + 7999 - 20_000  # three cells a row, and the same id


def test_a_row_that_a_comma_moved_is_refused(tmp_path: Path) -> None:
    text = f"{NEEDED}\nNimbus,2026-04-01,36,1,250,000\n{ROW}\n"
    found = read_register(written(tmp_path, text))
    assert len(found.contracts) == 1
    assert found.rejected == (
        Rejected(
            2,
            "",
            "",
            "the row has 6 cells, the header 4; allowed: as many, with quotes around a cell that "
            "holds the separator",
        ),
    )


def test_inconsistent_terms_are_no_faults_of_the_file(tmp_path: Path) -> None:
    text = f"{NEEDED},lockin_months,notice_months,renewal_months\n{ROW},48,60,12\n"
    found = read_register(written(tmp_path, text))
    assert (found.contracts[0].lockin_months, found.rejected) == (48, ())


# Ids ---------------------------------------------------------------------------------------


def test_the_same_id_twice_is_refused_with_both_rows(tmp_path: Path) -> None:
    rows = "\n".join(f"{number},{ROW}" for number in ("A", "B", "A", "A"))
    found = read_register(written(tmp_path, f"id,{NEEDED}\n{rows}\n"))
    assert [each.id for each in found.contracts] == ["A", "B"]
    assert found.rejected[0] == Rejected(
        4, "id", "A", "rows 2 and 4 have the same id 'A'; allowed: each id once"
    )
    assert found.rejected[1].row == 5


def test_blank_ids_are_made_and_never_twice(tmp_path: Path) -> None:
    rows = "\n".join(f"{number},{ROW}" for number in ("row-3", "", "", "row-4-2"))
    found = read_register(written(tmp_path, f"id,{NEEDED}\n{rows}\n"))
    assert [each.id for each in found.contracts] == ["row-3", "row-3-2", "row-4", "row-4-2"]


# Limits ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "name", "fault"),
    [
        (b"", "a.csv", "is empty; allowed: a table with a contract in each row"),
        (b"\n\n,,\n", "a.csv", "is empty"),
        (b"\x00\x01\x02\x03", "a.csv", "is not text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "a.csv", "is not text"),
        (b"a," * 150 + b"b", "a.csv", "too large; allowed: up to 201,000 rows and 100 columns"),
        (b"a,b\n" * 201_001, "a.csv", "too large; allowed: up to 201,000 rows"),
        (b'"' + b"x" * 200_000, "a.csv", "is not a CSV file that can be read"),
        (b"PK\x03\x04", "a.xlsx", "is not a workbook"),
        (b"id", "a.ods", r"can't be imported; allowed: a CSV file \(.csv\)"),
    ],
)
def test_files_that_are_refused(tmp_path: Path, data: bytes, name: str, fault: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(FileError, match=fault):
        read_register(path)


def test_a_file_that_is_too_long_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    with path.open("wb") as file:
        file.truncate(65 * 2**20)
    with pytest.raises(FileError, match="is too large; allowed: up to 64 MiB"):
        read_register(path)


def test_too_many_contracts(tmp_path: Path) -> None:
    text = f"{NEEDED}\n" + f"{ROW}\n" * 200_001
    with pytest.raises(FileError, match="has 200,001 contracts; allowed: up to 200,000"):
        read_register(written(tmp_path, text))


def test_too_many_quotes(tmp_path: Path) -> None:
    text = "date,price\n" + "2026-04-01,2\n" * 5001
    with pytest.raises(FileError, match="has 5,001 quotes; allowed: up to 5,000"):
        read_quotes(written(tmp_path, text))


# Remembering -------------------------------------------------------------------------------


def test_what_was_mapped_once_is_remembered(tmp_path: Path) -> None:
    text = "Wer,Ab,Dauer,Kosten,Prozent\nNimbus,04/05/2026,36,1250,80%\n"
    sheet = open_sheet(written(tmp_path, text), contract_table())
    mapping = RegisterMapping(
        {"supplier": 0, "start": 1, "term_months": 2, "monthly_fee": 3}, "$m", day_first=True
    )
    kept = remembered_of(remembered_text(remember(sheet, mapping)), contract_table())
    assert kept is not None
    moved = "Kosten,ab,DAUER,wer,Neu\n1250,04/05/2026,36,Nimbus,x\n"
    found = read_register(written(tmp_path, moved), remembered=[kept])
    assert found.contracts == (Contract("row-2", "Nimbus", date(2026, 5, 4), 36, 1250.0),)
    # Another file, without these headers, is guessed afresh.
    plain = written(tmp_path, f"{NEEDED}\n{ROW}\n")
    assert read_register(plain, remembered=[kept]).contracts == (PLAIN,)


@pytest.mark.parametrize(
    "text",
    [
        *("", "[]", "{}", "nonsense", '{"headers": 1, "unit": "$m"}', "[" * 5000),
        '{"headers": {"a": "cash"}, "unit": "$m"}',
        '{"headers": {"a": "start"}, "unit": "EUR"}',
        '{"headers": {"a": "start", "b": "start"}, "unit": "$m"}',
        '{"headers": {"a": ["start"]}, "unit": "$m"}',
        '{"headers": {"a": "start"}, "unit": "$m", "day_first": "yes"}',
    ],
)
def test_what_makes_no_sense_is_not_remembered(text: str) -> None:
    assert remembered_of(text, contract_table()) is None


def test_what_is_left_out_is_told(tmp_path: Path) -> None:
    sheet = open_sheet(written(tmp_path, f"{NEEDED},Comment\n{ROW},hello\n"), contract_table())
    found = guess(sheet)
    assert found.unused == ("Comment",)
    assert found.origins["start"] == "header"


# The example -------------------------------------------------------------------------------


def test_the_example_is_read_without_a_fault() -> None:
    folder = Path(resources.__file__).parent
    contracts = read_register(folder / "contracts-example.csv")
    quotes = read_quotes(folder / "quotes-example.csv")
    for found in (contracts, quotes):
        assert (found.rejected, found.notices, found.more) == ((), (), 0)
    register = example_register()
    assert (len(register.contracts), len(register.quotes)) == (25, 40)
    assert register.contract(register.studied) is not None
    first = register.contracts[0]
    assert (first.supplier, first.monthly_fee, first.term_months) == ("Aurelia Compute", 1250.0, 36)


def test_the_example_has_something_of_everything() -> None:
    held = example_register().contracts
    assert any(each.auto_renew and each.renewal_notice_days for each in held)
    assert any(each.notice_months is None for each in held)
    assert any(
        each.termination_fee_pct is None and each.termination_fee_months is None for each in held
    )
    assert any(each.exclusivity_pct for each in held)
    assert any(each.fee_schedule for each in held)
    assert any(each.start.day in (28, 29, 30, 31) for each in held)
    assert min(each.start for each in held) < date(2024, 1, 1)
    assert max(each.start for each in held) > date(2027, 1, 1)
    assert {each.capacity_unit for each in held} >= {"gpu", "k_gpu", "mw", "gpu_hour_month"}
    assert len({each.supplier for each in held}) >= 10
    units = {each.price_unit for each in example_register().quotes}
    assert units == {"gpu_hour", "gpu_month", "mw_month"}


def test_csv_needs_no_spreadsheet_library() -> None:
    code = (
        "import sys; from engine.files.register.example import example_register;"
        "example_register(); assert not {'openpyxl', 'xlsxwriter', 'xml'} & set(sys.modules)"
    )
    subprocess.run(  # noqa: S603
        [sys.executable, "-c", code], check=True, cwd=Path(resources.__file__).parents[1]
    )


def test_a_remembered_mapping_is_small() -> None:
    sheet = open_sheet(
        Path(resources.__file__).with_name("contracts-example.csv"), contract_table()
    )
    text = remembered_text(remember(sheet, guess(sheet).mapping))
    assert set(json.loads(text)["headers"].values()) == set(register_columns())
    assert len(text) < 5000


def test_a_column_that_is_not_known_is_named(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_text(
        "supplier,start,term_months,monthly_fee,Colour,Empty\nA,2026-01-31,12,1m,red,\n",
        encoding="utf-8",
    )
    reading = read_register(path)
    assert reading.notices == ("Not known and left out: Colour.",)
    assert len(reading.contracts) == 1
