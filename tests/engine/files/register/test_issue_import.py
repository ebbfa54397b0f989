"""Registers from files as register.md describes them: every column, every form, every refusal."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from engine.contracts.contract import register_columns
from engine.files.atomic import FileError
from engine.files.register.example import example_register
from engine.files.register.read import RegisterReading, read_register
from engine.files.register.write import write_register, write_template

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

NEEDED = {"supplier": "Nimbus", "start": "2026-04-01", "term_months": "36", "monthly_fee": "5m"}
MONEY = ("1250000000", "1,250,000,000", "$1.25B", "1250m")  # the table's own four forms
SHARES = (
    *("take_or_pay_pct", "fee_escalator", "ramp_first_pct", "prepay_pct", "prepay_refund_pct"),
    *("renewal_uplift", "termination_fee_pct", "termination_fee_decline", "termination_fee_floor"),
    *("list_discount", "clawback_pct", "exclusivity_pct", "sla_target"),
)
WHOLE = (
    *("ramp_months", "lockin_months", "notice_months", "renewal_months"),
    *("termination_fee_months", "renewal_notice_days"),
)
FLAGS = ("auto_renew", "benchmark_clause", "assignment_right")


def quoted(cells: Sequence[str], separator: str) -> str:
    return separator.join('"' + cell.replace('"', '""') + '"' for cell in cells)


def text_file(
    folder: Path, rows: Sequence[Sequence[str]], separator: str = ",", name: str = "a.csv"
) -> Path:
    path = folder / name
    path.write_text("\n".join(quoted(row, separator) for row in rows) + "\n", encoding="utf-8")
    return path


def book_file(folder: Path, **sheets: Sequence[Sequence[object]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    path = folder / "a.xlsx"
    book.save(path)
    return path


def one(folder: Path, key: str, cell: str, separator: str = ",") -> Any:
    """What a column of a contract that is otherwise plain is read as."""
    row = NEEDED | {key: cell}
    found = read_register(text_file(folder, [[*row], [*row.values()]], separator))
    assert found.rejected == ()
    return getattr(found.contracts[0], key)


def refusal(folder: Path, key: str, cell: str) -> tuple[int, str, str, str]:
    """The one refused cell of the second of three contracts; the others are taken."""
    good, bad = NEEDED | {key: NEEDED.get(key, "")}, NEEDED | {key: cell}
    rows = [[*good], [*good.values()], [*bad.values()], [*good.values()]]
    found = read_register(text_file(folder, rows))
    assert len(found.contracts) == 2
    (only,) = found.rejected
    return only.row, only.column, only.value, only.message


# The table of columns ------------------------------------------------------------------------


def test_the_columns_are_those_of_the_table() -> None:
    """In any order; fee_schedule and currency_note are named by the issue, not by the table."""
    named = {"id", "supplier", "service", "reference", "start", "term_months", "monthly_fee"}
    named |= {"capacity", "capacity_unit", "switching_cost", *SHARES, *WHOLE, *FLAGS}
    assert set(register_columns()) == named | {"fee_schedule", "currency_note"}


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("cell", MONEY)
@pytest.mark.parametrize("key", ["monthly_fee", "switching_cost"])
def test_money(tmp_path: Path, key: str, cell: str, separator: str) -> None:
    assert one(tmp_path, key, cell, separator) == 1250.0


@pytest.mark.parametrize("key", SHARES)
def test_shares(tmp_path: Path, key: str) -> None:
    for separator in ",;\t":
        assert one(tmp_path, key, "0.5", separator) == 0.5
        assert one(tmp_path, key, "50%", separator) == 0.5
    assert one(tmp_path, key, "0") == 0.0
    assert one(tmp_path, key, "0%") == 0.0


@pytest.mark.parametrize("key", WHOLE)
def test_whole_numbers(tmp_path: Path, key: str) -> None:
    found = one(tmp_path, key, "30")
    assert found == 30
    assert isinstance(found, int)
    assert one(tmp_path, key, "0") == 0


@pytest.mark.parametrize("key", FLAGS)
def test_yes_and_no(tmp_path: Path, key: str) -> None:
    assert [one(tmp_path, key, cell) for cell in ("yes", "no", "YES", "No")] == [
        *(True, False, True, False)
    ]


@pytest.mark.parametrize("unit", ["gpu", "k_gpu", "mw", "gpu_hour_month"])
def test_units_of_capacity(tmp_path: Path, unit: str) -> None:
    assert one(tmp_path, "capacity_unit", unit) == unit
    assert one(tmp_path, "capacity", "4,096.5") == 4096.5


def test_what_a_blank_means(tmp_path: Path) -> None:
    rows = [[*register_columns()], [NEEDED.get(key, "") for key in register_columns()]]
    found = read_register(text_file(tmp_path, rows))
    assert found.rejected == ()
    (contract,) = found.contracts
    assert contract.id
    assert contract.take_or_pay_pct == 1.0
    for key in ("capacity", "ramp_first_pct", "notice_months", "renewal_notice_days"):
        assert getattr(contract, key) is None
    for key in SHARES:
        if key.startswith("termination_fee"):
            assert getattr(contract, key) is None
        elif key not in ("take_or_pay_pct", "ramp_first_pct"):
            assert getattr(contract, key) == 0.0
    for key in ("ramp_months", "lockin_months", "renewal_months"):
        assert getattr(contract, key) == 0
    assert [getattr(contract, key) for key in FLAGS] == [False] * 3
    assert contract.switching_cost == 0.0
    assert (contract.service, contract.reference, contract.capacity_unit) == ("", "", "")


@pytest.mark.parametrize("key", ["start", "term_months", "monthly_fee"])
@pytest.mark.parametrize("cell", ["", "  "])
def test_a_blank_that_is_refused(tmp_path: Path, key: str, cell: str) -> None:
    row, column, _, message = refusal(tmp_path, key, cell)
    assert (row, column) == (3, key)
    assert "allowed" in message


# Files ---------------------------------------------------------------------------------------


def test_a_semicolon_file_as_a_german_spreadsheet_saves_it(tmp_path: Path) -> None:
    """Decimal commas, points between thousands, days first, a byte order mark, CRLF."""
    path = tmp_path / "vertraege.csv"
    text = (
        "supplier;start;term_months;monthly_fee;take_or_pay_pct;capacity;capacity_unit\r\n"
        "Süd;30.04.2026;36;1.250.000.000,00;87,5%;1.024,5;gpu\r\n"
        "Nord;01.05.2026;24;600.000.000,00;0,5;12,25;mw\r\n"
    )
    path.write_bytes(text.encode("utf-8-sig"))
    found = read_register(path)
    assert found.rejected == ()
    assert [
        (each.supplier, each.start, each.monthly_fee, each.take_or_pay_pct, each.capacity)
        for each in found.contracts
    ] == [
        ("Süd", date(2026, 4, 30), 1250.0, 0.875, 1024.5),
        ("Nord", date(2026, 5, 1), 600.0, 0.5, 12.25),
    ]


def test_cells_that_hold_separators_quotes_and_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        'supplier,service,start,term_months,monthly_fee\n"Nimbus, ""the"" cloud","line one\n'
        'line two",2026-04-01,36,"1,250,000,000"\n',
        encoding="utf-8",
    )
    found = read_register(path)
    # A line break in a cell of text may be taken or refused, but never moves another cell.
    if found.contracts:
        assert found.contracts[0].supplier == 'Nimbus, "the" cloud'
        assert found.contracts[0].monthly_fee == 1250.0
    else:
        assert [(each.row, each.column) for each in found.rejected] == [(2, "service")]


def test_a_workbook_with_a_title_above_and_another_sheet_before(tmp_path: Path) -> None:
    head = ["Contract ID", "Supplier", "Start date", "Term (months)", "Monthly fee", "Auto-renewal"]
    path = book_file(
        tmp_path,
        Notes=[["Prepared by procurement"], ["Supplier names are confidential"]],
        Register=[
            ["Contracts, Q4 2026"],
            [],
            ["", "", "all in USD"],
            head,
            ["N-1", "Nimbus", datetime(2026, 1, 31), 36, 1_250_000_000, True],
            [],
            ["N-2", "Cirro", date(2024, 2, 29), 12.0, "$1.25B", "no"],
            ["N-3", "Cirro", "2026-04-01", "12", "much", "no"],
        ],
    )
    found = read_register(path)
    assert [
        (each.id, each.start, each.term_months, each.monthly_fee, each.auto_renew)
        for each in found.contracts
    ] == [
        ("N-1", date(2026, 1, 31), 36, 1250.0, True),
        ("N-2", date(2024, 2, 29), 12, 1250.0, False),
    ]
    (refused,) = found.rejected
    assert (refused.row, refused.column, refused.value) == (8, "monthly_fee", "much")


def test_numbers_of_a_workbook_are_what_they_are_not_what_they_look_like(tmp_path: Path) -> None:
    path = book_file(
        tmp_path,
        One=[[*NEEDED, "take_or_pay_pct", "notice_months"], ["N", 46113, 36, 5e6, 0.875, 6]],
    )
    book = openpyxl.load_workbook(path)
    for cell, code in (("B2", "dd/mm/yyyy"), ("D2", "$#,##0"), ("E2", "0%")):
        book["One"][cell].number_format = code
    book.save(path)
    (contract,) = read_register(path).contracts
    assert contract.start == date(2026, 4, 1)
    assert (contract.monthly_fee, contract.take_or_pay_pct) == (5.0, 0.875)
    assert contract.notice_months == 6


@pytest.mark.parametrize(
    ("header", "key", "cell", "value"),
    [
        ("Vendor", "supplier", "Nimbus", "Nimbus"),
        ("Provider", "supplier", "Nimbus", "Nimbus"),
        ("Contract number", "id", "K-7", "K-7"),
        ("Start date", "start", "1 Apr 2026", date(2026, 4, 1)),
        ("Commencement date", "start", "April 1, 2026", date(2026, 4, 1)),
        ("Term", "term_months", "36", 36),
        ("Term in years", "term_months", "3", 36),
        ("Monthly fee", "monthly_fee", "5m", 5.0),
        ("Monthly cost", "monthly_fee", "5m", 5.0),
        ("Take or pay", "take_or_pay_pct", "80%", 0.8),
        ("Minimum share", "take_or_pay_pct", "80%", 0.8),
        ("Notice period (months)", "notice_months", "6", 6),
        ("Auto renew", "auto_renew", "y", True),
        ("Automatic renewal", "auto_renew", "n", False),
        ("Renewal term (months)", "renewal_months", "12", 12),
        ("Termination fee", "termination_fee_pct", "25%", 0.25),
        ("Escalator", "fee_escalator", "3%", 0.03),
        ("Exclusivity", "exclusivity_pct", "100%", 1.0),
        ("SLA", "sla_target", "99.9%", 0.999),
        ("Prepayment", "prepay_pct", "10%", 0.1),
        ("Lock-in (months)", "lockin_months", "12", 12),
        ("Document reference", "reference", "DMS 12", "DMS 12"),
    ],
)
def test_headers_that_people_write(
    tmp_path: Path, header: str, key: str, cell: str, value: object
) -> None:
    row = NEEDED | {key: cell}
    rows = [[header if each == key else each for each in row], [*row.values()]]
    found = read_register(text_file(tmp_path, rows))
    assert found.rejected == ()
    assert found.mapping.columns[key] == [*row].index(key)
    assert getattr(found.contracts[0], key) == value


# What is refused -----------------------------------------------------------------------------

WRONG = {
    "start": ("2026-02-29", "soon", "31/04/2026", "Q3 2026", "1e308"),
    "term_months": ("0", "-12", "12.5", "121", "forever", "1e308", "TRUE"),
    "monthly_fee": ("-1", "free", "1e308", "nan", "12€", "$", "1.2.3"),
    "capacity": ("-5", "lots", "inf"),
    "capacity_unit": ("racks", "gpus per day"),
    "take_or_pay_pct": ("101%", "-1%", "80", "most"),
    "fee_escalator": ("300%", "CPI"),
    "notice_months": ("-1", "3.5", "a while"),
    "renewal_notice_days": ("-90", "90.5"),
    "termination_fee_pct": ("150%", "half"),
    "auto_renew": ("perhaps", "2"),
    "switching_cost": ("-5m", "tbd later"),
}


@pytest.mark.parametrize(("key", "cell"), [(key, cell) for key in WRONG for cell in WRONG[key]])
def test_a_refused_cell_is_named(tmp_path: Path, key: str, cell: str) -> None:
    row, column, value, message = refusal(tmp_path, key, cell)
    assert (row, column, value) == (3, key, cell)
    assert cell in message
    assert "allowed" in message
    assert "\n" not in message


def test_every_refused_cell_of_a_row_is_named_at_once(tmp_path: Path) -> None:
    wrong = {key: cells[0] for key, cells in WRONG.items()}
    rows = [["supplier", *wrong], ["Nimbus", *wrong.values()]]
    found = read_register(text_file(tmp_path, rows))
    assert found.contracts == ()
    assert {(each.row, each.column, each.value) for each in found.rejected} == {
        (2, key, cell) for key, cell in wrong.items()
    }


def test_an_id_that_is_there_twice(tmp_path: Path) -> None:
    rows = [
        ["id", *NEEDED],
        ["A", *NEEDED.values()],
        ["B", *NEEDED.values()],
        ["A", *NEEDED.values()],
    ]
    found = read_register(text_file(tmp_path, rows))
    assert [each.id for each in found.contracts] == ["A", "B"]
    (refused,) = found.rejected
    assert (refused.row, refused.column, refused.value) == (4, "id", "A")


def test_a_header_that_is_there_twice(tmp_path: Path) -> None:
    row = [*NEEDED.values(), "6m"]
    path = text_file(tmp_path, [[*NEEDED, "monthly_fee"], row])
    with pytest.raises(FileError) as caught:
        read_register(path)
    told = str(caught.value)
    assert path.name in told
    assert "monthly_fee" in told
    assert "\n" not in told


def test_formulas_are_text_or_refused_and_never_run(tmp_path: Path) -> None:
    path = book_file(
        tmp_path,
        One=[
            [*NEEDED],
            ['=HYPERLINK("http://x.invalid","Nimbus")', "2026-04-01", 36, "=5000000+1"],
            ["Cirro", "2026-04-01", 36, 5_000_000],
        ],
    )
    found = read_register(path)
    assert [each.supplier for each in found.contracts] == ["Cirro"]
    assert {each.row for each in found.rejected} == {2}


# Out and in again ----------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_the_example_comes_back_as_it_went_out(tmp_path: Path, suffix: str) -> None:
    held = example_register().contracts
    assert len(held) == 25
    path = tmp_path / f"out.{suffix}"
    write_register(path, held)
    found = read_register(path)
    assert found.rejected == ()
    assert found.contracts == held
    again = tmp_path / f"again.{suffix}"
    write_register(again, found.contracts)
    assert read_register(again).contracts == held


def test_an_exported_workbook_holds_no_formula(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    write_register(path, example_register().contracts)
    cells = [
        cell
        for sheet in openpyxl.load_workbook(path)
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert cells == []


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_the_template_is_imported_as_it_is_and_filled_in(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"template.{suffix}"
    write_template(path)
    found = read_register(path)
    assert found == RegisterReading((), (), found.mapping, found.notices, 0, 0)
    assert [key for key, at in found.mapping.columns.items() if at is not None] == [
        *register_columns()
    ]
    if suffix == "csv":
        with path.open("a", encoding="utf-8") as out:
            out.write(quoted([NEEDED.get(key, "") for key in register_columns()], ",") + "\n")
    else:
        book = openpyxl.load_workbook(path)
        for at, key in enumerate(register_columns(), 1):
            book.worksheets[0].cell(2, at).value = NEEDED.get(key)
        book.save(path)
    (contract,) = read_register(path).contracts
    assert (contract.supplier, contract.start) == ("Nimbus", date(2026, 4, 1))
    assert (contract.term_months, contract.monthly_fee) == (36, 5.0)
