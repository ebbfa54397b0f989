"""What drives a number, as rows with a slider each."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from app.control_states import input_text, setting_text
from app.explain.trail import Spot
from app.figure_text import DATED
from engine import quantity
from engine.explanation.subjects import Subject
from widgets.explain.states import DriverRow, Drivers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.analysis import drivers as analysis
    from engine.analysis.drivers import Driver
    from engine.evaluate import Result
    from engine.explanation.subjects import Explanation
    from engine.scenario import Scenario

_CAPTION = "What drives it: the change for +1%, or one step of whole numbers and choices"
_NOBODY = "No single small move changes it."


def drivers_state(
    found: analysis.Drivers,
    explained: Explanation,
    result: Result,
    scenario: int,
    order: Sequence[str] = (),
) -> Drivers:
    """The rows of an answer. `order` are the keys of rows that must keep their places."""
    model = result.model
    # What follows from the calendar is not the user's to move.
    moves = [each for each in found.moves if model.inputs[each.key].status != "derived"]
    largest = max((abs(each.change) for each in moves if each.change), default=0.0)
    better = ""
    if explained.subject.month is None and explained.subject.key in model.figures:
        better = model.figures[explained.subject.key].better
    rows = {each.key: _row(each, explained, result, scenario, largest, better) for each in moves}
    kept = [rows.pop(key) for key in order if key in rows]
    listed = (*kept, *rows.values())
    if not listed:
        return Drivers(_CAPTION, note=_nobody(found))
    return Drivers(_CAPTION, listed, note=_note(found, len(listed)))


def moved_drivers(last: Drivers, scenario: Scenario) -> Drivers:
    """The rows of a moment ago, their sliders where the inputs are now, shown as stale.

    The switch of a register's contracts goes with them.
    """
    rows = tuple(
        row._replace(
            position=scenario.values[row.key], value=setting_text(row.key, scenario.values[row.key])
        )
        for row in last.rows
        if row.key in scenario.values
    )
    return last._replace(rows=rows, stale=True)


def _row(
    driver: Driver,
    explained: Explanation,
    result: Result,
    scenario: int,
    largest: float,
    better: str,
) -> DriverRow:
    item = result.model.inputs[driver.key]
    share = driver.change / largest if driver.change and largest else 0.0
    return DriverRow(
        key=driver.key,
        label=item.label,
        value=setting_text(driver.key, result.scenario.values[driver.key]),
        move=_move(driver),
        change=_change(driver, explained, result),
        share=share,
        tone=_tone(driver.change, better),
        position=driver.before,
        minimum=item.minimum,
        maximum=item.maximum,
        step=item.step,
        target=Spot(scenario, Subject(driver.key)).target(),
    )


def _move(driver: Driver) -> str:
    if driver.relative:
        return "+1%" if driver.after > driver.before else f"{quantity.MINUS}1%"
    before, after = (input_text(driver.key, value) for value in (driver.before, driver.after))
    return f"{before} → {after}"


def _tone(change: float | None, better: str) -> str:
    if not change or not better:
        return "neutral"
    return "good" if (change > 0) == (better == "higher") else "bad"


def _change(driver: Driver, explained: Explanation, result: Result) -> str:
    """`+$12.3m`, `3 months later`; where one of the two does not exist, in words."""
    if driver.change is None:
        return "none then" if driver.result is None else "exists then"
    style = result.model.style(explained.unit)
    dated = explained.kind == "figure" and style in DATED
    size = size_text(driver.change, "count" if dated else style)
    if dated:
        word = "month" if style == "month" else "quarter"
        plural = "" if abs(driver.change) == 1 else "s"
        return f"{size} {word}{plural} {'later' if driver.change > 0 else 'earlier'}"
    return f"{'+' if driver.change > 0 else quantity.MINUS}{size}"


def size_text(value: float, style: str) -> str:
    """The size of a difference to three digits, however small: `0.042 pts`, `$12.3m`."""
    size = abs(value)
    if style in quantity.SCALES:
        return quantity.short(size, style)
    if style == "percent":
        return f"{_three(size * 100)} pts"
    text = _three(size)
    if style == "price":
        return f"${text}"
    return f"{text}×" if style == "factor" else text


def _three(size: float) -> str:
    if size == 0:
        return "0"
    places = max(0, 2 - math.floor(math.log10(size)))
    if places > 8:
        return f"{size:.2e}"
    text = f"{size:,.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _note(found: analysis.Drivers, shown: int) -> str:
    of_how_many = f"{found.moved} of the {found.reaching} inputs behind it move it"
    strongest = f"; the {shown} strongest." if found.moved > shown else "."
    return f"{of_how_many}{strongest}"


def _nobody(found: analysis.Drivers) -> str:
    if not found.reaching:
        return "It rests on no input."
    if found.value is None:
        return f"No single small move of the {found.reaching} inputs behind it gives it a value."
    return f"{_NOBODY} {found.reaching} inputs are behind it; it goes in steps."
