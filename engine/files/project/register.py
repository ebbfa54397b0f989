"""The register of contracts in a project file: contracts, quotes, and what both are read with."""

from __future__ import annotations

from dataclasses import MISSING, fields
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from engine.contracts.contract import CAPACITY_UNITS, Contract
from engine.contracts.quote import PRICE_UNITS, Quote
from engine.contracts.register import EMPTY, KW_PER_GPU, Register, Watch
from engine.extra import NOTHING
from engine.files.days import YEARS
from engine.files.project.fields import extra_of, finite, records_of, text_of_field
from engine.files.project.json import ContentError, OneLine, is_number, plain, shown
from engine.files.register.columns import contract_table, most_text, quote_table
from engine.model.catalogue import MONTHS, catalogue
from engine.sources import text_fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from engine.contracts.contract import RegisterColumn
    from engine.files.register.columns import Table

FIELDS = ("register",)

_REGISTER_FIELDS = (
    *("contracts", "quotes", "kw_per_gpu", "borrowing_rate", "planned_supplier", "studied"),
    *("as_of", "watch"),
)
_WATCH_FIELDS = ("last_look", "price")
_MOST_KW = 1000.0
_MOST_PRICE = 1e9
_UNITS = {"unit": ("", *CAPACITY_UNITS), "price_unit": PRICE_UNITS}


def register_of(document: dict[str, Any]) -> Register:
    """The register; the empty one where none is given. Raises `ContentError`."""
    if "register" not in document:
        return EMPTY
    record = _object(document["register"], "register")
    place = "register, "
    text = "planned_supplier", "studied"
    supplier, studied = (_text(record, key, most_text("supplier"), place) for key in text)
    return Register(
        contracts=_rows(record, "contracts", contract_table(), Contract),
        quotes=_rows(record, "quotes", quote_table(), Quote),
        kw_per_gpu=_number(record, "kw_per_gpu", 0.0, _MOST_KW, place) or KW_PER_GPU,
        borrowing_rate=_rate(record, place),
        planned_supplier=supplier,
        studied=studied,
        as_of=_day(record, "as_of", place),
        watch=_watch(record, place),
        extra=_kept(record, _REGISTER_FIELDS, place),
    )


def register_record(register: Register) -> dict[str, Any]:
    """The values of the section, each contract and quote on a line of its own."""
    record: dict[str, Any] = {}
    if register.contracts:
        record["contracts"] = [_line(each, contract_table()) for each in register.contracts]
    if register.quotes:
        record["quotes"] = [_line(each, quote_table()) for each in register.quotes]
    for key in ("kw_per_gpu", "borrowing_rate", "planned_supplier", "studied", "as_of"):
        if (value := getattr(register, key)) != getattr(EMPTY, key):
            record[key] = _written(value)
    watch = {key: _written(getattr(register.watch, key)) for key in _WATCH_FIELDS}
    if held := {key: value for key, value in watch.items() if value is not None}:
        record["watch"] = held
    return record | dict(register.extra)


def _line(row: Contract | Quote, table: Table) -> OneLine:
    """What differs from the defaults."""
    defaults = _defaults(table.name)
    record = OneLine()
    for key in table.columns:
        value = getattr(row, key)
        default = defaults.get(key, MISSING)
        if value is default:
            continue
        if value != default or repr(value) != repr(default):  # -0.0 is not 0
            record[key] = _written(value)
    record.update(row.extra)
    return record


def _written(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [[month, plain(fee)] for month, fee in value]
    return plain(value) if isinstance(value, float) else value


@cache
def _defaults(table: str) -> dict[str, Any]:
    """By field, what is meant where nothing is given."""
    kind = Contract if table == "contract" else Quote
    return {each.name: each.default for each in fields(kind) if each.default is not MISSING}


# Rows --------------------------------------------------------------------------------------


def _rows(record: dict[str, Any], field: str, table: Table, kind: Any) -> tuple[Any, ...]:
    """Contracts or quotes, each id once."""
    defaults = _defaults(table.name)
    seen: set[str] = set()
    found = []
    try:
        records = records_of(record, field, table.most)
    except ContentError as error:
        raise ContentError(f"register, {error}") from None
    for number, each in enumerate(records, start=1):
        place = f"{table.name} {number}"
        given = [key for key in each if key in table.columns]
        needed = [key for key in table.columns if key not in defaults and key not in each]
        values = {
            key: _value(each, table.columns[key], defaults, place) for key in (*given, *needed)
        }
        if not values["id"].strip():
            raise ContentError(f"{place}, id: it is empty; allowed: each id once")
        if values["id"] in seen:
            raise ContentError(f"two {table.name}s have the id {shown(values['id'])}")
        seen.add(values["id"])
        extra = _kept(each, table.columns, f"{place}, ") if len(given) < len(each) else NOTHING
        found.append(kind(**values, extra=extra))
    return tuple(found)


def _value(
    record: dict[str, Any], column: RegisterColumn, defaults: Mapping[str, Any], place: str
) -> Any:
    """A field's value; null where the default is."""
    if record.get(column.key) is None and defaults.get(column.key, "") is None:
        return None
    return _READERS[column.kind](record, column, f"{place}, ")


def _text_value(record: dict[str, Any], column: RegisterColumn, place: str) -> str:
    return _text(record, column.key, most_text(column.key), place)


def _text(record: dict[str, Any], key: str, most: int, place: str) -> str:
    text = text_of_field(record, key, most, "" if key not in ("id",) else None, place[:-2])
    if not text.isprintable() and (fault := text_fault(key, text, most)):
        raise ContentError(f"{place}{key}: {fault}")
    return text


def _day_value(record: dict[str, Any], column: RegisterColumn, place: str) -> date:
    day = _day(record, column.key, place)
    if day is None:
        raise ContentError(f"{place}{column.key}: nothing is there; allowed: a day, 2026-04-01")
    return day


def _day(record: dict[str, Any], key: str, place: str) -> date | None:
    value = record.get(key)
    if value is None:
        return None
    try:
        day = date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        day = None
    if day is None or day.year not in YEARS:
        fault = f"{shown(value)} is not a day; allowed: a day such as 2026-04-01"
        raise ContentError(f"{place}{key}: {fault}")
    return day


def _whole(record: dict[str, Any], column: RegisterColumn, place: str) -> int:
    return int(_within(record.get(column.key), column, place, whole=True))


def _float(record: dict[str, Any], column: RegisterColumn, place: str) -> float:
    return _within(record.get(column.key), column, place)


def _within(value: Any, column: RegisterColumn, place: str, *, whole: bool = False) -> float:
    low, high = column.minimum or 0.0, column.maximum or 0.0
    if is_number(value) and low <= value <= high and (not whole or value == int(value)):
        return float(value)
    kind = "a whole number" if whole else "a number"
    fault = f"{shown(value)} is not allowed; allowed: {kind} from {low:g} to {high:g}"
    raise ContentError(f"{place}{column.key}: {fault}")


def _flag(record: dict[str, Any], column: RegisterColumn, place: str) -> bool:
    value = record.get(column.key)
    if isinstance(value, bool):
        return value
    fault = f"{shown(value)} is not allowed; allowed: true, false"
    raise ContentError(f"{place}{column.key}: {fault}")


def _unit(record: dict[str, Any], column: RegisterColumn, place: str) -> str:
    value, known = record.get(column.key), _UNITS[column.kind]
    if isinstance(value, str) and value in known:
        return value
    fault = f"{shown(value)} is not allowed; allowed: {', '.join(filter(None, known))}"
    raise ContentError(f"{place}{column.key}: {fault}")


def _schedule(
    record: dict[str, Any], column: RegisterColumn, place: str
) -> tuple[tuple[int, float], ...]:
    value = record.get(column.key)
    steps = value if isinstance(value, list) else [value]
    where = f"{place}{column.key}"
    pairs = [each for each in steps if isinstance(each, list) and len(each) == 2]
    if len(steps) > MONTHS or len(pairs) < len(steps):
        raise ContentError(f"{where}: allowed: a list of pairs of a month and a fee ($m)")
    found = tuple((_month(month, where), _within(fee, column, place)) for month, fee in pairs)
    months = [month for month, _ in found]
    if months[:1] not in ([1], []) or months != sorted(set(months)):
        raise ContentError(f"{where}: allowed: months that rise, the first of them 1")
    return found


def _month(value: Any, place: str) -> int:
    if is_number(value) and 1 <= value <= MONTHS and value == int(value):
        return int(value)
    raise ContentError(f"{place}: {shown(value)} is not allowed; allowed: months 1 to {MONTHS}")


_READERS = {
    "text": _text_value,
    "date": _day_value,
    "whole": _whole,
    "money": _float,
    "number": _float,
    "share": _float,
    "price": _float,
    "flag": _flag,
    "unit": _unit,
    "price_unit": _unit,
    "schedule": _schedule,
}


# Settings ----------------------------------------------------------------------------------


def _object(record: Any, place: str) -> dict[str, Any]:
    if not isinstance(record, dict):
        raise ContentError(f"{place}: {shown(record)} is not an object")
    return record


def _number(record: dict[str, Any], key: str, low: float, high: float, place: str) -> float | None:
    if record.get(key) is None:
        return None
    value = finite(record[key], f"{place}{key}", f"a number above {low:g}, up to {high:g}")
    if not low < value <= high:
        fault = f"{shown(record[key])} is not allowed; allowed: above {low:g}, up to {high:g}"
        raise ContentError(f"{place}{key}: {fault}")
    return value


def _rate(record: dict[str, Any], place: str) -> float | None:
    value = record.get("borrowing_rate")
    known = catalogue().inputs["borrowing_rate"]
    if value is None or (is_number(value) and known.minimum <= value <= known.maximum):
        return None if value is None else float(value)
    limits = f"{known.minimum:g} to {known.maximum:g}"
    raise ContentError(f"{place}borrowing_rate: {shown(value)} is not allowed; allowed: {limits}")


def _watch(record: dict[str, Any], place: str) -> Watch:
    if "watch" not in record:
        return EMPTY.watch
    held = _object(record["watch"], f"{place}watch")
    where = f"{place}watch, "
    for key in held:
        if key not in _WATCH_FIELDS:
            known = ", ".join(_WATCH_FIELDS)
            raise ContentError(f"{where}unknown field {shown(key)}; allowed: {known}")
    return Watch(_day(held, "last_look", where), _number(held, "price", 0.0, _MOST_PRICE, where))


def _kept(record: dict[str, Any], known: Iterable[str], place: str) -> Mapping[str, Any]:
    found = extra_of(record, tuple(known), place)
    return found or NOTHING
