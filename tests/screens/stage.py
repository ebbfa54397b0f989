"""A window with everything in it that pages can show, on a day that stays."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from app.launch import close_window, open_window
from app.settings import Settings
from app.views import page_and_view, page_names
from engine.files.shipped import preset_scenario
from engine.project import single

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.controller import Controller
    from app.window import MainWindow

TODAY = date(2026, 11, 22)
PAGES = tuple(
    name
    for name in page_names()
    if name not in {each.partition("/")[0] for each in page_names() if "/" in each}
)


class Stage(NamedTuple):
    window: MainWindow
    controller: Controller

    def show(self, page: str, width: int, height: int) -> None:
        """A page, with all that it waits for, in a window of so many px."""
        self.window.resize(width, height)
        name, view = page_and_view(page)
        self.controller.show_page(name)
        if "/" in page:
            self.controller.pages.show_view(name, view)
        self.window.setFocus()
        self.settle()

    def settle(self) -> None:
        for _ in range(4):  # a width that is freed goes up through the layouts one by one
            self.controller.settle()
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
            QApplication.processEvents()


@contextmanager
def stage(theme: str) -> Iterator[Stage]:
    """Two scenarios, compared, and the example register."""
    project = single(preset_scenario("as_reported"))
    window, controller = open_window(project, Settings(theme=theme))
    made = Stage(window, controller)
    window.show()
    controller.show_page("Contracts")
    controller.pages.contracts.clock = lambda: TODAY
    controller.registers.now = lambda: datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
    controller.action("contracts_example").trigger()
    controller.action("duplicate_scenario").trigger()
    controller.edit("term_months", 48.0)
    controller.edit("monthly_spend", 1000.0)
    controller.action("tick_all").trigger()
    controller.settle()
    try:
        yield made
    finally:
        window.may_close = lambda: True
        close_window(window)
