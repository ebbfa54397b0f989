"""The headline strip: six figures, each with its change against the baseline."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from app.figure_text import calendar_value
from engine import quantity
from engine.kpis import Kpi, kpi
from engine.model.catalogue import Figure, catalogue
from engine.quarters import quarter_name
from widgets.states import CardState

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.evaluate import Result


class _Shown(NamedTuple):
    """A figure in words, and what to say of it where it equals the baseline's."""

    value: str
    note: str = ""
    brief: str = ""  # the note in fewer words


def headline_cards(result: Result, baseline: Result) -> tuple[CardState, ...]:
    """The strip's cards, in its order."""
    return tuple(_card(key, show, result, baseline) for key, show in _STRIP.items())


def _card(
    key: str, show: Callable[[Result, Kpi], _Shown], result: Result, baseline: Result
) -> CardState:
    figure = catalogue().figures[key]
    now, then = kpi(result, key), kpi(baseline, key)
    shown = show(result, now)
    if now == then and result.scenario.start == baseline.scenario.start:
        arrow, tone, text = "", "neutral", ""
    elif now.value is None or then.value is None:
        arrow, tone, text = "", "neutral", f"baseline {show(baseline, then).value}"
    else:
        arrow, tone, text = _difference(
            figure,
            calendar_value(result.scenario, figure, now.number() or 0.0),
            calendar_value(baseline.scenario, figure, then.number() or 0.0),
        )
    return CardState(
        key=key,
        label=figure.label,
        value=shown.value,
        change=text or shown.note,
        tone=tone,
        arrow=arrow,
        tooltip="\n\n".join(filter(None, (figure.meaning, _sentence(now.reason)))),
        brief=_BRIEF.get(key, ""),
        brief_value=_brief(shown.value),
        brief_change=_brief(text) if text else shown.brief,
    )


def _brief(text: str) -> str:
    """In fewer words: without what it is against, which the charts name too."""
    return text.partition(" vs ")[0].replace(" months", " mo")


def _sentence(reason: str) -> str:
    return f"{reason[:1].upper()}{reason[1:]}." if reason else ""


def _difference(figure: Figure, now: float, then: float) -> tuple[str, str, str]:
    """Arrow, tone and words of a difference; empty words where it is too small to show."""
    style = catalogue().style(figure.unit)
    size = abs(now - then)
    text = quantity.change(size, style)
    if not any(digit in "123456789" for digit in text):
        return "", "neutral", ""
    if style == "quarter":
        text = f"{text} quarter{'' if size == 1 else 's'} {'later' if now > then else 'earlier'}"
    elif style in ("count", "month"):
        text = f"{text} {_months(size)} vs baseline"
    else:
        text = f"{text} vs baseline"
    better = (now < then) == (figure.better == "lower")
    return "up" if now > then else "down", "good" if better else "bad", text


def _months(count: float) -> str:
    return "month" if count == 1 else "months"


def _month_name(result: Result, month: float) -> str:
    return result.scenario.start.plus(int(month) - 1).name()


def _quarter(result: Result, figure: Kpi) -> _Shown:
    if figure.value is None:
        return _Shown("None", figure.reason)
    first = kpi(result, "first_profit_month").number() or 1
    name = quarter_name(result.scenario, figure.number() or 1)
    month = _month_name(result, first)
    return _Shown(name, f"first profit {month}", f"from {month}")


def _funding(result: Result, figure: Kpi) -> _Shown:
    value = quantity.short(figure.number() or 0.0, "money")
    back = kpi(result, "payback_month")
    if back.value == 0:
        return _Shown(value, "pays its way from the start", "pays its way")
    if back.value is None:
        months = f"{result.scenario.values['horizon_months']:.0f}"
        return _Shown(value, f"not regained in {months} months", f"not in {months} months")
    return _Shown(value, f"regained {_month_name(result, back.number() or 1)}")


def _obligation(result: Result, figure: Kpi) -> _Shown:
    """Nothing owed says why: nobody to pay, or nothing left to pay."""
    if figure.value:
        left = result.value("months_left")
        return _Shown(_money(figure), f"{left:.0f} {_months(left)} to run")
    return _Shown(_money(figure), _nothing_owed(result))


def _exit_cost(result: Result, figure: Kpi) -> _Shown:
    if figure.value:
        when = _month_name(result, result.scenario.values["decision_month"])
        return _Shown(_money(figure), f"notice in {when}")
    return _Shown(_money(figure), _nothing_owed(result))


def _money(figure: Kpi) -> str:
    return quantity.short(figure.number() or 0.0, "money")


def _nothing_owed(result: Result) -> str:
    return "nothing is owed" if result.value("is_buyer") else "the supplier pays"


def _lock_in(result: Result, figure: Kpi) -> _Shown:
    count = figure.number() or 0.0
    if not count:
        return _Shown("0 months", "free to leave")
    month = int(result.scenario.values["decision_month"])
    earliest = min(result.at("earliest_exit_month", month), 120)
    name = _month_name(result, earliest)
    return _Shown(f"{count:.0f} {_months(count)}", f"earliest exit {name}", f"until {name}")


def _runway(result: Result, figure: Kpi) -> _Shown:
    """Months that the cash lasts; more than the horizon where it never runs out."""
    horizon = result.scenario.values["horizon_months"]
    number = figure.number()
    if number is None:
        return _Shown(f"{horizon:.0f}+ months", "never below zero")
    ends = _month_name(result, number)
    text = f"{number - 1:.0f} {_months(number - 1)}"
    return _Shown(text, f"below zero in {ends}", f"until {ends}")


# Labels for cards with little room; the whole one is in the tooltip.
_BRIEF = {
    "first_profit_quarter": "First profit",
    "peak_funding": "Peak need",
    "remaining_obligation": "Remaining",
    "effective_lock_in_months": "Lock-in",
    "cash_out_month": "Runway",
}
_STRIP: dict[str, Callable[[Result, Kpi], _Shown]] = {
    "first_profit_quarter": _quarter,
    "peak_funding": _funding,
    "remaining_obligation": _obligation,
    "exit_cost": _exit_cost,
    "effective_lock_in_months": _lock_in,
    "cash_out_month": _runway,
}

# What the cards ask of a result.
CARD_FORMULAS = ("months_left", "earliest_exit_month", "is_buyer")
CARD_FIGURES = (*_STRIP, "first_profit_month", "payback_month")
