"""Pictures of the real window, painted off screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QWidget

from app.boardroom import boardroom_of
from app.files.pictures import save_picture
from app.language import translator
from app.launch import application, close_window, open_window, use_off_screen
from app.settings import Settings
from app.text_size import USUAL, unscaled
from app.views import page_and_view, page_names
from widgets.language.spoken import speaking

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QPixmap

    from app.controller import Controller
    from engine.explanation.subjects import Subject
    from engine.project import Project

_BESIDE = ("start", "presenting")  # what is beside the window's pages
PAGES = (*page_names(), *_BESIDE)


def save(
    project: Project,
    path: Path,
    page: str = "overview",
    width: int = 1440,
    height: int = 900,
    *,
    theme: str = "light",
    text_size: str = USUAL,
    language: str = "en",
    asked: Subject | None = None,
) -> None:
    """Saves the window on a page as PNG, `width` × `height` pixels. Raises `FileError`.

    `text_size` counts in a process that has made no application yet. A number that is
    `asked` about is explained beside the page.
    """
    assert page in PAGES
    if QApplication.instance() is None:
        use_off_screen()
    application(text_size)
    with speaking(translator(language)):
        _save(project, path, page, width, height, theme, text_size, asked)


def _save(
    project: Project,
    path: Path,
    page: str,
    width: int,
    height: int,
    theme: str,
    text_size: str,
    asked: Subject | None,
) -> None:
    window, controller = open_window(project, Settings(theme=theme))
    try:
        window.resize(unscaled(width, text_size), unscaled(height, text_size))
        window.show()
        seen: QWidget = window
        if page in _BESIDE:
            seen = _beside(controller, page)
            seen.resize(window.size())
        else:
            _turn_to(controller, page)
        if asked is not None:
            controller.explaining.explain(asked)
        controller.settle()
        seen.setFocus()  # a picture shows no field in the middle of being edited
        QApplication.processEvents()
        save_picture(_picture(seen, width, height, text_size), path)
    finally:
        close_window(window)


def _turn_to(controller: Controller, page: str) -> None:
    name, view = page_and_view(page)
    controller.show_page(name)
    if view:
        controller.pages.show_view(name, view)


def _beside(controller: Controller, page: str) -> QWidget:
    """The stage of the presentation, or the start page: a window of its own."""
    boardroom = boardroom_of(controller)
    controller.settle()
    if page == "start":
        boardroom.welcome.open_start_page()
        assert boardroom.welcome.start.dialog is not None
        return boardroom.welcome.start.dialog
    boardroom.presenting.present()
    assert boardroom.presenting.performance is not None
    stage = boardroom.presenting.performance.stage
    stage.showNormal()
    return stage


def _picture(window: QWidget, width: int, height: int, text_size: str) -> QPixmap:
    """All of a window. Its own px may come to one more than asked for: the last goes."""
    grabbed = window.grab()
    if text_size == USUAL:
        return grabbed
    return grabbed.copy(0, 0, width, height)
