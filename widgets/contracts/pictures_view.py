"""Pictures of the register: when contracts end, what is owed, what leaving costs, what is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from widgets.card_board import EDGE, CardBoard, Placed, Strip
from widgets.comparison.parts import Card, Line, Title
from widgets.contracts.audit_view import EmptyCard
from widgets.contracts.day_marks import SIZE, draw_day_mark
from widgets.contracts.pictures_curves import CurvesPicture
from widgets.contracts.pictures_deadlines import DeadlinesCard
from widgets.contracts.pictures_ladder import LadderTable
from widgets.contracts.pictures_shares import SharesPicture
from widgets.contracts.pictures_stack import StackPicture
from widgets.contracts.pictures_states import LOCK_IN, NOTICE
from widgets.language.spoken import said
from widgets.painting import blend, colour, draw_text, face

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from widgets.contracts.linked import Pointed
    from widgets.contracts.linked_picture import LinkedPicture
    from widgets.contracts.pictures_states import PicturesState
    from widgets.tokens import Tokens

_TERM, _RENEWAL, _AS_OF = "term", "renews", "as_of"
_LEGEND = (
    (_TERM, "term"),
    (_RENEWAL, "renewal"),
    (LOCK_IN, "lock-in"),
    (NOTICE, "notice"),
    (_AS_OF, "as of"),
)
_LEFT, _LINE = 13.0, 18  # px left of the legend, of one of its lines


class PictureCard(Card):
    """A title, a few words, and a picture."""

    def __init__(self, title: str, picture: QWidget, tokens: Tokens, *below: QWidget) -> None:
        super().__init__(tokens)
        self.setAccessibleName(said(title))
        self._title = Title(title, tokens)
        self.note = Line(tokens)
        top, column = QHBoxLayout(), QVBoxLayout(self)
        top.setContentsMargins(15, 0, 12, 0)
        top.setSpacing(10)
        top.addWidget(self._title)
        top.addWidget(self.note, 1)
        column.setContentsMargins(1, 9, 1, 6)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(picture, 1)
        for part in below:
            column.addWidget(part)

    def set_tokens(self, tokens: Tokens) -> None:
        super().set_tokens(tokens)
        for part in (self._title, self.note):
            part.set_tokens(tokens)


class Legend(QWidget):
    """What is what on the ladder."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self._face = face(11)
        self.setFixedHeight(_LINE)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(200, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setFixedHeight(_LINE * (1 + max((line for _, line in self._places()), default=0)))

    def _places(self) -> list[tuple[float, int]]:
        """Left end, px, and line of each entry: as near as they may be, then on a second line."""
        widths = [SIZE + 5.0 + self._face.width(text) for _kind, text in _LEGEND]
        gap = max(5.0, min(14.0, (self.width() - 22.0 - sum(widths)) / (len(widths) - 1)))
        found, x, line = [], _LEFT, 0
        for wide in widths:
            if x + wide > self.width() - 2.0 and x > _LEFT:
                x, line = _LEFT, line + 1
            found.append((x, line))
            x += wide + gap
        return found

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, using = self._tokens, self._face
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for (kind, text), (x, line) in zip(_LEGEND, self._places(), strict=True):
            self._paint_sign(painter, QPointF(x + SIZE / 2, (line + 0.5) * _LINE), kind)
            at = QPointF(x + SIZE + 4.0, using.baseline(line * _LINE, _LINE))
            draw_text(painter, at, text, using, colour(tokens.text_muted))
        painter.end()

    def _paint_sign(self, painter: QPainter, centre: QPointF, kind: str) -> None:
        tokens = self._tokens
        box = QRectF(centre.x() - SIZE / 2, centre.y() - 4.0, SIZE, 8.0)
        ink = blend(tokens.text_muted, tokens.card, 0.25)
        if kind == _TERM:
            painter.fillRect(box, ink)
        elif kind == _RENEWAL:
            painter.setPen(ink)
            painter.setBrush(QBrush(ink, Qt.BrushStyle.BDiagPattern))
            painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
        elif kind == _AS_OF:
            line = QRectF(centre.x() - 0.75, centre.y() - 6.0, 1.5, 12.0)
            painter.fillRect(line, colour(tokens.accent))
        else:
            draw_day_mark(painter, centre, kind, tokens)


class PicturesView(QWidget):
    """Five pictures. What is pointed at or selected in one is so in all."""

    contract_selected = Signal(str)
    export_calendar_requested = Signal()
    register_requested = Signal()

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self.ladder, self.legend = LadderTable(tokens), Legend(tokens)
        self.stack, self.curves = StackPicture(tokens), CurvesPicture(tokens)
        self.shares, self.deadlines = SharesPicture(tokens), DeadlinesCard(tokens)
        self.ladder_card = PictureCard("When contracts end", self.ladder, tokens, self.legend)
        self.stack_card = PictureCard("Obligation by supplier", self.stack, tokens)
        self.curves_card = PictureCard("Exit cost by contract", self.curves, tokens)
        self.without = Line(tokens)
        self.without.setContentsMargins(15, 0, 12, 0)
        self.shares_card = PictureCard("Concentration", self.shares, tokens, self.without)
        self.empty = EmptyCard(tokens)
        columns = (
            Strip(34, (Placed(self.ladder_card, 100, 380),)),
            Strip(34, (Placed(self.stack_card, 52, 260), Placed(self.curves_card, 48, 260))),
            Strip(32, (Placed(self.deadlines, 63, 360), Placed(self.shares_card, 37, 220))),
        )
        self.board = CardBoard(Qt.Orientation.Horizontal, columns, tokens)
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, self.board.bar_width(), 0)
        row.addWidget(self.empty)
        self._stack.addWidget(self.board)
        self._stack.addWidget(holder)
        box = QVBoxLayout(self)
        box.setContentsMargins(EDGE, 0, EDGE - self.board.bar_width(), 4)
        box.addWidget(self._stack)

    def _parts(self) -> tuple[LadderTable | LinkedPicture | DeadlinesCard, ...]:
        return (self.ladder, self.stack, self.curves, self.shares, self.deadlines)

    def _connect(self) -> None:
        for part in self._parts():
            part.contract_selected.connect(self.contract_selected)
            part.pointed.connect(self._point)
        self.deadlines.export_calendar_requested.connect(self.export_calendar_requested)
        self.empty.register_requested.connect(self.register_requested)

    def _point(self, pointed: Pointed) -> None:
        for part in self._parts():
            part.show_pointed(pointed)

    def show_state(self, state: PicturesState) -> None:
        """Show a state; pictures that are the same objects are left alone."""
        if state.message:
            self.empty.show_message(state.message, empty=state.empty)
            self._stack.setCurrentIndex(1)
            return
        self._stack.setCurrentIndex(0)
        self.ladder.show_state(state.ladder)
        self.ladder.show_selected(state.selected.contract)
        self.stack.show_state(state.stack)
        self.curves.show_state(state.curves)
        self.shares.show_state(state.shares)
        for picture in (self.stack, self.curves, self.shares):
            picture.show_selected(state.selected)
        self.deadlines.show_state(state.deadlines, state.selected)
        self.ladder_card.note.show_text(state.note)
        self.curves_card.note.show_text(state.curves.note)
        self.shares_card.note.show_text(state.shares.headline)
        self.without.show_text(state.shares.note)
        self.without.setVisible(bool(state.shares.note))

    def set_tokens(self, tokens: Tokens) -> None:
        cards = (self.ladder_card, self.stack_card, self.curves_card, self.shares_card)
        for part in (*self._parts(), *cards, self.legend, self.without, self.empty, self.board):
            part.set_tokens(tokens)
