"""What is beside the pages: the first minute, presenting, handouts, snapshots, charts alone.

Each has a desk of its own, made when it is first asked for: nothing of them is needed for
the first frame.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.controller import Controller
    from app.handouts.chart_desk import ChartDesk
    from app.handouts.desk import HandoutDesk
    from app.presenting.desk import PresentingDesk
    from app.sealing.desk import SealingDesk
    from app.settings import Settings
    from app.welcome.desk import WelcomeDesk
    from app.window import MainWindow
    from widgets.tokens import Tokens

_MADE = ("welcome", "presenting", "handouts", "charts", "sealing")


class Boardroom:
    """The desks, and which action goes to which."""

    def __init__(self, window: MainWindow, controller: Controller, settings: Settings) -> None:
        self._window = window
        self._controller = controller
        self._settings = settings
        # What nothing within takes for its own comes here.
        window.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        window.customContextMenuRequested.connect(lambda at: self.charts.open_menu(at))

    @cached_property
    def welcome(self) -> WelcomeDesk:
        from app.welcome.desk import WelcomeDesk

        return WelcomeDesk(self._window, self._controller, self._settings)

    @cached_property
    def presenting(self) -> PresentingDesk:
        from app.presenting.desk import PresentingDesk

        return PresentingDesk(self._window, self._controller, self._settings)

    @cached_property
    def handouts(self) -> HandoutDesk:
        from app.handouts.desk import HandoutDesk

        return HandoutDesk(self._window, self._controller, self._settings)

    @cached_property
    def charts(self) -> ChartDesk:
        from app.handouts.chart_desk import ChartDesk

        return ChartDesk(self._window, self._controller, self._settings)

    @cached_property
    def sealing(self) -> SealingDesk:
        from app.sealing.desk import SealingDesk

        return SealingDesk(self._window, self._controller, self._settings)

    def handlers(self) -> dict[str, Callable[[], object]]:
        return {
            "palette": lambda: self.welcome.open_palette(),
            "shortcuts": lambda: self.welcome.open_shortcuts(),
            "start_page": lambda: self.welcome.open_start_page(),
            "tour": lambda: self.welcome.begin_tour(),
            "context_help": lambda: self.welcome.help_on_focus(),
            "about": lambda: self.welcome.open_about(),
            "present": lambda: self.presenting.present(),
            "present_audience": lambda: self.presenting.present_on_second_screen(),
            "add_scene": lambda: self.presenting.add_scene(),
            "edit_scenes": lambda: self.presenting.edit_scenes(),
            "export_handout": lambda: self.handouts.open(),
            "seal_snapshot": lambda: self.sealing.seal(),
            "copy_chart_image": lambda: self.charts.copy_image(),
            "copy_chart_data": lambda: self.charts.copy_data(),
            "save_chart": lambda: self.charts.save(),
            "chart_table": lambda: self.charts.show_table(),
        }

    def open_sealed(self, path: Path) -> None:
        self.sealing.open(path)

    def set_tokens(self, tokens: Tokens) -> None:
        for name in _MADE:
            if name in self.__dict__:
                getattr(self, name).set_tokens(tokens)

    def stop(self) -> None:
        """Nothing of them runs on after the window is closed."""
        for name in _MADE:
            if name in self.__dict__:
                getattr(self, name).stop()


def boardroom_of(controller: Controller) -> Boardroom:
    """What is beside the pages of a window that people see."""
    assert isinstance(controller.beside, Boardroom)
    return controller.beside
