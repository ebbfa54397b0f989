"""What all readers of scenarios share: bounded reading, names, the nearest known word."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from engine.files.atomic import FileError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

MAX_NAME = 200  # characters of a scenario's name


def read_bounded(path: Path, most: int) -> bytes:
    """The whole file, if it has at most `most` bytes.

    Raises `FileError`: missing, a folder, not a regular file, no permission, too large.
    """
    try:
        if not path.is_file():
            raise FileError(path, f"can't be read: {_what_it_is(path)}")
        with path.open("rb") as file:
            data = file.read(most + 1)
    except PermissionError as error:
        raise FileError(path, "can't be read: no permission") from error
    except OSError as error:
        raise FileError(path, f"can't be read: {error.strerror or error}") from error
    if len(data) > most:
        raise FileError(path, f"is too large; allowed: up to {most // 2**20} MiB")
    return data


def _what_it_is(path: Path) -> str:
    if path.is_dir():
        return "it is a folder"
    return "it is not a regular file" if path.exists() else "there is no such file"


def name_fault(name: str) -> str:
    """Why a scenario can't be called `name`; empty where it can."""
    if not name.strip():
        return "it is empty"
    if len(name) > MAX_NAME:
        return f"it is longer than {MAX_NAME} characters"
    # Control characters, and halves of characters that UTF-8 can't write.
    if any(unicodedata.category(sign) in ("Cc", "Cs") for sign in name):
        return "it has a control character"
    return ""


def nearest(word: str, known: Iterable[str]) -> str:
    """`; did you mean term_months?`, or nothing where no known word comes near."""
    import difflib  # here, not above: needed only when something is misspelt

    found = difflib.get_close_matches(word[:100].lower(), list(known), n=1)
    return f"; did you mean {found[0]}?" if found else ""
