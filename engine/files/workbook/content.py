"""What goes into a workbook, made ready: texts cleaned, figures and checks evaluated."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from engine.evaluate import evaluate
from engine.files.reading import MAX_NAME
from engine.files.workbook.errors import errors_of, opening_of
from engine.files.workbook.layout import Layout, layout
from engine.formula.definition import Definition
from engine.formula.program import compile_program
from engine.kpis import headline
from engine.model.catalogue import MONTHS
from engine.project import MAX_SCENARIOS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from engine.analysis.simulation.result import Simulation
    from engine.calendar import YearMonth
    from engine.evaluate import Result
    from engine.formula.values import Value
    from engine.kpis import Kpi
    from engine.model.catalogue import Catalogue
    from engine.model.custom import CustomItem
    from engine.model.shape import Shape
    from engine.sources import Attachment, Source

STAMP_LENGTH = 120
FOOTER_LENGTH = 100
CELL_LENGTH = 8000
_UNWRITABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
CLAIM_COLUMNS = ("id", "claim", "value", "document", "attributed_to", "conflicts_or_note")


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the engine can't know: who writes, and when. `date` is ISO, `2026-11-21`."""

    version: str
    date: str


class Evidence(NamedTuple):
    """What the numbers rest on: the claims, and what the user added to them.

    `claims` are rows with id, claim, value, document, attributed_to and conflicts_or_note.
    """

    claims: Sequence[Mapping[str, str]] = ()
    sources: Sequence[Source] = ()
    attachments: Sequence[Attachment] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """One workbook's content. Texts are safe to write; numbers are the engine's.

    `results` are the scenarios' in their order, `names` and `scenario_figures` go with them;
    each name is there once. `checks` holds both sides of each check, `openings` the value of
    each series before month 1, `errors` what cells show for months without a value; by key, of
    the selected scenario.
    """

    results: Sequence[Result]
    selected: int
    baseline: Result
    names: Sequence[str]
    baseline_name: str
    stamp: Stamp
    day: date
    evidence: Evidence
    scenario_figures: Sequence[Mapping[str, Kpi]]
    baseline_figures: Mapping[str, Kpi]
    checks: Mapping[str, tuple[float, float]]
    openings: Mapping[str, float]
    errors: Mapping[str, Sequence[str]]
    simulation: Simulation | None = None  # of the selected scenario

    @property
    def items(self) -> tuple[CustomItem, ...]:
        """The custom line items, the same in every scenario."""
        return self.result.scenario.items

    @property
    def model(self) -> Catalogue:
        return self.result.model

    @property
    def shape(self) -> Shape:
        return self.result.scenario.shape

    @property
    def built_in(self) -> Catalogue:
        """The model without the user's line items."""
        return self.shape._replace(items=()).model

    @property
    def layout(self) -> Layout:
        return layout(supplied=self.shape.supplied)

    @property
    def result(self) -> Result:
        """The selected scenario's, which the workbook shows when it is opened."""
        return self.results[self.selected]

    @property
    def name(self) -> str:
        return self.names[self.selected]

    @property
    def figures(self) -> Mapping[str, Kpi]:
        return self.scenario_figures[self.selected]

    def footer(self) -> str:
        """What the file holds, with the footer's control character doubled.

        True whichever scenario is selected later.
        """
        others = len(self.results) - 1
        more = f" and {others} more" if others else ""
        return shortened(self.name, FOOTER_LENGTH).replace("&", "&&") + more

    def as_of(self) -> str:
        return f"as of {self.stamp.date}, computed by Tenor {self.stamp.version}"

    def month(self, number: int) -> YearMonth:
        """The calendar month of a model month."""
        return self.result.scenario.start.plus(number - 1)

    def quarter(self, number: int) -> str:
        """The calendar quarter of a model month: `Q2 2026`."""
        return self.month(number).quarter(self.result.scenario.fiscal_start)

    def when(self, style: str, value: float | str) -> float | str:
        """A figure that counts months as a stored date, one that counts quarters as a name;
        empty where it has no date.
        """
        if isinstance(value, str) or value < 1:
            return ""
        if style == "month":
            return serial(self.month(int(value)))
        ends: list[float] = self.result.row("quarter_ordinal").tolist()
        return self.quarter(ends.index(value) + 1)


def content(
    results: Sequence[Result],
    selected: int,
    baseline: Result,
    stamp: Stamp,
    evidence: Evidence,
    simulation: Simulation | None = None,
) -> Content:
    """Raises `ValueError` if the stamp's date isn't an ISO date, nothing is selected, different
    contracts feed the scenarios, or the simulation is of another scenario than the selected one.
    """
    if not 0 <= selected < len(results) <= MAX_SCENARIOS:
        raise ValueError(f"scenario {selected} of {len(results)}; allowed: 1 to {MAX_SCENARIOS}")
    shown = results[selected]
    if any(each.scenario.supply != shown.scenario.supply for each in results):
        raise ValueError("the scenarios are fed by different contracts")
    if baseline.scenario.supply != shown.scenario.supply:
        baseline = evaluate(baseline.scenario.like(shown.scenario))
    if simulation is not None and simulation.scenario != shown.scenario:
        raise ValueError(f"the simulation is of {simulation.scenario.name!r}, another scenario")
    extra = _extra(shown)
    openings = {
        item.key: extra[opening_of(item.key)] for item in shown.model.formulas() if item.series
    }
    return Content(
        results=results,
        selected=selected,
        baseline=baseline,
        names=_names(results),
        baseline_name=shortened(baseline.scenario.name, MAX_NAME),
        stamp=Stamp(shortened(stamp.version, STAMP_LENGTH), shortened(stamp.date, STAMP_LENGTH)),
        day=date.fromisoformat(stamp.date),
        evidence=evidence._replace(
            claims=[
                {name: shortened(claim.get(name, ""), CELL_LENGTH) for name in CLAIM_COLUMNS}
                for claim in evidence.claims
            ]
        ),
        scenario_figures=[headline(result) for result in results],
        baseline_figures=headline(baseline),
        checks={key: (extra[f"LEFT_{key}"], extra[f"RIGHT_{key}"]) for key in shown.model.checks},
        openings=openings,
        errors=errors_of(shown, openings),
        simulation=simulation,
    )


def _names(results: Sequence[Result]) -> list[str]:
    """Each once and none empty: the selector finds a scenario by its name."""
    found: list[str] = []
    for number, result in enumerate(results, start=1):
        name = shortened(result.scenario.name, MAX_NAME) or f"Scenario {number}"
        stem = shortened(name, MAX_NAME - len(" (200)"))
        while name in found:
            name = f"{stem} ({number})"
            number += 1
        found.append(name)
    return found


def shortened(text: str, length: int) -> str:
    """One line that a cell can hold: no control characters, nothing that XML refuses."""
    plain = _UNWRITABLE.sub(" ", text).strip()
    return plain if len(plain) <= length else f"{plain[: length - 1]}…"


def lines_of(text: str, length: int = CELL_LENGTH) -> str:
    """Text that a cell can hold, with its line breaks and spaces."""
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join(_UNWRITABLE.sub(" ", line) for line in lines)[:length]


def stored(value: float) -> float | str:
    """A computed value as a cell can hold it beside its formula."""
    return value if math.isfinite(value) else "#NUM!"


def serial(month: YearMonth) -> int:
    """A month's first day as spreadsheets count days."""
    return (date(month.year, month.month, 1) - date(1899, 12, 30)).days


def _extra(result: Result) -> dict[str, float]:
    """What only a workbook shows: both sides of the checks, the values before month 1."""
    keys, run = _extra_program(result.scenario.shape)
    values = run({**result.scenario.values, **result.scenario.rows})
    return {key: float(value) for key, value in zip(keys, values, strict=True)}


@lru_cache(maxsize=16)
def _extra_program(
    shape: Shape,
) -> tuple[tuple[str, ...], Callable[[Mapping[str, Value]], list[Value]]]:
    model = shape.model
    built_in = [
        Definition(each.key, each.formula, each.opening)
        for each in model.formulas()
        if each.key not in model.custom
    ]
    shown = [
        Definition(f"{side}_{check.key}", tree)
        for check in model.checks.values()
        for side, tree in (("LEFT", check.left), ("RIGHT", check.right))
    ]
    shown += _openings(built_in)
    # What the user wrote comes last: a program is guarded from there on.
    own = [
        Definition(each.key, each.formula, each.opening, guarded=True)
        for each in model.custom_items()
    ]
    added = _openings(own)
    keys = tuple(each.key for each in (*shown, *added))
    every = [*built_in, *shown, *own, *added]
    program = compile_program(every, tuple(model.inputs), keys, tuple(model.given))
    run = program.bind(MONTHS)
    places = [program.keys.index(key) for key in keys]

    def chosen(values: Mapping[str, Value]) -> list[Value]:
        found = run(values)
        return [found[place] for place in places]

    return keys, chosen


def _openings(series: Iterable[Definition]) -> list[Definition]:
    return [
        Definition(opening_of(each.key), each.opening, guarded=each.guarded)
        for each in series
        if each.opening
    ]
