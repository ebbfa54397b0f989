"""The parts of the controls panel that are not controls: search box, headings, scroll bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QLineEdit,
    QScrollArea,
    QScrollBar,
    QStyle,
    QStyleOptionSlider,
    QWidget,
)

from widgets.buttons import RingButton, TextButton
from widgets.controls.control import LEFT, RIGHT
from widgets.icons import draw_icon
from widgets.language.spoken import said
from widgets.painting import (
    BOLD,
    MEDIUM,
    blend,
    colour,
    draw_ring,
    draw_rounded,
    draw_text,
    draw_triangle,
    face,
    field_edge,
    palette,
)

if TYPE_CHECKING:
    from widgets.tokens import Tokens

HEADING_HEIGHT = 34
_BAR_WIDTH = 10
_LENS = 14  # px, of the search box


class SearchBox(QLineEdit):
    """The search field. Escape clears it; Enter and Down go on to what was found."""

    left_downwards = Signal()

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self.setFrame(False)
        self.setFont(face(13).font)
        self.setTextMargins(28, 0, 26, 0)
        self.setAccessibleName(said("Search inputs"))
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.set_tokens(tokens)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.setPalette(palette(tokens))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.left_downwards.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.text() and self._cross().contains(event.position()):
            self.clear()
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = bool(self.text()) and self._cross().contains(event.position())
        self.setCursor(Qt.CursorShape.ArrowCursor if over else Qt.CursorShape.IBeamCursor)
        super().mouseMoveEvent(event)

    def _cross(self) -> QRectF:
        return QRectF(self.width() - 28, 0, 28, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge, width = field_edge(tokens, focused=self.hasFocus(), pointed=self.underMouse())
        draw_rounded(painter, QRectF(self.rect()), colour(tokens.field), edge, 6, width)
        lens = QRectF(10, (self.height() - _LENS) / 2, _LENS, _LENS)
        draw_icon(painter, "search", lens, colour(tokens.text_muted))
        if self.text():
            painter.setPen(QPen(colour(tokens.text_muted), 1.5))
            x, y = self.width() - 15.0, self.height() / 2
            painter.drawLine(QPointF(x - 3.5, y - 3.5), QPointF(x + 3.5, y + 3.5))
            painter.drawLine(QPointF(x - 3.5, y + 3.5), QPointF(x + 3.5, y - 3.5))
        painter.end()
        super().paintEvent(event)


class GroupHeading(RingButton):
    """A group's name, foldable, with the number of changed inputs and a way to reset them."""

    open_requested = Signal(str, bool)  # the title, and whether to open or fold
    reset_requested = Signal(str)  # the title

    def __init__(self, title: str, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(tokens, parent)
        self._title = title
        self._open = False
        self._changed = 0
        self._ruled = True
        self._reset: TextButton | None = None
        self._face = face(11, BOLD, spacing=0.5)
        self._count_face = face(11)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.clicked.connect(self._toggle)
        self._describe()

    def title(self) -> str:
        return self._title

    def is_open(self) -> bool:
        return self._open

    def reset_button(self) -> TextButton | None:
        """The reset button; it exists once an input of the group has changed."""
        return self._reset

    def show_open(self, is_open: bool) -> None:
        if is_open != self._open:
            self._open = is_open
            self._describe()
            self.update()

    def show_ruled(self, ruled: bool) -> None:
        """Draw the line above the heading, or not."""
        if ruled != self._ruled:
            self._ruled = ruled
            self.update()

    def show_changed(self, count: int) -> bool:
        """Show how many inputs changed. True if that made the reset button."""
        if count == self._changed:
            return False
        self._changed = count
        self._describe()
        self.update()
        made = count > 0 and self._reset is None
        if made:
            self._reset = self._make_reset()
        if self._reset is not None:
            self._reset.setVisible(count > 0)
            self._place_reset()
        return made

    def set_tokens(self, tokens: Tokens) -> None:
        super().set_tokens(tokens)
        if self._reset is not None:
            self._reset.set_tokens(tokens)

    def sizeHint(self) -> QSize:
        return QSize(300, HEADING_HEIGHT)

    def _count_text(self) -> str:
        return f"{self._changed} changed" if self._changed else ""

    def _describe(self) -> None:
        self.setAccessibleName(
            said(", ".join(part for part in (self._title, self._count_text()) if part))
        )
        self.setAccessibleDescription(said("open" if self._open else "folded"))

    def _make_reset(self) -> TextButton:
        button = _HeadingButton("Reset", 11, self._tokens, self)
        button.setAccessibleName(said(f"Reset {self._title}"))
        button.clicked.connect(self._ask_reset)
        return button

    def _place_reset(self) -> None:
        if self._reset is not None:
            size = self._reset.sizeHint()
            right = self.width() - RIGHT - round(self._count_face.width(self._count_text()))
            top = (self.height() - 20) // 2 + 1
            self._reset.setGeometry(right - size.width() - 2, top, size.width(), 20)

    def _toggle(self) -> None:
        self.open_requested.emit(self._title, not self._open)

    def _ask_reset(self) -> None:
        self.reset_requested.emit(self._title)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        sides = {Qt.Key.Key_Left: False, Qt.Key.Key_Right: True}
        wanted = sides.get(Qt.Key(event.key()))
        if wanted is None:
            super().keyPressEvent(event)
        elif wanted != self._open:
            self.open_requested.emit(self._title, wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_reset()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = self._tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(tokens.panel))
        end = self.width() - RIGHT
        if self._ruled:
            painter.fillRect(LEFT, 0, end - LEFT, 1, colour(tokens.border))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.has_ring():
            ring = QRectF(2, 5, end + 1, self.height() - 8)
            draw_ring(painter, ring, colour(tokens.accent), 4)
        baseline = self._face.baseline(1, self.height())
        middle = baseline - self._face.metrics.capHeight() / 2
        ink = colour(tokens.text if self.underMouse() else tokens.text_muted)
        turn = 180.0 if self._open else 90.0
        draw_triangle(painter, QPointF(LEFT - 7.0, middle), 7.0, 4.5, turn, ink)
        draw_text(painter, QPointF(LEFT, baseline), self._title.upper(), self._face, ink)
        count = self._count_text()
        at = QPointF(end - self._count_face.width(count), baseline)
        draw_text(painter, at, count, self._count_face, colour(tokens.accent))
        painter.end()


class _HeadingButton(TextButton):
    """Seen only while its heading or itself is pointed at or has focus; reached by Tab always."""

    def paintEvent(self, event: QPaintEvent) -> None:
        heading = self.parentWidget()
        seen = heading is not None and (heading.underMouse() or heading.hasFocus())
        if seen or self.hasFocus():
            super().paintEvent(event)


class ControlList(QWidget):
    """What scrolls: headings and controls, or a sentence where there are none."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self._message = ""
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def show_message(self, message: str) -> None:
        if message != self._message:
            self._message = message
            self.update()

    def message(self) -> str:
        return self._message

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._tokens
        painter = QPainter(self)
        painter.fillRect(event.rect(), colour(tokens.panel))
        if self._message:
            title, hint = face(13, MEDIUM), face(12)
            at = QPointF(round((self.width() - title.width(self._message)) / 2), 64)
            draw_text(painter, at, self._message, title, colour(tokens.text))
            words = "Escape clears the search"
            at = QPointF(round((self.width() - hint.width(words)) / 2), 86)
            draw_text(painter, at, words, hint, colour(tokens.text_muted))
        painter.end()


class SlimScrollBar(QScrollBar):
    """A narrow vertical scroll bar that shows nothing where there is nothing to scroll."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._tokens = tokens
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_BAR_WIDTH, 100)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = self._tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(tokens.panel))
        if self.maximum() > self.minimum():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            share = 0.6 if self.underMouse() or self.isSliderDown() else 0.25
            ink = blend(tokens.track, tokens.text_muted, share)
            draw_rounded(painter, self._thumb(), ink, radius=2.5)
        painter.end()

    def _handle(self) -> QRect:
        """Where the style has the handle, so that dragging it works as painted."""
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        control, part = QStyle.ComplexControl.CC_ScrollBar, QStyle.SubControl.SC_ScrollBarSlider
        return self.style().subControlRect(control, option, part, self)

    def _thumb(self) -> QRectF:
        """What is painted of the handle."""
        handle = self._handle()
        return QRectF(self.width() - 7, handle.top() + 1, 5, handle.height() - 2)


class ScrollColumn(QScrollArea):
    """A scroll area for one column, which says when its visible size changed."""

    resized = Signal()

    def __init__(self, content: QWidget, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bar = SlimScrollBar(tokens, self)
        self._room = QSize()
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBar(self._bar)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(content)

    def set_tokens(self, tokens: Tokens) -> None:
        self._bar.set_tokens(tokens)

    def room(self) -> QSize:
        """The visible size.

        Kept, because asking `viewport` for it costs 15 ms at start: PySide then readies every
        kind of widget that it might be.
        """
        return self._room

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._room = event.size()
        self.resized.emit()
