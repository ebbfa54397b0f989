"""A button with the chosen thing's name; it opens a list that can be searched.

For line items and headline figures in their sections, and for scenarios with their colours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.buttons import RingButton
from widgets.comparison.choice_list import DOT, DOT_SPACE, ChoiceList
from widgets.language.spoken import joined, own, said
from widgets.painting import (
    BOLD,
    MEDIUM,
    PIN_WIDTH,
    colour,
    colour_of,
    draw_dot,
    draw_pin,
    draw_rounded,
    draw_text,
    draw_triangle,
    edge_of,
    face,
    plain_tip,
)

if TYPE_CHECKING:
    from widgets.comparison.states import Choice
    from widgets.tokens import Tokens

HEIGHT = 26
_PADDING = 8
_CHEVRON, _CHEVRON_SPACE = 8.0, 16


class ItemChooser(RingButton):
    """Shows the current choice. Down, Enter, Space and typing open the list.

    A `title` stands for a card's heading: larger, and without a frame until it is pointed at.
    """

    chosen = Signal(str)  # the key of another choice than the one shown

    def __init__(
        self, name: str, tokens: Tokens, parent: QWidget | None = None, *, title: bool = False
    ) -> None:
        """`name` says what is chosen, for screen readers."""
        super().__init__(tokens, parent)
        self._name = name
        self._title = title
        self._face = face(14, BOLD) if title else face(12, MEDIUM)
        self._choices: tuple[Choice, ...] = ()
        self._key = ""  # the one to show, once it is among the choices
        self._current: Choice | None = None
        self._popup: ChoiceList | None = None
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(said(name))
        self.clicked.connect(self._open)

    def current(self) -> Choice | None:
        return self._current

    def popup(self) -> ChoiceList | None:
        """The list; it exists once it has been opened."""
        return self._popup

    def show_choices(self, choices: tuple[Choice, ...]) -> None:
        """What can be chosen, sections together; the current one stays by its key."""
        if choices == self._choices:
            return
        self._choices = choices
        self.show_current(self._key)

    def show_current(self, key: str) -> None:
        """Show a choice by its key; nothing where it is not among the choices."""
        self._key = key
        found = next((each for each in self._choices if each.key == key), None)
        if found == self._current:
            return
        self._current = found
        text = found.label if found else ""
        self.setText(said(text))
        self.setAccessibleName(joined(": ", self._name, text))
        self.setToolTip(plain_tip(joined("\n", text, found.hint if found else "")))
        self.updateGeometry()
        self.update()

    def open(self, typed: str = "") -> None:
        """Open the list, searched for `typed`."""
        if self._popup is None:
            self._popup = ChoiceList(self._name, self._tokens, self)
            self._popup.chosen.connect(self._choose)
        self._popup.set_tokens(self._tokens)
        self._popup.open_at(self, self._choices, self._current, typed)

    def set_tokens(self, tokens: Tokens) -> None:
        super().set_tokens(tokens)
        if self._popup is not None:
            self._popup.set_tokens(tokens)

    def _open(self) -> None:
        self.open()

    def _choose(self, key: str) -> None:
        if self._current is None or key != self._current.key:
            self.chosen.emit(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.open()
        elif text.strip() and text.isprintable() and not _held(event):
            self.open(text)
        else:
            super().keyPressEvent(event)

    # -- geometry and painting

    def _around(self) -> int:
        """All of the width that is not the text."""
        found = self._current
        dot = DOT_SPACE if found is not None and found.colour else 0
        pin = PIN_WIDTH + 4 if found is not None and found.baseline else 0
        return 2 * _PADDING + dot + pin + _CHEVRON_SPACE

    def sizeHint(self) -> QSize:
        return QSize(round(self._face.width(own(self.text()))) + 1 + self._around(), HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), 64 + self._around()), HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, found = self._tokens, self._current
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        x, middle = float(_PADDING), self.height() / 2
        if found is not None and found.colour:
            draw_dot(painter, QPointF(x + DOT / 2, middle), DOT, colour_of(tokens, found.colour))
            x += DOT_SPACE
        text = self._face.elided(own(self.text()), self.width() - self._around() + 1)
        at = QPointF(x, self._face.baseline(0, self.height()))
        draw_text(painter, at, text, self._face, colour(tokens.text))
        muted = colour(tokens.text_muted)
        if found is not None and found.baseline:
            pin_at = x + self._face.width(text) + 4 + PIN_WIDTH / 2
            draw_pin(painter, QPointF(pin_at, middle), muted)
        chevron = QPointF(self.width() - _PADDING - _CHEVRON / 2, middle + 1)
        draw_triangle(painter, chevron, _CHEVRON, 5.0, 180.0, muted)
        painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        tokens, box = self._tokens, QRectF(self.rect())
        painter.fillRect(box, colour(tokens.card))
        hovered = self.underMouse() or self.isDown()
        if self.has_ring() or hovered or not self._title:
            edge, width = edge_of(tokens, focused=self.has_ring(), pointed=hovered)
            draw_rounded(painter, box, colour(tokens.field), edge, 6, width)


def _held(event: QKeyEvent) -> bool:
    commands = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    return bool(event.modifiers() & commands)
