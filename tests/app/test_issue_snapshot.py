"""Acceptance of the sealed snapshot: what the board saw is kept, replayed, and told if touched."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import random
import socket
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import pytest
from PySide6.QtWidgets import QApplication

from app.__main__ import main
from engine.evaluate import evaluate
from engine.files.project.file import write_project
from engine.files.shipped import preset_scenario
from engine.project import project_of
from engine.scenario import scenario
from tests.app.answers import Answers
from tests.app.command_calls import complaint, tenor
from tests.oracle.headline import headline
from tests.oracle.model import evaluate as oracle

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from engine.project import Project
    from tests.app.conftest import Opened
    from widgets.sealed_banner import SealedState

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

SEED, DRAWS = 20_261_122, 100
NAMES = ("As reported", "Longer <b>& cheaper</b>")
CHANGED = 3  # the exit code where a snapshot does not hold


def _project() -> Project:
    first = preset_scenario("as_reported")
    changes = {**first.values, "term_months": 60.0, "monthly_spend": 1100.0}
    both = project_of([first, scenario(NAMES[1], changes)])
    whole = replace(both.uncertainty_or_shipped, draws=DRAWS, seed=SEED)
    return replace(both, uncertainty=whole)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """What `tenor seal` wrote of a project of two scenarios."""
    folder = tmp_path_factory.mktemp("sealed")
    write_project(folder / "plan.tenor", _project())
    out = folder / "board.tenorseal"
    words = ["tenor", "seal", str(folder / "plan.tenor"), "--out", str(out)]
    with patch.object(sys, "argv", words), contextlib.redirect_stdout(io.StringIO()):
        assert main() == 0
    return out.read_bytes()


@pytest.fixture
def path(tmp_path: Path, original: bytes) -> Path:
    made = tmp_path / "board.tenorseal"
    made.write_bytes(original)
    return made


def _hash(document: dict[str, Any]) -> str:
    """As the file's description says: SHA-256 of JSON without spaces, its names in order."""
    rest = {key: value for key, value in document.items() if key != "sha256"}
    plain = json.dumps(rest, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def _resealed(original: bytes, change: Callable[[dict[str, Any]], None]) -> bytes:
    """Changed, with the hash taken anew: what another Tenor could have written."""
    document = json.loads(original)
    change(document)
    document["sha256"] = _hash(document)
    return json.dumps(document).encode()


def _values(document: dict[str, Any], kind: str, key: str, case: int = 0) -> list[Any]:
    numbers = document["results"][case]["numbers"]
    (found,) = [each for each in numbers if (each["kind"], each["key"]) == (kind, key)]
    values: list[Any] = found["values"]
    return values


# What is kept ----------------------------------------------------------------------------------


def test_all_that_the_board_saw_is_in_one_file(original: bytes) -> None:
    document = json.loads(original)
    project = document["project"]
    assert [each["name"] for each in project["scenarios"]] == list(NAMES)
    assert project["uncertainty"]["seed"] == SEED
    assert project["uncertainty"]["draws"] == DRAWS
    assert document["version"]
    assert len(document["sealed_on"]) == len("2026-11-22")
    assert document["sha256"] == _hash(document)
    assert [each["scenario"] for each in document["results"]] == list(NAMES)


@pytest.mark.parametrize("case", [0, 1])
def test_its_numbers_are_the_engines_and_the_oracles(original: bytes, case: int) -> None:
    document = json.loads(original)
    of = _project().entries[case].scenario
    inputs = dict(of.values)
    scalars, rows = oracle(inputs)
    figures = headline(inputs, scalars, rows)
    result = evaluate(of)
    for key, row in rows.items():
        kept = _values(document, "row", key, case)
        assert kept == result.row(key).tolist(), key
        assert kept == pytest.approx([float(each) for each in row], rel=1e-9, abs=1e-9), key
    for key in ("exit_cost", "remaining_obligation", "peak_funding", "npv_operating_profit"):
        assert _values(document, "figure", key, case) == pytest.approx([figures[key]], rel=1e-9)


# What is checked -------------------------------------------------------------------------------


def test_every_number_comes_out_again(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = path.read_bytes()
    done = tenor(capsys, "check", path, "--format", "json")
    found = json.loads(done.out)
    assert (done.code, found["verdict"]) == (0, "exact")
    assert found["numbers"]["sealed"] == found["numbers"]["exact"] > 20_000
    assert found["differences"] == []
    assert "every number matches" in tenor(capsys, "check", path).out
    assert path.read_bytes() == before


def _digits(data: bytes) -> list[int]:
    return [place for place, sign in enumerate(data) if 48 <= sign <= 57]


def test_one_changed_digit_anywhere_is_told(path: Path, original: bytes) -> None:
    """In a number, a date, a name or the hash; unless it still is the same number."""
    from engine.files.atomic import FileError
    from engine.files.snapshot.file import parse_snapshot

    dice = random.Random(7)  # noqa: S311 - places of digits
    everywhere, whole = _digits(original), json.loads(original)
    places = [*everywhere[:10], *dice.sample(everywhere, 40), *everywhere[-10:]]
    told = 0
    for place in places:
        digit = dice.choice([each for each in b"0123456789" if each != original[place]])
        data = original[:place] + bytes([digit]) + original[place + 1 :]
        try:
            same = json.loads(data) == whole
        except ValueError:
            same = False  # 01 is no number
        try:
            intact = parse_snapshot(data, path).intact
        except FileError:
            intact = False
        assert intact == same, original[place - 30 : place + 30]
        told += not intact
    assert told > len(places) * 0.9


SPOILT: dict[str, Callable[[dict[str, Any]], Any]] = {
    "an input": lambda it: it["project"]["scenarios"][1]["inputs"].update(term_months=61),
    "the seed": lambda it: it["project"]["uncertainty"].update(seed=1),
    "the version": lambda it: it.update(version="9.9.9"),
    "the day": lambda it: it.update(sealed_on="2020-01-01"),
    "a row": lambda it: _values(it, "row", "revenue").__setitem__(0, 1.0),
    "a figure": lambda it: _values(it, "figure", "exit_cost", 1).__setitem__(0, 1.0),
    "what was added": lambda it: it.update(remark="approved"),
    "the hash": lambda it: it.update(sha256="0" * 64),
}


@pytest.mark.parametrize("change", SPOILT.values(), ids=SPOILT)
def test_tampering_is_said_so(
    path: Path, capsys: pytest.CaptureFixture[str], change: Callable[[dict[str, Any]], Any]
) -> None:
    document = json.loads(path.read_bytes())
    change(document)
    path.write_text(json.dumps(document), encoding="utf-8")
    done = tenor(capsys, "check", path)
    assert done.code == CHANGED
    assert done.out.startswith("Changed after it was sealed")
    assert "every number matches" not in done.out


def test_another_versions_numbers_are_told_figure_by_figure(
    path: Path, original: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    def older(document: dict[str, Any]) -> None:
        document["version"] = "0.1.0"
        _values(document, "figure", "exit_cost")[0] = 6190.0
        for month in (3, 4, 5):
            _values(document, "row", "revenue", 1)[month] += 10.0

    path.write_bytes(_resealed(original, older))
    done = tenor(capsys, "check", path)
    assert done.code == CHANGED
    assert "4 of " in done.out.splitlines()[0]
    assert "0.1.0" in done.out
    assert "Changed after" not in done.out
    line = next(each for each in done.out.splitlines() if "Exit cost" in each)
    assert "$6.19B" in line
    found = json.loads(tenor(capsys, "check", path, "--format", "json").out)
    assert found["verdict"] == "differs"
    apart = {(each["scenario"], each["key"]): each for each in found["differences"]}
    assert set(apart) == {(NAMES[0], "exit_cost"), (NAMES[1], "revenue")}
    cost, revenue = apart.values()
    inputs = dict(preset_scenario("as_reported").values)
    wanted = headline(inputs, *oracle(inputs))["exit_cost"]
    assert cost["sealed"] == 6190.0
    assert cost["now"] == pytest.approx(wanted, rel=1e-9)
    assert (revenue["apart"], revenue["place"]) == (3, 3)
    assert revenue["sealed"] - revenue["now"] == pytest.approx(10.0)


def test_what_today_no_longer_has_is_told(
    path: Path, original: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    def older(document: dict[str, Any]) -> None:
        numbers = document["results"][0]["numbers"]
        numbers.append({"kind": "row", "key": "goodwill", "values": [1.0, 2.0]})

    path.write_bytes(_resealed(original, older))
    done = tenor(capsys, "check", path)
    assert done.code == CHANGED
    assert "goodwill" in done.out
    assert "not in today" in done.out


# Files that mean harm --------------------------------------------------------------------------

DEEP = 200_000


def _nested(_original: bytes) -> bytes:
    return b'{"tenor_seal": 1, "project": ' + b"[" * DEEP + b"]" * DEEP + b"}"


def _with(**fields: Any) -> Callable[[bytes], bytes]:
    return lambda original: _resealed(original, lambda document: document.update(fields))


def _without(name: str) -> Callable[[bytes], bytes]:
    return lambda original: _resealed(original, lambda document: document.pop(name))


HOSTILE: dict[str, Callable[[bytes], bytes]] = {
    "nothing": lambda _: b"",
    "no JSON": lambda _: b"PK\x03\x04 a workbook, perhaps",
    "half of it": lambda original: original[: len(original) // 2],
    "not UTF-8": lambda original: original.replace(b"As reported", b"\xff\xfe", 1),
    "a list": lambda _: b"[]",
    "a number": lambda _: b"1",
    "a project": lambda _: b'{"tenor": 6}',
    "nested": _nested,
    "nested in a field": lambda original: original.replace(
        b'"sealed_on"', b'"more": ' + b'{"a":' * DEEP + b"1" + b"}" * DEEP + b', "sealed_on"', 1
    ),
    "many lists": lambda _: b'{"tenor_seal": 1, "results": [' + b"[]," * 3_000_000 + b"[]]}",
    "a digit too many": lambda original: original.replace(
        b'"tenor_seal": 1', b'"tenor_seal": ' + b"1" * 5000, 1
    ),
    "not a number": lambda original: original.replace(b'"values": [', b'"values": [NaN, ', 1),
    "infinite": lambda original: original.replace(b'"values": [', b'"values": [1e999, ', 1),
    "said twice": lambda original: original.replace(
        b'"tenor_seal": 1', b'"tenor_seal": 1, "tenor_seal": 1', 1
    ),
    "a newer format": _with(tenor_seal=99),
    "a format of words": _with(tenor_seal="one"),
    "a format that is true": _with(tenor_seal=True),
    "no hash": lambda original: json.dumps(
        {key: value for key, value in json.loads(original).items() if key != "sha256"}
    ).encode(),
    "a day that is none": _with(sealed_on="2026-02-30"),
    "a day that is a list": _with(sealed_on=[]),
    "no project": _without("project"),
    "no results": _without("results"),
    "results of others": _with(results=[{"scenario": "Other", "numbers": []}] * 2),
    "results without end": _with(results=[{"scenario": "As reported", "numbers": []}] * 5000),
    "numbers that are words": lambda original: _resealed(
        original, lambda it: _values(it, "row", "revenue").__setitem__(0, "much")
    ),
    "numbers that are true": lambda original: _resealed(
        original, lambda it: _values(it, "row", "revenue").__setitem__(0, True)
    ),
    "numbers without end": lambda original: _resealed(
        original, lambda it: _values(it, "row", "revenue").extend([1.0] * 100_000)
    ),
    "an input out of its range": lambda original: _resealed(
        original, lambda it: it["project"]["scenarios"][1]["inputs"].update(term_months=1e9)
    ),
    "draws without end": lambda original: _resealed(
        original, lambda it: it["project"]["uncertainty"].update(draws=10**12)
    ),
}


@pytest.mark.parametrize("spoil", HOSTILE.values(), ids=HOSTILE)
def test_hostile_files_are_refused_in_one_line(
    path: Path,
    original: bytes,
    capsys: pytest.CaptureFixture[str],
    spoil: Callable[[bytes], bytes],
) -> None:
    data = spoil(original)
    assert data != original
    path.write_bytes(data)
    said = complaint(capsys, "check", path)
    assert path.name in said
    assert "Traceback" not in said
    assert len(said) < 600


def test_a_file_too_large_is_refused_unread(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with path.open("wb") as file:
        file.truncate(3 * 2**30)  # takes no room on the disk, and would fill the memory
    assert "too large" in complaint(capsys, "check", path)


def test_what_is_no_file_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "folder.tenorseal"
    folder.mkdir()
    assert folder.name in complaint(capsys, "check", folder)
    assert "no such file" in complaint(capsys, "check", tmp_path / "none.tenorseal")


# At the window ---------------------------------------------------------------------------------


def _open(opened: Opened, path: Path) -> Answers:
    answers = Answers()
    answers.changes = "discard"
    opened.controller.files.commands.questions = answers
    opened.window.file_dropped.emit(str(path))
    opened.boardroom.sealing.settle()
    opened.controller.settle()
    QApplication.processEvents()
    return answers


def _banner(opened: Opened) -> SealedState | None:
    banner = opened.boardroom.sealing.banner
    return banner.state() if banner is not None and banner.isVisible() else None


@pytest.fixture
def cut_off(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """No way out of this machine. What tried to go there."""
    tried: list[object] = []

    def refuse(*where: object, **_more: object) -> None:
        tried.append(where)
        raise OSError("there is no network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    return tried


def test_offline_it_is_sealed_checked_and_opened(
    opened: Opened,
    path: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    cut_off: list[object],
) -> None:
    assert tenor(capsys, "check", path).code == 0
    write_project(tmp_path / "plan.tenor", _project())
    again = tmp_path / "again.tenorseal"
    assert tenor(capsys, "seal", tmp_path / "plan.tenor", "--out", again).code == 0
    _open(opened, path)
    state = _banner(opened)
    assert state is not None
    assert "every number matches" in state.text
    assert cut_off == []


def test_sealed_twice_it_says_the_same(
    original: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_project(tmp_path / "plan.tenor", _project())
    again = tmp_path / "again.tenorseal"
    assert tenor(capsys, "seal", tmp_path / "plan.tenor", "--out", again).code == 0
    first, second = json.loads(original), json.loads(again.read_bytes())
    assert second["results"] == first["results"]
    assert second["project"] == first["project"]


def test_what_opens_is_what_was_sealed(opened: Opened, path: Path) -> None:
    _open(opened, path)
    project = opened.controller.session.project
    wanted = _project()
    assert [each.scenario.name for each in project.entries] == list(NAMES)
    for shown, sealed in zip(project.entries, wanted.entries, strict=True):
        assert dict(shown.scenario.values) == dict(sealed.scenario.values)
    assert project.uncertainty_or_shipped.seed == SEED
    assert project.uncertainty_or_shipped.draws == DRAWS
    assert path.name in opened.window.windowTitle()


def test_looking_changes_nothing_and_an_edit_is_a_copy(opened: Opened, path: Path) -> None:
    before = path.read_bytes()
    _open(opened, path)
    assert not opened.controller.session.unsaved
    opened.controller.edit("term_months", 48)
    state = _banner(opened)
    assert state is not None
    assert "every number matches" not in state.text
    assert "copy" in state.text.casefold()
    answers = opened.controller.files.commands.questions
    assert isinstance(answers, Answers)
    opened.controller.action("save_project").trigger()
    assert answers.asked  # where to: never over the snapshot
    assert path.read_bytes() == before


def test_tampering_is_told_at_the_window(opened: Opened, path: Path) -> None:
    document = json.loads(path.read_bytes())
    document["project"]["scenarios"][0]["inputs"]["term_months"] = 37
    path.write_text(json.dumps(document), encoding="utf-8")
    _open(opened, path)
    state = _banner(opened)
    assert state is not None
    assert state.tone == "bad"
    assert "changed after it was sealed" in state.text


@pytest.mark.parametrize("name", ["no JSON", "nested", "half of it", "a newer format"])
def test_hostile_files_leave_the_window_as_it_is(
    opened: Opened, path: Path, original: bytes, name: str
) -> None:
    path.write_bytes(HOSTILE[name](original))
    before = opened.controller.session.project
    answers = _open(opened, path)
    (fault,) = answers.faults
    assert path.name in fault
    assert "Traceback" not in fault
    assert opened.controller.session.project is before
    assert _banner(opened) is None
