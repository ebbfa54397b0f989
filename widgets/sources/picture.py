"""The contradictions, drawn: claims in a row by topic, an arch over each two that clash."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from widgets.language.spoken import joined, own, said
from widgets.painting import (
    colour,
    draw_ring,
    is_keyboard_focus,
    plain_tip,
)
from widgets.sources.drawing import BELOW, MARGIN, Drawing, Seen
from widgets.sources.numbers import claims_table
from widgets.sources.row import arch, distance, row
from widgets.sources.states import ClaimsState

if TYPE_CHECKING:
    from PySide6.QtGui import QPainterPath, QPaintEvent, QResizeEvent

    from widgets.picture import PictureTable
    from widgets.sources.row import Row
    from widgets.sources.states import ClaimRow, Contradiction
    from widgets.tokens import Tokens

_REACH, _ID_REACH = 8.0, 36.0  # px over and below a claim at which it is met
_LINE_REACH = 6.0
_TOP = 8.0


class Picture(QWidget):
    """Left and Right walk the claims, Up and Down a claim's contradictions, Enter selects."""

    selected = Signal(str)  # a claim's key
    told = Signal(object)  # what the hand is at, in words as said; empty for nothing

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._state = ClaimsState()
        self._claims: dict[str, ClaimRow] = {}
        self._pairs: dict[str, tuple[Contradiction, ...]] = {}
        self._row: Row | None = None
        self._lines: dict[Contradiction, QPainterPath] = {}
        self._seen = Seen()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 140)
        self.setAccessibleName(said("Contradictions between claims"))

    def sizeHint(self) -> QSize:
        return QSize(700, 230)

    def picture_table(self) -> PictureTable:
        """Which claims contradict each other, and why."""
        return claims_table(self._state)

    def show_claims(self, state: ClaimsState) -> None:
        self._state = state
        self._claims = {claim.key: claim for claim in state.claims}
        self._pairs = {
            key: tuple(pair for pair in state.contradictions if key in (pair.first, pair.second))
            for key in self._claims
        }
        self._seen = Seen()
        self.setAccessibleDescription(said(self.picture_table().sentence))
        self._place()

    def show_selected(self, key: str) -> None:
        """Point out a claim, the lines from it and the claims at their ends."""
        key = key if key in self._claims else ""
        if key != self._seen.selected:
            ends = {end for pair in self._pairs.get(key, ()) for end in (pair.first, pair.second)}
            against = frozenset(ends - {key})
            self._seen = self._seen._replace(selected=key, opponents=against, pair=None)
            self.update()
            self._tell()

    def seen(self) -> Seen:
        """What is pointed out now."""
        return self._seen

    def order(self) -> list[str]:
        """The claims as they stand, from the left."""
        return list(self._row.places) if self._row else []

    def place(self, key: str) -> QPointF:
        """Where a claim stands, px."""
        assert self._row is not None
        return self._row.point(key)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.update()

    # -- geometry

    def _place(self) -> None:
        room = QRectF(self.rect()).adjusted(MARGIN, _TOP, -MARGIN, -BELOW)
        self._row = row(self._state.topics, self._state.contradictions, room)
        self._lines = {
            pair: arch(self._row, pair)
            for pair in self._state.contradictions
            if pair.first != pair.second
        }
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    # -- the hand

    def _meet(self, point: QPointF) -> tuple[str, Contradiction | None]:
        """The claim or the line at a point."""
        if self._row is None or not self._row.places:
            return "", None
        places = self._row.places
        key = min(places, key=lambda each: abs(places[each] - point.x()))
        below = point.y() - self._row.y
        if abs(places[key] - point.x()) <= self._row.pitch and -_REACH <= below <= _ID_REACH:
            return key, None
        far = {pair: distance(path, point) for pair, path in self._lines.items()}
        pair = min(far, key=lambda each: far[each], default=None)
        return "", pair if pair is not None and far[pair] <= _LINE_REACH else None

    def _go_to(self, key: str, pair: Contradiction | None, *, ring: bool) -> None:
        seen = self._seen._replace(at=key, pair=pair, ring=ring)
        if seen != self._seen:
            self._seen = seen
            self.update()
            self._tell()

    def _tell(self) -> None:
        words = self._words()
        self.setAccessibleDescription(said(words or self.picture_table().sentence))
        self.told.emit(words)

    def _words(self) -> str:
        """What the hand is at; without it, what is selected."""
        seen = self._seen
        if seen.pair is not None:
            return self._pair_words(seen.pair)
        key = seen.at or seen.selected
        if not key:
            return ""
        claim = self._claims[key]
        reasons = [pair for pair in self._pairs[key] if pair.first == pair.second]
        against = [self._other(pair, key) for pair in self._pairs[key] if pair not in reasons]
        parts = [f"contradicted by {', '.join(against)}"] if against else []
        parts += ["sources disagree on it"] if reasons else []
        standing = " and ".join(parts) or "nothing contradicts it"
        head, told = said(f"{claim.label}, {standing}"), joined(", ", claim.text, claim.value)
        return own(f"{head}: {told}.")

    def _pair_words(self, pair: Contradiction) -> str:
        first, second = self._claims[pair.first].label, self._claims[pair.second].label
        if first == second:
            return f"{first}: {pair.reason}."
        return f"{first} against {second}: {pair.reason}."

    def _other(self, pair: Contradiction, key: str) -> str:
        return self._claims[pair.second if pair.first == key else pair.first].label

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        key, pair = self._meet(event.position())
        found = bool(key or pair)
        self.setCursor(Qt.CursorShape.PointingHandCursor if found else Qt.CursorShape.ArrowCursor)
        self._go_to(key, pair, ring=False)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if not self.hasFocus():
            self._go_to("", None, ring=False)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        key, pair = self._meet(event.position())
        if event.button() == Qt.MouseButton.LeftButton and (key or pair):
            self.selected.emit(key or (pair.first if pair else ""))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            key, pair = self._meet(QPointF(event.pos()))
            words = self._pair_words(pair) if pair else self._claim_tip(key)
            QToolTip.showText(event.globalPos(), plain_tip(words), self)
            return True
        return super().event(event)

    def _claim_tip(self, key: str) -> str:
        if not key:
            return ""
        claim = self._claims[key]
        told = joined(", ", claim.text, claim.value)
        return joined("\n", joined(": ", claim.label, told), claim.where, claim.standing)

    # -- the keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, order = event.key(), self.order()
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if not order:
            super().keyPressEvent(event)
        elif key in steps:
            self._walk(order, steps[Qt.Key(key)])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go_to(order[0 if key == Qt.Key.Key_Home else -1], None, ring=True)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._turn(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._enter()
        else:
            super().keyPressEvent(event)

    def _walk(self, order: list[str], by: int) -> None:
        at = self._seen.at or self._seen.selected
        place = order.index(at) + by if at in order else (0 if by > 0 else -1)
        self._go_to(order[place % len(order)], None, ring=True)

    def _turn(self, by: int) -> None:
        """To the next contradiction of the claim at which the keyboard is."""
        at = self._seen.at or self._seen.selected
        pairs = self._pairs.get(at, ())
        if not pairs:
            return
        pair = self._seen.pair
        place = pairs.index(pair) + by if pair in pairs else (0 if by > 0 else -1)
        self._go_to(at, pairs[place % len(pairs)], ring=True)

    def _enter(self) -> None:
        """The claim at the keyboard; from a contradiction, the claim at its other end."""
        seen = self._seen
        if seen.pair is not None:
            other = seen.pair.second if seen.pair.first == seen.at else seen.pair.first
            self._go_to(other, None, ring=True)
            self.selected.emit(other)
        elif seen.at:
            self.selected.emit(seen.at)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        ring = is_keyboard_focus(event, before=self._seen.ring)
        if ring and self._row and self._row.places:
            at = self._seen.at or self._seen.selected or self.order()[0]
            self._go_to(at, self._seen.pair, ring=True)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._go_to("", None, ring=False)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._row is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus() and self._seen.ring:
            box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            draw_ring(painter, box, colour(self._tokens.accent), 6)
        alone = {pair.first for pair in self._state.contradictions if pair.first == pair.second}
        drawing = Drawing(self._row, self._claims, self._lines, alone, self._tokens, self._seen)
        drawing.paint(painter)
        painter.end()
