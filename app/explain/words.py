"""Numbers, months and names as the explanation writes them."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from app.control_states import input_text, suffix_text
from app.figure_text import calendar_text, figure_text, part_label
from engine.explanation.digits import shown
from engine.explanation.subjects import FIGURE, INPUT, Subject
from engine.model.per import per_text

if TYPE_CHECKING:
    from app.explain.trail import Spot
    from engine.calendar import YearMonth
    from engine.evaluate import Result
    from engine.explanation.subjects import Explanation
    from engine.model.catalogue import Catalogue
    from engine.model.shape import Shape

NONE = "—"
_SECTIONS = {
    "scalar": "Worked value",
    "measure": "Working",
    "custom line item": "Custom line item",
    FIGURE: "Headline figure",
}


def kind_text(found: Explanation) -> str:
    """`Line item · timing`, `Input · Exit terms`, `Headline figure`."""
    if found.kind in _SECTIONS:
        return _SECTIONS[found.kind]
    return " · ".join(filter(None, (found.kind.capitalize(), found.section)))


class Dates(NamedTuple):
    """What months are counted from."""

    start: YearMonth
    fiscal_start: int

    def name(self, month: int) -> str:
        """`Apr 2026`."""
        return self.start.plus(month - 1).name()

    def quarter(self, month: int) -> str:
        return self.start.plus(month - 1).quarter(self.fiscal_start)


def dates_of(result: Result) -> Dates:
    return Dates(result.scenario.start, result.scenario.fiscal_start)


def when_text(dates: Dates, subject: Subject) -> str:
    """The month or months that a value is of; empty for what has one value."""
    month, last = subject.month, subject.last
    if month is None:
        return ""
    if month == 0:
        return "before month 1"
    if last is None:
        return f"{dates.name(month)} · {dates.quarter(month)} · month {month}"
    return f"{dates.name(month)} to {dates.name(last)} · months {month} to {last}"


def value_text(result: Result, found: Explanation) -> str:
    """The value as a headline: a date for a month, words for a choice, six digits of money."""
    if found.value is None:
        return NONE
    if found.kind == INPUT:
        text = input_text(found.subject.key, found.value)
        return f"month {text}" if result.model.style(found.unit) == "month" else text
    if found.kind == FIGURE:
        figure = result.model.figures[found.subject.key]
        if dated := calendar_text(result.scenario, figure, found.value):
            return dated
        if figure.unit == "0/1":
            return figure_text(result.scenario, figure, found.value)
    return shown(found.value, found.unit, per=False)


def per_words(model: Catalogue, found: Explanation) -> str:
    """What the value is per; empty for a value in words and for a sum of months."""
    subject = found.subject
    if found.value is None:
        return ""
    if found.kind == INPUT:
        item = model.inputs[subject.key]
        if model.style(item.unit) == "month":
            return ""
        suffix = suffix_text(item, found.value, input_text(subject.key, found.value))
        return suffix.replace("/ ", "a ")
    words = per_text(model, subject.key)
    summed = subject.last is not None and (subject.summed or _kind(model, subject.key) == "flow")
    return "" if summed and words == "a month" else words


def _kind(model: Catalogue, key: str) -> str:
    item = model.line_items.get(key) or model.measures.get(key)
    return item.kind if item else ""


def label_of(model: Catalogue, subject: Subject) -> str:
    """The name of what a subject is of."""
    key = subject.key
    if key in model.figures and subject.month is None:
        return part_label(model.figures[key], subject.part or 0)
    tables = (model.inputs, model.line_items, model.measures, model.scalars, model.given)
    for table in tables:
        if key in table:
            return table[key].label
    return key


class Link(NamedTuple):
    """Where a number leads, what it is called, and of when it is."""

    target: str
    label: str
    when: str

    @property
    def tip(self) -> str:
        return f"{self.label}, {self.when}" if self.when else self.label


@lru_cache(maxsize=4096)
def link(spot: Spot, dates: Dates, shape: Shape) -> Link:
    """The link to a number. The same ones are asked for in every frame of a drag."""
    label = label_of(shape.model, spot.subject)
    return Link(spot.target(), label, when_text(dates, spot.subject))


def number_text(value: float, unit: str) -> str:
    return NONE if math.isnan(value) else shown(value, unit)
