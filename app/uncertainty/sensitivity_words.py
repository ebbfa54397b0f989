"""How the sensitivity view writes the number that it is about, and the inputs that move it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from app.axes import axis_between, whole_places
from app.control_states import input_text
from app.explain.driver_states import size_text
from app.figure_text import DATED, figure_text
from engine import quantity
from engine.explanation.subjects import Subject
from engine.kpis import kpi
from engine.model.per import per_text
from widgets.states import Axis, Tick

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.evaluate import Result
    from engine.model.catalogue import Figure, Formula

ROW = "row:"  # before a line item's key, where it is the item that is chosen
NONE = "does not exist"
_MOST_DIGITS = 6  # of an input's value beside a bar
_ABOUT = "\N{ALMOST EQUAL TO}"


def subject_of(item: str, result: Result) -> Subject:
    """What a choice of `item_choices` is; a line item is read in the decision month."""
    if not item.startswith(ROW):
        return Subject(item)
    return Subject(item.removeprefix(ROW), int(result.scenario.values["decision_month"]))


class Looked(NamedTuple):
    """The number that is looked at: of a whole result, a headline figure or a line item."""

    result: Result
    subject: Subject

    @property
    def figure(self) -> Figure | None:
        """The headline figure; None for a line item."""
        if self.subject.month is not None:
            return None
        return self.result.model.figures[self.subject.key]

    @property
    def label(self) -> str:
        return self._item.label

    @property
    def style(self) -> str:
        return self.result.model.style(self._item.unit)

    @property
    def _item(self) -> Figure | Formula:
        figure = self.figure
        return figure if figure else self.result.model.line_items[self.subject.key]

    def text(self, value: float | None) -> str:
        """`$71.3B`, `Q3 2026`, `does not exist`."""
        if value is None:
            return NONE
        figure = self.figure
        if figure is None:
            return quantity.short(value, self.style)
        return figure_text(self.result.scenario, figure, value)

    def per(self) -> str:
        """What the number is per, where its text doesn't say: `a month`, `of revenue`."""
        if self.style in DATED:
            return ""
        words = per_text(self.result.model, self.subject.key)
        return words if words and not self.text(1.0).endswith(words) else ""

    def change(self, size: float) -> str:
        """`+$12.3m`, `2 quarters later`; a difference from the number as it stands."""
        if self.figure is not None and self.style in DATED:
            plural = "" if abs(size) == 1 else "s"
            when = "later" if size > 0 else "earlier"
            return f"{size_text(size, 'count')} {self.style}{plural} {when}"
        sign = "+" if size > 0 else quantity.MINUS
        return f"{sign}{size_text(size, self.style)}"

    def why_not(self) -> str:
        """Why the figure does not exist as it stands; empty for a line item."""
        return kpi(self.result, self.subject.key).reason if self.figure else ""

    def axis(self, values: Iterable[float | None]) -> Axis:
        """From the least to the greatest of those that exist, with round labels between."""
        there = [value for value in values if value is not None]
        low, high = min(there, default=0.0), max(there, default=1.0)
        if low == high:
            low, high = (low - 1.0, high + 1.0) if self.stepped else (low * 0.9, low * 1.1 or 1.0)
            low, high = min(low, high), max(low, high)
        if self.stepped:
            places = whole_places(max(low, 1.0) if self.style in DATED else low, high)
            return Axis(low, high, tuple(Tick(float(at), self.text(at)) for at in places))
        return axis_between(low, high, self.style)

    @property
    def stepped(self) -> bool:
        """Whether it goes from one date, or from no to yes, in a step."""
        return self.style in (*DATED, "flag")


def brief(key: str, value: float) -> str:
    """An input's value beside a bar: `7.0%`; `≈3.36%` where it has more digits than are read."""
    text = input_text(key, value)
    if sum(character.isdigit() for character in text) <= _MOST_DIGITS:
        return text
    return f"{_ABOUT}{input_text(key, float(f'{value:.3g}'))}"


def signed(value: float) -> str:
    """A correlation: `+0.84`."""
    text = f"{abs(value):.2f}"
    if text == "0.00":
        return text
    return f"{'+' if value > 0 else quantity.MINUS}{text}"
