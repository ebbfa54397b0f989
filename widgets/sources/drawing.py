"""How the picture of the contradictions is painted."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPen, QPolygonF

from widgets.language.spoken import own, said
from widgets.painting import BOLD, MEDIUM, blend, colour, draw_dot, draw_ring, draw_text, face
from widgets.sources.states import EVIDENCE

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from PySide6.QtGui import QColor, QPainter, QPainterPath

    from widgets.painting import Face
    from widgets.sources.row import Row, Stretch
    from widgets.sources.states import ClaimRow, Contradiction
    from widgets.tokens import Tokens

_DOT, _LARGE = 7.0, 11.0
_RING = 4.0  # around a claim on which sources disagree
_ID_TOP, _ID_ROOM = 10.0, 24.0  # below the claims
_LINE, _LINES = 14.0, 2  # of a topic's name
LEAST_PITCH = 8.0  # px a claim, for its id to stand below it
BELOW = _ID_TOP + _ID_ROOM + 6.0 + _LINE * _LINES + 2.0
MARGIN = 14.0  # left and right of the claims


class Seen(NamedTuple):
    """What is pointed out: the selected claim with its opponents, and what the hand is at."""

    selected: str = ""
    opponents: frozenset[str] = frozenset()
    at: str = ""
    pair: Contradiction | None = None
    ring: bool = False  # the keyboard is in use

    def strong(self, pair: Contradiction) -> bool:
        return bool(self.selected) and self.selected in (pair.first, pair.second)


class Drawing(NamedTuple):
    """Everything that one painting needs."""

    row: Row
    claims: Mapping[str, ClaimRow]
    lines: Mapping[Contradiction, QPainterPath]
    alone: Collection[str]  # claims on which the sources themselves disagree
    tokens: Tokens
    seen: Seen

    def paint(self, painter: QPainter) -> None:
        for topic in self.row.topics:
            self._paint_topic(painter, topic)
        self._paint_lines(painter)
        for key in self.row.places:
            self._paint_claim(painter, key)

    # -- lines

    def _paint_lines(self, painter: QPainter) -> None:
        tokens, seen = self.tokens, self.seen
        painter.setBrush(Qt.BrushStyle.NoBrush)
        quiet = blend(tokens.card, tokens.text_muted, 0.18 if seen.selected else 0.55)
        for pair, path in self.lines.items():
            if not seen.strong(pair) and pair != seen.pair:
                self._stroke(painter, path, quiet, 1.2)
        for pair, path in self.lines.items():
            if seen.strong(pair) and pair != seen.pair:
                self._stroke(painter, path, colour(tokens.disputed), 2.0)
        if seen.pair is not None and seen.pair in self.lines:
            ink = tokens.disputed if seen.strong(seen.pair) else tokens.text
            self._stroke(painter, self.lines[seen.pair], colour(ink), 3.0)

    @staticmethod
    def _stroke(painter: QPainter, path: QPainterPath, ink: QColor, width: float) -> None:
        painter.setPen(QPen(ink, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPath(path)

    # -- claims

    def _paint_claim(self, painter: QPainter, key: str) -> None:
        tokens, seen, point = self.tokens, self.seen, self.row.point(key)
        chosen, against = key == seen.selected, key in seen.opponents
        size = _LARGE if chosen or key == seen.at else _DOT + 1.5 if against else _DOT
        ink = self._ink(key)
        if key in self.alone:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour(tokens.disputed) if chosen else ink, 1.4))
            painter.drawEllipse(point, size / 2 + _RING - 1.2, size / 2 + _RING - 1.2)
        if self.claims[key].origin == EVIDENCE:
            draw_diamond(painter, point, size + 2.0, ink)
        else:
            draw_dot(painter, point, size, ink)
        if key == seen.at and seen.ring:
            box = QRectF(point.x() - 11, point.y() - 11, 22, 22)
            draw_ring(painter, box, colour(tokens.accent), 11)
        named = chosen or against or key == seen.at
        if named or self.row.pitch >= LEAST_PITCH:
            self._paint_id(painter, key, strong=named)

    def _ink(self, key: str) -> QColor:
        tokens, seen = self.tokens, self.seen
        if key == seen.selected:
            return colour(tokens.accent)
        if key in seen.opponents:
            return colour(tokens.disputed)
        if key == seen.at or (seen.pair and key in (seen.pair.first, seen.pair.second)):
            return colour(tokens.text)
        plain = 0.9 if self.claims[key].conflicts else 0.4
        return blend(tokens.card, tokens.text_muted, plain * (0.6 if seen.selected else 1.0))

    def _paint_id(self, painter: QPainter, key: str, *, strong: bool) -> None:
        """Below its claim, written downwards."""
        tokens = self.tokens
        using = face(10, BOLD) if strong else face(10)
        muted = blend(tokens.card, tokens.text_muted, 0.7 if self.seen.selected else 1.0)
        ink = colour(tokens.text) if strong else muted
        painter.save()
        painter.translate(self.row.point(key) + QPointF(0.0, _ID_TOP))
        painter.rotate(90)
        at = QPointF(0.0, using.metrics.capHeight() / 2)
        draw_text(painter, at, self.claims[key].label, using, ink)
        painter.restore()

    # -- topics

    def _paint_topic(self, painter: QPainter, topic: Stretch) -> None:
        """A line under its claims, and its name under the line."""
        tokens, on, seen = self.tokens, self.row, self.seen
        mine = seen.selected in topic.keys or seen.at in topic.keys
        half = 0.45 * on.pitch
        top = on.y + _ID_TOP + _ID_ROOM
        ink = colour(tokens.accent) if mine else blend(tokens.card, tokens.text_muted, 0.4)
        painter.fillRect(
            QRectF(topic.first - half, top, topic.last - topic.first + 2 * half, 2.0), ink
        )
        using = face(11, MEDIUM)
        words = colour(tokens.text if mine else tokens.text_muted)
        room = topic.last - topic.first + 1.9 * on.pitch
        lines = broken(topic.label, using, room)
        lines[_LINES - 1 :] = [own(" ".join(lines[_LINES - 1 :]))]  # elided where it is too long
        for place, text in enumerate(lines):
            text = using.elided(text, room + 1.2 * on.pitch)
            width = using.width(text)
            x = max(1.0, topic.middle - width / 2)
            x = min(x, on.room.right() + MARGIN - 1 - width)
            at = QPointF(x, using.baseline(top + 5 + _LINE * place, _LINE))
            draw_text(painter, at, text, using, words)


def draw_diamond(painter: QPainter, centre: QPointF, size: float, ink: QColor) -> None:
    """The mark of outside evidence: told from a dot without colour."""
    half = size / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    corners = ((0.0, -half), (half, 0.0), (0.0, half), (-half, 0.0))
    painter.drawPolygon(QPolygonF([centre + QPointF(x, y) for x, y in corners]))


def broken(text: str, using: Face, width: float) -> list[str]:
    """The words of a short text in lines of that width, as far as they fit."""
    lines = [own("")]
    for word in said(text).split():
        longer = own(f"{lines[-1]} {word}".strip())
        if lines[-1] and using.width(longer) > width:
            lines.append(own(word))
        else:
            lines[-1] = longer
    return lines
