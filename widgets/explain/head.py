"""The top of the page: whose number it is, what it is called, and what it comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from widgets.explain.marks import Block, Box, Dot, Mark, Square
from widgets.explain.words import line_at, lines_at
from widgets.painting import one_line
from widgets.scenario_bar.states import colour_token

if TYPE_CHECKING:
    from widgets.explain.faces import Look
    from widgets.explain.states import ExplainState

_TOP = 12
_ROW = 20
_DOT = 8.0
_NAME_LEFT = 14.0  # behind the dot
_TITLE_LINE = 22
_VALUE_LINE = 38
_WRAPPED_LINE = 22
_LINE = 18
_NOTE_LINE = 17
_BADGE = 20


def name_block(state: ExplainState, look: Look) -> Block:
    """The scenario with its dot, the kind of number, the title."""
    marks: list[Mark] = []
    kind = line_at(
        Box(look.left, _TOP, look.room * 0.6, _ROW), state.kind, look.small, "text_muted"
    )
    room = look.room
    if state.scenario:
        middle = _TOP + _ROW / 2
        marks.append(Dot(Box(look.left, middle - _DOT / 2, _DOT, _DOT), colour_token(state.colour)))
        kind = kind._replace(box=kind.box._replace(x=look.right - kind.box.width))
        room = int(look.room - _NAME_LEFT - kind.box.width - 12)
        at = Box(look.left + _NAME_LEFT, _TOP, room, _ROW)
        marks.append(line_at(at, state.scenario, look.note_medium, "text"))
    marks.append(kind)
    top = _TOP + _ROW + 6
    at = Box(look.left, top, look.room, _TITLE_LINE)
    title, bottom = lines_at(at, state.title, look.title, "text", 3)
    return Block("name", int(bottom), (*marks, *title))


def value_block(state: ExplainState, look: Look) -> Block:
    """The value, as large as fits, what it is per, when it is, and why there is none."""
    marks, bottom = _value(state, look)
    for text, using, ink, gap in (
        (state.when, look.note, "text_muted", 2),
        (state.reason, look.text, "text", 6),
    ):
        if text:
            at = Box(look.left, bottom + gap, look.room, _LINE)
            words, bottom = lines_at(at, text, using, ink)
            marks.extend(words)
    if state.status:
        box = Box(look.left, bottom + 4, look.room - 11, _BADGE)
        middle = look.small.baseline(box.y, _BADGE) - look.small.metrics.xHeight() / 2
        marks.append(Square(Box(look.left, round(middle - 3), 6, 6), state.status))
        at = box._replace(x=look.left + 11)
        marks.append(line_at(at, state.status, look.small, "text_muted"))
        bottom = box.bottom
    return Block("value", int(bottom), tuple(marks))


def _value(state: ExplainState, look: Look) -> tuple[list[Mark], float]:
    text = one_line(state.value)
    using = next((one for one in look.values if one.width(text) <= look.room), None)
    if using is None:  # a list, a sentence
        at = Box(look.left, 6, look.room, _WRAPPED_LINE)
        words, bottom = lines_at(at, text, look.values[-1], "text", 4)
        marks: list[Mark] = [*words]
        used = look.room
    else:
        at = Box(look.left, 2, look.room, _VALUE_LINE)
        value = line_at(at, text, using, "text")
        marks, bottom = [value], at.bottom
        used = int(value.box.width)
    if state.per:
        room = look.room - used - 8
        if using is not None and look.text.width(state.per) <= room:
            baseline = using.baseline(2, _VALUE_LINE)
            top = baseline - look.text.baseline(0, _LINE)
            at = Box(look.left + used + 8, top, room, _LINE)
        else:
            at = Box(look.left, bottom, look.room, _LINE)
            bottom = at.bottom
        marks.append(line_at(at, state.per, look.text, "text_muted"))
    return marks, bottom


def meaning_block(state: ExplainState, look: Look) -> Block:
    """What the number means, and the notes about it."""
    bottom = 10.0
    marks: list[Mark] = []
    if state.meaning:
        at = Box(look.left, bottom, look.room, _LINE)
        words, bottom = lines_at(at, state.meaning, look.text, "text")
        marks.extend(words)
    for note in state.notes:
        at = Box(look.left, bottom + 4, look.room, _NOTE_LINE)
        words, bottom = lines_at(at, note, look.note, "text_muted")
        marks.extend(words)
    return Block("meaning", int(bottom), tuple(marks))
