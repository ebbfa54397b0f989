"""The session: edits, gestures, undo and redo, without a toolkit."""

from __future__ import annotations

import pytest

from app.session import Document, Session
from engine.scenario import InputError, scenario


@pytest.fixture
def session() -> Session:
    plain = scenario("Plain")
    return Session(Document(plain, plain))


def _term(session: Session) -> float:
    return session.document.scenario.values["term_months"]


def test_an_edit_can_be_undone_and_done_again(session: Session) -> None:
    session.edit({"term_months": 48}, "term")
    assert _term(session) == 48
    assert session.undo_label == "term"
    session.undo()
    assert _term(session) == 36
    assert (session.undo_label, session.redo_label) == ("", "term")
    session.redo()
    assert _term(session) == 48


def test_one_drag_is_one_step(session: Session) -> None:
    with session.gesture():
        for months in range(37, 60):
            session.edit({"term_months": months}, f"term {months}")
    assert session.undo_label == "term 59"
    session.undo()
    assert _term(session) == 36
    assert session.undo_label == ""


def test_a_drag_that_comes_back_leaves_no_step(session: Session) -> None:
    with session.gesture():
        session.edit({"term_months": 40}, "there")
        session.edit({"term_months": 36}, "and back")
    assert session.undo_label == ""


def test_a_drag_that_changes_nothing_leaves_no_step(session: Session) -> None:
    with session.gesture():
        session.edit({"term_months": 36}, "nothing")
    assert session.undo_label == ""


def test_two_drags_are_two_steps(session: Session) -> None:
    for months in (40, 44):
        with session.gesture():
            session.edit({"term_months": months - 1}, "on the way")
            session.edit({"term_months": months}, f"to {months}")
    session.undo()
    assert _term(session) == 40
    session.undo()
    assert _term(session) == 36


def test_an_edit_after_undo_forgets_what_was_undone(session: Session) -> None:
    session.edit({"term_months": 48}, "first")
    session.undo()
    session.edit({"term_months": 24}, "second")
    session.redo()
    assert _term(session) == 24


def test_undo_waits_for_the_end_of_a_drag(session: Session) -> None:
    session.edit({"term_months": 48}, "before")
    session.begin_gesture()
    session.edit({"term_months": 50}, "during")
    session.undo()
    assert _term(session) == 50
    session.end_gesture()
    session.undo()
    assert _term(session) == 48


def test_a_refused_value_changes_nothing(session: Session) -> None:
    before = session.document
    with pytest.raises(InputError, match="whole numbers 1 to 96"):
        session.edit({"term_months": 97}, "too long")
    assert session.document is before
    assert session.undo_label == ""


def test_reset_goes_back_to_the_baseline(session: Session) -> None:
    session.edit({"term_months": 48, "monthly_spend": 900}, "two")
    assert session.document.changed_keys() == ["monthly_spend", "term_months"]
    session.reset(["term_months"], "reset")
    assert session.document.changed_keys() == ["monthly_spend"]
    session.undo()
    assert _term(session) == 48


def test_listeners_hear_every_change_once(session: Session) -> None:
    heard: list[float] = []
    session.listen(lambda: heard.append(_term(session)))
    session.edit({"term_months": 48}, "a")
    session.edit({"term_months": 48}, "the same again")
    session.undo()
    session.redo()
    session.undo()
    session.undo()
    assert heard == [48, 36, 48, 36]


def test_opening_a_preset_is_a_step(session: Session) -> None:
    other = scenario("Other", {"term_months": 12}, preset="s1_terms")
    session.open(other, other, "preset")
    assert session.document == Document(other, other)
    session.undo()
    assert session.document.baseline.name == "Plain"


def test_history_is_bounded(session: Session) -> None:
    for number in range(1200):
        session.edit({"monthly_spend": float(number)}, f"{number}")
    steps = 0
    while session.undo_label:
        session.undo()
        steps += 1
    assert steps == 500
