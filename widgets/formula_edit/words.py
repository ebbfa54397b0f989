"""What stands around the cursor in a formula, and which names fit it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from widgets.language.spoken import findable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from widgets.formula_edit.states import Completion, Signature

_BEFORE = re.compile(r"(?<![\w.])[A-Za-z_]\w*\Z", re.ASCII)
_AFTER = re.compile(r"\w*", re.ASCII)
_TOKEN = re.compile(r"\w+|[<>=!]=|\S", re.ASCII)
_CALLED = re.compile(r"[A-Za-z_]\w*\s*\Z", re.ASCII)


class Call(NamedTuple):
    """The call that the cursor is in, and which of its arguments, from 0."""

    function: str
    argument: int


def word_at(text: str, position: int) -> tuple[int, int]:
    """Where the name starts and ends that the cursor stands in or behind; empty if none."""
    before = _BEFORE.search(text, 0, position)
    if before is None:
        return position, position
    after = _AFTER.match(text, position)
    assert after is not None
    return before.start(), after.end()


def token_at(text: str, position: int) -> tuple[int, int]:
    """What a fault at `position` is about: a name, a number or a sign; the last one at the end."""
    if found := _TOKEN.match(text, position):
        return found.start(), found.end()
    end = len(text[:position].rstrip())
    return max(0, end - 1), end


def call_at(text: str, position: int) -> Call | None:
    """The innermost call around the cursor."""
    depth = argument = 0
    for place in range(min(position, len(text)) - 1, -1, -1):
        sign = text[place]
        if sign == ")":
            depth += 1
        elif sign == "(" and depth:
            depth -= 1
        elif sign == "(":
            if found := _CALLED.search(text, 0, place):
                return Call(found[0].strip(), argument)
            argument = 0  # a parenthesis of a sum or a product
        elif sign == "," and not depth:
            argument += 1
    return None


def signature_parts(signature: Signature, argument: int) -> tuple[str, ...]:
    """The arguments, the one at the cursor in brackets: `condition`, `‹then›`, `else`."""
    last = min(argument, len(signature.arguments) - 1)
    return tuple(
        f"‹{name}›" if place == last else name for place, name in enumerate(signature.arguments)
    )


def fitting(completions: Sequence[Completion], typed: str) -> list[Completion]:
    """The names that may be meant, best first: they begin so, a word of theirs does, they hold it.

    A label counts as a name does. All of them where nothing was typed.
    """
    part = typed.casefold()
    if not part:
        return list(completions)
    ranked = [(rank, each) for each in completions if (rank := _rank(each, part)) < 4]
    ranked.sort(key=lambda pair: pair[0])
    return [each for _, each in ranked]


def _rank(each: Completion, part: str) -> int:
    if each.name.startswith(part):
        return 0
    if f"_{part}" in each.name:
        return 1
    if f" {part}" in f" {findable(each.label).casefold()}" and not each.signature:
        return 2
    return 3 if part in each.name else 4
