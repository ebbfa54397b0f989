"""The ledger's numbers as text, its rows, its shades: what needs no window."""

from __future__ import annotations

import math

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from tests.widgets.ledger_states import LINES
from tests.widgets.literals import tokens
from widgets.ledger.heat import STEPS, shade_colour, shades
from widgets.ledger.numbers import number_text, places_of, spoken_text
from widgets.ledger.outline import outline
from widgets.ledger.sparkline import draw_sparkline


@pytest.mark.parametrize(
    ("value", "style", "places", "text"),
    [
        (1250.0, "money", 0, "1,250"),
        (-37.25, "money", 1, "(37.2)"),
        (0.0, "money", 1, "–"),
        (-0.0, "money", 1, "–"),
        (-0.04, "money", 1, "0.0"),  # what rounds to nothing has no sign, but is not zero
        (math.nan, "money", 1, "—"),
        (math.inf, "money", 1, "—"),
        (0.07, "percent", 1, "7.0%"),
        (-0.3053, "percent", 1, "(30.5%)"),
        (0.035, "points", 1, "3.5"),
        (1.0, "flag", 0, "Yes"),
        (0.0, "flag", 0, ""),
        (0.5, "flag", 1, "0.5"),
        (48.0, "month", 0, "48"),
        (5.25, "price", 2, "5.25"),
        (0.976, "factor", 3, "0.976"),
        (1e6, "factor", 3, "1,000,000"),
        (-2.5e15, "count", 0, "(2.500e+15)"),
    ],
)
def test_numbers(value: float, style: str, places: int, text: str) -> None:
    assert number_text(value, style, places) == text


@pytest.mark.parametrize(
    ("value", "style", "text"),
    [
        (-37.25, "money", "−37.2"),
        (0.0, "money", "0"),
        (0.0, "flag", "No"),
        (math.nan, "money", "no value"),
    ],
)
def test_numbers_in_a_sentence(value: float, style: str, text: str) -> None:
    assert spoken_text(value, style, 1) == text


@pytest.mark.parametrize(
    ("row", "style", "places"),
    [
        ([1.0, 1250.5], "money", 0),
        ([1.0, -999.9], "money", 1),
        ([3.0, 4.0], "money", 1),
        ([0.0, 0.03], "money", 3),
        ([0.0, 0.0], "money", 1),
        ([math.nan, 2000.0], "money", 0),
        ([math.nan, math.nan], "money", 1),
        ([1.0, 2.0], "count", 0),
        ([1.0, 2.5], "count", 1),
        ([0.5, 12345.0], "percent", 1),
        ([0.0002, 0.0], "percent", 3),
        ([1.0, 1e6], "factor", 3),
        ([1.0, 0.0], "flag", 0),
        ([5.25, 7000.0], "price", 2),
        ([325.0, 162.5], "gpus", 1),
        ([325.0, 162.0], "gpus", 0),
    ],
)
def test_a_row_has_the_decimals_that_its_size_needs(
    row: list[float], style: str, places: int
) -> None:
    assert places_of(np.array([row]), [style]) == (places,)


def test_decimals_stand_below_one_another() -> None:
    row = np.array([1.0, 12.25, -999.0, 0.5])
    (places,) = places_of(row[None], ["money"])
    texts = [number_text(value, "money", places) for value in row.tolist()]
    assert texts == ["1.0", "12.2", "(999.0)", "0.5"]
    assert {len(text.strip("()").partition(".")[2]) for text in texts} == {1}


# Rows ---------------------------------------------------------------------------------------


def _shown(folded: tuple[str, ...] = (), search: str = "") -> list[str]:
    return [
        f"[{each.section} {each.items}]" if each.heading else LINES[each.line].key
        for each in outline(LINES, folded, search)
    ]


def test_sections_have_headings() -> None:
    assert _shown() == [
        "[Timing 1]", "live_flag", "[Profit 4]", "revenue", "profit", "share", "odd",
    ]  # fmt: skip


def test_a_folded_section_keeps_its_heading() -> None:
    assert _shown(("Profit",)) == ["[Timing 1]", "live_flag", "[Profit 4]"]
    assert outline(LINES, ("Profit",))[-1].folded


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("REVENUE", ["[Profit 1]", "revenue"]),  # a label
        ("live_fl", ["[Timing 1]", "live_flag"]),  # a key
        ("customers pay", ["[Profit 1]", "revenue"]),  # a meaning
        ("left operating", ["[Profit 1]", "profit"]),  # every word, anywhere
        ("  ", ["[Timing 1]", "live_flag", "[Profit 4]", "revenue", "profit", "share", "odd"]),
        ("nothing like it", []),
    ],
)
def test_search(search: str, found: list[str]) -> None:
    assert _shown((), search) == found


def test_a_search_looks_into_folded_sections() -> None:
    assert _shown(("Profit",), "margin") == ["[Profit 1]", "share"]


# Shades -------------------------------------------------------------------------------------


def test_a_row_above_zero_is_shaded_from_low_to_high() -> None:
    assert shades(np.array([10.0, 20.0, 15.0]), "money").tolist() == [0, STEPS, STEPS // 2]


def test_a_signed_row_is_shaded_around_zero() -> None:
    found = shades(np.array([-100.0, 0.0, 50.0]), "money").tolist()
    assert found == [-STEPS, 0, STEPS // 2]
    assert shades(np.array([-100.0, -50.0]), "money").tolist() == [-STEPS, -STEPS // 2]


@pytest.mark.parametrize(
    ("row", "style"),
    [
        ([5.0, 5.0], "money"),
        ([0.0, 0.0], "money"),
        ([1.0, 0.0], "flag"),
        ([1.0, 2.0], "count"),
        ([math.nan, math.nan], "money"),
    ],
)
def test_nothing_to_tell_apart_is_not_shaded(row: list[float], style: str) -> None:
    assert not shades(np.array(row), style).any()


def test_no_value_is_not_shaded_and_spoils_no_other() -> None:
    row = np.array([math.nan, 10.0, 20.0, math.inf])
    assert shades(row, "money").tolist() == [0, 0, STEPS, 0]


def _luminance(ink: QColor) -> float:
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (ink.redF(), ink.greenF(), ink.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("shade", [-STEPS, -STEPS // 2, 1, STEPS])
def test_text_is_legible_on_every_shade(theme: str, shade: int) -> None:
    used = tokens(theme)
    ground, ink = _luminance(shade_colour(used, shade)), _luminance(QColor(used.text))
    lighter, darker = max(ground, ink), min(ground, ink)
    assert (lighter + 0.05) / (darker + 0.05) >= 7


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_above_and_below_zero_are_other_colours(theme: str) -> None:
    used = tokens(theme)
    assert shade_colour(used, STEPS) != shade_colour(used, -STEPS)
    assert shade_colour(used, 0) == QColor(used.card)


# Small curves -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "row",
    [
        [1.0, 2.0, 3.0, 4.0],
        [-1.0, 2.0, -3.0, 4.0],
        [5.0, 5.0, 5.0, 5.0],
        [0.0, 0.0, 0.0, 0.0],
        [math.nan, 1.0, math.nan, 2.0],
        [1e308, -1e308, 1e308, 0.0],
        [math.nan] * 4,
        [7.0],
    ],
)
@pytest.mark.parametrize("horizon", [1, 3, 120])
def test_every_row_can_be_drawn(qapp: object, row: list[float], horizon: int) -> None:
    image = QImage(60, 20, QImage.Format.Format_RGB32)
    image.fill(0)
    painter = QPainter(image)
    draw_sparkline(painter, QRectF(5, 4, 50, 12), np.array(row), horizon, tokens("light"))
    painter.end()
    inked = any(image.pixel(x, y) & 0xFFFFFF for x in range(60) for y in range(20))
    assert inked == (not all(map(math.isnan, row)))
