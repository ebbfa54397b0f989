"""Saving to disks that are full, closed or odd: a clear message, and the old file intact."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from engine.files import atomic
from engine.files.atomic import FileError, replacing
from engine.files.opening import open_scenario
from engine.files.project.file import read_project, write_project
from engine.files.shipped import preset_scenario
from engine.project import project_of, single

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[3]
OLD = single(preset_scenario("as_reported"))
NEW = single(preset_scenario("s1_terms"))

posix = pytest.mark.skipif(os.name != "posix", reason="permissions and links are POSIX's here")


def _root() -> bool:
    return os.name != "posix" or os.geteuid() == 0


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "plan.tenor"
    write_project(path, OLD)
    return path


def _refused(path: Path) -> str:
    """The message of saving to a path whose folder then holds what it held before."""
    before = {each.name: each.read_bytes() for each in path.parent.iterdir() if each.is_file()}
    with pytest.raises(FileError) as caught:
        write_project(path, NEW)
    after = {each.name: each.read_bytes() for each in path.parent.iterdir() if each.is_file()}
    assert after == before
    message = str(caught.value)
    assert message.startswith(f"{path}: can't be written: ")
    assert "\n" not in message
    return message.removeprefix(f"{path}: can't be written: ")


# What the system refuses -------------------------------------------------------------------

CAUSES = {
    errno.ENOSPC: "the disk is full",
    errno.EROFS: "the disk is read-only",
    errno.EFBIG: "it is larger than the system allows",
    errno.EIO: os.strerror(errno.EIO),
    errno.EACCES: "no permission, or it is open in another program",
}
# Where saving asks the system: making a temporary file, writing, flushing, renaming.
STEPS = ("tempfile.mkstemp", "pathlib.Path.write_bytes", "os.fsync", "pathlib.Path.replace")


def _failing(code: int) -> Callable[..., None]:
    def fail(*_given: object, **_named: object) -> None:
        raise OSError(code, os.strerror(code))

    return fail


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("code", list(CAUSES), ids=lambda code: errno.errorcode[code])
def test_a_refusal_at_any_step(
    saved: Path, monkeypatch: pytest.MonkeyPatch, step: str, code: int
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(step, _failing(code))
        assert _refused(saved) == CAUSES[code]
    assert read_project(saved) == OLD


def test_a_disk_that_fills_up_half_way(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def write_half(path: Path, data: bytes) -> None:
        with path.open("wb") as file:
            file.write(data[: len(data) // 2])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr("pathlib.Path.write_bytes", write_half)
        assert _refused(saved) == "the disk is full"


def test_a_temporary_file_that_stays_is_no_other_fault(
    saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", _failing(errno.ENOSPC))
        patched.setattr("pathlib.Path.unlink", _failing(errno.EROFS))
        with pytest.raises(FileError, match="the disk is full"):
            write_project(saved, NEW)
    assert read_project(saved) == OLD


@posix
def test_a_folder_that_cannot_be_flushed_is_no_fault(
    saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(atomic, "_flush_folder", _failing(errno.EINVAL))
        write_project(saved, NEW)
    assert read_project(saved) == NEW


@posix
def test_the_file_and_its_folder_are_flushed(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flushed = []

    def fsync(handle: int) -> None:
        flushed.append(os.fstat(handle))

    monkeypatch.setattr("os.fsync", fsync)
    write_project(saved, NEW)
    assert [each.st_ino for each in flushed] == [saved.stat().st_ino, saved.parent.stat().st_ino]


_LIMITED = """
import resource, sys
from pathlib import Path
from engine.files.atomic import FileError
from engine.files.project.file import write_project
from engine.files.shipped import preset_scenario
from engine.project import single

resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write_project(Path(sys.argv[1]), single(preset_scenario("s1_terms")))
except FileError as error:
    print(error)
"""


@posix
def test_a_system_that_really_refuses_to_write(saved: Path) -> None:
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", _LIMITED, str(saved)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == f"{saved}: can't be written: it is larger than the system allows\n"
    assert done.stderr == ""
    assert read_project(saved) == OLD
    assert list(saved.parent.iterdir()) == [saved]


# Folders, permissions, names ---------------------------------------------------------------


def test_a_target_in_a_missing_folder(tmp_path: Path) -> None:
    path = tmp_path / "nowhere" / "plan.tenor"
    with pytest.raises(FileError, match=r"the folder .*nowhere does not exist"):
        write_project(path, NEW)
    assert list(tmp_path.iterdir()) == []


def test_a_target_in_a_file(saved: Path) -> None:
    with pytest.raises(FileError, match="can't be written: "):
        write_project(saved / "plan.tenor", NEW)
    assert read_project(saved) == OLD


def test_a_target_that_is_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "plan.tenor"
    folder.mkdir()
    assert _refused(folder) == "it is a folder"
    assert list(folder.iterdir()) == []
    assert list(tmp_path.iterdir()) == [folder]


@posix
@pytest.mark.skipif(_root(), reason="root may write everywhere")
def test_a_read_only_folder(saved: Path) -> None:
    saved.parent.chmod(0o500)
    try:
        assert _refused(saved).startswith("no permission")
    finally:
        saved.parent.chmod(0o700)
    assert read_project(saved) == OLD


@posix
@pytest.mark.skipif(_root(), reason="root may write everywhere")
def test_a_read_only_file(saved: Path) -> None:
    saved.chmod(0o400)
    assert _refused(saved) == "no permission, it is read-only"


def test_a_file_that_may_not_be_written(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("os.access", lambda _path, _mode: False)
        assert _refused(saved) == "no permission, it is read-only"


@posix
def test_permissions_stay(saved: Path) -> None:
    saved.chmod(0o640)
    write_project(saved, NEW)
    assert saved.stat().st_mode & 0o777 == 0o640


@posix
def test_a_disk_without_permissions(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("pathlib.Path.chmod", _failing(errno.EPERM))
        write_project(saved, NEW)
    assert read_project(saved) == NEW


@posix
@pytest.mark.parametrize("name", ["x" * 300 + ".tenor", "\0.tenor", "日" * 100 + ".tenor"])
def test_names_that_no_file_can_have(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileError, match="can't be written: "):
        write_project(tmp_path / name, NEW)
    assert list(tmp_path.iterdir()) == []


@posix
@pytest.mark.parametrize(
    "name",
    [
        "x" * 249 + ".tenor",
        "日" * 83 + ".tenor",
        "a#b.tenor",
        "plan.tenor#1.tenor",
        " a [b]*.tenor",
    ],
)
def test_names_that_just_fit(tmp_path: Path, name: str) -> None:
    write_project(tmp_path / name, OLD)
    write_project(tmp_path / name, NEW)
    assert read_project(tmp_path / name) == NEW
    assert open_scenario(str(tmp_path / name)) == NEW.scenario
    assert [each.name for each in tmp_path.iterdir()] == [name]


@posix
def test_a_link_stays_and_its_file_is_replaced(saved: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    link = elsewhere / "link.tenor"
    link.symlink_to(saved)
    write_project(link, NEW)
    assert link.is_symlink()
    assert read_project(saved) == NEW
    assert [each.name for each in elsewhere.iterdir()] == ["link.tenor"]


@posix
def test_links_in_a_circle(tmp_path: Path) -> None:
    link = tmp_path / "plan.tenor"
    link.symlink_to(link)
    with pytest.raises(FileError, match=r"plan\.tenor: can't be read"):
        read_project(link)


# Leftovers of killed processes -------------------------------------------------------------


def _leftover(path: Path, name: str, age: float) -> Path:
    left = path.with_name(name)
    left.write_text("half a fi")
    os.utime(left, (path.stat().st_mtime - age,) * 2)
    return left


def test_old_leftovers_go_with_the_next_save(saved: Path) -> None:
    old = _leftover(saved, ".plan.tenor.abcd_123.part", 4000)
    others = {
        _leftover(saved, ".plan.tenor.abcd_124.part", 60),  # another process may be at it
        _leftover(saved, ".other.tenor.abcd_123.part", 4000),
        _leftover(saved, ".plan.tenor.abcd_1234.part", 4000),
        _leftover(saved, ".plan.tenor.part", 4000),
        _leftover(saved, "plan.tenor.abcd_123.part", 4000),
    }
    write_project(saved, NEW)
    assert not old.exists()
    assert set(saved.parent.iterdir()) == {saved, *others}


def test_leftovers_stay_where_saving_fails(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = _leftover(saved, ".plan.tenor.abcd_123.part", 4000)
    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", _failing(errno.ENOSPC))
        assert _refused(saved) == "the disk is full"
    assert old.exists()


def test_a_leftover_is_never_taken_for_the_file(tmp_path: Path) -> None:
    path = tmp_path / "plan.tenor"
    with replacing(path) as temporary:
        left = temporary
    left.write_text("{}")
    with pytest.raises(FileError, match="is not a file that Tenor opens"):
        open_scenario(str(left))


def test_a_shorter_project_leaves_nothing_of_a_longer(saved: Path) -> None:
    long = project_of([replace(OLD.scenario, name=f"Case {at}") for at in range(20)])
    write_project(saved, long)
    write_project(saved, OLD)
    assert read_project(saved) == OLD
