"""Re-basing: a scenario that goes on from the last actual month.

Every input has a rule in `rebase.tsv`, written in the model's own formula language: what it
becomes when so many months of the plan are over. `rebase_terms.tsv` holds what several rules
share, `rebase_notes.tsv` what the user should know, and which line items it touches. A plan
that came true re-bases to the same future, month by month, in all line items that no note
names.
"""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple, cast

from engine.calendar import months_between
from engine.evaluate import evaluate
from engine.formula.definition import Definition
from engine.formula.program import compile_program
from engine.formula.syntax import Number, names, parse
from engine.model.catalogue import MONTHS, catalogue, definitions
from engine.model.tables import read_table
from engine.quantity import exact, short
from engine.scenario import allowed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from engine.actuals import Actuals
    from engine.calendar import YearMonth
    from engine.evaluate import Result
    from engine.formula.values import Value
    from engine.scenario import Scenario

    _Affected = Callable[[Iterable[str]], frozenset[str]]

LAST_MONTH = MONTHS - 12  # of the plan: the shortest horizon must be left
OPENING = ("revenue", "fixed_opex", "cash_balance")  # what the new scenario opens with
_MAX_STEM = 150  # characters of the plan's name
_SLACK = 1e-9  # a value this close to the end of its range is the end itself
_RULE = "rebased_"
_WHEN = "when_"

# What the formulas may name beside the model: how many months are over, what the books say
# of the last one, and what they don't say.
FACTS: Mapping[str, str] = {
    "gone": "months",
    **{f"actual_{key}": "$m" for key in (*OPENING, "compute_cost")},
    **{f"missing_{key}": "0/1" for key in OPENING},
    "known_compute_cost": "0/1",
}


class RebaseError(ValueError):
    """A month that can't be re-based from. The message names it and what is allowed."""


class Note(NamedTuple):
    """What the user should know about a re-based scenario, in one sentence or two.

    `moved` says how something was carried over exactly, `approximated` where it could not be.
    `items` are the line items that don't, or not in every month, equal the plan's.
    """

    key: str
    kind: Literal["moved", "approximated"]
    text: str
    items: frozenset[str] = frozenset()


class Rebased(NamedTuple):
    """The scenario from the month after `month`, the last actual one; approximations first."""

    scenario: Scenario
    month: YearMonth
    notes: tuple[Note, ...]


def rebase(result: Result, actuals: Actuals, month: YearMonth | None = None) -> Rebased:
    """`result`'s scenario from the month after the last actual one, or after `month`.

    Of `result` only the scenario is used, so it need not be complete. Raises `RebaseError`
    for a month outside the plan or without a figure.
    """
    plan, last = result.scenario, month or actuals.last()
    gone = months_between(plan.start, last) + 1
    _check_month(plan, actuals, last, gone)
    start = last.plus(1)
    found = _computed(plan, actuals, last, gone)
    values, clamped = _within_ranges(found)
    name = f"{plan.name[:_MAX_STEM].rstrip()}, from {start.name()}"
    scenario = replace(plan.with_values(values), name=name, start=start)
    affected = _ripples(plan, scenario)
    words = {"last": last.name(), "start": start.name()}
    notes = [
        *(_range_note(key, found, affected) for key in clamped),
        *_notes(found, words, affected),
    ]
    return Rebased(scenario, last, tuple(sorted(notes, key=lambda note: note.kind)))


def _check_month(plan: Scenario, actuals: Actuals, last: YearMonth, gone: int) -> None:
    if not 1 <= gone <= LAST_MONTH:
        first, final = plan.start.name(), plan.start.plus(LAST_MONTH - 1).name()
        raise RebaseError(
            f"{last.name()} can't be re-based from; allowed: {first} to {final}, "
            f"the months of {plan.name!r} that leave a year of it"
        )
    if all(actuals.value(key, last) is None for key in OPENING):
        raise RebaseError(
            f"the actuals have no figure for {last.name()}; "
            "allowed: a month with revenue, fixed expense or cash"
        )


# Values ----------------------------------------------------------------------------------


class _Rules(NamedTuple):
    """The compiled tables. `run` gives rules, terms and conditions by key."""

    units: Mapping[str, str]  # of terms, rules and facts
    run: Callable[[Mapping[str, Value]], dict[str, float]]


def rule_definitions() -> tuple[list[Definition], dict[str, str]]:
    """The formulas of the three tables, in order, and the unit of each by key."""
    inputs = catalogue().inputs
    units, found = dict(FACTS), []
    for row in read_table("rebase_terms"):
        units[row["key"]] = row["unit"]
        found.append(Definition(row["key"], parse(row["formula"])))
    for row in read_table("rebase"):
        key = _RULE + row["input"]
        units[key] = inputs[row["input"]].unit
        found.append(Definition(key, parse(row["rule"])))
    for row in read_table("rebase_notes"):
        units[_WHEN + row["key"]] = "0/1"
        found.append(Definition(_WHEN + row["key"], parse(row["when"])))
    return found, units


@cache
def _rules() -> _Rules:
    model = catalogue()
    rules, units = rule_definitions()
    targets = frozenset(rule.key for rule in rules)
    given = (*model.inputs, *FACTS)
    program = compile_program([*definitions(model), *rules], given, targets)
    bound = program.bind(MONTHS)

    def run(values: Mapping[str, Value]) -> dict[str, float]:
        pairs = zip(program.keys, bound(values), strict=True)
        return {key: cast("float", value) for key, value in pairs if key in targets}

    return _Rules(units, run)


def _computed(plan: Scenario, actuals: Actuals, last: YearMonth, gone: int) -> dict[str, float]:
    """Facts, terms, rules and conditions by key."""
    planned = evaluate(plan, frozenset((*OPENING, "compute_cost")))
    facts = {"gone": float(gone)}
    for key in (*OPENING, "compute_cost"):
        actual = actuals.value(key, last)
        facts[f"missing_{key}"] = float(actual is None)
        facts[f"actual_{key}"] = planned.at(key, gone) if actual is None else actual
    facts["known_compute_cost"] = 1 - facts.pop("missing_compute_cost")
    return {**plan.values, **facts, **_rules().run({**plan.values, **facts})}


def _within_ranges(found: Mapping[str, float]) -> tuple[dict[str, float], list[str]]:
    """Every input's new value, and the inputs whose value had to be cut to their range."""
    values, clamped = {}, []
    for key, item in catalogue().inputs.items():
        value = found[_RULE + key]
        values[key] = min(max(value, item.minimum), item.maximum)
        if not math.isclose(value, values[key], rel_tol=_SLACK, abs_tol=_SLACK):
            clamped.append(key)
    return values, clamped


# Notes -----------------------------------------------------------------------------------


def _notes(
    found: Mapping[str, float], words: Mapping[str, str], affected: _Affected
) -> Iterable[Note]:
    for row in read_table("rebase_notes"):
        if found[_WHEN + row["key"]]:
            items = frozenset(row["items"].split()) | affected(row["ripples"].split())
            kind = cast("Literal['moved', 'approximated']", row["kind"])
            yield Note(row["key"], kind, _filled(row["text"], found, words), items)


def _filled(template: str, found: Mapping[str, float], words: Mapping[str, str]) -> str:
    """A note with what it names: `{last}` a month, `{actual_revenue}` an amount."""
    text, *rest = template.split("{")
    for part in rest:
        key, after = part.split("}")
        text += (words[key] if key in words else _told(key, found[key])) + after
    return text


def _told(key: str, value: float) -> str:
    inputs = catalogue().inputs
    unit = inputs[key].unit if key in inputs else _rules().units[key]
    if unit == "months":
        return "1 month" if value == 1 else f"{value:.0f} months"
    return short(value, catalogue().style(unit))


def _range_note(key: str, found: Mapping[str, float], affected: _Affected) -> Note:
    item = catalogue().inputs[key]
    value, style = found[_RULE + key], catalogue().style(item.unit)
    bound = item.minimum if value < item.minimum else item.maximum
    text = (
        f"{item.label} would be {short(value, style)}; {allowed(item)}. "
        f"It is set to {exact(bound, style, item.step)}."
    )
    return Note(f"range_{key}", "approximated", text, affected([key]))


def _ripples(plan: Scenario, rebased: Scenario) -> _Affected:
    """What rests on given names, directly or through others: line items only.

    An item that is 0 in every month of both scenarios, and before them, passes nothing on.
    """
    both = (evaluate(plan), evaluate(rebased))
    model = catalogue()
    silent = {
        key
        for key, item in model.line_items.items()
        if item.opening == Number(0.0) and not any(result.row(key).any() for result in both)
    }

    def affected(roots: Iterable[str]) -> frozenset[str]:
        reached = {root for root in roots if root not in silent}
        for item in (*model.scalars.values(), *model.line_items.values()):
            parts = names(item.formula) + (names(item.opening) if item.opening else ())
            if item.key not in silent and not reached.isdisjoint(parts):
                reached.add(item.key)
        return frozenset(reached & model.line_items.keys())

    return affected
