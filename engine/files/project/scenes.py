"""The scenes of a presentation in a project file; each names its scenario."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.files.project.fields import records_of, text_of_field
from engine.files.project.json import ContentError, kept_fields, kept_text, shown, unknown_fields
from engine.scene import MAX_CHARTS, MAX_NAME, MAX_NOTES, MAX_SCENES, MAX_TEXT, Scene

if TYPE_CHECKING:
    from collections.abc import Mapping

FIELD = "scenes"

_FIELDS = ("scenario", "page", "view", "charts", "text", "notes")


def scene_record(scene: Scene, scenario: str) -> dict[str, Any]:
    """One scene as it is written; `scenario` is the name of its scenario."""
    record = scene._asdict() | {"scenario": scenario, "charts": list(scene.charts)}
    return record | kept_fields(record.pop("extra"))


def scenes_of(document: dict[str, Any], ids: Mapping[str, int]) -> tuple[Scene, ...]:
    """The scenes; `ids` are those of the scenarios by name. Raises `ContentError`."""
    records = records_of(document, FIELD, MAX_SCENES)
    return tuple(_scene(record, number, ids) for number, record in enumerate(records, start=1))


def _scene(record: dict[str, Any], number: int, ids: Mapping[str, int]) -> Scene:
    place = f"scene {number}"
    name = record.get("scenario")
    if not isinstance(name, str) or name not in ids:
        fault = "is none; allowed: the name of one of the scenarios"
        raise ContentError(f"{place}, scenario: {shown(name)} {fault}")
    text = text_of_field(record, "text", MAX_TEXT, "", place)
    if len(text.splitlines()) > 1:
        raise ContentError(f"{place}, text: {shown(text)} is not allowed; allowed: one line")
    return Scene(
        ids[name],
        text_of_field(record, "page", MAX_NAME, None, place),
        text_of_field(record, "view", MAX_NAME, "", place),
        _charts(record.get("charts", []), place),
        text,
        text_of_field(record, "notes", MAX_NOTES, "", place),
        kept_text(unknown_fields(record, _FIELDS, f"{place}, ")),
    )


def _charts(names: Any, place: str) -> tuple[str, ...]:
    allowed = f"allowed: a list of up to {MAX_CHARTS} names, each once"
    if not isinstance(names, list) or len(names) > MAX_CHARTS:
        raise ContentError(f"{place}, charts: {allowed}")
    if not all(isinstance(name, str) and 1 <= len(name) <= MAX_NAME for name in names):
        raise ContentError(f"{place}, charts: {allowed}")
    if len(set(names)) < len(names):
        raise ContentError(f"{place}, charts: {allowed}")
    return tuple(names)
