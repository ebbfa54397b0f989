"""The theme as a stage wears it: what is muted on a desk must still be read from afar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from widgets.painting import blend

if TYPE_CHECKING:
    from widgets.tokens import Tokens

_TEXT = 0.6  # of the text's colour in what is muted
_GRID = 0.16  # of the muted text's colour in the grid


def stage_tokens(tokens: Tokens) -> Tokens:
    """The same theme with stronger secondary text and grid."""
    return tokens._replace(
        text_muted=blend(tokens.text_muted, tokens.text, _TEXT).name(),
        grid=blend(tokens.grid, tokens.text_muted, _GRID).name(),
    )
