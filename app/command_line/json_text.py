"""JSON that people can read too: one line an entry, so that the numbers of a row stay together."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False)  # to make one costs much


def whole(parts: Iterable[tuple[str, str]]) -> str:
    """An object of parts that are JSON already, with a line break at its end."""
    lines = ",\n".join(f'  "{name}": {text}' for name, text in parts)
    return f"{{\n{lines}\n}}\n"


def entries(pairs: Iterable[tuple[str, object]]) -> str:
    """An object within `whole`, one line an entry."""
    lines = ",\n".join(f"    {line(key)}: {line(value)}" for key, value in pairs)
    return f"{{\n{lines}\n  }}" if lines else "{}"


def line(value: object) -> str:
    """One value on one line; what is no number is refused."""
    return _ENCODER.encode(value)
