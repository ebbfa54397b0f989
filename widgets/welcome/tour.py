"""The tour: a bubble of words beside a part of the window, and a ring around that part."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from widgets.buttons import TextButton
from widgets.dialogs.style import dialog_style
from widgets.language.spoken import joined, said
from widgets.painting import BOLD, colour, draw_rounded, face
from widgets.welcome.spotlight import RIM, Spotlight, beside

if TYPE_CHECKING:
    from collections.abc import Sequence

    from widgets.tokens import Tokens

_WIDTH = 340  # px, of the bubble
_RADIUS = 10
_MOVED = (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide)


class Stop(NamedTuple):
    """One step in words, and the widgets that it points at; none while they aren't seen."""

    title: str
    text: str
    targets: tuple[QWidget, ...]


class Bubble(QWidget):
    """The words of one step with the ways on. All of it by keyboard."""

    next_requested = Signal()
    back_requested = Signal()
    skip_requested = Signal()

    def __init__(self, tokens: Tokens, window: QWidget) -> None:
        super().__init__(window)
        self._tokens = tokens
        self.count = QLabel()
        self.count.setFont(face(11, BOLD, spacing=0.5).font)
        self.title = QLabel()
        self.title.setFont(face(16, BOLD).font)
        self.text = QLabel()
        self.text.setFont(face(13).font)
        for label in (self.count, self.title, self.text):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.skip = TextButton("Skip the tour", 12, tokens)
        self.back = QPushButton(said("Back"))
        self.next = QPushButton(said("Next"))
        self.next.setDefault(True)
        self.skip.clicked.connect(self.skip_requested)
        self.back.clicked.connect(self.back_requested)
        self.next.clicked.connect(self.next_requested)
        self._lay_out()
        self.set_tokens(tokens)
        self.hide()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.skip)
        buttons.addStretch()
        buttons.addWidget(self.back)
        buttons.addWidget(self.next)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(6)
        column.addWidget(self.count)
        column.addWidget(self.title)
        column.addWidget(self.text)
        column.addSpacing(8)
        column.addLayout(buttons)

    def show_step(self, place: int, steps: int, stop: Stop) -> None:
        last = place == steps - 1
        self.count.setText(said(f"STEP {place + 1} OF {steps}"))
        self.title.setText(said(stop.title))
        self.text.setText(said(stop.text))
        self.back.setEnabled(place > 0)
        self.next.setText(said("Done" if last else "Next"))
        self.skip.setVisible(not last)
        self.setAccessibleName(said(f"Tour, step {place + 1} of {steps}: {stop.title}"))
        self.setAccessibleDescription(said(stop.text))
        self.next.setAccessibleDescription(joined(": ", stop.title, stop.text))

    def buttons(self) -> tuple[QAbstractButton, ...]:
        """In the order in which Tab reaches them."""
        return (self.skip, self.back, self.next)

    def wanted(self) -> QSize:
        """Its size with the words that it shows."""
        return QSize(_WIDTH, self._column.heightForWidth(_WIDTH))

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.setStyleSheet(dialog_style(tokens) + f"QLabel#count {{ color: {tokens.text_muted}; }}")
        self.count.setObjectName("count")
        self.skip.set_tokens(tokens)
        self.update()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes round within the bubble while the keyboard is here."""
        ring = [each for each in self.buttons() if _reached(each)]
        held = next((place for place, each in enumerate(ring) if each.hasFocus()), 0)
        ring[(held + (1 if forward else -1)) % len(ring)].setFocus(
            Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        )
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.skip_requested.emit()
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.next_requested.emit()
        elif key == Qt.Key.Key_Left:
            self.back_requested.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = self._tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = colour(tokens.accent)
        draw_rounded(painter, QRectF(self.rect()), colour(tokens.card), edge, _RADIUS, 1.5)
        painter.end()


def _bring_into_view(widget: QWidget) -> None:
    """Where a small window has scrolled it away."""
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(widget)
        around = around.parentWidget()


def _reached(button: QWidget) -> bool:
    return button.isEnabled() and not button.isHidden()


class Tour(QObject):
    """Goes from stop to stop. `ended` comes once, however it ends."""

    ended = Signal()
    reached = Signal(int)  # the place of the step that is shown, from 0

    def __init__(self, stops: Sequence[Stop], tokens: Tokens, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._stops = tuple(stops)
        self._place = 0
        self._settle = QTimer(self)  # behind the layout that moves the widgets
        self._settle.setSingleShot(True)
        self._settle.setInterval(0)
        self._settle.timeout.connect(self.place_now)
        self.light = Spotlight(tokens, window)
        self.bubble = Bubble(tokens, window)
        for button in self.bubble.buttons():
            button.installEventFilter(self)
        self.bubble.next_requested.connect(lambda: self.go(self._place + 1))
        self.bubble.back_requested.connect(lambda: self.go(self._place - 1))
        self.bubble.skip_requested.connect(self.end)
        window.installEventFilter(self)
        for widget in {target for stop in stops for target in stop.targets}:
            widget.installEventFilter(self)

    @property
    def place(self) -> int:
        """The step that is shown, from 0."""
        return self._place

    def is_on(self) -> bool:
        return self.bubble.isVisible()

    def begin(self) -> None:
        self.light.show()
        self.bubble.show()
        self.go(0)
        self.bubble.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def go(self, place: int) -> None:
        """To a step; behind the last one the tour is over."""
        if place >= len(self._stops):
            self.end()
            return
        self._place = max(0, place)
        stop = self._stops[self._place]
        self.bubble.show_step(self._place, len(self._stops), stop)
        if stop.targets:
            _bring_into_view(stop.targets[0])
        if not any(button.hasFocus() and _reached(button) for button in self.bubble.buttons()):
            self.bubble.next.setFocus(Qt.FocusReason.OtherFocusReason)
        self.place_now()
        self.reached.emit(self._place)

    def place_now(self) -> None:
        """Puts ring and bubble where the step's widgets are now."""
        room = self._window.rect()
        self.light.setGeometry(room)
        hole = self._hole()
        self.light.show_hole(hole)
        self.bubble.resize(self.bubble.wanted())
        self.bubble.move(beside(hole, self.bubble.size(), room))
        self.light.raise_()
        self.bubble.raise_()

    def _hole(self) -> QRect:
        found = QRect()
        for widget in self._stops[self._place].targets:
            if isValid(widget) and widget.isVisibleTo(self._window):
                seen = widget.visibleRegion().boundingRect()  # what isn't scrolled away
                at = widget.mapTo(self._window, seen.topLeft())
                found = found.united(QRect(at, seen.size()))
        return found.intersected(self._window.rect().adjusted(RIM, RIM, -RIM, -RIM))

    def end(self) -> None:
        if self.light.isHidden():
            return
        self.light.hide()
        self.bubble.hide()
        self.ended.emit()

    def set_tokens(self, tokens: Tokens) -> None:
        self.light.set_tokens(tokens)
        self.bubble.set_tokens(tokens)
        if self.is_on():
            self.place_now()

    def dispose(self) -> None:
        """Takes its widgets away: the next tour makes its own."""
        self._window.removeEventFilter(self)
        for part in (self.light, self.bubble):
            part.hide()
            part.deleteLater()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        button = watched in self.bubble.buttons()
        if button and isinstance(event, QKeyEvent):
            return self._key(event)
        if not button and event.type() in _MOVED and self.is_on():
            self._settle.start()
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        """Arrows and Escape mean the same whichever button has the keyboard."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        key = Qt.Key(event.key())
        if key not in (*steps, Qt.Key.Key_Escape) or event.modifiers():
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
        elif event.type() == QEvent.Type.KeyPress:
            if key == Qt.Key.Key_Escape:
                self.end()
            elif not (key == Qt.Key.Key_Right and self._place == len(self._stops) - 1):
                self.go(self._place + steps[key])
        return True
