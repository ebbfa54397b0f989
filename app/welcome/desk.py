"""The first minute at the window: each part is made when it is first asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from shiboken6 import isValid

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog, QWidget

    from app.controller import Controller
    from app.settings import Settings
    from app.welcome.help_desk import HelpDesk
    from app.welcome.palette_desk import PaletteDesk
    from app.welcome.start_desk import StartDesk
    from app.window import MainWindow
    from widgets.tokens import Tokens
    from widgets.welcome.about import AboutDialog
    from widgets.welcome.shortcut_sheet import ShortcutSheet
    from widgets.welcome.tour import Tour

_MADE = ("palette", "helping", "start")


class WelcomeDesk:
    """Palette, start page, tour, shortcut sheet, contextual help and About."""

    def __init__(self, window: MainWindow, controller: Controller, settings: Settings) -> None:
        self._window = window
        self._controller = controller
        self._settings = settings
        self._focused_before: QWidget | None = None
        self.tour: Tour | None = None
        self.sheet: ShortcutSheet | None = None
        self.about: AboutDialog | None = None

    @cached_property
    def palette(self) -> PaletteDesk:
        from app.welcome.palette_desk import PaletteDesk

        return PaletteDesk(self._window, self._controller)

    @cached_property
    def helping(self) -> HelpDesk:
        from app.welcome.help_desk import HelpDesk

        return HelpDesk(self._window, self._controller, self.open_shortcuts)

    @cached_property
    def start(self) -> StartDesk:
        from app.welcome.start_desk import StartDesk

        return StartDesk(self._window, self._controller, self._settings)

    # -- the first start and the ones after it

    def greet(self, *, with_file: bool) -> None:
        """After the first frame: the tour once, later the start page for whom wants it."""
        if not self._settings.toured:
            self.begin_tour()
        elif self._settings.start_page and not with_file:
            self.open_start_page()

    def open_start_page(self) -> None:
        self.start.open()

    def begin_tour(self) -> None:
        """From the first step, on the Overview. It counts as seen from now on."""
        from app.presenter import OVERVIEW_PAGE
        from app.welcome.tour_steps import tour_stops
        from widgets.welcome.tour import Tour

        self._settings.toured = "yes"
        self._end_tour()
        self._focused_before = self._window.focusWidget()
        self._controller.show_page(OVERVIEW_PAGE)
        self._window.panel.reveal("term_months")
        self.tour = Tour(tour_stops(self._window), self._window.tokens, self._window)
        self.tour.ended.connect(self._end_tour)
        self.tour.begin()

    def _end_tour(self) -> None:
        tour, self.tour = self.tour, None
        if tour is None:
            return
        tour.dispose()
        before = self._focused_before
        if before is not None and isValid(before):
            before.setFocus()

    # -- what can be looked up

    def open_palette(self) -> None:
        self.palette.open()

    def open_shortcuts(self) -> None:
        """The same key again closes the sheet."""
        from app.actions import ACTIONS
        from app.welcome.keys import key_groups
        from widgets.welcome.shortcut_sheet import ShortcutSheet

        if self.sheet is None:
            actions = {spec.id: self._controller.action(spec.id) for spec in ACTIONS}
            self.sheet = ShortcutSheet(key_groups(actions), self._window.tokens, self._window)
        if self.sheet.isVisible() and self.sheet.isActiveWindow():
            self.sheet.reject()
        else:
            _bring(self.sheet)

    def help_on_focus(self) -> None:
        self.helping.show_focused()

    def open_about(self) -> None:
        if self.about is None:
            from app.files.writers import tenor_version
            from app.welcome.parts import parts
            from widgets.welcome.about import AboutDialog

            words = (
                "A planner for long compute commitments. MIT licence. It works offline and sends"
                " nothing anywhere.",
                "The reported figures are unverified and contradict each other.",
            )
            self.about = AboutDialog(
                tenor_version(), words, parts(), self._window.tokens, self._window
            )
        _bring(self.about)

    # -- theme and end

    def set_tokens(self, tokens: Tokens) -> None:
        """Dialogs are dressed with the window; what lies within it is not."""
        if "palette" in self.__dict__:
            self.palette.set_tokens(tokens)
        if self.tour is not None:
            self.tour.set_tokens(tokens)

    def stop(self) -> None:
        """Nothing of it stays open behind a window that is closed."""
        for name in _MADE:
            if name in self.__dict__:
                getattr(self, name).stop()
        for dialog in (self.sheet, self.about):
            if dialog is not None:
                dialog.close()
        self._end_tour()


def _bring(dialog: QDialog) -> None:
    """Shows a dialog that stays beside the window, in front of it."""
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()
