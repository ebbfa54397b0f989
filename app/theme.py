"""Themes and fonts: the tokens of `resources/themes`, and the palette made from them."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QDialog

import resources
from widgets.tokens import TYPE, Tokens

if TYPE_CHECKING:
    from app.window import MainWindow

THEMES = ("light", "dark", "contrast")
_FOLDER = Path(resources.__file__).parent
_FAMILY = "Inter"


@cache
def tokens(name: str) -> Tokens:
    """The tokens of a theme, one of `THEMES`."""
    text = (_FOLDER / "themes" / f"{name}.json").read_text(encoding="utf-8")
    return Tokens(**json.loads(text))


def system_theme() -> str:
    """The theme that the system asks for; light where it doesn't say."""
    hints = QGuiApplication.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "contrast"
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"


class SystemTheme(QObject):
    """Says when the system asks for another theme while Tenor runs."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._tell)
        hints.accessibility().contrastPreferenceChanged.connect(self._tell)

    def _tell(self) -> None:
        self.changed.emit()


def load_fonts() -> None:
    """Makes Inter available: text looks the same on every machine, bare ones too."""
    for path in sorted((_FOLDER / "fonts").glob("*.otf")):
        QFontDatabase.addApplicationFont(str(path))


def application_font() -> QFont:
    """Inter, with figures of one width so that numbers don't dance."""
    font = QFont(_FAMILY)
    font.setPixelSize(TYPE.base)
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
    """Dresses the window and the dialogs that are open over it in another theme."""
    set_palette(name)
    worn = tokens(name)
    window.set_tokens(worn)
    for dialog in window.findChildren(QDialog):
        if isinstance(dialog, Dressed):
            dialog.set_tokens(worn)


@runtime_checkable
class Dressed(Protocol):
    """What takes its colours from tokens. Message boxes take the palette's."""

    def set_tokens(self, tokens: Tokens, /) -> None: ...


def set_palette(name: str) -> None:
    """For menus and dialogs; before the window is made, so that it is dressed only once."""
    application = QGuiApplication.instance()
    assert isinstance(application, QGuiApplication)
    application.setPalette(palette(tokens(name)))
