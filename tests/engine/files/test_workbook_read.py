"""Workbooks read back: as written, edited by others, damaged, hostile."""

from __future__ import annotations

import contextlib
import random
import re
import shutil
import struct
import subprocess
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import openpyxl
import pytest

from engine.calendar import YearMonth
from engine.evaluate import evaluate
from engine.files.atomic import FileError
from engine.files.shipped import claims, preset_scenario
from engine.files.workbook import archive as workbook_archive
from engine.files.workbook import cells as workbook_cells
from engine.files.workbook.read import read_changes, read_workbook
from engine.files.workbook.writer import Evidence, Stamp, write_workbook
from engine.model.catalogue import catalogue

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from engine.scenario import Scenario

_SOFFICE = shutil.which("soffice")


def _write(path: Path, scenario: Scenario) -> None:
    baseline = evaluate(preset_scenario(scenario.preset))
    stamp = Stamp("0.1.0", "2026-11-21")
    write_workbook(path, [evaluate(scenario)], 0, baseline, stamp, Evidence(claims()))


def _mine() -> Scenario:
    """A scenario with an awkward name, another calendar and numbers with every digit."""
    changed = preset_scenario("flexible_contract").with_values(
        {"revenue_growth": 0.1 + 0.2 - 0.25, "monthly_spend": 1000 / 3, "quarter_phase": 2}
    )
    return replace(changed, name="=Längere Frist & <B>", start=YearMonth(2027, 1), fiscal_start=2)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("written") / "plan.xlsx"
    _write(path, _mine())
    return path


@pytest.fixture
def edit(written: Path, tmp_path: Path) -> Callable[[Mapping[str, str]], Path]:
    """Copies the workbook with other texts in some named cells, as they stand in the file."""

    def edited(cells: Mapping[str, str]) -> Path:
        path = tmp_path / "edited.xlsx"
        with zipfile.ZipFile(written) as old, zipfile.ZipFile(path, "w") as new:
            parts = {part.filename: old.read(part) for part in old.infolist()}
            for name, cell in cells.items():
                _edit(parts, name, cell)
            for part, data in parts.items():
                new.writestr(part, data)
        return path

    return edited


def _edit(parts: dict[str, bytes], name: str, cell: str) -> None:
    book = parts["xl/workbook.xml"].decode()
    found = re.search(rf'name="{name}">(\w+)!\$C\$(\d+)<', book)
    assert found is not None
    sheet = f"xl/worksheets/sheet{('Cover', 'Inputs').index(found[1]) + 1}.xml"
    pattern = rf'<c r="C{found[2]}" (s="\d+")[^>]*>.*?</c>'
    text, count = re.subn(
        pattern, cell.replace("C ", rf'<c r="C{found[2]}" \1 ', 1), parts[sheet].decode(), count=1
    )
    assert count == 1
    parts[sheet] = text.encode()


def _number(value: object) -> str:
    return f"C ><v>{value}</v></c>"


def _formula(value: object) -> str:
    return f"C ><f>1000+250</f><v>{value}</v></c>"


def _words(value: str) -> str:
    return f'C t="inlineStr"><is><t xml:space="preserve">{value}</t></is></c>'


_EMPTY = "C />"


def _bits(scenario: Scenario) -> dict[str, bytes]:
    return {key: struct.pack("<d", value) for key, value in scenario.values.items()}


# What was written comes back -----------------------------------------------------------------


def test_a_workbook_comes_back_bit_for_bit(written: Path) -> None:
    found = read_workbook(written)
    assert found == _mine()
    assert _bits(found) == _bits(_mine())


@pytest.mark.parametrize("key", ["as_reported", "supplier_pays", "run_rate_500m_scaled"])
def test_a_preset_comes_back(tmp_path: Path, key: str) -> None:
    path = tmp_path / "plan.xlsx"
    _write(path, preset_scenario(key))
    assert read_workbook(path) == preset_scenario(key)


def test_the_bounds_of_every_input_come_back(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    for bound in ("minimum", "maximum"):
        values = {key: getattr(item, bound) for key, item in catalogue().inputs.items()}
        _write(path, preset_scenario("as_reported").with_values(values))
        assert dict(read_workbook(path).values) == values


def _short() -> Scenario:
    """Numbers of few digits on a preset of many: what other programs can save."""
    changed = preset_scenario("run_rate_500m_scaled").with_values({"revenue_growth": 0.055})
    return replace(changed, name="=Längere Frist & <B>", start=YearMonth(2027, 1), fiscal_start=2)


def test_a_workbook_saved_by_openpyxl_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    _write(path, _short())
    book = openpyxl.load_workbook(path)
    book["Inputs"].title = "My 'own' inputs"
    for name, defined in book.defined_names.items():
        if name in {*catalogue().inputs, "start_month", "fiscal_start"}:
            defined.value = defined.attr_text.replace("Inputs!", "'My ''own'' inputs'!")
    book.save(path)
    assert read_workbook(path) == _short()


@pytest.mark.libreoffice
@pytest.mark.skipif(_SOFFICE is None, reason="LibreOffice is not installed")
def test_a_workbook_saved_by_libreoffice_comes_back(tmp_path: Path) -> None:
    path, saved = tmp_path / "plan.xlsx", tmp_path / "saved"
    _write(path, _short())
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    words = ["--headless", "--convert-to", "xlsx", "--outdir", str(saved), str(path)]
    subprocess.run(  # noqa: S603 - our own file
        [str(_SOFFICE), profile, *words], check=True, capture_output=True, timeout=120
    )
    assert read_workbook(saved / path.name) == _short()


# Edited --------------------------------------------------------------------------------------


def test_edits_become_the_scenario(edit: Callable[[Mapping[str, str]], Path]) -> None:
    found = read_workbook(
        edit(
            {
                "term_months": _number(60),
                "monthly_spend": _formula(1250),
                "scenario_name": _words("Board\ncase"),
                "start_month": _number(46_827),
                "fiscal_start": _number("7.0"),
            }
        )
    )
    wanted = _mine().with_values({"term_months": 60, "monthly_spend": 1250})
    wanted = replace(wanted, name="Board case", start=YearMonth(2028, 3), fiscal_start=7)
    assert found == wanted


@pytest.mark.parametrize("start", [_words("2028-03"), _words(" 2028-03 "), _number(46_813)])
def test_a_start_month_as_text_or_date(
    edit: Callable[[Mapping[str, str]], Path], start: str
) -> None:
    assert read_workbook(edit({"start_month": start})).start == YearMonth(2028, 3)


_WHOLE = "allowed: whole numbers 1 to 96 (months)"
FAULTS = {
    "out of range": ("term_months", _number(97), f"97 is not allowed; {_WHOLE}"),
    "not whole": ("term_months", _number(36.5), f"36.5 is not allowed; {_WHOLE}"),
    "text": ("term_months", _words("36 months"), f"'36 months' is not a number; {_WHOLE}"),
    "an error": ("monthly_spend", 'C t="e"><v>#REF!</v></c>', "'#REF!' is not a number; allowed"),
    "true": ("auto_renew", 'C t="b"><v>1</v></c>', "True is not a number; allowed: 0, 1"),
    "a date": ("term_months", 'C t="d"><v>2026-01-01</v></c>', f"is not a number; {_WHOLE}"),
    "empty": ("term_months", _EMPTY, f"has no stored value; {_WHOLE}"),
    "never calculated": ("monthly_spend", "C ><f>1000+250</f></c>", "has no stored value"),
    "infinite": ("monthly_spend", _number("1e999"), "inf is not a finite number; allowed: 0"),
    "not a number": ("monthly_spend", _number("1e0nan"), "is a damaged workbook"),
    "huge": ("monthly_spend", _number(1e300), "1e+300 is not allowed; allowed: 0 to 5000"),
    "huge and whole": ("monthly_spend", _number(10**400), "is too large; allowed: 0 to 5000"),
    "no name": ("scenario_name", _EMPTY, "it is empty"),
    "a long name": ("scenario_name", _words("x" * 201), "it is longer than 200 characters"),
    "no preset": ("scenario_preset", _words("s1_term"), "is not a preset; did you mean s1_terms"),
    "no start": ("start_month", _EMPTY, "has no stored value; allowed: a date from 1900 to 2200"),
    "an early start": ("start_month", _number(0), "is not a month; allowed: a date from 1900"),
    "a far start": ("start_month", _number(10**7), "is not a month; allowed: a date from 1900"),
    "a start in words": ("start_month", _words("soon"), "'soon' is not a month; allowed: a date"),
    "a flag as start": ("start_month", 'C t="b"><v>1</v></c>', "True is not a month"),
    "no fiscal year": ("fiscal_start", _number(13), "13 is not allowed; allowed: whole numbers 1"),
    "half a month": ("fiscal_start", _number(1.5), "1.5 is not allowed; allowed: whole numbers"),
}


@pytest.mark.parametrize("case", list(FAULTS))
def test_a_fault_names_the_cell(edit: Callable[[Mapping[str, str]], Path], case: str) -> None:
    name, cell, words = FAULTS[case]
    path = edit({name: cell})
    with pytest.raises(FileError) as caught:
        read_workbook(path)
    message = str(caught.value)
    assert words in message
    if "damaged" not in words:
        assert re.match(rf"{re.escape(str(path))}: (Inputs|Cover)!C\d+ \({name}\): ", message)


def test_faults_are_told_together(edit: Callable[[Mapping[str, str]], Path]) -> None:
    path = edit(
        {"term_months": _number(97), "monthly_spend": _words("much"), "fiscal_start": _number(0)}
    )
    with pytest.raises(FileError) as caught:
        read_workbook(path)
    places = re.findall(r"Inputs!C\d+ \((\w+)\): ", str(caught.value))
    assert places == ["fiscal_start", "monthly_spend", "term_months"]


def test_many_faults_are_counted(edit: Callable[[Mapping[str, str]], Path]) -> None:
    path = edit(dict.fromkeys(list(catalogue().inputs)[:30], _words("?")))
    with pytest.raises(FileError, match=r"; and 20 more$"):
        read_workbook(path)


LOST = {
    "term_months": "#REF!",
    "notice_months": "Inputs!$C$9:$C$10",
    "monthly_spend": "Inputs!$XFD$1048576",
    "resale_pct": "Nowhere!$C$9",
    "makeup_pct": "SUM(Inputs!$C$9)",
    "list_discount": "[1]Inputs!$C$9",
}


def test_a_lost_name_is_a_fault(written: Path, tmp_path: Path) -> None:
    path = tmp_path / "lost.xlsx"
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(path, "w") as new:
        for part in old.infolist():
            text = old.read(part)
            if part.filename == "xl/workbook.xml":
                for name, place in LOST.items():
                    pattern = rf'(<definedName name="{name}">)[^<]*'
                    text = re.sub(pattern, rf"\g<1>{place}", text.decode()).encode()
            new.writestr(part.filename, text)
    with pytest.raises(FileError) as caught:
        read_workbook(path)
    assert re.findall(r"no cell is named (\w+)", str(caught.value)) == [
        key for key in catalogue().inputs if key in LOST
    ]


# Not workbooks of ours -----------------------------------------------------------------------


def test_another_workbook(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "other.xlsx")
    with pytest.raises(FileError, match="is not a workbook that Tenor wrote"):
        read_workbook(tmp_path / "other.xlsx")


@pytest.mark.parametrize(
    "data", [b"", b"no workbook", b"PK\x03\x04 cut", b"PK\x05\x06" + bytes(18)]
)
def test_no_workbook_at_all(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "plan.xlsx").write_bytes(data)
    with pytest.raises(FileError, match=r"is not a workbook|is a damaged workbook"):
        read_workbook(tmp_path / "plan.xlsx")


def test_missing_and_folder(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="there is no such file"):
        read_workbook(tmp_path / "plan.xlsx")
    with pytest.raises(FileError, match="it is a folder"):
        read_workbook(tmp_path)


def _with_inputs_sheet(written: Path, path: Path, sheet: bytes) -> Path:
    """The workbook with another text as its sheet Inputs, the second."""
    with (
        zipfile.ZipFile(written) as old,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            ours = part.filename == "xl/worksheets/sheet2.xml"
            new.writestr(part.filename, sheet if ours else old.read(part))
    return path


def test_a_zip_bomb_is_not_unpacked(
    written: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _with_inputs_sheet(written, tmp_path / "bomb.xlsx", bytes(workbook_archive.MAX_PART + 1))
    assert path.stat().st_size < 2**20
    monkeypatch.setattr(workbook_cells, "load_workbook", None)  # it must not get that far
    with pytest.raises(FileError, match="is too large once unpacked; allowed: up to 64 MiB"):
        read_workbook(path)


def test_a_large_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    with path.open("wb") as file:
        file.truncate(workbook_archive.MAX_BYTES + 1)
    with pytest.raises(FileError, match="is too large; allowed: up to 32 MiB"):
        read_workbook(path)


_SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
_LAUGHS = b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12))
HOSTILE = {
    "not xml": b"\x00\x01\x02",
    "cut": _SHEET,
    "another root": b"<html/>",
    "bad row": _SHEET + b'<row r="x"/></sheetData></worksheet>',
    "bad cell": _SHEET
    + b'<row r="9"><c r="$$" t="s"><v>999999</v></c></row></sheetData></worksheet>',
    "entities": b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + _LAUGHS + b"]><x>&m;</x>",
    "outside": b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><x>&a;</x>',
    "deep": _SHEET + b"<c>" * 100_000,
}


@pytest.mark.parametrize("case", list(HOSTILE))
def test_a_hostile_sheet_is_refused(written: Path, tmp_path: Path, case: str) -> None:
    with pytest.raises(FileError):
        read_workbook(_with_inputs_sheet(written, tmp_path / "hostile.xlsx", HOSTILE[case]))


@pytest.mark.parametrize("seed", range(40))
def test_a_mutated_workbook_loads_or_is_refused(written: Path, tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - a test's dice
    data = bytearray(written.read_bytes())
    if seed % 4 == 0:
        del data[dice.randrange(len(data)) :]
    for _ in range(dice.choice((1, 10, 1000))):
        if data:
            data[dice.randrange(len(data))] = dice.randrange(256)
    path = tmp_path / "mutated.xlsx"
    path.write_bytes(data)
    found = _read_or_refuse(path)
    assert found is None or found.with_values(found.values) == found


def _read_or_refuse(path: Path) -> Scenario | None:
    with contextlib.suppress(FileError):
        read_changes(path)
    try:
        return read_workbook(path)
    except FileError:
        return None
