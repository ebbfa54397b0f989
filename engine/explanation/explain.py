"""Any number of a result, explained."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from engine.explanation import subjects
from engine.explanation.given import given_row
from engine.explanation.lookup import Lookup, formula_of, month_sum
from engine.explanation.missing import why_missing
from engine.explanation.searches import searches
from engine.explanation.subjects import Explanation, Subject
from engine.explanation.users import users
from engine.explanation.working import sum_tree, work
from engine.kpis import kpi
from engine.model.catalogue import MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.evaluate import Result
    from engine.explanation.subjects import Precedent
    from engine.explanation.working import Worked
    from engine.formula.syntax import Expression
    from engine.model.catalogue import Catalogue, Figure, Formula


def explain_value(result: Result, subject: Subject) -> Explanation:
    """One number of a result that has every formula (`evaluate` without needs).

    Raises `LookupError` where there is no such number; see `exists`.
    """
    model = result.model
    if not exists(model, subject):
        raise LookupError(f"nothing to explain: {subject}")
    if is_figure(model, subject):
        return _figure(result, model, subject)
    if (item := model.inputs.get(subject.key)) is not None:
        return Explanation(
            subject=subject,
            kind=subjects.INPUT,
            label=item.label,
            unit=item.unit,
            section=item.group,
            meaning=item.meaning,
            value=result.scenario.values[item.key],
            used_by=_used_by(result, item.key),
        )
    formula = formula_of(model, subject.key)
    assert formula is not None
    if subject.key in model.given:
        return given_row(result, subject, formula)
    return _formula(result, model, subject, formula)


def exists(model: Catalogue, subject: Subject) -> bool:
    """Whether a model has this number: a custom line item may be gone since."""
    if is_figure(model, subject):
        parts = len(model.figures[subject.key].formulas)
        return subject.part is None or 0 <= subject.part < parts
    formula = formula_of(model, subject.key)
    if formula is None or not formula.series:
        return formula is not None or subject.key in model.inputs
    if subject.month is None:
        return False
    if subject.last is None:
        return 0 <= subject.month <= MONTHS
    return 1 <= subject.month <= subject.last <= MONTHS


def is_figure(model: Catalogue, subject: Subject) -> bool:
    """Whether a headline figure is meant, not the line item of the same key."""
    key = subject.key
    return key in model.figures and (subject.month is None or formula_of(model, key) is None)


def _formula(result: Result, model: Catalogue, subject: Subject, formula: Formula) -> Explanation:
    """A scalar, line item or measure."""
    worked, lookup, tree = _evaluated(result, model, subject, formula)
    value = worked[0].value
    missing = math.isnan(value)
    return Explanation(
        subject=subject,
        kind=_kind(model, formula.key),
        label=formula.label,
        unit=formula.unit,
        section=formula.section,
        meaning=formula.meaning,
        value=None if missing else value,
        reason=why_missing(tree, lookup) if missing else "",
        workings=(worked[0],),
        precedents=worked[1],
        used_by=_used_by(result, formula.key),
        searches=searches(lookup, (tree,)),
    )


def _evaluated(
    result: Result, model: Catalogue, subject: Subject, formula: Formula
) -> tuple[Worked, Lookup, Expression]:
    """A formula at work, from where it looks, and which of its trees it is."""
    once, unit = Lookup(result, model), formula.unit
    if formula.opening is None:
        value = result.value(formula.key)
        return work("formula", formula.formula, once, unit, value), once, formula.formula
    month, last = subject.month, subject.last
    assert month is not None
    if month == 0:
        return work("opening", formula.opening, once, unit), once, formula.opening
    if last is not None and (formula.kind == "flow" or subject.summed):
        tree = sum_tree(formula.key, month, last)
        value = month_sum(result.row(formula.key), month, last)
        return work("sum", tree, once, unit, value), once, tree
    then = Lookup(result, model, last or month)
    value = result.at(formula.key, last or month)
    return work("formula", formula.formula, then, unit, value), then, formula.formula


def _figure(result: Result, model: Catalogue, subject: Subject) -> Explanation:
    """A headline figure; without a part all formulas of a listed one, and no one value."""
    figure = model.figures[subject.key]
    found = kpi(result, figure.key)
    places = range(len(figure.formulas)) if subject.part is None else (subject.part,)
    lookup = Lookup(result, model)
    worked = [*_condition(lookup, figure)] if found.value is None else []
    for place in places:
        value = result.value(figure.value_keys[place])
        worked.append(work("formula", figure.formulas[place], lookup, figure.unit, value))
    number = found.number()
    if isinstance(found.value, tuple) and subject.part is not None:
        number = found.value[subject.part]
    trees = tuple(figure.formulas[place] for place in places)
    return Explanation(
        subject=subject,
        kind=subjects.FIGURE,
        label=figure.label,
        unit=figure.unit,
        section="",
        meaning=figure.meaning,
        value=number,
        reason=found.reason,
        workings=tuple(working for working, _ in worked),
        precedents=_once(each for _, precedents in worked for each in precedents),
        searches=searches(lookup, trees, exist=found.value is not None),
    )


def _condition(lookup: Lookup, figure: Figure) -> Iterable[Worked]:
    """The condition of the reason that a figure does not exist."""
    for key, reason in zip(figure.null_keys, figure.reasons, strict=True):
        value = lookup.result.value(key)
        if value:
            yield work("when", reason.when, lookup, "0/1", value)
            return


def _once(precedents: Iterable[Precedent]) -> tuple[Precedent, ...]:
    return tuple({(each.subject, each.text): each for each in precedents}.values())


def _used_by(result: Result, key: str) -> tuple[str, ...]:
    return users(result.scenario.shape).get(key, ())


def _kind(model: Catalogue, key: str) -> str:
    if key in model.custom:
        return subjects.CUSTOM
    if key in model.line_items:
        return subjects.LINE_ITEM
    return subjects.MEASURE if key in model.measures else subjects.SCALAR
