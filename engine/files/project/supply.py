"""The contracts that feed a project's scenarios, in its file: rows by calendar month.

They are written as they are, not only what they were made of: a workbook that was opened has
contracts and no register, and a file must keep its numbers when a later version computes others.

    "supply": {"first": "2024-01", "months": 200, "contracts": 25, "notes": ["..."],
        "parts": [{"id": "C-7", "supplier": "Ada", "service": "GPUs",
            "rows": {"ending_firm_fee": {"from": 3, "values": [12.5, 12.5]}}}],
        "shares": {"ending_own_share": {"from": 3, "values": [0.25, 0.25]}}}

Months that are not given are 0; `from` counts from 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from engine.calendar import parse_year_month
from engine.files.project.fields import finite, records_of, text_of_field, whole_of
from engine.files.project.json import ContentError, OneLine, shown
from engine.model.supplied import Part, given_rows, summed_rows, supply_from

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.formula.values import Array
    from engine.model.supplied import Supply

FIELD = "supply"
MOST_PARTS, MOST_MONTHS, MOST_NOTES, MOST_TEXT = 200, 1000, 50, 5000
_TEXTS = ("id", "supplier", "service")
_MOST = 1e12


def supply_record(supply: Supply) -> dict[str, Any]:
    """What `supply_of_document` reads again."""
    table = supply.table()
    shares = {key: row for key, row in zip(given_rows(), table, strict=True) if key in _shares()}
    return {
        "first": str(supply.first),
        "months": table.shape[1],
        "contracts": supply.contracts,
        "notes": list(supply.notes),
        "parts": [
            {
                "id": part.id,
                "supplier": part.supplier,
                "service": part.service,
                "rows": _written(zip(summed_rows(), part.table(), strict=True)),
            }
            for part in supply.parts
        ],
        "shares": _written(shares.items()),
    }


def supply_of_document(document: dict[str, Any]) -> Supply | None:
    """None where a file has no such field. Raises `ContentError`."""
    if FIELD not in document:
        return None
    record = document[FIELD]
    if not isinstance(record, dict):
        raise ContentError(f"{FIELD}: {shown(record)} is not an object with first and parts")
    months = whole_of(record, "months", range(1, MOST_MONTHS + 1), None, FIELD)
    try:
        first = parse_year_month(str(record.get("first")))
    except ValueError:
        fault = f"{shown(record.get('first'))} is not a month; allowed: a month such as 2026-04"
        raise ContentError(f"{FIELD}, first: {fault}") from None
    shares = _read(record.get("shares", {}), _shares(), months, f"{FIELD}, shares")
    return supply_from(
        first,
        [_part(each, months) for each in records_of(record, "parts", MOST_PARTS)],
        dict(zip(_shares(), shares, strict=True)),
        whole_of(record, "contracts", range(10**9), 0, FIELD),
        _notes(record.get("notes", [])),
    )


def _shares() -> tuple[str, ...]:
    return tuple(key for key in given_rows() if key not in summed_rows())


def _written(rows: Iterable[tuple[str, Array]]) -> dict[str, Any]:
    """From the first month to the last that are not 0."""
    found = {}
    for key, row in rows:
        places = np.flatnonzero(row)
        if places.size:
            first, last = int(places[0]), int(places[-1])
            found[key] = OneLine({"from": first + 1, "values": row[first : last + 1].tolist()})
    return found


def _part(record: dict[str, Any], months: int) -> Part:
    place = f"{FIELD}, parts"
    key, supplier, service = (
        text_of_field(record, field, MOST_TEXT, "", place) for field in _TEXTS
    )
    rows = _read(record.get("rows", {}), summed_rows(), months, f"{place}, rows")
    return Part(key, supplier, service, rows.tobytes())


def _read(record: Any, keys: tuple[str, ...], months: int, place: str) -> Array:
    """(keys, months)."""
    if not isinstance(record, dict):
        raise ContentError(f"{place}: {shown(record)} is not an object with rows by key")
    found = np.zeros((len(keys), months))
    for key, row in record.items():
        if key not in keys:
            raise ContentError(f"{place}: unknown row {shown(key)}; allowed: {', '.join(keys)}")
        where = f"{place}.{key}"
        if not isinstance(row, dict) or not isinstance(row.get("values"), list):
            raise ContentError(f"{where}: allowed: an object with from and values")
        first = whole_of(row, "from", range(1, months + 1), 1, where)
        values = row["values"]
        if len(values) > months - first + 1:
            raise ContentError(f"{where}: {len(values)} months; allowed: to month {months}")
        for month, value in enumerate(values, start=first):
            number = finite(value, f"{where}, month {month}", f"0 to {_MOST:g}")
            if not 0 <= number <= _MOST:
                fault = f"{shown(value)} is not allowed; allowed: 0 to {_MOST:g}"
                raise ContentError(f"{where}, month {month}: {fault}")
            found[keys.index(key), month - 1] = number
    return found


def _notes(notes: Any) -> tuple[str, ...]:
    if not isinstance(notes, list) or len(notes) > MOST_NOTES:
        raise ContentError(f"{FIELD}, notes: allowed: a list of up to {MOST_NOTES} texts")
    if not all(isinstance(each, str) and len(each) <= MOST_TEXT for each in notes):
        raise ContentError(f"{FIELD}, notes: allowed: texts of up to {MOST_TEXT} characters")
    return tuple(notes)
