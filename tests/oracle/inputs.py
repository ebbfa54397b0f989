"""Defaults, ranges, presets and random scenarios, from the project's own input tables."""

from __future__ import annotations

import csv
import random
from functools import cache
from pathlib import Path

from .base import MONTHS, Values

_ROOT = Path(__file__).resolve().parents[2]
_INPUTS = _ROOT / "engine" / "model" / "tables" / "inputs.tsv"
_PRESETS = _ROOT / "resources" / "presets.tsv"

_WHOLE_UNITS = ("0/1", "#", "+1/-1")
_COUNTED_IN_MONTHS = ("month", "contract month")

# 0 in these means "does not happen", which a uniform draw would almost never give.
_EVENTS = ("exit_notice_month", "supplier_exit_month", "stepdown_month", "outage_start_month")
_OFTEN_OFF = (
    "prepay_pct",
    "clawback_pct",
    "list_discount",
    "flex_capacity_pct",
    "makeup_pct",
    "exclusivity_pct",
    "resale_pct",
    "termination_fee_months",
    "notice_months",
    "lockin_months",
    "ramp_months",
    "delivery_delay_months",
    "switching_cost",
    "funding_raise",
)
_CONTRACT_GROUPS = ("Headline", "Commitment", "Exit terms")


@cache
def _table() -> tuple[dict[str, str], ...]:
    with _INPUTS.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file, delimiter="\t"))


def defaults() -> Values:
    """Every input at the value of the preset `as_reported`."""
    return {row["key"]: float(row["default"]) for row in _table()}


def ranges() -> dict[str, tuple[float, float]]:
    """The smallest and largest value each input may take."""
    return {row["key"]: (float(row["minimum"]), float(row["maximum"])) for row in _table()}


def whole_numbers() -> frozenset[str]:
    """The inputs that take whole numbers only: months counted, flags, counts and the sign."""
    return frozenset(
        row["key"]
        for row in _table()
        if row["unit"] in _WHOLE_UNITS or row["unit"].startswith(_COUNTED_IN_MONTHS)
    )


def presets() -> dict[str, Values]:
    """Each preset as a complete set of inputs: the defaults with its differences applied."""
    result: dict[str, Values] = {}
    with _PRESETS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            values = result.setdefault(row["preset"], defaults())
            if row["input"]:
                values[row["input"]] = float(row["value"])
    return result


def random_inputs(seed: int) -> Values:
    """A random scenario inside the ranges whose contract fits the timeline.

    The seed also picks the style in turn: uniform in the ranges; the defaults with a few inputs
    changed; values at the ends of their ranges; an ordinary business with an unusual contract;
    and a preset with a few inputs changed.
    """
    draw = random.Random(seed)  # noqa: S311 (scenarios, not secrets)
    style = seed % 5
    if style == 0:
        values = {key: _uniform(draw, key) for key in ranges()}
    elif style == 1:
        values = _few_changed(draw, defaults())
    elif style == 2:
        values = _extreme(draw)
    elif style == 3:
        values = _unusual_contract(draw)
    else:
        every = presets()
        values = _few_changed(draw, every[draw.choice(sorted(every))])
    if style in (0, 2, 3):
        _mix_in_absences(draw, values)
    if style != 1 and draw.random() < 0.35:
        _let_hours_stand_idle(draw, values)
    _fit_timeline(draw, values)
    if draw.random() < 0.25:
        _end_early(draw, values)
    if style != 1:
        _bring_events_inside(draw, values)
    return values


def _uniform(draw: random.Random, key: str) -> float:
    low, high = ranges()[key]
    if key == "payment_direction":
        return draw.choice((1.0, 1.0, 1.0, -1.0))
    if key == "npv_timing":
        return draw.choice((0.0, 0.5, 1.0))
    if key in whole_numbers():
        return float(draw.randint(int(low), int(high)))
    return draw.uniform(low, high)


def _end(draw: random.Random, key: str) -> float:
    if key in ("payment_direction", "npv_timing"):
        return _uniform(draw, key)
    return draw.choice(ranges()[key])


def _few_changed(draw: random.Random, start: Values) -> Values:
    values = dict(start)
    for key in draw.sample(sorted(values), draw.randint(1, 12)):
        values[key] = _uniform(draw, key)
    return values


def _extreme(draw: random.Random) -> Values:
    share = draw.choice((0.25, 0.5, 0.9, 1.0))
    values = defaults() if draw.random() < 0.5 else {key: _uniform(draw, key) for key in ranges()}
    for key in values:
        if draw.random() < share:
            values[key] = _end(draw, key)
    return values


def _unusual_contract(draw: random.Random) -> Values:
    values = defaults()
    for row in _table():
        if row["group"] in _CONTRACT_GROUPS or draw.random() < 0.15:
            values[row["key"]] = _uniform(draw, row["key"])
    return values


def _mix_in_absences(draw: random.Random, values: Values) -> None:
    for key in _EVENTS:
        if draw.random() < 0.4:
            values[key] = 0.0
    for key in _OFTEN_OFF:
        if draw.random() < 0.3:
            values[key] = 0.0
    if draw.random() < 0.1:
        values["committed_gpus"] = 0.0
    if draw.random() < 0.1:
        values["take_or_pay_pct"] = 1.0


def _let_hours_stand_idle(draw: random.Random, values: Values) -> None:
    """Little to compute, so that shortfall, make-up hours and resale occur."""
    share = draw.choice((0.0, 0.0001, 0.001, 0.01, 0.1))
    for key in ("compute_intensity", "opening_training_hours"):
        values[key] *= share


def _end_early(draw: random.Random, values: Values) -> None:
    """Notice within the term by one side, under terms that let it take effect."""
    key = draw.choice(("exit_notice_month", "exit_notice_month", "supplier_exit_month"))
    term = int(values["term_months"])
    values[key] = _whole_inside(draw, key, 1, term)
    values["lockin_months"] = _whole_inside(draw, "lockin_months", 0, term // 2)
    values["notice_months"] = _whole_inside(draw, "notice_months", 0, term // 3)


def _fit_timeline(draw: random.Random, values: Values) -> None:
    if draw.random() < 0.4:
        values["contract_start_month"] = ranges()["contract_start_month"][0]
    renewal = values["auto_renew"] * values["renewal_months"]
    room = MONTHS - (values["contract_start_month"] - 1) - renewal
    values["term_months"] = min(values["term_months"], room)


def _bring_events_inside(draw: random.Random, values: Values) -> None:
    """Most events would fall after a short contract's end; move most of them inside it."""
    life = int(values["term_months"] + values["auto_renew"] * values["renewal_months"])
    for key in ("exit_notice_month", "supplier_exit_month", "stepdown_month"):
        if values[key] > life and draw.random() < 0.8:
            values[key] = _whole_inside(draw, key, 1, life)
    for key in ("lockin_months", "notice_months"):
        if values[key] > life / 3 and draw.random() < 0.6:
            values[key] = _whole_inside(draw, key, 0, life // 3)
    if values["outage_start_month"] > life and draw.random() < 0.8:
        first = int(values["contract_start_month"])
        values["outage_start_month"] = _whole_inside(draw, "outage_start_month", first, life)


def _whole_inside(draw: random.Random, key: str, low: int, high: int) -> float:
    return float(draw.randint(low, max(low, min(high, int(ranges()[key][1])))))
