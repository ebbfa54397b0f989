"""How the sweep is drawn: where terms stand, the strips, the marks, the words beside them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from widgets.comparison.marks import draw_underline
from widgets.painting import BOLD, MEDIUM, blend, colour, draw_rounded, draw_text, face

if TYPE_CHECKING:
    from widgets.decide.map_states import SweepRow, SweepState
    from widgets.painting import Face
    from widgets.tokens import Tokens

TEXT_LEFT, RIGHT = 34.0, 16.0  # of words and strips, px from the edges
AXIS = 34.0  # px of the axis above the rows
_MARK_LEFT = 22.0  # the middle of the mark before the words
_THICK, _THIN = 12.0, 3.0  # of a strip where it holds and where it doesn't
_BETWEEN = 10.0  # px between a sentence and its verdict
_LINE = 16.0
_BESIDE = 4.0  # px from a change to its term


def strip_place(state: SweepState, width: float, term: float) -> float:
    """The x of a term. Each has a cell of its own; this is its middle."""
    share = (term - state.first + 0.5) / (state.last - state.first + 1)
    return TEXT_LEFT + max(0.0, min(share, 1.0)) * (width - TEXT_LEFT - RIGHT)


def strip_term(state: SweepState, width: float, x: float) -> float:
    """The term at an x, of which whole numbers are the middles of cells."""
    share = (x - TEXT_LEFT) / max(width - TEXT_LEFT - RIGHT, 1.0)
    return state.first - 0.5 + share * (state.last - state.first + 1)


def _head(row: SweepRow) -> Face:
    return face(13, BOLD if row.goal else MEDIUM)


def fits_beside(row: SweepRow, width: float) -> bool:
    """Whether a row's verdict has room behind its sentence."""
    needed = _head(row).width(row.sentence) + face(12).width(row.verdict) + _BETWEEN
    return needed <= width - TEXT_LEFT - RIGHT


def draw_row_texts(
    painter: QPainter, row: SweepRow, box: QRectF, tokens: Tokens, *, underlined: bool
) -> None:
    """The sentence, and its verdict at the right or below."""
    head, small = _head(row), face(12)
    room = box.width() - TEXT_LEFT - RIGHT
    text = head.elided(row.sentence, room)
    baseline = head.baseline(box.top() + 3, _LINE)
    ink = colour(tokens.text)
    draw_text(painter, QPointF(TEXT_LEFT, baseline), text, head, ink)
    if underlined:
        draw_underline(painter, QPointF(TEXT_LEFT, baseline), head.width(text), tokens)
    verdict, muted = small.elided(row.verdict, room), colour(tokens.text_muted)
    if fits_beside(row, box.width()):
        x = box.width() - RIGHT - small.width(verdict)
        draw_text(painter, QPointF(x, baseline), verdict, small, muted)
    else:
        at = QPointF(TEXT_LEFT, small.baseline(box.top() + 3 + _LINE, _LINE))
        draw_text(painter, at, verdict, small, muted)


def draw_answer(painter: QPainter, row: SweepRow, box: QRectF, tokens: Tokens) -> None:
    """A tick, a cross or a bar: what holds at the present term."""
    x, y = _MARK_LEFT, box.top() + 3 + _LINE / 2
    ink = {True: tokens.good, False: tokens.bad, None: tokens.text_muted}[row.now]
    cap, join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    painter.setPen(QPen(colour(ink), 2.0, Qt.PenStyle.SolidLine, cap, join))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if row.now is None:
        painter.drawLine(QPointF(x - 4, y), QPointF(x + 4, y))
    elif row.now:
        tick = ((x - 4.5, y), (x - 1.5, y + 3.5), (x + 4.5, y - 4))
        painter.drawPolyline(QPolygonF([QPointF(*point) for point in tick]))
    else:
        painter.drawLine(QPointF(x - 3.5, y - 3.5), QPointF(x + 3.5, y + 3.5))
        painter.drawLine(QPointF(x - 3.5, y + 3.5), QPointF(x + 3.5, y - 3.5))


def draw_strip(
    painter: QPainter, state: SweepState, row: SweepRow, box: QRectF, term: float, tokens: Tokens
) -> None:
    """Thick where it holds, thin where not, dotted where there is no answer; the present term."""
    middle = box.top() + 1 + _THICK / 2
    for first, last, answer in row.spans:
        left = strip_place(state, box.width(), first - 0.5)
        right = strip_place(state, box.width(), last + 0.5)
        if answer:
            thick = QRectF(left, middle - _THICK / 2, right - left, _THICK)
            draw_rounded(painter, thick, blend(tokens.card, tokens.accent, 0.75), radius=2)
        elif answer is None:
            painter.setPen(QPen(colour(tokens.text_muted), 1.5, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(left, middle), QPointF(right, middle))
        else:
            thin = QRectF(left, middle - _THIN / 2, right - left, _THIN)
            draw_rounded(painter, thin, blend(tokens.track, tokens.text_muted, 0.35), radius=1.5)
    present = strip_place(state, box.width(), term)
    _draw_changes(painter, state, row, box, present, tokens)
    _draw_present(painter, present, box, tokens)


def _draw_changes(
    painter: QPainter, state: SweepState, row: SweepRow, box: QRectF, present: float, tokens: Tokens
) -> None:
    """The last term for which it holds, or the first, beside the end of each thick piece."""
    small = face(11)
    baseline = small.baseline(box.top() - 1, _THICK + 4)
    for before, after in pairwise(row.spans):
        if bool(before[2]) == bool(after[2]):
            continue
        ends = before[2]  # a thick piece ends here; else one begins
        text, thin = (str(before[1]), after) if ends else (str(after[0]), before)
        left = strip_place(state, box.width(), thin[0] - 0.5) + _BESIDE
        right = strip_place(state, box.width(), thin[1] + 0.5) - _BESIDE
        width = small.width(text)
        x = left if ends else right - width
        if x - _BESIDE < present < x + width + _BESIDE:  # the present term's mark stands there
            x = present + _BESIDE if ends else present - _BESIDE - width
        if x < left or x + width > right:
            continue
        ground = QRectF(x - 2, box.top(), width + 4, _THICK + 2)
        painter.fillRect(ground, colour(tokens.card))
        draw_text(painter, QPointF(x, baseline), text, small, colour(tokens.text))


def _draw_present(painter: QPainter, x: float, strip: QRectF, tokens: Tokens) -> None:
    """The present term, through a strip."""
    top = strip.top()
    painter.fillRect(QRectF(round(x) - 2.0, top, 4, _THICK + 4), colour(tokens.card))
    painter.fillRect(QRectF(round(x) - 1.0, top, 2, _THICK + 4), colour(tokens.text))


def draw_axis(
    painter: QPainter, state: SweepState, width: float, term: float, tokens: Tokens
) -> None:
    """Terms above the strips, and the present one in words."""
    small, strong = face(11), face(11, MEDIUM)
    x = strip_place(state, width, term)
    words = strong.width(state.present_text)
    left = max(TEXT_LEFT, min(x - words / 2, width - RIGHT - words))
    ink = colour(tokens.text)
    draw_text(painter, QPointF(left, strong.baseline(0, 16)), state.present_text, strong, ink)
    for tick in state.ticks:
        place = strip_place(state, width, tick.position)
        span = small.width(tick.text)
        at = QPointF(
            max(TEXT_LEFT, min(place - span / 2, width - RIGHT - span)), small.baseline(17, 16)
        )
        if abs(place - x) > span / 2 + 4:
            draw_text(painter, at, tick.text, small, colour(tokens.text_muted))
    painter.fillRect(QRectF(round(x) - 1.0, 18, 2, AXIS - 18), ink)
