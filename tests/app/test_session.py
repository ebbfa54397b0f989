"""The session: edits, gestures, undo across scenarios, files, baselines; without a toolkit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.session import Document, Saved, Session, differing_keys, reference_scenario
from engine.calendar import YearMonth
from engine.files.shipped import preset_scenario
from engine.project import Project, Reference, project_of, single
from engine.scenario import InputError, scenario

FILE = Path("plan.tenor")
A, B, C = 1, 2, 3  # the ids of the three scenarios


@pytest.fixture
def session() -> Session:
    return Session(single(scenario("Plain")))


def three() -> Project:
    """A, B and C, with terms of 12, 24 and 36 months; A is current."""
    return project_of(
        scenario(name, {"term_months": months})
        for name, months in (("A", 12), ("B", 24), ("C", 36))
    )


def _term(session: Session) -> float:
    return session.document.scenario.values["term_months"]


def _names(session: Session) -> str:
    return " ".join(entry.scenario.name for entry in session.project.entries)


def _select(session: Session, number: int) -> None:
    session.look(replace(session.project, current=number))


# Edits and undo ----------------------------------------------------------------------------


def test_an_edit_can_be_undone_and_done_again(session: Session) -> None:
    session.edit({"term_months": 48}, "term")
    assert _term(session) == 48
    assert session.undo_label == "term"
    session.undo()
    assert _term(session) == 36
    assert (session.undo_label, session.redo_label) == ("", "term")
    session.redo()
    assert _term(session) == 48
    assert (session.undo_label, session.redo_label) == ("term", "")


def test_an_edit_changes_only_the_current_scenario() -> None:
    session = Session(three())
    others = session.project.entries[1:]
    session.edit({"term_months": 48}, "term")
    assert session.project.entries[1:] == others
    assert _term(session) == 48
    assert session.document.scenario is session.project.entry.scenario


def test_a_refused_value_changes_nothing(session: Session) -> None:
    before = session.document
    with pytest.raises(InputError, match="whole numbers 1 to 96"):
        session.edit({"term_months": 97}, "too long")
    assert session.document is before
    assert session.undo_label == ""
    assert not session.unsaved


def test_an_edit_after_undo_forgets_what_was_undone(session: Session) -> None:
    session.edit({"term_months": 48}, "first")
    session.undo()
    session.edit({"term_months": 24}, "second")
    assert session.redo_label == ""
    session.redo()
    assert _term(session) == 24


def test_undo_goes_back_through_edits_of_several_scenarios() -> None:
    session = Session(three())
    session.edit({"term_months": 13}, "A")
    _select(session, B)
    session.edit({"term_months": 25}, "B")
    session.undo()
    assert session.project.by_id(B).scenario.values["term_months"] == 24
    assert session.project.by_id(A).scenario.values["term_months"] == 13
    session.undo()
    assert session.project.by_id(A).scenario.values["term_months"] == 12
    session.redo()
    session.redo()
    assert [entry.scenario.values["term_months"] for entry in session.project.entries] == [
        13,
        25,
        36,
    ]


def test_undo_shows_the_scenario_that_it_changes() -> None:
    session = Session(three())
    session.edit({"term_months": 13}, "A")
    _select(session, C)
    session.undo()
    assert session.document.scenario.name == "A"


def test_undo_brings_back_a_scenario_that_was_removed() -> None:
    session = Session(three())
    session.change(session.project.removed(B), "deletion of B")
    assert _names(session) == "A C"
    session.undo()
    assert session.project == three()
    session.redo()
    assert _names(session) == "A C"


def test_the_same_project_is_no_step(session: Session) -> None:
    session.change(single(scenario("Plain")), "nothing")
    assert session.undo_label == ""


def test_undo_and_redo_with_nothing_to_do_change_nothing(session: Session) -> None:
    heard: list[str] = []
    session.listen(lambda: heard.append("changed"))
    session.undo()
    session.redo()
    assert heard == []


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


def test_every_listener_hears(session: Session) -> None:
    heard: list[str] = []
    session.listen(lambda: heard.append("one"))
    session.listen(lambda: heard.append("other"))
    session.edit({"term_months": 48}, "a")
    assert heard == ["one", "other"]


def test_history_is_bounded(session: Session) -> None:
    for number in range(1200):
        session.edit({"monthly_spend": float(number)}, f"{number}")
    steps = 0
    while session.undo_label:
        session.undo()
        steps += 1
    assert steps == 500


# Gestures ----------------------------------------------------------------------------------


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
    assert not session.unsaved


def test_a_drag_that_comes_back_and_leaves_again_is_one_step(session: Session) -> None:
    with session.gesture():
        for months in (40, 36, 41):
            session.edit({"term_months": months}, f"term {months}")
    assert session.undo_label == "term 41"
    session.undo()
    assert _term(session) == 36
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


def test_a_gesture_within_a_gesture_is_part_of_it(session: Session) -> None:
    with session.gesture():
        session.edit({"term_months": 40}, "outer")
        with session.gesture():
            session.edit({"term_months": 44}, "inner")
        assert session.in_gesture
        session.edit({"term_months": 48}, "outer again")
    assert not session.in_gesture
    session.undo()
    assert _term(session) == 36


def test_the_step_begins_where_the_gesture_began(session: Session) -> None:
    before = session.project
    assert session.step_start is before
    with session.gesture():
        session.edit({"term_months": 40}, "there")
        assert session.step_start is before
    assert session.step_start is session.project


def test_undo_waits_for_the_end_of_a_drag(session: Session) -> None:
    session.edit({"term_months": 48}, "before")
    session.begin_gesture()
    session.edit({"term_months": 50}, "during")
    session.undo()
    assert _term(session) == 50
    session.end_gesture()
    session.undo()
    assert _term(session) == 48


def test_an_end_without_a_beginning_does_nothing(session: Session) -> None:
    session.end_gesture()
    with session.gesture():
        session.edit({"term_months": 40}, "there")
    assert session.undo_label == "there"


# Looking -----------------------------------------------------------------------------------


def test_looking_at_another_scenario_is_no_step_and_nothing_unsaved() -> None:
    session = Session(three(), FILE)
    heard: list[str] = []
    session.listen(lambda: heard.append(session.document.scenario.name))
    _select(session, B)
    session.look(session.project.with_entry(session.project.by_id(C)._replace(ticked=False)))
    assert heard == ["B", "B"]
    assert session.undo_label == ""
    assert not session.unsaved
    _select(session, B)  # as it is already
    assert heard == ["B", "B"]


def test_looking_keeps_what_can_be_done_again() -> None:
    session = Session(three())
    session.edit({"term_months": 13}, "A")
    session.undo()
    _select(session, B)
    assert session.redo_label == "A"


def test_a_drag_is_not_interrupted_by_looking() -> None:
    session = Session(three())
    with session.gesture():
        session.edit({"term_months": 13}, "A")
        _select(session, B)
        session.edit({"term_months": 14}, "A")
    assert session.project.by_id(A).scenario.values["term_months"] == 14
    assert session.project.by_id(B).scenario.values["term_months"] == 24


# Files -------------------------------------------------------------------------------------


def test_a_new_session_has_nothing_unsaved() -> None:
    assert not Session(three()).unsaved
    assert not Session(three(), FILE).unsaved


def test_what_an_edit_makes_unsaved_undo_makes_saved(session: Session) -> None:
    session.edit({"term_months": 48}, "term")
    assert session.unsaved
    session.undo()
    assert not session.unsaved


def test_typing_the_old_value_again_leaves_nothing_unsaved(session: Session) -> None:
    session.edit({"term_months": 48}, "there")
    session.edit({"term_months": 36}, "and back")
    assert not session.unsaved


def test_saving(session: Session) -> None:
    heard: list[bool] = []
    session.edit({"term_months": 48}, "term")
    session.listen(lambda: heard.append(session.unsaved))
    session.mark_saved(session.project, FILE)
    assert heard == [False]  # the title follows
    assert session.saved == Saved(session.project, FILE)
    assert session.undo_label == "term"  # what was saved can still be undone
    session.undo()
    assert session.unsaved
    session.redo()
    assert not session.unsaved


def test_work_done_while_it_was_saved_is_unsaved(session: Session) -> None:
    session.edit({"term_months": 48}, "first")
    written = session.project
    session.edit({"term_months": 49}, "meanwhile")
    session.mark_saved(written, FILE)
    assert session.unsaved
    session.undo()
    assert not session.unsaved


def test_opening_begins_a_new_history(session: Session) -> None:
    session.edit({"term_months": 48}, "first")
    session.edit({"term_months": 49}, "second")
    session.undo()
    session.begin_gesture()
    session.open(three(), FILE)
    assert (session.undo_label, session.redo_label, session.in_gesture) == ("", "", False)
    assert session.project == three()
    assert session.saved == Saved(three(), FILE)
    assert not session.unsaved
    session.undo()
    assert session.project == three()


def test_opening_work_that_its_file_does_not_hold(session: Session) -> None:
    changed = three().with_scenario(scenario("A", {"term_months": 18}))
    session.open(changed, FILE, three())
    assert session.unsaved
    kept = session.saved.scenario(A)
    assert kept is not None
    assert kept.values["term_months"] == 12


def test_the_saved_state_of_a_scenario() -> None:
    session = Session(three(), FILE)
    session.edit({"term_months": 48}, "term")
    kept = session.saved.scenario(A)
    assert kept is not None
    assert kept.values["term_months"] == 12
    session.change(session.project.added(scenario("New")), "new")
    assert session.saved.scenario(session.project.current) is None


def test_a_scenario_added_after_undo_has_no_saved_state_of_another() -> None:
    session = Session(three(), FILE)
    session.change(session.project.added(scenario("D", {"term_months": 48})), "new")
    session.mark_saved(session.project, FILE)
    session.undo()
    session.change(session.project.added(scenario("E", {"term_months": 60})), "new")
    assert session.saved.scenario(session.project.current) is None


def test_undo_takes_back_no_tick() -> None:
    session = Session(three())
    session.edit({"term_months": 13}, "A")
    session.look(session.project.with_entry(session.project.by_id(B)._replace(ticked=False)))
    session.undo()
    assert [entry.ticked for entry in session.project.entries] == [True, False, True]


def test_without_a_file_nothing_is_saved() -> None:
    assert Session(three()).saved.scenario(A) is None


# What the current one is compared with -----------------------------------------------------


def test_the_preset_is_the_baseline_at_first() -> None:
    session = Session(single(scenario("Own", {"term_months": 48}, preset="s1_terms")))
    assert session.document.baseline == preset_scenario("s1_terms")


def test_inputs_that_differ_are_in_the_model_s_order(session: Session) -> None:
    session.edit({"term_months": 48, "monthly_spend": 900}, "two")
    assert session.document.changed_keys() == ["monthly_spend", "term_months"]
    first, second = session.document.scenario, session.document.baseline
    assert differing_keys(second, first) == ["monthly_spend", "term_months"]
    assert differing_keys(first, first) == []


def test_a_case_as_its_baseline_is_its_own() -> None:
    case = scenario("Called otherwise", preset_scenario("s1_terms").values, preset="s1_terms")
    assert Session(single(case)).document == Document(single(case), case, case)


def test_another_start_month_is_another_case() -> None:
    case = replace(preset_scenario("as_reported"), start=YearMonth(2031, 5))
    assert Session(single(case)).document.baseline == preset_scenario("as_reported")


def test_a_pinned_scenario_is_the_baseline_of_all() -> None:
    session = Session(three())
    session.change(replace(session.project, reference=Reference("scenario", C)), "pin")
    assert session.document.baseline.name == "C"
    _select(session, B)
    assert session.document.baseline.name == "C"
    _select(session, C)
    assert session.document.changed_keys() == []
    session.edit({"term_months": 37}, "the baseline itself")
    _select(session, A)
    assert session.document.baseline.values["term_months"] == 37


def test_the_saved_state_as_the_baseline() -> None:
    project = replace(three(), reference=Reference("saved"))
    session = Session(project, FILE)
    session.edit({"term_months": 48}, "term")
    assert session.document.baseline.values["term_months"] == 12
    _select(session, B)
    assert session.document.baseline.values["term_months"] == 24
    session.edit({"term_months": 30}, "B too")
    session.mark_saved(session.project, FILE)
    assert session.document.changed_keys() == []


@pytest.mark.parametrize("reference", [Reference("saved"), Reference("scenario", 99)])
def test_a_reference_to_nothing_stands_for_the_preset(reference: Reference) -> None:
    project = replace(single(scenario("Own", {"term_months": 48})), reference=reference)
    session = Session(project)  # never saved
    assert session.document.baseline == preset_scenario("as_reported")
    found = reference_scenario(project, session.saved, reference)
    assert found == preset_scenario("as_reported")


def test_the_baseline_is_undone_with_what_it_was_compared_to() -> None:
    session = Session(three())
    session.change(replace(session.project, reference=Reference("scenario", C)), "pin")
    assert session.unsaved
    session.undo()
    assert session.document.baseline == preset_scenario("as_reported")
    assert not session.unsaved
