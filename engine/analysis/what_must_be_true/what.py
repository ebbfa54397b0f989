"""What must be true: every driver alone, and the nearest way in which several flip the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from engine.analysis.goal import holds
from engine.analysis.goal_seek.seek import figure_reader
from engine.analysis.what_must_be_true.flips import flips
from engine.analysis.what_must_be_true.joint import nearest_joint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from engine.analysis.goal import Goal
    from engine.analysis.ranges import Range
    from engine.analysis.what_must_be_true.flips import Flip
    from engine.analysis.what_must_be_true.joint import Joint
    from engine.scenario import Scenario


class MustBeTrue(NamedTuple):
    """What a goal rests on. `figure` is the goal's figure today, NaN where it does not exist.

    `flips` are the main drivers, the nearest first, those that never flip the answer last;
    `joint` is None where no joint way was found.
    """

    goal: Goal
    holds: bool
    figure: float
    flips: tuple[Flip, ...]
    joint: Joint | None


def what_must_be_true(
    scenario: Scenario,
    goal: Goal,
    ranges: Mapping[str, Range] | None = None,
    uncertain: Iterable[str] = (),
    *,
    stop: Callable[[], None] | None = None,
) -> MustBeTrue:
    """How far each main driver is from the value at which the answer flips, all else as it is.

    The answer flips where the goal ceases to hold, or begins to where it does not hold today.
    Main drivers are the inputs with a plausible range, those that are `uncertain`, and the
    headline three, as far as they reach the figure. `ranges` are the plausible ranges by
    input, the model's own where None; a distance is measured in them. `stop` is asked now and
    then and ends the work by raising. Raises `SubjectError`.
    """
    figure = figure_reader(scenario, goal, stop=stop)({}, 1)
    found = flips(scenario, goal, ranges, uncertain, stop)
    joint = nearest_joint(scenario, goal, found, stop)
    return MustBeTrue(goal, bool(holds(goal, figure)[0]), float(figure[0]), found, joint)
