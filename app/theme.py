"""Themes and fonts: the tokens of `resources/themes`, and the palette made from them."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette

import resources
from widgets.tokens import Tokens

if TYPE_CHECKING:
    from app.window import MainWindow

THEMES = ("light", "dark")
_FOLDER = Path(resources.__file__).parent
_FAMILY = "Inter"


@cache
def tokens(name: str) -> Tokens:
    """The tokens of a theme, `light` or `dark`."""
    text = (_FOLDER / "themes" / f"{name}.json").read_text(encoding="utf-8")
    return Tokens(**json.loads(text))


def system_theme() -> str:
    """The theme that the system asks for; light where it doesn't say."""
    scheme = QGuiApplication.styleHints().colorScheme()
    return "dark" if scheme == Qt.ColorScheme.Dark else "light"


def load_fonts() -> None:
    """Makes Inter available: text looks the same on every machine, bare ones too."""
    for path in sorted((_FOLDER / "fonts").glob("*.otf")):
        QFontDatabase.addApplicationFont(str(path))


def application_font() -> QFont:
    """Inter at 13 pixels, with figures of one width so that numbers don't dance."""
    font = QFont(_FAMILY)
    font.setPixelSize(13)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def palette(theme: Tokens) -> QPalette:
    """Qt's palette, for menus, dialogs and whatever paints itself."""
    made = QPalette()
    roles = {
        QPalette.ColorRole.Window: theme.window,
        QPalette.ColorRole.WindowText: theme.text,
        QPalette.ColorRole.Base: theme.card,
        QPalette.ColorRole.AlternateBase: theme.field,
        QPalette.ColorRole.Text: theme.text,
        QPalette.ColorRole.PlaceholderText: theme.text_muted,
        QPalette.ColorRole.Button: theme.card,
        QPalette.ColorRole.ButtonText: theme.text,
        QPalette.ColorRole.Highlight: theme.accent,
        QPalette.ColorRole.HighlightedText: theme.text_on_accent,
        QPalette.ColorRole.Link: theme.accent,
        QPalette.ColorRole.ToolTipBase: theme.card,
        QPalette.ColorRole.ToolTipText: theme.text,
        QPalette.ColorRole.Mid: theme.border,
        QPalette.ColorRole.Light: theme.field,
        QPalette.ColorRole.Dark: theme.border,
        QPalette.ColorRole.Accent: theme.accent,
    }
    for role, colour in roles.items():
        made.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.text_muted))
    return made


def apply(window: MainWindow, name: str) -> None:
    """Dresses the whole application in another theme."""
    set_palette(name)
    window.set_tokens(tokens(name))


def set_palette(name: str) -> None:
    """For menus and dialogs; before the window is made, so that it is dressed only once."""
    application = QGuiApplication.instance()
    assert isinstance(application, QGuiApplication)
    application.setPalette(palette(tokens(name)))
