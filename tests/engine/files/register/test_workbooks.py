"""Workbooks as streams: every kind of cell, held against openpyxl, and parts that attack."""

from __future__ import annotations

import random
import zipfile
from datetime import date, datetime
from typing import TYPE_CHECKING

import openpyxl
import pytest
import xlsxwriter

from engine.files.atomic import FileError
from engine.files.grid import read_grids
from engine.files.limits import Limits
from engine.files.register.read import read_register
from engine.files.spreadsheet_parts import Area
from tests.engine.files.register.books import (
    NEEDED,
    ROW,
    raw_workbook,
    row_part,
    sheet_part,
    workbook,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from engine.files.grid import Cell, Grid

HEADER = row_part(1, *NEEDED.split(","))
NUMBERS = (0, 1, -1, 0.1, 1e-7, 1.5, 1250000000, 123456789.123, 1e15, 46113)


def grid(path: Path, **limits: int) -> Grid:
    (found,) = read_grids(path, Limits(**limits))
    return found


# Cells -------------------------------------------------------------------------------------


def test_every_kind_of_cell(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        [
            ["text", 1, 2.5, True, False, None, date(2026, 4, 1), datetime(2026, 4, 1, 12, 30)],
            ["  two   blanks\n", "ä日🚀", "<&>\"'", "#N/A", "=1+1"],
        ],
    )
    first, second = grid(path).rows
    assert first == ("text", 1.0, 2.5, "TRUE", "FALSE", None, date(2026, 4, 1), date(2026, 4, 1))
    assert second[:5] == ("two blanks", "ä日🚀", "<&>\"'", "#N/A", "=1+1")


def test_stored_values_of_formulas_and_none_that_is_computed(tmp_path: Path) -> None:
    path = tmp_path / "f.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.write_formula(0, 0, "=1+1", None, 2)
    sheet.write_formula(0, 1, '=HYPERLINK("http://x","y")', None, "y")
    sheet.write_formula(0, 2, "=[1]Other!A1", None, 5.5)
    sheet.write_formula(0, 3, "=NOW()", None, "")
    sheet.write_url(0, 4, "http://example.com", None, "a link")
    book.close()
    assert grid(path).rows == ((2.0, "y", 5.5, "=NOW()", "a link"),)


@pytest.mark.parametrize(
    ("code", "is_day"),
    [
        *(
            ("yyyy-mm-dd", True),
            ("dd/mm/yyyy", True),
            ("d-mmm-yy", True),
            ("[$-409]mmm yyyy", True),
        ),
        *(("0.00", False), ("General", False), ("h:mm:ss", False), ("[h]:mm", False)),
        *(('0.0" days"', False), ("#,##0", False), ("0%", False), ("[Red]0", False), ("@", False)),
        ('"yyyy"0', False),
    ],
)
def test_formats_tell_days_from_numbers(tmp_path: Path, code: str, is_day: bool) -> None:
    path = tmp_path / "f.xlsx"
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet().write_number(0, 0, 46113, book.add_format({"num_format": code}))
    book.close()
    assert grid(path).rows == ((date(2026, 4, 1) if is_day else 46113.0,),)


def test_days_from_1904(tmp_path: Path) -> None:
    path = tmp_path / "f.xlsx"
    book = xlsxwriter.Workbook(str(path), {"date_1904": True})
    sheet = book.add_worksheet()
    sheet.write_datetime(0, 0, date(2026, 4, 1), book.add_format({"num_format": 14}))
    book.close()
    assert grid(path).rows == ((date(2026, 4, 1),),)


@pytest.mark.parametrize("seed", range(12))
def test_the_same_as_openpyxl(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311
    book = openpyxl.Workbook()
    for number in range(dice.randint(1, 3)):
        sheet = book.create_sheet(f"Blatt {number} <&>")
        for _ in range(dice.randint(0, 40)):
            place = {"row": dice.randint(1, 60), "column": dice.randint(1, 30)}
            sheet.cell(**place).value = dice.choice(
                [*NUMBERS, "text", "1,250", date(2026, dice.randint(1, 12), 1), "é", "x" * 300]
            )
    path = tmp_path / "random.xlsx"
    book.save(path)
    read = openpyxl.load_workbook(path, data_only=True)
    for sheet, found in zip(read.worksheets, read_grids(path), strict=True):
        assert found.sheet == sheet.title
        expected = {
            (cell.row - 1, cell.column - 1): _plain(cell.value)
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None
        }
        held = {
            (row, place): cell
            for row, cells in enumerate(found.rows)
            for place, cell in enumerate(cells)
            if cell is not None
        }
        assert held == expected


def _plain(value: object) -> Cell:
    if isinstance(value, datetime):
        return value.date()
    return float(value) if isinstance(value, (int, float)) else str(value)


def test_shared_texts_with_formatting_and_pronunciation(tmp_path: Path) -> None:
    texts = (
        "<sst><si><t>plain</t></si><si><r><t>two </t></r><r><t>runs</t></r></si>"
        "<si><t>東京</t><rPh sb='0' eb='2'><t>とうきょう</t></rPh></si></sst>"
    )
    relation = (
        '<Relationships xmlns="p"><Relationship Id="rId1" Type="x/worksheet" '
        'Target="/xl/worksheets/sheet1.xml"/><Relationship Id="rId2" Type="x/sharedStrings" '
        'Target="texts.xml"/></Relationships>'
    )
    cells = "".join(f'<c r="{name}1" t="s"><v>{at}</v></c>' for at, name in enumerate("ABC"))
    path = raw_workbook(
        tmp_path,
        sheet_part(f'<row r="1">{cells}</row>'),
        {"xl/texts.xml": texts, "xl/_rels/workbook.xml.rels": relation},
    )
    assert grid(path).rows == (("plain", "two runs", "東京"),)


def test_prefixes_missing_places_and_gaps(tmp_path: Path) -> None:
    sheet = (
        '<x:worksheet xmlns:x="m"><x:sheetData><x:row><x:c><x:v>1</x:v></x:c>'
        '<x:c t="str"><x:v>b</x:v></x:c></x:row><x:row r="4"><x:c r="C4"><x:v>3</x:v></x:c></x:row>'
        "</x:sheetData></x:worksheet>"
    )
    none: tuple[Cell, ...] = (None, None, None)
    rows = ((1.0, "b", None), none, none, (None, None, 3.0))
    assert grid(raw_workbook(tmp_path, sheet)).rows == rows


def test_merged_cells(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (NEEDED.split(","), *(ROW.split(",") for _ in range(4))):
        sheet.append(row)
    sheet.merge_cells("A3:A4")
    sheet.merge_cells("C5:D5")
    path = tmp_path / "merged.xlsx"
    book.save(path)
    assert grid(path).merged == (Area(2, 0, 3, 0), Area(4, 2, 4, 3))
    found = read_register(path)
    assert [each.id for each in found.contracts] == ["row-2", "row-3"]
    assert [(each.row, each.column, each.message) for each in found.rejected] == [
        (4, "supplier", "the cell is merged with column A, row 3; allowed: a value in every cell"),
        (
            5,
            "monthly_fee",
            "the cell is merged with column C, row 5; allowed: a value in every cell",
        ),
    ]


def test_merged_cells_in_the_title_do_no_harm(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (["Our contracts"], NEEDED.split(","), ROW.split(",")):
        sheet.append(row)
    sheet.merge_cells("A1:D1")
    path = tmp_path / "merged.xlsx"
    book.save(path)
    assert len(read_register(path).contracts) == 1


# Attacks -----------------------------------------------------------------------------------


def refused(path: Path) -> str:
    with pytest.raises(FileError) as caught:
        read_register(path)
    message = str(caught.value)
    assert message.startswith(f"{path}: ")
    assert len(message.splitlines()) == 1
    assert len(message) < 400
    return caught.value.fault


DOCTYPE = '<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;&b;&b;">]>'
EXTERNAL = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("head", [DOCTYPE, EXTERNAL])
def test_entities_are_refused(tmp_path: Path, head: str) -> None:
    path = raw_workbook(tmp_path, sheet_part(HEADER, head=head))
    assert refused(path) == "is a damaged workbook: a part of it defines entities"


def test_a_bomb_is_refused_before_it_goes_off(tmp_path: Path) -> None:
    path = raw_workbook(tmp_path, "")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        with pytest.warns(UserWarning, match="Duplicate name"):
            part = archive.open("xl/worksheets/sheet1.xml", "w")
        with part:
            for _ in range(330):
                part.write(bytes(2**20))
    assert path.stat().st_size < 2**20
    assert refused(path) == "is too large once unpacked; allowed: up to 320 MiB a sheet"


def test_many_sheets_that_are_large_together(tmp_path: Path) -> None:
    sheets = "".join(f'<sheet name="{at}" r:id="rId1"/>' for at in range(9))
    book = f'<workbook xmlns:r="x">{sheets}</workbook>'
    filler = "<!--" + "x" * 60_000 + "-->"
    path = raw_workbook(tmp_path, sheet_part(filler * 1500), {"xl/workbook.xml": book.encode()})
    assert refused(path) == "is too large: its sheets together"


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ("<row " + 'a="' + "x" * 3_000_000 + '"/>', "a piece of it is too long"),
        ("<a>" * 200 + "</a>" * 200, "it is nested too deeply"),
        ('<row r="0"/>', "row 0 is not where it should be"),
        ('<row r="2"/><row r="2"/>', "row 2 is not where it should be"),
        ('<row r="99999999999"/>', "row 99999999999 is not where it should be"),
        ('<row r="1"><c r="ZZZZ1"><v>1</v></c></row>', "'ZZZZ1' is no cell"),
        ('<row r="1"><c r="XYZ1"><v>1</v></c></row>', "it has too many columns"),
        ('<row r="1"><c r="A1" t="s"><v>7</v></c></row>', "a text is missing"),
        ('<row r="1"><c r="A1" t="s"><v>x</v></c></row>', "a number makes no sense"),
        ('<row r="x"/>', "a number makes no sense"),
        ("<row", "a part is not XML"),
        ("</row>", "a part is not XML"),
        ("\0", "a part is not XML"),
    ],
)
def test_damaged_sheets(tmp_path: Path, rows: str, fault: str) -> None:
    found = refused(raw_workbook(tmp_path, sheet_part(rows)))
    assert found.startswith(f"is a damaged workbook: {fault}")


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml"]
)
def test_missing_parts(tmp_path: Path, part: str) -> None:
    whole = raw_workbook(tmp_path, sheet_part(HEADER))
    path = tmp_path / "less.xlsx"
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
    assert refused(path) == "is a damaged workbook: a part is missing"


def test_a_sheet_outside_the_file_is_not_looked_for(tmp_path: Path) -> None:
    for target, mode in (("file:///etc/passwd", "External"), ("../../../etc/passwd", "Internal")):
        relation = (
            f'<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="{target}" '
            f'TargetMode="{mode}"/></Relationships>'
        )
        path = raw_workbook(tmp_path, "", {"xl/_rels/workbook.xml.rels": relation})
        assert refused(path) in (
            "has no sheet with cells",
            "is a damaged workbook: a part is missing",
        )


def test_overlapping_merged_areas(tmp_path: Path) -> None:
    areas = "<mergeCells>{}</mergeCells>".format('<mergeCell ref="A1:XFD1048576"/>' * 5)
    rows = HEADER + "".join(row_part(at, *ROW.split(",")) for at in range(2, 200))
    path = raw_workbook(tmp_path, sheet_part(rows, areas))
    assert refused(path) == "is a damaged workbook: its merged cells overlap"


def test_very_many_merged_areas(tmp_path: Path) -> None:
    areas = '<mergeCell ref="A1:A2"/>' * 20_001
    path = raw_workbook(tmp_path, sheet_part(HEADER, areas))
    assert refused(path) == "is a damaged workbook: it has more than 20,000 merged areas"


def test_a_far_cell_takes_no_room(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{at}"><c r="XFD{at}"><v>1</v></c></row>' for at in range(2, 9999))
    fault = refused(raw_workbook(tmp_path, sheet_part(HEADER + rows)))
    assert fault == "is too large; allowed: up to 201,000 rows and 100 columns"


def test_a_million_rows(tmp_path: Path) -> None:
    blank = "".join(f'<row r="{at}"/>' for at in range(2, 1_000_001))
    row = '<row r="1000001"><c r="A1000001"><v>1</v></c></row>'
    path = raw_workbook(tmp_path, sheet_part(HEADER + blank + row))
    assert refused(path).startswith("is too large; allowed: up to 201,000 rows")
    assert read_register(raw_workbook(tmp_path, sheet_part(HEADER + blank))).contracts == ()


def test_a_password(tmp_path: Path) -> None:
    path = raw_workbook(tmp_path, sheet_part(HEADER))
    data = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + place] |= 1
            at = data.find(mark, at + 4)
    path.write_bytes(bytes(data))
    assert refused(path) == "is not a workbook, or it is protected by a password"


def _rows(rows: Sequence[Sequence[str]]) -> str:
    return "".join(row_part(number, *row) for number, row in enumerate(rows, start=1))


def test_formulas_in_cells_are_refused_by_name(tmp_path: Path) -> None:
    cells = (
        '<row r="2"><c r="A2" t="str"><f>HYPERLINK("http://x")</f></c>'
        '<c r="B2" t="inlineStr"><is><t>2026-04-01</t></is></c><c r="C2"><f>6*6</f><v>36</v></c>'
        '<c r="D2"><f>1+1</f></c></row>'
    )
    found = read_register(raw_workbook(tmp_path, sheet_part(HEADER + cells)))
    assert [(each.column, each.value) for each in found.rejected] == [
        ("supplier", '=HYPERLINK("http://x")'),
        ("monthly_fee", "=1+1"),
    ]


def test_a_table_of_texts_alone(tmp_path: Path) -> None:
    path = raw_workbook(tmp_path, sheet_part(_rows([NEEDED.split(","), ROW.split(",")])))
    assert read_register(path).contracts[0].monthly_fee == 1250.0
