"""The board pack: asks what goes in, shows how it will look, and saves it as PDF or deck."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog

from app.handouts import logo
from app.handouts.collect import Collecting, HandoutOptions
from app.handouts.pages import page_choices, usual_pages
from app.handouts.pdf_pages import pages_of
from app.handouts.preview import preview
from engine.files.atomic import FileError
from widgets.dialogs.handout import DECK, HandoutDialog
from widgets.dialogs.handout_states import HandoutChoice, HandoutState, PageTick
from widgets.language.spoken import said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from app.controller import Controller
    from app.handouts.content import Handout, Paper
    from app.handouts.pdf_pages import Page
    from app.settings import Settings
    from app.window import MainWindow
    from widgets.tokens import Tokens

_PAPERS: dict[Paper, str] = {"a4": "A4", "letter": "Letter"}
_STEP = 10  # ms between two steps: the window goes on meanwhile
_PAUSE = 200  # ms without typing until the pages are laid out anew
_PREPARING = "Preparing pages…"


class HandoutDesk:
    """The dialog of one window. Nothing of it runs while the dialog is closed."""

    def __init__(self, window: MainWindow, controller: Controller, settings: Settings) -> None:
        self._window = window
        self._controller = controller
        self._settings = settings
        self._work: Packing | None = None

    @property
    def work(self) -> Packing | None:
        """What goes on while the dialog is open."""
        return self._work

    def open(self) -> None:
        if self._work is None:
            self._work = Packing(self._window, self._controller, self._settings)
            self._work.dialog.finished.connect(lambda _code: self.stop())
            self._work.dialog.open()

    def stop(self) -> None:
        if self._work is not None:
            work, self._work = self._work, None
            work.stop()

    def set_tokens(self, tokens: Tokens) -> None:
        if self._work is not None:
            self._work.dialog.set_tokens(tokens)


class Packing:
    """One dialog from its opening to its end: what is chosen, collected and shown."""

    def __init__(self, window: MainWindow, controller: Controller, settings: Settings) -> None:
        self._window = window
        self._controller = controller
        self._settings = settings
        session = controller.session
        self._project = session.project
        pages = usual_pages(self._project)
        self._choice = HandoutChoice(
            pages, sources=True, ledger=True, organisation=settings.organisation, paper=0
        )
        self._logo, self._told = self._kept_logo()
        self._collecting = Collecting(self._project, session.saved)
        self._steps: Iterator[float] | None = None
        self._share: float | None = None
        self._handout: Handout | None = None
        self._sheets: list[Page] = []
        self._sheet = 1
        self._fault = False
        self.dialog = HandoutDialog(self._state(), window.tokens, window)
        self._timer = QTimer(self.dialog)
        self._timer.timeout.connect(self._step)
        self.dialog.changed.connect(self._change)
        self.dialog.logo_requested.connect(self._choose_logo)
        self.dialog.logo_removed.connect(self._remove_logo)
        self.dialog.sheet_requested.connect(self._turn_to)
        self.dialog.save_requested.connect(self._save)
        self._collect()

    def settle(self) -> None:
        """Goes through all that is under way: for pictures and tests."""
        while self._steps is not None:
            self._collecting.settle()
            self._step()

    def stop(self) -> None:
        self._timer.stop()
        self._steps = None
        self._collecting.stop()
        self.dialog.close()
        self.dialog.deleteLater()

    # What is collected

    def _collect(self) -> None:
        """Begins with the pages that are missing; what was under way is given up."""
        self._steps = self._collecting.steps(self._choice.pages)
        self._share = 0.0 if self._collecting.missing(self._choice.pages) else None
        self._timer.start(_PAUSE if self._share is None else _STEP)
        self.dialog.show_state(self._state())
        if self._handout is None:
            self.dialog.preview.show_note(_PREPARING)

    def _step(self) -> None:
        if self._steps is None:
            return
        self._share = next(self._steps, None)
        if self._share is None:
            self._timer.stop()
            self._steps = None
            self._show()
        else:
            self.dialog.show_state(self._state())

    def _show(self) -> None:
        """The handout of what is chosen and collected now."""
        choice = self._choice
        paper = list(_PAPERS)[choice.paper]
        options = HandoutOptions(
            choice.organisation.strip(), self._logo, choice.sources, choice.ledger, paper
        )
        self._handout = self._collecting.handout(choice.pages, options)
        self._sheets = pages_of(self._handout)
        self._turn_to(min(self._sheet, len(self._sheets)))

    def _turn_to(self, sheet: int) -> None:
        if self._handout is None:
            return
        self._sheet = sheet
        picture, width, height = preview(self._handout, self._sheets, sheet)
        state = self._state()
        name = f"Preview, page {state.sheet} of {state.sheets}: {state.sheet_title}"
        self.dialog.preview.show_page(picture, width, height, name)
        self.dialog.show_state(state)

    def _state(self) -> HandoutState:
        choice, ready = self._choice, self._handout is not None and self._steps is None
        title = self._sheets[self._sheet - 1].title if self._sheets else ""
        return HandoutState(
            pages=tuple(
                PageTick(each.name, each.title, each.name in choice.pages)
                for each in page_choices(self._project)
            ),
            sources=choice.sources,
            ledger=choice.ledger,
            organisation=choice.organisation,
            papers=tuple(_PAPERS.values()),
            paper=choice.paper,
            logo=Path(self._settings.logo).name if self._logo else "",
            told=self._told or (_PREPARING if self._steps is not None else ""),
            fault=self._fault,
            progress=self._share,
            sheet=self._sheet if self._sheets else 0,
            sheets=len(self._sheets),
            sheet_title=(title or "Cover") if self._sheets else "",
            ready=ready,
        )

    # What the user does

    def _change(self, choice: HandoutChoice) -> None:
        self._choice = choice
        self._settings.organisation = choice.organisation.strip()
        self._tell("")
        self._collect()

    def _choose_logo(self) -> None:
        start = str(Path(self._settings.logo).parent) if self._settings.logo else ""
        asked, kinds = said("Choose a logo"), said(logo.KINDS)
        chosen, _ = QFileDialog.getOpenFileName(self.dialog, asked, start, kinds)
        if chosen:
            self.take_logo(Path(chosen))

    def take_logo(self, path: Path) -> None:
        """Puts a picture on every page; says so where it can't be used."""
        try:
            self._logo = logo.read_logo(path)
        except FileError as error:
            self._tell(str(error), fault=True)
            self.dialog.show_state(self._state())
            return
        self._settings.logo = str(path)
        self._tell("")
        self._collect()

    def _remove_logo(self) -> None:
        self._logo, self._settings.logo = None, ""
        self._tell("")
        self._collect()

    def _kept_logo(self) -> tuple[bytes | None, str]:
        """The one that was used last, if it is still there; else a word on that."""
        if not self._settings.logo:
            return None, ""
        try:
            return logo.read_logo(Path(self._settings.logo)), ""
        except FileError:
            name = Path(self._settings.logo).name
            return None, f"The logo {name} can’t be read any more; choose another"

    def _tell(self, text: str, *, fault: bool = False) -> None:
        self._told, self._fault = text, fault

    def _save(self, form: str) -> None:
        handout = self._handout
        if handout is None or self._steps is not None:
            return
        exports = self._controller.exports
        path = exports.ask_board_pack(form, self.dialog)
        if path is not None:
            exports.save_to(path, writer(form, handout))
            self.dialog.accept()


def writer(form: str, handout: Handout) -> Callable[[Path, Callable[[float], None]], None]:
    """Writes the handout as `pdf` or `pptx`."""

    def write(path: Path, progress: Callable[[float], None]) -> None:
        # Here, not above: each is needed only for its own form.
        if form == DECK:
            from app.handouts.deck import write_deck

            write_deck(path, handout, progress)
        else:
            from app.handouts.pdf import write_pdf

            write_pdf(path, handout, progress)

    return write
