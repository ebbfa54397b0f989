"""The palette of scenarios: seen on the card, and told apart by everyone."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.project import COLOURS
from tests.widgets.literals import tokens
from widgets.scenario_bar.states import COLOUR_NAMES, colour_token

Colours = NDArray[np.float64]

# How linear red, green and blue look without one kind of cone: Machado, Oliveira and
# Fernandes, "A physiologically-based model for simulation of color vision deficiency" (2009),
# severity 1.
VISION = {
    "normal": np.eye(3),
    "protan": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deutan": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritan": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
CLEARLY_APART = 15.0  # CIE 1976; 2.3 is what can just be seen


def linear(names: list[str]) -> Colours:
    """`#rrggbb` as linear red, green and blue, 0 to 1: `(colours, 3)`."""
    parts = np.array([[int(name[at : at + 2], 16) for at in (1, 3, 5)] for name in names]) / 255
    bent: Colours = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return bent


def lab(colours: Colours) -> Colours:
    """CIE L*a*b* of linear colours, against white."""
    share = colours @ TO_XYZ.T / TO_XYZ.sum(axis=1)
    f = np.where(share > 216 / 24389, np.cbrt(share), (24389 / 27 * share + 16) / 116)
    x, y, z = f.T
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=1)


def palette(theme: str) -> list[str]:
    return [getattr(tokens(theme), colour_token(place)) for place in range(COLOURS)]


def test_the_project_has_as_many_colours_as_the_palette_has_names() -> None:
    assert len(COLOUR_NAMES) == len(set(COLOUR_NAMES)) == COLOURS


@pytest.mark.parametrize("ground", ["card", "window"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_colour_is_seen_on_its_ground(theme: str, ground: str) -> None:
    luminances = linear([*palette(theme), getattr(tokens(theme), ground)]) @ TO_XYZ[1]
    inks, paper = luminances[:-1], luminances[-1]
    contrast = (np.maximum(inks, paper) + 0.05) / (np.minimum(inks, paper) + 0.05)
    assert contrast.min() >= 3.0


@pytest.mark.parametrize("vision", list(VISION))
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_any_two_colours_are_told_apart(theme: str, vision: str) -> None:
    seen = lab(np.clip(linear(palette(theme)) @ VISION[vision].T, 0, 1))
    near = {
        (COLOUR_NAMES[one], COLOUR_NAMES[other])
        for one, other in combinations(range(COLOURS), 2)
        if np.linalg.norm(seen[one] - seen[other]) < CLEARLY_APART
    }
    assert not near
