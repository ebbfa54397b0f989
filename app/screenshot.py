"""Pictures of the real window, painted off screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from app.files.pictures import save_picture
from app.launch import application, close_window, open_window, use_off_screen
from app.settings import Settings
from app.views import page_and_view, page_names

if TYPE_CHECKING:
    from pathlib import Path

    from engine.explanation.subjects import Subject
    from engine.project import Project

PAGES = page_names()


def save(
    project: Project,
    path: Path,
    page: str = "overview",
    width: int = 1440,
    height: int = 900,
    *,
    theme: str = "light",
    asked: Subject | None = None,
) -> None:
    """Saves the window on a page as PNG, `width` × `height` pixels. Raises `FileError`.

    A number that is `asked` about is explained beside the page.
    """
    assert page in PAGES
    if QApplication.instance() is None:
        use_off_screen()
    application()
    window, controller = open_window(project, Settings(theme=theme))
    try:
        window.resize(width, height)
        window.show()
        name, view = page_and_view(page)
        controller.show_page(name)
        if view:
            controller.pages.show_view(name, view)
        if asked is not None:
            controller.explaining.explain(asked)
        controller.settle()
        window.setFocus()  # a picture shows no field in the middle of being edited
        QApplication.processEvents()
        save_picture(window.grab(), path)
    finally:
        close_window(window)
