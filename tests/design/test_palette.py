"""Series that share a picture are told apart by all eyes; where not by colour, by something else.

What else: series have their names at their ends, statuses a word beside them, good and bad an
arrow, a sign or a word. The thresholds are CIEDE2000; 2.3 can just be seen, 10 at a glance.
"""

from __future__ import annotations

from itertools import combinations

import pytest

from app.charts import OVERVIEW
from app.contracts.supplier_looks import MOST_COLOURS, OTHERS
from app.theme import THEMES, tokens
from engine.project import COLOURS
from tests.design.colours import VISIONS, apart
from widgets.scenario_bar.states import colour_token
from widgets.sources.inputs_card import STATUSES

AT_A_GLANCE = 10.0
BESIDE_A_WORD = 6.0
SHARED = {
    **{chart.key: tuple(line.colour for line in chart.lines) for chart in OVERVIEW},
    "alternatives": ("contract", "market", "profit"),
    "both sides": ("contract", "compute"),
    "net value": ("profit", "bad"),
    "low and high": ("revenue", "compute"),
    "better and worse": ("good", "bad"),
    "scenarios": tuple(colour_token(place) for place in range(COLOURS)),
    "suppliers": (*(f"scenario_{rank}" for rank in range(1, MOST_COLOURS + 1)), OTHERS),
}


@pytest.mark.parametrize("vision", list(VISIONS))
@pytest.mark.parametrize("picture", list(SHARED))
@pytest.mark.parametrize("theme", THEMES)
def test_series_of_one_picture_are_told_apart(theme: str, picture: str, vision: str) -> None:
    assert _near(theme, SHARED[picture], vision, AT_A_GLANCE) == []


@pytest.mark.parametrize("vision", list(VISIONS))
@pytest.mark.parametrize("theme", THEMES)
def test_statuses_are_told_apart_beside_their_words(theme: str, vision: str) -> None:
    assert _near(theme, STATUSES, vision, BESIDE_A_WORD) == []


def _near(theme: str, names: tuple[str, ...], vision: str, least: float) -> list[str]:
    worn = tokens(theme)
    found = [
        (one, other, apart(getattr(worn, one), getattr(worn, other), vision))
        for one, other in combinations(names, 2)
    ]
    return [f"{one} and {other}: {far:.1f}" for one, other, far in found if far < least]
