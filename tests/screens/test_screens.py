"""Every page as it was approved, in light and dark and at three sizes; Overview in large text.

A picture that looks as it should: `python -m tests.screens approve`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.screens.cases import CASES, LARGE, THEMES, approved, large_picture, pictures
from tests.screens.fingerprint import difference, fingerprint

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QApplication

_QUIET = "This plugin does not support"


def _judge(name: str, picture: QImage, folder: Path) -> str:
    """What is to be said of a picture that is not as it was approved; empty if it is."""
    known = approved().get(name)
    path = folder / f"{name}.png"
    if known is None:
        picture.save(str(path))
        return f"{name} was never approved; look at {path}"
    apart = difference(known, fingerprint(picture))
    if not apart.matters:
        return ""
    picture.save(str(path))
    return (
        f"{name} differs by {apart.mean:.1f} of 255, by {apart.most:.0f} at column "
        f"{apart.column}, row {apart.row} of the grid; look at {path}"
    )


@pytest.mark.qt_log_ignore(_QUIET)
@pytest.mark.parametrize("theme", THEMES)
def test_every_page_is_as_it_was_approved(qapp: QApplication, tmp_path: Path, theme: str) -> None:
    faults = [_judge(case.name, picture, tmp_path) for case, picture in pictures(theme)]
    assert [fault for fault in faults if fault] == []


def test_overview_in_large_text_is_as_it_was_approved(qapp: QApplication, tmp_path: Path) -> None:
    picture = large_picture(tmp_path)
    assert (picture.width(), picture.height()) == (1440, 900)
    assert _judge(LARGE, picture, tmp_path) == ""


def test_nothing_is_approved_that_is_no_longer_kept() -> None:
    assert set(approved()) == {*(case.name for case in CASES), LARGE}
