"""The user's own sources: what may be said, what is attached, what goes with what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from engine.sources import (
    MAX_ATTACHMENTS,
    MAX_SOURCES,
    MAX_TEXT,
    MAX_TITLE,
    Attachment,
    Library,
    Source,
    SourceError,
    added,
    attached,
    detached,
    edited,
    removed,
    source_fault,
)

if TYPE_CHECKING:
    from collections.abc import Callable

NONE = Library()
PAPER = added(NONE, "Board paper 12", "Page 3", "Our own quote")


def test_a_source_gets_the_next_id_and_loses_the_spaces_around_it() -> None:
    library = added(PAPER, "  Quote of June ", " mail ", " \nfirm\n")
    assert library.sources == (
        Source(1, "Board paper 12", "Page 3", "Our own quote"),
        Source(2, "Quote of June", "mail", "firm"),
    )
    assert not NONE.sources  # what was given is not changed


def test_an_edit_keeps_place_id_and_what_a_later_version_wrote() -> None:
    library = Library((Source(4, "Old", extra='{"colour":1}'), Source(7, "Other")))
    changed = edited(library, 4, "New", "there", "why")
    assert changed.sources[0] == Source(4, "New", "there", "why", '{"colour":1}')
    assert changed.sources[1] == library.sources[1]


def test_a_source_that_goes_takes_its_attachments_along() -> None:
    library = attached(added(PAPER, "Second"), 1, "term_months", "36 firm")
    library = attached(library, 2, "term_months")
    left = removed(library, 1)
    assert left == Library((Source(2, "Second"),), (Attachment(2, "term_months"),))


def test_attaching_again_replaces_the_note_only() -> None:
    library = Library(PAPER.sources, (Attachment(1, "term_months", "old", '{"page":3}'),))
    again = attached(library, 1, "term_months", " new ")
    assert again.attachments == (Attachment(1, "term_months", "new", '{"page":3}'),)
    assert again.of_input("term_months") == again.of_source(1) == again.attachments
    assert again.of_input("monthly_spend") == ()


def test_detaching_leaves_the_source() -> None:
    library = attached(PAPER, 1, "term_months")
    assert detached(library, 1, "term_months") == PAPER
    assert detached(PAPER, 1, "term_months") is PAPER


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (Source(1, "  "), "A source needs a title; allowed: 1 to 120 characters"),
        (Source(1, "x" * 121), "The title has 121 characters; allowed: up to 120"),
        (Source(1, "x", "y" * 1001), "The document has 1,001 characters; allowed: up to 1,000"),
        (Source(1, "x", "", "y" * 1001), "The note has 1,001 characters; allowed: up to 1,000"),
        (
            Source(1, "two\nlines"),
            "The title holds line breaks or control characters; "
            "allowed: letters, digits, signs and spaces",
        ),
        (
            Source(1, "x", "", "bell \a"),
            "The note holds control characters; allowed: letters, digits, signs and spaces",
        ),
        (
            Source(1, "half \ud800"),
            "The title holds line breaks or control characters; "
            "allowed: letters, digits, signs and spaces",
        ),
        (Source(1, "=SUM(A1) <b>", "https://example.org/?a=1&b=2", "two\nlines\tof it"), ""),
        (Source(1, "x" * MAX_TITLE, "y" * MAX_TEXT, "z" * MAX_TEXT), ""),
    ],
)
def test_what_a_source_may_say(source: Source, said: str) -> None:
    assert source_fault(source) == said
    if said:
        with pytest.raises(SourceError) as error:
            added(NONE, source.title, source.document, source.note)
        assert str(error.value) == said


@pytest.mark.parametrize(
    "change",
    [
        lambda library: removed(library, 2),
        lambda library: edited(library, 2, "x"),
        lambda library: attached(library, 2, "term_months"),
    ],
)
def test_what_is_not_there_is_refused(change: Callable[[Library], Library]) -> None:
    with pytest.raises(SourceError, match="There is no source 2 any more"):
        change(PAPER)


def test_what_can_not_be_attached() -> None:
    with pytest.raises(SourceError, match="'nothing' is no input of the model"):
        attached(PAPER, 1, "nothing")
    with pytest.raises(SourceError, match="The note has 1,001 characters"):
        attached(PAPER, 1, "term_months", "x" * 1001)


def test_a_project_holds_so_many_and_no_more() -> None:
    full = Library(tuple(Source(number, "x") for number in range(1, MAX_SOURCES + 1)))
    with pytest.raises(SourceError, match="up to 200 sources; delete one first"):
        added(full, "one more")
    notes = tuple(Attachment(number, "term_months") for number in range(1, MAX_ATTACHMENTS + 1))
    crowded = Library(PAPER.sources, (Attachment(1, "monthly_spend"), *notes[1:]))
    with pytest.raises(SourceError, match="up to 1,000 attached inputs; detach one first"):
        attached(crowded, 1, "notice_months")
    assert attached(crowded, 1, "monthly_spend", "known").attachments[0].note == "known"
