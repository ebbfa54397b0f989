"""An explanation of the engine's as the panel shows it: texts, links and marks."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from app.control_states import allowed_text, input_text
from app.explain.words import (
    NONE,
    Dates,
    Link,
    dates_of,
    kind_text,
    link,
    number_text,
    per_words,
    value_text,
    when_text,
)
from engine import quantity
from engine.explanation.lookup import formula_of
from engine.explanation.subjects import FIGURE, INPUT, Subject
from engine.explanation.users import user
from engine.model.per import per_text
from widgets.explain.states import (
    Drivers,
    ExplainState,
    FormulaText,
    Line,
    Piece,
    Strip,
    StripCell,
)

if TYPE_CHECKING:
    from app.explain.trail import Spot
    from engine.evaluate import Result
    from engine.explanation import subjects
    from engine.explanation.subjects import Explanation, Precedent, Search, Share, Working
    from engine.model.catalogue import Catalogue

_CAPTIONS = {
    "formula": "Formula",
    "opening": "Before month 1",
    "when": "There is none, since this is not 0",
    "sum": "Sum of the months",
}
_UNVERIFIED = ("reported", "disputed", "undisclosed")


class Frame(NamedTuple):
    """What stands around an explanation: whose it is, where back leads, what drives it."""

    scenario: str
    colour: int
    back: str = ""
    forward: str = ""
    sources: tuple[Line, ...] = ()
    drivers: Drivers = Drivers("")


class _Place(NamedTuple):
    """Where the panel stands: the spot that is explained, and the result it is of."""

    spot: Spot
    result: Result
    dates: Dates

    def link(self, subject: Subject) -> Link:
        return link(self.spot.at(subject), self.dates, self.result.scenario.shape)


def explain_state(spot: Spot, result: Result, found: Explanation, frame: Frame) -> ExplainState:
    """The panel of one explanation."""
    model, subject = result.model, found.subject
    item = model.inputs.get(subject.key) if found.kind == INPUT else None
    place = _Place(spot, result, dates_of(result))
    return ExplainState(
        target=spot.target(),
        title=found.label,
        kind=kind_text(found),
        scenario=frame.scenario,
        colour=frame.colour,
        when=_when(place, found),
        value=value_text(result, found),
        per=per_words(model, found),
        reason=found.reason,
        status=item.status if item else "",
        meaning=found.meaning,
        notes=_input_notes(result, subject.key) if item else _period_notes(place, found),
        formulas=tuple(_formula(each, place) for each in found.workings),
        strips=tuple(_strip(each, place) for each in found.searches),
        precedents=(
            *(_line(each, place) for each in found.precedents),
            *(_share(each, found.unit) for each in found.shares),
        ),
        used_by=tuple(_user(key, place) for key in found.used_by),
        sources=frame.sources,
        drivers=frame.drivers,
        back=frame.back,
        forward=frame.forward,
    )


def _when(place: _Place, found: Explanation) -> str:
    """The months that a value is of; of a headline figure when it is read, and how far."""
    values, dates = place.result.scenario.values, place.dates
    if found.kind != FIGURE:
        return when_text(dates, found.subject)
    read, end = int(values["decision_month"]), int(values["horizon_months"])
    return f"read in {dates.name(read)} · measured to {dates.name(end)}, {end} months"


def _period_notes(place: _Place, found: Explanation) -> tuple[str, ...]:
    """What a quarter or a year shows of what is not summed."""
    subject, model = found.subject, place.result.model
    item = model.line_items.get(subject.key)
    if subject.last is None or subject.summed or item is None or item.kind == "flow":
        return ()
    why = "" if item.kind == "balance" else ": rates are neither summed nor averaged"
    return (f"Shown is the last month, {place.dates.name(subject.last)}{why}.",)


def gone_state(spot: Spot, frame: Frame) -> ExplainState:
    """A number whose line item is no more."""
    return ExplainState(
        target=spot.target(),
        title=spot.subject.key,
        kind="",
        scenario=frame.scenario,
        colour=frame.colour,
        when="",
        value=NONE,
        reason="The model has no such line item any more",
        back=frame.back,
        forward=frame.forward,
    )


def _input_notes(result: Result, key: str) -> tuple[str, ...]:
    item = result.model.inputs[key]
    basis = f"Basis: {item.basis}"
    if item.status in _UNVERIFIED:
        basis += " · as reported, unverified"
    default = f"Default: {input_text(key, item.default)}"
    notes = (basis, f"{default} · {allowed_text(item)}")
    if result.scenario.values[key] == item.default:
        return notes
    before = input_text(key, item.default)
    return (f"Changed from {before}: the status and the basis are about that value.", *notes)


def _formula(working: Working, place: _Place) -> FormulaText:
    return FormulaText(
        caption=_CAPTIONS[working.column],
        in_names=_pieces(working.in_names, place),
        in_values=_pieces(working.in_values, place),
        result=_dated(number_text(working.value, working.unit), working, place),
        copied=working.in_digits,
    )


def _dated(text: str, working: Working, place: _Place) -> str:
    """A month's number with its date behind it."""
    if working.unit != "month #" or not working.value >= 1:
        return text
    return f"{text} · {place.dates.name(int(working.value))}"


def _pieces(pieces: tuple[subjects.Piece, ...], place: _Place) -> tuple[Piece, ...]:
    found = []
    for text, subject in pieces:
        to = place.link(subject) if subject else None
        found.append(Piece(text, to.target, to.tip) if to else Piece(text))
    return tuple(found)


def _strip(search: Search, place: _Place) -> Strip:
    """The months along which a figure was searched, the one that decided it marked."""
    style = place.result.model.style(search.unit)
    heading = place.dates.quarter if "quarter" in search.flag else place.dates.name
    row = Subject(search.row, search.decides or next(iter(search.months), 1))
    cells = tuple(
        StripCell(
            heading(month),
            NONE if math.isnan(value) else quantity.short(value, style),
            place.link(row._replace(month=month)).target,
            month == search.decides,
            holds,
        )
        for month, value, holds in zip(search.months, search.values, search.holds, strict=True)
    )
    to = place.link(row)
    return Strip(to.label, to.target, cells)


def _line(precedent: Precedent, place: _Place) -> Line:
    """One thing that the formula looks at: its name, as it is written, its value."""
    model, key = place.result.model, precedent.subject.key
    to = place.link(precedent.subject)
    parts = (precedent.text, to.when.split(" · ")[0], per_text(model, key))
    if key in model.inputs:
        value = input_text(key, precedent.value)
    else:
        value = number_text(precedent.value, _unit(model, key))
    return Line(to.target, to.label, " · ".join(filter(None, parts)), value)


def _share(share: Share, unit: str) -> Line:
    """What one of the register's contracts adds; all that have no name of their own together."""
    label = share.contract or "All others"
    return Line("", label, share.supplier, number_text(share.value, unit))


def _unit(model: Catalogue, key: str) -> str:
    item = formula_of(model, key)
    return item.unit if item else model.figures[key].unit


def _user(key: str, place: _Place) -> Line:
    asked, result = place.spot.subject, place.result
    month = asked.last or asked.month or int(result.scenario.values["decision_month"])
    subject = user(result.model, asked.key, key, month)
    to = place.link(subject)
    return Line(to.target, to.label, "headline figure" if subject.month is None else key, "")
