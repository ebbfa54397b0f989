"""What the board is told first: the case in a few sentences, and its headline figures.

From results alone: no formula is stated here, and nothing is asked of the screen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.cards import headline_cards
from app.decide.exit_texts import money
from app.decide.exit_texts import sentence as said
from app.figure_text import calendar_value, figure_text
from app.handouts.content import Figure
from app.scenarios.bridge_states import Scale, change_text
from engine.kpis import kpi
from engine.model.catalogue import catalogue

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.evaluate import Result
    from engine.model.catalogue import Figure as Definition

# After the strip's six: what was signed for, what it is worth, and what it weighs.
MORE_FIGURES = (
    "total_commitment",
    "unavoidable_fees",
    "best_exit_saving",
    "closing_cash",
    "npv_operating_profit",
    "obligation_to_cash",
)
_COMPARED = ("npv_operating_profit", "remaining_obligation", "exit_cost")


def summary(result: Result, baseline: Result) -> tuple[tuple[str, ...], tuple[Figure, ...]]:
    """The sentences, and the headline figures with their change against the baseline.

    Both results are whole (`evaluate` without `needs`), and the baseline is read like the
    result (`Scenario.read_like`): at the same date, over the same horizon.
    """
    sentences = [each for make in _SENTENCES if (each := make(result))]
    return (*sentences, *_compared(result, baseline)), figures(result, baseline)


def figures(result: Result, baseline: Result) -> tuple[Figure, ...]:
    """The strip's six as on the window, then `MORE_FIGURES`.

    `reason` says why there is no value, or what is worth knowing about it.
    """
    # Held against itself, a card says what is worth knowing instead of a change.
    strip = [
        Figure(card.key, card.label, card.value, change(result, baseline, card.key), card.change)
        for card in headline_cards(result, result)
    ]
    return (*strip, *(_figure(result, baseline, key) for key in MORE_FIGURES))


def _figure(result: Result, baseline: Result, key: str) -> Figure:
    definition = catalogue().figures[key]
    found = kpi(result, key)
    value = found.number()
    text = "None" if value is None else figure_text(result.scenario, definition, value)
    return Figure(key, definition.label, text, change(result, baseline, key), found.reason)


def change(result: Result, baseline: Result, key: str) -> str:
    """`+$120m`, `\N{MINUS SIGN}2 quarters`, `was Q3 2026`; empty where nothing changed."""
    definition = catalogue().figures[key]
    now, then = kpi(result, key).number(), kpi(baseline, key).number()
    if now is None or then is None:
        return _came_or_went(baseline, definition, now, then)
    size = calendar_value(result.scenario, definition, now) - calendar_value(
        baseline.scenario, definition, then
    )
    text = change_text(_scale(definition), size)
    return text if any(digit in "123456789" for digit in text) else ""


def _came_or_went(
    baseline: Result, definition: Definition, now: float | None, then: float | None
) -> str:
    if then is not None:
        return f"was {figure_text(baseline.scenario, definition, then)}"
    return "" if now is None else "was none"


def _scale(definition: Definition) -> Scale:
    """Months that are counted differ by months, as dates do."""
    style = "month" if definition.unit == "months" else catalogue().style(definition.unit)
    return Scale(style, definition.better)


# Sentences -----------------------------------------------------------------------------------


def _signed(result: Result) -> str:
    values = result.scenario.values
    fee, term = money(values["monthly_spend"]), _months(values["term_months"])
    if not result.value("is_buyer"):
        return (
            f"The supplier pays the lab: a fee of {fee} a month over {term} is income, and no "
            f"minimum fee is owed."
        )
    least = money(_number(result, "total_commitment"))
    return (
        f"The contract is for {fee} a month over {term}. Its take-or-pay minimum fees come to "
        f"{least} over the term, renewal and exit aside."
    )


def _notice(result: Result) -> str:
    """An exit that the case itself plans; its figures rest on it."""
    if not result.value("exit_effective_month"):
        return ""
    given = f"{result.value('notice_given_month'):.0f}"
    ends = f"{result.value('exit_effective_month'):.0f}"
    if result.value("buyer_exits"):
        return f"The lab gives notice in contract month {given}; the contract ends in month {ends}."
    return f"The supplier gives notice in contract month {given}; it ends in month {ends}."


def _profit(result: Result) -> str:
    quarter = kpi(result, "first_profit_quarter")
    if quarter.value is None:
        return said(quarter.reason)
    definition = catalogue().figures["first_profit_quarter"]
    date = figure_text(result.scenario, definition, quarter.number() or 1)
    sustained = kpi(result, "sustained_profit_month")
    if sustained.value is None:
        return (
            f"The first complete quarter with an operating profit is {date}, but profit is not "
            f"sustained."
        )
    since = _month(result, sustained.number())
    if kpi(result, "relapses").value:
        return (
            f"The first complete quarter with an operating profit is {date}. Profit is sustained "
            f"from {since}, but months of loss return later."
        )
    return (
        f"The first complete quarter with an operating profit is {date}. Profit is sustained "
        f"from {since}."
    )


def _funding(result: Result) -> str:
    need = kpi(result, "peak_funding").number()
    if not need:
        return "Cumulative cash flow never falls below zero: no funding is needed."
    amount, payback = money(need), kpi(result, "payback_month")
    if payback.value is None:
        horizon = _months(result.scenario.values["horizon_months"])
        return (
            f"Cumulative cash flow needs {amount} of funding at its lowest point and is not back "
            f"at zero in {horizon}."
        )
    back = _month(result, payback.number())
    return (
        f"Cumulative cash flow needs {amount} of funding at its lowest point and is back at zero "
        f"in {back}."
    )


def _runway(result: Result) -> str:
    ends = kpi(result, "cash_out_month").number()
    if ends is not None:
        return f"The cash balance falls below zero in {_month(result, ends)}."
    horizon = _months(result.scenario.values["horizon_months"])
    closing = money(_number(result, "closing_cash"))
    return f"The cash balance never falls below zero in {horizon} and closes at {closing}."


def _lock_in(result: Result) -> str:
    """What is owed at the decision month, and what leaving then takes."""
    if not result.value("is_buyer"):
        return ""
    date = _month(result, result.scenario.values["decision_month"])
    owed = _number(result, "remaining_obligation")
    if not owed:
        return f"After {date} no minimum fee is owed: leaving is free."
    obligation, cost = money(owed), money(_number(result, "exit_cost"))
    wait = _number(result, "effective_lock_in_months")
    if not wait:
        return (
            f"After {date}, {obligation} is still owed. Leaving then costs {cost} and takes "
            f"effect at once."
        )
    return (
        f"After {date}, {obligation} is still owed. Giving notice then costs {cost}, and the "
        f"contract ends {_months(wait)} later."
    )


def _best_exit(result: Result) -> str:
    if not result.value("is_buyer"):
        return ""
    saving = kpi(result, "best_exit_saving")
    if saving.value is None:
        return f"Early exit: {saving.reason}."
    amount = money(saving.number() or 0.0)
    best = _month(result, _number(result, "best_exit_month"))
    return f"Notice in {best} saves most against staying: {amount} at today's value."


def _compared(result: Result, baseline: Result) -> tuple[str, ...]:
    """How the case stands against the baseline; nothing where it is the baseline's equal."""
    name = baseline.scenario.name
    found = []
    for key in _COMPARED:
        now, then = kpi(result, key).number(), kpi(baseline, key).number()
        if now is None or then is None or not change(result, baseline, key):
            continue
        size, label = money(abs(now - then)), catalogue().figures[key].label
        if now > then:
            found.append(f"{label} is {size} higher than in the baseline “{name}”.")
        else:
            found.append(f"{label} is {size} lower than in the baseline “{name}”.")
    return tuple(found)


def _number(result: Result, key: str) -> float:
    """A figure that always exists, or is asked for where it does."""
    return kpi(result, key).number() or 0.0


def _months(count: float) -> str:
    return "1 month" if count == 1 else f"{count:.0f} months"


def _month(result: Result, month: float | None) -> str:
    return result.scenario.start.plus(int(month or 1) - 1).name()


_SENTENCES: tuple[Callable[[Result], str], ...] = (
    _signed,
    _notice,
    _profit,
    _funding,
    _runway,
    _lock_in,
    _best_exit,
    lambda result: " ".join(result.scenario.notices()),
)
