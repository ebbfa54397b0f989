"""What a formula's field knows of the model, as frozen values."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class Completion(NamedTuple):
    """A name that a formula may use. One with a signature is a function."""

    name: str
    label: str  # "Revenue"; of a function what it gives
    note: str = ""  # "line item, $m"
    signature: str = ""  # "where(condition, then, else)"


class Signature(NamedTuple):
    """A function's arguments by name, and what comes of them."""

    arguments: tuple[str, ...]
    meaning: str


class Vocabulary(NamedTuple):
    """All names in the order in which they are offered, and the functions' signatures."""

    completions: tuple[Completion, ...]
    signatures: Mapping[str, Signature]
