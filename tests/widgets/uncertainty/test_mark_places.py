"""Texts of marks above a plot."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from widgets.uncertainty.mark_places import GAP, Stood, Wanted, stand

LOW, HIGH = 0.0, 600.0


def test_texts_far_apart_stand_over_their_lines_in_one_row() -> None:
    found = stand([Wanted(100, 60), Wanted(300, 80)], 2, LOW, HIGH)
    assert found == (Stood(70.0, 0), Stood(260.0, 0))


def test_close_ones_stand_left_and_right_of_their_lines() -> None:
    found = stand([Wanted(300, 100), Wanted(310, 100)], 1, LOW, HIGH)
    first, second = found
    assert first is not None
    assert second is not None
    assert first.left + 100 <= 300
    assert second.left >= 310


def test_without_room_for_all_the_last_go_without() -> None:
    found = stand([Wanted(300, 500), Wanted(310, 500), Wanted(320, 500)], 1, LOW, HIGH)
    assert found[0] is not None
    assert found[1:] == (None, None)


def test_no_marks_no_places() -> None:
    assert stand([], 2, LOW, HIGH) == ()


WANTED = st.builds(Wanted, st.floats(LOW, HIGH), st.floats(20, 180))


@given(wanted=st.lists(WANTED, max_size=4), rows=st.integers(1, 3))
def test_no_text_is_on_another_or_across_its_line(wanted: list[Wanted], rows: int) -> None:
    found = [
        (each, stood)
        for each, stood in zip(wanted, stand(wanted, rows, LOW, HIGH), strict=True)
        if stood is not None
    ]
    for each, stood in found:
        assert stood.left >= LOW - 1e-9
        assert stood.left + each.width <= HIGH + 1e-9
        for other, place in found:
            if other is each:
                continue
            beside = stood.left + each.width <= place.left or place.left + other.width <= stood.left
            assert stood.row != place.row or beside
            crosses = stood.left - GAP / 2 < other.x < stood.left + each.width + GAP / 2
            assert not (stood.row < place.row and crosses)
