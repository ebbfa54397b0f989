"""The presets as text and as JSON. Needs no model."""

from __future__ import annotations

import json
import shutil
import textwrap

from engine.files.shipped import Preset, presets


def as_table() -> str:
    """Each preset's id and name, its story below, wrapped to the terminal."""
    width = max(map(len, presets()))
    return "\n".join(_entry(preset, width) for preset in presets().values())


def _entry(preset: Preset, width: int) -> str:
    indent = " " * (width + 2)
    columns = max(width + 30, shutil.get_terminal_size().columns)
    story = textwrap.fill(preset.story, columns, initial_indent=indent, subsequent_indent=indent)
    return f"{preset.id:<{width}}  {preset.name}\n{story}\n"


def as_json() -> str:
    """A list of `{"id", "name", "story", "changes": {input: number}}`."""
    found = [
        {"id": each.id, "name": each.name, "story": each.story, "changes": dict(each.changes)}
        for each in presets().values()
    ]
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"
