"""What the controller knows of what is beside the pages: no more than this.

The desks there know the controller; so it doesn't know them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from widgets.tokens import Tokens


class Beside(Protocol):
    """The first minute, presenting, handouts, snapshots, charts alone: see `app.boardroom`."""

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """What to call for an action's id."""
        ...

    def open_sealed(self, path: Path) -> None: ...

    def set_tokens(self, tokens: Tokens) -> None: ...

    def stop(self) -> None:
        """Nothing of it runs on after the window is closed."""
        ...


class Nothing:
    """Beside a window that nobody sees: one that is painted for a file."""

    def handlers(self) -> dict[str, Callable[[], object]]:
        return {}

    def open_sealed(self, path: Path) -> None:
        """Nobody can ask for it."""

    def set_tokens(self, tokens: Tokens) -> None:
        """There is nothing to dress."""

    def stop(self) -> None:
        """There is nothing to stop."""
