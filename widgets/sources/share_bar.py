"""How far a headline figure rests on what: one bar, its parts by the status of the inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from widgets.comparison.item_chooser import ItemChooser
from widgets.comparison.parts import Line
from widgets.language.spoken import joined, own, said
from widgets.painting import (
    MEDIUM,
    blend,
    colour,
    colour_of,
    draw_ring,
    draw_square,
    draw_text,
    face,
    one_line,
    plain_tip,
)
from widgets.ringed import Ringed
from widgets.sources.giving import LongTitle
from widgets.sources.numbers import share_table
from widgets.sources.states import ShareState

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QPaintEvent, QResizeEvent

    from widgets.comparison.states import Choice
    from widgets.picture import PictureTable
    from widgets.sources.states import Segment
    from widgets.tokens import Tokens

_BAR, _LEGEND = 14, 20  # of the bar, and of a line of its legend
_SEAM = 2.0  # px between parts
_LEAST = 3.0  # px of a part, however small
_MARK, _WIDE_GAP, _GAP = 12.0, 16.0, 8.0  # of the legend, px
_WIDEST = " 88.8%"  # what follows a status, for a slider not to move the words beside it
_HEADLINE_ROOM = 150  # px beside the title and the chooser; else it stands below them


class ShareBar(Ringed):
    """The bar with its legend. Left and Right walk the parts; each says what is in it."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._state = ShareState()
        self._at = -1
        self._face = face(12, MEDIUM)
        self._boxes: list[QRectF] = []  # of the legend
        self._least: dict[str, float] = {}  # px, by status
        self.setFixedHeight(_BAR + _LEGEND + 4)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    def sizeHint(self) -> QSize:
        return QSize(500, self.height())

    def show_state(self, state: ShareState) -> None:
        last, self._state = self._state, state
        texts = [segment.text for segment in state.segments]
        self.setAccessibleName(said("What rests on assumptions"))
        self._at = min(self._at, len(texts) - 1)
        self._describe()
        if state.segments != last.segments:
            self._place_legend()
        self.update()

    def picture_table(self) -> PictureTable:
        """How far a figure rests on what."""
        return share_table(self._state)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.update()

    # -- geometry

    def parts(self) -> list[QRectF]:
        """Where each part of the bar is."""
        segments = self._state.segments
        room = self.width() - 2.0 - _SEAM * max(0, len(segments) - 1)
        spare = room - _LEAST * len(segments)
        x, found = 1.0, []
        for segment in segments:
            width = _LEAST + spare * segment.share
            found.append(QRectF(x, 2, width, _BAR))
            x += width + _SEAM
        return found

    def legend(self) -> list[QRectF]:
        """Where each part's words are, in as many lines as they need."""
        return self._boxes

    def _place_legend(self) -> None:
        widths = [self._words_width(each) for each in self._state.segments]
        wide = sum(widths) + _WIDE_GAP * len(widths) <= self.width()
        gap = _WIDE_GAP if wide else _GAP
        x, y, found = 1.0, float(_BAR + 4), []
        for width in widths:
            if x > 1.0 and x + width > self.width():
                x, y = 1.0, y + _LEGEND
            found.append(QRectF(x, y, width, _LEGEND))
            x += width + gap
        self._boxes = found
        height = round(y) + _LEGEND
        if height != self.height():
            self.setFixedHeight(height)

    def _words_width(self, segment: Segment) -> float:
        least = self._least.get(segment.status)
        if least is None:
            least = self._least[segment.status] = self._face.width(segment.status + _WIDEST)
        return _MARK + max(least, self._face.width(segment.text))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_legend()

    def _place(self, point: QPointF) -> int:
        boxes = [*enumerate(self.parts()), *enumerate(self.legend())]
        return next((place for place, box in boxes if box.contains(point)), -1)

    # -- painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, state = self._tokens, self._state
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not state.segments:
            at = QPointF(1, self._face.baseline(0, self.height()))
            note = self._face.elided(state.note, self.width() - 4)
            draw_text(painter, at, note, face(12), colour(tokens.text_muted))
            painter.end()
            return
        for place, box in enumerate(self.parts()):
            draw_square(painter, box, self._ink(state.segments[place]))
            if self.has_ring() and place == self._at:
                draw_ring(painter, box.adjusted(-1, -1, 1, 1), colour(tokens.text), 2)
        for place, box in enumerate(self.legend()):
            segment = state.segments[place]
            square = QRectF(box.left(), box.center().y() - 3.5, 7, 7)
            draw_square(painter, square, self._ink(segment))
            at = QPointF(box.left() + _MARK, self._face.baseline(box.top(), box.height()))
            ink = colour(tokens.text_muted if state.stale else tokens.text)
            draw_text(painter, at, segment.text, self._face, ink)
        painter.end()

    def _ink(self, segment: Segment) -> QColor:
        tokens = self._tokens
        if self._state.stale:
            return blend(getattr(tokens, segment.status), tokens.card, 0.55)
        return colour_of(tokens, segment.status)

    # -- what is pointed at

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self._place(QPointF(event.pos()))
            tip = self._state.segments[place].tip if place >= 0 else ""
            QToolTip.showText(event.globalPos(), plain_tip(tip), self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        count = len(self._state.segments)
        if event.key() not in steps or not count:
            super().keyPressEvent(event)
            return
        self._at = max(0, min(self._at + steps[Qt.Key(event.key())], count - 1))
        self._ring = True
        self._describe()
        tip = self._state.segments[self._at].tip
        box = self.parts()[self._at].toRect()
        QToolTip.showText(self.mapToGlobal(box.bottomLeft()), plain_tip(tip), self, box)
        self.update()

    def _describe(self) -> None:
        segments = self._state.segments
        state = self._state
        words = segments[self._at].tip if 0 <= self._at < len(segments) else state.caption
        texts = [segment.text for segment in segments]
        told = joined(", ", state.headline, *texts) if texts else state.note
        self.setAccessibleDescription(own(f"{told}. {one_line(said(words))}".strip()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._at = max(self._at, 0)
        self._describe()


class SharePanel(QWidget):
    """The chooser of the figure, what comes of it in words, the bar, and what it is of."""

    figure_chosen = Signal(str)

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._title = LongTitle("What rests on assumptions in", tokens)
        self.chooser = ItemChooser("Figure whose standing is shown", tokens, self)
        self.headline = Line(tokens)
        self.bar = ShareBar(tokens, self)
        self.caption = Line(tokens)
        self.chooser.chosen.connect(self.figure_chosen)
        asked = QHBoxLayout()
        asked.setSpacing(8)
        asked.addWidget(self._title)
        asked.addWidget(self.chooser)
        asked.addStretch(0)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(8)
        self._top.addLayout(asked)
        self._top.addWidget(self.headline, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(15, 0, 15, 0)
        column.setSpacing(3)
        column.addLayout(self._top)
        column.addWidget(self.bar)
        column.addWidget(self.caption)

    def show_choices(self, choices: tuple[Choice, ...]) -> None:
        self.chooser.show_choices(choices)

    def show_state(self, state: ShareState) -> None:
        self._show_figure(state.figure)
        self.headline.show_text(state.headline)
        self.bar.show_state(state)
        self.caption.show_text(state.caption)
        self.caption.setToolTip(plain_tip(state.meaning))

    def _show_figure(self, key: str) -> None:
        shown = self.chooser.current()
        if shown is None or shown.key != key:
            self.chooser.show_current(key)
            self._turn()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        """The headline beside the chooser, or below it where that leaves it no room."""
        needed = self._title.sizeHint().width() + self.chooser.sizeHint().width()
        below = self.width() < needed + _HEADLINE_ROOM
        way = QBoxLayout.Direction
        self._top.setDirection(way.TopToBottom if below else way.LeftToRight)
        self._top.setSpacing(2 if below else 8)

    def show_caption(self, shown: bool) -> None:
        """The caption gives way where there is little room."""
        self.caption.setVisible(shown)

    def set_tokens(self, tokens: Tokens) -> None:
        for part in (self._title, self.chooser, self.headline, self.bar, self.caption):
            part.set_tokens(tokens)
