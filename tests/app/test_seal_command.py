"""`tenor seal` and `tenor check`."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import pytest

from tests.app.command_calls import answer, complaint, tenor

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def snapshot(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    path = tmp_path / "board.tenorseal"
    done = tenor(capsys, "seal", "as_reported", "--set", "term_months=48", "--out", path)
    assert (done.code, done.err) == (0, "")
    return path


def _hash(path: Path) -> str:
    """Taken by hand from the file."""
    document = json.loads(path.read_text(encoding="utf-8"))
    del document["sha256"]
    plain = json.dumps(document, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def test_sealing_says_what_to_write_down(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "board.tenorseal"
    done = tenor(capsys, "seal", "s1_terms", "--out", path)
    mark = _hash(path)
    groups = " ".join(mark[at : at + 4] for at in (0, 4, 8, 12))
    assert done.out == f"sealed {path}\nfingerprint: {groups}\nsha256: {mark}\n"


def test_what_was_sealed_matches_and_is_what_evaluate_says(
    snapshot: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = answer(capsys, "check", snapshot)
    assert found["verdict"] == "exact"
    assert found["sha256"] == _hash(snapshot)
    assert found["expected"] is None
    assert found["numbers"]["exact"] == found["numbers"]["sealed"] > 10_000
    assert found["differences"] == []
    told = answer(capsys, "evaluate", snapshot)
    plain = answer(capsys, "evaluate", "as_reported", "--set", "term_months=48")
    assert told["kpis"] == plain["kpis"]
    shown = tenor(capsys, "check", snapshot)
    assert shown.code == 0
    assert "every number matches" in shown.out.splitlines()[0]


def test_the_fingerprint_that_was_written_down_is_looked_for(
    snapshot: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mark = _hash(snapshot)
    same = tenor(capsys, "check", snapshot, "--fingerprint", f"{mark[:4].upper()} {mark[4:12]}")
    assert same.code == 0
    other = tenor(capsys, "check", snapshot, "--fingerprint", "0" * 16)
    assert other.code == 3
    assert other.out.startswith("This is not the snapshot that was asked for")
    assert "8 to 64 hexadecimal digits" in complaint(
        capsys, "check", snapshot, "--fingerprint", "xyz"
    )


def test_a_changed_file_is_told(snapshot: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = snapshot.read_text(encoding="utf-8")
    place = '"key": "exit_cost", "values": ['
    snapshot.write_text(text.replace(place, f"{place}9", 1), encoding="utf-8")
    done = tenor(capsys, "check", snapshot)
    assert done.code == 3
    assert done.out.startswith("Changed after it was sealed")
    assert "Exit cost" in done.out
    as_json = tenor(capsys, "check", snapshot, "--format", "json")
    (only,) = json.loads(as_json.out)["differences"]
    assert (only["key"], only["apart"], as_json.code) == ("exit_cost", 1, 3)
    assert "was changed after it was sealed" in complaint(capsys, "evaluate", snapshot)


def test_what_can_not_be_is_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "none.tenorseal"
    assert complaint(capsys, "check", missing).endswith("can't be read: there is no such file")
    assert ".tenorseal" in complaint(capsys, "check", tmp_path / "plan.tenor")
    assert ".tenorseal" in complaint(capsys, "seal", "as_reported", "--out", "board.zip")
    missing.write_text('{"tenor": 5}')
    assert "is not a sealed snapshot" in complaint(capsys, "check", missing)
