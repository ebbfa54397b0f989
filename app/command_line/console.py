"""Standard output and standard error: UTF-8, one line a complaint, quiet when nobody reads."""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TextIO


class UsageError(Exception):
    """Something that the user can mend. The message is one line without a prefix."""


def use_utf8() -> None:
    """UTF-8 whatever the locale; what it can't write comes out escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def say(text: str) -> None:
    """Writes to standard output at once. Raises `BrokenPipeError`, `UsageError`."""
    try:
        print(text, end="", flush=True)  # noqa: T201
    except BrokenPipeError:
        _silence(sys.stdout)
        raise
    except OSError as error:
        _silence(sys.stdout)
        raise UsageError(f"standard output can't be written: {error.strerror}") from error


def complain(text: str) -> None:
    """One line on standard error. Line breaks and control characters come out escaped."""
    shown = "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in text)
    print(f"tenor: {shown}", file=sys.stderr, flush=True)  # noqa: T201


def _silence(stream: TextIO) -> None:
    """What is still buffered must not fail a second time when Python ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
