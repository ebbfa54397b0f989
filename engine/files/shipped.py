"""What ships with Tenor: the presets and the claims of the sources, from `resources`."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

import resources

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.scenario import Scenario

DEFAULT_PRESET = "as_reported"


class Preset(NamedTuple):
    """A scenario that ships with Tenor, as what differs from the defaults.

    `changes` is by input, in the catalogue's units; `story` says where it comes from.
    """

    id: str
    name: str
    story: str
    changes: Mapping[str, float]


@cache
def presets() -> Mapping[str, Preset]:
    """Every preset by its id, in the order of the table. Needs no model."""
    changes: dict[str, dict[str, float]] = {}
    for row in _rows("presets"):
        found = changes.setdefault(row["preset"], {})
        if row["input"]:
            found[row["input"]] = float(row["value"])
    stories = {row["preset"]: row for row in _rows("preset_stories")}
    return MappingProxyType(
        {
            key: Preset(key, stories[key]["name"], stories[key]["story"], MappingProxyType(found))
            for key, found in changes.items()
        }
    )


@cache
def preset_scenario(key: str) -> Scenario:
    """The scenario of a preset. Raises `KeyError` for one that doesn't ship."""
    from engine.scenario import scenario  # here, not above: listing presets needs no model

    preset = presets()[key]
    return scenario(preset.name, preset.changes, preset=preset.id)


def claims() -> list[dict[str, str]]:
    """The claims of the sources, one a row: id, claim, value, document and so on."""
    return _rows("claims")


def _rows(table: str) -> list[dict[str, str]]:
    """A shipped table by column. Cells may be quoted, with quotes doubled, as csv does."""
    path = Path(resources.__file__).with_name(f"{table}.tsv")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", restval=""))
