"""The trade-off map as the widget draws it: axes, colours, contours, words. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from app.axes import axis_between, whole_places
from app.control_states import input_text, setting_text
from app.decide.goal_words import FigureWords
from app.figure_text import DATED
from engine.analysis.contours import isoline
from engine.analysis.readings import reading_of
from engine.evaluate import Result, evaluate
from engine.explanation.subjects import Subject
from engine.kpis import reason_text
from engine.model.catalogue import catalogue
from widgets.decide.map_states import ContourState, GoalState, MapAxis, MapState, Scale
from widgets.states import Axis, Tick

if TYPE_CHECKING:
    from engine.analysis.tradeoff import Tradeoff
    from engine.formula.values import Array
    from engine.model.catalogue import Figure
    from engine.scenario import Scenario

_STEPPED = ("flag", *DATED)
_TICKS = 6
_TAIL = 2.0  # % of the cells at either end that may lie beyond the colours
_LONG_TAIL = 3.0  # times the range without them
_ERAS = (12, 24, 36, 60, 120)  # months between the ticks of an axis of months
_MOST_REASONS = 2


class _Subject(NamedTuple):
    """The figure of a map, and what writes its numbers."""

    figure: Figure
    style: str
    words: FigureWords

    def text(self, value: float) -> str:
        """`$29.1B`, `Q3 2026`, `12 months`."""
        return self.words.text(self.figure.key, value)


def map_state(found: Tradeoff, scenario: Scenario, goal_text: str = "") -> MapState:
    """A map with `scenario`'s point on it; `goal_text` says the goal."""
    return with_point(map_picture(found, goal_text), found, scenario)


def map_picture(found: Tradeoff, goal_text: str = "") -> MapState:
    """All that rests on the map alone: it stands while the point moves."""
    subject = _subject(found.scenario, found.figure)
    stepped = _in_steps(found.values, subject.style)
    scale = _scale(found.values, subject, stepped=stepped)
    x, y = _axis(found, found.x_key, found.x), _axis(found, found.y_key, found.y)
    label = subject.figure.label
    return MapState(
        title=label,
        x=x,
        y=y,
        values=found.values,
        scale=scale,
        contours=_contours(found, scale, stepped=stepped),
        read=lambda row, column: cell_text(found, row, column),
        here="",
        summary=f"{label} by {x.name} and {y.name}. {_extent(found, subject)}",
        stepped=stepped,
        missing=_missing(found),
        goal=_goal(found, goal_text) if found.goal else None,
        note=_note(found, subject),
        style=subject.style,
    )


def with_point(picture: MapState, found: Tradeoff, scenario: Scenario) -> MapState:
    """The same picture with `scenario`'s point on it, and that point in words."""
    here = _here(found, scenario)
    return picture._replace(
        x=picture.x._replace(present=scenario.values[found.x_key]),
        y=picture.y._replace(present=scenario.values[found.y_key]),
        here=f"Now · {here}",
        summary=f"{picture.summary} Now: {here}.",
    )


def _subject(scenario: Scenario, figure: str) -> _Subject:
    item = catalogue().figures[figure]
    style = catalogue().style(item.unit)
    return _Subject(item, style, FigureWords(scenario))


# Words --------------------------------------------------------------------------------------


def cell_text(found: Tradeoff, row: int, column: int) -> str:
    """`48 months, $1.25B / month: exit cost $29.1B`."""
    inputs = found.inputs(row, column)
    there = found.scenario
    if "quarter_phase" in inputs:
        there = there.with_values(inputs)
    place, value = int(found.reasons[row, column]), found.values[row, column]
    subject = _subject(there, found.figure)
    return _reading(inputs, subject, float(value), place)


def _here(found: Tradeoff, scenario: Scenario) -> str:
    """The present point's own run: it may lie between two cells."""
    inputs = {key: scenario.values[key] for key in (found.x_key, found.y_key)}
    own = found.scenario.with_values(inputs)
    subject = _subject(own, found.figure)
    reading = reading_of(Subject(found.figure), own.model)
    values = evaluate(own, reading.needs).values
    flags = [bool(np.any(values[key])) for key in subject.figure.null_keys]
    value = float(reading.read(values))
    return _reading(inputs, subject, value, flags.index(True) if True in flags else -1)


def _reading(inputs: dict[str, float], subject: _Subject, value: float, place: int) -> str:
    where = ", ".join(place_text(key, each) for key, each in inputs.items())
    name = mid_sentence(subject.figure.label)
    if place >= 0:
        own = subject.words.scenario.with_values(inputs)
        template = subject.figure.reasons[place].text
        return f"{where}: {reason_text(template, Result(own, {}))}"
    if np.isnan(value):
        return f"{where}: {name} has no value"
    return f"{where}: {name} {subject.text(value)}"


def mid_sentence(text: str) -> str:
    """`Exit cost` as it stands within a sentence; `NPV of cash flow` stays."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def place_text(key: str, value: float) -> str:
    """`48 months`, `$1.25B / month`; words with the input's name: `Auto-renewal: Yes`."""
    text, label = setting_text(key, value), catalogue().inputs[key].label
    return text if any(sign.isdigit() for sign in text) else f"{label}: {text}"


def _extent(found: Tradeoff, subject: _Subject) -> str:
    if np.isnan(found.values).all():
        return "It exists nowhere on the map."
    low, high = (subject.text(float(each(found.values))) for each in (np.nanmin, np.nanmax))
    return f"It runs from {low} to {high}."


def _missing(found: Tradeoff) -> str:
    """Why cells have no value, the most frequent reasons first."""
    gone = np.isnan(found.values)
    if not gone.any():
        return ""
    places, counts = np.unique(found.reasons[gone], return_counts=True)
    order = [int(places[each]) for each in np.argsort(-counts)]
    reasons = catalogue().figures[found.figure].reasons
    texts = [_general(reasons[place].text, found) for place in order if place >= 0]
    more = len(texts) > _MOST_REASONS
    return " or ".join(texts[:_MOST_REASONS]) + (", and more" if more else "") or "no value"


def _general(template: str, found: Tradeoff) -> str:
    """A reason as it is said of many cells: inputs on the axes have no one value."""
    for key in (found.x_key, found.y_key):
        template = template.replace("{" + key + "}", "so many")
    return reason_text(template, Result(found.scenario, {}))


def _note(found: Tradeoff, subject: _Subject) -> str:
    corner = found.inputs(len(found.y) - 1, len(found.x) - 1)
    notices = found.scenario.with_values(corner).notices()
    known = found.values[np.isfinite(found.values)]
    if known.size and known.min() == known.max():
        notices = (f"It is {subject.text(float(known[0]))} all over the map.", *notices)
    return " ".join(notices)


# The picture --------------------------------------------------------------------------------


def _axis(found: Tradeoff, key: str, values: Array) -> MapAxis:
    item = catalogue().inputs[key]
    low, high = float(values[0]), float(values[-1])
    ticks = tuple(Tick(each, input_text(key, each)) for each in _marks(key, values))
    return MapAxis(
        key=key,
        name=axis_name(key),
        axis=Axis(low, high, ticks),
        grid=values,
        present=found.scenario.values[key],
        minimum=item.minimum,
        maximum=item.maximum,
        step=item.step,
        style=catalogue().style(item.unit),
    )


def _marks(key: str, values: Array) -> list[float]:
    """Where an axis has labels: years of months, round numbers, each of a few choices."""
    item = catalogue().inputs[key]
    low, high = float(values[0]), float(values[-1])
    if len(values) <= _TICKS:
        return [float(each) for each in values]
    if "month" in item.unit and item.whole and high - low >= _ERAS[0] * 2:
        every = next(each for each in _ERAS if (high - low) / each <= _TICKS + 2)
        return [float(each) for each in range(0, int(high) + 1, every) if each >= low]
    style = catalogue().style(item.unit)
    found = [round(tick.position, 10) for tick in axis_between(low, high, style).ticks]
    return [each for each in found if not item.whole or each.is_integer()]


def axis_name(key: str) -> str:
    """`Term length, months`, `Monthly spend / month`."""
    item = catalogue().inputs[key]
    if not item.suffix:
        return item.label
    between = " " if item.suffix.startswith(("/", "×")) else ", "
    return f"{item.label}{between}{item.suffix}"


def _in_steps(values: Array, style: str) -> bool:
    known = values[np.isfinite(values)]
    return style in _STEPPED or bool(known.size and style == "count" and _whole(known))


def _whole(values: Array) -> bool:
    return bool((values == np.rint(values)).all())


def _scale(values: Array, subject: _Subject, *, stepped: bool) -> Scale:
    known = values[np.isfinite(values)]
    if not known.size:
        return Scale(0.0, 1.0, ())
    low, high = _ends(known)
    signed = low < 0 < high
    if signed:
        high = max(-low, high)
        low = -high
    if low == high:
        return Scale(low, high, ())
    marks = axis_between(low, high, subject.style).ticks
    if stepped:
        marks = tuple(Tick(float(each), subject.text(each)) for each in whole_places(low, high))
    return Scale(low, high, marks, signed)


def _ends(known: Array) -> tuple[float, float]:
    """The least and the largest value, without tails so long that they leave no colours."""
    low, high = float(known.min()), float(known.max())
    inner_low, inner_high = (float(each) for each in np.percentile(known, (_TAIL, 100 - _TAIL)))
    if inner_low < inner_high and high - low > _LONG_TAIL * (inner_high - inner_low):
        return inner_low, inner_high
    return low, high


def _contours(found: Tradeoff, scale: Scale, *, stepped: bool) -> tuple[ContourState, ...]:
    """A line for each tick of the colours. Where values go in steps, it runs before the step."""
    before, word = (0.5, "from ") if stepped else (0.0, "")
    known = found.values[np.isfinite(found.values)]
    if not known.size:
        return ()
    low, high = float(known.min()), float(known.max())
    drawn = []
    for tick in scale.ticks:
        if low < tick.position and (tick.position < high or (stepped and tick.position <= high)):
            lines = isoline(found.x, found.y, found.values, tick.position - before).lines
            drawn.append(ContourState(f"{word}{tick.text}", lines))
    return tuple(each for each in drawn if each.lines)


def _goal(found: Tradeoff, text: str) -> GoalState | None:
    met, values = found.met, found.goal_values
    if found.goal is None or met is None or values is None:
        return None
    style = catalogue().style(catalogue().figures[found.goal.figure].unit)
    if _in_steps(values, style):
        margin = np.where(met, 1.0, -1.0)
        lines = isoline(found.x, found.y, margin, 0.0).lines
    else:
        sign = -1.0 if found.goal.relation == "<=" else 1.0
        margin = sign * (values - found.goal.threshold)
        margin = np.where(np.isnan(margin), -1e-9, margin)
        lines = isoline(found.x, found.y, values, found.goal.threshold).lines
    share = met.mean()
    where = " · met everywhere here" if share == 1 else " · met nowhere here" if not share else ""
    return GoalState(f"Goal: {mid_sentence(text)}{where}", margin, lines)
