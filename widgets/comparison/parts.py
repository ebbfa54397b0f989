"""What the cards of the Scenarios page are made of: the card, its words, fields, splitters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QLabel,
    QProgressBar,
    QSizePolicy,
    QSpinBox,
    QSplitter,
    QSplitterHandle,
    QStyle,
    QStyleOptionSpinBox,
    QWidget,
)

from widgets.controls.parts import SlimScrollBar
from widgets.header import StoryLabel
from widgets.language.spoken import said
from widgets.painting import (
    BOLD,
    MEDIUM,
    colour,
    draw_rounded,
    draw_triangle,
    face,
    field_edge,
    is_keyboard_focus,
    palette,
    pointed_edge,
)

if TYPE_CHECKING:
    from widgets.tokens import Tokens

GAP = 12  # between the cards
_STEP = 24  # px that an arrow key moves a splitter


def over_card(tokens: Tokens) -> Tokens:
    """For parts made for the controls panel: its ground is the card's."""
    return tokens._replace(panel=tokens.card)


class Card(QWidget):
    """A rounded ground in the card's colour. Its children lie on it."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self.setMinimumSize(280, 160)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = self._tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_rounded(painter, QRectF(self.rect()), colour(tokens.card), colour(tokens.border))
        painter.end()


class Title(QLabel):
    """A card's heading."""

    def __init__(self, text: str, tokens: Tokens) -> None:
        super().__init__(said(text))
        self.setFont(face(14, BOLD).font)
        self.set_tokens(tokens)

    def set_tokens(self, tokens: Tokens) -> None:
        self.setPalette(palette(tokens))


class Line(StoryLabel):
    """One line of small words that gives way, muted or in the colour of a fault."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self._bad = False
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(face(12).font)
        self.set_tokens(tokens)

    def show_text(self, text: str, *, bad: bool = False) -> None:
        self._bad = bad
        self.set_whole(text)
        self.setAccessibleName(said(text))
        self._dress()

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._dress()

    def _dress(self) -> None:
        tokens = self._tokens
        ink = tokens.bad if self._bad else tokens.text_muted
        self.setPalette(palette(tokens._replace(text=ink)))


class Progress(QProgressBar):
    """A thin bar of progress, from 0 to 1."""

    _PARTS = 1000

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self.setRange(0, self._PARTS)
        self.setTextVisible(False)
        self.setFixedHeight(6)
        self.setAccessibleName(said("Progress"))

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.update()

    def show_share(self, share: float) -> None:
        self.setValue(round(max(0.0, min(share, 1.0)) * self._PARTS))

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, box = self._tokens, QRectF(self.rect())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_rounded(painter, box, colour(tokens.track), radius=3)
        if self.value():
            box.setWidth(max(6.0, box.width() * self.value() / self._PARTS))
            draw_rounded(painter, box, colour(tokens.accent), radius=3)
        painter.end()


class NumberField(QSpinBox):
    """A whole number, typed or stepped with Up and Down; the wheel leaves it alone."""

    def __init__(self, name: str, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self.setAccessibleName(said(name))
        self.setFrame(False)
        self.setKeyboardTracking(False)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFont(face(12, MEDIUM).font)
        self.setFixedSize(60, 26)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.set_tokens(tokens)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.setPalette(palette(tokens))
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = self._tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), colour(tokens.card))
        edge, width = field_edge(tokens, focused=self.hasFocus(), pointed=self.underMouse())
        draw_rounded(painter, QRectF(self.rect()), colour(tokens.field), edge, 6, width)
        option = QStyleOptionSpinBox()
        self.initStyleOption(option)
        control, parts = QStyle.ComplexControl.CC_SpinBox, QStyle.SubControl
        for part, turn in ((parts.SC_SpinBoxUp, 0.0), (parts.SC_SpinBoxDown, 180.0)):
            rect = QRectF(self.style().subControlRect(control, option, part, self))
            centre = QPointF(rect.center().x() - 2, rect.center().y())
            draw_triangle(painter, centre, 6.0, 4.0, turn, colour(tokens.text_muted))
        painter.end()


class SlimRowBar(SlimScrollBar):
    """The slim scroll bar, lying."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(tokens, parent)
        self.setOrientation(Qt.Orientation.Horizontal)

    def sizeHint(self) -> QSize:
        return super().sizeHint().transposed()

    def _thumb(self) -> QRectF:
        handle = self._handle()
        return QRectF(handle.left() + 1, self.height() - 7, handle.width() - 2, 5)


class _Handle(QSplitterHandle):
    """The gap between two cards. It shows itself when it is pointed at or has focus."""

    def __init__(self, splitter: CardSplitter) -> None:
        super().__init__(splitter.orientation(), splitter)
        self._splitter = splitter
        self._ring = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(said("Divider between cards"))
        self.setToolTip(said("Drag to share the room out; double-click to share it evenly"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        lying = self.orientation() == Qt.Orientation.Vertical
        back = Qt.Key.Key_Up if lying else Qt.Key.Key_Left
        on = Qt.Key.Key_Down if lying else Qt.Key.Key_Right
        if event.key() not in (back, on):
            super().keyPressEvent(event)
            return
        place = self.y() if lying else self.x()
        self.moveSplitter(place + (_STEP if event.key() == on else -_STEP))

    def mouseDoubleClickEvent(self, _event: object) -> None:
        self._splitter.share_evenly()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._ring = is_keyboard_focus(event, before=self._ring)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        focused = self._ring and self.hasFocus()
        if not focused and not self.underMouse():
            return
        tokens = self._splitter.tokens
        ink = colour(tokens.accent) if focused else pointed_edge(tokens)
        box = QRectF(self.rect())
        if self.orientation() == Qt.Orientation.Vertical:
            grip = QRectF(box.center().x() - 24, box.center().y() - 1.5, 48, 3)
        else:
            grip = QRectF(box.center().x() - 1.5, box.center().y() - 24, 3, 48)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_rounded(painter, grip, ink, radius=1.5)
        painter.end()


class CardSplitter(QSplitter):
    """Two cards or rows of cards, with the gap between them to be dragged."""

    def __init__(self, orientation: Qt.Orientation, tokens: Tokens) -> None:
        super().__init__(orientation)
        self.tokens = tokens
        self.setHandleWidth(GAP)
        self.setChildrenCollapsible(False)

    def set_tokens(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.update()

    def share_evenly(self) -> None:
        self.setSizes([10_000] * self.count())

    def createHandle(self) -> QSplitterHandle:
        return _Handle(self)
