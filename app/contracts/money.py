"""How the views of contracts say amounts, months and days."""

from __future__ import annotations

from engine.quantity import short

_SOON = 60  # days up to which days are counted, not months
_DAYS_A_MONTH = 365.2425 / 12


def money(value: float) -> str:
    """$m as people read it; `$0` for nothing."""
    return short(value, "money")


def money_range(low: float, high: float) -> str:
    """`$310m`, or `$0 to $310m` where it is a range."""
    first, last = money(low), money(high)
    return first if first == last else f"{first} to {last}"


def share_text(share: float) -> str:
    """A share as a percentage."""
    return short(share, "percent")


def months_text(months: float) -> str:
    """`1 month`, `12.4 months`."""
    text = f"{months:,.0f}" if abs(months - round(months)) < 0.05 else f"{months:,.1f}"
    return f"{text} {'month' if text == '1' else 'months'}"


def days_text(days: int) -> str:
    """How far a day is off: `today`, `in 12 days`, `in 5 months`, `3 years ago`."""
    if days == 0:
        return "today"
    away = abs(days)
    months = round(away / _DAYS_A_MONTH)
    if away <= _SOON:
        text = f"{away} day{'s' * (away != 1)}"
    elif months < 24:
        text = months_text(months)
    else:
        years = round(months / 12)
        text = f"{years} years"
    return f"in {text}" if days > 0 else f"{text} ago"
