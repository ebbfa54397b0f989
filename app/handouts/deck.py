"""A handout as a PowerPoint deck: 16:9, with native charts and tables that can be edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.files.atomic import FileError, replacing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.handouts.content import Handout

    Progress = Callable[[float], None]

_MISSING = "can't be written: decks need the package python-pptx, which is not installed"


def write_deck(path: Path, handout: Handout, progress: Progress) -> None:
    """Writes the deck whole or not at all. Raises `FileError`.

    `progress` is told the share done, 0 to 1, and cancels by raising.
    """
    try:
        # Here, not above: python-pptx takes a while to import, and few starts need it.
        from app.handouts.deck_order import LogoError, make_deck
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "pptx":
            raise
        raise FileError(path, _MISSING) from error
    try:
        made = make_deck(handout, progress)
    except LogoError as error:
        raise FileError(path, str(error)) from error
    with replacing(path) as temporary:
        made.save(str(temporary))
    progress(1.0)
