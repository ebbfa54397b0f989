"""German is longer than English: no text of any page is cut, covered or shortened beyond help."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication

from app.language import translator
from tests.screens.cases import SIZES
from tests.screens.stage import PAGES, Stage, stage
from tests.screens.test_walk import DIALOGS
from tests.screens.walker import walk
from widgets.language.spoken import speaking

if TYPE_CHECKING:
    from collections.abc import Iterator


pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture(scope="module")
def staged(qapp: QApplication) -> Iterator[Stage]:
    with speaking(translator("de")), stage("light") as made:
        yield made


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("page", PAGES)
def test_every_text_can_be_read(staged: Stage, page: str, width: int, height: int) -> None:
    staged.show(page, width, height)
    assert walk(staged.window) == []


@pytest.mark.parametrize("action", DIALOGS)
def test_every_text_of_a_dialog_can_be_read(staged: Stage, action: str) -> None:
    staged.show("overview", 1280, 720)
    staged.controller.action(action).trigger()
    staged.settle()
    opened = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
    dialogs = [each for each in opened if each is not staged.window]
    found = [finding for dialog in dialogs for finding in walk(dialog)]
    for dialog in dialogs:
        dialog.close()
    assert found == []
    assert dialogs
