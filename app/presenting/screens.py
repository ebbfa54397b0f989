"""On which screen the audience's picture stands, and what happens when screens come and go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, QSize, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QScreen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

WINDOW_SIZE = QSize(1280, 720)  # of the audience's picture where there is no screen for it
_SETTLED = 150  # ms: a projector that is plugged in announces itself in several steps


def audience_screen(
    screens: Sequence[QScreen], own: QScreen | None, last: QScreen | None
) -> QScreen | None:
    """The screen for the audience: where it was, else the largest that isn't the presenter's.

    None where the presenter's is the only one.
    """
    others = [each for each in screens if each is not own]
    if last in others:
        return last
    return max(others, key=lambda each: _area(each.geometry()), default=None)


def _area(rect: QRect) -> int:
    return rect.width() * rect.height()


class Screens(QObject):
    """Says, once they have settled, that the screens are others than before."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SETTLED)
        self._timer.timeout.connect(self.changed)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        for signal in (
            application.screenAdded,
            application.screenRemoved,
            application.primaryScreenChanged,
        ):
            signal.connect(self._wait)

    def _wait(self, _screen: QScreen) -> None:
        self._timer.start()

    def stop(self) -> None:
        """Nothing is said any more."""
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        for signal in (
            application.screenAdded,
            application.screenRemoved,
            application.primaryScreenChanged,
        ):
            signal.disconnect(self._wait)
        self._timer.stop()
        self.deleteLater()


def fill(stage: QWidget, screen: QScreen) -> None:
    """The stage over a whole screen."""
    if stage.isVisible() and stage.screen() is not screen:
        stage.showNormal()  # a window that fills one screen can't be moved to another
    stage.setScreen(screen)
    stage.setGeometry(screen.geometry())
    stage.showFullScreen()


def float_on(stage: QWidget, screen: QScreen | None) -> None:
    """The stage as a window that can be moved and shared."""
    stage.showNormal()
    if screen is not None:
        stage.setScreen(screen)
        room = screen.availableGeometry()
        place = QRect(room.topLeft(), WINDOW_SIZE.boundedTo(room.size()))
        place.moveCenter(room.center())
        stage.setGeometry(place)
