"""Books as finance exports them: encodings, layouts, months, money, and what is wrong."""

from __future__ import annotations

import random
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

import resources
from engine.calendar import YearMonth
from engine.files.actuals.mapping import (
    ColumnMapping,
    guess,
    remember,
    remembered_of,
    remembered_text,
)
from engine.files.actuals.read import Reading, read_actuals
from engine.files.actuals.sheet import preview_rows, read_sheet
from engine.files.actuals.values import month_of
from engine.files.actuals.words import figure_of, is_total, unit_of
from engine.files.amounts import CellError, amount_of, decimal_sign
from engine.files.atomic import FileError

if TYPE_CHECKING:
    from collections.abc import Sequence

EXAMPLE = Path(resources.__file__).parent / "help" / "actuals-example.csv"
APRIL = YearMonth(2026, 4)


def read(path: Path, sizes: dict[str, float] | None = None) -> Reading:
    """What an import gives whose guesses the user accepts."""
    sheet = read_sheet(path)
    return read_actuals(sheet, guess(sheet, (), sizes or {}).mapping)


def written(folder: Path, text: str, encoding: str = "utf-8", name: str = "books.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def workbook(folder: Path, **sheets: Sequence[Sequence[object]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    path = folder / "books.xlsx"
    book.save(path)
    return path


def rows_of(found: Reading) -> dict[str, tuple[float | None, ...]]:
    assert found.actuals is not None, found.faults
    return dict(found.actuals.rows)


# Whole files -----------------------------------------------------------------------------------


def test_the_example_that_ships_reads() -> None:
    found = read(EXAMPLE)
    assert found.summary() == "6 months, Apr 2026 to Sep 2026"
    assert found.actuals is not None
    assert found.actuals.start == APRIL
    assert found.actuals.source == "actuals-example.csv"
    rows = rows_of(found)
    assert list(rows) == ["revenue", "compute_cost", "fixed_opex", "cash_balance"]
    assert rows["revenue"] == (3462.1, 3688.4, 3951.7, 4128.9, 4356.0, 4581.3)
    assert rows["cash_balance"][-1] == 18846.7
    assert found.notices == ()
    assert "example" in EXAMPLE.read_text(encoding="utf-8").splitlines()[0].lower()
    assert "made-up" in EXAMPLE.read_text(encoding="utf-8").splitlines()[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_encodings_and_separators(tmp_path: Path, encoding: str, separator: str) -> None:
    lines = (("Période", "Revenue – net", "Cash"), ("2026-04", "3.5", "20"), ("2026-05", "4", "19"))
    text = "\r\n".join(separator.join(cells) for cells in lines)
    sheet = read_sheet(written(tmp_path, text, encoding))
    assert [column.header for column in sheet.columns] == list(lines[0])
    assert rows_of(read_actuals(sheet, guess(sheet).mapping)) == {
        "revenue": (3.5, 4.0),
        "cash_balance": (20.0, 19.0),
    }


def test_a_file_with_decimal_commas(tmp_path: Path) -> None:
    text = "Month;Revenue $m;Cash\n30.04.2026;1.234,5;200,25\n31.05.2026;1.334;-\n"
    assert rows_of(read(written(tmp_path, text))) == {
        "revenue": (1234.5, 1334.0),
        "cash_balance": (200.25, None),
    }


def test_the_separator_may_be_named(tmp_path: Path) -> None:
    text = "sep=;\nMonth;Revenue\n2026-04;1,5\n"
    assert rows_of(read(written(tmp_path, text))) == {"revenue": (1.5,)}


def test_months_across_are_turned(tmp_path: Path) -> None:
    text = (
        "ACME – management accounts,,,,\n(USD in thousands),,,,\n\n"
        ",Apr-26,May-26,Jun-26,Total\n"
        "Revenue,3400000,3500000,3600000,10500000\n"
        "COGS – compute,(2200000),(2300000),(2400000),\n"
        "Total opex,-800000,-810000,-805000,\n"
        "Cash flow,1,2,3,\nClosing cash,20000000,19900000,,\n"
    )
    sheet = read_sheet(written(tmp_path, text, "cp1252"))
    assert sheet.turned
    assert sheet.rows[0] == "column B"
    found = read_actuals(sheet, guess(sheet).mapping)
    assert rows_of(found) == {
        "revenue": (3400.0, 3500.0, 3600.0),
        "compute_cost": (2200.0, 2300.0, 2400.0),
        "fixed_opex": (800.0, 810.0, 805.0),
        "cash_balance": (20000.0, 19900.0, None),
    }
    assert found.notices == (
        "Left out, being no months: column E ('Total').",
        "Compute cost is negative in every month: taken as a cost, with its sign turned.",
        "Fixed operating expense is negative in every month: "
        "taken as a cost, with its sign turned.",
    )


def test_a_workbook_s_dates_numbers_and_sheets(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        Cover=[["Books of ACME"]],
        Months=[
            ["Months", None, None],
            ["Month ended", "Sales", "Cloud costs"],
            [None, "$m", "$m"],
            [date(2026, 4, 30), 3500, 2200.5],
            [datetime(2026, 5, 31), 3600, True],
        ],
        Days=[["Period", "Sales"], [46113, 1.0], [46143, 2.0]],
    )
    sheet = read_sheet(path)
    assert (sheet.names, sheet.name) == (("Cover", "Months", "Days"), "Months")
    assert [column.header for column in sheet.columns] == [
        "Month ended",
        "Sales $m",
        "Cloud costs $m",
    ]
    found = read_actuals(sheet, guess(sheet).mapping)
    assert found.summary().startswith("row 5, column C (Cloud costs $m): 'TRUE' is not an amount")
    chosen = read_sheet(path, "Days")
    assert rows_of(read_actuals(chosen, guess(chosen).mapping)) == {"revenue": (1.0, 2.0)}
    with pytest.raises(FileError, match=r"no sheet 'Nowhere'; allowed: 'Cover', 'Months', 'Days'"):
        read_sheet(path, "Nowhere")


def test_the_first_rows_as_texts(tmp_path: Path) -> None:
    path = workbook(
        tmp_path, A=[["Month", "Sales"], [date(2026, 4, 30), 3500.25], ["May 2026", None]]
    )
    assert list(preview_rows(read_sheet(path), 5)) == [("2026-04-30", "3,500.25"), ("May 2026", "")]
    assert read_sheet(path).columns[1].samples() == ("3,500.25",)


# Months ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        *("2026-04", "2026/04", "2026-4", "2026M04", "2026-M4", "04/2026", "4/2026", "04.2026"),
        *("Apr 2026", "Apr-26", "apr 26", "Apr'26", "April 2026", "APRIL, 2026", "2026 Apr"),
        *("30 Apr 2026", "30-Apr-26", "April 30, 2026", "2026-04-30", "2026-04-30 00:00:00"),
        *("2026-04-30T00:00:00", "30/04/2026", "30.04.26", "Apr 2026 Actual", "202604", "46142"),
        "Month ended 30 April 2026",
    ],
)
def test_months_that_people_write(text: str) -> None:
    assert month_of(text, day_first=True) == APRIL


@pytest.mark.parametrize(
    "cell",
    [
        *("2026-13", "Smarch 2026", "2026", "31/04/2026", "30/13/2026", "Q2 2026", "x", "4.2026"),
        *("99999", 12.5, 1e300, None, date(1850, 1, 1)),
    ],
)
def test_what_is_no_month(cell: str | float | date | None) -> None:
    with pytest.raises(CellError, match=r"is not a month; allowed: a month such as 2026-04"):
        month_of(cell, day_first=True)


@pytest.mark.parametrize(
    ("dates", "first"),
    [
        (("30/04/2026", "31/05/2026"), APRIL),  # no month 30
        (("4/30/2026", "5/31/2026"), APRIL),
        (("01/04/2026", "01/05/2026"), APRIL),  # firsts of months
        (("4/1/2026", "5/1/2026"), APRIL),
        (("05/04/2026", "05/05/2026"), APRIL),  # else the same month twice
        (("1/1/2026", "1/2/2026"), YearMonth(2026, 1)),
    ],
)
def test_the_column_tells_days_from_months(
    tmp_path: Path, dates: tuple[str, ...], first: YearMonth
) -> None:
    lines = "".join(f"{each},1\n" for each in dates)
    found = read(written(tmp_path, f"Month,Revenue\n{lines}"))
    assert found.actuals is not None, found.faults
    assert found.actuals.start == first


def test_dates_that_could_be_either_are_asked_for(tmp_path: Path) -> None:
    found = read(written(tmp_path, "Month,Revenue\n04/05/2026,1\n"))
    assert found.summary() == (
        "Month: the dates could have the day or the month first; write months as 2026-04"
    )


def test_months_may_stand_in_any_order(tmp_path: Path) -> None:
    text = "Month,Revenue\n2026-06,3\n2026-04,1\n2026-05,2\n"
    assert rows_of(read(written(tmp_path, text))) == {"revenue": (1.0, 2.0, 3.0)}


def test_months_without_figures_at_the_ends_are_left_out(tmp_path: Path) -> None:
    text = "Month,Revenue,Cash\n2026-03,,\n2026-04,1,\n2026-05,,5\n2026-06,-,\n2026-12,,\n"
    found = read(written(tmp_path, text))
    assert found.summary() == "2 months, Apr 2026 to May 2026"
    assert rows_of(found) == {"revenue": (1.0, None), "cash_balance": (None, 5.0)}


def test_rows_that_are_no_months(tmp_path: Path) -> None:
    text = (
        "Month,Revenue\n2026-04,1\n2026-05,2\n2026-06,3\nQ2 2026,6\n\n2026-07,4\n"
        "YTD,10\nSource: the ledger,\nnot audited,1\n"
    )
    found = read(written(tmp_path, text))
    assert found.summary() == "4 months, Apr 2026 to Jul 2026"
    assert found.notices == (
        "Left out, being no months: row 5 ('Q2 2026'), row 8 ('YTD'), row 10 ('not audited').",
    )


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ("2026-04,1\n2026-06,2", "row 3, column A (Month): May 2026 is missing before Jun 2026"),
        ("2026-04,1\n2026-04,2", "row 3, column A (Month): Apr 2026 is given twice, also in row 2"),
        ("2026-04,1\nMay,2\n2026-06,3", "row 3, column A (Month): 'May' is not a month; allowed"),
        ("2026-04,abc", "row 2, column B (Revenue): 'abc' is not an amount; allowed: an amount"),
        ("2026-04,#REF!", "row 2, column B (Revenue): '#REF!' is not an amount"),
        ("2026-04,1e300", "row 2, column B (Revenue): '1e300' is too large in $m"),
        ("2026-04,", "no month has a figure in the columns chosen"),
    ],
)
def test_faults_name_the_cell_and_what_is_allowed(tmp_path: Path, lines: str, fault: str) -> None:
    found = read(written(tmp_path, f"Month,Revenue\n{lines}\n"))
    assert found.actuals is None
    assert found.summary().startswith(fault)


def test_every_faulty_cell_is_told_with_its_place(tmp_path: Path) -> None:
    text = "Month,Revenue,Cash\n2026-04,a,1\n2026-05,2,b\n"
    found = read(written(tmp_path, text))
    assert [(fault.row, fault.column) for fault in found.faults] == [(0, 1), (1, 2)]
    assert found.summary().endswith("(and 1 more)")


def test_too_many_months(tmp_path: Path) -> None:
    lines = "".join(f"{APRIL.plus(place)},1\n" for place in range(121))
    assert read(written(tmp_path, f"Month,Revenue\n{lines}")).summary() == (
        "121 months; allowed: up to 120"
    )


def test_a_mapping_needs_months_and_a_figure(tmp_path: Path) -> None:
    sheet = read_sheet(written(tmp_path, "Month,Revenue\n2026-04,1\n"))
    assert read_actuals(sheet, ColumnMapping({"revenue": 1})).summary() == (
        "no column holds the months; choose one"
    )
    assert (
        read_actuals(sheet, ColumnMapping({"month": 0}))
        .summary()
        .startswith("no column is a figure")
    )
    wrong = read_actuals(sheet, ColumnMapping({"month": 1, "revenue": 0}))
    assert wrong.summary() == "Revenue: no cell is a month"


# Money -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1,234.5", 1234.5),
        ("(1,234)", -1234.0),
        ("$1.25B", 1250.0),
        ("($250k)", -0.25),
        ("1 234", 1234.0),
        ("1\u00a0234,000", 1234000.0),
        ("1'234.5", 1234.5),
        ("1234-", -1234.0),
        ("\N{MINUS SIGN}5", -5.0),
        ("-$5.5", -5.5),
        ("USD 12", 12.0),
        ("1.5E+03", 1500.0),
        ("12.", 12.0),
        ("0", 0.0),
        *((nothing, None) for nothing in ("", "-", "\N{EM DASH}", "n/a", " ")),
    ],
)
def test_amounts_that_people_write(text: str, amount: float | None) -> None:
    assert amount_of(text, "$m", ".") == amount


@pytest.mark.parametrize(
    ("text", "amount"), [("1.234,5", 1234.5), ("1.234", 1234.0), ("1 234,5", 1234.5), ("5,", 5.0)]
)
def test_amounts_with_decimal_commas(text: str, amount: float) -> None:
    assert amount_of(text, "$m", ",") == amount


@pytest.mark.parametrize(
    "text", ["abc", "12%", "1,23,4", "1.234.5", "5 apples", "--5", "=1+1", "TRUE"]
)
def test_what_is_no_amount(text: str) -> None:
    with pytest.raises(CellError, match=r"is not an amount; allowed: an amount such as"):
        amount_of(text, "$m", ".")


@pytest.mark.parametrize(
    ("unit", "amount"), [("$", 0.0025), ("$k", 2.5), ("$m", 2500.0), ("$bn", 2.5e6)]
)
def test_a_bare_number_is_in_the_unit(unit: str, amount: float) -> None:
    assert amount_of(2500.0, unit, ".") == pytest.approx(amount)
    assert amount_of("2,500", unit, ".") == pytest.approx(amount)
    assert amount_of("$2.5m", unit, ".") == 2.5


@pytest.mark.parametrize(
    ("texts", "sign"),
    [
        (("1.234,5",), ","),
        (("1,234.5",), "."),
        (("12,5", "1,234"), ","),
        (("1.234.567",), ","),
        (("1,234", "2,345"), "."),  # nothing tells: the default
        ((), "."),
    ],
)
def test_the_decimal_sign_of_a_column(texts: tuple[str, ...], sign: str) -> None:
    assert decimal_sign(texts, ".") == sign


def test_credits_within_costs_keep_their_sign(tmp_path: Path) -> None:
    found = read(written(tmp_path, "Month,Compute\n2026-04,-5\n2026-05,7\n"))
    assert rows_of(found) == {"compute_cost": (-5.0, 7.0)}
    assert found.notices == ()


# Guesses ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "figure"),
    [
        *((text, "revenue") for text in ("Revenue", "Net revenue", "Sales ($m)", "Total revenues")),
        *((text, "compute_cost") for text in ("Compute", "Cloud costs", "COGS – compute")),
        *((text, "fixed_opex") for text in ("Opex (fixed)", "Operating expenses, $k", "Overhead")),
        *((text, "cash_balance") for text in ("Cash", "Cash & equivalents", "Ending cash USD")),
        *((text, "month") for text in ("Month", "Period", "Month ending")),
        *(
            (text, "")
            for text in ("Cost of revenue", "Cash flow", "Deferred revenue", "Revenue plan")
        ),
        *((text, "") for text in ("Sales & marketing", "COGS", "Compute hours", "", "Headcount")),
    ],
)
def test_headers(header: str, figure: str) -> None:
    assert figure_of(header)[0] == figure


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Revenue ($m)", "$m"),
        ("USD millions", "$m"),
        ("US$ '000", "$k"),
        ("$ in thousands", "$k"),
        ("($bn)", "$bn"),
        ("Revenue ($)", "$"),
        ("Revenue", ""),
    ],
)
def test_units_in_texts(text: str, unit: str) -> None:
    assert unit_of(text) == unit


@pytest.mark.parametrize(
    "text", ["Total", "FY2026", "FY26", "Q2 2026", "YTD", "2026", "Grand total"]
)
def test_totals(text: str) -> None:
    assert is_total(text)


@pytest.mark.parametrize(
    ("amount", "unit"), [("3400000000", "$"), ("3400000", "$k"), ("3400", "$m"), ("3.4", "$bn")]
)
def test_the_plan_s_size_tells_the_unit(tmp_path: Path, amount: str, unit: str) -> None:
    sheet = read_sheet(written(tmp_path, f"Month,Revenue\n2026-04,{amount}\n"))
    found = guess(sheet, (), {"revenue": 3500.0})
    assert (found.mapping.unit, found.origins["unit"]) == (unit, "size")
    assert rows_of(read_actuals(sheet, found.mapping))["revenue"] == pytest.approx((3400.0,))


def test_the_better_header_wins_and_a_column_is_one_figure(tmp_path: Path) -> None:
    text = "Month,Other cash items,Cash,Revenue,Net revenue\n2026-04,1,2,3,4\n"
    sheet = read_sheet(written(tmp_path, text))
    columns = guess(sheet).mapping.columns
    assert columns == {
        "month": 0,
        "revenue": 3,
        "compute_cost": None,
        "fixed_opex": None,
        "cash_balance": 2,
    }
    moved = ColumnMapping(columns).with_column("compute_cost", 3).columns
    assert (moved["compute_cost"], moved["revenue"]) == (3, None)


def test_what_was_mapped_once_is_remembered(tmp_path: Path) -> None:
    sheet = read_sheet(written(tmp_path, "When,Umsatz (TEUR),Bank\n2026-04,3500,20\n"))
    assert all(guess(sheet).mapping.columns[key] is None for key in ("revenue", "cash_balance"))
    mapping = guess(sheet).mapping.with_column("revenue", 1)._replace(unit="$k")
    kept = remembered_of(remembered_text(remember(sheet, mapping)))
    assert kept is not None
    again = read_sheet(written(tmp_path, "Bank,umsatz (teur),When\n21,3600,2026-05\n"))
    found = guess(again, [kept])
    assert (found.mapping.columns["revenue"], found.mapping.unit) == (1, "$k")
    assert found.mapping.columns["month"] == 2
    assert found.origins["revenue"] == found.origins["unit"] == "remembered"
    # Another file, without these headers, is guessed afresh.
    other = read_sheet(written(tmp_path, "Month,Revenue\n2026-05,1\n"))
    assert guess(other, [kept]).origins["revenue"] == "header"


@pytest.mark.parametrize(
    "text",
    [
        *("", "[]", "{}", "nonsense", '{"headers": 1, "unit": "$m"}', "[" * 5000),
        '{"headers": {"a": "cash"}, "unit": "$m"}',
        '{"headers": {"a": "revenue"}, "unit": "EUR"}',
        '{"headers": {"a": "revenue", "b": "revenue"}, "unit": "$m"}',
        '{"headers": {"a": ["revenue"]}, "unit": "$m"}',
    ],
)
def test_what_makes_no_sense_is_not_remembered(text: str) -> None:
    assert remembered_of(text) is None


# Hostile and damaged files ----------------------------------------------------------------------


def test_formulas_and_links_stay_text(tmp_path: Path) -> None:
    text = 'Month,Revenue\n2026-04,"=HYPERLINK(""http://x"",""1"")"\n'
    assert "is not an amount" in read(written(tmp_path, text)).summary()
    path = workbook(tmp_path, A=[["Month", "Revenue"], ["2026-04", "=1+1"]])
    # A formula that nobody computed has no stored value.
    assert "'=1+1' is not an amount" in read(path).summary()


@pytest.mark.parametrize(
    ("data", "name", "fault"),
    [
        (b"", "a.csv", "is empty"),
        (b"\n\n,,\n", "a.csv", "is empty"),
        (b"\x00\x01\x02\x03", "a.csv", "is not text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "a.csv", "is not text"),
        (b"\xff\xfe\x00", "a.csv", "is not text"),
        (b"a,b\n" * 5002, "a.csv", "too large; allowed: up to 5,000 rows and 200 columns"),
        (b"," * 300 + b"x", "a.csv", "too large; allowed: up to 5,000 rows and 200 columns"),
        (b'"' + b"x" * 200_000, "a.csv", "is not a CSV file that can be read"),
        (b"PK\x03\x04", "a.xlsx", "is not a workbook"),
        (b"Month", "a.pdf", r"can't be imported; allowed: a CSV file \(.csv\)"),
    ],
)
def test_files_that_are_refused(tmp_path: Path, data: bytes, name: str, fault: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(FileError, match=fault):
        read_sheet(path)


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="no such file"):
        read_sheet(tmp_path / "none.csv")
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(FileError, match="it is a folder"):
        read_sheet(tmp_path / "folder.csv")


def test_mutated_files_give_a_message_or_a_reading(tmp_path: Path) -> None:
    draw = random.Random(7)  # noqa: S311 (files, not secrets)
    original = EXAMPLE.read_bytes()
    path = workbook(tmp_path, A=[["Month", "Revenue"], ["2026-04", 5], ["2026-05", 6]])
    packed = path.read_bytes()
    for number in range(300):
        data = bytearray(packed if number % 3 == 0 else original)
        for _ in range(draw.randint(1, 12)):
            place = draw.randrange(len(data))
            data[place : place + draw.randint(0, 4)] = draw.randbytes(draw.randint(0, 4))
        mutated = tmp_path / ("m.xlsx" if number % 3 == 0 else "m.csv")
        mutated.write_bytes(bytes(data))
        try:
            found = read(mutated, {"revenue": 3500.0})
        except FileError:
            continue
        assert (found.actuals is None) == bool(found.faults)


def test_csv_needs_no_spreadsheet_library() -> None:
    code = (
        "import sys; from pathlib import Path; from engine.files.actuals.sheet import read_sheet;"
        "from engine.files.actuals.read import read_actuals;"
        "from engine.files.actuals.mapping import guess;"
        f"sheet = read_sheet(Path({str(EXAMPLE)!r}));"
        "read_actuals(sheet, guess(sheet).mapping); assert 'openpyxl' not in sys.modules"
    )
    subprocess.run(  # noqa: S603
        [sys.executable, "-c", code], check=True, cwd=Path(resources.__file__).parents[1]
    )
