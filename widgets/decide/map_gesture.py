"""One gesture of the user: a drag, or keys held down. It is one step of undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from widgets.ringed import Ringed

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent
    from PySide6.QtWidgets import QWidget


class Gesture(QObject):
    """Begins with the first button or key that is pressed, ends with the last that is let go."""

    started = Signal()
    finished = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._held: set[int] = set()
        self._dragging = False
        self._acting = False

    @property
    def acting(self) -> bool:
        return self._acting

    @property
    def dragging(self) -> bool:
        return self._dragging

    def press(self) -> None:
        """The pointer's button goes down on something that moves."""
        self._dragging = True
        self._begin()

    def release(self) -> None:
        self._dragging = False
        self._end()

    def hold(self, event: QKeyEvent) -> None:
        """A key that moves something goes down, or repeats."""
        if not event.isAutoRepeat():
            self._begin()
            self._held.add(event.key())

    def let_go(self, event: QKeyEvent) -> bool:
        """Whether the key was held for this."""
        if event.key() not in self._held:
            return False
        if not event.isAutoRepeat():
            self._held.discard(event.key())
            self._end()
        return True

    def drop(self) -> None:
        """End whatever the user was doing."""
        self._held.clear()
        self.release()

    def _begin(self) -> None:
        if not self._acting:
            self._acting = True
            self.started.emit()

    def _end(self) -> None:
        if self._acting and not self._held and not self._dragging:
            self._acting = False
            self.finished.emit()


class ByHand(Ringed):
    """A painted widget on which something is moved; the gesture ends when the widget is left."""

    gesture_started = Signal()
    gesture_finished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gesture = Gesture(self)
        self._gesture.started.connect(self.gesture_started)
        self._gesture.finished.connect(self._finish)

    def _finish(self) -> None:
        self.gesture_finished.emit()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if not self._gesture.let_go(event):
            super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._gesture.drop()
        super().focusOutEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._gesture.drop()
        super().hideEvent(event)
