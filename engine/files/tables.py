"""Every line item by month as comma-separated text, for spreadsheets, pandas and scripts."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from engine.files.atomic import replacing
from engine.model.catalogue import MONTHS

if TYPE_CHECKING:
    from pathlib import Path

    from engine.evaluate import Result


def write_csv(path: Path, result: Result) -> None:
    """Writes `csv_text`, whole or not at all. Raises `FileError`."""
    with replacing(path) as temporary:
        temporary.write_text(csv_text(result), encoding="utf-8", newline="\n")


def csv_text(result: Result) -> str:
    """A header, then one row a month: month, date (`2026-04`), quarter, the line items.

    The column `month` is the first line item, so each of the 106 stands there once; custom
    line items come last. Values are in the catalogue's units and read back as the same
    floats; a cell is empty where a custom line item has no value.
    """
    keys = [key for key in result.model.line_items if key != "month"]
    columns = [
        _numbers(result, "month"),
        [str(result.scenario.start.plus(place)) for place in range(MONTHS)],
        _quarters(result),
        *(_numbers(result, key) for key in keys),
    ]
    header = ["month", "date", "quarter", *keys]
    # No cell holds a comma, a quote or a line break, so nothing needs quoting.
    return "".join(",".join(row) + "\n" for row in (header, *zip(*columns, strict=True)))


def _numbers(result: Result, key: str) -> list[str]:
    return [
        "" if math.isnan(value) else repr(value).removesuffix(".0")
        for value in result.row(key).tolist()
    ]


def _quarters(result: Result) -> list[str]:
    """Each month's quarter, named after the month in which the model ends it.

    `quarter_phase` can be set apart from the calendar; then the model's quarters count.
    """
    start, fiscal_start = result.scenario.start, result.scenario.fiscal_start
    ends = [place + 3 - int(of_three) for place, of_three in enumerate(result.row("quarter_month"))]
    return [start.plus(place).quarter(fiscal_start) for place in ends]
