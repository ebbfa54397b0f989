"""Sources that the user adds, and what they say about which inputs."""

from __future__ import annotations

import unicodedata
from itertools import count
from typing import NamedTuple

from engine.model.catalogue import catalogue

MAX_SOURCES, MAX_ATTACHMENTS = 200, 1000
MAX_TITLE, MAX_TEXT = 120, 1000

_BREAKS = "\n\t"  # allowed in a note, which may have several lines


class Source(NamedTuple):
    """A document that the user knows. `id` stays its own when it is renamed."""

    id: int
    title: str
    document: str = ""  # what it is and where: "Board paper 12, page 3", a web address
    note: str = ""
    extra: str = ""  # the JSON of fields that a later version wrote, kept as it is


class Attachment(NamedTuple):
    """What a source says about an input: by the source's id and the input's key."""

    source: int
    key: str
    note: str = ""
    extra: str = ""


class SourceError(ValueError):
    """A change that can't be made. The message names the field and what is allowed."""


class Library(NamedTuple):
    """A project's own sources, and which inputs they are attached to. Changes give another."""

    sources: tuple[Source, ...] = ()
    attachments: tuple[Attachment, ...] = ()

    def by_id(self, number: int) -> Source | None:
        return next((each for each in self.sources if each.id == number), None)

    def of_source(self, number: int) -> tuple[Attachment, ...]:
        """What a source is attached to, in the order in which that was done."""
        return tuple(each for each in self.attachments if each.source == number)

    def of_input(self, key: str) -> tuple[Attachment, ...]:
        """What is attached to an input."""
        return tuple(each for each in self.attachments if each.key == key)


def added(library: Library, title: str, document: str = "", note: str = "") -> Library:
    """With one more source, its id the first that is free. Raises `SourceError`."""
    if len(library.sources) >= MAX_SOURCES:
        raise SourceError(f"A project holds up to {MAX_SOURCES} sources; delete one first")
    taken = {each.id for each in library.sources}
    number = next(free for free in count(1) if free not in taken)
    source = _checked(Source(number, title, document, note))
    return library._replace(sources=(*library.sources, source))


def edited(
    library: Library, number: int, title: str, document: str = "", note: str = ""
) -> Library:
    """With a source's texts replaced; its place, id and attachments stay. Raises `SourceError`."""
    old = _existing(library, number)
    new = _checked(old._replace(title=title, document=document, note=note))
    sources = tuple(new if each.id == number else each for each in library.sources)
    return library._replace(sources=sources)


def removed(library: Library, number: int) -> Library:
    """Without a source and all that it was attached to. Raises `SourceError`."""
    _existing(library, number)
    return Library(
        tuple(each for each in library.sources if each.id != number),
        tuple(each for each in library.attachments if each.source != number),
    )


def attached(library: Library, number: int, key: str, note: str = "") -> Library:
    """With a source attached to an input; its note is replaced where it already was.

    Raises `SourceError`.
    """
    _existing(library, number)
    if key not in catalogue().inputs:
        raise SourceError(f"{key!r} is no input of the model")
    note = note.strip()
    if fault := text_fault("note", note, MAX_TEXT, lines=True):
        raise SourceError(fault)
    known = _attachment(library, number, key)
    if known is not None:
        new = known._replace(note=note)
        return library._replace(
            attachments=tuple(new if each is known else each for each in library.attachments)
        )
    if len(library.attachments) >= MAX_ATTACHMENTS:
        raise SourceError(
            f"A project holds up to {MAX_ATTACHMENTS:,} attached inputs; detach one first"
        )
    return library._replace(attachments=(*library.attachments, Attachment(number, key, note)))


def detached(library: Library, number: int, key: str) -> Library:
    """Without what attaches a source to an input; the same where nothing does."""
    known = _attachment(library, number, key)
    if known is None:
        return library
    return library._replace(
        attachments=tuple(each for each in library.attachments if each is not known)
    )


def source_fault(source: Source) -> str:
    """Why a source's texts are not allowed; empty where they are."""
    if not source.title.strip():
        return f"A source needs a title; allowed: 1 to {MAX_TITLE} characters"
    return (
        text_fault("title", source.title, MAX_TITLE)
        or text_fault("document", source.document, MAX_TEXT)
        or text_fault("note", source.note, MAX_TEXT, lines=True)
    )


def text_fault(field: str, text: str, most: int, *, lines: bool = False) -> str:
    """Why a text is not allowed in a field; empty where it is. `lines`: line breaks may be."""
    if len(text) > most:
        return f"The {field} has {len(text):,} characters; allowed: up to {most:,}"
    fine = _BREAKS if lines else ""
    # Control characters, and halves of characters that UTF-8 can't write.
    if any(unicodedata.category(sign) in ("Cc", "Cs") and sign not in fine for sign in text):
        kind = "control characters" if lines else "line breaks or control characters"
        return f"The {field} holds {kind}; allowed: letters, digits, signs and spaces"
    return ""


def _checked(source: Source) -> Source:
    """The source, spaces around its texts gone. Raises `SourceError`."""
    tidy = source._replace(
        title=source.title.strip(), document=source.document.strip(), note=source.note.strip()
    )
    if fault := source_fault(tidy):
        raise SourceError(fault)
    return tidy


def _existing(library: Library, number: int) -> Source:
    found = library.by_id(number)
    if found is None:
        raise SourceError(f"There is no source {number} any more")
    return found


def _attachment(library: Library, number: int, key: str) -> Attachment | None:
    return next(
        (each for each in library.attachments if each.source == number and each.key == key), None
    )
