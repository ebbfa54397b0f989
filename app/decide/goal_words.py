"""Goals, answers and thresholds in words, for the window and the command line alike."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from app.control_states import input_text, with_unit
from app.figure_text import DATED, figure_text
from engine import quantity
from engine.analysis.goal import is_read_in_a_month
from engine.evaluate import evaluate
from engine.kpis import kpi
from engine.model.catalogue import MONTHS, catalogue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.analysis.goal import Goal
    from engine.analysis.goal_seek.probability import ChanceSeek
    from engine.analysis.goal_seek.seek import Seek, Stretch
    from engine.analysis.goal_seek.solved import Solved
    from engine.analysis.ranges import Range
    from engine.model.catalogue import Input
    from engine.scenario import Scenario

_LEAST_SHARE = 0.01
_MOST_PARTS = 4  # stretches that are told
DIGITS = 4  # of an answer: more than a control needs, and no more than anyone reads
ALWAYS, NEVER = "Always", "Never in range"


class FigureWords(NamedTuple):
    """Writes a scenario's headline figures."""

    scenario: Scenario

    def text(self, key: str, value: float) -> str:
        """`Q3 2026`, `$29.1B`; the reason where there is no figure (NaN)."""
        figure = catalogue().figures[key]
        if math.isnan(value):
            return self.reason(key)
        style = catalogue().style(figure.unit)
        if style == "month" and value > MONTHS:
            return f"month {value:g}"
        return figure_text(self.scenario, figure, value)

    def threshold(self, key: str, value: float) -> str:
        """What a figure is compared with, with all of its digits: `$10B`."""
        figure = catalogue().figures[key]
        style = catalogue().style(figure.unit)
        if style in DATED or figure.unit == "months":
            return self.text(key, value)
        return quantity.exact(value, style)

    def reason(self, key: str) -> str:
        """Why there is no figure, as the scenario stands."""
        found = kpi(evaluate(self.scenario), key)
        return found.reason or "does not exist"

    def with_ordinal(self, key: str, value: float) -> str:
        """`Q3 2026 (2)`: dates with the number that a goal may be typed with."""
        text = self.text(key, value)
        style = catalogue().style(catalogue().figures[key].unit)
        return f"{text} ({value:g})" if style in DATED and not math.isnan(value) else text


def goal_words(goal: Goal, words: FigureWords) -> str:
    """`Exit cost at most $10B, read in month 12`; `First profitable quarter by Q3 2026`."""
    figure = catalogue().figures[goal.figure]
    when = catalogue().style(figure.unit) in DATED
    relation = {
        (True, "<="): "by",
        (True, ">="): "not before",
        (False, "<="): "at most",
        (False, ">="): "at least",
    }[when, goal.relation]
    text = f"{figure.label} {relation} {words.threshold(goal.figure, goal.threshold)}"
    return text + read_in_words(goal, words.scenario)


def read_in_words(goal: Goal, scenario: Scenario) -> str:
    """`, read in month 12`, where the month matters."""
    if not is_read_in_a_month(goal.figure):
        return ""
    month = goal.month or int(scenario.values["decision_month"])
    return f", read in month {month}"


# Values of inputs ----------------------------------------------------------------------------


def rounded(value: float, *, up: bool, digits: int = DIGITS) -> float:
    """To a few significant digits, up or down only: what is said of the value stays true."""
    if value == 0 or float(f"{value:.{digits}g}") == value:
        return value
    scale = 10.0 ** (digits - 1 - math.floor(math.log10(abs(value))))
    places = math.ceil(value * scale) if up else math.floor(value * scale)
    return float(f"{places / scale:.{digits + 1}g}")


def value_words(item: Input, value: float) -> str:
    """`36 months`, `$1.25B / month`, `month 12`, `Never`."""
    return with_unit(item, value, input_text(item.key, value))


def stretch_words(item: Input, stretch: Stretch, within: Range) -> str:
    """`36 months or fewer`, `4 months or more`, `224k to 1.1m GPUs`, `Yes`."""
    low, high = rounded(stretch.low, up=True), rounded(stretch.high, up=False)
    at_low, at_high = stretch.low <= within.low, stretch.high >= within.high
    if stretch.low == stretch.high or low >= high:
        return value_words(item, stretch.low if stretch.low == stretch.high else low)
    if at_low and at_high:
        return f"any from {input_text(item.key, low)} to {value_words(item, high)}"
    first, last = input_text(item.key, low), value_words(item, high)
    if not any(sign.isdigit() for sign in first):  # none, or something up to the high one
        return f"{first}, or up to {last}"
    if at_low:
        return f"{last} or {_fewer(item)}"
    if at_high:
        return f"{value_words(item, low)} or {_more(item)}"
    return f"{first} to {last}"


def _fewer(item: Input) -> str:
    if catalogue().style(item.unit) in ("month", "month_or_none"):
        return "earlier"
    return "fewer" if item.whole else "less"


def _more(item: Input) -> str:
    return "later" if catalogue().style(item.unit) in ("month", "month_or_none") else "more"


def answer_words(found: Seek | ChanceSeek) -> str:
    """`36 months or fewer`, `Always`, `Never in range`, `12 to 20 months, or 30 months or more`."""
    if found.kind != "values":
        return ALWAYS if found.kind == "always" else NEVER
    item = catalogue().inputs[found.key]
    parts = [stretch_words(item, each, found.within) for each in found.stretches]
    if len(parts) > _MOST_PARTS:
        return f"{', or '.join(parts[:_MOST_PARTS])}, or {len(parts) - _MOST_PARTS} more stretches"
    return ", or ".join(parts)


def solved_words(found: Solved) -> str:
    """A ready question's answer: `17 months`, `always`, `never in range`, `no limit in range`."""
    if found.answer is None:
        return {"always": "always", "never": "never in range"}.get(found.kind, "no limit in range")
    item = catalogue().inputs[found.question.input]
    up = found.answer.side == ">="
    return value_words(item, rounded(found.answer.value, up=up))


def share_words(share: float, less: str = "less than ") -> str:
    """`29% of its range`, `less than 1% of its range`, `1.3 × its range`."""
    if share < 1:
        return f"{percent_words(share, less)} of its range"
    return f"{share:.1f} × its range"


def percent_words(share: float, less: str = "less than ") -> str:
    """`29%`, `less than 1%`: what is not nothing is not called so."""
    return f"{less}1%" if share < _LEAST_SHARE else f"{share * 100:.0f}%"


def listed_words(parts: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"
