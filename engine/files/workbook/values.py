"""Stored values of a workbook's cells as what a scenario takes, or why they can't be."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_DOWN, ROUND_UP, Decimal
from functools import cache, partial
from typing import TYPE_CHECKING

from engine.calendar import YearMonth, parse_year_month
from engine.files.reading import name_fault, nearest
from engine.files.shipped import preset_scenario, presets
from engine.model.shape import Shape
from engine.model.switch import OFF
from engine.scenario import InputError, Scenario, allowed, check_number, with_supply

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from engine.model.catalogue import Input
    from engine.model.supplied import Supply

# A scenario's name, preset's key, start, first month of the fiscal year, or an input.
Value = str | float | YearMonth

NAME, PRESET, START, FISCAL_START = (
    "scenario_name",
    "scenario_preset",
    "start_month",
    "fiscal_start",
)
SETTINGS: Mapping[str, str] = {
    NAME: "Scenario",
    PRESET: "Began as preset",
    START: "Start month",
    FISCAL_START: "Start of fiscal year",
}
_MONTH_RANGE = "allowed: whole numbers 1 to 12"
_FIRST_DAY = date(1899, 12, 30)  # day 0 of a spreadsheet's dates
_BREAKS = re.compile(r"[\r\n\t]+")


class CellValueError(ValueError):
    """A stored value that can't be taken. The message says which and what is allowed."""


def converted(key: str, value: object) -> Value:
    """A cell's value as what `key` takes. Raises `CellValueError`."""
    return _conversions()[key](value)


@cache
def keys(*, supplied: bool = False) -> tuple[str, ...]:
    """What a scenario consists of: the settings, then the inputs."""
    return (*SETTINGS, *Shape(supplied=supplied).model.inputs)


def known_inputs() -> Mapping[str, Input]:
    """All that a workbook's inputs may be."""
    return Shape(supplied=True).model.inputs


def label(key: str) -> str:
    return SETTINGS[key] if key in SETTINGS else known_inputs()[key].label


def assembled(values: Mapping[str, Value], supply: Supply | None = None) -> Scenario:
    """The scenario of all `keys`, each converted; fed by contracts where there are some."""
    plain = preset_scenario(str(values[PRESET]))
    if supply is not None:
        plain = with_supply(plain, supply, OFF)
    changes = {
        key: _restored(value, plain.values[key])
        for key in plain.values
        if isinstance(value := values[key], float)
    }
    start, fiscal_start = values[START], values[FISCAL_START]
    assert isinstance(start, YearMonth)
    assert isinstance(fiscal_start, (int, float))
    changed = plain.with_values(changes)
    return replace(changed, name=str(values[NAME]), start=start, fiscal_start=int(fiscal_start))


def as_text(value: object) -> str:
    """What a name's cell says: a name such as 2027 may have been stored as a number."""
    if isinstance(value, float) and value.is_integer():
        return f"{value:.0f}"
    return "" if value is None else str(value)


def _restored(value: float, preset: float) -> float:
    """The preset's value where it was only cut: LibreOffice saves 15 digits, others 16.

    Of two nearly as near LibreOffice takes either.
    """
    if value == preset or not math.isclose(value, preset, rel_tol=1e-13):
        return value
    exact = Decimal(repr(preset))
    for digits in (15, 16):
        unit = Decimal(1).scaleb(exact.adjusted() - digits + 1)
        if value in (float(exact.quantize(unit, way)) for way in (ROUND_DOWN, ROUND_UP)):
            return preset
    return value


@cache
def _conversions() -> Mapping[str, Callable[[object], Value]]:
    settings: dict[str, Callable[[object], Value]] = {
        NAME: _name,
        PRESET: _preset,
        START: month_of,
        FISCAL_START: _fiscal_start,
    }
    inputs = {key: partial(_input, item) for key, item in known_inputs().items()}
    return settings | inputs


def _input(item: Input, value: object) -> float:
    number = _number(value, allowed(item))
    try:
        return check_number(item, number)
    except InputError as error:
        raise CellValueError(error.fault) from None


def _number(value: object, range_text: str) -> float:
    if value is None:
        raise CellValueError(f"has no stored value; {range_text}")
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise CellValueError(f"{shown(value)} is not a number; {range_text}")
    try:
        return float(value)
    except OverflowError:
        raise CellValueError(f"the number is too large; {range_text}") from None


def _name(value: object) -> str:
    name = _BREAKS.sub(" ", as_text(value)).strip()
    if fault := name_fault(name):
        raise CellValueError(fault)
    return name


def _preset(value: object) -> str:
    key = "" if value is None else str(value).strip()
    if key not in presets():
        known = ", ".join(presets())
        raise CellValueError(f"{shown(key)} is not a preset{nearest(key, presets())}; {known}")
    return key


def month_of(value: object) -> YearMonth:
    """A date, a date's number, or text such as 2026-04. Raises `CellValueError`."""
    if value is None:
        raise CellValueError("has no stored value; allowed: a date from 1900 to 2200")
    try:
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            value = _FIRST_DAY + timedelta(days=int(value))
        if isinstance(value, date):
            value = f"{value.year:04d}-{value.month:02d}"
        return parse_year_month(str(value))
    except (ValueError, OverflowError):
        fault = f"{shown(value)} is not a month; allowed: a date from 1900 to 2200"
        raise CellValueError(fault) from None


def _fiscal_start(value: object) -> float:
    number = _number(value, _MONTH_RANGE)
    if number not in range(1, 13):
        raise CellValueError(f"{number:g} is not allowed; {_MONTH_RANGE}")
    return number


def shown(value: object) -> str:
    """A cell's value for a message, never more than a few words."""
    text = repr(value) if isinstance(value, (str, bool, int, float)) else f"'{value}'"
    return text if len(text) <= 60 else f"{text[:57]}..."
