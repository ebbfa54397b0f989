"""Writing a file whole or not at all."""

from __future__ import annotations

import errno
import os
import re
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_SUFFIX = ".part"
_STEM = 40  # characters of the name that a temporary one begins with: it must fit too
_STALE = 3600.0  # seconds after which a temporary file is no one's any more
_CAUSES = {
    errno.ENOSPC: "the disk is full",
    errno.EROFS: "the disk is read-only",
    errno.EFBIG: "it is larger than the system allows",
    errno.ENAMETOOLONG: "its name is too long",
    getattr(errno, "EDQUOT", -1): "the disk space allowed to you is used up",
}


class FileError(Exception):
    """A file that can't be read or written. The message names the file and the cause."""

    def __init__(self, path: Path | str, fault: str) -> None:
        self.path = Path(path)
        self.fault = fault
        super().__init__(f"{path}: {fault}")


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Gives a temporary path beside `path`; on success it is flushed and takes its place.

    If anything goes wrong the old file stays as it was and the temporary one is removed; one
    that a killed process left behind goes with a later success. A link stays a link: the file
    that it leads to is replaced. Raises `FileError` for what the user can mend: no folder, no
    permission, no space, a target held open by another program.
    """
    target, temporary = _begin(path)
    try:
        yield temporary
        _flush(temporary)
        _set_mode(temporary, target)
        temporary.replace(target)
    except OSError as error:
        raise FileError(path, _cause(error, path)) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
    # The file is in place: what fails from here on costs nothing.
    with suppress(OSError):
        _flush_folder(target.parent)
        _remove_stale(target)


def _begin(path: Path) -> tuple[Path, Path]:
    """The file to be replaced, and an empty temporary one beside it. Raises `FileError`."""
    try:
        if path.is_dir():
            raise FileError(path, "can't be written: it is a folder")
        target = path.resolve() if path.is_symlink() else path
        if target.exists() and not os.access(target, os.W_OK):
            raise FileError(path, "can't be written: no permission, it is read-only")
        handle, name = tempfile.mkstemp(_SUFFIX, _prefix(target), target.parent)
        os.close(handle)
    except OSError as error:
        raise FileError(path, _cause(error, path)) from error
    except (ValueError, RuntimeError) as error:  # a zero character; links in a circle
        raise FileError(path, f"can't be written: {error}") from error
    return target, Path(name)


def _prefix(path: Path) -> str:
    return f".{path.name[:_STEM]}."


def _set_mode(temporary: Path, target: Path) -> None:
    """The old file's permissions, or those of any new file, where the disk knows any."""
    if os.name == "posix":
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
        with suppress(PermissionError):
            temporary.chmod(mode)


def _umask() -> int:
    current = os.umask(0o077)
    os.umask(current)
    return current


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    """Makes the new name last: without it, the old file may be back after a power cut."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove_stale(path: Path) -> None:
    """Removes what killed processes left beside `path`, which was written just now."""
    ours = re.compile(re.escape(_prefix(path)) + "[a-z0-9_]{8}" + re.escape(_SUFFIX))
    latest = path.stat().st_mtime - _STALE
    with os.scandir(path.parent) as found:
        for each in found:
            if ours.fullmatch(each.name) and each.stat(follow_symlinks=False).st_mtime < latest:
                Path(each.path).unlink()


def _cause(error: OSError, path: Path) -> str:
    """The system's error in words that say what to do."""
    if isinstance(error, FileNotFoundError):
        return f"can't be written: the folder {path.parent} does not exist"
    if isinstance(error, PermissionError):
        return "can't be written: no permission, or it is open in another program"
    known = _CAUSES.get(error.errno or 0)
    return f"can't be written: {known or error.strerror or error}"
