"""The model reference beside the window: what it shows of the project's own model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.reference.entries import (
    CHAPTERS,
    CUSTOM,
    FIGURE,
    FUNCTION,
    OPENING,
    Clause,
    Entry,
    entries,
    figure_id,
    pieces,
)
from app.reference.search import Search
from widgets.explain.states import Piece
from widgets.language.spoken import joined, own, said
from widgets.reference.states import EntryState, Formula
from widgets.reference.window import ReferenceWindow
from widgets.row_list import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from app.window import MainWindow
    from engine.model.catalogue import Catalogue


class ReferenceText:
    """The entries of one model as the window shows them."""

    def __init__(self, model: Catalogue) -> None:
        self.model = model
        self._entries = entries(model)
        self._search = Search(self._entries)

    def rows(self, typed: str) -> tuple[Row, ...]:
        found = (self._entries[key] for key in self._search.find(typed))
        if typed.strip():
            return tuple(Row(each.id, _label(each), "", each.kind, _hint(each)) for each in found)
        return tuple(Row(each.id, _label(each), _section(each), "", _hint(each)) for each in found)

    def entry(self, entry_id: str) -> EntryState | None:
        entry = self._find(entry_id)
        if entry is None:
            return None
        return EntryState(
            id=entry.id,
            title=_label(entry),
            kind=joined(" · ", entry.kind, entry.section),
            key=entry.key,
            meaning=own(entry.meaning) if entry.kind == CUSTOM else entry.meaning,
            facts=tuple(_facts(entry)),
            status=entry.status,
            formulas=tuple(
                Formula(each.caption, tuple(self._linked(each.text)), tuple(self._says(each.says)))
                for each in entry.clauses
                if not _is_plain_opening(each)
            ),
            used_by=tuple(self._named(self._entries[key]) for key in entry.used_by),
            has_value=entry.kind != FUNCTION,
        )

    def _find(self, key: str) -> Entry | None:
        """By id; a figure by its key too, where no formula has that key."""
        return self._entries.get(key) or self._entries.get(figure_id(key))

    def _linked(self, text: str) -> Iterator[Piece]:
        for part, name in pieces(text):
            entry = self._entries.get(name)
            yield Piece(own(part), entry.id, _label(entry)) if entry else Piece(own(part))

    def _says(self, text: str) -> Iterator[Piece]:
        """A reason's words; the inputs that it names in braces are links."""
        before, *rest = said(text).split("{")
        if before:
            yield Piece(own(before[:1].upper() + before[1:]))
        for part in rest:
            key, after = part.split("}")
            yield Piece(own(key), key, _label(self._entries[key]))
            if after:
                yield Piece(own(after))

    @staticmethod
    def _named(entry: Entry) -> Piece:
        kind = own(f" ({said(entry.kind.lower())})") if entry.kind == FIGURE else ""
        return Piece(
            joined("", _label(entry), kind), entry.id, joined(": ", entry.kind, own(entry.key))
        )


class ReferenceDesk:
    """Opens the window when it is first asked for; it follows the project's model and theme."""

    def __init__(
        self,
        window: MainWindow,
        model: Callable[[], Catalogue],
        explain: Callable[[str], None] | None = None,
    ) -> None:
        """`explain` takes an entry's id: an input's or formula's key, `kpi_` and a figure's."""
        self._window = window
        self._model = model
        self._explain = explain
        self._shown: Catalogue | None = None
        self.dialog: ReferenceWindow | None = None

    def handlers(self) -> dict[str, Callable[[], object]]:
        return {"reference": self.show}

    def show(self, entry: str = "") -> None:
        """Shows the window, on an entry if one is named."""
        model = self._model()
        if self.dialog is None:
            self._shown = model
            dialog = ReferenceWindow(ReferenceText(model), self._window.tokens, self._window)
            dialog.explain.setVisible(self._explain is not None)
            if self._explain is not None:
                dialog.explain_requested.connect(self._explain)
            self.dialog = dialog
        self.dialog.show()
        self.refresh()
        self.dialog.raise_()
        self.dialog.activateWindow()
        if entry:
            self.dialog.show_entry(entry)
        else:
            self.dialog.focus_search()

    def refresh(self) -> None:
        """After any change of the document; nothing where the model is the same."""
        if self.dialog is None or not self.dialog.isVisible():
            return
        model = self._model()
        if model is not self._shown:
            self._shown = model
            self.dialog.set_source(ReferenceText(model))


def _label(entry: Entry) -> str:
    """What it is called; the user's own words, or a call of a function, as they are."""
    return own(entry.label) if entry.kind in (CUSTOM, FUNCTION) else entry.label


def _section(entry: Entry) -> str:
    chapter = CHAPTERS[entry.kind]
    return f"{chapter} · {entry.section}" if entry.section else chapter


def _hint(entry: Entry) -> str:
    return joined("\n", _label(entry), own(entry.key))


def _is_plain_opening(clause: Clause) -> bool:
    """Most openings are a number: a fact in a line, not a formula."""
    return clause.caption == OPENING and not any(name for _, name in pieces(clause.text))


def _facts(entry: Entry) -> Iterator[tuple[str, str]]:
    if entry.unit_words:
        # A unit that is all words says nothing twice.
        same = entry.unit_words == entry.unit
        yield "Unit", entry.unit_words if same else joined(": ", entry.unit, entry.unit_words)
    for clause in entry.clauses:
        if _is_plain_opening(clause):
            yield clause.caption, own(clause.text)
    for name, text in entry.facts.items():
        if name != "Status":
            yield name, text
    if entry.kind == CUSTOM:
        yield "Added by", "you, in this project"
