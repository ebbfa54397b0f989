"""Entries of the model reference, made from the tables: for the window and the command line.

A name in a formula is an input or a formula. Headline figures share some of their names, so
an entry goes by an id of its own: a figure's is `kpi_` and its key, as in the workbook.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from app.control_states import input_text, with_unit
from app.reference.words import BETTER, FUNCTIONS, KINDS, UNITS
from engine import quantity
from engine.formula.syntax import names, to_text
from engine.model.per import per_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from engine.formula.syntax import Expression
    from engine.model.catalogue import Catalogue, Figure, Formula, Input

INPUT, SCALAR, GIVEN, ITEM, MEASURE, FIGURE, CUSTOM, FUNCTION = (
    "Input",
    "Scalar",
    "Row of the register",
    "Line item",
    "Measure",
    "Headline figure",
    "Your line item",
    "Function",
)
# The chapters in their order, by the kind of their entries.
CHAPTERS = {
    INPUT: "Inputs",
    SCALAR: "Scalars",
    GIVEN: "Rows of the register's contracts",
    ITEM: "Line items",
    CUSTOM: "Your line items",
    MEASURE: "What the headline figures rest on",
    FIGURE: "Headline figures",
    FUNCTION: "Functions of formulas",
}
FORMULA, OPENING = "Formula", "Before month 1"
_FIGURE_ID = "kpi_"
# A name as formulas have it; the e of `1e-06` is none.
_NAME = re.compile(r"(?<![\w.])[A-Za-z_][A-Za-z_0-9]*")


class Clause(NamedTuple):
    """One formula of an entry. `says` is the reason that holds where it is not 0."""

    caption: str
    text: str
    says: str = ""


class Entry(NamedTuple):
    """All that is said of one thing of the model.

    `unit` is as the tables write it, `unit_words` the same in words. `mentions` and `used_by`
    are ids of other entries.
    """

    id: str
    key: str
    label: str
    kind: str
    section: str
    unit: str
    unit_words: str
    meaning: str
    clauses: tuple[Clause, ...] = ()
    facts: Mapping[str, str] = {}
    status: str = ""
    mentions: tuple[str, ...] = ()
    used_by: tuple[str, ...] = ()

    def heading(self) -> str:
        """`monthly_spend: Monthly spend, $m/month`."""
        return f"{self.key}: {self.label}{f', {self.unit}' if self.unit else ''}"


def entries(model: Catalogue) -> dict[str, Entry]:
    """Every entry by id, chapter by chapter."""
    made = {entry.id: entry for entry in _made(model)}
    users: dict[str, list[str]] = {key: [] for key in made}
    for entry in made.values():
        for mentioned in entry.mentions:
            if mentioned != entry.id:
                users[mentioned].append(entry.id)
    return {key: entry._replace(used_by=tuple(users[key])) for key, entry in made.items()}


def figure_id(key: str) -> str:
    """The id of a headline figure's entry."""
    return f"{_FIGURE_ID}{key}"


def pieces(text: str) -> Iterator[tuple[str, str]]:
    """A formula's text in parts: each with the name that it is, or an empty one."""
    end = 0
    for match in _NAME.finditer(text):
        if match.start() > end:
            yield text[end : match.start()], ""
        yield match[0], match[0]
        end = match.end()
    if end < len(text):
        yield text[end:], ""


def _made(model: Catalogue) -> Iterator[Entry]:
    yield from (_input(model, item) for item in model.inputs.values())
    yield from (_formula(model, item, SCALAR) for item in model.scalars.values())
    yield from (_given(model, row) for row in model.given.values())
    built_in = (item for item in model.line_items.values() if item.key not in model.custom)
    yield from (_formula(model, item, ITEM) for item in built_in)
    yield from (_formula(model, item, CUSTOM) for item in model.custom_items())
    yield from (_formula(model, item, MEASURE) for item in model.measures.values())
    yield from (_figure(model, figure) for figure in model.figures.values())
    for name, signature in FUNCTIONS.items():
        text = signature.text(name)
        yield Entry(name, name, text, FUNCTION, "", "", "", signature.meaning)


def _input(model: Catalogue, item: Input) -> Entry:
    default = input_text(item.key, item.default)
    facts = {
        "Default": with_unit(item, item.default, default),
        "Range": _range(item),
        "Step": _step(item, model.style(item.unit)),
        "Status": item.status.capitalize(),
        "Basis": item.basis if item.basis != item.status else "",
    }
    return Entry(
        item.key,
        item.key,
        item.label,
        INPUT,
        item.group,
        item.unit,
        _unit_words(model, item.key, item.unit),
        item.meaning,
        facts={name: text for name, text in facts.items() if text},
        status=item.status,
    )


def _range(item: Input) -> str:
    """`$0 to $5B / month`, `No or Yes`, `Never, 1 to 24 months`."""
    low, high = input_text(item.key, item.minimum), input_text(item.key, item.maximum)
    if not any(sign.isdigit() for sign in low + high):
        return f"{low} or {high}"
    if not any(sign.isdigit() for sign in low):
        low = f"{low}, {input_text(item.key, item.minimum + item.step)}"
    return with_unit(item, item.maximum, f"{low} to {high}")


def _step(item: Input, style: str) -> str:
    if style in ("flag", "direction", "timing"):
        return ""
    if style == "percent":
        return f"{item.step * 100:g} percentage points"
    return quantity.exact(item.step, style, item.step)


def _unit_words(model: Catalogue, key: str, unit: str) -> str:
    """The unit in words; a plain percentage says of what."""
    per = per_text(model, key) if unit == "%" else ""
    return f"percent {per}" if per else UNITS[unit]


def _formula(model: Catalogue, item: Formula, kind: str) -> Entry:
    clauses = [Clause(FORMULA, to_text(item.formula))]
    trees = [item.formula]
    if item.opening is not None:
        clauses.append(Clause(OPENING, to_text(item.opening)))
        trees.append(item.opening)
    return Entry(
        item.key,
        item.key,
        item.label,
        kind,
        item.section[:1].upper() + item.section[1:] if kind != CUSTOM else "",
        item.unit,
        _unit_words(model, item.key, item.unit),
        item.meaning,
        tuple(clauses),
        {"Months": KINDS[item.kind]},
        mentions=_mentioned(trees),
    )


def _given(model: Catalogue, row: Formula) -> Entry:
    """A row that the register's contracts give by month: it has no formula."""
    words = _unit_words(model, row.key, row.unit)
    facts = {"Months": KINDS[row.kind]}
    return Entry(row.key, row.key, row.label, GIVEN, "", row.unit, words, row.meaning, facts=facts)


def _figure(model: Catalogue, figure: Figure) -> Entry:
    captions = [FORMULA]
    if figure.listed:
        years = len(figure.formulas) - 1
        captions = [*(f"Year {year}" for year in range(1, years + 1)), "Later"]
    clauses = [
        Clause(caption, to_text(formula))
        for caption, formula in zip(captions, figure.formulas, strict=True)
    ]
    clauses += [Clause("None if", to_text(each.when), each.text) for each in figure.reasons]
    better = BETTER.get(figure.better, "")
    return Entry(
        figure_id(figure.key),
        figure.key,
        figure.label,
        FIGURE,
        "",
        figure.unit,
        _unit_words(model, figure.key, figure.unit),
        figure.meaning,
        tuple(clauses),
        {"Better": better} if better else {},
        mentions=_mentioned([*figure.formulas, *(each.when for each in figure.reasons)]),
    )


def _mentioned(trees: Iterable[Expression]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for tree in trees for name in names(tree)))
