"""The findings' own tables: what each case says and does, and the thresholds.

`cases.tsv` has a row for every case of every kind; `thresholds.tsv` says from where on something
is found and how severe it is.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, NamedTuple

from engine.contracts.finding import SEVERITIES
from engine.model.tables import read_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    Parts = tuple[tuple[str, str], ...]

LEVELS: Mapping[str, int] = {severity: place for place, severity in enumerate(SEVERITIES)}


class Case(NamedTuple):
    """One case of a kind. `place` is its row; kinds come in the order of their first cases.

    `message` and `action` are texts cut where a word is filled in: (text before, the word's
    name), the last name empty. The severity lies between `mildest` and `gravest`, places in
    `SEVERITIES`.
    """

    key: str
    kind: str
    label: str
    gravest: int
    mildest: int
    message: Parts
    action: Parts
    meaning: str
    place: int


@cache
def cases() -> Mapping[str, Case]:
    """Every case by key."""
    rows = read_rows(Path(__file__).with_name("cases.tsv"))
    return {row["key"]: _case(row, place) for place, row in enumerate(rows)}


@cache
def kinds() -> Mapping[str, str]:
    """Every kind of finding and its label, in order."""
    return {each.kind: each.label for each in cases().values()}


@cache
def thresholds() -> Mapping[str, float]:
    """Every threshold by key; units and meanings are in the table."""
    rows = read_rows(Path(__file__).with_name("thresholds.tsv"))
    return {row["key"]: float(row["value"]) for row in rows}


def _case(row: Mapping[str, str], place: int) -> Case:
    return Case(
        key=row["key"],
        kind=row["kind"],
        label=row["label"],
        gravest=LEVELS[row["most"]] if row["most"] else 0,
        mildest=LEVELS[row["least"]] if row["least"] else len(SEVERITIES) - 1,
        message=_parts(row["message"]),
        action=_parts(row["action"]),
        meaning=row["meaning"],
        place=place,
    )


def _parts(text: str) -> Parts:
    return tuple((before, name or "") for before, name, _, _ in Formatter().parse(text))
