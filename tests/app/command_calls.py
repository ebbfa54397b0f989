"""The command line called in this process, as a user would call it."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any, NamedTuple
from unittest.mock import patch

from app.__main__ import main

if TYPE_CHECKING:
    import pytest


class Done(NamedTuple):
    """What a call gave: the exit code and both outputs."""

    code: int
    out: str
    err: str


def tenor(capsys: pytest.CaptureFixture[str], *words: object) -> Done:
    capsys.readouterr()
    with patch.object(sys, "argv", ["tenor", *map(str, words)]):
        code = main()
    return Done(code, *capsys.readouterr())


def answer(capsys: pytest.CaptureFixture[str], *words: object) -> dict[str, Any]:
    """The JSON of a call that went well; nothing in it is NaN or infinite."""
    done = tenor(capsys, *words, "--format", "json")
    assert (done.code, done.err) == (0, ""), done.err[-2000:]

    def refuse(constant: str) -> None:
        raise AssertionError(constant)

    found = json.loads(done.out, parse_constant=refuse)
    assert isinstance(found, dict)
    return found


def complaint(capsys: pytest.CaptureFixture[str], *words: object) -> str:
    """The one line of a call that was refused."""
    done = tenor(capsys, *words)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("tenor: ")
    assert done.err.count("\n") == 1
    assert done.err.endswith("\n")
    return done.err.removeprefix("tenor: ").strip()
