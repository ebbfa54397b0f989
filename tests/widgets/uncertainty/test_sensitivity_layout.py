"""Where a tornado's bars and texts stand."""

from __future__ import annotations

import itertools

import pytest

from tests.widgets.uncertainty.sensitivity_literals import TORNADO, UNBASED, row
from widgets.uncertainty.sensitivity_layout import (
    MARKER,
    STUB,
    TEXT_GAP,
    Columns,
    columns,
    drawn_ends,
)

# 1 px is 1 of the axis: from 300 to 400.
WHERE = Columns(100.0, 300.0, 400.0, 50.0, 500.0, 50.0, 560.0, 570.0)


def test_ends_run_from_the_base_and_their_texts_stand_outside() -> None:
    low, high = drawn_ends(row("growth", 0.0, 100.0), TORNADO, WHERE)
    assert (low.start, low.stop, low.leftward, low.text_x) == (350, 300, True, 300 - TEXT_GAP)
    assert (high.start, high.stop, high.leftward, high.text_x) == (350, 400, False, 400 + TEXT_GAP)
    assert not low.half
    turned = drawn_ends(row("price", 80.0, 20.0), TORNADO, WHERE)
    assert (turned[0].stop, turned[1].stop) == (380, 320)
    assert (turned[0].leftward, turned[1].leftward) == (False, True)


@pytest.mark.parametrize(
    ("numbers", "stops"), [((60.0, 90.0), (360, 390)), ((40.0, 10.0), (340, 310))]
)
def test_two_ends_on_one_side_share_the_row_and_each_has_its_text(
    numbers: tuple[float, float], stops: tuple[int, int]
) -> None:
    ends = drawn_ends(row("delay", *numbers), TORNADO, WHERE)
    way = 1 if stops[0] > 350 else -1
    assert tuple(end.half for end in ends) == (-1, 1)
    assert tuple(end.stop for end in ends) == stops
    assert all(end.text_x == end.stop + way * TEXT_GAP for end in ends)
    assert all(end.leftward == (way < 0) for end in ends)


@pytest.mark.parametrize("numbers", list(itertools.product((20.0, 50.0, 80.0, None), repeat=2)))
def test_texts_on_the_same_side_have_a_half_of_the_row_each(
    numbers: tuple[float | None, float | None],
) -> None:
    for state in (TORNADO, UNBASED):
        low, high = drawn_ends(row("any", *numbers), state, WHERE)
        assert low.leftward != high.leftward or (low.half, high.half) == (-1, 1)


def test_an_end_that_does_not_exist_is_a_stub_on_the_free_side() -> None:
    low, high = drawn_ends(row("cash", 30.0, None), TORNADO, WHERE)
    assert (low.hatched, high.hatched) == (False, True)
    assert (high.start, high.stop) == (350, 350 + STUB)
    low, high = drawn_ends(row("cash", None, None), TORNADO, WHERE)
    assert (low.stop, high.stop) == (350 - STUB, 350 + STUB)


def test_without_a_base_there_are_markers_and_stubs_at_the_edges() -> None:
    low, high = drawn_ends(row("cash", None, 30.0), UNBASED, WHERE)
    assert (high.start, high.stop) == (330 + MARKER / 2, 330 - MARKER / 2)
    assert (low.start, low.stop, low.hatched) == (400 - STUB, 400, True)
    low, high = drawn_ends(row("both", 80.0, 20.0), UNBASED, WHERE)
    assert (low.leftward, high.leftward) == (False, True)


@pytest.mark.parametrize("width", [540, 720, 920, 1080, 2000])
def test_columns_follow_one_another(width: int) -> None:
    where = columns(
        TORNADO, width, lambda text: 6.0 * len(text), lambda text: 7.0 * len(text), (60, 60)
    )
    edges = [where.label_room, where.left, where.right]
    assert edges == sorted(edges)
    assert where.low_right < where.high_right < where.range_left < width
    if width > 700:
        beside = 6.0 * len("9%")
        assert where.right + TEXT_GAP + beside < where.low_right - where.low_room
        assert where.left - TEXT_GAP - beside > where.label_room
