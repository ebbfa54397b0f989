"""How the fields of a form look: one ground, one edge, the accent where the focus is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from widgets.tokens import RADIUS

if TYPE_CHECKING:
    from widgets.tokens import Tokens


def field_style(tokens: Tokens) -> str:
    """The style sheet of fields of one and of several lines."""
    t = tokens
    return f"""
    QLineEdit, QPlainTextEdit {{ color: {t.text}; background: {t.field};
        border: 1px solid {t.edge}; border-radius: {RADIUS.control}px; padding: 4px 7px; }}
    QPlainTextEdit {{ padding: 3px 4px; }}
    QLineEdit:hover, QPlainTextEdit:hover {{ border-color: {t.text_muted}; }}
    QLineEdit:focus, QPlainTextEdit:focus {{ border: 2px solid {t.accent}; }}
    QLineEdit:focus {{ padding: 3px 6px; }}
    QPlainTextEdit:focus {{ padding: 2px 3px; }}
    """
