"""Themes are switched while the window and its dialogs are open, and follow the system."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import QDialog

from app import theme
from app.launch import close_window, open_window
from app.settings import Settings
from engine.files.shipped import preset_scenario
from engine.project import single
from tests.design.colours import contrast
from tests.design.eye import read, settle
from widgets.dialogs.changes import ChangeLine, ChangesDialog, ChangeSection, ChangesState, Take

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from app.controller import Controller
    from app.window import MainWindow

Opened = tuple["MainWindow", "Controller"]
# Actions that open a dialog over the window with nothing else asked.
_OPENING = (
    "distributions",
    "correlations",
    "add_item",
    "edit_items",
    "reference",
    "show_actuals",
    "scenario_calendar",
    "add_source",
)


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[Opened]:
    window, controller = open_window(
        single(preset_scenario("as_reported")), Settings(theme="system")
    )
    window.show()
    yield window, controller
    close_window(window)


def _open(controller: Controller, name: str) -> None:
    if name == "add_source":
        controller.show_page("Sources")
        controller.pages.sources.ask_source()
    else:
        controller.action(name).trigger()


@pytest.mark.qt_log_ignore("This plugin does not support")
@pytest.mark.parametrize("name", _OPENING)
def test_an_open_dialog_is_dressed_anew(opened: Opened, name: str) -> None:
    window, controller = opened
    _open(controller, name)
    dialog = next(each for each in window.findChildren(QDialog) if each.isVisible())
    for worn in ("dark", "contrast", "light"):
        controller.set_theme(worn)
        settle()
        tokens = theme.tokens(worn)
        texts = read(dialog)
        faint = [
            (each.text, each.ink, each.paper)
            for each in texts
            if contrast(each.ink, each.paper) < tokens.readable
        ]
        assert faint == []
        corner = dialog.grab().toImage().pixelColor(2, 2).name()
        assert corner in (tokens.window, tokens.panel, tokens.border)


@pytest.mark.qt_log_ignore("This plugin does not support")
@pytest.mark.parametrize("worn", theme.THEMES)
def test_the_list_of_changes_is_dressed_anew(qtbot: QtBot, worn: str) -> None:
    lines = (ChangeLine(("Inputs!B2", "Base", "Term", "36", "x"), tone="bad"),)
    state = ChangesState(
        "Book.xlsx", "1 cell", (ChangeSection("Refused", lines),), (Take(0, "Base", ticked=True),)
    )
    dialog = ChangesDialog(state, theme.tokens("dark" if worn == "light" else "light"))
    qtbot.addWidget(dialog)
    dialog.show()
    tokens = theme.tokens(worn)
    dialog.set_tokens(tokens)
    section = dialog.list.topLevelItem(0)
    assert section is not None
    line = section.child(0)
    assert line is not None
    assert line.foreground(0).color().name() == tokens.bad
    assert dialog.list.palette().base().color().name() == tokens.card
    assert dialog.grab().toImage().pixelColor(2, 2).name() == tokens.window


def test_every_dialog_can_be_dressed() -> None:
    import widgets.dialogs.calendar
    import widgets.dialogs.changes
    import widgets.dialogs.mapping
    import widgets.dialogs.register_import
    import widgets.sources.dialogs  # noqa: F401

    made = _below(QDialog)
    ours = [each for each in made if each.__module__.startswith("widgets.")]
    assert len(ours) > 5
    bare = [each.__name__ for each in ours if not hasattr(each, "set_tokens")]
    assert [name for name in bare if not name.startswith("_")] == []


def _below(kind: type) -> set[type]:
    every: list[type] = kind.__subclasses__()
    return {kind}.union(*map(_below, every))


def test_it_follows_the_system_live(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    window, controller = opened
    wanted = "dark"
    monkeypatch.setattr(theme, "system_theme", lambda: wanted)
    tell = _system_tells(controller)
    tell()
    assert window.tokens.name == "dark"
    assert controller.action("theme_system").isChecked()
    wanted = "contrast"
    tell()
    assert window.tokens.name == "contrast"


def test_a_theme_of_ones_own_stays_whatever_the_system_asks(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, controller = opened
    controller.set_theme("light")
    monkeypatch.setattr(theme, "system_theme", lambda: "dark")
    _system_tells(controller)()
    assert window.tokens.name == "light"
    controller.set_theme("system")
    assert window.tokens.name == "dark"


def _system_tells(controller: Controller) -> Callable[[], None]:
    """What Qt does when the desktop's setting is changed."""
    hints = QGuiApplication.styleHints()
    assert controller.findChild(theme.SystemTheme) is not None
    return lambda: hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)


def test_the_palette_of_menus_and_message_boxes_follows(opened: Opened) -> None:
    _window, controller = opened
    for worn in theme.THEMES:
        controller.set_theme(worn)
        palette = QGuiApplication.palette()
        assert palette.window().color() == QColor(theme.tokens(worn).window)
        assert palette.text().color() == QColor(theme.tokens(worn).text)


@pytest.mark.parametrize(
    ("scheme", "preference", "wanted"),
    [
        (Qt.ColorScheme.Unknown, Qt.ContrastPreference.NoPreference, "light"),
        (Qt.ColorScheme.Light, Qt.ContrastPreference.NoPreference, "light"),
        (Qt.ColorScheme.Dark, Qt.ContrastPreference.NoPreference, "dark"),
        (Qt.ColorScheme.Light, Qt.ContrastPreference.HighContrast, "contrast"),
        (Qt.ColorScheme.Dark, Qt.ContrastPreference.HighContrast, "contrast"),
    ],
)
def test_what_the_system_asks_for(
    monkeypatch: pytest.MonkeyPatch,
    scheme: Qt.ColorScheme,
    preference: Qt.ContrastPreference,
    wanted: str,
) -> None:
    class Hints:
        def colorScheme(self) -> Qt.ColorScheme:  # noqa: N802
            return scheme

        def accessibility(self) -> Hints:
            return self

        def contrastPreference(self) -> Qt.ContrastPreference:  # noqa: N802
            return preference

    monkeypatch.setattr(QGuiApplication, "styleHints", lambda: Hints())
    assert theme.system_theme() == wanted
