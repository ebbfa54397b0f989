"""Goals as people type them: `exit_cost <= 10B at month 12`, `first profitable quarter by Q3 2026`.

A command line reads a goal whole; a window reads its figure, its value and its month each.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

from engine.analysis.goal import Goal, goal_figures
from engine.files.reading import nearest
from engine.model.catalogue import MONTHS, catalogue
from engine.quantity import MINUS
from engine.quantity_text import QuantityError, Range, parse
from engine.quarters import quarter_ends, quarter_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.analysis.goal import Relation
    from engine.model.catalogue import Figure
    from engine.scenario import Scenario

MAX_TEXT = 200
_RELATIONS: dict[str, Relation] = {
    "<=": "<=",
    "≤": "<=",
    "=<": "<=",
    "at most": "<=",
    "no more than": "<=",
    "not later than": "<=",
    "by": "<=",
    ">=": ">=",
    "≥": ">=",
    "=>": ">=",
    "at least": ">=",
    "no less than": ">=",
    "not before": ">=",
}
_SIGN = re.compile(
    r"(<=|≤|=<|>=|≥|=>|\b(?:at most|no more than|not later than|by|at least|no less than|"
    r"not before)\b)|([<>=]+)",
    re.IGNORECASE,
)
_AT_MONTH = re.compile(r"\s*(?:@|\b(?:at|in|read in|read at)\s+month\s)\s*(\S+)\s*$", re.IGNORECASE)
_QUARTER = re.compile(r"q\s?([1-4])[ /-]*(fy)?\s?(\d{4}|\d{2})", re.IGNORECASE)
_EXAMPLE = "write it as exit_cost <= 10B"
# A bare number of millions or more is meant in dollars, whatever the figure's range.
_ANY = Range(0.0, 0.0)


class GoalTextError(ValueError):
    """A text that is no goal. The message says what is allowed; `place` is where, from 0."""

    def __init__(self, message: str, place: int = 0) -> None:
        super().__init__(message)
        self.place = place


def parse_goal(text: str, scenario: Scenario) -> Goal:
    """A goal from one line: figure, relation, value and, where it has one, the month.

    The figure is its key or its label. A bare number is in the figure's unit: $m, fractions,
    months and quarters counted from 1; these may be dates of the scenario too. Raises
    `GoalTextError`.
    """
    if len(text) > MAX_TEXT:
        raise GoalTextError(f"a goal has at most {MAX_TEXT} characters", MAX_TEXT)
    sign = _SIGN.search(text)
    if sign is None:
        raise GoalTextError(f"{text.strip()!r} has no <= or >=; {_EXAMPLE}", len(text.rstrip()))
    if sign[2]:
        raise GoalTextError(f"{sign[2]!r} is not allowed; allowed: <= and >=", sign.start())
    figure = _figure(text[: sign.start()])
    rest, month = text[sign.end() :], 0
    at = _AT_MONTH.search(rest)
    if at is not None:
        with _placed(sign.end() + at.start(1)):
            month = month_value(at[1], scenario)
        rest = rest[: at.start()]
    with _placed(sign.end() + len(rest) - len(rest.lstrip())):
        threshold = goal_value(figure, rest, scenario, shown=False)
    return Goal(figure, _RELATIONS[sign[1].lower()], threshold, month)


@contextmanager
def _placed(place: int) -> Iterator[None]:
    """A fault in a part of the text is at the part's place in the whole."""
    try:
        yield
    except GoalTextError as error:
        raise GoalTextError(str(error), place) from None


def goal_value(figure: str, text: str, scenario: Scenario, *, shown: bool = True) -> float:
    """What a figure is compared with, as a person typed it, in the figure's unit.

    With `shown` a bare number is what a window shows: `7` of a percentage is 7%. A month or a
    quarter is its number, or a date on the scenario's timeline. Raises `GoalTextError`.
    """
    typed = " ".join(text.split())
    if not typed:
        raise GoalTextError(f"nothing to compare with; {_example(catalogue().figures[figure])}")
    unit = catalogue().units[catalogue().figures[figure].unit]
    style = unit.style
    if style == "quarter":
        return _quarter(typed, scenario)
    if style == "month":
        return _month(typed, scenario, least=0)
    try:
        value = parse(typed, style, _ANY, shown=shown)
    except QuantityError as error:
        raise GoalTextError(str(error)) from None
    if value < 0 and unit.whole:  # a count: of all units, only theirs have no negative values
        raise GoalTextError(f"{typed!r} is below 0; allowed: 0 or more")
    return value


def month_value(text: str, scenario: Scenario) -> int:
    """The month that a figure is read in: `12`, `month 12`, `Mar 2027`. Raises `GoalTextError`."""
    return int(_month(" ".join(text.split()), scenario, least=1))


def _figure(text: str) -> str:
    """The key of a figure that is named by its key or its label."""
    typed = " ".join(text.replace("_", " ").split()).casefold()
    allowed = goal_figures()
    for figure in allowed:
        if typed in (figure.key.replace("_", " "), figure.label.casefold()):
            return figure.key
    if not typed:
        raise GoalTextError(f"no figure is named; {_EXAMPLE}")
    if typed.replace(" ", "_") in catalogue().figures:
        raise GoalTextError(f"{text.strip()!r} is a list; a goal is on a single number")
    known = [figure.key for figure in allowed]
    near = nearest(typed.replace(" ", "_"), known)
    hint = near or "; tenor model lists them"
    raise GoalTextError(f"{text.strip()!r} is not a headline figure{hint}")


def _quarter(typed: str, scenario: Scenario) -> float:
    count = len(quarter_ends(scenario))
    names = {number: quarter_name(scenario, number) for number in range(1, count + 1)}
    first, last = min(names), max(names)
    if match := _QUARTER.fullmatch(typed):
        year = match[3] if len(match[3]) == 4 else f"20{match[3]}"
        for number, name in names.items():
            quarter, of = name.split()
            if quarter[1] == match[1] and of.removeprefix("FY") == year:
                return float(number)
        raise GoalTextError(
            f"{typed!r} is no complete quarter; allowed: {names[first]} to {names[last]}"
        )
    counted = _whole(typed.lower().removeprefix("quarter ").strip())
    if counted is None or not first <= counted <= last:
        raise GoalTextError(
            f"{typed!r} is not a quarter; allowed: {first} to {last}, or {names[first]} to "
            f"{names[last]}"
        )
    return float(counted)


def _month(typed: str, scenario: Scenario, *, least: int) -> float:
    for place in range(MONTHS):
        date = scenario.start.plus(place)
        if typed.casefold() in (date.name().casefold(), str(date)):
            return place + 1.0
    number = _months(typed)
    if number is None or not least <= number <= MONTHS:
        first, last = scenario.start.name(), scenario.start.plus(MONTHS - 1).name()
        raise GoalTextError(
            f"{typed!r} is not a month; allowed: {least} to {MONTHS}, or {first} to {last}"
        )
    return float(number)


def _months(typed: str) -> int | None:
    """`12`, `month 12`, `1y`; None where it is no whole number of months."""
    try:
        number = parse(typed.lower().removeprefix("month "), "count", _ANY)
    except QuantityError:
        return None
    return int(number) if number.is_integer() else None


def _whole(typed: str) -> int | None:
    plain = typed.replace(MINUS, "-")
    return int(float(plain)) if re.fullmatch(r"[0-9]{1,6}(\.0*)?", plain) else None


def _example(figure: Figure) -> str:
    style = catalogue().style(figure.unit)
    return f"try {_EXAMPLES.get(style, '1.5')}"


_EXAMPLES = {
    "quarter": "2 or Q3 2026",
    "month": "12 or Mar 2027",
    "money": "$10B",
    "percent": "40%",
    "count": "12",
    "flag": "yes or no",
}
