"""The formulas that this Tenor would write: the writer's own work, on sheets that only note it."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from engine.evaluate import evaluate
from engine.files.shipped import DEFAULT_PRESET, preset_scenario
from engine.files.workbook.checks import write_checks
from engine.files.workbook.content import Evidence, Stamp, content
from engine.files.workbook.inputs import write_inputs
from engine.files.workbook.kpis import write_kpis
from engine.files.workbook.layout import CHECKS, INPUTS, KPIS, MODEL, SCENARIOS
from engine.files.workbook.mark import formula_digest, mark_of
from engine.files.workbook.model import write_model
from engine.files.workbook.scenarios import write_scenarios
from engine.files.workbook.style import Styles
from engine.model.shape import PLAIN, Shape
from engine.model.supplied import no_supply
from engine.model.switch import OFF
from engine.scenario import with_supply

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_WRITERS: Mapping[str, Callable[..., object]] = {
    INPUTS: write_inputs,
    MODEL: write_model,
    KPIS: write_kpis,
    SCENARIOS: write_scenarios,
    CHECKS: write_checks,
}


class ExpectedSheet:
    """What is written into a sheet's cells, by row and column from 1, in the order of writing."""

    def __init__(self) -> None:
        self.formulas: dict[tuple[int, int], str] = {}
        self.texts: dict[tuple[int, int], str] = {}
        self.numbers: dict[tuple[int, int], float] = {}
        self.digest = formula_digest()

    def write_formula(self, row: int, place: int, formula: str, *_look: object) -> None:
        self.digest.update(formula.encode())
        self.formulas[row + 1, place + 1] = formula

    def write_string(self, row: int, place: int, text: str, _look: object = None) -> None:
        self.texts[row + 1, place + 1] = text

    def write_number(self, row: int, place: int, value: float, _look: object = None) -> None:
        self.numbers[row + 1, place + 1] = value

    def __getattr__(self, _name: str) -> Callable[..., None]:
        return _nothing


class Expected(NamedTuple):
    sheets: Mapping[str, ExpectedSheet]
    mark: str


@lru_cache(maxsize=4)
def expected(count: int, shape: Shape = PLAIN) -> Expected:
    """The sheets of a workbook with `count` scenarios of a model, by title.

    Their values are any.
    """
    case = replace(preset_scenario(DEFAULT_PRESET), items=shape.items)
    result = evaluate(with_supply(case, no_supply(), OFF) if shape.supplied else case)
    ready = content([result] * count, 0, result, Stamp("", "2000-01-01"), Evidence())
    book = _Book()
    styles = Styles(book)
    for write in _WRITERS.values():
        write(book, styles, ready)
    return Expected(book.sheets, mark_of(book.sheets))


class _Book:
    def __init__(self) -> None:
        self.sheets = {title: ExpectedSheet() for title in _WRITERS}

    def get_worksheet_by_name(self, title: str) -> ExpectedSheet:
        return self.sheets[title]

    def __getattr__(self, _name: str) -> Callable[..., None]:
        return _nothing


def _nothing(*_arguments: Any, **_named: Any) -> None:
    """Formats, widths, names and rules are not compared."""
