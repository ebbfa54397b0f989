"""A project's changes: each gives another project, and leaves alone what it doesn't name."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace

import pytest

from engine.actuals import Actuals
from engine.calendar import YearMonth
from engine.extra import NOTHING
from engine.project import (
    COLOURS,
    MAX_SCENARIOS,
    TO_PRESET,
    Entry,
    Project,
    Reference,
    project_of,
    single,
)
from engine.scenario import Scenario, scenario

A, B, C = (scenario(name) for name in "ABC")


@pytest.fixture
def three() -> Project:
    """A, B and C with the ids 1, 2 and 3; A is current."""
    return project_of([A, B, C])


def names(project: Project) -> str:
    return " ".join(entry.scenario.name for entry in project.entries)


def ids(project: Project) -> list[int]:
    return [entry.id for entry in project.entries]


# Making ------------------------------------------------------------------------------------


def test_a_project_of_one() -> None:
    assert single(A) == Project((Entry(1, A, 0, True, NOTHING),), 1, TO_PRESET, extra=NOTHING)


def test_a_project_of_several(three: Project) -> None:
    assert three.entries == (Entry(1, A, 0), Entry(2, B, 1), Entry(3, C, 2))
    assert (three.current, three.reference) == (1, Reference("preset", 0))


def test_a_project_of_several_from_any_iterable() -> None:
    assert project_of(iter([A])) == single(A)


def test_a_project_is_frozen(three: Project) -> None:
    with pytest.raises(FrozenInstanceError):
        three.current = 2  # type: ignore[misc]
    with pytest.raises(TypeError):
        three.extra["x"] = 1  # type: ignore[index]


# Looking -----------------------------------------------------------------------------------


def test_the_current_one(three: Project) -> None:
    second = replace(three, current=2)
    assert second.entry == Entry(2, B, 1)
    assert second.scenario == B


def test_by_id(three: Project) -> None:
    assert three.by_id(3).scenario == C
    assert three.has(3)
    assert not three.has(4)
    assert not three.has(0)
    with pytest.raises(KeyError):
        three.by_id(4)


def test_the_same_content_whatever_is_looked_at(three: Project) -> None:
    other = replace(three.with_entry(three.by_id(2)._replace(ticked=False)), current=3)
    assert three != other
    assert three.same_content(other)
    assert other.same_content(three)


CHANGED = {
    "value": lambda it: it.with_scenario(A.with_values({"term_months": 37})),
    "name": lambda it: it.with_scenario(replace(A, name="D")),
    "start": lambda it: it.with_scenario(replace(A, start=YearMonth(2026, 5))),
    "colour": lambda it: it.with_entry(it.by_id(2)._replace(colour=7)),
    "field": lambda it: it.with_entry(it.by_id(2)._replace(extra={"note": 1})),
    "order": lambda it: it.moved(1, 1),
    "removed": lambda it: it.removed(3),
    "added": lambda it: it.added(A),
    "baseline": lambda it: replace(it, reference=Reference("scenario", 2)),
    "actuals": lambda it: replace(it, actuals=Actuals(YearMonth(2026, 4), {"revenue": (1.0,)})),
    "top": lambda it: replace(it, extra={"x": None}),
}


@pytest.mark.parametrize("change", list(CHANGED))
def test_other_content(three: Project, change: str) -> None:
    assert not three.same_content(CHANGED[change](three))


# Changing ----------------------------------------------------------------------------------


def test_one_entry_is_replaced_and_the_others_stay_the_same_objects(three: Project) -> None:
    changed = three.with_entry(three.by_id(2)._replace(colour=5, ticked=False))
    assert changed.entries == (three.entries[0], Entry(2, B, 5, False), three.entries[2])
    assert changed.entries[0] is three.entries[0]
    assert changed.entries[2] is three.entries[2]
    assert three.by_id(2).colour == 1


def test_the_current_scenario_is_replaced(three: Project) -> None:
    longer = B.with_values({"term_months": 60})
    changed = replace(three, current=2).with_scenario(longer)
    assert changed.entries == (Entry(1, A, 0), Entry(2, longer, 1), Entry(3, C, 2))
    assert changed.current == 2


def test_one_is_added_last_and_made_current(three: Project) -> None:
    more = three.added(scenario("D"))
    assert (names(more), ids(more), more.current) == ("A B C D", [1, 2, 3, 4], 4)
    assert more.entries[:3] == three.entries


@pytest.mark.parametrize(("after", "order"), [(1, "A D B C"), (2, "A B D C"), (3, "A B C D")])
def test_one_is_added_behind_another(three: Project, after: int, order: str) -> None:
    more = three.added(scenario("D"), after)
    assert names(more) == order
    assert more.scenario.name == "D"


def test_a_duplicate_gets_a_number(three: Project) -> None:
    more = three.added(B, after=2).added(B, after=2)
    assert names(more) == "A B B 3 B 2 C"
    assert more.by_id(4).scenario.values is B.values


def test_ids_are_never_those_of_others() -> None:
    project = Project((Entry(7, A, 0), Entry(3, B, 1)), 3)
    assert ids(project.added(C, after=7)) == [7, 8, 3]


def test_colours_are_those_used_least() -> None:
    project = project_of(scenario(str(number)) for number in range(COLOURS + 2))
    assert [entry.colour for entry in project.entries] == [*range(COLOURS), 0, 1]
    assert project.removed(5).added(A).entry.colour == 4
    assert Project((Entry(1, A, 0), Entry(2, B, 0)), 1).added(C).entry.colour == 1


@pytest.mark.parametrize(
    ("number", "order", "current"), [(1, "B C", 2), (2, "A C", 3), (3, "A B", 2)]
)
def test_the_neighbour_of_a_removed_one_becomes_current(
    three: Project, number: int, order: str, current: int
) -> None:
    less = replace(three, current=number).removed(number)
    assert (names(less), less.current) == (order, current)


def test_the_current_one_stays_where_another_is_removed(three: Project) -> None:
    assert replace(three, current=2).removed(1).current == 2


def test_the_last_one_stays() -> None:
    project = single(A)
    assert project.removed(1) is project


def test_a_removed_baseline_gives_way_to_the_preset(three: Project) -> None:
    pinned = replace(three, reference=Reference("scenario", 2))
    assert pinned.removed(2).reference == TO_PRESET
    assert pinned.removed(3).reference == Reference("scenario", 2)
    saved = replace(three, reference=Reference("saved"))
    assert saved.removed(2).reference == Reference("saved")


@pytest.mark.parametrize(
    ("number", "place", "order"),
    [
        (1, 0, "A B C"),
        (1, 1, "B A C"),
        (1, 2, "B C A"),
        (3, 0, "C A B"),
        (2, 99, "A C B"),
        (2, -1, "B A C"),
    ],
)
def test_one_is_moved(three: Project, number: int, place: int, order: str) -> None:
    moved = three.moved(number, place)
    assert names(moved) == order
    assert (moved.current, moved.reference) == (three.current, three.reference)
    assert sorted(moved.entries) == sorted(three.entries)


# Names -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("held", "asked", "given"),
    [
        (("A",), "B", "B"),
        (("A",), "A", "A 2"),
        (("A", "A 2"), "A", "A 3"),
        (("A", "A 2"), "A 2", "A 3"),
        (("A 2",), "A 2", "A 3"),
        (("A 7",), "A 7", "A 2"),
        (("Plan 2026",), "Plan 2026", "Plan 2"),
        (("A2",), "A2", "A2 2"),
        (("A 12345",), "A 12345", "A 12345 2"),
    ],
)
def test_a_name_that_is_taken_gets_a_number(held: tuple[str, ...], asked: str, given: str) -> None:
    project = project_of(scenario(name) for name in held)
    assert project.free_name(asked) == given


def test_an_entry_may_keep_its_own_name(three: Project) -> None:
    assert three.free_name("B", but=2) == "B"
    assert three.free_name("B", but=1) == "B 2"


def test_there_is_a_free_name_in_a_full_project() -> None:
    long = "x" * 200
    project = single(scenario(long))
    for _ in range(MAX_SCENARIOS - 1):
        project = project.added(scenario(long))
    found = {entry.scenario.name for entry in project.entries}
    assert len(found) == MAX_SCENARIOS
    assert max(map(len, found)) == 200
    assert project.free_name(long) not in found


# Ids after reading -------------------------------------------------------------------------


def _named(*pairs: tuple[int, str], current: int, reference: Reference = TO_PRESET) -> Project:
    entries = tuple(Entry(number, scenario(name), 0) for number, name in pairs)
    return Project(entries, current, reference)


def test_ids_follow_the_names_of_another_project() -> None:
    open_one = _named((4, "A"), (9, "B"), (2, "C"), current=4)
    read = _named((1, "B"), (2, "New"), (3, "A"), current=3, reference=Reference("scenario", 1))
    found = read.numbered_like(open_one)
    assert [(entry.id, entry.scenario.name) for entry in found.entries][::2] == [(9, "B"), (4, "A")]
    assert not open_one.has(found.entries[1].id)
    assert (found.current, found.reference) == (4, Reference("scenario", 9))
    assert [entry.scenario for entry in found.entries] == [entry.scenario for entry in read.entries]


def test_ids_stay_apart_where_no_name_is_known() -> None:
    found = _named((1, "X"), (2, "Y"), current=2).numbered_like(
        _named((1, "A"), (2, "B"), current=1)
    )
    assert len({1, 2, *ids(found)}) == 4
    assert found.scenario.name == "Y"
    assert found.reference == TO_PRESET


def test_scenarios_are_shared_not_copied(three: Project) -> None:
    def held(project: Project) -> dict[str, Scenario]:
        return {entry.scenario.name: entry.scenario for entry in project.entries}

    for project in (three.moved(1, 2), three.added(scenario("D")), three.numbered_like(three)):
        assert all(held(project)[name] is case for name, case in held(three).items())
