"""One chip of the scenario bar: how wide it is, what is where in it, how it is painted."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPen, QPixmap, QPolygonF

from widgets.language.spoken import joined, own
from widgets.painting import (
    BOLD,
    MEDIUM,
    PIN_WIDTH,
    Face,
    colour,
    colour_of,
    draw_dot,
    draw_pin,
    draw_ring,
    draw_rounded,
    draw_text,
    draw_triangle,
    face,
    one_line,
    plain_tip,
    pointed_edge,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

    from widgets.scenario_bar.states import ChipState
    from widgets.tokens import Tokens

HEIGHT = 26
NAME_WIDTH = 168.0  # px, the widest a name gets
_PADDING = 11.0
_TICK = 14.0
_DOT = 9.0
_SPACE = 7.0  # between the parts
_STAR_SPACE = 2.0
_PIN_SPACE = 3.0
_ARROW = 18.0  # room of the triangle that opens the menu
_END = 7.0  # behind the room of the star, which is mostly empty
_MENU_NAME = 320.0  # px, the widest a name gets in a list
NAME_LEFT = _PADDING + _DOT + _SPACE  # where the name begins if there is no tick box
_STAR = "*"
_ICON = 16

BASELINE_WORDS = "Baseline: scenarios are compared with it"
MODIFIED_WORDS = "Changed since it was saved"


class Chip(NamedTuple):
    """A scenario's chip, measured. Lengths are px from its left edge."""

    state: ChipState
    ticks_shown: bool
    text: str  # the name as it fits
    name_left: float
    name_width: float
    width: int

    @property
    def arrow_left(self) -> float:
        """Where what opens the menu begins; only the current one shows it."""
        return self.width - _ARROW - 4.0 if self.state.current else math.inf

    @property
    def tick_right(self) -> float:
        """Where the tick box's room ends."""
        return self.name_left - _SPACE - _DOT - _SPACE / 2 if self.ticks_shown else 0.0

    def tooltip(self) -> str:
        """The name where it is cut, what the state says, and what pin and star mean."""
        state = self.state
        cut = self.text != one_line(state.name) and state.name not in state.tooltip
        named = f"{state.tooltip}\n".startswith(f"{state.name}\n")
        lines = [own(state.name)] if cut or named else []
        lines += [state.tooltip.removeprefix(state.name).strip("\n") if named else state.tooltip]
        lines += [BASELINE_WORDS] if state.is_baseline else []
        lines += [MODIFIED_WORDS] if state.modified else []
        return plain_tip(joined("\n", *lines))

    def spoken(self, place: int, count: int) -> str:
        """For screen readers; `place` counts from 1."""
        state = self.state
        words = [one_line(own(state.name)), f"{place} of {count}"]
        words += ["current"] if state.current else []
        words += ["baseline"] if state.is_baseline else []
        words += [MODIFIED_WORDS.lower()] if state.modified else []
        if self.ticks_shown:
            words.append("ticked" if state.ticked else "not ticked")
        return joined(", ", *words)


class Look(NamedTuple):
    """How the pointer and the keyboard meet a chip."""

    hovered: bool = False
    ring: bool = False
    opacity: float = 1.0


def menu_text(name: str) -> str:
    """A name as the text of an action, where & would mark a key."""
    return own(_strong().elided(one_line(own(name)), _MENU_NAME).replace("&", "&&"))


def _plain() -> Face:
    return face(12, MEDIUM)


def _strong() -> Face:
    return face(12, BOLD)


def measured(state: ChipState, *, ticks_shown: bool) -> Chip:
    """Lays a chip out.

    A name keeps its room when it becomes current and semi-bold, and the star has its room
    always: the first move of a slider must not push the other chips aside.
    """
    using = _strong()
    text = using.elided(one_line(own(state.name)), NAME_WIDTH)
    width = using.width(text)
    left = NAME_LEFT + (_TICK + _SPACE if ticks_shown else 0.0)
    right = left + width + _STAR_SPACE + using.width(_STAR)
    right += _PIN_SPACE + PIN_WIDTH if state.is_baseline else 0.0
    right += _ARROW if state.current else 0.0
    return Chip(state, ticks_shown, text, left, width, math.ceil(right + _END))


def remeasured(state: ChipState, last: Chip | None, *, ticks_shown: bool) -> Chip:
    """The last chip itself where it shows this already; measured only if its width may differ."""
    if last is None or last.ticks_shown != ticks_shown or _sized(last.state) != _sized(state):
        return measured(state, ticks_shown=ticks_shown)
    return last if last.state == state else last._replace(state=state)


def _sized(state: ChipState) -> tuple[str, bool, bool]:
    return state.name, state.current, state.is_baseline


def dot_icon(tokens: Tokens, token: str, ratio: float) -> QIcon:
    """A scenario's dot, for menus; `ratio` is the screen's."""
    ink, ground = colour_of(tokens, token), colour(tokens.card)
    icon = QIcon(_dot_pixmap(ink, None, ratio))
    # On the highlight, which may be of the dot's own colour, it has the menu's ground around it.
    for mode in (QIcon.Mode.Active, QIcon.Mode.Selected):
        icon.addPixmap(_dot_pixmap(ink, ground, ratio), mode)
    return icon


def _dot_pixmap(ink: QColor, ring: QColor | None, ratio: float) -> QPixmap:
    pixmap = QPixmap(round(_ICON * ratio), round(_ICON * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    centre = QPointF(_ICON / 2, _ICON / 2)
    if ring is not None:
        draw_dot(painter, centre, _DOT + 5, ring)
    draw_dot(painter, centre, _DOT + 1, ink)
    painter.end()
    return pixmap


def paint_dot(
    painter: QPainter, name_left: float, middle: float, token: str, tokens: Tokens
) -> None:
    """The scenario's dot, before where its name begins."""
    centre = QPointF(name_left - _SPACE - _DOT / 2, middle)
    draw_dot(painter, centre, _DOT, colour_of(tokens, token))


def paint_chip(
    painter: QPainter, chip: Chip, left: float, top: float, tokens: Tokens, look: Look
) -> None:
    """Paints a chip with its left upper corner at a point."""
    state = chip.state
    painter.setOpacity(look.opacity)
    painter.translate(left, top)
    box = QRectF(0, 0, chip.width, HEIGHT)
    if look.ring:
        ring = box.adjusted(-2.25, -2.25, 2.25, 2.25)
        draw_ring(painter, ring, colour(tokens.accent), 15.25)
    _paint_body(painter, box, tokens, current=state.current, hovered=look.hovered)
    if chip.ticks_shown:
        _paint_tick(painter, QRectF(_PADDING, (HEIGHT - _TICK) / 2, _TICK, _TICK), state, tokens)
    paint_dot(painter, chip.name_left, HEIGHT / 2, state.colour, tokens)
    using = _strong() if state.current else _plain()
    ink = colour(tokens.text if state.current or look.hovered else tokens.text_muted)
    baseline = using.baseline(0, HEIGHT)
    draw_text(painter, QPointF(chip.name_left, baseline), chip.text, using, ink)
    _paint_marks(painter, chip, baseline, tokens)
    painter.translate(-left, -top)
    painter.setOpacity(1.0)


def _paint_body(
    painter: QPainter, box: QRectF, tokens: Tokens, *, current: bool, hovered: bool
) -> None:
    edge, width = colour(tokens.border), 1.0
    if current:
        edge, width = colour(tokens.accent), 1.5
    elif hovered:
        edge = pointed_edge(tokens)
    draw_rounded(painter, box, colour(tokens.card), edge, HEIGHT / 2, width)


def _paint_tick(painter: QPainter, box: QRectF, state: ChipState, tokens: Tokens) -> None:
    if not state.ticked:
        draw_rounded(painter, box, colour(tokens.card), colour(tokens.text_muted), 3.5, 1.25)
        return
    draw_rounded(painter, box, colour(tokens.accent), radius=3.5)
    pen = QPen(colour(tokens.text_on_accent), 1.75)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    x, y = box.x(), box.y()
    points = ((3.4, 7.2), (6.0, 9.8), (10.6, 4.6))
    painter.drawPolyline(QPolygonF([QPointF(x + dx, y + dy) for dx, dy in points]))


def _paint_marks(painter: QPainter, chip: Chip, baseline: float, tokens: Tokens) -> None:
    """Behind the name: the star, the pin, and what opens the menu."""
    state, using = chip.state, _strong()
    muted = colour(tokens.text_muted)
    x = chip.name_left + chip.name_width + _STAR_SPACE
    if state.modified:
        draw_text(painter, QPointF(x, baseline), _STAR, using, muted)
    if state.is_baseline:
        x += using.width(_STAR) + _PIN_SPACE
        draw_pin(painter, QPointF(x + PIN_WIDTH / 2, HEIGHT / 2), colour(tokens.text))
    if state.current:
        middle = QPointF(chip.width - _PADDING - 2.0, HEIGHT / 2 + 0.5)
        draw_triangle(painter, middle, 7.0, 4.5, 180.0, muted)
