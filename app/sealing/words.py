"""What is said of a snapshot: whether it holds, and what no longer comes out as it did."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from app.figure_text import PARTS as FIGURE_PARTS
from app.figure_text import figure_text
from engine import quantity
from engine.files.snapshot.series import BAND, FIGURE, PROBABILITY, QUARTER_PROFIT, ROW, SPREAD
from engine.files.snapshot.series import PARTS as PERCENTILES
from engine.quarters import quarter_name
from widgets.language.spoken import own

if TYPE_CHECKING:
    from datetime import date

    from engine.files.snapshot.replay import Difference, Replay
    from engine.files.snapshot.snapshot import Snapshot
    from engine.scenario import Scenario

_Write = Callable[[float, str], str]  # a value and its style

_GROUP = 4  # digits of a fingerprint that stand together
_SHORT = 16  # digits that are enough for the minutes
_SHARES = "percent"


class DifferenceText(NamedTuple):
    """One line of a list of differences, for people."""

    scenario: str
    what: str
    where: str  # the first number that differs
    sealed: str
    now: str
    how_many: str  # of its numbers


def day_text(day: date) -> str:
    """`22 Nov 2026`."""
    return f"{day.day} {day:%b %Y}"


def fingerprint_text(fingerprint: str) -> str:
    """The first digits, as they are read aloud: `9f86 d081 884c 7d65`."""
    digits = fingerprint[:_SHORT]
    return " ".join(digits[at : at + _GROUP] for at in range(0, len(digits), _GROUP))


def verdict_text(snapshot: Snapshot, found: Replay) -> str:
    """One line: when it was sealed, and whether its numbers still come out."""
    day, total = day_text(snapshot.day), found.total
    lines = {
        "exact": f"Sealed on {day} · every number matches",
        "rounded": f"Sealed on {day} · every number matches to nine digits",
        "differs": f"Sealed on {day} · {found.differing:,} of {total:,} numbers no longer match",
        "changed": f"Changed after it was sealed on {day}: its hash does not match what it holds",
    }
    return lines[found.verdict]


def detail_text(snapshot: Snapshot, found: Replay) -> str:
    """What stands behind the verdict, in a sentence or two."""
    today = _today_text(found)
    if found.verdict == "changed":
        return f"Someone or something changed the file: don’t rely on it. {today}"
    mark = fingerprint_text(snapshot.fingerprint)
    return f"{today} Sealed by Tenor {snapshot.version}, fingerprint {mark}."


def _today_text(found: Replay) -> str:
    total = found.total
    if found.differences:
        return (
            f"Computed anew today, {found.differing:,} of its {total:,} numbers come out otherwise."
        )
    if found.rounded:
        return (
            f"Computed anew today, its {total:,} numbers come out the same; {found.rounded:,} of "
            "them differ beyond the ninth digit, where processors round differently."
        )
    return f"Computed anew today, all of its {total:,} numbers come out the same to the last bit."


# Differences -----------------------------------------------------------------------------------


def difference_text(case: Scenario, each: Difference) -> DifferenceText:
    """A difference in names, dates and amounts. `case` is its scenario."""
    sealed, now = _texts(case, each, quantity.short)
    if sealed == now:  # nearer than three digits show
        sealed, now = _texts(case, each, quantity.exact)
    if sealed == now:  # nearer than twelve do
        sealed, now = f"{each.sealed!r}", f"{each.now!r}"
    if each.gone:
        now = "not in today’s model"
    return DifferenceText(
        own(each.scenario),
        _what(case, each),
        _where(case, each),
        sealed,
        now,
        f"{each.apart:,} of {each.total:,}",
    )


def _label(case: Scenario, key: str) -> str:
    found = case.model.figures.get(key) or case.model.line_items.get(key)
    return found.label if found else key


def _what(case: Scenario, each: Difference) -> str:
    label = _label(case, each.key)
    if each.kind == BAND:
        return f"{label}, {each.part.upper()} of the draws"
    if each.kind == SPREAD:
        return f"{label}, over all draws"
    if each.kind == PROBABILITY:
        quarterly = each.key == QUARTER_PROFIT
        return "Probability of a profitable quarter" if quarterly else "Probability of profit by"
    return label


def _where(case: Scenario, each: Difference) -> str:
    if each.kind == FIGURE:
        return FIGURE_PARTS[each.place] if each.total > 1 else ""
    if each.kind == SPREAD:
        names = (*(part.upper() for part in PERCENTILES), "share without")
        return names[each.place] if each.place < len(names) else ""
    if each.key == QUARTER_PROFIT:
        return quarter_name(case, each.place + 1)
    return case.start.plus(each.place).name()


def _texts(case: Scenario, each: Difference, write: _Write) -> tuple[str, str]:
    """What was sealed and what it is now."""
    return _value(case, each, each.sealed, write), _value(case, each, each.now, write)


def _value(case: Scenario, each: Difference, value: float, write: _Write) -> str:
    if math.isnan(value):
        return "none"
    is_share = each.kind == SPREAD and each.place == len(PERCENTILES)
    if each.kind == PROBABILITY or is_share:
        return write(value, _SHARES)
    figure = case.model.figures.get(each.key)
    if figure is not None and each.kind in (FIGURE, SPREAD):
        between = each.kind == SPREAD and value != round(value)
        if write is quantity.short and not between:
            return figure_text(case, figure, value)
        return write(value, case.model.style(figure.unit))
    item = case.model.line_items.get(each.key) if each.kind in (ROW, BAND) else None
    return f"{value:.6g}" if item is None else write(value, case.model.style(item.unit))
