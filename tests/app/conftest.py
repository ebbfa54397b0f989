"""A real window, off screen, taken apart in order after each test."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from engine.files.shipped import preset_scenario
from engine.project import single

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from app.boardroom import Boardroom
    from app.controller import Controller
    from app.settings import Settings
    from app.window import MainWindow


class Opened(NamedTuple):
    """A window on the reported case and what drives it."""

    window: MainWindow
    controller: Controller
    settings: Settings

    @property
    def boardroom(self) -> Boardroom:
        from app.boardroom import boardroom_of

        return boardroom_of(self.controller)

    def value(self, key: str) -> float:
        return self.controller.session.document.scenario.values[key]


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[Opened]:
    from app.launch import close_window, open_window
    from app.settings import Settings

    settings = Settings(theme="light")
    window, controller = open_window(single(preset_scenario("as_reported")), settings)
    window.show()
    qtbot.waitExposed(window)
    yield Opened(window, controller, settings)
    close_window(window)
