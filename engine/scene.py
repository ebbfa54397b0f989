"""A scene: one step of a presentation, as the presenter set it up."""

from __future__ import annotations

from typing import NamedTuple

MAX_SCENES = 200
MAX_CHARTS = 4  # side by side, large enough to be read from the back of a room
MAX_TEXT = 200  # characters that the audience reads: one line
MAX_NOTES = 4000  # characters that only the presenter reads
MAX_NAME = 64  # characters of the name of a page, a view, a chart


class Scene(NamedTuple):
    """What is on the stage: a scenario by its id, a page's view, and the charts picked of it.

    Pages, views and charts are called as the window calls them; no charts are the view's own
    choice. `text` is one line for the audience, `notes` are for the presenter.
    """

    scenario: int
    page: str
    view: str = ""
    charts: tuple[str, ...] = ()
    text: str = ""
    notes: str = ""
    extra: str = ""  # fields that a later version wrote, as text: a scene stays hashable


def moved(scenes: tuple[Scene, ...], place: int, by: int) -> tuple[Scene, ...]:
    """The scenes with the one at `place` moved by so many places, at most to an end."""
    rest = [*scenes[:place], *scenes[place + 1 :]]
    rest.insert(max(0, min(place + by, len(rest))), scenes[place])
    return tuple(rest)
