"""The inputs with what they rest on: their status, basis, claims, and the user's own sources."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from app.control_states import shown_text, suffix_text
from app.sources.claims import own_key
from engine.analysis.standing import STATUSES
from engine.files.shipped import claim_links, claim_list
from engine.model.catalogue import catalogue
from widgets.language.spoken import joined, own
from widgets.sources.states import Chip, InputRow

if TYPE_CHECKING:
    from engine.scenario import Scenario
    from engine.sources import Attachment, Library


class _Known(NamedTuple):
    """A row, and what it was made of."""

    value: float
    attachments: tuple[Attachment, ...]
    row: InputRow


class InputRows:
    """The rows of the table; those about which nothing changed are the last ones."""

    def __init__(self) -> None:
        self._known: dict[str, _Known] = {}
        self._library: Library | None = None
        self._attached: dict[str, tuple[Attachment, ...]] = {}
        self._rows: tuple[InputRow, ...] = ()

    def of(self, scenario: Scenario, library: Library) -> tuple[InputRow, ...]:
        """The rows, by status; the same tuple while nothing changed."""
        if library != self._library:
            self._learn(library)
        changed = False
        for key in _ordered():
            value, attached = scenario.values[key], self._attached.get(key, ())
            known = self._known.get(key)
            if known is None or (known.value, known.attachments) != (value, attached):
                row = _row(key, value, attached, library)
                self._known[key] = _Known(value, attached, row)
                changed = True
        if changed:
            self._rows = tuple(self._known[key].row for key in _ordered())
        return self._rows

    def _learn(self, library: Library) -> None:
        """Other sources: the rows to which any were or are attached are made anew."""
        touched = self._attached
        self._library = library
        self._attached = {each.key: library.of_input(each.key) for each in library.attachments}
        for key in {*touched, *self._attached}:
            self._known.pop(key, None)


@cache
def _ordered() -> tuple[str, ...]:
    """What matters first: by status, and in the model's order within one."""
    inputs = catalogue().inputs
    return tuple(sorted(inputs, key=lambda key: STATUSES.index(inputs[key].status)))


def _row(key: str, value: float, attached: tuple[Attachment, ...], library: Library) -> InputRow:
    item = catalogue().inputs[key]
    text = shown_text(key, value)
    return InputRow(
        key=key,
        label=item.label,
        value=text,
        suffix=suffix_text(item, value, text),
        status=item.status,
        basis=item.basis,
        tip=joined(
            "\n\n",
            joined(": ", item.label, item.meaning),
            joined(": ", item.status.capitalize(), item.basis),
        ),
        claims=tuple(_claim_chip(claim) for claim in claim_links().inputs.get(key, ())),
        sources=tuple(_own_chip(each, library) for each in attached),
    )


def _claim_chip(key: str) -> Chip:
    claim = claim_list()[key]
    told = joined(", ", claim.text, claim.value)
    standing = joined("; ", claim.document, "reported, unverified")
    return Chip(key, key, own(f"{key}: {told} ({standing})"))


def _own_chip(attachment: Attachment, library: Library) -> Chip:
    source = library.by_id(attachment.source)
    if source is None:  # a file may attach what it doesn't hold
        return Chip(own_key(attachment.source), "?")
    parts = (source.title, source.document, attachment.note or source.note)
    tip = own("\n".join(part for part in parts if part))
    return Chip(own_key(source.id), own(source.title), tip)
