"""How large text is. All that is painted grows with it, and the window lays itself out anew.

Qt paints everything larger by one factor, which it reads once, when its application is made.
The window then has fewer of its own pixels, and its parts go one under the other and scroll.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SIZES = ("100", "125", "150", "200")  # percent of the usual
USUAL = SIZES[0]
_VARIABLE = "QT_SCALE_FACTOR"


@contextmanager
def painted_at(text_size: str) -> Iterator[None]:
    """Within it, the application is made that paints at `text_size`, percent of the usual.

    What the environment asks for already is multiplied. It is put back afterwards: programs
    that Tenor starts, to open a file, have a size of their own.
    """
    before = os.environ.get(_VARIABLE)
    if text_size != USUAL:
        os.environ[_VARIABLE] = str(_number(before) * int(text_size) / 100)
    try:
        yield
    finally:
        if before is None:
            os.environ.pop(_VARIABLE, None)
        else:
            os.environ[_VARIABLE] = before


def _number(text: str | None) -> float:
    """The factor of the environment; 1 where there is none that Qt would take."""
    try:
        return float(text or 1.0)
    except ValueError:
        return 1.0


def unscaled(length: int, text_size: str) -> int:
    """The window's own px for a `length` of the picture in px; never less than that needs."""
    return -(-length * 100 // int(text_size))
