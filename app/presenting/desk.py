"""Presenting: begun here, on this screen or another; the scenes are kept at their own desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.presenting.performance import Performance
from app.presenting.scene_desk import SceneDesk

if TYPE_CHECKING:
    from app.controller import Controller
    from app.settings import Settings
    from app.window import MainWindow
    from widgets.tokens import Tokens


class PresentingDesk:
    """At most one presentation at a time."""

    def __init__(self, window: MainWindow, controller: Controller, settings: Settings) -> None:
        self._window = window
        self._controller = controller
        self._settings = settings
        self._picks: dict[str, tuple[str, ...]] = {}  # the charts picked, by page and view
        self.performance: Performance | None = None
        self.scenes = SceneDesk(window, controller, self._picks, self._present_from)

    def present(self) -> None:
        """Full screen on the window's own screen; from the first scene, where there are any."""
        self._begin(apart=False)

    def present_on_second_screen(self) -> None:
        """The audience's picture on another screen, the console beside the window's page."""
        self._begin(apart=True)

    def add_scene(self) -> None:
        self.scenes.add()

    def edit_scenes(self) -> None:
        self.scenes.show()

    def _present_from(self, place: int) -> None:
        self._begin(apart=False, place=place)

    def _begin(self, *, apart: bool, place: int = 0) -> None:
        if self.performance is not None:
            self.performance.stage.raise_()
            return
        made = self.performance = Performance(
            self._window, self._controller, self._settings, self._picks, apart=apart
        )
        made.ended.connect(self._forget)
        made.begin(place if self._controller.session.project.scenes else None)

    def _forget(self) -> None:
        if self.performance is not None:
            self.performance.deleteLater()
        self.performance = None

    def stop(self) -> None:
        if self.performance is not None:
            self.performance.end()

    def set_tokens(self, tokens: Tokens) -> None:
        self.scenes.set_tokens(tokens)
        if self.performance is not None:
            self.performance.set_tokens(tokens)
