"""No text of any page is cut, covered or shortened beyond help, at any size of window or text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication

from tests.screens.cases import SIZES
from tests.screens.stage import PAGES, Stage, stage
from tests.screens.walker import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

_QUIET = "This plugin does not support"
# The window's own px with text at 125 % of 1280 × 720 and 1440 × 900, and at 200 % of 1440 × 900
# and 1920 × 1080: Qt paints them larger, the window lays itself out in fewer.
_LARGE_TEXT = ((1024, 576), (1152, 720), (720, 450), (960, 540))
DIALOGS = (
    "distributions",
    "correlations",
    "add_item",
    "edit_items",
    "scenario_calendar",
    "show_actuals",
    "chart_table",
    "add_scene",
    "edit_scenes",
    "start_page",
    "shortcuts",
    "reference",
    "about",
)


@pytest.fixture(scope="module")
def staged(qapp: QApplication) -> Iterator[Stage]:
    with stage("light") as made:
        yield made


@pytest.mark.qt_log_ignore(_QUIET)
@pytest.mark.parametrize(("width", "height"), [*SIZES, *_LARGE_TEXT])
@pytest.mark.parametrize("page", PAGES)
def test_every_text_can_be_read(staged: Stage, page: str, width: int, height: int) -> None:
    staged.show(page, width, height)
    assert walk(staged.window) == []


@pytest.mark.qt_log_ignore(_QUIET)
def test_an_explained_number_can_be_read_beside_and_in_place_of_a_page(staged: Stage) -> None:
    staged.show("overview", 1280, 720)
    staged.window.overview.strip.cards()[1].request_explanation()
    for width, height in ((1280, 720), (1440, 900), (720, 450)):
        staged.window.resize(width, height)
        staged.settle()
        assert walk(staged.window) == []
    staged.window.show_explain(None)


@pytest.mark.qt_log_ignore(_QUIET)
@pytest.mark.parametrize("action", DIALOGS)
def test_every_text_of_a_dialog_can_be_read(staged: Stage, action: str) -> None:
    staged.show("overview", 1280, 720)
    staged.controller.action(action).trigger()
    staged.settle()
    window = staged.window
    opened = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
    dialogs = [each for each in opened if each is not window]
    found = [finding for dialog in dialogs for finding in walk(dialog)]
    for dialog in dialogs:
        dialog.close()
    assert found == []
    assert dialogs


@pytest.mark.qt_log_ignore(_QUIET)
def test_large_text_needs_no_scrolling_to_the_side(staged: Stage) -> None:
    wide = []
    for page in PAGES:
        staged.show(page, 720, 450)
        if staged.window.page_room.horizontalScrollBar().maximum():
            wide.append(page)
    assert wide == []


def test_a_page_that_stood_in_a_wide_window_needs_no_more_room_later(staged: Stage) -> None:
    staged.show("contracts/register", 1440, 900)
    staged.show("overview", 720, 450)
    for page in ("contracts/pictures", "contracts/register"):
        staged.show(page, 720, 450)
        assert not staged.window.page_room.horizontalScrollBar().maximum(), page
