"""Stay or leave, month by month, read from the model's own rows.

Savings are at today's value (`discounted_saving`): the excess over the market price of the same
capacity from the exit on, less what leaving costs. Staying saves nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from engine.evaluate import evaluate, needs_of
from engine.kpis import kpi

if TYPE_CHECKING:
    from engine.evaluate import Result
    from engine.formula.values import Array
    from engine.scenario import Scenario

NOTICE = "exit_notice_month"
Action = Literal["stay", "wait", "leave"]
Hold = Literal["", "before", "locked", "late", "given"]
DeadlineKind = Literal["free", "opens", "best", "renewal", "closes", "no_return", "ends"]

_ROWS = (
    "contract_month",
    "exit_month",
    "committed_end",
    "commitment_end_month",
    "earliest_exit_month",
    "notice_given",
    "remaining_obligation",
    "exit_cost",
    "saving_flag",
    "discounted_saving",
)
_FIGURES = ("exit_window_closes", "best_exit_month", "best_exit_saving")
NEEDS = needs_of(_ROWS, _FIGURES)
# A difference this small a share of what was owed first is the last places of sums.
_ROUNDING = 1e-9


class ExitMonth(NamedTuple):
    """What giving notice in one month would do.

    `month` and `leaves`, when the exit takes effect, are model months. `notice` is the contract
    month that `exit_notice_month` takes; 0 before the contract starts.

    `saving` against staying and `later`, the most that any later month saves (0: staying), are
    in $m at today's value; `later_month` is 0 where staying is best from then on. `exit_cost`
    and `obligation` are in $m after the month. One month later the saving is smaller by
    `waiting` and the exit cost larger by `cost_change`, $m.

    `hold` says why notice does nothing in this month: the contract has not started (before), an
    exit takes effect no sooner than in a later month of notice (locked), it would end then
    anyway (late), or the supplier has given notice (given).
    """

    month: int
    notice: int
    leaves: int
    saving: float
    later: float
    later_month: int
    exit_cost: float
    obligation: float
    waiting: float
    cost_change: float
    hold: Hold
    pays: bool

    @property
    def action(self) -> Action:
        """Leave where it pays and no later month saves more; wait where a later month does."""
        if self.pays and self.saving >= self.later:
            return "leave"
        return "wait" if self.later_month else "stay"


class Stretch(NamedTuple):
    """Months without a gap, `first` to `last`."""

    first: int
    last: int


class Deadline(NamedTuple):
    """A month after which something is no longer, or from which something is, possible.

    free: the first month in which notice is no longer held up by the lock-in. opens, best,
    closes: of the exit window. renewal: the last month in which notice stops the renewal.
    no_return: the last month in which leaving avoids anything. ends: the contract's end.
    """

    kind: DeadlineKind
    month: int


class ExitPlan(NamedTuple):
    """The plan of a contract in which the buyer has not given notice; see `unplanned`.

    `window` are the stretches of months in which leaving pays. `best` is None where it never
    does; `reason` then says why. `last_saving` is the last month in which giving notice saves
    anything at all.

    `no_return` is the point of no return: the first month from which, to the end, leaving costs
    all that is still owed or more (exit cost ≥ remaining obligation), so that it avoids nothing.
    0 for both where there is none.
    """

    scenario: Scenario
    months: tuple[ExitMonth, ...]
    window: tuple[Stretch, ...]
    best: ExitMonth | None
    reason: str
    last_saving: int
    no_return: int
    deadlines: tuple[Deadline, ...]

    def at(self, month: int) -> ExitMonth | None:
        """One month of the plan; None outside it."""
        return self.months[month - 1] if 1 <= month <= len(self.months) else None

    def next_deadlines(self, month: int) -> tuple[Deadline, ...]:
        """Those that are not over in a month, the nearest first."""
        return tuple(each for each in self.deadlines if each.month >= month)


def unplanned(scenario: Scenario) -> Scenario:
    """The scenario in which the buyer plans no notice: the one that an exit plan is made for."""
    return scenario if not scenario.values[NOTICE] else scenario.with_values({NOTICE: 0.0})


def exit_plan(scenario: Scenario) -> ExitPlan:
    """The exit plan of a scenario, whatever notice it plans."""
    return plan_of(evaluate(unplanned(scenario), NEEDS))


def plan_of(result: Result) -> ExitPlan:
    """The exit plan of a result, of a scenario without planned notice, that holds `NEEDS`."""
    closes, best = kpi(result, "exit_window_closes"), kpi(result, "best_exit_month").number()
    months = _months(result)
    window = _window(result.row("saving_flag"))
    no_return = _no_return(months)
    return ExitPlan(
        scenario=result.scenario,
        months=months,
        window=window,
        best=months[int(best) - 1] if best else None,
        reason=closes.reason,
        last_saving=int(closes.number() or 0),
        no_return=no_return,
        deadlines=_deadlines(result, months, window, no_return),
    )


def last_month(result: Result) -> int:
    """The model month in which the commitment ends, at its longest; 0 where nothing is owed."""
    owed = result.row("remaining_obligation") > 0
    ends = result.row("commitment_end_month")[owed]
    return min(len(owed), int(ends.max())) if len(ends) else 0


def _months(result: Result) -> tuple[ExitMonth, ...]:
    last = last_month(result)
    row = result.row
    saving, cost = row("discounted_saving"), row("exit_cost")
    later, later_month = _later(saving[:last])
    holds = _holds(result)
    return tuple(
        ExitMonth(
            month=place + 1,
            notice=int(row("contract_month")[place]),
            leaves=int(row("earliest_exit_month")[place]),
            saving=float(saving[place]),
            later=float(later[place]),
            later_month=int(later_month[place]),
            exit_cost=float(cost[place]),
            obligation=float(row("remaining_obligation")[place]),
            waiting=float(saving[place] - _next(saving, place)),
            cost_change=float(_next(cost, place) - cost[place]),
            hold=holds[place],
            pays=bool(row("saving_flag")[place]),
        )
        for place in range(last)
    )


def _next(values: Array, place: int) -> float:
    """A month later; beyond the timeline there is nothing to leave."""
    return float(values[place + 1]) if place + 1 < len(values) else 0.0


def _later(saving: Array) -> tuple[Array, Array]:
    """The most that a later month saves, and the first such month; 0 and 0 for staying."""
    most, months = np.zeros(len(saving)), np.zeros(len(saving))
    best, month = 0.0, 0
    for place in range(len(saving) - 1, -1, -1):
        most[place], months[place] = best, month
        if saving[place] > 0 and saving[place] >= best:
            best, month = float(saving[place]), place + 1
    return most, months


def _holds(result: Result) -> tuple[Hold, ...]:
    row = result.row
    exits, ends = row("exit_month"), row("committed_end")
    following = np.append(exits[1:], np.inf)
    found: list[Hold] = []
    for place, exit_month in enumerate(exits):
        hold: Hold = ""
        if row("contract_month")[place] < 1:
            hold = "before"
        elif row("notice_given")[place]:
            hold = "given"
        elif exit_month >= ends[place]:
            hold = "late"
        elif following[place] == exit_month:
            hold = "locked"
        found.append(hold)
    return tuple(found)


def _window(flags: Array) -> tuple[Stretch, ...]:
    """The stretches of months in which a flag is set."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0.0], flags, [0.0])) != 0))
    return tuple(
        Stretch(int(first) + 1, int(after))
        for first, after in zip(edges[::2], edges[1::2], strict=True)
    )


def _no_return(months: tuple[ExitMonth, ...]) -> int:
    if not months:
        return 0
    rounding = _ROUNDING * max(each.obligation for each in months)
    avoiding = [each.month for each in months if each.exit_cost < each.obligation - rounding]
    return max(avoiding, default=0) + 1


def _deadlines(
    result: Result, months: tuple[ExitMonth, ...], window: tuple[Stretch, ...], no_return: int
) -> tuple[Deadline, ...]:
    if not months:
        return ()
    found = [Deadline("ends", months[-1].month)]
    locked = [each.month for each in months if each.hold == "locked"]
    if locked:
        found.append(Deadline("free", locked[-1] + 1))
    for stretch in window:
        found += [Deadline("opens", stretch.first), Deadline("closes", stretch.last)]
    if window:
        best = kpi(result, "best_exit_month").number()
        found.append(Deadline("best", int(best or 0)))
    ends, given = result.row("committed_end"), result.row("notice_given")
    grown = np.flatnonzero((np.diff(ends) > 0) & (given[1:] == 0)) + 1
    found += [Deadline("renewal", int(month)) for month in grown]
    if no_return > 1:
        found.append(Deadline("no_return", no_return - 1))
    return tuple(sorted(found, key=lambda each: each.month))
