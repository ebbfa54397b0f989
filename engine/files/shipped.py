"""What ships with Tenor: presets, claims, what links them, and readings, from `resources`."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

import resources

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from engine.scenario import Scenario

DEFAULT_PRESET = "as_reported"


EVIDENCE = "E"  # how the ids of outside evidence begin; the articles' claims begin with C
_NONE, _SAME = "-", "same"  # cells of the table of claims


class Preset(NamedTuple):
    """A scenario that ships with Tenor, as what differs from the defaults.

    `changes` is by input, in the catalogue's units; `story` says where it comes from.
    """

    id: str
    name: str
    story: str
    changes: Mapping[str, float]


class Claim(NamedTuple):
    """What a source says, as it was reported and unverified. `value` may be empty."""

    id: str
    text: str
    value: str
    document: str
    attributed_to: str


class Conflict(NamedTuple):
    """Two claims that contradict one another. Twice the same: sources disagree on that claim."""

    first: str
    second: str
    reason: str

    def other(self, claim: str) -> str:
        """The one that contradicts `claim`."""
        return self.first if claim == self.second else self.second


class ClaimLinks(NamedTuple):
    """What claims have to do with one another and with the inputs, by their ids.

    `topics` are claims by topic, each claim once; `inputs` claims by the input that they
    speak of. `notes` are remarks that are no conflict. `nothing` says of a claim why it
    implies nothing that could be computed; all others have a reading.
    """

    topics: Mapping[str, tuple[str, ...]]
    conflicts: tuple[Conflict, ...]
    inputs: Mapping[str, tuple[str, ...]]
    notes: Mapping[str, str]
    nothing: Mapping[str, str]


class ClaimReading(NamedTuple):
    """What claims would mean for the inputs.

    A preset, of which `inputs` repeats what the claims themselves say; or, where `preset` is
    empty, `inputs` are all that differs from the defaults.
    """

    id: str
    label: str
    sentence: str
    claims: tuple[str, ...]
    preset: str
    inputs: Mapping[str, float]


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


@cache
def claim_list() -> Mapping[str, Claim]:
    """The claims by id, in the order of the table. One attributed "same" is as the one above."""
    found: dict[str, Claim] = {}
    attributed = ""
    for row in claims():
        attributed = attributed if row["attributed_to"] == _SAME else row["attributed_to"]
        value = "" if row["value"] == _NONE else row["value"]
        found[row["id"]] = Claim(row["id"], row["claim"], value, row["document"], attributed)
    return MappingProxyType(found)


@cache
def claim_links() -> ClaimLinks:
    """What the claims have to do with one another and with the inputs."""
    kinds: dict[str, list[dict[str, str]]] = {}
    for row in _rows("claim_links"):
        kinds.setdefault(row["kind"], []).append(row)
    return ClaimLinks(
        topics=_grouped(kinds["topic"]),
        conflicts=tuple(
            Conflict(row["claim"], row["other"], row["text"]) for row in kinds["conflict"]
        ),
        inputs=_grouped(kinds["input"]),
        notes=MappingProxyType({row["claim"]: row["text"] for row in kinds["note"]}),
        nothing=MappingProxyType({row["claim"]: row["text"] for row in kinds["nothing"]}),
    )


@cache
def readings() -> Mapping[str, ClaimReading]:
    """Every reading by its id, in the order of the table."""
    return MappingProxyType(
        {
            row["id"]: ClaimReading(
                id=row["id"],
                label=row["label"],
                sentence=row["sentence"],
                claims=tuple(row["claims"].split()),
                preset=row["preset"],
                inputs=MappingProxyType(
                    {
                        key: float(value)
                        for key, value in (cell.split("=") for cell in row["inputs"].split())
                    }
                ),
            )
            for row in _rows("readings")
        }
    )


def reading_changes(reading: ClaimReading) -> Mapping[str, float]:
    """What a reading makes of the defaults: its own inputs, or its preset's changes."""
    return presets()[reading.preset].changes if reading.preset else reading.inputs


@cache
def reading_scenario(key: str) -> Scenario:
    """The scenario of a reading. Raises `KeyError` for one that doesn't ship."""
    from engine.scenario import scenario

    reading = readings()[key]
    if reading.preset:
        return preset_scenario(reading.preset)
    return scenario(reading.label, reading.inputs)


def _grouped(rows: Iterable[dict[str, str]]) -> Mapping[str, tuple[str, ...]]:
    """The claims of some links by what they are linked to."""
    found: dict[str, tuple[str, ...]] = {}
    for row in rows:
        found[row["other"]] = (*found.get(row["other"], ()), row["claim"])
    return MappingProxyType(found)


def _rows(table: str) -> list[dict[str, str]]:
    """A shipped table by column. Cells may be quoted, with quotes doubled, as csv does."""
    path = Path(resources.__file__).with_name(f"{table}.tsv")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", restval=""))
