"""The project file: written and read back bit for bit, and every fault named."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.actuals import Actuals
from engine.calendar import YearMonth
from engine.files.atomic import FileError
from engine.files.project import json as project_json
from engine.files.project.file import parse_project, project_text, read_project, write_project
from engine.files.shipped import preset_scenario, presets
from engine.project import Entry, Project, Reference, project_of, single
from engine.scenario import scenario
from tests.engine.files.projects import dice_of, exact, random_project

if TYPE_CHECKING:
    from pathlib import Path

PLAIN = preset_scenario("as_reported")


def _again(project: Project) -> Project:
    return parse_project(project_text(project).encode(), "plan.tenor")


# Round trips -----------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(100))
def test_a_project_comes_back_bit_for_bit(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "plan.tenor"
    project = random_project(dice_of(seed))
    write_project(path, project)
    found = read_project(path)
    assert exact(found) == exact(project)
    assert [entry.id for entry in found.entries] == list(range(1, len(project.entries) + 1))
    assert path.read_text(encoding="utf-8") == project_text(project) == project_text(found)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    # With halves of characters, which a JSON file may hold as escapes.
    | st.text(st.characters(exclude_categories=())),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)  # fmt: skip
_EXTRA = st.dictionaries(st.text().map("x_".__add__), _JSON, max_size=4)


@given(_EXTRA, _EXTRA, _EXTRA)
def test_unknown_fields_come_back_as_they_were(
    top: dict[str, Any], inner: dict[str, Any], books: dict[str, Any]
) -> None:
    actuals = Actuals(YearMonth(2026, 4), {"revenue": (1.0,)}, "", books)
    made = Project((Entry(1, PLAIN, 0, True, inner),), 1, actuals=actuals, extra=top)
    assert exact(_again(made)) == exact(made)


@pytest.mark.parametrize("digits", [400, project_json.MAX_DIGITS])
def test_a_long_whole_number_is_kept(digits: int) -> None:
    made = replace(single(PLAIN), extra={"count": 10 ** (digits - 1) + 7})
    assert _again(made).extra == made.extra


def test_nesting_is_kept_as_deep_as_is_allowed() -> None:
    deep: list[Any] = []
    for _ in range(project_json.MAX_DEPTH - 1):
        deep = [deep]
    assert _again(replace(single(PLAIN), extra={"deep": deep})).extra == {"deep": deep}
    with pytest.raises(FileError, match="'deep': is nested too deeply; allowed: 64 levels"):
        _again(replace(single(PLAIN), extra={"deep": [deep]}))


@pytest.mark.parametrize("key", list(presets()))
def test_a_preset_comes_back_with_every_input_written_out(key: str) -> None:
    made = single(preset_scenario(key))
    assert exact(_again(made)) == exact(made)
    # A later version may ship other presets; the file keeps its numbers.
    assert len(json.loads(project_text(made))["scenarios"][0]["inputs"]) == 101


NAMES = (
    "#",
    "a#b",
    "a.tenor#b",
    "a/b",
    "C:\\x",
    " spaces ",
    "Café",
    "Cafe\u0301",
    "日本",
    "x" * 200,
)


def test_names_of_any_kind() -> None:
    made = project_of([replace(PLAIN, name=name) for name in NAMES])
    assert exact(_again(made)) == exact(made)


# The form of the file ----------------------------------------------------------------------


def test_the_file_is_readable_line_by_line() -> None:
    changed = preset_scenario("s1_terms").with_values(
        {"revenue_growth": 0.05, "notice_months": 6, "monthly_spend": 1100}
    )
    made = single(replace(changed, name="Längere Frist “B”", fiscal_start=2))
    lines = project_text(made).splitlines()
    assert lines[:14] == [
        "{",
        '  "tenor": 5,',
        '  "current": "Längere Frist “B”",',
        '  "scenarios": [',
        "    {",
        '      "name": "Längere Frist “B”",',
        '      "start": "2026-04",',
        '      "fiscal_start": 2,',
        '      "preset": "s1_terms",',
        '      "colour": 0,',
        '      "inputs": {',
        '        "monthly_spend": 1100,',
        '        "term_months": 36,',
        '        "revenue_growth": 0.05,',
    ]
    assert '        "notice_months": 6,' in lines
    assert lines[-4:] == ["      }", "    }", "  ]", "}"]


def test_what_is_compared_and_the_actuals_are_readable_too() -> None:
    made = project_of([PLAIN, replace(PLAIN, name="Other")])
    rows = {"fixed_opex": (220.0, None), "revenue": (410.5, -0.0)}
    made = replace(
        made,
        entries=(made.entries[0], made.entries[1]._replace(ticked=False)),
        reference=Reference("scenario", 2),
        actuals=Actuals(YearMonth(2026, 4), rows, "books.csv"),
    )
    text = project_text(made)
    assert text.startswith(
        '{\n  "tenor": 5,\n  "current": "As reported",\n'
        '  "baseline": "scenario",\n  "baseline_scenario": "Other",\n  "scenarios": ['
    )
    assert '      "colour": 1,\n      "ticked": false,\n      "inputs": {\n' in text
    assert text.endswith(
        '  ],\n  "actuals": {\n    "source": "books.csv",\n    "start": "2026-04",\n'
        '    "rows": {\n      "revenue": [\n        410.5,\n        -0.0\n      ],\n'
        '      "fixed_opex": [\n        220,\n        null\n      ]\n    }\n  }\n}\n'
    )


def test_one_changed_input_is_one_changed_line() -> None:
    before = project_text(project_of([PLAIN, replace(PLAIN, name="Other")])).splitlines()
    changed = PLAIN.with_values({"term_months": 37})
    after = project_text(project_of([changed, replace(PLAIN, name="Other")])).splitlines()
    differing = [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]]
    assert differing == [('        "term_months": 36,', '        "term_months": 37,')]


def test_only_the_name_must_be_given() -> None:
    found = parse_project(b'{"tenor": 5, "scenarios": [{"name": "A"}, {"name": "B"}]}', "x")
    plain = [replace(PLAIN, name=name) for name in "AB"]
    assert found == Project((Entry(1, plain[0], 0), Entry(2, plain[1], 1)), 1)


def test_missing_inputs_take_the_presets_value() -> None:
    record = {"name": "Mine", "preset": "s1_terms", "inputs": {"term_months": 60}}
    found = parse_project(json.dumps({"tenor": 5, "scenarios": [record]}).encode(), "x")
    values = found.scenario.values
    assert (values["term_months"], values["lockin_months"], values["prepay_pct"]) == (60, 3, 0)


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-8"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_editors_may_add_a_mark_or_change_line_ends(codec: str, end: str) -> None:
    made = random_project(dice_of(5))
    data = project_text(made).replace("\n", end).encode(codec)
    assert exact(parse_project(data, "x")) == exact(made)


# Faults ----------------------------------------------------------------------------------


def _text(**changes: Any) -> str:
    """A project of one scenario, some of its fields changed; `...` takes a field out."""
    record = {"name": "Mine", "start": "2026-04", "inputs": {}} | changes
    record = {key: value for key, value in record.items() if value is not ...}
    return json.dumps({"tenor": 5, "scenarios": [record]})


def _top(**fields: Any) -> str:
    return json.dumps({"tenor": 5, "scenarios": [{"name": "Mine"}, {"name": "Other"}]} | fields)


def _books(**fields: Any) -> str:
    return _top(actuals={"start": "2026-04", "rows": {"revenue": [1]}} | fields)


def _items(*changes: dict[str, Any]) -> str:
    """A project with line items, `own` first; `...` takes a field out."""
    plain = {"key": "own", "label": "Own", "unit": "$m", "kind": "flow", "formula": "revenue"}
    records = [{**plain, **each} for each in changes]
    return _top(
        items=[{key: value for key, value in each.items() if value is not ...} for each in records]
    )


def _evidence(*attachments: Any, **changes: Any) -> str:
    source = {"id": 1, "title": "Board paper"} | changes
    source = {key: value for key, value in source.items() if value is not ...}
    return _top(sources=[source], attachments=list(attachments))


_MINE = '{"name": "Mine"}'
FAULTS = {
    "": "not JSON at line 1, column 1",
    "{": "not JSON at line 1, column 2",
    "[]": 'is not a project file: it doesn\'t begin with {"tenor": 6, ...}',
    "7": "is not a project file",
    "null": "is not a project file",
    '{"scenarios": []}': "is not a project file",
    '{"tenor": 5}': "scenarios: allowed: a list",
    '{"tenor": 5, "scenarios": {}}': "scenarios: allowed: a list",
    '{"tenor": 5, "scenarios": []}': "0 scenarios; allowed: 1 to 200",
    '{"tenor": 5, "tenor": 5, "scenarios": []}': "'tenor' is given twice",
    '{"tenor": 5, "scenarios": [7]}': "scenario 1: 7 is not an object",
    f'{{"tenor": 5, "scenarios": [{_MINE}, {_MINE}]}}': "two scenarios are named 'Mine'",
    _text(name=...): "scenario 1, name: null: it is not text",
    _text(name=""): "scenario 1, name: '': it is empty",
    _text(name=3): "scenario 1, name: 3: it is not text",
    _text(name="a" * 201): "it is longer than 200 characters",
    _text(name="a\nb"): "it has a control character",
    _text(name="\ud800"): "it has a control character",
    _text(start=202604): "scenario 'Mine', start: 202604 is not a month",
    _text(start="April 2026"): "start: 'April 2026' is not a month; allowed: a month such as 2026",
    _text(start="2026-13"): "start: '2026-13' is not a month",
    _text(start=None): "start: null is not a month",
    _text(fiscal_start=0): "fiscal_start: 0 is not allowed; allowed: 1 to 12",
    _text(fiscal_start=1.5): "fiscal_start: 1.5 is not allowed",
    _text(fiscal_start="1"): "fiscal_start: '1' is not allowed",
    _text(fiscal_start=True): "fiscal_start: true is not allowed",
    _text(preset="as_reportd"): "preset: 'as_reportd' is not a preset; allowed: as_reported, s1",
    _text(preset=["as_reported"]): "preset: a list is not a preset",
    _text(colour=8): "scenario 'Mine', colour: 8 is not allowed; allowed: 0 to 7",
    _text(colour=-1): "colour: -1 is not allowed",
    _text(colour=10**400): "colour: 1000000",
    _text(colour="red"): "colour: 'red' is not allowed",
    _text(ticked=1): "scenario 'Mine', ticked: 1 is not allowed; allowed: true, false",
    _text(ticked=None): "ticked: null is not allowed",
    _text(inputs=[]): "inputs: a list is not an object of numbers",
    _text(inputs=None): "inputs: null is not an object of numbers",
    _text(inputs={"term_month": 36}): "unknown input 'term_month'; did you mean term_months?",
    _text(inputs={"qqq": 36}): "unknown input 'qqq'; allowed: the keys that tenor model lists",
    _text(inputs={"term_months": "36"}): "inputs.term_months: '36' is not a number; allowed: whole",
    _text(inputs={"term_months": None}): "inputs.term_months: null is not a number",
    _text(inputs={"auto_renew": True}): "inputs.auto_renew: true is not a number; allowed: 0, 1",
    _text(inputs={"term_months": [36]}): "inputs.term_months: a list is not a number",
    _text(inputs={"term_months": 97}): "97 is not allowed; allowed: whole numbers 1 to 96 (months)",
    _text(inputs={"term_months": 36.5}): "36.5 is not allowed; allowed: whole numbers 1 to 96",
    _text(inputs={"term_months": float("nan")}): "inputs.term_months: nan is not a finite number",
    _text(inputs={"term_months": float("inf")}): "inputs.term_months: inf is not a finite number",
    _text(inputs={"term_months": 10**400}): "inputs.term_months: inf is not a finite number",
    _text(inputs={"term_months": 36}).replace("36", "9" * 5000): "has 5,000 digits; allowed: up to",
    '{"tenor": 5, "scenarios": [{"name": "M", "inputs": {"a": 1, "a": 2}}]}': "'a' is given twice",
    _text(inputs={"term_months": 36}).replace("36", "1e999"): "inf is not a finite number",
    _text(inputs={"x" * 1000: 1}): "...; allowed: the keys",
    _text(note=float("nan")): "scenario 'Mine', 'note': holds NaN; allowed: finite numbers",
    _text(note=[1, {"a": -float("inf")}]): "'note': holds -Infinity; allowed: finite numbers",
    _top(current="Nine"): "current: 'Nine' is none; allowed: the name of one of the scenarios",
    _top(current=None): "current: null is none; allowed: the name of one of the scenarios",
    _top(current=["Mine"]): "current: a list is none; allowed",
    _top(baseline="Saved"): "baseline: 'Saved' is not allowed; allowed: preset, saved, scenario",
    _top(baseline=["saved"]): "baseline: a list is not allowed",
    _top(baseline="scenario"): "baseline_scenario: null is none; allowed: the name of one",
    _top(baseline="saved", baseline_scenario="Mine"): "allowed only where baseline is 'scenario'",
    _top(baseline_scenario="Mine"): "allowed only where baseline is 'scenario'",
    _top(x=float("inf")): "'x': holds Infinity; allowed: finite numbers",
    _top(actuals=None): "actuals: null is not an object with start and rows",
    _books(start=""): "actuals, start: '' is not a month",
    _books(start=None): "actuals, start: null is not a month; allowed: a month such as 2026-04",
    _books(source=7): "actuals, source: 7 is not allowed; allowed: text of up to 1000 characters",
    _books(source="x" * 1001): "actuals, source: 'xxx",
    _books(rows=[]): "actuals, rows: allowed: an object with months by line item: revenue, comp",
    _books(rows={}): "actuals, rows: allowed: an object",
    _books(rows={"revenu": [1]}): "unknown line item 'revenu'; did you mean revenue?; allowed: rev",
    _books(rows={"revenue": 1}): "actuals, rows.revenue: allowed: a list of 1 to 120 months",
    _books(rows={"revenue": []}): "actuals, rows.revenue: allowed: a list of 1 to 120 months",
    _books(rows={"revenue": [1] * 121}): "actuals, rows.revenue: allowed: a list of 1 to 120",
    _books(rows={"revenue": [1], "fixed_opex": [1, 2]}): (
        "actuals, rows.fixed_opex: 2 months, where revenue has 1; allowed: as many in every row"
    ),
    _books(rows={"revenue": [1, "2"]}): (
        "actuals, rows.revenue, month 2: '2' is not allowed; allowed: a number ($m) or null"
    ),
    _books(rows={"revenue": [True]}): "month 1: true is not allowed",
    _books(rows={"revenue": [float("nan")]}): "month 1: NaN is not allowed",
    _books(rows={"revenue": [10**400]}): "month 1: 1000",
    _books(mapping=float("nan")): "actuals, 'mapping': holds NaN",
    _top(items={}): "items: an object is not a list",
    _top(items=None): "items: null is not a list",
    _top(items=[7]): "items, number 1: 7 is not an object",
    _top(items=[{}] * 51): "items: 51 of them; allowed: up to 50",
    _items({"key": ...}): "item 1, key: null is not allowed; allowed: text of up to 40 characters",
    _items({"key": 7}): "item 1, key: 7 is not allowed",
    _items({"key": "x" * 41}): "key: 'xxx",
    _items({"key": "Own"}): "item 'Own', key: 'Own' is not a name: a small letter, then",
    _items({"key": "a\nb"}): "item 'a\\nb', key: 'a\\nb' is not a name",
    _items({"key": "revenue"}): "item 'revenue', key: the key 'revenue' is taken",
    _items({"key": "cumulative_cash"}): "key: the key 'cumulative_cash' is taken",
    _items({}, {}): "item 'own', key: the key 'own' is taken",
    _items({"label": ...}): "item 'own', label: null is not allowed; allowed: text of up to 60",
    _items({"label": " "}): "item 'own', label: a line item needs a label",
    _items({"label": "a\tb"}): "item 'own', label: characters that can't be shown",
    _items({"meaning": "x" * 501}): "item 'own', meaning: 'xxx",
    _items({"unit": "EUR"}): "item 'own', unit: 'EUR' is not one of $m, ",
    _items({"kind": "stock"}): "item 'own', kind: 'stock' is not one of flow, balance, rate",
    _items({"formula": ...}): "item 'own', formula: null is not allowed",
    _items({"formula": 3}): "item 'own', formula: 3 is not allowed; allowed: text of up to 2000",
    _items({"formula": "x" * 2001}): "item 'own', formula: 'xxx",
    _items({"formula": ""}): "item 'own', formula, character 1: expected a number, a name or '('",
    _items({"formula": "revenue -"}): "item 'own', formula, character 10: expected a number",
    _items({"formula": "revenue ** 2"}): "item 'own', formula, character 10: expected a number",
    _items({"formula": "2 * revnue"}): "item 'own', formula, character 5: unknown name 'revnue'",
    _items({"formula": "x" * 1999}): "item 'own', formula, character 1: unknown name 'xxx",
    _items({"formula": "own + 1"}): "item 'own', formula, character 1: cycle: 'own' refers to",
    _items({"formula": "revenue * revenue"}): "item 'own', formula: wrong units",
    _items({"formula": "(" * 60}): "item 'own', formula, character 41: nested deeper than 40",
    _items({"formula": "__import__('os')"}): "item 'own', formula, character",
    _items({"opening": 0}): "item 'own', opening: 0 is not allowed; allowed: text",
    _items({"opening": "revenue"}): "item 'own', opening, character 1: 'revenue' has a value a mon",
    _items(
        {"formula": "later"}, {"key": "later"}
    ): "item 'own', formula, character 1: unknown name",
    _items({"x": float("nan")}): "item 'own', 'x': holds NaN; allowed: finite numbers",
    _top(sources={}): "sources: an object is not a list",
    _top(sources=[{"id": n + 1, "title": "T"} for n in range(201)]): "sources: 201 of them; allow",
    _top(sources=[{"id": 4, "title": "T"}] * 2): "two sources have the id 4; allowed: each id once",
    _evidence(id=...): "source 1, id: null is not allowed; allowed: 1 to 2147483647",
    _evidence(id=0): "source 1, id: 0 is not allowed",
    _evidence(id=2**31): "source 1, id: 2147483648 is not allowed",
    _evidence(id=True): "source 1, id: true is not allowed",
    _evidence(title=...): "source 1, title: null is not allowed; allowed: text of up to 120",
    _evidence(title=""): "source 1: A source needs a title; allowed: 1 to 120 characters",
    _evidence(title="a\nb"): "source 1: The title holds line breaks or control characters",
    _evidence(title="x" * 121): "source 1, title: 'xxx",
    _evidence(title="\ud800"): "source 1: The title holds line breaks or control characters",
    _evidence(document="a\nb"): "source 1: The document holds line breaks or control characters",
    _evidence(note="a\rb"): "source 1: The note holds control characters; allowed: letters",
    _evidence(document=7): "source 1, document: 7 is not allowed; allowed: text of up to 1000",
    _evidence(note="x" * 1001): "source 1, note: 'xxx",
    _evidence(x=float("inf")): "source 1, 'x': holds Infinity",
    _evidence(7): "attachments, number 1: 7 is not an object",
    _evidence({"key": "term_months"}): "attachment 1, source: null is not allowed; allowed: 1 to",
    _evidence({"source": 2, "key": "term_months"}): "attachment 1, source: no source has the id 2",
    _evidence({"source": 1}): "attachment 1, key: unknown input null; allowed: the inputs that",
    _evidence(
        {"source": 1, "key": "term_month"}
    ): "unknown input 'term_month'; did you mean term_m",
    _evidence({"source": 1, "key": "revenue"}): "attachment 1, key: unknown input 'revenue'",
    _evidence({"source": 1, "key": ["term_months"]}): "attachment 1, key: unknown input a list",
    _evidence({"source": 1, "key": "term_months", "note": None}): "attachment 1, note: null is not",
    _evidence({"source": 1, "key": "term_months", "note": "\x00"}): (
        "attachment 1: The note holds control characters"
    ),
    _evidence(*[{"source": 1, "key": "term_months"}] * 2): (
        "attachment 2: source 1 is attached to term_months already"
    ),
    _evidence(*[{"source": 1, "key": "term_months"}] * 1001): "attachments: 1001 of them; allowed",
    "[" * 100_000: "is nested too deeply",
    '{"a":' * 100_000: "is nested too deeply",
}


@pytest.mark.parametrize("text", list(FAULTS), ids=lambda text: text[:60])
def test_a_fault_names_the_file_and_the_place(text: str) -> None:
    with pytest.raises(FileError) as caught:
        parse_project(text.encode(), "folder/plan.tenor")
    message = str(caught.value)
    assert message.startswith("folder/plan.tenor: ")
    assert FAULTS[text] in message
    assert "\n" not in message
    assert len(message) < 500


def test_not_text(tmp_path: Path) -> None:
    path = tmp_path / "plan.tenor"
    path.write_bytes(b'{"tenor": 5, "scenarios": [{"name": "\xff\xfe"}]}')
    with pytest.raises(FileError, match="it is not UTF-8 text"):
        read_project(path)


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="can't be read: there is no such file"):
        read_project(tmp_path / "plan.tenor")


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="can't be read: it is a folder"):
        read_project(tmp_path)


def test_an_unreadable_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "plan.tenor"
    path.write_text(_text())

    def refuse(*_given: object, **_named: object) -> None:
        raise PermissionError(13, "Permission denied")  # root may read everything

    monkeypatch.setattr("pathlib.Path.open", refuse)
    with pytest.raises(FileError, match="can't be read: no permission"):
        read_project(path)


def test_too_large_a_file_is_not_parsed(tmp_path: Path) -> None:
    path = tmp_path / "plan.tenor"
    with path.open("wb") as file:
        file.truncate(project_json.MAX_BYTES + 1)
    with pytest.raises(FileError, match="is too large; allowed: up to 64 MiB"):
        read_project(path)
    with pytest.raises(FileError, match="plan: is too large; allowed: up to 64 MiB"):
        parse_project(b" " * (project_json.MAX_BYTES + 1), "plan")


def test_too_many_scenarios() -> None:
    records = [{"name": f"Case {number}"} for number in range(201)]
    with pytest.raises(FileError, match="201 scenarios; allowed: 1 to 200"):
        parse_project(json.dumps({"tenor": 5, "scenarios": records}).encode(), "x")


# What could not be read back ---------------------------------------------------------------


def _twice() -> Project:
    return Project((Entry(1, PLAIN, 0), Entry(2, PLAIN, 1)), 1)


_FAR = replace(PLAIN, start=YearMonth(2201, 1))
UNREADABLE = {
    "two scenarios are named 'As reported'": _twice(),
    "name: '': it is empty": single(replace(PLAIN, name="")),
    "start: '2201-01' is not a month": single(_FAR),
    "colour: 8 is not allowed": Project((Entry(1, PLAIN, 8),), 1),
    "preset: 'none' is not a preset": single(replace(PLAIN, preset="none")),
    "inputs.term_months: nan": single(
        replace(PLAIN, values={**PLAIN.values, "term_months": float("nan")})
    ),
    "'x': holds NaN": replace(single(PLAIN), extra={"x": float("nan")}),
    "is too large": replace(single(PLAIN), extra={"x": "y" * project_json.MAX_BYTES}),
    "201 scenarios; allowed: 1 to 200": Project(
        tuple(Entry(at, scenario(f"Case {at}"), 0) for at in range(201)), 0
    ),
}


@pytest.mark.parametrize("fault", list(UNREADABLE))
def test_what_could_not_be_read_back_is_not_written(tmp_path: Path, fault: str) -> None:
    path = tmp_path / "plan.tenor"
    write_project(path, single(PLAIN))
    before = path.read_bytes()
    with pytest.raises(FileError) as caught:
        write_project(path, UNREADABLE[fault])
    message = str(caught.value)
    assert message.startswith(f"{path}: can't be written: ")
    assert fault in message
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]
