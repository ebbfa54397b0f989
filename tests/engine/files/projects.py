"""Projects to test: random ones full of odd numbers, and a form that compares bit for bit."""

from __future__ import annotations

import json
import math
import random
import struct
import sys
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from engine.actuals import KEYS, Actuals
from engine.analysis.goal import Goal
from engine.analysis.ranges import Range
from engine.calendar import YearMonth
from engine.contracts.contract import (
    CAPACITY_UNITS,
    Contract,
    RegisterColumn,
    register_columns,
)
from engine.contracts.quote import PRICE_UNITS, Quote
from engine.contracts.register import EMPTY, Register, Watch
from engine.files.shipped import presets
from engine.model.catalogue import Input, catalogue
from engine.model.custom import KINDS, CustomItem
from engine.project import COLOURS, Entry, Project, Reference
from engine.scenario import Scenario, scenario
from engine.sources import Attachment, Source
from engine.uncertainty.case import Correlation, Distribution, Uncertainty
from engine.uncertainty.checks import kinds_for

Dice = random.Random
_LEAST = 5e-324  # the smallest float above zero
ODD = (_LEAST, -_LEAST, sys.float_info.min, 0.1 + 0.2, 1 / 3, 1e-300, 123456.78901234567)
# Formulas with the unit that they come out in; `{}` is the item before, which is in $m.
_FORMULAS = (
    ("operating_profit / revenue", "%"),
    ("prev({key}) + revenue -  compute_cost", "$m"),
    ("where({last} > 0,\n {last}, -{last})", "$m"),
    ("-max(revenue, {last}) * 1e-300", "$m"),
    ("cumsum({last}) - total(revenue) / 120", "$m"),
    ("at(revenue, month + 3) - {last}", "$m"),
    ("first(sustained_flag)", "#"),
)
_SIGNS = "aZ 9#/\\'\"“é日🚀,;:{}[]\u00a0\u2028\u202e"


def dice_of(seed: int) -> Dice:
    return random.Random(seed)  # noqa: S311 - a test's dice


def random_project(dice: Dice, most: int = 4) -> Project:
    """A project of 1 to `most` scenarios; ids in no order."""
    ids = dice.sample(range(1, 100), dice.randint(1, most))
    entries = tuple(_entry(dice, number) for number in ids)
    kind = dice.choice(["preset", "saved", "scenario"])
    reference = Reference(kind, dice.choice(ids) if kind == "scenario" else 0)  # type: ignore[arg-type]
    actuals = _actuals(dice) if dice.random() < 0.5 else None
    sources = _sources(dice)
    attachments = _attachments(dice, sources)
    current = dice.choice(ids)
    made = Project(entries, current, reference, actuals, sources, attachments, _extra(dice))
    made = made.with_items(random_items(dice))
    return replace(
        made,
        uncertainty=random_uncertainty(dice) if dice.random() < 0.5 else None,
        ranges=_ranges(dice),
        goal=_goal(dice) if dice.random() < 0.5 else None,
        register=random_register(dice) if dice.random() < 0.5 else EMPTY,
    )


def _entry(dice: Dice, number: int) -> Entry:
    case = random_scenario(f"{_text(dice)}{number}", dice)
    return Entry(number, case, dice.randrange(COLOURS), dice.random() < 0.5, _extra(dice))


def random_scenario(name: str, dice: Dice) -> Scenario:
    changes = {key: _value(item, dice) for key, item in catalogue().inputs.items()}
    start = YearMonth(dice.randint(1900, 2200), dice.randint(1, 12))
    return scenario(name, changes, start, dice.randint(1, 12), dice.choice(list(presets())))


def _value(item: Input, dice: Dice) -> float:
    if item.whole or item.unit == "1 end, .5 mid, 0 start":
        steps = round((item.maximum - item.minimum) / item.step)
        value = item.minimum + item.step * dice.randint(0, steps)
        return float(round(value) if item.whole else value)
    below_maximum = math.nextafter(item.maximum, item.minimum)
    usual = (item.minimum, item.maximum, below_maximum, dice.uniform(item.minimum, item.maximum))
    odd = tuple(value for value in ODD if item.minimum <= value <= item.maximum)
    return dice.choice(usual + odd)


def random_items(dice: Dice) -> tuple[CustomItem, ...]:
    """Line items one resting on the other, with labels and unknown fields of all kinds."""
    items: list[CustomItem] = []
    last = "revenue"
    for number in range(dice.choice([0, 0, 1, 2, 5])):
        formula, unit = dice.choice(_FORMULAS)
        key = f"own_{number}{dice.choice(['', '_x', '_2'])}"
        items.append(
            CustomItem(
                key,
                f"{_shown_text(dice)}{number}",
                unit,
                dice.choice(KINDS),
                formula.format(key=key, last=last),
                dice.choice(["0", "12.5", "-1e-3", "opening_cash - 5"]) if unit == "$m" else "0",
                _shown_text(dice),
                _kept(dice),
            )
        )
        last = key if unit == "$m" else last
    return tuple(items)


def random_uncertainty(dice: Dice) -> Uncertainty:
    """Any distributions that can be, with few enough correlations that draws can have them."""
    keys = [key for key in catalogue().inputs if dice.random() < 0.1]
    distributions = tuple((key, _distribution(key, dice)) for key in keys)
    pairs = zip(keys[::2], keys[1::2], strict=False)
    correlations = []
    for pair in pairs:
        first, second = dice.sample(pair, 2)
        rank = dice.choice([1.0, -1.0, 0.0, -1 / 3, 5e-324, 0.1 + 0.2])
        correlations.append(Correlation(first, second, rank))
    return Uncertainty(
        distributions,
        tuple(correlations),
        dice.random() < 0.5,
        dice.choice([100, 10_000, 100_000]),
        dice.choice([0, 1, 2**31 - 1]),
    )


def _distribution(key: str, dice: Dice) -> Distribution:
    item = catalogue().inputs[key]
    kind = dice.choice(kinds_for(key)).key
    low, high = item.minimum, item.maximum
    part = (high - low) / dice.choice([1, 3, 7, 1e3])
    share = dice.choice([0.0, 1.0, 1 / 3, dice.random()])
    middle = dice.uniform(low, high)
    shapes: dict[str, dict[str, float]] = {
        "pert": {"low": low, "mode": dice.choice([low, low + part, middle]), "high": high},
        "triangular": {"low": high - part, "mode": high, "high": high},
        "normal": {"mean": middle, "sd": part},
        "normal_clipped": {"mean": middle, "sd": part, "low": low, "high": min(low + part, high)},
        "lognormal": {"mean": high, "sd": part},
        "uniform": {"low": low, "high": high},
        "discrete": {
            "value_1": high,
            "probability_1": share,
            "value_2": low,
            "probability_2": 1 - share,
        },
        "zero_or_geometric": {"p_zero": share, "mean": dice.uniform(1.5, high)},
        "one_event": {"p": share, "window": dice.choice([1.0, high])},
    }
    return Distribution(kind, tuple(shapes[kind].items()))


def _ranges(dice: Dice) -> tuple[tuple[str, Range], ...]:
    found = {}
    for key, item in catalogue().inputs.items():
        ends = sorted((_value(item, dice), _value(item, dice)))
        if dice.random() < 0.05 and ends[0] < ends[1]:
            found[key] = Range(*ends)
    return tuple(found.items())


def _goal(dice: Dice) -> Goal:
    figures = [key for key, each in catalogue().figures.items() if not each.listed]
    threshold = dice.choice([0.0, -0.0, 2.0, 1e300, *ODD])
    return Goal(dice.choice(figures), dice.choice(["<=", ">="]), threshold, dice.randint(0, 120))


def random_register(dice: Dice) -> Register:
    """Any contracts and quotes that a register holds; feeding no scenario."""
    numbers = dice.sample(range(100), dice.randint(0, 4))
    return Register(
        contracts=tuple(_contract(dice, f"{_shown_text(dice)}{number}") for number in numbers),
        quotes=tuple(_quote(dice, f"Q{number}") for number in numbers[::2]),
        kw_per_gpu=dice.choice([1.36, 0.1 + 0.2, 100.0]),
        borrowing_rate=dice.choice([None, 0.0, 0.3, 1 / 7]),
        planned_supplier=_shown_text(dice),
        studied=_shown_text(dice),
        as_of=dice.choice([None, _day(dice)]),
        watch=Watch(dice.choice([None, _day(dice)]), dice.choice([None, 1 / 3])),
        extra=_extra(dice),
    )


def _contract(dice: Dice, number: str) -> Contract:
    values: dict[str, Any] = {"start": _day(dice)}
    for key, column in register_columns().items():
        if key not in ("id", "start") and (column.kind == "money" or dice.random() < 0.7):
            values[key] = _cell(column, dice)
    values.setdefault("supplier", "")
    values.setdefault("term_months", 120)
    return Contract(id=number, **values, extra=_extra(dice))


def _cell(column: RegisterColumn, dice: Dice) -> Any:
    low, high = column.minimum or 0.0, column.maximum or 0.0
    usual = [low, high, math.nextafter(high, low), dice.uniform(low, high)]
    number = dice.choice([*usual, *(odd for odd in ODD if low <= odd <= high)])
    made: dict[str, Any] = {
        "text": _shown_text(dice),
        "whole": dice.randint(int(low), int(high)),
        "flag": dice.random() < 0.5,
        "unit": dice.choice(["", *CAPACITY_UNITS]),
        "schedule": ((1, number), (dice.randint(2, 120), dice.uniform(low, high))),
    }
    return made.get(column.kind, number)


def _quote(dice: Dice, number: str) -> Quote:
    return Quote(
        number,
        _shown_text(dice),
        _day(dice),
        dice.choice([0.0, 1e9, 1 / 3, 5e-324]),
        dice.choice(PRICE_UNITS),
        dice.choice([None, 0.1 + 0.2]),
        dice.choice(["", *CAPACITY_UNITS]),
        dice.choice([None, 1, 120]),
        _shown_text(dice),
        _shown_text(dice),
        dice.choice([None, _day(dice)]),
        _extra(dice),
    )


def _day(dice: Dice) -> date:
    return date(1900, 1, 1) + timedelta(days=dice.randint(0, 109_000))


def _sources(dice: Dice) -> tuple[Source, ...]:
    ids = dice.sample([1, 2, 3, 7, 99, 2**31 - 1], dice.choice([0, 0, 1, 3]))
    return tuple(
        Source(
            number, f"{_shown_text(dice)}{number}", _text(dice), f"{_text(dice)}\n\t", _kept(dice)
        )
        for number in ids
    )


def _attachments(dice: Dice, sources: tuple[Source, ...]) -> tuple[Attachment, ...]:
    keys = dice.sample(list(catalogue().inputs), dice.randint(0, 4)) if sources else []
    return tuple(Attachment(dice.choice(sources).id, key, _text(dice), _kept(dice)) for key in keys)


def _kept(dice: Dice) -> str:
    fields = dict(_extra(dice))
    return json.dumps(fields, ensure_ascii=False) if fields else ""


def _shown_text(dice: Dice) -> str:
    return "".join(sign for sign in _text(dice) if sign.isprintable())


def _actuals(dice: Dice) -> Actuals:
    months = dice.randint(1, 12)
    rows = {
        key: tuple(_amount(dice) for _ in range(months))
        for key in dice.sample(KEYS, dice.randint(1, len(KEYS)))
    }
    start = YearMonth(dice.randint(1900, 2200), dice.randint(1, 12))
    return Actuals(start, MappingProxyType(rows), _text(dice), _extra(dice))


def _amount(dice: Dice) -> float | None:
    return dice.choice([None, 0.0, -0.0, 1e15, -1e22, 1.7e308, *ODD, dice.uniform(-1e4, 1e4)])


def _extra(dice: Dice) -> MappingProxyType[str, Any]:
    """Fields that no version knows, in an order that no one sorted."""
    count = dice.choice([0, 0, 1, 3])
    return MappingProxyType({f"x{_text(dice)}{place}": _json(dice, 3) for place in range(count)})


def _json(dice: Dice, depth: int) -> Any:
    if depth and dice.random() < 0.5:
        parts = [_json(dice, depth - 1) for _ in range(dice.randint(0, 3))]
        return parts if dice.random() < 0.5 else {f"k{at}": part for at, part in enumerate(parts)}
    plain = [None, True, False, 0, 1, 1.0, -0.0, 2**53 + 1, -(10**80), 1.7e308, *ODD]
    return dice.choice([*plain, _text(dice), "\ud800", "\x00\n"])


def _text(dice: Dice) -> str:
    return "".join(dice.choice(_SIGNS) for _ in range(dice.randint(0, 12)))


def exact(project: Project) -> Any:
    """What a project says, so that equal means the same bits, kinds and order; not the ids."""
    reference, actuals = project.reference, project.actuals
    pinned = project.by_id(reference.id).scenario.name if reference.kind == "scenario" else None
    return (
        project.scenario.name,
        (reference.kind, pinned),
        [_exact_entry(entry) for entry in project.entries],
        actuals and _bits([str(actuals.start), dict(sorted(actuals.rows.items()))]),
        actuals and _bits([actuals.source, dict(actuals.extra)]),
        _bits([tuple(each) for each in (*project.items, *project.sources, *project.attachments)]),
        [entry.scenario.items == project.items for entry in project.entries],
        _bits(dict(project.extra)),
        _bits(_exact_uncertainty(project.uncertainty)),
        _bits([(key, tuple(each)) for key, each in project.ranges]),
        _bits(project.goal and tuple(project.goal)),
        _bits(_exact_register(project.register)),
        project.supply,
    )


def _exact_register(register: Register) -> Any:
    held: list[Contract | Quote] = [*register.contracts, *register.quotes]
    rows = [[_field(getattr(row, each.name)) for each in fields(row)] for row in held]
    settings = (register.kw_per_gpu, register.borrowing_rate, register.planned_supplier)
    days = (str(register.as_of), str(register.watch.last_look), register.watch.price)
    return (rows, settings, register.studied, days, dict(register.extra))


def _field(value: Any) -> Any:
    return dict(value) if isinstance(value, Mapping) else value


def _exact_uncertainty(made: Uncertainty | None) -> Any:
    if made is None:
        return None
    distributions = [(key, tuple(each)) for key, each in made.distributions]
    correlations = [tuple(each) for each in made.correlations]
    return (distributions, correlations, made.follows, made.draws, made.seed)


def _exact_entry(entry: Entry) -> Any:
    case = entry.scenario
    plain = (case.name, str(case.start), case.fiscal_start, case.preset, entry.colour)
    return (*plain, entry.ticked, _bits(dict(case.values)), _bits(dict(entry.extra)))


def _bits(value: Any) -> Any:
    if isinstance(value, float):
        return struct.pack("<d", value)
    if isinstance(value, dict):
        return [(key, _bits(each)) for key, each in value.items()]
    if isinstance(value, (list, tuple)):
        return [_bits(each) for each in value]
    return (type(value).__name__, value)
