"""What a stage shows, and what the presenter's console says, as frozen values."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from widgets.states import CardState, ChartState, ControlState


class StageChart(NamedTuple):
    """A chart with the name by which the next scene knows it again."""

    name: str
    state: ChartState


class StageState(NamedTuple):
    """All that the audience sees, but for pictures that are no charts: those are mirrored."""

    heading: str = ""
    corner: str = ""  # which scenario, which scene
    cards: tuple[CardState, ...] = ()
    charts: tuple[StageChart, ...] = ()
    controls: tuple[ControlState, ...] = ()
    note: str = ""  # in place of charts, where there are none


class ConsoleState(NamedTuple):
    """What only the presenter sees."""

    position: str = ""  # "Scene 2 of 5"
    text: str = ""
    notes: str = ""
    following: str = ""  # the next scene's line
    end: str = "Last scene"  # said where none follows
    frozen: bool = False
    black: bool = False
    pointer: bool = False
    screen: str = ""  # where the audience's picture is
