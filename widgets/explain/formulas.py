"""A formula in names and in values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from widgets.explain.marks import LINK, Block, Box, Fill, Hit, Mark, Plate, Words
from widgets.explain.words import lines_at
from widgets.explain.wrapping import formula_lines
from widgets.language.spoken import joined, own, said
from widgets.painting import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from widgets.explain.faces import Look
    from widgets.explain.states import FormulaText, Piece

_LINE = 19
_PADDING_X, _PADDING_Y = 10, 8
_RULE_SPACE = 13
_SYNTAX = re.compile(r"(\w+\(|\b(?:and|or|not)\b)")  # calls and words that join


class Lines(NamedTuple):
    """How many lines the formula takes in names and in values."""

    names: int = 0
    values: int = 0


def formula_block(
    name: str, formula: FormulaText, look: Look, least: Lines | None = None
) -> tuple[Block, Lines]:
    """The formula on a ground of its own. It takes at least as many lines as `least`."""
    least = least or Lines()
    text = _Text(look, {piece.target for piece in formula.in_names if piece.target})
    in_names = [piece._replace(text=own(piece.text)) for piece in formula.in_names]
    names = text.add(f"{name}:names", in_names, "accent", least.names)
    values = 0
    if formula.in_values or formula.result:
        text.rule()
        in_values = [piece._replace(text=_in_words(piece)) for piece in formula.in_values]
        values = text.add(f"{name}:values", in_values, "text", least.values)
    if formula.result:
        text.result(formula.result)
    ground = Plate(Box(look.left, 0, look.room, text.y + _PADDING_Y), "field", "border")
    block = Block(name, int(ground.box.bottom), (ground, *text.marks), tuple(text.hits))
    return block, Lines(names, values)


def _in_words(piece: Piece) -> str:
    """A value as the user's language has it; the formula around it is the same in every one."""
    if piece.target:
        return said(piece.text)
    parts = _SYNTAX.split(piece.text)
    return own("".join(part if at % 2 else said(part) for at, part in enumerate(parts)))


class _Text:
    """Marks and hits from the top down."""

    def __init__(self, look: Look, named: set[str]) -> None:
        self.look = look
        self.y = float(_PADDING_Y)
        self.marks: list[Mark] = []
        self.hits: list[Hit] = []
        self._named = named  # what can be reached by its name need not be by its value too
        self._left = look.left + _PADDING_X
        self._room = look.room - 2 * _PADDING_X

    def add(self, name: str, pieces: Sequence[Piece], linked: str, least: int) -> int:
        """One writing of the formula. Returns the lines that it takes."""
        using = self.look.note
        runs, count = formula_lines(pieces, self._room, using)
        boxes: dict[int, list[Box]] = {}
        for run in runs:
            box = Box(self._left + run.x, self.y + run.line * _LINE, run.width, _LINE)
            ink = linked if pieces[run.piece].target else "text"
            self.marks.append(Words(box, run.text, using, ink))
            boxes.setdefault(run.piece, []).append(box)
        is_name = name.endswith("names")
        for place, where in boxes.items():
            piece = pieces[place]
            if piece.target:
                spoken = one_line(joined(" ", piece.text, piece.tip))
                stop = is_name or piece.target not in self._named
                at = tuple(where)
                hit = Hit(f"{name}:{place}", LINK, at, piece.target, spoken, piece.tip, stop)
                self.hits.append(hit)
        count = max(count, least)
        self.y += count * _LINE
        return count

    def rule(self) -> None:
        middle = round(self.y + _RULE_SPACE / 2)
        self.marks.append(Fill(Box(self._left, middle, self._room, 1), "border"))
        self.y += _RULE_SPACE

    def result(self, text: str) -> None:
        at = Box(self._left, self.y, self._room, _LINE + 1)
        words, self.y = lines_at(at, joined(" ", "=", text), self.look.strong, "text", 3)
        self.marks.extend(words)
