"""Text over several lines: sentences at their spaces, formulas at their operators."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from widgets.language.spoken import own, said
from widgets.painting import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from widgets.explain.states import Piece
    from widgets.painting import Face

_SUMS = {"+", "-", "−", "<", ">", "<=", ">=", "==", "!=", "≤", "≥", "=", "≠", "and", "or"}
_PRODUCTS = {"*", "×", "·", "/", "÷", "^"}
_RANKS = 3  # of the places within one pair of brackets
_NEVER = 10_000
_MOST = _NEVER - 1
_INDENT, _DEEPER, _DEEP = 12.0, 8.0, 3  # px, px more within brackets, up to so many
_SHORT = 40.0  # px, what may stand behind something that took several lines
_TOKENS = re.compile(r"\s+|[(),]|[^\s(),]+")
_NAME_PARTS = re.compile(r"[^_]*_+|[^_]+")


def wrapped(text: str, width: float, using: Face, most: int = 0) -> tuple[str, ...]:
    """The lines of a sentence; with `most`, the last of so many is cut with an ellipsis."""
    lines: list[str] = []
    line = ""
    for word in map(own, said(text).split()):
        longer = f"{line} {word}" if line else word
        if using.width(own(longer)) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        *broken, line = _cut(word, width, using)
        lines.extend(broken)
    if line:
        lines.append(line)
    if most and len(lines) > most:
        rest = " ".join(lines[most - 1 :])
        lines[most - 1 :] = [using.elided(own(rest), width)]
    return tuple(own(each) for each in lines)


def _cut(word: str, width: float, using: Face) -> list[str]:
    """A word in parts that fit, cut behind underscores where it has them, else anywhere."""
    if using.width(word) <= width:
        return [word]
    parts: list[str] = []
    line = ""
    for part in _NAME_PARTS.findall(word):
        for bit in (part,) if using.width(part) <= width else part:
            if line and using.width(own(line + bit)) > width:
                parts.append(line)
                line = ""
            line += bit
    return [own(part) for part in (*parts, line)]


class Run(NamedTuple):
    """A piece's text, or a part of it, on one line of a formula."""

    piece: int  # its place among the pieces
    text: str
    line: int
    x: float
    width: float


class _Atom(NamedTuple):
    """What is never broken unless it is too wide by itself."""

    piece: int
    text: str
    width: float
    gap: float  # the width of the space before it
    rank: int  # of the place before it: lines break at the lowest ranks first


class FormulaLines(NamedTuple):
    """A formula's runs, and how many lines they take."""

    runs: tuple[Run, ...]
    lines: int


def formula_lines(pieces: Sequence[Piece], width: float, using: Face) -> FormulaLines:
    """Lines break behind commas and before operators, first where fewest brackets are open.

    The pieces' texts are in the user's language already.

    All lines but the first are indented, more so where a line begins within brackets.
    """
    setter = _Setter(width)
    setter.place(tuple(_atoms(pieces, width - _indent(_MOST), using)), 0)
    return FormulaLines(tuple(_runs(setter.placed)), setter.line + 1 if setter.placed else 0)


def _indent(rank: int) -> float:
    return _INDENT + _DEEPER * min(rank // _RANKS, _DEEP)


class _Setter:
    """Puts atoms on lines, one behind the other."""

    def __init__(self, width: float) -> None:
        self.placed: list[tuple[_Atom, int, float]] = []
        self.line = 0
        self._width = width
        self._start = self._x = 0.0

    def place(self, atoms: Sequence[_Atom], rank: int) -> None:
        """Breaks at places of a rank; what is too wide for any line is broken at the next."""
        was_broken = False
        for chunk in _chunks(atoms, rank):
            needed = sum(atom.gap + atom.width for atom in chunk)
            line = self.line
            if needed <= self._width - _indent(chunk[0].rank):
                self._put(chunk, needed, fresh=was_broken and needed > _SHORT)
                was_broken = False
                continue
            deeper = min((atom.rank for atom in chunk[1:]), default=_NEVER)
            if deeper < _NEVER:
                self.place(chunk, deeper)
            else:
                for atom in chunk:
                    self._put((atom,), atom.gap + atom.width)
            was_broken = self.line > line

    def _put(self, chunk: Sequence[_Atom], needed: float, *, fresh: bool = False) -> None:
        """Onto this line, or the next where it is to be or there is no room for all of it."""
        if self._x > self._start and (fresh or self._x + needed > self._width):
            self.line += 1
            self._start = self._x = _indent(chunk[0].rank)
        for atom in chunk:
            left = self._x + atom.gap if self._x > self._start else self._x
            self.placed.append((atom, self.line, left))
            self._x = left + atom.width


def _atoms(pieces: Sequence[Piece], width: float, using: Face) -> Iterator[_Atom]:
    """The pieces cut into atoms: a link is one, plain text as many as it has tokens."""
    space, last, brackets = 0.0, "", 0
    for place, piece in enumerate(pieces):
        bits = [one_line(piece.text)] if piece.target else _TOKENS.findall(piece.text)
        for bit in map(own, bits):
            if not bit or bit.isspace():
                space = using.width(" ") if bit else space
                continue
            rank = _rank(bit, last, brackets, spaced=space > 0.0)
            for text in _cut(bit, width, using):
                yield _Atom(place, text, using.width(text), space, rank)
                space, rank = 0.0, _NEVER
            brackets += {"(": 1, ")": -1}.get(bit, 0)
            last = bit


def _rank(bit: str, last: str, brackets: int, *, spaced: bool) -> int:
    """Of the place before a token: behind commas, before sums, before products, never."""
    if last == ",":
        order = 0
    elif spaced and bit in _SUMS:
        order = 1
    elif spaced and bit in _PRODUCTS:
        order = 2
    else:
        return _NEVER
    return _RANKS * max(0, brackets) + order


def _chunks(atoms: Sequence[_Atom], rank: int) -> Iterator[list[_Atom]]:
    """Atoms that stay on one line where they fit on one."""
    chunk: list[_Atom] = []
    for atom in atoms:
        if atom.rank <= rank and chunk:
            yield chunk
            chunk = []
        chunk.append(atom)
    if chunk:
        yield chunk


def _runs(placed: Sequence[tuple[_Atom, int, float]]) -> Iterator[Run]:
    """What stands side by side and is of one piece, in one."""
    run: Run | None = None
    for atom, line, x in placed:
        if run is not None and (run.piece, run.line) == (atom.piece, line):
            text = own(f"{run.text} {atom.text}" if atom.gap else run.text + atom.text)
            run = run._replace(text=text, width=x + atom.width - run.x)
            continue
        if run is not None:
            yield run
        run = Run(atom.piece, atom.text, line, x, atom.width)
    if run is not None:
        yield run
