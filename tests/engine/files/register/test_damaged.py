"""500 damaged or hostile registers: precise findings or a clear refusal, nothing executed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import resources
from engine.files.atomic import FileError
from engine.files.register.example import example_register
from engine.files.register.read import RegisterReading, read_register
from tests.engine.files.register import damage
from tests.engine.files.register.books import NEEDED, ROW, raw_workbook, sheet_part, written

KEYS = damage.KEYS
EACH = 20  # registers a test
_FORBIDDEN = (
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "subprocess.",
    "socket.",
    "urllib.",
    "ctypes.",
)
_Seen = list[tuple[str, str]]
_watched: list[_Seen] = []


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if _watched and (event == "open" or event.startswith(_FORBIDDEN)):
        _watched[-1].append((event, str(arguments[:1])))


sys.addaudithook(_hook)


@pytest.mark.parametrize("first", range(0, 500, EACH))
def test_damaged_registers(tmp_path: Path, first: int, monkeypatch: pytest.MonkeyPatch) -> None:
    example_register()  # tables that ship are read once
    # Python keeps what it compiles when a module is first needed: not while it is watched.
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    for seed in range(first, first + EACH):
        folder = tmp_path / str(seed)
        folder.mkdir()
        _check(damage.case(folder, seed))


def _check(case: damage.Case) -> None:
    found = _read(case.path)
    if isinstance(found, FileError):
        message = str(found)
        assert message.startswith(f"{case.path}: ")
        assert len(message.splitlines()) == 1
        assert len(found.fault) < 500
        assert case.anything or (case.refusal and case.refusal in message), message
        return
    assert not case.refusal, case.refusal
    assert all(map(damage.in_order, found.contracts))
    assert len({each.id for each in found.contracts}) == len(found.contracts)
    assert all(1 <= each.row <= 1000 and len(each.value) <= 60 for each in found.rejected)
    assert all(len(each.message) < 400 for each in found.rejected)
    if not case.anything:
        assert {(each.row, each.column) for each in found.rejected} == case.spoiled
        assert list(found.contracts) == case.left()


def _read(path: Path) -> RegisterReading | FileError:
    """What reading gives, watched."""
    seen: _Seen = []
    _watched.append(seen)
    try:
        return read_register(path)
    except FileError as error:
        return error
    finally:
        _watched.pop()
        _check_seen(seen, path)


def _check_seen(seen: _Seen, path: Path) -> None:
    """Nothing was opened but the file and the program's own."""
    own = (str(path), sys.prefix, sys.base_prefix, str(Path(__file__).parents[4]))
    for event, what in seen:
        assert event == "open", (event, what)
        assert any(place in what for place in own), what


def test_every_kind_of_damage_is_done_often() -> None:
    assert 500 // len(damage.KINDS) >= 25


# Memory ------------------------------------------------------------------------------------

_CHILD = """
import sys
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from engine.files.atomic import FileError
from engine.files.register.example import example_register
from engine.files.register.read import RegisterReading, read_register
example_register()
before = getrusage(RUSAGE_SELF).ru_maxrss
try:
    read_register(Path(sys.argv[1]))
except FileError:
    pass
print(getrusage(RUSAGE_SELF).ru_maxrss - before)
"""


def peak(path: Path) -> float:
    """MiB that a process grows by at most on reading a file."""
    pytest.importorskip("resource")
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", _CHILD, str(path)],
        check=True,
        cwd=Path(resources.__file__).parents[1],
        capture_output=True,
        text=True,
    )
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return int(done.stdout) / unit


def test_memory_of_a_million_rows(tmp_path: Path) -> None:
    path = written(tmp_path, f"{NEEDED}\n" + f"{ROW}\n" * 1_000_000)
    assert peak(path) < 150


def test_memory_of_a_sheet_of_too_many_rows(tmp_path: Path) -> None:
    row = "".join(f'<c t="str"><v>{cell}</v></c>' for cell in ROW.split(","))
    header = "".join(f'<c t="str"><v>{cell}</v></c>' for cell in NEEDED.split(","))
    rows = f"<row>{header}</row>" + f"<row>{row}</row>" * 202_000
    assert peak(raw_workbook(tmp_path, sheet_part(rows))) < 150


def test_memory_of_junk_without_end(tmp_path: Path) -> None:
    """Two million tags that mean nothing."""
    assert peak(raw_workbook(tmp_path, sheet_part("<a/>" * 2_000_000))) < 40


def test_memory_of_one_cell_without_end(tmp_path: Path) -> None:
    cells = '<row><c t="str"><v>' + "x" * 90_000_000 + "</v></c></row>"
    assert peak(raw_workbook(tmp_path, sheet_part(cells))) < 40


def test_memory_of_very_many_different_cells(tmp_path: Path) -> None:
    """Nothing in it is right, and no cell is like another."""
    row = ",".join(f"{{0}}{place:02d}" for place in range(35))
    lines = [row.format(f"{number:04x}") for number in range(12_000)]
    header = ",".join((*KEYS, "more"))
    assert peak(written(tmp_path, "\n".join([header, *lines]))) < 160
