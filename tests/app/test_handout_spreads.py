"""How pictures share sheets of paper: worked by hand."""

from __future__ import annotations

import pytest

from app.handouts.pdf_spreads import GAP, LARGEST, Shape, spreads, words_height

WIDTH, HEIGHT = 762.0, 463.0


def test_a_lone_picture_fills_its_sheet() -> None:
    (only,) = spreads([Shape(574, 411, 280)], WIDTH, HEIGHT)
    ((cell,),) = only.rows
    assert only.scale == LARGEST
    assert cell.width * LARGEST == pytest.approx(WIDTH)
    assert cell.height * LARGEST == pytest.approx(HEIGHT - words_height(1, headed=False))


def test_flat_pictures_stand_below_each_other() -> None:
    (only,) = spreads([Shape(607, 284, 227), Shape(455, 143, 114)], WIDTH, HEIGHT)
    assert [len(row) for row in only.rows] == [1, 1]
    assert all(cell.width * only.scale == pytest.approx(WIDTH) for cell in only.cells)
    used = sum(cell.height for cell in only.cells) * only.scale
    assert used == pytest.approx(HEIGHT - 2 * words_height(1, headed=False) - GAP)


def test_high_pictures_stand_beside_each_other() -> None:
    (only,) = spreads([Shape(616, 507, 400), Shape(456, 536, 536)], WIDTH, HEIGHT)
    assert [len(row) for row in only.rows] == [2]
    used = sum(cell.width for cell in only.cells) * only.scale
    assert used == pytest.approx(WIDTH - GAP)


def test_what_can_not_grow_leaves_its_height_to_others() -> None:
    (only,) = spreads([Shape(653, 312, 250), Shape(403, 62, 62, 62)], WIDTH, HEIGHT)
    chart, scale = only.cells
    assert scale.height == 62
    assert chart.height > 312


def test_a_title_above_takes_its_room() -> None:
    ((plain,),) = (each.cells for each in spreads([Shape(574, 411, 280)], WIDTH, HEIGHT))
    headed_shape = Shape(574, 411, 280, headed=True)
    ((headed,),) = (each.cells for each in spreads([headed_shape], WIDTH, HEIGHT))
    assert plain.height - headed.height == pytest.approx(19.0 / LARGEST)


def test_no_picture_takes_no_sheet() -> None:
    assert spreads([], WIDTH, HEIGHT) == []


def test_what_needs_much_height_gets_a_sheet_of_its_own() -> None:
    others = [Shape(364, 274, 219), Shape(364, 251, 200), Shape(342, 166, 133)]
    found = spreads([Shape(364, 674, 674), *others], WIDTH, HEIGHT)
    assert [len(each.cells) for each in found] == [1, 3]
