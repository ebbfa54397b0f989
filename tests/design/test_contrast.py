"""Every ink on every paper it stands on: WCAG 2.2 AA in light and dark, AAA in high contrast."""

from __future__ import annotations

import pytest

from app.theme import THEMES, tokens
from engine.project import COLOURS
from tests.design.colours import contrast
from widgets.painting import blend, legible_on
from widgets.scenario_bar.states import colour_token
from widgets.sources.inputs_card import STATUSES

PAPERS = ("window", "panel", "card", "field")
CHOSEN = "accent_soft"  # under what is selected or pointed at
SERIES = (
    *("revenue", "compute", "profit", "cash", "remaining", "exit_cost", "unavoidable"),
    *("contract", "market"),
)
SCENARIOS = tuple(colour_token(place) for place in range(COLOURS))
# Which text stands on which paper, in which theme as the token is.
TEXTS = {
    "text": (*PAPERS, CHOSEN, "track", "exit_window"),
    "text_muted": (*PAPERS, CHOSEN, "track", "exit_window"),
    "text_on_accent": ("accent",),
    "accent": (*PAPERS, CHOSEN),
    "good": (*PAPERS, CHOSEN),
    "bad": (*PAPERS, CHOSEN),
    "disputed": (*PAPERS, CHOSEN),
    **{status: PAPERS for status in STATUSES if status != "disputed"},
    "exit_cost": ("card", "exit_window"),
}
MARKS = {
    "edge": PAPERS,
    **dict.fromkeys(SERIES, ("card", "window", "exit_window")),
    **dict.fromkeys(SCENARIOS, ("card", "window")),
}
_LEAST_TEXT = {"light": 4.5, "dark": 4.5, "contrast": 7.0}
_LEAST_MARK = {"light": 3.0, "dark": 3.0, "contrast": 4.5}


@pytest.mark.parametrize("ink", list(TEXTS))
@pytest.mark.parametrize("theme", THEMES)
def test_text_is_read_on_every_paper(theme: str, ink: str) -> None:
    worn, least = tokens(theme), _LEAST_TEXT[theme]
    found = {paper: contrast(getattr(worn, ink), getattr(worn, paper)) for paper in TEXTS[ink]}
    assert {paper: round(ratio, 2) for paper, ratio in found.items() if ratio < least} == {}


@pytest.mark.parametrize("mark", list(MARKS))
@pytest.mark.parametrize("theme", THEMES)
def test_edges_curves_and_marks_are_seen(theme: str, mark: str) -> None:
    worn, least = tokens(theme), _LEAST_MARK[theme]
    found = {paper: contrast(getattr(worn, mark), getattr(worn, paper)) for paper in MARKS[mark]}
    assert {paper: round(ratio, 2) for paper, ratio in found.items() if ratio < least} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_the_ring_of_the_focus_is_seen(theme: str) -> None:
    worn = tokens(theme)
    assert min(contrast(worn.accent, getattr(worn, paper)) for paper in (*PAPERS, CHOSEN)) >= 3.0


@pytest.mark.parametrize("series", SERIES)
@pytest.mark.parametrize("theme", THEMES)
def test_the_baselines_dashes_are_seen(theme: str, series: str) -> None:
    worn = tokens(theme)
    for paper in (worn.card, worn.exit_window):
        dashes = blend(getattr(worn, series), paper, worn.ghost_paper).name()
        assert contrast(dashes, paper) >= 2.0
        assert contrast(dashes, paper) >= 3.0 or paper == worn.exit_window


@pytest.mark.parametrize("name", [*SERIES, *SCENARIOS])
@pytest.mark.parametrize("theme", THEMES)
def test_words_in_a_series_colour_are_read_on_the_card(theme: str, name: str) -> None:
    worn = tokens(theme)
    assert contrast(legible_on(worn, name).name(), worn.card) >= _LEAST_TEXT[theme]


@pytest.mark.parametrize("theme", THEMES)
def test_each_theme_says_what_it_keeps(theme: str) -> None:
    assert tokens(theme).readable == _LEAST_TEXT[theme]
