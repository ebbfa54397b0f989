"""What the exit plan shows of the engine's answers: sentences, the chart, the table of months."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from app.axes import month_axis, value_axis
from app.decide.exit_texts import date, dated, money, sentence, signed, stretches_text
from engine.analysis.exit_plan.plan import NOTICE
from widgets.comparison.states import Cell, Column, Row, TableState
from widgets.decide.exit_states import (
    LEAVE,
    PAYS,
    STAY,
    Chip,
    ExitChartState,
    ExitState,
    FlexibilityState,
    Mark,
    MonthState,
    PanelState,
    PriceListState,
    Sentence,
    Word,
)
from widgets.states import Axis, Band

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.analysis.exit_plan.plan import Deadline, ExitMonth, ExitPlan
    from engine.scenario import Scenario

_HEADINGS = ("What to do", "Saving", "Exit cost", "Waiting costs")
_CORNER = "Notice in"
_PLANNED = "With all inputs as they stand, "  # unlike what is said over the draws
_NO_MONTHS = "No month in which anything is owed"
_COLUMN_TIPS = (
    "Leave where it saves money and no later month saves more",
    "Against staying to the committed end, at today's value: what the contract costs above the "
    "market from the exit on, less what leaving costs",
    "What leaving costs if notice is given in this month",
    "By how much the saving falls if notice is given a month later; negative: it grows",
)
_HOLDS = {
    "": "",
    "before": "The contract has not started",
    "locked": "Locked in: notice takes effect no sooner than from the end of the lock-in",
    "late": "Too late: the contract ends no sooner than without notice",
    "given": "The supplier has given notice",
}
_DEADLINES = {
    "free": "lock-in over",
    "opens": "exit window opens",
    "best": "best month to give notice",
    "renewal": "last month to stop the renewal",
    "closes": "exit window closes",
    "no_return": "last month in which leaving avoids anything",
    "ends": "contract ends",
}


def exit_state(
    plan: ExitPlan,
    scenario: Scenario,
    flexibility: FlexibilityState | None = None,
    prices: PriceListState | None = None,
    *,
    fresh: bool = True,
) -> ExitState:
    """The view of a plan; `scenario` is the one it was made for, with the notice it plans.

    Flexibility and prices may come later: until then their cards say that they are computed.
    """
    found_flexibility = flexibility or FlexibilityState(message="Drawing futures…")
    found_prices = prices or PriceListState(message="Pricing clauses…")
    if not plan.months:
        none = FlexibilityState(message=sentence(plan.reason))
        return ExitState(
            table=TableState(_CORNER, (), (), _NO_MONTHS),
            flexibility=none,
            prices=found_prices,
            fresh=fresh,
            message=sentence(plan.reason),
        )
    return ExitState(
        sentences=tuple(_sentences(plan, scenario)),
        chips=_chips(plan, scenario),
        chart=_chart(plan, scenario),
        table=_table(plan),
        flexibility=found_flexibility,
        prices=found_prices,
        fresh=fresh,
    )


# Sentences ----------------------------------------------------------------------------------


def _sentences(plan: ExitPlan, scenario: Scenario) -> Iterable[Sentence]:
    yield _advice(plan)
    if plan.window:
        yield _window(plan)
    yield _no_return(plan)
    planned = _planned(plan, scenario)
    if planned is not None:
        yield _planned_notice(plan, planned)
    yield _now(plan, int(scenario.values["decision_month"]))


def _advice(plan: ExitPlan) -> Sentence:
    best = plan.best
    if best is None:
        return (Word(f"{_PLANNED}do not give notice: {plan.reason}."),)
    return (
        Word(f"{_PLANNED}give notice in "),
        Word(date(plan, best.month), "best_exit_month"),
        Word(f" (month {best.month}), leave in {date(plan, best.leaves)}: saves "),
        Word(money(best.saving), "best_exit_saving"),
        Word("."),
    )


def _window(plan: ExitPlan) -> Sentence:
    return (
        Word("Leaving pays "),
        Word(stretches_text(plan), "exit_window_opens"),
        Word(", not after "),
        Word(f"month {plan.last_saving}", "exit_window_closes"),
        Word("."),
    )


def _no_return(plan: ExitPlan) -> Sentence:
    month = plan.no_return
    if month == 1:
        return (Word("Leaving avoids nothing in any month: it costs all that is still owed."),)
    if month > len(plan.months):
        return (Word("Leaving avoids some of what is owed to the end."),)
    return (
        Word("Point of no return: "),
        Word(date(plan, month), "exit_cost", month),
        Word(f" (month {month}); from then leaving avoids nothing."),
    )


def _planned(plan: ExitPlan, scenario: Scenario) -> ExitMonth | None:
    """The month in which the scenario plans the notice; None where it plans none in the plan."""
    notice = int(scenario.values[NOTICE])
    return next((each for each in plan.months if notice and each.notice == notice), None)


def _planned_notice(plan: ExitPlan, planned: ExitMonth) -> Sentence:
    words = [Word("This scenario gives notice in "), Word(date(plan, planned.month), NOTICE)]
    verb = "saves" if planned.saving >= 0 else "costs"
    words.append(Word(f": that {verb} {money(abs(planned.saving))}"))
    best = plan.best.saving if plan.best else 0.0
    if best > planned.saving:
        words.append(Word(f", {money(best - planned.saving)} short of the best plan"))
    return (*words, Word("."))


def _now(plan: ExitPlan, month: int) -> Sentence:
    """What to do in the decision month, and what comes next."""
    now = plan.at(month)
    if now is None:
        return (Word(f"Decision month {date(plan, month)}: the contract has ended."),)
    coming = [each for each in plan.next_deadlines(month) if each.month > month]
    following = f" Next: {_deadline(plan, coming[0])}." if coming else ""
    text = f"Decision month {date(plan, month)}: {_advised(plan, now)}.{following}"
    return (Word(text),)


def _deadline(plan: ExitPlan, deadline: Deadline) -> str:
    return f"{_DEADLINES[deadline.kind]}, {date(plan, deadline.month)}"


def _advised(plan: ExitPlan, month: ExitMonth) -> str:
    if month.action == "wait":
        return f"wait for {date(plan, month.later_month)}"
    return "give notice now" if month.action == "leave" else "stay to the end"


def _chips(plan: ExitPlan, scenario: Scenario) -> tuple[Chip, ...]:
    """The notice to plan: the best month's, and none where one is planned."""
    found: list[Chip] = []
    planned, best = int(scenario.values[NOTICE]), plan.best
    latest = scenario.model.inputs[NOTICE].maximum
    if best is not None and 0 < best.notice <= latest and best.notice != planned:
        text = f"Plan notice in {date(plan, best.month)}"
        found.append(Chip(text, NOTICE, float(best.notice)))
    if planned:
        found.append(Chip("Plan no notice", NOTICE, 0.0))
    return tuple(found)


# The chart ----------------------------------------------------------------------------------


def _chart(plan: ExitPlan, scenario: Scenario) -> ExitChartState:
    months = plan.months
    savings = tuple(each.saving for each in months)
    costs = tuple(each.exit_cost for each in months)
    planned, best = _planned(plan, scenario), plan.best
    no_return = plan.no_return if 1 < plan.no_return <= len(months) else 0
    return ExitChartState(
        x_axis=plan_axis(plan),
        saving=PanelState(
            "discounted_saving",
            "Saving from leaving, by month of notice, at today's value",
            _value_axis((*savings, _headroom(savings)), 4),
            "profit",
            savings,
        ),
        cost=PanelState("exit_cost", "Exit cost", _value_axis(costs, 2), "exit_cost", costs),
        months=tuple(_month(plan, each) for each in months),
        windows=tuple(Band(each.first, each.last, "leaving pays") for each in plan.window),
        decision_month=int(scenario.values["decision_month"]),
        best=Mark(best.month, f"best: {money(best.saving)}") if best else None,
        no_return=Mark(no_return, "point of no return") if no_return else None,
        planned=Mark(planned.month, "planned notice") if planned else None,
        summary="".join(word.text for word in _advice(plan)),
        start=plan.scenario.start,
    )


def plan_axis(plan: ExitPlan) -> Axis:
    """The months of the plan, each in the middle of its cell."""
    months = len(plan.months)
    axis = month_axis(plan.scenario, max(months, 2))
    return Axis(0.5, months + 0.5, axis.ticks)


def _value_axis(values: tuple[float, ...], ticks: int) -> Axis:
    return value_axis((np.array(values),), "money", ticks=ticks)


def _headroom(values: tuple[float, ...]) -> float:
    """Above the curve, so that the name of the best month finds room."""
    return max(values) + 0.2 * (max(values) - min(values))


def _month(plan: ExitPlan, month: ExitMonth) -> MonthState:
    action = LEAVE if month.action == "leave" else PAYS if month.pays else STAY
    verb = "saves" if month.saving >= 0 else "loses"
    what = f"notice {verb} {money(abs(month.saving))}, exit cost {money(month.exit_cost)}"
    tip = "\n".join(
        filter(
            None,
            (
                f"{dated(plan, month.month)}: {_advised(plan, month)}.",
                _HOLDS[month.hold],
                f"Notice now: the contract ends in {date(plan, month.leaves)}.",
                f"A month later: saving {signed(-month.waiting)}, "
                f"exit cost {signed(month.cost_change)}.",
            ),
        )
    )
    return MonthState(
        month=month.month,
        action=action,
        held=bool(month.hold),
        reading=f"{date(plan, month.month)} · {what}",
        tip=tip,
    )


# The table ----------------------------------------------------------------------------------


def _table(plan: ExitPlan) -> TableState:
    columns = tuple(
        Column(place, heading, "", tooltip=tip)
        for place, (heading, tip) in enumerate(zip(_HEADINGS, _COLUMN_TIPS, strict=True))
    )
    return TableState(_CORNER, columns, tuple(_row(plan, each) for each in plan.months))


def _row(plan: ExitPlan, month: ExitMonth) -> Row:
    best = plan.best is not None and plan.best.month == month.month
    cells = (
        _action_cell(plan, month),
        _money_cell(month.saving, mark="best" if best else "", muted=not month.pays),
        _money_cell(month.exit_cost),
        _money_cell(month.waiting, muted=not month.pays),
    )
    label = f"{date(plan, month.month)} · {month.month}"
    return Row(str(month.month), label, cells, tooltip=_HOLDS[month.hold])


def _action_cell(plan: ExitPlan, month: ExitMonth) -> Cell:
    if month.action == "leave":
        return Cell("Give notice", tone="good", number=False)
    if month.action == "wait":
        text = f"Wait: {date(plan, month.later_month)}"
        return Cell(text, tone="" if month.pays else "muted", number=False)
    return Cell("Stay", tone="muted", number=False)


def _money_cell(value: float, *, mark: str = "", muted: bool = False) -> Cell:
    return Cell(money(value), f"{value:.6g}", mark=mark, tone="muted" if muted else "")
