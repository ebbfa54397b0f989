"""Contrast as it is painted: every text of every page, on the paper it really stands on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize

from app.launch import close_window, open_window
from app.settings import Settings
from app.theme import THEMES, tokens
from app.views import page_and_view, page_names
from engine.files.opening import open_project
from tests.design.colours import contrast
from tests.design.eye import read, settle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.controller import Controller
    from app.window import MainWindow

_PAGES = tuple(  # a page of several views is seen in each of them
    name for name in page_names() if not any(each.startswith(f"{name}/") for each in page_names())
)
_HELP = Path(__file__).parents[2] / "resources" / "help"
_LARGE = {"light": 3.0, "dark": 3.0, "contrast": 4.5}


@pytest.fixture(scope="module")
def opened(qapp: object) -> Iterator[tuple[MainWindow, Controller]]:
    project, path = open_project(str(_HELP / "contracts.tenor"))
    window, controller = open_window(project, Settings(theme="light"), path)
    window.resize(QSize(1440, 900))
    window.show()
    yield window, controller
    close_window(window)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("page", _PAGES)
def test_every_text_is_read(opened: tuple[MainWindow, Controller], page: str, theme: str) -> None:
    window, controller = opened
    controller.set_theme(theme)
    name, view = page_and_view(page)
    controller.show_page(name)
    if "/" in page:
        controller.pages.show_view(name, view)
    controller.settle()
    settle()
    least = tokens(theme).readable
    texts = read(window)
    assert len(texts) > 30
    faint = {
        f"{each.text[:40]!r}: {each.ink} on {each.paper}, {ratio:.2f}"
        for each in texts
        if (ratio := contrast(each.ink, each.paper)) < (_LARGE[theme] if each.large else least)
    }
    assert sorted(faint) == []
