"""Which pictures are kept, and what was approved of them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QImage

from app.presenter import PAGES as PAGE_NAMES
from tests.screens.stage import stage

if TYPE_CHECKING:
    from collections.abc import Iterator

SIZES = ((1280, 720), (1440, 900), (1920, 1080))
THEMES = ("light", "dark")
LARGE = "overview-light-1440x900-text-200"
_APPROVED = Path(__file__).with_name("approved.json")
_ROOT = Path(__file__).parents[2]


class Case(NamedTuple):
    """One picture: a page as it is opened, in a theme, at a size in px."""

    page: str
    theme: str
    width: int
    height: int

    @property
    def name(self) -> str:
        return f"{self.page}-{self.theme}-{self.width}x{self.height}"


CASES = tuple(
    Case(page.lower(), theme, width, height)
    for theme in THEMES
    for width, height in SIZES
    for page in PAGE_NAMES
)


def pictures(theme: str) -> Iterator[tuple[Case, QImage]]:
    """Every picture of a theme, from one window."""
    with stage(theme) as made:
        for case in CASES:
            if case.theme == theme:
                made.show(case.page, case.width, case.height)
                yield case, made.window.grab().toImage()


def large_picture(folder: Path) -> QImage:
    """The Overview with text twice as large, by the command line: Qt scales a whole process."""
    path = folder / f"{LARGE}.png"
    words = ["--screenshot", str(path), "--size", "1440x900", "--text-size", "200"]
    subprocess.run([sys.executable, "-m", "app", *words], check=True, cwd=_ROOT, timeout=120)  # noqa: S603 - our own
    return QImage(str(path))


def approved() -> dict[str, str]:
    """The fingerprint of each picture that was looked at and found good."""
    known: dict[str, str] = json.loads(_APPROVED.read_text(encoding="utf-8"))
    return known


def approve(prints: dict[str, str]) -> None:
    kept = {**(approved() if _APPROVED.exists() else {}), **prints}
    names = [*(case.name for case in CASES), LARGE]
    kept = {name: kept[name] for name in names if name in kept}
    _APPROVED.write_text(json.dumps(kept, indent=0) + "\n", encoding="utf-8")
