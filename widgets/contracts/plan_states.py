"""What the Plan view shows, as frozen values. Texts arrive formatted, numbers computed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from widgets.comparison.states import Choice, TableState
    from widgets.contracts.read_chart_states import ReadChartState
    from widgets.decide.exit_states import Sentence

# The values of the input register_supply, and what they are called.
MODES = ("Not used", "Replaces", "Supplements", "Beside")


class StudyState(NamedTuple):
    """Which contract is under study, and how the others are used beside it.

    `mode` is a place in `MODES`. Without `modes_usable` the scenario has no supply yet, and only
    *Not used* can be chosen.
    """

    contracts: tuple[Choice, ...]  # the first stands for none, its key is empty
    studied: str
    mode: int
    modes_usable: bool
    sentences: tuple[Sentence, ...] = ()
    apply_text: str = ""  # of the button; empty where there is nothing to apply
    can_remove: bool = False
    status: str = ""  # "The scenario has the register of 22 Nov 2026"
    message: str = ""  # in place of all the rest, where the register has no contracts


class PlanState(NamedTuple):
    """The whole view."""

    study: StudyState
    modes: TableState  # headline figures by mode; a column's scenario_id is the mode
    hours: ReadChartState  # layers of contracts from below, and the need as a dashed line
    fees: ReadChartState
    terms: TableState
    notices: tuple[Sentence, ...]
    selected: str = ""
