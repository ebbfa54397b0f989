"""Dates, money and months of the exit plan in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import quantity

if TYPE_CHECKING:
    from engine.analysis.exit_plan.plan import ExitPlan


def date(plan: ExitPlan, month: int) -> str:
    """`Oct 2027`, of a model month."""
    return plan.scenario.start.plus(month - 1).name()


def dated(plan: ExitPlan, month: int) -> str:
    """`Oct 2027, month 19`."""
    return f"{date(plan, month)}, month {month}"


def stretches_text(plan: ExitPlan) -> str:
    """`from Oct 2027 to Jul 2028 and in Sep 2028`."""
    texts = [
        f"in {date(plan, each.first)}"
        if each.first == each.last
        else f"from {date(plan, each.first)} to {date(plan, each.last)}"
        for each in plan.window
    ]
    return " and ".join((", ".join(texts[:-1]), texts[-1])) if len(texts) > 1 else texts[0]


def money(value: float) -> str:
    """`$1.25B`, of $m."""
    return quantity.short(value, "money")


def signed(value: float) -> str:
    """A change in $m, with its sign: `+$120m`, `−$7.88B`, `$0`."""
    text = money(value)
    grown = value > 0 and any(digit in "123456789" for digit in text)
    return f"+{text}" if grown else text


def sentence(text: str) -> str:
    """A reason, which begins small, as a sentence."""
    return f"{text[:1].upper()}{text[1:]}." if text else ""
