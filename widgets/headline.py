"""The headline strip: a row of cards, each one figure with its change."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.buttons import RingButton
from widgets.language.spoken import joined, said
from widgets.painting import (
    BOLD,
    Face,
    colour,
    colour_of,
    draw_rounded,
    draw_text,
    draw_triangle,
    edge_of,
    face,
    plain_tip,
)

if TYPE_CHECKING:
    from widgets.states import CardState
    from widgets.tokens import Tokens

HEIGHT = 82
_GAP = 10
_LEAST_WIDTH = 112  # px of a card; where they would be narrower, there are more rows
_PADDING = 12.0
_VALUE_SIZES = range(20, 11, -1)  # px, the first that fits
_SMALL_SIZES = range(12, 10, -1)
_LABEL_BASELINE, _VALUE_BASELINE, _CHANGE_BASELINE = 22.0, 47.0, 68.0
_FIGURE_TOP = 28
_ARROW_WIDTH = 9.0
_ARROW_SPACE = 13.0
_AGAINST = " vs "  # what follows it names the baseline, and is drawn muted
_TURNS = {"up": 0.0, "down": 180.0}
_TONES = ("good", "bad")
_WORDS = {"up": "up ", "down": "down "}
_HINT = "Click to explain"  # the last line of every card's tooltip


class _Fitted(NamedTuple):
    """A text, shortened if it had to be, and the face in which it fits."""

    text: str
    using: Face


def _fitted(text: str, width: float, faces: tuple[Face, ...], brief: str = "") -> _Fitted:
    """`text` in the first of `faces` in which it fits, else `brief`; elided if neither fits."""
    for wording in (text, brief) if brief else (text,):
        for using in faces:
            if using.width(wording) <= width:
                return _Fitted(wording, using)
    text = brief or text
    return _Fitted(faces[-1].elided(text, width), faces[-1])


def _spoken(state: CardState) -> str:
    change = _WORDS.get(state.arrow, "") + state.change
    return f"{state.label}: {state.value}" + (f", {change}" if change else "")


class HeadlineCard(RingButton):
    """One headline figure."""

    activated = Signal(str)  # its key: clicked, or Enter or Space pressed

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(tokens, parent)
        self._state: CardState | None = None
        self._value_faces = tuple(face(size, BOLD) for size in _VALUE_SIZES)
        self._small_faces = tuple(face(size) for size in _SMALL_SIZES)
        self._label = self._value = self._change = _Fitted("", self._small_faces[0])
        self._against = ""
        self._against_x = 0.0
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleDescription(said("Enter explains it"))
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.clicked.connect(self.request_explanation)

    def state(self) -> CardState | None:
        return self._state

    def shown_texts(self) -> tuple[str, str, str]:
        """Label, value and change as they fit."""
        return self._label.text, self._value.text, self._change.text + self._against

    def show_state(self, state: CardState) -> None:
        """Show a figure; nothing happens if it is the one shown."""
        last = self._state
        if state == last:
            return
        self._state = state
        self.setAccessibleName(said(_spoken(state)))
        same_label = last is not None and last.label == state.label
        if not same_label:
            self._fit_label(state)
        self._fit_figure(state)
        self.update(self._figure_rect() if same_label else self.rect())

    def sizeHint(self) -> QSize:
        return QSize(176, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(96, HEIGHT)

    def _room(self) -> float:
        return self.width() - 2 * _PADDING

    def _figure_rect(self) -> QRect:
        """Where value and change stand: all that is repainted when only they change."""
        return QRect(3, _FIGURE_TOP, self.width() - 6, self.height() - _FIGURE_TOP - 3)

    def _fit_label(self, state: CardState) -> None:
        self._label = _fitted(state.label, self._room(), self._small_faces, state.brief)

    def _fit_figure(self, state: CardState) -> None:
        """Make value and change fit the width: they shrink, and are elided at the smallest."""
        room = self._room()
        self._value = _fitted(state.value, room, self._value_faces, state.brief_value)
        if state.arrow in _TURNS:
            room -= _ARROW_SPACE
        change = _fitted(state.change, room, self._small_faces)
        amount, against, baseline = change.text.partition(_AGAINST)
        if change.text != state.change:  # what it is against goes before anything is cut
            amount, against = state.change.partition(_AGAINST)[0], ""
            change = _fitted(amount, room, self._small_faces)
            amount = change.text
        self._change = change._replace(text=amount)
        self._against = against + baseline if against else ""
        self._against_x = change.using.width(amount) if against else 0.0
        self.setToolTip(plain_tip(self._full_text(state)))

    def _full_text(self, state: CardState) -> str:
        """The tooltip: what was cut off, then the state's own, then what a click does."""
        full_texts = (state.label, state.value, state.change)
        pairs = zip(self.shown_texts(), full_texts, strict=True)
        told = state.tooltip.casefold()
        lines = [full for shown, full in pairs if full != shown and full.casefold() not in told]
        if state.tooltip:
            lines.append(state.tooltip)
        return joined("\n", *lines, _HINT)

    def request_explanation(self) -> bool:
        """Ask for an explanation of the figure, as a click does. False if there is none yet."""
        if self._state is not None:
            self.activated.emit(self._state.key)
        return self._state is not None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._state is not None:
            self._fit_label(self._state)
            self._fit_figure(self._state)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, state = self._tokens, self._state
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._figure_rect().contains(event.rect()):
            painter.fillRect(event.rect(), colour(tokens.card))
        else:
            self._paint_card(painter)
            muted = colour(tokens.text_muted)
            at = QPointF(_PADDING, _LABEL_BASELINE)
            draw_text(painter, at, self._label.text, self._label.using, muted)
        if state is not None:
            self._paint_figure(painter, state)
        painter.end()

    def _paint_card(self, painter: QPainter) -> None:
        tokens = self._tokens
        edge, width = edge_of(tokens, focused=self.has_ring(), pointed=self.underMouse())
        painter.fillRect(self.rect(), colour(tokens.window))
        draw_rounded(painter, QRectF(self.rect()), colour(tokens.card), edge, width=width)

    def _paint_figure(self, painter: QPainter, state: CardState) -> None:
        tokens = self._tokens
        at = QPointF(_PADDING, _VALUE_BASELINE)
        draw_text(painter, at, self._value.text, self._value.using, colour(tokens.text))
        muted = colour(tokens.text_muted)
        ink = colour_of(tokens, state.tone) if state.tone in _TONES else muted
        x = _PADDING
        if state.arrow in _TURNS:
            middle = QPointF(x + _ARROW_WIDTH / 2, _CHANGE_BASELINE - 4.5)
            draw_triangle(painter, middle, _ARROW_WIDTH, 7.5, _TURNS[state.arrow], ink)
            x += _ARROW_SPACE
        at = QPointF(x, _CHANGE_BASELINE)
        draw_text(painter, at, self._change.text, self._change.using, ink)
        if self._against:
            at.setX(x + self._against_x)
            draw_text(painter, at, self._against, self._change.using, muted)


class HeadlineStrip(QWidget):
    """A row of equally wide cards."""

    activated = Signal(str)  # the key of the card that was clicked

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._cards: list[HeadlineCard] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT)
        self.setAccessibleName(said("Headline figures"))

    def states(self) -> tuple[CardState, ...]:
        """What the cards show now."""
        return tuple(state for card in self.cards() if (state := card.state()) is not None)

    def cards(self) -> tuple[HeadlineCard, ...]:
        return tuple(self._cards)

    def show_state(self, states: tuple[CardState, ...]) -> None:
        """Show the figures, one card each; only cards whose figure changed are touched."""
        if len(states) != len(self._cards):
            self._make_cards(len(states))
        for card, state in zip(self._cards, states, strict=True):
            card.show_state(state)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        for card in self._cards:
            card.set_tokens(tokens)

    def sizeHint(self) -> QSize:
        return QSize(1120, HEIGHT)

    def _make_cards(self, count: int) -> None:
        while len(self._cards) > count:
            card = self._cards.pop()
            card.hide()
            card.deleteLater()
        while len(self._cards) < count:
            card = HeadlineCard(self._tokens, self)
            card.activated.connect(self.activated)
            card.setVisible(True)
            self._cards.append(card)
        self._arrange()

    def _arrange(self) -> None:
        """Share the width out to the pixel, so that the last card ends at the strip's edge."""
        count = len(self._cards)
        if not count:
            return
        columns = self._columns(count)
        rows = -(-count // columns)
        self.setFixedHeight(rows * (HEIGHT + _GAP) - _GAP)
        pitch = (self.width() + _GAP) / columns
        for index, card in enumerate(self._cards):
            row, column = divmod(index, columns)
            left, right = round(column * pitch), round((column + 1) * pitch) - _GAP
            card.setGeometry(left, row * (HEIGHT + _GAP), right - left, HEIGHT)

    def _columns(self, count: int) -> int:
        """As many as have room, in rows that are equally full."""
        fitting = max(1, int((self.width() + _GAP) // (_LEAST_WIDTH + _GAP)))
        rows = -(-count // min(fitting, count))
        return -(-count // rows)

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST_WIDTH, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
