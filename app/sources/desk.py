"""The Sources page: made when it is first seen, fed with claims, inputs and their standing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.choices import input_choices
from app.sources.claims import claims_state, detail_state, own_id, own_key, own_rows
from app.sources.commands import SourceCommands, library_of
from app.sources.inputs import InputRows
from app.sources.share import Shares, figure_choices
from engine.model.catalogue import catalogue
from widgets.comparison.states import Choice
from widgets.language.spoken import own
from widgets.sources.states import SourcesState

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.session import Document, Session
    from app.window import MainWindow
    from engine.evaluate import Result
    from engine.sources import Library
    from widgets.sources.dialogs import AttachDialog, SourceDialog
    from widgets.sources.page import SourcesPage


class SourcesDesk:
    """Joins the page, its dialogs and the session."""

    def __init__(
        self,
        window: MainWindow,
        session: Session,
        request: Callable[[], None],
        explain: Callable[[str], None],
    ) -> None:
        """`request` asks for another frame; `explain` is told the key of an input."""
        self._window = window
        self._session = session
        self._request = request
        self._explain = explain
        self._selected = ""
        self._rows = InputRows()
        self._shares = Shares()
        self._page: SourcesPage | None = None
        self.commands = SourceCommands(session)
        window.page_made.connect(self._connect)

    def screen(
        self, document: Document, result: Result, previous: SourcesState | None
    ) -> SourcesState:
        """`result` is the current scenario's, whole. Parts that did not change are the last."""
        last, scenario = previous or SourcesState(), document.scenario
        library = library_of(document.project)
        own, detail = own_rows(library), detail_state(self._selected, scenario, library)
        held = self._session.in_gesture
        found = SourcesState(
            own=last.own if own == last.own else own,
            detail=last.detail if detail == last.detail else detail,
            inputs=self._rows.of(scenario, library),
            share=self._shares.state(scenario, result, held=held),
        )
        return previous if previous is not None and found == previous else found

    # The page ------------------------------------------------------------------------------

    def _connect(self, *_name: str) -> None:
        """A page was made; this one's is connected once."""
        page = self._window.sources
        if page is None or self._page is not None:
            return
        self._page = page
        page.show_claims(claims_state())
        page.show_choices(figure_choices())
        page.selected.connect(self.select)
        page.figure_chosen.connect(self._choose_figure)
        page.explain_requested.connect(self._explain)
        page.reading_applied.connect(self._apply)
        page.add_requested.connect(self.ask_source)
        page.edit_requested.connect(lambda key: self.ask_edit(own_id(key)))
        page.delete_requested.connect(lambda key: self._delete(own_id(key)))
        page.attach_requested.connect(lambda source, key: self.ask_attach(own_id(source), key))
        page.detach_requested.connect(
            lambda source, key: self._say(self.commands.detach(own_id(source), key))
        )

    def select(self, key: str) -> None:
        """Points out a claim, or an own source, on the page."""
        if key != self._selected:
            self._selected = key
            self._request()

    def _choose_figure(self, key: str) -> None:
        self._shares.figure = key
        self._request()

    def _apply(self, reading: str) -> None:
        fault = self.commands.apply(reading)
        name = self._session.project.scenario.name
        self._say(fault or f"{name} was added and is now the current scenario; undo takes it back")

    def _delete(self, number: int) -> None:
        source = self._library().by_id(number)
        fault = self.commands.delete(number)
        self._say(fault or f"{source.title if source else 'The source'} was deleted")

    def _say(self, text: str) -> None:
        if text:
            self._window.status.show_message(text)

    def _library(self) -> Library:
        return library_of(self._session.project)

    # Dialogs -------------------------------------------------------------------------------

    def ask_source(self, attach_to: str = "") -> SourceDialog:
        """A new source; attached to an input at once if one is named."""
        label = catalogue().inputs[attach_to].label if attach_to else ""
        dialog = self._source_dialog(("", "", ""), new=True, attach_to=label)

        def add(title: str, document: str, note: str) -> None:
            fault = self.commands.add(title, document, note, attach_to)
            self._close(dialog, fault)
            if not fault:
                self.select(own_key(self._library().sources[-1].id))

        dialog.submitted.connect(add)
        return dialog

    def ask_edit(self, number: int) -> SourceDialog | None:
        source = self._library().by_id(number)
        if source is None:
            return None
        texts = (source.title, source.document, source.note)
        dialog = self._source_dialog(texts, new=False)
        dialog.submitted.connect(
            lambda *texts: self._close(dialog, self.commands.edit(number, *texts))
        )
        return dialog

    def ask_attach(self, number: int, key: str) -> AttachDialog | SourceDialog:
        """Which source to which input; a new source where there is none yet."""
        library = self._library()
        if not library.sources:
            return self.ask_source(key)
        from widgets.sources.dialogs import AttachDialog  # here: seldom needed

        known = next((each for each in library.of_source(number) if each.key == key), None)
        dialog = AttachDialog(
            tuple(Choice(own_key(each.id), own(each.title)) for each in library.sources),
            input_choices(),
            (own_key(number) if number else "", key, known.note if known else ""),
            self._window.tokens,
            self._window,
        )
        dialog.submitted.connect(
            lambda source, chosen, note: self._close(
                dialog, self.commands.attach(own_id(source), chosen, note)
            )
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def _source_dialog(
        self, texts: tuple[str, str, str], *, new: bool, attach_to: str = ""
    ) -> SourceDialog:
        from widgets.sources.dialogs import SourceDialog

        window = self._window
        dialog = SourceDialog(texts, window.tokens, window, new=new, attach_to=attach_to)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    @staticmethod
    def _close(dialog: AttachDialog | SourceDialog, fault: str) -> None:
        """Leaves a dialog whose answer was taken; else it says why it was not."""
        if fault:
            dialog.show_fault(fault)
        else:
            dialog.accept()
