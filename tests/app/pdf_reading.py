"""What another program reads in a PDF: poppler's tools, not ours."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

needs_poppler = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="poppler-utils is not installed"
)


def page_texts(path: Path) -> list[str]:
    """The text of each page, words parted by one blank."""
    found = _run("pdftotext", "-raw", str(path), "-")
    return [" ".join(page.split()) for page in found.split("\f")[:-1]]


def images(path: Path) -> int:
    """How many pictures made of dots there are."""
    return len(_run("pdfimages", "-list", str(path)).splitlines()) - 2


def fonts(path: Path) -> list[list[str]]:
    """A row a font: name, type, encoding, whether it is embedded and so on."""
    return [line.split() for line in _run("pdffonts", str(path)).splitlines()[2:]]


def info(path: Path) -> dict[str, str]:
    """What the file says of itself."""
    lines = _run("pdfinfo", str(path)).splitlines()
    pairs = (line.partition(":") for line in lines)
    return {name.strip(): value.strip() for name, _, value in pairs}


def _run(*words: str) -> str:
    done = subprocess.run(  # noqa: S603 - poppler's tools
        words, capture_output=True, check=True, encoding="utf-8"
    )
    return done.stdout
