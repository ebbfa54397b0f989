"""The project file: written and read back bit for bit, and every fault named."""

from __future__ import annotations

import json
import random
import struct
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from engine.calendar import YearMonth
from engine.files import project
from engine.files.atomic import FileError
from engine.files.project import read_project, write_project
from engine.files.shipped import preset_scenario, presets
from engine.model.catalogue import catalogue
from engine.scenario import Scenario, scenario

if TYPE_CHECKING:
    from pathlib import Path


def _bits(found: Scenario) -> dict[str, bytes]:
    return {key: struct.pack("<d", value) for key, value in found.values.items()}


def _same(left: Scenario, right: Scenario) -> bool:
    return (left, _bits(left)) == (right, _bits(right))


def _random_scenario(name: str, seed: int) -> Scenario:
    dice = random.Random(seed)  # noqa: S311 - a test's dice
    changes = {}
    for key, item in catalogue().inputs.items():
        if item.whole or item.unit == "1 end, .5 mid, 0 start":
            steps = round((item.maximum - item.minimum) / item.step)
            value = item.minimum + item.step * dice.randint(0, steps)
            changes[key] = float(round(value) if item.whole else value)
        else:
            changes[key] = dice.uniform(item.minimum, item.maximum)
    start = YearMonth(dice.randint(1950, 2150), dice.randint(1, 12))
    preset = dice.choice(list(presets()))
    return scenario(name, changes, start, dice.randint(1, 12), preset)


# Round trips -----------------------------------------------------------------------------


def test_every_input_comes_back_bit_for_bit(tmp_path: Path) -> None:
    path = tmp_path / "plan.tenor"
    scenarios = [_random_scenario(f"Case {seed}", seed) for seed in range(100)]
    write_project(path, scenarios)
    found = read_project(path)
    assert len(found) == 100
    assert all(_same(left, right) for left, right in zip(scenarios, found, strict=True))


@pytest.mark.parametrize("key", list(presets()))
def test_a_preset_comes_back_with_every_input_written_out(tmp_path: Path, key: str) -> None:
    path = tmp_path / "plan.tenor"
    write_project(path, [preset_scenario(key)])
    assert _same(read_project(path)[0], preset_scenario(key))
    # A later version may ship other presets; the file keeps its numbers.
    assert len(json.loads(path.read_text())["scenarios"][0]["inputs"]) == 101


def test_a_negative_zero_keeps_its_sign(tmp_path: Path) -> None:
    path = tmp_path / "plan.tenor"
    kept = preset_scenario("as_reported").with_values({"fee_escalator": -0.0})
    write_project(path, [kept])
    assert _same(read_project(path)[0], kept)


def test_the_file_is_readable_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "plan.tenor"
    changed = preset_scenario("s1_terms").with_values(
        {"revenue_growth": 0.05, "notice_months": 6, "monthly_spend": 1100}
    )
    write_project(path, [replace(changed, name="Längere Frist “B”", fiscal_start=2)])
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[:12] == [
        "{",
        '  "tenor": 1,',
        '  "scenarios": [',
        "    {",
        '      "name": "Längere Frist “B”",',
        '      "start": "2026-04",',
        '      "fiscal_start": 2,',
        '      "preset": "s1_terms",',
        '      "inputs": {',
        '        "monthly_spend": 1100,',
        '        "term_months": 36,',
        '        "revenue_growth": 0.05,',
    ]
    assert '        "notice_months": 6,' in lines
    assert lines[-4:] == ["      }", "    }", "  ]", "}"]


def test_only_the_name_must_be_given(tmp_path: Path) -> None:
    path = tmp_path / "plan.tenor"
    path.write_text('{"tenor": 1, "scenarios": [{"name": "Plain"}]}')
    assert _same(read_project(path)[0], replace(preset_scenario("as_reported"), name="Plain"))


def test_missing_inputs_take_the_presets_value(tmp_path: Path) -> None:
    path = tmp_path / "plan.tenor"
    record = {"name": "Mine", "preset": "s1_terms", "inputs": {"term_months": 60}}
    path.write_text(json.dumps({"tenor": 1, "scenarios": [record]}))
    values = read_project(path)[0].values
    assert (values["term_months"], values["lockin_months"], values["prepay_pct"]) == (60, 3, 0)


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "plan.tenor"
    path.write_text('{"tenor": 1, "scenarios": [{"name": "Plain"}]}', encoding="utf-8-sig")
    assert read_project(path)[0].name == "Plain"


# Faults ----------------------------------------------------------------------------------


def _text(**changes: Any) -> str:
    """A project of one scenario, some of its fields changed; `...` takes a field out."""
    record = {"name": "Mine", "start": "2026-04", "inputs": {}} | changes
    record = {key: value for key, value in record.items() if value is not ...}
    return json.dumps({"tenor": 1, "scenarios": [record]})


_MINE = '{"name": "Mine"}'
FAULTS = {
    "": "not JSON at line 1, column 1",
    "{": "not JSON at line 1, column 2",
    "[]": "is not a project file",
    "7": "is not a project file",
    "null": "is not a project file",
    '{"scenarios": []}': "is not a project file",
    '{"tenor": 2, "scenarios": []}': "written by a newer Tenor: its format is 2",
    '{"tenor": 0, "scenarios": []}': "tenor: 0.0 is not allowed; allowed: 1",
    '{"tenor": "1", "scenarios": []}': "tenor: '1' is not allowed; allowed: 1",
    '{"tenor": true, "scenarios": []}': "tenor: true is not allowed; allowed: 1",
    '{"tenor": NaN, "scenarios": []}': "tenor: NaN is not allowed; allowed: 1",
    '{"tenor": 1}': "scenarios: allowed: a list",
    '{"tenor": 1, "scenarios": {}}': "scenarios: allowed: a list",
    '{"tenor": 1, "scenarios": []}': "0 scenarios; allowed: 1 to 200",
    '{"tenor": 1, "scenarios": [], "x": 1}': "unknown field 'x'; allowed: tenor, scenarios",
    '{"tenor": 1, "tenor": 1, "scenarios": []}': "'tenor' is given twice",
    '{"tenor": 1, "scenarios": [7]}': "scenario 1: 7.0 is not an object",
    f'{{"tenor": 1, "scenarios": [{_MINE}, {_MINE}]}}': "two scenarios are named 'Mine'",
    _text(name=...): "scenario 1, name: null: it is not text",
    _text(name=""): "scenario 1, name: '': it is empty",
    _text(name=3): "scenario 1, name: 3.0: it is not text",
    _text(name="a" * 201): "it is longer than 200 characters",
    _text(name="a\nb"): "it has a control character",
    _text(name="\ud800"): "it has a control character",
    _text(nmae="x"): "scenario 'Mine': unknown field 'nmae'; allowed: name, start",
    _text(start=202604): "scenario 'Mine', start: 202604.0 is not a month",
    _text(start="April 2026"): "start: 'April 2026' is not a month; allowed: a month such as 2026",
    _text(start="2026-13"): "start: '2026-13' is not a month",
    _text(start=None): "start: null is not a month",
    _text(fiscal_start=0): "fiscal_start: 0.0 is not allowed; allowed: 1 to 12",
    _text(fiscal_start=1.5): "fiscal_start: 1.5 is not allowed",
    _text(fiscal_start="1"): "fiscal_start: '1' is not allowed",
    _text(preset="as_reportd"): "preset: 'as_reportd' is not a preset; allowed: as_reported, s1",
    _text(preset=["as_reported"]): "preset: a list is not a preset",
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
    _text(inputs={"term_months": 36}).replace("36", "9" * 5000): "inf is not a finite number",
    '{"tenor": 1, "scenarios": [{"name": "M", "inputs": {"a": 1, "a": 2}}]}': "'a' is given twice",
    _text(inputs={"term_months": 36}).replace("36", "1e999"): "inf is not a finite number",
    "[" * 100_000: "is nested too deeply",
    '{"a":' * 100_000: "is nested too deeply",
    _text(inputs={"x" * 1000: 1}): "...; allowed: the keys",
}


@pytest.mark.parametrize("text", list(FAULTS), ids=lambda text: text[:60])
def test_a_fault_names_the_file_and_the_place(tmp_path: Path, text: str) -> None:
    path = tmp_path / "plan.tenor"
    path.write_text(text)
    with pytest.raises(FileError) as caught:
        read_project(path)
    message = str(caught.value)
    assert message.startswith(f"{path}: ")
    assert FAULTS[text] in message
    assert "\n" not in message
    assert len(message) < len(str(path)) + 500


def test_not_text(tmp_path: Path) -> None:
    path = tmp_path / "plan.tenor"
    path.write_bytes(b'{"tenor": 1, "scenarios": [{"name": "\xff\xfe"}]}')
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
        file.truncate(project.MAX_BYTES + 1)
    with pytest.raises(FileError, match="is too large; allowed: up to 16 MiB"):
        read_project(path)


def test_too_many_scenarios(tmp_path: Path) -> None:
    path = tmp_path / "plan.tenor"
    records = [{"name": f"Case {number}"} for number in range(201)]
    path.write_text(json.dumps({"tenor": 1, "scenarios": records}))
    with pytest.raises(FileError, match="201 scenarios; allowed: 1 to 200"):
        read_project(path)


@pytest.mark.parametrize("seed", range(200))
def test_a_mutated_file_loads_or_is_refused(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "plan.tenor"
    write_project(path, [_random_scenario(f"Case {number}", seed + number) for number in (0, 1)])
    dice = random.Random(seed)  # noqa: S311 - a test's dice
    data = bytearray(path.read_bytes())
    if seed % 2:
        del data[dice.randrange(len(data)) :]
    for _ in range(dice.randint(1, 8)):
        if data:
            data[dice.randrange(len(data))] = dice.choice(b'0123456789-+.eE{}[]",:\\naf\xff\x00')
    path.write_bytes(data)
    for each in _read_or_refuse(path):
        assert each.with_values(each.values) == each  # every value is allowed


def _read_or_refuse(path: Path) -> list[Scenario]:
    try:
        return read_project(path)
    except FileError:
        return []


# Writing ---------------------------------------------------------------------------------


def test_what_could_not_be_read_back_is_not_written(tmp_path: Path) -> None:
    path, plain = tmp_path / "plan.tenor", preset_scenario("as_reported")
    with pytest.raises(FileError, match="can't be written: 0 scenarios; allowed: 1 to 200"):
        write_project(path, [])
    with pytest.raises(FileError, match="can't be written: two scenarios are named"):
        write_project(path, [plain, plain])
    with pytest.raises(FileError, match="can't be written: name '': it is empty"):
        write_project(path, [replace(plain, name="")])
    assert list(tmp_path.iterdir()) == []


def test_the_old_file_stays_where_writing_fails(tmp_path: Path) -> None:
    path, plain = tmp_path / "plan.tenor", preset_scenario("as_reported")
    write_project(path, [plain])
    before = path.read_bytes()
    with pytest.raises(FileError):
        write_project(path, [plain, plain])
    assert path.read_bytes() == before


def test_a_target_in_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"the folder .*nowhere does not exist"):
        write_project(tmp_path / "nowhere" / "plan.tenor", [preset_scenario("as_reported")])
