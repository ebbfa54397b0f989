"""What drives the number: one row an input, with room for its slider."""

from __future__ import annotations

from typing import TYPE_CHECKING

from widgets.buttons import Switch
from widgets.controls.slider import HEIGHT as SLIDER_HEIGHT
from widgets.controls.slider import MARGIN
from widgets.controls.steps import grid_of
from widgets.explain.marks import CONTROL, LINK, Bar, Block, Box, Fill, Hit, Mark, Words, faded
from widgets.explain.words import line_at, lines_at
from widgets.language.spoken import joined
from widgets.painting import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from widgets.explain.faces import Look
    from widgets.explain.states import DriverRow

PITCH = 48
_LABEL_TOP, _LABEL = 3, 20
_CONTROL_TOP = 23
_SLIDER = 104  # px, its own margins included
_BAR_ROOM = 72
_BAR = 8.0
_LEAST_BAR = 1.5
_NOTE_LINE = 17
_TONES = {"good": "good", "bad": "bad"}
NAME = "drivers"


def title_and_note(caption: str) -> tuple[str, str]:
    """A caption "What drives it: change for ..." as the section's name and a line below it."""
    title, _, note = caption.partition(": ")
    return title, note[:1].upper() + note[1:]


def held_rows(
    rows: Sequence[DriverRow], shown: Sequence[DriverRow], held: str
) -> tuple[DriverRow, ...]:
    """`rows` in the order of those shown, so that the row in the user's hand stays there.

    The row that is `held` stays even where it is among `rows` no more; others that are gone
    go, and new ones follow at the end.
    """
    new = {row.key: row for row in rows}
    kept = [new.pop(row.key, row) for row in shown if row.key in new or row.key == held]
    return (*kept, *new.values())


def driver_block(row: DriverRow, look: Look, *, stale: bool) -> Block:
    """One row; `stale` is of a moment ago."""
    control = _control(row, look)
    marks: list[Mark] = []
    label = _add_row(marks, row, control, look, stale=stale)
    return Block(f"{NAME}:{row.key}", PITCH, tuple(marks), tuple(_hits(row, label, control)))


def note_block(note: str, look: Look) -> Block:
    """What is said below the rows."""
    at = Box(look.left, 2, look.room, _NOTE_LINE)
    words, bottom = lines_at(at, note, look.note, "text_muted")
    return Block(f"{NAME}:note", int(bottom), words)


def _add_row(marks: list[Mark], row: DriverRow, control: Box, look: Look, *, stale: bool) -> Words:
    """Label and change; below them what stands right of the slider. Returns the label."""
    ink = _TONES.get(row.tone, "text")
    at = Box(look.right - look.room * 0.6, _LABEL_TOP, look.room * 0.6, _LABEL)
    shown = faded(ink) if stale else ink
    change = line_at(at, row.change, look.medium, shown, to_right=True)
    at = Box(look.left, at.y, look.room - change.box.width - 12, _LABEL)
    label = line_at(at, row.label, look.text, "text")
    marks += [label, change, *_move(row, control, look, stale=stale)]
    marks += _bar(row, look, stale=stale)
    return label


def _move(row: DriverRow, control: Box, look: Look, *, stale: bool) -> list[Mark]:
    """The value behind the slider, and the move at the bar."""
    left = control.right + 4
    space = Box(left, control.y, look.right - _BAR_ROOM - 8 - left, control.height)
    at = space._replace(x=space.x + space.width * 0.4, width=space.width * 0.6)
    muted = faded("text_muted") if stale else "text_muted"
    move = line_at(at, row.move, look.small, muted, to_right=True)
    at = space._replace(width=space.width - move.box.width - 8)
    return [line_at(at, row.value, look.small, "text"), move]


def _bar(row: DriverRow, look: Look, *, stale: bool) -> list[Mark]:
    """From the middle to the right for more, to the left for less."""
    centre = look.right - _BAR_ROOM / 2
    middle = _CONTROL_TOP + SLIDER_HEIGHT / 2
    ground = Box(look.right - _BAR_ROOM, middle - 2, _BAR_ROOM, 4)
    marks: list[Mark] = [Bar(ground, "grid")]
    share = max(-1.0, min(row.share, 1.0))
    if share:
        length = max(_LEAST_BAR, abs(share) * _BAR_ROOM / 2)
        box = Box(centre if share > 0 else centre - length, middle - _BAR / 2, length, _BAR)
        ink = _TONES.get(row.tone, "text_muted")
        marks.append(Bar(box, faded(ink) if stale else ink))
    marks.append(Fill(Box(round(centre), middle - 7, 1, 14), "text_muted"))
    return marks


def _control(row: DriverRow, look: Look) -> Box:
    """Where the slider or switch stands. Its margins hang over, so that its track is flush."""
    if grid_of(row).steps == 1:
        return Box(look.left - 2, _CONTROL_TOP, Switch.WIDTH, Switch.HEIGHT)
    return Box(look.left - MARGIN, _CONTROL_TOP, _SLIDER, SLIDER_HEIGHT)


def _hits(row: DriverRow, label: Words, control: Box) -> list[Hit]:
    value = joined(", ", joined(": ", row.label, row.value), row.move)
    spoken = one_line(joined(": ", value, row.change))
    stop = Hit(control_name(row.key), CONTROL, (control,), row.key, spoken)
    if not row.target:
        return [stop]
    return [Hit(f"{NAME}:{row.key}", LINK, (label.box,), row.target, spoken, label.whole), stop]


def control_name(key: str) -> str:
    """The name of the place where an input's slider stands."""
    return f"{NAME}:{key}:control"
