"""Writing a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class FileError(Exception):
    """A file that can't be read or written. The message names the file and the cause."""

    def __init__(self, path: Path | str, fault: str) -> None:
        self.path = Path(path)
        self.fault = fault
        super().__init__(f"{path}: {fault}")


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Gives a temporary path beside `path`; on success it is flushed and takes its place.

    If anything goes wrong the old file stays as it was and the temporary one is removed.
    Raises `FileError` for what the user can mend: no folder, no permission, no space, a
    target held open by another program.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    except OSError as error:
        raise FileError(path, _cause(error, path)) from error
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        _flush(temporary)
        if os.name == "posix":
            temporary.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
        temporary.replace(path)
    except OSError as error:
        raise FileError(path, _cause(error, path)) from error
    finally:
        temporary.unlink(missing_ok=True)


def _umask() -> int:
    current = os.umask(0o077)
    os.umask(current)
    return current


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _cause(error: OSError, path: Path) -> str:
    """The system's error in words that say what to do."""
    if path.is_dir():
        return "can't be written: it is a folder"
    if isinstance(error, FileNotFoundError):
        return f"can't be written: the folder {path.parent} does not exist"
    if isinstance(error, PermissionError):
        return "can't be written: no permission, or it is open in another program"
    return f"can't be written: {error.strerror or error}"
