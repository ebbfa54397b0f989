"""Workbooks of several scenarios read back: what was changed, and what can't be taken."""

from __future__ import annotations

import re
import struct
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from engine.calendar import YearMonth
from engine.files.atomic import FileError
from engine.files.workbook.read import read_changes, read_workbook
from engine.model.catalogue import catalogue
from engine.project import MAX_SCENARIOS, project_of
from engine.scenario import Scenario, allowed
from tests.engine.files.workbooks import (
    edit_cells,
    load,
    named,
    place_of,
    preset,
    write,
    write_all,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from engine.files.workbook.reading import WorkbookReading

    Edited = Callable[[Mapping[str, str]], WorkbookReading]

_GOLDEN = Path(__file__).with_name("golden") / "workbook-0.1.xlsx"
_NAMES = ("Base, 'quoted' & \"so\"", "=1+1", "What if~*?", "12")


def _cases() -> list[Scenario]:
    changed = preset("flexible_contract").with_values(
        {"revenue_growth": 0.1 + 0.2 - 0.25, "monthly_spend": 1000 / 3, "quarter_phase": 2}
    )
    return [
        replace(preset("as_reported"), name=_NAMES[0]),
        replace(changed, name=_NAMES[1], start=YearMonth(2027, 1), fiscal_start=2),
        replace(preset("s1_terms"), name=_NAMES[2]),
        replace(preset("run_rate_500m_scaled"), name=_NAMES[3]),
    ]


_SELECTED = 1
_COLUMNS = "FGHI"  # of the scenarios


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("written") / "plan.xlsx"
    return write_all(path, _cases(), _SELECTED)


@pytest.fixture(scope="module")
def book(written: Path) -> Any:
    return load(written)


@pytest.fixture
def edited(written: Path, tmp_path: Path) -> Callable[[Mapping[str, str]], WorkbookReading]:
    def edit(cells: Mapping[str, str]) -> WorkbookReading:
        return read_changes(edit_cells(written, tmp_path / "edited.xlsx", cells))

    return edit


def _number(value: object) -> str:
    return f"<v>{value}</v>"


def _words(text: str) -> str:
    return f' t="inlineStr"><is><t xml:space="preserve">{text}</t></is>'


def _formula(text: str, value: object) -> str:
    return f"<f>{text}</f><v>{value}</v>"


_EMPTY = ""


def _told(found: WorkbookReading) -> list[str]:
    """Everything that a reader is told."""
    cells = (*found.changes, *found.faults, *found.formulas)
    return [*map(str, cells), *found.notes]


def _live(book: Any, key: str) -> str:
    return f"Inputs!{named(book, key).coordinate}"


def _stored(book: Any, key: str, number: int) -> str:
    return place_of(book, "Scenarios", key, _COLUMNS[number])


def _bits(scenario: Scenario) -> dict[str, bytes]:
    return {key: struct.pack("<d", value) for key, value in scenario.values.items()}


# As written ------------------------------------------------------------------------------


def test_every_scenario_comes_back_bit_for_bit(written: Path) -> None:
    found = read_changes(written)
    assert [case.scenario for case in found.cases] == _cases()
    assert [_bits(case.now) for case in found.cases] == [_bits(case) for case in _cases()]
    assert [case.written for case in found.cases] == _cases()
    assert found.selected == _SELECTED
    assert found.version == "1.2.3"
    assert _told(found) == []
    assert read_workbook(written) == _cases()[_SELECTED]


def test_as_many_scenarios_as_a_project_holds(tmp_path: Path) -> None:
    plain = preset("as_reported")
    cases = [
        replace(plain.with_values({"term_months": 1 + number % 96}), name=f"Case {number}")
        for number in range(MAX_SCENARIOS)
    ]
    found = read_changes(write_all(tmp_path / "plan.xlsx", cases, MAX_SCENARIOS - 1))
    assert [case.scenario for case in found.cases] == cases
    assert found.selected == MAX_SCENARIOS - 1
    assert _told(found) == []
    with pytest.raises(ValueError, match="allowed: 1 to 200"):
        write_all(tmp_path / "more.xlsx", [*cases, plain])


def test_names_that_look_alike_are_told_apart(tmp_path: Path) -> None:
    plain = preset("as_reported")
    names = ["Plan", "plan", "Plan*", "Plan?", "Plan~*", "PLAN", "0012", "12", "12.0", "1e1"]
    cases = [replace(plain, name=name) for name in names]
    for number, name in enumerate(names):
        path = write_all(tmp_path / "plan.xlsx", cases, number)
        found = read_changes(path)
        assert [case.scenario.name for case in found.cases] == names
        assert found.selected == number
        assert read_workbook(path).name == name


def test_a_name_is_written_once(tmp_path: Path) -> None:
    plain = preset("as_reported")
    names = ["x", "x", "x (2)", "", "a\x00", "a", "y" * 300, "y" * 300]
    path = write_all(tmp_path / "plan.xlsx", [replace(plain, name=name) for name in names])
    found = [case.scenario.name for case in read_changes(path).cases]
    assert len(set(found)) == len(names)
    assert found[:2] == ["x", "x (2)"]
    assert found[3] == "Scenario 4"
    assert all(1 <= len(name) <= 200 for name in found)


# Inputs edited -----------------------------------------------------------------------------


def test_an_input_typed_over_changes_the_selected_scenario(edited: Edited, book: Any) -> None:
    place = _live(book, "term_months")
    found = edited({place: _number(60)})
    (change,) = found.changes
    assert (str(change.place), change.scenario, change.key) == (place, _NAMES[1], "term_months")
    assert change.label == catalogue().inputs["term_months"].label
    assert (change.before, change.after) == (_cases()[1].values["term_months"], 60)
    wanted = _cases()
    wanted[1] = replace(wanted[1].with_values({"term_months": 60}), name="=1+1 (edited)")
    assert [case.scenario for case in found.cases] == wanted
    assert found.cases[1].written == _cases()[1]
    assert _told(found) == [str(change)]
    assert "36 → 60" in str(change)


def test_an_input_edited_in_a_column_changes_its_scenario(edited: Edited, book: Any) -> None:
    place = _stored(book, "monthly_spend", 2)
    found = edited({place: _number(999.5), _stored(book, "fiscal_start", 0): _number(4)})
    told = [(str(change.place), change.scenario, change.key) for change in found.changes]
    assert told == [
        (_stored(book, "fiscal_start", 0), _NAMES[0], "fiscal_start"),
        (place, _NAMES[2], "monthly_spend"),
    ]
    wanted = _cases()
    wanted[0] = replace(wanted[0], fiscal_start=4, name=f"{_NAMES[0]} (edited)")
    wanted[2] = wanted[2].with_values({"monthly_spend": 999.5})
    wanted[2] = replace(wanted[2], name=f"{_NAMES[2]} (edited)")
    assert [case.scenario for case in found.cases] == wanted
    assert _told(found) == [*map(str, found.changes)]
    assert "$1.25B → $999.5m" in str(found.changes[1])


def test_both_places_of_one_input(edited: Edited, book: Any) -> None:
    """What is typed over counts: it is what the model shows."""
    column, live = _stored(book, "term_months", 1), _live(book, "term_months")
    found = edited({column: _number(48), live: _number(60)})
    assert [(str(each.place), each.before, each.after) for each in found.changes] == [
        (column, 36, 48),
        (live, 48, 60),
    ]
    assert found.cases[1].now.values["term_months"] == 60


def test_typing_the_same_number_changes_nothing(edited: Edited, book: Any) -> None:
    found = edited({_live(book, "monthly_spend"): _number(repr(1000 / 3))})
    assert not found.changes
    assert [case.scenario for case in found.cases] == _cases()


def test_another_scenario_is_chosen(written: Path, book: Any, tmp_path: Path) -> None:
    """Stored values of the live cells are the old scenario's until something recalculates."""
    place = f"Scenarios!{named(book, 'selected_scenario').coordinate}"
    path = edit_cells(
        written,
        tmp_path / "chosen.xlsx",
        {place: _words("12"), _live(book, "decision_month"): _number(7)},
    )
    found = read_changes(path)
    assert found.selected == 3
    wanted = _cases()[3].with_values({"decision_month": 7})
    assert [case.now for case in found.cases] == [*_cases()[:3], wanted]
    assert read_workbook(path) == wanted


@pytest.mark.parametrize("typed", [_number(12), _number("12.0")])
def test_a_name_of_digits_may_come_back_as_a_number(edited: Edited, book: Any, typed: str) -> None:
    place = f"Scenarios!{named(book, 'selected_scenario').coordinate}"
    assert edited({place: typed}).selected == 3


def test_a_scenario_is_renamed(edited: Edited, book: Any) -> None:
    place = _stored(book, "scenario_name", 3)
    found = edited({place: _words("New name")})
    (change,) = found.changes
    assert (change.key, change.before, change.after) == ("scenario_name", "12", "New name")
    assert found.cases[3].scenario == replace(_cases()[3], name="New name")


def test_start_and_preset_are_edited(edited: Edited, book: Any) -> None:
    found = edited(
        {
            _stored(book, "start_month", 0): _number(46_827),
            _stored(book, "scenario_preset", 0): _words("s1_terms"),
        }
    )
    assert [(each.key, each.before, each.after) for each in found.changes] == [
        ("scenario_preset", "as_reported", "s1_terms"),
        ("start_month", YearMonth(2026, 4), YearMonth(2028, 3)),
    ]
    assert str(found.changes[1]).endswith("2026-04 → 2028-03")
    now = found.cases[0].now
    assert (now.start, now.preset) == (YearMonth(2028, 3), "s1_terms")
    assert now.values == _cases()[0].values


def test_edited_scenarios_have_names_that_a_project_takes(tmp_path: Path) -> None:
    long = "x" * 200
    path = write_all(tmp_path / "plan.xlsx", [replace(preset("as_reported"), name=long)])
    book = load(path)
    cells = {_live(book, "term_months"): _number(60)}
    (case,) = read_changes(edit_cells(path, tmp_path / "edited.xlsx", cells)).cases
    assert case.scenario.name == "x" * 191 + " (edited)"
    assert project_of([case.scenario]).scenario == case.scenario


# What can't be taken -----------------------------------------------------------------------

_TERM = allowed(catalogue().inputs["term_months"])
FAULTS = {
    "out of range": (_number(97), f"97 is not allowed; {_TERM}"),
    "not whole": (_number(36.5), f"36.5 is not allowed; {_TERM}"),
    "text": (_words("36 months"), f"'36 months' is not a number; {_TERM}"),
    "an error": (' t="e"><v>#REF!</v>', f"'#REF!' is not a number; {_TERM}"),
    "true": (' t="b"><v>1</v>', f"True is not a number; {_TERM}"),
    "a date": (' t="d"><v>2026-01-01</v>', f"is not a number; {_TERM}"),
    "empty": (_EMPTY, f"has no stored value; {_TERM}"),
    "infinite": (_number("1e999"), f"inf is not a finite number; {_TERM}"),
    "an error of a formula": (' t="e"><f>1/0</f><v>#DIV/0!</v>', "'#DIV/0!' is not a number"),
    "a formula never calculated": ("<f>1000+250</f>", f"has no stored value; {_TERM}"),
}


@pytest.mark.parametrize("case", list(FAULTS))
@pytest.mark.parametrize("where", ["live", "column", "another column"])
def test_a_cell_that_cannot_be_taken_is_named(
    edited: Edited, book: Any, case: str, where: str
) -> None:
    content, words = FAULTS[case]
    number = 0 if where == "another column" else _SELECTED
    place = _live(book, "term_months") if where == "live" else _stored(book, "term_months", number)
    found = edited({place: content})
    (fault,) = found.faults
    assert (str(fault.place), fault.scenario, fault.key) == (place, _NAMES[number], "term_months")
    assert words in fault.fault
    assert str(fault).startswith(f"{place} (term_months): ")
    # The rest can be taken all the same.
    assert [each.now for each in found.cases] == _cases()


def test_faults_elsewhere_do_not_keep_the_selected_scenario(
    written: Path, book: Any, tmp_path: Path
) -> None:
    path = tmp_path / "edited.xlsx"
    edit_cells(written, path, {_stored(book, "term_months", 0): _number(97)})
    assert read_workbook(path) == _cases()[_SELECTED]
    edit_cells(written, path, {_stored(book, "term_months", _SELECTED): _number(97)})
    with pytest.raises(FileError, match=r"Scenarios!G\d+ \(term_months\): 97 is not allowed"):
        read_workbook(path)


def test_many_faults_are_listed_up_to_a_limit(edited: Edited, book: Any) -> None:
    cells = {
        _stored(book, key, number): _words("?") for key in catalogue().inputs for number in range(4)
    }
    live = {_live(book, key): _words("?") for key in catalogue().inputs}
    found = edited({**cells, **live})
    assert len(found.faults) == 500
    assert found.more_faults == len(catalogue().inputs) * 5 - 500
    assert [case.now for case in found.cases] == _cases()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (_EMPTY, "it is empty; allowed: "),
        (_words("Nobody"), "'Nobody' names no scenario; allowed: "),
        (_words("=1+1 "), "'=1+1 ' names no scenario; allowed: "),
        (' t="e"><v>#N/A</v>', "'#N/A' names no scenario; allowed: "),
    ],
)
def test_a_selector_that_names_no_scenario(
    written: Path, edited: Edited, book: Any, content: str, told: str
) -> None:
    place = f"Scenarios!{named(book, 'selected_scenario').coordinate}"
    found = edited({place: content})
    (fault,) = found.faults
    assert str(fault).startswith(f"{place} (selected_scenario): {told}")
    assert "'=1+1'" in fault.fault
    assert [case.now for case in found.cases] == _cases()
    with pytest.raises(FileError, match=re.escape(f"{place} (selected_scenario): {told}")):
        read_workbook(edit_cells(written, written.with_name("other.xlsx"), {place: content}))


def test_two_scenarios_of_one_name(edited: Edited, book: Any) -> None:
    place = _stored(book, "scenario_name", 2)
    found = edited({place: _words("12")})
    (fault,) = found.faults
    assert fault.fault == "'12' is another scenario's name; allowed: each name once"
    assert [case.scenario.name for case in found.cases] == list(_NAMES)


def test_what_was_exported_is_lost(edited: Edited, book: Any) -> None:
    """Without it nobody can tell a change: the values count as they are."""
    place = place_of(book, "Scenarios", "term_months", "F", 2)
    found = edited({place: _words("?"), _stored(book, "term_months", 0): _number(60)})
    assert [str(fault.place) for fault in found.faults] == [place]
    assert not found.changes
    assert found.cases[0].now.values["term_months"] == 60


# Formulas ------------------------------------------------------------------------------------


def test_changed_formulas_are_named(edited: Edited, book: Any) -> None:
    model, kpi = place_of(book, "Model", "revenue", "K"), named(book, "kpi_peak_funding")
    check = place_of(book, "Checks", "inputs_allowed", "H")
    differs = place_of(book, "Inputs", "term_months", "J")
    shown = place_of(book, "Scenarios", "shown", "F")
    found = edited(
        {
            model: _formula("J20*2", 1),
            f"KPIs!{kpi.coordinate}": _formula("MAX(1, 2)", 2),
            check: _formula("0", 0),
            differs: _formula("&quot;&quot;", ""),
            shown: _formula("1", 1),
        }
    )
    told = [(f"{each.sheet}!{each.cells}", each.key, each.kind) for each in found.formulas]
    assert told == [
        (differs, "term_months", "changed"),
        (model, "revenue", "changed"),
        (f"KPIs!{kpi.coordinate}", "peak_funding", "changed"),
        (shown, "shown", "changed"),
        (check, "inputs_allowed", "changed"),
    ]
    revenue = found.formulas[1]
    assert revenue.label == catalogue().line_items["revenue"].label
    assert revenue.before == book["Model"][model.split("!")[1]].value
    assert revenue.after == "=J20*2"
    assert "Revenue (revenue), changed: =" in str(revenue)
    assert not found.changes


def test_formulas_replaced_removed_and_put_in(edited: Edited, book: Any) -> None:
    row = place_of(book, "Model", "revenue", "")
    opening = place_of(book, "Model", "cash_balance", "H")
    fixed = place_of(book, "Model", "revenue", "H")
    text = place_of(book, "Model", "revenue", "B")
    stored = _stored(book, "term_months", 0)
    found = edited(
        {
            row.replace("!", "!K"): _number(5),
            row.replace("!", "!L"): _number(5),
            row.replace("!", "!N"): _EMPTY,
            opening: _EMPTY,
            fixed: _number(3),
            text: _formula("1", 1),
            stored: _formula("30+6", 36),
        }
    )
    at = row.split("!")[1]
    told = [(each.cells, each.kind, each.after) for each in found.formulas]
    assert (f"K{at}:L{at}", "replaced", "5") in told
    assert (f"N{at}", "removed", "") in told
    assert (opening.split("!")[1], "removed", "") in told
    assert (fixed.split("!")[1], "replaced", "3") in told
    assert (text.split("!")[1], "added", "=1") in told
    assert (stored.split("!")[1], "added", "=30+6") in told
    assert len(told) == 6
    # The stored value of a formula in an input's cell counts, and here it is the same.
    assert _told(found) == [*map(str, found.formulas)]


def test_a_formula_typed_over_an_input_counts_with_its_value(edited: Edited, book: Any) -> None:
    place = _live(book, "monthly_spend")
    found = edited({place: _formula("1000+250", 1250)})
    (formula,) = found.formulas
    assert (f"{formula.sheet}!{formula.cells}", formula.kind) == (place, "changed")
    assert (formula.key, formula.after) == ("monthly_spend", "=1000+250")
    assert [(each.key, each.after) for each in found.changes] == [("monthly_spend", 1250)]
    assert found.cases[_SELECTED].now.values["monthly_spend"] == 1250


def test_a_formula_that_was_filled_along_a_row_is_told_once(edited: Edited, book: Any) -> None:
    place = place_of(book, "Model", "revenue", "")
    row = place.split("!")[1]
    shared = f'<f t="shared" ref="J{row}:L{row}" si="0">I{row}*1.01</f><v>1</v>'
    found = edited(
        {
            f"Model!J{row}": shared,
            f"Model!K{row}": '<f t="shared" si="0"/><v>1</v>',
            f"Model!L{row}": '<f t="shared" si="0"/><v>1</v>',
            f"Model!M{row}": _formula(f"I{row}*1.01", 1),
        }
    )
    told = [(each.cells, each.after) for each in found.formulas]
    assert told == [(f"J{row}:L{row}", f"=I{row}*1.01"), (f"M{row}", f"=I{row}*1.01")]


def test_other_spellings_of_a_formula_are_the_same(edited: Edited, book: Any) -> None:
    """What programs do to formulas when they save."""
    spelt = {}
    for place in ("KPIs!C63", "Checks!G8", "Inputs!E9", "Model!J19", "Scenarios!F7"):
        sheet, cell = place.split("!")
        text = str(book[sheet][cell].value).removeprefix("=")
        text = re.sub(r"(Model|Scenarios|KPIs)!", r"'\1'!", text.replace(" ", ""))
        text = text.replace("1E-06", "0.000001").replace("<>0", "<>0.0").replace("$", "")
        text = re.sub(r"\b(IF|MAX|INDEX|EXACT)\(", lambda found: found[0].lower(), text)
        spelt[place] = _formula(
            text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"), 0
        )
    found = edited(spelt)
    assert not found.formulas


def test_formulas_of_another_version_are_not_compared(edited: Edited, book: Any) -> None:
    mark = f"Cover!{named(book, 'formulas_mark').coordinate}"
    row = place_of(book, "Model", "revenue", "K")
    found = edited({mark: _words("0123456789ab"), row: _formula("1", 1)})
    assert not found.formulas
    (note,) = found.notes
    assert note.startswith("Written by Tenor 1.2.3; its formulas can't be compared")


def test_a_sheet_that_lost_its_head_is_not_compared(edited: Edited) -> None:
    found = edited({"KPIs!A4": _words("Schlüssel")})
    assert not found.formulas
    assert found.notes == (
        "The formulas of KPIs and those that refer to it can't be compared: its rows or columns "
        "were moved, or its head or its name is gone.",
    )


# Workbooks of Tenor 0.1 ------------------------------------------------------------------------


def _golden() -> Scenario:
    changed = preset("s1_terms").with_values(
        {
            "term_months": 48,
            "monthly_spend": 1000 / 3,
            "revenue_growth": 0.1 + 0.2 - 0.25,
            "quarter_phase": 2,
        }
    )
    return replace(changed, name="Board case, 'golden'", start=YearMonth(2027, 1), fiscal_start=2)


def test_a_workbook_of_the_first_version_opens() -> None:
    assert read_workbook(_GOLDEN) == _golden()
    found = read_changes(_GOLDEN)
    assert [case.scenario for case in found.cases] == [_golden()]
    assert found.cases[0].written == _golden()
    assert _told(found) == [
        "Written by Tenor 0.1.0; its formulas can't be compared with this version's."
    ]


def test_edits_of_a_workbook_of_the_first_version_are_told(tmp_path: Path) -> None:
    book = load(_GOLDEN)
    spend, name = _live(book, "monthly_spend"), named(book, "scenario_name").coordinate
    cells = {
        spend: _number(900),
        _live(book, "fiscal_start"): _number(3),
        _live(book, "term_months"): _number(97),
    }
    path = edit_cells(_GOLDEN, tmp_path / "edited.xlsx", cells)
    found = read_changes(path)
    assert [(str(each.place), each.key, each.after) for each in found.changes] == [
        (_live(book, "fiscal_start"), "fiscal_start", 3),
        (spend, "monthly_spend", 900),
    ]
    assert [str(fault.place) for fault in found.faults] == [_live(book, "term_months")]
    wanted = replace(
        _golden().with_values({"monthly_spend": 900}),
        name="Board case, 'golden' (edited)",
        fiscal_start=3,
    )
    assert [case.scenario for case in found.cases] == [wanted]
    renamed = edit_cells(_GOLDEN, path, {f"Cover!{name}": _words("Mine")})
    assert [case.scenario.name for case in read_changes(renamed).cases] == ["Mine"]


# Hostile files ---------------------------------------------------------------------------------


def _with_part(source: Path, target: Path, part: str, data: bytes) -> Path:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.infolist():
            new.writestr(each.filename, data if each.filename == part else old.read(each))
    return target


_LAUGHS = b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12))
_STRINGS = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>%s</t></si></sst>'
_ENTITIES = {
    "laughs": b'<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY a "ha">'
    + _LAUGHS
    + b"]>"
    + _STRINGS % b"&m;",
    "outside": b'<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    + _STRINGS % b"&a;",
}


@pytest.mark.parametrize("case", list(_ENTITIES))
@pytest.mark.parametrize("code", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "part", ["xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"]
)
def test_entities_are_refused(
    written: Path, tmp_path: Path, case: str, code: str, part: str
) -> None:
    data = _ENTITIES[case].decode().encode(code)
    path = _with_part(written, tmp_path / "hostile.xlsx", part, data)
    with pytest.raises(FileError, match="a part of it defines entities"):
        read_changes(path)


def test_a_formula_shared_by_too_many_cells_is_refused(
    written: Path, book: Any, tmp_path: Path
) -> None:
    row = int(place_of(book, "Model", "revenue", "").split("!")[1])
    long = "+".join(["A1"] * 2700)
    cells = {f"Model!J{row}": f'<f t="shared" ref="J1:DX200" si="0">{long}</f>'}
    follower = '<f t="shared" si="0"/>'
    for at in range(row + 1, row + 40):
        for letters in ("I", "J", "K", "L", "M", "N", "O", "P", "Q", "R", "S", "T", "U", "V", "W"):
            cells[f"Model!{letters}{at}"] = follower
    existing = {
        place: cell for place, cell in cells.items() if book["Model"][place.split("!")[1]].value
    }
    path = edit_cells(written, tmp_path / "hostile.xlsx", existing)
    with pytest.raises(FileError, match=r"too many cells share a formula|allowed"):
        _grown(path, follower)


def _grown(path: Path, follower: str) -> None:
    """The same with 100,000 more such cells in one row."""
    with zipfile.ZipFile(path) as old:
        parts = {part.filename: old.read(part) for part in old.infolist()}
    more = "".join(f'<row r="{4000 + n}"><c>{follower}</c></row>' for n in range(20_000))
    part = "xl/worksheets/sheet3.xml"
    parts[part] = parts[part].replace(b"</sheetData>", f"{more}</sheetData>".encode())
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(name, data)
    read_changes(path)


_LOST = {
    "scenario_names": "its scenarios can't be found: no cells are named scenario_names",
    "scenario_keys": "its scenarios can't be found: no cells are named scenario_keys",
}


def _without_name(source: Path, target: Path, name: str, instead: str = "") -> Path:
    with zipfile.ZipFile(source) as old:
        text = old.read("xl/workbook.xml").decode()
    text = re.sub(rf'<definedName name="{name}">[^<]*</definedName>', instead, text)
    return _with_part(source, target, "xl/workbook.xml", text.encode())


@pytest.mark.parametrize("name", list(_LOST))
def test_scenarios_without_their_names_are_refused(
    written: Path, tmp_path: Path, name: str
) -> None:
    path = _without_name(written, tmp_path / "lost.xlsx", name)
    with pytest.raises(FileError, match=_LOST[name]):
        read_changes(path)


@pytest.mark.parametrize(
    "name",
    ["exported_keys", "selected_values", "selected_scenario", "model_months", "kpi_exit_cost"],
)
def test_other_lost_names_are_told_or_not_missed(written: Path, tmp_path: Path, name: str) -> None:
    found = read_changes(_without_name(written, tmp_path / "lost.xlsx", name))
    assert [case.now for case in found.cases] == _cases()
    assert bool(_told(found)) == (name in ("selected_scenario", "model_months"))


def test_names_given_twice_end_clearly(written: Path, tmp_path: Path) -> None:
    twice = (
        '<definedName name="term_months">Inputs!$C$9</definedName>'
        '<definedName name="term_months">Inputs!$C$1</definedName>'
    )
    path = _without_name(written, tmp_path / "twice.xlsx", "term_months", twice)
    found = read_changes(path)
    assert found.faults or [case.now for case in found.cases] == _cases()


def test_a_workbook_of_one_scenario_is_one_too(tmp_path: Path) -> None:
    path = write(tmp_path / "plan.xlsx", preset("exit_at_12"))
    found = read_changes(path)
    assert [case.scenario for case in found.cases] == [preset("exit_at_12")]
    assert _told(found) == []
